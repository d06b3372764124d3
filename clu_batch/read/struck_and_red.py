"""What a person says in a sheet without typing it in a cell: a row struck through, a cell in red, a
comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from xml.etree import ElementTree as ET

from clu_batch.kernel.coordinates import number_column
from clu_batch.kernel.frames import CellMarks
from clu_batch.read.xml_groups import list_groups, strip_namespace

ROUGES = frozenset({"FFFF0000", "FFC00000"})
"""« Rouge » and « Rouge foncé » of Excel's palette of standard colours: those that a person picks.
"""

_COMMENTAIRE = re.compile(rb'<(?:\w+:)?comment\b[^<>]*?\bref=["\']([A-Z]{1,3})(\d{1,7})["\']')


def find_marked_formats(styles: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """The cell formats that strike a text through, and those that are red, by rank; none when the
    part cannot be read.
    """
    groups = list_groups(styles)
    struck = _cite(_is_struck(font) for font in groups["fonts"])
    red_fonts = _cite(_is_red(font, "color") for font in groups["fonts"])
    red_fills = _cite(_is_red(fill, "fgColor") for fill in groups["fills"])
    barres, rouges = set[int](), set[int]()
    for rank, cell in enumerate(groups["cellXfs"]):
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
        tuple(_find_references(_COMMENTAIRE, comments)),
    )


def _find_cells(sheet: bytes, ranks: Collection[int]) -> Iterator[tuple[int, int]]:
    if ranks:
        any_of = "|".join(map(str, sorted(ranks))).encode()
        pattern = (
            rb'<(?:\w+:)?c\b(?=[^<>]*?\bs=["\'](?:'
            + any_of
            + rb')["\'])[^<>]*?\br=["\']([A-Z]{1,3})(\d{1,7})["\']'
        )
        yield from _find_references(re.compile(pattern), sheet)


def _find_references(pattern: re.Pattern[bytes], part: bytes) -> Iterator[tuple[int, int]]:
    return (
        (int(match[2]), number_column(match[1].decode())) for match in pattern.finditer(part)
    )
