"""Periods of the figures and the period they are compared with
(docs/rules/periods.md#comparison).
"""

from __future__ import annotations

import calendar
import datetime as dt

from clu_batch.rules.model import Periode

_JOUR = dt.timedelta(days=1)


def _is_end_of_mois(day: dt.date) -> bool:
    return (day + _JOUR).day == 1


def _add_mois(day: dt.date, mois: int) -> dt.date:
    """The same day `mois` months later (earlier when negative), brought back to the end of a
    shorter month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + mois, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _find_end_of_mois(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def find_douze_mois(a: dt.date) -> Periode:
    """The 12 complete calendar months that end on or before `a`."""
    au = a if _is_end_of_mois(a) else a.replace(day=1) - _JOUR
    return Periode(_add_mois(au.replace(day=1), -11), au)


def find_precedente(periode: Periode) -> Periode:
    """The comparison period: each bound one year earlier; for a period of more than a year, the one
    just before.

    29 February becomes 28, and an end that is the last day of its month stays so.
    """
    if periode.au >= _add_mois(periode.du, 12):
        return _find_just_before(periode)
    au = _add_mois(periode.au, -12)
    return Periode(
        _add_mois(periode.du, -12), _find_end_of_mois(au) if _is_end_of_mois(periode.au) else au
    )


def _find_just_before(periode: Periode) -> Periode:
    au = periode.du - _JOUR
    if periode.du.day == 1 and _is_end_of_mois(periode.au):
        mois = (periode.au.year - periode.du.year) * 12 + periode.au.month - periode.du.month + 1
        return Periode(_add_mois(periode.du, -mois), au)
    return Periode(au - (periode.au - periode.du), au)
