"""The comparison with openpyxl sees what differs, and nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from clu_batch.read import read_folder
from tests.campaigns import public_workbooks
from tests.support.folders import ROOT

VALUES: list[object] = ["Alès", 12.5, dt.date(2026, 3, 12), dt.time(14, 30), True, "#N/A", None]


def make_workbook(folder: Path) -> None:
    """A workbook with a cell of each type, a merged one and a formula never computed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(VALUES)
    sheet["A2"] = "=1+1"
    sheet["A3"] = "deux lignes"
    sheet.merge_cells("A3:B4")
    book.save(folder / "a.xlsx")


def test_the_two_readers_say_the_same(tmp_path: Path) -> None:
    make_workbook(tmp_path)
    assert public_workbooks.compare(tmp_path) == ["lu"]


@pytest.mark.parametrize("name", ["comite", "parametres", "reclamations", "satisfaction"])
def test_they_say_the_same_of_the_example(tmp_path: Path, name: str) -> None:
    shutil.copy(ROOT / "workbooks" / f"{name}.xlsx", tmp_path)
    assert public_workbooks.compare(tmp_path) == ["lu"]


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("A", "", "perdue"),
        ("A", "Ales", "texte"),
        ("A", 3.0, "float / str"),
        ("B", 12.0, "float / float"),
        ("B", "12,5", "str / float"),
        ("C", dt.date(2026, 12, 3), "date / datetime"),
        ("C", 46093.0, "float / datetime"),
        ("D", dt.time(14, 31), "time / time"),
        ("E", 1.0, "float / bool"),
        ("E", "", "perdue"),
        ("F", "n/a", "str / _Error"),
        ("G", "x", "en plus"),
    ],
)
def test_a_cell_that_is_read_otherwise_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    column: str,
    value: object,
    kind: str,
) -> None:
    make_workbook(tmp_path)
    read = read_folder(tmp_path)
    (raw,) = read.sheets
    raw.frame["G"] = ""
    raw.frame[column] = pd.Series(
        [value, *raw.frame[column].tolist()[1:]], raw.frame.index, dtype=object
    )
    changed = dataclasses.replace(read, sheets=(raw,))
    monkeypatch.setattr(public_workbooks, "read_folder", lambda _folder: changed)
    assert [said.partition(":")[0] for said in public_workbooks.compare(tmp_path)] == [
        "lu",
        kind,
    ]


def test_a_sheet_that_is_lost_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_workbook(tmp_path)
    nothing = dataclasses.replace(read_folder(tmp_path), sheets=())
    monkeypatch.setattr(public_workbooks, "read_folder", lambda _folder: nothing)
    assert public_workbooks.compare(tmp_path) == ["lu", "feuille perdue: 'Sheet'"]
