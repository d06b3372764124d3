"""Dates, never month first, and what names a meeting."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from clu_batch.kernel.folding import clean_text, fold_text
from clu_batch.messages import cells
from clu_batch.parse.hours import parse_hour
from clu_batch.parse.outcome import Parsed
from clu_batch.parse.texts import format_value, is_empty, parse_text

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MOIS = {
    "janvier": 1,
    "janv": 1,
    "jan": 1,
    "fevrier": 2,
    "fevr": 2,
    "fev": 2,
    "mars": 3,
    "mar": 3,
    "avril": 4,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "juil": 7,
    "jul": 7,
    "aout": 8,
    "aou": 8,
    "septembre": 9,
    "sept": 9,
    "sep": 9,
    "octobre": 10,
    "oct": 10,
    "novembre": 11,
    "nov": 11,
    "decembre": 12,
    "dec": 12,
}
_SEMAINE = (
    r"(?:le )?"
    r"(?:(?P<semaine>lun(?:di)?|mar(?:di)?|mer(?:c|credi)?|jeu(?:di)?|ven(?:d|dredi)?|sam(?:edi)?"
    r"|dim(?:anche)?)\b[.,]? ?)?(?:le )?"
)
_FUSEAU = r"(?: ?[ap]m)?(?: (?:utc|gmt)(?:[+ ]\d{1,2})?)?"
_MINUTES = r"(?:[:h] ?\d{0,2}(?::\d{2}(?:\.\d+)?)?)"
_HEURE = rf"(?:(?:,? | a |t)(?P<heure>\d{{1,2}} ?{_MINUTES}{_FUSEAU}))?"
_CHIFFRES = re.compile(
    rf"{_SEMAINE}(?P<a>\d{{1,2}}) ?[ /.] ?(?P<b>\d{{1,2}})(?: ?[ /.]"
    rf" ?(?P<annee>\d{{4}}|\d{{2}}))?\.?{_HEURE}"
)
_LETTRES = re.compile(
    rf"{_SEMAINE}(?P<a>\d{{1,2}})(?: ?er)?[ /](?P<mois>{'|'.join(_MOIS)})\b\.?(?:["
    rf" /]?(?P<annee>\d{{4}}|\d{{2}}))?{_HEURE}"
)
_ISO = re.compile(
    rf"(?P<annee>\d{{4}}) ?[ /.] ?(?P<b>\d{{1,2}}) ?[ /.] ?(?P<a>\d{{1,2}}){_HEURE}(?:z| ?[+"
    r" ]\d{2}:?\d{2})?"
)
_SANS_JOUR = re.compile(
    rf"(?:{'|'.join(_MOIS)})\.? ?(?:\d{{4}}|\d{{2}})|\d{{1,2}} ?[/.] ?\d{{4}}"
)
_EPOQUE = dt.date(1899, 12, 30)
_EPOQUE_1904 = dt.date(1904, 1, 1)
_SERIE = (20_000, 80_000)
_PREMIERE_ANNEE = 2000


def parse_date(value: object, *, epoque_1904: bool = False) -> Parsed[dt.date]:
    """A date, never month first; an hour is dropped. `epoque_1904`: the calendar of the workbook,
    for an unformatted number.

    Whether the date is plausible (after 2000, not too far) is for `check_horizon`, which knows the
    day of the run.
    """
    if is_empty(value):
        return Parsed()
    if isinstance(value, dt.datetime):
        return Parsed(value.date())
    if isinstance(value, dt.date):
        return Parsed(value)
    if isinstance(value, str):
        return _parse_text_date(clean_text(value), epoque_1904)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _parse_serial_date(float(value), epoque_1904)
    return Parsed(None, cells.DATE_ILLISIBLE)


def _parse_serial_date(value: float, epoque_1904: bool) -> Parsed[dt.date]:
    if not _SERIE[0] <= value <= _SERIE[1]:
        return Parsed(None, cells.DATE_ILLISIBLE)
    date = (_EPOQUE_1904 if epoque_1904 else _EPOQUE) + dt.timedelta(days=int(value))
    return Parsed(date, cells.DATE_SANS_FORMAT, {"lu": format_value(date)})


def _parse_text_date(text: str, epoque_1904: bool) -> Parsed[dt.date]:
    folded = fold_text(text)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", folded):
        return _parse_serial_date(float(folded.replace(",", ".")), epoque_1904)
    match = _ISO.fullmatch(folded) or _CHIFFRES.fullmatch(folded) or _LETTRES.fullmatch(folded)
    if not match:
        return Parsed(
            None,
            cells.DATE_SANS_JOUR if _SANS_JOUR.fullmatch(folded) else cells.DATE_ILLISIBLE,
        )
    if not match["annee"]:
        return Parsed(None, cells.DATE_SANS_ANNEE)
    return _build_date(match)


def _build_date(match: re.Match[str]) -> Parsed[dt.date]:
    """A date whose day, month and year were all typed."""
    parts = match.groupdict()
    year = int(parts["annee"]) + (2000 if len(parts["annee"]) == 2 else 0)
    day, month = int(parts["a"]), _MOIS[parts["mois"]] if "mois" in parts else int(parts["b"])
    try:
        date = dt.date(year, month, day)
    except ValueError:
        swapped = match.re is _CHIFFRES and day <= 12 < month <= 31
        return Parsed(None, cells.DATE_MOIS_EN_PREMIER if swapped else cells.DATE_IMPOSSIBLE)
    if parts.get("semaine") and not JOURS[date.weekday()].startswith(parts["semaine"]):
        return Parsed(date, cells.JOUR_DE_SEMAINE, {"jour": JOURS[date.weekday()]})
    if len(parts["annee"]) == 2:
        return Parsed(date, cells.ANNEE_SUR_DEUX_CHIFFRES, {"lu": format_value(date)})
    return Parsed(date)


def is_day_month_ambiguous(value: object) -> bool:
    """Whether a date was typed as a text whose day and month could be exchanged: « 03/12/2026 »,
    not « 03/03/2026 », which would stay what it is.
    """
    match = (
        _CHIFFRES.fullmatch(fold_text(clean_text(value))) if isinstance(value, str) else None
    )
    if match is None or match["semaine"]:
        return False
    first, second = int(match["a"]), int(match["b"])
    return first != second and max(first, second) <= 12


_AMERICAINE = re.compile(r"\d ?[ap]m\b", re.IGNORECASE)


def has_american_hour(value: object) -> bool:
    """Whether a date was typed as a text, in figures, with an hour of twelve: « 3/12/2026 2:22 PM
    », not « 2026/03/12 2:22 PM ».
    """
    if not isinstance(value, str) or not _AMERICAINE.search(value):
        return False
    return _CHIFFRES.fullmatch(fold_text(clean_text(value))) is not None


def check_horizon(date: dt.date, j: dt.date, horizon: int) -> Parsed[dt.date] | None:
    """The defect of a date before 2000 or more than `horizon` days after J, None when the date is
    plausible.
    """
    if date.year < _PREMIERE_ANNEE:
        return Parsed(None, cells.DATE_TROP_ANCIENNE)
    if (date - j).days > horizon:
        return Parsed(
            None,
            cells.DATE_TROP_LOINTAINE,
            {"limite": format_value(j + dt.timedelta(days=horizon + 1))},
        )
    return None


def keep_hour(date: Parsed[Any], value: object) -> Parsed[Any]:
    """Return what was read of a cell with the hour typed after the date, when there is one."""
    if not isinstance(date.valeur, dt.date):
        return date
    hour = parse_hour(_cut_hour(value)).valeur
    if hour is None or hour == dt.time():
        return date
    return Parsed(dt.datetime.combine(date.valeur, hour), date.defaut, date.faits)


def _cut_hour(value: object) -> object:
    """Return what a cell says of the hour; None when it says nothing of it."""
    if isinstance(value, dt.datetime):
        return value.time()
    if not isinstance(value, str):
        return None
    folded = fold_text(clean_text(value))
    match = _ISO.fullmatch(folded) or _CHIFFRES.fullmatch(folded) or _LETTRES.fullmatch(folded)
    if match:
        return match["heure"]
    return None


def parse_reunion(value: object, *, epoque_1904: bool = False) -> Parsed[dt.date | str]:
    """What names a meeting: its date, or else its N° as a text; a number too small for a date of
    this century is a N° (20261).
    """
    date = parse_date(value, epoque_1904=epoque_1904)
    if date.valeur is not None and not (
        date.defaut is cells.DATE_SANS_FORMAT and date.valeur.year < _PREMIERE_ANNEE
    ):
        return Parsed(date.valeur, date.defaut, date.faits)
    if isinstance(value, str) and date.defaut in {
        cells.DATE_IMPOSSIBLE,
        cells.DATE_MOIS_EN_PREMIER,
    }:
        return Parsed(None, date.defaut, date.faits)
    text = parse_text(value)
    return Parsed(text.valeur, text.defaut, text.faits)
