"""Workbooks made of the rows of their sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import openpyxl


def livre(sheets: Mapping[str, Sequence[Sequence[object]]]) -> openpyxl.Workbook:
    """A workbook whose sheets hold these rows, from A1; a None is an empty cell."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book
