"""Periods of the figures and the period they are compared with
(docs/rules/periods.md#comparison).
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from clu_batch.rules.model import Periode

_JOUR = dt.timedelta(days=1)
_ANNEE = pd.DateOffset(years=1)


def find_douze_mois(a: dt.date) -> Periode:
    """The 12 complete calendar months that end on or before `a`."""
    last = pd.Period(a + _JOUR, "M") - 1
    first = last - 11
    return Periode(first.start_time.date(), last.end_time.date())


def find_precedente(periode: Periode) -> Periode:
    """The comparison period: each bound one year earlier; for a period of more than a year, the one
    just before.

    29 February becomes 28, and an end that is the last day of its month stays so.
    """
    du, au = pd.Timestamp(periode.du), pd.Timestamp(periode.au)
    if au >= du + _ANNEE:
        return _find_just_before(periode)
    avant = au - _ANNEE
    if au.is_month_end:
        avant += pd.offsets.MonthEnd(0)
    return Periode((du - _ANNEE).date(), avant.date())


def _find_just_before(periode: Periode) -> Periode:
    """As many months when they are whole, else as many days."""
    au = periode.du - _JOUR
    first, last = pd.Period(periode.du, "M"), pd.Period(periode.au, "M")
    if periode == Periode(first.start_time.date(), last.end_time.date()):
        mois = pd.period_range(first, last)
        return Periode((first - len(mois)).start_time.date(), au)
    return Periode(au - (periode.au - periode.du), au)
