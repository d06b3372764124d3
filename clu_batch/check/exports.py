"""Read the exports of other tools as they are: raw sheets are renamed, and their headers and values
replaced, before they are checked.

Nothing is moved. A translated sheet keeps its workbook, its name and its coordinates, so that a
problem leads to the file as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace

import pandas as pd

from clu_batch import parse
from clu_batch.check.columns import rank_cells
from clu_batch.check.export_lines import (
    TOUTES,
    find_lines,
    leave_out_contradictions,
    list_names,
    make_value_key,
    part_columns,
    part_names,
)
from clu_batch.check.headers import PREMIERES, fold_cell, list_texts, map_headers
from clu_batch.check.sheet_names import KnownSheets, has_content, list_beginnings
from clu_batch.check.translation import Change, Translated
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.declared_sheet import Column, Sheet
from clu_batch.kernel.equivalence import Equivalence
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import equivalences
from clu_batch.parse.foreign_headers import find_close_headers


def translate(
    raws: Sequence[RawSheet],
    lines: Sequence[Equivalence],
    sheets: Sequence[Sheet],
    ignored: Sequence[str],
    *,
    unreadable: bool = False,
) -> Translated:
    """Apply the lines to the sheets that they name; one that matches nothing is a problem, unless
    its sheet may be in a workbook that is `unreadable`.
    """
    if not lines:
        return Translated(raws)
    known = KnownSheets(sheets, ignored)
    parted = part_columns(part_names(lines, raws), raws)
    kept, problems = leave_out_contradictions(parted)
    inside = [line for line in kept if line.colonne is not None]
    effects = _Effects()
    done: list[RawSheet] = []
    changed: dict[Place, Change] = {}
    for raw in _rename_sheets(raws, kept, known, effects):
        sheet = known.find_sheet(raw)
        own = find_lines(list_names(raw, sheet), inside)
        change = _translate_sheet(raw, own, sheet, effects)
        done.append(change.after if change else raw)
        if change:
            problems.extend(_report_set_aside(change))
            changed[raw.place] = change
    problems += _report_without_effect(kept, effects, done, known, unreadable=unreadable)
    return Translated(done, tuple(problems), changed, tuple(effects.renamed.items()))


@frozen
class _Effects:
    """The lines whose column was found, those that changed something, the sheet in which a line
    gave a column its name, and what the sheets of a line have as headers, to suggest one.
    """

    columns: set[Equivalence] = field(default_factory=set)
    served: set[Equivalence] = field(default_factory=set)
    renamed: dict[Equivalence, Sheet] = field(default_factory=dict)
    headers: dict[Equivalence, list[str]] = field(default_factory=dict)


def _rename_sheets(
    raws: Sequence[RawSheet],
    lines: Sequence[Equivalence],
    known: KnownSheets,
    effects: _Effects,
) -> list[RawSheet]:
    """Return the sheets, those that a line names being read as it says.

    The name of a file means the first sheet of it that is not empty and that nothing else
    designates: exports put their data there. A name that one of its sheets has means this sheet:
    « Dossiers », in `dossiers_2027.xlsx`.
    """
    whole = [line for line in lines if line.colonne is None]
    of_sheets = _list_sheet_names(raws)
    done: list[RawSheet] = []
    taken: set[str] = set()
    for raw in raws:
        line, by_name = _choose_line(raw, whole, of_sheets[raw.workbook])
        if line and (by_name or _is_free(raw, known, taken)):
            effects.served.add(line)
            done.append(replace(raw, read_as=line.devient))
            if not by_name:
                taken.add(raw.workbook)
            continue
        if line and _is_read_as(raw, line.devient, known):
            effects.served.add(line)  # what it asks for is done already
        done.append(raw)
    return done


def _is_read_as(raw: RawSheet, name: str, known: KnownSheets) -> bool:
    sheet = known.find_sheet(raw)
    return sheet is not None and sheet.name == name


def _choose_line(
    raw: RawSheet, lines: Sequence[Equivalence], of_sheets: Collection[str]
) -> tuple[Equivalence | None, bool]:
    """Choose the first line that speaks of a sheet, or of its file by a name that no other sheet of
    the file has; whether it is by the name of the sheet.
    """
    names = list(list_beginnings(raw.name))
    for line in find_lines(list_names(raw), lines):
        said = parse.squeeze_text(line.feuille)
        if said in names or said not in of_sheets:
            return line, said in names
    return None, False


def _list_sheet_names(raws: Sequence[RawSheet]) -> Mapping[str, set[str]]:
    """Return the names under which lines may speak of the sheets of each workbook."""
    names: dict[str, set[str]] = {}
    for raw in raws:
        names.setdefault(raw.workbook, set()).update(list_beginnings(raw.name))
    return names


def _is_free(raw: RawSheet, known: KnownSheets, taken: Collection[str]) -> bool:
    if raw.workbook in taken or known.find_sheet(raw) is not None:
        return False
    return has_content(raw) and not known.is_ignored(raw)


def _translate_sheet(
    raw: RawSheet, lines: Sequence[Equivalence], sheet: Sheet | None, effects: _Effects
) -> Change | None:
    """Replace the headers and the values of a sheet; None when no line, or no header, is found."""
    if not lines:
        return None
    wanted = {fold_cell(line.colonne) for line in lines}
    if sheet:
        wanted.update(map_headers(sheet))
    row = _find_header_row(raw, wanted)
    shown = _find_probable_headers(raw) if row is None else list_texts(raw.list_cells(row))
    for line in lines:
        effects.headers.setdefault(line, []).extend(shown)
    if row is None:
        return None
    headers = raw.list_cells(row)
    names = [fold_cell(cell) for cell in headers]
    effects.columns.update(_find_named(lines, names))
    frame = raw.frame.copy()
    renamed = _rename_headers(headers, names, lines)
    frame.loc[row] = pd.Series(renamed, frame.columns, dtype=object)
    for letter, own in zip(frame.columns, _list_valued(names, lines, sheet), strict=True):
        effects.columns.update(own)
        if own:
            effects.served.update(_replace_values(frame, row, letter, _find_meaning(own)))
    _note_renamed(lines, sheet, effects)
    return Change(raw, replace(raw, frame=frame), row)


def _note_renamed(lines: Sequence[Equivalence], sheet: Sheet | None, effects: _Effects) -> None:
    """Remember in which sheet each line that was of use gave a column its name."""
    for line in lines:
        if sheet and line.valeur is None and line in effects.columns:
            effects.renamed[line] = sheet


def _list_valued(
    names: Sequence[str], lines: Sequence[Equivalence], sheet: Sheet | None
) -> list[list[Equivalence]]:
    """Return the lines that replace values of each column: those that give its name in the file,
    then those that give a name of the column that it is read as, which no other has in the file.
    """
    known = map_headers(sheet) if sheet else {}
    given = {fold_cell(o.colonne): o.devient for o in reversed(lines) if o.valeur is None}
    valued = [line for line in lines if line.valeur is not None]
    found = []
    for name in names:
        read_as = fold_cell(given.get(name, name))
        others = {read_as}.union(a for a in known if known[a] == known.get(read_as))
        own = _find_named(valued, {name})
        found.append([*own, *_find_named(valued, others.difference(names))])
    return found


def _find_named(lines: Iterable[Equivalence], names: Collection[str]) -> list[Equivalence]:
    """Return the lines that speak of one of these columns."""
    return [line for line in lines if fold_cell(line.colonne) in names]


def _find_meaning(lines: Iterable[Equivalence]) -> dict[object, Equivalence]:
    """Return what the values of a column become, by the key of the value."""
    meaning: dict[object, Equivalence] = {}
    for line in lines:
        meaning.setdefault(make_value_key(line.valeur), line)
    return meaning


def _find_header_row(raw: RawSheet, wanted: Collection[str]) -> int | None:
    """Find the first of the first rows that carries the most headers that are spoken of."""
    counts = [
        len(set(map(fold_cell, cells)).intersection(wanted))
        for cells in raw.list_rows(PREMIERES)
    ]
    most = max(counts, default=0)
    if most:
        return counts.index(most) + 1
    return None


def _find_probable_headers(raw: RawSheet) -> list[str]:
    """The texts of the fullest of the first rows, which is that of the headers in an export."""
    return max(map(list_texts, raw.list_rows(PREMIERES)), key=len, default=[])


def _rename_headers(
    cells: Sequence[Cell], names: Sequence[str], lines: Sequence[Equivalence]
) -> list[Cell]:
    """The header row once renamed; a header whose name is given to another column names nothing any
    more.
    """
    given: dict[str, str] = {}
    for line in lines:
        if line.valeur is None:
            given.setdefault(fold_cell(line.colonne), line.devient)
    taken = {fold_cell(devient) for name, devient in given.items() if name in names}
    return [
        given.get(name, "" if name in taken else cell)
        for name, cell in zip(names, cells, strict=True)
    ]


def _report_set_aside(change: Change) -> list[Problem]:
    """Report the columns that lost their name to another one."""
    letters = change.before.frame.columns
    before, after = change.before.list_cells(change.row), change.after.list_cells(change.row)
    given = [fold_cell(name) for name in after]
    problems = []
    for letter, held, now in zip(letters, before, after, strict=True):
        if now != "" or parse.is_empty(held):
            continue
        other = before[given.index(fold_cell(held))]
        place = change.before.locate_cell(change.row, letter)
        problems.append(
            equivalences.COLONNE_REMPLACEE.report(
                place, parse.format_value(held), held, entete=parse.format_value(other)
            )
        )
    return problems


def _replace_values(
    frame: pd.DataFrame, row: int, letter: str, meaning: Mapping[object, Equivalence]
) -> set[Equivalence]:
    """Put in a column, under the headers of this row, its meaning in the place of each value that
    has one; return the lines that served.
    """
    below = frame.loc[row + 1 :, letter]
    ranks, distinct = rank_cells(below)
    served: set[Equivalence] = set()
    for rank, cell in enumerate(distinct):
        if parse.is_empty(cell):
            continue
        line = meaning.get(make_value_key(cell)) or meaning.get(TOUTES)
        if line is not None:
            frame.loc[below.index[ranks == rank], letter] = line.devient
            served.add(line)
    return served


def _list_existing(
    raws: Sequence[RawSheet], known: KnownSheets
) -> tuple[Collection[str], list[str]]:
    """List the names that lines may give to the sheets, and the sheets that are not known."""
    existing: set[str] = set()
    unknown: dict[str, None] = {}
    for raw in raws:
        sheet = known.find_sheet(raw)
        existing.update(list_names(raw, sheet))
        if not sheet and not known.is_ignored(raw) and has_content(raw):
            unknown[raw.place.name_in_lines] = None
    return existing, list(unknown)


def _report_without_effect(
    lines: Sequence[Equivalence],
    effects: _Effects,
    raws: Sequence[RawSheet],
    known: KnownSheets,
    *,
    unreadable: bool,
) -> list[Problem]:
    """Report the lines that matched nothing, each once, at the first of its cells that is to
    blame; that no sheet matches is not told while a workbook cannot be read. The lines of the
    example name no file of hers.
    """
    existing, shown = _list_existing(raws, known)
    problems: list[Problem] = []
    unused: dict[tuple[Record, str], Equivalence] = {}
    for line in lines:
        if line.exemple:
            continue
        if parse.squeeze_text(line.feuille) in existing:
            unused.setdefault(_name_line(line), line)
        elif not unreadable:
            problems.append(_report_no_sheet(line, shown))
    for line in unused.values():
        problems += _report_unused(line, effects)
    return problems


def _report_no_sheet(line: Equivalence, unknown: Sequence[str]) -> Problem:
    """Report a name that no sheet has, with those that are waiting to be named."""
    names = equivalences.say_waiting(unknown)
    close = parse.find_closest(line.feuille, unknown)
    kind = equivalences.SANS_FEUILLE
    return line.row.report(kind, "feuille", line.feuille, suggestion=close, choix=names)


def _name_line(line: Equivalence) -> tuple[Record, str]:
    """Name what a line of hers says of one column, whatever the sheets that it names."""
    return line.row, fold_cell(line.colonne or "")


def _report_unused(line: Equivalence, effects: _Effects) -> list[Problem]:
    """Report a line of a known sheet that changed nothing there, nor in another one that it
    names.
    """
    if _name_line(line) in map(_name_line, effects.served):
        return []
    if line.colonne is None:
        return [line.row.report(equivalences.SANS_EFFET, "feuille", line.feuille)]
    if _name_line(line) not in map(_name_line, effects.columns):
        close = find_close_headers(Column(line.colonne), effects.headers.get(line, ()))
        facts = {"suggestion": close[0] if close else None, "feuille": line.feuille}
        return [line.row.report(equivalences.SANS_COLONNE, "colonne", line.colonne, **facts)]
    if line.valeur is None:
        return []
    kind = equivalences.SANS_VALEUR
    return [line.row.report(kind, "valeur", line.valeur, entete=line.colonne)]
