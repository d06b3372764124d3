"""Hold each text of a workbook once, in a form that every Excel opens."""

from __future__ import annotations

import re

LONGUEUR = 32_767
"""The longest text of a cell, in UTF-16 units: Excel repairs a file that holds a longer one."""

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_TO_MEND = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_for_excel(text: str) -> str:
    """Return a text as a cell can hold it: without the characters that XML forbids, with Excel's
    line ends, cut at Excel's limit.
    """
    if len(text) > LONGUEUR // 2:
        text = _cut_text(text)
    if _TO_MEND.search(text):
        text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text


def _cut_text(text: str) -> str:
    """Return the text within Excel's limit, its end marked « … » when it is cut."""
    text = _FORBIDDEN.sub("", text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGUEUR:
        return text
    return units[: 2 * (LONGUEUR - 1)].decode("utf-16-le", "ignore") + "…"
