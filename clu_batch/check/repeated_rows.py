"""The rows that a second export gives again: they count once, and both places are told.

All sheets of one name are one table (docs/rules/workbooks.md#one-table), so that an export left
beside the workbook, another sheet, or an export of which some months are in the one before, would
count its rows twice. A row of *another* sheet is a repeat:

- with a N°, when its N°, its date and every other column say the same;
- without a N°, when it stands in a run of twenty consecutive rows or more, not all alike, that
  another sheet holds too.

Values are compared as they were read, whatever their format, case and accents; a column that a
sheet does not have is empty there. The mark of example says where a row comes from, not what it
says: it is not compared. Within one sheet nothing is left out here. Every step is linear: rows are
numbered by what they say, then so are the runs of twenty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from clu_batch.kernel import french
from clu_batch.kernel.declaration import EXEMPLE, Column, Kind
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Origin, Table
from clu_batch.messages import workbooks
from clu_batch.parse import fold_text

Nombres = npt.NDArray[np.int64]
Masque = npt.NDArray[np.bool_]

SUITE = 20
"""Consecutive rows that two sheets do not share by chance, when no N° tells them apart."""
RIEN = -1
"""No row, no value."""


def leave_out_repeats(table: Table) -> tuple[Table, list[Problem]]:
    """Return the table whose repeated rows count once, with one problem per pair of sheets."""
    rows = _Rows(table)
    if not rows.common:
        return table, []
    original = _find_originals_by_number(rows)
    for repeated, first in _find_originals_by_run(rows):
        original[repeated] = np.where(original[repeated] == RIEN, first, original[repeated])
    problems = [
        *_report_repeated(table, rows.sheet, original),
        *_report_kept(table, rows, original),
    ]
    return _count_once(table, original), problems


def _count_once(table: Table, original: Nombres) -> Table:
    """The table without the rows that have an original; each sheet knows how many it lost so."""
    shorter = table.leave_out_rows(set(np.flatnonzero(original != RIEN).tolist()))
    pairs = zip(table.origins, shorter.origins, strict=True)
    origins = [replace(now, repeated=len(was.lines) - len(now.lines)) for was, now in pairs]
    return replace(shorter, origins=tuple(origins))


# -- what the rows say -----------------------------------------------------------------------------


class _Rows:
    """The rows of a table, each known by numbers: its sheet, what it says, its N°."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.sheet = np.repeat(
            np.arange(len(table.origins), dtype=np.int64),
            [len(origin.lines) for origin in table.origins],
        )

    @cached_property
    def content(self) -> Nombres:
        """A number for what each row says, N° apart; a row that no other sheet holds has one of its
        own, below zero.
        """
        content = -1 - np.arange(len(self.sheet), dtype=np.int64)
        if sum(bool(origin.lines) for origin in self._table.origins) < 2:
            return content
        suspects = np.arange(len(self.sheet))
        codes = np.zeros(len(suspects), dtype=np.int64)
        for column in self._list_compared():
            codes = _number_pairs(codes, self._number_values(column, suspects))
            shared = _find_shared(codes, self.sheet[suspects])
            suspects, codes = suspects[shared], codes[shared]
            if not len(suspects):
                return content
        content[suspects] = codes
        return content

    @cached_property
    def number(self) -> Nombres:
        """A number for the N° of each row, -1 without one."""
        columns = [column for column in self._table.sheet.columns if column.kind is Kind.NUMERO]
        if not columns:
            return np.full(len(self.sheet), RIEN, dtype=np.int64)
        return self._number_values(columns[0], np.arange(len(self.sheet)))

    @property
    def common(self) -> bool:
        """Whether two sheets hold one same row at least."""
        return bool((self.content >= 0).any())

    def _list_compared(self) -> Iterator[Column]:
        """The columns that say what a row says, if one sheet at least has them."""
        for column in self._table.sheet.columns:
            said = column.kind is not Kind.NUMERO and column.header != EXEMPLE.header
            if said and self._table.has_column(column.header):
                yield column

    def _number_values(self, column: Column, rows: Nombres) -> Nombres:
        """A number for the value of each of these rows, the same for what reads the same; -1 for an
        empty cell.
        """
        values = np.empty(len(self.sheet), dtype=object)
        values[:] = self._table.columns[column.header]
        codes, distinct = _factorize(values[rows])
        meanings: dict[object, int] = {}
        meaning = [meanings.setdefault(_fold(value), len(meanings)) for value in distinct]
        empty = meanings.get(_fold(column.implied), RIEN) if column.kind is Kind.CHOIX else RIEN
        return np.array([*meaning, empty], dtype=np.int64)[codes]


def _fold(value: object) -> object:
    return fold_text(value) if isinstance(value, str) else value


def _factorize(values: npt.NDArray[Any]) -> tuple[Nombres, Sequence[object]]:
    """The number of each value among the distinct ones, which are given too; -1 for None."""
    import pandas as pd  # noqa: PLC0415 (a tenth of a second, for a second export alone)

    codes, distinct = pd.factorize(values)
    return codes.astype(np.int64), list(distinct)


def _number_pairs(left: Nombres, right: Nombres) -> Nombres:
    """A number for each pair of numbers, both at -1 or above."""
    width = int(right.max(initial=0)) + 2
    return _factorize((left + 1) * width + right + 1)[0]


def _find_shared(codes: Nombres, sheet: Nombres) -> Masque:
    """The rows whose number two sheets hold; the rows are in the order of the sheets."""
    size = int(codes.max(initial=-1)) + 1
    first, last = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    last[codes] = sheet  # the last one written stays
    first[codes[::-1]] = sheet[::-1]
    return np.asarray((first != last)[codes])


# -- with a N° -------------------------------------------------------------------------------------


def _find_originals_by_number(rows: _Rows) -> Nombres:
    """For each row, the first one of an earlier sheet that has its N° and says the same; -1 when
    there is none.
    """
    original = np.full(len(rows.sheet), RIEN, dtype=np.int64)
    known = np.flatnonzero((rows.content >= 0) & (rows.number >= 0))
    codes = _number_pairs(rows.content[known], rows.number[known])
    first = np.empty(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    first[codes[::-1]] = known[::-1]
    earlier = first[codes]
    repeats = rows.sheet[earlier] < rows.sheet[known]
    original[known[repeats]] = earlier[repeats]
    return original


# -- without a N° ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of twenty rows of one sheet, not all alike, by their first row.

    `code`: the same for two runs that say the same. `bare`: whether no row of the run has a N°.
    `before`, `after`: for each row of the table, how many rows of its sheet say the same, with a N°
    or without, up to it and from it.
    """

    start: Nombres
    code: Nombres
    bare: Masque
    before: Nombres
    after: Nombres


def _find_originals_by_run(rows: _Rows) -> Iterator[tuple[Nombres, Nombres]]:
    """The rows that stand in a run of an earlier sheet, each with the row that it repeats there,
    run after run.

    A N° that one of the two sheets does not give cannot be compared: one of the two runs, at least,
    must be without any.
    """
    if np.count_nonzero(rows.content >= 0) < 2 * SUITE:
        return
    runs = list(_find_runs(rows))
    size = max((int(run.code.max(initial=-1)) for run in runs), default=-1) + 1
    all_seen, bare_seen = _Seen(size), _Seen(size)
    for run in runs:
        yield from all_seen.find_repeated(run, run.bare)
        yield from bare_seen.find_repeated(run, ~run.bare)
        all_seen.add(run, np.ones(len(run.start), dtype=np.bool_))
        bare_seen.add(run, run.bare)


def _find_runs(rows: _Rows) -> Iterator[_Runs]:
    """The runs of each sheet, in the order of the sheets."""
    numbered = rows.number >= 0
    _, alike = _measure_streaks(rows.content, rows.sheet)
    before, after = _measure_streaks(2 * rows.content + numbered, rows.sheet)
    code = _number_twenties(rows.content)
    numbers = np.concatenate([[0], np.cumsum(numbered)])
    start = np.arange(len(rows.sheet) - SUITE + 1)
    last = start + SUITE - 1
    inside = (rows.sheet[start] == rows.sheet[last]) & (code >= 0) & (alike[start] < SUITE)
    bare = numbers[last + 1] == numbers[start]
    for sheet in range(int(rows.sheet[-1]) + 1):
        own = np.flatnonzero(inside & (rows.sheet[start] == sheet))
        yield _Runs(own, code[own], bare[own], before, after)


def _number_twenties(content: Nombres) -> Nombres:
    """A number for what each twenty rows say, -1 when one of them stands in one sheet only.

    Ones give twos, which give fours, eights, sixteens; sixteen and the four that follow give
    twenty.
    """
    codes = np.where(content >= 0, content, RIEN)
    known = codes >= 0
    lengths = {1: codes}
    for length in (1, 2, 4, 8):
        lengths[2 * length] = _number_pairs(lengths[length][:-length], lengths[length][length:])
    twenty = _number_pairs(lengths[16][:-4], lengths[4][16:])
    holes = np.concatenate([[0], np.cumsum(~known)])
    whole = holes[SUITE:] == holes[:-SUITE]
    return np.where(whole, twenty, RIEN)


def _measure_streaks(values: Nombres, sheet: Nombres) -> tuple[Nombres, Nombres]:
    """For each row, how many rows of its sheet hold its value without a break, up to it and from
    it.
    """
    changes = (values[1:] != values[:-1]) | (sheet[1:] != sheet[:-1])
    borders = np.concatenate([[0], np.flatnonzero(changes) + 1, [len(values)]])
    lengths = np.diff(borders)
    rank = np.arange(len(values))
    return rank - np.repeat(borders[:-1], lengths) + 1, np.repeat(borders[1:], lengths) - rank


class _Seen:
    """The runs of the sheets that were read, and which of them to compare with."""

    def __init__(self, size: int) -> None:
        self._first = np.full(size, RIEN, dtype=np.int64)
        self._longest_before: dict[int, int] = {}
        self._longest_after: dict[int, int] = {}

    def add(self, runs: _Runs, which: Masque) -> None:
        """These runs may be repeated by the sheets that follow."""
        new = np.flatnonzero(which & (self._first[runs.code] == RIEN))[::-1]
        self._first[runs.code[new]] = runs.start[new]
        for at in np.flatnonzero(which & (runs.before[runs.start + SUITE - 2] >= SUITE)).tolist():
            _keep_longest(
                self._longest_before,
                int(runs.code[at]),
                int(runs.start[at]),
                runs.before,
                SUITE - 2,
            )
        for at in np.flatnonzero(which & (runs.after[runs.start + 1] >= SUITE)).tolist():
            _keep_longest(
                self._longest_after, int(runs.code[at]), int(runs.start[at]), runs.after, 1
            )

    def find_repeated(self, runs: _Runs, which: Masque) -> Iterator[tuple[Nombres, Nombres]]:
        """The rows of these runs that were seen, each with the row that it repeats.

        A run goes on where rows that are all alike touch it, as far as both sheets have them.
        """
        found = np.flatnonzero(which & (self._first[runs.code] != RIEN))
        if not len(found):
            return
        start, first = runs.start[found], self._first[runs.code[found]]
        for rank in range(SUITE):
            yield start + rank, first + rank
        for at in found.tolist():
            code, row = int(runs.code[at]), int(runs.start[at])
            if code in self._longest_before:
                other = self._longest_before[code]
                more = _count_common(runs.before, row + SUITE - 2, other + SUITE - 2)
                yield np.arange(row - more, row), np.arange(other - more, other)
            if code in self._longest_after:
                other = self._longest_after[code]
                more = _count_common(runs.after, row + 1, other + 1)
                end, other_end = row + SUITE, other + SUITE
                yield np.arange(end, end + more), np.arange(other_end, other_end + more)


def _keep_longest(
    longest: dict[int, int], code: int, start: int, alike: Nombres, rank: int
) -> None:
    """Remember, of the runs of one code, that whose rows at `rank` go on the longest."""
    best = longest.get(code)
    if best is None or alike[start + rank] > alike[best + rank]:
        longest[code] = start


def _count_common(alike: Nombres, row: int, other: int) -> int:
    """How many rows, all alike, both sheets have beyond the nineteen of a run."""
    return max(0, int(min(alike[row], alike[other])) - (SUITE - 1))


# -- what is told ----------------------------------------------------------------------------------


def _report_repeated(table: Table, sheet: Nombres, original: Nombres) -> Iterator[Problem]:
    """One problem for each sheet and each earlier one of which it repeats rows, at the first of
    them.
    """
    repeated = np.flatnonzero(original != RIEN)
    source = sheet[original[repeated]]
    for here in np.unique(sheet[repeated]).tolist():
        own = sheet[repeated] == here
        for there in np.unique(source[own]).tolist():
            rows = repeated[own & (source == there)]
            yield _report_pair(table, rows, int(original[rows[0]]))


def _report_pair(table: Table, rows: Nombres, original: int) -> Problem:
    origin, elsewhere = table.find_origin(int(rows[0])), table.find_origin(original)
    lines = [origin.lines[row - origin.first] for row in rows.tolist()]
    return workbooks.LIGNES_REPETEES.report(
        table.locate_cell(int(rows[0]), _find_first_header(table)),
        nombre=french.format_count(len(lines), "ligne"),
        lignes=french.format_rows(lines),
        **_describe_origin(elsewhere),
        ici=lines[0],
        la=elsewhere.lines[original - elsewhere.first],
    )


def _describe_origin(origin: Origin) -> dict[str, str]:
    return {"feuille": origin.sheet, "original": origin.workbook}


def _find_first_header(table: Table) -> str:
    """The first header of the declaration: the cell that tells the row."""
    return table.sheet.columns[0].header


@dataclass(frozen=True, slots=True)
class _Left:
    """What is counted of a sheet: what its rows say, sorted; what one row alone says; whether none
    has a N°.
    """

    origin: Origin
    content: Nombres
    once: Nombres
    bare: bool


def _report_kept(table: Table, rows: _Rows, original: Nombres) -> Iterator[Problem]:
    """The sheets whose rows are in an earlier one, in another order, when no N° and no long run
    proves it.

    Sheets whose declaration has no N° are hand-made totals: their lines are told one by one.
    """
    if all(column.kind is not Kind.NUMERO for column in table.sheet.columns):
        return
    known: list[_Left] = []
    for own in _list_left(table, rows, original):
        twin = next((other for other in known if _count_shared(own, other)), None)
        if twin is not None:
            place = table.locate_cell(own.origin.first, _find_first_header(table))
            nombre = french.format_count(_count_shared(own, twin), "ligne")
            yield workbooks.MEMES_LIGNES.report(
                place, nombre=nombre, **_describe_origin(twin.origin)
            )
        known.append(own)


def _list_left(table: Table, rows: _Rows, original: Nombres) -> Iterator[_Left]:
    for origin in table.origins:
        left = np.flatnonzero(original[origin.rows] == RIEN) + origin.first
        said, times = np.unique(rows.content[left], return_counts=True)
        bare = bool((rows.number[left] == RIEN).all())
        yield _Left(origin, np.sort(rows.content[left]), said[times == 1], bare)


def _count_shared(own: _Left, other: _Left) -> int:
    """How many rows two sheets seem to share, 0 when chance explains it.

    One row tells nothing. Of the rows that one sheet says once, chance lets another say a third of
    them once: three quarters of them, twenty at least, are no chance.
    """
    if not (own.bare or other.bare):
        return 0
    if len(own.content) > 1 and np.array_equal(own.content, other.content):
        return len(own.content)
    shared = len(np.intersect1d(own.once, other.once, assume_unique=True))
    return shared if shared >= SUITE and 4 * shared >= 3 * len(own.once) else 0
