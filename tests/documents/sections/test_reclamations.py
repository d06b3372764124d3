"""The block of the complaints: what it draws, counts and defines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    methode,
    reclamations,
    reclamations_ouvertes,
)
from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.content import Block, ChartKind
from clu_batch.rules.figures import reclamations_fiches as fiches
from clu_batch.rules.model import (
    EtatDeReclamation,
    LigneReclamation,
    Mesure,
)
from tests.support.meeting import (
    INDICATEURS,
    bilan,
    dit,
    genres,
    indicateur,
    nombre,
    registre,
    simple,
    taux,
    with_detail,
)


def test_complaints_draw_states_and_months_and_count_what_is_open() -> None:
    found = bilan(reclamations_ecartees=2)
    said = Block(with_detail("réclamations", MeetingContext(registre(), found)))
    lines = dit(said.elements)
    # states, canal, months
    assert genres(said) == [ChartKind.BARRES, ChartKind.BARRES, ChartKind.COLONNES]
    for line in (
        (
            "Sur la période, 90 réclamations ont été reçues, contre 86 sur la période précédente."
            " La part des réponses envoyées dans le délai est de 89,4 % (76 sur 85), soit 13,2"
            " points de plus que sur la période précédente."
        ),
        (
            "Deux lignes du registre des réclamations, incomplètes ou en erreur, n’entrent pas dans"
            " ces chiffres."
        ),
        "répondue dans le délai | 76",
        "Délai médian de réponse | 8,5 jours ouvrés",
        (
            "Au 23 novembre 2026, 13 réclamations sont ouvertes, toutes dates de réception"
            " confondues. La plus ancienne a été reçue le 30 octobre 2025. Celle qui a été"
            " reçue avant la période n’entre pas dans le taux."
        ),
        "courrier | 30 | 86,7 % (26 sur 30)",
        "• Relire les courriers.",
    ):
        assert any(line in said_line for said_line in lines), line


def test_a_column_of_figures_that_nobody_has_does_not_stand() -> None:
    """A register opened in the period: its previous period says nothing."""
    known = {
        code: replace(i, precedente=Mesure(), ecart=None) for code, i in INDICATEURS.items()
    }
    section = reclamations.build_section(MeetingContext(registre(), bilan(indicateurs=known)))
    lines = dit(section.elements)
    assert "Délai médian de réponse | 8,5 jours ouvrés" in lines
    assert not any("récédente" in line or "non mesuré" in line for line in lines)


@pytest.mark.parametrize(("ecartees", "dit_a"), [(0, False), (2, True)])
def test_a_number_that_the_sentence_says_has_no_table(ecartees: int, *, dit_a: bool) -> None:
    """Unless rows were left out: the note under the table says it."""
    autres = {fiches.SUGGESTIONS, fiches.REMERCIEMENTS}
    autres.add(fiches.HORS_PERIMETRE)
    known = {code: i for code, i in INDICATEURS.items() if code not in autres}
    found = bilan(indicateurs=known, reclamations_ecartees=ecartees)
    lines = dit(reclamations.build_section(MeetingContext(registre(), found)).elements)
    assert any(line.startswith("Réclamations reçues") for line in lines) is dit_a
    assert sum("chiffres arrêtés au" in line for line in lines) >= 1
    assert any("n’entrent pas dans ces chiffres" in line for line in lines) is dit_a


@pytest.mark.parametrize(
    ("feuilles", "dite"),
    [
        (["Mai"], "a.xlsx, feuille Mai : 2 lignes retenues."),
        (["Mai", "Juin"], "a.xlsx, feuilles Mai et Juin : 4 lignes retenues."),
        (list("ABCDE"), "a.xlsx, 5 feuilles : 10 lignes retenues."),
    ],
)
def test_the_sheets_of_a_workbook_are_one_source(feuilles: list[str], dite: str) -> None:
    origins = [SheetOrigin("a.xlsx", name, read=2, kept=2) for name in feuilles]
    assert [simple(said) for said in methode._cite_sources(origins)] == [dite]


def test_no_delay_no_rate() -> None:
    sans = replace(registre(), parametres=replace(registre().parametres, delai_reponse=None))
    without = {code: i for code, i in INDICATEURS.items() if code != reclamations.TAUX}
    lines = dit(
        reclamations.build_section(
            MeetingContext(sans, bilan(indicateurs=without, repartitions=()))
        ).elements
    )
    assert (
        "Aucun délai de réponse n’est fixé : la part des réponses dans le délai n’est pas mesurée."
        in lines
    )
    assert not any("Réponses dans le délai" in line for line in lines)


@pytest.mark.parametrize(
    ("now", "avant", "mesuree"),
    [
        (taux(0, 1), None, True),
        (taux(3, 4), taux(1, 2), True),
        (taux(0, 0), taux(1, 2), True),  # the column of the previous period says one
        (taux(0, 0), None, False),
        (taux(0, 0), taux(0, 0), False),
    ],
)
def test_no_general_delay_and_some_of_their_own(
    now: Mesure, avant: Mesure | None, mesuree: bool
) -> None:
    """A complaint may have a délai of its own (docs/rules/complaints.md#due-date)."""
    sans = replace(registre(), parametres=replace(registre().parametres, delai_reponse=None))
    rate = replace(INDICATEURS[reclamations.TAUX], mesure=now, precedente=avant)
    compte = bilan(indicateurs={**INDICATEURS, reclamations.TAUX: rate}, repartitions=())
    lines = dit(reclamations.build_section(MeetingContext(sans, compte)).elements)
    shown = [line for line in lines if line.startswith("Réponses dans le délai | ")]
    assert bool(shown) is mesuree
    notes = [line for line in lines if line.startswith("Aucun délai de réponse")]
    assert notes == [
        "Aucun délai de réponse général n’est fixé : la part des réponses dans le délai ne porte"
        " que sur les réclamations qui ont un délai particulier."
        if mesuree
        else "Aucun délai de réponse n’est fixé : la part des réponses dans le délai n’est pas"
        " mesurée."
    ]


def test_nothing_open_is_said_too() -> None:
    none = {
        **INDICATEURS,
        "reclamations.stock": indicateur("reclamations.stock", nombre(0), "nombre"),
    }
    lines = dit(
        reclamations.build_section(MeetingContext(registre(), bilan(indicateurs=none))).elements
    )
    assert "Aucune réclamation n’est ouverte au 23 novembre 2026." in lines


@pytest.mark.parametrize(
    ("combien", "dit_alors"), [(1, "Elle a été"), (2, "La plus ancienne a")]
)
def test_a_single_open_complaint_is_no_oldest_one(combien: int, dit_alors: str) -> None:
    stock = indicateur("reclamations.stock", nombre(combien), "nombre")
    known = {**INDICATEURS, "reclamations.stock": stock}
    said = reclamations_ouvertes.say_open(MeetingContext(registre(), bilan(indicateurs=known)))
    assert f". {dit_alors}" in simple(said)


def test_the_annex_defines_each_delay_once() -> None:
    suivis = {**INDICATEURS, reclamations.TAUX_AR: indicateur(reclamations.TAUX_AR, taux(3, 4))}
    lines = dit(
        methode.build_section(MeetingContext(registre(), bilan(indicateurs=suivis))).elements
    )
    assert sum("15 jours ouvrés" in line for line in lines) == 1
    assert sum("Services Publics +" in line for line in lines) == 1
    assert any(
        "modèle des articles 641 et 642 du code de procédure civile" in line for line in lines
    )


def test_nothing_is_said_of_acknowledgements_that_are_not_followed() -> None:
    assert not any(
        "ccusé" in line
        for line in dit(methode.build_section(MeetingContext(registre(), bilan())).elements)
    )


def ouverte(recue_le: dt.date, etat: EtatDeReclamation) -> LigneReclamation:
    return LigneReclamation("1", recue_le, None, None, None, None, etat, None, None, "", None)


AVRIL, NOVEMBRE = dt.date(2026, 4, 3), dt.date(2026, 11, 9)


@pytest.mark.parametrize(
    ("jours", "attendu"),
    [
        ((AVRIL, AVRIL), "toutes reçues sur la période et en retard."),
        ((AVRIL,), "reçue sur la période et en retard."),
        (
            (AVRIL, NOVEMBRE),
            "toutes dates de réception confondues : 1 reçue sur la période et en retard ; 1 reçue"
            " depuis la fin de la période et en retard.",
        ),
        ((), "toutes dates de réception confondues."),
    ],
)
def test_open_complaints_are_told_by_parts_that_add_up(
    jours: Sequence[dt.date], attendu: str
) -> None:
    """« 34 réclamations sont ouvertes, toutes reçues… »: a single part is no sum."""
    lignes = [ouverte(jour, EtatDeReclamation.DEPASSE) for jour in jours]
    found = replace(bilan(), reclamations=lignes)
    said = simple(reclamations_ouvertes.say_open(MeetingContext(registre(), found)))
    assert f"ouvertes, {attendu}" in said
