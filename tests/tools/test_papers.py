"""What is read beside the program: made from its one source, whole, and such that all can read
it.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from clu_batch.kernel.french import FINE, INSECABLE
from tests.support import pdf_pages
from tests.support.folders import ROOT
from tests.support.word_files import W, lignes, partie
from tools.making.papers import DOCS, PAPERS, read_guide
from tools.making.papers.markdown_page import (
    Items,
    Picture,
    Piece,
    Table,
    Text,
    Title,
    Window,
    read_page,
)
from tools.making.papers.word_page import Paper, make_document, render_paper

WORD = [path for path in PAPERS if path.endswith(".docx")]


def flatten(text: str) -> str:
    """A text without its marks, its blanks ordinary."""
    for mark in ("**", "`"):
        text = text.replace(mark, "")
    return " ".join(text.replace(INSECABLE, " ").replace(FINE, " ").split())


@pytest.mark.parametrize("path", PAPERS)
def test_what_ships_is_made_from_its_source(path: str) -> None:
    made = PAPERS[path]()
    assert (ROOT / path).read_bytes() == made, "python -m tools.making"
    assert PAPERS[path]() == made


@pytest.mark.parametrize("path", WORD)
def test_the_document_is_valid(path: str, tmp_path: Path) -> None:
    target = tmp_path / "document.docx"
    target.write_bytes((ROOT / path).read_bytes())
    result = OpenXmlValidator().validate(str(target))
    assert result.is_valid, [error.description for error in result.errors]


def list_texts(pieces: list[Piece]) -> Iterator[str]:
    """The texts of a page, piece by piece."""
    for piece in pieces:
        match piece:
            case Title() | Text():
                yield piece.text
            case Items():
                yield from piece.texts
            case Table():
                yield piece.caption
                for row in (piece.headers, *piece.rows):
                    yield from row
            case Window():
                yield from piece.lines
            case Picture():
                pass


def test_the_guide_in_word_says_all_that_its_page_says() -> None:
    said = flatten("\n".join(lignes((DOCS / "guide-secretaire.docx").read_bytes())))
    words = [text for text in list_texts(list(read_guide())) if "](" not in text]
    assert len(words) > 200
    assert [text for text in words if flatten(text) not in said] == []


def test_every_picture_of_the_guide_has_its_words() -> None:
    pictures = [piece for piece in read_guide() if isinstance(piece, Picture)]
    doc = Document(io.BytesIO((DOCS / "guide-secretaire.docx").read_bytes()))
    shown = [shape._inline.docPr.get("descr") for shape in doc.inline_shapes]
    assert shown == [picture.words for picture in pictures]
    assert all(len(words) > 60 for words in shown)


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in (DOCS / "images").iterdir()) <= 1_000_000


@pytest.mark.skipif(
    any(shutil.which(name) is None for name in ("soffice", "pdftotext")),
    reason="LibreOffice and poppler-utils, which draw the pages, are not on this machine",
)
def test_the_aide_memoire_holds_on_one_page_and_no_page_ends_badly(tmp_path: Path) -> None:
    documents = [ROOT / path for path in WORD]
    pdf_pages.convert(documents, tmp_path)
    pages = {
        path.stem: pdf_pages.place_blocks(path.read_bytes(), tmp_path / f"{path.stem}.pdf")
        for path in documents
    }
    assert len(pages["aide-memoire"]) == 1
    faults = {name: list(pdf_pages.list_faults(p, form=True)) for name, p in pages.items()}
    assert not any(faults.values()), faults


def test_the_read_me_opens_in_notepad() -> None:
    content = (ROOT / "LISEZ-MOI.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 10
    for name in ("exemple.bat", "lancer.bat", "nouveau.bat", "verifier.bat"):
        assert name in content.decode("utf-8-sig")
        assert (ROOT / name).exists()


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", "without a caption"),
        ("- un\nsuite", "one line an item"),
        ("```\nune fenêtre", "never closed"),
    ],
)
def test_what_a_page_says_badly_is_told(page: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_page(page)


def test_a_document_that_somebody_could_not_read_is_not_made() -> None:
    pieces: list[Piece] = [Title(1, "Un titre"), Text("Un texte sans date ni chapitre.")]
    with pytest.raises(ValueError, match="B04"):
        make_document(Paper("Essai", pieces, DOCS))


def test_a_link_leads_to_a_heading_of_the_document() -> None:
    broken = Paper("Essai", [Title(1, "Un titre"), Text("[là](#ailleurs)")], DOCS)
    with pytest.raises(KeyError, match="ailleurs"):
        render_paper(broken)
    sound = Paper("Essai", [Title(1, "Un titre !"), Text("[là](#un-titre-)")], DOCS)
    assert render_paper(sound).data


def test_each_numbered_list_begins_at_one() -> None:
    pieces: list[Piece] = [
        Title(1, "Un titre"),
        Items(["un", "deux"], numbered=True),
        Text("Entre deux, le 30 novembre 2026."),
        Items(["un"], numbered=True),
    ]
    rendered = render_paper(Paper("Essai", pieces, DOCS))
    numbers = [num.get(f"{W}val") for num in partie(rendered.data or b"").iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[2]


def test_braces_are_quoted_as_they_are() -> None:
    text = "Tapez `{{ reunion.lieu | date }}` et `mailto:{{ courriel }}`, puis `{%p if … %}`."
    rendered = render_paper(Paper("Essai", [Title(1, "Un titre"), Text(text)], DOCS))
    doc = Document(io.BytesIO(rendered.data or b""))
    assert flatten(doc.paragraphs[1].text) == flatten(text)
