"""Prepare the sheet for the notes taken during the meeting, under the headings of the minutes
(docs/rules/documents.md#trame-de-notes).
"""

from __future__ import annotations

from clu_batch.documents import context
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.sections.field_tables import make_block
from clu_batch.kernel.content import ContentsList
from clu_batch.kernel.declaration import Famille


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the note sheet of a meeting to come."""
    tags = {"sommaire": make_block(ContentsList(1))}
    titre = meeting.write_short_title("Trame de notes")
    return Prepared(
        [context.request_paper(meeting, Famille.TRAME, "Trame-de-notes", titre, tags)]
    )
