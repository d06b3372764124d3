"""What a table or a cell holds, whatever stands between.

Word may wrap rows, cells and paragraphs in content controls, custom XML or tracked changes
(ECMA-376, part 1, 17.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from clu_batch.render.word_xml import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT,
    XmlElement,
    name_tags,
)

SDT, CONTENU = name_tags("sdt", "sdtContent")
ENVELOPPES = frozenset(
    (SDT, CONTENU, *name_tags("customXml", "ins", "moveTo", "del", "moveFrom"))
)
"""What may stand between a table and its rows, a row and its cells, a cell and its paragraphs."""
PORTEURS = (CELL, *name_tags("body", "hdr", "ftr", "footnote", "endnote", "txbxContent"))
"""What paragraphs and tables may stand in."""


def list_rows(table: XmlElement) -> list[XmlElement]:
    """Return the rows of a table, in order; those of a table inside one of its cells are not its
    own.
    """
    return list(_walk(table, ROW))


def list_cells(rangee: XmlElement) -> list[XmlElement]:
    """Return the cells of a row, in order."""
    return list(_walk(rangee, CELL))


def list_blocks(porteur: XmlElement) -> list[XmlElement]:
    """Return the paragraphs and tables that stand directly in a cell or a body, in order."""
    return list(_walk(porteur, PARAGRAPH, TABLE))


def _walk(element: XmlElement, *tags: str) -> Iterator[XmlElement]:
    """Give what an element holds that bears one of these tags, wrappers opened."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in ENVELOPPES:
            yield from _walk(child, *tags)


COURT = 30
"""Signs of a cell that has two or three lines at most, which no page parts."""


def is_short(rangee: XmlElement) -> bool:
    """Return whether no page can part a row: each cell is one paragraph of few signs."""
    cells = list_cells(rangee)
    return all(len(list_blocks(cell)) == 1 and _count_signs(cell) <= COURT for cell in cells)


def _count_signs(cell: XmlElement) -> int:
    return sum(len(text.text or "") for text in cell.iter(TEXT))


def find_holder(element: XmlElement) -> XmlElement | None:
    """Return what holds an element once the wrappers around it are left out: a body, a cell, a row,
    a table, a paragraph.
    """
    above = (ancestor for ancestor in element.iterancestors() if ancestor.tag not in ENVELOPPES)
    return next(above, None)


def can_hold_blocks(element: XmlElement) -> bool:
    """Return whether paragraphs and tables may stand in it: a body, a cell… or a content control
    that stands in one of these.
    """
    holder = find_holder(element) if element.tag == CONTENU else element
    return holder is not None and holder.tag in PORTEURS


def ends_with_paragraph(cellule: XmlElement) -> bool:
    """Return whether a cell ends with a paragraph, as Word wants, be it in a content control."""
    last = cellule
    while len(last):
        last = last[-1]
        if last.tag not in ENVELOPPES:
            break
    return last.tag == PARAGRAPH


def find_previous_block(element: XmlElement) -> XmlElement | None:
    """Return the block before this one, the wrappers around either of them left out."""
    holder = find_holder(element)
    blocks = [] if holder is None else list_blocks(holder)
    place = blocks.index(element) if element in blocks else 0
    if place:
        return blocks[place - 1]
    return None


def remove_element(element: XmlElement) -> None:
    """Remove an element and keep the text that follows it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is None:
        parent.text = (parent.text or "") + tail
    elif tail and before is not None:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
