"""Readable text tables turned into checked tables, as the reading and the checking of a workbook
would give them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declaration import Column, Kind, Sheet
from clu_batch.kernel.tables import Origin, Table


def table(sheet: Sheet, *texts: str, columns: Sequence[Column] = ()) -> Table:
    """One sheet per text: headers on the first line, cells apart by « | », dates as 31/12/2026;
    `columns`: those that questions add.
    """
    declared = sheet.add_columns(*columns)
    cells: dict[str, list[object]] = {column.header: [] for column in declared.columns}
    origins: list[Origin] = []
    first = 0
    for number, text in enumerate(texts, start=1):
        header, *rows = [
            [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
        ]
        assert set(header) <= set(cells), set(header) - set(cells)
        for row in rows:
            assert len(row) == len(header), row
            typed = dict(zip(header, row, strict=True))
            for column in declared.columns:
                cells[column.header].append(cell(typed.get(column.header, ""), column.kind))
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        letters = {head: name_column(position) for position, head in enumerate(header, start=1)}
        origins.append(
            Origin(sheet.workbook, name, first, range(2, 2 + len(rows)), letters, len(rows))
        )
        first += len(rows)
    return Table(declared, cells, tuple(origins))


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
