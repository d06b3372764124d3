"""Hours of the day, and durations."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from clu_batch.kernel.folding import clean_text, fold_text
from clu_batch.messages import cells
from clu_batch.parse.numbers import parse_quantity
from clu_batch.parse.outcome import Parsed
from clu_batch.parse.percent_cells import Percent
from clu_batch.parse.texts import format_value, is_empty

_TEXTE_HEURE = re.compile(
    r"(?:a )?(\d{1,2}) ?(?:h|heures?|:) ?(\d{2})?(?: ?(?:minutes?|min|mn|m)|:(\d{2}))?\.?"
)

_TEXTE_MINUTES = re.compile(r"(\d{1,4}) ?(?:minutes?|min|mn|m)?\.?")


def parse_hour(value: object) -> Parsed[dt.time]:
    """An hour of the day, to the minute; a text such as « 14h30 », « 14 h » or « 14:30 » is
    understood.
    """
    if is_empty(value):
        return Parsed()
    if isinstance(value, float) and 0 < value < 1:
        hour = _round_to_minute(value * 86_400)
        return Parsed(hour, cells.HEURE_SANS_FORMAT, {"lu": format_value(hour)})
    read = _parse_text_hour(value) if isinstance(value, str) else _parse_cell_hour(value)
    return Parsed(read, None if read is not None else cells.HEURE_ILLISIBLE)


def parse_duration(value: object) -> Parsed[Decimal]:
    """A duration in minutes: a number, « 15 min », « 1 h 30 », « 0:15 », or a time of Excel.

    « 15 % » is none.
    """
    if isinstance(value, Percent):
        return Parsed(None, cells.DUREE_ILLISIBLE)
    minutes = _TEXTE_MINUTES.fullmatch(fold_text(value)) if isinstance(value, str) else None
    if minutes:
        return Parsed(Decimal(minutes[1]))
    hour = parse_hour(value)
    if hour.valeur is not None and not isinstance(value, dt.date):
        return Parsed(
            Decimal(hour.valeur.hour * 60 + hour.valeur.minute), hour.defaut, hour.faits
        )
    number = parse_quantity(value)
    return (
        Parsed(None, cells.DUREE_ILLISIBLE)
        if number.defaut is cells.NOMBRE_ILLISIBLE
        else number
    )


def _parse_cell_hour(value: object) -> dt.time | None:
    if isinstance(value, dt.datetime | dt.time):
        return _round_to_minute(
            value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        )
    if isinstance(value, dt.timedelta) and 0 <= value.total_seconds() < 86_400:
        return _round_to_minute(value.total_seconds())
    return None


def _parse_text_hour(text: str) -> dt.time | None:
    found = _TEXTE_HEURE.fullmatch(fold_text(clean_text(text)))
    if not found or (found[2] is None and ":" in text):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour < 24 and minute < 60:
        return dt.time(hour, minute)
    return None


def _round_to_minute(seconds: float) -> dt.time:
    """The nearest minute: Excel keeps 14:30 as a fraction of a day that falls a hair short of
    it.
    """
    minutes = min(round(seconds / 60), 24 * 60 - 1)
    return dt.time(minutes // 60, minutes % 60)
