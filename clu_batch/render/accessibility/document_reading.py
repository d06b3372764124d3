"""A finished document, read once for all the checks: its elements by tag, its paragraphs and runs
as they look, styles included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from clu_batch.render.accessibility.resolved_style import (
    Aspect,
    ResolvedStyles,
    ShownRun,
    read_level,
)
from clu_batch.render.docx_package import Package, parse_xml
from clu_batch.render.locate import CORPS, DocumentPart, list_printed, read_text
from clu_batch.render.word_xml import CELL, PARAGRAPH, RUN, W, find_above, holds, read_value

# What makes a paragraph worth keeping without a word (A08).
_TIENNENT = tuple(
    f"{W}{tag}"
    for tag in (
        "drawing",
        "pict",
        "object",
        "fldChar",
        "fldSimple",
        "sym",
        "footnoteReference",
        "endnoteReference",
        "footnoteRef",
        "endnoteRef",
        "sectPr",
        "separator",
        "continuationSeparator",
        "commentReference",
        "ptab",
    )
)


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph as it looks; `propres`: its own properties by tag; `cellule`: the cell that holds
    it; `niveau` of heading, 0 for none.
    """

    element: etree._Element
    partie: DocumentPart
    aspect: Aspect
    propres: Mapping[str, etree._Element]
    texte: str
    niveau: int
    cellule: etree._Element | None
    passages: Sequence[ShownRun]

    def find_own(self, nom: str) -> etree._Element | None:
        """A property that the paragraph sets itself."""
        return self.propres.get(W + nom)

    @property
    def written(self) -> bool:
        """Whether it holds a word."""
        return bool(self.texte.strip())

    @property
    def vide(self) -> bool:
        """Whether nothing is seen of it."""
        if self.written:
            return False
        if holds(self.element, *_TIENNENT):
            return False
        breaks = {mark.get(f"{W}type") for mark in self.element.iter(f"{W}br")}
        return breaks.isdisjoint({"page", "column"})


class DocumentReading:
    """One document; `date`: that of the meeting, which its properties carry."""

    def __init__(self, paquet: Package, date: dt.date) -> None:
        self.paquet, self.date = paquet, date
        self.aspects = ResolvedStyles.read(paquet)
        styles = self.aspects.styles.items()
        niveaux = {sid: aspect.niveau for sid, aspect in styles if aspect.niveau}
        self.parties: list[DocumentPart] = []
        self.paragraphes: list[ShownParagraph] = []
        for label, name in list_printed(paquet):
            partie = DocumentPart(label, name, parse_xml(paquet.parts[name]), niveaux)
            self.parties.append(partie)
            for element in partie.root.iter(PARAGRAPH):
                self.paragraphes.append(self._read_paragraph(element, partie))
        self.corps = [para for para in self.paragraphes if para.partie.libelle == CORPS]
        self.titres = [para for para in self.corps if para.niveau]

    def list_all(self, *balises: str) -> Iterator[etree._Element]:
        """Give the elements of the printed parts that bear these tags (`w:` understood when no
        namespace is given).
        """
        tags = [balise if balise.startswith("{") else W + balise for balise in balises]
        for partie in self.parties:
            yield from partie.root.iter(*tags)

    def list_runs(self) -> Iterator[ShownRun]:
        """Give the runs that hold a word."""
        for para in self.paragraphes:
            for passage in para.passages:
                if passage.texte.strip():
                    yield passage

    def read_root(self, kind: str) -> etree._Element | None:
        """Return the root of a part by the kind of its link (« settings »…), None when there is
        none.
        """
        for name in self.paquet.list_linked(self.paquet.find_document(), kind):
            return parse_xml(self.paquet.parts[name])
        return None

    def _read_paragraph(self, element: etree._Element, partie: DocumentPart) -> ShownParagraph:
        first = element[0] if len(element) else None
        own: dict[str, etree._Element] = {}
        if first is not None and first.tag == f"{W}pPr":
            own = {str(child.tag): child for child in first}
        aspect = self.aspects.find_paragraph(read_value(own.get(f"{W}pStyle")))
        outline = own.get(f"{W}outlineLvl")
        return ShownParagraph(
            element,
            partie,
            aspect,
            own,
            texte=read_text(element),
            niveau=aspect.niveau if outline is None else read_level(outline),
            cellule=find_above(element, CELL),
            passages=[self.aspects.read_run(run, aspect) for run in element.iter(RUN)],
        )

    def locate(self, element: etree._Element) -> str:
        """Return where an element stands, in words; "" for what is in no printed part."""
        root = element.getroottree().getroot()
        for partie in self.parties:
            if partie.root is root:
                return partie.locate(element)
        return ""
