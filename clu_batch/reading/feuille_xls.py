"""A look at the records of an old workbook (.xls), for what calamine does not tell: cells in error,
what is hidden, comments, area.

The OLE container is [MS-CFB], the records are [MS-XLS]; what a record says stands at the same place
in Excel 5, 95 and 97.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from clu_batch.defauts import classeurs
from clu_batch.reading.contenant import Illisible
from clu_batch.reading.contenant_ole import stream
from clu_batch.reading.feuille_xml import AREA, Scan
from clu_batch.reading.formats import INTEGRES, may_be_percent
from clu_batch.reading.paquet import Feuille, Paquet
from clu_batch.tables import Marques, letter

BOF, EOF, FILEPASS, BOUNDSHEET, DATEMODE, DIMENSIONS = (
    0x0809,
    0x000A,
    0x002F,
    0x0085,
    0x0022,
    0x0200,
)
FORMAT, XF = 0x041E, 0x00E0
FORMULA, BOOLERR, MULRK, NUMBER, RK = 0x0006, 0x0205, 0x00BD, 0x0203, 0x027E
REMPLIES = frozenset({FORMULA, BOOLERR, MULRK, NUMBER, RK, 0x0204, 0x00FD, 0x00D6})
"""Records of cells that hold something; MULRK holds several, and says its last column."""
_NOMBRES = frozenset({FORMULA, MULRK, NUMBER, RK})
EXCEL_97 = 0x0600
FEUILLE = 0  # the kind of sheet, in BOUNDSHEET: neither a chart nor a macro

LIGNES, COLONNES = 1 << 16, 1 << 8
"""The largest sheet of an .xls."""

ERREURS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Record = tuple[int, bytes]


def examine_xls(content: bytes) -> Paquet:
    """The look at a whole .xls; raises `Illisible` when it is encrypted, too large, or when its
    records cannot be followed.

    calamine makes room for as much as the file says it holds, and ends the process when there is no
    such room: what cannot be checked here is not given to it.
    """
    try:
        book = stream(content, ("Workbook", "Book"))
        whole = _globals(book)
        looks = {name: _look(book, start, whole.percents()) for name, start in whole.sheets.items()}
    except (struct.error, LookupError, ValueError) as error:
        raise Illisible(classeurs.FICHIER_COUPE) from error
    if (
        sum(look.height * look.width for look in looks.values()) > AREA
    ):  # calamine reads them all at once
        raise Illisible(
            classeurs.FICHIER_DEMESURE, raison="une feuille s’étend sur des millions de cellules"
        )
    feuilles = [Feuille(name, look.scan(), look.marques()) for name, look in looks.items()]
    return Paquet(feuilles, whole.epoque_1904)


def _records(book: bytes, start: int) -> Iterator[Record]:
    """The records from `start` to the end of what begins there; ValueError when they do not end."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", book, start)
        data = book[start + 4 : start + 4 + length]
        if len(data) < length:
            raise ValueError("a record longer than its stream")
        if kind == DIMENSIONS:
            _credible(data)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:  # deeper: a chart in the sheet
            yield kind, data
        start += 4 + length


def _credible(data: bytes) -> None:
    """DIMENSIONS: the room that calamine makes; ValueError when no sheet is that large."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(data) == 14 else "<HHHH", data)
    if bottom and right and not (top < bottom <= LIGNES and left < right <= COLONNES):
        raise ValueError("a sheet larger than any")


@dataclass(slots=True)
class _Livre:
    """What stands before the sheets.

    `sheets`: where each begins, by name. `epoque_1904`: whether days are counted from 1904.

    `codes`: the code of each number format. `cells`: the number format of each format of cell.
    """

    version: int = EXCEL_97
    sheets: dict[str, int] = field(default_factory=dict)
    epoque_1904: bool = False
    codes: dict[int, str] = field(default_factory=lambda: dict(INTEGRES))
    cells: list[int] = field(default_factory=list)

    def format(self, data: bytes) -> None:
        """FORMAT: its number, then its code."""
        start = 3 if self.version < EXCEL_97 else 5
        wide = self.version >= EXCEL_97 and bool(data[4:5] > b"\0")
        code = data[start:].decode("utf-16-le" if wide else "cp1252", "replace")
        self.codes[int.from_bytes(data[:2], "little")] = code

    def percents(self) -> dict[int, str]:
        """The code of each format of cell that may show a percentage, by its rank."""
        codes = [self.codes.get(number, "") for number in self.cells]
        return {rank: code for rank, code in enumerate(codes) if may_be_percent(code)}


def _globals(book: bytes) -> _Livre:
    """What stands before the sheets; raises `Illisible` when what follows is encrypted."""
    livre = _Livre()
    for kind, data in _records(book, 0):
        if kind == BOF:
            (livre.version,) = struct.unpack_from("<H", data)
        elif kind == FILEPASS:
            raise Illisible(classeurs.FICHIER_PROTEGE)
        elif kind == DATEMODE:
            livre.epoque_1904 = data[0] == 1
        elif kind == FORMAT:
            livre.format(data)
        elif kind == XF:
            livre.cells.append(int.from_bytes(data[2:4], "little"))
        elif kind == BOUNDSHEET and data[5] == FEUILLE:
            (start,) = struct.unpack_from("<I", data)
            livre.sheets[_name(data, livre.version)] = start
    return livre


def _name(data: bytes, version: int) -> str:
    if version < EXCEL_97:
        return data[7 : 7 + data[6]].decode("cp1252")
    if data[7] & 1:
        return data[8 : 8 + 2 * data[6]].decode("utf-16-le")
    return data[8 : 8 + data[6]].decode("latin-1")


@dataclass(slots=True)
class _Vue:
    """What the records of a sheet show, gathered as they come.

    `formats`: those of cells that may show a percentage, by rank.
    """

    formats: Mapping[int, str]
    height: int = 0
    width: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    merged: list[str] = field(default_factory=list)
    filtered: bool = False
    comments: list[tuple[int, int]] = field(default_factory=list)
    percents: dict[tuple[int, int], str] = field(default_factory=dict)

    def scan(self) -> Scan:
        """The same as a look at any sheet."""
        merged = tuple(self.merged)
        return Scan(
            self.height,
            self.width,
            self.errors,
            self.hidden_rows,
            self.hidden_columns,
            merged,
            self.filtered,
            percents=self.percents,
        )

    def marques(self) -> Marques:
        """What is said beside the values."""
        return Marques(commentaires=tuple(self.comments))

    def cell(self, kind: int, data: bytes) -> None:
        """A cell that holds something."""
        row, column = struct.unpack_from("<HH", data)
        last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == MULRK else column
        self.height, self.width = max(self.height, row + 1), max(self.width, last + 1)
        error = _error(kind, data)
        if error is not None:
            self.errors[row + 1, column + 1] = ERREURS.get(error, "#ERREUR")
        if self.formats and kind in _NOMBRES:
            self._format(row + 1, column + 1, data[4:-2] if kind == MULRK else data[4:6])

    def _format(self, row: int, column: int, data: bytes) -> None:
        """The formats of the numbers of a record, each before its number: 6 bytes in all."""
        for step, at in enumerate(range(0, len(data), 6)):
            rank = int.from_bytes(data[at : at + 2], "little")
            if rank in self.formats:
                self.percents[row, column + step] = self.formats[rank]

    def row(self, data: bytes) -> None:
        """ROW: its height of zero."""
        self.hidden_rows += bool(data[12] & 0x20)

    def columns(self, data: bytes) -> None:
        """COLINFO: columns from the first to the last."""
        first, last = struct.unpack_from("<HH", data)
        self.hidden_columns += min(last, 255) - first + 1 if data[8] & 1 and first <= last else 0

    def merge(self, data: bytes) -> None:
        """MERGEDCELLS: rectangles."""
        for index in range(struct.unpack_from("<H", data)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", data, 2 + 8 * index)
            self.merged.append(f"{letter(left + 1)}{top + 1}:{letter(right + 1)}{bottom + 1}")

    def note(self, data: bytes) -> None:
        """NOTE: a comment."""
        row, column = struct.unpack_from("<HH", data)
        self.comments.append((row + 1, column + 1))

    def filter(self, _data: bytes) -> None:
        """FILTERMODE: a filter is set."""
        self.filtered = True


_AUTRES: Mapping[int, Callable[[_Vue, bytes], None]] = {
    0x0208: _Vue.row,
    0x007D: _Vue.columns,
    0x00E5: _Vue.merge,
    0x001C: _Vue.note,
    0x009B: _Vue.filter,
}


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error that a cell holds, as a value or as the result of its formula."""
    if kind == BOOLERR:
        return data[6] if data[7] else None
    if (
        kind == FORMULA and data[12:14] == b"\xff\xff"
    ):  # no number: the kind of result, then what it is
        return data[8] if data[6] == 2 else None
    return None


def _look(book: bytes, start: int, formats: Mapping[int, str]) -> _Vue:
    vue = _Vue(formats)
    for kind, data in _records(book, start):
        if kind in REMPLIES:
            vue.cell(kind, data)
        elif kind in _AUTRES:
            _AUTRES[kind](vue, data)
    return vue
