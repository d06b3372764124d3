"""What is read beside the program: the guide and its aide-mémoire, the elements for the register of
processing activities, and the first text that one opens.

The Word documents are made from the pages of docs/, their one source; those of the named tools
(docs/equivalences) end the guide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tools.making.papers.markdown_page import Piece, Title, read_page
from tools.making.papers.read_me_first import make_read_me_first
from tools.making.papers.word_page import Paper, make_document

DOCS = Path(__file__).resolve().parents[3] / "docs"
_NARROW_MARGIN = 850  # 1.5 cm, in twentieths of a point


def read_guide() -> Sequence[Piece]:
    """The pieces of the guide, then those of the pages of the named tools, two levels lower."""
    pieces = list(_read("guide-secretaire.md"))
    for page in sorted((DOCS / "equivalences").glob("*.md")):
        pieces += map(_lower_title, read_page(page.read_text("utf-8")))
    return pieces


def _read(name: str) -> Sequence[Piece]:
    return read_page((DOCS / name).read_text("utf-8"))


def _lower_title(piece: Piece) -> Piece:
    return replace(piece, level=piece.level + 2) if isinstance(piece, Title) else piece


def make_guide() -> bytes:
    """The guide of the secretary, in Word."""
    return make_document(Paper("Guide du secrétariat", read_guide(), DOCS, listed=True))


def make_aide_memoire() -> bytes:
    """The aide-mémoire, on one page."""
    pieces = _read("aide-memoire.md")
    return make_document(Paper("Aide-mémoire", pieces, DOCS, margin=_NARROW_MARGIN, tight=True))


def make_register_elements() -> bytes:
    """The elements for the register of processing activities (RGPD, article 30)."""
    pieces = _read("elements-registre-des-traitements.md")
    title = "Éléments pour le registre des traitements"
    paper = Paper(title, pieces, DOCS, listed=True, highlighted=["À COMPLÉTER"])
    return make_document(paper)


PAPERS: Mapping[str, Callable[[], bytes]] = {
    "docs/guide-secretaire.docx": make_guide,
    "docs/aide-memoire.docx": make_aide_memoire,
    "docs/elements-registre-des-traitements.docx": make_register_elements,
    "LISEZ-MOI.txt": make_read_me_first,
}
"""What makes each of them, by its path under the project's folder."""
