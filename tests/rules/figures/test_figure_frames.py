"""The figures of a meeting as frames: exact objects, a row each, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from clu_batch.rules.figures.figure_frames import (
    FIGURE,
    REPARTITION,
    list_figures,
    list_repartitions,
)
from tests.support.meeting import (
    INDICATEURS,
    PERIODE,
    PRECEDENTE,
    bilan,
    indicateur,
    nombre,
    taux,
)


def types_of(frame: pd.DataFrame) -> set[type]:
    cells: Iterable[object] = frame.to_numpy().ravel().tolist()
    return {type(cell) for cell in cells}


def test_a_row_per_indicator_with_all_its_facts() -> None:
    tiers = replace(
        indicateur("x", taux(1, 3)),
        precedente=taux(1, 6),
        intervalle=(0.1, 0.7),
        ecart=Fraction(50, 3),
        cible=Fraction(4, 5),
        periode=PRECEDENTE,
    )
    (figure,) = list_figures(bilan(indicateurs={"x": tiers})).to_dict("records")
    assert list(figure) == FIGURE
    assert figure["valeur"] == Fraction(1, 3)
    assert (figure["numerateur"], figure["denominateur"]) == (1, 3)
    assert (figure["periode_du"], figure["periode_au"]) == (PRECEDENTE.du, PRECEDENTE.au)
    assert (figure["intervalle_bas"], figure["intervalle_haut"]) == (0.1, 0.7)
    assert (figure["precedente"], figure["ecart"]) == (Fraction(1, 6), Fraction(50, 3))
    assert figure["cible"] == Fraction(4, 5)


def test_a_figure_without_period_of_its_own_has_that_of_the_meeting() -> None:
    figures = list_figures(bilan(indicateurs={"x": indicateur("x", nombre(3))}))
    assert list(figures["periode_du"]) == [PERIODE.du]
    assert list(figures["periode_au"]) == [PERIODE.au]


def test_what_is_counted_whatever_its_date_has_no_period() -> None:
    figures = list_figures(bilan())
    sans = figures[figures["periode_du"].isna()]
    assert list(sans["code"]) == ["reclamations.stock", "reclamations.plus_ancienne"]


def test_figures_keep_their_order() -> None:
    assert list(list_figures(bilan())["code"]) == list(INDICATEURS)


@pytest.mark.parametrize("frame", [list_figures(bilan()), list_repartitions(bilan())])
def test_no_cell_is_a_nan_or_a_scalar_of_numpy(frame: pd.DataFrame) -> None:
    modules = {kind.__module__.split(".")[0] for kind in types_of(frame)}
    assert modules <= {"builtins", "datetime", "fractions", "clu_batch"}
    cells = frame.to_numpy().ravel()
    assert all(cell is None for cell in cells[pd.isna(cells)])


def test_a_row_per_group_of_a_breakdown() -> None:
    groups = list_repartitions(bilan())
    assert list(groups.columns) == REPARTITION
    assert list(groups["modalite"]) == [r.modalite for r in bilan().repartitions]
    months = groups[(groups["code"] == "satisfaction.taux.global") & (groups["axe"] == "Mois")]
    assert months.iloc[-1].tolist()[3:] == [None, None, 3]


def test_a_meeting_without_figures_gives_empty_frames_with_their_columns() -> None:
    empty = bilan(indicateurs={}, repartitions=[])
    assert list(list_figures(empty).columns) == FIGURE
    assert list(list_repartitions(empty).columns) == REPARTITION
