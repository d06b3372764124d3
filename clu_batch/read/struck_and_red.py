"""What a person says in a sheet without typing it in a cell: a row struck through, a cell in red, a
comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from xml.etree import ElementTree as ET

from clu_batch.kernel.coordinates import number_column
from clu_batch.kernel.frames import CellMarks
from clu_batch.read.xml_groups import Styles, strip_namespace

ROUGES = frozenset({"FFFF0000", "FFC00000"})
"""« Rouge » and « Rouge foncé » of Excel's palette of standard colours: those that a person picks.
"""

PEU = 50
"""Formats that a search in the bytes tries one by one; more are looked up at each cell."""

_COMMENTAIRE = re.compile(rb'<(?:\w+:)?comment\b[^<>]*?\bref=["\']([A-Z]{1,3})(\d{1,7})["\']')


def find_marked_formats(styles: Styles) -> tuple[frozenset[int], frozenset[int]]:
    """The cell formats that strike a text through, and those that are red, by rank; none when the
    part cannot be read.
    """
    struck = _cite(_is_struck(font) for font in styles["fonts"])
    red_fonts = _cite(_is_red(font, "color") for font in styles["fonts"])
    red_fills = _cite(_is_red(fill, "fgColor") for fill in styles["fills"])
    barres, rouges = set[int](), set[int]()
    for rank, cell in enumerate(styles["cellXfs"]):
        if cell.get("fontId") in struck:
            barres.add(rank)
        if cell.get("fontId") in red_fonts or cell.get("fillId") in red_fills:
            rouges.add(rank)
    return frozenset(barres), frozenset(rouges)


def _cite(marked: Iterable[bool]) -> set[str]:
    """The ranks, as the cell formats cite them, of the fonts or of the fills that are marked."""
    return {str(rank) for rank, mark in enumerate(marked) if mark}


def _is_struck(font: ET.Element) -> bool:
    return any(
        strip_namespace(e.tag) == "strike" and e.get("val") not in {"0", "false"} for e in font
    )


def _is_red(element: ET.Element, tag: str) -> bool:
    """Whether a font, or a fill, has a colour of this tag that is red."""
    return any(strip_namespace(e.tag) == tag and e.get("rgb") in ROUGES for e in element.iter())


def find_marks(
    sheet: bytes, comments: bytes, struck: Collection[int], red: Collection[int]
) -> CellMarks:
    """The marked cells of a sheet: row and column, from 1, in the order of the part."""
    return CellMarks(
        tuple(_find_cells(sheet, struck)),
        tuple(_find_cells(sheet, red)),
        tuple(
            (int(found[2]), number_column(found[1].decode()))
            for found in _COMMENTAIRE.finditer(comments)
        ),
    )


def _find_cells(sheet: bytes, ranks: Collection[int]) -> Iterator[tuple[int, int]]:
    if not ranks:
        return
    any_of = b"|".join(b"%d" % rank for rank in sorted(ranks))
    pattern = re.compile(
        rb'<(?:\w+:)?c\b(?=[^<>]*?\bs=["\'](%s)["\'])'
        rb'[^<>]*?\br=["\']([A-Z]{1,3})(\d{1,7})["\']'
        % (any_of if len(ranks) <= PEU else rb"\d+")
    )
    for found in pattern.finditer(sheet):
        if int(found[1]) in ranks:
            yield int(found[3]), number_column(found[2].decode())
