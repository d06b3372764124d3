"""Make workbooks with XlsxWriter, as bytes: the same content gives the same bytes on any system.

Names of XlsxWriter that begin with `_` are not part of what it promises: each use says why.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from numbers import Number
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

from clu_batch.kernel.excel.excel_texts import clean_for_excel
from clu_batch.kernel.zip_archive import EPOQUE, build_archive

PIXELS_PER_CHARACTER = 7
"""Of Calibri 11: XlsxWriter adds a margin to a width in characters, and none in pixels."""
POINTS_PER_PIXEL = 0.75

_EPOCH = dt.date(1899, 12, 30)
"""The day that Excel counts the others from."""
_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
"""What Excel takes for the beginning of a sign written by its number."""
_UNDERSCORE, _BRACKET = "\x7f", "\x80"
"""Stand for signs of a text that XlsxWriter would not write as they are: no text holds them."""

_CORRECTIONS = (
    # XlsxWriter escapes one out of two of `_x0041_x0042_`
    ("xl/sharedStrings.xml", _UNDERSCORE, "_x005F_"),
    # it takes a text in `<r>` for its own marks
    ("xl/sharedStrings.xml", _BRACKET, "&lt;"),
    # it writes the separator of Windows, which other systems do not follow
    ("xl/worksheets/_rels/", "\\", "/"),
    # it does not know that property
    ("docProps/core.xml", "</dc:title>", "</dc:title><dc:language>fr-FR</dc:language>"),
)
"""What XlsxWriter has no option for: beginning of the name of a part, what it writes, what stands
there instead.
"""


class XlsxSheet(Worksheet):  # type: ignore[misc] # XlsxWriter publishes no types
    """A sheet whose numbers keep all their digits, and whose texts are shown as they were given."""

    def write_value(
        self, row: int, column: int, value: object, look: Format | None = None
    ) -> None:
        """Write a value, dates as days and texts as texts whatever they look like; TypeError for a
        number that is none (NaN).
        """
        # the methods behind `write_string` and the like: these would first look, for each cell,
        # whether it is given as « A1 », which is a fifth of the time of a large workbook
        match value:
            case None | "":
                # an empty text would count as a filled cell in the secretary's own formulas
                self._write_blank(row, column, None, look)
            case str():
                self._write_string(row, column, _prepare_text(value), look)
            case bool():
                self._write_string(row, column, "oui" if value else "non", look)
            case dt.datetime() | dt.time():
                self._write_datetime(row, column, value, look)
            case dt.date():
                self._write_number(row, column, (value - _EPOCH).days, look)
            case Number():
                self._write_number(row, column, value, look)
            case _:
                self._write_string(row, column, _prepare_text(str(value)), look)

    def fold_row(self, row: int) -> None:
        """Hide a row that already has its height, at the first level of the outline."""
        known = self.row_info.get(row)
        height = self.default_row_height if known is None else known.height
        self.set_row_pixels(row, height, None, {"level": 1, "hidden": True})

    def _write_rows(self) -> None:
        """Write the rows in place of XlsxWriter, which cuts a number after sixteen digits, marks a
        height as chosen by hand (it would no longer fit what is typed), and takes twice the time.
        """
        for row, cells in sorted(self.table.items()):
            shape = _format_row(self.row_info[row]) if row in self.row_info else ""
            if self._is_folded(row + 1) and not self._is_folded(row):
                shape += ' collapsed="1"'
            written = [_format_cell(row, column, cells[column]) for column in sorted(cells)]
            self.fh.write(f'<row r="{row + 1}"{shape}>{"".join(written)}</row>')

    def _is_folded(self, row: int) -> bool:
        return row in self.row_info and bool(self.row_info[row].hidden)


def _prepare_text(text: str) -> str:
    """A text as a cell can hold it, in the signs that XlsxWriter lets pass."""
    text = clean_for_excel(text)
    if "_x" in text:
        text = _ESCAPE.sub(_UNDERSCORE, text)
    if text.startswith("<r>"):
        text = _BRACKET + text[1:]
    return text


def _format_row(known: Any) -> str:
    """The height of a row, and whether it is folded."""
    height = f' ht="{known.height * POINTS_PER_PIXEL:g}"'
    if not known.hidden:
        return height
    return f'{height} hidden="1" outlineLevel="{known.level}"'


def _format_cell(row: int, column: int, cell: Any) -> str:
    # the number of a look, which XlsxWriter gives at its first use
    look = f' s="{cell.format._get_xf_index()}"' if cell.format else ""
    start = f'<c r="{xl_rowcol_to_cell_fast(row, column)}"{look}'
    if isinstance(cell, CellBlankTuple):
        return f"{start}/>"
    if isinstance(cell, CellStringTuple):
        return f'{start} t="s"><v>{cell.string}</v></c>'
    return f"{start}><v>{cell.number}</v></c>"


class _Parts(Packager):  # type: ignore[misc] # XlsxWriter publishes no types
    """The parts of a workbook, taken before XlsxWriter makes its archive, which tells the system it
    was made on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_name: dict[str, str] = {}

    def _create_package(self) -> Sequence[object]:
        self.by_name = {name: text.getvalue() for text, name, _ in super()._create_package()}
        return ()


class Workbook(xlsxwriter.Workbook):  # type: ignore[misc] # XlsxWriter publishes no types
    """A workbook in memory; `date` is that of its properties and of the entries of its archive."""

    worksheet_class = XlsxSheet

    def __init__(
        self, title: str, author: str = "", date: dt.date = EPOQUE, font: str = "Calibri"
    ) -> None:
        look = {"font_name": font, "font_size": 11}
        super().__init__(io.BytesIO(), {"in_memory": True, "default_format_properties": look})
        created = dt.datetime.combine(date, dt.time())
        self.set_properties({"title": title, "author": author, "created": created})
        self._date = date
        self._parts = _Parts()

    def _get_packager(self) -> Packager:
        return self._parts

    def export_bytes(self) -> bytes:
        """Close the workbook and return it as a file would hold it, its content types first."""
        self.close()
        parts = {name: _correct_part(name, text) for name, text in self._parts.by_name.items()}
        return build_archive(dict(sorted(parts.items())), self._date)


def _correct_part(name: str, text: str) -> str:
    for beginning, written, wanted in _CORRECTIONS:
        if name.startswith(beginning):
            text = text.replace(written, wanted)
    return text
