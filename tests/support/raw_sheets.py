"""Raw sheets made of their rows, and what is counted of them once checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clu_batch.kernel.frames import Cell, RawSheet, label_cells
from clu_batch.kernel.tables import Table


def raw_sheet(workbook: str, name: str, rows: Sequence[Sequence[Cell]], **facts: Any) -> RawSheet:
    """A sheet whose cells, from A1, are those of the rows."""
    return RawSheet(workbook, name, label_cells(rows), **facts)


def count_left_out(table: Table) -> int:
    """The rows that were read and are not in the table, the repeated ones apart."""
    read = sum(origin.read - origin.repeated for origin in table.origins)
    return read - len(table)
