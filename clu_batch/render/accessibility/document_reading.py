"""A finished document, read once for all the checks: its elements by tag, its paragraphs and runs
as they look, styles included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from clu_batch.kernel.frozen import frozen
from clu_batch.render.accessibility.resolved_style import (
    Aspect,
    ResolvedStyles,
    ShownRun,
    read_level,
)
from clu_batch.render.docx_package import Package
from clu_batch.render.locate import CORPS, DocumentPart, list_printed, read_text
from clu_batch.render.word_xml import (
    CELL,
    PARAGRAPH,
    RUN,
    WORDLESS,
    XmlElement,
    find_above,
    holds,
    name_tag,
    name_tags,
    read_attribute,
    read_value,
    walk,
)

_PROPERTIES, _STYLE, _OUTLINE = name_tags("pPr", "pStyle", "outlineLvl")
_TIENNENT = (
    *WORDLESS,
    "footnoteRef",
    "endnoteRef",
    "separator",
    "continuationSeparator",
    "commentReference",
    "ptab",
)
"""What makes a paragraph worth keeping without a word (docs/rules/accessibility.md#a08)."""


@frozen
class ShownParagraph:
    """A paragraph as it looks; `propres`: its own properties by tag; `cellule`: the cell that holds
    it; `niveau` of heading, 0 for none.
    """

    element: XmlElement
    partie: DocumentPart
    aspect: Aspect
    propres: Mapping[str, XmlElement]
    texte: str
    niveau: int
    cellule: XmlElement | None
    passages: Sequence[ShownRun]

    def find_own(self, nom: str) -> XmlElement | None:
        """A property that the paragraph sets itself."""
        return self.propres.get(name_tag(nom))

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
        breaks = {read_attribute(mark, "type") for mark in walk(self.element, "br")}
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
            partie = DocumentPart(label, name, paquet.read_root(name), niveaux)
            self.parties.append(partie)
            for element in partie.root.iter(PARAGRAPH):
                self.paragraphes.append(self._read_paragraph(element, partie))
        self.corps = [para for para in self.paragraphes if para.partie.libelle == CORPS]
        self.titres = [para for para in self.corps if para.niveau]
        self.body = self.parties[0].root

    def list_all(self, *balises: str) -> Iterator[XmlElement]:
        """Give the elements of the printed parts that bear these tags (`w:` understood when no
        namespace is given).
        """
        for partie in self.parties:
            yield from walk(partie.root, *balises)

    def list_runs(self) -> Iterator[ShownRun]:
        """Give the runs that hold a word."""
        for para in self.paragraphes:
            for passage in para.passages:
                if passage.texte.strip():
                    yield passage

    def _read_paragraph(self, element: XmlElement, partie: DocumentPart) -> ShownParagraph:
        own: dict[str, XmlElement] = {}
        first = next(iter(element), None)
        if first is not None and first.tag == _PROPERTIES:
            own = {child.tag: child for child in first}
        aspect = self.aspects.find_paragraph(read_value(own.get(_STYLE)))
        outline = own.get(_OUTLINE)
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

    def locate(self, element: XmlElement) -> str:
        """Return where an element stands, in words; "" for what is in no printed part."""
        root = element.getroottree().getroot()
        for partie in self.parties:
            if partie.root is root:
                return partie.locate(element)
        return ""
