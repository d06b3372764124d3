"""Find the cells of which no value can be given: in error, never computed, or illegible in their
file.
"""

from __future__ import annotations

from collections.abc import Mapping

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import ProblemKind
from clu_batch.messages import cells

Cassee = tuple[ProblemKind, str]
"""Why a cell has no value, and what stands there."""


def find_broken_cells(raw: RawSheet) -> Mapping[tuple[int, str], Cassee]:
    """Return the broken cells of a sheet by row and column, as Excel names them."""
    found: dict[tuple[int, int], Cassee] = {}
    for place, shown in raw.errors.items():
        defaut = cells.CELLULE_EN_ERREUR if shown else cells.FORMULE_NON_CALCULEE
        found[place] = defaut, shown
    found |= raw.illisibles
    return {(row, name_column(column)): cassee for (row, column), cassee in found.items()}
