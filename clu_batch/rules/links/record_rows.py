"""Make the record of each row of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from clu_batch.kernel.checked_rows import Checked, TypedCell
from clu_batch.kernel.declaration import EXEMPLE, R

Linker = Callable[[TypedCell], object]
"""Gives a cell what it stands for in the other sheets; None when it names nothing known."""


def build_records(
    kind: type[R], checked: Checked, linkers: Mapping[str, Linker] = MappingProxyType({})
) -> Iterator[R]:
    """Give the record of each row, in order.

    `linkers`: field -> what links its cells with other sheets. A row whose key cell names nothing
    known is left out.
    """
    columns = [column for column in kind.sheet.columns if column.header != EXEMPLE.header]
    make: Callable[..., R] = kind
    for row in checked.list_rows():
        fields: dict[str, object] = {}
        left_out = False
        for column in columns:
            typed = row.values[column.field]
            value = column.default if typed is None else typed
            link = linkers.get(column.field)
            if link is not None and typed is not None:
                value = link(TypedCell(column, row))
                left_out = left_out or (column.key and value is None)
            fields[column.field] = value
        if not left_out:
            yield make(**fields, where=row.where)
