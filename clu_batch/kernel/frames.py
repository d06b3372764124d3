"""A sheet as it is read: a frame that bears Excel's coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.problems import Place, ProblemKind

# str, float, int, bool, datetime.date, datetime.datetime, datetime.time, datetime.timedelta; ""
# when empty
Cell = object


@dataclass(frozen=True, slots=True)
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
        ""  # the name of the declared sheet that it stands for, when its own name does not say it
    )
    illisibles: Mapping[tuple[int, int], tuple[ProblemKind, str]] = field(default_factory=dict)
    largeurs: Sequence[int] = ()  # of a text file: the fields of each row, to the last filled one
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
        """Return the cells of one row."""
        cells: list[Cell] = self.frame.to_numpy()[row - 1].tolist()
        return cells


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
    return pd.DataFrame(cells, rows, pd.Index(letters, dtype=object), dtype=object, copy=False)
