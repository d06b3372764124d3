"""Bad inputs of real workbooks, some of them planted together: each gives exactly its lines,
whatever stands beside it.
"""

from __future__ import annotations

import random

import pytest

from tests.check.bad_inputs.dossier import Dossier
from tests.check.test_bad_inputs import ENSEMBLE, charger

TIRAGES = 300


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return Dossier(tmp_path_factory.mktemp("catalogue") / "classeurs")


@pytest.mark.parametrize("seed", range(TIRAGES))
def test_some_planted_together(
    seed: int, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    # from 2 to all, small ones more often: they cost less
    size = round(2 * (len(ENSEMBLE) / 2) ** chance.random() ** 2)
    charger(chance.sample(ENSEMBLE, size), dossier, monkeypatch)
