"""Report what could be hidden by the look of a sheet: said once per sheet, which is read all the
same.
"""

from __future__ import annotations

import re

from clu_batch.check.headers import HeaderRow
from clu_batch.kernel.coordinates import number_column
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import whole_sheets

_SHOWN = 5
"""Merged ranges named in the message; the others are counted."""


def report_appearance(raw: RawSheet, headers: HeaderRow) -> list[Problem]:
    """Report the hidden sheet, rows and columns, the filter, and the merged cells that touch a
    column that is read.
    """
    place = raw.place
    problems = []
    if raw.hidden:
        problems.append(whole_sheets.FEUILLE_MASQUEE.report(place))
    if raw.hidden_rows:
        defaut = whole_sheets.LIGNES_FILTREES if raw.filtered else whole_sheets.LIGNES_MASQUEES
        problems.append(defaut.report(place, nombre=raw.hidden_rows))
    if raw.hidden_columns:
        problems.append(whole_sheets.COLONNES_MASQUEES.report(place, nombre=raw.hidden_columns))
    merged = [ranges for ranges in raw.merged if _is_relevant(ranges, headers)]
    if merged:
        shown = ", ".join(merged[:_SHOWN])
        if len(merged) > _SHOWN:
            shown += f" et {len(merged) - _SHOWN} autres"
        problems.append(
            whole_sheets.CELLULES_FUSIONNEES.report(place, plages=shown, nombre=len(merged))
        )
    return problems


def _is_relevant(ranges: str, headers: HeaderRow) -> bool:
    """Whether a merged range reaches the header row or a row under it, in a column that is read."""
    match = re.fullmatch(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", ranges)
    if not match or headers.row is None or int(match[4]) < headers.row:
        return False
    left, right = number_column(match[1]), number_column(match[3])
    return any(left <= number_column(letter) <= right for letter in headers.letters.values())
