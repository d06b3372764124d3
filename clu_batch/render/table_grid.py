"""The columns of a table whose tags repeat cells: as many in its grid as its widest row has, its
width kept.

The rows and cells that content controls hold are counted as the others, which docxtpl's
`fix_tables` does not.
"""

from __future__ import annotations

from lxml import etree

from clu_batch.render.table_content import list_cells, list_rows
from clu_batch.render.word_xml import TABLE, W, read_value

_COLONNE = f"{W}gridCol"


def fit_columns(root: etree._Element) -> None:
    """Give each table of a part the columns that its rows have."""
    for table in root.iter(TABLE):
        grid, rows = table.find(f"{W}tblGrid"), list_rows(table)
        if grid is None or not rows:
            continue
        _widen(grid, max(len(list_cells(row)) for row in rows))
        _narrow(grid, max(map(_count_columns, rows)))


def _widen(grid: etree._Element, wanted: int) -> None:
    """Add the columns that lack, the others giving room in proportion."""
    columns = grid.findall(_COLONNE)
    if wanted <= len(columns):
        return
    average = sum(map(_read_width, columns)) / wanted
    for column in columns:
        _write_width(column, _read_width(column) * len(columns) / wanted)
    for _ in range(wanted - len(columns)):
        _write_width(etree.SubElement(grid, _COLONNE), average)


def _narrow(grid: etree._Element, wanted: int) -> None:
    """Take the columns away that no row fills, the others sharing their room."""
    columns = grid.findall(_COLONNE)
    kept, removed = columns[:wanted], columns[wanted:]
    if not kept or not removed:
        return
    freed = int(sum(map(_read_width, removed)) / len(kept))
    for column in removed:
        grid.remove(column)
    for column in kept:
        _write_width(column, _read_width(column) + freed)


def _read_width(column: etree._Element) -> float:
    return float(column.get(f"{W}w", "0"))


def _write_width(column: etree._Element, width: float) -> None:
    column.set(f"{W}w", str(int(width)))


def _count_columns(row: etree._Element) -> int:
    """Return how many columns a row covers, merged cells and the room left at its ends included."""
    ends = [row.find(f"{W}trPr/{W}{tag}") for tag in ("gridBefore", "gridAfter")]
    count = sum(_read_number(end, 0) for end in ends)
    for cell in list_cells(row):
        count += _read_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
    return count


def _read_number(element: etree._Element | None, default: int) -> int:
    return int(read_value(element) or default)
