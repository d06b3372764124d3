"""What the sheets of the control workbook hold, without their form."""

from __future__ import annotations

from clu_batch.kernel.sheet_content import ControlCell, ControlSheet
from tests.support.meeting import simple


def valeurs(feuille: ControlSheet) -> list[tuple[object, ...]]:
    """The rows without formats nor links, with ordinary spaces."""
    nues = [
        [v.valeur if isinstance(v, ControlCell) else v for v in ligne]
        for ligne in feuille.lignes
    ]
    return [tuple(simple(v) if isinstance(v, str) else v for v in ligne) for ligne in nues]


def formats(feuille: ControlSheet, titre: str) -> list[str]:
    """The number format of each cell of a column."""
    rang = [champ.titre for champ in feuille.colonnes].index(titre)
    cellules = [ligne[rang] for ligne in feuille.lignes]
    return [
        c.format if isinstance(c, ControlCell) and c.format else feuille.colonnes[rang].format
        for c in cellules
    ]
