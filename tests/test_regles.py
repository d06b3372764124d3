"""Page 1, « General rules », clause by clause, on a whole folder as a prefecture keeps it."""

from __future__ import annotations

import pytest

from clu_batch.schema import Need
from clu_batch.sheets import SHEETS
from tests.prefecture import DECEMBRE, Prefecture

FEUILLES = {sheet.name: sheet for sheet in SHEETS}

# -- keys: an empty or wrong cell leaves its row out ---------------------------------------------------------------------
CLES = {
    "Jours de fermeture": {"Date", "Jusqu'au"},
    "Composition": {"Code"},
    "Réunions": {"Date"},
    "Ordre du jour": {"Réunion", "N°", "Point"},
    "Invités": {"Réunion"},
    "Suppléances": {"Réunion", "Membre"},
    "Présences": {"Réunion", "Membre"},
    "Propositions": {"N°", "Réunion", "Membre"},
    "Documents types": {"Réunion"},
    "Modalités d'appui": {"Réunion"},
    "Enquêtes": {"Enquête", "Du", "Au"},
    "Questions": {"Code", "Échelle"},
    "Échelles": {"Échelle", "Réponse possible", "Ordre", "Compte comme"},
    "Réponses": {"Date"},
    "Dépouillement": {"Question", "Réponse", "Nombre", "Du", "Au"},
    "Réclamations": {"N°", "Reçue le"},
    "Engagements": {"Code"},
    "Résultats": {"Code", "Du", "Au", "Valeur"},
    # beyond the contract: a filter, a sign or an equivalence that cannot be read would mean something else once read as empty
    "Indicateurs locaux": {"Code", "Libellé", "Feuille", "Compter"} | {"Sur", "Sens de la cible"},
    "Équivalences": {"Feuille", "Devient"} | {"Colonne", "Valeur"},
    "Paramètres": {"Paramètre"},
    "Historique": {"Réunion", "Code"},
}


@pytest.mark.parametrize("name", FEUILLES)
def test_the_keys_of_a_sheet_are_those_of_the_contract(name: str) -> None:
    assert {column.header for column in FEUILLES[name].columns if column.key} == CLES[name]


# sheet, place of an empty required cell, whether its row is kept
VIDES = [
    ("Ordre du jour", "C2", False),
    ("Questions", "B2", True),
    ("Modalités d'appui", "A2", True),
    ("Documents types", "B2", True),
    ("Réunions", "C3", True),
    ("Composition", "C2", True),
    ("Propositions", "E2", True),
]


@pytest.mark.parametrize(("sheet", "cell", "kept"), VIDES)
def test_an_empty_required_cell(sheet: str, cell: str, kept: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    prefecture = Prefecture()
    for name, rows in AJOUTS.items():
        book = prefecture.livre("Réunions").create_sheet(name)
        for row in rows:
            book.append(list(row))
    prefecture.taper(f"{sheet}!{cell}", None)
    with pytest.MonkeyPatch.context() as patch:
        charge, lines = prefecture.charger(tmp_path_factory.mktemp("vide"), patch)
    table = charge.tables[sheet]
    required = [column.header for column in FEUILLES[sheet].columns if column.need is Need.REQUIRED]
    empty = [header for header in required for value in table.columns[header] if value is None]
    assert [line for line in lines if f"{sheet}!{cell}" in line] == [
        f"erreur | {sheet}!{cell} | {'valeur-manquante' if kept else 'cle-manquante'}"
    ]
    assert len(empty) == int(kept)
    assert sum(origin.read - len(origin.lines) for origin in table.origins) == int(not kept)


AJOUTS = {
    "Documents types": (("Réunion", "Intitulé", "Nature"), (DECEMBRE, "Lettre", "courrier")),
    "Modalités d'appui": (("Modalité", "Lieu"), ("Point numérique", "Nîmes")),
}
