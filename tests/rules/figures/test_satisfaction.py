"""The surveys (docs/rules/satisfaction.md#rates): each rule on a table that reads at one look, then
random answers counted again in plain Python.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from clu_batch.kernel import french
from clu_batch.kernel.declaration import Where
from clu_batch.kernel.declared_sheet import Column
from clu_batch.kernel.problems import ProblemKind
from clu_batch.messages import counted_rows
from clu_batch.parse import ChoiceList
from clu_batch.records.question import Compte
from clu_batch.records.reponse import Depouillement, Reponse
from clu_batch.rules.figures import satisfaction
from clu_batch.rules.figures.dated_rows import check_future_dates
from clu_batch.rules.figures.effectifs import Effectifs, Voix
from clu_batch.rules.figures.mesures import compute_interval, compute_taux, judge_evolution
from clu_batch.rules.figures.questions import split_ticked
from clu_batch.rules.figures.reclamations_fiches import FICHES
from clu_batch.rules.figures.reponses import read_survey
from clu_batch.rules.links.satisfaction import make_columns
from clu_batch.rules.model import (
    Calcul,
    Enquete,
    Mesure,
    Modalite,
    Parametres,
    Periode,
    Question,
    Recueil,
    Registre,
)
from tests.support.figures import (
    base,
    codes,
    indicateur,
    lignes,
    nombres,
    rien_de_numpy,
    seance,
    valeur,
)
from tests.support.meeting import simple
from tests.support.registers import registre
from tests.support.text_tables import date, frame

ECHELLE = tuple(
    Modalite("", texte, Decimal(ordre), Compte(compte))
    for ordre, (texte, compte) in enumerate(
        [
            ("Très bien", "satisfait"),
            ("Bien", "satisfait"),
            ("Moyen", "neutre"),
            ("Mal", "insatisfait"),
            ("Sans opinion", "exclu"),
        ],
        start=1,
    )
)
OUI_NON = (
    Modalite("", "Oui", Decimal(1), Compte.SATISFAIT),
    Modalite("", "Non", Decimal(2), Compte.INSATISFAIT),
)


def question(code: str = "Q1", **faits: Any) -> Question:
    standard = Question(
        code,
        f"Libellé {code}",
        "Satisfaction",
        modalites=ECHELLE,
        where=Where("satisfaction.xlsx", "Questions", 2),
    )
    return dataclasses.replace(standard, **faits)


def dossier(
    questions: Sequence[Question],
    *reponses: str,
    depouillement: str = "",
    enquetes: Sequence[Enquete] = (),
    **reglages: Any,
) -> Registre:
    """A register that holds these answers."""
    tallies = "Question | Réponse | Nombre | Du | Au | Site | Mode de recueil\n" + depouillement
    return dataclasses.replace(
        registre(),
        parametres=Parametres(**reglages),
        questions=questions,
        reponses=frame(Reponse.sheet, *reponses, columns=[Column(q.code) for q in questions]),
        depouillement=frame(Depouillement.sheet, tallies),
        enquetes=enquetes,
    )


def calcule(questions: Sequence[Question], *reponses: str, **faits: Any) -> Calcul:
    known = dossier(questions, *reponses, **faits)
    found = satisfaction.compute(known, seance())
    rien_de_numpy(found)
    return found


SEPT_REPONSES = """
Date       | Q1
05/01/2026 | Très bien
05/02/2026 | Bien
05/03/2026 | Bien
05/04/2026 | Moyen
05/05/2026 | Mal
05/06/2026 | Sans opinion
31/12/2026 | Très bien
01/01/2027 | Mal
31/12/2025 | Mal
"""


def test_rate_solde_and_what_is_counted_apart() -> None:
    found = calcule([question()], SEPT_REPONSES)
    assert base(indicateur(found, "satisfaction.taux.Q1").mesure) == (4, 6)
    assert base(indicateur(found, "satisfaction.solde.Q1").mesure) == (3, 6)
    assert valeur(found, "satisfaction.solde.Q1") == Fraction(1, 2)
    assert valeur(found, "satisfaction.exclus.Q1") == 1
    assert valeur(found, "satisfaction.non_reponses.Q1") == 0
    assert valeur(found, "satisfaction.reponses") == 7


def test_the_definition_says_what_satisfied_means_in_the_words_of_the_scale() -> None:
    definition = indicateur(
        calcule([question()], SEPT_REPONSES), "satisfaction.taux.Q1"
    ).definition
    assert "«\u00a0Très bien\u00a0» et «\u00a0Bien\u00a0»" in definition
    assert "«\u00a0Sans opinion\u00a0»" in definition


def test_distribution_in_scale_order_with_what_is_apart_on_its_own_lines() -> None:
    assert lignes(calcule([question()], SEPT_REPONSES), "satisfaction.taux.Q1", "Réponse") == [
        ("Très bien", 2, 6),
        ("Bien", 2, 6),
        ("Moyen", 1, 6),
        ("Mal", 1, 6),
        ("Sans opinion", 1, None),
        ("sans réponse", 0, None),
    ]


def test_nothing_expressed_is_not_measured_and_never_zero() -> None:
    found = calcule([question(cible=Fraction(8, 10))], "Date | Q1\n05/01/2026 | Sans opinion")
    rate = indicateur(found, "satisfaction.taux.Q1")
    assert rate.mesure == Mesure(None, 0, 0)
    assert (rate.etat, rate.intervalle, rate.ecart) == ("non mesuré", None, None)
    assert valeur(found, "satisfaction.solde.Q1") is None
    assert valeur(found, "satisfaction.reponses") == 1


def test_an_empty_survey_counts_nothing_and_reports_nothing() -> None:
    found = calcule([question(globale=True)])
    assert valeur(found, "satisfaction.reponses") == 0
    assert valeur(found, "satisfaction.taux.global") is None
    assert not found.problems
    assert not [r for r in found.repartitions if r.axe != "Réponse"]
    assert satisfaction.compute(registre(), seance()) == Calcul()


def test_a_form_holds_one_known_answer_at_least_and_a_free_text_does_not_count() -> None:
    asked = [question(), question("Q2"), question("T", echelle="texte", modalites=())]
    found = calcule(
        asked,
        """
        Date       | Q1   | Q2  | T
        05/01/2026 | Bien |     |
        05/01/2026 |      |     | merci
        05/01/2026 |      | Mal | merci
        05/01/2026 |      |     |
        """,
    )
    assert valeur(found, "satisfaction.reponses") == 2
    assert valeur(found, "satisfaction.non_reponses.Q1") == 1
    assert not [i for i in found.indicateurs if i.code.endswith(".T")]


def test_a_question_that_a_sheet_does_not_have_was_not_asked_there() -> None:
    found = calcule(
        [question(), question("Q2")],
        "Date | Q1 | Q2\n05/01/2026 | Bien | Mal\n05/01/2026 | Bien |",
        "Date | Q1\n05/01/2026 | Bien\n05/01/2026 | Mal",
    )
    assert valeur(found, "satisfaction.non_reponses.Q2") == 1
    assert base(indicateur(found, "satisfaction.taux.Q1").mesure) == (3, 4)


def test_yes_or_no() -> None:
    found = calcule(
        [question(echelle="oui/non", modalites=OUI_NON)],
        "Date | Q1\n" + "05/01/2026 | oui\n" * 3 + "05/01/2026 | Non",
    )
    assert valeur(found, "satisfaction.taux.Q1") == Fraction(3, 4)
    assert valeur(found, "satisfaction.solde.Q1") == Fraction(2, 4)


@pytest.mark.parametrize(
    ("voix", "taux", "solde"),
    [
        (Voix(satisfait=30, insatisfait=10), None, None),
        (Voix(satisfait=30, insatisfait=10, illisible=2), (30, 32), (18, 22)),
        (Voix(satisfait=30, insatisfait=10, illisible=1), (30, 31), (19, 21)),
        (Voix(satisfait=20, neutre=13, insatisfait=7, illisible=2), (20, 22), (11, 15)),
        (Voix(satisfait=40, illisible=2), (40, 42), (38, 42)),
        (Voix(insatisfait=40, illisible=2), (0, 2), (-42, -38)),
        (Voix(satisfait=6, insatisfait=4, illisible=2), (6, 8), (0, 4)),
        (Voix(satisfait=30, insatisfait=10, exclu=5, illisible=2), (30, 32), (18, 22)),
        (Voix(satisfait=3, illisible=2), (3, 5), (1, 5)),
        (Voix(satisfait=95, insatisfait=5, illisible=5), (95, 100), (85, 95)),
        (Voix(satisfait=57, illisible=3), (57, 60), (54, 60)),
        (Voix(satisfait=50, exclu=7, illisible=3), (50, 53), (47, 53)),
    ],
    ids=str,
)
def test_a_few_unreadable_answers_leave_a_rate_within_bounds(
    voix: Voix, taux: tuple[int, int] | None, solde: tuple[int, int] | None
) -> None:
    """All of them dissatisfied, then all satisfied."""
    total = voix.exprimees + voix.illisible
    attendues = [
        bornes and tuple(Fraction(n, total) for n in bornes) for bornes in (taux, solde)
    ]
    assert [voix.compute_taux().bornes, voix.compute_solde().bornes] == attendues


@pytest.mark.parametrize(
    ("notes", "illisible", "moyenne", "bornes"),
    [
        ({"8": 40, "7": 1}, 0, Fraction(327, 41), None),
        ({"8": 40, "7": 1}, 2, Fraction(327, 41), (327, 347)),
        ({"8": 40, "7": 1}, 1, Fraction(327, 41), (327, 337)),
        ({"0": 40}, 2, Fraction(0), (0, 20)),
        ({"10": 40}, 2, Fraction(10), (400, 420)),
        ({"10": 1, "0": 1}, 2, Fraction(5), (10, 30)),
        ({"3": 57, "4": 0}, 3, Fraction(3), (171, 201)),
    ],
    ids=str,
)
def test_a_few_unreadable_notes_leave_a_mean_within_bounds(
    notes: dict[str, int], illisible: int, moyenne: Fraction, bornes: tuple[int, int] | None
) -> None:
    """All of them the worst note, then all the best one."""
    lues = sum(notes.values())
    voix = Voix(satisfait=lues, illisible=illisible)
    mesure = Effectifs(notes, voix, lues, 0).compute_note()
    attendues = bornes and tuple(Fraction(n, lues + illisible) for n in bornes)
    assert (mesure.valeur, mesure.bornes) == (moyenne, attendues)


@pytest.mark.parametrize(
    ("voix", "lues", "retenue"),
    [
        (Voix(), 0, False),
        (Voix(satisfait=40), 40, False),
        (Voix(satisfait=40, exclu=8), 48, False),
        (Voix(insatisfait=7, neutre=7, exclu=7), 21, False),
        (Voix(illisible=2), 0, False),
        (Voix(illisible=3), 0, True),
        (Voix(satisfait=57, illisible=3), 57, False),
        (Voix(satisfait=56, illisible=3), 56, True),
        (Voix(satisfait=56, exclu=1, illisible=3), 57, False),
        (Voix(satisfait=56, exclu=56, illisible=6), 112, True),
        (Voix(satisfait=95, exclu=0, illisible=5), 95, False),
        (Voix(satisfait=90, exclu=4, illisible=5), 94, True),
    ],
    ids=str,
)
def test_what_is_excluded_is_read(voix: Voix, lues: int, *, retenue: bool) -> None:
    assert (voix.lues, voix.retenue) == (lues, retenue)


def test_a_note_has_a_mean_and_no_solde() -> None:
    asked = [question(echelle="note 0-10", modalites=())]
    found = calcule(
        asked, "Date | Q1\n05/01/2026 | 10\n05/01/2026 | 8\n05/01/2026 | 7\n05/01/2026 | 0"
    )
    assert valeur(found, "satisfaction.taux.Q1") == Fraction(2, 4)
    assert valeur(found, "satisfaction.moyenne.Q1") == Fraction(25, 4)
    assert indicateur(found, "satisfaction.moyenne.Q1").unite == "note"
    assert not [i for i in found.indicateurs if "solde" in i.code]
    assert [m for m, _, _ in lignes(found, "satisfaction.taux.Q1", "Réponse")] == [
        *map(str, range(11)),
        "sans réponse",
    ]


def test_a_note_typed_as_a_number_is_read_too() -> None:
    asked = question(echelle="note 0-10", modalites=())
    (column,) = make_columns([asked])
    notes = ChoiceList(column.choices, column.short, column.sens)
    typed = [notes.parse(typed).valeur for typed in (9.0, 3, "10", 11, 4.5)]
    assert typed == ["9", "3", "10", None, None]


def test_a_note_written_out_of_ten_is_read_too() -> None:
    (column,) = make_columns([question(echelle="note 0-10", modalites=())])
    notes = ChoiceList(column.choices, column.short, column.sens)
    read = [notes.parse(typed).valeur for typed in ("9/10", "0 /10", "10 sur 10", "7 SUR 10")]
    assert read == ["9", "0", "10", "7"]
    other = ("9/20", "11/10", "-1/10", "9,5/10", "10/9", "sur 10")
    assert {notes.parse(typed).valeur for typed in other} == {None}


CHOIX = (
    Modalite("", "guichet", Decimal(1), Compte.NEUTRE),
    Modalite("", "téléphone", Decimal(2), Compte.EXCLU),
    Modalite("", "courrier", Decimal(3), Compte.NEUTRE),
)


def test_a_single_choice_has_a_distribution_only_and_hides_what_is_not_declared() -> None:
    asked = [question(echelle="choix unique", modalites=CHOIX)]
    found = calcule(
        asked,
        "Date | Q1\n05/01/2026 | guichet\n05/01/2026 | Téléphone\n05/01/2026 | chez mon"
        " voisin\n05/01/2026 | guichet",
    )
    assert lignes(found, "satisfaction.choix.Q1", "Réponse") == [
        ("guichet", 2, 4),
        ("téléphone", 1, 4),
        ("courrier", 0, 4),
        ("autre réponse", 1, 4),
        ("sans réponse", 0, None),
    ]
    assert [i.code for i in found.indicateurs] == [
        "satisfaction.reponses",
        "satisfaction.non_reponses.Q1",
    ]


@pytest.mark.parametrize("echelle", ["choix unique", "choix multiple"])
def test_a_choice_without_any_option_has_no_distribution(echelle: str) -> None:
    found = calcule(
        [question(echelle=echelle, modalites=())],
        "Date | Q1\n05/01/2026 | guichet\n05/01/2026 | tél; mail",
    )
    assert [
        (ligne[0], ligne[2]) for ligne in lignes(found, "satisfaction.choix.Q1", "Réponse")
    ] == [
        ("autre réponse", None),
        ("sans réponse", None),
    ]


@pytest.mark.parametrize(
    ("echelle", "typed"), [("choix unique", "g"), ("choix multiple", "G; autre")]
)
def test_an_option_may_be_typed_in_short(echelle: str, typed: str) -> None:
    short = tuple(dataclasses.replace(m, abrege=m.texte[0].upper()) for m in CHOIX)
    found = calcule(
        [question(echelle=echelle, modalites=short)], f"Date | Q1\n05/01/2026 | {typed}"
    )
    assert lignes(found, "satisfaction.choix.Q1", "Réponse")[0] == ("guichet", 1, 1)


@pytest.mark.parametrize(
    ("cell", "ticked"),
    [
        ("guichet;téléphone;", ["guichet", "téléphone"]),
        ("Guichet, téléphone", ["Guichet", "téléphone"]),  # as some form sites part them
        ("guichet\n téléphone", ["guichet", "téléphone"]),
        ("téléphone, ou fax", ["téléphone, ou fax"]),  # a comma of her own words
        ("Courrier, papier libre;guichet", ["Courrier, papier libre", "guichet"]),
    ],
)
def test_the_boxes_ticked_in_one_cell(cell: str, ticked: list[str]) -> None:
    assert split_ticked(cell, {"guichet", "telephone", "courrier, papier libre"}) == ticked


def test_a_multiple_choice_is_a_share_of_respondents_each_option_once() -> None:
    asked = [question(echelle="choix multiple", modalites=CHOIX), question("Q2")]
    found = calcule(
        asked,
        """
        Date       | Q1                           | Q2
        05/01/2026 | guichet ; téléphone; guichet | Bien
        05/01/2026 | téléphone                    | Bien
        05/01/2026 | téléphone                    | Bien
        05/01/2026 | fax; pigeon                  | Bien
        05/01/2026 | ;                            | Bien
        """,
    )
    assert lignes(found, "satisfaction.choix.Q1", "Réponse") == [
        ("guichet", 1, 4),
        ("téléphone", 3, 4),
        ("courrier", 0, 4),
        ("autre réponse", 1, 4),
        ("sans réponse", 1, None),
    ]


def test_every_wording_is_printed_as_french_is() -> None:
    scales = [
        question("Q1", theme="T", globale=True),
        question("Q2", echelle="oui/non", modalites=OUI_NON),
        question("Q3", echelle="note 0-10"),
    ]
    figures = calcule(
        scales, "Date | Q1\n05/01/2026 | Bien", depouillement=TALLIES, enquetes=[enquete()]
    ).indicateurs
    for text in [
        *(i.definition for i in figures),
        *(i.libelle for i in figures),
        *(f.definition for f in FICHES.values()),
    ]:
        assert french.typeset(text) == text
        assert "'" not in text
        assert "  " not in text
    for defaut in [d for d in vars(counted_rows).values() if isinstance(d, ProblemKind)]:
        for text in (defaut.trouve, defaut.attendu, defaut.que_faire):
            assert french.typeset(text) == text
            assert "'" not in text


# -- comparison ------------------------------------------------------------------------------------


def repetees(annee: int, bien: int, mal: int) -> str:
    return f"05/01/{annee} | Bien\n" * bien + f"05/01/{annee} | Mal\n" * mal


def test_change_in_points_of_the_unrounded_rates() -> None:
    found = calcule([question()], "Date | Q1\n" + repetees(2026, 2, 1) + repetees(2025, 1, 1))
    rate = indicateur(found, "satisfaction.taux.Q1")
    assert rate.precedente is not None
    assert base(rate.precedente) == (1, 2)
    assert rate.ecart == Fraction(50, 3)
    assert indicateur(found, "satisfaction.reponses").ecart == 1


@pytest.mark.parametrize(
    ("now", "before", "minimum", "expected"),
    [
        ((60, 100), (40, 100), 30, "significative"),
        ((52, 100), (50, 100), 30, "non significative"),
        ((58, 100), (46, 100), 30, "non significative"),  # |z| = 1.70
        ((60, 100), (46, 100), 30, "significative"),  # |z| = 1.98
        ((30, 30), (40, 40), 30, "non significative"),  # pooled rate 1
        ((0, 30), (0, 40), 30, "non significative"),  # pooled rate 0
        ((29, 29), (10, 100), 30, "peu de réponses"),
        ((30, 30), (3, 30), 30, "significative"),
        ((30, 30), (3, 30), 40, "peu de réponses"),  # Nombre minimal above 30
        ((20, 20), (2, 20), 5, "peu de réponses"),  # never below 30
        ((0, 0), (10, 100), 30, "peu de réponses"),
    ],
)
def test_the_two_proportion_test(
    now: tuple[int, int], before: tuple[int, int], minimum: int, expected: str
) -> None:
    assert judge_evolution(compute_taux(*now), compute_taux(*before), minimum) == expected


def test_a_question_asked_since_the_start_of_the_comparison_period_is_not_comparable() -> None:
    def since(day: str) -> str:
        found = calcule(
            [question(posee_depuis=date(day))],
            "Date | Q1\n" + repetees(2026, 40, 1) + repetees(2025, 1, 40),
        )
        return indicateur(found, "satisfaction.taux.Q1").evolution

    assert since("01/01/2025") == "significative"
    assert since("02/01/2025") == "non comparable"


def test_what_is_not_comparable_is_not_compared_anywhere() -> None:
    asked = [
        question("Q1", theme="Accueil", posee_depuis=date("02/01/2025")),
        question("Q2", theme="Accueil"),
        question("Q3", theme="Seul"),
    ]
    found = calcule(
        asked,
        "Date | Q1 | Q2 | Q3\n05/01/2026 | Bien | Mal | Mal\n05/01/2025 | Mal | Bien | Bien",
    )
    compared = {
        i.code.removeprefix("satisfaction.")
        for i in found.indicateurs
        if i.precedente is not None
    }
    assert not [code for code in compared if code.endswith("Q1")]
    assert {
        "taux.Q2",
        "solde.Q2",
        "exclus.Q2",
        "non_reponses.Q2",
        "theme.Seul",
        "reponses",
    } <= compared
    assert "theme.Accueil" not in compared  # it would pool one question before and two now
    assert all((i.precedente is None) <= (i.ecart is None) for i in found.indicateurs)


def test_wilson_interval_against_published_values() -> None:
    low, high = compute_interval(compute_taux(81, 263)) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)  # Newcombe 1998, table I, 81/263
    low, high = compute_interval(compute_taux(0, 20)) or (9, 9)
    assert (round(low, 4), round(high, 4)) == (0.0, 0.1611)  # same table, 0/20
    low, high = compute_interval(compute_taux(20, 20)) or (0, 0)
    assert (round(low, 4), high) == (0.8389, 1.0)


def test_only_the_rate_of_one_question_has_an_interval() -> None:
    found = calcule([question(theme="Accueil")], SEPT_REPONSES)
    assert [i.code for i in found.indicateurs if i.intervalle] == ["satisfaction.taux.Q1"]


# -- targets, themes, global question --------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "common", "expected"),
    [
        (None, None, (None, "sans cible")),
        (None, Fraction(2, 3), (Fraction(2, 3), "atteint")),  # equality is reached
        (Fraction(3, 4), Fraction(1, 2), (Fraction(3, 4), "non atteint")),
        (Fraction(0), Fraction(1), (Fraction(0), "atteint")),  # a target of 0 is a target
    ],
)
def test_the_target_of_a_question_is_its_own_else_the_common_one(
    own: Fraction | None, common: Fraction | None, expected: tuple[Fraction | None, str]
) -> None:
    rate = indicateur(
        calcule([question(cible=own)], SEPT_REPONSES, cible_satisfaction=common),
        "satisfaction.taux.Q1",
    )
    assert (rate.cible, rate.etat) == expected


def test_a_theme_pools_its_questions_without_the_global_one_nor_the_built_in_scales() -> None:
    asked = [
        question("Q1", theme="Accueil"),
        question("Q2", theme="accueil"),
        question("Q3", theme="Accueil", globale=True),
        question("Q4", theme="Accueil", echelle="oui/non", modalites=OUI_NON),
        question("Q5", theme="Seul", echelle="note 0-10", modalites=()),
    ]
    found = calcule(
        asked,
        """
        Date       | Q1   | Q2   | Q3  | Q4  | Q5
        05/01/2026 | Bien | Bien | Mal | Non | 1
        05/01/2026 | Mal  |      | Mal | Non | 1
        """,
    )
    theme = indicateur(found, "satisfaction.theme.Accueil")
    assert base(theme.mesure) == (2, 3)
    assert (theme.intervalle, theme.evolution) == (None, "sans objet")
    assert [i.code for i in found.indicateurs if ".theme." in i.code] == [
        "satisfaction.theme.Accueil"
    ]
    assert base(indicateur(found, "satisfaction.taux.global").mesure) == (0, 2)
    names = {
        code: indicateur(found, f"satisfaction.taux.{code}").libelle.partition(" – ")[0]
        for code in ("global", "Q1")
    }
    assert names == {"global": "Satisfaction globale", "Q1": "Taux de satisfaction"}


def test_two_global_questions_are_told_and_the_first_is_used() -> None:
    asked = [
        question("Q1", globale=True),
        question("Q2", globale=True),
        question("Q3", globale=True, echelle="choix unique"),
    ]
    found = calcule(asked, "Date | Q1 | Q2\n05/01/2026 | Bien | Mal")
    assert valeur(found, "satisfaction.taux.global") == 1
    assert codes(found) == ["deux-questions-globales", "question-globale-sans-taux"]
    assert "« Libellé Q1 », la première" in simple(found.problems[0].que_faire)


# -- breakdowns ------------------------------------------------------------------------------------


def par_site(*effectifs: tuple[str, int, int]) -> str:
    return "Date | Site | Q1\n" + "".join(
        f"05/01/2026 | {s} | Bien\n" * bien + f"05/01/2026 | {s} | Mal\n" * mal
        for s, bien, mal in effectifs
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("Nîmes", 4, 1), ("Alès", 5, 1)], [("Alès", 5, 6), ("Nîmes", 4, 5)]),
        # the largest first
        (
            [("Alès", 5, 0), ("Nîmes", 6, 1), ("Uzès", 6, 0)],
            [("Nîmes", 6, 7), ("Uzès", 6, 6), ("Alès", 5, 5)],
        ),
        (
            [("Nîmes", 5, 0), ("Alès", 2, 1), ("Uzès", 0, 2)],
            [("Nîmes", 5, 5), ("Autres", 2, 5)],
        ),
        ([("Nîmes", 5, 0), ("Alès", 2, 2)], []),  # « Autres » itself too small
        (
            [("Nîmes", 5, 0), ("nimes", 1, 0), ("", 5, 1)],
            [("Nîmes", 6, 6), ("non renseigné", 5, 6)],
        ),
        # « non renseigné » is a group like another
        ([("Nîmes", 5, 0), ("", 2, 0), ("Alès", 0, 3)], [("Nîmes", 5, 5), ("Autres", 2, 5)]),
        # hers of that name is merged in it
        (
            [("Nîmes", 5, 0), ("autres", 6, 1), ("Alès", 1, 1)],
            [("Nîmes", 5, 5), ("Autres", 7, 9)],
        ),
        # be it in the singular
        (
            [("Nîmes", 5, 0), ("AUTRE", 6, 1), ("Alès", 1, 1)],
            [("Nîmes", 5, 5), ("Autres", 7, 9)],
        ),
        # two spellings that fold together pass the threshold together
        (
            [("GARE", 2, 0), ("gares", 1, 0), ("Gare", 1, 1), ("Nîmes", 5, 0)],
            [("Gare", 4, 5), ("Nîmes", 5, 5)],
        ),
        # or stands last, when nothing is merged
        ([("Nîmes", 5, 0), ("Autres", 6, 1)], [("Nîmes", 5, 5), ("Autres", 6, 7)]),
        ([("", 9, 9)], []),  # an empty column
    ],
)
def test_groups_of_the_global_question(
    given: list[tuple[str, int, int]], expected: list[tuple[str, int, int]]
) -> None:
    found = calcule([question(globale=True)], par_site(*given), seuil_regroupement=5)
    assert lignes(found, "satisfaction.taux.global", "Site") == expected


def test_close_values_of_the_answers_and_of_the_tallies_are_told_once() -> None:
    tally = "Q1 | Bien | 7 | 01/01/2026 | 02/01/2026 | Valance |\n"
    found = calcule(
        [question(globale=True)],
        par_site(("Valence", 5, 1), ("Valance", 1, 1), ("Die 1", 5, 0), ("Die 2", 5, 0)),
        depouillement=tally,
    )
    close = [p for p in found.problems if p.code == "valeur-proche"]
    assert [p.place.cell for p in close] == ["B8", "B9", "F2"]
    assert len({(p.trouve, p.que_faire) for p in close}) == 1
    assert (
        "Feuille «\u00a0Réponses ; Dépouillement\u00a0», Colonne «\u00a0Site\u00a0», Valeur"
        " «\u00a0Valance\u00a0», Devient «\u00a0Valence\u00a0»"
    ) in close[0].que_faire


@pytest.mark.parametrize(
    ("au", "comptes"),
    [("31/12/2025", 0), ("01/01/2026", 7), ("31/12/2026", 7), ("01/01/2027", 0)],
)
def test_a_tally_counts_wholly_when_it_ends_in_the_period(au: str, comptes: int) -> None:
    tally = f"Q1 | Bien | 7 | 01/12/2025 | {au} | Nîmes |\n"
    found = calcule(
        [question(globale=True)], "Date | Site | Q1", depouillement=tally, seuil_regroupement=5
    )
    assert valeur(found, "satisfaction.depouillees") == comptes
    assert lignes(found, "satisfaction.taux.global", "Site") == (
        [("Nîmes", comptes, comptes)] if comptes else []
    )
    assert indicateur(found, "satisfaction.taux.Q1").mesure.denominateur == comptes


# a header of Réponses is refused as a code when the sheet Questions is read; any other word is one
@pytest.mark.parametrize(
    "code",
    [
        *("mode", "extrait", "nombre", "jour", "lue", "recue", "formulaire", "question"),
        *("reponse", "du", "au", "compte", "groupe", "axe", "cell", "option", "code"),
    ],
)
def test_any_word_is_the_code_of_a_question(code: str) -> None:
    text = f"Date | Site | {code}\n05/01/2026 | Nîmes | Bien\n06/01/2026 | Nîmes | Mal"
    tally = f"{code} | Bien | 7 | 01/12/2025 | 31/01/2026 | Nîmes |\n"
    asked = [question(code, globale=True)]
    found = calcule(asked, text, depouillement=tally, seuil_regroupement=1)
    assert base(indicateur(found, f"satisfaction.taux.{code}").mesure) == (8, 9)
    assert valeur(found, "satisfaction.reponses") == 2
    assert lignes(found, "satisfaction.taux.global", "Site") == [("Nîmes", 8, 9)]


def test_a_date_of_no_month_of_the_period_has_no_group() -> None:
    text = "Date | Q1\n" + "".join(
        f"{jour} | Bien\n" for jour in ("31/12/2025", "01/01/2026", "28/02/2026", "01/03/2026")
    )
    given = dossier([question(globale=True)], text, seuil_regroupement=1)
    found = satisfaction.compute(given, seance("01/01/2026", "28/02/2026"))
    assert lignes(found, "satisfaction.taux.global", "Mois") == [
        ("janvier 2026", 1, 1),
        ("février 2026", 1, 1),
    ]


@pytest.mark.parametrize(("jour", "dites"), [("31/05/2026", 0), ("01/06/2026", 1)])
def test_a_fact_of_the_day_of_the_run_is_no_future(jour: str, dites: int) -> None:
    reponses = dossier([question()], f"Date | Q1\n{jour} | Bien").reponses
    found = check_future_dates(reponses, reponses.frame[["date"]], dt.date(2026, 5, 31))
    assert len(found) == dites


@pytest.mark.parametrize("rang", range(3))
def test_a_future_date_is_told_in_its_own_sheet(rang: int) -> None:
    dates = ["05/01/2026"] * 3
    dates[rang] = "05/06/2026"
    register = dossier(
        [question()],
        *(
            "Date | Q1\n" + "".join(f"{date} | Bien\n" for date in feuille)
            for feuille in (["05/01/2026"] * 3, dates)
        ),
    )
    known = register.reponses
    [problem] = check_future_dates(known, known.frame[["date"]], dt.date(2026, 5, 31))
    assert (problem.place.sheet, problem.place.cell) == ("Réponses 2", f"A{rang + 2}")


def test_a_group_is_as_large_as_its_expressed_answers() -> None:
    text = par_site(("Nîmes", 9, 0), ("Alès", 4, 0)) + "05/01/2026 | Alès | Sans opinion\n" * 9
    assert (
        lignes(
            calcule([question(globale=True)], text, seuil_regroupement=5),
            "satisfaction.taux.global",
            "Site",
        )
        == []
    )


def test_months_in_the_order_of_time_a_small_one_without_rate() -> None:
    text = "Date | Q1\n" + "05/03/2026 | Bien\n" * 5 + "05/01/2026 | Mal\n" * 4
    given = dossier([question(globale=True)], text, seuil_regroupement=5)
    found = satisfaction.compute(given, seance("15/01/2026", "31/03/2026"))
    assert lignes(found, "satisfaction.taux.global", "Mois") == [
        ("janvier 2026", None, 0),
        ("février 2026", None, 0),
        ("mars 2026", 5, 5),
    ]
    found = satisfaction.compute(given, seance("01/01/2026", "31/03/2026"))
    assert lignes(found, "satisfaction.taux.global", "Mois")[0] == ("janvier 2026", None, 4)
    assert nombres(found, "satisfaction.taux.global", "Mois")[0] == ("janvier 2026", None)


# -- tallies and return rate -----------------------------------------------------------------------

TALLIES = """Q1 | Bien | 6 | 01/12/2025 | 31/01/2026 | Nîmes | papier
Q1 | Mal | 4 | 01/12/2025 | 31/01/2026 | Nîmes | papier
Q1 | Bien | 9 | 01/12/2026 | 31/01/2027 | Nîmes | papier
Q1 | Sans opinion | 2 | 01/01/2026 | 31/01/2026 | | """


def test_tallies_add_answers_and_no_form_wholly_where_their_end_falls() -> None:
    found = calcule(
        [question(globale=True)],
        par_site(("Nîmes", 3, 0)),
        depouillement=TALLIES,
        seuil_regroupement=1,
    )
    assert base(indicateur(found, "satisfaction.taux.Q1").mesure) == (9, 13)
    assert valeur(found, "satisfaction.exclus.Q1") == 2
    assert valeur(found, "satisfaction.reponses") == 3
    assert valeur(found, "satisfaction.depouillees") == 12
    assert lignes(found, "satisfaction.taux.global", "Site") == [("Nîmes", 9, 13)]
    assert lignes(found, "satisfaction.taux.global", "Mois")[0] == ("janvier 2026", 3, 3)


def test_a_survey_of_tallies_alone() -> None:
    found = calcule([question(globale=True)], depouillement=TALLIES)
    assert base(indicateur(found, "satisfaction.taux.global").mesure) == (6, 10)
    assert lignes(found, "satisfaction.taux.global", "Site") == [("Nîmes", 6, 10)]
    assert lignes(found, "satisfaction.taux.global", "Mois") == []


def test_a_tally_of_a_single_choice_adds_respondents() -> None:
    asked = [question(echelle="choix unique", modalites=CHOIX)]
    found = calcule(
        asked,
        "Date | Q1\n05/01/2026 | guichet",
        depouillement="Q1 | courrier | 3 | 01/01/2026 | 31/01/2026 | |",
    )
    assert lignes(found, "satisfaction.choix.Q1", "Réponse")[:3] == [
        ("guichet", 1, 4),
        ("téléphone", 0, 4),
        ("courrier", 3, 4),
    ]


def test_a_tally_of_several_choices_says_nothing_of_the_respondents() -> None:
    asked = [question(echelle="choix multiple", modalites=CHOIX)]
    found = calcule(
        asked,
        "Date | Q1\n05/01/2026 | guichet",
        depouillement="Q1 | guichet | 6 | 01/01/2026 | 31/01/2026 | |",
    )
    assert lignes(found, "satisfaction.choix.Q1", "Réponse")[0] == ("guichet", 1, 1)


def test_a_tally_without_its_answer_counts_nothing() -> None:
    asked = [question(echelle="choix unique", modalites=CHOIX)]
    found = calcule(
        asked,
        "Date | Q1\n05/01/2026 | guichet",
        depouillement="Q1 | | 6 | 01/01/2026 | 31/01/2026 | |",
    )
    assert lignes(found, "satisfaction.choix.Q1", "Réponse")[0] == ("guichet", 1, 1)


def test_a_question_that_no_sheet_carries_counts_by_its_tallies_alone() -> None:
    register = dossier(
        [question(globale=True)],
        depouillement="Q1 | Bien | 6 | 01/01/2026 | 31/01/2026 | Nîmes |",
        seuil_regroupement=5,
    )
    register = dataclasses.replace(
        register,
        reponses=frame(Reponse.sheet, "Date | Site\n05/01/2026 | Nîmes\n06/01/2026 | Nîmes"),
    )
    found = satisfaction.compute(register, seance())
    assert base(indicateur(found, "satisfaction.taux.Q1").mesure) == (6, 6)
    assert valeur(found, "satisfaction.non_reponses.Q1") == 0
    assert lignes(found, "satisfaction.taux.global", "Site") == [("Nîmes", 6, 6)]


@pytest.mark.parametrize(("distribues", "dits"), [(1, ["retour-impossible"]), (2, []), (3, [])])
def test_more_forms_than_were_handed_out_are_told(distribues: int, dits: list[str]) -> None:
    text = "Date | Q1\n05/01/2026 | Bien\n06/01/2026 | Bien"
    found = calcule([question()], text, enquetes=[enquete(distribues=distribues)])
    assert codes(found) == dits
    rates = [i.mesure for i in found.indicateurs if i.code == "satisfaction.retour.1"]
    assert [base(rate) for rate in rates] == ([] if dits else [(2, distribues)])


def enquete(**faits: Any) -> Enquete:
    standard = Enquete("Accueil 2026", date("01/01/2026"), date("31/01/2026"), distribues=4)
    return dataclasses.replace(standard, **faits)


@pytest.mark.parametrize(
    ("survey", "tallies", "expected"),
    [
        (enquete(), "", (2, 4)),
        (enquete(site="nimes"), "", (1, 4)),
        (enquete(site="NIME"), "", (1, 4)),
        (enquete(site="Alès"), "", (1, 4)),
        (enquete(distribues=None), "", None),
        (enquete(du=date("01/12/2026"), au=date("02/01/2027")), "", None),
        (enquete(), "Q1 | Bien | 6 | 31/01/2026 | 05/02/2026 | |", None),
        # not counted, but it tells of forms that are elsewhere
        (enquete(), "Q2 | guichet | 6 | 31/01/2026 | 05/02/2026 | |", None),
        (enquete(site="Nîmes"), "Q1 | Bien | 6 | 31/01/2026 | 05/02/2026 | Alès |", (1, 4)),
        (enquete(site="Nîmes"), "Q1 | Bien | 6 | 31/01/2026 | 05/02/2026 | NIMES |", None),
        # without its site, a tally may be of any survey
        (enquete(site="Nîmes"), "Q1 | Bien | 6 | 31/01/2026 | 05/02/2026 | |", None),
        (enquete(), "Q1 | Bien | 6 | 01/02/2026 | 05/02/2026 | |", (2, 4)),
        (enquete(), "Q1 | Bien | 6 | 01/12/2025 | 01/01/2026 | |", None),
        (enquete(), "Q1 | Bien | 6 | 01/12/2025 | 31/12/2025 | |", (2, 4)),
        # it ends after the cut-off: it does not exist yet
        (enquete(), "Q1 | Bien | 6 | 01/01/2026 | 15/01/2027 | |", (2, 4)),
    ],
)
def test_return_rate(survey: Enquete, tallies: str, expected: tuple[int, int] | None) -> None:
    text = (
        "Date | Site | Q1\n01/01/2026 | Nîmes | Bien\n31/01/2026 | Alès | Mal\n01/02/2026 | Nîmes |"
        " Bien\n31/01/2026 | Nîmes |"
    )
    asked = [question(), question("Q2", echelle="choix multiple", modalites=CHOIX)]
    found = calcule(asked, text, depouillement=tallies, enquetes=[survey])
    assert [base(i.mesure) for i in found.indicateurs if i.code == "satisfaction.retour.1"] == (
        [expected] if expected else []
    )


def test_more_forms_than_were_handed_out_is_told() -> None:
    survey = enquete(
        distribues=1,
        du=date("01/01/2026"),
        au=date("31/12/2026"),
        where=Where("s.xlsx", "Enquêtes", 2, {"distribues": "F"}),
    )
    found = calcule([question()], SEPT_REPONSES, enquetes=[survey])
    assert codes(found) == ["dates-futures", "retour-impossible"]
    assert [p.place.cell for p in found.problems if p.code == "retour-impossible"] == ["F2"]


def test_where_the_answers_of_a_period_come_from() -> None:
    """Those that say nothing, and those of another period, come from nowhere."""
    text = """
        Date       | Mode de recueil | Q1
        05/01/2026 | QR code         | Bien
        06/01/2026 | papier          | Mal
        07/01/2026 | QR code         | Bien
        08/01/2026 | tablette        |
        05/01/2025 | téléphone       | Bien
        05/01/2025 | téléphone       |
        """
    tallies = (
        "Q1 | Bien | 6 | 01/01/2026 | 31/01/2026 | |\n"
        "Q1 | Mal | 2 | 01/01/2026 | 31/01/2026 | |\n"
        "Q1 | Bien | 9 | 01/01/2025 | 31/01/2025 | |"
    )
    survey = read_survey(dossier([question()], text, depouillement=tallies))
    found = survey.list_sources(seance().comptee)
    assert found == Recueil({"QR code": 2, "papier": 1}, {"Q1": 8})


# -- the two dates ---------------------------------------------------------------------------------


def test_nothing_after_the_cut_off_exists_and_nothing_is_said_of_it() -> None:
    given = dossier([question()], SEPT_REPONSES, depouillement=TALLIES)
    found = satisfaction.compute(given, seance(a="30/06/2026", j="01/02/2027"))
    assert valeur(found, "satisfaction.reponses") == 6
    assert indicateur(found, "satisfaction.taux.Q1").periode == Periode(
        date("01/01/2026"), date("31/12/2026")
    )
    assert not found.problems


def test_dates_after_the_day_of_the_run_are_told_once_per_sheet() -> None:
    given = dossier(
        [question()], SEPT_REPONSES, "Date | Q1\n05/01/2026 | Bien", depouillement=TALLIES
    )
    found = satisfaction.compute(given, seance(a="31/05/2026"))
    assert [(p.code, str(p.place), p.trouve) for p in found.problems] == [
        (
            "dates-futures",
            "satisfaction.xlsx, Réponses!A7",
            "3 dates au-delà du jour du traitement (31/05/2026)",
        ),
        (
            "dates-futures",
            "satisfaction.xlsx, Dépouillement!E4",
            "1 date au-delà du jour du traitement (31/05/2026)",
        ),
    ]


def test_extracts_of_the_period_each_once() -> None:
    text = (
        "Date | Extrait à publier\n05/01/2026 | Bon accueil\n06/01/2026 |\n07/01/2026 | Bon"
        " accueil\n05/01/2025 | Ancien"
    )
    survey = read_survey(dossier([], text))
    assert survey.list_extraits(seance().comptee) == ["Bon accueil"]


# -- the same figures, counted again ---------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_random_answers_counted_again_in_plain_python(seed: int) -> None:
    rnd = random.Random(seed)
    texts = [m.texte for m in ECHELLE] + [""]
    rows = [
        (
            dt.date(2025, 1, 1) + dt.timedelta(rnd.randrange(730)),
            rnd.choice(["Nîmes", "Alès", "Uzès", ""]),
            rnd.choice(texts),
            rnd.choice(texts),
        )
        for _ in range(300)
    ]
    text = "Date | Site | Q1 | Q2\n" + "\n".join(
        f"{d:%d/%m/%Y} | {site} | {a} | {b}" for d, site, a, b in rows
    )
    found = calcule(
        [question("Q1", globale=True), question("Q2", theme="T")], text, seuil_regroupement=1
    )
    compte = {m.texte: m.compte for m in ECHELLE} | {"": "vide"}
    for year, side in ((2026, "mesure"), (2025, "precedente")):
        forms = [row for row in rows if row[0].year == year and (row[2] or row[3])]
        for code, column in (("Q1", 2), ("Q2", 3)):
            n = Counter(compte[str(row[column])] for row in forms)
            expressed = n["satisfait"] + n["neutre"] + n["insatisfait"]
            rate = getattr(indicateur(found, f"satisfaction.taux.{code}"), side)
            assert rate == Mesure(
                Fraction(n["satisfait"], expressed), n["satisfait"], expressed
            )
            solde = getattr(indicateur(found, f"satisfaction.solde.{code}"), side)
            assert solde.valeur == Fraction(n["satisfait"] - n["insatisfait"], expressed)
            assert (
                getattr(indicateur(found, f"satisfaction.exclus.{code}"), side).valeur
                == n["exclu"]
            )
            assert (
                getattr(indicateur(found, f"satisfaction.non_reponses.{code}"), side).valeur
                == n["vide"]
            )
    said = [
        row
        for row in rows
        if row[0].year == 2026 and compte[row[2]] in {"satisfait", "neutre", "insatisfait"}
    ]
    sites = Counter(row[1] or "non renseigné" for row in said)
    assert {m: n for m, _, n in lignes(found, "satisfaction.taux.global", "Site")} == sites
    assert sum(n or 0 for _, _, n in lignes(found, "satisfaction.taux.global", "Mois")) == len(
        said
    )
