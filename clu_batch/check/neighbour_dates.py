"""Tell which dates of a column their neighbours prove to be day first
(docs/rules/workbooks.md#dates).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import pandas as pd

Dates: TypeAlias = "pd.Series[Any]"
"""Days by row, NaT where there is none."""

_JEU = pd.Timedelta(days=7)
"""How far from its place a date of a register may stand: the mail of last week is written down
late. A day and a month exchanged are four weeks apart.
"""
_DESORDRE = 0.1
"""The share of steps against its order that a register may have."""


def find_proved(dates: Dates, exchanged: Dates, numbers: Sequence[object] | None) -> set[int]:
    """Return the rows of the doubtful dates that stand at their place in the order of the register,
    and would not with their day and month exchanged.

    `dates`: day first, as they are read. `exchanged`: the doubtful ones, month first. `numbers`:
    the N° of each row.
    """
    doubtful = exchanged.index
    certain = dates.mask(dates.index.isin(doubtful))
    proved: set[int] = set()
    for rows, least_steps in _list_orders(len(dates), numbers):
        ordered = certain.loc[rows]
        steps = ordered.dropna().diff().dropna()
        if len(steps) < least_steps or (steps < -_JEU).mean() > _DESORDRE:
            continue
        bounds = ordered.ffill() - _JEU, ordered.bfill() + _JEU
        in_place = _find_between(dates.loc[doubtful], *bounds)
        proved |= in_place - _find_between(exchanged, *bounds)
    return proved


def _list_orders(
    count: int, numbers: Sequence[object] | None
) -> Iterator[tuple[list[int], int]]:
    """Give the orders in which a register may stand, and how many steps between certain dates show
    each: that of its rows, the latest first, that of its N°.
    """
    rows = list(range(count))
    yield rows, 1
    yield rows[::-1], 2
    if numbers is not None:
        keys = [list(map(int, re.findall(r"\d+", str(number)))) for number in numbers]
        yield sorted((row for row in rows if keys[row]), key=keys.__getitem__), 1


def _find_between(dates: Dates, earliest: Dates, latest: Dates) -> set[int]:
    """Return the rows whose date is not outside what its neighbours allow."""
    outside = (dates < earliest.reindex(dates.index)) | (dates > latest.reindex(dates.index))
    return set(dates.index[~outside].tolist())
