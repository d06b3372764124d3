"""Where LibreOffice ends the pages of a document: its blocks, told by the document, are found one
after another among the words of its PDF, told by pdftotext of poppler-utils.

LibreOffice writes a PDF in the order of the text, cell by cell. What the document does not hold —
the numbers of a list, the labels of a chart, the header row repeated on the next page — is passed
over.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby, pairwise
from pathlib import Path

from lxml import etree

from tests.support.word_files import W, partie

TWIPS = 20  # in a point
LOOK_AHEAD, CHART_LABELS = 200, 6000
"""How many signs are passed over to find a block, and after a chart, whose labels are many."""
FULL_ENOUGH = 2 / 3
"""How much of a page is filled at least, when another of its section follows."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a chart or a row of a table; `table`: which one, 0 for no table."""

    texte: str
    style: str = ""
    table: int = 0
    repeated: bool = False
    drawn: bool = False
    breaks: bool = False

    def leads(self) -> bool:
        """Whether it announces what follows: the last line of no page."""
        return self.style.casefold().startswith(("heading", "caption", "toc heading"))


@dataclass
class Page:
    """What stands between the header and the footer; `fond`: how far down, from 0 to 1."""

    signes: str = ""
    fond: float = 0.0
    blocks: list[Block] = field(default_factory=list)


def convert(documents: Sequence[Path], folder: Path) -> None:
    """Make the PDF of all documents, in one start of LibreOffice."""
    soffice = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    done = subprocess.run(
        [soffice, profile, *asked, *map(str, documents)], capture_output=True, check=True
    )
    missing = [d.name for d in documents if not (folder / f"{d.stem}.pdf").is_file()]
    assert not missing, (missing, done.stderr)


def keep_signs(texte: str) -> str:
    """The letters and figures of a text, without accents: what a page cannot write otherwise."""
    plain = unicodedata.normalize("NFKD", texte).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


# -- what the document holds -----------------------------------------------------------------------


def list_blocks(document: bytes) -> Iterator[Block]:
    """The blocks of a document, in order."""
    (body,) = partie(document)
    tables = 0
    for element in _open_controls(body):
        if element.tag == f"{W}p":
            yield _read_paragraph(element)
        elif element.tag == f"{W}tbl":
            tables += 1
            yield from _list_rows(element, tables)


def _open_controls(body: etree._Element) -> Iterator[etree._Element]:
    for element in body:
        if element.tag == f"{W}sdt":
            yield from _open_controls(next(element.iterchildren(f"{W}sdtContent")))
        else:
            yield element


def _read_words(element: etree._Element) -> str:
    return keep_signs("".join(text.text or "" for text in element.iter(f"{W}t")))


def _read_paragraph(paragraph: etree._Element) -> Block:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(f"{W}val"))
    pages = [mark for mark in paragraph.iter(f"{W}br") if mark.get(f"{W}type") == "page"]
    breaks = bool(pages) or paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
    drawn = next(paragraph.iter(f"{W}drawing"), None) is not None
    return Block(_read_words(paragraph), name, drawn=drawn, breaks=breaks)


def _list_rows(table: etree._Element, number: int) -> Iterator[Block]:
    for row in table.iter(f"{W}tr"):
        repeated = row.find(f"{W}trPr/{W}tblHeader") is not None
        yield Block(_read_words(row), table=number, repeated=repeated)


# -- what the pages hold ---------------------------------------------------------------------------

_PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" .*?yMax="([\d.]+)">(.*?)</word>')


def read_pages(pdf: Path, document: bytes) -> list[Page]:
    """The pages of a PDF, header and footer left out by the margins of the document."""
    (body,) = partie(document)
    margins = next(body.iter(f"{W}pgMar"))
    top, bottom = (int(margins.get(f"{W}{side}", "")) / TWIPS for side in ("top", "bottom"))
    asked = [shutil.which("pdftotext") or "pdftotext", "-raw", "-bbox", str(pdf), "-"]
    said = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    pages = []
    for height, words in _PAGE.findall(said):
        end = float(height) - bottom
        kept = [
            (keep_signs(unescape(word)), float(low))
            for high, low, word in _WORD.findall(words)
            if float(low) > top and float(high) < end
        ]
        lowest = max((low for _, low in kept), default=top)
        signes = "".join(word for word, _ in kept)
        pages.append(Page(signes, (lowest - top) / (end - top)))
    return pages


def place_blocks(document: bytes, pdf: Path) -> list[Page]:
    """The pages of a document, each with the blocks that begin on it."""
    pages = read_pages(pdf, document)
    written = "".join(page.signes for page in pages)
    place, number, end = 0, 0, len(pages[0].signes)
    header, after_chart = "", False
    for block in list_blocks(document):
        header = block.texte if block.repeated else header
        after_chart = after_chart or block.drawn
        if not block.texte:
            pages[number].blocks.append(block)
            continue
        if block.table and not block.repeated and place == end:
            place += len(header) if written.startswith(header, place) else 0
        found = _find(written, block.texte, place, CHART_LABELS if after_chart else LOOK_AHEAD)
        while found >= end:
            number += 1
            end += len(pages[number].signes)
        pages[number].blocks.append(block)
        place, after_chart = found + len(block.texte), False
    return pages


def _find(written: str, texte: str, place: int, ahead: int) -> int:
    """Where a block begins; a row that two pages share is known by its first signs."""
    for known in (texte, texte[:24]):
        found = written.find(known, place, place + ahead + len(known))
        if found >= 0:
            return found
    raise AssertionError(f"not in the PDF: {texte[:60]!r}, near {written[place:][:60]!r}")


# -- what is ill placed ----------------------------------------------------------------------------


def list_faults(pages: Sequence[Page], *, form: bool = False) -> Iterator[str]:
    """What a person would see: a row alone, a heading or a caption at the foot of a page, a page
    a third empty (of a `form`, room is left on purpose).
    """
    yield from _list_lonely_rows(pages)
    for number, (page, following) in enumerate(pairwise(pages), start=1):
        written = [block for block in page.blocks if block.texte or block.drawn]
        parted = written and written[-1].leads() and not _begins_a_section(following)
        if parted:
            yield f"page {number}: {written[-1].texte[:60]} is parted from what follows"
        if _signs(page) and _signs(following):
            yield f"page {number}: a signature is parted from the other"
        if page.fond < FULL_ENOUGH and not form and not _begins_a_section(following):
            yield f"page {number}: filled to {page.fond:.0%}"


def _signs(page: Page) -> bool:
    """Whether a signature of the minutes stands there."""
    return any(block.style == "CLUSignature" for block in page.blocks)


def _begins_a_section(page: Page) -> bool:
    return bool(page.blocks) and page.blocks[0].breaks


def _list_lonely_rows(pages: Sequence[Page]) -> Iterator[str]:
    rows = [
        (block.table, number, block.texte)
        for number, page in enumerate(pages, start=1)
        for block in page.blocks
        if block.table and not block.repeated
    ]
    for _, of_a_table in groupby(rows, key=lambda row: row[0]):
        by_page = [
            (number, [texte for _, _, texte in on_page])
            for number, on_page in groupby(of_a_table, key=lambda row: row[1])
        ]
        for number, textes in by_page:
            if len(by_page) > 1 and len(textes) == 1:
                yield f"page {number}: the row {textes[0][:60]} is alone"
