"""The sentence under each figure of a question, in the words of its scale
(docs/rules/satisfaction.md#definitions).
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from clu_batch.records.question import Compte
from clu_batch.rules.figures.definitions import (
    define_exclus,
    define_solde,
    define_taux,
    list_question_figures,
)
from clu_batch.rules.model import Modalite, Question
from tests.support.meeting import simple

COMPLETE = (
    ("Bien", "satisfait"),
    ("Très bien", "satisfait"),
    ("Moyen", "neutre"),
    ("Mal", "insatisfait"),
    ("Sans opinion", "exclu"),
)
SIMPLE = (("Oui", "satisfait"), ("Non", "insatisfait"))
MUETTE = (("Sans opinion", "exclu"), ("Non concerné", "exclu"))
HORS_ECHELLE = (("Passable", "neutre"),)


def question(*reponses: tuple[str, str], echelle: str = "Qualité") -> Question:
    return Question(
        "Q1",
        "L’accueil",
        echelle,
        modalites=tuple(
            Modalite("", texte, Decimal(rang), Compte(compte))
            for rang, (texte, compte) in enumerate(reponses)
        ),
    )


@pytest.mark.parametrize(
    ("posee", "attendue"),
    [
        (
            question(*COMPLETE),
            (
                "Part des réponses « Bien » et « Très bien » parmi les réponses exprimées ; "
                "« Sans opinion » et les non-réponses sont comptés à part."
            ),
        ),
        (
            question(*SIMPLE),
            (
                "Part des réponses « Oui » parmi les réponses exprimées ; les non-réponses sont"
                " comptées à part."
            ),
        ),
        (
            question(*HORS_ECHELLE),
            (
                "Part des réponses satisfaites parmi les réponses exprimées ; les non-réponses sont"
                " comptées à part."
            ),
        ),
        (question(echelle="note 0-10"), "Part des notes de 8 à 10 parmi les notes données."),
        (
            question(*SIMPLE, echelle="oui/non"),
            (
                "Part des réponses « Oui » parmi les réponses exprimées ; les non-réponses sont"
                " comptées à part."
            ),
        ),
        (
            question(*SIMPLE, echelle="accueil"),
            (
                "Part des réponses « Oui » parmi les réponses exprimées ; les non-réponses sont"
                " comptées à part."
            ),
        ),
    ],
)
def test_what_a_rate_means(posee: Question, attendue: str) -> None:
    assert simple(define_taux(posee)) == attendue


@pytest.mark.parametrize(
    ("posee", "attendue"),
    [
        (
            question(*COMPLETE),
            (
                "Part des réponses « Bien » et « Très bien », moins celle des réponses « Mal »,"
                " parmi les réponses exprimées ; les réponses « Moyen » en font partie."
            ),
        ),
        (
            question(*SIMPLE),
            (
                "Part des réponses « Oui », moins celle des réponses « Non », parmi les réponses"
                " exprimées."
            ),
        ),
        (
            question(*MUETTE),
            (
                "Part des réponses satisfaites, moins celle des réponses insatisfaites, parmi les"
                " réponses exprimées."
            ),
        ),
    ],
)
def test_what_a_solde_means(posee: Question, attendue: str) -> None:
    assert simple(define_solde(posee)) == attendue


@pytest.mark.parametrize(
    ("posee", "attendue"),
    [
        (
            question(*COMPLETE),
            "Nombre de réponses « Sans opinion », qui n’entrent pas dans les réponses exprimées.",
        ),
        (
            question(*MUETTE),
            (
                "Nombre de réponses « Sans opinion » et « Non concerné », qui n’entrent pas dans"
                " les réponses exprimées."
            ),
        ),
        (
            question(*SIMPLE),
            (
                "Nombre de réponses qui n’entrent pas dans les réponses exprimées ; l’échelle de"
                " cette question n’en prévoit pas."
            ),
        ),
    ],
)
def test_what_is_counted_apart(posee: Question, attendue: str) -> None:
    assert simple(define_exclus(posee)) == attendue


@pytest.mark.parametrize(
    ("echelle", "figures"),
    [
        ("Accueil", ["taux", "solde", "exclus", "non_reponses", "illisibles"]),
        ("Évaluation", ["taux", "solde", "exclus", "non_reponses", "illisibles"]),
        ("oui/non", ["taux", "solde", "exclus", "non_reponses", "illisibles"]),
        ("note 0-10", ["taux", "moyenne", "exclus", "non_reponses", "illisibles"]),
        ("choix unique", ["non_reponses", "illisibles"]),
        ("choix multiple", ["non_reponses", "illisibles"]),
        ("texte", []),
    ],
)
def test_which_figures_a_question_has(echelle: str, figures: list[str]) -> None:
    posee = question(*SIMPLE, echelle=echelle)
    found = [figure.of(posee) for figure in list_question_figures(posee)]
    assert found == [f"satisfaction.{nom}.Q1" for nom in figures]
