"""The drawings of one register, and the tables that they fill."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.frames import CheckedSheet
from tests.support.text_tables import type_lines

T = TypeVar("T")
JOUR = dt.timedelta(days=1)
FINS = (
    dt.date(2024, 2, 29),
    dt.date(2026, 5, 31),
    dt.date(2025, 12, 26),
    dt.date(2024, 3, 31),
    dt.date(2025, 2, 28),
)


CANAUX = (
    "courriel",
    "Courriels",
    "courrier",
    "guichet",
    "Services Publics +",
    "réseaux sociaux",
    None,
)
SITES = ("Nîmes", "nîmes", "Alès", "Le Vigan", "Autres", None)


UNITES = ("jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs")


class Tirage:
    """The drawings of one register, around the end of its period."""

    def __init__(self, graine: int) -> None:
        self._hasard = random.Random(graine)
        self.fin = self.choix(FINS)

    def choix(self, parmi: Sequence[T]) -> T:
        return self._hasard.choice(parmi)

    def parfois(self, valeur: T, chances: float = 0.5) -> T | None:
        return valeur if self._hasard.random() < chances else None

    def entier(self, bas: int, haut: int) -> int:
        return self._hasard.randint(bas, haut)

    def jour(self, avant: int = 780, apres: int = 60, autour: dt.date | None = None) -> dt.date:
        return (autour or self.fin) + self.entier(-avant, apres) * JOUR

    def bornes(self, longueur: int) -> tuple[dt.date, dt.date]:
        du = self.jour()
        return du, du + self.entier(0, longueur) * JOUR


def table(
    feuille: Sheet,
    lignes: Sequence[Mapping[str, object]],
    feuilles: Sequence[tuple[int, Sequence[str]]] = (),
) -> CheckedSheet:
    """The rows in sheets of so many rows, each with its headers; by default one sheet that has
    every column.
    """
    champs = {c.header: c.field for c in feuille.columns}
    decoupe = feuilles or [(len(lignes), list(champs))]
    origines = [
        SheetOrigin(
            "classeur.xlsx",
            feuille.name if rang == 1 else f"{feuille.name} {rang}",
            dict.fromkeys((champs[present] for present in presents), "A"),
            combien,
            combien,
        )
        for rang, (combien, presents) in enumerate(decoupe, start=1)
    ]
    return type_lines(feuille, lignes, origines)
