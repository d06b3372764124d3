"""A sheet once it is checked: what is known of it, and its typed rows when they are few."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from clu_batch.kernel.declaration import Where
from clu_batch.kernel.declared_sheet import Column, Sheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind


@frozen
class SheetOrigin:
    """One sheet of one workbook whose rows are counted among those of its name.

    `letters`: field -> Excel column, for those it has. `read`: its rows, those left out included.
    `kept`: those that count. `repeated`: those left out because an earlier sheet has them.
    `unknown`: its headers that are no column's.
    """

    workbook: str
    sheet: str
    letters: Mapping[str, str] = field(default_factory=dict)
    read: int = 0
    kept: int = 0
    digest: str = ""
    repeated: int = 0
    unknown: Sequence[str] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The names of the workbook and of the sheet, which are those of its rows."""
        return self.workbook, self.sheet

    @property
    def place(self) -> Place:
        """The sheet as a whole."""
        return Place(self.workbook, self.sheet)

    def find_row(self, line: int) -> Where:
        """Return a row of the sheet, as Excel numbers it."""
        return Where(self.workbook, self.sheet, line, self.letters)


RowName = tuple[str, str, int]
"""A row as Excel shows it: the workbook, the sheet, its number."""

RowValues = Mapping[RowName, Sequence[object]]
"""Some values of each row, None where empty."""


@frozen
class TypedRow:
    """A row as it was read: where it stands, and its values by field, None where empty."""

    where: Where
    values: Mapping[str, Any]


@frozen
class TypedCell:
    """A cell as it was read, never empty, and the row that it belongs to."""

    column: Column
    row: TypedRow

    @property
    def value(self) -> Any:
        """What was read."""
        return self.row.values[self.column.field]

    @property
    def where(self) -> Where:
        """Where its row stands."""
        return self.row.where

    def report(self, kind: ProblemKind, valeur: object = "", **facts: object) -> Problem:
        """Report a problem of the cell."""
        place = self.where.locate(self.column.field)
        return kind.report(place, self.column.header, valeur, **facts)


def list_left_out(problems: Iterable[Problem]) -> set[RowName]:
    """Return the rows that problems leave out."""
    places = {problem.place for problem in problems if problem.leaves_out}
    return {(place.workbook, place.sheet, int(place.row)) for place in places if place.row}


@dataclass(frozen=True, slots=True, eq=False)
class Checked(ABC):
    """All sheets of one name, in all workbooks, checked and typed.

    `origins`: the sheets, in the order of their rows. `broken`: something of them could not be
    read, so that what they say may be incomplete.
    """

    sheet: Sheet
    origins: Sequence[SheetOrigin] = ()
    problems: Sequence[Problem] = ()
    broken: bool = False

    @property
    def place(self) -> Place:
        """The first of the sheets; the name of the sheet alone when no workbook has it."""
        if self.origins:
            return self.origins[0].place
        return Place(sheet=self.sheet.name)

    def has_column(self, field: str) -> bool:
        """Whether one sheet at least has this column."""
        return any(field in origin.letters for origin in self.origins)

    @abstractmethod
    def list_rows(self) -> Sequence[TypedRow]:
        """Return the rows, in order."""

    @abstractmethod
    def find_cells(self, field: str, suits: Callable[[object], bool]) -> list[TypedCell]:
        """Return the filled cells of a field whose value suits."""

    @abstractmethod
    def find_rows(self, names: Set[RowName]) -> Sequence[TypedRow]:
        """Return those of its rows that have one of these names."""

    @abstractmethod
    def find_values(self, names: Set[RowName], fields: Sequence[str]) -> RowValues:
        """Return the values of these fields alone in those of its rows that have one of these
        names.
        """

    def count_sources(self, left_out: Set[RowName]) -> list[SheetOrigin]:
        """Return its sheets, where the rows that problems leave out count no more
        (docs/rules/control-workbook.md#sources).
        """
        out = Counter(name[:2] for name in self.find_values(left_out, ()))
        return [replace(o, kept=o.kept - out[o.key]) for o in self.origins]

    def list_cells(self, field: str) -> list[TypedCell]:
        """Return the filled cells of a field, for what can only be read once its whole column is
        known.
        """
        column = self.sheet.find_field(field)
        cells = [TypedCell(column, row) for row in self.list_rows()]
        return [cell for cell in cells if cell.value is not None]


@dataclass(frozen=True, slots=True, eq=False)
class CheckedRows(Checked):
    """The same, row by row, for a sheet of few rows: a frame of three rows costs more than it
    gives.
    """

    rows: Sequence[TypedRow] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def list_rows(self) -> Sequence[TypedRow]:
        """Return the rows, in order."""
        return self.rows

    def find_rows(self, names: Set[RowName]) -> Sequence[TypedRow]:
        """Return those of its rows that have one of these names."""
        return [row for row in self.rows if row.where.name in names]

    def find_values(self, names: Set[RowName], fields: Sequence[str]) -> RowValues:
        """Return the values of these fields alone in those of its rows that have one of these
        names.
        """
        rows = self.find_rows(names)
        return {row.where.name: [row.values[field] for field in fields] for row in rows}

    def find_cells(self, field: str, suits: Callable[[object], bool]) -> list[TypedCell]:
        """Return the filled cells of a field whose value suits."""
        return [cell for cell in self.list_cells(field) if suits(cell.value)]
