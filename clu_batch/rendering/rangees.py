"""What a table or a cell holds, whatever stands between.

Word may wrap rows, cells and paragraphs in content controls, custom XML or tracked changes
(ECMA-376, part 1, 17.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from clu_batch.rendering.word_xml import W

P, TBL, TR, TC = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc"))
SDT, CONTENU = f"{W}sdt", f"{W}sdtContent"
ENVELOPPES = frozenset(
    {SDT, CONTENU} | {f"{W}{tag}" for tag in ("customXml", "ins", "moveTo", "del", "moveFrom")}
)
"""What may stand between a table and its rows, a row and its cells, a cell and its paragraphs."""
_PORTEURS = frozenset(
    {TC} | {f"{W}{tag}" for tag in ("body", "hdr", "ftr", "footnote", "endnote", "txbxContent")}
)


def rangees(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, in order; those of a table inside one of its cells are not its own."""
    return list(_contenus(table, (TR,)))


def cellules(rangee: etree._Element) -> list[etree._Element]:
    """The cells of a row, in order."""
    return list(_contenus(rangee, (TC,)))


def blocs(porteur: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables that stand directly in a cell or a body, in order."""
    return list(_contenus(porteur, (P, TBL)))


def _contenus(element: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in ENVELOPPES:
            yield from _contenus(child, tags)


def porteur(element: etree._Element) -> etree._Element | None:
    """What holds an element once the wrappers around it are left out: a body, a cell, a row, a
    table, a paragraph.
    """
    return next((above for above in element.iterancestors() if above.tag not in ENVELOPPES), None)


def porte_des_blocs(element: etree._Element) -> bool:
    """Whether paragraphs and tables may stand in it: a body, a cell… or a content control that
    stands in one of these.
    """
    if element.tag != CONTENU:
        return element.tag in _PORTEURS
    above = porteur(element)
    return above is not None and above.tag in _PORTEURS


def finit_par_un_paragraphe(cellule: etree._Element) -> bool:
    """Whether a cell ends with a paragraph, as Word wants, be it in a content control."""
    last = cellule[-1] if len(cellule) else None
    while last is not None and last.tag in ENVELOPPES:
        last = last[-1] if len(last) else None
    return last is not None and last.tag == P


def bloc_precedent(element: etree._Element) -> etree._Element | None:
    """The block before this one, the wrappers around either of them left out."""
    holder = porteur(element)
    around = [] if holder is None else blocs(holder)
    place = around.index(element) if element in around else 0
    return around[place - 1] if place else None


def oter(element: etree._Element) -> None:
    """Removes an element and keeps the text that follows it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
