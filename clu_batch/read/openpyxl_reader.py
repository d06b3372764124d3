"""A sheet that calamine cannot read, read by openpyxl: slower, and it knows every word.

calamine stops at a word it does not know, wherever it stands: an error of the latest Excel in a
column that nobody reads, a dimension of rows alone. Such a sheet is no damaged one. openpyxl is
shown the cells only: what stands around them has been looked at before.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import threading
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt

from clu_batch.kernel.frames import Cell
from clu_batch.kernel.frozen import frozen
from clu_batch.messages import whole_sheets
from clu_batch.parse import format_value
from clu_batch.read.container import UnreadableFile
from clu_batch.read.percent_formats import read_cell_formats
from clu_batch.read.sheet_scan import AREA, Scan
from clu_batch.read.xml_groups import list_groups

if TYPE_CHECKING:
    from openpyxl.worksheet._reader import WorkSheetParser

PLAFOND = 20 * 2**20
"""Bytes of XML, sheets and shared texts, that a workbook may ask of openpyxl: 3 s, 100 MB."""

CONNUES = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The errors that calamine knows."""

_CITE = re.compile(r"""['"]([^'"]{1,40})['"]""")
"""What calamine cites when it stops: lastly, the word that it does not know."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

Place = tuple[int, int]


@frozen
class CellGrid:
    """The cells of a sheet from A1, and the cells of which no value can be given.

    `errors`: what a cell in error shows, "" for a formula never computed. `doubles`: the values of
    the cells that the sheet holds twice.
    """

    cells: npt.NDArray[np.object_]
    errors: Mapping[Place, str] = field(default_factory=dict)
    doubles: Mapping[Place, str] = field(default_factory=dict)


_ONE_AT_A_TIME = threading.Lock()
"""The filters of warnings are those of the whole process."""


class FallbackReader:
    """The other reader of one workbook, whose texts and formats it reads at the first need."""

    def __init__(
        self, content: bytes, texts: Sequence[str], styles: Sequence[str], epoque_1904: bool
    ) -> None:
        self._content = content
        self._texts = texts
        self._styles = styles
        self._epoque_1904 = epoque_1904
        self._left = PLAFOND
        self._parser: WorkSheetParser | None = None

    def read(self, xml: bytes, cause: str) -> CellGrid:
        """Return the cells of a sheet.

        `UnreadableFile` is raised beyond the bound, and whatever openpyxl raises.
        """
        texts = 0 if self._parser else self._weigh(self._texts)
        if len(xml) + texts > self._left:
            taille = f"{max(1, (len(xml) + texts) // 2**20)} Mo"
            raise UnreadableFile(whole_sheets.FEUILLE_LOURDE, cause=cause, taille=taille)
        self._left -= len(xml) + texts
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a date out of the calendar is told as an error
            self._parser = self._parser or self._prepare_parser()
            return _gather_cells(_read_cells(xml, self._parser))

    def _weigh(self, parts: Sequence[str]) -> int:
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            return sum(archive.getinfo(part).file_size for part in parts)

    def _prepare_parser(self) -> WorkSheetParser:
        """openpyxl's reader of cells, with the texts, formats of dates and calendar of the
        workbook.
        """
        from openpyxl.reader.strings import (  # noqa: PLC0415 (heavy, seldom used)
            read_string_table,
        )
        from openpyxl.styles import numbers  # noqa: PLC0415 (heavy, seldom used)
        from openpyxl.utils.datetime import (  # noqa: PLC0415 (heavy, seldom used)
            CALENDAR_MAC_1904,
            WINDOWS_EPOCH,
        )
        from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415 (heavy, seldom used)

        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            tables = [read_string_table(io.BytesIO(archive.read(part))) for part in self._texts]
            styles = list_groups(b"".join(archive.read(part) for part in self._styles))
        codes = list(enumerate(read_cell_formats(styles, numbers.BUILTIN_FORMATS)))
        return WorkSheetParser(
            io.BytesIO(),
            list(itertools.chain.from_iterable(tables)),
            data_only=True,
            epoch=CALENDAR_MAC_1904 if self._epoque_1904 else WINDOWS_EPOCH,
            date_formats={rank for rank, code in codes if numbers.is_date_format(code)},
            timedelta_formats={
                rank for rank, code in codes if numbers.is_timedelta_format(code)
            },
        )


def describe_cause(scan: Scan, said: str) -> str:
    """Return why calamine does not read a sheet, in French; `said` is what calamine says of it."""
    unknown = sorted({shown for shown in scan.errors.values() if shown} - CONNUES)
    if unknown:
        return f"l’erreur «\u00a0{unknown[0]}\u00a0» y figure"
    cited = _CITE.findall(said)
    if cited:
        return f"la mention «\u00a0{cited[-1]}\u00a0» n’y est pas attendue"
    return "elle n’est pas écrite comme Excel l’écrit"


def _read_cells(xml: bytes, parser: WorkSheetParser) -> Iterator[tuple[Place, str, Any, bool]]:
    """Place, type and value of each cell, and whether it holds a formula.

    ValueError when a row or a cell is of another vocabulary, or stands before the first row.
    """
    from openpyxl.worksheet._reader import (  # noqa: PLC0415 (heavy, seldom used)
        CELL_TAG,
        FORMULA_TAG,
        ROW_TAG,
    )

    parser.row_counter, over = 0, False
    for _, element in ET.iterparse(io.BytesIO(xml)):  # noqa: S314 (no DOCTYPE, hence no entity)
        name = element.tag.rpartition("}")[2]
        over = over or name == "sheetData"  # a button says in which row it stands
        if over or name != "row":
            continue
        _check_vocabulary(element, ROW_TAG, CELL_TAG)
        _, cells = parser.parse_row(element)  # type: ignore[arg-type]  # of either library
        if any(cell["row"] < 1 for cell in cells):
            raise ValueError("no such row")
        for cell, tag in zip(cells, element, strict=True):
            formula = tag.find(FORMULA_TAG) is not None and tag.get("t") != "str"
            yield (cell["row"], cell["column"]), cell["data_type"], cell["value"], formula
        element.clear()


def _check_vocabulary(row: ET.Element, row_tag: str, cell_tag: str) -> None:
    tags = {cell.tag for cell in row if cell.tag.rpartition("}")[2] == "c"}
    if row.tag != row_tag or not tags <= {cell_tag}:
        raise ValueError("another vocabulary")


def _find_fault(kind: str, value: Any, formula: bool) -> str | None:
    """What a cell in error shows, "" for a formula never computed, None for any other cell."""
    if kind == "e":
        return str(value or "#ERREUR")
    return "" if value is None and formula else None


def _gather_cells(cells: Iterator[tuple[Place, str, Any, bool]]) -> CellGrid:
    """The cells at their places."""
    values: dict[Place, Cell] = {}
    errors: dict[Place, str] = {}
    doubles: dict[Place, str] = {}
    for place, kind, value, formula in cells:
        fault = _find_fault(kind, value, formula)
        if fault is not None:
            errors[place] = fault
        elif value is None or value == "":
            continue
        elif place in values:
            doubles[place] = (
                f"{doubles.get(place) or format_value(values[place])} / {format_value(value)}"
            )
        else:
            values[place] = _convert_value(value)
    for place in doubles:
        del values[place]
    return CellGrid(_arrange_cells(values), errors, doubles)


def _convert_value(value: Any) -> Cell:
    """A value in the type that calamine gives it, the signs of a text that XML forbids read."""
    if isinstance(value, str):
        return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    found: Cell = value
    return found


def _arrange_cells(values: Mapping[Place, Cell]) -> npt.NDArray[np.object_]:
    height, width = (
        max((row for row, _ in values), default=0),
        max((column for _, column in values), default=0),
    )
    if height * width > AREA:
        raise UnreadableFile(whole_sheets.FEUILLE_DEMESUREE)
    cells = np.full((height, width), "", dtype=object)
    for (row, column), value in values.items():
        cells[row - 1, column - 1] = value
    return cells
