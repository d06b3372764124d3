"""Where something stands in a document, in words that lead there in Word: the part, the heading
above, the text around.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from clu_batch.rendering.package import Paquet
from clu_batch.rendering.texte import MARQUES
from clu_batch.rendering.word_xml import W

AUTOUR = 60  # characters shown of a text
PARTIES: Mapping[str, str] = {
    "header": "en-tête",
    "footer": "pied de page",
    "footnotes": "note de bas de page",
    "endnotes": "note de fin",
}
"""The parts that are printed beside the body, by the last word of their relation."""
CORPS = "corps"

_PARAGRAPHE, _CELLULE, _ZONE = f"{W}p", f"{W}tc", f"{W}txbxContent"
SIGNES = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
"""The characters that Word stores as elements."""
_ECRITS = (f"{W}t", *SIGNES)


def imprimees(paquet: Paquet) -> Iterator[tuple[str, str]]:
    """The parts that are printed, the body first: what each is called in Word, its name in the
    package.
    """
    document = paquet.document()
    yield CORPS, document
    for kind, label in PARTIES.items():
        for name in paquet.lies(document, kind):
            yield label, name


def texte_de(element: etree._Element) -> str:
    """The characters of a paragraph or of what it holds, those that Word stores as elements
    included; marks of ours left out.
    """
    signs = [
        (sign.text or "") if sign.tag == _ECRITS[0] else SIGNES[str(sign.tag)]
        for sign in element.iter(*_ECRITS)
    ]
    return MARQUES.sub("", "".join(signs))


def raccourci(texte: str) -> str:
    """A text on one line, shortened."""
    words = " ".join(texte.split())
    return words if len(words) <= AUTOUR else words[: AUTOUR - 1] + "…"


@dataclass(frozen=True, slots=True)
class Partie:
    """A printed part of a document; `niveaux`: the levels of headings, by style id."""

    libelle: str
    nom: str
    root: etree._Element
    niveaux: Mapping[str, int]

    def situer(self, element: etree._Element) -> str:
        """« corps, cellule de tableau, sous le titre « … », près de « … » »."""
        paragraph = (
            element
            if element.tag == _PARAGRAPHE
            else next(element.iterancestors(_PARAGRAPHE), None)
        )
        start = element if paragraph is None else paragraph
        within = {ancestor.tag for ancestor in element.iterancestors()} | {element.tag}
        words = [self.libelle]
        words += ["zone de texte"] if _ZONE in within else []
        words += ["cellule de tableau"] if _CELLULE in within else []
        around, heading = _autour(start), self._titre(start)
        words += [f"sous le titre «\u00a0{heading}\u00a0»"] if heading and heading != around else []
        words += [f"près de «\u00a0{around}\u00a0»"] if around else []
        return ", ".join(words)

    def _titre(self, start: etree._Element) -> str:
        """The nearest heading before."""
        for paragraph in start.iterancestors(_PARAGRAPHE, f"{W}tbl"):
            start = paragraph
        for block in start.itersiblings(_PARAGRAPHE, preceding=True):
            style = block.find(f"{W}pPr/{W}pStyle")
            if (
                style is not None
                and style.get(f"{W}val") in self.niveaux
                and (words := raccourci(texte_de(block)))
            ):
                return words
        return ""


def _autour(start: etree._Element) -> str:
    """The words of the element, or of the nearest paragraph before, or after."""
    if words := raccourci(texte_de(start)):
        return words
    for nearby in (_avant(start), start.iterancestors(f"{W}body", f"{W}hdr", f"{W}ftr")):
        for element in nearby:
            if words := raccourci(texte_de(element)):
                return words
    return ""


def _avant(start: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs before, the nearest first."""
    for level in (start, *start.iterancestors()):
        for sibling in level.itersiblings(preceding=True):
            yield from reversed(list(sibling.iter(_PARAGRAPHE)))
