"""The rows of one raw sheet under its headers: which of them count, and their cells column by
column.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Mapping, Sequence

from clu_batch import saisie
from clu_batch.checking.cassees import Cassee, broken_cells
from clu_batch.checking.colonnes import Contexte, Lue, read_column
from clu_batch.checking.entetes import Entetes
from clu_batch.defauts import classeurs
from clu_batch.defauts.exemple import EXEMPLE_RETOUCHE
from clu_batch.exemple_livre import exemple_livre
from clu_batch.problems import Place, Problem
from clu_batch.schema import EXEMPLE, Column, Kind, Sheet
from clu_batch.tables import Cell, RawSheet, letter, rows_of

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
    return (
        isinstance(cell, str)
        and "ota" in cell.lower()
        and _TOTAL.fullmatch(saisie.plier(cell)) is not None
    )


def _is_nothing(cell: Cell) -> bool:
    return saisie.vide(cell) or (isinstance(cell, str) and saisie.plier(cell) == NEANT)


class Lignes:
    """The rows under the headers of a raw sheet; `kept`: positions in the sheet, from 0, of the
    rows that count.
    """

    def __init__(self, sheet: Sheet, raw: RawSheet, headers: Entetes) -> None:
        self.sheet = sheet
        self.raw = raw
        self.headers = headers
        self.problems: list[Problem] = []
        self._columns: Sequence[Sequence[Cell]] = list(zip(*raw.rows, strict=True))
        self._broken: dict[int, dict[int, Cassee]] = {}  # column -> row -> why it has no value
        for (row, column), cassee in broken_cells(raw).items():
            self._broken.setdefault(column - 1, {})[row - 1] = cassee
        self.kept: Sequence[int] = range((headers.row or 0) + 1, len(raw.rows))

    def _known(self) -> Mapping[str, Sequence[Cell]]:
        return {
            header: self._columns[position] for header, position in self.headers.positions.items()
        }

    def leave_out_blanks(self) -> None:
        """Drop the rows where nothing is typed under a known header; « Néant » alone, or the mark
        of example alone, is nothing.
        """
        known = {
            header: cells for header, cells in self._known().items() if header != EXEMPLE.header
        }
        if not known:
            return
        anchor = next(
            iter(known[column.header] for column in self.sheet.columns if column.header in known)
        )
        blank = {cell for cell in set(anchor) if _is_nothing(cell)}
        suspects = [row for row in self.kept if anchor[row] in blank] if blank else []
        broken = {
            row for header in known for row in self._broken.get(self.headers.positions[header], ())
        }
        nothing = {
            row
            for row in suspects
            if row not in broken and all(_is_nothing(cells[row]) for cells in known.values())
        }
        self._drop(nothing)

    def leave_out_repeated_headers(self) -> None:
        """Drop and report the rows that say the headers again, as a table pasted under another
        does.
        """
        top, columns = self.headers.row or 0, list(self._known().values())
        anchor = columns[0] if columns and columns[0].count(columns[0][top]) > 1 else ()
        suspects = [row for row in self.kept if anchor[row] == anchor[top]] if anchor else []
        again = [
            row for row in suspects if all(cells[row] in {cells[top], ""} for cells in columns)
        ]
        self.problems += [classeurs.ENTETES_REPETES.at(self.place(row)) for row in again]
        self._drop(set(again))

    def leave_out_long_rows(self) -> set[int]:
        """Drop and report the rows of a text file that go on beyond the last header.

        A separator too many has shifted them: their values do not stand under their headers.
        """
        if not self.raw.largeurs or self.headers.row is None:
            return set()
        width = self.raw.largeurs[self.headers.row]
        long = {row for row in self.kept if self.raw.largeurs[row] > width}
        for row in sorted(long):
            place = self.place(row, width)
            facts = {"valeurs": str(self.raw.largeurs[row]), "entetes": str(width)}
            self.problems.append(classeurs.LIGNE_TROP_LONGUE.at(place, **facts))
        self._drop(long)
        return long

    def leave_out_totals(self) -> None:
        """Drop and report the rows whose first filled cell is « Total »."""
        totals: set[int] = set()
        rows = self.kept  # those whose cells before this column are all empty
        for position, cells in enumerate(self._columns):
            values = set(cells)
            found = {cell for cell in values if _is_total(cell)}
            for row in rows if found else ():
                if cells[row] in found:
                    totals.add(row)
                    self.problems.append(
                        classeurs.LIGNE_TOTAL.at(self.place(row, position), valeur=cells[row])
                    )
            blank = {cell for cell in values if saisie.vide(cell)}
            rows = [row for row in rows if cells[row] in blank] if blank else []
            if not rows:
                break
        self._drop(totals)

    def leave_out_examples(self, j: dt.date, exemple: bool) -> None:
        """Drop the invented rows unless they count; while they count, say once that some rows are
        not invented.
        """
        marks = self._marks(j)
        if not exemple:
            marked = {row for row, mark in zip(self.kept, marks, strict=True) if mark}
            self._tell_examples(sorted(marked))
            self._drop(marked)
        elif self.sheet.invented:
            unmarked = [row for row, mark in zip(self.kept, marks, strict=True) if not mark]
            if unmarked:
                column = self.headers.positions.get(EXEMPLE.header, 0)
                self.problems.append(
                    classeurs.LIGNES_SANS_MARQUE.at(
                        self.place(unmarked[0], column), nombre=len(unmarked)
                    )
                )

    def _tell_examples(self, marked: Sequence[int]) -> None:
        """Say once that the rows of the example are left out.

        A row typed over one of them may be hers: it is told at its mark.
        """
        positions = self.headers.positions
        columns = [
            column
            for column in self.sheet.columns
            if column.header in positions and column != EXEMPLE
        ]
        cells = {column.header: self._columns[positions[column.header]] for column in columns}
        rows = [{header: column[row] for header, column in cells.items()} for row in marked]
        shipped = exemple_livre().holds(self.sheet.name, columns, rows) if rows else []
        if any(shipped):
            self.problems.append(classeurs.EXEMPLES_IGNORES.at(self.place(), nombre=sum(shipped)))
        position = positions.get(EXEMPLE.header, 0)
        for row, known in zip(marked, shipped, strict=True):
            if not known:
                self.problems.append(EXEMPLE_RETOUCHE.at(self.place(row, position), EXEMPLE.header))

    def _marks(self, j: dt.date) -> Sequence[object]:
        if EXEMPLE.header not in self.headers.positions:
            return [None] * len(self.kept)
        return self.read(EXEMPLE, j).values

    def read(self, column: Column, j: dt.date) -> Lue:
        """The cells of the kept rows under a header that the sheet has."""
        position = self.headers.positions[column.header]
        cells = (
            self._columns[position]
            if column.kind in _COMPTES or column.header == _NUMERO
            else self._spread(position)
        )
        broken = self._broken.get(position, {})
        errors = {}
        for row in sorted(broken):
            for index in self._positions(row):
                errors[index] = broken[row]
        context = Contexte(
            j,
            self.raw.epoque_1904,
            self.raw.workbook,
            self.raw.name,
            letter(position + 1),
            self.lines(),
        )
        return read_column(column, self._kept_cells(cells), errors, context)

    def _positions(self, row: int) -> Sequence[int]:
        """Where a row stands among those that are kept, if it does."""
        index = bisect.bisect_left(self.kept, row)
        return [index] if index < len(self.kept) and self.kept[index] == row else []

    def _spread(self, position: int) -> Sequence[Cell]:
        """The cells of a column, a merged one standing in each of its rows."""
        cells = self._columns[position]
        spans = [
            span
            for span in map(rows_of, self.raw.merged)
            if span and span.column == position and span.first < len(cells)
        ]
        if not spans:
            return cells
        spread = list(cells)
        for span in spans:
            last = min(span.last, len(cells) - 1)
            spread[span.first : last + 1] = [cells[span.first]] * (last - span.first + 1)
        return spread

    def lines(self) -> Sequence[int]:
        """The Excel row of each kept row."""
        return (
            range(self.kept.start + 1, self.kept.stop + 1)
            if isinstance(self.kept, range)
            else [row + 1 for row in self.kept]
        )

    def _kept_cells(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        return (
            cells[self.kept.start : self.kept.stop]
            if isinstance(self.kept, range)
            else list(map(cells.__getitem__, self.kept))
        )

    def _drop(self, rows: set[int]) -> None:
        if rows:
            self.kept = [row for row in self.kept if row not in rows]

    def place(self, row: int | None = None, position: int = 0) -> Place:
        """A cell of the sheet, or the sheet as a whole."""
        return Place(
            self.raw.workbook,
            self.raw.name,
            "" if row is None else f"{letter(position + 1)}{row + 1}",
        )
