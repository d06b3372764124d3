"""The sheets that stay typed frames: those of many rows."""

from __future__ import annotations

import typing
from collections.abc import Mapping

from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.folding import fold_text
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.records import SHEETS
from clu_batch.rules.model import Registre

_BY_FIELD = {fold_text(sheet.name): sheet for sheet in SHEETS}

FRAMED: Mapping[str, Sheet] = {
    name: _BY_FIELD[name]
    for name, kind in typing.get_type_hints(Registre).items()
    if kind is CheckedSheet
}
"""Field of the register -> its sheet."""
