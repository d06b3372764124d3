"""The documents of three prefectures: that of the example, one whose every sheet is full, one that
was generated.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from benchmarks import make_workbooks
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.conftest import WORKBOOKS
from tests.support.full_and_bare import J, ecrire, pleine

PREFECTURES = ("exemple", "pleine", "engendree")


class Prefecture(NamedTuple):
    """The folders of a prefecture: what was typed, and what was made of it."""

    classeurs: Path
    sortie: Path


def produce(nom: str, dossier: Path) -> Prefecture:
    """Make all the documents of a prefecture in a folder."""
    classeurs = WORKBOOKS
    if nom == "pleine":
        classeurs = ecrire(pleine(), dossier / "workbooks")
    elif nom == "engendree":
        classeurs = dossier / "workbooks"
        make_workbooks.make_all(classeurs, answers=400, complaints=120, seed=3)
    return run_prefecture(classeurs, dossier)


def run_prefecture(classeurs: Path, dossier: Path) -> Prefecture:
    """Make all the documents of a folder of workbooks."""
    sortie = dossier / "output"
    options = Options(None, None, J, classeurs, dossier / "templates", sortie, False)
    run = pipeline.run_session(options, lambda number, total, text: None)
    assert not run.defects
    return Prefecture(classeurs, sortie)
