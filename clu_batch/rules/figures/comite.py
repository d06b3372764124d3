"""Tell who sits on the committee: the seats in force, how each was held at a meeting, and the
attendance over time (docs/rules/committee.md#seats).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.records.comite import StatutDePresence
from clu_batch.rules.figures import mesures
from clu_batch.rules.model import (
    Assiduite,
    Calcul,
    Indicateur,
    Membre,
    Presence,
    Registre,
    Reunion,
    Siege,
    Suppleance,
)

NON_RENSEIGNE, VACANT = "non renseigné", "vacant"
SIEGEANT = frozenset(
    {StatutDePresence.PRESENT, StatutDePresence.REPRESENTE, StatutDePresence.SUPPLEE}
)
"""The states of a seat that somebody held at the meeting."""
_ETATS = {
    StatutDePresence.PRESENT: ("presents", "Membres présents"),
    StatutDePresence.REPRESENTE: ("representes", "Membres représentés (« ou son représentant »)"),
    StatutDePresence.SUPPLEE: ("supplees", "Membres suppléés"),
    StatutDePresence.EXCUSE: ("excuses", "Membres excusés"),
    StatutDePresence.ABSENT: ("absents", "Membres absents"),
    VACANT: ("vacants", "Sièges vacants"),
    NON_RENSEIGNE: ("non_renseignes", "Membres dont la présence n’est pas renseignée"),
}
_SIEGES = "comite.sieges"
CODES = frozenset({_SIEGES, *(f"comite.{nom}" for nom, _ in _ETATS.values())})
"""The figures of the attendance."""
_ASSIDUITE = 6
"""Held meetings over which attendance is shown."""


def list_sieges(registre: Registre, date: dt.date) -> list[Siege]:
    """Return the seats at `date`, in the order of collèges and ranks.

    Each seat says how it was held at the meeting of that day.
    """
    membres = registre.comite.membres
    held = _group_presences(registre, date)
    today = [s for s in registre.comite.suppleances if s.reunion == date and not s.refusee]
    announced = {s.membre: s for s in today}
    seats = []
    for code, holders in _group_by_code(membres).items():
        started = [m for m in holders if (m.depuis or dt.date.min) <= date]
        if started:
            seats.append(_build_siege(started, date, held.get(code, []), announced.get(code)))
    colleges = list(dict.fromkeys(m.college for m in membres))
    return sorted(
        seats, key=lambda siege: (colleges.index(siege.membre.college), _rank_siege(siege))
    )


def _rank_siege(siege: Siege) -> Decimal:
    """The rank of a seat in its collège; one without rank comes last."""
    rang = siege.membre.rang
    return Decimal("Infinity") if rang is None else rang


def _group_presences(registre: Registre, date: dt.date) -> Mapping[str, Sequence[Presence]]:
    """The rows of Présences of one meeting, by code of the member."""
    held: dict[str, list[Presence]] = {}
    for presence in registre.comite.presences:
        if presence.reunion == date and presence.membre:
            held.setdefault(presence.membre, []).append(presence)
    return held


def _group_by_code(membres: Iterable[Membre]) -> Mapping[str, Sequence[Membre]]:
    by_code: dict[str, list[Membre]] = {}
    for membre in membres:
        by_code.setdefault(membre.code, []).append(membre)
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
    figures = [
        _build_indicateur(
            _SIEGES,
            "Sièges du comité",
            len(seats),
            "Sièges de la composition à la date de la réunion.",
        )
    ]
    for statut, (code, libelle) in _ETATS.items():
        definition = (
            f"Sièges dont l’état à la réunion est « {statut} » ; la somme des états est le nombre"
            " de sièges."
        )
        figures.append(_build_indicateur(f"comite.{code}", libelle, counts[statut], definition))
    return Calcul(figures, problems=_check_sieges(seats))


def _build_indicateur(code: str, libelle: str, nombre: int, definition: str) -> Indicateur:
    mesure = mesures.build_nombre(nombre)
    return Indicateur(code, libelle, mesures.NOMBRE, mesure, definition=definition)


def _check_sieges(seats: Sequence[Siege]) -> list[Problem]:
    """The seats whose last term has ended, unless somebody sat there all the same."""
    problems = []
    for siege in seats:
        membre, presence = siege.membre, siege.presence
        if siege.mandat_echu and membre.jusqu_au and not (presence and presence.statut):
            date = french.format_short_date(membre.jusqu_au)
            problems.append(
                meetings.MANDAT_ECHU.report(membre.place, "Code", membre.code, date=date)
            )
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


def _compute_assiduite(siege: Siege, by_meeting: Mapping[dt.date, Mapping[str, str]]) -> Assiduite:
    membre = siege.membre
    since = {
        date: statuts
        for date, statuts in by_meeting.items()
        if (membre.depuis or dt.date.min) <= date
    }
    statuts = {date: known[membre.code] for date, known in since.items() if membre.code in known}
    counts = Counter(statuts.values())
    return Assiduite(
        membre=membre,
        vacant=siege.vacant,
        reunions=len(statuts),
        presences=counts[StatutDePresence.PRESENT],
        representations=counts[StatutDePresence.REPRESENTE],
        suppleances=counts[StatutDePresence.SUPPLEE],
        excuses=counts[StatutDePresence.EXCUSE],
        absences=counts[StatutDePresence.ABSENT],
        derniere_presence=max(
            (date for date, statut in statuts.items() if statut in SIEGEANT), default=None
        ),
    )
