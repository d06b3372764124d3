"""Present what the users' representatives expressed at a meeting, as its minutes keep it."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import absences, suites
from clu_batch.documents.sections.field_tables import Champ, make_block, make_table
from clu_batch.kernel import french
from clu_batch.kernel.content import Block
from clu_batch.rules.model import Proposition


def build_section(meeting: MeetingContext) -> Block:
    """Make a table of one row each: number, body, text, answer, service in charge, due date, state.

    What was closed after the meeting has neither answer nor state here: the next dossier tells
    them.
    """
    propositions = meeting.propositions
    if not propositions:
        quoi = "avis, souhaits, propositions et suggestions"
        manque = absences.find_missing_sheet(meeting, "Propositions", quoi)
        return make_block(manque or "Néant")
    champs: Sequence[Champ[Proposition]] = (
        Champ("N°, auteur et nature", 44, lambda p: f"{p.numero}\n{suites.name_author(p)}"),
        Champ("Texte", 60, suites.find_text),
        Champ("Réponse", 60, lambda p: p.reponse if _is_known(p) else None),
        Champ("Pilote et suivi", 36, _say_follow_up),
    )
    return make_block(
        make_table("Avis, souhaits, propositions et suggestions", propositions, champs)
    )


def _is_known(proposition: Proposition) -> bool:
    """Whether the answer and the state typed were known at the meeting where it was expressed."""
    return not suites.is_closed_after(proposition, proposition.reunion)


def _say_follow_up(proposition: Proposition) -> str | None:
    """Write, a line each, who follows it, until when, and where it stands."""
    dits = []
    if proposition.service_pilote:
        dits.append(proposition.service_pilote)
    if proposition.echeance:
        dits.append(f"échéance : {french.format_short_date(proposition.echeance)}")
    if proposition.etat and _is_known(proposition):
        dits.append(proposition.etat)
    return "\n".join(dits) or None
