"""The series of the figures, meeting after meeting: what breaks them, what the sheet « Historique »
may hold, the trend of the pack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from clu_batch.documents.control import chiffres
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import reclamations, satisfaction, tendances
from clu_batch.kernel.content import Chart, ChartKind
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.records.equivalences import Historique
from clu_batch.records.participants import StatutDePresence
from clu_batch.records.reunion import Statut
from clu_batch.rules.figures import bilan_de_seance, historique, ruptures
from clu_batch.rules.model import (
    Comite,
    Engagement,
    Indicateur,
    Membre,
    Mesure,
    Presence,
    Reunion,
)
from clu_batch.rules.seances import build_seance
from tests.rules.figures.test_ruptures import avec, calcule, change, collee, complet
from tests.support.control_sheets import valeurs
from tests.support.history import Passe, make_history, read_history
from tests.support.meeting import (
    DECEMBRE,
    JUIN,
    PERIODE,
    PRECEDENTE,
    QUESTIONS,
    bilan,
    dit,
    indicateur,
    nombre,
    registre,
    simple,
    taux,
)
from tests.support.registers import registre as registre_vide
from tests.support.text_tables import frame, type_lines

DEUX = ((JUIN, PRECEDENTE), (DECEMBRE, PERIODE))
GLOBALE, DANS_LE_DELAI = "satisfaction.taux.global", "reclamations.taux_dans_delai"


def serie(*resultats: Passe, **champs: Any) -> list[bool]:
    """Whether each result breaks its series."""
    register = replace(registre_vide(), **champs)
    series = historique.compose(register, make_history(resultats), DECEMBRE)
    return list(series["regle_modifiee"])


# -- a changed rule --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("avant", "apres", "posee_depuis", "rompue"),
    [
        (
            indicateur("satisfaction.taux.Q1", taux(1, 2)),
            indicateur("satisfaction.taux.Q1", taux(1, 3)),
            None,
            False,
        ),
        (
            indicateur("satisfaction.taux.Q1", taux(1, 2)),
            indicateur("satisfaction.taux.Q1", taux(1, 3)),
            PRECEDENTE.du,
            False,
        ),
        (
            indicateur("satisfaction.taux.Q1", taux(1, 2)),
            indicateur("satisfaction.taux.Q1", taux(1, 3)),
            PERIODE.du,
            True,
        ),
        (
            indicateur("satisfaction.moyenne.Q1", taux(1, 2)),
            indicateur("satisfaction.moyenne.Q1", taux(1, 3)),
            PERIODE.du,
            True,
        ),
        (indicateur(GLOBALE, taux(1, 2)), indicateur(GLOBALE, taux(1, 3)), PERIODE.du, True),
        (
            indicateur("satisfaction.taux.Q2", taux(1, 2)),
            indicateur("satisfaction.taux.Q2", taux(1, 3)),
            PERIODE.du,
            False,
        ),
        (
            indicateur("x", nombre(1), "jours ouvrés"),
            indicateur("x", nombre(1), "jours calendaires"),
            None,
            True,
        ),
        (
            indicateur("x", nombre(1), "jours ouvrés"),
            indicateur("y", nombre(1), "jours calendaires"),
            None,
            False,
        ),
    ],
)
def test_a_changed_rule_breaks_the_series(
    avant: Indicateur, apres: Indicateur, posee_depuis: dt.date | None, rompue: bool
) -> None:
    questions = (replace(QUESTIONS[0], posee_depuis=posee_depuis), QUESTIONS[1])
    passes = [
        Passe(JUIN, PRECEDENTE, JUIN, avant),
        Passe(DECEMBRE, PERIODE, DECEMBRE, apres),
    ]
    assert serie(*passes, questions=questions) == [False, rompue]


@pytest.mark.parametrize(
    ("globale", "rompue"),
    [(False, True), (True, False)],
    ids=["one of its questions", "the Question globale is apart"],
)
def test_a_theme_breaks_with_its_questions(globale: bool, rompue: bool) -> None:
    questions = (
        replace(QUESTIONS[1], theme="Accueil", posee_depuis=PERIODE.du, globale=globale),
    )
    theme = indicateur("satisfaction.theme.accueil", taux(1, 2))
    passes = [
        Passe(JUIN, PRECEDENTE, JUIN, theme),
        Passe(DECEMBRE, PERIODE, DECEMBRE, theme),
    ]
    assert serie(*passes, questions=questions) == [False, rompue]


def test_a_question_of_a_theme_breaks_no_other_figure() -> None:
    questions = (replace(QUESTIONS[1], theme="Accueil", posee_depuis=PERIODE.du),)
    passes = [
        Passe(jour, periode, jour, indicateur("satisfaction.taux.Q9", taux(1, 2)))
        for jour, periode in DEUX
    ]
    assert serie(*passes, questions=questions) == [False, False]


@pytest.mark.parametrize(
    ("code", "rompue"),
    [
        (DANS_LE_DELAI, True),
        ("reclamations.en_retard", True),
        ("reclamations.recues", False),
        (GLOBALE, False),
    ],
)
def test_another_way_to_count_the_delay_breaks_what_depends_on_it(
    code: str, rompue: bool
) -> None:
    passes = [
        Passe(jour, PERIODE, jour, figure)
        for jour, unite in ((JUIN, "jours ouvrés"), (DECEMBRE, "jours calendaires"))
        for figure in (
            indicateur(code, taux(1, 2)),
            indicateur("reclamations.delai_median", nombre(3), unite),
        )
    ]
    assert serie(*passes) == [False, False, rompue, True]


# -- the sheet -------------------------------------------------------------------------------------


def donne(*lignes: tuple[object, ...]) -> CheckedSheet:
    """The optional sheet: Réunion, Code, Libellé, Valeur, Numérateur, Dénominateur, Unité."""
    headers = ("Réunion", "Code", "Libellé", "Valeur", "Numérateur", "Dénominateur", "Unité")
    typed = [dict(zip(headers, ligne, strict=True)) for ligne in lignes]
    return type_lines(Historique.sheet, typed)


@pytest.mark.parametrize(
    ("valeur", "numerateur", "denominateur", "unite", "lue"),
    [
        (1 / 3, 1, 3, "%", Mesure(Fraction(1, 3), 1, 3)),
        (0.8125, "13", "16", "%", Mesure(Fraction(13, 16), 13, 16)),
        ("81,3 %", "13", "16", "%", Mesure(Fraction(13, 16), 13, 16)),
        ("81,3 %", None, None, "%", Mesure(Fraction(813, 1000))),
        ("\u221233,3 %", "-1", "3", "%", Mesure(Fraction(-1, 3), -1, 3)),
        (
            0.9,
            13,
            16,
            "%",
            Mesure(Fraction(9, 10), 13, 16),
        ),  # another base: what was typed is kept
        (None, 0, 0, "%", Mesure(None, 0, 0)),
        # a mean is what was typed, not the quotient of what stands beside it
        (0.333, 1, 3, "note", Mesure(Fraction(333, 1000), 1, 3)),
        ("12,5", None, None, "jours ouvrés", Mesure(Fraction(25, 2))),
        ("30/10/2025", None, None, "date", Mesure(dt.date(2025, 10, 30))),
        (dt.date(2025, 10, 30), None, None, "date", Mesure(dt.date(2025, 10, 30))),
        (True, None, None, "nombre", Mesure()),
        ("abc", None, None, "nombre", Mesure()),
    ],
)
def test_what_a_cell_of_the_sheet_says(
    valeur: object, numerateur: object, denominateur: object, unite: str, lue: Mesure
) -> None:
    register = replace(
        registre_vide(),
        historique=donne((JUIN, "x", None, valeur, numerateur, denominateur, unite)),
    )
    assert [
        h.indicateur.mesure
        for h in read_history(historique.compose(register, make_history(), DECEMBRE))
    ] == [lue]


def test_a_cell_that_says_no_figure_is_told_at_its_place() -> None:
    entetes = "Réunion | Code | Valeur | Numérateur | Dénominateur | Unité"
    lignes = (
        f"{entetes}\n11/06/2026 | x | abc | treize | 16 | %\n11/06/2026 | y | 12,5 | | |"
        " jours\n11/06/2026 | z | | | | %"
    )
    register = replace(registre_vide(), historique=frame(Historique.sheet, lignes))
    ((_, problems),) = bilan_de_seance.compute(
        register, [build_seance(Reunion(DECEMBRE), DECEMBRE)]
    )
    assert [(p.code, p.place.cell, p.colonne) for p in problems] == [
        ("historique-illisible", "D2", "Numérateur"),
        ("historique-illisible", "C2", "Valeur"),
    ]


def test_a_break_told_by_the_sheet_stays_and_is_told_once() -> None:
    lignes = (
        (JUIN, "x", "Le taux", 0.5, 1, 2, "%"),
        (DECEMBRE, "x", "Le taux (règle modifiée)", 0.5, 1, 2, "%"),
    )
    series = historique.compose(
        replace(registre_vide(), historique=donne(*lignes)), make_history(), DECEMBRE
    )
    assert list(zip(series["libelle"], series["regle_modifiee"], strict=True)) == [
        ("Le taux", False),
        ("Le taux", True),
    ]
    assert [
        ligne[5] for ligne in valeurs(chiffres.build_historique_sheet(bilan(historique=series)))
    ] == [ligne[2] for ligne in lignes]


def test_a_rule_that_changed_before_the_last_meeting_has_not_changed_since() -> None:
    register = replace(
        registre_vide(),
        historique=donne((JUIN, "x", "Le taux (règle modifiée)", 0.5, 1, 2, "%")),
    )
    ((found, _),) = bilan_de_seance.compute(register, [build_seance(Reunion(DECEMBRE), JUIN)])
    assert (
        [h.regle_modifiee for h in read_history(found.historique)],
        set(found.regles_modifiees),
    ) == (
        [True],
        set(),
    )


def test_a_meeting_made_again_does_not_know_those_that_followed() -> None:
    register = replace(
        registre_vide(),
        historique=donne(
            (JUIN, "x", None, 1.0, None, None, "nombre"),
            (DECEMBRE, "x", None, 2.0, None, None, "nombre"),
        ),
    )
    assert list(historique.compose(register, make_history(), JUIN)["reunion"]) == [JUIN]


AUTREMENT_COMPTES = (
    "engagements.E1",
    "reclamations.dans_delai",
    "reclamations.hors_delai",
    "reclamations.taux_dans_delai",
)
"""What another délai changes."""


@pytest.mark.parametrize(
    "muets",
    [
        (),
        *((code,) for code in AUTREMENT_COMPTES),
        AUTREMENT_COMPTES[:2],
        AUTREMENT_COMPTES[1:3],
        AUTREMENT_COMPTES[2:],
        AUTREMENT_COMPTES[:3],
        AUTREMENT_COMPTES[1:],
        AUTREMENT_COMPTES,
    ],
    ids=" ".join,
)
def test_a_row_that_says_another_rule_is_not_told_again(muets: tuple[str, ...]) -> None:
    """Only the rows whose Règle is empty are."""
    avant, _ = calcule(complet())
    colonnes = {**collee(avant, regle=False)}
    colonnes["Règle"] = [
        ruptures.AUTRE if code in AUTREMENT_COMPTES and code not in muets else None
        for code in colonnes["Code"]
    ]
    _, problems = calcule(avec(change(complet(), "délai"), colonnes))
    combien = "1 chiffre " if len(muets) == 1 else f"{len(muets)} chiffres "
    assert [combien in simple(p.trouve) for p in problems] == [True] * bool(muets)
    assert all(any(f"({code}" in simple(p.trouve) for code in muets) for p in problems)


# -- the committee, like any figure ----------------------------------------------------------------

MEMBRES = tuple(
    Membre(code, "Usagers", "Le président", "Association") for code in ("UFC", "APF")
)
TENUE = Comite(
    membres=MEMBRES,
    reunions=(Reunion(JUIN, statut=Statut.TENUE), Reunion(DECEMBRE)),
    presences=(
        Presence(JUIN, "UFC", membre="UFC", statut=StatutDePresence.PRESENT),
        Presence(JUIN, "APF", membre="APF", statut=StatutDePresence.EXCUSE),
    ),
)


def test_who_sat_is_in_the_history_of_the_meeting() -> None:
    ((found, _),) = bilan_de_seance.compute(
        replace(registre_vide(), comite=TENUE), [build_seance(TENUE.reunions[1], DECEMBRE)]
    )
    seen: dict[str, object] = {
        h.indicateur.code: h.indicateur.mesure.valeur for h in read_history(found.historique)
    }
    assert [
        seen[f"comite.{code}"] for code in ("sieges", "presents", "excuses", "absents")
    ] == [
        2,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize("source", ["comite.presents", "Membres présents"])
def test_a_commitment_may_rest_on_who_sat(source: str) -> None:
    engagement = Engagement(
        "E1",
        "Des réunions suivies",
        "Présents",
        "≥",
        unite=UniteDeResultat.NOMBRE,
        cible=Fraction(2),
        source=source,
    )
    register = replace(registre_vide(), comite=TENUE, engagements=(engagement,))
    ((found, problems),) = bilan_de_seance.compute(
        register, [build_seance(TENUE.reunions[0], DECEMBRE)]
    )
    assert problems == []
    assert [(b.mesure.valeur, b.etat) for b in found.engagements] == [
        (Fraction(1), "non atteint")
    ]


# -- the trend -------------------------------------------------------------------------------------


def reunions(
    code: str, *points: tuple[str, Mesure], rompues: Sequence[str] = ()
) -> list[Passe]:
    """One figure at meetings « 06/2025 »."""
    return [
        Passe(
            dt.date(int(quand[3:]), int(quand[:2]), 11),
            PERIODE,
            PERIODE.au,
            indicateur(code, mesure),
            quand in rompues,
        )
        for quand, mesure in points
    ]


TROIS = (("06/2025", taux(7, 10)), ("12/2025", taux(13, 16)), ("06/2026", taux(3, 4)))


@pytest.mark.parametrize(
    ("points", "dessinee"),
    [(TROIS[:2], False), (TROIS, True), ((*TROIS[:2], ("06/2026", Mesure(None, 0, 0))), False)],
    ids=["two meetings", "three", "three, one without a rate"],
)
def test_a_trend_is_drawn_from_three_held_meetings_on(
    points: Sequence[tuple[str, Mesure]], dessinee: bool
) -> None:
    elements = tendances.build_tendance(
        MeetingContext(registre(), bilan(historique=make_history(reunions(GLOBALE, *points)))),
        GLOBALE,
        "Satisfaction globale",
    )
    assert bool(elements) is dessinee


def test_the_trend_ends_with_this_meeting_and_says_its_message() -> None:
    elements = tendances.build_tendance(
        MeetingContext(registre(), bilan(historique=make_history(reunions(GLOBALE, *TROIS)))),
        GLOBALE,
        "Satisfaction globale",
    )
    assert dit(elements) == [
        "## Évolution de réunion en réunion",
        (
            "[courbe] Satisfaction globale, de réunion en réunion. De 70,0 % à la réunion du 11"
            " juin 2025 à 82,9 % à la réunion du 10 décembre 2026."
        ),
        "Réunion | Période des chiffres | Satisfaction globale",
        "11 juin 2025 | du 1er novembre 2025 au 31 octobre 2026 | 70,0 % (7 sur 10)",
        "11 décembre 2025 | du 1er novembre 2025 au 31 octobre 2026 | 81,3 % (13 sur 16)",
        "11 juin 2026 | du 1er novembre 2025 au 31 octobre 2026 | 75,0 % (3 sur 4)",
        "10 décembre 2026 | du 1er novembre 2025 au 31 octobre 2026 | 82,9 % (540 sur 651)",
        "Chaque réunion est présentée avec les chiffres arrêtés pour elle.",
    ]
    [courbe] = [e for e in elements if isinstance(e, Chart)]
    assert (courbe.genre, courbe.pourcent, courbe.categories[-1]) == (
        ChartKind.COURBE,
        True,
        "10/12/2026",
    )
    assert [s.valeurs for s in courbe.series] == [(0.7, 0.8125, 0.75, 540 / 651)]


def test_a_changed_rule_cuts_the_curve_in_two() -> None:
    passe = reunions(GLOBALE, *TROIS, rompues=("12/2025",))
    elements = tendances.build_tendance(
        MeetingContext(registre(), bilan(historique=make_history(passe))),
        GLOBALE,
        "Satisfaction globale",
    )
    [courbe] = [e for e in elements if isinstance(e, Chart)]
    assert [(s.nom, s.valeurs, s.couleur) for s in courbe.series] == [
        ("Satisfaction globale", (None, 0.8125, 0.75, 540 / 651), "courant"),
        ("Satisfaction globale, jusqu’au 11/06/2025", (0.7, None, None, None), "ancien"),
    ]
    rupture = (
        "Règle modifiée à la réunion du 11 décembre 2025 : les chiffres d’avant et ceux d’après ne"
        " se comparent pas."
    )
    assert dit(elements)[-1] == rupture
    assert dit(elements)[1].endswith(
        "De 81,3 % à la réunion du 11 décembre 2025 à 82,9 % à la réunion du 10 décembre 2026 ; au"
        f" plus bas, 75,0 % à la réunion du 11 juin 2026. {rupture}"
    )


def test_a_rule_changed_since_the_last_meeting_cuts_before_this_one() -> None:
    present = bilan(
        historique=make_history(reunions(GLOBALE, *TROIS)), regles_modifiees={GLOBALE}
    )
    elements = tendances.build_tendance(
        MeetingContext(registre(), present), GLOBALE, "Satisfaction globale"
    )
    assert dit(elements)[-1].startswith("Règle modifiée à la réunion du 10 décembre 2026")
    assert dit(elements)[1].count("82,9 % à la réunion du 10 décembre 2026. ") == 1


def test_a_held_meeting_stands_once_and_a_long_history_keeps_its_end() -> None:
    longue = reunions(
        GLOBALE,
        *((f"{mois:02}/2026", taux(mois, 12)) for mois in range(1, 12)),
        ("12/2025", taux(1, 2)),
    )
    held = [
        *longue,
        Passe(DECEMBRE, PERIODE, PERIODE.au, indicateur(GLOBALE, taux(540, 651))),
    ]
    [courbe] = [
        e
        for e in tendances.build_tendance(
            MeetingContext(registre(), bilan(historique=make_history(held))), GLOBALE, "T"
        )
        if isinstance(e, Chart)
    ]
    assert len(courbe.categories) == tendances.AU_PLUS
    assert courbe.categories.count("10/12/2026") == 1


def test_the_blocks_show_the_trend_of_their_rate() -> None:
    passe = [*reunions(GLOBALE, *TROIS), *reunions(DANS_LE_DELAI, *TROIS)]
    for bloc, nom in (
        (satisfaction.build_section, "Satisfaction globale"),
        (reclamations.build_section, "Réponses dans le délai"),
    ):
        elements = bloc(
            MeetingContext(registre(), bilan(historique=make_history(passe)))
        ).elements
        assert [
            e.legende for e in elements if isinstance(e, Chart) and e.genre is ChartKind.COURBE
        ] == [f"{nom}, de réunion en réunion"]
