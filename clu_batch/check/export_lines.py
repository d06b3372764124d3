"""What each line of `Équivalences` speaks of: one sheet, one column, one value, said once
(docs/rules/workbooks.md#equivalences).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from clu_batch import parse
from clu_batch.check.headers import PREMIERES, fold_cell
from clu_batch.check.sheet_names import list_beginnings
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.equivalence import TOUTE_VALEUR, Equivalence
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import equivalences

_SEPARATEUR = re.compile(r"[;\n]")
"""What parts the names of several sheets in one cell."""


def make_value_key(value: Cell) -> object:
    """Return what makes two cells the same value: the number, be it a percentage, else the folded
    text.
    """
    number = parse.parse_number(value).valeur
    if number is not None:
        return number
    text = parse.fold_text(parse.format_value(value))
    if not text.endswith("%"):
        return text
    percent = parse.parse_number(text.removesuffix("%")).valeur
    return text if percent is None else percent / 100


TOUTES = make_value_key(TOUTE_VALEUR)
"""What stands for the values that no other line names."""


def _make_subject(line: Equivalence) -> tuple[object, ...]:
    """What a line speaks of."""
    return (
        parse.squeeze_text(line.feuille),
        fold_cell(line.colonne or ""),
        None if line.valeur is None else make_value_key(line.valeur),
    )


def leave_out_contradictions(
    lines: Sequence[Equivalence],
) -> tuple[list[Equivalence], list[Problem]]:
    """Keep the first line of each subject; another one that says the same is no problem."""
    kept: dict[tuple[object, ...], Equivalence] = {}
    problems = []
    for line in lines:
        first = kept.setdefault(_make_subject(line), line)
        if first.devient == line.devient:
            continue
        premiere = first.row.where.line
        kind = equivalences.REPETEE
        problems.append(line.row.report(kind, "devient", line.devient, premiere=premiere))
    return list(kept.values()), problems


def part_names(lines: Sequence[Equivalence], raws: Sequence[RawSheet]) -> list[Equivalence]:
    """Return one line for each sheet that a line names, parted by « ; » or a line break; a name
    that a sheet or a file has is not parted.
    """
    existing = {name for raw in raws for name in list_names(raw)}
    found = []
    for line in lines:
        names = [line.feuille]
        if parse.squeeze_text(line.feuille) not in existing:
            names = [
                name for name in _SEPARATEUR.split(line.feuille) if not parse.is_empty(name)
            ]
        found += [replace(line, feuille=parse.clean_text(name)) for name in names]
    return found


def part_columns(lines: Sequence[Equivalence], raws: Sequence[RawSheet]) -> list[Equivalence]:
    """Return one line for each column in which a line replaces a value, as they are listed in À
    corriger; the name that a column has is not parted.
    """
    if not any(map(_names_several, lines)):
        return list(lines)
    first = itertools.chain.from_iterable(raw.list_rows(PREMIERES) for raw in raws)
    existing = set(map(fold_cell, itertools.chain.from_iterable(first)))
    found = []
    for line in lines:
        if _names_several(line) and fold_cell(line.colonne) not in existing:
            columns = filter(None, map(str.strip, _SEPARATEUR.split(line.colonne or "")))
            found += [replace(line, colonne=column) for column in columns]
        else:
            found.append(line)
    return found


def _names_several(line: Equivalence) -> bool:
    return line.valeur is not None and _SEPARATEUR.search(line.colonne or "") is not None


def list_names(raw: RawSheet, sheet: Sheet | None = None) -> list[str]:
    """Return the names under which lines may speak of a sheet, the most precise first: its own,
    that of its file, which may show its kind, then those of the sheet that it is read as.
    """
    names = [*list_beginnings(raw.name), parse.squeeze_text(raw.workbook)]
    names += list_beginnings(PurePath(raw.workbook).stem)
    if sheet:
        names += map(parse.squeeze_text, (sheet.name, *sheet.synonyms))
    return list(dict.fromkeys(names))


def find_lines(names: Iterable[str], lines: Iterable[Equivalence]) -> list[Equivalence]:
    """Return the lines that speak of one of these names, in the order of the names."""
    found = []
    for name in names:
        found += [line for line in lines if parse.squeeze_text(line.feuille) == name]
    return found
