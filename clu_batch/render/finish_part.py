"""What is put right in the XML of a part once its tags are printed, and the contents list, written
last.

The order matters: blocks first, then what is missing, then the shape of cells and tables, then
headings and contents.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from lxml import etree

from clu_batch.kernel.content import Block
from clu_batch.kernel.long_texts import PUCE, RANG
from clu_batch.render.content_controls import remove_empty_controls
from clu_batch.render.elements import BALISEE, HIGHLIGHT, parse_all
from clu_batch.render.legible_text import FIN, MANQUE, NEANT, VIDE, make_legible
from clu_batch.render.table_content import (
    can_hold_blocks,
    ends_with_paragraph,
    find_holder,
    list_blocks,
    list_cells,
    list_rows,
    remove_element,
)
from clu_batch.render.template_styles import TemplateStyles
from clu_batch.render.word_xml import (
    CELL,
    PARAGRAPH,
    RUN,
    TABLE,
    TEXT,
    W,
    find_above,
    holds,
    read_style,
    read_words,
)

_HOLDERS = [
    f"{W}{tag}"
    for tag in ("body", "tc", "hdr", "ftr", "footnote", "endnote", "sdtContent", "txbxContent")
]
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
ADRESSE = re.compile(r"((?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?)\]’'\"])")
_MANQUANT = re.compile(f"{MANQUE}([^{FIN}]*){FIN}")
# What makes a paragraph worth keeping without a word (A08).
_HOLDS = tuple(
    f"{W}{tag}"
    for tag in (
        "drawing",
        "pict",
        "object",
        "br",
        "sectPr",
        "fldChar",
        "fldSimple",
        "sym",
        "footnoteReference",
        "endnoteReference",
        "bookmarkStart",
    )
)


def insert_blocks(
    root: etree._Element, blocs: Sequence[Block], xml: Callable[[Block], Iterable[etree._Element]]
) -> None:
    """Put each block in the place of its tag; after the paragraph when the tag stands inside
    one.
    """
    last: dict[etree._Element, etree._Element] = {}
    for mark in list(root.iter("bloc")):
        elements = list(xml(blocs[int(mark.get("n", "0"))]))
        parent = mark.getparent()
        if parent is None:
            continue
        if can_hold_blocks(parent):
            for element in elements:
                mark.addprevious(element)
        else:
            paragraph = _find_support(mark)
            for element in elements:
                last.get(paragraph, paragraph).addnext(element)
                last[paragraph] = element
        remove_element(mark)


def _find_support(mark: etree._Element) -> etree._Element:
    """Return the paragraph or table that holds `mark`, itself directly in a body or a cell."""
    element = mark
    for ancestor in mark.iterancestors():
        if can_hold_blocks(ancestor):
            return element
        element = ancestor
    return element


def wrap_bare_texts(root: etree._Element) -> None:
    """Give a paragraph to the text that a `{{p … }}` tag printed outside any paragraph."""
    for holder in filter(can_hold_blocks, root.iter(*_HOLDERS)):
        if holder.text and holder.text.strip():
            holder.insert(0, _make_paragraph(holder.text.strip()))
            holder.text = None
        for child in list(holder):
            if child.tail and child.tail.strip():
                child.addnext(_make_paragraph(child.tail.strip()))
                following = child.getnext()
                child.tail = None
                if following is not None:
                    following.tail = None


def _make_paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(PARAGRAPH)
    run = etree.SubElement(paragraph, RUN)
    _add_text(run, text)
    return paragraph


def _add_text(run: etree._Element, text: str) -> None:
    """Write a text at the end of a run, its spaces kept."""
    words = etree.SubElement(run, TEXT)
    words.text = text
    words.set(_XML_SPACE, "preserve")


def mark_texts(root: etree._Element, lien: Callable[[str], etree._Element]) -> None:
    """Highlight what is missing, in black so that it reads on any cell, and make named links of
    the addresses (docs/rules/accessibility.md#a24).
    """
    for words in list(root.iter(TEXT)):
        if not words.text:
            continue
        if MANQUE in words.text:
            _split_run(words, _MANQUANT, _make_highlighted)
        elif ADRESSE.search(words.text) and find_above(words, f"{W}hyperlink") is None:
            _split_run(words, ADRESSE, lambda _, text: lien(text))


def highlight(root: etree._Element, textes: Sequence[str]) -> None:
    """Highlight every place where one of these texts is printed."""
    wanted = {make_legible(texte).strip() for texte in textes} - {""}
    if not wanted:
        return
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = re.compile(f"({'|'.join(map(re.escape, longest_first))})")
    for words in list(root.iter(TEXT)):
        if words.text and pattern.search(words.text):
            _split_run(words, pattern, _make_highlighted)


def _split_run(
    words: etree._Element,
    pattern: re.Pattern[str],
    make: Callable[[etree._Element, str], etree._Element],
) -> None:
    """Split the run that holds `words`: `make` writes what `pattern` captures, the rest keeps the
    look of the run.
    """
    run = words.getparent()
    if run is None or run.tag != RUN or not words.text:
        return
    place = run.index(words)
    before, after = list(run)[:place], list(run)[place + 1 :]
    made = list(_make_pieces(run, pattern.split(words.text), make))
    if after:
        rest = _make_run(run, "")
        rest.extend(after)
        made.append(rest)
    for new in made:
        run.addprevious(new)
    if all(child.tag == f"{W}rPr" for child in before):
        remove_element(run)
    else:
        run.remove(words)
        made[0].addprevious(run)


def _make_pieces(
    run: etree._Element,
    pieces: Sequence[str],
    make: Callable[[etree._Element, str], etree._Element],
) -> Iterator[etree._Element]:
    """Give the runs of a text that was split: one piece out of two is what was looked for."""
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        if number % 2:
            yield make(run, piece)
        else:
            yield _make_run(run, piece)


def _make_run(run: etree._Element, text: str, *, missing: bool = False) -> etree._Element:
    """Return a run that looks like `run` and says `text`."""
    piece = etree.Element(run.tag)
    for name, value in run.attrib.items():
        piece.set(name, value)
    look = run.find(f"{W}rPr")
    properties = etree.Element(f"{W}rPr") if look is None else copy.deepcopy(look)
    if missing:
        _highlight_properties(properties)
    if len(properties):
        piece.append(properties)
    if text:
        _add_text(piece, text)
    return piece


def _make_highlighted(run: etree._Element, text: str) -> etree._Element:
    return _make_run(run, text, missing=True)


def _highlight_properties(properties: etree._Element) -> None:
    """Give the properties of a run the colour and the highlight of what is missing."""
    for tag in ("color", "highlight", "shd"):
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
    _insert_in_order(properties, parse_all(HIGHLIGHT))


# The order that the schema wants in w:rPr, cut at the places where colour and highlight go.
_AVANT_COULEUR = {
    f"{W}{tag}"
    for tag in (
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
    )
}
_AVANT_SURLIGNAGE = _AVANT_COULEUR | {
    f"{W}{tag}" for tag in ("color", "spacing", "w", "kern", "position", "sz", "szCs")
}


def _insert_in_order(properties: etree._Element, added: Sequence[etree._Element]) -> None:
    """Insert elements where the schema wants them."""
    for element in added:
        before = _AVANT_COULEUR if element.tag == f"{W}color" else _AVANT_SURLIGNAGE
        properties.insert(_count_among(properties, before), element)


def _count_among(parent: etree._Element, tags: Collection[str]) -> int:
    """Return how many children bear one of these tags: the place of what must follow them."""
    return sum(child.tag in tags for child in parent)


def close_cells(root: etree._Element) -> None:
    """Remove the tables left without rows, give « Néant » to those left with their header only,
    and a paragraph to each cell (Word's rule).
    """
    for table in list(root.iter(TABLE)):
        rows = list_rows(table)
        if not rows:
            remove_element(table)
        elif all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows):
            table.append(_make_empty_row(rows[-1]))
    for cell in root.iter(CELL):
        if ends_with_paragraph(cell):
            continue
        if list_blocks(cell):
            cell.append(etree.Element(PARAGRAPH))
        else:
            cell.append(_make_paragraph(VIDE))


def _make_empty_row(header: etree._Element) -> etree._Element:
    """Return the row that says « Néant » under a header, with the cells of the header."""
    row = copy.deepcopy(header)
    for repeated in row.findall(f"{W}trPr/{W}tblHeader"):
        remove_element(repeated)
    for number, cell in enumerate(list_cells(row)):
        for child in list(cell):
            if child.tag != f"{W}tcPr":
                cell.remove(child)
        for shading in cell.findall(f"{W}tcPr/{W}shd"):
            remove_element(shading)
        cell.append(_make_paragraph(VIDE if number else NEANT))
    return row


def make_list_items(root: etree._Element, styles: TemplateStyles, puces: Callable[[], str]) -> None:
    """Make list items of the printed paragraphs that start with a typed marker
    (docs/rules/accessibility.md#a10); a number that was typed stays.

    `puces` gives the identifier of the numbering of bulleted lists.
    """
    kept = {sid for name, sid in styles.ids.items() if name.startswith(_KEPT_STYLES)}
    for paragraph in root.iter(PARAGRAPH):
        if paragraph.get(BALISEE) is None or paragraph.find(f"{W}pPr/{W}numPr") is not None:
            continue
        if read_style(paragraph) not in kept and _take_marker(paragraph):
            _number(paragraph, puces())


def _take_marker(paragraph: etree._Element) -> bool:
    """Take the bullet off the beginning of a paragraph; return whether it began with one, or with a
    number, which stays.
    """
    words = [text for text in paragraph.iter(TEXT) if text.text]
    start = "".join(text.text or "" for text in words[:3]).lstrip()
    if PUCE.match(start):
        _remove_bullet(words[0])
        return True
    return RANG.match(start) is not None


_KEPT_STYLES = ("heading", "toc", "title", "caption", "list")
"""How the names of the styles begin whose paragraphs are no items of a list."""


def _remove_bullet(words: etree._Element) -> None:
    """Take the typed bullet off the beginning of a text."""
    text = (words.text or "").lstrip()
    # a bullet alone in its run is one too: a word stands for what follows it
    bullet = PUCE.match(f"{text} ·")
    if bullet:
        words.text = text[bullet.end() :]


_AVANT_NUMEROTATION = {
    f"{W}{tag}"
    for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


def _number(paragraph: etree._Element, num: str) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    xml = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'
    properties.insert(_count_among(properties, _AVANT_NUMEROTATION), parse_all(xml)[0])


def remove_empty_paragraphs(root: etree._Element) -> None:
    """Remove the paragraphs that a tag leaves empty (docs/rules/accessibility.md#a08); the last one
    of a cell says « — » (docs/rules/accessibility.md#a18). The template's own are left alone.
    """
    for paragraph in list(root.iter(PARAGRAPH)):
        if paragraph.get(BALISEE) is None:
            continue
        del paragraph.attrib[BALISEE]
        holder = find_holder(paragraph)
        if holder is None or not _is_empty(paragraph):
            continue
        if holder.tag != CELL or len(list_blocks(holder)) > 1:
            remove_element(paragraph)
        else:
            paragraph.extend(list(_make_paragraph(VIDE)))
    remove_empty_controls(root)
    for cell in root.iter(CELL):  # a cell must still end with a paragraph
        if not ends_with_paragraph(cell):
            cell.append(etree.Element(PARAGRAPH))


def _is_empty(paragraph: etree._Element) -> bool:
    return not read_words(paragraph).strip() and not holds(paragraph, *_HOLDS)


def make_ids_unique(root: etree._Element, taken: set[str]) -> None:
    """Give every drawing its own id and keep one bookmark per name: loops of the template repeat
    both. `taken`: the ids given so far in the document, which grow.
    """
    for number, drawing in enumerate(root.iter(_DOCPR), start=1 + len(taken)):
        drawing.set("id", str(number))
        taken.add(str(number))
    names: set[str] = set()
    ids: dict[str, str] = {}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = mark.get(f"{W}id", "")
        name = mark.get(f"{W}name", "")
        starts = mark.tag == f"{W}bookmarkStart"
        if starts and name not in names:
            ids[old] = str(len(names))
            names.add(name)
            mark.set(f"{W}id", ids[old])
        elif not starts and old in ids:
            mark.set(f"{W}id", ids.pop(old))
        else:
            remove_element(mark)
