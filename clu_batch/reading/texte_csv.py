"""A .csv file as a raw sheet: encoding and separator found by looking at it."""

from __future__ import annotations

import csv
import io

from clu_batch.defauts import classeurs
from clu_batch.reading.contenant import Illisible
from clu_batch.tables import RawSheet

SEPARATEURS = (";", "\t", ",")


def read_csv(name: str, stem: str, content: bytes, digest: str) -> RawSheet:
    """The only sheet of a .csv, named after the file; every cell is a text. Raises `Illisible`."""
    text = _decode(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False))
    except csv.Error as error:
        raise Illisible(classeurs.FICHIER_COUPE) from error
    width = max(map(len, rows), default=0)
    return RawSheet(name, stem, [row + [""] * (width - len(row)) for row in rows], digest=digest)


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
    """The separator that parts the first filled lines best; quoted texts do not count."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    outside = "\n".join("".join(line.split('"')[::2]) for line in lines)
    return max(SEPARATEURS, key=outside.count)
