"""What several documents of a meeting need is computed once for it, counted in a run of the full
prefecture: drafts, variant for publication and annexes included.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

import pytest

from clu_batch.documents import (
    PRODUCTIONS,
    Production,
    annexes,
    calendrier,
    context,
    distribution,
    emargement,
    fiche_d_envoi,
    lettres,
    remplacement,
)
from clu_batch.rules.suppleances import compute_limites
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.support import full_and_bare

J = dt.date(2026, 11, 23)
MEETINGS = 2
SHARED: tuple[Callable[..., object], ...] = (
    calendrier.list_entrees,
    distribution.find_distribution,
    emargement.list_groupes,
    fiche_d_envoi.list_parties,
    lettres.list_destinataires,
    remplacement.build_dits,
    compute_limites,
)
PRINTED: tuple[Callable[..., object], ...] = (
    annexes.list_annexes,
    context.build_context,
    context.build_ordre_du_jour,
)
"""The variant for publication of the held meeting prints them once more, without names."""


def find_code(function: Callable[..., object]) -> CodeType:
    """The code that computes, under what recalls it."""
    return getattr(function, "__wrapped__", function).__code__


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Counter[CodeType]:
    """How many times each function of a run was called."""
    folder: Path = tmp_path_factory.mktemp("full")
    workbooks = full_and_bare.ecrire(full_and_bare.pleine(), folder / "workbooks")
    options = Options(None, J, J, workbooks, folder / "templates", folder / "output", False)
    counted: Counter[CodeType] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            counted[frame.f_code] += 1

    sys.setprofile(count)
    try:
        pipeline.run_session(options, lambda number, total, text: None)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("function", SHARED, ids=lambda f: f.__name__)
def test_it_is_computed_once_for_a_meeting(
    function: Callable[..., object], calls: Counter[CodeType]
) -> None:
    assert 0 < calls[find_code(function)] <= MEETINGS


@pytest.mark.parametrize("function", PRINTED, ids=lambda f: f.__name__)
def test_what_is_printed_is_computed_once_more_for_the_variant_without_names(
    function: Callable[..., object], calls: Counter[CodeType]
) -> None:
    assert calls[find_code(function)] == MEETINGS + 1


@pytest.mark.parametrize("production", PRODUCTIONS, ids=lambda production: production.annonce)
def test_a_step_prepares_its_documents_and_its_problems_together(
    production: Production, calls: Counter[CodeType]
) -> None:
    assert calls[find_code(production.prepare)] == len(production.etapes)
