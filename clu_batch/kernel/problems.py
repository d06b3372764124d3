"""What can be wrong, as values: where it is, what was found, what is expected, what to do.

A wrong cell is a `Problem`, collected and reported with all the others in one pass; an obstacle
that stops the run is a `CluError`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter

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

    def __str__(self) -> str:
        inside = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return ", ".join(part for part in (self.workbook, inside) if part)


@frozen
class Problem:
    """One defect at one place. `colonne`: the header; `trouve`: the value typed or the
    fact seen.
    """

    gravite: Severity
    code: str
    place: Place
    colonne: str
    trouve: str
    attendu: str
    que_faire: str

    def __str__(self) -> str:
        where = f"{self.place} ({self.colonne})" if self.colonne else str(self.place)
        attendu = self.attendu if self.attendu.endswith("?") else f"{self.attendu}."
        return f"{where} : {self.trouve}. Attendu : {attendu} {self.que_faire}"


@frozen
class ProblemKind:
    """A kind of problem of the catalogue `clu_batch.messages`: its severity and its French
    sentences.

    `trouve`, `attendu` and `que_faire` are `str.format` patterns over `valeur` and the facts given
    to `report`.
    """

    gravite: Severity
    code: str
    trouve: str
    attendu: str
    que_faire: str

    def report(
        self,
        place: Place,
        colonne: str = "",
        valeur: object = "",
        suggestion: object = None,
        **facts: object,
    ) -> Problem:
        """Return the problem of this kind at `place`. Every fact that the sentences name must be
        given (KeyError otherwise), but for `suggestion`: the closest known name, if any. Dates are
        written « 10/12/2026 ».
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
        )


declare_bloquant = partial(ProblemKind, Severity.BLOQUANT)
declare_erreur = partial(ProblemKind, Severity.ERREUR)
declare_a_verifier = partial(ProblemKind, Severity.A_VERIFIER)
declare_information = partial(ProblemKind, Severity.INFORMATION)
"""Declare a kind of each severity: its code, then its sentences."""


def _say_fact(fact: object) -> str:
    return french.format_short_date(fact) if isinstance(fact, dt.date) else str(fact)


SHOWN = 80  # À corriger shows 80 characters of a value at most (docs/rules/privacy.md#messages)


def shorten_value(valeur: object) -> str:
    """Return a typed value as the report shows it: on one line, 80 characters at most."""
    text = " ".join(str(valeur).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@frozen
class Group:
    """The same problem at several cells of one column: one line of the report."""

    problem: Problem
    cells: Sequence[str] = field(default_factory=tuple)

    @property
    def occurrences(self) -> int:
        """How many cells, one at least: a problem of a whole sheet has none."""
        return max(1, len(self.cells))


_name_line = attrgetter(
    "gravite",
    "place.workbook",
    "place.sheet",
    "colonne",
    "code",
    "trouve",
    "attendu",
    "que_faire",
)
"""What the problems of one line of the report have in common."""

_CELL = re.compile(r"([A-Z]+)(\d+)")


def _rank_cell(cell: str) -> tuple[int, str, int]:
    match = _CELL.fullmatch(cell)
    return (len(match[1]), match[1], int(match[2])) if match else (0, cell, 0)


def group_problems(problems: Iterable[Problem]) -> list[Group]:
    """Group the problems by sheet, column, value and kind, sorted by severity then place
    (docs/rules/control-workbook.md#a-corriger).
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_name_line(problem), []).append(problem)
    result = []
    for same in groups.values():
        cells = {problem.place.cell for problem in same} - {""}
        result.append(Group(min(same, key=_rank), tuple(sorted(cells, key=_rank_cell))))
    return sorted(result, key=lambda group: _rank(group.problem))


def _rank(problem: Problem) -> tuple[object, ...]:
    place = problem.place
    return problem.gravite, place.workbook, place.sheet, _rank_cell(place.cell)


def format_ranges(cells: Sequence[str]) -> str:
    """Return the cells of one column as the report shows them, in ranges: `C4:C9; C12`."""
    return "; ".join(":".join(run) for run in gather_runs(cells, _is_below))


def _is_below(above: str, cell: str) -> bool:
    a, b = _CELL.fullmatch(above), _CELL.fullmatch(cell)
    return bool(a and b and a[1] == b[1] and int(b[2]) == int(a[2]) + 1)


class CluError(Exception):
    """An obstacle that stops the run. `sentence` is shown as it is, `code` is the exit code
    (docs/rules/delivery.md#exit-codes).
    """

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
