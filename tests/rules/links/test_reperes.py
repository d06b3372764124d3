"""The sheets that Excel alone uses, held against the settings
(docs/rules/sheets.md#held-against-settings).
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from clu_batch.kernel.problems import Problem, Severity
from clu_batch.rules.links.reperes import report_differences
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tests.support.meeting import simple
from tests.support.raw_sheets import raw_sheet
from tests.support.registers import registre

J = dt.date(2026, 11, 23)
REGISTER, SETTINGS = "reclamations.xlsx", "parametres.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The workbooks of the example, whose Repères says what the settings say."""
    target = tmp_path / "workbooks"
    shutil.copytree(ROOT / "workbooks", target)
    return target


def tell(folder: Path) -> list[Problem]:
    found = load(Options(None, J, J, folder, folder, folder, True)).problems
    return [p for p in found if p.code in {"reperes-differents", "sites-differents"}]


def set_values(folder: Path, values: Mapping[str, str | int | None]) -> None:
    """Type values in Paramètres, by the name of the setting."""
    book = openpyxl.load_workbook(folder / SETTINGS)
    for row in book["Paramètres"].iter_rows(min_row=2):
        name = str(row[0].value)
        if name in values:
            row[1].value = values[name]
    book.save(folder / SETTINGS)


def add_closing_day(folder: Path, *cells: dt.date | str | None) -> None:
    book = openpyxl.load_workbook(folder / SETTINGS)
    sheet = book["Jours de fermeture"]
    row = next(n for n in range(2, 999) if sheet.cell(n, 1).value is None)
    for column, value in enumerate(cells, 1):
        sheet.cell(row, column).value = value
    book.save(folder / SETTINGS)


def obey(folder: Path, problem: Problem, sheet: str) -> None:
    """Type in a sheet what the message says, cell by cell."""
    remedy = simple(problem.que_faire)
    book = openpyxl.load_workbook(folder / problem.place.workbook)
    ws = book[sheet]
    asked = re.findall(
        r"en ([A-Z]+\d+)(?::[A-Z]+\d+)? : (.+?)(?= ; en |\. Les|, ou retirez)", remedy
    )
    assert asked
    for cell, text in asked:
        values: Sequence[str | None] = [None] * 3 if "effacez" in text else text.split(", ")
        for offset, value in enumerate(values):
            ws[cell].offset(0, offset).value = read_typed(value)
    book.save(folder / problem.place.workbook)


def read_typed(value: str | None) -> dt.datetime | int | str | None:
    text = value or ""
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return dt.datetime.strptime(text, "%d/%m/%Y")
    if text.isdecimal():
        return int(text)
    return text or None


def test_the_example_says_the_same_everywhere(folder: Path) -> None:
    assert tell(folder) == []


def test_one_line_says_what_to_copy_and_copying_it_is_enough(folder: Path) -> None:
    set_values(
        folder, {"Délai de réponse": 30, "Unité du délai de réponse": "jours calendaires"}
    )
    add_closing_day(folder, dt.date(2027, 10, 29), None, "Pont de la Toussaint")
    add_closing_day(folder, dt.date(2027, 7, 14), None, "Permanence", "ouverture")
    (problem,) = tell(folder)
    assert (problem.gravite, str(problem.place)) == (
        Severity.A_VERIFIER,
        "reclamations.xlsx, Repères!B4",
    )
    assert simple(problem.trouve).endswith(
        "le délai de réponse, l’unité du délai et 2 jours absents"
    )
    remedy = simple(problem.que_faire)
    assert "en B4 : 30 ; en B5 : jours calendaires ; en A" in remedy
    assert "29/10/2027, fermeture, Pont de la Toussaint" in remedy
    assert "14/07/2027, ouverture, Permanence" in remedy
    obey(folder, problem, "Repères")
    assert tell(folder) == []


def test_what_is_left_of_the_example_is_told_with_its_cells(folder: Path) -> None:
    """Closing days withdrawn, and the day of the example still there: due dates would rest on
    them.
    """
    book = openpyxl.load_workbook(folder / SETTINGS)
    book["Jours de fermeture"].delete_rows(2, 99)
    book.save(folder / SETTINGS)
    set_values(folder, {"Données d'exemple": "non"})
    (problem,) = tell(folder)
    assert "la date du jour" in simple(problem.trouve)
    assert "jours en trop" in simple(problem.trouve)
    assert "en B6 : rien (effacez)" in simple(problem.que_faire)
    obey(folder, problem, "Repères")
    assert tell(folder) == []


def test_the_public_holidays_of_the_territory_are_told(folder: Path) -> None:
    set_values(folder, {"Territoire": "Alsace-Moselle"})
    (problem,) = tell(folder)
    assert "26/12/2026, férié" in simple(problem.que_faire)
    obey(folder, problem, "Repères")
    assert tell(folder) == []


def test_without_a_delai_its_unit_is_no_matter(folder: Path) -> None:
    set_values(folder, {"Délai de réponse": None, "Unité du délai de réponse": "jours francs"})
    (problem,) = tell(folder)
    assert simple(problem.que_faire).startswith("Tapez dans Repères en B4 : rien (effacez).")


def test_a_sheet_of_that_name_that_is_another_is_let_alone(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / REGISTER)
    del book["Repères"]
    book.create_sheet("Repères").append(["Mes repères", "à moi"])
    book.save(folder / REGISTER)
    assert tell(folder) == []


def test_a_list_of_sites_that_lacks_some_of_another_is_told(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "satisfaction.xlsx")
    sheet = book["Listes"]
    column = [cell.value for cell in sheet[1]].index("Site") + 1
    row = next(n for n in range(2, 99) if sheet.cell(n, column).value is None)
    sheet.cell(row, column).value = "Bagnols-sur-Cèze"
    book.save(folder / "satisfaction.xlsx")
    (problem,) = tell(folder)
    assert (problem.gravite, problem.place.workbook) == (Severity.A_VERIFIER, REGISTER)
    assert "Listes de satisfaction.xlsx" in simple(problem.trouve)
    assert simple(problem.que_faire).endswith("s’ils n’existent plus.")
    obey(folder, problem, "Listes")
    assert tell(folder) == []


def test_a_sheet_that_could_not_be_read_is_held_against_nothing() -> None:
    broken = [raw_sheet(REGISTER, name, []) for name in ("Repères", "Listes")]
    nothing = registre()
    assert report_differences(broken, nothing.parametres, nothing.calendrier, J) == []
