"""Check all the sheets of one name against their declaration: one typed table, and every problem,
in one pass.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from clu_batch.check.columns import TypedColumn
from clu_batch.check.headers import find_headers
from clu_batch.check.hidden_things import report_appearance
from clu_batch.check.marked_cells import report_marks
from clu_batch.check.repeated_rows import leave_out_repeats
from clu_batch.check.rows import SheetRows
from clu_batch.check.sheet_names import has_content
from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.frames import (
    INDEX,
    CheckedSheet,
    RawSheet,
    SheetOrigin,
    make_empty_frame,
    type_cells,
)
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Origin, Table, bridge
from clu_batch.messages import workbooks


@dataclass(frozen=True, slots=True)
class Checked:
    """A table with what was wrong in its sheets."""

    table: Table
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one raw sheet gives: typed columns by field, the Excel rows they come from.

    `kept`: whether each row is, its key cells being all right. `read`: its rows, those left out
    included.
    """

    raw: RawSheet
    columns: Mapping[str, TypedColumn] = field(default_factory=dict)
    lines: Sequence[int] = ()
    kept: Sequence[bool] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    read: int = 0
    broken: bool = False


def check(
    sheet: Sheet, raws: Sequence[RawSheet], *, j: dt.date, exemple: bool, unreadable: bool = False
) -> Checked:
    """Type the cells of every raw sheet of this name and join them.

    `exemple`: the rows marked as invented count. `unreadable`: some workbook could not be read, so
    that an absent sheet may be in it.
    """
    if sheet.additive:
        checked = check_frame(sheet, raws, j=j, exemple=exemple, unreadable=unreadable)
        return Checked(bridge(checked), checked.problems)
    parts, problems = _check_parts(sheet, raws, j, exemple, unreadable)
    return Checked(_join(sheet, parts, _is_broken(sheet, parts, unreadable)), tuple(problems))


def check_frame(
    sheet: Sheet, raws: Sequence[RawSheet], *, j: dt.date, exemple: bool, unreadable: bool = False
) -> CheckedSheet:
    """Do the same for a sheet of many rows: they become one typed frame."""
    parts, problems = _check_parts(sheet, raws, j, exemple, unreadable)
    origins = []
    for part in parts:
        letters = {
            column.field: part.letters[column.header]
            for column in sheet.columns
            if column.header in part.letters
        }
        raw = part.raw
        counted = part.read, sum(part.kept)
        origins.append(SheetOrigin(raw.workbook, raw.name, letters, *counted, raw.digest))
    broken = _is_broken(sheet, parts, unreadable)
    frame = _join_frames(sheet, parts)
    checked = CheckedSheet(sheet, frame, tuple(origins), tuple(problems), broken)
    return leave_out_repeats(checked) if sheet.additive and len(parts) > 1 else checked


def _check_parts(
    sheet: Sheet, raws: Sequence[RawSheet], j: dt.date, exemple: bool, unreadable: bool
) -> tuple[list[_Part], list[Problem]]:
    """Check each raw sheet, and return every problem."""
    if not raws:
        return [], _report_absent(sheet, unreadable)
    problems: list[Problem] = []
    if not sheet.additive:  # of those that add up, the repeated rows are found one by one
        raws, problems = _leave_out_twins(raws)
    parts = [_check_part(sheet, raw, j, exemple) for raw in raws]
    for part in parts:
        problems.extend(part.problems)
    return parts, problems


def _is_broken(sheet: Sheet, parts: Sequence[_Part], unreadable: bool) -> bool:
    """Whether a table is broken; while a workbook cannot be read, an absent sheet counts as so."""
    if not parts:
        return sheet.indispensable or unreadable
    return any(part.broken for part in parts)


def _join(sheet: Sheet, parts: Sequence[_Part], broken: bool) -> Table:
    """Put the rows of the parts one under another; a column that a part lacks is empty there."""
    columns: dict[str, list[object]] = {column.header: [] for column in sheet.columns}
    origins = []
    first = 0
    for part in parts:
        lines = list(itertools.compress(part.lines, part.kept))
        for header, values in columns.items():
            typed = part.columns.get(header)
            cells = typed.list_values() if typed else [None] * len(part.kept)
            values.extend(itertools.compress(cells, part.kept))
        raw = part.raw
        origins.append(
            Origin(raw.workbook, raw.name, first, lines, part.letters, part.read, raw.digest)
        )
        first += len(lines)
    return Table(sheet, columns, tuple(origins), broken)


def _join_frames(sheet: Sheet, parts: Sequence[_Part]) -> pd.DataFrame:
    """The same, as one typed frame."""
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
        typed = part.columns.get(column.header)
        if typed is not None:
            columns[column.field] = typed.make_series()
        else:
            nothing = pd.Series([None] * len(part.lines), dtype=object)
            columns[column.field] = type_cells(nothing, column.kind)
    frame = pd.DataFrame(columns, copy=False)
    frame.index = pd.Index(part.lines)
    return frame if all(part.kept) else frame.loc[list(part.kept)]


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


def _report_absent(sheet: Sheet, unreadable: bool) -> list[Problem]:
    """Report that a sheet is not there: no problem when it is optional."""
    if not sheet.indispensable:
        return []
    defaut = workbooks.FEUILLE_PEUT_ETRE_ILLISIBLE if unreadable else workbooks.FEUILLE_ABSENTE
    return [defaut.report(Place(sheet.workbook, sheet.name), valeur=sheet.name)]


def _check_part(sheet: Sheet, raw: RawSheet, j: dt.date, exemple: bool) -> _Part:
    if raw.illisible:
        return _Part(raw, broken=True)
    if not has_content(raw):
        return _check_empty(sheet, raw)
    headers = find_headers(sheet, raw)
    if headers.row is None:
        return _Part(raw, problems=headers.problems, broken=True)
    rows = SheetRows(sheet, raw, headers)
    rows.leave_out_blanks()
    rows.leave_out_repeated_headers()
    rows.leave_out_totals()
    long = rows.leave_out_long_rows()
    rows.leave_out_examples(j, exemple)
    found = [column for column in sheet.columns if column.header in headers.letters]
    part = _assemble(rows, {column.header: rows.read(column, j) for column in found})
    return replace(part, read=part.read + long)


def _check_empty(sheet: Sheet, raw: RawSheet) -> _Part:
    """Treat a sheet where nothing was ever typed as an absent one."""
    if not sheet.indispensable:
        return _Part(raw)
    problem = workbooks.FEUILLE_VIDE.report(raw.place, valeur=sheet.name)
    return _Part(raw, problems=(problem,), broken=True)


def _assemble(rows: SheetRows, columns: Mapping[str, TypedColumn]) -> _Part:
    """Keep the rows whose key cells are all right; none when a required header is missing, for
    their meaning is then unknown.
    """
    headers, lines = rows.headers, rows.cells.index.tolist()
    problems = [*headers.problems, *report_appearance(rows.raw, headers), *rows.problems]
    problems.extend(report_marks(rows.raw, headers, lines))
    refused: set[int] = set()
    for typed in columns.values():
        problems.extend(typed.problems)
        refused |= typed.refused
    part = _Part(rows.raw, letters=headers.letters, problems=problems, read=len(lines))
    if headers.missing:
        return replace(part, broken=True)
    kept = [index not in refused for index in range(len(lines))]
    return replace(part, columns=columns, lines=lines, kept=kept)
