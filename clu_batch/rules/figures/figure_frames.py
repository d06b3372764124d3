"""Give the figures of a meeting as frames: a row per indicator, a row per group of a breakdown.

Their cells are objects: exact fractions, whole numbers, dates, texts; None is « non mesuré » or
« sans objet ».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from clu_batch.rules.figures.reclamations_fiches import SANS_PERIODE
from clu_batch.rules.model import BilanGeneral, Indicateur, Mesure, Periode, Repartition

FIGURE = [
    "code",
    "libelle",
    "periode_du",
    "periode_au",
    "valeur",
    "numerateur",
    "denominateur",
    "unite",
    "illisibles",
    "retenue",
    "intervalle_bas",
    "intervalle_haut",
    "precedente",
    "ecart",
    "evolution",
    "cible",
    "sens",
    "etat",
    "definition",
    "reserve",
]
"""The columns of the frame of the figures; `valeur`, `precedente`, `cible` are in `unite`, a rate
as a fraction of 1, and `ecart` is in points for a rate. What the others mean: `Indicateur`.
"""
REPARTITION = ["code", "axe", "modalite", "valeur", "numerateur", "denominateur"]
"""The columns of the frame of the breakdowns."""


def list_figures(bilan: BilanGeneral) -> pd.DataFrame:
    """Return the figures of a meeting, a row per indicator, in their order."""
    indicateurs = bilan.indicateurs.values()
    rows = [_list_facts(indicateur, bilan.seance.periode) for indicateur in indicateurs]
    return pd.DataFrame(rows, columns=FIGURE, dtype=object)


def _list_days(indicateur: Indicateur, periode: Periode) -> Sequence[dt.date | None]:
    """The first and last day counted; none for what is counted whatever its date."""
    if indicateur.code in SANS_PERIODE:
        return None, None
    propre = indicateur.periode or periode
    return propre.du, propre.au


def _list_facts(indicateur: Indicateur, periode: Periode) -> tuple[object, ...]:
    """The facts of a figure of a meeting whose period is `periode`, in the order of `FIGURE`."""
    mesure, precedente = indicateur.mesure, indicateur.precedente or Mesure()
    bas, haut = indicateur.intervalle or (None, None)
    return (
        indicateur.code,
        indicateur.libelle,
        *_list_days(indicateur, periode),
        mesure.valeur,
        mesure.numerateur,
        mesure.denominateur,
        indicateur.unite,
        mesure.illisibles,
        mesure.retenue,
        bas,
        haut,
        precedente.valeur,
        indicateur.ecart,
        indicateur.evolution,
        indicateur.cible,
        indicateur.sens,
        indicateur.etat,
        indicateur.definition,
        indicateur.reserve,
    )


def list_repartitions(bilan: BilanGeneral) -> pd.DataFrame:
    """Return the breakdowns of a meeting, a row per group: a rate where the row has a base, a count
    otherwise.
    """
    rows = [_list_group(repartition) for repartition in bilan.repartitions]
    return pd.DataFrame(rows, columns=REPARTITION, dtype=object)


def _list_group(repartition: Repartition) -> tuple[object, ...]:
    mesure = repartition.mesure
    base = (mesure.valeur, mesure.numerateur, mesure.denominateur)
    return (repartition.code, repartition.axe, repartition.modalite, *base)
