"""Check all the sheets of one name against their declaration: one typed table, and every problem,
in one pass.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clu_batch.check.columns import TypedColumn
from clu_batch.check.headers import find_headers
from clu_batch.check.hidden_things import report_appearance
from clu_batch.check.marked_cells import report_marks
from clu_batch.check.repeated_rows import leave_out_repeats
from clu_batch.check.rows import SheetRows
from clu_batch.check.sheet_names import has_content
from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Origin, Table
from clu_batch.messages import workbooks


@dataclass(frozen=True, slots=True)
class Checked:
    """A table with what was wrong in its sheets.

    `left_out` counts the rows that are not in it because of a key cell.
    """

    table: Table
    problems: Sequence[Problem] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """What one raw sheet gives: typed columns, the Excel rows they come from."""

    columns: Mapping[str, Sequence[object]] = field(default_factory=dict)
    lines: Sequence[int] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    read: int = 0
    left_out: int = 0
    broken: bool = False


def check(
    sheet: Sheet, raws: Sequence[RawSheet], *, j: dt.date, exemple: bool, unreadable: bool = False
) -> Checked:
    """Type the cells of every raw sheet of this name and join them.

    `exemple`: the rows marked as invented count. `unreadable`: some workbook could not be read, so
    that an absent sheet may be in it.
    """
    if not raws:
        return _check_absent(sheet, unreadable)
    problems: list[Problem] = []
    if not sheet.additive:  # of those that add up, the repeated rows are found one by one
        raws, problems = _leave_out_twins(raws)
    parts = [_check_part(sheet, raw, j, exemple) for raw in raws]
    for part in parts:
        problems.extend(part.problems)
    table = _join(sheet, raws, parts)
    if sheet.additive:
        table, repeated = leave_out_repeats(table)
        problems.extend(repeated)
    return Checked(table, tuple(problems), sum(part.left_out for part in parts))


def _join(sheet: Sheet, raws: Sequence[RawSheet], parts: Sequence[_Part]) -> Table:
    """Put the rows of the parts one under another; a column that a part lacks is empty there."""
    columns: dict[str, list[object]] = {column.header: [] for column in sheet.columns}
    origins = []
    first = 0
    for raw, part in zip(raws, parts, strict=True):
        for header, values in columns.items():
            values.extend(part.columns.get(header) or [None] * len(part.lines))
        origins.append(
            Origin(raw.workbook, raw.name, first, part.lines, part.letters, part.read, raw.digest)
        )
        first += len(part.lines)
    return Table(sheet, columns, tuple(origins), any(part.broken for part in parts))


def _leave_out_twins(raws: Sequence[RawSheet]) -> tuple[list[RawSheet], list[Problem]]:
    """Keep once the sheets whose cells are all the same: last year's file left in place, a workbook
    under two names.
    """
    kept: list[RawSheet] = []
    problems: list[Problem] = []
    for raw in raws:
        twin = next((other for other in kept if _has_same_cells(other, raw)), None)
        if twin is None:
            kept.append(raw)
            continue
        facts = {"feuille": twin.name, "original": twin.workbook}
        problems.append(workbooks.MEME_FEUILLE.report(raw.place, **facts))
    return kept, problems


def _has_same_cells(other: RawSheet, raw: RawSheet) -> bool:
    alike = other.errors == raw.errors and other.illisibles == raw.illisibles
    return alike and len(raw.frame) > 1 and other.frame.equals(raw.frame)


def _check_absent(sheet: Sheet, unreadable: bool) -> Checked:
    """Make the empty table of a sheet that is not there: no problem when it is optional.

    While a workbook cannot be read, an absent sheet counts as broken.
    """
    columns: dict[str, list[object]] = {column.header: [] for column in sheet.columns}
    table = Table(sheet, columns, (), sheet.indispensable or unreadable)
    if not sheet.indispensable:
        return Checked(table)
    defaut = workbooks.FEUILLE_PEUT_ETRE_ILLISIBLE if unreadable else workbooks.FEUILLE_ABSENTE
    return Checked(table, (defaut.report(Place(sheet.workbook, sheet.name), valeur=sheet.name),))


def _check_part(sheet: Sheet, raw: RawSheet, j: dt.date, exemple: bool) -> _Part:
    if raw.illisible:
        return _Part(broken=True)
    if not has_content(raw):
        return _check_empty(sheet, raw)
    headers = find_headers(sheet, raw)
    if headers.row is None:
        return _Part(problems=headers.problems, broken=True)
    rows = SheetRows(sheet, raw, headers)
    rows.leave_out_blanks()
    rows.leave_out_repeated_headers()
    rows.leave_out_totals()
    long = rows.leave_out_long_rows()
    rows.leave_out_examples(j, exemple)
    found = [column for column in sheet.columns if column.header in headers.letters]
    part = _assemble(rows, {column.header: rows.read(column, j) for column in found})
    return replace(part, read=part.read + long, left_out=part.left_out + long)


def _check_empty(sheet: Sheet, raw: RawSheet) -> _Part:
    """Treat a sheet where nothing was ever typed as an absent one."""
    if not sheet.indispensable:
        return _Part()
    problem = workbooks.FEUILLE_VIDE.report(raw.place, valeur=sheet.name)
    return _Part(problems=(problem,), broken=True)


def _assemble(rows: SheetRows, read: Mapping[str, TypedColumn]) -> _Part:
    """Keep the rows whose key cells are all right; none when a required header is missing, for
    their meaning is then unknown.
    """
    problems = [*rows.headers.problems, *report_appearance(rows.raw, rows.headers), *rows.problems]
    problems.extend(report_marks(rows.raw, rows.headers, rows.cells.index))
    refused: set[int] = set()
    for lue in read.values():
        problems.extend(lue.problems)
        refused |= lue.refused
    letters = rows.headers.letters
    if rows.headers.missing:
        return _Part(letters=letters, problems=problems, read=len(rows.cells), broken=True)
    kept = [index not in refused for index in range(len(rows.cells))]
    lines = list(itertools.compress(rows.cells.index, kept))
    columns = {header: lue.values for header, lue in read.items()}
    if refused:
        columns = {header: list(itertools.compress(v, kept)) for header, v in columns.items()}
    return _Part(columns, lines, letters, problems, len(rows.cells), len(refused))
