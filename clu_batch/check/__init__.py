"""Meet raw sheets with their declarations, and give typed tables and problems.

It is generic: no sheet is named here.
"""

from __future__ import annotations

from clu_batch.check.exports import translate
from clu_batch.check.proposals import Proposals, propose
from clu_batch.check.sheet_names import KnownSheets, Recognised, recognise
from clu_batch.check.sheets import RowsAsTyped, check_frame, check_rows, list_rows_as_typed
from clu_batch.check.translation import Translated

__all__ = [
    "KnownSheets",
    "Proposals",
    "Recognised",
    "RowsAsTyped",
    "Translated",
    "check_frame",
    "check_rows",
    "list_rows_as_typed",
    "propose",
    "recognise",
    "translate",
]
