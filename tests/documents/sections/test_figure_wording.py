"""How a figure is said: a rate with its base, a value in its unit, a change with its test."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from clu_batch.documents.sections import (
    figure_wording,
)
from clu_batch.documents.sections.table_notes import write_caution_note
from clu_batch.records.parametres import Unite
from clu_batch.rules.model import (
    Indicateur,
    Mesure,
)
from tests.support.meeting import (
    indicateur,
    simple,
    taux,
)


@pytest.mark.parametrize(
    ("mesure", "attendu"),
    [
        (taux(13, 16), "13 sur 16 (81,3 %), peu de réponses, à interpréter avec prudence"),
        (taux(29, 29), "29 sur 29 (100,0 %), peu de réponses, à interpréter avec prudence"),
        (taux(1032, 1226), "84,2 % (1 032 sur 1 226)"),
        (taux(0, 0), "non mesuré"),
        (Mesure(None), "non mesuré"),
    ],
)
def test_a_rate_says_its_base_and_comes_second_when_the_answers_are_few(
    mesure: Mesure, attendu: str
) -> None:
    assert simple(figure_wording.say_rate(mesure, minimum=30)) == attendu


@pytest.mark.parametrize(
    ("valeur", "unite", "attendu"),
    [
        (Fraction(17, 2), "jours ouvrés", "8,5 jours ouvrés"),
        (Fraction(1), "jours ouvrés", "1 jour ouvré"),
        (Fraction(18), "jours calendaires", "18 jours calendaires"),
        (Fraction(13, 16), "%", "81,3 %"),
        (Fraction(78, 10), "note", "7,8 sur 10"),
        (dt.date(2025, 10, 1), "date", "1er octobre 2025"),
        (Fraction(1234), "nombre", "1 234"),
        (None, "nombre", "non mesuré"),
    ],
)
def test_a_value_is_printed_in_its_unit(
    valeur: Fraction | dt.date | None, unite: str, attendu: str
) -> None:
    assert simple(figure_wording.say_value(valeur, unite)) == attendu


@pytest.mark.parametrize("unite", Unite)
def test_each_unit_of_days_is_defined_in_words(unite: Unite) -> None:
    assert figure_wording.define_unit(unite).startswith(f"{unite} : ")


@pytest.mark.parametrize(
    ("unite", "attendu"),
    [
        ("jours ouvrables", "du lundi au samedi, hors jours fériés"),
        ("jours calendaires", "tous les jours de la semaine, fériés compris"),
    ],
)
def test_a_letter_says_the_days_that_its_unit_counts(unite: str, attendu: str) -> None:
    assert figure_wording.say_counted_days(unite) == attendu


def change(evolution: str, ecart: Fraction | None, avant: Mesure | None = None) -> Indicateur:
    return indicateur(
        "x", taux(60, 100), precedente=avant or taux(50, 100), ecart=ecart, evolution=evolution
    )


@pytest.mark.parametrize(
    ("indicateur", "attendu"),
    [
        (
            change("significative", Fraction(10)),
            ", soit 10,0 points de plus que sur la période précédente",
        ),
        (
            change("significative", Fraction(-13, 2)),
            ", soit 6,5 points de moins que sur la période précédente",
        ),
        (
            change("non significative", Fraction(1)),
            (
                ", soit 1,0 point de plus que sur la période précédente ; l’écart est trop faible"
                " pour conclure"
            ),
        ),
        (
            change("peu de réponses", Fraction(9)),
            (
                ", soit 9,0 points de plus que sur la période précédente ; les réponses sont trop"
                " peu nombreuses pour conclure"
            ),
        ),
        (change("non significative", Fraction(0)), ", comme sur la période précédente"),
        (
            change("non significative", Fraction(1, 30)),
            ", au même niveau que sur la période précédente, à 0,1 point près",
        ),
        (
            change("non comparable", Fraction(9)),
            ", sans comparaison possible : la question a changé depuis la période précédente",
        ),
        (change("significative", None), ""),
        (change("significative", None, Mesure(None, 0, 0)), ""),
    ],
)
def test_the_test_only_tempers_the_sentence(indicateur: Indicateur, attendu: str) -> None:
    assert simple(figure_wording.say_comparison(indicateur)) == attendu


@pytest.mark.parametrize(
    ("bases", "tous", "attendu"),
    [
        ((9, 12, 20), "Tous les mois", "Tous les mois"),
        ((9, None, 12, 20), "Tous les mois", "Tous les mois"),  # a month without figure
        ((9, 12, 40), "Tous les mois", "Q0 et Q1"),
        ((9, 12), "Tous les mois", "Q0 et Q1"),  # two are named
        ((9, 12, 20), "", "Q0, Q1 et Q2"),
        ((40, 40, 40), "Tous les mois", None),
    ],
)
def test_what_all_lines_have_is_said_once(
    bases: tuple[int | None, ...], tous: str, attendu: str | None
) -> None:
    mesures = [
        (f"Q{rang}", taux(base // 2, base) if base else Mesure())
        for rang, base in enumerate(bases)
    ]
    said = simple(write_caution_note(mesures, 30, tous=tous))
    suite = " : moins de 30 réponses, à interpréter avec prudence."
    assert said == (attendu + suite if attendu else "")


def test_many_lines_are_counted() -> None:
    mesures = [(f"Site {rang}", taux(5, 10)) for rang in range(9)]
    eight = simple(write_caution_note(mesures[:8], 30))
    assert eight.startswith("Site 0, Site 1, Site 2,")
    assert simple(write_caution_note(mesures, 30)) == (
        "Taux sur moins de 30 réponses (9 lignes) : à interpréter avec prudence."
    )
