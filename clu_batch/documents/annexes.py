"""Number the files joined to the papers of a meeting, in the order of its agenda
(docs/rules/documents.md#annexes).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from clu_batch import parse
from clu_batch.documents import file_names
from clu_batch.rules.model import Registre

DOCUMENTS_TYPES = "documents types"


@dataclass(frozen=True, slots=True)
class Annexe:
    """An annex: its number, its title, its file among the workbooks, and the name under which it is
    joined.
    """

    numero: int
    titre: str
    fichier: str
    nom: str

    @property
    def chemin(self) -> str:
        """Its path under the folder of the meeting."""
        return f"annexes/{self.nom}"


def list_annexes(registre: Registre, date: dt.date) -> list[Annexe]:
    """Return the annexes of a meeting in the order of its points; a submitted document stands under
    the point of its rubrique.
    """
    found: dict[str, str] = {}
    for titre, fichier in _list_cited(registre, date):
        found.setdefault(fichier, titre)
    return [
        _number_annexe(n, titre, fichier) for n, (fichier, titre) in enumerate(found.items(), 1)
    ]


def _number_annexe(numero: int, titre: str, fichier: str) -> Annexe:
    path = PurePath(fichier)
    nom = f"Annexe-{numero}_{file_names.simplify(path.stem)}{path.suffix.lower()}"
    return Annexe(numero, titre, fichier, nom)


def _list_cited(registre: Registre, date: dt.date) -> Iterator[tuple[str, str]]:
    """Give the title and the name of each file that the agenda cites, in its order."""
    documents = _list_documents_types(registre, date)
    placed = False
    for point in registre.comite.ordre_du_jour:
        if point.reunion != date:
            continue
        if point.fichier:
            yield point.point or point.fichier, point.fichier
        if not placed and parse.fold_text(point.rubrique or "") == DOCUMENTS_TYPES:
            placed = True
            yield from documents
    if not placed:
        yield from documents


def _list_documents_types(registre: Registre, date: dt.date) -> list[tuple[str, str]]:
    """Return the title and the file of each document submitted to the meeting that has a file."""
    return [
        (document.intitule or document.fichier, document.fichier)
        for document in registre.comite.documents_types
        if document.reunion == date and document.fichier
    ]


def index_by_file(found: list[Annexe]) -> Mapping[str, Annexe]:
    """Index the annexes by the file they come from."""
    return {annexe.fichier: annexe for annexe in found}
