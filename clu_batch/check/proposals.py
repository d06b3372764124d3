"""Propose the lines of Équivalences that would have a foreign sheet read
(docs/rules/control-workbook.md#equivalences-proposees).

Nothing is taken: the lines are written in the control workbook, and pasting them is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from clu_batch import parse
from clu_batch.check.headers import (
    PREMIERES,
    find_headers,
    fold_cell,
    list_texts,
    map_headers,
)
from clu_batch.check.known_tools import add_known_columns, find_ready_values, find_tool
from clu_batch.check.proposed_values import add_values
from clu_batch.check.sheet_names import KnownSheets, has_content
from clu_batch.kernel.declared_sheet import Column, Requirement, Sheet
from clu_batch.kernel.equivalence import Outil, ProposedLine
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.messages import equivalences
from clu_batch.parse.foreign_headers import list_forms, match_columns


@frozen
class Proposals:
    """The lines to paste, and the sheets that they would have read, each with the name of the tool
    that it was exported from ("" when it is none that is known).
    """

    lines: Sequence[ProposedLine] = ()
    places: Mapping[Place, str] = field(default_factory=dict)


@frozen
class _Foreign:
    """A foreign sheet, the row of its headers, and what it would be read as.

    `columns`: the header in the file of each column found, by the column's own header. `claimed`:
    its name is a sheet's already. `tool`: what it was exported from, when it is known.
    """

    raw: RawSheet
    row: int
    target: Sheet
    columns: Mapping[str, str]
    claimed: bool
    tool: Outil | None = None

    @property
    def headers(self) -> Sequence[str]:
        """What its header row holds."""
        return list_texts(self.raw.list_cells(self.row))

    @property
    def key(self) -> tuple[object, ...]:
        """What two sheets that the same lines translate have in common."""
        return self.target.name, self.claimed, tuple(map(fold_cell, self.headers))

    @property
    def not_found(self) -> Sequence[str]:
        """The columns that it should have, and that no header stands for."""
        sheet = self.target
        needed = [c for c in sheet.columns if c.need is not Requirement.OPTIONAL or c.absence]
        return [
            column.header
            for column in needed
            if column.header not in self.columns and column.header not in sheet.une_de
        ]

    def list_cells(self, header: str) -> list[Cell]:
        """Return the cells under one of its headers."""
        held = [fold_cell(cell) for cell in self.raw.list_cells(self.row)]
        letter = self.raw.frame.columns[held.index(fold_cell(header))]
        return self.raw.frame[letter].loc[self.row + 1 :].tolist()


def propose(
    raws: Sequence[RawSheet],
    sheets: Sequence[Sheet],
    known: KnownSheets,
    tools: Sequence[Outil] = (),
) -> Proposals:
    """Propose the lines that would have read the sheets that nobody claims, and those that have
    the name of a sheet without its headers.

    `sheets`: those that an export may stand for, with all their columns. `tools`: those whose
    exports are known.
    """
    groups: dict[tuple[object, ...], list[_Foreign]] = {}
    for raw in raws:
        foreign = _identify(raw, sheets, known, tools)
        if foreign is not None:
            groups.setdefault(foreign.key, []).append(foreign)
    lines: list[ProposedLine] = []
    places: dict[Place, str] = {}
    for same in groups.values():
        own = list(_list_lines(same, " ; ".join(_name_sheets(same, raws))))
        if own:
            lines += own
            tool = same[0].tool
            places |= {foreign.raw.place: tool.nom if tool else "" for foreign in same}
    return Proposals(tuple(lines), places)


def _identify(
    raw: RawSheet, sheets: Sequence[Sheet], known: KnownSheets, tools: Sequence[Outil]
) -> _Foreign | None:
    """Say what a sheet would be read as; None when it is read already, or is like no sheet."""
    if raw.illisible or known.is_ignored(raw) or not has_content(raw):
        return None
    claimed = known.find_sheet(raw)
    targets = _choose_targets(raw, sheets, claimed)
    if not targets:
        return None
    tool = find_tool(raw, tools)
    foreign = _compare_headers(raw, targets, tool, claimed=claimed is not None)
    likely = list(filter(_is_likely, foreign))
    if not likely and tool is not None:
        likely = [one for one in foreign if one.target.name == tool.cible]
    return max(likely, key=lambda one: len(one.columns), default=None)


def _choose_targets(
    raw: RawSheet, sheets: Sequence[Sheet], claimed: Sheet | None
) -> Sequence[Sheet]:
    """Return the sheets that it may be read as: the one whose name it has, while it lacks headers
    of it; any other one.
    """
    if claimed is None:
        return sheets
    named = [sheet for sheet in sheets if sheet.name == claimed.name]
    return [sheet for sheet in named if _lacks_headers(sheet, raw)]


def _compare_headers(
    raw: RawSheet, targets: Sequence[Sheet], tool: Outil | None, *, claimed: bool
) -> list[_Foreign]:
    """What a sheet would be, read as each of these; the export of a tool is read as some alone."""
    row = _find_header_row(raw, targets)
    headers = list_texts(raw.list_cells(row))
    foreign = []
    for sheet in targets:
        if tool is not None and not claimed and sheet.name not in tool.colonnes:
            continue
        found = match_columns(_list_columns(sheet), headers)
        if tool is not None:
            found = add_known_columns(tool, sheet.name, headers, found)
        foreign.append(_Foreign(raw, row, sheet, found, claimed, tool))
    return foreign


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
        said = [equivalences.say_tool(first.tool.nom)] if first.tool else []
        if first.not_found:
            said.append(equivalences.say_not_found(first.not_found))
        remarque = "\u202f; ".join(said)
        yield ProposedLine(feuille, devient=first.target.name, remarque=remarque)
    known = map_headers(first.target)
    for column in first.target.columns:
        header = first.columns.get(column.header)
        if header is None:
            continue
        line = ProposedLine(feuille, header, devient=column.header)
        is_read_already = known.get(fold_cell(header)) == column.header
        cells = [cell for foreign in same for cell in foreign.list_cells(header)]
        ready = find_ready_values(first.tool, header)
        yield from add_values([] if is_read_already else [line], line, column, cells, ready)
