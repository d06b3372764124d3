"""Who presides, as the documents name him or her."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clu_batch.documents import context
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.rules.model import Bilan, Membre, Reunion
from tests.support.meeting import DECEMBRE, bilan, registre
from tests.support.prefecture import USAGERS

CHEF = Membre("CHF", USAGERS, "Secrétaire général de la préfecture", "Préfecture")


def _chaired_by(typed: str | None) -> Bilan:
    """The figures of a meeting whose « Présidence » is typed so."""
    known = bilan()
    return replace(
        known, seance=replace(known.seance, reunion=Reunion(DECEMBRE, presidence=typed))
    )


@pytest.mark.parametrize(
    ("fonction", "civilite", "nom", "preside", "de"),
    [
        (
            "Secrétaire général de la préfecture",
            None,
            None,
            "le secrétaire général de la préfecture",
            "du secrétaire général de la préfecture",
        ),
        ("Le secrétaire général", None, None, "le secrétaire général", "du secrétaire général"),
        (
            "Directrice des sécurités",
            None,
            None,
            "la directrice des sécurités",
            "de la directrice des sécurités",
        ),
        (
            "M. le sous-préfet d’Alès",
            None,
            None,
            "M. le sous-préfet d’Alès",
            "de M. le sous-préfet d’Alès",
        ),
        (
            "Responsable qualité",
            "Madame",
            None,
            "la responsable qualité",
            "de la responsable qualité",
        ),
        # « Présidence : responsable qualité »
        ("Responsable qualité", None, None, "responsable qualité", None),
        ("responsable qualité", None, None, "responsable qualité", None),
        ("Webmestre", None, None, "webmestre", None),  # a word that nobody declared
        (
            "Directrice des sécurités",
            "Madame",
            "EXEMPLE",
            "Mme\u00a0EXEMPLE, directrice des sécurités",
            "de Mme\u00a0EXEMPLE, directrice des sécurités",
        ),
        ("DDTM", None, None, "DDTM", "de DDTM"),
    ],
)
def test_who_presides_by_code(
    fonction: str, civilite: str | None, nom: str | None, preside: str, de: str | None
) -> None:
    known = registre(membres=(replace(CHEF, fonction=fonction, civilite=civilite, nom=nom),))
    assert context.find_presidence(MeetingContext(known, _chaired_by("CHF"))) == (
        preside,
        de,
    )


@pytest.mark.parametrize(
    ("typed", "preside", "de"),
    [
        (
            "secrétaire général de la préfecture",
            "le secrétaire général de la préfecture",
            "du secrétaire général de la préfecture",
        ),
        ("Mme la préfète", "Mme la préfète", "de Mme la préfète"),
        ("Le préfet", "le préfet", "du préfet"),
        ("responsable qualité", "responsable qualité", None),
        ("Responsable qualité", "responsable qualité", None),
        ("Anne EXEMPLE", "Anne EXEMPLE", "d’Anne EXEMPLE"),
        ("Jean EXEMPLE", "Jean EXEMPLE", "de Jean EXEMPLE"),
    ],
)
def test_who_presides_as_typed(typed: str, preside: str, de: str | None) -> None:
    assert context.find_presidence(MeetingContext(registre(), _chaired_by(typed))) == (
        preside,
        de,
    )


def test_nobody_presides_yet() -> None:
    assert context.find_presidence(MeetingContext(registre(), _chaired_by(None))) == (
        None,
        None,
    )
