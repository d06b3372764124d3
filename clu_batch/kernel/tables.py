"""Typed tables that know where each of their rows stood."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, cast

import pandas as pd

from clu_batch.kernel.declaration import Record, Sheet, Where
from clu_batch.kernel.frames import INDEX, CheckedSheet, Label, SheetOrigin, type_cells
from clu_batch.kernel.problems import Place, Problem, ProblemKind


@dataclass(frozen=True, slots=True)
class Equivalence:
    """How a foreign sheet is read: the sheet itself (no `colonne`), one of its columns (no
    `valeur`), or a value of that column.

    `feuille`: the name of the sheet or of its file. `row`: where all this was typed.
    """

    feuille: str
    colonne: str | None
    valeur: str | None
    devient: str
    row: Record


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a run of rows of a table comes from: one sheet of one workbook.

    `first`: index in the table of its first row. `lines`: Excel row of each. `letters`: header ->
    Excel column, for the headers it has. `repeated`: rows left out because an earlier sheet has
    them.
    """

    workbook: str
    sheet: str
    first: int
    lines: Sequence[int]
    letters: Mapping[str, str]
    read: int = 0  # rows read, those left out included
    digest: str = ""
    repeated: int = 0

    @property
    def kept(self) -> int:
        """How many rows of the sheet stand in the table."""
        return len(self.lines)

    @property
    def rows(self) -> slice:
        """Where its rows stand in the table."""
        return slice(self.first, self.first + len(self.lines))


@dataclass(frozen=True, slots=True)
class Table:
    """All sheets of one name, in all workbooks, checked and typed: `columns[header][i]`, None where
    empty.

    Every declared header has its column, filled with None where no sheet has it; `has_column` tells
    which were there.
    """

    sheet: Sheet
    columns: Mapping[str, Sequence[object]]
    origins: tuple[Origin, ...] = ()
    broken: bool = False

    def __len__(self) -> int:
        return sum(len(origin.lines) for origin in self.origins)

    def find_origin(self, row: int) -> Origin:
        """Return the sheet that row `row` of this table comes from."""
        return self.origins[bisect.bisect_right([o.first for o in self.origins], row) - 1]

    def find_row(self, row: int) -> Where:
        """Return where row `row` stands in Excel."""
        origin = self.find_origin(row)
        letters = {
            column.field: origin.letters[column.header]
            for column in self.sheet.columns
            if column.header in origin.letters
        }
        return Where(origin.workbook, origin.sheet, origin.lines[row - origin.first], letters)

    def locate_cell(self, row: int, header: str = "") -> Place:
        """Return the place in Excel of row `row`, or of its cell under `header`."""
        origin = self.find_origin(row)
        line = origin.lines[row - origin.first]
        return Place(origin.workbook, origin.sheet, f"{origin.letters.get(header, 'A')}{line}")

    def report_cell(
        self, kind: ProblemKind, row: int, header: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the cell of row `row` under `header`."""
        return kind.report(self.locate_cell(row, header), header, valeur, **facts)

    def place(self, label: Label, field: str) -> Place:
        """Return the cell of a field on the line of the frame of that label."""
        workbook, sheet, line = cast("tuple[str, str, int]", label)
        origin = next(o for o in self.origins if (o.workbook, o.sheet) == (workbook, sheet))
        letter = origin.letters.get(self.sheet.find_field(field).header, "A")
        return Place(workbook, sheet, f"{letter}{line}")

    def report(
        self, kind: ProblemKind, label: Label, field: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the cell of a field on the line of the frame of that label."""
        header = self.sheet.find_field(field).header
        return kind.report(self.place(label, field), header, valeur, **facts)

    def has_column(self, header: str) -> bool:
        """Whether one sheet at least has this column."""
        names = {header}
        names |= {column.header for column in self.sheet.columns if header == column.field}
        return any(not names.isdisjoint(origin.letters) for origin in self.origins)

    def put(self, **columns: Sequence[object]) -> Self:
        """Return the same table with other values, given by field."""
        fields = {column.field: column.header for column in self.sheet.columns}
        cells = {fields[field]: values for field, values in columns.items()}
        return replace(self, columns={**self.columns, **cells})

    def leave_out_rows(self, rows: Collection[int]) -> Self:
        """Return the same table without these rows; what was read of each sheet does not change."""
        if not rows:
            return self
        kept = [row for row in range(len(self)) if row not in rows]
        origins, first = [], 0
        for origin in self.origins:
            lines = [
                line for index, line in enumerate(origin.lines, origin.first) if index not in rows
            ]
            origins.append(replace(origin, first=first, lines=lines))
            first += len(lines)
        columns = {header: [values[row] for row in kept] for header, values in self.columns.items()}
        return replace(self, columns=columns, origins=tuple(origins))

    @property
    def frame(self) -> pd.DataFrame:
        """Return the rows as a typed frame: a column per field, their place in Excel as index.

        A temporary bridge, as what follows: `check` will give a `CheckedSheet`.
        """
        if isinstance(self.columns, _ListsOfFrame):
            return self.columns.checked.frame
        books: list[str] = []
        sheets: list[str] = []
        lines: list[int] = []
        for origin in self.origins:
            books += [origin.workbook] * len(origin.lines)
            sheets += [origin.sheet] * len(origin.lines)
            lines += origin.lines
        index = pd.MultiIndex.from_arrays([books, sheets, lines], names=INDEX)
        columns = {}
        for column in self.sheet.columns:
            cells = pd.Series(list(self.columns[column.header]), index=index, dtype=object)
            columns[column.field] = type_cells(cells, column.kind)
        return pd.DataFrame(columns, index=index)

    @property
    def typed(self) -> CheckedSheet:
        """Return the same as a typed frame."""
        if isinstance(self.columns, _ListsOfFrame):
            return self.columns.checked
        origins = [self._describe(origin) for origin in self.origins]
        return CheckedSheet(self.sheet, self.frame, origins, broken=self.broken)

    def _describe(self, origin: Origin) -> SheetOrigin:
        letters = {
            column.field: origin.letters[column.header]
            for column in self.sheet.columns
            if column.header in origin.letters
        }
        counted = origin.read, origin.kept
        facts = origin.digest, origin.repeated
        return SheetOrigin(origin.workbook, origin.sheet, letters, *counted, *facts)

    def iterate_rows(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        """Give each row with its index, as header -> value; for tables of few rows."""
        headers = list(self.columns)
        for index, values in enumerate(zip(*self.columns.values(), strict=True)):
            yield index, dict(zip(headers, values, strict=True))


def bridge(checked: CheckedSheet) -> Table:
    """Return a typed frame as a table of lists, for what still reads one."""
    headers = {column.field: column.header for column in checked.sheet.columns}
    lines = checked.frame.index.get_level_values("ligne").tolist()
    origins = []
    first = 0
    for origin in checked.origins:
        number = origin.kept
        letters = {headers[field]: letter for field, letter in origin.letters.items()}
        facts = origin.read, origin.digest, origin.repeated
        own = lines[first : first + number]
        origins.append(Origin(origin.workbook, origin.sheet, first, own, letters, *facts))
        first += number
    return Table(checked.sheet, _ListsOfFrame(checked), tuple(origins), checked.broken)


class _ListsOfFrame(Mapping[str, Sequence[object]]):
    """The columns of a typed frame by header, each made a list when it is first asked for."""

    def __init__(self, checked: CheckedSheet) -> None:
        self.checked = checked
        self._fields = {column.header: column.field for column in checked.sheet.columns}
        self._lists: dict[str, list[object]] = {}

    def __getitem__(self, header: str) -> list[object]:
        if header not in self._lists:
            self._lists[header] = _list_values(self.checked.frame[self._fields[header]])
        return self._lists[header]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


def _list_values(cells: pd.Series[Any]) -> list[object]:
    if cells.dtype.kind == "M":
        cells = cells.dt.date
    return [None if cell is pd.NaT or cell is pd.NA else cell for cell in cells.tolist()]
