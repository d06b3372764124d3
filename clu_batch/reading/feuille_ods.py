"""A look at the XML of a LibreOffice workbook, for what calamine does not tell: cells in error, formulas never computed, hidden rows, area.

LibreOffice writes an error as `calcext:value-type="error"`, or, before its version 4.1, as a number whose text is the error.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from clu_batch.defauts import classeurs
from clu_batch.reading.contenant import ZIP_ABIME, Illisible
from clu_batch.reading.feuille_xml import AREA, Scan
from clu_batch.reading.lointaines import alone
from clu_batch.reading.paquet import Paquet

LUES = ("META-INF/manifest.xml", "content.xml")
"""The parts that calamine reads. The others may be what they like: LibreOffice itself writes some that are empty."""
REPETITIONS = 1000  # places told for one cell in error that a row or a column repeats

_ATTRIBUTES = rb"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b" + _ATTRIBUTES)
_TAG = re.compile(_ATTRIBUTES)
_TEXT = re.compile(rb"<text:p\b[^<>]*>([^<]*)")
_TYPE_INCONNU = re.compile(
    rb"""office:value-type=(?!["'](?:string|float|percentage|currency|date|time|boolean)["'])(?:"[^"<>]*"|'[^'<>]*')"""
)
"""Excel and others give some cells a type of their own: calamine reads them as empty, their text is what a person sees there."""
_ERREUR = re.compile(r"#[A-Z]|Err\s?:\d")


def examine_ods(content: bytes) -> Paquet:
    """The look at a whole .ods; raises `Illisible` when it is cut, too large, or carries what no spreadsheet writes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in LUES:
                part = archive.read(name)
                if re.search(rb"<!(?:DOCTYPE|ENTITY)", part):
                    raise Illisible(classeurs.FICHIER_DOUTEUX)
                expat.ParserCreate().Parse(part, True)  # calamine never comes back from XML that does not close
            xml = archive.read("content.xml")
            sheets = dict(_sheets(xml))
    except (*ZIP_ABIME, expat.ExpatError) as error:
        raise Illisible(classeurs.FICHIER_COUPE) from error
    if sum(sheet.height * sheet.width for sheet in sheets.values()) > AREA:  # calamine reads them all at once
        raise Illisible(classeurs.FICHIER_DEMESURE, raison="une feuille s’étend sur des millions de cellules")
    known = _TYPE_INCONNU.sub(b'office:value-type="string"', xml)
    return Paquet(sheets, False, content=alone(content, "content.xml", known).getvalue() if known != xml else None)


def _sheets(xml: bytes) -> Iterator[tuple[str, Scan]]:
    """The look at each sheet, in order."""
    for table in re.split(rb"<table:table(?=\s)", xml)[1:]:
        tag = _TAG.match(table)
        name = re.search(rb'table:name=(?:"([^"]*)"|\'([^\']*)\')', tag[1] if tag else b"")
        if name:
            yield html.unescape((name[1] or name[2] or b"").decode("utf-8", "replace")), _scan(table.partition(b"</table:table>")[0])


def _scan(table: bytes) -> Scan:
    height = width = hidden = line = 0
    errors: dict[tuple[int, int], str] = {}
    for row in table.split(b"<table:table-row")[1:]:
        tag = _TAG.match(row)
        attributes = tag[1] if tag else b""
        times = _repeated(attributes, b"rows")
        filled, wrong = _cells(row)
        if filled:
            height, width = line + times, max(width, filled)
            hidden += times if b"table:visibility=" in attributes and b'"visible"' not in attributes else 0
        for column, shown in wrong:
            errors.update(((line + 1 + step, column), shown) for step in range(min(times, REPETITIONS)))
        line += times
    return Scan(height, width, errors, hidden, filtered=bool(hidden) and b'table:visibility="filter"' in table)


def _cells(row: bytes) -> tuple[int, list[tuple[int, str]]]:
    """The last column that holds something in a row (0: none); its cells in error or never computed, as column and what they show."""
    if b"table:formula" not in row and b"-repeated" not in row:  # the ordinary row, at the speed of a search
        return (row.count(b"table-cell") if b"office:value" in row or b"<text:p" in row else 0), []
    column = filled = 0
    wrong: list[tuple[int, str]] = []
    cells = list(_CELL.finditer(row))
    for cell, end in zip(cells, [*(after.start() for after in cells[1:]), len(row)], strict=True):
        times, body = _repeated(cell[1], b"columns"), row[cell.end() : end]
        if b"office:value-type=" in cell[1] or b"table:formula=" in cell[1] or b"<text:p" in body:
            filled = column + times
        shown = _shown(cell[1], body)
        if shown is not None:
            wrong += [(column + 1 + step, shown) for step in range(min(times, REPETITIONS))]
        column += times
    return filled, wrong


def _shown(attributes: bytes, body: bytes) -> str | None:
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


def _repeated(attributes: bytes, kind: bytes) -> int:
    found = re.search(rb"table:number-" + kind + rb"-repeated=[\"'](\d{1,12})", attributes)
    return max(1, int(found[1])) if found else 1
