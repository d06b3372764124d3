"""Make the record of each row of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from clu_batch.kernel.checked_rows import Checked, TypedCell
from clu_batch.kernel.declaration import R
from clu_batch.kernel.declared_sheet import EXEMPLE

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
    keys = [column.field for column in columns if column.key]
    make: Callable[..., R] = kind
    for row in checked.list_rows():
        fields = {column.field: _link(TypedCell(column, row), linkers) for column in columns}
        if all(fields[key] is not None for key in keys if row.values[key] is not None):
            yield make(**fields, where=row.where)


def _link(cell: TypedCell, linkers: Mapping[str, Linker]) -> object:
    """What a cell stands for; an empty one is the default of its column."""
    if cell.value is None:
        return cell.column.default
    link = linkers.get(cell.column.field)
    if link is None:
        return cell.value
    return link(cell)
