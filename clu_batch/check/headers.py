"""Where the header row of a sheet is, and which column is which."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from clu_batch import parse
from clu_batch.check.broken_cells import find_broken_cells
from clu_batch.kernel.declaration import Column, Requirement, Sheet
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Cell, RawSheet
from clu_batch.messages import cells, workbooks

PREMIERES = 20
"""Rows among which the header row is looked for: titles and notes may stand above."""

COURT, PRESQUE = 5, 0.85
"""From how many letters, and from what likeness, an unknown header is a misspelling of a column
that is missing.
"""

EN_TETE = "un en-tête, sans lequel la colonne n’est pas lue"
"""What is expected of the first cell of a column."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header row, from 0 (None when there is none), and the position of each declared column
    that the sheet has, from 0.
    """

    row: int | None
    positions: Mapping[str, int]
    missing: Sequence[Column]
    problems: Sequence[Problem]


def find_headers(sheet: Sheet, raw: RawSheet) -> HeaderRow:
    """Find the header row among the first rows of a sheet, and the column of each header.

    It is the row with the most known headers, when these are half of the required ones or half of
    all; failing that, the first row where half of the required ones are almost written.
    """
    names = _Names(sheet)
    required = {
        column.header for column in sheet.columns if column.need is not Requirement.OPTIONAL
    }
    row = _find_fullest_row(sheet, raw, names, required)
    if row is None:
        row = _find_nearest_row(raw, required)
    if row is None:
        return HeaderRow(None, {}, (), (_report_no_headers(sheet, raw),))
    return _identify_columns(sheet, raw, row, names)


def _find_fullest_row(
    sheet: Sheet, raw: RawSheet, names: _Names, required: Collection[str]
) -> int | None:
    """Find the row with the most known headers, among those that have enough of them."""
    best: int | None = None
    most = 0
    for number, row in enumerate(raw.rows[:PREMIERES]):
        found = names.find_all(row)
        half_required = 2 * len(found.intersection(required)) >= len(required)
        half_declared = 2 * len(found) >= len(sheet.columns)
        if len(found) > most and (half_required or half_declared):
            best, most = number, len(found)
    return best


def _find_nearest_row(raw: RawSheet, required: Collection[str]) -> int | None:
    """Find the first row where half of the required headers are written, or almost."""
    for number, row in enumerate(raw.rows[:PREMIERES]):
        texts = [cell for cell in row if isinstance(cell, str) and not parse.is_empty(cell)]
        written = [header for header in required if parse.find_closest(header, texts) is not None]
        if 2 * len(written) >= len(required):
            return number
    return None


def map_headers(sheet: Sheet) -> dict[str, str]:
    """The declared headers of a sheet by each of their folded names."""
    headers: dict[str, str] = {}
    for column in sheet.columns:
        headers |= {fold_cell(name): column.header for name in column.names}
    return headers


def fold_cell(cell: object) -> str:
    """A header as it is compared."""
    return parse.fold_header(cell if isinstance(cell, str) else parse.format_value(cell))


class _Names:
    """The names by which the columns of a sheet are known: exactly, or nearly (a star before, a
    unit in brackets after).
    """

    def __init__(self, sheet: Sheet) -> None:
        self._exact = map_headers(sheet)
        near: dict[str, set[str]] = {}
        for column in sheet.columns:
            for name in (column.header, *column.synonyms):
                near.setdefault(parse.fold_bare_header(name), set()).add(column.header)
        near.pop("", None)
        self._near = {name: min(same) for name, same in near.items() if len(same) == 1}

    def find_exact(self, cell: object) -> str | None:
        """Return the header of the column whose name this is."""
        return self._exact.get(fold_cell(cell))

    def find_near(self, cell: object) -> str | None:
        """Return the header of the only column whose name this nearly is.

        It counts when no column has that name exactly.
        """
        if not isinstance(cell, str):
            return None
        return self._near.get(parse.fold_bare_header(cell))

    def find_all(self, cells: Sequence[Cell]) -> set[str]:
        """Return the headers that a row of cells names, exactly or nearly."""
        found = (self.find_exact(cell) or self.find_near(cell) for cell in cells)
        return {header for header in found if header}


def _report_no_headers(sheet: Sheet, raw: RawSheet) -> Problem:
    required = [
        column.header for column in sheet.columns if column.need is not Requirement.OPTIONAL
    ]
    names = ", ".join(f"«\u00a0{header}\u00a0»" for header in required)
    return workbooks.ENTETES_INTROUVABLES.report(raw.place, attendus=names)


def _identify_columns(sheet: Sheet, raw: RawSheet, row: int, names: _Names) -> HeaderRow:
    """Say where each declared header stands in the header row, and what is wrong in that row."""
    named = _name_columns(raw.rows[row], names)
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    for index, header in named.items():
        first = positions.setdefault(header, index)
        if first != index:
            problems.append(_report_repeated(raw, row, header, first, index))
    absent = [column for column in sheet.columns if column.header not in positions]
    missing = _keep_needed(sheet, absent, positions)
    unknown = _find_unknown(raw.rows[row], named)
    problems.extend(_report_missing(raw, row, column, unknown) for column in missing)
    for column in absent:
        if column.need is Requirement.OPTIONAL:
            problems.extend(_report_almost(raw, row, column, unknown))
    told = {problem.place.cell for problem in problems}
    problems.extend(_report_garbled(raw, row, unknown, told))
    problems.extend(_report_broken(raw, row))
    return HeaderRow(row, positions, missing, problems)


def _name_columns(cells: Sequence[Cell], names: _Names) -> dict[int, str]:
    """Return the declared header at each position of the header row that has one, from 0."""
    exact = [names.find_exact(cell) for cell in cells]
    named: dict[int, str] = {}
    for index, (cell, header) in enumerate(zip(cells, exact, strict=True)):
        near = names.find_near(cell)
        if header is not None:
            named[index] = header
        elif near is not None and near not in exact:
            named[index] = near
    return named


def _find_unknown(cells: Sequence[Cell], named: Collection[int]) -> dict[str, int]:
    """Return the texts of the header row that name no column, with their first position."""
    unknown: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if index in named or parse.is_empty(cell):
            continue
        if isinstance(cell, str):
            unknown.setdefault(parse.clean_text(cell), index)
    return unknown


def _keep_needed(sheet: Sheet, absent: Sequence[Column], found: Collection[str]) -> list[Column]:
    """Keep the columns without which the sheet has no meaning; of `une_de`, one is enough."""
    needed = [column for column in absent if column.need is not Requirement.OPTIONAL]
    if any(header in found for header in sheet.une_de):
        return [column for column in needed if column.header not in sheet.une_de]
    return needed


def _report_repeated(raw: RawSheet, row: int, header: str, first: int, index: int) -> Problem:
    place, original = raw.locate_cell(row, index), raw.locate_cell(row, first)
    return workbooks.ENTETE_REPETE.report(place, header, header, premiere=original.cell)


def _report_garbled(
    raw: RawSheet, row: int, unknown: Mapping[str, int], told: Collection[str]
) -> list[Problem]:
    """Report the unknown headers that seem read in another encoding and are not told already."""
    found = []
    for name, index in unknown.items():
        place = raw.locate_cell(row, index)
        if parse.is_mojibake(name) and place.cell not in told:
            found.append(cells.TEXTE_MAL_DECODE.report(place, "", name))
    return found


def _report_broken(raw: RawSheet, row: int) -> list[Problem]:
    """Report the headers in error, or whose formula was never computed, over a filled column.

    What such a column holds would be lost in silence.
    """
    problems = []
    broken = find_broken_cells(raw)
    for line, column in sorted(broken):
        if line == row + 1 and _is_filled(raw, row + 1, column):
            defaut, shown = broken[line, column]
            place = raw.locate_cell(row, column - 1)
            problems.append(defaut.report(place, "", shown, attendu=EN_TETE))
    return problems


def _is_filled(raw: RawSheet, first: int, column: int) -> bool:
    """Whether a column, from 1, holds something from a row on, from 0; a row may be shorter."""
    below = (cells[column - 1] for cells in raw.rows[first:] if len(cells) >= column)
    return any(not parse.is_empty(cell) for cell in below)


def _report_missing(raw: RawSheet, row: int, column: Column, unknown: Mapping[str, int]) -> Problem:
    close = parse.find_closest(column.header, unknown)
    if close is None:
        place = raw.locate_cell(row, 0)
        return workbooks.ENTETE_MANQUANT.report(place, column.header, column.header)
    place = raw.locate_cell(row, unknown[close])
    return workbooks.ENTETE_MANQUANT_PROCHE.report(
        place, column.header, column.header, proche=close
    )


def _report_almost(
    raw: RawSheet, row: int, column: Column, unknown: Mapping[str, int]
) -> list[Problem]:
    """Report the unknown header that is, but for a letter or two, an optional column that the sheet
    lacks: its cells would be lost in silence.
    """
    for name in (column.header, *column.synonyms):
        close = parse.find_closest(name, unknown)
        if close and _is_misspelled(close, name):
            place = raw.locate_cell(row, unknown[close])
            return [workbooks.ENTETE_PRESQUE.report(place, close, close, proche=name)]
    return []


def _is_misspelled(typed: str, name: str) -> bool:
    """Whether a header is a name in the plural, or but for a letter or two of a word long enough to
    tell.
    """
    if parse.fold_singular(typed) == parse.fold_singular(name):
        return True
    a, b = parse.squeeze_text(name), parse.squeeze_text(typed)
    if min(len(a), len(b)) < COURT:
        return False
    return difflib.SequenceMatcher(None, a, b).ratio() >= PRESQUE
