"""A finished document, read once for all the checks: its elements by tag, its paragraphs and runs
as they look, styles included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from clu_batch.rendering.accessibilite.aspect import Aspect, Aspects, Passage, niveau_de
from clu_batch.rendering.package import Paquet, parsed
from clu_batch.rendering.situation import CORPS, Partie, imprimees, texte_de
from clu_batch.rendering.word_xml import W

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
class Para:
    """A paragraph as it looks; `propres`: its own properties by tag; `cellule`: the cell that holds
    it; `niveau` of heading, 0 for none.
    """

    element: etree._Element
    partie: Partie
    aspect: Aspect
    propres: Mapping[str, etree._Element]
    texte: str
    niveau: int
    cellule: etree._Element | None
    passages: Sequence[Passage]

    def propre(self, nom: str) -> etree._Element | None:
        """A property that the paragraph sets itself."""
        return self.propres.get(W + nom)

    @property
    def vide(self) -> bool:
        """Whether nothing is seen of it."""
        if self.texte.strip():
            return False
        if next(self.element.iter(*_TIENNENT), None) is not None:
            return False
        return not any(
            br.get(f"{W}type") in ("page", "column") for br in self.element.iter(f"{W}br")
        )


class Lecture:
    """One document; `date`: that of the meeting, which its properties carry."""

    def __init__(self, paquet: Paquet, date: dt.date) -> None:
        self.paquet, self.date = paquet, date
        self.aspects = Aspects.de(paquet)
        niveaux = {
            sid: aspect.niveau for sid, aspect in self.aspects.styles.items() if aspect.niveau
        }
        self.parties = [
            Partie(label, name, parsed(paquet.parts[name]), niveaux)
            for label, name in imprimees(paquet)
        ]
        self.paragraphes = [
            self._para(element, partie)
            for partie in self.parties
            for element in partie.root.iter(f"{W}p")
        ]
        self.corps = [para for para in self.paragraphes if para.partie.libelle == CORPS]
        self.titres = [para for para in self.corps if para.niveau]

    def tous(self, *balises: str) -> Iterator[etree._Element]:
        """The elements of the printed parts that bear these tags (`w:` understood when no namespace
        is given).
        """
        tags = [balise if balise.startswith("{") else W + balise for balise in balises]
        for partie in self.parties:
            yield from partie.root.iter(*tags)

    def racine(self, kind: str) -> etree._Element | None:
        """The root of a part of settings (« settings », « comments »…), None when there is none."""
        for name in self.paquet.lies(self.paquet.document(), kind):
            return parsed(self.paquet.parts[name])
        return None

    def _para(self, element: etree._Element, partie: Partie) -> Para:
        first = element[0] if len(element) else None
        own = (
            {str(child.tag): child for child in first}
            if first is not None and first.tag == f"{W}pPr"
            else {}
        )
        style, outline = own.get(f"{W}pStyle"), own.get(f"{W}outlineLvl")
        aspect = self.aspects.paragraphe(style.get(f"{W}val", "") if style is not None else None)
        niveau = aspect.niveau if outline is None else niveau_de(outline)
        passages = [self.aspects.passage(run, aspect) for run in element.iter(f"{W}r")]
        cell = next(element.iterancestors(f"{W}tc"), None)
        return Para(element, partie, aspect, own, texte_de(element), niveau, cell, passages)

    def situer(self, element: etree._Element) -> str:
        """Where an element stands, in words; empty for what is in no printed part."""
        root = element.getroottree().getroot()
        return next((partie.situer(element) for partie in self.parties if partie.root is root), "")
