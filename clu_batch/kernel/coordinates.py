"""Excel's coordinates: the letters of a column, the rows that a merged cell covers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from clu_batch.kernel.frozen import frozen

T = TypeVar("T")


def name_column(column: int) -> str:
    """Return Excel's letter of a column: 1 -> A, 27 -> AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number_column(letters: str) -> int:
    """Return the column that Excel's letters name: A -> 1, AA -> 27."""
    found = 0
    for sign in letters:
        found = 26 * found + ord(sign) - 64
    return found


@frozen
class Span:
    """Several rows of one column, as Excel names them, both ends included."""

    column: str
    first: int
    last: int


def find_merged_rows(merged: str) -> Span | None:
    """Return the rows that a merged cell covers in its first column; None when it covers one row
    only.
    """
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})", merged)
    if not match or match[2] == match[3]:
        return None
    return Span(match[1], int(match[2]), int(match[3]))


def gather_runs(items: Iterable[T], is_next: Callable[[T, T], bool]) -> list[list[T]]:
    """Return the runs of neighbours among sorted items: the first and the last of each, or the only
    one.
    """
    runs: list[list[T]] = []
    for item in items:
        if runs and is_next(runs[-1][-1], item):
            runs[-1][1:] = [item]
        else:
            runs.append([item])
    return runs
