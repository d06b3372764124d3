"""A row of a checked table, read by header with the type that its column declares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from clu_batch.kernel.problems import Place
from clu_batch.kernel.tables import Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ligne:
    """Row `index` of `table`; each reader gives None for an empty cell."""

    table: Table
    index: int

    def valeur(self, header: str, kind: type[T]) -> T | None:
        """The value under `header`, which its declaration makes a `kind`."""
        value = self.table.columns[header][self.index]
        return value if isinstance(value, kind) else None

    def texte(self, header: str) -> str | None:
        """The text under `header`."""
        return self.valeur(header, str)

    def date(self, header: str) -> dt.date | None:
        """The date under `header`."""
        return self.valeur(header, dt.date)

    def heure(self, header: str) -> dt.time | None:
        """The hour under `header`."""
        return self.valeur(header, dt.time)

    def nombre(self, header: str) -> Decimal | None:
        """The number under `header`, as typed."""
        return self.valeur(header, Decimal)

    def entier(self, header: str) -> int | None:
        """The whole number under `header`."""
        return self.valeur(header, int)

    def taux(self, header: str) -> Fraction | None:
        """The rate under `header`, as a fraction of 1."""
        return self.valeur(header, Fraction)

    def oui(self, header: str, *, defaut: bool) -> bool:
        """Yes or no; an empty cell is the default of its column."""
        value = self.valeur(header, bool)
        return defaut if value is None else value

    def brut(self, header: str) -> object:
        """The value under `header`, whatever its type."""
        return self.table.columns[header][self.index]

    def place(self, header: str = "") -> Place:
        """Where the cell under `header` stands in Excel."""
        return self.table.place(self.index, header)


def lignes(table: Table) -> Iterator[Ligne]:
    """The rows of a table of few rows, in order."""
    return (Ligne(table, index) for index in range(len(table)))
