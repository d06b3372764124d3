"""The small workbook behind a chart: what « Modifier les données » opens, its figures where the
chart looks for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.excel.xlsx_writer import PIXELS_PER_CHARACTER, Workbook

FEUILLE = "Données"
_FONT = "Arial"
_WIDTH = 40  # characters of the column of the categories


def name_series_column(number: int) -> str:
    """Return the letter of the column of a series, from 0: A holds the categories."""
    return name_column(number + 1)


def build_chart_workbook(
    noms: Sequence[str],
    categories: Sequence[str],
    valeurs: Sequence[Sequence[float | None]],
    *,
    pourcent: bool,
) -> bytes:
    """Return a workbook of one sheet: names in row 1, categories in column A, then one column of
    values per name.
    """
    workbook = Workbook("", font=_FONT)
    percent = workbook.add_format({"num_format": "0.0\\ %"})
    look = percent if pourcent else None
    sheet = workbook.add_worksheet(FEUILLE)
    sheet.set_column_pixels(0, 0, _WIDTH * PIXELS_PER_CHARACTER)
    for row, category in enumerate(categories, start=1):
        sheet.write_value(row, 0, category)
    for column, (nom, serie) in enumerate(zip(noms, valeurs, strict=True), start=1):
        sheet.write_value(0, column, nom)
        for row, valeur in enumerate(serie, start=1):
            if valeur is not None:
                sheet.write_number(row, column, float(valeur), look)
    return workbook.export_bytes()
