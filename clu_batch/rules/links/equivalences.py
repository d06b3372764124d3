"""Turn `Équivalences` into the lines that translate raw sheets.

The names of the sheets that they aim at are checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declared_sheet import EXEMPLE, Sheet
from clu_batch.kernel.equivalence import A_CHOISIR, Equivalence
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
    rows = build_records(LigneEquivalence, checked)
    for row, typed in zip(rows, checked.list_rows(), strict=True):
        exemple = typed.values[EXEMPLE.field] is True
        devient = row.devient or ""
        name = names.get(squeeze_text(devient))
        fault = _find_fault(row, devient)
        if fault is not None:
            problems.append(fault)
        elif row.colonne is not None:
            kept.append(
                Equivalence(row.feuille, row.colonne, row.valeur, devient, row, exemple=exemple)
            )
        elif name is not None:
            kept.append(Equivalence(row.feuille, None, None, name, row, exemple=exemple))
        else:
            close = find_closest(devient, [sheet.name for sheet in cibles])
            kind = equivalences.CIBLE_INCONNUE
            problems.append(row.report(kind, "devient", devient, suggestion=close))
    return kept, problems


def _find_fault(row: LigneEquivalence, devient: str) -> Problem | None:
    """What is wrong in a line, whatever the sheets are called."""
    if squeeze_text(devient) == squeeze_text(A_CHOISIR):
        return row.report(equivalences.A_CHOISIR, "devient", devient)
    if row.colonne is None and row.valeur is not None:
        return row.report(equivalences.VALEUR_SANS_COLONNE, "colonne", row.valeur)
    if row.valeur is None and not devient:
        return row.report(equivalences.CIBLE_VIDE, "devient")
    return None
