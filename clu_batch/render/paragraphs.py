"""The paragraphs of a document, written as WordprocessingML: runs, links, lists, captions, in the
template's styles.

Sources of the forms: docs/rules/accessibility.md#a05 (RGAA 4.1.2 criterion 13.3; DINUM, « Créer
des documents accessibles avec Microsoft Word »).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clu_batch.kernel.content import ItemList, Missing, NamedLink, Texte
from clu_batch.render.docx_package import Package
from clu_batch.render.legible_text import FIN, MANQUE, NEANT, make_legible, mark_missing
from clu_batch.render.template_styles import NUMEROS, PUCES, ListNumbering, TemplateStyles
from clu_batch.render.word_xml import XmlElement
from clu_batch.render.written_xml import (
    FIELD_END,
    open_field,
    parse_all,
    write_numbering,
    write_value,
    write_words,
)

BALISEE = "balisee"  # attribute of the paragraphs that hold data, until the part is finished
KEEP_NEXT = "<w:keepNext/>"
"""The property that keeps a paragraph on the page of the next one."""
LINK_LOOK = '<w:color w:val="0000EE"/><w:u w:val="single"/>'
HIGHLIGHT = '<w:color w:val="000000"/><w:highlight w:val="yellow"/>'


@dataclass(slots=True, kw_only=True)
class ParagraphWriter:
    """The writing of the paragraphs of one document: links made, missing things met."""

    paquet: Package
    source: str  # the part that receives the elements
    styles: TemplateStyles
    numerotation: ListNumbering
    largeur: int  # of the text, in twentieths of a point
    manquants: list[Missing] = field(default_factory=list)
    styles_absents: set[str] = field(default_factory=set)

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

    def write_list(self, liste: ItemList, *, in_a_cell: bool = False) -> str:
        """Return the items of a real list; « Néant » when there is none. Out of a cell, whose row
        is whole, no item is alone on a page: the first stays with the second, the last but one with
        the last.
        """
        if not liste.elements:
            return self.write_paragraph(write_words(NEANT))
        if liste.numerotee:
            style, num = NUMEROS, self.numerotation.start_numbered()
        else:
            style, num = PUCES, self.numerotation.find_bullets()
        numbering = write_numbering(num)
        last = len(liste.elements) - 1
        kept = set() if in_a_cell else {0, last - 1} - {last}
        items = [
            self.write_paragraph(
                self.write_run(item), style, (KEEP_NEXT if rang in kept else "") + numbering
            )
            for rang, item in enumerate(liste.elements)
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
        return self.write_paragraph(runs, "caption", KEEP_NEXT)
