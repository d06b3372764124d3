"""Figures of past meetings, for the tests of the series and of what shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clu_batch.rules.figures import historique
from clu_batch.rules.model import Donnees, Indicateur, Mesure, Periode


@dataclass(frozen=True)
class Passe:
    """A figure at a meeting, at its own cut-off."""

    reunion: dt.date
    periode: Periode
    arrete_au: dt.date
    indicateur: Indicateur
    regle_modifiee: bool = False
    regle: str = ""
    donnees: Donnees | None = None


def make_history(passes: Iterable[Passe] = ()) -> pd.DataFrame:
    """The frame of these figures."""
    return historique.make_frame([_list_cells(passe) for passe in passes])


def _list_cells(passe: Passe) -> tuple[object, ...]:
    indicateur, mesure = passe.indicateur, passe.indicateur.mesure
    return (
        passe.reunion,
        passe.periode.du,
        passe.periode.au,
        passe.arrete_au,
        indicateur.code,
        indicateur.libelle,
        mesure.valeur,
        mesure.numerateur,
        mesure.denominateur,
        indicateur.unite,
        mesure.illisibles,
        mesure.retenue,
        passe.regle,
        passe.regle_modifiee,
        passe.donnees,
    )


def read_history(frame: pd.DataFrame) -> list[Passe]:
    """What the frame says, row by row; the period of a figure is that of its meeting."""
    return [_read_row(row) for row in frame.itertuples()]


def _read_row(row: Any) -> Passe:
    periode = Periode(row.periode_du, row.periode_au)
    mesure = Mesure(row.valeur, row.numerateur, row.denominateur, row.illisibles, row.retenue)
    indicateur = Indicateur(row.code, row.libelle, row.unite, mesure, periode)
    return Passe(
        row.reunion,
        periode,
        row.arrete_au,
        indicateur,
        row.regle_modifiee,
        row.regle,
        row.donnees,
    )
