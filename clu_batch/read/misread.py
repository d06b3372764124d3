"""What calamine reads wrong, without a word, in a part that is whole: openpyxl reads it right."""

from __future__ import annotations

import re

_TETE = 2000
"""Bytes among which the first tag of a part stands."""
_RACINE = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?(?:worksheet|sst)\b[^<>]*+>")
_GARDE = re.compile(rb"\bxml:space=[\"']preserve[\"']")

_RANG = rb't=["\']s["\'][^<>]*+>\s*+<~v\b[^<>]*+>(?!\d++</|</|<~)'
"""The rank of a shared text that is not of digits alone: calamine gives the first text."""
_COUPE = rb"<~v\b[^<>]*+>(?:[\d.]*+&#(?:4[5-9]|5[0-7]);|[^<]*+<!--)"
"""A number with a comment, or a sign written by its number: calamine stops there."""
_BORD = rb"\s</~t>\s*+</~r>|<~t>\s"
"""A blank at the end of a run of text."""


def misreads(xml: bytes) -> bool:
    """Whether calamine would give a cell of a sheet what it does not hold."""
    # one byte is found twenty times faster than two
    coded = b"&" in xml and b"&#" in xml
    commented = b"!" in xml and b"<!--" in xml
    cut = (coded or commented) and _find(_COUPE, xml)
    return cut or _find(_RANG, xml) or loses_blanks(xml)


def loses_blanks(xml: bytes) -> bool:
    """Whether two runs of one text would stand without the blank between them.

    The part says once, of its first tag, that blanks count: calamine hears it of each text alone.
    """
    root = _RACINE.search(xml[:_TETE])
    if root is None or not _GARDE.search(root[0]):
        return False
    return b"r>" in xml and _find(rb"</~t>\s*+</~r>", xml) and _find(_BORD, xml)


def _find(pattern: bytes, xml: bytes) -> bool:
    root = _RACINE.search(xml[:_TETE])
    prefix = root[1] + b":" if root and root[1] else b""
    return re.search(pattern.replace(b"~", re.escape(prefix)), xml) is not None
