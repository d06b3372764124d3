"""Every hostile kind of file at once, beside the example: each has its line in the control
workbook, and the run its exit code.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from clu_batch.kernel.exit_codes import Code
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.campaigns.damaged_workbooks import CLASSEURS
from tests.campaigns.test_damaged_workbooks import BILLION, many_entries, with_workbook_part
from tests.conftest import WORKBOOKS
from tests.read.test_containers import ods
from tests.read.test_folder import OLE, with_parts, with_sheet, xlsx

STRAY = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c'
    ' r="XFD1048576"><v>1</v></c></row>'
)
FILES: Mapping[str, Callable[[], bytes]] = {
    "mot de passe.xlsx": lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64),
    "mot de passe.ods": lambda: ods(manifest="<manifest:encryption-data/>"),
    "ancien renommé.xlsx": (CLASSEURS / "ancien.xls").read_bytes,
    "neuf renommé.xls": xlsx,
    "libreoffice renommé.xlsx": ods,
    "lettre renommée.xlsx": (
        lambda: next((WORKBOOKS.parent / "templates").glob("*.docx")).read_bytes()
    ),
    "page renommée.xls": lambda: b"<html><table></table></html>",
    "texte renommé.xls": lambda: b"Date;Site\n12/03/2026;Nord\n",
    "binaire.xlsb": lambda: b"PK",
    "vide.xlsx": lambda: b"",
    "coupé.xlsx": lambda: xlsx()[:3000],
    "zéros.xlsx": lambda: bytes(5000),
    "pdf.xlsx": lambda: b"%PDF-1.7\n\x00\x01",
    "réponses nul.csv": lambda: b"Date;Site\n12/03/2026;\0\n",
    "é" * 110 + ".xlsx": lambda: with_sheet(""),
    "composition loin.xlsx": lambda: with_sheet(STRAY),
    "bombe.xlsx": lambda: with_parts(
        xlsx(), lambda _name, part: part, {"xl/bombe.xml": bytes(60 * 2**20)}
    ),
    "entrées.xlsx": many_entries,
    "entités.xlsx": lambda: with_workbook_part(BILLION),
}


@pytest.fixture(scope="module")
def classeurs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(WORKBOOKS, tmp_path_factory.mktemp("hostiles") / "workbooks")
    for name, content in FILES.items():
        (folder / name).write_bytes(content())
    (folder / "dossier.xlsx").mkdir()
    if os.name == "posix":
        (folder / "lien.xlsx").symlink_to(folder / "nulle part")
    return folder


def test_every_hostile_file_has_its_line(classeurs: Path, tmp_path: Path) -> None:
    options = Options(
        None,
        None,
        dt.date(2026, 11, 23),
        classeurs,
        tmp_path / "modeles",
        tmp_path / "sortie",
        True,
    )
    resultat = pipeline.run_session(options, lambda _number, _total, _text: None)
    book = openpyxl.load_workbook(
        next((tmp_path / "sortie").rglob("*Controle.xlsx")), read_only=True
    )
    told = {cell for row in book["À corriger"].iter_rows(values_only=True) for cell in row}
    book.close()
    expected = {path.name for path in classeurs.iterdir()} - {
        path.name for path in WORKBOOKS.iterdir()
    }
    assert (expected - told, resultat.code) == (set(), Code.BLOCKED)
