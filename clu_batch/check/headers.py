"""Where the header row of a sheet is, and which column is which."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence

from clu_batch import parse
from clu_batch.check.broken_cells import find_broken_cells
from clu_batch.kernel.declared_sheet import Column, Requirement, Sheet
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import cells, whole_sheets
from clu_batch.parse.foreign_headers import find_close_headers, find_dated_headers

PREMIERES = 20
"""Rows among which the header row is looked for: titles and notes may stand above."""

COURT, PRESQUE = 5, 0.85
"""From how many letters, and from what likeness, an unknown header is a misspelling of a column
that is missing.
"""

EN_TETE = "un en-tête, sans lequel la colonne n’est pas lue"
"""What is expected of the first cell of a column."""


@frozen
class HeaderRow:
    """The row of the headers in Excel (None when there is none), and the column there of each
    declared one that the sheet has; `unknown`: those that are none.
    """

    row: int | None
    letters: Mapping[str, str]
    missing: Sequence[Column]
    problems: Sequence[Problem]
    unknown: Sequence[str] = ()


def find_headers(sheet: Sheet, raw: RawSheet) -> HeaderRow:
    """Find the header row among the first rows of a sheet, and the column of each header.

    It is the row with the most known headers, when these are half of the required ones or half of
    all; failing that, the first row where half of the required ones are almost written.
    """
    names = _Names(sheet)
    needed = [column for column in sheet.columns if column.need is not Requirement.OPTIONAL]
    required = [column.header for column in needed]
    row = _find_fullest_row(sheet, raw, names, required)
    if row is None:
        row = _find_nearest_row(raw, required)
    if row is None:
        return HeaderRow(None, {}, (), (_report_no_headers(sheet, raw, needed),))
    return _identify_columns(sheet, raw, row, names)


def quote_headers(sheet: Sheet) -> str:
    """Write the headers that a sheet must have."""
    needed = [c.header for c in sheet.columns if c.need is not Requirement.OPTIONAL]
    return ", ".join(f"«\u00a0{header}\u00a0»" for header in needed)


def _report_no_headers(sheet: Sheet, raw: RawSheet, needed: Sequence[Column]) -> Problem:
    """Report a sheet without headers, with those of its fullest row that may be meant."""
    texts = max(map(list_texts, raw.list_rows(PREMIERES)), key=len, default=[])
    lignes = []
    for column in needed:
        likely = next(iter(find_close_headers(column, texts)), "")
        lignes.append(whole_sheets.say_line(raw.place.name_in_lines, column.header, likely))
    return whole_sheets.ENTETES_INTROUVABLES.report(
        raw.place, attendus=quote_headers(sheet), lignes="\u202f; ".join(lignes)
    )


def list_texts(cells: Sequence[Cell]) -> list[str]:
    """Return the texts of a row."""
    return [
        parse.clean_text(cell)
        for cell in cells
        if isinstance(cell, str) and not parse.is_empty(cell)
    ]


def _find_fullest_row(
    sheet: Sheet, raw: RawSheet, names: _Names, required: Collection[str]
) -> int | None:
    """Find the row with the most known headers, among those that have enough of them."""
    best: int | None = None
    most = 0
    for number, row in enumerate(raw.list_rows(PREMIERES), start=1):
        found = names.find_all(row)
        half_required = 2 * len(found.intersection(required)) >= len(required)
        half_declared = 2 * len(found) >= len(sheet.columns)
        if len(found) > most and (half_required or half_declared):
            best, most = number, len(found)
    return best


def _find_nearest_row(raw: RawSheet, required: Collection[str]) -> int | None:
    """Find the first row where half of the required headers are written, or almost."""
    for number, row in enumerate(raw.list_rows(PREMIERES), start=1):
        texts = [cell for cell in row if isinstance(cell, str) and not parse.is_empty(cell)]
        written = [
            header for header in required if parse.find_closest(header, texts) is not None
        ]
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
            for name in column.names:
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


def _identify_columns(sheet: Sheet, raw: RawSheet, row: int, names: _Names) -> HeaderRow:
    """Say where each declared header stands in the header row, and what is wrong in that row."""
    cells = dict(zip(raw.frame.columns, raw.list_cells(row), strict=True))
    named = _name_columns(cells, names)
    letters: dict[str, str] = {}
    problems: list[Problem] = []
    for letter, header in named.items():
        first = letters.setdefault(header, letter)
        if first != letter:
            problems.append(_report_repeated(raw, row, header, first, letter))
    absent = [column for column in sheet.columns if column.header not in letters]
    missing = _keep_needed(sheet, absent, letters)
    unknown = _find_unknown(cells, named)
    problems.extend(_report_missing(raw, row, column, unknown) for column in missing)
    for column in absent:
        if column.need is Requirement.OPTIONAL:
            problems.extend(_report_almost(raw, row, column, unknown))
    told = {problem.place.cell for problem in problems}
    problems.extend(_report_garbled(raw, row, unknown, told))
    problems.extend(_report_broken(raw, row))
    return HeaderRow(row, letters, missing, problems, tuple(unknown))


def _name_columns(cells: Mapping[str, Cell], names: _Names) -> dict[str, str]:
    """Return the declared header in each column that has one; `cells`: those of the header row."""
    exact = {letter: names.find_exact(cell) for letter, cell in cells.items()}
    named: dict[str, str] = {}
    for letter, header in exact.items():
        near = names.find_near(cells[letter])
        if header is not None:
            named[letter] = header
        elif near is not None and near not in exact.values():
            named[letter] = near
    return named


def _find_unknown(cells: Mapping[str, Cell], named: Collection[str]) -> dict[str, str]:
    """Return the texts of the header row that name no column, with the first column of each."""
    unknown: dict[str, str] = {}
    for letter, cell in cells.items():
        if letter in named or parse.is_empty(cell):
            continue
        if isinstance(cell, str):
            unknown.setdefault(parse.clean_text(cell), letter)
    return unknown


def _keep_needed(
    sheet: Sheet, absent: Sequence[Column], found: Collection[str]
) -> list[Column]:
    """Keep the columns without which the sheet has no meaning; of `une_de`, one is enough."""
    needed = [column for column in absent if column.need is not Requirement.OPTIONAL]
    if any(header in found for header in sheet.une_de):
        return [column for column in needed if column.header not in sheet.une_de]
    return needed


def _report_repeated(raw: RawSheet, row: int, header: str, first: str, letter: str) -> Problem:
    place, original = raw.locate_cell(row, letter), raw.locate_cell(row, first)
    return whole_sheets.ENTETE_REPETE.report(place, header, header, premiere=original.cell)


def _report_garbled(
    raw: RawSheet, row: int, unknown: Mapping[str, str], told: Collection[str]
) -> list[Problem]:
    """Report the unknown headers that seem read in another encoding and are not told already."""
    found = []
    for name, letter in unknown.items():
        place = raw.locate_cell(row, letter)
        if parse.is_mojibake(name) and place.cell not in told:
            found.append(cells.TEXTE_MAL_DECODE.report(place, "", name))
    return found


def _report_broken(raw: RawSheet, row: int) -> list[Problem]:
    """Report the headers in error, or whose formula was never computed, over a filled column.

    What such a column holds would be lost in silence.
    """
    problems = []
    broken = find_broken_cells(raw)
    for letter in raw.frame.columns:
        if (row, letter) not in broken:
            continue
        below = raw.frame[letter].loc[row + 1 :]
        if not all(map(parse.is_empty, below)):
            defaut, shown = broken[row, letter]
            place = raw.locate_cell(row, letter)
            problems.append(defaut.report(place, "", shown, attendu=EN_TETE))
    return problems


def _report_missing(
    raw: RawSheet, row: int, column: Column, unknown: Mapping[str, str]
) -> Problem:
    named = raw.place.name_in_lines
    close = find_close_headers(column, unknown)
    if not close:
        place = raw.locate_cell(row, "A")
        ligne = whole_sheets.say_line(named, column.header)
        return whole_sheets.ENTETE_MANQUANT.report(
            place, column.header, column.header, lignes=ligne
        )
    place = raw.locate_cell(row, unknown[close[0]])
    return whole_sheets.ENTETE_MANQUANT_PROCHE.report(
        place,
        column.header,
        column.header,
        proches=whole_sheets.say_close_headers(close),
        lignes=whole_sheets.say_line(named, column.header, close[0]),
    )


def report_absent(sheet: Sheet, raw: RawSheet, headers: HeaderRow) -> list[Problem]:
    """Report the columns from whose absence figures follow, while an unknown header speaks of a
    day: it may be that column, under a name of its own.
    """
    told = {problem.valeur for problem in headers.problems}
    if not told.isdisjoint(headers.unknown):
        return []
    return [
        _report_absence(raw, headers, column)
        for column in sheet.columns
        if column.absence and column.header not in headers.letters
        if find_dated_headers(column, headers.unknown)
    ]


def _report_absence(raw: RawSheet, headers: HeaderRow, column: Column) -> Problem:
    close = find_dated_headers(column, headers.unknown)
    facts = {
        "absence": column.absence,
        "proches": whole_sheets.say_close_headers(close),
        "lignes": whole_sheets.say_line(raw.place.name_in_lines, column.header, close[0]),
    }
    place = raw.locate_cell(headers.row or 1, "A")
    return whole_sheets.COLONNE_ABSENTE.report(place, column.header, column.header, **facts)


def _report_almost(
    raw: RawSheet, row: int, column: Column, unknown: Mapping[str, str]
) -> list[Problem]:
    """Report the unknown header that is, but for a letter or two, an optional column that the sheet
    lacks: its cells would be lost in silence.
    """
    for name in (column.header, *column.synonyms):
        close = parse.find_closest(name, unknown)
        if close and _is_misspelled(close, name):
            place = raw.locate_cell(row, unknown[close])
            return [whole_sheets.ENTETE_PRESQUE.report(place, close, close, proche=name)]
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
