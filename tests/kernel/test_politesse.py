"""How people are addressed: the civility as it is typed, and what is a function."""

from __future__ import annotations

from pathlib import Path

import pytest

from clu_batch.kernel import politesse
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.conftest import write_workbook
from tests.support.meeting import J
from tests.support.prefecture import Lignes, feuilles


@pytest.mark.parametrize(
    ("typed", "lue", "code"),
    [
        ("Monsieur", "Monsieur", ""),
        ("M.", "Monsieur", ""),
        ("M", "Monsieur", ""),
        ("Mr", "Monsieur", ""),
        ("mr.", "Monsieur", ""),
        ("MONSIEUR", "Monsieur", ""),
        ("Madame", "Madame", ""),
        ("Mme", "Madame", ""),
        ("mme.", "Madame", ""),
        ("Mᵐᵉ", "Madame", ""),
        ("\u00a0Mme ", "Madame", ""),
        ("Mlle", "Madame", ""),
        ("Mademoiselle", "Madame", ""),
        ("Me", "Maître", ""),
        ("Maître", "Maître", ""),
        ("Dr", "Docteur", ""),
        ("Docteure", "Docteur", ""),
        ("Professeur", "Professeur", "civilite-inconnue"),
        ("Mrs", "Mrs", "civilite-inconnue"),
        ("Mesdames", "Mesdames", "civilite-inconnue"),
        ("Madame la présidente", "Madame", "civilite-inconnue"),
        ("M. le préfet", "Monsieur", "civilite-inconnue"),
        ("M. ou Mme", "M. ou Mme", "civilite-double"),
        ("Madame, Monsieur", "Madame, Monsieur", "civilite-double"),
    ],
)
@pytest.mark.parametrize("feuille", ["Composition", "Invités", "Suppléances"])
def test_a_civility_is_read_in_full(
    feuille: str, typed: str, lue: str, code: str, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "tout.xlsx", avec_civilite(feuille, typed))
    charge = load(Options(None, None, J, tmp_path, tmp_path, tmp_path, verifier_seulement=True))
    comite = charge.registre.comite
    lues = {
        "Composition": comite.membres[0].civilite,
        "Invités": comite.invites[0].civilite,
        "Suppléances": comite.suppleances[0].civilite,
    }
    assert lues[feuille] == lue
    found = [p for p in charge.problems if p.code.startswith("civilite")]
    assert [(p.code, p.gravite.libelle, p.place.sheet, p.colonne) for p in found] == (
        [(code, "à vérifier", feuille, "Civilité")] if code else []
    )


def avec_civilite(feuille: str, typed: str) -> dict[str, Lignes]:
    """The sound folder's sheets, this civility being typed in the first row of one of them."""
    toutes = feuilles()
    rows = [list(row) for row in toutes[feuille]]
    if "Civilité" not in rows[0]:
        rows[0].append("Civilité")
    place = rows[0].index("Civilité")
    rows[1] += [None] * (place + 1 - len(rows[1]))
    rows[1][place] = typed
    return {**toutes, feuille: rows}


@pytest.mark.parametrize(
    ("texte", "fonction"),
    [
        ("responsable qualité", True),
        ("Directeur·rice", True),
        ("Préfète", True),
        ("Jean Exemple", False),
        ("M. Exemple", False),
        ("", False),
    ],
)
def test_what_is_a_function(texte: str, fonction: bool) -> None:
    assert politesse.is_known_fonction(texte) is fonction
