"""Where pages end in the documents of three prefectures, as LibreOffice lays them out
(docs/rules/documents.md#pages).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import WORKBOOKS
from tests.support import pdf_pages
from tests.support.pdf_pages import Block, Page
from tests.support.three_prefectures import PREFECTURES, produce, run_prefecture

FORMES = ("Trame-de-notes", "Feuille-emargement")
"""Room is left on purpose on the pages of these."""
PLAQUES = "Chevalets"
"""Two on a page: no row follows another."""
_OUTILS = ("soffice", "pdftotext")
_SANS_OUTILS = pytest.mark.skipif(
    any(shutil.which(outil) is None for outil in _OUTILS),
    reason="LibreOffice and poppler-utils, which draw the pages, are not on this machine",
)


def list_to_draw(sortie: Path) -> list[Path]:
    """The documents of a prefecture, one letter of each kind: the others have the same pages."""
    documents = sorted(p for p in sortie.rglob("*.docx") if not p.stem.endswith(PLAQUES))
    letters = [path for path in documents if path.parent.name == "convocations"]
    kinds = {path.name.split("_")[2]: path for path in letters}
    return [*(path for path in documents if path not in letters), *kinds.values()]


@_SANS_OUTILS
@pytest.mark.parametrize("nom", PREFECTURES)
def test_pages_end_where_a_reader_expects_it(nom: str, tmp_path: Path) -> None:
    documents = list_to_draw(produce(nom, tmp_path).sortie)
    drawn = tmp_path / "pdf"
    drawn.mkdir()
    pdf_pages.convert(documents, drawn)
    faults = []
    for path in documents:
        pages = pdf_pages.place_blocks(path.read_bytes(), drawn / f"{path.stem}.pdf")
        form = path.stem.endswith(FORMES)
        faults += [f"{path.name}, {f}" for f in pdf_pages.list_faults(pages, form=form)]
    assert faults == []


@_SANS_OUTILS
@pytest.mark.parametrize(("tableaux", "au_plus"), [("essentiels", 7), ("aucun", 5)])
def test_the_minutes_of_the_example_are_short(
    tableaux: str, au_plus: int, tmp_path: Path
) -> None:
    classeurs = Path(shutil.copytree(WORKBOOKS, tmp_path / "workbooks"))
    book = openpyxl.load_workbook(classeurs / "parametres.xlsx")
    (cell,) = [
        row[1]
        for row in book["Paramètres"].iter_rows()
        if row[0].value == "Tableaux dans le compte rendu"
    ]
    cell.value = tableaux
    book.save(classeurs / "parametres.xlsx")
    made = run_prefecture(classeurs, tmp_path)
    (minutes,) = made.sortie.rglob("*_Compte-rendu.docx")
    pdf_pages.convert([minutes], tmp_path)
    pages = pdf_pages.read_pages(tmp_path / f"{minutes.stem}.pdf", minutes.read_bytes())
    assert len(pages) <= au_plus


# -- the judge is judged ---------------------------------------------------------------------------


def page(*blocks: Block, fond: float = 1.0) -> Page:
    return Page("".join(block.texte for block in blocks), fond, list(blocks))


def rows(number: int, table: int = 1) -> list[Block]:
    return [Block(f"row{n}", table=table) for n in range(number)]


TITRE, PHRASE = Block("titre", "Heading1"), Block("phrase")
TETE = Block("header", table=1, repeated=True)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([page(PHRASE, TETE, *rows(2)), page(*rows(2))], []),
        ([page(PHRASE, TETE, *rows(3)), page(*rows(1))], ["alone"]),
        ([page(PHRASE, TETE, *rows(1)), page(*rows(3))], ["alone"]),
        ([page(PHRASE, TETE, *rows(1)), page(PHRASE)], []),  # the only row of its table
        ([page(PHRASE, TITRE), page(PHRASE)], ["parted"]),
        ([page(PHRASE, Block("tableau1", "Caption")), page(TETE, *rows(2))], ["parted"]),
        ([page(PHRASE, fond=0.6), page(PHRASE)], ["filled"]),
        ([page(PHRASE, fond=0.6)], []),  # the last page
        ([page(PHRASE, TITRE, fond=0.6), page(Block("a", "Heading1", breaks=True))], []),
    ],
)
def test_what_is_ill_placed_is_said(pages: Sequence[Page], said: Sequence[str]) -> None:
    faults = list(pdf_pages.list_faults(pages))
    assert len(faults) == len(said)
    assert all(word in fault for word, fault in zip(said, faults, strict=True))


def test_a_form_may_leave_room() -> None:
    pages = [page(PHRASE, fond=0.2), page(PHRASE)]
    assert list(pdf_pages.list_faults(pages, form=True)) == []
