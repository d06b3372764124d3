"""What can be wrong, as values: where it is, what was found, what is expected, what to do.

A wrong cell is a `Problem`, collected and reported with all the others in one pass; an obstacle
that stops the run is a `CluError`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import PurePath

from clu_batch.kernel import french
from clu_batch.kernel.coordinates import gather_runs
from clu_batch.kernel.frozen import frozen


class Severity(enum.IntEnum):
    """How much a problem matters, in the order of the report."""

    BLOQUANT = 1
    ERREUR = 2
    A_VERIFIER = 3
    INFORMATION = 4

    @property
    def libelle(self) -> str:
        """The word that the report shows."""
        return {1: "bloquant", 2: "erreur", 3: "à vérifier", 4: "information"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell, a sheet or a whole workbook, written as Excel shows it (`B7`)."""

    workbook: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def row(self) -> str:
        """The number of its row, as Excel shows it: « 7 » for `B7`; "" when it is no cell."""
        return self.cell.lstrip(string.ascii_uppercase)

    @property
    def name_in_lines(self) -> str:
        """The name by which a line of Équivalences speaks of its sheet: that of a text file."""
        is_text = self.sheet == PurePath(self.workbook).stem
        if is_text:
            return self.workbook
        return self.sheet

    def __str__(self) -> str:
        inside = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return ", ".join(part for part in (self.workbook, inside) if part)


LEFT_OUT = "laissée de côté"
"""What a message says, and no other, when it leaves a row out."""


@frozen
class Problem:
    """One defect at one place. `colonne`: the header; `trouve`: the value typed or the
    fact seen; `valeur`: the value that it names, if any; `mutilates`, `ensuite`:
    see `ProblemKind`.

    `said`: the value and the facts without the sentences, which another version may word otherwise.
    """

    gravite: Severity
    code: str
    place: Place
    colonne: str
    trouve: str
    attendu: str
    que_faire: str
    mutilates: bool = False
    valeur: str = ""
    ensuite: str = ""
    said: str = field(default="", repr=False, compare=False)

    @property
    def leaves_out(self) -> bool:
        """Whether a row is left out because of it: its sentence says so."""
        return LEFT_OUT in self.trouve or LEFT_OUT in self.que_faire

    def move(self, place: Place) -> Problem:
        """Return the same problem at another place. `replace` would take three times as long, and
        20 000 cells may have the same one.
        """
        return Problem(
            self.gravite,
            self.code,
            place,
            self.colonne,
            self.trouve,
            self.attendu,
            self.que_faire,
            self.mutilates,
            self.valeur,
            self.ensuite,
            self.said,
        )

    def __str__(self) -> str:
        where = f"{self.place} ({self.colonne})" if self.colonne else str(self.place)
        attendu = self.attendu if self.attendu.endswith("?") else f"{self.attendu}."
        return f"{where} : {self.trouve}. Attendu : {attendu} {self.que_faire}"


@frozen
class ProblemKind:
    """A kind of problem of the catalogue `clu_batch.messages`: its severity and its French
    sentences.

    `trouve`, `attendu` and `que_faire` are `str.format` patterns over `valeur` and the facts given
    to `report`. `mutilates`: whether a document that is due suffers from it, whatever its gravity:
    it lacks something, answers are unread, it is to be sent, or no more to be. `ensuite`: what to
    do, shorter, once a line above has said it in full; such a kind keeps a line for each value,
    however many.
    """

    gravite: Severity
    code: str
    trouve: str
    attendu: str
    que_faire: str
    mutilates: bool = False
    ensuite: str = ""

    def report(
        self,
        place: Place,
        colonne: str = "",
        valeur: object = "",
        suggestion: object = None,
        **facts: object,
    ) -> Problem:
        """Return the problem of this kind at `place`; KeyError when a fact that its sentences name
        is missing, `suggestion` apart: the closest known name. Dates are written « 10/12/2026 ».
        """
        words = {
            "valeur": shorten_value(valeur),
            "colonne": colonne,
            "suggestion": f" ; vouliez-vous dire « {suggestion} » ?" if suggestion else "",
            **{name: _say_fact(fact) for name, fact in facts.items()},
        }
        return Problem(
            self.gravite,
            self.code,
            place,
            colonne,
            self.trouve.format_map(words),
            self.attendu.format_map(words),
            self.que_faire.format_map(words),
            self.mutilates,
            words["valeur"],
            self.ensuite.format_map(words),
            _join_said(valeur, facts),
        )


declare_bloquant = partial(ProblemKind, Severity.BLOQUANT)
declare_erreur = partial(ProblemKind, Severity.ERREUR)
declare_a_verifier = partial(ProblemKind, Severity.A_VERIFIER)
declare_information = partial(ProblemKind, Severity.INFORMATION)
"""Declare a kind of each severity: its code, then its sentences."""


_WORDED = frozenset(
    {"attendu", "choix", "delai", "effet", "periode", "raison", "remede", "repere"}
    | {"jour", "jours", "limite"}
    | {"autres", "ici", "la", "lignes", "plages", "premiere"}
)
"""The facts that the program words itself, that pass with the days, that number the rows."""


def _join_said(valeur: object, facts: Mapping[str, object]) -> str:
    """Return what was typed or counted, whatever the sentences make of it."""
    kept = [valeur, *(fact for name, fact in sorted(facts.items()) if name not in _WORDED)]
    if any(map(str, kept)):
        return "\n".join(map(str, kept))
    return ""


def _say_fact(fact: object) -> str:
    if isinstance(fact, dt.date):
        return french.format_short_date(fact)
    return str(fact)


SHOWN = 80  # À corriger shows 80 characters of a value at most (docs/rules/privacy.md#messages)


def shorten_value(valeur: object) -> str:
    """Return a typed value as the report shows it: on one line, 80 characters at most."""
    text = " ".join(str(valeur).split())
    if len(text) <= SHOWN:
        return text
    return text[: SHOWN - 1] + "…"


@frozen
class Group:
    """The same problem at several cells of one workbook: one line of the report, whatever their
    sheets and columns. `problem`: the first, with the words of the line. `constat`: what
    recognises the line at a later run.
    """

    problem: Problem
    problems: Sequence[Problem]
    constat: str = ""

    @property
    def places(self) -> Sequence[Place]:
        """The cells, in the order of the report: a problem of a whole sheet has none."""
        return sorted(self._cells, key=_rank_place)

    @property
    def occurrences(self) -> int:
        """How many cells, one at least."""
        return max(1, len(self._cells))

    @property
    def _cells(self) -> set[Place]:
        return {problem.place for problem in self.problems if problem.place.cell}

    @property
    def sheets(self) -> str:
        """Its sheets, as the report lists them."""
        return _list(problem.place.sheet for problem in self.problems)

    @property
    def columns(self) -> str:
        """Its columns, as the report lists them."""
        return _list(problem.colonne for problem in self.problems)

    @property
    def ranges(self) -> str:
        """Its cells in ranges: `C4:C9; C12`, each sheet named when there are several."""
        by_sheet: dict[str, list[str]] = {}
        for place in self.places:
            by_sheet.setdefault(place.sheet, []).append(place.cell)
        if len(by_sheet) == 1:
            return format_ranges(*by_sheet.values())
        return "; ".join(f"{sheet}!{format_ranges(cells)}" for sheet, cells in by_sheet.items())

    def __str__(self) -> str:
        return str(replace(self.problem, colonne=self.columns))


def _list(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, words)))


_name_line = attrgetter(
    "gravite",
    "place.workbook",
    "code",
    "trouve",
    "attendu",
    "que_faire",
)
"""What the problems of one line of the report have in common."""

MANY = 3
"""From how many values a kind has one line for all, but for what mutilates a document."""
LISTED = 10
"""Values that such a line names, beside the first."""

_CELL = re.compile(r"([A-Z]+)(\d+)")
_DAY = re.compile(r"\b\d{2}/\d{2}/\d{4}\b")

CellRank = tuple[int, str, int]
"""By the length of its letters, by them, by its row; what is no cell comes first."""
RankedCell = tuple[CellRank, str]
"""A cell after its rank."""


def _rank_cell(cell: str) -> CellRank:
    match = _CELL.fullmatch(cell)
    if match:
        return (len(match[1]), match[1], int(match[2]))
    return (0, cell, 0)


def group_problems(problems: Iterable[Problem]) -> list[Group]:
    """Group the problems by workbook, kind and value, first things first
    (docs/rules/control-workbook.md#a-corriger).
    """
    lines: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        lines.setdefault(_name_line(problem), []).append(problem)
    kinds: dict[tuple[object, ...], list[list[Problem]]] = {}
    for same in lines.values():
        same.sort(key=_rank)
        kinds.setdefault(_name_kind(same[0]), []).append(same)
    groups: list[Group] = []
    for values in kinds.values():
        first = values[0][0]
        if len(values) < MANY or first.mutilates or first.ensuite:
            groups += [Group(same[0], same) for same in values]
        else:
            groups.append(_join_values(sorted(values, key=lambda same: _rank(same[0]))))
    return _say_once(sort_groups(groups))


def sort_groups(groups: Iterable[Group]) -> list[Group]:
    """Sort the lines of the report, first things first."""
    return sorted(groups, key=lambda group: _rank(group.problem))


def _name_kind(problem: Problem) -> tuple[object, ...]:
    """Name what the problems of one kind have in common, whatever the value that they name, and the
    day that it was read as.
    """
    words = [problem.trouve, problem.attendu, problem.que_faire]
    if problem.valeur:
        named = re.compile(rf"{re.escape(problem.valeur)}[ \u00a0\u202f]»")
        words = [_DAY.sub("", named.sub("»", text)) for text in words]
    return problem.gravite, problem.place.workbook, problem.code, *words


def _join_values(values: Sequence[Sequence[Problem]]) -> Group:
    """Make one line of many values of one kind: what is said of the first, then the others."""
    first = values[0][0]
    others = [f"« {same[0].valeur} »" for same in values[1:]]
    if len(others) > LISTED:
        others[LISTED:] = [f"{len(others) - LISTED} autres"]
    shown = replace(first, trouve=f"{first.trouve} ; de même {french.join_words(others)}")
    return Group(shown, [problem for same in values for problem in same])


def _say_once(groups: Sequence[Group]) -> list[Group]:
    """Shorten what to do where a line above has said it in full."""
    said, result = False, list[Group]()
    for group in groups:
        problem = group.problem
        if said and problem.ensuite:
            problem = replace(problem, que_faire=problem.ensuite)
        said = said or bool(problem.ensuite)
        result.append(replace(group, problem=problem))
    return result


def _rank(problem: Problem) -> tuple[object, ...]:
    """Rank what prevents or mutilates a document first, then what leaves a row out."""
    gravite = problem.gravite
    first = gravite is Severity.BLOQUANT or problem.mutilates
    after = gravite is Severity.INFORMATION or not problem.leaves_out
    return not first, after, gravite, *_rank_place(problem.place)


def _rank_place(place: Place) -> tuple[object, ...]:
    return place.workbook, place.sheet, _rank_cell(place.cell)


def format_ranges(cells: Sequence[str]) -> str:
    """Return the cells of one sheet as the report shows them, in ranges: `C4:C9; C12`."""
    ranked = [(_rank_cell(cell), cell) for cell in cells]
    runs = gather_runs(ranked, _is_below)
    return "; ".join(":".join(cell for _, cell in run) for run in runs)


def _is_below(above: RankedCell, below: RankedCell) -> bool:
    (*column, row), _ = above
    return below[0] == (*column, row + 1)


class CluError(Exception):
    """An obstacle that stops the run. `sentence` is shown as it is, `code` is the exit code
    (docs/rules/delivery.md#exit-codes).
    """

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
