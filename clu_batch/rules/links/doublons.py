"""Find the rows typed twice that are not those of a second export: one N° for two rows, two equal
tallies (docs/rules/workbooks.md#repeats).

The rows that another sheet repeats entirely were left out when the sheets were joined
(`check.repeated_rows`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.declared_sheet import EXEMPLE
from clu_batch.kernel.frames import INDEX, SHEET_LEVELS, CheckedSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import survey
from clu_batch.parse import fold_text


def drop_repeated_reclamations(checked: CheckedSheet) -> tuple[CheckedSheet, list[Problem]]:
    """Return the register without the complaints that repeat another one entirely.

    Two different complaints of one N° are kept, and reported.
    """
    frame = checked.frame
    again = frame[frame.duplicated("numero")]
    if again.empty:
        return checked, []
    same = frame.duplicated()
    rank = frame.groupby("numero", sort=False).ngroup()  # those of one N° are told together
    problems = []
    for label in rank[again.index].sort_values(kind="stable").index:
        kind = survey.NUMERO_DE_RECLAMATION_REPETE
        if same[label]:
            kind = survey.RECLAMATION_REPETEE
        problems.append(checked.report(kind, label, "numero"))
    return checked.leave_out(same), problems


def report_repeated_reponses(checked: CheckedSheet) -> list[Problem]:
    """Report the questionnaires whose N° stands above; all of them are counted.

    The N° stands above in the same sheet or, with the same date, in another sheet.
    """
    rows = checked.frame[["numero", "date"]].reset_index().dropna(subset="numero")
    rows = rows[rows.duplicated("numero", keep=False)]
    here = rows.duplicated([*SHEET_LEVELS, "numero"])
    first = rows.drop_duplicates(["numero", "date"])
    rows = rows.merge(first, on=["numero", "date"], suffixes=("", "_above")).set_axis(
        rows.index
    )
    elsewhere = (rows["classeur"] != rows["classeur_above"]) | (
        rows["feuille"] != rows["feuille_above"]
    )
    problems = []
    for row in rows[here | elsewhere].index:
        label = tuple(rows.loc[row, INDEX])
        if here[row]:
            problems.append(checked.report(survey.NUMERO_DE_REPONSE_REPETE, label, "numero"))
            continue
        other = {
            "feuille": rows.at[row, "feuille_above"],
            "original": rows.at[row, "classeur_above"],
        }
        problems.append(
            checked.report(survey.NUMERO_DE_REPONSE_AILLEURS, label, "numero", **other)
        )
    return problems


def report_repeated_depouillement(checked: CheckedSheet) -> list[Problem]:
    """Report the tallies that say the same as one above, once for each pair of sheets; they are
    kept.
    """
    frame = checked.frame.drop(columns=EXEMPLE.field).dropna(subset="question")
    if frame.empty:
        return []
    said = frame.apply(_fold_column)
    content = said.groupby(list(said), dropna=False).ngroup()
    rows = frame.index.to_frame(index=False)
    above = rows.groupby(content.to_numpy()).transform("first")
    rows = rows.join(above.add_suffix("_above"))
    rows = rows[(rows[INDEX] != above).any(axis="columns")]
    levels = [*SHEET_LEVELS, "classeur_above", "feuille_above"]
    return [_report_equal(checked, pair) for _, pair in rows.groupby(levels, sort=False)]


def _fold_column(cells: pd.Series[Any]) -> pd.Series[Any]:
    """The same where the texts read the same."""
    folded = [fold_text(cell) if isinstance(cell, str) else cell for cell in cells]
    return pd.Series(folded, cells.index, dtype=object)


def _report_equal(checked: CheckedSheet, pair: pd.DataFrame) -> Problem:
    first = pair.iloc[0]
    return survey.DEPOUILLEMENT_REPETE.report(
        checked.locate(tuple(first[INDEX]), "question"),
        nombre=french.format_count(len(pair), "ligne"),
        lignes=_list_lines(pair["ligne"]),
        feuille=first["feuille_above"],
        original=first["classeur_above"],
        autres=_list_lines(pair["ligne_above"]),
    )


def _list_lines(lines: pd.Series[int]) -> str:
    return french.format_rows(sorted(lines.unique().tolist()))
