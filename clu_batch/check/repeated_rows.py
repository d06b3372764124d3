"""The rows that a second export gives again: they count once, and both places are told.

All sheets of one name are one table (docs/rules/workbooks.md#one-table), so that an export left
beside the workbook, another sheet, or an export of which some months are in the one before, would
count its rows twice. A row of *another* sheet is a repeat:

- with a N°, when its N°, its date and every other column say the same;
- without a N°, when it stands in a run of twenty consecutive rows or more, not all alike, that
  another sheet holds too.

Values are compared as they were read, whatever their format, case and accents; a column that a
sheet does not have is empty there. The mark of example says where a row comes from, not what it
says: it is not compared. Within one sheet nothing is left out here.

The rows are a frame whose index is their rank in the table:

- `sheet`: the rank of the sheet that holds the row; `line`: its row in Excel;
- `content`: the same number for what says the same, N° apart; a row that no other sheet holds has
  one of its own, below zero;
- `number`: its N°, None without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.declared_sheet import EXEMPLE, Column, Kind, Sheet
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import whole_sheets
from clu_batch.parse import fold_text

SUITE = 20
"""Consecutive rows that two sheets do not share by chance, when no N° tells them apart."""


def leave_out_repeats(checked: CheckedSheet) -> CheckedSheet:
    """Return the same, its repeated rows counted once, with one problem per pair of sheets."""
    if sum(origin.kept > 0 for origin in checked.origins) < 2:
        return checked
    rows = _describe_rows(checked)
    if (rows["content"] < 0).all():
        return checked
    repeats = _find_repeats(rows)
    left = rows.drop(index=repeats.index)
    problems = (
        *checked.problems,
        *_report_repeated(checked, rows, repeats),
        *_report_kept(checked, left),
    )
    return replace(
        checked,
        frame=checked.frame.iloc[left.index],
        origins=_count_repeated(checked.origins, left["sheet"].value_counts()),
        problems=problems,
    )


def _count_repeated(
    origins: Sequence[SheetOrigin], kept: pd.Series[int]
) -> tuple[SheetOrigin, ...]:
    """Return the sheets, each with the number of rows that it keeps, and of those that it lost."""
    counted = []
    for rank, origin in enumerate(origins):
        number = int(kept.get(rank, 0))
        counted.append(replace(origin, kept=number, repeated=origin.kept - number))
    return tuple(counted)


# -- what the rows say -----------------------------------------------------------------------------


def _describe_rows(checked: CheckedSheet) -> pd.DataFrame:
    """Return what is compared of each row."""
    frame = checked.frame.reset_index(drop=True)
    kept = [origin.kept for origin in checked.origins]
    sheet = pd.Series(np.repeat(range(len(kept)), kept), frame.index)
    said = {}
    number = pd.Series(None, frame.index, dtype=object)
    for column in checked.sheet.columns:
        if column.kind is Kind.NUMERO:
            number = _fold_cells(frame[column.field], column)
        elif column.header != EXEMPLE.header and checked.has_column(column.field):
            said[column.field] = _fold_cells(frame[column.field], column)
    whole = pd.DataFrame(said)
    content = whole.groupby(list(said), dropna=False, sort=False).ngroup()
    holders = sheet.groupby(content)
    alone = holders.transform("min") == holders.transform("max")
    content = content.mask(alone, -1 - frame.index.to_series())
    line = checked.frame.index.get_level_values("ligne")
    return pd.DataFrame({"sheet": sheet, "line": line, "content": content, "number": number})


def _fold_cells(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    """Return the cells of a column, the same where they read the same; an empty choice is what it
    means.
    """
    if cells.dtype != object:
        return cells
    distinct = cells.dropna().unique()
    folded = [fold_text(cell) if isinstance(cell, str) else cell for cell in distinct]
    meaning = pd.Series(folded, pd.Index(distinct, dtype=object), dtype=object)
    cells = meaning.reindex(cells).set_axis(cells.index)  # `map` would guess a dtype
    if column.kind is Kind.CHOIX and column.implied:
        return cells.mask(cells == fold_text(column.implied))
    return cells


def _find_repeats(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that an earlier sheet holds, each with `original`, the row that it repeats,
    and `source`, the sheet of that one.
    """
    original = pd.Series(np.nan, rows.index)
    for found in (_find_by_number(rows), *_find_by_run(rows)):
        original = original.fillna(found)
    repeats = rows.assign(original=original).dropna(subset="original")
    repeats["original"] = repeats["original"].astype(int)
    repeats["source"] = rows["sheet"].loc[repeats["original"]].to_numpy()
    return repeats


# -- with a N° -------------------------------------------------------------------------------------


def _find_by_number(rows: pd.DataFrame) -> pd.Series[Any]:
    """For each row whose N° and content an earlier sheet has, the first one that has them."""
    numbered = rows[rows["number"].notna()]
    first = numbered.index.to_series().groupby([numbered["content"], numbered["number"]])
    return _keep_earlier(rows, first.transform("min"))


def _keep_earlier(rows: pd.DataFrame, first: pd.Series[Any]) -> pd.Series[Any]:
    """Keep the rows for which another one was found in an earlier sheet."""
    found = first.dropna().astype(int)
    sheet = rows["sheet"]
    earlier = sheet.loc[found].to_numpy() < sheet.loc[found.index].to_numpy()
    return found[earlier]


# -- without a N° ----------------------------------------------------------------------------------


def _find_by_run(rows: pd.DataFrame) -> Iterator[pd.Series[Any]]:
    """For the rows that stand in a run of an earlier sheet, the row that each repeats there.

    A N° that one of the two sheets does not give cannot be compared: one of the two runs, at least,
    must be without any. A run goes on where rows that are all alike touch it, as far as both
    sheets have them.
    """
    runs = _list_runs(rows)
    start = runs.index.to_series()
    first = start.groupby(runs["code"]).transform("min")
    first_bare = start.where(runs["bare"]).groupby(runs["code"]).transform("min")
    found = _keep_earlier(rows, first.where(runs["bare"], first_bare))
    for rank in range(SUITE):
        yield pd.Series(found.to_numpy() + rank, found.index + rank)
    repeated = runs.loc[found.index]
    yield _extend(repeated, runs, "before")
    yield _extend(repeated, runs, "after")


def _list_runs(rows: pd.DataFrame) -> pd.DataFrame:
    """The runs of twenty rows of one sheet, not all alike, by their first row.

    `code`: the same for two runs that say the same. `bare`: whether no row of the run has a N°.
    `before`, `after`: how many rows of its sheet say the same, with a N° or without, up to the last
    row but one of the run, and from its second row.
    """
    shared = rows["content"].where(rows["content"] >= 0)
    by_sheet = shared.groupby(rows["sheet"])
    ranks = list(range(SUITE))
    twenty = pd.DataFrame({rank: by_sheet.shift(-rank) for rank in ranks}).dropna()
    twenty = twenty[twenty.ne(twenty[0], axis="index").any(axis="columns")]
    numbered = rows["number"].notna()
    facts = pd.DataFrame(
        {"sheet": rows["sheet"], "content": rows["content"], "number": numbered}
    )
    streak = facts.ne(facts.shift()).any(axis="columns").cumsum()
    in_streak = streak.groupby(streak)
    runs = pd.DataFrame(
        {
            "sheet": rows["sheet"],
            "bare": numbered.rolling(SUITE).sum().shift(1 - SUITE) == 0,
            "before": (in_streak.cumcount() + 1).shift(2 - SUITE),
            "after": (in_streak.cumcount(ascending=False) + 1).shift(-1),
        }
    )
    runs = runs.loc[twenty.index]
    runs["code"] = twenty.groupby(ranks, sort=False).ngroup()
    return runs


def _extend(repeated: pd.DataFrame, runs: pd.DataFrame, side: str) -> pd.Series[Any]:
    """The rows, all alike, that touch a repeated run on one side, each with the one that it repeats
    in the earlier sheet that has the most of them there.
    """
    own = repeated[repeated[side] >= SUITE].rename_axis("start").reset_index()
    longest = runs[runs[side] >= SUITE].rename_axis("start").reset_index()
    longest = longest.sort_values(side, ascending=False, kind="stable")
    longest = longest.drop_duplicates(["code", "sheet", "bare"])
    pairs = own.merge(longest, on="code", suffixes=("", "_there"))
    pairs = pairs[pairs["sheet_there"] < pairs["sheet"]]
    pairs = pairs[pairs["bare"] | pairs["bare_there"]]
    pairs = pairs.sort_values(f"{side}_there", ascending=False, kind="stable")
    pairs = pairs.drop_duplicates("start")
    common = pairs[[side, f"{side}_there"]].min(axis="columns").astype(int) - (SUITE - 1)
    original: dict[int, int] = {}
    for start, there, more in zip(pairs["start"], pairs["start_there"], common, strict=True):
        shifts = range(-more, 0) if side == "before" else range(SUITE, SUITE + more)
        for shift in shifts:
            original.setdefault(start + shift, there + shift)
    return pd.Series(original, dtype=float)


# -- what is told ----------------------------------------------------------------------------------


def _report_repeated(
    checked: CheckedSheet, rows: pd.DataFrame, repeats: pd.DataFrame
) -> Iterator[Problem]:
    """One problem for each sheet and each earlier one of which it repeats rows, at the first of
    them.
    """
    origins = checked.origins
    for _, pair in repeats.groupby(["sheet", "source"]):
        lines = pair["line"].tolist()
        here, there, original = pair[["sheet", "source", "original"]].iloc[0].tolist()
        yield whole_sheets.LIGNES_REPETEES.report(
            _locate_row(checked.sheet, origins[here], lines[0]),
            nombre=french.format_count(len(lines), "ligne"),
            lignes=french.format_rows(lines),
            **_describe_origin(origins[there]),
            ici=lines[0],
            la=int(rows["line"].loc[original]),
        )


def _describe_origin(origin: SheetOrigin) -> dict[str, str]:
    return {"feuille": origin.sheet, "original": origin.workbook}


def _locate_row(sheet: Sheet, origin: SheetOrigin, line: int) -> Place:
    """The cell that tells a row: that of the first column of the declaration."""
    return origin.find_row(line).locate(sheet.columns[0].field)


def _report_kept(checked: CheckedSheet, left: pd.DataFrame) -> Iterator[Problem]:
    """The sheets whose rows are in an earlier one, in another order, when no N° and no long run
    proves it.

    Sheets whose declaration has no N° are hand-made totals: their lines are told one by one.
    """
    origins = checked.origins
    if all(column.kind is not Kind.NUMERO for column in checked.sheet.columns):
        return
    parts = [left[left["sheet"] == rank] for rank in range(len(origins))]
    for here, own in enumerate(parts):
        shared = [_count_shared(own, other) for other in parts[:here]]
        there = next((rank for rank, number in enumerate(shared) if number), None)
        if there is not None:
            yield whole_sheets.MEMES_LIGNES.report(
                _locate_row(checked.sheet, origins[here], own["line"].iloc[0]),
                nombre=french.format_count(shared[there], "ligne"),
                **_describe_origin(origins[there]),
            )


def _count_shared(own: pd.DataFrame, other: pd.DataFrame) -> int:
    """How many rows two sheets seem to share, 0 when chance explains it.

    One row tells nothing. Of the rows that one sheet says once, chance lets another say a third of
    them once: three quarters of them, twenty at least, are no chance.
    """
    if own["number"].notna().any() and other["number"].notna().any():
        return 0
    if len(own) > 1 and sorted(own["content"]) == sorted(other["content"]):
        return len(own)
    once = own["content"].drop_duplicates(keep=False)
    shared = int(once.isin(other["content"].drop_duplicates(keep=False)).sum())
    return shared if shared >= SUITE and 4 * shared >= 3 * len(once) else 0
