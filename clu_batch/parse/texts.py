"""Texts: what they number, whether they hold anything, how the cell shows them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from clu_batch.kernel.folding import clean_text, fold_text
from clu_batch.messages import cells
from clu_batch.parse.outcome import Parsed
from clu_batch.parse.percent_cells import Percent


def fold_numero(text: str) -> str:
    """A number as it is compared: « 2026-01 », « n° 2026/1 » and « 2026-1 » are the same, as are «
    1. », « Point 1 » and « 1 ».
    """
    words = re.findall(r"\d+|[^\W\d_]+", fold_text(text))
    while len(words) > 1 and words[0] in _AVANT_UN_NUMERO:
        del words[0]
    return " ".join(
        str(int(word)) if word.isdecimal() else word for word in words
    ) or fold_text(text)


_AVANT_UN_NUMERO = frozenset({"n", "no", "nr", "num", "numero", "point", "reunion"})


def list_numeros(date: dt.date) -> tuple[str, ...]:
    """The numbers, as they are compared, that Excel takes for this date: « 2026-1 » and « 1-2026 »
    for the 1st of January 2026.
    """
    if date.day == 1:
        return (f"{date.year} {date.month}", f"{date.month} {date.year}")
    return ()


def format_value(value: object) -> str:
    """A value as the person sees it in the cell: 12/03/2026, 14:30, 0,85, 85 %, VRAI."""
    match value:
        case None:
            return ""
        case bool():
            return "VRAI" if value else "FAUX"
        case dt.date() | dt.time() | dt.timedelta():
            return _format_time(value)
        case Percent() if abs(value) < PLUS_GRAND:
            return f"{format_value(float(restore_typed(value) * 100))}\u202f%"
        case int() | float() if abs(value) < PLUS_GRAND:
            return format(restore_typed(value), "f").replace(".", ",")
    return str(value)


PLUS_GRAND = 1e300
"""Beyond it a number is no entry: a bound that also excludes what is not finite."""


def _format_time(value: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{_format_time(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/}{value.year:04}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def restore_typed(value: float) -> Decimal:
    """A number of a cell as it was typed: Excel shows 15 digits at most, and 0.1 + 0.2 is 0.3
    there. ValueError if it is not finite.
    """
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        raise ValueError("not a finite number")
    return (
        number.quantize(Decimal(1))
        if number == number.to_integral_value() and number.adjusted() < 25
        else number
    )


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing: None, or a text of blanks and invisible characters."""
    if not isinstance(value, str):
        return value is None
    # nearly every text begins with what no cleaning takes away
    return not value[:1].isalnum() and not clean_text(value)


def parse_numero(value: object) -> Parsed[str]:
    """A number as a text; one that Excel took for a date is put back, year first."""
    if not isinstance(value, dt.date):
        return parse_text(value)
    shown = f"{value.year}-{value.month}" if value.day == 1 else format_value(value)
    return Parsed(shown, cells.NUMERO_DEVENU_DATE, {"lu": shown})


def parse_text(value: object) -> Parsed[str]:
    """A text; what Excel took for a number, a date or a truth value is put back as it is seen
    (30000.0 -> « 30000 »).
    """
    text = clean_text(value) if isinstance(value, str) else format_value(value)
    if not text:
        return Parsed()
    return Parsed(text, cells.RENVOI) if text.casefold() in RENVOIS else Parsed(text)


RENVOIS = frozenset({'"', "''", "’’", "»", "〃", "//", '-"-', "idem", "id.", "dito"})
"""What people write under a value that they do not want to write again."""
