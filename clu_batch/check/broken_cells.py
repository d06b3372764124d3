"""Find the cells of which no value can be given: in error, never computed, or illegible in their
file.
"""

from __future__ import annotations

from collections.abc import Mapping

from clu_batch.kernel.problems import ProblemKind
from clu_batch.kernel.tables import RawSheet
from clu_batch.messages import cells

Cassee = tuple[ProblemKind, str]
"""Why a cell has no value, and what stands there."""


def find_broken_cells(raw: RawSheet) -> Mapping[tuple[int, int], Cassee]:
    """Return the broken cells of a sheet by row and column, from 1."""
    found: dict[tuple[int, int], Cassee] = {}
    for place, shown in raw.errors.items():
        defaut = cells.CELLULE_EN_ERREUR if shown else cells.FORMULE_NON_CALCULEE
        found[place] = defaut, shown
    return found | dict(raw.illisibles)
