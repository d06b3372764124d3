"""Problems: their words, their grouping, their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import pytest

from clu_batch.kernel.problems import (
    Place,
    ProblemKind,
    Severity,
    group_problems,
    shorten_value,
)
from clu_batch.parse import parse_date

DEFAUT = ProblemKind(
    Severity.ERREUR, "essai", "« {valeur} »", "une date{suite}", "Corrigez {colonne}."
)

VALEUR = replace(DEFAUT, que_faire="Corrigez.")


def test_a_problem_fills_the_four_parts() -> None:
    problem = DEFAUT.report(
        Place("comite.xlsx", "Réunions", "A4"), "Date", "31/02/2026", suite=" du calendrier"
    )
    assert (
        str(problem)
        == "comite.xlsx, Réunions!A4 (Date) : « 31/02/2026 ». Attendu : une date du calendrier."
        " Corrigez Date."
    )


def test_a_fact_that_the_sentence_needs_cannot_be_forgotten() -> None:
    with pytest.raises(KeyError):
        DEFAUT.report(Place(), "Date", "x")


def test_a_problem_that_moves_keeps_all_else() -> None:
    kind = replace(DEFAUT, mutilates=True, ensuite="De même.")
    problem = kind.report(Place("a.xlsx", "Réunions", "A4"), "Date", "31/02", suite=", un jour")
    there = Place("b.xlsx", "Membres", "C7")
    assert asdict(problem.move(there)) == asdict(problem) | {"place": asdict(there)}


def _report(*found: tuple[str, str, str, str]) -> list[tuple[str, str, str, int]]:
    """Group problems of one workbook (sheet, cell, column, value); return what each line lists."""
    problems = [
        VALEUR.report(Place("a.xlsx", sheet, cell), column, value, suite="")
        for sheet, cell, column, value in found
    ]
    return [(g.sheets, g.columns, g.ranges, g.occurrences) for g in group_problems(problems)]


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        ([("S", "C4", "C", "x")], [("S", "C", "C4", 1)]),
        (
            [("S", cell, "C", "x") for cell in ("C12", "C4", "C5", "C10")],
            [("S", "C", "C4:C5; C10; C12", 4)],
        ),
        ([("S", "D4", "D", "x"), ("S", "C4", "C", "x")], [("S", "C; D", "C4; D4", 2)]),
        ([("S", "AA2", "AA", "x"), ("S", "Z2", "Z", "x")], [("S", "Z; AA", "Z2; AA2", 2)]),
        ([("S", "C4", "C", "x"), ("S", "C4", "C", "x")], [("S", "C", "C4", 1)]),
        ([("S", "", "C", "x"), ("S", "", "D", "x")], [("S", "C; D", "", 1)]),
        (
            [("juin", "C4", "C", "x"), ("mai", "C4", "C", "x"), ("mai", "C5", "C", "x")],
            [("juin; mai", "C", "juin!C4; mai!C4:C5", 3)],
        ),
        ([("juin", "", "", "x"), ("mai", "", "", "x")], [("juin; mai", "", "", 1)]),
        (
            [("S", "C4", "C", "x"), ("S", "C5", "C", "y")],
            [("S", "C", "C4", 1), ("S", "C", "C5", 1)],
        ),
        (  # many values of one kind are one line
            [("S", f"C{row}", "C", value) for row, value in enumerate("xyzx", 4)],
            [("S", "C", "C4:C7", 4)],
        ),
    ],
)
def test_a_value_is_one_line_whatever_the_columns(
    found: list[tuple[str, str, str, str]], lines: list[tuple[str, str, str, int]]
) -> None:
    assert _report(*found) == lines


@pytest.mark.parametrize(
    "other", [{"workbook": "b.xlsx"}, {"suite": " ou rien"}, {"kind": True}]
)
def test_another_workbook_scale_or_kind_is_another_line(other: dict[str, Any]) -> None:
    again = ProblemKind(
        Severity.ERREUR, "autre", "« {valeur} »", "une date{suite}", "Corrigez."
    )
    kind = again if "kind" in other else VALEUR
    place = Place(other.get("workbook", "a.xlsx"), "S", "D4")
    problems = [
        VALEUR.report(Place("a.xlsx", "S", "C4"), "C", "x", suite=""),
        kind.report(place, "D", "x", suite=other.get("suite", "")),
    ]
    assert len(group_problems(problems)) == 2


def test_a_line_of_many_values_names_them() -> None:
    problems = [
        VALEUR.report(Place("a.xlsx", "S", f"C{row}"), "C", f"v{row}", suite="")
        for row in range(2, 16)
    ]
    (few,) = group_problems(problems[:3])
    assert few.problem.trouve == "« v2 » ; de même « v3 » et « v4 »"
    (many,) = group_problems(problems)
    assert many.problem.trouve.endswith("« v11 », « v12 » et 3 autres")
    assert list(many.problems) == problems


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("value", ["ok", "?", ".", "a(b", "31/02", "z"])
def test_values_of_one_kind_are_one_line_whatever_they_hold(space: str, value: str) -> None:
    kind = replace(VALEUR, trouve=f"«{space}{{valeur}}{space}» n’est pas une date")
    problems = [
        kind.report(Place("a.xlsx", "S", f"C{row}"), "C", typed, suite="")
        for row, typed in enumerate((value, "oui", "idem"), 2)
    ]
    assert [group.ranges for group in group_problems(problems)] == ["C2:C4"]


def test_what_to_do_is_said_once() -> None:
    kind = replace(VALEUR, ensuite="De même pour {valeur}.")
    problems = [
        kind.report(Place("a.xlsx", "S", f"C{row}"), "C", value, suite="")
        for row, value in enumerate("xyzx", 2)
    ]
    assert [(group.problem.que_faire, group.ranges) for group in group_problems(problems)] == [
        ("Corrigez.", "C2; C5"),
        ("De même pour y.", "C3"),
        ("De même pour z.", "C4"),
    ]


def test_the_report_begins_with_the_first_things() -> None:
    kinds = {
        "info-row": ProblemKind(Severity.INFORMATION, "a", "ligne laissée de côté", "", ""),
        "info": ProblemKind(Severity.INFORMATION, "b", "t", "", ""),
        "habit": ProblemKind(Severity.A_VERIFIER, "c", "t", "", ""),
        "error": ProblemKind(Severity.ERREUR, "d", "t", "", ""),
        "total": ProblemKind(Severity.A_VERIFIER, "e", "elle a été laissée de côté", "", ""),
        "row": ProblemKind(Severity.ERREUR, "f", "t", "", "la ligne est laissée de côté."),
        "missing": ProblemKind(Severity.A_VERIFIER, "g", "t", "", "", mutilates=True),
        "unread": ProblemKind(Severity.ERREUR, "h", "t", "", "", mutilates=True),
        "block": ProblemKind(Severity.BLOQUANT, "i", "t", "", ""),
    }
    found = [kind.report(Place("a.xlsx", "S", "A1"), name) for name, kind in kinds.items()]
    assert [group.columns for group in group_problems(found)] == [
        "block",
        "unread",
        "missing",
        "row",
        "total",
        "error",
        "habit",
        "info-row",
        "info",
    ]


def test_the_same_gravity_is_sorted_by_place() -> None:
    block = ProblemKind(Severity.BLOQUANT, "b", "t{colonne}", "a", "q")
    report = group_problems(
        [
            block.report(Place("c.xlsx", "S", "A1")),
            block.report(Place("b.xlsx", "S", "B10")),
            block.report(Place("b.xlsx", "S", "B9"), "x"),
        ]
    )
    assert [str(g.problem.place) for g in report] == [
        "b.xlsx, S!B9",
        "b.xlsx, S!B10",
        "c.xlsx, S!A1",
    ]


@pytest.mark.parametrize(
    ("value", "text"), [("a\n b", "a b"), ("x" * 81, "x" * 79 + "…"), ("x" * 80, "x" * 80)]
)
def test_a_long_value_is_cut_at_80_characters(value: str, text: str) -> None:
    assert shorten_value(value) == text


@pytest.mark.parametrize(
    "typed",
    [
        ["20.01.26", "01.03.26", "04.05.26"],
        ["1/2/26", "3/2/26", "5/2/26", "7/2/26"],
        [f"{day}/03/26" for day in range(10, 29)],
    ],
)
def test_values_read_as_other_days_are_one_line(typed: Sequence[str]) -> None:
    problems = []
    for row, value in enumerate(typed, 2):
        lu = parse_date(value)
        assert lu.defaut is not None
        assert lu.valeur is not None
        place = Place("r.xlsx", "Réclamations", f"B{row}")
        problems.append(lu.defaut.report(place, "Reçue le", value, **lu.faits))
    (line,) = group_problems(problems)
    assert line.occurrences == len(typed)
