"""Read one row of a checked table by header, with the type that each column declares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from clu_batch.kernel import french
from clu_batch.kernel.declaration import EXEMPLE, Record, Where
from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.kernel.tables import Table
from clu_batch.messages import links

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Moment = TypeVar("Moment", dt.date, dt.time)


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

    @property
    def where(self) -> Where:
        """Where the row stands."""
        return self.table.find_row(self.index)

    def build(self, kind: type[R], **linked: object) -> R:
        """Return the record of the row; `linked`: the fields that this row alone does not give."""
        values: dict[str, object] = {"where": self.where}
        for column in kind.sheet.columns:
            value = self.table.columns[column.header][self.index]
            values[column.field] = column.default if value is None else value
        del values[EXEMPLE.field]
        make: Callable[..., R] = kind
        return make(**{**values, **linked})

    def locate(self, header: str = "") -> Place:
        """Return where the cell under `header` stands in Excel."""
        return self.table.locate_cell(self.index, header)

    def report(
        self, kind: ProblemKind, header: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the cell under `header`."""
        return self.table.report_cell(kind, self.index, header, valeur, **facts)

    def check_order(
        self, kind: type[Moment], first: str, last: str, effet: str
    ) -> Sequence[Problem]:
        """Report the date or the hour under `last` when it comes before that under `first`."""
        debut, fin = self.read_value(first, kind), self.read_value(last, kind)
        if debut is None or fin is None or fin >= debut:
            return ()
        facts = {"debut": _format_moment(debut), "fin": _format_moment(fin)}
        effet = f"en attendant, {effet}"
        return (self.report(links.FIN_AVANT_DEBUT, last, **facts, effet=effet),)


def _format_moment(moment: dt.date | dt.time) -> str:
    if isinstance(moment, dt.time):
        return french.format_hour(moment)
    return french.format_short_date(moment)


def list_rows(table: Table) -> Iterator[TableRow]:
    """Return the rows of a table of few rows, in order."""
    return (TableRow(table, index) for index in range(len(table)))
