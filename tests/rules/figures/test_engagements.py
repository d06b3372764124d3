"""The commitments (docs/rules/commitments.md#result): which result is held against the target, and
what it is worth.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from clu_batch.kernel.declaration import Where
from clu_batch.kernel.problems import Place
from clu_batch.records.engagements import IndicateurLocal
from clu_batch.records.parametres import Unite
from clu_batch.rules.figures import engagements
from clu_batch.rules.figures.engagements import BilanEngagements
from clu_batch.rules.figures.mesures import compute_taux, judge_etat
from clu_batch.rules.figures.prevus import list_fiches
from clu_batch.rules.links.engagements import read_locaux
from clu_batch.rules.model import (
    BilanEngagement,
    Engagement,
    Enquete,
    Indicateur,
    Mesure,
    Parametres,
    Periode,
    Question,
    Registre,
    Resultat,
    Seance,
)
from tests.support.figures import codes, indicateur, rien_de_numpy, seance
from tests.support.registers import registre
from tests.support.results import make_results
from tests.support.text_tables import date, rows

TAUX = Indicateur(
    "reclamations.taux_dans_delai",
    "Réclamations répondues dans le délai",
    "%",
    compute_taux(17, 20),
    precedente=compute_taux(3, 4),
    ecart=Fraction(10),
)
MEDIAN = Indicateur(
    "reclamations.delai_median",
    "Délai médian de réponse",
    "jours ouvrés",
    Mesure(Fraction(12)),
    precedente=Mesure(Fraction(15)),
)


def engagement(**faits: Any) -> Engagement:
    where = Where("engagements.xlsx", "Engagements", 2, {"source": "I"})
    standard = Engagement(
        "E1",
        "Décrocher le téléphone",
        "Taux de décroché",
        "≥",
        cible=Fraction(8, 10),
        where=where,
    )
    return dataclasses.replace(standard, **faits)


def resultats(text: str) -> list[Resultat]:
    """One result per line: Code | Du | Au | Valeur."""
    found = []
    for line in text.strip().splitlines():
        code, du, au, value = (part.strip() for part in line.split("|"))
        found.append(Resultat(code, date(du), date(au), Fraction(value), nombre_de_cas=100))
    return found


def dossier(given: Sequence[Engagement], typed: str = "") -> Registre:
    return dataclasses.replace(
        registre(), engagements=given, resultats=make_results(resultats(typed))
    )


def calcule(given: Engagement, typed: str = "", due: Seance | None = None) -> BilanEngagements:
    found = engagements.compute(
        dossier([given], typed), due or seance(), {i.code: i for i in (TAUX, MEDIAN)}
    )
    rien_de_numpy(found.calcul)
    return found


def bilan(given: Engagement, typed: str = "", due: Seance | None = None) -> BilanEngagement:
    (found,) = calcule(given, typed, due).bilans
    return found


@pytest.mark.parametrize(
    ("value", "target", "sense", "tolerance", "expected"),
    [
        ("8/10", "8/10", "≥", None, "atteint"),  # equality is reached
        ("7999/10000", "8/10", "≥", None, "non atteint"),
        ("8/10", "8/10", "≤", None, "atteint"),
        ("81/100", "8/10", "≤", None, "non atteint"),
        # missed by exactly the tolerance
        ("78/100", "8/10", "≥", "2/100", "partiellement atteint"),
        ("7799/10000", "8/10", "≥", "2/100", "non atteint"),
        ("17", "15", "≤", "2", "partiellement atteint"),
        ("18", "15", "≤", "2", "non atteint"),
        ("9/10", None, "≥", None, "sans cible"),
        (None, "8/10", "≥", None, "non mesuré"),
        (None, None, "≥", None, "non mesuré"),
        ("9/10", "8/10", None, None, "sans cible"),
        ("8/10", "8/10", "≥", "0", "atteint"),
        ("79/100", "8/10", "≥", "0", "non atteint"),
    ],
)
def test_states(
    value: str | None,
    target: str | None,
    sense: str | None,
    tolerance: str | None,
    expected: str,
) -> None:
    exact = [
        None if number is None else Fraction(number) for number in (value, target, tolerance)
    ]
    assert judge_etat(exact[0], exact[1], sense, exact[2]) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # latest Au
        ("E1 | 01/01/2026 | 31/03/2026 | 7/10\nE1 | 01/04/2026 | 30/06/2026 | 9/10", "9/10"),
        # tie: latest Du
        ("E1 | 01/04/2026 | 30/06/2026 | 9/10\nE1 | 01/01/2026 | 30/06/2026 | 7/10", "9/10"),
        # tie again: last row
        ("E1 | 01/04/2026 | 30/06/2026 | 9/10\nE1 | 01/04/2026 | 30/06/2026 | 7/10", "7/10"),
        ("E1 | 01/10/2025 | 31/01/2026 | 9/10", "9/10"),  # Du may be earlier
    ],
)
def test_the_latest_result_of_the_period(typed: str, expected: str) -> None:
    assert bilan(engagement(), typed).mesure == Mesure(Fraction(expected), None, 100)


def test_the_period_of_a_result_stands_when_it_is_its_own() -> None:
    assert bilan(engagement(), "E1 | 01/04/2026 | 30/06/2026 | 9/10").periode == Periode(
        date("01/04/2026"), date("30/06/2026")
    )
    whole = calcule(engagement(), "E1 | 01/01/2026 | 31/12/2026 | 9/10")
    assert whole.bilans[0].periode is None
    assert indicateur(whole.calcul, "engagements.E1").periode == Periode(
        date("01/01/2026"), date("31/12/2026")
    )


def test_gap_with_the_comparison_period() -> None:
    typed = "E1 | 01/01/2026 | 31/12/2026 | 2/3\nE1 | 01/01/2025 | 31/12/2025 | 1/2"
    assert bilan(engagement(), typed).ecart == Fraction(50, 3)  # points
    assert bilan(engagement(unite="minutes", cible=Fraction(1)), typed).ecart == Fraction(1, 6)
    assert bilan(engagement(), "E1 | 01/01/2026 | 31/12/2026 | 2/3").ecart is None


def test_none_in_the_period_but_some_elsewhere() -> None:
    found = calcule(engagement(), "E1 | 01/01/2025 | 31/12/2025 | 1/2")
    assert found.bilans[0].etat == "non mesuré"
    assert found.bilans[0].precedente.valeur == Fraction(1, 2)
    assert [(p.code, p.place.cell) for p in found.calcul.problems] == [
        ("resultat-hors-periode", "A2")
    ]


def test_no_result_at_all_is_no_problem() -> None:
    found = calcule(engagement())
    assert (found.bilans[0].etat, found.calcul.problems) == ("non mesuré", [])


def test_a_result_that_ends_after_the_cut_off_does_not_exist_yet() -> None:
    typed = "E1 | 01/01/2026 | 31/03/2026 | 7/10\nE1 | 01/04/2026 | 30/06/2026 | 9/10"
    early = calcule(engagement(), typed, seance(a="31/05/2026", j="31/12/2026"))
    assert (early.bilans[0].mesure.valeur, early.calcul.problems) == (Fraction(7, 10), [])
    nothing = calcule(engagement(), typed, seance(a="01/02/2026", j="31/12/2026"))
    assert (nothing.bilans[0].etat, nothing.calcul.problems) == ("non mesuré", [])


def test_results_after_the_day_of_the_run_are_told_once() -> None:
    typed = (
        "E1 | 01/01/2026 | 31/03/2026 | 7/10\nE1 | 01/04/2026 | 30/06/2026 | 9/10\nE1 | 01/07/2026"
        " | 30/09/2026 | 9/10"
    )
    found = calcule(engagement(), typed, seance(a="31/05/2026"))
    assert [(p.code, p.place.cell) for p in found.calcul.problems] == [("dates-futures", "D3")]


@pytest.mark.parametrize(
    "source",
    [
        "reclamations.taux_dans_delai",
        "Réclamations répondues dans le délai",
        "RECLAMATIONS REPONDUES dans le delai",
    ],
)
def test_a_source_by_code_or_by_wording(source: str) -> None:
    found = bilan(engagement(source=source, cible=Fraction(85, 100)))
    assert (found.mesure, found.precedente, found.ecart, found.etat) == (
        compute_taux(17, 20),
        compute_taux(3, 4),
        Fraction(10),
        "atteint",
    )


def test_what_the_service_says_of_a_result_goes_with_it() -> None:
    typed = [
        dataclasses.replace(resultat, commentaire="Relevé de la borne")
        for resultat in resultats("E1 | 01/01/2026 | 31/12/2026 | 9/10")
    ]
    of = dataclasses.replace(
        registre(), engagements=[engagement()], resultats=make_results(typed)
    )
    assert engagements.compute(of, seance(), {}).bilans[0].commentaire == "Relevé de la borne"


def test_a_source_brings_its_own_period() -> None:
    enquete = Periode(date("02/03/2026"), date("27/03/2026"))
    retour = Indicateur(
        "satisfaction.retour.1",
        "Taux de retour – Accueil",
        "%",
        compute_taux(84, 200),
        periode=enquete,
    )
    of = dataclasses.replace(registre(), engagements=[engagement(source=retour.code)])
    found = engagements.compute(of, seance(), {retour.code: retour})
    assert found.bilans[0].periode == enquete
    assert indicateur(found.calcul, "engagements.E1").periode == enquete
    assert bilan(engagement(source=TAUX.code)).periode is None


@pytest.mark.parametrize("source", ["Q1", "q 1", "L'accueil", "l’accueil ?"])
def test_a_question_stands_for_its_rate(source: str) -> None:
    rate = Indicateur(
        "satisfaction.taux.Q1", "Satisfaction – L’accueil ?", "%", compute_taux(9, 10)
    )
    asked = Question("Q1", "L’accueil ?", "Satisfaction")
    of = dataclasses.replace(
        registre(),
        engagements=[engagement(source=source)],
        questions=[asked, Question("Q2", "Autre", "texte")],
    )
    (found,) = engagements.compute(of, seance(), {rate.code: rate}).bilans
    assert found.mesure == rate.mesure


def test_a_source_that_names_nothing_gets_the_closest_name() -> None:
    place = Place("engagements.xlsx", "Engagements", "I2")
    found = calcule(engagement(source="reclamations.taux_dans_delais"))
    (problem,) = found.calcul.problems
    assert (problem.code, problem.colonne, problem.place) == (
        "source-inconnue",
        "Source",
        place,
    )
    assert "reclamations.taux_dans_delai\u00a0" in problem.attendu.replace(" ", "\u00a0")
    assert found.bilans[0].etat == "non mesuré"


def test_what_may_be_measured_says_its_unit() -> None:
    of = dataclasses.replace(registre(), parametres=Parametres(unite_reponse=Unite.OUVRABLES))
    unites = {fiche.code: fiche.unite for fiche in list_fiches(of)}
    assert {
        unites[f"reclamations.{nom}"] for nom in ("delai_median", "delai_moyen", "delai_max")
    } == {"jours ouvrables"}
    assert [
        unites[code] for code in ("reclamations.recues", "reclamations.taux_dans_delai")
    ] == [
        "nombre",
        "%",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "reclamations.taux_ar_dans_delai",
        "satisfaction.reponses",
        "satisfaction.depouillees",
        "satisfaction.retour.1",
        "Taux de retour – Accueil 2025",
        "local.a",
        "Le mien",
    ],
)
def test_an_indicator_that_this_meeting_does_not_measure_is_no_unknown_source(
    source: str,
) -> None:
    locaux = rows(
        IndicateurLocal.sheet,
        "Code | Libellé | Feuille | Compter\nlocal.a | Le mien | Réponses | filtre illisible",
    )
    enquete = Enquete("Accueil 2025", date("01/01/2025"), date("31/01/2025"), distribues=100)
    of = dataclasses.replace(
        registre(),
        engagements=[engagement(source=source)],
        enquetes=[enquete],
        indicateurs_locaux=read_locaux(locaux),
    )
    found = engagements.compute(of, seance(), {})
    assert (found.bilans[0].etat, found.calcul.problems) == ("non mesuré", [])


@pytest.mark.parametrize(
    ("unit", "source", "expected"),
    [
        ("jours", "reclamations.delai_median", []),
        ("%", "reclamations.delai_median", ["source-d-une-autre-unite"]),
        ("minutes", "reclamations.delai_median", ["source-d-une-autre-unite"]),
        ("nombre", "reclamations.taux_dans_delai", ["source-d-une-autre-unite"]),
    ],
)
def test_a_source_in_another_unit_is_not_compared(
    unit: str, source: str, expected: list[str]
) -> None:
    found = calcule(engagement(unite=unit, source=source, sens="≤", cible=Fraction(12)))
    assert codes(found.calcul) == expected
    assert found.bilans[0].etat == ("non mesuré" if expected else "atteint")


def test_results_typed_for_a_commitment_that_has_a_source_are_told() -> None:
    found = calcule(
        engagement(source="reclamations.taux_dans_delai"), "E1 | 01/01/2026 | 31/12/2026 | 1/2"
    )
    assert found.bilans[0].mesure == compute_taux(17, 20)
    assert codes(found.calcul) == ["resultats-inutilises"]


def test_the_indicator_of_a_commitment_says_all_that_the_control_workbook_shows() -> None:
    figure = indicateur(
        calcule(engagement(), "E1 | 01/01/2026 | 31/12/2026 | 9/10").calcul, "engagements.E1"
    )
    assert (figure.libelle, figure.unite, figure.cible, figure.sens, figure.etat) == (
        "Décrocher le téléphone",
        "%",
        Fraction(8, 10),
        "≥",
        "atteint",
    )
    assert figure.definition == "Taux de décroché (résultat saisi par le service)."
