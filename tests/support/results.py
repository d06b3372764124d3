"""Results typed by the services, as a register holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.declaration import Where
from clu_batch.kernel.frames import INDEX, CheckedSheet, type_cells
from clu_batch.rules.model import Resultat


def make_results(results: Iterable[Resultat]) -> CheckedSheet:
    """A sheet that holds these results from its second row on, the values in column D."""
    given = list(results)
    sheet = Resultat.sheet
    origin = SheetOrigin(sheet.workbook, sheet.name, {"valeur": "D"})
    rows = [(*origin.key, line) for line, _ in enumerate(given, start=2)]
    index = pd.MultiIndex.from_tuples(rows or [("", "", 0)], names=INDEX)[: len(rows)]
    columns = {}
    for column in sheet.columns:
        cells = [getattr(result, column.field, None) for result in given]
        columns[column.field] = type_cells(pd.Series(cells, index, dtype=object), column.kind)
    return CheckedSheet(sheet, (origin,), frame=pd.DataFrame(columns, index))


def list_results(checked: CheckedSheet) -> Iterator[Resultat]:
    """The results of a register, in the order of their rows."""
    return map(_make_result, checked.frame.itertuples())


def _make_result(row: Any) -> Resultat:
    number = None if pd.isna(row.nombre_de_cas) else int(row.nombre_de_cas)
    return Resultat(
        row.code,
        row.du.date(),
        row.au.date(),
        row.valeur,
        number,
        row.commentaire,
        where=Where(*row.Index),
    )
