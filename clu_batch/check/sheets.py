"""Check all the sheets of one name against their declaration: one typed table, and every problem,
in one pass.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

import pandas as pd

from clu_batch.check.columns import TypedColumn
from clu_batch.check.headers import HeaderRow, find_headers, quote_headers, report_absent
from clu_batch.check.hidden_things import report_appearance
from clu_batch.check.marked_cells import report_marks
from clu_batch.check.repeated_rows import leave_out_repeats
from clu_batch.check.rows import SheetRows
from clu_batch.check.sheet_names import has_content
from clu_batch.kernel.checked_rows import CheckedRows, SheetOrigin, TypedRow
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.frames import (
    INDEX,
    Cell,
    CheckedSheet,
    RawSheet,
    make_empty_frame,
    type_cells,
)
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import whole_sheets


@frozen
class _Part:
    """What one raw sheet gives: typed columns by field, the Excel rows they come from.

    `kept`: whether each row is, its key cells being all right. `letters`: field -> Excel column.
    `read`: its rows, those left out included. `unknown`: its headers that are no column's.
    """

    raw: RawSheet
    columns: Mapping[str, TypedColumn] = field(default_factory=dict)
    lines: Sequence[int] = ()
    kept: Sequence[bool] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    read: int = 0
    broken: bool = False
    unknown: Sequence[str] = ()

    @property
    def origin(self) -> SheetOrigin:
        """What is known of the sheet."""
        raw = self.raw
        counted = self.read, sum(self.kept)
        return SheetOrigin(
            raw.workbook, raw.name, self.letters, *counted, raw.digest, unknown=self.unknown
        )


@frozen
class _RawParts:
    """What all the raw sheets of one name give."""

    parts: Sequence[_Part]
    problems: Sequence[Problem]
    broken: bool

    @property
    def origins(self) -> Sequence[SheetOrigin]:
        """What is known of each sheet."""
        return tuple(part.origin for part in self.parts)


def check_rows(
    sheet: Sheet,
    raws: Sequence[RawSheet],
    *,
    j: dt.date,
    exemple: bool,
    unreadable: bool = False,
) -> CheckedRows:
    """Type the cells of every raw sheet of this name, and join their few rows.

    `exemple`: the rows marked as invented count. `unreadable`: some workbook could not be read, so
    that an absent sheet may be in it.
    """
    found = _check_parts(sheet, raws, j, exemple, unreadable)
    rows = list(itertools.chain.from_iterable(_list_rows(sheet, part) for part in found.parts))
    return CheckedRows(sheet, found.origins, found.problems, found.broken, rows)


def check_frame(
    sheet: Sheet,
    raws: Sequence[RawSheet],
    *,
    j: dt.date,
    exemple: bool,
    unreadable: bool = False,
) -> CheckedSheet:
    """Do the same for a sheet of many rows, which become one typed frame."""
    found = _check_parts(sheet, raws, j, exemple, unreadable)
    frame = _join_frames(sheet, found.parts)
    checked = CheckedSheet(sheet, found.origins, found.problems, found.broken, frame=frame)
    return leave_out_repeats(checked) if sheet.additive and len(found.parts) > 1 else checked


def _check_parts(
    sheet: Sheet, raws: Sequence[RawSheet], j: dt.date, exemple: bool, unreadable: bool
) -> _RawParts:
    """Check each raw sheet; while a workbook cannot be read, an absent sheet counts as broken, but
    for Historique (docs/rules/workbooks.md#broken-sheets).
    """
    if not raws:
        # the sheet that ships in no workbook may be in any: the pack says what it lacks
        broken = sheet.indispensable or (unreadable and sheet.workbook != "")
        return _RawParts([], _report_absent(sheet, unreadable), broken)
    problems: list[Problem] = []
    if not sheet.additive:  # of those that add up, the repeated rows are found one by one
        raws, problems = _leave_out_twins(raws)
    parts = [_check_part(sheet, raw, j, exemple) for raw in raws]
    for part in parts:
        problems.extend(part.problems)
    return _RawParts(parts, tuple(problems), any(part.broken for part in parts))


def _list_rows(sheet: Sheet, part: _Part) -> Iterator[TypedRow]:
    """The rows of a part that are kept; a column that it lacks is empty."""
    columns: dict[str, Sequence[object]] = {}
    for column in sheet.columns:
        typed = part.columns.get(column.field)
        columns[column.field] = typed.list_values() if typed else [None] * len(part.lines)
    origin = part.origin
    rows = zip(part.lines, *columns.values(), strict=True)
    for line, *values in itertools.compress(rows, part.kept):
        yield TypedRow(origin.find_row(line), dict(zip(columns, values, strict=True)))


def _join_frames(sheet: Sheet, parts: Sequence[_Part]) -> pd.DataFrame:
    """Put the rows of the parts one under another."""
    filled = [part for part in parts if any(part.kept)]
    if not filled:
        return make_empty_frame(sheet)
    frames = [_make_frame(sheet, part) for part in filled]
    names = [(part.raw.workbook, part.raw.name) for part in filled]
    return pd.concat(frames, keys=names, names=INDEX)


def _make_frame(sheet: Sheet, part: _Part) -> pd.DataFrame:
    """The typed rows of a part, under their rows in Excel."""
    columns = {}
    for column in sheet.columns:
        typed = part.columns.get(column.field)
        if typed is not None:
            columns[column.field] = typed.make_series()
        else:
            nothing = pd.Series([None] * len(part.lines), dtype=object)
            columns[column.field] = type_cells(nothing, column.kind)
    frame = pd.DataFrame(columns, copy=False)
    frame.index = pd.Index(part.lines)
    if all(part.kept):
        return frame
    return frame.loc[list(part.kept)]


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
        problems.append(whole_sheets.MEME_FEUILLE.report(raw.place, **facts))
    return kept, problems


def _has_same_cells(other: RawSheet, raw: RawSheet) -> bool:
    alike = other.errors == raw.errors and other.illisibles == raw.illisibles
    return alike and len(raw.frame) > 1 and other.frame.equals(raw.frame)


def _report_absent(sheet: Sheet, unreadable: bool) -> list[Problem]:
    """Report that a sheet is not there: no problem when it is optional."""
    if not sheet.indispensable:
        return []
    place = Place(sheet.workbook, sheet.name)
    if unreadable:
        return [whole_sheets.FEUILLE_PEUT_ETRE_ILLISIBLE.report(place, valeur=sheet.name)]
    facts = {"valeur": sheet.name, "classeur": sheet.workbook}
    return [whole_sheets.FEUILLE_ABSENTE.report(place, **facts)]


@frozen
class RowsAsTyped:
    """The rows of all the sheets of one name as they stand, by header: nothing is checked.

    `broken`: the cells of which no value can be given, empty here.
    """

    rows: Sequence[Mapping[str, Cell]]
    broken: Sequence[Place]


def list_rows_as_typed(sheet: Sheet, raws: Sequence[RawSheet], j: dt.date) -> RowsAsTyped:
    """Return what was typed under the headers of a sheet, invented rows left out."""
    rows: list[Mapping[str, Cell]] = []
    broken: list[Place] = []
    for raw in _leave_out_twins(raws)[0]:
        headers = find_headers(sheet, raw)
        if raw.illisible or headers.row is None:
            continue
        typed = _open_rows(sheet, raw, headers)
        typed.leave_out_examples(j, exemple=False)
        columns = [column for column in sheet.columns if column.header in headers.letters]
        cells = {column.header: typed.take(column) for column in columns}
        taken = pd.DataFrame(cells).to_numpy().tolist()
        rows += [dict(zip(cells, row, strict=True)) for row in taken]
        broken += itertools.chain.from_iterable(map(typed.locate_broken, columns))
    return RowsAsTyped(rows, broken)


def _open_rows(sheet: Sheet, raw: RawSheet, headers: HeaderRow) -> SheetRows:
    """The rows under the headers of a sheet, without those that say nothing of their own."""
    rows = SheetRows(sheet, raw, headers)
    rows.leave_out_blanks()
    rows.leave_out_repeated_headers()
    rows.leave_out_totals()
    return rows


def _check_part(sheet: Sheet, raw: RawSheet, j: dt.date, exemple: bool) -> _Part:
    if raw.illisible:
        return _Part(raw, broken=True)
    if not has_content(raw):
        return _check_empty(sheet, raw)
    headers = find_headers(sheet, raw)
    if headers.row is None:
        return _Part(raw, problems=headers.problems, broken=True)
    rows = _open_rows(sheet, raw, headers)
    long = rows.leave_out_long_rows()
    rows.leave_out_examples(j, exemple)
    part = _assemble(rows, _read_columns(rows, j))
    return replace(part, read=part.read + long)


def _read_columns(rows: SheetRows, j: dt.date) -> Mapping[str, TypedColumn]:
    """The columns once read; the totals among the rows that cannot count are left out first."""
    letters = rows.headers.letters
    found = [column for column in rows.sheet.columns if column.header in letters]
    columns = {column.field: rows.read(column, j) for column in found}
    refused = sorted(set().union(*(typed.refused for typed in columns.values())))
    if not rows.leave_out_refused_totals(rows.cells.index[refused].tolist()):
        return columns
    return {column.field: rows.read(column, j) for column in found}


def _check_empty(sheet: Sheet, raw: RawSheet) -> _Part:
    """Treat a sheet where nothing was ever typed as an absent one."""
    if not sheet.indispensable:
        return _Part(raw)
    facts = {"valeur": sheet.name, "attendus": quote_headers(sheet)}
    problem = whole_sheets.FEUILLE_VIDE.report(raw.place, **facts)
    return _Part(raw, problems=(problem,), broken=True)


def _assemble(rows: SheetRows, columns: Mapping[str, TypedColumn]) -> _Part:
    """Keep the rows whose key cells are all right; none when a required header is missing, for
    their meaning is then unknown.
    """
    headers, lines = rows.headers, rows.cells.index.tolist()
    problems = [*headers.problems, *report_appearance(rows.raw, headers), *rows.problems]
    problems.extend(report_marks(rows.raw, headers, lines))
    if lines:
        problems.extend(report_absent(rows.sheet, rows.raw, headers))
    refused: set[int] = set()
    for typed in columns.values():
        problems.extend(typed.problems)
        refused |= typed.refused
    letters = {field: headers.letters[typed.column.header] for field, typed in columns.items()}
    part = _Part(rows.raw, letters=letters, problems=problems, read=len(lines))
    part = replace(part, unknown=headers.unknown)
    if headers.missing:
        return replace(part, broken=True)
    kept = [index not in refused for index in range(len(lines))]
    return replace(part, columns=columns, lines=lines, kept=kept)
