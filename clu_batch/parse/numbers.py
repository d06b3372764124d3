"""Numbers as they were typed, whole numbers, percents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.folding import clean_text
from clu_batch.messages import cells
from clu_batch.parse.outcome import Parsed
from clu_batch.parse.percent_cells import Percent
from clu_batch.parse.texts import PLUS_GRAND, format_value, is_empty, restore_typed

_NOMBRE = re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?|[+-]?[.,]\d+")
_MILLIERS_A_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")


def _parse_decimal(text: str) -> Decimal | None:
    text = " ".join(text.replace("\u2212", "-").split())
    if _MILLIERS_A_POINTS.fullmatch(text):
        text = text.replace(".", "")
    return (
        Decimal(text.replace(" ", "").replace(",", "."))
        if _NOMBRE.fullmatch(text) and text.isascii()
        else None
    )


def parse_number(value: object) -> Parsed[Decimal]:
    """A number as it was typed: 0.85 is exactly Decimal("0.85"); « 1 234,5 » is understood.

    What its cell shows as « 117 % » is 1.17, to be looked at: who sees « 12 % » may have meant 12.
    """
    if is_empty(value):
        return Parsed()
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Parsed(None, cells.NOMBRE_DEVENU_DATE)
    number: Decimal | None = None
    if isinstance(value, str):
        number = _parse_decimal(clean_text(value))
    elif (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < PLUS_GRAND
    ):
        number = restore_typed(value)
    elif isinstance(value, Decimal):
        number = value
    if number is None:
        return Parsed(None, cells.NOMBRE_ILLISIBLE)
    if isinstance(value, Percent):
        return Parsed(number, cells.NOMBRE_EN_POURCENTAGE, {"lu": format_value(float(number))})
    return Parsed(number)


def parse_quantity(value: object) -> Parsed[Decimal]:
    """A number, zero or more: days, people, a rank; « 12 % » is none."""
    if isinstance(value, Percent):
        return Parsed(None, cells.NOMBRE_ILLISIBLE)
    number = parse_number(value)
    return (
        Parsed(None, cells.NOMBRE_NEGATIF)
        if number.valeur is not None and number.valeur < 0
        else number
    )


def parse_integer(value: object) -> Parsed[int]:
    """A whole number, zero or more: everything counted in the workbooks is; « 1200 % » is none."""
    if isinstance(value, Percent):
        return Parsed(None, cells.ENTIER_ATTENDU)
    number = parse_number(value)
    if number.valeur is None:
        return Parsed(None, number.defaut, number.faits)
    if number.valeur != number.valeur.to_integral_value():
        return Parsed(None, cells.ENTIER_ATTENDU)
    if number.valeur < 0:
        return Parsed(None, cells.ENTIER_NEGATIF)
    return Parsed(int(number.valeur))


def parse_percentage(value: object) -> Parsed[Fraction]:
    """A percent as a fraction of 1.

    0 to 1 is a fraction, above 1 to 100 is percent, « 87,5 % » is percent, a bare 1 is 100 %.

    In a cell that shows a percentage, the value is the fraction whatever its size: 1 leaves no
    doubt.
    """
    if isinstance(value, Percent):
        return _parse_cell_fraction(value)
    explicit = isinstance(value, str) and clean_text(value).endswith("%")
    number = parse_number(_strip_sign(value) if explicit else value)
    if number.valeur is None:
        illisible = number.defaut is cells.NOMBRE_ILLISIBLE
        defaut = cells.POURCENTAGE_ILLISIBLE if illisible else number.defaut
        return Parsed(None, defaut, number.faits)
    if not 0 <= number.valeur <= 100:
        return Parsed(None, cells.POURCENTAGE_HORS_BORNES)
    if explicit or number.valeur > 1:
        return Parsed(Fraction(number.valeur) / 100)
    return Parsed(Fraction(number.valeur), cells.POURCENTAGE_UN if number.valeur == 1 else None)


def _strip_sign(value: object) -> str:
    """What is typed before « % »; « ? », which is no number, when there is nothing."""
    return clean_text(str(value))[:-1].rstrip() or "?"


def _parse_cell_fraction(value: Percent) -> Parsed[Fraction]:
    """The fraction that a cell in a percent format holds."""
    if not abs(value) < PLUS_GRAND:
        return Parsed(None, cells.POURCENTAGE_ILLISIBLE)
    number = restore_typed(value)
    if not 0 <= number <= 1:
        return Parsed(None, cells.POURCENTAGE_HORS_BORNES)
    return Parsed(Fraction(number))


def _is_explicit(value: object) -> bool:
    """Whether a percent says that it is one, by its sign or by the format of its cell."""
    return isinstance(value, Percent) or "%" in str(value)


def flag_mixed_percents(
    lus: Sequence[Parsed[Fraction]], typed: Sequence[object]
) -> list[Parsed[Fraction]]:
    """The percents of one column, already read: 85 where another cell holds 0,85 is read as 85 %,
    but to be looked at (docs/rules/workbooks.md#percents).
    """
    numbers = [_find_bare_number(lu, value) for lu, value in zip(lus, typed, strict=True)]
    fractions = [value for number, value in zip(numbers, typed, strict=True) if 0 < number < 1]
    if not fractions:
        return list(lus)
    temoin = format_value(fractions[0])
    return [
        _flag_mixed(lu.valeur or Fraction(0), temoin) if number > 1 else lu
        for number, lu in zip(numbers, lus, strict=True)
    ]


def _find_bare_number(lu: Parsed[Fraction], typed: object) -> Decimal:
    """The number of a percent that does not say that it is one; 0 for any other."""
    if lu.valeur is None or _is_explicit(typed):
        return Decimal(0)
    return parse_number(typed).valeur or Decimal(0)


def _flag_mixed(percent: Fraction, temoin: str) -> Parsed[Fraction]:
    """A percent to be looked at, beside a cell of its column that holds a fraction."""
    faits = {"lu": _format_percent(percent), "temoin": temoin}
    return Parsed(percent, cells.POURCENTAGES_MELANGES, faits)


def _format_percent(value: Fraction) -> str:
    return f"{format_value(float(value * 100))}\u202f%"
