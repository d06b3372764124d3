"""A sheet that the secretary types in: headers with their notes, rows, formats, drop-down lists, an
Excel table with its filters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import takewhile

from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declared_sheet import Column, Kind, Requirement, Sheet
from clu_batch.kernel.excel.row_heights import compute_row_height
from tools.making import cell_styles
from tools.making.drop_down_lists import DropDownLists


class Rate(float):
    """A rate in a column where other units stand too: shown as a percentage."""


Calculee = tuple[Column, str]
"""A column that Excel computes, and its formula without « = »."""

DERNIERE = 20000  # last row with lists and guided entry; formats hold for the whole column


def arrange_columns(sheet: Sheet, calculees: Sequence[Calculee] = ()) -> tuple[Column, ...]:
    """The columns of a sheet as they ship: those rarely used at the right, computed ones just
    before them.
    """
    usual = [c for c in sheet.columns if not c.rare]
    return (*usual, *(column for column, _ in calculees), *(c for c in sheet.columns if c.rare))


def draw_sheet(
    ws: Worksheet,
    sheet: Sheet,
    lignes: Sequence[Mapping[str, object]],
    listes: DropDownLists,
    calculees: Sequence[Calculee] = (),
) -> None:
    """Fill `ws` with a sheet and its rows."""
    computed = {column.header: formula for column, formula in calculees}
    columns = arrange_columns(sheet, calculees)
    for index, column in enumerate(columns, start=1):
        _format_column(ws, index, column)
        if column.header in computed:
            _draw_header(ws, index, column, f"{column.header}\n{column.note}")
        else:
            _draw_header(ws, index, column, cell_styles.write_note(column))
            _guide_entry(ws, index, column, listes)
    # an empty table has one row, which computes as soon as it is filled
    for row, values in enumerate(lignes or [{}], start=2):
        for index, column in enumerate(columns, start=1):
            _draw_cell(ws, row, index, column, values.get(column.header))
            if column.header in computed:
                ws.cell(row, index).value = f"={computed[column.header]}"
        ws.row_dimensions[row].height = compute_row_height(
            (str(values.get(c.header) or ""), _find_width(c)) for c in columns
        )
    _add_table(ws, sheet, columns, computed, max(2, len(lignes) + 1))
    _lay_out(ws, sheet, columns)


def _draw_header(ws: Worksheet, index: int, column: Column, text: str) -> None:
    cell = ws.cell(1, index, column.header)
    required = column.need is Requirement.REQUIRED
    cell.font = cell_styles.POLICE_OBLIGATOIRE if required else cell_styles.POLICE_FACULTATIVE
    cell.fill = cell_styles.EN_TETE_OBLIGATOIRE if required else cell_styles.EN_TETE_FACULTATIF
    cell.alignment, cell.border = cell_styles.EN_TETE, cell_styles.CADRE
    lines = sum(1 + len(line) // 44 for line in text.splitlines())
    cell.comment = Comment(text, "Aide", height=24 + 18 * lines, width=330)


def _find_width(column: Column) -> int:
    """The declared width, or what the longest word of the header needs beside its filter button."""
    return max(column.width, max(len(word) for word in column.header.split()) + 4)


def _format_column(ws: Worksheet, index: int, column: Column) -> None:
    """Width, and the style of every cell still to be filled."""
    dimension = ws.column_dimensions[name_column(index)]
    dimension.width = _find_width(column)
    dimension.number_format = cell_styles.find_format(column)
    dimension.alignment = cell_styles.find_alignment(column)
    dimension.outlineLevel = 1 if column.rare else 0


def _draw_cell(ws: Worksheet, row: int, index: int, column: Column, value: object) -> None:
    cell = ws.cell(row, index)
    cell.alignment = cell_styles.find_alignment(column)
    cell.number_format = cell_styles.find_format(column)
    if value is None:
        return
    if isinstance(value, Rate):
        cell.number_format = cell_styles.FORMATS[Kind.POURCENTAGE]
    # a value of the example: text, number, date or time
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"  # « #N/A » typed in a text stays a text, « =2+2 » too


def _guide_entry(ws: Worksheet, index: int, column: Column, listes: DropDownLists) -> None:
    """A list, or limits on dates and numbers: they guide and warn, they never forbid (the program
    reads many other forms).
    """
    source = listes.find_source(column)
    if source:
        rule = DataValidation("list", formula1=source, allow_blank=True)
        strict = column.kind in {Kind.CHOIX, Kind.OUI_NON, Kind.MEMBRE}
    elif column.kind is Kind.DATE:
        rule, strict = (
            DataValidation(
                "date",
                operator="greaterThanOrEqual",
                formula1="DATE(2000,1,1)",
                allow_blank=True,
            ),
            True,
        )
    elif column.kind in cell_styles.NOMBRES:
        rule, strict = (
            DataValidation(
                "decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True
            ),
            True,
        )
    else:
        return
    rule.showErrorMessage = strict
    rule.errorStyle = "warning"
    rule.errorTitle, rule.error = (
        "Valeur inattendue",
        f"{cell_styles.describe_expected(column)} Garder quand même cette saisie ?",
    )
    rule.add(f"{name_column(index)}2:{name_column(index)}{DERNIERE}")
    ws.add_data_validation(rule)


def name_table(sheet: Sheet) -> str:
    """The name of the Excel table of a sheet: its name without accents, spaces nor apostrophes."""
    plain = unicodedata.normalize("NFKD", sheet.name).encode("ascii", "ignore").decode()
    return "".join(word[0].upper() + word[1:] for word in plain.replace("'", " ").split())


def _add_table(
    ws: Worksheet,
    sheet: Sheet,
    columns: Sequence[Column],
    computed: Mapping[str, str],
    last: int,
) -> None:
    table = Table(displayName=name_table(sheet), ref=f"A1:{name_column(len(columns))}{last}")
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=True)
    table.autoFilter = AutoFilter(ref=table.ref)
    for index, column in enumerate(columns, start=1):
        formula = computed.get(column.header)
        entry = TableColumn(
            id=index,
            name=column.header,
            calculatedColumnFormula=TableFormula(attr_text=formula) if formula else None,
        )
        table.tableColumns.append(entry)
    ws.add_table(table)


def _lay_out(ws: Worksheet, sheet: Sheet, columns: Sequence[Column]) -> None:
    """Frozen header and keys; printed in landscape, one page wide, the header repeated."""
    keys = len(list(takewhile(lambda c: c.key, columns)))
    ws.freeze_panes = f"{name_column(1 + min(2, max(1, keys)))}2"
    ws.row_dimensions[1].height = 34
    ws.sheet_properties.tabColor = cell_styles.BLEU if sheet.indispensable else None
    wide = sum(_find_width(column) for column in columns) > 200
    ws.page_setup.orientation, ws.page_setup.paperSize = (
        "landscape",
        ws.PAPERSIZE_A3 if wide else ws.PAPERSIZE_A4,
    )
    ws.page_setup.fitToHeight = 0
    ws.print_title_rows = "1:1"
    footer = ws.oddFooter
    if footer is not None:  # always there, but openpyxl types it as if it could be missing
        footer.left.text, footer.right.text = sheet.name, "&P/&N"
