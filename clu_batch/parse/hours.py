"""Hours of the day, and durations."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from clu_batch.kernel.folding import nettoyer, plier
from clu_batch.messages import cells
from clu_batch.parse.numbers import lire_quantite
from clu_batch.parse.outcome import Lu
from clu_batch.parse.percent_cells import Pourcent
from clu_batch.parse.texts import montrer, vide

_TEXTE_HEURE = re.compile(
    r"(?:a )?(\d{1,2}) ?(?:h|heures?|:) ?(\d{2})?(?: ?(?:minutes?|min|mn|m)|:(\d{2}))?\.?"
)

_TEXTE_MINUTES = re.compile(r"(\d{1,4}) ?(?:minutes?|min|mn|m)?\.?")


def lire_heure(value: object) -> Lu[dt.time]:
    """An hour of the day, to the minute; a text such as « 14h30 », « 14 h » or « 14:30 » is
    understood.
    """
    if vide(value):
        return Lu()
    if isinstance(value, float) and 0 < value < 1:
        hour = _minute(value * 86_400)
        return Lu(hour, cells.HEURE_SANS_FORMAT, {"lu": montrer(hour)})
    read = _heure_de_texte(value) if isinstance(value, str) else _heure_de_cellule(value)
    return Lu(read, None if read is not None else cells.HEURE_ILLISIBLE)


def lire_duree(value: object) -> Lu[Decimal]:
    """A duration in minutes: a number, « 15 min », « 1 h 30 », « 0:15 », or a time of Excel.

    « 15 % » is none.
    """
    if isinstance(value, Pourcent):
        return Lu(None, cells.DUREE_ILLISIBLE)
    minutes = _TEXTE_MINUTES.fullmatch(plier(value)) if isinstance(value, str) else None
    if minutes:
        return Lu(Decimal(minutes[1]))
    hour = lire_heure(value)
    if hour.valeur is not None and not isinstance(value, dt.date):
        return Lu(Decimal(hour.valeur.hour * 60 + hour.valeur.minute), hour.defaut, hour.faits)
    number = lire_quantite(value)
    return Lu(None, cells.DUREE_ILLISIBLE) if number.defaut is cells.NOMBRE_ILLISIBLE else number


def _heure_de_cellule(value: object) -> dt.time | None:
    if isinstance(value, dt.datetime | dt.time):
        return _minute(
            value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        )
    if isinstance(value, dt.timedelta) and 0 <= value.total_seconds() < 86_400:
        return _minute(value.total_seconds())
    return None


def _heure_de_texte(text: str) -> dt.time | None:
    found = _TEXTE_HEURE.fullmatch(plier(nettoyer(text)))
    if not found or (found[2] is None and ":" in text):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _minute(seconds: float) -> dt.time:
    """The nearest minute: Excel keeps 14:30 as a fraction of a day that falls a hair short of
    it.
    """
    minutes = min(round(seconds / 60), 24 * 60 - 1)
    return dt.time(minutes // 60, minutes % 60)
