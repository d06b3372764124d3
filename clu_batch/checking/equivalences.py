"""Exports of other tools read as they are: raw sheets renamed, their headers and values replaced,
before they are checked.

Nothing is moved: a translated sheet keeps its workbook, its name and its coordinates, so that a
problem leads to the file as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from clu_batch import saisie
from clu_batch.checking.colonnes import distinguishable
from clu_batch.checking.entetes import PREMIERES, folded, headers
from clu_batch.checking.feuilles import Connues, filled, starts
from clu_batch.checking.traduction import Change, Translated
from clu_batch.defauts import equivalences as defauts
from clu_batch.defauts.liens import suggestion
from clu_batch.problems import Place, Problem
from clu_batch.schema import Sheet
from clu_batch.tables import Cell, Equivalence, RawSheet, letter


def translate(
    raws: Sequence[RawSheet],
    lines: Sequence[Equivalence],
    sheets: Sequence[Sheet],
    ignored: Sequence[str],
    *,
    unreadable: bool = False,
) -> Translated:
    """Apply the lines to the sheets that they name, the others being handed on as they are; a line
    that matches nothing is a problem.

    `unreadable`: some workbook could not be read, so that a sheet that is not found may be in it.
    """
    if not lines:
        return Translated(raws)
    kept, problems = _without_contradictions(lines)
    effects = _Effects()
    known = Connues(sheets, ignored)
    named = _renamed(raws, kept, known, effects)
    done: list[RawSheet] = []
    changed: dict[Place, Change] = {}
    renamed: dict[Place, tuple[Equivalence, Sheet]] = {}
    for raw in named:
        own = [line for line in _of(raw, kept) if line.colonne is not None]
        sheet = known.sheet(raw)
        change = _translated(raw, own, headers(sheet) if sheet else {}, effects) if own else None
        done.append(change.after if change else raw)
        problems += _set_aside(change) if change else ()
        if change:
            changed[Place(raw.workbook, raw.name)] = change
            renamed |= {
                _key(line): (line, sheet)
                for line in own
                if sheet and line.valeur is None and _key(line) in effects.columns
            }
    idle = [
        problem
        for problem in _without_effect(kept, effects, raws)
        if not (unreadable and problem.code == defauts.SANS_FEUILLE.code)
    ]
    return Translated(done, (*problems, *idle), changed, tuple(renamed.values()))


class _Effects:
    """The lines that matched something, at each of the three levels; `headers`: what the sheets of
    a line have, to suggest one.
    """

    def __init__(self) -> None:
        self.sheets: set[Place] = set()
        self.columns: set[Place] = set()
        self.values: set[Place] = set()
        self.headers: dict[Place, list[str]] = {}


def _key(line: Equivalence) -> Place:
    return line.places["Feuille"]


def _value_key(value: Cell) -> object:
    """What makes two cells the same value: the number, be it a percentage, else the folded text."""
    number = saisie.lire_nombre(value).valeur
    if number is not None:
        return number
    text = saisie.plier(saisie.montrer(value))
    percent = saisie.lire_nombre(text.removesuffix("%")).valeur if text.endswith("%") else None
    return text if percent is None else percent / 100


def _subject(line: Equivalence) -> tuple[object, ...]:
    """What a line speaks of."""
    return (
        saisie.serrer(line.feuille),
        folded(line.colonne or ""),
        None if line.valeur is None else _value_key(line.valeur),
    )


def _without_contradictions(
    lines: Sequence[Equivalence],
) -> tuple[list[Equivalence], list[Problem]]:
    """The first line of each subject; another one that says the same is no problem."""
    kept: dict[tuple[object, ...], Equivalence] = {}
    problems = []
    for line in lines:
        first = kept.setdefault(_subject(line), line)
        if first.devient != line.devient:
            row = first.places["Devient"].cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            problems.append(
                defauts.REPETEE.at(line.places["Devient"], "Devient", line.devient, premiere=row)
            )
    return list(kept.values()), problems


def _names(raw: RawSheet) -> list[str]:
    """The names under which lines may speak of a sheet, the most precise first: its own, then that
    of its file, which may show its kind.
    """
    return list(
        dict.fromkeys(
            [*starts(raw.name), saisie.serrer(raw.workbook), *starts(PurePath(raw.workbook).stem)]
        )
    )


def _of(raw: RawSheet, lines: Iterable[Equivalence]) -> list[Equivalence]:
    """The lines that name a sheet, the most precise name first."""
    names = _names(raw)
    own = [line for line in lines if saisie.serrer(line.feuille) in names]
    return sorted(own, key=lambda line: names.index(saisie.serrer(line.feuille)))


def _renamed(
    raws: Sequence[RawSheet], lines: Sequence[Equivalence], known: Connues, effects: _Effects
) -> list[RawSheet]:
    """The sheets, those that a line names being read as it says.

    The name of a file means the first sheet of it that is not empty and that nothing else
    designates: exports put their data there.
    """
    whole = [line for line in lines if line.colonne is None]
    by_name = [
        next(
            iter(
                line for line in _of(raw, whole) if saisie.serrer(line.feuille) in starts(raw.name)
            ),
            None,
        )
        for raw in raws
    ]
    done: list[RawSheet] = []
    taken: set[str] = set()
    for raw, named in zip(raws, by_name, strict=True):
        line = named or next(iter(_of(raw, whole)), None)
        sheet = known.sheet(raw)
        if line and (named or _free(raw, known, taken)):
            effects.sheets.add(_key(line))
            taken |= set() if named else {raw.workbook}
            done.append(replace(raw, read_as=line.devient))
            continue
        if line and sheet and sheet.name == line.devient:
            effects.sheets.add(_key(line))  # what it asks for is done already
        done.append(raw)
    return done


def _free(raw: RawSheet, known: Connues, taken: Collection[str]) -> bool:
    return (
        raw.workbook not in taken
        and known.sheet(raw) is None
        and not known.ignores(raw)
        and filled(raw)
    )


def _translated(
    raw: RawSheet, lines: Sequence[Equivalence], declared: Collection[str], effects: _Effects
) -> Change | None:
    """A sheet whose headers and values are replaced; None when its headers are not found."""
    wanted = {folded(line.colonne) for line in lines}
    row = _header_row(raw, wanted | set(declared))
    for line in lines:
        effects.headers.setdefault(_key(line), []).extend(
            _texts(raw.rows[row]) if row is not None else _probable_headers(raw)
        )
    if row is None:
        return None
    names = [folded(cell) for cell in raw.rows[row]]
    effects.columns |= {_key(line) for line in lines if folded(line.colonne) in names}
    changed = {row: _replaced_headers(raw.rows[row], names, lines)}
    for index, name in enumerate(names):
        meaning: dict[object, Equivalence] = {}
        for line in lines:
            if line.valeur is not None and folded(line.colonne) == name:
                meaning.setdefault(_value_key(line.valeur), line)
        if meaning:
            effects.values |= _replace_values(raw, row + 1, index, meaning, changed)
    return Change(
        raw,
        replace(raw, rows=[changed.get(number, cells) for number, cells in enumerate(raw.rows)]),
        row,
    )


def _header_row(raw: RawSheet, wanted: Collection[str]) -> int | None:
    """The first of the first rows that carries the most headers that are spoken of."""
    counts = [
        len({folded(cell) for cell in cells}.intersection(wanted)) for cells in raw.rows[:PREMIERES]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _probable_headers(raw: RawSheet) -> list[str]:
    """The texts of the fullest of the first rows, which is that of the headers in an export."""
    return max(map(_texts, raw.rows[:PREMIERES]), key=len, default=[])


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [
        saisie.nettoyer(cell) for cell in cells if isinstance(cell, str) and not saisie.vide(cell)
    ]


def _replaced_headers(
    cells: Sequence[Cell], names: Sequence[str], lines: Sequence[Equivalence]
) -> list[Cell]:
    """The header row once renamed; a header whose name is given to another column names nothing any
    more.
    """
    given: dict[str, str] = {}
    for line in lines:
        if line.valeur is None:
            given.setdefault(folded(line.colonne), line.devient)
    taken = {folded(devient) for name, devient in given.items() if name in names}
    return [
        given.get(name, "" if name in taken else cell)
        for name, cell in zip(names, cells, strict=True)
    ]


def _set_aside(change: Change) -> list[Problem]:
    """The columns that lost their name to another one."""
    before, after = change.before.rows[change.row], change.after.rows[change.row]
    problems = []
    for index, (held, now) in enumerate(zip(before, after, strict=True)):
        if now == "" and not saisie.vide(held):
            other = next(before[i] for i, name in enumerate(after) if folded(name) == folded(held))
            place = Place(
                change.before.workbook, change.before.name, f"{letter(index + 1)}{change.row + 1}"
            )
            problems.append(
                defauts.COLONNE_REMPLACEE.at(
                    place, saisie.montrer(held), held, entete=saisie.montrer(other)
                )
            )
    return problems


def _replace_values(
    raw: RawSheet,
    first: int,
    column: int,
    meaning: Mapping[object, Equivalence],
    changed: dict[int, list[Cell]],
) -> set[Place]:
    """Put its meaning in each cell of a column that has one, in the copies of rows `changed`, from
    row `first`; the lines of use.
    """
    keys, distinct = distinguishable([cells[column] for cells in raw.rows[first:]])
    found = {
        key: meaning.get(_value_key(value))
        for key, value in distinct.items()
        if not saisie.vide(value)
    }
    lines = {key: line for key, line in found.items() if line}
    for number, key in enumerate(keys if lines else (), first):
        if key in lines:
            if number not in changed:
                changed[number] = list(raw.rows[number])
            changed[number][column] = lines[key].devient
    return {_key(line) for line in lines.values()}


def _without_effect(
    lines: Sequence[Equivalence], effects: _Effects, raws: Sequence[RawSheet]
) -> list[Problem]:
    """The lines that matched nothing, each said once at the first of its cells that is to blame."""
    existing = {name for raw in raws for name in _names(raw)}
    shown = list(
        dict.fromkeys(name for raw in raws for name in (raw.name, PurePath(raw.workbook).stem))
    )
    problems = []
    for line in lines:
        if saisie.serrer(line.feuille) not in existing:
            conseil = suggestion(saisie.proche(line.feuille, shown))
            problems.append(
                defauts.SANS_FEUILLE.at(
                    line.places["Feuille"], "Feuille", line.feuille, suggestion=conseil
                )
            )
        elif line.colonne is None:
            if _key(line) not in effects.sheets:
                problems.append(
                    defauts.SANS_EFFET.at(line.places["Feuille"], "Feuille", line.feuille)
                )
        elif _key(line) not in effects.columns:
            conseil = suggestion(saisie.proche(line.colonne, effects.headers.get(_key(line), ())))
            facts = {"feuille": line.feuille, "suggestion": conseil}
            problems.append(
                defauts.SANS_COLONNE.at(line.places["Colonne"], "Colonne", line.colonne, **facts)
            )
        elif line.valeur is not None and _key(line) not in effects.values:
            problems.append(
                defauts.SANS_VALEUR.at(
                    line.places["Valeur"], "Valeur", line.valeur, entete=line.colonne
                )
            )
    return problems
