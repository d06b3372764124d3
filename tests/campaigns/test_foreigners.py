"""Exports and registers of other prefectures, years and tools, read after few runs by who does what
the messages say (docs/rules/control-workbook.md#equivalences-proposees).
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import clu_batch
from clu_batch.kernel.exit_codes import Code
from tests.campaigns.foreigners import LANDS, SIZES, Foreigner
from tests.campaigns.stranger import LINES, RUNS, is_sendable, list_mutilated


def check_figures(kind: str, found: clu_batch.Run) -> None:
    """Every rate that is printed is the plain count of what was laid."""
    land, (answers, complaints) = LANDS[kind], SIZES[kind]
    figures = found.figures.set_index("code")
    for rank, (code, _) in enumerate(land.questions):
        name = "global" if rank == len(land.questions) - 1 else code
        figure = figures.loc[f"satisfaction.taux.{name}"]
        satisfied, said = land.count_answers(land.list_answers(answers), rank)
        assert (figure.numerateur, figure.denominateur) == (satisfied, said), code
        assert figure.valeur == Fraction(satisfied, said), code
    counted = land.count_states(land.list_complaints(complaints))
    told = {state: figures.at[f"reclamations.{state}", "valeur"] for state in counted}
    assert told == counted
    assert figures.at["reclamations.recues", "valeur"] == sum(counted.values())


@pytest.mark.parametrize("kind", LANDS)
def test_a_pack_is_sent_after_few_runs_and_nothing_is_left_to_say(
    kind: str, tmp_path: Path
) -> None:
    secretary = Foreigner(tmp_path, LANDS[kind])
    secretary.lay()
    secretary.run()
    assert secretary.paste_proposals()
    found = secretary.run()
    assert len(secretary.read_control("À corriger")) <= LINES
    secretary.correct_by_hand()
    found = secretary.run()
    assert is_sendable(found), list_mutilated(found)
    check_figures(kind, found)
    for _ in range(RUNS - 3):
        if found.code is not Code.DONE:
            secretary.tell_seen()
            found = secretary.run()
    assert found.code is Code.DONE, secretary.read_control("À corriger")
    check_figures(kind, found)
