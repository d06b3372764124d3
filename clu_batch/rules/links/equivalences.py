"""Turn `Équivalences` into the lines that translate raw sheets.

The names of the sheets that they aim at are checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.equivalence import Equivalence
from clu_batch.kernel.problems import Problem
from clu_batch.messages import equivalences
from clu_batch.parse import find_closest, squeeze_text
from clu_batch.records.equivalences import LigneEquivalence
from clu_batch.rules.links.record_rows import build_records


def read_equivalences(
    checked: CheckedRows, cibles: Sequence[Sheet]
) -> tuple[list[Equivalence], list[Problem]]:
    """Return the lines that can be applied; `cibles` holds the sheets that another one may stand
    for.
    """
    names: dict[str, str] = {}
    for sheet in cibles:
        names |= {squeeze_text(name): sheet.name for name in (*sheet.synonyms, sheet.name)}
    kept: list[Equivalence] = []
    problems: list[Problem] = []
    for row in build_records(LigneEquivalence, checked):
        name = names.get(squeeze_text(row.devient))
        if row.colonne is not None:
            kept.append(Equivalence(row.feuille, row.colonne, row.valeur, row.devient, row))
        elif row.valeur is not None:
            problems.append(row.report(equivalences.VALEUR_SANS_COLONNE, "colonne", row.valeur))
        elif name is not None:
            kept.append(Equivalence(row.feuille, None, None, name, row))
        else:
            close = find_closest(row.devient, [sheet.name for sheet in cibles])
            kind = equivalences.CIBLE_INCONNUE
            problems.append(row.report(kind, "devient", row.devient, suggestion=close))
    return kept, problems
