"""Find the totals among the rows that cannot count: what is typed in them is wrong because they are
no facts (docs/rules/workbooks.md#rows).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from clu_batch import parse
from clu_batch.kernel.frames import Cell


def find_totals(
    cells: pd.DataFrame, letters: Sequence[str], refused: Collection[int]
) -> Iterator[tuple[int, str]]:
    """The refused rows that are totals, each with the column of what says so.

    `letters`: the columns that are read. The first filled cell seems the label of a total, or
    another is one; or the last row says of each column how many cells it has, or their sum.
    """
    known = [letter for letter in cells.columns if letter in letters]
    for row, *typed in cells.loc[list(refused), known].itertuples(name=None):
        filled = {
            letter: cell
            for letter, cell in zip(known, typed, strict=True)
            if not parse.is_empty(cell)
        }
        label = _find_label(filled)
        if label:
            yield row, label
        elif row == cells.index[-1] and _sums_up(cells[list(filled)]):
            yield row, next(iter(filled))


def _find_label(filled: Mapping[str, Cell]) -> str:
    """The column of the label of a total, "" when no cell is one."""
    for rank, (letter, cell) in enumerate(filled.items()):
        if parse.is_total(cell) or (rank == 0 and parse.seems_a_total(cell)):
            return letter
    return ""


def _sums_up(cells: pd.DataFrame) -> bool:
    """Whether the last row holds, in each column, the count or the sum of the cells above."""
    above, last = cells.iloc[:-1], cells.iloc[-1]
    if above.empty or not len(last):
        return False
    return all(_is_sum_of(value, above[letter].tolist()) for letter, value in last.items())


def _is_sum_of(value: Cell, above: Sequence[Cell]) -> bool:
    said = _read_number(value)
    if said is None:
        return False
    filled = sum(not parse.is_empty(cell) for cell in above)
    numbers = [number for number in map(_read_number, above) if number is not None]
    return filled > 1 and (said == filled or math.isclose(said, math.fsum(numbers)))


def _read_number(cell: Cell) -> float | None:
    """What a cell that holds a number holds, a percentage being none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool | parse.Percent):
        return float(cell)
    return None
