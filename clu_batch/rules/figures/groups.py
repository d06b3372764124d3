"""Name and rank the groups of a free list, and the months of a period, for the breakdowns."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.parse import fold_singular, fold_text
from clu_batch.rules.model import Periode

NON_RENSEIGNE = "non renseigné"
"""The group of the empty cells."""


def name_groups(cells: pd.Series) -> pd.Series:
    """Return the group of each cell of a free list, as a category; that of the empty cells comes
    first.
    """
    named = list_spellings(cells)["groupe"]
    others = named[named != NON_RENSEIGNE].unique()
    groups = pd.CategoricalDtype([NON_RENSEIGNE, *others])
    return cells.map(named).astype(object).fillna(NON_RENSEIGNE).astype(groups)


def list_spellings(cells: pd.Series) -> pd.DataFrame:
    """Return the spellings of a free list, the first typed first: `nombre` of cells, `groupe`.

    Case, accents, spaces and a plural do not separate two values. The spelling that names a group
    has the most accents, then small letters beside capitals, then is the most frequent, then the
    first (docs/rules/workbooks.md#groups).
    """
    counts = cells.value_counts(sort=False)
    # a dozen of them: a frame of so few rows costs more than it gives
    numbers: dict[Any, int] = counts.to_dict()

    def rank(spelling: str) -> tuple[int, bool, int]:
        return _count_accents(spelling), _is_mixed(spelling), numbers[spelling]

    plis = {spelling: fold_singular(spelling) for spelling in numbers}
    names: dict[str, str] = {}
    for spelling in sorted(numbers, key=rank, reverse=True):
        names.setdefault(plis[spelling], spelling)
    names[fold_singular(NON_RENSEIGNE)] = NON_RENSEIGNE
    groups = [names[pli] for pli in plis.values()]
    return pd.DataFrame({"nombre": counts, "groupe": pd.Series(groups, counts.index)})


def _count_accents(spelling: str) -> int:
    return sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFD", spelling))))


def _is_mixed(spelling: str) -> bool:
    """Whether it has capitals and small letters."""
    return spelling not in {spelling.upper(), spelling.lower()}


def is_named(groups: pd.Series) -> bool:
    """Tell whether one cell at least of these groups is not empty."""
    return bool((groups != NON_RENSEIGNE).any())


def rank_groups(sizes: Mapping[str, int]) -> list[str]:
    """Return the names of groups, the largest first, « non renseigné » at the end; an empty group
    has none.
    """

    def rank(name: str) -> tuple[bool, int, str]:
        return name == NON_RENSEIGNE, -sizes[name], fold_text(name)

    return sorted((name for name in sizes if sizes[name]), key=rank)


def list_mois(periode: Periode) -> list[str]:
    """Return the names of the months of a period, in the order of time."""
    return [french.format_month(mois.start_time) for mois in _list_mois(periode)]


def name_mois(dates: pd.Series, periode: Periode) -> pd.Series:
    """Return the month of each date of a period, as a category: every month of it, in order."""
    every = _list_mois(periode)
    mois = dates.dt.to_period("M").astype("category").cat.set_categories(every)
    named: pd.Series = mois.cat.rename_categories(list_mois(periode))
    return named


def _list_mois(periode: Periode) -> pd.PeriodIndex:
    return pd.period_range(periode.du, periode.au, freq="M")
