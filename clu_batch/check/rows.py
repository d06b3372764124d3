"""Choose which rows of a raw sheet count, and read their cells column by column."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from clu_batch import parse
from clu_batch.check.broken_cells import Cassee, find_broken_cells
from clu_batch.check.columns import ColumnContext, TypedColumn, read_column
from clu_batch.check.headers import HeaderRow
from clu_batch.kernel.declaration import EXEMPLE, Column, Kind, Sheet
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Cell, RawSheet, find_merged_rows, name_column
from clu_batch.messages import workbooks
from clu_batch.messages.example_left import EXEMPLE_RETOUCHE
from clu_batch.parse.shipped_rows import load_shipped_example

_TOTAL = re.compile(r"(?:sous )?tota(?:l|ux)(?: general| generaux| annuel)?(?: \d{4})?(?: ?:)?")

NEANT = "neant"
"""What stands alone, folded, in an empty sheet of the control workbook: pasted back, it is no row.
"""

_COMPTES = frozenset({Kind.NOMBRE, Kind.ENTIER, Kind.POURCENTAGE, Kind.BRUT})
_NUMERO = "N°"
"""What is not repeated when its cell is merged over several rows: a number would be counted several
times, a N° names one fact.
"""


def _is_total(cell: Cell) -> bool:
    if not isinstance(cell, str) or "ota" not in cell.lower():
        return False
    return _TOTAL.fullmatch(parse.fold_text(cell)) is not None


def _is_nothing(cell: Cell) -> bool:
    return parse.is_empty(cell) or (isinstance(cell, str) and parse.fold_text(cell) == NEANT)


def _select(rows: Sequence[int], cells: Sequence[Cell], wanted: Collection[Cell]) -> Sequence[int]:
    """Keep the rows whose cell in one column is one of those wanted."""
    if not wanted:
        return []
    return [row for row in rows if cells[row] in wanted]


class SheetRows:
    """The rows under the headers of a raw sheet; `kept`: positions in the sheet, from 0, of the
    rows that count.
    """

    def __init__(self, sheet: Sheet, raw: RawSheet, headers: HeaderRow) -> None:
        self.sheet = sheet
        self.raw = raw
        self.headers = headers
        self.problems: list[Problem] = []
        self._columns: Sequence[Sequence[Cell]] = list(zip(*raw.rows, strict=True))
        self._broken: dict[int, dict[int, Cassee]] = {}  # column -> row -> why it has no value
        for (row, column), cassee in find_broken_cells(raw).items():
            self._broken.setdefault(column - 1, {})[row - 1] = cassee
        self.kept: Sequence[int] = range((headers.row or 0) + 1, len(raw.rows))

    def _find_known(self) -> dict[str, Sequence[Cell]]:
        """Return the cells of each declared column that the sheet has, by header."""
        positions = self.headers.positions
        return {header: self._columns[position] for header, position in positions.items()}

    def leave_out_blanks(self) -> None:
        """Drop the rows where nothing is typed under a known header; « Néant » alone, or the mark
        of example alone, is nothing.
        """
        known = self._find_known()
        known.pop(EXEMPLE.header, None)
        if not known:
            return
        first = next(column.header for column in self.sheet.columns if column.header in known)
        blank = set(filter(_is_nothing, set(known[first])))
        broken = self._find_broken(known)
        nothing = set()
        for row in _select(self.kept, known[first], blank):
            if row not in broken and all(_is_nothing(cells[row]) for cells in known.values()):
                nothing.add(row)
        self._drop(nothing)

    def _find_broken(self, headers: Iterable[str]) -> set[int]:
        """Find the rows where a cell under one of these headers has no value."""
        broken: set[int] = set()
        for header in headers:
            broken.update(self._broken.get(self.headers.positions[header], ()))
        return broken

    def leave_out_repeated_headers(self) -> None:
        """Drop and report the rows that say the headers again, as a table pasted under another
        does.
        """
        columns = list(self._find_known().values())
        if not columns:
            return
        top = self.headers.row or 0
        first = columns[0]
        if first.count(first[top]) == 1:
            return
        again = set()
        for row in _select(self.kept, first, {first[top]}):
            if all(cells[row] in {cells[top], ""} for cells in columns):
                again.add(row)
                self.problems.append(workbooks.ENTETES_REPETES.report(self.raw.locate_cell(row, 0)))
        self._drop(again)

    def leave_out_long_rows(self) -> set[int]:
        """Drop and report the rows of a text file that go on beyond the last header.

        A separator too many has shifted them: their values do not stand under their headers.
        """
        if not self.raw.largeurs or self.headers.row is None:
            return set()
        width = self.raw.largeurs[self.headers.row]
        long = {row for row in self.kept if self.raw.largeurs[row] > width}
        for row in sorted(long):
            place = self.raw.locate_cell(row, width)
            facts = {"valeurs": str(self.raw.largeurs[row]), "entetes": str(width)}
            self.problems.append(workbooks.LIGNE_TROP_LONGUE.report(place, **facts))
        self._drop(long)
        return long

    def leave_out_totals(self) -> None:
        """Drop and report the rows whose first filled cell is « Total »."""
        totals: set[int] = set()
        rows = self.kept  # those whose cells before this column are all empty
        for position, cells in enumerate(self._columns):
            values = set(cells)
            for row in _select(rows, cells, set(filter(_is_total, values))):
                totals.add(row)
                place = self.raw.locate_cell(row, position)
                self.problems.append(workbooks.LIGNE_TOTAL.report(place, valeur=cells[row]))
            rows = _select(rows, cells, set(filter(parse.is_empty, values)))
            if not rows:
                break
        self._drop(totals)

    def leave_out_examples(self, j: dt.date, exemple: bool) -> None:
        """Drop the invented rows unless they count; while they count, say once that some rows are
        not invented.
        """
        marks = list(zip(self.kept, self._read_marks(j), strict=True))
        if not exemple:
            marked = [row for row, mark in marks if mark]
            self._tell_examples(marked)
            self._drop(set(marked))
            return
        unmarked = [row for row, mark in marks if not mark]
        if self.sheet.invented and unmarked:
            place = self.raw.locate_cell(unmarked[0], self._mark_position)
            self.problems.append(workbooks.LIGNES_SANS_MARQUE.report(place, nombre=len(unmarked)))

    @property
    def _mark_position(self) -> int:
        """Where the column Exemple stands; the first column, when the sheet has none."""
        return self.headers.positions.get(EXEMPLE.header, 0)

    def _tell_examples(self, marked: Sequence[int]) -> None:
        """Say once that the rows of the example are left out.

        A row typed over one of them may be hers: it is told at its mark.
        """
        if not marked:
            return
        cells = self._find_known()
        cells.pop(EXEMPLE.header, None)
        columns = [column for column in self.sheet.columns if column.header in cells]
        rows = [{header: column[row] for header, column in cells.items()} for row in marked]
        shipped = load_shipped_example().holds(self.sheet.name, columns, rows)
        if any(shipped):
            self.problems.append(
                workbooks.EXEMPLES_IGNORES.report(self.raw.place, nombre=sum(shipped))
            )
        for row, known in zip(marked, shipped, strict=True):
            if not known:
                place = self.raw.locate_cell(row, self._mark_position)
                self.problems.append(EXEMPLE_RETOUCHE.report(place, EXEMPLE.header))

    def _read_marks(self, j: dt.date) -> Sequence[object]:
        if EXEMPLE.header not in self.headers.positions:
            return [None] * len(self.kept)
        return self.read(EXEMPLE, j).values

    def read(self, column: Column, j: dt.date) -> TypedColumn:
        """Type the cells of the kept rows under a header that the sheet has."""
        position = self.headers.positions[column.header]
        cells = self._columns[position]
        if column.kind not in _COMPTES and column.header != _NUMERO:
            cells = self._spread(position)
        errors = {}
        for row, cassee in sorted(self._broken.get(position, {}).items(), key=itemgetter(0)):
            index = bisect.bisect_left(self.kept, row)
            if index < len(self.kept) and self.kept[index] == row:
                errors[index] = cassee
        context = ColumnContext(
            j,
            self.raw.epoque_1904,
            self.raw.workbook,
            self.raw.name,
            name_column(position + 1),
            self.list_lines(),
        )
        return read_column(column, self._select_kept(cells), errors, context)

    def _spread(self, position: int) -> Sequence[Cell]:
        """Return the cells of a column, a merged one standing in each of its rows."""
        cells = self._columns[position]
        spread = list(cells)
        for span in map(find_merged_rows, self.raw.merged):
            if span is None or span.column != position or span.first >= len(cells):
                continue
            end = min(span.last + 1, len(cells))
            spread[span.first : end] = [cells[span.first]] * (end - span.first)
        return spread

    def list_lines(self) -> Sequence[int]:
        """Return the Excel row of each kept row."""
        if isinstance(self.kept, range):
            return range(self.kept.start + 1, self.kept.stop + 1)
        return [row + 1 for row in self.kept]

    def _select_kept(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        if isinstance(self.kept, range):
            return cells[self.kept.start : self.kept.stop]
        return list(map(cells.__getitem__, self.kept))

    def _drop(self, rows: set[int]) -> None:
        if rows:
            self.kept = [row for row in self.kept if row not in rows]
