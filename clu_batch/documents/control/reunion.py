"""Build the sheets of the control workbook about the meeting: substitutions, awaited answers,
seats, dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from clu_batch.documents.control.sheet_layout import OUI_NON, Columns, make_sheet
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.typed_texts import compose_nom, join_fonction_organisme
from clu_batch.kernel import fonctions
from clu_batch.kernel.sheet_content import (
    DATE,
    JOUR_ET_DATE,
    NOMBRE,
    ControlColumn,
    ControlSheet,
)
from clu_batch.records.participants import ReponseAnnoncee
from clu_batch.rules.model import (
    Assiduite,
    Bilan,
    BilanGeneral,
    Invite,
    JourExplique,
    Membre,
    Presence,
    Siege,
)
from clu_batch.rules.presidence import find_president
from clu_batch.rules.suppleances import INCOMPLETE

_SUPPLEANCES: Columns = {
    "suppleance.membre": ControlColumn("Membre", largeur=12, exact=True),
    "suppleant": ControlColumn("Suppléant", largeur=30),
    "suppleance.informe_le": ControlColumn("Secrétariat informé le", DATE, 14),
    "suppleance.moyen": ControlColumn("Moyen", largeur=14),
    "limite_pleins": ControlColumn("Limite jours pleins", DATE, 14),
    "limite_j2": ControlColumn("Limite J-2", DATE, 12),
    "limite_imprimee": ControlColumn("Limite imprimée", DATE, 14),
    "etat": ControlColumn("État", largeur=16),
    "motif": ControlColumn("Motif", largeur=80),
    "suppleance.decision": ControlColumn("Décision", largeur=14),
}
_REPONSES_ATTENDUES = (
    ControlColumn("Membre", largeur=24, exact=True),
    ControlColumn("Nom", largeur=56),
    ControlColumn("Réponse", largeur=14),
    ControlColumn("Reçue le", DATE, 12),
    ControlColumn("À relancer", largeur=12),
)
_COMPOSITION: Columns = {
    "membre.code": ControlColumn("Membre", largeur=12, exact=True),
    "membre.college": ControlColumn("Collège", largeur=30),
    "titulaire": ControlColumn("Titulaire", largeur=52),
    "vacant": ControlColumn("Vacant", largeur=9),
    "membre.jusqu_au": ControlColumn("Fin de mandat", DATE, 12),
    "reunions": ControlColumn("Réunions", NOMBRE, 10),
    "presences": ControlColumn("Présences", NOMBRE, 10),
    "representations": ControlColumn("Représentations", NOMBRE, 15),
    "suppleances": ControlColumn("Suppléances", NOMBRE, 12),
    "excuses": ControlColumn("Excusés", NOMBRE, 10),
    "absences": ControlColumn("Absences", NOMBRE, 10),
    "derniere_presence": ControlColumn("Dernière présence", DATE, 14),
}
_POURQUOI = (
    ControlColumn("Objet", largeur=70),
    ControlColumn("Jour", JOUR_ET_DATE, 16),
    ControlColumn("Compté", largeur=9),
    ControlColumn("Rang", NOMBRE, 8),
    ControlColumn("Raison", largeur=76),
)
_DEPLIER = "le décompte, jour par jour, se déplie par le bouton + à gauche"
_DATES_CLES: Columns = {
    "etape": ControlColumn("Étape", largeur=50),
    "date": ControlColumn("Date", DATE, 12),
    "jours_restants": ControlColumn("Jours restants", NOMBRE, 14),
    "fait_le": ControlColumn("Fait le", DATE, 12),
    "etat": ControlColumn("État", largeur=12),
}


def build_suppleances_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the substitutions with their limits, states and reasons: the only place
    where these are told (docs/rules/substitutions.md#discretion).
    """
    return make_sheet(
        "Suppléances",
        bilan.suppleances,
        _SUPPLEANCES,
        suppleant=lambda examen: compose_nom(examen.suppleance),
    )


def build_reponses_attendues_sheet(meeting: MeetingContext | None) -> ControlSheet:
    """Build the sheet of each answer to the convocations and the invitations, and of whom to
    remind. Nothing is awaited once the meeting was held.
    """
    lignes: list[Sequence[object]] = []
    if meeting is not None and meeting.bilan.is_to_come:
        lignes += _list_members(meeting.bilan)
        lignes += [_describe_guest(guest, meeting.presences) for guest in meeting.attendus]
    return ControlSheet("Réponses attendues", _REPONSES_ATTENDUES, lignes)


def _list_members(bilan: Bilan) -> Iterator[Sequence[object]]:
    president = find_president(bilan.sieges, bilan.seance.reunion)
    incompletes = {e.suppleance.membre for e in bilan.suppleances if e.etat == INCOMPLETE}
    for siege in bilan.sieges:
        code, name = siege.membre.code, _name_seat(siege.membre, vacant=siege.vacant)
        incomplete, awaited = code in incompletes, siege is not president
        yield code, name, *_describe_answer(siege, incomplete=incomplete, awaited=awaited)


def _describe_guest(guest: Invite, presences: Sequence[Presence]) -> Sequence[object]:
    """Return the row of a guest, under the name by which Présences says the answer."""
    designation = guest.organisme or guest.nom
    name = _join_name(compose_nom(guest), guest.fonction)
    answers = [p for p in presences if p.invite == guest and p.reponse is not None]
    if not answers:
        return designation, name, None, None, OUI_NON[True]
    answer = answers[0]
    return designation, name, answer.reponse, answer.reponse_recue_le, OUI_NON[False]


def _describe_answer(
    siege: Siege, *, incomplete: bool, awaited: bool
) -> tuple[str | None, dt.date | None, str]:
    """Return the answer for one seat, when it came, and whether to remind. A member who answered
    « suppléé » is still to be asked for the identity and the function that the procedure requires;
    who presides is not asked.
    """
    suppleance = siege.suppleance
    reponse, recue_le = _read_answer(siege)
    if siege.vacant and (siege.presence is None or siege.presence.reponse is None):
        return "siège vacant", None, OUI_NON[False]
    if reponse is None:
        return None, None, OUI_NON[siege.membre.a_convoquer and awaited]
    a_relancer = reponse == ReponseAnnoncee.SUPPLEE and (suppleance is None or incomplete)
    return reponse, recue_le, OUI_NON[a_relancer]


def _read_answer(siege: Siege) -> tuple[str | None, dt.date | None]:
    """Return what was answered for a seat and when: as Présences says, else by announcing a
    substitute.
    """
    presence, suppleance = siege.presence, siege.suppleance
    if presence is not None and presence.reponse is not None:
        return presence.reponse, presence.reponse_recue_le
    if suppleance is not None:
        return ReponseAnnoncee.SUPPLEE, suppleance.informe_le
    return None, None


def build_composition_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the seats and their attendance over the last six held meetings."""
    return make_sheet(
        "Composition",
        bilan.assiduite,
        _COMPOSITION,
        titulaire=_name_holder,
        vacant=lambda assiduite: OUI_NON[assiduite.vacant],
    )


def _name_holder(assiduite: Assiduite) -> str | None:
    return _name_seat(assiduite.membre, vacant=assiduite.vacant)


def _name_seat(membre: Membre, *, vacant: bool) -> str | None:
    """Return who holds a seat, by name when it is known; a vacant one has its function alone."""
    fonction = join_fonction_organisme(membre.fonction, membre.organisme)
    return _join_name(None if vacant else compose_nom(membre), fonction)


def _join_name(nom: str | None, fonction: str | None) -> str | None:
    """Write « Mme NOM, directrice », or what there is of it."""
    if nom is None:
        return fonction
    if fonction:
        return f"{nom}, {fonctions.drop_article(fonction)}"
    return nom


def build_pourquoi_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet that counts the delays day by day: a row for each object, its days folded
    under it.
    """
    lignes: list[Sequence[object]] = []
    repliees: list[int] = []
    for objet, group in groupby(bilan.pourquoi, attrgetter("objet")):
        jours = list(group)
        lignes.append(_sum_up(objet, jours))
        repliees += range(len(lignes), len(lignes) + len(jours))
        lignes += [(j.objet, j.jour, OUI_NON[j.compte], j.rang, j.raison) for j in jours]
    return ControlSheet("Pourquoi ces dates", _POURQUOI, lignes, frozenset(repliees))


def _sum_up(objet: str, jours: Sequence[JourExplique]) -> Sequence[object]:
    """Return the row of an object: the day that the count gives, and how to see the others."""
    kept = next((jour for jour in jours if jour.retenu), jours[-1])
    return objet, kept.jour, None, None, f"{kept.raison} ; {_DEPLIER}"


def build_dates_cles_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the steps of the preparation."""
    return make_sheet("Dates clés", bilan.dates_cles, _DATES_CLES)
