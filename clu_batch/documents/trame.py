"""Prepare the sheet for the notes taken during the meeting, under the headings of the minutes
(docs/rules/documents.md#trame-de-notes).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents import context, ordre_du_jour
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.remplacants import name_suppleant
from clu_batch.documents.sections import composition, essentiel
from clu_batch.documents.sections.field_tables import Champ, make_block, make_list, make_table
from clu_batch.kernel.content import Block, ContentsList, Texte
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.model import Siege

CASE = "☐"


@frozen
class _Attendu:
    """Someone to tick: who it is, and the substitute who was announced."""

    qui: Texte
    remplacant: str = ""


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the note sheet of a meeting to come."""
    tags = {
        "sommaire": make_block(ContentsList(1)),
        "appel": _build_roll(meeting),
        "questions": _build_questions(meeting),
        "divers": any(map(ordre_du_jour.is_divers, meeting.points)),
    }
    titre = meeting.write_short_title("Trame de notes")
    return Prepared(
        [context.request_paper(meeting, Famille.TRAME, "Trame-de-notes", titre, tags)]
    )


def _build_roll(meeting: MeetingContext) -> Block:
    """Return the members and the guests, with boxes to tick."""
    attendus = [_expect(siege) for siege in meeting.sieges]
    attendus += [_Attendu(composition.describe_guest(i)) for i in meeting.attendus]
    champs: Sequence[Champ[_Attendu]] = (
        Champ("Membre ou invité", 80, lambda a: a.qui),
        Champ("Présent", 14, lambda _: CASE),
        Champ("Remplacement", 40, lambda a: f"{CASE} {a.remplacant}".strip()),
        Champ("Excusé", 14, lambda _: CASE),
    )
    return make_block(make_table("Membres et invités, à cocher", attendus, champs))


def _expect(siege: Siege) -> _Attendu:
    annonce = siege.suppleance
    return _Attendu(
        composition.describe_seat(siege), name_suppleant(annonce) if annonce else ""
    )


def _build_questions(meeting: MeetingContext) -> Block:
    """Return what the committee is asked for its opinion on."""
    questions = essentiel.list_questions(meeting)
    return make_block(make_list(questions))
