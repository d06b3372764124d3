"""Substitutions held against the two-day limit of the procedure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from clu_batch.records.parametres import Decompte
from clu_batch.rules.jours import build_calendrier
from clu_batch.rules.model import (
    Comite,
    ExamenSuppleance,
    Membre,
    Parametres,
    Registre,
    Reunion,
    Suppleance,
)
from clu_batch.rules.suppleances import compute_limites, examine_suppleances
from tests.support.registers import registre

CALENDRIER = build_calendrier("Métropole", range(2026, 2027), {dt.date(2026, 5, 15): "pont"})


def jour(text: str) -> dt.date:
    day, month = text.split("/")
    return dt.date(2026, int(month), int(day))


@pytest.mark.parametrize(
    ("reunion", "pleins", "imprimee", "j2"),
    [  # the table of docs/rules/substitutions.md#examples
        ("16/11", "12/11", "12/11", "13/11"),
        ("17/11", "13/11", "13/11", "14/11"),
        ("18/11", "15/11", "13/11", "16/11"),
        ("19/11", "16/11", "16/11", "17/11"),
        ("12/11", "08/11", "06/11", "09/11"),
        ("26/05", "21/05", "21/05", "22/05"),
        ("08/04", "03/04", "03/04", "04/04"),
        ("28/12", "23/12", "23/12", "24/12"),
        ("18/05", "14/05", "13/05", "15/05"),
    ],
)
def test_the_limits_of_a_meeting(reunion: str, pleins: str, imprimee: str, j2: str) -> None:
    bornes = compute_limites(jour(reunion), Parametres(), CALENDRIER)
    assert (bornes.pleins, bornes.imprimee, bornes.j2) == (
        jour(pleins),
        jour(imprimee),
        jour(j2),
    )


def examine(known: Registre) -> list[ExamenSuppleance]:
    """The substitutions of the Wednesday, held against its limits."""
    limites = compute_limites(MERCREDI.date, known.parametres, known.calendrier)
    return examine_suppleances(known, limites)


def announced(*suppleances: Suppleance, parametres: Parametres | None = None) -> Registre:
    comite = Comite(
        membres=[Membre("UFC", "Usagers", "Le délégué", "UFC")], suppleances=suppleances
    )
    return replace(
        registre(), comite=comite, parametres=parametres or Parametres(), calendrier=CALENDRIER
    )


MERCREDI = Reunion(jour("18/11"))  # jours pleins: Sunday 15; printed: Friday 13; J-2: Monday 16
COMPLETE = Suppleance(
    MERCREDI.date,
    "UFC",
    nom="Nom du suppléant",
    fonction="La trésorière",
    informe_le=jour("13/11"),
)


@pytest.mark.parametrize(
    ("informe", "decompte", "etat", "motif"),
    [
        (
            "13/11",
            "jours pleins",
            "dans le délai",
            "reçu le vendredi 13 novembre 2026, au plus tard le vendredi 13 novembre 2026",
        ),
        (
            "14/11",
            "jours pleins",
            "dans le délai",
            (
                "reçu le samedi 14 novembre 2026, après la date imprimée mais dans le délai de la"
                " procédure"
            ),
        ),
        (
            "16/11",
            "jours pleins",
            "à apprécier",
            (
                "reçu le lundi 16 novembre 2026, après la limite en jours pleins (dimanche 15"
                " novembre 2026), au plus tard à la limite J-2 (lundi 16 novembre 2026)"
            ),
        ),
        (
            "16/11",
            "J-2",
            "dans le délai",
            "reçu le lundi 16 novembre 2026, au plus tard le lundi 16 novembre 2026",
        ),
        (
            "17/11",
            "jours pleins",
            "hors délai",
            "reçu le mardi 17 novembre 2026, après la limite J-2 (lundi 16 novembre 2026)",
        ),
        (
            "17/11",
            "J-2",
            "hors délai",
            "reçu le mardi 17 novembre 2026, après la limite J-2 (lundi 16 novembre 2026)",
        ),
    ],
)
def test_the_state_of_a_substitution_and_its_reason(
    informe: str, decompte: str, etat: str, motif: str
) -> None:
    suppleance = replace(COMPLETE, informe_le=jour(informe))
    examens = examine(
        announced(suppleance, parametres=Parametres(decompte_suppleance=Decompte(decompte)))
    )
    assert [(e.etat, e.motif) for e in examens] == [(etat, motif)]


@pytest.mark.parametrize(
    ("manque", "motif"),
    [
        ({"nom": None}, "non renseigné : identité du suppléant"),
        ({"fonction": None}, "non renseigné : fonction du suppléant"),
        ({"informe_le": None}, "non renseigné : date d’information du secrétariat"),
        (
            {"nom": None, "fonction": None},
            "non renseigné : identité du suppléant et fonction du suppléant",
        ),
    ],
)
def test_identity_function_and_date_are_all_required(
    manque: dict[str, Any], motif: str
) -> None:
    incomplete = replace(COMPLETE, **manque)
    examens = examine(announced(incomplete))
    assert [(e.etat, e.motif) for e in examens] == [("incomplète", motif)]


def test_two_substitutes_of_one_member_are_both_examined() -> None:
    later = replace(COMPLETE, informe_le=jour("16/11"))
    examens = examine(announced(COMPLETE, later))
    assert [e.etat for e in examens] == ["dans le délai", "à apprécier"]


def test_another_meeting_has_its_own_substitutions() -> None:
    other = replace(COMPLETE, reunion=jour("10/12"))
    assert examine(announced(other)) == []
