"""What bears a planted value, and which functions hold it, on values and on functions small enough
to be judged by eye.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from tests.support.folders import ROOT
from tools import journey
from tools.journey import JOURNEYS, Bearing, Copy, Function

DAY, FOREIGN_DAY = dt.date(2026, 9, 14), dt.date(2026, 9, 16)
COMPLAINT, ANSWER = JOURNEYS["complaint"], JOURNEYS["answer"]
NEITHER, PLANTED, FOREIGN, BOTH = (False, False), (True, False), (False, True), (True, True)
"""Whether a value bears the planted mark, and the foreign one."""


def find_marks(value: object) -> tuple[bool, bool]:
    """Which marks of the journey of a complaint a value bears."""
    bearing = Bearing.make(COMPLAINT.planted, COMPLAINT.foreign)
    return bearing.planted.is_in(value), bearing.foreign.is_in(value)


@dataclass(frozen=True)
class Held:
    """An object of the program, for all that the search knows."""

    what: object


Held.__module__ = "clu_batch.toy"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Affiche zqk", PLANTED),
        ("Bureau wvx", FOREIGN),
        ("zqk et wvx", BOTH),
        (DAY, PLANTED),
        (dt.datetime.combine(DAY, dt.time(9, 30)), PLANTED),
        ("reçue le 14\u00a0septembre 2026", PLANTED),
        (46279, PLANTED),  # Excel's number of that day
        (np.array([DAY], "datetime64[s]"), PLANTED),
        (np.arange("2026-09-01", "2026-10-01", dtype="datetime64[D]"), BOTH),
        (pd.DataFrame({"recue": pd.to_datetime([DAY])}), PLANTED),
        (pd.DataFrame({"recue": pd.to_datetime([DAY, FOREIGN_DAY])}), BOTH),
        (pd.Series(["zqk", "autre"], dtype="category").iloc[1:], NEITHER),
        ([{"N°": ("zqk-1",)}], PLANTED),
        ([[[["zqk-1"]]]], NEITHER),  # four containers
        (Held([["zqk-1"]]), PLANTED),
        (Held(Held(["zqk-1"])), PLANTED),
        (Held(Held(Held("zqk-1"))), NEITHER),  # three objects
        (iter(["zqk-1"]), NEITHER),
        (b"<w:t>zqk</w:t>", PLANTED),
        (b"PK zqk", NEITHER),  # a packed file
        (pd.NaT, NEITHER),
        (pd.MultiIndex.from_arrays([["c.xlsx"], ["zqk"], [7]]), PLANTED),
        (True, NEITHER),
    ],
)
def test_what_bears_the_value(value: object, found: tuple[bool, bool]) -> None:
    assert find_marks(value) == found


def test_what_carries_everything_is_seen_from_farther() -> None:
    bearing = Bearing.make(COMPLAINT.planted, COMPLAINT.foreign)
    row = Held("zqk-1")
    assert bearing.is_borne_by(Held([row]))
    assert not bearing.is_borne_by(Held([row, Held(Held("Bureau wvx"))]))


def test_the_figure_made_of_the_answers_bears_them() -> None:
    search = journey.Search(ANSWER.planted)
    assert search.is_in([Fraction(62, 94)])
    assert search.is_in(Held((0.5, 31 / 47)))
    assert not search.is_in(31)


def test_a_container_that_grows_is_looked_into_again() -> None:
    search = journey.Search(COMPLAINT.planted)
    cells = ["rien"] * 20
    assert not search.is_in(cells)
    cells.append("zqk-1")
    assert search.is_in(cells)


PROGRAM = """
def read():
    return ["zqk-1", "autre"]

def check(cells):
    return len(cells)

def weigh(cells):
    longest = max(cells, key=lambda cell: cell)
    return len([cell for cell in cells]) + sum(len(cell) for cell in cells)

def pick(cells):
    return (cell for cell in cells)

def write(cell, out):
    out.write(cell)

def shout(cell):
    return cell.upper()

def each(cells):
    yield from [shout(cell) for cell in cells]

def carry(everything):
    return check(everything)

def innocent():
    return carry(["zqk-1", "wvx"])

def run(out):
    cells = read()
    check(cells)
    weigh(cells)
    for cell in each(pick(cells)):
        write(cell, out)
    innocent()
"""


def test_who_holds_the_value_and_who_hands_it_on(tmp_path: Path) -> None:
    """What carries the foreign mark too does not count; a comprehension is its function, and what
    it gives stays there.
    """
    watch = journey.Watch(tmp_path, Bearing.make(COMPLAINT.planted, COMPLAINT.foreign))
    names: dict[str, object] = {}
    exec(compile(PROGRAM, str(tmp_path / "toy.py"), "exec"), names)  # noqa: S102 (the text above)
    run = names["run"]
    assert callable(run)
    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        run(io.StringIO())
    finally:
        sys.setprofile(before)
    handing = {"read", "pick", "shout", "each"}
    assert watch.handing == {Function("toy.py", name) for name in handing}
    assert watch.holding == {
        Function("toy.py", name) for name in handing | {"run", "check", "weigh", "write"}
    }


@pytest.fixture(scope="module")
def example() -> Copy:
    """The example, in memory: each journey plants its own sheets."""
    return Copy(ROOT / "workbooks")


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_values_are_planted_in_the_example(
    name: str, example: Copy, tmp_path: Path
) -> None:
    JOURNEYS[name].plant(example)
    example.write(tmp_path)
    book, sheet = {
        "complaint": ("reclamations", "Réclamations"),
        "answer": ("satisfaction", "Réponses"),
        "setting": ("parametres", "Paramètres"),
    }[name]
    written = openpyxl.load_workbook(tmp_path / f"{book}.xlsx", read_only=True)
    rows = written[sheet].iter_rows(values_only=True)
    cells = [str(cell) for cell in chain.from_iterable(rows)]
    written.close()
    assert (
        sum("zqk" in cell for cell in cells)
        == {"complaint": 2, "answer": 31, "setting": 1}[name]
    )


def test_nothing_of_the_example_bears_a_mark() -> None:
    """The words and the days are those of the planted row alone."""
    found: set[str] = set()
    for path in sorted((ROOT / "workbooks").glob("*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            found |= _find_marked(sheet.title, sheet.iter_rows(values_only=True))
        book.close()
    assert found == set()


def _find_marked(sheet: str, rows: Iterator[Sequence[object]]) -> set[str]:
    return {f"{sheet}: {row}" for row in rows if find_marks(row) != NEITHER}


def test_the_table_and_the_names() -> None:
    held, handed = Function("read/folder.py", "read"), Function("rules/days.py", "count")
    count = journey.Count(holding=[held, handed], handing=[handed], shared=[])
    table = list(journey.show_table({"setting": count}))
    assert table[-1].split()[-6:] == ["2", "2", "1", "1", "0", "0"]
    assert "  * rules/days.py: count" in list(journey.show_functions("setting", count))


def test_shared_is_what_several_places_ask_for(tmp_path: Path) -> None:
    (tmp_path / "roof.py").write_text(
        "def slate(): ...\ndef ridge(): slate()\nclass Roof:\n    def lay(self): ridge()\n",
        "utf-8",
    )
    (tmp_path / "house.py").write_text("covers = [roof.slate, roof.Roof().lay, lay]\n", "utf-8")
    slate, ridge, lay = (Function("roof.py", name) for name in ("slate", "ridge", "Roof.lay"))
    assert journey.list_shared(tmp_path, [slate, ridge, lay]) == [slate, lay]
