"""Rows put into a blank workbook that ships with the program, as a person would type them.

openpyxl keeps the lists, the notes, the formats and the table of each sheet; the makers of the
blank workbooks stay out of the program.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.excel.row_heights import compute_row_height
from clu_batch.kernel.folding import fold_text

Rows = Sequence[Mapping[str, Any]]
"""Cells by header."""

_WIDTH_OF_A_NOTE, _SIGNS_OF_A_LINE, _HEIGHT_OF_A_LINE = 330, 44, 18


def fill_workbook(
    blank: bytes,
    rows: Mapping[str, Rows],
    more_headers: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """Return a blank workbook with these rows, by name of sheet.

    `more_headers`: columns that a sheet has beside those that ship, the questions of Réponses.
    """
    book = load_workbook(io.BytesIO(blank))
    for name, headers in (more_headers or {}).items():
        _add_columns(book[name], headers)
    for name, lines in rows.items():
        _fill_sheet(book[name], lines)
    return _save(book)


def fill_cells(workbook: bytes, name: str, cells: Mapping[str, Any]) -> bytes:
    """Return a workbook with these values in the cells of a sheet; None empties one."""
    book = load_workbook(io.BytesIO(workbook))
    for cell, value in cells.items():
        book[name][cell].value = value
    return _save(book)


def _save(book: Workbook) -> bytes:
    for sheet in book.worksheets:
        _size_notes(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_sheet(sheet: Worksheet, rows: Rows) -> None:
    """Write the rows under the headers: over the row of the same name where one ships (Paramètres),
    else from the first free one, which ships with its look.
    """
    if not rows:
        return
    columns = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    shipped = _find_shipped_rows(sheet)
    first = next(iter(columns))
    free = max(shipped.values(), default=1) + 1
    for values in rows:
        number = shipped.get(fold_text(str(values.get(first) or "")))
        if number is None:
            number = free
            free += 1
        for header, value in values.items():
            _write_cell(sheet, number, columns[header], value)
        _fit_height(sheet, number, columns, values)
    _stretch_table(sheet, max(sheet.max_row, 2))


def _find_shipped_rows(sheet: Worksheet) -> Mapping[str, int]:
    """The rows of a blank sheet that hold something, by what their first cell says."""
    return {
        fold_text(str(cell.value)): cell.row
        for (cell,) in sheet.iter_rows(min_row=2, max_col=1)
        if cell.value is not None
    }


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Write what was typed, with the look of the column."""
    cell = sheet.cell(row, column)
    _copy_look(sheet.cell(2, column), cell)
    if value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # « =2+2 » and « #N/A » typed as texts stay texts


def _copy_look(like: Cell | MergedCell, cell: Cell | MergedCell) -> None:
    for part in ("font", "fill", "border", "alignment", "number_format"):
        setattr(cell, part, copy(getattr(like, part)))


def _fit_height(
    sheet: Worksheet, row: int, columns: Mapping[str, int], values: Mapping[str, Any]
) -> None:
    texts = [
        (str(value), sheet.column_dimensions[get_column_letter(columns[header])].width)
        for header, value in values.items()
    ]
    sheet.row_dimensions[row].height = compute_row_height(texts)


def _add_columns(sheet: Worksheet, headers: Iterable[str]) -> None:
    """Add columns at the right of a sheet and of its table, looking like the last one."""
    last = sheet.max_column
    for column, header in enumerate(headers, start=last + 1):
        for row in (1, 2):
            _copy_look(sheet.cell(row, last), sheet.cell(row, column))
        sheet.cell(1, column).value = header
        width = max(14, len(header) + 4)
        sheet.column_dimensions[get_column_letter(column)].width = width
        for table in sheet.tables.values():
            table.tableColumns.append(TableColumn(id=column, name=header))
    _stretch_table(sheet, 2)


def _stretch_table(sheet: Worksheet, last: int) -> None:
    for table in sheet.tables.values():
        table.ref = f"A1:{get_column_letter(len(table.tableColumns))}{last}"
        if table.autoFilter:
            table.autoFilter.ref = table.ref


def _size_notes(sheet: Worksheet) -> None:
    """Give the notes of the headers the room of their text again: openpyxl does not read it."""
    for cell in sheet[1]:
        if cell.comment:
            text = cell.comment.text
            lines = sum(1 + len(line) // _SIGNS_OF_A_LINE for line in text.splitlines())
            cell.comment.width = _WIDTH_OF_A_NOTE
            cell.comment.height = 24 + _HEIGHT_OF_A_LINE * lines
