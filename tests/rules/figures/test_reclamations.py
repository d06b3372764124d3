"""The complaints (docs/rules/complaints.md#states): each rule on a table that reads at one look,
the published cases, random registers counted again by hand.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from clu_batch.kernel.problems import Severity, group_problems
from clu_batch.parse import split_canal_names
from clu_batch.records.parametres import Unite
from clu_batch.records.reclamations import CANAUX, Reclamation
from clu_batch.records.reponse import Reponse
from clu_batch.rules.figures import reclamations
from clu_batch.rules.figures.canaux import select_electroniques, select_inconnus
from clu_batch.rules.figures.reclamations import BilanReclamations
from clu_batch.rules.figures.reclamations_etats import AXES as RECLAMES
from clu_batch.rules.figures.reclamations_etats import count_kept, is_delai
from clu_batch.rules.figures.reponses import AXES as INTERROGES
from clu_batch.rules.jours import build_calendrier
from clu_batch.rules.model import ActionDAmelioration, LigneReclamation, Parametres, Registre
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
from tests.support.folders import CASES
from tests.support.meeting import simple
from tests.support.registers import registre
from tests.support.text_tables import date, frame

CAS = CASES / "complaint_deadlines.csv"


def dossier(text: str, **reglages: Any) -> Registre:
    """A register of complaints; a délai de réponse of 10 jours ouvrés, unless it says otherwise."""
    settings = Parametres(**{"delai_reponse": 10, **reglages})
    return dataclasses.replace(
        registre(), parametres=settings, reclamations=frame(Reclamation.sheet, text)
    )


def calcule(
    text: str, a: str = "30/06/2026", j: str | None = None, **reglages: object
) -> BilanReclamations:
    found = reclamations.compute(
        dossier(text, **reglages), seance("01/01/2026", "30/06/2026", a, j)
    )
    rien_de_numpy(found.calcul)
    return found


def figures(found: BilanReclamations) -> Mapping[str, object]:
    return {
        i.code.removeprefix("reclamations."): i.mesure.valeur for i in found.calcul.indicateurs
    }


# Monday 1 June 2026: ten jours ouvrés later is Monday 15 June; from Monday 22 June, Monday 6 July
CINQ_ETATS = """
N° | Reçue le   | Réponse envoyée le | Délai suspendu du | Délai particulier
1  | 01/06/2026 | 15/06/2026         |                   |
2  | 01/06/2026 | 16/06/2026         |                   |
3  | 22/06/2026 |                    |                   |
4  | 01/06/2026 |                    |                   |
5  | 01/06/2026 |                    | 03/06/2026        |
6  | 01/06/2026 | 16/06/2026         |                   | 11
7  | 01/06/2026 |                    | 20/06/2026        |
"""


def test_the_four_states_and_the_rate() -> None:
    found = calcule(CINQ_ETATS)
    assert {ligne.numero: ligne.etat for ligne in found.lignes} == {
        "1": "répondue dans le délai",
        "2": "répondue hors délai",
        "3": "en cours",
        "4": "sans réponse, délai dépassé",
        "5": "en cours",  # an open suspension stopped the count before the due date
        "6": "répondue dans le délai",
        "7": "sans réponse, délai dépassé",  # suspended too late
    }
    assert base(indicateur(found.calcul, "reclamations.taux_dans_delai").mesure) == (2, 5)
    values = figures(found)
    assert [
        values[code]
        for code in ("dans_delai", "hors_delai", "en_cours", "en_retard", "repondues")
    ] == [2, 1, 2, 2, 3]
    assert nombres(found.calcul, "reclamations.recues", "État") == [
        ("répondue dans le délai", 2),
        ("répondue hors délai", 1),
        ("en cours", 2),
        ("sans réponse, délai dépassé", 2),
    ]


def test_lines_urgent_first_then_answered() -> None:
    found = calcule(CINQ_ETATS)
    assert [(ligne.numero, ligne.jours_restants, ligne.delai) for ligne in found.lignes] == [
        ("4", -15, None),
        ("7", -15, None),
        ("3", 6, None),
        ("5", None, None),
        ("1", None, 10),
        ("2", None, 11),
        ("6", None, 11),
    ]
    assert found.lignes[2] == LigneReclamation(
        "3",
        date("22/06/2026"),
        None,
        None,
        date("06/07/2026"),
        None,
        "en cours",
        6,
        None,
        "non suivi",
        10,
    )


@pytest.mark.parametrize(
    "case",
    list(csv.DictReader(CAS.read_text("utf-8").splitlines())),
    ids=lambda case: f"{case['calendar']} {case['received']} {case['days']}",
)
def test_published_cases(
    case: Mapping[str, str], closures: Mapping[dt.date, str], openings: Mapping[dt.date, str]
) -> None:
    def french(day: str) -> str:
        return "" if day in {"", "open"} else f"{dt.date.fromisoformat(day):%d/%m/%Y}"

    text = (
        "N° | Reçue le | Délai suspendu du | Délai suspendu au | Réponse envoyée le | Délai"
        f" particulier\n1 | {french(case['received'])} | {french(case['suspended_from'])} |"
        f" {french(case['suspended_to'])} | {french(case['replied'])} | {case['days']}"
    )
    closed = case["calendar"] == "closures"
    given = dataclasses.replace(
        dossier(text, unite_reponse=Unite(case["unit"]), delai_reponse=None),
        calendrier=build_calendrier(
            "Métropole",
            range(2025, 2028),
            closures if closed else {},
            openings if closed else {},
        ),
    )
    (ligne,) = reclamations.compute(
        given, seance("01/01/2026", "30/06/2026", "30/06/2026", "31/12/2026")
    ).lignes
    assert ligne.etat == case["state_at_2026_06_30"]
    assert ligne.echeance == (dt.date.fromisoformat(case["due"]) if case["due"] else None)
    answered = case["replied"] and case["replied"] <= "2026-06-30"
    assert ligne.delai == (int(case["delay_at_reply"]) if answered else None)


@pytest.fixture(scope="module")
def closures() -> dict[dt.date, str]:
    bridge = [dt.date(2026, 12, 24) + dt.timedelta(n) for n in range(8)]
    return dict.fromkeys([dt.date(2026, 5, 15), *bridge], "pont")


@pytest.fixture(scope="module")
def openings() -> dict[dt.date, str]:
    return {dt.date(2026, 5, 25): "journée de solidarité"}


# -- what is counted -------------------------------------------------------------------------------


def test_volumes_by_nature_and_scope() -> None:
    found = calcule(
        """
        N° | Reçue le   | Nature        | Qualification | Réponse envoyée le
        1  | 01/06/2026 |               |               |
        2  | 01/06/2026 | réclamation   | hors périmètre|
        3  | 01/06/2026 | suggestion    |               |
        4  | 01/06/2026 | remerciement  |               |
        5  | 31/12/2025 | réclamation   |               | 05/01/2026
        6  | 01/07/2026 |               |               |
        """,
        j="31/12/2026",
    )
    values = figures(found)
    assert [
        values[code] for code in ("recues", "hors_perimetre", "suggestions", "remerciements")
    ] == [2, 1, 1, 1]
    assert values["en_retard"] == 1
    assert [ligne.numero for ligne in found.lignes] == ["1"]
    assert nombres(found.calcul, "reclamations.recues", "État")[-1] == ("hors périmètre", 1)


def test_without_delai_a_complaint_is_outside_of_the_states_but_its_reply_counts() -> None:
    found = calcule(
        """
        N° | Reçue le   | Réponse envoyée le | Qualification | Délai particulier
        1  | 01/06/2026 | 05/06/2026         | fondée        |
        2  | 01/06/2026 |                    |               |
        3  | 01/06/2026 | 02/06/2026         | non fondée    | 5
        """,
        delai_reponse=None,
    )
    values = figures(found)
    assert base(indicateur(found.calcul, "reclamations.taux_dans_delai").mesure) == (1, 1)
    assert (values["repondues"], values["delai_max"], values["fondees"], values["stock"]) == (
        2,
        4,
        Fraction(1, 2),
        1,
    )
    assert (values["en_cours"], values["en_retard"]) == (0, 0)
    assert [ligne.etat for ligne in found.lignes] == [
        "sans délai",
        "sans délai",
        "répondue dans le délai",
    ]
    assert ("sans délai", 2) in nombres(found.calcul, "reclamations.recues", "État")


def test_a_delai_of_0_day_is_a_delai_the_day_of_the_reception() -> None:
    found = calcule(
        "N° | Reçue le | Réponse envoyée le\n1 | 01/06/2026 | 01/06/2026\n2 | 01/06/2026 |"
        " 02/06/2026",
        delai_reponse=0,
    )
    assert [(ligne.echeance, ligne.etat) for ligne in found.lignes] == [
        (dt.date(2026, 6, 1), "répondue dans le délai"),
        (dt.date(2026, 6, 1), "répondue hors délai"),
    ]


def test_nothing_answered_is_not_measured() -> None:
    values = figures(calcule("N° | Reçue le\n1 | 29/06/2026"))
    assert {
        values[code]
        for code in (
            "taux_dans_delai",
            "delai_median",
            "delai_p90",
            "delai_max",
            "delai_moyen",
            "fondees",
        )
    } == {None}
    assert values["repondues"] == 0


def test_an_empty_register_gives_nothing() -> None:
    assert reclamations.compute(registre(), seance()).calcul.indicateurs == ()


def test_median_and_nine_out_of_ten() -> None:
    def of(*days: int) -> tuple[object, object, object, object]:
        rows = "".join(f"{n} | 01/06/2026 | {1 + d:02}/06/2026\n" for n, d in enumerate(days))
        values = figures(
            calcule(
                "N° | Reçue le | Réponse envoyée le\n" + rows, unite_reponse=Unite.CALENDAIRES
            )
        )
        return (
            values["delai_median"],
            values["delai_p90"],
            values["delai_max"],
            values["delai_moyen"],
        )

    assert of(3) == (3, 3, 3, 3)
    assert of(1, 2) == (Fraction(3, 2), 2, 2, Fraction(3, 2))
    assert of(9, 1, 2) == (2, 9, 9, 4)
    assert of(*range(1, 11)) == (Fraction(11, 2), 9, 10, Fraction(11, 2))
    assert of(*range(1, 12)) == (6, 10, 11, 6)


def test_delays_in_jours_francs_are_counted_in_calendar_days() -> None:
    found = calcule(
        "N° | Reçue le | Réponse envoyée le\n1 | 05/06/2026 | 10/06/2026",
        unite_reponse=Unite.FRANCS,
    )
    assert indicateur(found.calcul, "reclamations.delai_median").unite == "jours calendaires"
    assert figures(found)["delai_median"] == 5


def test_suspended_days_do_not_count() -> None:
    found = calcule(
        "N° | Reçue le | Délai suspendu du | Délai suspendu au | Réponse envoyée le\n1 | 01/06/2026"
        " | 03/06/2026 | 10/06/2026 | 22/06/2026"
    )
    assert (found.lignes[0].delai, found.lignes[0].echeance) == (10, date("22/06/2026"))


def test_founded_complaints_count_once_answered() -> None:
    text = """
        N° | Reçue le   | Réponse envoyée le | Qualification
        1  | 01/06/2026 | 05/06/2026         | fondée
        2  | 01/06/2026 | 05/06/2026         | partiellement fondée
        3  | 01/06/2026 | 05/06/2026         | non fondée
        4  | 01/06/2026 | 05/06/2026         |
        5  | 01/06/2026 | 20/06/2026         | non fondée
        """
    assert base(indicateur(calcule(text).calcul, "reclamations.fondees").mesure) == (2, 4)
    assert base(
        indicateur(
            calcule(text, a="10/06/2026", j="30/06/2026").calcul, "reclamations.fondees"
        ).mesure
    ) == (2, 3)


def test_stock_age_and_oldest_whatever_the_reception() -> None:
    found = calcule(
        """
        N° | Reçue le   | Réponse envoyée le | Qualification
        1  | 15/06/2026 |                    |
        2  | 14/06/2026 |                    |
        3  | 31/05/2026 |                    |
        4  | 30/05/2026 |                    |
        5  | 01/05/2026 |                    |
        6  | 30/04/2026 |                    |
        7  | 02/12/2025 |                    |
        8  | 01/12/2025 |                    | hors périmètre
        9  | 01/12/2025 | 02/07/2026         |
        """,
        j="31/12/2026",
    )
    values = figures(found)
    assert (values["stock"], values["plus_ancienne"], values["anciennes_ouvertes"]) == (
        8,
        date("01/12/2025"),
        2,
    )
    assert nombres(found.calcul, "reclamations.stock", "Ancienneté") == [
        ("0 à 15 jours", 1), ("16 à 30 jours", 2), ("31 à 60 jours", 2), ("plus de 60 jours", 3),
    ]  # fmt: skip
    stock = indicateur(found.calcul, "reclamations.stock")
    assert (stock.periode, stock.precedente, stock.ecart) == (None, None, None)


def test_comparison_with_the_same_months_of_the_year_before() -> None:
    found = calcule(
        "N° | Reçue le | Réponse envoyée le\n1 | 01/06/2026 | 02/06/2026\n2 | 02/06/2025 |"
        " 03/06/2025\n3 | 02/06/2025 | 30/06/2025"
    )
    rate = indicateur(found.calcul, "reclamations.taux_dans_delai")
    assert rate.precedente is not None
    assert base(rate.precedente) == (1, 2)
    assert (rate.ecart, rate.evolution) == (Fraction(50), "sans objet")
    assert indicateur(found.calcul, "reclamations.recues").ecart == -1
    not_compared = {
        i.code.partition(".")[2] for i in found.calcul.indicateurs if i.precedente is None
    }
    assert not_compared == {
        "en_cours",
        "en_retard",
        "stock",
        "plus_ancienne",
        "anciennes_ouvertes",
    }


# -- acknowledgement -------------------------------------------------------------------------------

ACCUSES = """
N° | Reçue le   | Canal               | Accusé de réception le | Réponse envoyée le
1  | 01/06/2026 | Courriel            | 08/06/2026             |
2  | 01/06/2026 | courriel            | 09/06/2026             |
3  | 01/06/2026 | courrier            | 15/06/2026             |
4  | 01/06/2026 | guichet             | 16/06/2026             |
5  | 01/06/2026 | guichet             |                        | 02/06/2026
6  | 06/06/2026 | Services Publics +  | 15/06/2026             |
7  | 25/06/2026 | formulaire en ligne |                        |
8  | 01/06/2026 | courrier            |                        |
"""


def test_acknowledgement_within_7_or_14_calendar_days_then_the_next_office_day() -> None:
    found = calcule(ACCUSES)
    assert {
        ligne.numero: (ligne.ar_etat, f"{ligne.ar_echeance:%d/%m}") for ligne in found.lignes
    } == {
        "1": ("dans le délai", "08/06"),
        "2": ("hors délai", "08/06"),
        "3": ("dans le délai", "15/06"),
        "4": ("hors délai", "15/06"),
        "5": ("dans le délai", "15/06"),  # a reply acknowledges too
        "6": ("dans le délai", "15/06"),  # due on Saturday 13: moved to Monday 15
        "7": ("en cours", "02/07"),
        "8": ("délai dépassé", "15/06"),
    }
    assert base(indicateur(found.calcul, "reclamations.taux_ar_dans_delai").mesure) == (4, 7)
    values = figures(found)
    assert [
        values[code]
        for code in ("ar_dans_delai", "ar_hors_delai", "ar_en_cours", "ar_en_retard")
    ] == [4, 2, 1, 1]


def test_no_acknowledgement_recorded_in_the_period_nothing_is_printed() -> None:
    found = calcule(
        "N° | Reçue le | Accusé de réception le\n1 | 01/06/2026 |\n2 | 01/12/2025 | 02/12/2025"
    )
    assert not [code for code in figures(found) if "ar_" in code]
    assert {ligne.ar_etat for ligne in found.lignes} == {"non suivi"}


def test_no_acknowledgement_is_followed_without_a_time_to_send_it() -> None:
    found = calcule(ACCUSES, delai_ar_electronique=None, delai_ar_papier=None)
    assert not [code for code in figures(found) if "ar_" in code]
    assert {(ligne.ar_etat, ligne.ar_echeance) for ligne in found.lignes} == {
        ("non suivi", None)
    }
    # by post alone
    assert figures(calcule(ACCUSES, delai_ar_electronique=None))["ar_dans_delai"] == 2


def test_one_acknowledgement_out_of_the_scope_is_enough_to_measure() -> None:
    found = calcule(
        "N° | Reçue le | Accusé de réception le | Qualification\n1 | 01/06/2026 | |\n2 | 01/06/2026"
        " | 02/06/2026 | hors périmètre"
    )
    assert base(indicateur(found.calcul, "reclamations.taux_ar_dans_delai").mesure) == (0, 1)


def test_an_emptied_delai_is_not_measured() -> None:
    found = calcule(ACCUSES, delai_ar_papier=None)
    assert base(indicateur(found.calcul, "reclamations.taux_ar_dans_delai").mesure) == (2, 3)
    assert {
        ligne.ar_etat for ligne in found.lignes if ligne.canal in {"courrier", "guichet"}
    } == {"non suivi"}


# -- breakdowns ------------------------------------------------------------------------------------


def test_one_way_breakdowns_number_and_rate() -> None:
    found = calcule(
        """
        N° | Reçue le   | Canal    | Réponse envoyée le | Qualification
        1  | 01/06/2026 | courriel | 02/06/2026         |
        2  | 01/06/2026 | Courriel | 30/06/2026         |
        3  | 01/04/2026 | courriel | 02/04/2026         | hors périmètre
        4  | 29/06/2026 | guichet  |                    |
        5  | 01/06/2026 |          |                    |
        6  | 01/06/2026 |          |                    |
        """
    ).calcul
    assert nombres(found, "reclamations.recues", "Canal") == [
        ("Courriel", 3),
        ("guichet", 1),
        ("non renseigné", 2),
    ]
    assert lignes(found, "reclamations.taux_dans_delai", "Canal") == [
        ("Courriel", 1, 2),
        ("guichet", 0, 0),
        ("non renseigné", 0, 2),
    ]
    assert nombres(found, "reclamations.recues", "Mois")[3:] == [
        ("avril 2026", 1),
        ("mai 2026", 0),
        ("juin 2026", 5),
    ]
    assert not nombres(found, "reclamations.recues", "Site")


def test_improvement_actions_of_the_period_each_once() -> None:
    found = calcule(
        """
        N° | Reçue le   | Action d'amélioration | Nature
        1  | 01/06/2026 | Nouvel affichage      |
        2  | 02/06/2026 |                       |
        3  | 03/06/2026 | Nouvel affichage      |
        4  | 01/12/2025 | Ancienne action       |
        5  | 04/06/2026 | Formation             |
        6  | 04/06/2026 | Boîte à idées         | suggestion
        """
    )
    assert found.actions == [
        ActionDAmelioration("Nouvel affichage"),
        ActionDAmelioration("Formation"),
    ]


def test_an_action_has_the_first_service_and_due_date_typed_for_it() -> None:
    found = calcule(
        """
        N° | Reçue le   | Action d'amélioration | Pilote | Échéance de l'action
        1  | 01/06/2026 | Affichage             |        |
        2  | 02/06/2026 | Affichage             | SGCD   |
        3  | 03/06/2026 | Affichage             | DCL    | 31/12/2026
        4  | 04/06/2026 |                       | DCL    | 31/12/2026
        5  | 05/06/2026 | Formation             |        | 01/02/2027
        6  | 06/06/2026 | Accueil               | SMI    |
        """
    )
    assert found.actions == [
        ActionDAmelioration("Affichage", "SGCD", date("31/12/2026")),
        ActionDAmelioration("Formation", None, date("01/02/2027")),
        ActionDAmelioration("Accueil", "SMI"),
    ]


# -- what is wrong ---------------------------------------------------------------------------------

EN_TETE = (
    "N° | Reçue le | Accusé de réception le | Réponse envoyée le | Délai suspendu du | Délai"
    " suspendu au | Délai particulier\n"
)


@pytest.mark.parametrize(
    ("row", "code", "cell", "kept"),
    [
        (
            "01/06/2026 |            | 29/05/2026 |            |            |   ",
            "reponse-avant-reception",
            "D2",
            False,
        ),
        (
            "01/06/2026 | 29/05/2026 |            |            |            |   ",
            "ar-avant-reception",
            "C2",
            False,
        ),
        (
            "01/06/2026 |            |            | 29/05/2026 | 02/06/2026 |   ",
            "suspension-avant-reception",
            "E2",
            False,
        ),
        (
            "01/06/2026 |            |            | 05/06/2026 | 04/06/2026 |   ",
            "suspension-a-l-envers",
            "F2",
            False,
        ),
        (
            "01/06/2026 |            |            |            | 04/06/2026 |   ",
            "suspension-sans-debut",
            "F2",
            False,
        ),
        (
            "01/06/2026 |            |            |            |            | 0 ",
            "delai-faux",
            "G2",
            True,
        ),
        (
            "01/06/2026 |            |            |            |            | 3000000 ",
            "delai-faux",
            "G2",
            True,
        ),
        (
            f"01/06/2026 |            |            |            |            | {10**25} ",
            "delai-faux",
            "G2",
            True,
        ),
        (
            "01/06/2026 |            |            |            |            | 400",
            "delai-long",
            "G2",
            True,
        ),
        (
            "02/06/2025 |            | 03/06/2026 |            |            |   ",
            "delai-long",
            "D2",
            True,
        ),
        (
            "01/06/2026 |            | 06/06/2026 |            |            |   ",
            "reponse-jour-chome",
            "D2",
            True,
        ),
        (
            "01/06/2026 |            | 05/06/2026 | 02/06/2026 |            |   ",
            "suspension-sans-fin",
            "F2",
            True,
        ),
        (
            "01/06/2026 |            | 05/06/2026 | 05/06/2026 | 08/06/2026 |   ",
            "suspension-apres-reponse",
            "E2",
            True,
        ),
        (
            "01/06/2026 |            |            | 01/07/2026 |            |   ",
            "suspension-future",
            "E2",
            True,
        ),
        (
            "01/06/2026 |            | 01/07/2026 |            |            |   ",
            "dates-futures",
            "D2",
            True,
        ),
        (
            "01/06/2026 | 01/06/2026 | 01/06/2026 | 01/06/2026 | 01/06/2026 | 1 ",
            "suspension-apres-reponse",
            "E2",
            True,
        ),
    ],
)
def test_each_defect_at_its_cell(row: str, code: str, cell: str, kept: bool) -> None:
    found = calcule(EN_TETE + "1 | " + row)
    assert [(p.code, p.place.cell) for p in found.calcul.problems] == [(code, cell)]
    assert found.ecartees == (not kept)
    assert bool(found.lignes) == (kept and not row.startswith("02/06/2025"))


@pytest.mark.parametrize(
    ("row", "dits"),
    [
        ("03/06/2025 | | 03/06/2026 | | |", []),
        ("02/06/2025 | | 03/06/2026 | | |", ["delai-long"]),
        ("01/06/2026 | | | | | 365", []),
        ("01/06/2026 | | | | | 366", ["delai-long"]),
    ],
)
def test_a_year_is_no_long_delay(row: str, dits: list[str]) -> None:
    """More than 365 days (docs/rules/complaints.md#to-be-looked-at)."""
    assert codes(calcule(EN_TETE + "1 | " + row).calcul) == dits


@pytest.mark.parametrize(
    ("canal", "gravite"),
    [
        ("courriel", Severity.INFORMATION),
        ("Mail", Severity.INFORMATION),
        ("e-mail", Severity.INFORMATION),
        ("formulaire en ligne", Severity.INFORMATION),
        ("Services Publics +", Severity.INFORMATION),
        ("Téléservice", Severity.INFORMATION),
        ("réseaux sociaux", Severity.INFORMATION),
        ("courrier", Severity.A_VERIFIER),
        ("guichet", Severity.A_VERIFIER),
        ("téléphone", Severity.A_VERIFIER),
        ("main propre", Severity.A_VERIFIER),
        ("", Severity.A_VERIFIER),
    ],
)
def test_replies_on_closed_days_are_one_line(canal: str, gravite: Severity) -> None:
    days = ["06/06/2026", "07/06/2026", "13/06/2026"]
    text = "".join(f"{n} | 01/06/2026 | {day} | {canal}\n" for n, day in enumerate(days, 1))
    found = calcule(f"N° | Reçue le | Réponse envoyée le | Canal\n{text}").calcul.problems
    (line,) = group_problems(found)
    assert (line.problem.gravite, line.ranges, line.occurrences) == (gravite, "C2:C4", 3)


def test_a_suspension_that_starts_on_the_day_of_the_run_is_no_problem() -> None:
    assert codes(calcule(EN_TETE + "1 | 01/06/2026 | | | 30/06/2026 | |").calcul) == []


def test_a_suspension_after_the_reply_is_ignored() -> None:
    found = calcule(EN_TETE + "1 | 01/06/2026 | | 05/06/2026 | 05/06/2026 | |")
    assert (found.lignes[0].echeance, found.lignes[0].etat) == (
        date("15/06/2026"),
        "répondue dans le délai",
    )


def test_what_comes_with_a_reply_wants_its_date() -> None:
    found = calcule(
        """
        N° | Reçue le   | Qualification  | Suite donnée | Nature
        1  | 29/06/2026 | fondée         |              |
        2  | 29/06/2026 |                | excuses      |
        3  | 29/06/2026 | hors périmètre |              |
        4  | 29/06/2026 |                | merci        | suggestion
        """
    )
    assert [(p.code, p.place.cell) for p in found.calcul.problems] == [
        ("suite-sans-reponse", "D3"),
        ("suite-sans-reponse", "C2"),
    ]
    assert {p.gravite for p in found.calcul.problems} == {Severity.INFORMATION}
    assert "excuses" not in "".join(map(str, found.calcul.problems))


def proches(found: BilanReclamations) -> dict[str, list[str]]:
    """What is told of values that look alike -> the cells."""
    told: dict[str, list[str]] = {}
    for problem in found.calcul.problems:
        if problem.code == "valeur-proche":
            told.setdefault(problem.trouve, []).append(problem.place.cell)
    return told


def par_motif(*motifs: str) -> BilanReclamations:
    rows = [f"{n} | 29/06/2026 | {motif}" for n, motif in enumerate(motifs)]
    return calcule("N° | Reçue le | Motif\n" + "\n".join(rows))


@pytest.mark.parametrize(
    ("printed", "others"),
    [
        ("Délai de traitement", ["delai de traitement", "DELAIS  DE TRAITEMENT"]),
        ("Valence", ["VALENCE", "VALENCE", "valence"]),
        ("Titres de séjour", ["titre de séjour", "titre de séjour", "Titre de sejours"]),
        ("Attente", ["attente", "Attentes", "ATTENTE"]),
        ("Jeu", ["jeux", "JEUX"]),
    ],
)
def test_what_folds_together_is_one_group_and_no_problem(
    printed: str, others: Sequence[str]
) -> None:
    found = par_motif(printed, *others)
    assert codes(found.calcul) == []
    (group,) = nombres(found.calcul, "reclamations.recues", "Motif")
    assert group == (printed, 1 + len(others))


@pytest.mark.parametrize("counts", [(8, 4), (4, 8), (1, 1), (1, 9), (30, 30)])
def test_close_values_are_told_once_at_any_count_with_the_line_to_paste(
    counts: tuple[int, int],
) -> None:
    sure, doubt = ("Attente", "Atente") if counts[0] >= counts[1] else ("Atente", "Attente")
    found = par_motif(*["Attente"] * counts[0], *["Atente"] * counts[1])
    first = 2 if doubt == "Attente" else 2 + counts[0]
    cells = [f"C{n}" for n in range(first, first + min(counts))]
    said = f"«\u00a0{doubt}\u00a0» ressemble à «\u00a0{sure}\u00a0», et forme un autre groupe"
    assert proches(found) == {said: cells}
    (line,) = {problem.que_faire for problem in found.calcul.problems}
    assert (
        "collez dans Équivalences\u00a0: Feuille «\u00a0Réclamations\u00a0», Colonne"
        f" «\u00a0Motif\u00a0», Valeur «\u00a0{doubt}\u00a0», Devient «\u00a0{sure}\u00a0»"
    ) in line
    assert len(group_problems(found.calcul.problems)) == 1


def test_a_group_of_two_plurals_takes_two_lines() -> None:
    (line,) = {
        problem.que_faire
        for problem in par_motif(
            "Attente", "Attente", "Attente", "Atente", "Atentes", "ATENTE"
        ).calcul.problems
    }
    assert line.count("Devient «\u00a0Attente\u00a0»") == 2
    assert "Valeur «\u00a0Atente\u00a0»" in line
    assert "Valeur «\u00a0Atentes\u00a0»" in line


def test_three_close_values_lead_to_one() -> None:
    found = par_motif(*["accueil"] * 3, *["acceuil"] * 2, "acceuill")
    assert sorted(proches(found).values()) == [["C5", "C6"], ["C7"]]
    assert all("» ressemble à «\u00a0accueil\u00a0»" in told for told in proches(found))


def test_two_canals_of_close_names_are_never_one() -> None:
    found = par_motif(*["réponse par courriel"] * 3, *["réponse par courrier"] * 2)
    assert proches(found) == {}


@pytest.mark.parametrize(("services", "dits"), [(199, ["C2"]), (200, ["C2"]), (201, [])])
def test_the_two_hundred_most_frequent_values_are_compared(
    services: int, dits: list[str]
) -> None:
    """The others are free text; the columns that follow are looked at all the same."""
    autres = [f"{n:08b}{n:03d}" for n in range(services - 2)]
    textes = ["Attente", "Atente", "Atente", *autres, *autres]
    lignes = [
        f"{n} | 29/06/2026 | {service} | {'Courrier' if n else 'Courier'}"
        for n, service in enumerate(textes)
    ]
    found = calcule("N° | Reçue le | Service | Motif\n" + "\n".join(lignes))
    assert sorted(proches(found).values()) == [[cell] for cell in [*dits, "D2"]]


def test_no_list_that_is_compared_is_confidential() -> None:
    """A message never quotes the values of a confidential column."""
    for sheet, axes in ((Reclamation.sheet, RECLAMES), (Reponse.sheet, INTERROGES)):
        assert not any(sheet.find_field(axe).confidentiel for axe in axes)


@pytest.mark.parametrize(
    ("jours", "est_un_delai"),
    [
        (None, False),
        (0, False),
        (1, True),
        (365, True),
        (9999, True),
        (10_000, False),
        (-3, False),
    ],
    ids=str,
)
def test_what_an_own_delai_may_be(jours: int | None, est_un_delai: bool) -> None:
    assert is_delai(pd.Series([jours], dtype="Int64")).tolist() == [est_un_delai]


def test_a_value_close_to_the_name_of_the_empty_cells_is_none_of_them() -> None:
    assert (
        codes(
            calcule(
                "N° | Reçue le | Motif\n1 | 29/06/2026 | non renseignés\n2 | 29/06/2026 |"
            ).calcul
        )
        == []
    )


def test_case_and_accents_make_no_other_value() -> None:
    found = calcule(
        "N° | Reçue le | Motif\n1 | 29/06/2026 | Délai\n2 | 29/06/2026 | DELAI\n3 | 29/06/2026 |\n4"
        " | 29/06/2026 | Bruit"
    )
    assert codes(found.calcul) == []


# -- canals: which délai d'accusé de réception (settings « Canaux électroniques » and « Autres canau


def classe(canal: object, **reglages: Any) -> str:
    """How a canal typed in the register is held against the two lists."""
    settings = Parametres(**reglages)
    cells = pd.Series([canal], dtype=object)
    if select_electroniques(cells, settings).all():
        return "électronique"
    return "inconnu" if select_inconnus(cells, settings).all() else "autre"


@pytest.mark.parametrize(
    "canal",
    [
        *(
            "Courriel",
            "courriels",
            "MAIL",
            "e-mail",
            "E-Mails",
            "email",
            "e mail",
            "e_mail",
            "Mél.",
            "mel",
            "courriel(s)",
        ),
        *(
            "Courrier électronique",
            "courriers  electroniques",
            "Messagerie électronique",
            "en ligne",
            "En-ligne",
        ),
        *(
            "formulaires en ligne",
            "Formulaire-en-ligne",
            "formulaire web",
            "Site internet",
            "sites-web",
            "siteweb",
        ),
        *(
            "télé-service",
            "Téléservices",
            "démarches en ligne",
            "services publics+",
            "SERVICES PUBLICS PLUS",
            "Service public +",
        ),
        *(
            "SP+",
            "sp +",
            "S.P.+",
            "SP plus",
            "RESEAUX\u00a0SOCIAUX",
            "réseau social",
            "facebook",
            "X",
            "x",
            "Twitter",
            "Instagram",
        ),
    ],
)
def test_an_electronic_canal_is_known_however_it_is_typed(canal: str) -> None:
    assert classe(canal) == "électronique"


@pytest.mark.parametrize(
    "canal",
    [
        *(
            "courrier",
            "Courriers",
            "lettres",
            "Papier",
            "guichet",
            "ACCUEIL",
            "sur place",
            "Sur-place",
            "Téléphone",
            "tél.",
            "Tel",
        ),
        *("registres", "Urne", "bornes", "main propre", "fax", "FAX", None),
    ],
)
def test_the_other_canals_are_known_too_and_an_empty_cell_is_none(canal: str | None) -> None:
    assert classe(canal) == "autre"


@pytest.mark.parametrize(
    "canal",
    ["Minitel", "courier", "pigeon", "?", "-", "mail perso", "non renseigné", "tel que"],
)
def test_any_other_canal_is_unknown(canal: str) -> None:
    assert classe(canal) == "inconnu"


def test_the_lists_are_hers() -> None:
    hers = {
        "canaux_electroniques": "Portail, Courriel\nBorne  tactile",
        "autres_canaux": "Guichets ; Permanence",
    }
    assert [
        classe(c, **hers)
        for c in (
            "portails",
            "COURRIEL",
            "bornes tactiles",
            "guichet",
            "permanences",
            "mail",
            "fax",
        )
    ] == [
        *(
            "électronique",
            "électronique",
            "électronique",
            "autre",
            "autre",
            "inconnu",
            "inconnu",
        ),
    ]


def test_the_canals_that_the_workbook_proposes_and_those_of_the_lists_are_all_known() -> None:
    listed = [
        *split_canal_names(Parametres().canaux_electroniques),
        *split_canal_names(Parametres().autres_canaux),
    ]
    assert len(listed) == 35
    assert {classe(canal) for canal in (*CANAUX, *listed)} == {"électronique", "autre"}


VINGT = "N° | Reçue le | Canal | Accusé de réception le\n" + "".join(
    f"{n} | 01/06/2026 | {{canal}} | 12/06/2026\n" for n in range(20)
)


@pytest.mark.parametrize("canal", ["Mail", "e-mail", "site internet", "SP+", "Facebook"])
def test_twenty_acknowledgements_of_the_eleventh_day_are_late_by_an_electronic_canal(
    canal: str,
) -> None:
    found = calcule(VINGT.format(canal=canal))
    assert base(indicateur(found.calcul, "reclamations.taux_ar_dans_delai").mesure) == (0, 20)
    assert nombres(found.calcul, "reclamations.recues", "Canal") == [
        (canal, 20)
    ]  # as she typed it
    assert codes(found.calcul) == []


def canaux_inconnus(text: str, **reglages: Any) -> list[tuple[str, str]]:
    """Each unknown canal: its cell, and the end of what is said to do."""
    found = calcule("N° | Reçue le | Canal | Nature\n" + text, **reglages)
    return [
        (p.place.cell, simple(p.que_faire).partition("en attendant, ")[2])
        for p in found.calcul.problems
        if p.code == "canal-inconnu"
    ]


PAPIER = "le délai d’accusé de réception papier lui est appliqué (14 jours calendaires)."


def test_an_unknown_canal_is_told_once_with_the_delai_that_it_has() -> None:
    text = (
        "1 | 01/06/2026 | Minitel |\n2 | 01/06/2025 | minitel |\n3 | 01/06/2026 | Pigeon |\n4 |"
        " 01/06/2026 | Minitel |\n5 | 01/06/2026 | |"
    )
    assert canaux_inconnus(text) == [
        ("C2", PAPIER),
        ("C3", PAPIER),
        ("C5", PAPIER),
        ("C4", PAPIER),
    ]
    found = group_problems(calcule("N° | Reçue le | Canal | Nature\n" + text).calcul.problems)
    groups = [g for g in found if g.problem.code == "canal-inconnu"]
    assert [(g.ranges, "Minitel" in g.problem.trouve) for g in groups] == [
        ("C2:C3; C5", True),
        ("C4", False),
    ]


@pytest.mark.parametrize(
    ("reglages", "dit"),
    [
        (
            {"delai_ar_papier": 10},
            "le délai d’accusé de réception papier lui est appliqué (10 jours calendaires).",
        ),
        (
            {"delai_ar_papier": 1},
            "le délai d’accusé de réception papier lui est appliqué (1 jour calendaire).",
        ),
        (
            {"delai_ar_papier": None},
            "le délai d’accusé de réception papier, non mesuré, lui est appliqué.",
        ),
        ({"delai_ar_electronique": None}, PAPIER),
        ({"delai_ar_papier": 7}, None),  # the same: the choice has no effect
        ({"delai_ar_papier": None, "delai_ar_electronique": None}, None),
        ({"canaux_electroniques": "minitels"}, None),
        ({"autres_canaux": "MINI TEL"}, None),
    ],
)
def test_what_an_unknown_canal_is_told_to_have(
    reglages: dict[str, object],
    dit: str | None,
) -> None:
    assert canaux_inconnus("1 | 01/06/2026 | Minitel |", **reglages) == (
        [("C2", dit)] if dit else []
    )


def test_no_delai_no_line_for_suggestions_and_thanks() -> None:
    assert (
        canaux_inconnus(
            "1 | 01/06/2026 | Minitel | suggestion\n2 | 01/06/2026 | Minitel | remerciement"
        )
        == []
    )


def test_a_canal_badly_typed_is_told_once_and_one_that_is_close_to_hers_twice() -> None:
    def dits(canal: str, autre: str) -> list[str]:
        rows = f"1 | 01/06/2026 | {canal} |\n2 | 01/06/2026 | {autre} |\n3 | 01/06/2026 | {autre} |"
        return sorted(
            p.code
            for p in calcule("N° | Reçue le | Canal | Nature\n" + rows).calcul.problems
            if p.place.cell == "C2"
        )

    assert dits("Couriel", "Courriel") == ["canal-inconnu"]
    assert dits("Permanense", "Permanence") == ["canal-inconnu", "valeur-proche"]
    # the same délai, but two groups of the breakdown
    assert dits("e-mail", "mail") == ["valeur-proche"]
    assert dits("tel", "téléphone") == ["valeur-proche"]
    # each is proposed by the program
    assert dits("courriel", "courrier") == []


def test_a_canal_badly_typed_comes_with_its_line() -> None:
    rows = "1 | 01/06/2026 | courier\n2 | 01/06/2026 | courier\n3 | 01/06/2026 | Permanence"
    found = calcule("N° | Reçue le | Canal\n" + rows).calcul.problems
    line = (
        ", ou collez dans Équivalences\u00a0: Feuille «\u00a0Réclamations\u00a0», Colonne"
        " «\u00a0Canal\u00a0», Valeur «\u00a0courier\u00a0», Devient «\u00a0courrier\u00a0»"
    )
    assert [(p.place.cell, line in p.que_faire) for p in found] == [
        ("C2", True),
        ("C3", True),
        ("C4", False),
    ]
    assert not any("Équivalences" in p.que_faire for p in found if p.place.cell == "C4")


def test_a_canal_badly_typed_is_told_with_the_closest_unless_the_column_is_free_text() -> None:
    def attendus(n: int) -> set[str]:
        rows = "".join(
            f"{rang} | 01/06/2026 | Messagerie électroniqe {'z' * rang} |\n"
            for rang in range(n)
        )
        found = calcule("N° | Reçue le | Canal | Nature\n" + rows).calcul.problems
        return {
            simple(p.attendu).partition(" ; ")[2] for p in found if p.code == "canal-inconnu"
        }

    assert "vouliez-vous dire « messagerie électronique » ?" in attendus(100)
    assert attendus(101) == {""}


@pytest.mark.parametrize("number", [1, 2, 3, 12])
@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ("{late} | | {early} | | |", "reponse-avant-reception"),
        ("{late} | {early} | | | |", "ar-avant-reception"),
        ("{late} | | | {early} | |", "suspension-avant-reception"),
        ("{early} | | | {late} | {before} |", "suspension-a-l-envers"),
        ("{early} | | | | {late} |", "suspension-sans-debut"),
        ("{early} | | {late} | {early} | |", "suspension-sans-fin"),
        ("{early} | | {late} | {late} | {late} |", "suspension-apres-reponse"),
    ],
)
def test_dates_that_contradict_each_other_are_one_line_per_kind(
    dates: str, code: str, number: int
) -> None:
    rows = []
    for rank in range(1, number + 1):
        days = {"before": f"{rank}/3/26", "early": f"{rank}/4/2026", "late": f"{rank}/6/2026"}
        rows.append(f"{rank} | {dates.format_map(days)}\n")
    told = [
        group
        for group in group_problems(calcule(EN_TETE + "".join(rows)).calcul.problems)
        if group.problem.code == code
    ]
    assert [group.occurrences for group in told] == [number]


@pytest.mark.parametrize("canal", ['"', "idem", "Idem", "id.", "dito", "»", "//"])
def test_what_sends_to_the_row_above_is_no_unknown_canal(canal: str) -> None:
    rows = f"1 | 01/06/2026 | papier\n2 | 02/06/2026 | {canal}\n3 | 03/06/2026 | pigeon\n"
    found = calcule("N° | Reçue le | Canal\n" + rows).calcul.problems
    assert [p.place.cell for p in found if p.code == "canal-inconnu"] == ["C4"]


def test_several_errors_leave_a_row_out_once() -> None:
    found = calcule(
        EN_TETE + "1 | 01/06/2026 | 29/05/2026 | 29/05/2026 | | |\n2 | 01/06/2026 | | | | |"
    )
    assert codes(found.calcul) == ["ar-avant-reception", "reponse-avant-reception"]
    assert (found.ecartees, valeur(found.calcul, "reclamations.recues")) == (1, 1)


@pytest.mark.parametrize("wrong", range(4))
def test_rows_left_out_are_counted_once_everywhere(wrong: int) -> None:
    rows = "\n1 | 01/06/2026 | 29/05/2026 | 29/05/2026 | | |" * wrong
    text = f"{EN_TETE}1 | 01/06/2026 | | | | |{rows}"
    (sheet,) = count_kept(dossier(text).reclamations).origins
    assert sheet.read - sheet.kept == calcule(text).ecartees == wrong


# -- the two dates ---------------------------------------------------------------------------------


def test_the_figures_that_were_presented_come_back_a_year_later() -> None:
    text = CINQ_ETATS + "8 | 25/06/2026 | 26/06/2026 | |\n9 | 24/06/2026 | | |"
    then = calcule(CINQ_ETATS, a="20/06/2026", j="20/06/2026")
    later = calcule(text, a="20/06/2026", j="31/12/2027")
    assert later.calcul.indicateurs == then.calcul.indicateurs
    assert later.lignes == then.lignes


# -- the same figures, counted again ---------------------------------------------------------------


def _ouvre(day: dt.date) -> bool:
    holidays = {
        dt.date(2026, 1, 1),
        dt.date(2026, 4, 6),
        dt.date(2026, 5, 1),
        dt.date(2026, 5, 8),
        dt.date(2026, 5, 14),
        dt.date(2026, 5, 25),
    }
    return day.weekday() < 5 and day not in holidays


@pytest.mark.parametrize("seed", range(4))
def test_random_registers_counted_again_day_by_day(seed: int) -> None:
    rnd = random.Random(seed)
    a, rows = dt.date(2026, 6, 30), []
    for n in range(120):
        received = dt.date(2026, 1, 1) + dt.timedelta(rnd.randrange(181))
        replied = received + dt.timedelta(rnd.randrange(60)) if rnd.random() < 0.8 else None
        start = received + dt.timedelta(rnd.randrange(15)) if rnd.random() < 0.3 else None
        end = start + dt.timedelta(rnd.randrange(15)) if start and rnd.random() < 0.7 else None
        rows.append((str(n), received, replied, start, end))
    text = "N° | Reçue le | Réponse envoyée le | Délai suspendu du | Délai suspendu au\n"
    text += "\n".join(
        " | ".join([n, *(f"{d:%d/%m/%Y}" if d else "" for d in days)]) for n, *days in rows
    )
    found = calcule(text, j="31/12/2026")
    expected = {
        n: _a_la_main(received, replied if replied and replied <= a else None, start, end, a)
        for n, received, replied, start, end in rows
    }
    assert {ligne.numero: (ligne.etat, ligne.delai) for ligne in found.lignes} == expected
    states = [etat for etat, _ in expected.values()]
    en_temps, hors, late = (
        states.count(s)
        for s in (
            "répondue dans le délai",
            "répondue hors délai",
            "sans réponse, délai dépassé",
        )
    )
    assert base(indicateur(found.calcul, "reclamations.taux_dans_delai").mesure) == (
        en_temps,
        en_temps + hors + late,
    )
    delays = sorted(d for _, d in expected.values() if d is not None)
    assert valeur(found.calcul, "reclamations.delai_moyen") == Fraction(
        sum(delays), len(delays)
    )


def _a_la_main(
    received: dt.date,
    replied: dt.date | None,
    start: dt.date | None,
    end: dt.date | None,
    a: dt.date,
) -> tuple[str, int | None]:
    """State and delay of a complaint with 10 jours ouvrés, one day after the other."""
    if start and replied and start >= replied:
        start = None
    due, delay, counted, day = None, 0, 0, received
    while day < received + dt.timedelta(200):
        day += dt.timedelta(1)
        suspended = start is not None and day > start and (end is None or day <= end)
        if _ouvre(day) and not suspended:
            counted += 1
            delay += replied is not None and day <= replied
            due = day if counted == 10 else due
    if replied:
        return (
            "répondue hors délai" if due and replied > due else "répondue dans le délai"
        ), delay
    return ("sans réponse, délai dépassé" if due and due < a else "en cours"), None
