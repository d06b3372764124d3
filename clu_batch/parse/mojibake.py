"""Texts that were written in one encoding and read in another: « AlÃ¨s », « AlŠs » for « Alès »."""

from __future__ import annotations

import re

_OCTETS = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The second byte of a letter of UTF-8, as Windows-1252 shows it."""
_UTF_8_LU_EN_1252 = rf"Ã[{_OCTETS}]|Ã(?=\s|$)|[ÂÅ][{_OCTETS}]|â[€‚][{_OCTETS}]|ï»¿"
_UTF_8_LU_SUR_MAC = "√[^\x00-\x7f]|‚Ä[^\x00-\x7f]|¬[´ª†∞]"
_UTF_8_LU_EN_850 = "├[^\x00-\x7f]|┬[^\x00-\x7f]|ÔÇ[^\x00-\x7f]"
_850_OU_MAC_LU_EN_1252 = (
    r"(?<=[^\W\d_])[‚ƒ‡ˆ‰‹]|‚(?=[^\W\d_])"  # é â ç ê ë ï of cp850, â à of the Mac, by a letter
    r"|(?<=[a-zà-ÿ])[ŠŒŽ]|(?<=[^\W\d_])[ŠŒŽ™](?=[a-zà-ÿ‚Ž])"  # è î, é, ô: no capital in a word
)
_SANS_SIGNE = "[\x80-\x84\x86-\x9f\ufffd]"
"""Signs that no one types: a byte of another encoding left as it is, the mark of a lost letter."""
_MAL_DECODE = re.compile(
    "|".join(
        (
            _UTF_8_LU_EN_1252,
            _UTF_8_LU_SUR_MAC,
            _UTF_8_LU_EN_850,
            _850_OU_MAC_LU_EN_1252,
            _SANS_SIGNE,
        )
    )
)

_RARES = re.compile("[ÃÂÅÔï€‚√¬├┬ƒ‡ˆ‰‹ŠŒŽ™\x80-\x84\x86-\x9f\ufffd]")
"""A sign of each of the forms above that few French texts hold: looked for first, ten times faster.
"""


def is_mojibake(text: str) -> bool:
    """Whether a text holds signs that a wrong encoding makes of letters, as French never puts
    them.
    """
    if text.isascii() or _RARES.search(text) is None:
        return False
    return _MAL_DECODE.search(text) is not None
