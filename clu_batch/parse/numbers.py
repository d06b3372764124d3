"""Numbers as they were typed, whole numbers, percents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from clu_batch.kernel.folding import nettoyer
from clu_batch.messages import cells
from clu_batch.parse.outcome import Lu
from clu_batch.parse.percent_cells import Pourcent
from clu_batch.parse.texts import PLUS_GRAND, comme_tape, montrer, vide

K = TypeVar("K")

_NOMBRE = re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?|[+-]?[.,]\d+")
_MILLIERS_A_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")


def _decimal(text: str) -> Decimal | None:
    text = " ".join(text.replace("\u2212", "-").split())
    if _MILLIERS_A_POINTS.fullmatch(text):
        text = text.replace(".", "")
    return (
        Decimal(text.replace(" ", "").replace(",", "."))
        if _NOMBRE.fullmatch(text) and text.isascii()
        else None
    )


def lire_nombre(value: object) -> Lu[Decimal]:
    """A number as it was typed: 0.85 is exactly Decimal("0.85"); « 1 234,5 » is understood.

    What its cell shows as « 117 % » is 1.17, to be looked at: who sees « 12 % » may have meant 12.
    """
    if vide(value):
        return Lu()
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Lu(None, cells.NOMBRE_DEVENU_DATE)
    number: Decimal | None = None
    if isinstance(value, str):
        number = _decimal(nettoyer(value))
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < PLUS_GRAND:
        number = comme_tape(value)
    elif isinstance(value, Decimal):
        number = value
    if number is None:
        return Lu(None, cells.NOMBRE_ILLISIBLE)
    if isinstance(value, Pourcent):
        return Lu(number, cells.NOMBRE_EN_POURCENTAGE, {"lu": montrer(float(number))})
    return Lu(number)


def lire_quantite(value: object) -> Lu[Decimal]:
    """A number, zero or more: days, people, a rank; « 12 % » is none."""
    if isinstance(value, Pourcent):
        return Lu(None, cells.NOMBRE_ILLISIBLE)
    number = lire_nombre(value)
    return (
        Lu(None, cells.NOMBRE_NEGATIF)
        if number.valeur is not None and number.valeur < 0
        else number
    )


def lire_entier(value: object) -> Lu[int]:
    """A whole number, zero or more: everything counted in the workbooks is; « 1200 % » is none."""
    if isinstance(value, Pourcent):
        return Lu(None, cells.ENTIER_ATTENDU)
    number = lire_nombre(value)
    if number.valeur is None:
        return Lu(None, number.defaut, number.faits)
    if number.valeur != number.valeur.to_integral_value():
        return Lu(None, cells.ENTIER_ATTENDU)
    return Lu(None, cells.ENTIER_NEGATIF) if number.valeur < 0 else Lu(int(number.valeur))


def lire_pourcentage(value: object) -> Lu[Fraction]:
    """A percent as a fraction of 1.

    0 to 1 is a fraction, above 1 to 100 is percent, « 87,5 % » is percent, a bare 1 is 100 %.

    In a cell that shows a percentage, the value is the fraction whatever its size: 1 leaves no
    doubt.
    """
    if isinstance(value, Pourcent):
        return _fraction_de_cellule(value)
    explicit = isinstance(value, str) and nettoyer(value).endswith("%")
    number = lire_nombre(_sans_signe(value) if explicit else value)
    if number.valeur is None:
        illisible = number.defaut is cells.NOMBRE_ILLISIBLE
        defaut = cells.POURCENTAGE_ILLISIBLE if illisible else number.defaut
        return Lu(None, defaut, number.faits)
    if not 0 <= number.valeur <= 100:
        return Lu(None, cells.POURCENTAGE_HORS_BORNES)
    if explicit or number.valeur > 1:
        return Lu(Fraction(number.valeur) / 100)
    return Lu(Fraction(number.valeur), cells.POURCENTAGE_UN if number.valeur == 1 else None)


def _sans_signe(value: object) -> str:
    """What is typed before « % »; « ? », which is no number, when there is nothing."""
    return nettoyer(str(value))[:-1].rstrip() or "?"


def _fraction_de_cellule(value: Pourcent) -> Lu[Fraction]:
    """The fraction that a cell in a percent format holds."""
    if not abs(value) < PLUS_GRAND:
        return Lu(None, cells.POURCENTAGE_ILLISIBLE)
    number = comme_tape(value)
    if not 0 <= number <= 1:
        return Lu(None, cells.POURCENTAGE_HORS_BORNES)
    return Lu(Fraction(number))


def _explicite(value: object) -> bool:
    """Whether a percent says that it is one, by its sign or by the format of its cell."""
    return isinstance(value, Pourcent) or "%" in str(value)


def avec_melanges(
    lus: Mapping[K, Lu[Fraction]], typed: Mapping[K, object]
) -> dict[K, Lu[Fraction]]:
    """The percents of one column, already read: 85 where another cell holds 0,85 is read as 85 %,
    but to be looked at (docs/rules/workbooks.md#percents).
    """
    found = dict(lus)
    numbers = _nombres_nus(lus, typed)
    fractions = [key for key, number in numbers.items() if 0 < number < 1]
    if not fractions:
        return found
    temoin = montrer(typed[fractions[0]])
    for key, number in numbers.items():
        if number > 1:
            found[key] = _mele(lus[key].valeur or Fraction(0), temoin)
    return found


def _nombres_nus(lus: Mapping[K, Lu[Fraction]], typed: Mapping[K, object]) -> dict[K, Decimal]:
    """The numbers of the percents that do not say that they are percents."""
    read = [key for key, lu in lus.items() if lu.valeur is not None]
    bare = [key for key in read if not _explicite(typed[key])]
    return {key: lire_nombre(typed[key]).valeur or Decimal(0) for key in bare}


def _mele(percent: Fraction, temoin: str) -> Lu[Fraction]:
    """A percent to be looked at, beside a cell of its column that holds a fraction."""
    faits = {"lu": _pourcent(percent), "temoin": temoin}
    return Lu(percent, cells.POURCENTAGES_MELANGES, faits)


def _pourcent(value: Fraction) -> str:
    return f"{montrer(float(value * 100))}\u202f%"
