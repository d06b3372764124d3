"""Tables on their way from the workbooks: first raw sheets with Excel's coordinates, then typed
tables that know where each row stood.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.problems import Place, Problem, ProblemKind

# str, float, int, bool, datetime.date, datetime.datetime, datetime.time, datetime.timedelta; ""
# when empty
Cell = object


def name_column(column: int) -> str:
    """Return Excel's letter of a column: 1 -> A, 27 -> AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number_column(letters: str) -> int:
    """Return the column that Excel's letters name: A -> 1, AA -> 27."""
    found = 0
    for sign in letters:
        found = 26 * found + ord(sign) - 64
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """Several rows of one column, from 0, both ends included."""

    column: int
    first: int
    last: int


def find_merged_rows(merged: str) -> Span | None:
    """Return the rows that a merged cell covers in its first column; None when it covers one row
    only.
    """
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})", merged)
    if not match or match[2] == match[3]:
        return None
    return Span(number_column(match[1]) - 1, int(match[2]) - 1, int(match[3]) - 1)


@dataclass(frozen=True, slots=True)
class CellMarks:
    """The cells (row and column, from 1) whose look says something beside their value: struck
    through, red, commented.
    """

    barrees: Sequence[tuple[int, int]] = ()
    rouges: Sequence[tuple[int, int]] = ()
    commentaires: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands: `rows[i][j]` is the cell of Excel row i + 1 and column j + 1.

    `errors`: (row, column), from 1 -> what stands there (`#N/A`), or "" for a formula that was
    never computed. `illisibles`: the cells of which no value can be given for another reason ->
    this reason, and what stands there. Both read as empty in `rows`.
    """

    workbook: str
    name: str
    rows: Sequence[Sequence[Cell]]
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    merged: tuple[str, ...] = ()
    filtered: bool = False
    digest: str = ""  # SHA-256 of the workbook's bytes
    epoque_1904: bool = False  # days are counted from 1904 (a workbook made on an old Mac)
    marques: CellMarks = field(default_factory=CellMarks)
    read_as: str = (
        ""  # the name of the declared sheet that it stands for, when its own name does not say it
    )
    illisibles: Mapping[tuple[int, int], tuple[ProblemKind, str]] = field(default_factory=dict)
    largeurs: Sequence[int] = ()  # of a text file: the fields of each row, to the last filled one
    illisible: bool = False  # it is there, but nothing of it could be read: its table is broken

    @property
    def place(self) -> Place:
        """The sheet as a whole."""
        return Place(self.workbook, self.name)

    def locate_cell(self, row: int, column: int) -> Place:
        """Where a cell stands in Excel; `row` and `column` from 0."""
        return Place(self.workbook, self.name, f"{name_column(column + 1)}{row + 1}")


@dataclass(frozen=True, slots=True)
class Equivalence:
    """How a foreign sheet is read: the sheet itself (no `colonne`), one of its columns (no
    `valeur`), or a value of that column.

    `feuille`: the name of the sheet or of its file. `places`: header of the line -> its cell.
    """

    feuille: str
    colonne: str | None
    valeur: str | None
    devient: str
    places: Mapping[str, Place]

    def report(
        self, kind: ProblemKind, header: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the cell of the line under `header`."""
        return kind.report(self.places[header], header, valeur, **facts)


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

    def has_column(self, header: str) -> bool:
        """Whether one sheet at least has this column."""
        return any(header in origin.letters for origin in self.origins)

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

    def iterate_rows(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        """Give each row with its index, as header -> value; for tables of few rows."""
        headers = list(self.columns)
        for index, values in enumerate(zip(*self.columns.values(), strict=True)):
            yield index, dict(zip(headers, values, strict=True))
