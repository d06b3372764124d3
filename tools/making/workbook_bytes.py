"""A shipped workbook as bytes, under its neutral French properties."""

from __future__ import annotations

import datetime as dt

from openpyxl import Workbook

from tools.making import openpyxl_package

DATE = dt.date(2026, 1, 1)


def save_workbook(book: Workbook, titre: str) -> bytes:
    """The bytes of `book`; the same ones at every call."""
    book.properties.creator = "Secrétariat du comité local des usagers"
    book.properties.title = titre
    book.properties.language = "fr-FR"
    return openpyxl_package.dump_workbook(book, DATE)
