"""The sheet of the letters, forms and printed matter submitted to the users' representatives."""

from __future__ import annotations

import datetime as dt
import enum

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import BLOCS


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
    retient=BLOCS,
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
        note="Le titre du document : « Accusé de réception d'une réclamation ». Imprimé"
        " dans le dossier et au compte rendu.",
    )
    nature: NatureDeDocument | None = column(
        "Nature",
        required=True,
        width=14,
        note="Ce qu'est le document soumis, parmi les trois de la procédure.",
    )
    reference: str | None = column(
        "Référence",
        width=16,
        scanned=True,
        as_typed=True,
        note="Sa référence dans vos services : « AR-01 ». Imprimée avec la version.",
    )
    service: str | None = column(
        "Service",
        width=30,
        printed=True,
        scanned=True,
        repeats=True,
        note="Le service qui l'utilise : « SGCD ». Imprimé dans le dossier.",
    )
    version: str | None = column(
        "Version",
        width=12,
        as_typed=True,
        note="Le numéro ou la date de la version soumise : « 2 ». Imprimée avec la référence.",
    )
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
        "Avis des représentants des usagers",
        width=50,
        printed=True,
        scanned=True,
        note="Après la réunion : l'avis rendu, en une phrase, « Favorable, si le délai"
        " figure en tête du courrier ». Imprimé au compte rendu.",
    )
    suite: str | None = column(
        "Suite donnée",
        width=50,
        printed=True,
        scanned=True,
        note="Ce que le service a fait de cet avis. Imprimée dans le dossier de la réunion"
        " suivante.",
    )
