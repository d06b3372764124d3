"""Choose which rows of a raw sheet count, and read their cells column by column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import pandas as pd

from clu_batch import parse
from clu_batch.check.broken_cells import Cassee, find_broken_cells
from clu_batch.check.columns import ColumnContext, TypedColumn, read_column
from clu_batch.check.headers import HeaderRow
from clu_batch.check.total_rows import find_totals
from clu_batch.kernel.coordinates import find_merged_rows, name_column
from clu_batch.kernel.declared_sheet import EXEMPLE, Column, Kind, Sheet
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import whole_sheets
from clu_batch.messages.example_left import EXEMPLE_RETOUCHE
from clu_batch.parse.shipped_rows import load_shipped_example

NEANT = "neant"
"""What stands alone, folded, in an empty sheet of the control workbook: pasted back, it is no row.
"""

_COMPTES = frozenset({Kind.NOMBRE, Kind.ENTIER, Kind.POURCENTAGE, Kind.BRUT})
_NUMERO = "N°"
"""What is not repeated when its cell is merged over several rows: a number would be counted several
times, a N° names one fact.
"""


def _is_bare(cells: Sequence[Cell]) -> bool:
    """Whether cells hold nothing but numbers."""
    return all(
        parse.is_empty(cell) or parse.parse_number(cell).valeur is not None for cell in cells
    )


def _is_nothing(cell: Cell) -> bool:
    if parse.is_empty(cell):
        return True
    if not isinstance(cell, str) or "ant" not in cell.lower():  # nearly all: not even folded
        return False
    return parse.fold_text(cell) == NEANT


def _find_rows(cells: pd.Series[Any], suits: Callable[[Cell], bool]) -> pd.Index[int]:
    """Find the rows whose cell in one column suits; each distinct cell is looked at once."""
    wanted = [cell for cell in cells.unique() if suits(cell)]
    if not wanted:
        return cells.index[:0]
    return cells.index[cells.isin(wanted)]


def _find_totals(rows: pd.DataFrame, letter: str) -> Iterator[int]:
    """Find the rows whose cell in a column, the first that they fill, makes a total of them."""
    for row in _find_rows(rows[letter], parse.names_a_total):
        ((first, *others),) = rows.loc[[row], letter:].to_numpy().tolist()
        if parse.is_total(first) or _is_bare(others):
            yield row


class SheetRows:
    """The rows under the headers of a raw sheet; `cells`: those that count, as they stand."""

    def __init__(self, sheet: Sheet, raw: RawSheet, headers: HeaderRow) -> None:
        self.sheet = sheet
        self.raw = raw
        self.headers = headers
        self.problems: list[Problem] = []
        self._broken: dict[str, dict[int, Cassee]] = {}  # column -> row -> why it has no value
        for (row, letter), cassee in find_broken_cells(raw).items():
            self._broken.setdefault(letter, {})[row] = cassee
        self.cells = raw.frame.loc[(headers.row or 0) + 1 :]

    def leave_out_blanks(self) -> None:
        """Drop the rows where nothing is typed under a known header; « Néant » alone, or the mark
        of example alone, is nothing.
        """
        letters = [letter for header, letter in self._list_known() if header != EXEMPLE.header]
        if not letters:
            return
        blank = self.cells
        for letter in letters:
            blank = blank.loc[_find_rows(blank[letter], _is_nothing)]
            if blank.empty:
                return
        broken: set[int] = set()
        for letter in letters:
            broken.update(self._broken.get(letter, ()))
        self._drop(blank.index.difference(list(broken)))

    def _list_known(self) -> list[tuple[str, str]]:
        """Return each declared header that the sheet has, with its column."""
        letters = self.headers.letters
        declared = [column.header for column in self.sheet.columns]
        return [(header, letters[header]) for header in declared if header in letters]

    def leave_out_repeated_headers(self) -> None:
        """Drop and report the rows that say the headers again, as a table pasted under another
        does.
        """
        if self.headers.row is None or not self.headers.letters:
            return
        again = self.cells
        for letter in self.headers.letters.values():
            top = self.raw.frame.at[self.headers.row, letter]
            said = [top] if again is self.cells else [top, ""]
            again = again.loc[again[letter].isin(said)]
            if again.empty:
                return
        for row in again.index:
            self.problems.append(
                whole_sheets.ENTETES_REPETES.report(self.raw.locate_cell(row, "A"))
            )
        self._drop(again.index)

    def leave_out_long_rows(self) -> int:
        """Drop and report the rows of a text file that go on beyond the last header, and return
        their number.

        A separator too many has shifted them: their values do not stand under their headers.
        """
        if not self.raw.largeurs or self.headers.row is None:
            return 0
        filled = dict(enumerate(self.raw.largeurs, start=1))
        width = filled[self.headers.row]
        long = [row for row in self.cells.index if filled[row] > width]
        for row in long:
            place = self.raw.locate_cell(row, name_column(width + 1))
            facts = {"valeurs": str(filled[row]), "entetes": str(width)}
            self.problems.append(whole_sheets.LIGNE_TROP_LONGUE.report(place, **facts))
        self._drop(long)
        return len(long)

    def leave_out_totals(self) -> None:
        """Drop and report the rows whose first filled cell is « Total », or begins with it while
        the others are numbers.
        """
        totals: list[int] = []
        left = self.cells  # the rows whose cells before this column are all empty
        for letter in left.columns:
            for row in _find_totals(left, letter):
                totals.append(row)
                self._tell_total(row, letter)
            left = left.loc[_find_rows(left[letter], parse.is_empty)]
            if left.empty:
                break
        self._drop(totals)

    def leave_out_refused_totals(self, refused: Collection[int]) -> bool:
        """Drop and report the rows, among these that cannot count, that are totals; whether there
        were some.
        """
        letters = [letter for _, letter in self._list_known()]
        totals = dict(find_totals(self.cells, letters, refused))
        for row, letter in totals.items():
            self._tell_total(row, letter)
        self._drop(totals)
        return bool(totals)

    def _tell_total(self, row: int, letter: str) -> None:
        shown = parse.format_value(self.cells.at[row, letter])
        place = self.raw.locate_cell(row, letter)
        self.problems.append(whole_sheets.LIGNE_TOTAL.report(place, valeur=shown))

    def leave_out_examples(self, j: dt.date, exemple: bool) -> None:
        """Drop the invented rows unless they count; while they count, say once that some rows are
        not invented.
        """
        marked = self._find_marked(j)
        if not exemple:
            self._tell_examples(marked.tolist())
            self._drop(marked)
            return
        unmarked = self.cells.index.difference(marked)
        if self.sheet.invented and len(unmarked):
            place = self.raw.locate_cell(unmarked[0], self._mark_column)
            self.problems.append(
                whole_sheets.LIGNES_SANS_MARQUE.report(place, nombre=len(unmarked))
            )

    def _find_marked(self, j: dt.date) -> pd.Index[int]:
        """Find the rows marked as invented."""
        if EXEMPLE.header not in self.headers.letters:
            return self.cells.index[:0]
        marks = self.read(EXEMPLE, j).list_values()
        return self.cells.index[[mark is True for mark in marks]]

    @property
    def _mark_column(self) -> str:
        """Where the column Exemple stands; the first column, when the sheet has none."""
        return self.headers.letters.get(EXEMPLE.header, "A")

    def _tell_examples(self, marked: Sequence[int]) -> None:
        """Say once that the rows of the example are left out.

        A row typed over one of them may be hers: it is told at its mark.
        """
        if not marked:
            return
        known = dict(self._list_known())
        known.pop(EXEMPLE.header, None)
        columns = [column for column in self.sheet.columns if column.header in known]
        said = self.cells.loc[list(marked), list(known.values())]
        rows = [dict(zip(known, cells, strict=True)) for cells in said.to_numpy().tolist()]
        shipped = load_shipped_example().holds(self.sheet.name, columns, rows)
        if any(shipped):
            self.problems.append(
                whole_sheets.EXEMPLES_IGNORES.report(self.raw.place, nombre=sum(shipped))
            )
        for row, same in zip(marked, shipped, strict=True):
            if not same:
                place = self.raw.locate_cell(row, self._mark_column)
                self.problems.append(EXEMPLE_RETOUCHE.report(place, EXEMPLE.header))

    def take(self, column: Column) -> pd.Series[Any]:
        """Return the cells of the kept rows under a header that the sheet has, as they stand."""
        letter = self.headers.letters[column.header]
        repeated = column.kind not in _COMPTES and column.header != _NUMERO
        if repeated and self.raw.merged:
            return self._spread(letter)
        return self.cells[letter]

    def locate_broken(self, column: Column) -> list[Place]:
        """Return the cells of the kept rows under a header of which no value can be given."""
        letter = self.headers.letters[column.header]
        rows = self.cells.index.intersection(list(self._broken.get(letter, ())))
        return [self.raw.locate_cell(row, letter) for row in rows]

    def read(self, column: Column, j: dt.date) -> TypedColumn:
        """Type the cells of the kept rows under a header that the sheet has."""
        letter = self.headers.letters[column.header]
        cells = self.take(column)
        broken = self._broken.get(letter, {})
        rows = sorted(broken)
        ranks = cells.index.get_indexer(pd.Index(rows, dtype=int)).tolist()
        errors = {rank: broken[row] for rank, row in zip(ranks, rows, strict=True) if rank >= 0}
        book = self.raw.workbook, self.raw.name
        number = self.headers.letters.get(_NUMERO)
        context = ColumnContext(
            column,
            j,
            self.raw.epoque_1904,
            *book,
            letter,
            cells.index,
            self.cells[number] if number else None,
        )
        return read_column(cells, errors, context)

    def _spread(self, letter: str) -> pd.Series[Any]:
        """Return the cells of a column, a merged one standing in each of its rows."""
        spans = [span for span in map(find_merged_rows, self.raw.merged) if span]
        own = [span for span in spans if span.column == letter]
        spread = self.raw.frame[letter].copy()
        for span in own:
            if span.first <= len(spread):
                spread.loc[span.first : span.last] = spread.loc[span.first]
        return spread.loc[self.cells.index]

    def _drop(self, rows: Collection[int]) -> None:
        if len(rows):
            self.cells = self.cells.drop(index=list(rows))
