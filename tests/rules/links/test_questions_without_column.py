"""A question that no column carries is told with the headers that may be meant
(docs/rules/sheets.md#questions).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.meeting import simple
from tests.support.prefecture import Prefecture

LIBELLE = "Comment jugez-vous le délai d’attente ?"


@pytest.mark.parametrize(
    ("header", "close"),
    [
        ("Comment avez-vous jugé le délai d’attente", True),
        ("Délai d’attente avant d’être reçu", True),
        ("Le délai d'attente", True),
        ("Attente au guichet", True),
        ("Q3_attente", True),
        ("[Q3] Votre attente", True),
        ("3. Comment jugez-vous l’attente ?", True),
        ("Temps d’attente ressenti", True),
        ("DELAI", True),
        ("Que pensez-vous de l’accueil ? [Le délai d’attente]", True),
        ("Amabilité des agents", False),
        ("Adresse IP", False),
        ("Q4", False),
        ("Comment jugez-vous l’amabilité ?", False),
        ("Âge", False),
    ],
)
def test_the_closest_header_of_a_question_is_named(
    header: str, close: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefecture = Prefecture()
    prefecture.feuille("Questions").append(["Q3", LIBELLE, "Accueil"])
    for row, cell in enumerate((header, "Satisfait", "Satisfait", "Insatisfait"), 1):
        prefecture.feuille("Réponses").cell(row, 5, cell)
    charge, _ = prefecture.charger(tmp_path, monkeypatch)
    (found,) = (p for p in charge.problems if p.place.sheet == "Questions")
    line = f"Feuille « Réponses », Colonne « {header} », Devient « Q3 »"
    assert found.code == ("question-sans-colonne-proche" if close else "question-sans-colonne")
    assert (f"« {header} »" in simple(found.trouve)) == close
    assert (line in simple(found.que_faire)) == close
