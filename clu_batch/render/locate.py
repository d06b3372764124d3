"""Where something stands in a document, in words that lead there in Word: the part, the heading
above, the text around.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from clu_batch.kernel.frozen import frozen
from clu_batch.render.docx_package import Package
from clu_batch.render.legible_text import MARQUES
from clu_batch.render.word_xml import (
    CELL,
    PARAGRAPH,
    TABLE,
    TEXT,
    XmlElement,
    name_tag,
    name_tags,
    read_style,
)

AUTOUR = 60  # characters shown of a text
PARTIES: Mapping[str, str] = {
    "header": "en-tête",
    "footer": "pied de page",
    "footnotes": "note de bas de page",
    "endnotes": "note de fin",
}
"""The parts that are printed beside the body, by the last word of their relation."""
CORPS = "corps"
_AUTRES = {"comments": "commentaire", "charts/": "graphique", "diagrams/": "dessin SmartArt"}
"""The parts that are seen as well and whose tags are not filled, by what their name holds."""

_WITHIN = {name_tag("txbxContent"): "zone de texte", CELL: "cellule de tableau"}
_SIGNES = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
SIGNES = {name_tag(tag): sign for tag, sign in _SIGNES.items()}
"""The characters that Word stores as elements."""
_ECRITS = (TEXT, *SIGNES)


def list_printed(paquet: Package) -> Iterator[tuple[str, str]]:
    """Give the parts that are printed, the body first: what each is called in Word, its name in the
    package.
    """
    yield CORPS, paquet.find_document()
    for kind, label in PARTIES.items():
        for name in paquet.list_linked(kind):
            yield label, name


def name_other(name: str) -> str:
    """Return what a part is called whose tags are not filled, "" when it is not seen."""
    return next((label for piece, label in _AUTRES.items() if piece in name), "")


def read_text(element: XmlElement) -> str:
    """Return the characters of a paragraph or of what it holds, those that Word stores as elements
    included; marks of ours left out.
    """
    signs = [SIGNES.get(sign.tag) or sign.text or "" for sign in element.iter(*_ECRITS)]
    return MARQUES.sub("", "".join(signs))


def shorten(texte: str) -> str:
    """Return a text on one line, shortened."""
    words = " ".join(texte.split())
    if len(words) <= AUTOUR:
        return words
    return words[: AUTOUR - 1] + "…"


@frozen
class DocumentPart:
    """A printed part of a document; `niveaux`: the levels of headings, by style id."""

    libelle: str
    nom: str
    root: XmlElement
    niveaux: Mapping[str, int]

    def locate(self, element: XmlElement) -> str:
        """Return « corps, cellule de tableau, sous le titre « … », près de « … » »."""
        start = element
        if element.tag != PARAGRAPH:
            start = next(element.iterancestors(PARAGRAPH), element)
        within = {element.tag, *(ancestor.tag for ancestor in element.iterancestors())}
        words = [self.libelle, *(said for tag, said in _WITHIN.items() if tag in within)]
        around, heading = _find_words_around(start), self._find_heading(start)
        if heading and heading != around:
            words.append(f"sous le titre «\u00a0{heading}\u00a0»")
        if around:
            words.append(f"près de «\u00a0{around}\u00a0»")
        return ", ".join(words)

    def _find_heading(self, start: XmlElement) -> str:
        """Return the nearest heading before, "" when there is none."""
        for paragraph in start.iterancestors(PARAGRAPH, TABLE):
            start = paragraph
        for block in start.itersiblings(PARAGRAPH, preceding=True):
            if read_style(block) in self.niveaux and read_text(block).strip():
                return shorten(read_text(block))
        return ""


def _find_words_around(start: XmlElement) -> str:
    """Return the words of the element, or of the nearest paragraph before, or of all that is
    around.
    """
    around = start.iterancestors(*name_tags("body", "hdr", "ftr"))
    places = chain((start,), _walk_back(start), around)
    return next(filter(None, (shorten(read_text(place)) for place in places)), "")


def _walk_back(start: XmlElement) -> Iterator[XmlElement]:
    """Give the paragraphs before, the nearest first."""
    for level in chain((start,), start.iterancestors()):
        for sibling in level.itersiblings(preceding=True):
            yield from reversed(list(sibling.iter(PARAGRAPH)))
