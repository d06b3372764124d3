"""One figure, one verdict: the row of a question and the commitment that rests on it never disagree
(docs/rules/commitments.md#one-verdict), and what limits a figure goes wherever it is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    engagements,
    engagements_wording,
    reclamations,
    satisfaction,
)
from clu_batch.kernel.content import PrintedTable
from clu_batch.rules.figures.mesures import judge_mesure, tell_apart
from clu_batch.rules.model import (
    ActionDAmelioration,
    Atteinte,
    BilanEngagement,
    Engagement,
    Indicateur,
    Mesure,
)
from tests.support.meeting import (
    INDICATEURS,
    QUESTIONS,
    bilan,
    dit,
    indicateur,
    nombre,
    registre,
    simple,
    taux,
)

MESURE = taux(447, 637)  # 70,2 %


def tenir(
    source: Indicateur | None, cible: float | None = 0.75, sens: str = "≥"
) -> BilanEngagement:
    """A commitment E2 with a tolerance of five points, held against `source`."""
    exacte = None if cible is None else Fraction(str(cible))
    engagement = Engagement(
        "E2", "Nous limitons votre attente", sens=sens, cible=exacte, tolerance=Fraction(5, 100)
    )
    mesure = source.mesure if source else nombre(3)
    etat = judge_mesure(mesure, exacte, sens, engagement.tolerance)
    return BilanEngagement(engagement, mesure, None, Mesure(), None, etat, source=source)


def rangee(*tenus: BilanEngagement, engagement: str | None = None, code: str = "Q2") -> str:
    """The row of a question whose own target, 80 %, is missed."""
    figure = indicateur(
        f"satisfaction.taux.{code}",
        MESURE,
        cible=Fraction(8, 10),
        etat=Atteinte.NON_ATTEINT,
    )
    question = next(q for q in QUESTIONS if q.code == code)
    autres = [q for q in QUESTIONS if q.code != code]
    questions = (replace(question, engagement=engagement), *autres)
    figures = {**INDICATEURS, figure.code: figure}
    if code == "Q1":
        figures["satisfaction.taux.global"] = replace(figure, code="satisfaction.taux.global")
    meeting = MeetingContext(
        replace(registre(), questions=questions), bilan(indicateurs=figures, engagements=tenus)
    )
    rows = dit(satisfaction.build_section(meeting).elements)
    trouvees = [row for row in rows if row.startswith(question.libelle) and "70,2 %" in row]
    return trouvees[0].split("70,2 %", 1)[1]


def source(code: str) -> Indicateur:
    return indicateur(code, MESURE)


ICI, AILLEURS = source("satisfaction.taux.Q2"), source("satisfaction.taux.Q1")


@pytest.mark.parametrize(
    ("rangee", "attendu"),
    [
        (rangee(), " | — | — | 80,0 % | non atteint"),
        (rangee(tenir(ICI)), " | — | — | 75,0 % | partiellement atteint"),
        (rangee(tenir(ICI), engagement="E2"), " | — | — | 75,0 % | partiellement atteint"),
        (rangee(tenir(ICI, 0.7)), " | — | — | 70,0 % | atteint"),
        (rangee(tenir(ICI, None)), " | — | —"),
        (rangee(tenir(ICI, 0.75, "≤")), " | — | — | ≤ 75,0 % | atteint"),
        (rangee(tenir(ICI), tenir(ICI, 0.9)), " | — | — | 75,0 % | partiellement atteint"),
        (rangee(tenir(AILLEURS), engagement="E2"), " | — | — | — | voir E2"),
        (rangee(tenir(None), engagement="e2"), " | — | — | voir E2"),
        (rangee(tenir(None)), " | — | — | 80,0 % | non atteint"),
        (rangee(tenir(None), engagement="E9"), " | — | — | 80,0 % | non atteint"),
        (
            rangee(tenir(source("satisfaction.taux.global")), code="Q1"),
            " | — | — | 75,0 % | partiellement atteint",
        ),
    ],
)
def test_the_row_of_a_question_has_the_verdict_of_its_commitment(
    rangee: str, attendu: str
) -> None:
    assert rangee.replace("Q1", "") == attendu


@pytest.mark.parametrize(
    ("k", "n", "cible", "sens", "tolerance", "attendu"),
    [
        (7997, 10000, "0.8", "≥", None, "79,97 %"),
        (79999, 100000, "0.8", "≥", None, "79,999 %"),
        (79999999, 10**8, "0.8", "≥", None, "79,999999 %"),
        (799999999, 10**9, "0.8", "≥", None, "80,000000 %"),  # six decimals at most
        (8003, 10000, "0.8", "≤", None, "80,03 %"),
        (7997, 10000, "0.8", "≤", None, "80,0 %"),
        (8003, 10000, "0.8", "≥", None, "80,0 %"),
        (8, 10, "0.8", "≥", None, "80,0 %"),
        (7994, 10000, "0.8", "≥", None, "79,9 %"),
        (7497, 10000, "0.8", "≥", "0.05", "74,97 %"),
        (7503, 10000, "0.8", "≥", "0.05", "75,0 %"),
        (7997, 10000, "0.8", "≥", "0.05", "79,97 %"),
        (7997, 10000, None, "≥", None, "80,0 %"),
        (7997, 10000, "0.7997", "≥", None, "80,0 %"),
        (7996, 10000, "0.7997", "≥", None, "79,96 %"),
        (7994, 10000, "0.7994", "≥", None, "79,94 %"),
    ],
)
def test_a_rate_never_prints_like_a_target_that_it_misses(
    k: int, n: int, cible: str | None, sens: str, tolerance: str | None, attendu: str
) -> None:
    target = None if cible is None else Fraction(cible)
    marge = None if tolerance is None else Fraction(tolerance)
    told = tell_apart(taux(k, n), "%", target, sens, marge)
    b = BilanEngagement(Engagement("E1"), told, None, Mesure(), None, Atteinte.ATTEINT)
    assert simple(str(engagements_wording.say_result(b))) == attendu
    assert told.valeur == Fraction(k, n)  # the figure itself never changes


def test_a_target_is_printed_with_the_decimals_that_were_typed() -> None:
    assert simple(engagements_wording.say_target(tenir(None, 0.7997)) or "") == "≥ 79,97 %"
    assert simple(engagements_wording.say_target(tenir(None, 0.8)) or "") == "≥ 80,0 %"


def test_a_commitment_on_a_balance_is_told_in_points() -> None:
    solde = indicateur("satisfaction.solde.Q2", taux(400, 640))
    b = tenir(solde, 0.5)
    assert simple(str(engagements_wording.say_result(b))) == "+62,5 points"
    assert simple(engagements_wording.say_target(b) or "") == "≥ 50,0 points"
    assert "%" not in str(engagements_wording.say_with_base(b))


def notes(elements: Iterable[object]) -> list[str]:
    tables = [e for e in elements if isinstance(e, PrintedTable)]
    return [simple(note) for table in tables for note in table.notes]


@pytest.mark.parametrize(
    ("evolution", "dite", "note"),
    [
        ("significative", "\n+10,0 points |", None),
        ("non significative", "\n+10,0 points * |", "Écart suivi de * : l’écart est trop"),
        ("peu de réponses", "\n+10,0 points ** |", "Écart suivi de ** : trop peu de réponses"),
        ("sans objet", "\n+10,0 points |", "Écart non testé : E2."),
    ],
)
def test_what_limits_a_change_follows_it_to_the_commitment(
    evolution: str, dite: str, note: str | None
) -> None:
    figure = indicateur("satisfaction.taux.Q2", MESURE, evolution=evolution, ecart=Fraction(10))
    tenu = replace(tenir(figure), precedente=taux(6, 10), ecart=Fraction(10))
    block = engagements.build_section(
        MeetingContext(registre(), bilan(engagements=[tenu]))
    ).elements
    assert any(dite in row for row in dit(block))
    assert [n for n in notes(block) if n.startswith("Écart ")] == [
        n for n in notes(block) if note and n.startswith(note)
    ]


@pytest.mark.parametrize(("base", "prevenu"), [(29, True), (30, False), (1, True)])
def test_few_answers_are_said_of_the_commitment_too(base: int, prevenu: bool) -> None:
    tenu = tenir(indicateur("satisfaction.taux.Q2", taux(1, base)))
    block = engagements.build_section(MeetingContext(registre(), bilan(engagements=[tenu])))
    said = "E2 : moins de 30 cas, à interpréter avec prudence." in notes(block.elements)
    assert said is prevenu


@pytest.mark.parametrize(
    ("pilote", "echeance", "attendu"),
    [
        (None, None, "• Relire les courriers."),
        ("Responsable qualité", None, "• Relire les courriers (pilote : responsable qualité)"),
        ("SGCD", None, "• Relire les courriers (pilote : SGCD)"),
        (None, dt.date(2027, 3, 1), "• Relire les courriers (échéance : 01/03/2027)"),
        (
            "Le bureau du courrier",
            dt.date(2027, 3, 1),
            "• Relire les courriers (pilote : le bureau du courrier ; échéance : 01/03/2027)",
        ),
    ],
)
def test_an_action_says_who_conducts_it_and_until_when(
    pilote: str | None, echeance: dt.date | None, attendu: str
) -> None:
    action = ActionDAmelioration("Relire les courriers.", pilote, echeance)
    meeting = MeetingContext(registre(), bilan(actions_reclamations=[action]))
    assert attendu in dit(reclamations.build_section(meeting).elements)


def test_the_actions_of_the_commitments_have_their_service_and_due_date() -> None:
    figure = indicateur("satisfaction.taux.Q2", taux(1, 100))
    tenu = tenir(figure)
    engagement = replace(
        tenu.engagement,
        action="Ouvrir un guichet.",
        pilote="SGCD",
        echeance_action=dt.date(2027, 1, 31),
    )
    for changed, attendue in (
        (engagement, "E2 | Ouvrir un guichet. | SGCD | 31/01/2027"),
        (replace(engagement, pilote=None), "E2 | Ouvrir un guichet. | 31/01/2027"),
        (replace(engagement, echeance_action=None), "E2 | Ouvrir un guichet. | SGCD"),
    ):
        meeting = MeetingContext(
            registre(), bilan(engagements=[replace(tenu, engagement=changed)])
        )
        assert attendue in dit(engagements.build_section(meeting).elements)
