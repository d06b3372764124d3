"""Make the record of each row of a sheet of few rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clu_batch.kernel.declaration import EXEMPLE, Column, R, Where
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.kernel.tables import Table


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell as it was read, never empty: its column, its value, and where its row stands."""

    column: Column
    value: object
    where: Where

    def report(self, kind: ProblemKind, valeur: object = "", **facts: object) -> Problem:
        """Report a problem of the cell."""
        place = self.where.locate(self.column.field)
        return kind.report(place, self.column.header, valeur, **facts)


Linker = Callable[[TypedCell], object]
"""Gives a cell what it stands for in the other sheets; None when it names nothing known."""


def list_cells(table: Table, field: str) -> list[TypedCell]:
    """Return the filled cells of a field, for what can only be read once its whole column is
    known.
    """
    column = table.sheet.find_field(field)
    return [
        TypedCell(column, value, table.find_row(row))
        for row, value in enumerate(table.columns[column.header])
        if value is not None
    ]


def build_records(
    kind: type[R], table: Table, linkers: Mapping[str, Linker] = MappingProxyType({})
) -> Iterator[R]:
    """Give the record of each row of a table of few rows, in order.

    `linkers`: field -> what links its cells with other sheets. A row whose key cell names nothing
    known is left out.
    """
    columns = [column for column in kind.sheet.columns if column.header != EXEMPLE.header]
    cells = [table.columns[column.header] for column in columns]
    make: Callable[..., R] = kind
    for row, values in enumerate(zip(*cells, strict=True)):
        where = table.find_row(row)
        fields: dict[str, object] = {}
        left_out = False
        for column, typed in zip(columns, values, strict=True):
            value = column.default if typed is None else typed
            link = linkers.get(column.field)
            if link is not None and typed is not None:
                value = link(TypedCell(column, typed, where))
                left_out = left_out or (column.key and value is None)
            fields[column.field] = value
        if not left_out:
            yield make(**fields, where=where)
