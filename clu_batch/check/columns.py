"""Type one column of one sheet.

Every distinct value is read once; positions are looked for only when a value is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clu_batch import parse
from clu_batch.check.broken_cells import Cassee
from clu_batch.check.neighbour_dates import find_proved
from clu_batch.kernel.declared_sheet import Column, Kind, Requirement
from clu_batch.kernel.frames import Cell, type_cells
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind, Severity
from clu_batch.messages import cells
from clu_batch.parse import Parsed

Lecteur = Callable[[object], Parsed[Any]]


@frozen
class ColumnContext:
    """What the reading of a cell depends on: its column, the day J, the calendar of the workbook,
    and the place of the column.
    """

    column: Column
    j: dt.date
    epoque_1904: bool
    workbook: str
    sheet: str
    letter: str
    lines: pd.Index[int]  # Excel row of each value
    numbers: pd.Series[Any] | None = None  # the N° of each row

    def report(
        self, index: int, defaut: ProblemKind | None, shown: str, faits: Mapping[str, object]
    ) -> Problem:
        """Report a cell, which is empty when nothing else is wrong; of a key cell, say that its row
        was left out.
        """
        column = self.column
        missing = cells.CLE_MANQUANTE if column.key else cells.VALEUR_MANQUANTE
        place = Place(self.workbook, self.sheet, f"{self.letter}{self.lines[index]}")
        facts = {"attendu": _tell_expected(column), **faits}
        problem = (defaut or missing).report(place, column.header, shown, **facts)
        kept = not column.key or column.illisible is not None
        if kept or not defaut or problem.gravite is not Severity.ERREUR:
            return problem
        return replace(
            problem, trouve=f"{problem.trouve}\u00a0: la ligne a été laissée de côté"
        )


@frozen
class TypedColumn:
    """A column once read: what each distinct cell means, its problems, and the positions whose row
    cannot be kept.

    `ranks`: of the meaning of each cell. `illisibles`: the positions of the cells that have no
    value, and what the column makes of them.
    """

    column: Column
    ranks: npt.NDArray[np.intp]
    meanings: Sequence[object]
    illisibles: Collection[int]
    problems: Sequence[Problem]
    refused: frozenset[int]

    def list_values(self) -> list[object]:
        """Return the value of each cell, None where it is empty."""
        values = [self.meanings[rank] for rank in self.ranks.tolist()]
        for position in self.illisibles:
            values[position] = self.column.illisible
        return values

    def make_series(self) -> pd.Series[Any]:
        """Return the values with the dtype of the column: only the distinct ones are converted."""
        typed = type_cells(pd.Series(self.meanings, dtype=object), self.column.kind)
        cells = typed.take(self.ranks).reset_index(drop=True)
        if self.illisibles:
            cells.iloc[list(self.illisibles)] = self.column.illisible
        return cells


def read_column(
    cells: pd.Series[Any], errors: Mapping[int, Cassee], context: ColumnContext
) -> TypedColumn:
    """Type the cells of a column as its declaration says.

    `errors`: position -> why the cell has no value.
    """
    column = context.column
    ranks, distinct = rank_cells(cells)
    lus = _read_distinct(distinct, ranks, context)
    meanings = [
        column.illisible if lu.defaut and lu.valeur is None else lu.valeur for lu in lus
    ]
    bad = np.array([_is_bad(column, lu) for lu in lus], dtype=bool)
    wrong = [index for index in np.flatnonzero(bad[ranks]).tolist() if index not in errors]
    problems = []
    for index in wrong:
        lu = lus[ranks[index]]
        shown = parse.format_value(cells.iat[index])
        problems.append(context.report(index, lu.defaut, shown, lu.faits))
    problems += _report_errors(errors, context)
    senseless = [index for index in wrong if meanings[ranks[index]] is None]
    refused = _refuse_rows(column, senseless, errors)
    return TypedColumn(column, ranks, meanings, tuple(errors), problems, refused)


def _report_errors(errors: Mapping[int, Cassee], context: ColumnContext) -> Iterator[Problem]:
    for index, (defaut, shown) in errors.items():
        yield context.report(index, defaut, shown, {})


def _refuse_rows(
    column: Column, senseless: Sequence[int], errors: Collection[int]
) -> frozenset[int]:
    """The rows that a key cell keeps from counting."""
    if not column.key:
        return frozenset()
    return frozenset([*senseless, *(errors if column.illisible is None else ())])


def _is_bad(column: Column, lu: Parsed[Any]) -> bool:
    if lu.defaut:
        return True
    return lu.valeur is None and column.need is Requirement.REQUIRED


_COMME_UN_NOMBRE = frozenset({bool, parse.Percent})
"""What equals a number, and does not mean it."""


def rank_cells(cells: pd.Series[Any]) -> tuple[npt.NDArray[np.intp], list[Cell]]:
    """Return the distinct cells of a column, after the rank that each cell has among them.

    True, 1.0 and 100 % are not the same.
    """
    distinct = cells.unique().tolist()
    numbers = any(isinstance(cell, int | float) for cell in distinct)
    if not numbers or _COMME_UN_NOMBRE.isdisjoint(map(type, cells.tolist())):
        return _find_ranks(distinct, cells), distinct
    keys = [(type(cell), cell) for cell in cells.tolist()]
    known = list(dict.fromkeys(keys))
    return _find_ranks(known, keys), [cell for _, cell in known]


def _find_ranks(distinct: list[Any], keys: pd.Series[Any] | list[Any]) -> npt.NDArray[np.intp]:
    known = pd.Index(distinct, dtype=object, tupleize_cols=False)
    return known.get_indexer(pd.Index(keys, dtype=object, tupleize_cols=False))


def _read_distinct(
    distinct: Sequence[Cell], ranks: npt.NDArray[np.intp], context: ColumnContext
) -> Sequence[Parsed[Any]]:
    read = _choose_reader(context)
    found = [_find_shown_error(cell) or _doubt_encoding(cell, read(cell)) for cell in distinct]
    if context.column.kind in {Kind.DATE, Kind.REUNION}:
        return _judge_ambiguous_dates(found, distinct, ranks, context)
    if context.column.kind is Kind.POURCENTAGE:
        return parse.flag_mixed_percents(found, distinct)
    return found


def _doubt_encoding(value: Cell, lu: Parsed[Any]) -> Parsed[Any]:
    """Give what was read of a cell a fault when its text seems to be in another encoding."""
    if lu.defaut or not isinstance(lu.valeur, str) or not isinstance(value, str):
        return lu
    if parse.is_mojibake(value):
        return Parsed(lu.valeur, cells.TEXTE_MAL_DECODE)
    return lu


def _choose_reader(context: ColumnContext) -> Lecteur:
    read, silences = _choose_kind_reader(context), context.column.silences
    if not silences:
        return read
    return lambda value: Parsed() if parse.is_silence(value, silences) else read(value)


def _choose_kind_reader(context: ColumnContext) -> Lecteur:
    column = context.column
    if column.kind is Kind.CHOIX:
        return parse.ChoiceList(column.choices, column.short, column.sens).parse
    if column.kind in {Kind.DATE, Kind.REUNION}:
        return _make_date_reader(context)
    return _READERS[column.kind]


def _make_date_reader(context: ColumnContext) -> Lecteur:
    column = context.column
    lire = parse.parse_date if column.kind is Kind.DATE else parse.parse_reunion

    def read(value: object) -> Parsed[Any]:
        lu: Parsed[Any] = lire(value, epoque_1904=context.epoque_1904)
        if isinstance(lu.valeur, dt.date):
            lu = parse.check_horizon(lu.valeur, context.j, column.horizon) or lu
        if column.with_hour:
            return parse.keep_hour(lu, value)
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

MOIS = 12
"""Beyond which a number is a day and no month."""

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


def _judge_ambiguous_dates(
    found: Sequence[Parsed[Any]],
    distinct: Sequence[Cell],
    ranks: npt.NDArray[np.intp],
    context: ColumnContext,
) -> Sequence[Parsed[Any]]:
    """Refuse the dates that may be day first or month first, once one of the column is month
    first: none of them is reliable any more, but those that their neighbours prove.
    """
    month_first = [lu.defaut is cells.DATE_MOIS_EN_PREMIER for lu in found]
    if True not in month_first:
        return _refuse_american_dates(found, distinct)
    facts = {"temoin": distinct[month_first.index(True)]}
    doubtful = {
        rank for rank, cell in enumerate(distinct) if parse.is_day_month_ambiguous(cell)
    }
    proved = _find_proved(found, doubtful, ranks, context)
    judged = []
    for rank, lu in enumerate(found):
        if rank in proved:
            judged.append(Parsed(lu.valeur, cells.DATE_PROUVEE, facts))
        elif rank in doubtful:
            judged.append(Parsed(None, cells.DATE_AMBIGUE, facts))
        else:
            judged.append(lu)
    return judged


def _refuse_american_dates(
    found: Sequence[Parsed[Any]], distinct: Sequence[Cell]
) -> Sequence[Parsed[Any]]:
    """Refuse the dates whose hour is that of an American export, and that may be month first,
    unless one of them can only be day first.
    """
    american = [rank for rank, cell in enumerate(distinct) if parse.has_american_hour(cell)]
    read = [found[rank].valeur for rank in american]
    if any(isinstance(date, dt.date) and date.day > MOIS for date in read):
        return found
    judged = list(found)
    for rank in american:
        if parse.is_day_month_ambiguous(distinct[rank]):
            judged[rank] = Parsed(None, cells.DATE_A_L_AMERICAINE)
    return judged


def _find_proved(
    found: Sequence[Parsed[Any]],
    doubtful: Collection[int],
    ranks: npt.NDArray[np.intp],
    context: ColumnContext,
) -> set[int]:
    """Return the ranks of the dates of which every cell is proved by its neighbours."""
    if context.column.kind is not Kind.DATE:  # a meeting is cited in no order of time
        return set()
    read = pd.Series([lu.valeur for lu in found], dtype="datetime64[s]")
    dated = read.loc[sorted(doubtful)].dropna()
    if dated.empty:
        return set()
    exchanged = dated.map(_exchange_day_and_month)
    of_rows = pd.Series(ranks)
    dates = of_rows.map(read)
    wrong = of_rows[of_rows.isin(exchanged.index)].map(exchanged)
    numbers = None if context.numbers is None else context.numbers.tolist()
    unproved = wrong.index.difference(list(find_proved(dates, wrong, numbers)))
    return set(exchanged.index) - set(of_rows[unproved])


def _exchange_day_and_month(date: pd.Timestamp) -> pd.Timestamp:
    return date.replace(day=date.month, month=date.day)


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
