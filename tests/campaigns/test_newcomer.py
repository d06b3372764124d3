"""The first year of a newcomer, who has the guide alone: a new folder, her committee typed in the
blank workbooks, then the stranger's survey and register.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import clu_batch
from clu_batch.kernel.exit_codes import Code
from clu_batch.session.new_folder import Wanted, make_folder
from tests.campaigns.stranger import COMMITTEE, RUNS, Stranger, reach_pack, reach_silence
from tests.project.test_guide import PIECES, flatten
from tests.support.folders import ROOT
from tools.making.papers.markdown_page import Table

SETTINGS = 8
"""The settings that a newcomer types at most."""


def read_wanted_settings() -> set[str]:
    """The settings that the guide asks to fill in first, but for the one that may stay empty."""
    table = next(
        piece
        for piece in PIECES
        if isinstance(piece, Table) and piece.caption.startswith("Les réglages à remplir")
    )
    return {name for name, what in table.rows if "; vide, c’est" not in flatten(what)}


@dataclass
class Newcomer(Stranger):
    """Her folder, made by `nouveau`, what she typed in it, and what her runs gave."""

    typed: int = 0

    def lay(self) -> None:
        """Make her folder, and type her committee, sheet by sheet, under the headers that are
        there.
        """
        make_folder(Wanted(self.folder, ROOT, None))
        for name, sheets in COMMITTEE.items():
            path = self.folder / "workbooks" / name
            book = openpyxl.load_workbook(path)
            for sheet, rows in sheets.items():
                if sheet == "Paramètres":
                    self.type_settings(book[sheet], rows[1:])
                else:
                    type_rows(book[sheet], rows)
            book.save(path)
        self.copy_delai()

    def copy_delai(self) -> None:
        """Copy the délai and its unit into Repères, as the guide asks."""
        settings = {
            str(name): value for name, value in COMMITTEE["parametres.xlsx"]["Paramètres"]
        }
        path = self.folder / "workbooks" / "reclamations.xlsx"
        book = openpyxl.load_workbook(path)
        for cell, name in (("B4", "Délai de réponse"), ("B5", "Unité du délai de réponse")):
            book["Repères"][cell] = settings[name]
        book.save(path)

    def type_settings(self, sheet: Worksheet, settings: Sequence[Sequence[Any]]) -> None:
        """Type the settings that the guide asks for beside their names."""
        wanted = read_wanted_settings()
        lines = {str(sheet.cell(line, 1).value): line for line in range(2, sheet.max_row + 1)}
        for name, value in settings:
            if flatten(str(name)) in wanted:
                sheet[f"B{lines[str(name)]}"] = value
                self.typed += 1


def type_rows(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Type rows under the headers of a sheet; the first of them says which headers."""
    columns = {str(cell.value): rank for rank, cell in enumerate(sheet[1], start=1)}
    headers = [str(header) for header in rows[0]]
    for line, row in enumerate(rows[1:], start=2):
        for header, value in zip(headers, row, strict=True):
            sheet.cell(line, columns[header], value)


def list_documents(run: clu_batch.Run, word: str) -> Iterator[str]:
    return (d.path.name for d in run.documents if word in d.path.name)


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    found = Newcomer(tmp_path_factory.mktemp("ailleurs") / "CLU de la Drôme")
    found.lay()
    return found


def test_few_settings_are_typed(newcomer: Newcomer) -> None:
    assert newcomer.typed == len(read_wanted_settings()) <= SETTINGS


def test_her_letters_are_sent_at_the_first_run_and_her_pack_soon_after(
    newcomer: Newcomer,
) -> None:
    found = newcomer.run()
    assert found.code is Code.DONE, [str(problem) for problem in found.problems]
    assert len(list(list_documents(found, "_Convocation_"))) == 2
    newcomer.lay_exports()
    found, to_the_pack = reach_pack(newcomer, newcomer.run())
    assert 2 + to_the_pack + reach_silence(newcomer, found) <= RUNS


@pytest.mark.parametrize(
    "sheet", [*(name for sheets in COMMITTEE.values() for name in sheets), "Équivalences"]
)
def test_every_sheet_that_she_typed_in_is_in_the_guide(sheet: str) -> None:
    page = flatten((ROOT / "docs" / "guide-secretaire.md").read_text("utf-8"))
    assert f"« {flatten(sheet)} »" in page or flatten(sheet).lower() in page
