"""A look at the XML of a LibreOffice workbook, for what calamine does not tell: cells in error or
never computed, what is hidden, merged or commented, area.

LibreOffice writes an error as `calcext:value-type="error"`, or, before its version 4.1, as a number
whose text is the error.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.frames import CellMarks
from clu_batch.messages import workbooks
from clu_batch.read.container import MIMETYPE, ZIP_ABIME, UnreadableFile
from clu_batch.read.far_cells import isolate_part
from clu_batch.read.part_names import add_part, rename_parts
from clu_batch.read.sheet_scan import AREA, Scan
from clu_batch.read.xlsx_package import SheetEntry, WorkbookPackage

LUES = ("META-INF/manifest.xml", "content.xml")
"""The parts that calamine reads. The others may be what they like: LibreOffice itself writes some
that are empty.
"""
POURCENT = "0%"
"""The format of a cell that says it is a percentage, whatever its decimals."""
REPETITIONS = 1000  # places told for one cell in error that a row or a column repeats

_ATTRIBUTES = rb"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b" + _ATTRIBUTES)
_TAG = re.compile(_ATTRIBUTES)
_COLUMN = re.compile(rb"<table:table-column\b" + _ATTRIBUTES)
_ANNOTATION = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
"""A comment: its text is not that of its cell."""
_TEXT = re.compile(rb"<text:p\b[^<>]*>([^<]*)")
_BLANCS = re.compile(rb"(</?table:[^<>]*>|</text:p>)\s+(?=<)")
"""Blanks between the tags, as tools that indent their XML write them: calamine refuses them, or
takes them for a text.
"""
_TYPE = re.compile(rb"""office:value-type=(?:"([^"]*)"|'([^']*)')""")
_SANS_TYPE = re.compile(
    rb"(<table:table-cell)((?![^<>]*office:value-type)[^<>]*(?<!/)>\s*<text:p)"
)
"""A cell of no type that holds a text: LibreOffice shows it, calamine gives nothing."""
_PERCENTAGE = re.compile(rb"""office:value-type=["']percentage["']""")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
"""A text written without escapes: calamine passes over it."""
_VALEURS = {
    b"date": b"office:date-value=",
    b"time": b"office:time-value=",
    b"boolean": b"office:boolean-value=",
}
_VALEURS |= dict.fromkeys((b"float", b"percentage", b"currency"), b"office:value=")
"""The attribute where a cell of each type holds its value."""
_DUREE = re.compile(
    rb"""(?<=office:time-value=["'])P(?:(\d{1,6})D)?T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?"""
    rb"""(?:(\d{1,6})(?:[.,](\d{1,9}))?S)?(?=["'])"""
)
"""A duration (ISO 8601), any part of which may be left out."""
_LONGUE = re.compile(r"PT(\d{2,})H(\d\d)M(\d\d(?:\.\d+)?)S")
"""A duration as LibreOffice writes it: calamine gives the text of one of a day or more."""
_TABLEUR = b"application/vnd.oasis.opendocument.spreadsheet"
_ERREUR = re.compile(r"#[A-Z]|Err\s?:\d")


def examine_ods(content: bytes) -> WorkbookPackage:
    """Return what a look at a whole .ods shows.

    `UnreadableFile` is raised when it is cut, too large, or carries what no spreadsheet writes.
    """
    try:
        plain = add_part(rename_parts(content), MIMETYPE, _TABLEUR)
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            for name in LUES:
                _check_part(archive.read(name))
            xml = archive.read("content.xml")
            said = _SANS_TYPE.sub(rb'\1 office:value-type="string"\2', _CDATA.sub(_escape, xml))
            found = list(_examine_sheets(said))
    except (*ZIP_ABIME, expat.ExpatError) as error:
        raise UnreadableFile(workbooks.FICHIER_COUPE) from error
    area = sum(scan.height * scan.width for _, scan, _ in found)
    if area > AREA:  # calamine reads them all at once
        raise UnreadableFile(
            workbooks.FICHIER_DEMESURE,
            raison="une feuille s’étend sur des millions de cellules",
        )
    typed = said if _has_all_types(said) else _CELL.sub(_mark_as_text, said)
    known = _DUREE.sub(_write_duration, _BLANCS.sub(rb"\1", typed))
    handed = plain if plain is not content else None
    if known != xml:
        handed = isolate_part(plain, "content.xml", known).getvalue()
    feuilles = [SheetEntry(name, scan, marques) for name, scan, marques in found]
    return WorkbookPackage(feuilles, False, content=handed)


def _write_duration(duration: re.Match[bytes]) -> bytes:
    """A duration as LibreOffice writes it, the only form that calamine reads: « PT90M » becomes
    « PT01H30M00S ».
    """
    days, hours, minutes, seconds = (int(number or 0) for number in duration.groups()[:4])
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    part = b"." + duration[5] if duration[5] else b""
    minutes, seconds = divmod(total, 60)
    return b"PT%02dH%02dM%02d%sS" % (*divmod(minutes, 60), seconds, part)


def restore_durations(cells: npt.NDArray[np.object_]) -> None:
    """Put, in the place of the text of a duration of a day or more, this duration."""
    for place, cell in np.ndenumerate(cells):
        found = _LONGUE.fullmatch(cell) if isinstance(cell, str) else None
        if found:
            hours, minutes, seconds = map(float, found.groups())
            cells[place] = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _has_all_types(xml: bytes) -> bool:
    """Whether there are as many types as texts and values, as LibreOffice writes them."""
    return xml.count(b"office:value-type=") == xml.count(b'office:value-type="string"') + sum(
        map(xml.count, set(_VALEURS.values()))
    )


def _escape(text: re.Match[bytes]) -> bytes:
    return text[1].replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _mark_as_text(cell: re.Match[bytes]) -> bytes:
    """The tag of a cell, a text when its type is unknown or without its value: calamine reads it as
    empty, a person sees its text.
    """
    found = _TYPE.search(cell[0])
    kind = (found[1] or found[2] or b"") if found else b"string"
    if not found or kind == b"string" or (kind in _VALEURS and _VALEURS[kind] in cell[0]):
        return cell[0]
    return cell[0][: found.start()] + b'office:value-type="string"' + cell[0][found.end() :]


def _examine_sheets(xml: bytes) -> Iterator[tuple[str, Scan, CellMarks]]:
    """The look at each sheet, in order, and its comments."""
    for table in re.split(rb"<table:table(?=[\s>])", xml)[1:]:
        tag = _TAG.match(table)
        name = re.search(rb'table:name=(?:"([^"]*)"|\'([^\']*)\')', tag[1] if tag else b"")
        if name is None:  # calamine passes over it
            raise UnreadableFile(workbooks.FICHIER_COUPE)
        yield (
            html.unescape((name[1] or name[2] or b"").decode("utf-8", "replace")),
            *_look(table.partition(b"</table:table>")[0]),
        )


def _check_part(part: bytes) -> None:
    """Refuse what no spreadsheet writes, and XML that does not close: calamine never comes back
    from it.
    """
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", part):
        raise UnreadableFile(workbooks.FICHIER_DOUTEUX)
    expat.ParserCreate().Parse(part, True)


def _look(table: bytes) -> tuple[Scan, CellMarks]:
    height = width = hidden = line = 0
    errors: dict[tuple[int, int], str] = {}
    merged: list[str] = []
    comments: list[tuple[int, int]] = []
    percents: list[tuple[int, int]] = []
    for row in table.split(b"<table:table-row")[1:]:
        tag = _TAG.match(row)
        attributes = tag[1] if tag else b""
        times = _count_repeated(attributes, b"rows")
        seen = _look_at_row(row)
        lines = range(line + 1, line + 1 + min(times, REPETITIONS))
        if seen.filled:
            height, width = line + times, max(width, seen.filled)
            if _is_hidden(attributes):
                hidden += times
        for column, shown in seen.wrong:
            errors.update(dict.fromkeys(itertools.product(lines, [column]), shown))
        merged += [_name_area(line, *span) for span in seen.spans]
        comments += [(line + 1, column) for column in seen.comments]
        percents += itertools.product(lines, seen.percents)
        line += times
    filtered = bool(hidden) and b'table:visibility="filter"' in table
    formats = dict.fromkeys(percents, POURCENT)
    columns = _count_hidden_columns(table)
    scan = Scan(
        height, width, errors, hidden, columns, tuple(merged), filtered, percents=formats
    )
    return scan, CellMarks(commentaires=tuple(comments))


def _name_area(above: int, left: int, right: int, down: int) -> str:
    """Name the cells that are merged, below `above` rows: « B3:D4 »."""
    return f"{name_column(left)}{above + 1}:{name_column(left + right - 1)}{above + down}"


def _is_hidden(attributes: bytes) -> bool:
    """Whether a row is not shown."""
    return b"table:visibility=" in attributes and b'"visible"' not in attributes


def _count_hidden_columns(table: bytes) -> int:
    """How many columns are not shown."""
    columns = [tag[1] for tag in _COLUMN.finditer(table)]
    return sum(
        _count_repeated(tag, b"columns")
        for tag in columns
        if b'table:visibility="collapse"' in tag
    )


@dataclass(slots=True)
class _OdsRow:
    """What a row shows: the last column that holds something (0: none), then the columns of the
    cells that have something to be said.

    `wrong`: in error or never computed, with what they show. `spans`: merged, with how many columns
    and rows they take. `percents`: shown as percentages.
    """

    filled: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    percents: list[int] = field(default_factory=list)

    def look(self, column: int, times: int, attributes: bytes, content: bytes) -> None:
        """Look at a cell, repeated that many times after this column."""
        body, comments = _ANNOTATION.subn(b"", content)
        typed = b"office:value-type=" in attributes or b"table:formula=" in attributes
        if typed or b"<text:p" in body:
            self.filled = column + times
        columns = range(column + 1, column + 1 + min(times, REPETITIONS))
        shown = _find_shown(attributes, body)
        if shown is not None:
            self.wrong += [(number, shown) for number in columns]
        right = _read_number(attributes, b"columns-spanned")
        down = _read_number(attributes, b"rows-spanned")
        if right * down > 1:
            self.spans.append((column + 1, right, down))
        if comments:
            self.comments.append(column + 1)
        if _PERCENTAGE.search(attributes):
            self.percents += columns


def _look_at_row(row: bytes) -> _OdsRow:
    # the ordinary row, at the speed of a search
    if not re.search(
        rb"table:formula|-repeated|-spanned|<office:annotation|[\"']percentage[\"']", row
    ):
        return _OdsRow(
            row.count(b"table-cell") if b"office:value" in row or b"<text:p" in row else 0
        )
    column, seen = 0, _OdsRow()
    cells = list(_CELL.finditer(row))
    ends = [*(after.start() for after in cells), len(row)][1:]  # a row may have no cell
    for cell, end in zip(cells, ends, strict=True):
        times = _count_repeated(cell[1], b"columns")
        seen.look(column, times, cell[1], row[cell.end() : end])
        column += times
    return seen


def _find_shown(attributes: bytes, body: bytes) -> str | None:
    """What a cell in error shows, "" for a formula never computed, None for any other cell."""
    found = _TEXT.search(body)
    text = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
    if b'calcext:value-type="error"' in attributes:
        return text or "#ERREUR"
    if b"table:formula=" not in attributes:
        return None
    if b"office:value-type=" not in attributes:
        return None if b"<text:p" in body else ""
    return text if b'office:value-type="float"' in attributes and _ERREUR.match(text) else None


def _count_repeated(attributes: bytes, kind: bytes) -> int:
    return _read_number(attributes, kind + b"-repeated")


def _read_number(attributes: bytes, what: bytes) -> int:
    found = re.search(rb"table:number-" + what + rb"=[\"'](\d{1,12})", attributes)
    if found:
        return max(1, int(found[1]))
    return 1
