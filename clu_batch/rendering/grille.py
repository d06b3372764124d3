"""The columns of a table whose tags repeat cells: as many in its grid as its widest row has, its
width kept.

The rows and cells that content controls hold are counted as the others, which docxtpl's
`fix_tables` does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from clu_batch.rendering.rangees import TBL, cellules, rangees
from clu_batch.rendering.word_xml import W

_COLONNE = f"{W}gridCol"


def ajuster(root: etree._Element) -> None:
    """Give each table of a part the columns that its rows have."""
    for table in root.iter(TBL):
        grid, rows = table.find(f"{W}tblGrid"), rangees(table)
        if grid is not None and rows:
            _elargir(grid, max(len(cellules(row)) for row in rows))
            _reduire(grid, max(_etendue(row) for row in rows))


def _elargir(grid: etree._Element, wanted: int) -> None:
    """Add the columns that lack, the others giving room in proportion."""
    columns = grid.findall(_COLONNE)
    if wanted <= len(columns):
        return
    average = sum(map(_largeur, columns)) / wanted
    for column in columns:
        column.set(f"{W}w", str(int(_largeur(column) * len(columns) / wanted)))
    for _ in range(wanted - len(columns)):
        etree.SubElement(grid, _COLONNE).set(f"{W}w", str(int(average)))


def _reduire(grid: etree._Element, wanted: int) -> None:
    """Take the columns away that no row fills, the others sharing their room."""
    columns = grid.findall(_COLONNE)
    kept: Sequence[etree._Element] = columns[:wanted]
    if not kept or len(kept) == len(columns):
        return
    freed = sum(map(_largeur, columns[wanted:])) / len(kept)
    for column in columns[wanted:]:
        grid.remove(column)
    for column in kept:
        column.set(f"{W}w", str(int(_largeur(column) + int(freed))))


def _largeur(column: etree._Element) -> float:
    return float(column.get(f"{W}w", "0"))


def _etendue(row: etree._Element) -> int:
    """How many columns a row covers, merged cells and the room left at its ends included."""
    skipped = [row.find(f"{W}trPr/{W}{tag}") for tag in ("gridBefore", "gridAfter")]
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cellules(row)]
    return sum(_nombre(mark, 0) for mark in skipped) + sum(_nombre(span, 1) for span in spans)


def _nombre(element: etree._Element | None, default: int) -> int:
    return default if element is None else int(element.get(f"{W}val", str(default)))
