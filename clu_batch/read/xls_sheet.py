"""The sheets of an old workbook (.xls), read by xlrd.

xlrd believes what a file says of itself: a chain of sectors that turns in circles, or a text whose
length is below zero, would keep it busy without end. Two classes stand between it and hostile
bytes; no library does that.
"""

from __future__ import annotations

import bisect
import collections
import datetime as dt
import io
import re
import struct
from collections.abc import Iterator, Sequence
from typing import Any, SupportsIndex

from xlrd import biffh, xldate
from xlrd.book import Book, unpack_SST_table
from xlrd.compdoc import CompDoc
from xlrd.sheet import Sheet

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.frames import Cell, CellMarks
from clu_batch.kernel.frozen import frozen
from clu_batch.messages import workbooks
from clu_batch.read.container import UnreadableFile
from clu_batch.read.percent_formats import can_be_percent
from clu_batch.read.sheet_scan import AREA, Scan
from clu_batch.read.xlsx_package import SheetEntry

EXCEL_5 = 50
"""The oldest workbook that is read, in xlrd's numbers: before it, a file had one sheet."""

ENTREE = 128
"""Bytes of an entry of the directory of an OLE file."""
DOSSIER = 1
"""The kind of an entry that has others inside."""

RECOMPTE = 2**20
"""Bytes of shared texts beyond which they are not counted again: it takes 2 s."""

FILTERMODE = 0x009B
REMPLIES = frozenset(
    {
        biffh.XL_FORMULA,
        biffh.XL_BOOLERR,
        biffh.XL_MULRK,
        biffh.XL_NUMBER,
        biffh.XL_RK,
        biffh.XL_LABEL,
        biffh.XL_LABELSST,
        biffh.XL_RSTRING,
    }
)
"""Records of cells that hold something; MULRK holds several, and says its last column."""
TRANSMIS = REMPLIES | {
    biffh.XL_EOF,
    biffh.XL_STRING,
    biffh.XL_CONTINUE,
    biffh.XL_ROW,
    biffh.XL_COLINFO,
    biffh.XL_MERGEDCELLS,
    biffh.XL_SST,
    biffh.XL_FORMAT,
    biffh.XL_XF,
    biffh.XL_BOUNDSHEET,
    biffh.XL_DATEMODE,
    biffh.XL_CODEPAGE,
}
"""The records that xlrd is given: the others say nothing that is asked here."""

_DUREE = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
"""What makes a format show a duration rather than an hour of the day."""
_JOUR = 86_400_000  # milliseconds of a day: what Excel keeps of an hour


@frozen
class XlsWorkbook:
    """An old workbook: each sheet with its rows from A1, and whether days are counted from 1904."""

    feuilles: Sequence[tuple[SheetEntry, list[list[Cell]]]]
    epoque_1904: bool


def read_xls(content: bytes) -> XlsWorkbook:
    """Return the sheets of an .xls.

    `UnreadableFile` is raised when it is encrypted, too large or without sheet. Whatever else xlrd
    raises on bytes that cannot be followed comes out as it is.
    """
    book = _Book(_read_stream(content))
    sheets = list(book.read_sheets())
    if not book.declares_sheets:
        raise UnreadableFile(workbooks.CLASSEUR_SANS_FEUILLE)
    return XlsWorkbook(sheets, book.datemode == 1)


def _read_stream(content: bytes) -> bytes:
    """The records of the workbook, out of the OLE file that holds them."""
    container = _Container(content, logfile=io.StringIO())
    stream = container.get_named_stream("Workbook") or container.get_named_stream("Book")
    if not stream:
        raise ValueError("no workbook in the file")
    return bytes(stream)


class _Container(CompDoc):  # type: ignore[misc]  # xlrd says no types
    """An OLE file whose chains of sectors have an end, and whose directory is a tree."""

    def _get_stream(self, *where: Any, name: str = "", **more: Any) -> bytes:
        """The bytes of a chain of sectors; ValueError when it is longer than its table.

        `where`: the file, the place of its sectors, their table, their size, the first of the
        chain, then maybe the length of what they hold.
        """
        table, sector, length = where[2], where[4], 0
        while sector >= 0:
            sector, length = table[sector], length + 1
            if length > len(table):
                raise ValueError("a chain without end")
        found: bytes = super()._get_stream(*where, name=name, **more)
        if name == "directory":
            _check_tree(found)
        return found


def _check_tree(directory: bytes) -> None:
    """Raise ValueError when the way that xlrd takes leads to an entry twice: it would go twice
    wherever that one leads, then four times.
    """
    entries = len(directory) // ENTREE
    _, _, first = struct.unpack_from("<iii", directory, 68)
    todo, visited = [first], 0
    while todo:
        entry = todo.pop()
        if entry < 0:
            continue
        visited += 1
        if visited > entries:
            raise ValueError("an entry reached twice")
        kind, left, right, inside = struct.unpack_from("<Bxiii", directory, entry * ENTREE + 66)
        todo += [left, right]
        if kind == DOSSIER:
            todo.append(inside)


class _ForwardOnly(bytes):
    """A record that is read once from its start to its end.

    The texts of a workbook say how many bytes to pass over; a number below zero would have xlrd
    read the same ones without end.
    """

    _read = 0

    # one method for an index and for a slice, which bytes declares apart
    def __getitem__(self, key: SupportsIndex | slice) -> int | bytes:  # type: ignore[override]
        if isinstance(key, slice):
            start, stop = key.start, key.stop
        else:
            start, stop = int(key), int(key) + 1
        if start < self._read:
            raise ValueError("a text that goes backwards")
        self._read = min(stop, len(self))
        return super().__getitem__(key)


def _read_texts(parts: Sequence[bytes], number: int) -> tuple[list[str], Any] | None:
    """So many shared texts, with their runs; None when there are fewer."""
    try:
        found: tuple[list[str], Any] = unpack_SST_table(
            [_ForwardOnly(bytes(part)) for part in parts], number
        )
    except AssertionError:
        return None
    return found


def _count_texts(parts: Sequence[bytes], most: int) -> int:
    """How many texts there are, fewer than it is said."""
    size = sum(map(len, parts))
    if size > RECOMPTE:
        raise ValueError("fewer texts than it is said")
    numbers = range(min(most, size))
    return bisect.bisect_left(numbers, True, key=lambda n: _read_texts(parts, n) is None) - 1


class _Book(Book):  # type: ignore[misc]  # xlrd says no types
    """An old workbook as xlrd reads it: one sheet at a time, the useful records alone.

    What xlrd does not tell of a sheet is noted as its records pass: how far its filled cells go,
    its comments, its filter.
    """

    def __init__(self, stream: bytes) -> None:
        """Read what stands before the sheets."""
        super().__init__()
        self._left = len(stream)
        self._area = 0
        self._begin_sheet()
        self.biff2_8_load(
            file_contents=stream,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
        self.biff_version = self.getbof(biffh.XL_WORKBOOK_GLOBALS)
        if self.biff_version < EXCEL_5:
            raise ValueError("older than Excel 5")
        self.parse_globals()
        self._find_durations()
        self._sheet_list = [None] * len(self._sheet_names)

    @property
    def declares_sheets(self) -> bool:
        """Whether there is a sheet of any kind, be it a chart or macros."""
        return bool(self._all_sheets_count)

    def read_sheets(self) -> Iterator[tuple[SheetEntry, list[list[Cell]]]]:
        """Each sheet of cells, in order, with its rows."""
        for number in range(len(self._sheet_names)):
            self._area += self._height * self._width
            self._begin_sheet()
            sheet = self.get_sheet(number)
            self.unload_sheet(number)
            yield self._look(sheet), self._read_rows(sheet)

    def initialise_format_info(self) -> None:
        """A number whose format is not in the workbook is a number."""
        super().initialise_format_info()
        number: int = biffh.XL_CELL_NUMBER
        self._xf_index_to_xl_type_map = collections.defaultdict[int, int](lambda: number)

    def get_record_parts(self) -> tuple[int, int, bytes]:
        """The next record that xlrd needs; ValueError when the records do not end.

        Those of a chart that stands in a sheet, from its beginning to its end, are passed over.
        """
        depth = 0
        while True:
            kind, length, data = super().get_record_parts()
            self._left -= 4 + length
            if len(data) < length or self._left < 0:
                raise ValueError("records without end")
            if kind == biffh.XL_BOF:
                depth += 1
            elif depth:
                depth -= kind == biffh.XL_EOF
            elif kind in TRANSMIS:
                self._measure(kind, data)
                return kind, length, _ForwardOnly(data) if kind == biffh.XL_SST else data
            else:
                self._note(kind, data)

    def get_record_parts_conditional(self, reqd_record: int) -> tuple[int | None, int, bytes]:
        """The next record when it is of this kind: what goes on with the texts of the workbook."""
        kind, length, data = super().get_record_parts_conditional(reqd_record)
        return kind, length, _ForwardOnly(data)

    def handle_sst(self, data: bytes) -> None:
        """Keep the texts that the cells share.

        Some tools count more of them than there are: those that are there are read.
        """
        parts = [data]
        while True:
            kind, _, part = self.get_record_parts_conditional(biffh.XL_CONTINUE)
            if kind is None:
                break
            parts.append(part)
        said = int.from_bytes(data[4:8], "little", signed=True)
        found = _read_texts(parts, said)
        if found is None:
            found = _read_texts(parts, _count_texts(parts, said))
        texts: tuple[list[str], Any] = found or ([], {})
        self._sharedstrings, self._rich_text_runlist_map = texts

    def _find_durations(self) -> None:
        """Take the numbers of a format such as « [h] » for moments: xlrd takes them for numbers."""
        for xf in self.xf_list:
            if _DUREE.search(self._find_format(xf.xf_index)):
                self._xf_index_to_xl_type_map[xf.xf_index] = biffh.XL_CELL_DATE

    def _begin_sheet(self) -> None:
        self._height = self._width = 0
        self._comments: list[tuple[int, int]] = []
        self._filtered = False

    def _measure(self, kind: int, data: bytes) -> None:
        """Count the place of a cell that holds something; raise `UnreadableFile` when it is too
        far.
        """
        if kind not in REMPLIES:
            return
        row, column = struct.unpack_from("<HH", data)
        if kind == biffh.XL_MULRK:
            (column,) = struct.unpack_from("<H", data, len(data) - 2)
        self._height = max(self._height, row + 1)
        self._width = max(self._width, column + 1)
        if self._area + self._height * self._width > AREA:
            raise UnreadableFile(
                workbooks.FICHIER_DEMESURE,
                raison="une feuille s’étend sur des millions de cellules",
            )

    def _note(self, kind: int, data: bytes) -> None:
        """Note what a record says that xlrd does not tell; raise `UnreadableFile` when
        it encrypts.
        """
        if kind == biffh.XL_FILEPASS:
            raise UnreadableFile(workbooks.FICHIER_PROTEGE)
        if kind == biffh.XL_NOTE:
            row, column = struct.unpack_from("<HH", data)
            self._comments.append((row + 1, column + 1))
        elif kind == FILTERMODE:
            self._filtered = True

    def _look(self, sheet: Sheet) -> SheetEntry:
        """What a sheet says beside its values."""
        scan = Scan(
            self._height,
            self._width,
            dict(_find_errors(sheet)),
            sum(row.hidden for row in sheet.rowinfo_map.values()),
            sum(column.hidden for column in sheet.colinfo_map.values()),
            tuple(_format_range(*merged) for merged in sheet.merged_cells),
            self._filtered,
            percents=dict(self._find_percents(sheet)),
        )
        marques = CellMarks(commentaires=tuple(self._comments))
        return SheetEntry(sheet.name, scan, marques, hidden=sheet.visibility != 0)

    def _find_percents(self, sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
        """The place of each number in a format that may show a percentage, and this format."""
        codes = {xf.xf_index: self._find_format(xf.xf_index) for xf in self.xf_list}
        codes = {rank: code for rank, code in codes.items() if can_be_percent(code)}
        if not codes:
            return
        for row, column in _find_places(sheet, biffh.XL_CELL_NUMBER):
            code = codes.get(sheet.cell_xf_index(row, column))
            if code is not None:
                yield (row + 1, column + 1), code

    def _find_format(self, rank: int) -> str:
        """The number format of a format of cell; "" when the workbook does not say it."""
        if rank >= len(self.xf_list):
            return ""
        known = self.format_map.get(self.xf_list[rank].format_key)
        if known:
            return known.format_str or ""
        return ""

    def _read_rows(self, sheet: Sheet) -> list[list[Cell]]:
        """The rows from A1 to the last filled cell, all of one width."""
        rows: list[list[Cell]] = []
        for number in range(self._height):
            row = sheet.row_values(number)
            rows.append(row + [""] * (self._width - len(row)))
        for row, column in _find_places(sheet, biffh.XL_CELL_ERROR):
            rows[row][column] = ""
        for row, column in _find_places(sheet, biffh.XL_CELL_BOOLEAN):
            rows[row][column] = bool(rows[row][column])
        for row, column in _find_places(sheet, biffh.XL_CELL_DATE):
            code = self._find_format(sheet.cell_xf_index(row, column))
            rows[row][column] = _convert_moment(
                sheet.cell_value(row, column), code, self.datemode
            )
        return rows


def _find_places(sheet: Sheet, kind: int) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of the cells of a kind."""
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        if kind in types:
            for column, found in enumerate(types):
                if found == kind:
                    yield row, column


def _find_errors(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """The place of each cell in error, and what it shows."""
    for row, column in _find_places(sheet, biffh.XL_CELL_ERROR):
        shown = biffh.error_text_from_code.get(sheet.cell_value(row, column), "#ERREUR")
        yield (row + 1, column + 1), shown


def _format_range(top: int, bottom: int, left: int, right: int) -> str:
    """A merged range as Excel writes it; xlrd counts from 0 and leaves the last ones out."""
    return f"{name_column(left + 1)}{top + 1}:{name_column(right)}{bottom}"


def _convert_moment(value: float, code: str, datemode: int) -> Cell:
    """A number in a format of date, as calamine gives it for the other workbooks."""
    try:
        if _DUREE.search(code):
            return dt.timedelta(milliseconds=round(value * _JOUR))
        if value < 0:  # which Excel shows as ####
            return value
        moment = xldate.xldate_as_datetime(value, datemode)
    except (OverflowError, ValueError):  # out of the calendar, or no number at all
        return value
    if value < 1:
        return moment.time()
    return moment.date() if value.is_integer() else moment
