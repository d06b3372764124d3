"""Rows of typed cells in a sheet: each with its look, and as high as its texts need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter.format import Format

from clu_batch.kernel.excel.row_heights import compute_row_height
from clu_batch.kernel.excel.xlsx_writer import POINTS_PER_PIXEL, Workbook, XlsxSheet
from clu_batch.kernel.sheet_content import TEXTE, ControlCell, ControlColumn

_FORMULA = ("=", "+", "-", "@")
_FILTER = 4  # characters that the button of a filter covers
_MOST_LINKS = 65_530  # Excel opens no sheet with more


class Style(NamedTuple):
    """How a cell looks; `texte`: begins like a formula, and stays a text when she edits it."""

    format: str = TEXTE
    renvoi: bool = False
    entete: bool = False
    lien: bool = False
    texte: bool = False


Looks = Callable[[Style], Format]
"""Gives the look of a cell of a workbook."""


def make_looks(workbook: Workbook) -> Looks:
    """Return what declares each look to XlsxWriter when it is first asked."""
    return cache(lambda style: workbook.add_format(_build_properties(style)))


def _build_properties(style: Style) -> dict[str, Any]:
    look: dict[str, Any] = {"num_format": style.format, "valign": "top"}
    if style.renvoi or style.entete:
        look["text_wrap"] = True
    else:  # a number does not touch the text that follows
        look |= {"align": "right", "indent": 1}
    if style.entete:
        look["bold"] = True
    elif style.lien:
        look |= {"font_color": "#0563C1", "underline": 1}
    return look | {"quote_prefix": style.texte}


class RowWriter:
    """Writes the rows of one sheet under its columns."""

    def __init__(
        self, sheet: XlsxSheet, looks: Looks, colonnes: Sequence[ControlColumn]
    ) -> None:
        self._sheet = sheet
        self._looks = looks
        self._colonnes = colonnes
        self._widths = [compute_column_width(champ) for champ in colonnes]
        # what does not fit goes to the next line: a text does, a number or a date never
        self._wraps = [champ.format == TEXTE for champ in colonnes]
        self._plain = [looks(Style(champ.format, champ.format == TEXTE)) for champ in colonnes]
        self._links = 0

    def write(self, lignes: Sequence[Sequence[object]]) -> None:
        """Give the headers their height, and write the rows below them."""
        titres = [champ.titre for champ in self._colonnes]
        self._set_height(
            0, zip(titres, [width - _FILTER for width in self._widths], strict=True)
        )
        for row, ligne in enumerate(lignes, start=1):
            self._set_height(row, self._list_wrapping(ligne))
            for column, valeur in enumerate(ligne):
                if isinstance(valeur, ControlCell):
                    self._write_cell(row, column, valeur)
                elif isinstance(valeur, str) and valeur.startswith(_FORMULA):
                    self._write_cell(row, column, ControlCell(valeur))
                elif valeur is not None:
                    self._sheet.write_value(row, column, valeur, self._plain[column])

    def _set_height(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        points = compute_row_height(texts)
        if points is not None:
            self._sheet.set_row_pixels(row, points / POINTS_PER_PIXEL)

    def _list_wrapping(self, ligne: Sequence[object]) -> Iterator[tuple[str, float]]:
        """List the texts of a row that go to the next line where they do not fit, each with the
        width of its column.
        """
        for valeur, width, wraps in zip(ligne, self._widths, self._wraps, strict=False):
            texte = valeur.valeur if isinstance(valeur, ControlCell) else valeur
            if wraps and isinstance(texte, str):
                yield texte, width

    def _write_cell(self, row: int, column: int, cellule: ControlCell) -> None:
        """Write a cell that has a look of its own, or leads somewhere."""
        champ, valeur = self._colonnes[column], cellule.valeur
        style = Style(
            cellule.format or champ.format,
            self._wraps[column],
            lien=bool(cellule.lien),
            texte=isinstance(valeur, str) and valeur.startswith(_FORMULA),
        )
        look = self._looks(style)
        if cellule.lien and self._links < _MOST_LINKS:
            self._links += 1
            self._sheet.write_url(row, column, _format_link(cellule.lien), look, "")
        self._sheet.write_value(row, column, valeur, look)


def _format_link(link: str) -> str:
    """A link as XlsxWriter names it: to a place of the workbook itself, or to another file."""
    if link.startswith("#"):
        return f"internal:{link[1:]}"
    return f"external:{link}"


def compute_column_width(champ: ControlColumn) -> float:
    """The width of a column in characters: the one declared, or what the longest word of its header
    needs beside its filter button.
    """
    longest = max(map(len, champ.titre.split()), default=0)
    return max(champ.largeur, longest + _FILTER)
