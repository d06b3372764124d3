"""Lay out a sheet of the control workbook: a row per record, and which of its fields each column
shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from clu_batch.kernel.sheet_content import ControlColumn, ControlSheet

Columns = Mapping[str, ControlColumn]
"""The columns of a sheet, each under the field that it shows, or the path to it:
« suppleance.membre ».
"""
OUI_NON: Mapping[bool, str] = {True: "oui", False: "non"}


def make_sheet(
    nom: str, rows: Iterable[object], columns: Columns, **computed: Callable[[Any], object]
) -> ControlSheet:
    """Make a sheet of the columns of the rows.

    `computed`: what gives the text of a column that is no field of its row, under its name.
    """
    rows = list(rows)
    shown = [map(computed.get(field) or attrgetter(field), rows) for field in columns]
    return ControlSheet(nom, tuple(columns.values()), list(zip(*shown, strict=True)))
