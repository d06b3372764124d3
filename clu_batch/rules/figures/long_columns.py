"""Read columns of the long tables (answers, complaints) as arrays: dates, months, the groups of a
free list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clu_batch.kernel import french
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import counted_rows
from clu_batch.parse import fold_text
from clu_batch.rules.jours import Dates, Nombres
from clu_batch.rules.model import Periode

Masque = npt.NDArray[np.bool_]

NON_RENSEIGNE = "non renseigné"


def read_dates(table: Table, header: str) -> Dates:
    """Return a column of dates as an array, NaT where the cell is empty."""
    # few distinct days: converting each once is ten times faster
    codes, uniques = number_values(table.columns[header])
    return np.array([*uniques, None], dtype="datetime64[D]")[codes]


def encode_date(d: dt.date) -> np.datetime64:
    """Return a date as the arrays hold it."""
    return np.datetime64(d, "D")


def decode_date(value: np.datetime64) -> dt.date | None:
    """Return a date of an array as the rest of the program holds it, None for NaT."""
    found: dt.date | None = value.astype("datetime64[D]").item()
    return found


def select_within(jours: Dates, periode: Periode) -> Masque:
    """Return which dates lie in a period, both ends included."""
    return np.asarray((jours >= encode_date(periode.du)) & (jours <= encode_date(periode.au)))


def clip_periode(periode: Periode, a: dt.date) -> Periode:
    """Return a period without its days after the cut-off: what is dated there does not exist yet
    (docs/rules/periods.md#after-the-cut-off).
    """
    return Periode(periode.du, min(periode.au, a))


def number_values(values: Sequence[object]) -> tuple[Nombres, list[object]]:
    """Return, for each value, its number among the distinct ones in order of appearance; -1 for
    None.
    """
    # a tenth of a second, that the first step on the screen does not wait for
    import pandas as pd  # noqa: PLC0415

    column = np.empty(len(values), dtype=object)
    column[:] = values
    codes, uniques = pd.factorize(column)
    return codes.astype(np.int64), list(uniques)


def count_codes(codes: Nombres, taille: int, poids: Nombres | None = None) -> list[int]:
    """Return how many times each code from 0 to `taille` - 1 stands; negative codes are left out.

    Each element weighs `poids`, one by default.
    """
    known = codes >= 0
    if poids is None:
        counts = np.bincount(codes[known], minlength=taille)
    else:
        counts = np.zeros(taille, dtype=np.int64)
        np.add.at(counts, codes[known], poids[known])
    return [int(n) for n in counts]


@dataclass(frozen=True, slots=True)
class Groupes:
    """The groups of a column: their names, and the index of the group of each row."""

    noms: Sequence[str]
    de: Nombres


def group_values(values: Sequence[object]) -> Groupes:
    """Return the groups of a free list; case, accents and spaces do not separate two values.

    Each group is named by its most frequent spelling. Group 0 is always « non renseigné », that of
    the empty cells.
    """
    codes, uniques = number_values(values)
    textes = [str(u) for u in uniques]
    counts = count_codes(codes, len(textes))
    noms = {fold_text(NON_RENSEIGNE): NON_RENSEIGNE}
    for k in sorted(range(len(textes)), key=lambda k: -counts[k]):
        noms.setdefault(fold_text(textes[k]), textes[k])
    rangs = {cle: rang for rang, cle in enumerate(noms)}
    # the last one answers to code -1
    de_code = np.array([*(rangs[fold_text(t)] for t in textes), 0], dtype=np.int64)
    return Groupes(list(noms.values()), de_code[codes])


def group_by_mois(jours: Dates, periode: Periode) -> Groupes:
    """Return the months of a period in the order of time, and that of each date; -1 for a date in
    none.
    """
    premier, dernier = np.datetime64(periode.du, "M"), np.datetime64(periode.au, "M")
    tous = np.arange(premier, dernier + 1)
    rangs = (jours.astype("datetime64[M]") - premier).astype(np.int64)
    noms = [french.format_month(m.astype("datetime64[D]").item()) for m in tous]
    return Groupes(noms, np.where(select_within(jours, periode), rangs, -1))


def check_future_dates(table: Table, colonnes: Mapping[str, Dates], j: dt.date) -> list[Problem]:
    """Report the dates after the day of the run, one line per sheet: they are not counted
    (docs/rules/periods.md#after-the-run).
    """
    problems: list[Problem] = []
    for origin in table.origins:
        futures = {
            header: np.flatnonzero(values[origin.rows] > encode_date(j)) + origin.first
            for header, values in colonnes.items()
        }
        found = [(int(rows[0]), header) for header, rows in futures.items() if len(rows)]
        if found:
            first, header = min(found)
            n = sum(len(rows) for rows in futures.values())
            problems.append(report_future_dates(table.locate_cell(first, header), header, n, j))
    return problems


def report_future_dates(place: Place, colonne: str, n: int, j: dt.date) -> Problem:
    """Return the line of a sheet that holds `n` dates after J, the first of them at `place`."""
    return counted_rows.DATES_FUTURES.report(
        place, colonne, nombre=french.format_count(n, "date"), jour=french.format_short_date(j)
    )
