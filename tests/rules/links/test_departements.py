"""The name of a département, where that of its préfecture is due
(docs/rules/sheets.md#parametres).
"""

from __future__ import annotations

import pytest

from clu_batch.records.parametres import LigneParametre
from clu_batch.rules.links import departements
from clu_batch.rules.links.departements import complete_prefecture
from clu_batch.rules.links.parametres import assemble_parametres
from tests.support.text_tables import rows


@pytest.mark.parametrize(
    ("typed", "entiere"),
    [
        ("Drôme", "de la Drôme"),
        ("drome", "de la Drôme"),
        ("DRÔME", "de la Drôme"),
        ("La Drôme", "de la Drôme"),
        ("Drôme (26)", "de la Drôme"),
        ("26 - Drôme", "de la Drôme"),
        ("Département de la Drôme", "de la Drôme"),
        ("Préfet de la Drôme", "de la Drôme"),
        ("Gard", "du Gard"),
        ("Ain", "de l’Ain"),
        ("l'Hérault", "de l’Hérault"),
        ("Yvelines", "des Yvelines"),
        ("Ille et Vilaine", "d’Ille-et-Vilaine"),
        ("VAL D'OISE", "du Val-d’Oise"),
        ("Seine Saint Denis", "de la Seine-Saint-Denis"),
        ("Haute-Corse (2B)", "de la Haute-Corse"),
        ("Territoire de Belfort", "du Territoire de Belfort"),
        ("Réunion", "de La Réunion"),
        ("La Réunion", "de La Réunion"),
        ("Paris", "de Paris"),
        ("Vaucluse", "de Vaucluse"),
        ("Préfecture Drôme", "de la Drôme"),
        ("PREFECTURE LANDES", "des Landes"),
        ("préfecture - Val d'Oise", "du Val-d’Oise"),
        ("Préfecture 26 Drôme", "de la Drôme"),
        ("Préfecture : Haute-Loire (43)", "de la Haute-Loire"),
    ],
)
def test_a_departement_alone_is_told_with_its_prefecture(typed: str, entiere: str) -> None:
    assert complete_prefecture(typed) == f"Préfecture {entiere}"
    _, problems = assemble_parametres(
        rows(LigneParametre.sheet, f"Paramètre | Valeur\nVille | V\nPréfecture | {typed}")
    )
    (problem,) = problems
    assert (problem.code, problem.place.cell) == ("prefecture-incomplete", "B3")
    assert f"Écrivez « Préfecture {entiere} »" in problem.que_faire


@pytest.mark.parametrize(
    "typed",
    [
        "Préfecture de la Drôme",
        "PREFECTURE DE LA DROME",
        "préfecture du Gard (30)",
        "Sous-préfecture de Nyons",
        "Préfecture de région Bretagne, préfecture d’Ille-et-Vilaine",
        "Préfecture de police",
        "Haut-commissariat de la République en Polynésie française",
        "Préfecture",
        "Valence",
        "Direction départementale des territoires de la Drôme",
        "Drôme et Ardèche",
        "",
    ],
)
def test_another_name_is_printed_without_a_word(typed: str) -> None:
    assert complete_prefecture(typed) is None


def test_every_departement_is_known() -> None:
    assert len(departements._BY_WORDS) == 102  # and one collectivité
