"""Problems: their words, their grouping, their ranges."""

from __future__ import annotations

import pytest

from clu_batch.kernel.problems import (
    Place,
    ProblemKind,
    Severity,
    format_ranges,
    group_problems,
    shorten_value,
)

DEFAUT = ProblemKind(
    Severity.ERREUR, "essai", "« {valeur} »", "une date{suite}", "Corrigez {colonne}."
)


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


def test_the_same_problem_in_a_column_is_one_line() -> None:
    problems = [
        DEFAUT.report(Place("a.xlsx", "S", cell), "C", "x", suite="")
        for cell in ("C12", "C4", "C5", "C10")
    ]
    problems.append(DEFAUT.report(Place("a.xlsx", "S", "D4"), "D", "x", suite=""))
    groups = group_problems(problems)
    assert [(g.problem.colonne, format_ranges(g.cells), g.occurrences) for g in groups] == [
        ("C", "C4:C5; C10; C12", 4),
        ("D", "D4", 1),
    ]


def test_the_report_is_sorted_by_gravity_then_place() -> None:
    info = ProblemKind(Severity.INFORMATION, "i", "t", "a", "q")
    block = ProblemKind(Severity.BLOQUANT, "b", "t", "a", "q")
    report = group_problems(
        [
            info.report(Place("a.xlsx", "S", "A1")),
            block.report(Place("b.xlsx", "S", "B10")),
            block.report(Place("b.xlsx", "S", "B9"), "x"),
        ]
    )
    assert [str(g.problem.place) for g in report] == [
        "b.xlsx, S!B9",
        "b.xlsx, S!B10",
        "a.xlsx, S!A1",
    ]


@pytest.mark.parametrize(
    ("value", "text"), [("a\n b", "a b"), ("x" * 81, "x" * 79 + "…"), ("x" * 80, "x" * 80)]
)
def test_a_long_value_is_cut_at_80_characters(value: str, text: str) -> None:
    assert shorten_value(value) == text
