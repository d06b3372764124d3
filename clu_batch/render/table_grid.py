"""The columns of a table whose tags repeat cells: as many in its grid as its widest row has, its
width kept.

The rows and cells that content controls hold are counted as the others, which docxtpl's
`fix_tables` does not.
"""

from __future__ import annotations

from lxml import etree

from clu_batch.render.table_content import list_cells, list_rows
from clu_batch.render.word_xml import (
    TABLE,
    XmlElement,
    find_child,
    list_children,
    name_tag,
    read_attribute,
    read_value,
)


def fit_columns(root: XmlElement) -> None:
    """Give each table of a part the columns that its rows have."""
    for table in root.iter(TABLE):
        grid, rows = find_child(table, "tblGrid"), list_rows(table)
        if grid is None or not rows:
            continue
        _widen(grid, max(len(list_cells(row)) for row in rows))
        _narrow(grid, max(map(_count_columns, rows)))


def _widen(grid: XmlElement, wanted: int) -> None:
    """Add the columns that lack, the others giving room in proportion."""
    columns = list_children(grid, "gridCol")
    if wanted <= len(columns):
        return
    average = sum(map(_read_width, columns)) / wanted
    for column in columns:
        _write_width(column, _read_width(column) * len(columns) / wanted)
    for _ in range(wanted - len(columns)):
        _write_width(etree.SubElement(grid, name_tag("gridCol")), average)


def _narrow(grid: XmlElement, wanted: int) -> None:
    """Take the columns away that no row fills, the others sharing their room."""
    columns = list_children(grid, "gridCol")
    kept, removed = columns[:wanted], columns[wanted:]
    if not kept or not removed:
        return
    freed = int(sum(map(_read_width, removed)) / len(kept))
    for column in removed:
        grid.remove(column)
    for column in kept:
        _write_width(column, _read_width(column) + freed)


def _read_width(column: XmlElement) -> float:
    return float(read_attribute(column, "w", "0"))


def _write_width(column: XmlElement, width: float) -> None:
    column.set(name_tag("w"), str(int(width)))


def _count_columns(row: XmlElement) -> int:
    """Return how many columns a row covers, merged cells and the room left at its ends included."""
    ends = [find_child(row, "trPr/gridBefore"), find_child(row, "trPr/gridAfter")]
    spans = [find_child(cell, "tcPr/gridSpan") for cell in list_cells(row)]
    room = sum(int(read_value(end) or 0) for end in ends)
    return room + sum(int(read_value(span) or 1) for span in spans)
