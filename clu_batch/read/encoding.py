"""The letters of a text file: UTF-8, UTF-16 or Windows-1252, found by looking at its bytes.

No library does it: those that guess an encoding give a likely one, where a French text has three.
A byte that is no letter stays in the text as a lone surrogate, which no letter is: whoever cuts the
text into cells tells which cell it is.
"""

from __future__ import annotations

import codecs
import re

from clu_batch.messages import workbooks
from clu_batch.read.container import UnreadableFile

ILLISIBLE = re.compile("[\ud800-\udfff]+")
"""Bytes that are no letter."""

_SIGNE = re.compile("[\ud800-\udfff]")
_FRANCAIS = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac]")
"""Letters and signs of a French text beyond ASCII.

Two bytes of Windows-1252 that make a sign of UTF-8 by chance nearly never make one of these.
"""
_DEBUTS = (b"\xc2", b"\xc3", b"\xc5", b"\xe2", b"\xe2\x80", b"\xe2\x82")
"""How such a letter begins in UTF-8; in Windows-1252, what no French word ends with."""
_ETRANGER = 0.1
"""Share of the signs from which bytes that are no letter make no text."""


def decode(content: bytes) -> str:
    """Return the text of a file.

    `UnreadableFile` is raised when it ends inside a letter, or is no text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf_16(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text, cut = _decode_utf_8(content)
    if _is_utf_8(content, text):
        if cut:
            raise UnreadableFile(workbooks.TEXTE_COUPE)
        return text
    if cut in _DEBUTS and not (_FRANCAIS.search(text) or _SIGNE.search(text)):
        raise UnreadableFile(workbooks.TEXTE_COUPE)
    return _decode_windows(content)


def _is_utf_8(content: bytes, text: str) -> bool:
    """Whether a file says that it is in UTF-8, or holds more of its letters than faults."""
    if content.startswith(codecs.BOM_UTF8):
        return True
    good, bad = len(_FRANCAIS.findall(text)), len(_SIGNE.findall(text))
    return good > 0 and good >= bad


def _decode_utf_16(content: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-16")("surrogatepass")
    text = decoder.decode(content)
    if decoder.getstate()[0] or "\ud800" <= text[-1:] <= "\udbff":
        raise UnreadableFile(workbooks.TEXTE_COUPE)
    return text


def _decode_utf_8(content: bytes) -> tuple[str, bytes]:
    """The text read as UTF-8, and the bytes of a letter that the end of the file cuts."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    text = decoder.decode(content)
    return text, decoder.getstate()[0]


def _decode_windows(content: bytes) -> str:
    """The text read as Windows-1252, five bytes of which are no letter."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "surrogateescape")
    if len(_SIGNE.findall(text)) > _ETRANGER * len(text):
        raise UnreadableFile(workbooks.FICHIER_ETRANGER)
    return text
