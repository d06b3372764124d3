"""Columns for sheets that a test makes up, outside of any record."""

from __future__ import annotations

from functools import partial

from clu_batch.kernel.declared_sheet import Column

required = partial(Column, required=True)
key = partial(Column, required=True, key=True)
header_only = partial(Column, expected=True)
optional = Column
