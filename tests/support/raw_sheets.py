"""Raw sheets made of their rows, and what is counted of them once checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clu_batch.kernel.checked_rows import Checked
from clu_batch.kernel.frames import Cell, RawSheet, label_cells
from clu_batch.session.load import LoadedWorkbooks


def raw_sheet(
    workbook: str, name: str, rows: Sequence[Sequence[Cell]], **facts: Any
) -> RawSheet:
    """A sheet whose cells, from A1, are those of the rows."""
    return RawSheet(workbook, name, label_cells(rows), **facts)


def list_lines(checked: Checked) -> list[Mapping[str, object]]:
    """The rows of a checked sheet, under its headers."""
    columns = checked.sheet.columns
    rows = checked.list_rows()
    return [{column.header: row.values[column.field] for column in columns} for row in rows]


def find_sheet(loaded: LoadedWorkbooks, name: str) -> Checked:
    """A sheet of the workbooks, once checked."""
    return next(checked for checked in loaded.sheets if checked.sheet.name == name)


def list_column(checked: Checked, header: str) -> list[object]:
    """The values under one header."""
    return [line[header] for line in list_lines(checked)]


def count_left_out(checked: Checked) -> int:
    """The rows that were read and do not count, the repeated ones apart."""
    read = sum(origin.read - origin.repeated for origin in checked.origins)
    return read - len(checked.list_rows())
