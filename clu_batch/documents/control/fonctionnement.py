"""Hold how the committee meets, and of whom it is made, against what the workbooks show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from clu_batch.documents.control.constat import (
    A_APPRECIER,
    A_COMPARER,
    A_COMPLETER,
    A_VENIR,
    CONFORME,
    DECIDE,
    PAS_ENCORE,
    PREVU,
    SANS_INVITATION,
    SANS_OBJET,
    Constat,
    is_of_users,
)
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import presences
from clu_batch.kernel import french
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import ExamenSuppleance, Invite, Reunion, Siege
from clu_batch.rules.seances import is_tenue
from clu_batch.rules.suppleances import DANS_LE_DELAI, INCOMPLETE

# -- how the committee meets -----------------------------------------------------------------------


DELAI_DE_LA_PROCEDURE = (2, "jours ouvrables")
"""« au minimum 2 jours ouvrables avant la réunion »."""


def find_suppleances(meeting: MeetingContext) -> Constat:
    """Hold the substitutions against the day until which they may be announced."""
    jour = french.format_long_date(meeting.bilan.limite_suppleance)
    preuve = f"feuille Suppléances ; dernier jour pour informer le secrétariat : {jour}"
    constat, etat = _judge_suppleances(meeting)
    return Constat(constat, etat, preuve)


def _judge_suppleances(meeting: MeetingContext) -> tuple[str, str]:
    """Return what is seen of the substitutions, and the state of the provision."""
    examens = meeting.bilan.suppleances
    annoncees = _count_announced(examens)
    muettes = _list_unannounced(meeting)
    if muettes:
        return f"{annoncees} ; non annoncées : {french.join_words(muettes)}", A_APPRECIER
    if not examens:
        return annoncees, SANS_OBJET
    late = [e for e in examens if e.etat != DANS_LE_DELAI]
    if late:
        dites = french.join_words([_describe_suppleance(e) for e in late])
        return f"{annoncees} ; à regarder : {dites}", _judge_late(late)
    return _judge_in_time(meeting, f"{annoncees}, dans le délai")


def _list_unannounced(meeting: MeetingContext) -> list[str]:
    """Return the members whom somebody replaced without a word in Suppléances."""
    supplees = [s for s in meeting.sieges if s.statut == StatutDePresence.SUPPLEE]
    return [s.membre.code for s in supplees if s.suppleance is None]


def _count_announced(examens: Sequence[ExamenSuppleance]) -> str:
    if not examens:
        return "aucune suppléance annoncée"
    return french.format_count(len(examens), "suppléance annoncée", "suppléances annoncées")


def _judge_in_time(meeting: MeetingContext, in_time: str) -> tuple[str, str]:
    """Return substitutions that are all in time, and the state of the provision: Paramètres may
    hold another délai than that of the procedure.
    """
    p = meeting.parametres
    if (p.delai_suppleance, p.unite_suppleance) == DELAI_DE_LA_PROCEDURE:
        return in_time, CONFORME
    regle = f"{french.format_number(p.delai_suppleance)} {p.unite_suppleance}"
    reserve = f"réglé dans Paramètres ({regle}), qui n’est pas celui de la procédure"
    return f"{in_time} {reserve}", A_APPRECIER


def _judge_late(late: Sequence[ExamenSuppleance]) -> str:
    """Return the state of the provision when one substitution at least was not
    announced in time.
    """
    if any(e.etat == INCOMPLETE for e in late):
        return A_COMPLETER
    if all(e.suppleance.decision for e in late):
        return DECIDE
    return A_APPRECIER


def _describe_suppleance(examen: ExamenSuppleance) -> str:
    etat, decision = examen.etat, examen.suppleance.decision
    if decision:
        etat = f"{etat}, {decision} par la présidence"
    return f"{examen.suppleance.membre} ({etat})"


_ETATS_DU_SECRETARIAT: Mapping[str, str] = {
    StatutDePresence.PRESENT: CONFORME,
    StatutDePresence.REPRESENTE: A_APPRECIER,
    StatutDePresence.SUPPLEE: A_APPRECIER,
}
"""Somebody else sat in the place of the responsable qualité: who kept the minutes is not known."""


def find_secretary(meeting: MeetingContext) -> Constat:
    """Look for the responsable qualité, who keeps the minutes."""
    siege = presences.find_secretary(meeting)
    if siege is None:
        return Constat("aucun siège de responsable qualité dans la composition", A_COMPLETER)
    preuve = f"feuille Composition, siège {siege.membre.code}"
    if siege.vacant:
        return Constat("le siège du responsable qualité est vacant", A_COMPLETER, preuve)
    if not meeting.tenue:
        return Constat("le responsable qualité est membre du comité", PREVU, preuve)
    etat = _ETATS_DU_SECRETARIAT.get(siege.statut, A_COMPLETER)
    preuve = f"feuille Présences, {siege.membre.code}"
    return Constat(f"responsable qualité : {siege.statut}", etat, preuve)


def find_compte_rendu(meeting: MeetingContext) -> Constat:
    """Look for the day on which the minutes were sent, those of the earlier meetings first."""
    reunion = meeting.reunion
    held = _list_held(meeting)
    waiting = sorted(r.date for r in held if r.compte_rendu_envoye_le is None)
    if waiting:
        nom = "réunion" if len(waiting) == 1 else "réunions"
        dates = french.join_words([french.format_date(date) for date in waiting])
        return Constat(f"compte rendu non envoyé : {nom} du {dates}", A_COMPLETER)
    if reunion.compte_rendu_envoye_le:
        return _judge_sending(reunion.compte_rendu_envoye_le, meeting)
    dit = f"{PAS_ENCORE} ; comptes rendus précédents envoyés" if held else PAS_ENCORE
    return Constat(dit, A_VENIR)


def _list_held(meeting: MeetingContext) -> list[Reunion]:
    """Return the meetings that were held until this one."""
    before = [r for r in meeting.comite.reunions if r.date <= meeting.date]
    return [r for r in before if is_tenue(r, meeting.seance.j)]


def _judge_sending(sent: dt.date, meeting: MeetingContext) -> Constat:
    """Judge the day on which the minutes were sent: neither before the meeting nor after today."""
    possible = meeting.date <= sent <= meeting.seance.j
    return Constat(
        f"envoyé le {french.format_date(sent)}", CONFORME if possible else A_APPRECIER
    )


# -- composition -----------------------------------------------------------------------------------


def find_college(mot: str, meeting: MeetingContext) -> Constat:
    """Count the seats of the collège whose name holds `mot`: collèges are a free list."""
    sieges = [s for s in meeting.sieges if mot in fold_text(s.membre.college)]
    if not sieges:
        preuve = "feuille Composition, colonne « Collège »"
        return Constat("aucun siège dans un collège de ce nom", A_COMPLETER, preuve)
    etat = A_COMPLETER if any(s.vacant for s in sieges) else A_COMPARER
    return Constat(_count_filled(sieges), etat)


def _count_filled(sieges: Sequence[Siege]) -> str:
    """Write « sièges saisis : 3, pourvus : 3 »; a row that was removed is not seen."""
    vacants = [s.membre.code for s in sieges if s.vacant]
    pourvus = french.format_number(len(sieges) - len(vacants))
    dits = f"sièges saisis : {french.format_number(len(sieges))}, pourvus : {pourvus}"
    if not vacants:
        return dits
    return f"{dits} (sans titulaire : {french.join_words(vacants)})"


def find_guests(meeting: MeetingContext, *, usagers: bool) -> Constat:
    """Look for the guests of the meeting: those among the users' representatives, or the others."""
    guests = [i for i in meeting.invites if is_of_users(i.college) == usagers]
    if not guests:
        return Constat("aucun invité", SANS_OBJET)
    invited = meeting.attendus
    names = [_describe_guest(i, invite=i in invited) for i in guests]
    return Constat(french.join_words(names), _judge_guests(meeting, guests, invited))


def _judge_guests(
    meeting: MeetingContext, guests: Sequence[Invite], invited: Sequence[Invite]
) -> str:
    """Judge the guests against the agenda, which makes their presence necessary (procedure)."""
    if any(i not in invited for i in guests):
        return SANS_INVITATION
    if not meeting.tenue:
        return PREVU
    return A_APPRECIER if any(i.point is None for i in guests) else CONFORME


def _describe_guest(guest: Invite, *, invite: bool) -> str:
    name = guest.organisme or guest.nom or ""
    if not invite:
        return f"{name} (point {guest.point} hors de l’ordre du jour, {SANS_INVITATION})"
    if not guest.point:
        return f"{name} (aucun point indiqué)"
    return f"{name} (point {guest.point})"
