"""Rows of typed cells as the XML of a sheet: dates and numbers for Excel, texts that stay texts
whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from clu_batch.excel.hauteur import hauteur
from clu_batch.excel.textes import Textes
from clu_batch.feuilles import TEXTE, Cellule, ColonneDeFeuille

_POLICE, _CORPS = "Calibri", 11
_EPOQUE = dt.date(1899, 12, 30)
_FORMULE = ("=", "+", "-", "@")
_FILTRE = 4  # characters that the button of a filter covers


class Lien(NamedTuple):
    """A cell that leads somewhere."""

    cellule: str
    cible: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; `texte`: begins like a formula, and stays a text when she edits it."""

    format: str = TEXTE
    renvoi: bool = False
    entete: bool = False
    lien: bool = False
    texte: bool = False


class Styles:
    """The styles of a workbook, each declared to openpyxl once."""

    def __init__(self, classeur: Workbook) -> None:
        self._brouillon = classeur.create_sheet()  # a cell needs a sheet to declare its style
        classeur.remove(self._brouillon)
        self._numeros: dict[Style, int] = {}

    def numero(self, style: Style) -> int:
        """The number that cells of that style carry in the XML."""
        if style not in self._numeros:
            cellule = Cell(self._brouillon, row=1, column=1)
            cellule.number_format = style.format
            if style.renvoi or style.entete:
                cellule.alignment = Alignment(vertical="top", wrap_text=True)
            else:  # a number does not touch the text that follows
                cellule.alignment = Alignment(horizontal="right", vertical="top", indent=1)
            if style.entete:
                cellule.font = Font(name=_POLICE, size=_CORPS, bold=True)
            elif style.lien:
                cellule.font = Font(name=_POLICE, size=_CORPS, color="0563C1", underline="single")
            cellule.quotePrefix = style.texte
            self._numeros[style] = cellule.style_id
        return self._numeros[style]


class Lignes:
    """The rows of one sheet under its columns; the links met on the way are kept."""

    def __init__(
        self, styles: Styles, textes: Textes, colonnes: Sequence[ColonneDeFeuille]
    ) -> None:
        self.liens: list[Lien] = []
        self._styles = styles
        self._textes = textes
        self._colonnes = colonnes
        self._lettres = [get_column_letter(rang) for rang in range(1, len(colonnes) + 1)]
        self._numeros = [styles.numero(Style(champ.format, _renvoie(champ))) for champ in colonnes]

    def xml(self, lignes: Sequence[Sequence[object]]) -> bytes:
        """The `sheetData` element: the headers, then the rows."""
        entete = self._styles.numero(Style(entete=True))
        titres = "".join(
            self._texte(champ.titre, f"{x}1", entete)
            for x, champ in zip(self._lettres, self._colonnes, strict=True)
        )
        place = [largeur(champ) for champ in self._colonnes]
        haut = hauteur(
            (champ.titre, utile - _FILTRE)
            for champ, utile in zip(self._colonnes, place, strict=True)
        )
        morceaux = [f'<sheetData><row r="1"{_ht(haut)}>{titres}</row>']
        for numero, ligne in enumerate(lignes, start=2):
            haut = hauteur((texte, place[rang]) for rang, texte in self._qui_renvoient(ligne))
            morceaux.append(f'<row r="{numero}"{_ht(haut)}>')
            morceaux += [
                self._cellule(valeur, rang, numero)
                for rang, valeur in enumerate(ligne)
                if valeur is not None
            ]
            morceaux.append("</row>")
        morceaux.append("</sheetData>")
        return "".join(morceaux).encode()

    def _qui_renvoient(self, ligne: Sequence[object]) -> Iterator[tuple[int, str]]:
        """The texts of a row that go to the next line where they do not fit."""
        for rang, valeur in enumerate(ligne):
            texte = valeur.valeur if isinstance(valeur, Cellule) else valeur
            if isinstance(texte, str) and _renvoie(self._colonnes[rang]):
                yield rang, texte

    def _cellule(self, valeur: object, rang: int, ligne: int) -> str:
        adresse = f"{self._lettres[rang]}{ligne}"
        if not isinstance(valeur, Cellule):
            if isinstance(valeur, str) and valeur.startswith(_FORMULE):
                valeur = Cellule(valeur)
            else:
                return self._valeur(valeur, adresse, self._numeros[rang])
        champ = self._colonnes[rang]
        if valeur.lien:
            self.liens.append(Lien(adresse, valeur.lien))
        formule = isinstance(valeur.valeur, str) and valeur.valeur.startswith(_FORMULE)
        style = Style(
            valeur.format or champ.format, _renvoie(champ), lien=bool(valeur.lien), texte=formule
        )
        return self._valeur(valeur.valeur, adresse, self._styles.numero(style))

    def _valeur(self, valeur: object, adresse: str, style: int) -> str:
        """One cell; numbers are never texts, nor texts numbers, whatever they look like. ValueError
        for a number that is none (NaN).
        """
        match valeur:
            case (
                None | ""
            ):  # an empty text would count as a filled cell in the secretary's own formulas
                return f'<c r="{adresse}" s="{style}"/>'
            case str():
                return self._texte(valeur, adresse, style)
            case bool():
                return self._texte("oui" if valeur else "non", adresse, style)
            case int():
                nombre = str(valeur)
            case float() | Fraction() | Decimal():
                nombre = repr(float(valeur))
                if not math.isfinite(float(valeur)):
                    raise ValueError(f"no number for {adresse}")
            case dt.datetime():
                nombre = repr((valeur.date() - _EPOQUE).days + _part_du_jour(valeur.time()))
            case dt.date():
                nombre = str((valeur - _EPOQUE).days)
            case dt.time():
                nombre = repr(_part_du_jour(valeur))
            case _:
                return self._texte(str(valeur), adresse, style)
        return f'<c r="{adresse}" s="{style}"><v>{nombre}</v></c>'

    def _texte(self, texte: str, adresse: str, style: int) -> str:
        return f'<c r="{adresse}" s="{style}" t="s"><v>{self._textes.numero(texte)}</v></c>'


def largeur(champ: ColonneDeFeuille) -> float:
    """The width of a column in characters: the one declared, or what the longest word of its header
    needs beside its filter button.
    """
    return max(champ.largeur, max(map(len, champ.titre.split()), default=0) + _FILTRE)


def _ht(points: float | None) -> str:
    return "" if points is None else f' ht="{points:g}"'


def _renvoie(champ: ColonneDeFeuille) -> bool:
    """Whether what does not fit goes to the next line: a text does, a number or a date never."""
    return champ.format == TEXTE


def _part_du_jour(t: dt.time) -> float:
    return (t.hour * 3600 + t.minute * 60 + t.second) / 86_400
