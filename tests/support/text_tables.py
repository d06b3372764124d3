"""Readable text tables turned into checked tables, as the reading and the checking of a workbook
would give them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from clu_batch.kernel.checked_rows import CheckedRows, SheetOrigin, TypedRow
from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declared_sheet import Column, Kind, Sheet
from clu_batch.kernel.frames import INDEX, CheckedSheet, make_empty_frame, type_cells
from tests.support.raw_sheets import list_lines


def rows(sheet: Sheet, *texts: str, columns: Sequence[Column] = ()) -> CheckedRows:
    """One sheet per text: headers on the first line, cells apart by « | », dates as 31/12/2026;
    `columns`: those that questions add.
    """
    declared = sheet.add_columns(*columns)
    fields = {column.header: column.field for column in declared.columns}
    origins: list[SheetOrigin] = []
    typed_rows: list[TypedRow] = []
    for number, text in enumerate(texts, start=1):
        header, *lines = [
            [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
        ]
        assert set(header) <= set(fields), set(header) - set(fields)
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        letters = {fields[head]: name_column(n) for n, head in enumerate(header, start=1)}
        counts = len(lines), len(lines)
        origin = SheetOrigin(sheet.workbook, name, letters, *counts)
        origins.append(origin)
        for line, cells in enumerate(lines, start=2):
            typed = dict(zip(header, cells, strict=True))
            values = {c.field: cell(typed.get(c.header, ""), c.kind) for c in declared.columns}
            typed_rows.append(TypedRow(origin.find_row(line), values))
    return CheckedRows(declared, tuple(origins), rows=typed_rows)


def frame(sheet: Sheet, *texts: str, columns: Sequence[Column] = ()) -> CheckedSheet:
    """The same, as a typed frame."""
    checked = rows(sheet, *texts, columns=columns)
    return type_lines(checked.sheet, list_lines(checked), checked.origins)


def with_cells(checked: CheckedRows, **columns: Sequence[object]) -> CheckedRows:
    """The same rows with other values, given by field."""
    changed = []
    for number, row in enumerate(checked.rows):
        cells = {field: values[number] for field, values in columns.items()}
        changed.append(replace(row, values={**row.values, **cells}))
    return replace(checked, rows=changed)


def type_lines(
    sheet: Sheet, lines: Sequence[Mapping[str, object]], origins: Sequence[SheetOrigin] = ()
) -> CheckedSheet:
    """Typed values by header as a typed frame; each sheet holds its lines from the second row on,
    one sheet has them all by default.
    """
    count = len(lines)
    origins = origins or [SheetOrigin("classeur.xlsx", sheet.name, read=count, kept=count)]
    labels = [(*origin.key, 2 + line) for origin in origins for line in range(origin.kept)]
    if not labels:
        return CheckedSheet(sheet, tuple(origins), frame=make_empty_frame(sheet))
    index = pd.MultiIndex.from_tuples(labels, names=INDEX)
    columns = {}
    for column in sheet.columns:
        cells = [line.get(column.header) for line in lines]
        columns[column.field] = type_cells(pd.Series(cells, index, dtype=object), column.kind)
    return CheckedSheet(sheet, tuple(origins), frame=pd.DataFrame(columns))


def date(text: str) -> dt.date:
    """« 31/12/2026 »."""
    day, month, year = text.split("/")
    return dt.date(int(year), int(month), int(day))


_READERS: Mapping[Kind, Callable[[str], object]] = {
    Kind.DATE: date,
    Kind.REUNION: lambda text: date(text) if text.count("/") == 2 else text,
    Kind.ENTIER: int,
    Kind.NOMBRE: lambda text: Decimal(text.replace(",", ".")),
    Kind.DUREE: Decimal,
    Kind.POURCENTAGE: lambda text: Fraction(text.rstrip(" %")) / 100,
    Kind.HEURE: dt.time.fromisoformat,
    Kind.OUI_NON: lambda text: text == "oui",
}


def cell(text: str, kind: Kind) -> object:
    """A cell as its kind types it; None when empty."""
    return _READERS.get(kind, str)(text) if text else None
