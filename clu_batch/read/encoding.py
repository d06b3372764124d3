"""The letters of a text file: UTF-8, UTF-16, Windows-1252, or those of MS-DOS and of the old Mac,
found by looking at its bytes.

No library does it: those that guess an encoding give a likely one, where a French text has five.
A byte that is no letter stays in the text as a lone surrogate, which no letter is: whoever cuts the
text into cells tells which cell it is.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Callable

from clu_batch.messages import workbooks
from clu_batch.read.container import UnreadableFile, find_utf_16

ILLISIBLE = re.compile("[\x00\ud800-\udfff]+")
"""Bytes that are no letter."""

_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
"""The marks of UTF-32; the first begins as that of UTF-16."""

_SIGNE = re.compile("[\ud800-\udfff]")
_FRANCAIS = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac]")
"""Letters and signs of a French text beyond ASCII.

Two bytes of Windows-1252 that make a sign of UTF-8 by chance nearly never make one of these.
"""
_DEBUTS = (b"\xc2", b"\xc3", b"\xc5", b"\xe2", b"\xe2\x80", b"\xe2\x82")
"""How such a letter begins in UTF-8; in Windows-1252, what no French word ends with."""
_ETRANGER = 0.1
"""Share of the signs from which bytes that are no letter make no text."""

_ANCIENS = ("cp850", "mac_roman")
"""What MS-DOS and the old Mac wrote in French: every byte is a sign, so that only the words tell
whether it is the right one.
"""
_TEMOINS = 5000
"""Signs beyond ASCII by which an old encoding is known."""
_CERTAIN, _POSSIBLE = 0.95, 0.7
"""Share of these signs that French puts where they stand: in the encoding of the file; in another,
at most.
"""
_AU_DELA = re.compile("[^\x00-\x7f]")
_SIGNES_FRANCAIS = frozenset("éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ«»’‘“”–—…€°²³ªº·§")
_DANS_UN_MOT = frozenset("’‘–—-·")


def decode(content: bytes) -> str:
    """Return the text of a file.

    `UnreadableFile` is raised when it ends inside a letter, or is no text.
    """
    if content.startswith(_UTF_32):
        return _decode_utf_32(content)
    utf_16 = find_utf_16(content)
    if utf_16:
        return _decode_utf_16(content, utf_16)
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
    return _decode_old(content) or _decode_windows(content)


def _is_utf_8(content: bytes, text: str) -> bool:
    """Whether a file says that it is in UTF-8, or holds more of its letters than faults."""
    if content.startswith(codecs.BOM_UTF8):
        return True
    good, bad = len(_FRANCAIS.findall(text)), len(_SIGNE.findall(text))
    return good > 0 and good >= bad


def _decode_utf_32(content: bytes) -> str:
    try:
        return content.decode("utf-32")
    except UnicodeDecodeError:
        raise UnreadableFile(workbooks.TEXTE_COUPE) from None


def _decode_utf_16(content: bytes, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    text = decoder.decode(content)
    if decoder.getstate()[0] or "\ud800" <= text[-1:] <= "\udbff":
        raise UnreadableFile(workbooks.TEXTE_COUPE)
    return text


def _decode_utf_8(content: bytes) -> tuple[str, bytes]:
    """The text read as UTF-8, and the bytes of a letter that the end of the file cuts."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    text = decoder.decode(content)
    return text, decoder.getstate()[0]


def _decode_old(content: bytes) -> str:
    """The text in the encoding of MS-DOS or of the old Mac, when it is the only one of which the
    words are French; "" otherwise.
    """
    if _measure_words(content.decode("cp1252", "surrogateescape"), _is_a_letter) > _POSSIBLE:
        return ""
    texts = [content.decode(encoding) for encoding in _ANCIENS]
    shares = [_measure_words(text, _is_french) for text in texts]
    if max(shares) < _CERTAIN or min(shares) > _POSSIBLE:
        return ""
    return texts[shares.index(max(shares))]


def _measure_words(text: str, suits: Callable[[str], bool]) -> float:
    """The share of the first signs beyond ASCII that suit, and stand where a word puts them."""
    places = [sign.start() for sign in itertools.islice(_AU_DELA.finditer(text), _TEMOINS)]
    good = sum(suits(text[place]) and _is_well_placed(text, place) for place in places)
    return good / max(1, len(places))


def _is_french(sign: str) -> bool:
    return sign.isspace() or sign in _SIGNES_FRANCAIS


def _is_a_letter(sign: str) -> bool:
    """Whether a sign is one that someone types, and no byte left as it is."""
    return sign.isspace() or (sign.isprintable() and sign not in "‚ƒ†‡ˆ‹")


def _is_well_placed(text: str, place: int) -> bool:
    """Whether the neighbours of a sign are those of its kind: no capital inside a word in small
    letters, no small letter inside capitals, no sign inside a word.
    """
    before, sign, after = (
        text[max(0, place - 1) : place],
        text[place],
        text[place + 1 : place + 2],
    )
    if not sign.isalpha():
        inside = before.isalpha() and after.isalpha()
        return not inside or sign.isspace() or sign in _DANS_UN_MOT
    if sign.isupper():
        return not before.islower() and not (before.isalpha() and after.islower())
    return not (before.isupper() and after.isupper())


def _decode_windows(content: bytes) -> str:
    """The text read as Windows-1252, five bytes of which are no letter."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "surrogateescape")
    if len(_SIGNE.findall(text)) > _ETRANGER * len(text):
        raise UnreadableFile(workbooks.ENCODAGE_INCONNU)
    return text
