"""The texts of a workbook, each held once, in a form that every Excel opens."""

from __future__ import annotations

import re

LONGUEUR = 32_767
"""The longest text of a cell, in UTF-16 units: Excel repairs a file that holds a longer one."""

_INTERDIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_A_TRAITER = re.compile(r"[&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ECHAPPEMENT_D_EXCEL = re.compile(
    r"_(?=x[0-9A-Fa-f]{4}_)"
)  # Excel would read _x0041_ as the letter A


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
            f'<si><t xml:space="preserve">{_ecrit(texte)}</t></si>' for texte in self._numeros
        )
        return f'{entete} uniqueCount="{len(self._numeros)}">{corps}</sst>'.encode()


def _ecrit(texte: str) -> str:
    if len(texte) > LONGUEUR // 2:
        texte = _coupe(texte)
    if _A_TRAITER.search(texte):
        texte = _INTERDIT.sub("", texte.replace("\r\n", "\n").replace("\r", "\n"))
        texte = texte.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ECHAPPEMENT_D_EXCEL.sub("_x005F_", texte) if "_x" in texte else texte


def _coupe(texte: str) -> str:
    """The text within Excel's limit, its end marked « … » when it is cut."""
    texte = _INTERDIT.sub("", texte)
    unites = texte.encode("utf-16-le")
    if len(unites) <= 2 * LONGUEUR:
        return texte
    return unites[: 2 * (LONGUEUR - 1)].decode("utf-16-le", "ignore") + "…"
