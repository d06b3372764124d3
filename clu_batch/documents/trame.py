"""Prepare the sheet for the notes taken during the meeting, under the headings of the minutes
(docs/rules/documents.md#trame-de-notes).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents import context, file_names
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, ContentsList, DocumentRequest
from clu_batch.kernel.declaration import Famille
from clu_batch.rules.model import Bilan, Registre


def prepare(registre: Registre, bilan: Bilan) -> Sequence[DocumentRequest]:
    """Prepare the note sheet of a meeting to come."""
    reunion = bilan.reunion
    p = registre.parametres
    contexte = {**context.build_context(registre, bilan), "sommaire": Block((ContentsList(1),))}
    chemin = f"{file_names.name_document(reunion.date, p.sigle, 'Trame-de-notes')}.docx"
    titre = f"Trame de notes, {p.sigle} du {french.format_date(reunion.date)}"
    return (
        DocumentRequest(chemin, "trame_de_notes", Famille.TRAME, titre, reunion.date, contexte),
    )
