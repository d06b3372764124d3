"""The texts of a workbook, each held once, in a form that every Excel opens."""

from __future__ import annotations

import re

LONGUEUR = 32_767
"""The longest text of a cell, in UTF-16 units: Excel repairs a file that holds a longer one."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TO_MEND = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Excel would read _x0041_ as the letter A
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Textes:
    """The shared strings of a workbook, numbered as they come."""

    def __init__(self) -> None:
        self._numeros: dict[str, int] = {}
        self._emplois = 0

    def numero(self, texte: str) -> int:
        """The number of a text in the table."""
        self._emplois += 1
        return self._numeros.setdefault(texte, len(self._numeros))

    def xml(self) -> bytes:
        """The part `sharedStrings`."""
        entete = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f' count="{self._emplois}"'
        )
        corps = "".join(
            f'<si><t xml:space="preserve">{_escaped(texte)}</t></si>' for texte in self._numeros
        )
        return f'{entete} uniqueCount="{len(self._numeros)}">{corps}</sst>'.encode()


def for_excel(text: str) -> str:
    """A text as a cell can hold it: without the characters that XML forbids, its lines ended as
    Excel ends them, cut at Excel's limit.
    """
    if len(text) > LONGUEUR // 2:
        text = _cut(text)
    if _TO_MEND.search(text):
        text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text


def _escaped(text: str) -> str:
    text = for_excel(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EXCEL_ESCAPE.sub("_x005F_", text)


def _cut(text: str) -> str:
    """The text within Excel's limit, its end marked « … » when it is cut."""
    text = _FORBIDDEN.sub("", text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGUEUR:
        return text
    return units[: 2 * (LONGUEUR - 1)].decode("utf-16-le", "ignore") + "…"
