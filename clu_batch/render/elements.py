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
    Missing,
    NamedLink,
    Paragraph,
    PrintedTable,
    Texte,
)
from clu_batch.render import split_content, table_xml
from clu_batch.render.docx_package import Package
from clu_batch.render.legible_text import FIN, MANQUE, NEANT, make_legible, mark_missing
from clu_batch.render.template_styles import NUMEROS, PUCES, ListNumbering, TemplateStyles
from clu_batch.render.word_xml import NAMESPACES, XmlElement
from clu_batch.render.written_xml import (
    FIELD_END,
    open_field,
    parse_all,
    write_numbering,
    write_value,
    write_words,
)

CHART_NS = NAMESPACES["c"]

EMU_PER_TWIP = 635
BALISEE = "balisee"  # attribute of the paragraphs that hold data, until the part is finished
SOMMAIRE = "sommaire"  # attribute of the paragraph in the place of the contents list

LINK_LOOK = '<w:color w:val="0000EE"/><w:u w:val="single"/>'
CHART_MARK = "graphique_"  # the bookmark of a chart whose figures stand elsewhere
HIGHLIGHT = '<w:color w:val="000000"/><w:highlight w:val="yellow"/>'


ChartDrawer = Callable[[Chart, int], tuple[str, int]]
"""Draws a chart for a width in EMU: the id of its relation and its height in EMU."""


@dataclass(slots=True)
class ElementWriter:
    """The writing of the elements of one document: charts counted, links, missing things met."""

    paquet: Package
    source: str  # the part that receives the elements
    styles: TemplateStyles
    numerotation: ListNumbering
    largeur: int  # of the text, in twentieths of a point
    dessin: ChartDrawer
    graphiques: int = 0
    manquants: list[Missing] = field(default_factory=list)
    styles_absents: set[str] = field(default_factory=set)
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
                xml = table_xml.write_table(self, tableau) + self._write_all(whole)
            case Chart():
                kept = table_xml.KEEP_NEXT if isinstance(suivant, InnerLink) else ""
                xml = self._write_chart(element, kept)
            case ContentsList():  # filled once every heading is in its place
                xml = f'<w:p {SOMMAIRE}="{element.niveaux}"/>'
        return xml

    def _write_announcing(self, element: Paragraph, suivant: Element | None) -> str:
        """Return a paragraph, which stays with what it announces."""
        kept = table_xml.KEEP_NEXT if suivant and _announces(element) else ""
        return self.write_paragraph(self.write_run(element.texte), element.style, kept)

    def _write_named_link(self, element: NamedLink) -> str:
        avant, apres = map(make_legible, (element.avant, element.apres))
        before = write_words(f"{avant.strip()} ") if avant else ""
        after = write_words(f" {apres.strip()}") if apres else ""
        return self.write_paragraph(before + self.write_link(element) + after)

    def take_text(self, texte: Texte) -> str:
        """Return the characters to print, marked and recorded when they are missing."""
        if isinstance(texte, Missing):
            self.manquants.append(texte)
            return mark_missing(texte.quoi)
        return make_legible(texte).strip()

    def write_run(self, texte: Texte, properties: str = "") -> str:
        """Return a run, highlighted when it is missing; nothing for an empty text."""
        words = self.take_text(texte)
        if words.startswith(MANQUE):
            words = words.strip(MANQUE + FIN)
            properties += HIGHLIGHT
        if words:
            return write_words(words, properties)
        return ""

    def write_link(self, lien: NamedLink) -> str:
        """Return a named hyperlink."""
        target = make_legible(lien.cible).strip()
        rid = self.paquet.link(self.source, "hyperlink", target, external=True)
        style = self.styles.id("Hyperlink")
        look = write_value("rStyle", style) if style else LINK_LOOK
        run = write_words(make_legible(lien.texte).strip() or "Adresse", look)
        return f'<w:hyperlink r:id="{rid}" w:history="1">{run}</w:hyperlink>'

    def name_address(self, adresse: str) -> XmlElement:
        """Return the link that stands for an address typed in a text, named by its domain: a bare
        address says nothing read aloud (docs/rules/accessibility.md#a23).
        """
        target = adresse if "://" in adresse else f"https://{adresse}"
        domain = target.split("://", 1)[1].split("/", 1)[0]
        return parse_all(self.write_link(NamedLink(f"site {domain}", target)))[0]

    def write_paragraph(self, runs: str, style: str = "Normal", properties: str = "") -> str:
        """Return a paragraph in the style named `style`; nothing when it would be empty
        (docs/rules/accessibility.md#a08).
        """
        if not runs:
            return ""
        if style != "Normal":
            properties = self.name_style("pStyle", style) + properties
        if properties:
            properties = f"<w:pPr>{properties}</w:pPr>"
        return f'<w:p {BALISEE}="1">{properties}{runs}</w:p>'

    def name_style(self, tag: str, style: str) -> str:
        """Return the property that names a style, "" for one that the template has not."""
        sid = self.styles.id(style)
        if sid is None:
            self.styles_absents.add(style)
        return write_value(tag, sid) if sid else ""

    def write_list(self, liste: ItemList) -> str:
        """Return the items of a real list; « Néant » when there is none."""
        if not liste.elements:
            return self.write_paragraph(write_words(NEANT))
        if liste.numerotee:
            style, num = NUMEROS, self.numerotation.start_numbered()
        else:
            style, num = PUCES, self.numerotation.find_bullets()
        numbering = write_numbering(num)
        items = [
            self.write_paragraph(self.write_run(item), style, numbering)
            for item in liste.elements
        ]
        return "".join(items)

    def write_caption(
        self, label: str, legende: str, *, serie: str = "", repere: str = ""
    ) -> str:
        """Return a caption, kept with what follows, its number being a SEQ field whose result is
        written last (docs/rules/accessibility.md#a20). The letters of a `serie`, before the number,
        make it count by itself; `repere`: the name of the bookmark that links lead to.
        """
        counted = open_field(f"SEQ {label}{serie} \\* ARABIC")
        words = write_words(f" – {make_legible(legende).strip()}")
        runs = write_words(f"{label}\u00a0{serie}") + counted
        runs += "<w:r><w:t>1</w:t></w:r>" + FIELD_END + words
        if repere:
            start = f'<w:bookmarkStart w:id="{repere}" w:name="{repere}"/>'
            runs = f'{start}{runs}<w:bookmarkEnd w:id="{repere}"/>'
        return self.write_paragraph(runs, "caption", table_xml.KEEP_NEXT)

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
    mark = CHART_MARK if lien.vers_le_graphique else table_xml.DATA_MARK
    run = write_words(make_legible(lien.texte), LINK_LOOK)
    return f'<w:hyperlink w:anchor="{mark}{lien.cle}" w:history="1">{run}</w:hyperlink>'
