"""Tell who sits on the committee: the seats in force, how each was held at a meeting, and the
attendance over time (docs/rules/committee.md#seats).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.figures import mesures
from clu_batch.rules.figures.mesures import NOMBRE, Fiche
from clu_batch.rules.model import (
    Assiduite,
    Calcul,
    Membre,
    Presence,
    Registre,
    Reunion,
    Siege,
    Suppleance,
)

T = TypeVar("T")

NON_RENSEIGNE, VACANT = "non renseigné", "vacant"
SIEGEANT = frozenset(
    {StatutDePresence.PRESENT, StatutDePresence.REPRESENTE, StatutDePresence.SUPPLEE}
)
"""The states of a seat that somebody held at the meeting."""
SIEGES = Fiche(
    "comite.sieges",
    "Sièges du comité",
    NOMBRE,
    "Sièges de la composition à la date de la réunion.",
)


def _define_etat(statut: str, nom: str, libelle: str) -> Fiche:
    definition = (
        f"Sièges dont l’état à la réunion est « {statut} » ; la somme des états est le nombre de"
        " sièges."
    )
    return Fiche(f"comite.{nom}", libelle, NOMBRE, definition)


_ETATS = {
    statut: _define_etat(statut, nom, libelle)
    for statut, nom, libelle in (
        (StatutDePresence.PRESENT, "presents", "Membres présents"),
        (
            StatutDePresence.REPRESENTE,
            "representes",
            "Membres représentés (« ou son représentant »)",
        ),
        (StatutDePresence.SUPPLEE, "supplees", "Membres suppléés"),
        (StatutDePresence.EXCUSE, "excuses", "Membres excusés"),
        (StatutDePresence.ABSENT, "absents", "Membres absents"),
        (VACANT, "vacants", "Sièges vacants"),
        (NON_RENSEIGNE, "non_renseignes", "Membres dont la présence n’est pas renseignée"),
    )
}
CODES = frozenset(fiche.code for fiche in (SIEGES, *_ETATS.values()))
"""The figures of the attendance."""
_ASSIDUITE = 6
"""Held meetings over which attendance is shown."""


def list_sieges(registre: Registre, date: dt.date) -> list[Siege]:
    """Return the seats at `date`, in the order of collèges and ranks.

    Each seat says how it was held at the meeting of that day.
    """
    membres = registre.comite.membres
    present = [p for p in registre.comite.presences if p.reunion == date]
    held = _group(present, lambda presence: presence.membre)
    announced = _index_announced(registre, date)
    seats = []
    for code, holders in _group(membres, lambda membre: membre.code).items():
        started = [m for m in holders if (m.depuis or dt.date.min) <= date]
        if started:
            seats.append(_build_siege(started, date, held.get(code, []), announced.get(code)))
    colleges = list(dict.fromkeys(m.college for m in membres))
    return sorted(
        seats, key=lambda siege: (colleges.index(siege.membre.college), _rank_siege(siege))
    )


def _index_announced(registre: Registre, date: dt.date) -> Mapping[str, Suppleance]:
    """The substitutes announced for a meeting and not refused, by seat."""
    announced = registre.comite.suppleances
    return {s.membre: s for s in announced if s.reunion == date and not s.refusee}


def _rank_siege(siege: Siege) -> Decimal:
    """The rank of a seat in its collège; one without rank comes last."""
    rang = siege.membre.rang
    return Decimal("Infinity") if rang is None else rang


def _group(
    rows: Iterable[T], name_seat: Callable[[T], str | None]
) -> Mapping[str, Sequence[T]]:
    """The rows of each seat, by its code."""
    by_code: dict[str, list[T]] = {}
    for row in rows:
        by_code.setdefault(name_seat(row) or "", []).append(row)
    return by_code


def _build_siege(
    started: Sequence[Membre],
    date: dt.date,
    held: Sequence[Presence],
    suppleance: Suppleance | None,
) -> Siege:
    """The seat of the successive holders whose term has begun; after the last `Jusqu'au` it stays,
    vacant, until its rows are removed.
    """
    in_force = [m for m in started if _find_end(m) >= date]
    membre = in_force[0] if in_force else max(started, key=_find_end)
    vacant = membre.vacant or not in_force
    presence = held[0] if held else None
    statut = VACANT if vacant else NON_RENSEIGNE
    if presence and presence.statut:
        statut = presence.statut
    return Siege(membre, vacant, not in_force, statut, presence, tuple(held[1:]), suppleance)


def _find_end(membre: Membre) -> dt.date:
    return membre.jusqu_au or dt.date.max


def compute(seats: Sequence[Siege]) -> Calcul:
    """Return the counts of the meeting, with the seats that deserve a look."""
    counts = Counter(siege.statut for siege in seats)
    nombres = {SIEGES: len(seats), **{fiche: counts[etat] for etat, fiche in _ETATS.items()}}
    figures = [
        mesures.compare(fiche, mesures.build_nombre(n), None, None)
        for fiche, n in nombres.items()
    ]
    return Calcul(figures, problems=_check_sieges(seats))


def _check_sieges(seats: Sequence[Siege]) -> list[Problem]:
    """The seats whose last term has ended, unless somebody sat there all the same."""
    problems = []
    for siege in seats:
        membre, presence = siege.membre, siege.presence
        if siege.mandat_echu and membre.jusqu_au and not (presence and presence.statut):
            kind, date = meetings.MANDAT_ECHU, membre.jusqu_au
            problems.append(kind.report(membre.place, "Code", membre.code, date=date))
    return problems


def list_assiduites(
    registre: Registre, held: Sequence[Reunion], seats: Sequence[Siege]
) -> list[Assiduite]:
    """Return the attendance of each seat over the last six held meetings.

    A seat counts from the day it was filled; excused members are counted apart.
    """
    latest = sorted(held, key=lambda r: r.date)[-_ASSIDUITE:]
    by_meeting = {
        r.date: {s.membre.code: s.statut for s in list_sieges(registre, r.date)} for r in latest
    }
    return [_compute_assiduite(siege, by_meeting) for siege in seats]


def _compute_assiduite(
    siege: Siege, by_meeting: Mapping[dt.date, Mapping[str, str]]
) -> Assiduite:
    membre = siege.membre
    since = membre.depuis or dt.date.min
    statuts = {date: known[membre.code] for date, known in by_meeting.items() if since <= date}
    counts = Counter(statuts.values())
    seated = [date for date, statut in statuts.items() if statut in SIEGEANT]
    return Assiduite(
        membre=membre,
        vacant=siege.vacant,
        reunions=len(statuts),
        presences=counts[StatutDePresence.PRESENT],
        representations=counts[StatutDePresence.REPRESENTE],
        suppleances=counts[StatutDePresence.SUPPLEE],
        excuses=counts[StatutDePresence.EXCUSE],
        absences=counts[StatutDePresence.ABSENT],
        derniere_presence=max(seated, default=None),
    )
