"""Whether calamine gave all that an XML part holds: it stops at a fault, skips what it does not
expect, and says nothing.
"""

from __future__ import annotations

import re
from xml.parsers import expat

ENTIER = 2 * 2**20
"""Bytes of a part beyond which its XML is not parsed only to know whether it is whole: 20 ms at
most.
"""

_VIDE = re.compile(rb"<(?:\w+:)?v></")
_PLACE = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br=["\']([A-Za-z]+\d+)')


def count_values(xml: bytes) -> int:
    """The cells of a sheet that carry a value, empty or not; a value is of one of two kinds.

    Both ends of each are counted, for a fault may have taken one away.
    """
    ends = xml.count(b"v>")
    if b"inlineStr" in xml:
        ends += xml.count(b"is>")
    return -(-ends // 2)


def count_empty_values(xml: bytes) -> int:
    """The values of a sheet that hold nothing."""
    return len(_VIDE.findall(xml))


def is_whole(xml: bytes) -> bool:
    """Whether a sheet is one of which calamine reads all: no fault, no CDATA, no two cells of the
    same place, of which it keeps one.
    """
    places = [place.upper() for place in _PLACE.findall(xml)]
    return b"<![CDATA[" not in xml and len(places) == len(set(places)) and is_well_formed(xml)


def is_well_formed(part: bytes) -> bool:
    """Whether a part is XML."""
    try:
        expat.ParserCreate().Parse(part, True)
    # the last two: an encoding that does not exist
    except (expat.ExpatError, LookupError, ValueError):
        return False
    return True


def is_sound(part: bytes) -> bool:
    """Whether the texts or the formats of a workbook are whole: a fault would give cells the text
    of another, or dates as numbers.
    """
    if len(part) > ENTIER:
        return part.count(b"<si>") + part.count(b"<si ") == part.count(b"</si>") + part.count(
            b"<si />"
        )
    return is_well_formed(part)
