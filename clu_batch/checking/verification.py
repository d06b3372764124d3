"""All sheets of one name against their declaration: one typed table and every problem, in one
pass.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from clu_batch import saisie
from clu_batch.checking.apparence import seen
from clu_batch.checking.colonnes import Lue
from clu_batch.checking.entetes import find_headers
from clu_batch.checking.lignes import Lignes
from clu_batch.checking.marques import marked
from clu_batch.checking.repetitions import without_repeats
from clu_batch.defauts import classeurs
from clu_batch.problems import Place, Problem
from clu_batch.schema import Sheet
from clu_batch.tables import Origin, RawSheet, Table, letter


@dataclass(frozen=True, slots=True)
class Checked:
    """A table with what was wrong in its sheets; `left_out`: rows that are not in it because of a
    key cell.
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
        return _absent(sheet, unreadable)
    raws, twice = (
        (raws, []) if sheet.additive else _once(raws)
    )  # of those that add up, the repeated rows are found one by one
    parts = [_part(sheet, raw, j, exemple) for raw in raws]
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
    table = Table(sheet, columns, tuple(origins), any(part.broken for part in parts))
    table, repeated = without_repeats(table) if sheet.additive else (table, [])
    of_the_parts = chain.from_iterable(part.problems for part in parts)
    problems = [*twice, *of_the_parts, *repeated]
    return Checked(table, tuple(problems), sum(part.left_out for part in parts))


def _once(raws: Sequence[RawSheet]) -> tuple[list[RawSheet], list[Problem]]:
    """A sheet whose cells are all those of another counts once: last year's file left in place, a
    workbook under two names.
    """
    kept: list[RawSheet] = []
    problems: list[Problem] = []
    for raw in raws:
        twin = next((other for other in kept if _same_cells(other, raw)), None)
        if twin is None:
            kept.append(raw)
        else:
            problems.append(
                classeurs.MEME_FEUILLE.at(
                    Place(raw.workbook, raw.name), feuille=twin.name, original=twin.workbook
                )
            )
    return kept, problems


def _same_cells(other: RawSheet, raw: RawSheet) -> bool:
    alike = other.rows == raw.rows and other.errors == raw.errors
    return alike and other.illisibles == raw.illisibles and len(raw.rows) > 1


def _absent(sheet: Sheet, unreadable: bool) -> Checked:
    """No problem for an optional sheet; while a workbook cannot be read, an absent sheet counts as
    broken.
    """
    table = Table(
        sheet,
        {column.header: [] for column in sheet.columns},
        (),
        sheet.indispensable or unreadable,
    )
    if not sheet.indispensable:
        return Checked(table)
    defaut = classeurs.FEUILLE_PEUT_ETRE_ILLISIBLE if unreadable else classeurs.FEUILLE_ABSENTE
    return Checked(table, (defaut.at(Place(sheet.workbook, sheet.name), valeur=sheet.name),))


def _part(sheet: Sheet, raw: RawSheet, j: dt.date, exemple: bool) -> _Part:
    if raw.illisible:
        return _Part(broken=True)
    if not any(not saisie.vide(cell) for row in raw.rows for cell in row):
        return _empty(sheet, raw)
    headers = find_headers(sheet, raw)
    if headers.row is None:
        return _Part(problems=headers.problems, broken=True)
    rows = Lignes(sheet, raw, headers)
    rows.leave_out_blanks()
    rows.leave_out_repeated_headers()
    rows.leave_out_totals()
    long = rows.leave_out_long_rows()
    rows.leave_out_examples(j, exemple)
    read = {
        column.header: rows.read(column, j)
        for column in sheet.columns
        if column.header in headers.positions
    }
    part = _assembled(rows, read)
    return replace(part, read=part.read + len(long), left_out=part.left_out + len(long))


def _empty(sheet: Sheet, raw: RawSheet) -> _Part:
    """A sheet where nothing was ever typed: an absent one."""
    if not sheet.indispensable:
        return _Part()
    return _Part(
        problems=(classeurs.FEUILLE_VIDE.at(Place(raw.workbook, raw.name), valeur=sheet.name),),
        broken=True,
    )


def _assembled(rows: Lignes, read: Mapping[str, Lue]) -> _Part:
    """The rows whose key cells are all right; none when a required header is missing, for their
    meaning is then unknown.
    """
    problems = [*rows.headers.problems, *seen(rows.raw, rows.headers), *rows.problems]
    problems += marked(rows.raw, rows.headers, rows.kept)
    problems += [problem for lue in read.values() for problem in lue.problems]
    refused = frozenset[int]().union(*(lue.refused for lue in read.values()))
    letters = {header: letter(position + 1) for header, position in rows.headers.positions.items()}
    if rows.headers.missing:
        return _Part(letters=letters, problems=problems, read=len(rows.kept), broken=True)
    lines = [index + 1 for index in rows.kept]
    columns = {header: lue.values for header, lue in read.items()}
    if refused:
        kept = [True] * len(lines)
        for index in refused:
            kept[index] = False
        lines = list(itertools.compress(lines, kept))
        columns = {
            header: list(itertools.compress(values, kept)) for header, values in columns.items()
        }
    return _Part(columns, lines, letters, problems, len(rows.kept), len(refused))
