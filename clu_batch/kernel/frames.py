"""A sheet as it is read, then as it is checked: frames that know where their cells stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, Self, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from clu_batch.kernel.checked_rows import (
    Checked,
    CheckedRows,
    RowName,
    RowValues,
    SheetOrigin,
    TypedCell,
    TypedRow,
)
from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declared_sheet import Kind, Sheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind

# str, float, int, bool, datetime.date, datetime.datetime, datetime.time, datetime.timedelta; ""
# when empty
Cell = object


@frozen
class CellMarks:
    """The cells (row and column, from 1) whose look says something beside their value: struck
    through, red, commented.
    """

    barrees: Sequence[tuple[int, int]] = ()
    rouges: Sequence[tuple[int, int]] = ()
    commentaires: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RawSheet:
    """A sheet as it stands: `frame.at[7, "C"]` is the cell C7, "" when it is empty.

    `frame`: objects, under the labels that Excel shows. `errors`: (row, column), from 1 -> what
    stands there (`#N/A`), or "" for a formula that was never computed. `illisibles`: the cells of
    which no value can be given for another reason -> this reason, and what stands there. Both read
    as empty in `frame`.
    """

    workbook: str
    name: str
    frame: pd.DataFrame
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
        ""  # the declared sheet that it stands for, when its own name does not say it
    )
    illisibles: Mapping[tuple[int, int], tuple[ProblemKind, str]] = field(default_factory=dict)
    largeurs: Sequence[
        int
    ] = ()  # of a text file: the fields of each row, to the last filled one
    illisible: bool = False  # it is there, but nothing of it could be read: its table is broken

    @property
    def place(self) -> Place:
        """The sheet as a whole."""
        return Place(self.workbook, self.name)

    def locate_cell(self, row: int, column: str) -> Place:
        """Where a cell stands in Excel."""
        return Place(self.workbook, self.name, f"{column}{row}")

    def list_rows(self, number: int | None = None) -> list[list[Cell]]:
        """Return the cells row by row, of the first rows or of all."""
        rows: list[list[Cell]] = self.frame.to_numpy()[:number].tolist()
        return rows

    def list_cells(self, row: int) -> list[Cell]:
        """Return the cells of one row; none where the sheet has no such row."""
        rows: list[list[Cell]] = self.frame.to_numpy()[row - 1 : row].tolist()
        return rows[0] if rows else []


def label_cells(rows: Sequence[Sequence[Cell]]) -> pd.DataFrame:
    """Return the cells of rows, from A1, under the labels that Excel shows."""
    return label_array(arrange_rows(rows))


def arrange_rows(rows: Sequence[Sequence[Cell]]) -> npt.NDArray[np.object_]:
    """Return the cells of rows as an array; a short row ends with empty cells."""
    width = max(map(len, rows), default=0)
    whole = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
    return np.array(whole, dtype=object).reshape(len(rows), width)


def label_array(cells: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Return an array of cells, from A1, under the labels that Excel shows."""
    height, width = cells.shape
    letters = [name_column(number) for number in range(1, width + 1)]
    rows = pd.RangeIndex(1, height + 1)
    cells = np.asfortranarray(cells)  # what follows walks down the columns
    return pd.DataFrame(cells, rows, pd.Index(letters, dtype=object), dtype=object, copy=False)


INDEX = ["classeur", "feuille", "ligne"]
"""The index of a typed frame: the workbook, the sheet and the row in Excel of each line."""

SHEET_LEVELS = INDEX[:2]
"""The levels that tell one sheet from another."""

Label = Hashable
"""A line of a typed frame: (workbook, sheet, row)."""

DTYPES: Mapping[Kind, Any] = {
    Kind.DATE: "datetime64[s]",
    Kind.ENTIER: "Int64",
    Kind.OUI_NON: "boolean",
}
"""The dtype of a column of a typed frame; any other is of objects, None where it is empty."""

_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, eq=False)
class CheckedSheet(Checked):
    """All sheets of one name, in all workbooks, as one typed frame: a column per declared field.

    `frame`: its index is `INDEX`, its dtypes are `DTYPES`; a column that no sheet has is there, and
    empty.
    """

    frame: pd.DataFrame = field(kw_only=True)

    def __len__(self) -> int:
        return len(self.frame)

    def locate(self, label: Label, field: str) -> Place:
        """Return the cell of a field on the line of that label."""
        workbook, name, line = cast("tuple[str, str, int]", label)
        return self._find_origin(workbook, name).find_row(line).locate(field)

    def _find_origin(self, workbook: str, name: str) -> SheetOrigin:
        """What is known of one of its sheets (KeyError when it is not one)."""
        for origin in self.origins:
            if origin.key == (workbook, name):
                return origin
        raise KeyError(workbook, name)

    def report(
        self, kind: ProblemKind, label: Label, field: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the cell of a field."""
        header = self.sheet.find_field(field).header
        return kind.report(self.locate(label, field), header, valeur, **facts)

    def report_all(
        self, kind: ProblemKind, labels: pd.Index, field: str, valeur: str, **facts: object
    ) -> list[Problem]:
        """Report in the same words a problem of the cell of a field on each of these lines."""
        places = [self.locate(label, field) for label in labels.tolist()]
        if not places:
            return []
        header = self.sheet.find_field(field).header
        said = kind.report(places[0], header, valeur, **facts)
        return [said.move(place) for place in places]

    def list_rows(self) -> list[TypedRow]:
        """Return the lines of the frame as rows, in order."""
        return self._make_rows(self.frame)

    def _make_rows(self, frame: pd.DataFrame) -> list[TypedRow]:
        origins = {origin.key: origin for origin in self.origins}
        fields = frame.columns.tolist()
        columns = [list_values(cells) for _, cells in frame.items()]
        rows = []
        for label, *values in zip(frame.index.tolist(), *columns, strict=True):
            workbook, name, line = label
            where = origins[workbook, name].find_row(line)
            rows.append(TypedRow(where, dict(zip(fields, values, strict=True))))
        return rows

    def find_rows(self, names: Set[RowName]) -> list[TypedRow]:
        """Return those of its rows that have one of these names."""
        return self._make_rows(self.frame[self._find(names)])

    def find_values(self, names: Set[RowName], fields: Sequence[str]) -> RowValues:
        """Return the values of these fields alone in those of its rows that have one of these
        names.
        """
        found = self._find(names)
        labels: list[RowName] = self.frame.index[found].tolist()
        columns = [list_values(self.frame.loc[found, field]) for field in fields]
        values = zip(*columns, strict=True) if columns else [()] * len(labels)
        return dict(zip(labels, values, strict=True))

    def _find(self, names: Set[RowName]) -> npt.NDArray[np.bool_]:
        """Return whether each line of the frame has one of these names."""
        sheets = {origin.key for origin in self.origins}
        own = [name for name in names if name[:2] in sheets]
        if len(sheets) > 1 and own:
            return self.frame.index.isin(own)
        # the numbers alone are found ten times faster
        return self.frame.index.get_level_values("ligne").isin([line for *_, line in own])

    def find_cells(self, field: str, suits: Callable[[object], bool]) -> list[TypedCell]:
        """Return the filled cells of a field whose value suits; each distinct value is looked at
        once.
        """
        cells = self.frame[field]
        wanted = [value for value in list_values(cells.drop_duplicates()) if value is not None]
        wanted = [value for value in wanted if suits(value)]
        if not wanted:  # nearly always: the mask and its rows are spared
            return []
        column = self.sheet.find_field(field)
        rows = self._make_rows(self.frame[cells.isin(wanted)])
        return [TypedCell(column, row) for row in rows]

    def leave_out(self, rows: pd.Series[bool]) -> Self:
        """Return the same without the rows of a mask; what was read of each sheet does not
        change.
        """
        frame = self.frame[~rows]
        sizes = frame.groupby(level=SHEET_LEVELS).size().to_dict()
        origins = [replace(origin, kept=sizes.get(origin.key, 0)) for origin in self.origins]
        return replace(self, frame=frame, origins=tuple(origins))


@frozen
class CheckedTables:
    """The checked sheets by name: those of few rows, and those of many."""

    rows: Mapping[str, CheckedRows]
    frames: Mapping[str, CheckedSheet]

    def list_all(self) -> list[Checked]:
        """Return all of them."""
        return [*self.rows.values(), *self.frames.values()]


def list_values(cells: pd.Series[Any]) -> list[object]:
    """Return the values of a column of a typed frame as Python has them, None where empty."""
    if cells.dtype.kind == "M":
        cells = cells.dt.date
    return [None if cell is pd.NaT or cell is pd.NA else cell for cell in cells.tolist()]


def type_cells(cells: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    """Return typed values, None where empty, with the dtype of a column of this kind.

    A whole number that no array holds is a typing error, whatever it is cut down to.
    """
    dtype = DTYPES.get(kind)
    if kind is Kind.ENTIER:
        cells = cells.map(lambda number: min(number, _LARGEST), na_action="ignore")
    return cells if dtype is None else cells.astype(dtype)


def make_empty_frame(sheet: Sheet) -> pd.DataFrame:
    """Return the typed frame of a sheet without rows."""
    nothing = pd.Series([], dtype=object)
    index = pd.MultiIndex.from_arrays([[], [], pd.Index([], dtype=int)], names=INDEX)
    columns = {column.field: type_cells(nothing, column.kind) for column in sheet.columns}
    return pd.DataFrame(columns).set_axis(index)
