"""What is put right in the XML of a part once its tags are printed, and the contents list, written
last.

The order matters: blocks first, then what is missing, then the shape of cells and tables, then
headings and contents.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from clu_batch.kernel.content import Block
from clu_batch.kernel.long_texts import PUCE, RANG
from clu_batch.render.content_controls import remove_empty_controls
from clu_batch.render.legible_text import NEANT, VIDE
from clu_batch.render.marked_runs import add_text
from clu_batch.render.ordered_properties import add_property, open_properties
from clu_batch.render.paragraphs import BALISEE
from clu_batch.render.table_content import (
    CONTENU,
    PORTEURS,
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
    NAMESPACES,
    PARAGRAPH,
    RUN,
    TABLE,
    TEXT,
    WORDLESS,
    XmlElement,
    find_child,
    holds,
    list_children,
    name_tag,
    read_attribute,
    read_style,
    read_words,
    walk,
)
from clu_batch.render.written_xml import parse_all, write_numbering

FIRST_SHAPE = 1_000_001  # beyond those that Word gives
_HOLDS = (*WORDLESS, "br", "bookmarkStart")
"""What makes a paragraph worth keeping without a word (docs/rules/accessibility.md#a08)."""


def insert_blocks(
    root: XmlElement, blocs: Sequence[Block], xml: Callable[[Block], Iterable[XmlElement]]
) -> None:
    """Put each block in the place of its tag; after the paragraph when the tag stands inside
    one.
    """
    last: dict[XmlElement, XmlElement] = {}
    for mark in list(root.iter("bloc")):
        support = _find_support(mark)
        for element in xml(blocs[int(mark.get("n", "0"))]):
            if support is mark:
                mark.addprevious(element)
            else:
                last.get(support, support).addnext(element)
                last[support] = element
        remove_element(mark)


def _find_support(mark: XmlElement) -> XmlElement:
    """Return the paragraph or table that holds `mark`, itself directly in a body or a cell; the
    mark when it stands there alone.
    """
    element = mark
    for ancestor in mark.iterancestors():
        if can_hold_blocks(ancestor):
            return element
        element = ancestor
    return element


def wrap_bare_texts(root: XmlElement) -> None:
    """Give a paragraph to the text that a `{{p … }}` tag printed outside any paragraph."""
    for holder in filter(can_hold_blocks, walk(root, CONTENU, *PORTEURS)):
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


def _make_paragraph(text: str) -> XmlElement:
    paragraph = etree.Element(PARAGRAPH)
    run = etree.SubElement(paragraph, RUN)
    add_text(run, text)
    return paragraph


def close_cells(root: XmlElement) -> None:
    """Remove the tables left without rows, give « Néant » to those left with their header only,
    and a paragraph to each cell (Word's rule).
    """
    for table in list(walk(root, TABLE)):
        rows = list_rows(table)
        if not rows:
            remove_element(table)
        elif all(find_child(row, "trPr/tblHeader") is not None for row in rows):
            table.append(_make_empty_row(rows[-1]))
    _end_cells(root)


def _end_cells(root: XmlElement) -> None:
    """Give a paragraph to each cell that does not end with one."""
    for cell in walk(root, CELL):
        if ends_with_paragraph(cell):
            continue
        if list_blocks(cell):
            cell.append(etree.Element(PARAGRAPH))
        else:
            cell.append(_make_paragraph(VIDE))


def _make_empty_row(header: XmlElement) -> XmlElement:
    """Return the row that says « Néant » under a header, with the cells of the header."""
    row = copy.deepcopy(header)
    for repeated in list_children(row, "trPr/tblHeader"):
        remove_element(repeated)
    for number, cell in enumerate(list_cells(row)):
        for child in list(cell):
            if child.tag != name_tag("tcPr"):
                cell.remove(child)
        for shading in list_children(cell, "tcPr/shd"):
            remove_element(shading)
        cell.append(_make_paragraph(VIDE if number else NEANT))
    return row


def make_list_items(root: XmlElement, styles: TemplateStyles, puces: Callable[[], str]) -> None:
    """Make list items of the printed paragraphs that start with a typed marker
    (docs/rules/accessibility.md#a10); a number that was typed stays.

    `puces` gives the identifier of the numbering of bulleted lists.
    """
    kept = {sid for name, sid in styles.ids.items() if name.startswith(_KEPT_STYLES)}
    for paragraph in walk(root, PARAGRAPH):
        if paragraph.get(BALISEE) is None or find_child(paragraph, "pPr/numPr") is not None:
            continue
        if read_style(paragraph) not in kept and _take_marker(paragraph):
            _number(paragraph, puces())


def _take_marker(paragraph: XmlElement) -> bool:
    """Take the bullet off the beginning of a paragraph; return whether it began with one, or with a
    number, which stays.
    """
    words = [text for text in walk(paragraph, TEXT) if text.text]
    start = "".join(text.text or "" for text in words[:3]).lstrip()
    if PUCE.match(start):
        _remove_bullet(words[0])
        return True
    return RANG.match(start) is not None


_KEPT_STYLES = ("heading", "toc", "title", "caption", "list")
"""How the names of the styles begin whose paragraphs are no items of a list."""


def _remove_bullet(words: XmlElement) -> None:
    """Take the typed bullet off the beginning of a text."""
    text = (words.text or "").lstrip()
    # a bullet alone in its run is one too: a word stands for what follows it
    bullet = PUCE.match(f"{text} ·")
    if bullet:
        words.text = text[bullet.end() :]


def _number(paragraph: XmlElement, num: str) -> None:
    """Make a paragraph an item of a list."""
    properties = open_properties(paragraph, "pPr")
    add_property(properties, parse_all(write_numbering(num))[0])


def remove_empty_paragraphs(root: XmlElement) -> None:
    """Remove the paragraphs that a tag leaves empty (docs/rules/accessibility.md#a08); the last one
    of a cell says « — » (docs/rules/accessibility.md#a18). The template's own are left alone.
    """
    for paragraph in list(walk(root, PARAGRAPH)):
        if paragraph.get(BALISEE) is None:
            continue
        del paragraph.attrib[BALISEE]
        holder = find_holder(paragraph)
        if holder is None or not _is_empty(paragraph):
            continue
        if holder.tag != CELL or len(list_blocks(holder)) > 1:
            remove_element(paragraph)
        else:
            paragraph.extend(_make_paragraph(VIDE))
    remove_empty_controls(root)
    _end_cells(root)


def _is_empty(paragraph: XmlElement) -> bool:
    return not read_words(paragraph).strip() and not holds(paragraph, *_HOLDS)


def make_ids_unique(root: XmlElement, taken: set[str]) -> None:
    """Give every drawing its own id and keep one bookmark per name: loops of the template repeat
    both. `taken`: the ids given so far in the document, which grow.
    """
    for number, drawing in enumerate(walk(root, "wp:docPr"), start=1 + len(taken)):
        drawing.set("id", str(number))
        taken.add(str(number))
    _pair_bookmarks(root)
    _number_shapes(root)


def _pair_bookmarks(root: XmlElement) -> None:
    """Keep one bookmark per name, of those that begin and end."""
    names: set[str] = set()
    opened: dict[str, XmlElement] = {}
    for mark in list(walk(root, "bookmarkStart", "bookmarkEnd")):
        old, name = read_attribute(mark, "id"), read_attribute(mark, "name")
        begins = mark.tag == name_tag("bookmarkStart")
        if begins and name not in names:
            mark.set(name_tag("id"), str(len(names)))
            names.add(name)
            opened[old] = mark
        elif begins or old not in opened:
            remove_element(mark)
        else:
            mark.set(name_tag("id"), read_attribute(opened.pop(old), "id"))
    for mark in opened.values():
        remove_element(mark)


def _number_shapes(root: XmlElement) -> None:
    """Give each shape of VML its own identifiers, and keep one definition of each kind."""
    seen: set[str] = set()
    for shape in list(root.iter(f"{{{NAMESPACES['v']}}}*")):
        for name in ("id", name_tag("o:spid")):
            said = shape.get(name)
            if said in seen and shape.tag == name_tag("v:shapetype"):
                remove_element(shape)
            elif said in seen:
                shape.set(name, f"_x0000_s{FIRST_SHAPE + len(seen)}")
            seen.add(shape.get(name, ""))
