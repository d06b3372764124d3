"""Raw sheets made of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clu_batch.kernel.frames import Cell, RawSheet, label_cells


def raw_sheet(workbook: str, name: str, rows: Sequence[Sequence[Cell]], **facts: Any) -> RawSheet:
    """A sheet whose cells, from A1, are those of the rows."""
    return RawSheet(workbook, name, label_cells(rows), **facts)
