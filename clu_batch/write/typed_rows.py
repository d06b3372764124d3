"""Rows of typed cells in a sheet: dates and numbers for Excel, texts that stay texts whatever they
begin with.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xlsxwriter.format import Format

from clu_batch.kernel.excel.row_heights import compute_row_height
from clu_batch.kernel.excel.xlsx_writer import POINTS_PER_PIXEL, Workbook, XlsxSheet
from clu_batch.kernel.sheet_content import TEXTE, ControlCell, ControlColumn

_EPOCH = dt.date(1899, 12, 30)
_FORMULA = ("=", "+", "-", "@")
_FILTER = 4  # characters that the button of a filter covers
_MOST_LINKS = 65_530  # Excel opens no sheet with more


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; `texte`: begins like a formula, and stays a text when she edits it."""

    format: str = TEXTE
    renvoi: bool = False
    entete: bool = False
    lien: bool = False
    texte: bool = False


class Looks:
    """The looks of the cells of a workbook, each declared to XlsxWriter once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._declared: dict[Style, Format] = {}

    def declare_style(self, style: Style) -> Format:
        """The look of cells of that style."""
        if style not in self._declared:
            self._declared[style] = self._workbook.add_format(_build_properties(style))
        return self._declared[style]


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

    def __init__(self, sheet: XlsxSheet, looks: Looks, colonnes: Sequence[ControlColumn]) -> None:
        self._sheet = sheet
        self._looks = looks
        self._colonnes = colonnes
        self._widths = [compute_column_width(champ) for champ in colonnes]
        self._plain = [
            looks.declare_style(Style(champ.format, _wraps(champ))) for champ in colonnes
        ]
        self._links = 0

    def write(self, lignes: Sequence[Sequence[object]]) -> None:
        """Give the headers their height, and write the rows below them."""
        room = [width - _FILTER for width in self._widths]
        self._set_height(0, zip((champ.titre for champ in self._colonnes), room, strict=True))
        for row, ligne in enumerate(lignes, start=1):
            self._set_height(row, self._list_wrapping(ligne))
            for column, valeur in enumerate(ligne):
                if isinstance(valeur, ControlCell):
                    self._write_cell(row, column, valeur)
                elif isinstance(valeur, str) and valeur.startswith(_FORMULA):
                    self._write_cell(row, column, ControlCell(valeur))
                elif valeur is not None:
                    self._write_value(row, column, valeur, self._plain[column])

    def _set_height(self, row: int, texts: Iterator[tuple[str, float]]) -> None:
        points = compute_row_height(texts)
        if points is not None:
            self._sheet.set_row_pixels(row, points / POINTS_PER_PIXEL)

    def _list_wrapping(self, ligne: Sequence[object]) -> Iterator[tuple[str, float]]:
        """The texts of a row that go to the next line where they do not fit, and the width of
        their columns.
        """
        for column, valeur in enumerate(ligne):
            texte = valeur.valeur if isinstance(valeur, ControlCell) else valeur
            if isinstance(texte, str) and _wraps(self._colonnes[column]):
                yield texte, self._widths[column]

    def _write_cell(self, row: int, column: int, cellule: ControlCell) -> None:
        """Write a cell that has a look of its own, or leads somewhere."""
        champ, valeur = self._colonnes[column], cellule.valeur
        style = Style(
            cellule.format or champ.format,
            _wraps(champ),
            lien=bool(cellule.lien),
            texte=isinstance(valeur, str) and valeur.startswith(_FORMULA),
        )
        look = self._looks.declare_style(style)
        if cellule.lien and self._links < _MOST_LINKS:
            self._links += 1
            self._sheet.write_url(row, column, _format_link(cellule.lien), look, "")
        self._write_value(row, column, valeur, look)

    def _write_value(self, row: int, column: int, valeur: object, look: Format) -> None:
        """Write a value; ValueError for a number that is none (NaN)."""
        number = _convert_number(valeur)
        if number is not None:
            if not math.isfinite(number):
                raise ValueError(f"no number for row {row + 1}, column {column + 1}")
            self._sheet.write_number(row, column, number, look)
        elif valeur is None or valeur == "":
            # an empty text would count as a filled cell in the secretary's own formulas
            self._sheet.write_blank(row, column, None, look)
        else:
            self._sheet.write_words(row, column, _format_text(valeur), look)


def _convert_number(valeur: object) -> float | None:
    """A value as the number that Excel holds, None when it is a text; numbers are never texts, nor
    texts numbers, whatever they look like.
    """
    if isinstance(valeur, str | bool):
        return None
    if isinstance(valeur, int):
        return valeur
    if isinstance(valeur, float | Fraction | Decimal):
        return float(valeur)
    return _count_days(valeur)


def _count_days(valeur: object) -> float | None:
    """A date or a time in days, as Excel counts them; None for anything else."""
    match valeur:
        case dt.datetime():
            return (valeur.date() - _EPOCH).days + _compute_part_of_day(valeur.time())
        case dt.date():
            return (valeur - _EPOCH).days
        case dt.time():
            return _compute_part_of_day(valeur)
    return None


def _format_text(valeur: object) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return str(valeur)


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


def _wraps(champ: ControlColumn) -> bool:
    """Whether what does not fit goes to the next line: a text does, a number or a date never."""
    return champ.format == TEXTE


def _compute_part_of_day(time: dt.time) -> float:
    return (time.hour * 3600 + time.minute * 60 + time.second) / 86_400
