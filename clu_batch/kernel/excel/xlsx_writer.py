"""Make workbooks with XlsxWriter, as bytes: the same content gives the same bytes on any system."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from clu_batch.kernel.excel.excel_texts import clean_for_excel
from clu_batch.kernel.zip_archive import EPOQUE, build_archive

PIXELS_PER_CHARACTER = 7
"""Of Calibri 11: XlsxWriter adds a margin to a width in characters, and none in pixels."""
POINTS_PER_PIXEL = 0.75

_CORRECTIONS = (
    # a height « chosen by hand » would no longer fit what is typed in the row
    ("xl/worksheets/sheet", ' customHeight="1"', ""),
    # the separator of Windows, which other systems do not follow
    ("xl/worksheets/_rels/", "\\", "/"),
    # the one property that XlsxWriter does not know
    ("docProps/core.xml", "</dc:title>", "</dc:title><dc:language>fr-FR</dc:language>"),
)
"""What XlsxWriter has no option for: beginning of the name of a part, what it writes, what stands
there instead.
"""

Attributes = Sequence[tuple[str, object]]


class XlsxSheet(Worksheet):  # type: ignore[misc] # XlsxWriter publishes no types
    """A sheet whose numbers keep all their digits, and whose texts are shown as they were given."""

    def write_words(self, row: int, column: int, text: str, look: Format | None = None) -> None:
        """Write a text that stays a text, whatever it begins with."""
        text = clean_for_excel(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes it for its own marks, unless it comes in pieces
            self.write_rich_string(row, column, text[0], text[1], text[2:], look)
        else:
            self.write_string(row, column, text, look)

    def _xml_number_element(self, number: float, attributes: Attributes = ()) -> None:
        """Write a cell with all the digits of its number: XlsxWriter itself keeps sixteen."""
        self.fh.write(f"<c{_write_attributes(attributes)}><v>{number!r}</v></c>")

    def _xml_string_element(self, index: int, attributes: Attributes = ()) -> None:
        """Write a cell that refers to a text; XlsxWriter would look for signs to escape, where
        there are addresses and numbers only, and take twice the time.
        """
        self.fh.write(f'<c{_write_attributes(attributes)} t="s"><v>{index}</v></c>')


def _write_attributes(attributes: Attributes) -> str:
    return "".join([f' {name}="{value}"' for name, value in attributes])


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
