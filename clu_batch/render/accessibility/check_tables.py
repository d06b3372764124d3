"""The checks of tables and drawings: each yields the elements at fault."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping

from clu_batch.render.accessibility.check_texts import Found, find_contrast
from clu_batch.render.accessibility.document_reading import DocumentReading
from clu_batch.render.accessibility.resolved_style import is_on, is_yes, read_fill
from clu_batch.render.locate import read_text
from clu_batch.render.table_content import (
    SDT,
    ends_with_paragraph,
    find_previous_block,
    is_short,
    list_cells,
    list_rows,
)
from clu_batch.render.word_xml import (
    PARAGRAPH,
    TABLE,
    XmlElement,
    find_above,
    find_child,
    holds,
    list_children,
    read_attribute,
    read_value,
    walk,
)

TEXTE_MINIMAL = 10  # signs of an alternative text (A13)
ETIQUETTE = 900  # hundredths of a point: labels of charts
CONTRASTE_D_UN_DESSIN = 3.0  # WCAG 2.1, 1.4.11
_MUET = re.compile(
    r"\S+\.(?:png|jpe?g|gif|bmp|svg|emf|wmf|tiff?)$|image d(?:e\b|[’'])", re.IGNORECASE
)


def find_silent_images(lu: DocumentReading) -> Found:
    """Yield the images without a useful text (docs/rules/accessibility.md#a13)."""
    for drawing in lu.list_all("wp:docPr"):
        if not says_something(drawing.get("descr", "")) and not _is_decorative(drawing):
            yield drawing
    for shape in lu.list_all("v:shape"):
        if (
            not says_something(shape.get("alt", ""))
            and find_child(shape, "v:imagedata") is not None
        ):
            yield shape


def _is_decorative(drawing: XmlElement) -> bool:
    marks = {mark.get("val") for mark in walk(drawing, "adec:decorative")}
    return not marks.isdisjoint({"1", "true"})


def says_something(texte: str) -> bool:
    """Return whether an alternative text says something: long enough, not a file name, not « image
    de… ».
    """
    words = texte.strip()
    return len(words) >= TEXTE_MINIMAL and not _MUET.match(words)


def find_floating(lu: DocumentReading) -> Found:
    """Yield the floating objects and text boxes (docs/rules/accessibility.md#a14)."""
    return lu.list_all("wp:anchor", "v:textbox", "wps:txbx", "txbxContent", "framePr")


def find_headerless_tables(lu: DocumentReading) -> Found:
    """Yield the tables without a header row (docs/rules/accessibility.md#a15)."""
    for table in lu.list_all("tbl"):
        rows = list_rows(table)
        if not rows or not is_on(find_child(rows[0], "trPr/tblHeader")):
            yield table


def find_without_header_option(lu: DocumentReading) -> Found:
    """Yield the tables without the header option (docs/rules/accessibility.md#a16)."""
    for table in lu.list_all("tbl"):
        look = find_child(table, "tblPr/tblLook")
        if look is None:
            yield table
            continue
        options = int(read_attribute(look, "val", "0"), 16)
        if not is_yes(look, "firstRow") and not options & _FIRST_ROW:
            yield table


_FIRST_ROW = 0x20
"""The bit of `w:tblLook` that says that the first row is a header."""


def find_merged_cells(lu: DocumentReading) -> Found:
    """Yield the merged, nested or uneven cells (docs/rules/accessibility.md#a17)."""
    for span in lu.list_all("gridSpan"):
        if read_value(span) != "1":
            yield span
    yield from lu.list_all("vMerge", "hMerge")
    for table in lu.list_all("tbl"):
        columns = len(list_children(table, "tblGrid/gridCol"))
        even = all(len(list_cells(row)) == columns for row in list_rows(table))
        if not even or find_above(table, TABLE) is not None:
            yield table


def find_empty_cells(lu: DocumentReading) -> Found:
    """Yield the empty cells (docs/rules/accessibility.md#a18)."""
    return filter(_is_silent, lu.list_all("tc"))


def _is_silent(cell: XmlElement) -> bool:
    """Return whether a cell holds neither a word nor a drawing."""
    return not read_text(cell).strip() and not holds(cell, "drawing", "pict")


def find_breakable_rows(lu: DocumentReading) -> Found:
    """Yield the rows that two pages may share (docs/rules/accessibility.md#a19)."""
    for row in lu.list_all("tr"):
        if not is_on(find_child(row, "trPr/cantSplit")) and not is_short(row):
            yield row


def find_uncaptioned_tables(lu: DocumentReading) -> Found:
    """Yield the tables without a caption before them (docs/rules/accessibility.md#a20)."""
    captions = {para.element for para in lu.paragraphes if para.aspect.nom == "caption"}
    for table in lu.list_all("tbl"):
        before = find_previous_block(table)
        if before is None or before not in captions or not _is_counted(before):
            yield table


def _is_counted(caption: XmlElement) -> bool:
    """Return whether a caption has a number that Word counts: a SEQ field."""
    # the instruction of a field may be cut in several runs
    instruction = "".join(words.text or "" for words in walk(caption, "instrText"))
    simple = [read_attribute(field, "instr") for field in walk(caption, "fldSimple")]
    return any("SEQ" in field for field in (instruction, *simple))


def find_colour_alone(lu: DocumentReading) -> Found:
    """Yield the shaded cells without a word (docs/rules/accessibility.md#a22)."""
    for cell in lu.list_all("tc"):
        fill = read_fill(find_child(cell, "tcPr/shd"))
        if fill not in ("", "FFFFFF") and _is_silent(cell):
            yield cell


def find_borderless_tables(lu: DocumentReading) -> Found:
    """Yield the tables without borders: recent Word exports them as a layout."""
    for table in lu.list_all("tbl"):
        own = find_child(table, "tblPr/tblBorders")
        if own is None:
            style = lu.aspects.styles.get(read_value(find_child(table, "tblPr/tblStyle")))
            drawn = style is not None and style.bordures
        else:
            drawn = any(read_value(edge) not in ("nil", "none") for edge in own)
        if not drawn:
            yield table


def find_charts_alone(lu: DocumentReading) -> Found:
    """Yield the charts that neither their data table nor a link to it follows, before another
    chart (docs/rules/accessibility.md#b02).
    """
    captions = {read_attribute(mark, "name"): mark for mark in lu.list_all("bookmarkStart")}
    for chart in lu.list_all("c:chart"):
        paragraph = find_above(chart, PARAGRAPH)
        if paragraph is None or not _is_followed_by_data(paragraph, captions):
            yield chart


def _is_followed_by_data(paragraph: XmlElement, captions: Mapping[str, XmlElement]) -> bool:
    """Return whether a table, or a link to one, stands after a paragraph, before any chart."""
    for block in paragraph.itersiblings():
        if block.tag in (TABLE, SDT) and holds(block, TABLE):
            return True
        if holds(block, "c:chart"):
            return False
        if any(_leads_to_table(link, captions) for link in walk(block, "hyperlink")):
            return True
    return False


def _leads_to_table(link: XmlElement, captions: Mapping[str, XmlElement]) -> bool:
    """Return whether a link leads to the caption of a table that is followed by a link back."""
    mark = captions.get(read_attribute(link, "anchor"))
    caption = None if mark is None else find_above(mark, PARAGRAPH)
    table = None if caption is None else caption.getnext()
    if table is None or table.tag != TABLE:
        return False
    back = itertools.takewhile(lambda block: block.tag == PARAGRAPH, table.itersiblings())
    return any(
        read_attribute(found, "anchor") in captions
        for p in back
        for found in walk(p, "hyperlink")
    )


def find_unreadable_charts(lu: DocumentReading) -> Found:
    """Yield the document with a chart whose labels have less than 9 points, or whose bars do not
    stand out of the page by their fill nor by their outline.
    """
    for name in lu.paquet.parts:
        if not name.startswith("word/charts/chart"):
            continue
        root = lu.paquet.read_root(name)
        fonts = walk(root, "a:defRPr", "a:rPr", "a:endParaRPr")
        small = any(int(font.get("sz", ETIQUETTE)) < ETIQUETTE for font in fonts)
        if small or not all(map(_is_visible, walk(root, "c:ser"))):
            yield lu.body


def _is_visible(serie: XmlElement) -> bool:
    """Return whether one of the colours of a series stands out of a white page."""
    shape = find_child(serie, "c:spPr")
    if shape is None:
        return True
    colours = [str(colour.get("val", "")) for colour in walk(shape, "a:srgbClr")]
    contrasts = [find_contrast(colour, "FFFFFF") for colour in colours]
    return not contrasts or max(contrasts) >= CONTRASTE_D_UN_DESSIN


def find_misbuilt(lu: DocumentReading) -> Found:
    """Yield the drawings that share an id, the cells that end without a paragraph, the parts with a
    field that does not end.
    """
    drawings = list(lu.list_all("wp:docPr"))
    ids = Counter(drawing.get("id") for drawing in drawings)
    for drawing in drawings:
        if ids[drawing.get("id")] > 1:
            yield drawing
    for cell in lu.list_all("tc"):
        if not ends_with_paragraph(cell):
            yield cell
    for partie in lu.parties:
        kinds = Counter(
            read_attribute(char, "fldCharType") for char in walk(partie.root, "fldChar")
        )
        if kinds["begin"] != kinds["end"] or kinds["separate"] > kinds["begin"]:
            yield partie.root
