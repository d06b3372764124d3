"""What a check of the procedure gives, and what several of them ask of a meeting: the state of each
provision, and who speaks for the users.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_text
from clu_batch.rules.model import Proposition

CONFORME, PREVU, A_VENIR, SANS_OBJET = "conforme", "prévu", "à venir", "sans objet"
A_COMPLETER, A_APPRECIER, DECIDE = "à compléter", "à apprécier", "décidé par la présidence"
A_COMPARER, SANS_INVITATION = "à comparer", "sans invitation"

PAS_ENCORE = "la réunion n’a pas encore eu lieu"


@frozen
class Constat:
    """What the workbooks show of a provision, and whether it is respected.

    `preuve`: where it is seen, when it is elsewhere than the provision says.
    """

    constat: str
    etat: str
    preuve: str = ""


def say_absent(meeting: MeetingContext, feuille: str) -> str:
    """Write « feuille Propositions absente »; empty when the sheet is there."""
    etat = meeting.registre.feuilles_absentes.get(feuille)
    if etat:
        return f"feuille {feuille} {etat}"
    return ""


def is_of_users(college: str | None) -> bool:
    """Whether a collège is that of the users' representatives: collèges are a free list."""
    return "usager" in fold_text(college or "")


def name_usagers(meeting: MeetingContext) -> frozenset[str]:
    """Return the ways in which Propositions may name the users' representatives: collège, bodies,
    guests.
    """
    noms: list[str | None] = []
    for m in meeting.comite.membres:
        if is_of_users(m.college):
            noms += [m.college, m.code, m.organisme, m.fonction]
    for i in meeting.invites:
        if is_of_users(i.college):
            noms += [i.organisme, i.nom]
    return frozenset(fold_text(nom) for nom in noms if nom)


def keep_representatives(
    meeting: MeetingContext, exprimes: Sequence[Proposition]
) -> list[Proposition]:
    """Return what the users' representatives expressed themselves."""
    usagers = name_usagers(meeting)
    return [p for p in exprimes if fold_text(p.auteur) in usagers]
