"""Defects to plant in a sound document, each of which a validator that works must see."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SDK_ALONE = frozenset({"SDK"})
BOTH = SDK_ALONE | {"audit"}


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong, the part to damage, what to look for there (a regular expression), what to put
    in its place, and who sees it.
    """

    name: str
    part: str
    found: bytes
    put: bytes
    seen_by: frozenset[str] = BOTH


_SHEET = "xl/worksheets/sheet1.xml"
_LINK = rb'\g<0><w:p><w:hyperlink r:id="rId9999"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'

DEFECTS: Mapping[str, Sequence[Defect]] = {
    ".docx": (
        Defect("an unknown element", "word/document.xml", rb"<w:body>", rb"\g<0><w:inconnu/>"),
        Defect(
            "an unknown value",
            "word/document.xml",
            rb"<w:body>",
            rb'\g<0><w:p><w:pPr><w:jc w:val="diagonale"/></w:pPr></w:p>',
        ),
        Defect(
            "properties after their content",
            "word/document.xml",
            rb"<w:body>",
            rb"\g<0><w:p><w:r/><w:pPr/></w:p>",
        ),
        Defect("a link without relationship", "word/document.xml", rb"<w:body>", _LINK),
        Defect("a part cut short", "word/document.xml", rb"</w:body>", b""),
        Defect(
            "a relationship without part",
            "word/_rels/document.xml.rels",
            rb'Target="styles\.xml"',
            b'Target="absent.xml"',
        ),
        Defect(
            "a part without content type",
            "[Content_Types].xml",
            rb"<Override[^>]*/word/document\.xml[^>]*/>",
            b"",
        ),
    ),
    ".xlsx": (
        Defect("an unknown element", _SHEET, rb"<sheetData>", rb"<inconnu/>\g<0>"),
        Defect(
            "an unknown kind of cell",
            _SHEET,
            rb"</sheetData>",
            rb'<row r="1048576"><c r="A1048576" t="zzz"/></row>\g<0>',
        ),
        Defect(
            "elements in another order",
            _SHEET,
            rb"</sheetData>",
            rb'\g<0><sheetFormatPr defaultRowHeight="15"/>',
        ),
        Defect(
            "an unknown style",
            _SHEET,
            rb"</sheetData>",
            rb'<row r="1048576"><c r="A1048576" s="99999"/></row>\g<0>',
            SDK_ALONE,
        ),
        Defect("a part cut short", _SHEET, rb"</sheetData>", b"", SDK_ALONE),
    ),
}


def plant(defect: Defect, sound: Path, folder: Path) -> Path:
    """A copy of `sound` in `folder` with that defect; ValueError when there is no place to plant
    it.
    """
    damaged = folder / f"defaut{sound.suffix}"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content, planted = source.read(name), 1
            if name == defect.part:
                content, planted = re.subn(defect.found, defect.put, content, count=1)
            if not planted:
                raise ValueError(f"{sound.name}: no place for {defect.name}")
            target.writestr(name, content)
    return damaged
