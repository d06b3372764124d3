"""One column of one sheet: every distinct value read once, positions looked for only when a value
is wrong.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clu_batch import saisie
from clu_batch.checking.cassees import Cassee
from clu_batch.defauts import cellules
from clu_batch.problems import Defaut, Gravite, Place, Problem
from clu_batch.saisie import Lu
from clu_batch.schema import Column, Kind, Need
from clu_batch.tables import Cell

Lecteur = Callable[[object], Lu[Any]]


@dataclass(frozen=True, slots=True)
class Contexte:
    """What reading a cell depends on beside its column: the day J, the calendar of the workbook,
    and where its column stands.
    """

    j: dt.date
    epoque_1904: bool
    workbook: str
    sheet: str
    letter: str
    lines: Sequence[int]  # Excel row of each value


@dataclass(frozen=True, slots=True)
class Lue:
    """A column once read: its values, its problems, and the positions whose row cannot be kept."""

    values: Sequence[object]
    problems: Sequence[Problem]
    refused: frozenset[int]


def read_column(
    column: Column, values: Sequence[Cell], errors: Mapping[int, Cassee], context: Contexte
) -> Lue:
    """Type the cells of a column as its declaration says.

    `errors`: position -> why the cell has no value.
    """
    keys, distinct = distinguishable(values)
    by_value = _read_distinct(column, distinct, context)
    meaning = {
        key: column.illisible if lu.defaut and lu.valeur is None else lu.valeur
        for key, lu in by_value.items()
    }
    typed: list[object] = list(map(meaning.__getitem__, keys))
    bad = {
        key: lu
        for key, lu in by_value.items()
        if lu.defaut or (lu.valeur is None and column.need is Need.REQUIRED)
    }
    problems: list[Problem] = []
    refused: set[int] = set()
    for index in itertools.compress(range(len(keys)), map(bad.__contains__, keys)) if bad else ():
        if index not in errors:
            lu = bad[keys[index]]
            problems.append(_problem(column, lu, values[index], index, context))
            if column.key and typed[index] is None:
                refused.add(index)
    for index, cassee in errors.items():
        typed[index] = column.illisible
        problems.append(_broken_cell(column, cassee, index, context))
        if column.key and column.illisible is None:
            refused.add(index)
    return Lue(typed, problems, frozenset(refused))


def distinguishable(values: Sequence[Cell]) -> tuple[Sequence[object], Mapping[object, Cell]]:
    """The values as keys of a dictionary, and the value of each distinct key.

    True, 1.0 and 100 % must not be the same.
    """
    if not _COMME_UN_NOMBRE.isdisjoint(map(type, values)):
        keys = [(type(value), value) for value in values]
        return keys, dict(zip(keys, values, strict=True))
    return values, {value: value for value in set(values)}


_COMME_UN_NOMBRE = frozenset({bool, saisie.Pourcent})
"""What equals a number, and does not mean it."""


def _read_distinct(
    column: Column, distinct: Mapping[object, Cell], context: Contexte
) -> dict[object, Lu[Any]]:
    read = _reader(column, context)
    found: dict[object, Lu[Any]] = {}
    for key, value in distinct.items():
        found[key] = _shown_error(value) or _decoded(value, read(value))
    if column.kind in {Kind.DATE, Kind.REUNION}:
        _refuse_ambiguous_dates(found, distinct)
    elif column.kind is Kind.POURCENTAGE:
        return saisie.avec_melanges(found, distinct)
    return found


def _decoded(value: Cell, lu: Lu[Any]) -> Lu[Any]:
    """What was read of a cell, to be looked at when its text seems to be in another encoding."""
    both = isinstance(lu.valeur, str) and isinstance(value, str)
    if both and lu.defaut is None and saisie.mal_decode(str(value)):
        return Lu(lu.valeur, cellules.TEXTE_MAL_DECODE)
    return lu


def _reader(column: Column, context: Contexte) -> Lecteur:
    if column.kind is Kind.CHOIX:
        return saisie.Choix(column.choices, column.short, column.sens).lire
    if column.kind in {Kind.DATE, Kind.REUNION}:
        return _date_reader(column, context)
    return _READERS[column.kind]


def _date_reader(column: Column, context: Contexte) -> Lecteur:
    lire = saisie.lire_date if column.kind is Kind.DATE else saisie.lire_reunion

    def read(value: object) -> Lu[Any]:
        lu: Lu[Any] = lire(value, epoque_1904=context.epoque_1904)
        if isinstance(lu.valeur, dt.date):
            return saisie.hors_horizon(lu.valeur, context.j, column.horizon) or lu
        return lu

    return read


def _raw(value: object) -> Lu[Any]:
    if saisie.vide(value):
        return Lu()
    return Lu(saisie.nettoyer(value) if isinstance(value, str) else value)


_READERS: Mapping[Kind, Lecteur] = {
    Kind.TEXTE: saisie.lire_texte,
    Kind.NUMERO: saisie.lire_numero,
    Kind.MEMBRE: saisie.lire_texte,
    Kind.HEURE: saisie.lire_heure,
    Kind.NOMBRE: saisie.lire_quantite,
    Kind.DUREE: saisie.lire_duree,
    Kind.ENTIER: saisie.lire_entier,
    Kind.POURCENTAGE: saisie.lire_pourcentage,
    Kind.OUI_NON: saisie.lire_oui_non,
    Kind.BRUT: _raw,
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
    }
    | {
        "#SPILL!",
        "#PROPAGATION!",
        "#EPARS!",
        "#CALC!",
        "#CALCUL!",
        "#FIELD!",
        "#CHAMP!",
        "#BLOCKED!",
        "#BLOQUÉ!",
    }
    | {
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


def _shown_error(value: Cell) -> Lu[Any] | None:
    """An error that reached us as a text (pasted as a value, or from a format that keeps no other
    trace).
    """
    if isinstance(value, str) and value.startswith("#") and value.strip().upper() in _ERREURS_EXCEL:
        return Lu(None, cellules.CELLULE_EN_ERREUR)
    return None


def _refuse_ambiguous_dates(found: dict[object, Lu[Any]], distinct: Mapping[object, Cell]) -> None:
    """One date that is only possible month first makes those of the column that could be so
    unreliable.
    """
    witness = next(
        (distinct[key] for key, lu in found.items() if lu.defaut is cellules.DATE_MOIS_EN_PREMIER),
        None,
    )
    if witness is None:
        return
    for key, value in distinct.items():
        if saisie.jour_et_mois_ambigus(value):
            found[key] = Lu(None, cellules.DATE_AMBIGUE, {"temoin": witness})


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


def _expected(column: Column) -> str:
    return ", ".join(column.choices) if column.kind is Kind.CHOIX else EXPECTED[column.kind]


def _place(index: int, context: Contexte) -> Place:
    return Place(context.workbook, context.sheet, f"{context.letter}{context.lines[index]}")


def _problem(column: Column, lu: Lu[Any], value: Cell, index: int, context: Contexte) -> Problem:
    defaut: Defaut = lu.defaut or (
        cellules.CLE_MANQUANTE if column.key else cellules.VALEUR_MANQUANTE
    )
    facts = {"attendu": _expected(column), **lu.faits}
    problem = defaut.at(_place(index, context), column.header, saisie.montrer(value), **facts)
    return (
        _with_consequence(problem)
        if column.key and defaut is not cellules.CLE_MANQUANTE
        else problem
    )


def _broken_cell(column: Column, cassee: Cassee, index: int, context: Contexte) -> Problem:
    defaut, shown = cassee
    problem = defaut.at(_place(index, context), column.header, shown, attendu=_expected(column))
    return _with_consequence(problem) if column.key and column.illisible is None else problem


def _with_consequence(problem: Problem) -> Problem:
    if problem.gravite is not Gravite.ERREUR:
        return problem
    return replace(problem, trouve=f"{problem.trouve}\u00a0: la ligne a été laissée de côté")
