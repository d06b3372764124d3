"""Number the files joined to the papers of a meeting, in the order of its agenda
(docs/rules/documents.md#annexes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from clu_batch import parse
from clu_batch.documents import file_names
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.records.point import NomDeRubrique

DOCUMENTS_TYPES = NomDeRubrique.DOCUMENTS_TYPES


@frozen
class Annexe:
    """An annex: its number, its title, its file among the workbooks."""

    numero: int
    titre: str
    fichier: str

    @property
    def nom(self) -> str:
        """The name under which it is joined."""
        path = PurePath(self.fichier)
        nom = file_names.simplify(path.stem)
        return f"Annexe-{self.numero}_{nom}{path.suffix.lower()}"

    @property
    def chemin(self) -> str:
        """Its path under the folder of the meeting."""
        return f"annexes/{self.nom}"


@once
def list_annexes(meeting: MeetingContext) -> Sequence[Annexe]:
    """Return the annexes of the meeting in the order of its points; a submitted document stands
    under the point of its rubrique.
    """
    found: dict[str, str] = {}
    for titre, fichier in _list_cited(meeting):
        found.setdefault(fichier, titre)
    return [Annexe(n, titre, fichier) for n, (fichier, titre) in enumerate(found.items(), 1)]


def _list_cited(meeting: MeetingContext) -> Iterator[tuple[str, str]]:
    """Give the title and the name of each file that the agenda cites, in its order."""
    documents = [
        (document.intitule or document.fichier, document.fichier)
        for document in meeting.documents_types
        if document.fichier
    ]
    for point in meeting.points:
        if point.fichier:
            yield point.point, point.fichier
        if parse.fold_text(point.rubrique or "") == DOCUMENTS_TYPES:
            yield from documents
            documents = []
    yield from documents


def name_annexe(meeting: MeetingContext, fichier: str | None) -> str | None:
    """Return « Annexe 1 » when that file is joined to the papers of the meeting."""
    for annexe in list_annexes(meeting):
        if annexe.fichier == fichier:
            return f"Annexe{french.INSECABLE}{annexe.numero}"
    return None
