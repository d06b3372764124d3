"""The sheet of the letters, forms and printed matter submitted to the users' representatives."""

from __future__ import annotations

import datetime as dt
import enum

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import Famille


class NatureDeDocument(enum.StrEnum):
    """What is submitted to the users' representatives."""

    COURRIER = "courrier"
    FORMULAIRE = "formulaire"
    IMPRIME = "imprimé"


@sheet(
    "Documents types",
    "comite.xlsx",
    "Les courriers, formulaires et imprimés soumis à l'avis des représentants des usagers.",
    named_by=("intitule",),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)
class DocumentType(Record):
    """A standard letter, form or printed matter submitted to the users' representatives."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    intitule: str | None = column(
        "Intitulé",
        required=True,
        width=46,
        missing="intitulé d’un document type",
        printed=True,
        scanned=True,
    )
    nature: NatureDeDocument | None = column("Nature", required=True, width=14)
    reference: str | None = column("Référence", width=16, scanned=True, as_typed=True)
    service: str | None = column("Service", width=30, printed=True, scanned=True, repeats=True)
    version: str | None = column("Version", width=12, as_typed=True)
    fichier: str | None = column(
        "Fichier", width=24, note="Nom d'un fichier placé dans workbooks/annexes."
    )
    question: str | None = column(
        "Question soumise",
        width=50,
        note="Ce que vous demandez aux représentants des usagers.",
        printed=True,
        scanned=True,
    )
    avis: str | None = column(
        "Avis des représentants des usagers", width=50, printed=True, scanned=True
    )
    suite: str | None = column("Suite donnée", width=50, printed=True, scanned=True)
