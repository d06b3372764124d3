"""A control workbook as bytes: Excel tables with filters, frozen headers, French formats, the same
bytes for the same content.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Sequence

from clu_batch.kernel.excel.xlsx_writer import PIXELS_PER_CHARACTER, Workbook, XlsxSheet
from clu_batch.kernel.sheet_content import ControlSheet
from clu_batch.write.typed_rows import Looks, RowWriter, Style, compute_column_width, make_looks

NEANT = "Néant"
_A4 = 9  # the number of that paper in a workbook


def write_workbook(
    feuilles: Sequence[ControlSheet], *, titre: str, createur: str, date: dt.date
) -> bytes:
    """The workbook of `feuilles`, in their order; `date` is that of its properties and of its
    archive entries.
    """
    workbook = Workbook(titre, createur, date)
    looks = make_looks(workbook)
    for feuille in feuilles:
        sheet = workbook.add_worksheet(feuille.nom)
        _set_up_page(sheet, feuille)
        _add_table(sheet, feuille, looks)
        RowWriter(sheet, looks, feuille.colonnes).write(feuille.lignes or [[NEANT]])
        _fold_rows(sheet, feuille.repliees)
    return workbook.export_bytes()


def _set_up_page(sheet: XlsxSheet, feuille: ControlSheet) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.75, right=0.75, top=1, bottom=1)
    for rank, champ in enumerate(feuille.colonnes):
        sheet.set_column_pixels(rank, rank, compute_column_width(champ) * PIXELS_PER_CHARACTER)


def _fold_rows(sheet: XlsxSheet, ranks: Collection[int]) -> None:
    """Fold rows of a sheet under the ones that stand above them, the sign that unfolds them beside
    these.
    """
    if ranks:
        sheet.outline_settings(symbols_below=False)
    for rank in sorted(ranks):
        sheet.fold_row(rank + 1)


def _add_table(sheet: XlsxSheet, feuille: ControlSheet, looks: Looks) -> None:
    """Declare the table of a sheet and write its headers; Excel knows no table without a row."""
    header = looks(Style(entete=True))
    sheet.add_table(
        0,
        0,
        max(1, len(feuille.lignes)),
        len(feuille.colonnes) - 1,
        {
            "name": f"T_{_make_identifier(feuille.nom)}",
            "style": "Table Style Light 9",
            "columns": [
                {"header": champ.titre, "header_format": header} for champ in feuille.colonnes
            ],
        },
    )


def _make_identifier(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    letters = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in letters)
