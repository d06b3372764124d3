"""The sheets that translate exports of other tools, and that give back the history of past
meetings.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.famille import BLOCS


@sheet(
    "Équivalences",
    "equivalences.xlsx",
    "Comment lire tels quels les exports d'autres outils (facultatif).",
    kw_only=True,
    retient=BLOCS,
    invented=True,
)
class LigneEquivalence(Record):
    """How a foreign sheet, one of its columns, or a value of that column is read."""

    feuille: str = key(
        "Feuille", width=26, note="Nom de la feuille ou du fichier, tel qu'il est."
    )
    colonne: str | None = column(
        "Colonne",
        expected=True,
        key=True,
        width=34,
        note="En-tête tel qu'il est ; vide : toute la feuille est renommée.",
    )
    valeur: str | None = column(
        "Valeur",
        key=True,
        width=30,
        note="Valeur telle qu'elle est ; * : toute valeur ; vide : la colonne est renommée.",
    )
    devient: str | None = column(
        "Devient",
        expected=True,
        key=True,
        width=34,
        note="Le nom attendu par le programme ; vide à côté d'une valeur : la valeur est lue comme"
        " une cellule vide.",
    )


@sheet(
    "Historique",
    "",
    "Les chiffres de réunions dont les données ne sont plus dans les classeurs : la feuille du même"
    " nom d'un classeur de contrôle.",
    kw_only=True,
    retient=BLOCS,
    many=True,
)
class Historique(Record):
    """A figure of a past meeting, as its control workbook gave it."""

    reunion: dt.date = key("Réunion", width=13)
    periode_du: dt.date | None = column("Période du", width=13)
    periode_au: dt.date | None = column("Période au", width=13)
    arrete_au: dt.date | None = column("Arrêté au", width=13)
    code: str = key("Code", width=34, as_typed=True)
    libelle: str | None = column("Libellé", width=50)
    valeur: object | None = column("Valeur", width=11)
    numerateur: object | None = column("Numérateur", width=12)
    denominateur: Decimal | None = column("Dénominateur", width=12)
    unite: str | None = column("Unité", width=12)
    regle: str | None = column(
        "Règle",
        width=60,
        note="Le délai, l'échelle, la cible en vigueur alors, tels que le classeur de contrôle"
        " les écrit.",
    )
