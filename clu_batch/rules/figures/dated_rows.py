"""Tell which rows of a frame are dated in a period, and which after the day of the run
(docs/rules/periods.md#period).
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frames import SHEET_LEVELS, CheckedSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import counted_rows
from clu_batch.rules.model import Periode


def is_during(dates: pd.Series, periode: Periode) -> pd.Series:
    """Return which dates lie in a period, both ends included."""
    return dates.between(pd.Timestamp(periode.du), pd.Timestamp(periode.au))


def find_first_date(dates: pd.Series) -> dt.date | None:
    """Return the earliest of some dates, None without any."""
    first = dates.min()
    return None if pd.isna(first) else first.date()


def check_future_dates(table: CheckedSheet, dates: pd.DataFrame, j: dt.date) -> list[Problem]:
    """Report the dates after the day of the run, one line per sheet: they are not counted
    (docs/rules/periods.md#after-the-run).

    `dates` holds the columns of dates of the frame of `table`.
    """
    future = dates > pd.Timestamp(j)
    problems: list[Problem] = []
    rows = future[future.any(axis="columns")]
    if rows.empty:
        return problems
    for _, found in rows.groupby(level=SHEET_LEVELS, sort=False):
        first = found.iloc[0]
        headers = {
            table.sheet.find_field(field).header: field for field in found.columns[first]
        }
        header = min(headers)
        place = table.locate(found.index[0], headers[header])
        number = int(found.to_numpy().sum())
        problems.append(report_future_dates(place, header, number, j))
    return problems


def report_future_dates(place: Place, colonne: str, n: int, j: dt.date) -> Problem:
    """Return the line of a sheet that holds `n` dates after J, the first of them at `place`."""
    return counted_rows.DATES_FUTURES.report(
        place, colonne, nombre=french.format_count(n, "date"), jour=j
    )


def check_early_dates(
    table: CheckedSheet, dates: pd.Series, depuis: dt.date | None, reglage: str
) -> list[Problem]:
    """Report the rows dated before the day that `Paramètres` gives, one line per sheet.

    `dates` is a column of the frame of `table`; `reglage`: the setting that gives that day.
    """
    if depuis is None:
        return []
    field = str(dates.name)
    early = dates[dates < pd.Timestamp(depuis)]
    problems: list[Problem] = []
    for _, found in early.groupby(level=SHEET_LEVELS, sort=False):
        facts = {
            "nombre": french.format_count(len(found), "ligne datée", "lignes datées"),
            "jour": depuis,
            "reglage": reglage,
        }
        problems.append(
            table.report(counted_rows.AVANT_LE_SUIVI, found.index[0], field, **facts)
        )
    return problems
