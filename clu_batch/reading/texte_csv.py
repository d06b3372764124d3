"""A .csv file as a raw sheet: encoding and separator found by looking at it."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter

from clu_batch.defauts import classeurs
from clu_batch.reading.contenant import Illisible
from clu_batch.tables import RawSheet

SEPARATEURS = (";", "\t", ",")
APERCU = 20
"""Filled rows by which the separator is chosen."""

_FIN = "\x00"


def read_csv(name: str, stem: str, content: bytes, digest: str) -> RawSheet:
    """The only sheet of a .csv, named after the file; every cell is a text. Raises `Illisible`."""
    text = _decode(content)
    try:
        rows = _rows(text, _separator(text))
    except csv.Error as error:
        raise Illisible(classeurs.FICHIER_COUPE) from error
    width = max(map(len, rows), default=0)
    return RawSheet(name, stem, [row + [""] * (width - len(row)) for row in rows], digest=digest)


def _rows(text: str, separator: str) -> list[list[str]]:
    """Every row; a quotation mark that is never closed would make one cell of all that follows it, and is refused."""
    end = "" if not text or text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(io.StringIO(text + end + _FIN, newline=""), delimiter=separator, strict=False)
    rows, starts = [], [1]
    for row in reader:
        rows.append(row)
        starts.append(reader.line_num + 1)
    if rows.pop() != [_FIN]:
        raise Illisible(classeurs.GUILLEMET_OUVERT, ligne=starts[-2])
    return rows


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Illisible(classeurs.FICHIER_ETRANGER)


def _separator(text: str) -> str:
    """The separator that gives the most of the first filled rows one same width, then the widest; a comma in a comment is none."""
    return max(SEPARATEURS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """How many of the first filled rows have the width that most of them have, and this width; nothing parts rows of one cell."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    filled = itertools.islice((row for row in rows if any(cell.strip() for cell in row)), APERCU)
    widths = Counter(len(row) for row in filled if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
