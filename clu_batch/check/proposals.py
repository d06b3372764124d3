"""Propose the lines of Équivalences that would have a foreign sheet read
(docs/rules/control-workbook.md#equivalences-proposees).

Nothing is taken: the lines are written in the control workbook, and pasting them is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from clu_batch import parse
from clu_batch.check.columns import rank_cells
from clu_batch.check.headers import PREMIERES, find_headers, fold_cell, list_texts, map_headers
from clu_batch.check.sheet_names import KnownSheets, has_content
from clu_batch.kernel.declared_sheet import Column, Kind, Requirement, Sheet
from clu_batch.kernel.equivalence import A_CHOISIR, ProposedLine
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.messages import equivalences
from clu_batch.parse.foreign_headers import list_forms, match_columns

REPETEE, LONGUEUR = 3, 40
"""From how many cells, and up to how many signs, an unknown value may be written."""

_JAMAIS_ECRITE = re.compile(r"[\d@]")
"""What a value that may name or number a person holds."""


@frozen
class Proposals:
    """The lines to paste, and the sheets that they would have read."""

    lines: Sequence[ProposedLine] = ()
    places: frozenset[Place] = frozenset()


@frozen
class _Foreign:
    """A foreign sheet, the row of its headers, and what it would be read as.

    `columns`: the header in the file of each column found, by the column's own header. `claimed`:
    its name is a sheet's already.
    """

    raw: RawSheet
    row: int
    target: Sheet
    columns: Mapping[str, str]
    claimed: bool

    @property
    def headers(self) -> Sequence[str]:
        """What its header row holds."""
        return list_texts(self.raw.list_cells(self.row))

    @property
    def key(self) -> tuple[object, ...]:
        """What two sheets that the same lines translate have in common."""
        return self.target.name, self.claimed, tuple(map(fold_cell, self.headers))

    def list_cells(self, header: str) -> list[Cell]:
        """Return the cells under one of its headers."""
        held = [fold_cell(cell) for cell in self.raw.list_cells(self.row)]
        letter = self.raw.frame.columns[held.index(fold_cell(header))]
        return self.raw.frame[letter].loc[self.row + 1 :].tolist()


def propose(raws: Sequence[RawSheet], sheets: Sequence[Sheet], known: KnownSheets) -> Proposals:
    """Propose the lines that would have read the sheets that nobody claims, and those that have
    the name of a sheet without its headers.

    `sheets`: those that an export may stand for, with all their columns.
    """
    groups: dict[tuple[object, ...], list[_Foreign]] = {}
    for raw in raws:
        foreign = _identify(raw, sheets, known)
        if foreign is not None:
            groups.setdefault(foreign.key, []).append(foreign)
    lines: list[ProposedLine] = []
    places: list[Place] = []
    for same in groups.values():
        own = list(_list_lines(same, " ; ".join(_name_sheets(same, raws))))
        if own:
            lines += own
            places += [foreign.raw.place for foreign in same]
    return Proposals(tuple(lines), frozenset(places))


def _identify(raw: RawSheet, sheets: Sequence[Sheet], known: KnownSheets) -> _Foreign | None:
    """Say what a sheet would be read as; None when it is read already, or is like no sheet."""
    if raw.illisible or known.is_ignored(raw) or not has_content(raw):
        return None
    claimed = known.find_sheet(raw)
    targets = sheets
    if claimed:
        named = [sheet for sheet in sheets if sheet.name == claimed.name]
        targets = [sheet for sheet in named if _lacks_headers(sheet, raw)]
        if not targets:
            return None
    foreign = _compare_headers(raw, targets, claimed=claimed is not None)
    likely = list(filter(_is_likely, foreign))
    return max(likely, key=lambda one: len(one.columns), default=None)


def _compare_headers(
    raw: RawSheet, targets: Sequence[Sheet], *, claimed: bool
) -> list[_Foreign]:
    """What a sheet would be, read as each of these."""
    row = _find_header_row(raw, targets)
    headers = list_texts(raw.list_cells(row))
    return [
        _Foreign(raw, row, sheet, match_columns(_list_columns(sheet), headers), claimed)
        for sheet in targets
    ]


def _lacks_headers(sheet: Sheet, raw: RawSheet) -> bool:
    headers = find_headers(sheet, raw)
    return headers.row is None or bool(headers.missing)


def _list_columns(sheet: Sheet) -> list[Column]:
    return [column for column in sheet.columns if not column.rare]


def _is_likely(foreign: _Foreign) -> bool:
    """Whether a sheet is the one that it would be read as: it has its name, or two of its columns
    at least, half of the required ones, and one of those of which one is enough.
    """
    if foreign.claimed:
        return True
    sheet, found = foreign.target, foreign.columns
    needed = {c.header for c in sheet.columns if c.need is not Requirement.OPTIONAL}
    enough = len(found) > 1 and 2 * len(needed.intersection(found)) >= len(needed)
    return enough and (not sheet.une_de or not found.keys().isdisjoint(sheet.une_de))


def _find_header_row(raw: RawSheet, sheets: Sequence[Sheet]) -> int:
    """Find the first of the first rows with the most names of columns, then with the most texts."""
    names: set[str] = set()
    for sheet in sheets:
        for column in sheet.columns:
            for name in (*column.names, *column.elsewhere):
                names.update(list_forms(name))
    ranks = []
    for cells in raw.list_rows(PREMIERES):
        headers = list_texts(cells)
        ranks.append((sum(not names.isdisjoint(list_forms(h)) for h in headers), len(headers)))
    return ranks.index(max(ranks)) + 1


def _name_sheets(same: Sequence[_Foreign], raws: Sequence[RawSheet]) -> Iterator[str]:
    """Give the name under which lines may speak of each sheet: its own, else that of its file."""
    own = {id(foreign.raw) for foreign in same}
    others = {parse.squeeze_text(raw.name) for raw in raws if id(raw) not in own}
    for foreign in same:
        raw = foreign.raw
        taken = parse.squeeze_text(raw.name) in others
        yield raw.workbook if taken else raw.place.name_in_lines


def _list_lines(same: Sequence[_Foreign], feuille: str) -> Iterator[ProposedLine]:
    """Give the lines of sheets that are alike: what they are, then column by column."""
    first = same[0]
    if not first.claimed:
        yield ProposedLine(feuille, devient=first.target.name)
    known = map_headers(first.target)
    for column in first.target.columns:
        header = first.columns.get(column.header)
        if header is None:
            continue
        lines = [ProposedLine(feuille, header, devient=column.header)]
        if known.get(fold_cell(header)) == column.header:
            lines = []  # it is read already
        cells = [cell for foreign in same for cell in foreign.list_cells(header)]
        yield from _add_values(lines, column, cells, feuille, header)


def _add_values(
    lines: list[ProposedLine],
    column: Column,
    cells: Sequence[Cell],
    feuille: str,
    header: str,
) -> list[ProposedLine]:
    """Return the lines of a column, then those of its values when it has a list of them."""
    if not column.choices:
        return lines
    written, others = _sort_values(column, cells)
    choose = equivalences.say_choices(column.choices, of_scale=bool(column.sens))
    for value, meant in written.items():
        remarque = "" if meant else choose
        lines.append(ProposedLine(feuille, header, value, meant or A_CHOISIR, remarque))
    if others and lines:
        last = lines[-1]
        said = equivalences.say_other_values(others)
        remarque = f"{last.remarque} ; {said}" if last.remarque else said
        lines[-1] = ProposedLine(last.feuille, header, last.valeur, last.devient, remarque)
    return lines


def _sort_values(column: Column, cells: Sequence[Cell]) -> tuple[dict[str, str | None], int]:
    """Return the values of a column that a line may write, with what each means (None when only a
    person knows), and how many others there are. Those that are read as they stand need no line.
    """
    known = _KnownValues(column)
    ranks, distinct = rank_cells(pd.Series(cells, dtype=object))
    counts = pd.Series(ranks).value_counts()
    times: dict[str, int] = {}
    texts: dict[str, str] = {}
    for rank, cell in enumerate(distinct):
        if (
            parse.is_empty(cell)
            or known.is_read(cell)
            or parse.is_silence(cell, column.silences)
        ):
            continue
        text = parse.clean_text(parse.format_value(cell))
        key = texts.setdefault(parse.squeeze_text(text), text)
        times[key] = times.get(key, 0) + int(counts[rank])
    written: dict[str, str | None] = {}
    for text, number in times.items():
        meant = known.find_same(text)
        if meant or (number >= REPETEE and _may_be_written(text)):
            written[text] = meant or known.find_close(text)
    return written, len(times) - len(written)


def _may_be_written(text: str) -> bool:
    return len(text) <= LONGUEUR and not _JAMAIS_ECRITE.search(text)


class _KnownValues:
    """The values that a column knows, by what they fold to."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._list = parse.ChoiceList(column.choices, column.short, column.sens)
        self._closed = column.kind is Kind.CHOIX

    def is_read(self, cell: Cell) -> bool:
        """Whether the column understands a cell as it stands."""
        if self._closed:
            return self._list.parse(cell).valeur is not None
        folded = parse.squeeze_text(parse.format_value(cell))
        return folded in map(parse.squeeze_text, self._column.choices)

    def find_same(self, text: str) -> str | None:
        """Return the value that a text is in another form, or behind the number of its rank: « 4 –
        Satisfait ».
        """
        bare = re.sub(r"^\W*\d{1,2}\W+(?=[^\W\d])", "", text)
        return self._list.parse(text).valeur or self._list.parse(bare).valeur

    def find_close(self, text: str) -> str | None:
        """Return the value of which a text is a misspelling, or a word of the kind."""
        close = self._list.parse(text).faits.get("proche")
        if close:
            return str(close)
        return None
