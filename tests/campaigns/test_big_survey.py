"""A hundred thousand answers, five hundred wrong cells at places drawn at random: exactly these are
told, each as what it is.
"""

from __future__ import annotations

import datetime as dt

import pytest

from clu_batch.documents.control.execution import build_a_corriger_sheet
from clu_batch.kernel.problems import Problem, group_problems
from clu_batch.kernel.sheet_content import ControlCell
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.support.big_survey import Grand, grand_classeur

J = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def grand() -> Grand:
    return grand_classeur(100_000, 500)


@pytest.fixture(scope="module")
def said(grand: Grand, tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """The problems of the sheet of answers."""
    folder = tmp_path_factory.mktemp("classeurs")
    (folder / "satisfaction.xlsx").write_bytes(grand.content)
    charge = load(Options(None, None, J, folder, folder, folder, True))
    return [problem for problem in charge.problems if problem.place.sheet == "Réponses"]


def test_every_wrong_cell_is_told_once_as_what_it_is(grand: Grand, said: list[Problem]) -> None:
    assert len(grand.fautes) == len(said) == 500
    assert {problem.place.cell: problem.code for problem in said} == {
        cell: defaut.code for cell, defaut in grand.fautes.items()
    }


def test_the_report_covers_exactly_these_cells(grand: Grand, said: list[Problem]) -> None:
    covered: list[str] = []
    for line in build_a_corriger_sheet(group_problems(said), None).lignes:
        first, plage = line[3], str(line[8])
        assert isinstance(first, ControlCell)
        assert str(first.valeur) == _cells(plage)[0]
        covered += _cells(plage)
    assert sorted(covered) == sorted(grand.fautes)


def _cells(plage: str) -> list[str]:
    """The cells of `C4:C6; C12`."""
    found = []
    for part in plage.split("; "):
        first, _, last = part.partition(":")
        column = first.rstrip("0123456789")
        found += [
            f"{column}{line}"
            for line in range(
                int(first[len(column) :]), int((last or first)[len(column) :]) + 1
            )
        ]
    return found
