"""The problems of the screen: the first ones, and all that leaves rows out."""

from __future__ import annotations

import pytest

from clu_batch.kernel.problems import Place, ProblemKind, Severity, group_problems
from clu_batch.session.summary import A_L_ECRAN, show_first

DATE = ProblemKind(
    Severity.ERREUR, "d", "« {valeur} » {numero}", "", "La ligne est laissée de côté."
)
TOTAL = ProblemKind(Severity.A_VERIFIER, "t", "elle a été laissée de côté {numero}", "", "")
HABIT = ProblemKind(Severity.ERREUR, "h", "« {valeur} » {numero}", "", "Corrigez.")
MISSING = ProblemKind(Severity.A_VERIFIER, "m", "il manque {numero}", "", "", mutilates=True)
INFO = ProblemKind(Severity.INFORMATION, "i", "elle a été laissée de côté {numero}", "", "")


def _show(kind: ProblemKind, count: int, *others: ProblemKind) -> list[str]:
    """The lines of the screen for so many lines of a kind, in B2, B3…, then one of each other."""
    found = [
        kind.report(Place("a.xlsx", "S", f"B{n}"), valeur="x", numero=n)
        for n in range(2, count + 2)
    ]
    found += [other.report(Place("b.xlsx", "T", "C9"), numero=0) for other in others]
    return show_first(group_problems(found), ())


@pytest.mark.parametrize("count", [1, 19, A_L_ECRAN])
def test_twenty_lines_are_shown(count: int) -> None:
    assert len(_show(HABIT, count)) == count


@pytest.mark.parametrize("other", [DATE, TOTAL, MISSING])
@pytest.mark.parametrize("count", [A_L_ECRAN, 30, 500])
def test_what_drops_rows_or_mutilates_comes_before_habits(
    count: int, other: ProblemKind
) -> None:
    lines = _show(HABIT, count, other)
    assert "b.xlsx, T!C9" in lines[0]
    assert lines[A_L_ECRAN:] == [f"… et {count + 1 - A_L_ECRAN} autres."]


@pytest.mark.parametrize("kind", [DATE, TOTAL])
@pytest.mark.parametrize("count", [A_L_ECRAN + 1, 30, 500])
def test_every_row_that_is_dropped_is_shown(count: int, kind: ProblemKind) -> None:
    lines = _show(kind, count, HABIT)
    shown = f"B{A_L_ECRAN + 2}:B{count + 1}" if count > A_L_ECRAN + 1 else f"B{count + 1}"
    assert lines[A_L_ECRAN + 1 :] == [f"  dont, laissé de côté dans a.xlsx, S\u00a0: {shown}"]


def test_an_information_stays_in_the_control_workbook() -> None:
    assert _show(INFO, 3) == []
