"""Type one column of one sheet.

Every distinct value is read once; positions are looked for only when a value is wrong.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from clu_batch import parse
from clu_batch.check.broken_cells import Cassee
from clu_batch.kernel.declaration import Column, Kind, Requirement
from clu_batch.kernel.frames import Cell, type_cells
from clu_batch.kernel.problems import Place, Problem, ProblemKind, Severity
from clu_batch.messages import cells
from clu_batch.parse import Parsed

Lecteur = Callable[[object], Parsed[Any]]


@dataclass(frozen=True, slots=True)
class ColumnContext:
    """What the reading of a cell depends on beside its column.

    It is the day J, the calendar of the workbook, and the place of the column.
    """

    j: dt.date
    epoque_1904: bool
    workbook: str
    sheet: str
    letter: str
    lines: pd.Index[int]  # Excel row of each value


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column once read: what each distinct cell means, its problems, and the positions whose row
    cannot be kept.

    `keys`: the cells, by their key in `meanings`. `illisibles`: the positions of the cells that
    have no value, and what the column makes of them.
    """

    column: Column
    keys: pd.Series[Any] | Sequence[object]
    meanings: Mapping[object, object]
    illisibles: Collection[int]
    problems: Sequence[Problem]
    refused: frozenset[int]

    def list_values(self) -> list[object]:
        """Return the value of each cell, None where it is empty."""
        values = list(map(self.meanings.__getitem__, self.keys))
        for position in self.illisibles:
            values[position] = self.column.illisible
        return values

    def make_series(self) -> pd.Series[Any]:
        """Return the values with the dtype of the column: only the distinct ones are converted."""
        distinct = pd.Index(list(self.meanings), dtype=object, tupleize_cols=False)
        meanings = pd.Series(list(self.meanings.values()), distinct, dtype=object)
        keys = pd.Index(self.keys, dtype=object, tupleize_cols=False)
        typed = type_cells(meanings, self.column.kind)
        typed = typed.reindex(keys)  # `map` would guess a dtype
        cells = typed.reset_index(drop=True)
        if self.illisibles:
            cells.iloc[list(self.illisibles)] = self.column.illisible
        return cells


def read_column(
    column: Column, cells: pd.Series[Any], errors: Mapping[int, Cassee], context: ColumnContext
) -> TypedColumn:
    """Type the cells of a column as its declaration says.

    `errors`: position -> why the cell has no value.
    """
    values: list[Cell] = cells.tolist()
    keys, distinct = make_keys(values)
    by_value = _read_distinct(column, distinct, context)
    meanings = {
        key: column.illisible if lu.defaut and lu.valeur is None else lu.valeur
        for key, lu in by_value.items()
    }
    bad = {key for key, lu in by_value.items() if _is_bad(column, lu)}
    problems: list[Problem] = []
    wrong = _find_positions(keys, bad, errors)
    for index in wrong:
        lu = by_value[keys[index]]
        problems.append(_report_value(column, lu, values[index], index, context))
    for index, cassee in errors.items():
        problems.append(_report_broken_cell(column, cassee, index, context))
    refused: list[int] = []
    if column.key:
        refused += [index for index in wrong if meanings[keys[index]] is None]
        if column.illisible is None:
            refused += errors
    held = cells if keys is values else keys
    return TypedColumn(column, held, meanings, tuple(errors), problems, frozenset(refused))


def _is_bad(column: Column, lu: Parsed[Any]) -> bool:
    if lu.defaut:
        return True
    return lu.valeur is None and column.need is Requirement.REQUIRED


def _find_positions(
    keys: Sequence[object], wanted: Collection[object], spared: Collection[int]
) -> list[int]:
    """Find where the wanted keys stand, some positions being spared."""
    if not wanted:
        return []
    found = itertools.compress(range(len(keys)), map(wanted.__contains__, keys))
    return [index for index in found if index not in spared]


def make_keys(values: Sequence[Cell]) -> tuple[Sequence[object], Mapping[object, Cell]]:
    """The values as keys of a dictionary, and the value of each distinct key.

    True, 1.0 and 100 % must not be the same.
    """
    if not _COMME_UN_NOMBRE.isdisjoint(map(type, values)):
        keys = [(type(value), value) for value in values]
        return keys, dict(zip(keys, values, strict=True))
    return values, {value: value for value in set(values)}


_COMME_UN_NOMBRE = frozenset({bool, parse.Percent})
"""What equals a number, and does not mean it."""


def _read_distinct(
    column: Column, distinct: Mapping[object, Cell], context: ColumnContext
) -> dict[object, Parsed[Any]]:
    read = _choose_reader(column, context)
    found: dict[object, Parsed[Any]] = {}
    for key, value in distinct.items():
        found[key] = _find_shown_error(value) or _doubt_encoding(value, read(value))
    if column.kind in {Kind.DATE, Kind.REUNION}:
        _refuse_ambiguous_dates(found, distinct)
    elif column.kind is Kind.POURCENTAGE:
        return parse.flag_mixed_percents(found, distinct)
    return found


def _doubt_encoding(value: Cell, lu: Parsed[Any]) -> Parsed[Any]:
    """Give what was read of a cell a fault when its text seems to be in another encoding."""
    if lu.defaut or not isinstance(lu.valeur, str) or not isinstance(value, str):
        return lu
    if parse.is_mojibake(value):
        return Parsed(lu.valeur, cells.TEXTE_MAL_DECODE)
    return lu


def _choose_reader(column: Column, context: ColumnContext) -> Lecteur:
    if column.kind is Kind.CHOIX:
        return parse.ChoiceList(column.choices, column.short, column.sens).parse
    if column.kind in {Kind.DATE, Kind.REUNION}:
        return _make_date_reader(column, context)
    return _READERS[column.kind]


def _make_date_reader(column: Column, context: ColumnContext) -> Lecteur:
    lire = parse.parse_date if column.kind is Kind.DATE else parse.parse_reunion

    def read(value: object) -> Parsed[Any]:
        lu: Parsed[Any] = lire(value, epoque_1904=context.epoque_1904)
        if isinstance(lu.valeur, dt.date):
            return parse.check_horizon(lu.valeur, context.j, column.horizon) or lu
        return lu

    return read


def _read_raw(value: object) -> Parsed[Any]:
    if parse.is_empty(value):
        return Parsed()
    return Parsed(parse.clean_text(value) if isinstance(value, str) else value)


_READERS: Mapping[Kind, Lecteur] = {
    Kind.TEXTE: parse.parse_text,
    Kind.NUMERO: parse.parse_numero,
    Kind.MEMBRE: parse.parse_text,
    Kind.HEURE: parse.parse_hour,
    Kind.NOMBRE: parse.parse_quantity,
    Kind.DUREE: parse.parse_duration,
    Kind.ENTIER: parse.parse_integer,
    Kind.POURCENTAGE: parse.parse_percentage,
    Kind.OUI_NON: parse.parse_yes_no,
    Kind.BRUT: _read_raw,
}

_ERREURS_EXCEL = frozenset(
    {
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#VALEUR!",
        "#NAME?",
        "#NOM?",
        "#NUM!",
        "#NOMBRE!",
        "#NULL!",
        "#NUL!",
        "#SPILL!",
        "#PROPAGATION!",
        "#EPARS!",
        "#CALC!",
        "#CALCUL!",
        "#FIELD!",
        "#CHAMP!",
        "#BLOCKED!",
        "#BLOQUÉ!",
        "#CONNECT!",
        "#CONNEXION!",
        "#BUSY!",
        "#OCCUPÉ!",
        "#UNKNOWN!",
        "#INCONNU!",
        "#PYTHON!",
        "#GETTING_DATA",
    }
)


def _find_shown_error(value: Cell) -> Parsed[Any] | None:
    """Recognise an error that reached us as a text (pasted as a value, or from a format that keeps
    no other trace).
    """
    if not isinstance(value, str) or not value.startswith("#"):
        return None
    if value.strip().upper() not in _ERREURS_EXCEL:
        return None
    return Parsed(None, cells.CELLULE_EN_ERREUR)


def _refuse_ambiguous_dates(
    found: dict[object, Parsed[Any]], distinct: Mapping[object, Cell]
) -> None:
    """Refuse the dates that may be day first or month first, once one of the column is month
    first: none of them is reliable any more.
    """
    month_first = [key for key, lu in found.items() if lu.defaut is cells.DATE_MOIS_EN_PREMIER]
    if not month_first:
        return
    witness = distinct[month_first[0]]
    for key, value in distinct.items():
        if parse.is_day_month_ambiguous(value):
            found[key] = Parsed(None, cells.DATE_AMBIGUE, {"temoin": witness})


EXPECTED: Mapping[Kind, str] = {
    Kind.TEXTE: "un texte",
    Kind.NUMERO: "un N°",
    Kind.MEMBRE: "le code d’un membre",
    Kind.DATE: "une date",
    Kind.REUNION: "la date ou le N° d’une réunion",
    Kind.HEURE: "une heure",
    Kind.NOMBRE: "un nombre",
    Kind.DUREE: "un nombre de minutes",
    Kind.ENTIER: "un nombre entier",
    Kind.POURCENTAGE: "un pourcentage",
    Kind.OUI_NON: "oui ou non",
    Kind.BRUT: "une valeur",
}


def _tell_expected(column: Column) -> str:
    if column.kind is Kind.CHOIX:
        return ", ".join(column.choices)
    return EXPECTED[column.kind]


def _locate_cell(index: int, context: ColumnContext) -> Place:
    return Place(context.workbook, context.sheet, f"{context.letter}{context.lines[index]}")


def _report_value(
    column: Column, lu: Parsed[Any], value: Cell, index: int, context: ColumnContext
) -> Problem:
    missing = cells.CLE_MANQUANTE if column.key else cells.VALEUR_MANQUANTE
    defaut: ProblemKind = lu.defaut or missing
    facts = {"attendu": _tell_expected(column), **lu.faits}
    problem = defaut.report(
        _locate_cell(index, context), column.header, parse.format_value(value), **facts
    )
    if column.key and defaut is not cells.CLE_MANQUANTE:
        return _add_consequence(problem)
    return problem


def _report_broken_cell(
    column: Column, cassee: Cassee, index: int, context: ColumnContext
) -> Problem:
    defaut, shown = cassee
    place = _locate_cell(index, context)
    problem = defaut.report(place, column.header, shown, attendu=_tell_expected(column))
    if column.key and column.illisible is None:
        return _add_consequence(problem)
    return problem


def _add_consequence(problem: Problem) -> Problem:
    """Say that the row was left out, in an error of a key cell."""
    if problem.gravite is not Severity.ERREUR:
        return problem
    return replace(problem, trouve=f"{problem.trouve}\u00a0: la ligne a été laissée de côté")
