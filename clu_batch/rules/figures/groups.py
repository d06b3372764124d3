"""Name and rank the groups of a free list, and the months of a period, for the breakdowns."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clu_batch.kernel import french
from clu_batch.parse import fold_text
from clu_batch.rules.model import Periode

NON_RENSEIGNE = "non renseigné"
"""The group of the empty cells."""


def name_groups(cells: pd.Series) -> pd.Series:
    """Return the group of each cell of a free list, as a category.

    Case, accents and spaces do not separate two values. A group is named by its most frequent
    spelling, the first of two that are as frequent; that of the empty cells comes first.
    """
    counts = cells.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    by_fold = {fold_text(NON_RENSEIGNE): NON_RENSEIGNE}
    names = {NON_RENSEIGNE: NON_RENSEIGNE}
    for spelling in counts.index:
        names[spelling] = by_fold.setdefault(fold_text(spelling), spelling)
    groups = pd.CategoricalDtype(list(by_fold.values()))
    return cells.fillna(NON_RENSEIGNE).map(names).astype(groups)


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
