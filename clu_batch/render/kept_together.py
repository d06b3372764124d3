"""What pages do not part: the first two rows of a table, and its last two; and the room between a
table and the paragraph that follows it (docs/rules/documents.md#pages).
"""

from __future__ import annotations

from clu_batch.render.ordered_properties import add_property, open_properties
from clu_batch.render.table_content import (
    is_short,
    list_blocks,
    list_cells,
    list_rows,
    remove_element,
)
from clu_batch.render.word_xml import (
    PARAGRAPH,
    TABLE,
    XmlElement,
    find_child,
    name_tag,
    name_tags,
    read_attribute,
    walk,
)

KEEP_NEXT, SPACING = name_tags("keepNext", "spacing")
ROOM = "120"  # twentieths of a point


def keep_rows(root: XmlElement) -> None:
    """Keep the first row of each table with the second, and the last but one with the last: none is
    alone at the foot or at the head of a page.
    """
    for table in walk(root, TABLE):
        rows = [row for row in list_rows(table) if _may_follow(row)]
        for row in (*rows[:-1][:1], *rows[-2:-1]):
            _keep_row(row)
        for row in filter(is_short, rows[1:-1][:1]):
            _let_break(row)


def _let_break(row: XmlElement) -> None:
    """Take from a row what forbids pages to part it, which they cannot: where it is lacking a hair
    of room, LibreOffice would drop it and all that follows (docs/rules/accessibility.md#a19).
    """
    whole = find_child(row, "trPr/cantSplit")
    if whole is not None:
        remove_element(whole)


def _may_follow(row: XmlElement) -> bool:
    """Return whether a row stands under a header, and is as high as its text: a plate, whose height
    is exact, fills the page by itself.
    """
    if find_child(row, "trPr/tblHeader") is not None:
        return False
    return read_attribute(find_child(row, "trPr/trHeight"), "hRule") != "exact"


def part_from_tables(root: XmlElement) -> None:
    """Leave some room between a table of the program, which is described, and a mere paragraph
    under it, whose style asks for none.
    """
    for table in walk(root, TABLE):
        following = table.getnext()
        described = find_child(table, "tblPr/tblCaption") is not None
        if not described or following is None or following.tag != PARAGRAPH:
            continue
        properties = open_properties(following, "pPr")
        if all(child.tag == KEEP_NEXT for child in properties):
            room = properties.makeelement(SPACING)
            room.set(name_tag("before"), ROOM)
            add_property(properties, room)


def _keep_row(row: XmlElement) -> None:
    """Keep a row with the next one, by each of its paragraphs, as Word does."""
    for cell in list_cells(row):
        for block in list_blocks(cell):
            if block.tag == PARAGRAPH:
                _keep_with_next(block)


def _keep_with_next(paragraph: XmlElement) -> None:
    """Give a paragraph the property that keeps it on the page of the next one."""
    if find_child(paragraph, "pPr/keepNext") is None:
        properties = open_properties(paragraph, "pPr")
        add_property(properties, paragraph.makeelement(KEEP_NEXT))
