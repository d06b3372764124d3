"""What a document says, written as WordprocessingML: paragraphs, lists, links, tables, charts, in
the template's styles.

Sources of the forms: docs/rules/accessibility.md#a05 (RGAA 4.1.2 criterion 13.3; DINUM, « Créer des
documents accessibles avec Microsoft Word »).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from clu_batch.contenu import (
    Bloc,
    Element,
    Graphique,
    Lien,
    Liste,
    Manquant,
    Paragraphe,
    Sommaire,
    Tableau,
    Texte,
    Titre,
)
from clu_batch.rendering import decoupage, tableaux
from clu_batch.rendering.package import Paquet, parsed
from clu_batch.rendering.styles import NUMEROS, PUCES, Numerotation, Styles
from clu_batch.rendering.texte import FIN, MANQUE, NEANT, lisible, manque
from clu_batch.rendering.word_xml import W_NS, W

if TYPE_CHECKING:
    from lxml import etree

WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:wp="{WP_NS}" xmlns:a="{A_NS}"'

EMU_PER_TWIP = 635
BALISEE = "balisee"  # attribute of the paragraphs that hold data, until the part is finished
SOMMAIRE = "sommaire"  # attribute of the paragraph in the place of the contents list

HIGHLIGHT = '<w:color w:val="000000"/><w:highlight w:val="yellow"/>'

Dessin = Callable[[Graphique, int], tuple[str, int]]
"""Draws a chart for a width in EMU: the id of its relation and its height in EMU."""


@dataclass(slots=True)
class Ecriture:
    """The writing of the elements of one document: counters of captions, links, missing things
    met.
    """

    paquet: Paquet
    source: str  # the part that receives the elements
    styles: Styles
    numerotation: Numerotation
    largeur: int  # of the text, in twentieths of a point
    dessin: Dessin
    tableaux: int = 0
    graphiques: int = 0
    manquants: list[Manquant] = field(default_factory=list)
    styles_absents: set[str] = field(default_factory=set)
    donnees: list[str] = field(
        default_factory=list
    )  # the figures of the charts, for the digest of what is said

    def xml(self, bloc: Bloc) -> list[etree._Element]:
        """The block-level elements that write `bloc`, in order."""
        blocs = list(parsed(f"<bloc {NAMESPACES}>{self._elements(bloc.elements)}</bloc>".encode()))
        for paragraph in blocs[:-1] if bloc.solidaire else ():
            _tenir_au_suivant(paragraph)
        return blocs

    def _elements(self, elements: Sequence[Element]) -> str:
        suite = decoupage.suite(elements)
        return "".join(
            self._element(element, suivant) for element, suivant in zip_longest(suite, suite[1:])
        )

    def _element(self, element: Element, suivant: Element | None) -> str:
        match element:
            case Paragraphe():  # it stays with what it announces
                kept = (
                    "<w:keepNext/>"
                    if isinstance(suivant, Titre | Liste | Tableau | Graphique)
                    else ""
                )
                xml = self.paragraphe(self.run(element.texte), element.style, kept)
            case Titre():
                xml = self.paragraphe(self.run(element.texte), f"heading {element.niveau}")
            case Liste():
                xml = self.liste(element)
            case Lien():
                xml = self.paragraphe(self.lien(element))
            case Tableau():
                tableau, entiers = decoupage.tableau(element)
                xml = tableaux.write_table(self, tableau) + self._elements(entiers)
            case Graphique():
                xml = self._graphique(element)
            case Sommaire():
                xml = (  # filled once every heading is in its place
                    f'<w:p {SOMMAIRE}="{element.niveaux}"/>'
                )
        return xml

    def texte(self, texte: Texte) -> str:
        """The characters to print, marked and recorded when they are missing."""
        if isinstance(texte, Manquant):
            self.manquants.append(texte)
            return manque(texte.quoi)
        return lisible(texte).strip()

    def run(self, texte: Texte, properties: str = "") -> str:
        """A run, highlighted when it is missing; nothing for an empty text."""
        words = self.texte(texte)
        if words.startswith(MANQUE):
            words = words.strip(MANQUE + FIN)
            properties += HIGHLIGHT
        return _run(words, properties) if words else ""

    def lien(self, lien: Lien) -> str:
        """A named hyperlink."""
        rid = self.paquet.relier(
            self.source, "hyperlink", lisible(lien.cible).strip(), external=True
        )
        style = self.styles.id("Hyperlink")
        look = (
            f"<w:rStyle w:val={quoteattr(style)}/>"
            if style
            else '<w:color w:val="0000EE"/><w:u w:val="single"/>'
        )
        return (
            f'<w:hyperlink r:id="{rid}"'
            f' w:history="1">{_run(lisible(lien.texte).strip() or "Adresse", look)}</w:hyperlink>'
        )

    def lien_nomme(self, adresse: str) -> etree._Element:
        """The link that stands for an address typed in a text, named by its domain: a bare address
        says nothing read aloud (A23).
        """
        cible = adresse if "://" in adresse else f"https://{adresse}"
        domaine = cible.split("://", 1)[1].split("/", 1)[0]
        return parsed(f"<x {NAMESPACES}>{self.lien(Lien(f'site {domaine}', cible))}</x>".encode())[
            0
        ]

    def paragraphe(self, runs: str, style: str = "Normal", properties: str = "") -> str:
        """A paragraph in the style named `style`; nothing when it would be empty (A08)."""
        return f'<w:p {BALISEE}="1">{self._ppr(style, properties)}{runs}</w:p>' if runs else ""

    def _ppr(self, style: str, properties: str = "") -> str:
        sid = self.styles.id(style)
        named = f"<w:pStyle w:val={quoteattr(sid)}/>" if sid and style != "Normal" else ""
        if sid is None and style != "Normal":
            self.styles_absents.add(style)
        return f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""

    def liste(self, liste: Liste) -> str:
        """The items of a real list; « Néant » when there is none."""
        if not liste.elements:
            return self.paragraphe(_run(NEANT))
        style = NUMEROS if liste.numerotee else PUCES
        num = self.numerotation.liste_numerotee() if liste.numerotee else self.numerotation.puces()
        numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'
        return "".join(
            self.paragraphe(self.run(element), style, numbering) for element in liste.elements
        )

    def legende(self, label: str, number: int, legende: str) -> str:
        """A caption, kept with what follows, its number being a SEQ field with its result already
        there (A20).
        """
        field_ = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f" SEQ {label} \\* ARABIC </w:instrText></w:r><w:r><w:fldChar"
            f' w:fldCharType="separate"/></w:r><w:r><w:t>{number}</w:t></w:r><w:r><w:fldChar'
            ' w:fldCharType="end"/></w:r>'
        )
        return self.paragraphe(
            _run(f"{label}\u00a0") + field_ + _run(f" – {lisible(legende).strip()}"),
            "caption",
            "<w:keepNext/>",
        )

    def _graphique(self, graphique: Graphique) -> str:
        if not any(valeur is not None for serie in graphique.series for valeur in serie.valeurs):
            return ""  # no empty frame
        self.graphiques += 1
        self.donnees.append(repr(graphique))
        width = self.largeur * EMU_PER_TWIP
        rid, height = self.dessin(graphique, width)
        titre, message = (
            quoteattr(lisible(graphique.legende).strip()),
            quoteattr(lisible(graphique.message).strip()),
        )
        drawing = (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent'
            f' cx="{width}" cy="{height}"/><wp:docPr id="{self.graphiques}" name="Graphique'
            f' {self.graphiques}"'
            f" descr={message} title={titre}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData"
            f' uri="{CHART_NS}"><c:chart xmlns:c="{CHART_NS}"'
            f' r:id="{rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
        return self.legende("Graphique", self.graphiques, graphique.legende) + self.paragraphe(
            drawing
        )


def _tenir_au_suivant(paragraph: etree._Element) -> None:
    """keepNext, where the schema wants it: after the style."""
    if paragraph.tag == f"{W}p" and paragraph.find(f"{W}pPr/{W}keepNext") is None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = paragraph.makeelement(f"{W}pPr")
            paragraph.insert(0, properties)
        properties.insert(
            properties.find(f"{W}pStyle") is not None, properties.makeelement(f"{W}keepNext")
        )


def _run(words: str, properties: str = "") -> str:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
