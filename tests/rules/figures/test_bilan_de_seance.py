"""Everything computed for a meeting, put together: the history of past meetings, the commitments
missed last time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from clu_batch import check
from clu_batch.documents.control import chiffres
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.read import read_folder
from clu_batch.records.equivalences import Historique
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import (
    Atteinte,
    Bilan,
    BilanGeneral,
    Comite,
    Engagement,
    Indicateur,
    Mesure,
    ModaliteAppui,
    Periode,
    Registre,
    Resultat,
    Reunion,
)
from clu_batch.rules.seances import build_seance, build_without_reunion
from clu_batch.write.workbook_file import write_workbook
from tests.support.history import Passe, make_history, read_history
from tests.support.registers import registre
from tests.support.results import make_results
from tests.support.text_tables import frame, type_lines

J = dt.date(2026, 11, 23)
JUIN, DECEMBRE = dt.date(2026, 6, 11), dt.date(2026, 12, 10)
ANNEE = Periode(dt.date(2024, 5, 1), dt.date(2025, 4, 30))


def calcule(de: Registre, reunion: Reunion) -> Bilan:
    """The figures of one meeting."""
    ((found, _),) = bilan_de_seance.compute(de, [build_seance(reunion, J)])
    return found


def calcule_sans_reunion(de: Registre) -> BilanGeneral:
    """The figures of a run without a meeting."""
    return bilan_de_seance.compute_general(de, build_without_reunion(J))[0]


def historique(*lignes: tuple[object, ...]) -> CheckedSheet:
    """The optional sheet: Réunion, Période du, Période au, Arrêté au, Code, Libellé, Valeur,
    Numérateur, Dénominateur, Unité.
    """
    headers = [column.header for column in Historique.sheet.columns]
    typed = [dict(zip(headers, ligne, strict=False)) for ligne in lignes]
    return type_lines(Historique.sheet, typed)


def avec(*lignes: tuple[object, ...], reunions: tuple[Reunion, ...] = ()) -> Registre:
    """A register with this history, these meetings, and a complaint to count for each of them."""
    complaints = frame(
        Reclamation.sheet, "N° | Reçue le\n1 | 05/05/2025\n2 | 05/05/2026\n3 | 05/10/2026"
    )
    return replace(
        registre(),
        historique=historique(*lignes),
        comite=Comite(reunions=reunions),
        reclamations=complaints,
    )


TAUX = Indicateur(
    "satisfaction.taux.global",
    "Taux de satisfaction",
    "%",
    Mesure(Fraction("0.8125"), 13, 16),
    ANNEE,
)
ANCIENNE = dt.date(2025, 6, 12)
SEUL_JOUR = Periode(ANCIENNE, ANCIENNE)


def du_jour(indicateur: Indicateur) -> Passe:
    """A figure of which only the meeting is known."""
    return Passe(ANCIENNE, SEUL_JOUR, ANCIENNE, indicateur)


@pytest.mark.parametrize(
    ("ligne", "lue"),
    [
        (
            (
                ANCIENNE,
                ANNEE.du,
                ANNEE.au,
                dt.date(2025, 5, 28),
                TAUX.code,
                TAUX.libelle,
                0.8125,
                Decimal(13),
                Decimal(16),
                "%",
            ),
            Passe(ANCIENNE, ANNEE, dt.date(2025, 5, 28), TAUX),
        ),
        (
            (
                ANCIENNE,
                None,
                None,
                None,
                "reclamations.plus_ancienne",
                None,
                dt.date(2025, 1, 2),
                None,
                None,
                "date",
            ),
            du_jour(
                Indicateur(
                    "reclamations.plus_ancienne",
                    "",
                    "date",
                    Mesure(dt.date(2025, 1, 2)),
                    SEUL_JOUR,
                )
            ),
        ),
        (
            (ANCIENNE, None, None, None, "reclamations.recues", None, None, None, None, None),
            du_jour(Indicateur("reclamations.recues", "", "", Mesure(), SEUL_JOUR)),
        ),
        (
            (ANCIENNE, None, None, None, "comite.presents", None, "12,5", None, None, "nombre"),
            du_jour(
                Indicateur("comite.presents", "", "nombre", Mesure(Fraction(25, 2)), SEUL_JOUR)
            ),
        ),
        (
            (ANCIENNE, None, None, None, "x", None, 87.5, None, None, "%"),
            du_jour(Indicateur("x", "", "%", Mesure(Fraction(7, 8)), SEUL_JOUR)),
        ),
        (
            (ANCIENNE, None, None, None, "x", None, 1.5, Decimal(3), Decimal(2), "%"),
            du_jour(Indicateur("x", "", "%", Mesure(Fraction(3, 2), 3, 2), SEUL_JOUR)),
        ),
        (
            (ANCIENNE, None, None, None, "x", None, True, None, None, None),
            du_jour(Indicateur("x", "", "", Mesure(), SEUL_JOUR)),
        ),
    ],
    ids=[
        "a rate with its base",
        "a date",
        "nothing known",
        "a number typed as text",
        "points typed by hand",
        "more than 100 %",
        "no number",
    ],
)
def test_a_figure_whose_data_are_gone_is_taken_from_the_optional_sheet(
    ligne: tuple[object, ...], lue: Passe
) -> None:
    assert read_history(calcule_sans_reunion(avec(ligne)).historique) == [lue]


def test_a_row_without_its_meeting_is_no_figure() -> None:
    found = calcule_sans_reunion(avec((None, None, None, None, "x", None, 1.0)))
    assert len(found.historique) == 0


def test_a_meeting_given_by_the_sheet_is_not_computed_again_and_all_stand_in_order() -> None:
    avant, juin = Reunion(dt.date(2025, 12, 11)), Reunion(JUIN)
    register = avec(
        (JUIN, None, None, None, "x", "Donné", 5.0, None, None, "nombre"),
        reunions=(juin, avant, Reunion(DECEMBRE)),
    )
    found = read_history(calcule(register, Reunion(DECEMBRE)).historique)
    assert [line.indicateur.libelle for line in found if line.reunion == JUIN] == ["Donné"]
    assert {line.reunion for line in found} == {avant.date, JUIN}
    assert [line.reunion for line in found] == sorted(line.reunion for line in found)


def test_the_meeting_being_reported_is_in_its_own_history_the_one_to_come_is_not() -> None:
    register = avec(reunions=(Reunion(JUIN), Reunion(DECEMBRE)))
    assert set(calcule(register, Reunion(JUIN)).historique["reunion"]) == {JUIN}
    assert set(calcule(register, Reunion(DECEMBRE)).historique["reunion"]) == {JUIN}


@pytest.mark.parametrize(("reunion", "annees"), [(JUIN, [JUIN]), (None, [])])
def test_the_users_helped_of_no_meeting_in_particular_are_not_those_of_a_past_one(
    reunion: dt.date | None, annees: list[dt.date]
) -> None:
    de = avec(reunions=(Reunion(JUIN), Reunion(DECEMBRE)))
    de = replace(
        de,
        comite=replace(
            de.comite,
            modalites_d_appui=(
                ModaliteAppui("Point numérique", reunion, usagers=Decimal(120)),
            ),
        ),
    )
    found = calcule(de, Reunion(DECEMBRE))
    assert [
        h.reunion
        for h in read_history(found.historique)
        if h.indicateur.code == "modalites_appui.usagers"
    ] == annees
    assert ("modalites_appui.usagers" in found.indicateurs) is (reunion is None)
    assert {"reclamations.recues", "comite.sieges"} <= {
        h.indicateur.code for h in read_history(found.historique)
    }


def test_the_commitments_missed_last_time_are_those_of_the_last_held_meeting() -> None:
    """E1 was missed two meetings ago and reached since, E2 the other way round: E2 alone comes
    back, with its result of today.
    """
    valeurs = {
        ("E1", 2025): "8/10",
        ("E1", 2026): "9/10",
        ("E2", 2025): "9/10",
        ("E2", 2026): "8/10",
    }
    resultats = [
        Resultat(code, dt.date(annee, 3, 1), dt.date(annee, 3, 31), Fraction(valeur))
        for (code, annee), valeur in valeurs.items()
    ]
    resultats.append(
        Resultat("E2", dt.date(2026, 9, 1), dt.date(2026, 9, 30), Fraction(95, 100))
    )
    engages = [
        Engagement(code, f"Tenir {code}", "Taux", "≥", cible=Fraction(9, 10))
        for code in ("E1", "E2")
    ]
    de = avec(reunions=(Reunion(dt.date(2025, 6, 12)), Reunion(JUIN), Reunion(DECEMBRE)))
    found = calcule(
        replace(de, engagements=engages, resultats=make_results(resultats)), Reunion(DECEMBRE)
    )
    assert found.engagements_precedents == {
        "E1": Atteinte.ATTEINT,
        "E2": Atteinte.NON_ATTEINT,
    }


def test_an_empty_history_pasted_back_is_no_row(tmp_path: Path) -> None:
    sheet = chiffres.build_historique_sheet(
        replace(calcule_sans_reunion(registre()), historique=make_history())
    )
    (tmp_path / "historique.xlsx").write_bytes(
        write_workbook([sheet], titre="Contrôle", createur="", date=J)
    )
    checked = check.check_frame(
        Historique.sheet, read_folder(tmp_path).sheets, j=J, exemple=False, unreadable=False
    )
    assert (list(checked.problems), len(checked)) == ([], 0)


def test_the_history_of_a_control_workbook_can_be_pasted_back(tmp_path: Path) -> None:
    """Written, read and checked again, it says the same figures to the last digit."""
    tiers = Indicateur("x.tiers", "Un tiers", "%", Mesure(Fraction(1, 3), 1, 3), ANNEE)
    jours = Indicateur(
        "x.jours", "Délai médian", "jours", Mesure(Fraction(25, 2), None, 40), ANNEE
    )
    date = Indicateur("x.date", "La plus ancienne", "date", Mesure(dt.date(2025, 1, 2)), ANNEE)
    rien = Indicateur("x.rien", "Sans objet", "%", Mesure(None, 0, 0), ANNEE)
    figures = [
        Passe(ANCIENNE, ANNEE, dt.date(2025, 5, 28), i)
        for i in (TAUX, tiers, jours, date, rien)
    ]
    sheet = chiffres.build_historique_sheet(
        replace(calcule_sans_reunion(registre()), historique=make_history(figures))
    )
    (tmp_path / "historique.xlsx").write_bytes(
        write_workbook([sheet], titre="Contrôle", createur="", date=J)
    )
    checked = check.check_frame(
        Historique.sheet, read_folder(tmp_path).sheets, j=J, exemple=False, unreadable=False
    )
    assert list(checked.problems) == []
    read = read_history(
        calcule_sans_reunion(replace(registre(), historique=checked)).historique
    )
    assert [
        line.indicateur.mesure.valeur for line in read if line.indicateur.code != "x.tiers"
    ] == [
        line.indicateur.mesure.valeur for line in figures if line.indicateur.code != "x.tiers"
    ]
    assert [
        replace(line, indicateur=replace(line.indicateur, mesure=Mesure())) for line in read
    ] == [
        replace(line, indicateur=replace(line.indicateur, mesure=Mesure())) for line in figures
    ]
    (third,) = [line.indicateur.mesure for line in read if line.indicateur.code == "x.tiers"]
    assert (third.numerateur, third.denominateur) == (1, 3)
    assert isinstance(third.valeur, Fraction)
    assert abs(third.valeur - Fraction(1, 3)) < Fraction(1, 10**15)


def test_without_a_meeting_the_figures_are_those_of_the_last_twelve_months() -> None:
    found = calcule_sans_reunion(registre())
    assert not isinstance(found, Bilan)
    assert (found.suppleances, found.dates_cles) == ((), ())
    assert found.seance.periode == Periode(dt.date(2025, 11, 1), dt.date(2026, 10, 31))
