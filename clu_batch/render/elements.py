"""What a document says, written as WordprocessingML: paragraphs, lists, links, tables, charts, in
the template's styles.

Sources of the forms: docs/rules/accessibility.md#a05 (RGAA 4.1.2 criterion 13.3; DINUM, « Créer
des documents accessibles avec Microsoft Word »).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from xml.sax.saxutils import quoteattr

from clu_batch.kernel.content import (
    Block,
    Chart,
    ContentsList,
    Element,
    Heading,
    InnerLink,
    ItemList,
    NamedLink,
    Paragraph,
    PrintedTable,
)
from clu_batch.render import split_content
from clu_batch.render.legible_text import make_legible
from clu_batch.render.paragraphs import KEEP_NEXT, LINK_LOOK, ParagraphWriter
from clu_batch.render.table_xml import DATA_MARK, write_table
from clu_batch.render.word_xml import NAMESPACES, XmlElement
from clu_batch.render.written_xml import parse_all, write_words

CHART_NS = NAMESPACES["c"]

EMU_PER_TWIP = 635
SOMMAIRE = "sommaire"  # attribute of the paragraph in the place of the contents list
CHART_MARK = "graphique_"  # the bookmark of a chart whose figures stand elsewhere


ChartDrawer = Callable[[Chart, int], tuple[str, int]]
"""Draws a chart for a width in EMU: the id of its relation and its height in EMU."""


@dataclass(slots=True, kw_only=True)
class ElementWriter(ParagraphWriter):
    """The writing of the elements of one document: its paragraphs, tables and charts, counted."""

    dessin: ChartDrawer
    graphiques: int = 0
    # the figures of the charts, for the digest of what is said
    donnees: list[str] = field(default_factory=list)

    def write_block(self, bloc: Block) -> list[XmlElement]:
        """Return the block-level elements that write `bloc`, in order."""
        return parse_all(self._write_all(bloc.elements))

    def _write_all(self, elements: Sequence[Element]) -> str:
        suite = split_content.split_charts(elements, self.largeur * EMU_PER_TWIP)
        return "".join(map(self._write_one, suite, [*suite[1:], None]))

    def _write_one(self, element: Element, suivant: Element | None) -> str:
        """Return an element as XML; `suivant`: the one after it."""
        match element:
            case Paragraph():
                xml = self._write_announcing(element, suivant)
            case Heading():
                xml = self.write_paragraph(
                    self.write_run(element.texte), f"heading {element.niveau}"
                )
            case ItemList():
                xml = self.write_list(element)
            case NamedLink():
                xml = self._write_named_link(element)
            case InnerLink():
                xml = self.write_paragraph(_write_inner_link(element), "CLU Note")
            case PrintedTable():
                tableau, whole = split_content.shorten_table(element)
                xml = write_table(self, tableau) + self._write_all(whole)
            case Chart():
                kept = KEEP_NEXT if isinstance(suivant, InnerLink) else ""
                xml = self._write_chart(element, kept)
            case ContentsList():  # filled once every heading is in its place
                xml = f'<w:p {SOMMAIRE}="{element.niveaux}"/>'
        return xml

    def _write_announcing(self, element: Paragraph, suivant: Element | None) -> str:
        """Return a paragraph, which stays with what it announces."""
        kept = KEEP_NEXT if suivant and _announces(element) else ""
        run = self.write_run(element.texte, "<w:b/>" if element.gras else "")
        return self.write_paragraph(run, element.style, kept)

    def _write_named_link(self, element: NamedLink) -> str:
        avant, apres = map(make_legible, (element.avant, element.apres))
        before = write_words(f"{avant.strip()} ") if avant else ""
        after = write_words(f" {apres.strip()}") if apres else ""
        return self.write_paragraph(before + self.write_link(element) + after)

    def _write_chart(self, graphique: Chart, kept: str) -> str:
        """Return the caption and the drawing of a chart; nothing for one without a figure."""
        figures = chain.from_iterable(serie.valeurs for serie in graphique.series)
        if all(figure is None for figure in figures):
            return ""  # no empty frame
        self.graphiques += 1
        self.donnees.append(repr(graphique))
        width = self.largeur * EMU_PER_TWIP
        rid, height = self.dessin(graphique, width)
        title = quoteattr(make_legible(graphique.legende).strip())
        message = quoteattr(make_legible(graphique.message).strip())
        drawing = (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent'
            f' cx="{width}" cy="{height}"/><wp:docPr id="{self.graphiques}" name="Graphique'
            f' {self.graphiques}"'
            f" descr={message} title={title}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData"
            f' uri="{CHART_NS}"><c:chart xmlns:c="{CHART_NS}"'
            f' r:id="{rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
        repere = f"{CHART_MARK}{graphique.numero}" if graphique.numero else ""
        caption = self.write_caption("Graphique", graphique.legende, repere=repere)
        return caption + self.write_paragraph(drawing, properties=kept)


def _announces(paragraph: Paragraph) -> bool:
    """Return whether a paragraph announces what follows, with which it stays: it ends with a
    colon.
    """
    return isinstance(paragraph.texte, str) and paragraph.texte.rstrip().endswith(":")


def _write_inner_link(lien: InnerLink) -> str:
    """Return a link to a place of the document."""
    mark = CHART_MARK if lien.vers_le_graphique else DATA_MARK
    run = write_words(make_legible(lien.texte), LINK_LOOK)
    return f'<w:hyperlink w:anchor="{mark}{lien.cle}" w:history="1">{run}</w:hyperlink>'
