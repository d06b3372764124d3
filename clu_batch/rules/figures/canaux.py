"""Tell which canal each complaint came by: it decides which délai d’accusé de réception applies.

See docs/rules/complaints.md#canals. The two lists of canals are settings of `Paramètres`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clu_batch.kernel import french
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import counted_rows
from clu_batch.parse import find_closest, list_canal_forms, split_canal_names
from clu_batch.rules.delais import Delai, accuse_electronique, accuse_papier
from clu_batch.rules.figures.long_columns import Masque, group_values, number_values
from clu_batch.rules.model import Parametres

CANAL = "Canal"


@dataclass(frozen=True, slots=True)
class Canaux:
    """Which rows came by an electronic canal, and which by a canal that neither list holds.

    A row whose cell is empty is in neither.
    """

    electronique: Masque
    inconnu: Masque


def classify_canaux(values: Sequence[object], parametres: Parametres) -> Canaux:
    """Compare the canal of each row with both lists of canals.

    A canal that stands in both lists counts as electronic, the shorter délai. It is an error, which
    is reported at the cell of the list.
    """
    codes, uniques = number_values(values)
    typed = [list_canal_forms(str(canal)) for canal in uniques]
    electroniques = _list_formes(parametres.canaux_electroniques)
    autres = _list_formes(parametres.autres_canaux)
    electronique = [bool(formes & electroniques) for formes in typed]
    inconnu = [not formes & (electroniques | autres) for formes in typed]
    # the last one answers to code -1, that of the empty cells
    return Canaux(np.array([*electronique, False])[codes], np.array([*inconnu, False])[codes])


def _list_formes(liste: str) -> frozenset[str]:
    return frozenset[str]().union(*map(list_canal_forms, split_canal_names(liste)))


_A_COMPARER = 100
"""Beyond so many unknown values the column holds free text: no likeness is looked for."""


def check_canaux(table: Table, rows: Masque, parametres: Parametres) -> Iterator[Problem]:
    """Report the unknown canals among `rows`, one line for all the cells of a value.

    Nothing is reported when the choice has no effect: both délais are the same, or none is
    measured.
    """
    papier = accuse_papier(parametres)
    if accuse_electronique(parametres).nombre == papier.nombre or not rows.any():
        return
    found = _group_by_value(table, rows)
    listed = [
        *split_canal_names(parametres.canaux_electroniques),
        *split_canal_names(parametres.autres_canaux),
    ]
    known = listed if len(found) <= _A_COMPARER else []
    for nom, cells in found.items():
        problem = counted_rows.CANAL_INCONNU.report(
            cells[0], CANAL, nom, suggestion=find_closest(nom, known), delai=_describe_delai(papier)
        )
        yield from (replace(problem, place=cell) for cell in cells)


def _group_by_value(table: Table, rows: Masque) -> dict[str, list[Place]]:
    """The cells of each value of the rows, named by its most frequent spelling."""
    found: dict[str, list[Place]] = {}
    cut = group_values(table.columns[CANAL])
    for row in np.flatnonzero(rows).tolist():
        found.setdefault(cut.noms[cut.de[row]], []).append(table.locate_cell(row, CANAL))
    return found


def _describe_delai(papier: Delai) -> str:
    """What happens to the complaints of an unknown canal."""
    if papier.nombre is None:
        return "le délai d’accusé de réception papier, non mesuré, lui est appliqué"
    jours = french.format_count(papier.nombre, papier.unite.singulier, papier.unite)
    return f"le délai d’accusé de réception papier lui est appliqué ({jours})"
