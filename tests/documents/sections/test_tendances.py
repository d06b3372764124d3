"""What stands for the series of past meetings, while the sheet that may hold it cannot be read
(docs/rules/history.md#trends).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import reclamations, satisfaction, tendances
from clu_batch.rules.figures.definitions import TAUX_GLOBAL
from clu_batch.rules.model import PEUT_ETRE_ILLISIBLE
from tests.support.history import Passe, make_history
from tests.support.meeting import INDICATEURS, PERIODE, bilan, dit, registre

MANQUE = (
    "À COMPLÉTER : série des réunions passées (feuille Historique peut-être dans un classeur"
    " illisible)"
)


def meeting(state: str | None, held: int) -> MeetingContext:
    """A meeting after so many held ones; `state` is that of the sheet Historique."""
    figures = [INDICATEURS[code] for code in (TAUX_GLOBAL, reclamations.TAUX)]
    passes = [
        Passe(day, PERIODE, day, figure)
        for day in (dt.date(2024 + n, 6, 11) for n in range(held))
        for figure in figures
    ]
    absent = {"Historique": state} if state else {}
    known = replace(registre(), feuilles_absentes=absent)
    return MeetingContext(known, replace(bilan(), historique=make_history(passes)))


@pytest.mark.parametrize("held", [0, 1, 2, 3])
@pytest.mark.parametrize(
    ("state", "manque"),
    [(None, False), ("absente", False), ("vide", False), (PEUT_ETRE_ILLISIBLE, True)],
)
@pytest.mark.parametrize("section", [satisfaction, reclamations])
def test_each_trend_says_that_its_series_may_be_missing(
    section: object, state: str | None, manque: bool, held: int
) -> None:
    build = (
        satisfaction.build_section if section is satisfaction else reclamations.build_section
    )
    lines = dit(build(meeting(state, held)).elements)
    assert (MANQUE in lines) is manque
    titled = [line for line in lines if line.endswith(tendances.TITRE)]
    assert len(titled) == (manque or held >= tendances.DES)


def test_what_to_do_is_to_repair_or_to_remove_the_workbook() -> None:
    known = meeting(PEUT_ETRE_ILLISIBLE, 0)
    manque = tendances.find_missing_series(known)
    assert manque is not None
    assert manque.ou.sheet == "Historique"
    assert "retirez-le du dossier des classeurs" in manque.que_faire
