"""One date month first in a register: which of the others their neighbours prove
(docs/rules/workbooks.md#dates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from clu_batch.check import check_rows
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declared_sheet import Kind, Sheet
from clu_batch.kernel.problems import group_problems
from tests.support.columns import key, optional
from tests.support.raw_sheets import list_column, raw_sheet

J = dt.date(2026, 11, 23)
MAUVAISE = "12/13/2026"
REGISTRE = Sheet(
    "Registre",
    "registre.xlsx",
    "A register.",
    (
        key("N°", Kind.NUMERO),
        optional("Reçue le", Kind.DATE),
        optional("Réunion", Kind.REUNION),
    ),
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def register(
    cells: Sequence[object], numbers: Sequence[object] = (), header: str = "Reçue le"
) -> CheckedRows:
    """A register; its rows have no N° in order unless some are given."""
    numbers = numbers or ["x"] * len(cells)
    lines = [["N°", header], *zip(numbers, cells, strict=True)]
    return check_rows(REGISTRE, [raw_sheet("r.xlsx", "Registre", lines)], j=J, exemple=False)


def said(checked: CheckedRows) -> dict[str, list[str]]:
    """The cells of each kind of problem of a date."""
    found: dict[str, list[str]] = {}
    for problem in checked.problems:
        if problem.code.startswith("date-"):
            found.setdefault(problem.code, []).append(problem.place.cell)
    return found


PROVED = [
    # between two real dates
    ["2026-03-01", "05/03/2026", "2026-03-10", MAUVAISE],
    ["2026-03-01", "05-03-2026", "2026-03-10", MAUVAISE],
    ["2026-03-01", "5.3.2026", "2026-03-10", MAUVAISE],
    ["2026-03-01", "05/03/26", "2026-03-10", MAUVAISE],
    ["2026-03-01", "le 05/03/2026", "2026-03-10", MAUVAISE],
    # texts that can only be day first, or spelt out, are as certain as a date
    ["28/02/2026", "05/03/2026", "13/03/2026", MAUVAISE],
    ["1er mars 2026", "05/03/2026", "10 mars 2026", MAUVAISE],
    # the bad one stands anywhere
    [MAUVAISE, "2026-03-01", "05/03/2026", "2026-03-10"],
    ["2026-03-01", MAUVAISE, "05/03/2026", "2026-03-10"],
    # the last row: a register does not go back
    ["2026-10-30", "2026-11-02", "05/11/2026", MAUVAISE],
    # the first one: nor does it start after what follows
    ["05/01/2026", "2026-01-07", "2026-02-01", MAUVAISE],
    # written down a few days late
    ["2026-01-25", "06/02/2026", "2026-02-04", "2026-02-14", MAUVAISE],
    # empty cells, and cells that are no date, prove nothing and hide nothing
    ["2026-03-01", "", "05/03/2026", "idem", "2026-03-10", MAUVAISE],
    # the latest first
    ["2026-06-01", "2026-05-20", "2026-03-10", "05/03/2026", "2026-03-01", MAUVAISE],
    # one step in ten against the order
    [
        *("2026-01-03", "2026-01-15", "2026-02-01", "2026-01-10", "2026-02-20", "2026-02-25"),
        *("2026-03-01", "05/03/2026", "2026-03-10", "2026-03-28", "2026-04-05", "2026-04-20"),
        MAUVAISE,
    ],
    # the same day and month prove themselves
    ["03/03/2026", "2026-12-30", "2026-01-02", "2026-07-01", MAUVAISE],
]


@pytest.mark.parametrize("cells", PROVED, ids=" ".join)
def test_a_date_that_its_neighbours_prove_is_used(cells: Sequence[str]) -> None:
    checked = register([_real(cell) for cell in cells])
    wanted = {day("2026-03-05"), day("2026-11-05"), day("2026-01-05"), day("2026-02-06")}
    wanted |= {day("2026-03-03")}
    read = list_column(checked, "Reçue le")
    assert wanted & set(read)
    told = said(checked)
    assert "date-ambigue" not in told
    assert len(told["date-mois-en-premier"]) == 1
    assert ("date-prouvee" in told) is ("03/03/2026" not in cells)


UNPROVED = [
    # both readings stand between their neighbours
    ["2026-01-02", "05/03/2026", "2026-11-10", MAUVAISE],
    # neither does
    ["2026-07-01", "05/03/2026", "2026-07-10", MAUVAISE],
    # the neighbours prove the other one: it is never read month first
    ["2026-05-01", "05/03/2026", "2026-05-10", MAUVAISE],
    # no neighbour is certain
    ["05/03/2026", MAUVAISE],
    ["05/03/2026", "06/03/2026", MAUVAISE],
    # one date makes no order
    ["2026-03-01", "05/03/2026", MAUVAISE],
    # nor do two that go backwards
    ["2026-03-10", "05/03/2026", "2026-03-01", MAUVAISE],
    # the rows are in no order
    [
        *("2026-09-03", "2026-02-15", "2026-11-01", "2026-03-01", "05/03/2026", "2026-03-10"),
        *("2026-01-20", "2026-10-05", "2026-04-01", "2026-08-12"),
        MAUVAISE,
    ],
    # a neighbour that is no plausible date is none
    ["2062-03-01", "05/03/2026", "2026-03-10", MAUVAISE],
    # the same text stands elsewhere, where nothing proves it
    ["2026-03-01", "05/03/2026", "2026-03-10", MAUVAISE, "05/03/2026", "2026-12-01"],
]


@pytest.mark.parametrize("cells", UNPROVED, ids=" ".join)
def test_a_date_that_nothing_proves_is_refused(cells: Sequence[str]) -> None:
    checked = register([_real(cell) for cell in cells])
    told = said(checked)
    assert "date-ambigue" in told
    assert "date-prouvee" not in told
    assert day("2026-03-05") not in list_column(checked, "Reçue le")


@pytest.mark.parametrize(
    "numbers",
    [
        ["26-004", "26-001", "26-002", "26-003"],
        ["2026-40", "2026-8", "2026-9", "2026-10"],
        [4, 1, 2, 3],
        ["R 12", "R 2", "R 3", "R 11"],
        ["12 bis", "2", "3 bis", "4"],
    ],
)
def test_the_numbers_give_the_order_where_the_rows_do_not(numbers: Sequence[object]) -> None:
    cells = [day("2026-07-20"), day("2026-03-01"), "05/03/2026", day("2026-03-10")]
    checked = register([*cells, MAUVAISE], [*numbers, "99999"])
    assert said(checked) == {"date-prouvee": ["B4"], "date-mois-en-premier": ["B6"]}


def test_one_line_tells_all_the_proved_dates() -> None:
    cells = [day("2026-01-30"), "06.02.2026", "7/2/26", day("2026-02-14"), "le 05/03/2026"]
    checked = register([*cells, day("2026-03-08"), MAUVAISE])
    groups = group_problems(checked.problems)
    told = [group for group in groups if group.problems[0].code == "date-prouvee"]
    assert said(checked)["date-prouvee"] == ["B3", "B4", "B6"]
    assert [group.occurrences for group in told] == [3]


def test_a_cited_meeting_is_in_no_order() -> None:
    cells = [day("2026-03-01"), "05/03/2026", day("2026-03-10"), MAUVAISE]
    assert "date-ambigue" in said(register(cells, header="Réunion"))


def test_without_a_date_month_first_nothing_is_told() -> None:
    assert said(register([day("2026-07-01"), "05/03/2026", day("2026-07-10")])) == {}


def _real(cell: str) -> object:
    """An ISO date stands for a real one."""
    return day(cell) if cell[:3] == "202" or cell[:3] == "206" else cell
