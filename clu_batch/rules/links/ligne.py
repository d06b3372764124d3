"""Read one row of a checked table by header, with the type that each column declares."""

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
class TableRow:
    """Row `index` of `table`; each reader gives None for an empty cell."""

    table: Table
    index: int

    def read_value(self, header: str, kind: type[T]) -> T | None:
        """Return the value under `header`, which its declaration makes a `kind`."""
        value = self.table.columns[header][self.index]
        return value if isinstance(value, kind) else None

    def read_text(self, header: str) -> str | None:
        """Return the text under `header`."""
        return self.read_value(header, str)

    def read_date(self, header: str) -> dt.date | None:
        """Return the date under `header`."""
        return self.read_value(header, dt.date)

    def read_time(self, header: str) -> dt.time | None:
        """Return the hour under `header`."""
        return self.read_value(header, dt.time)

    def read_number(self, header: str) -> Decimal | None:
        """Return the number under `header`, as typed."""
        return self.read_value(header, Decimal)

    def read_integer(self, header: str) -> int | None:
        """Return the whole number under `header`."""
        return self.read_value(header, int)

    def read_rate(self, header: str) -> Fraction | None:
        """Return the rate under `header`, as a fraction of 1."""
        return self.read_value(header, Fraction)

    def read_yes_no(self, header: str, *, defaut: bool) -> bool:
        """Return the yes or no under `header`; an empty cell is the default of its column."""
        value = self.read_value(header, bool)
        return defaut if value is None else value

    def read_raw(self, header: str) -> object:
        """Return the value under `header`, whatever its type."""
        return self.table.columns[header][self.index]

    def locate(self, header: str = "") -> Place:
        """Return where the cell under `header` stands in Excel."""
        return self.table.locate_cell(self.index, header)


def list_rows(table: Table) -> Iterator[TableRow]:
    """Return the rows of a table of few rows, in order."""
    return (TableRow(table, index) for index in range(len(table)))
