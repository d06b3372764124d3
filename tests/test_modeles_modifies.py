"""The templates as a secretary edits them: what is produced all the same, what she is told, what is left as it was."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from clu_batch import making, pipeline
from clu_batch.codes import Code
from clu_batch.execution import Resultat
from clu_batch.making import gabarit
from clu_batch.options import Options
from tests.outils_word import avec_parties, lignes, parties

ROOT = Path(__file__).resolve().parent.parent
REUNION, TRAME = "2026-12-10_CLU", "2026-12-10_CLU_Trame-de-notes.docx"
DOCUMENT = "word/document.xml"
FAUX_TITRE = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Pour mémoire</w:t></w:r></w:p><w:sectPr>"


def run(modeles: Path, sortie: Path) -> Resultat:
    options = Options("10/12/2026", None, dt.date(2026, 11, 23), ROOT / "workbooks", modeles, sortie, verifier_seulement=False)
    return pipeline.executer(options, lambda *_: None)


def remarques(sortie: Path, modele: str) -> list[tuple[str, str]]:
    """Gravity and fact of what À corriger says of a template."""
    book = openpyxl.load_workbook(sortie / REUNION / f"{REUNION}_Controle.xlsx", read_only=True)
    rows = list(book["À corriger"].iter_rows(min_row=2, values_only=True))
    book.close()
    return [(str(row[0]), str(row[6])) for row in rows if row[0] != "Néant" and row[1] == modele]


@pytest.fixture
def modeles(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "templates", tmp_path / "modeles"))


def test_what_she_adds_to_a_template_is_told_and_the_document_is_written(modeles: Path, tmp_path: Path) -> None:
    trame = modeles / "trame_de_notes.docx"
    ajoute = parties(trame.read_bytes())[DOCUMENT].replace(b"<w:sectPr>", FAUX_TITRE.encode())
    edited = avec_parties(trame.read_bytes(), {DOCUMENT: ajoute})
    trame.write_bytes(edited)
    resultat = run(modeles, tmp_path / "out")
    assert resultat.code == Code.TO_CORRECT
    assert lignes((tmp_path / "out" / REUNION / TRAME).read_bytes())[-1] == "Pour mémoire"
    (remarque,) = remarques(tmp_path / "out", "trame_de_notes.docx")
    assert remarque[0] == "à vérifier"
    assert "tout en gras" in remarque[1]
    assert "Pour mémoire" in remarque[1]
    assert trame.read_bytes() == edited


def test_what_the_program_spoils_stops_that_document_alone(modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt() -> bytes:
        doc = gabarit.nouveau("trame de notes")
        gabarit.titre(doc, "Réunion du {{ reunion.date }}", 1)
        gabarit.paragraphe(doc, "**Pour mémoire**")
        return gabarit.enregistrer(doc)

    makers: dict[str, Callable[[], bytes]] = {**making.MODELES, "trame_de_notes": spoilt}
    monkeypatch.setattr("clu_batch.production.atelier.MODELES", makers)
    (modeles / "trame_de_notes.docx").unlink()
    resultat = run(modeles, tmp_path / "out")
    assert resultat.code == Code.DEFECT
    assert [panne.codes for panne in resultat.pannes] == [("A09",)]  # type: ignore[attr-defined]  # it is an Inaccessible
    made = {path.name for path in (tmp_path / "out" / REUNION).glob("*.docx")}
    assert TRAME not in made
    assert len(made) == 4
    assert remarques(tmp_path / "out", "trame_de_notes.docx") == []
