"""What a person says in a sheet without typing it in a cell: a row struck through, a cell in red, a
comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import chain
from xml.etree import ElementTree as ET

from clu_batch.kernel.frames import CellMarks
from clu_batch.read.sheet_scan import number_column

ROUGES = frozenset({"FFFF0000", "FFC00000"})
"""« Rouge » and « Rouge foncé » of Excel's palette of standard colours: those that a person picks.
"""

_COMMENTAIRE = re.compile(rb'<(?:\w+:)?comment\b[^<>]*?\bref=["\']([A-Z]{1,3})(\d{1,7})["\']')


def find_marked_formats(styles: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """The cell formats that strike a text through, and those that are red, by rank; none when the
    part cannot be read.
    """
    try:
        root = ET.fromstring(styles)  # noqa: S314 (looked at before: no DOCTYPE, hence no entity)
    except ET.ParseError:
        return frozenset(), frozenset()
    struck = _find_ranks(root, "fonts", _is_struck_font)
    red_fonts, red_fills = (
        _find_ranks(root, "fonts", _is_red_font),
        _find_ranks(root, "fills", _is_red_fill),
    )
    barres, rouges = set[int](), set[int]()
    for rank, cell in enumerate(_find_children(root, "cellXfs")):
        font, fill = cell.get("fontId", ""), cell.get("fillId", "")
        if font in struck:
            barres.add(rank)
        if font in red_fonts or fill in red_fills:
            rouges.add(rank)
    return frozenset(barres), frozenset(rouges)


def _find_ranks(root: ET.Element, group: str, suits: Callable[[ET.Element], bool]) -> set[str]:
    """The ranks, as the cell formats cite them, of the fonts or of the fills that suit."""
    return {str(rank) for rank, element in enumerate(_find_children(root, group)) if suits(element)}


def _is_struck_font(font: ET.Element) -> bool:
    return any(_strip_namespace(e) == "strike" and e.get("val") not in {"0", "false"} for e in font)


def _is_red_font(font: ET.Element) -> bool:
    return any(_strip_namespace(e) == "color" and e.get("rgb") in ROUGES for e in font)


def _is_red_fill(fill: ET.Element) -> bool:
    return any(_strip_namespace(e) == "fgColor" and e.get("rgb") in ROUGES for e in fill.iter())


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
    return ((int(match[2]), number_column(match[1])) for match in pattern.finditer(part))


def _strip_namespace(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _find_children(root: ET.Element, name: str) -> list[ET.Element]:
    groups = (group for group in root if _strip_namespace(group) == name)
    return list(chain.from_iterable(groups))
