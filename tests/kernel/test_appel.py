"""The words that open a letter."""

from __future__ import annotations

import pytest

from clu_batch.kernel.appel import compose_appel


@pytest.mark.parametrize(
    ("fonction", "civilite", "appel"),
    [
        ("Le directeur", "Monsieur", "Monsieur le Directeur"),
        ("La directrice", "Madame", "Madame la Directrice"),
        ("Le directeur", "Madame", "Madame la Directrice"),
        ("Directrice des sécurités", "Madame", "Madame la Directrice"),
        ("Responsable qualité", "Madame", "Madame la Responsable qualité"),
        ("Responsable qualité", None, "Madame, Monsieur"),
        ("L’adjointe au chef de bureau", "Madame", "Madame l’Adjointe"),
        ("Le bâtonnier", "Maître", "Maître"),
        ("Le bâtonnier", "Madame", "Madame"),  # a feminine that is not known
        ("La directrice", "Monsieur", "Monsieur le Directeur"),
        ("Le secrétaire général", "Madame", "Madame la Secrétaire générale"),
        ("Le sous-préfet d’Alès", "Madame", "Madame la Sous-préfète"),
        ("Le vice-président délégué", "Madame", "Madame la Vice-présidente déléguée"),
        ("Le directeur technique", "Madame", "Madame la Directrice technique"),
        ("Le directeur exécutif", "Madame", "Madame"),
        ("Madame le préfet", "Madame", "Madame le Préfet"),
        ("Le responsable qualité (SGCD)", "Madame", "Madame la Responsable qualité"),
        ("Le représentant de l’association", "Madame", "Madame"),
        ("Le chef du bureau Accueil Standard (SGCD)", "Madame", "Madame la Cheffe de bureau"),
        ("Le directeur de la citoyenneté (DCLC)", None, "Monsieur le Directeur"),
        ("Le délégué pour Nîmes", None, "Monsieur le Délégué"),
        ("Le chef de l’unité", None, "Monsieur le Chef d’unité"),
        ("Le chef du SIDPC", None, "Monsieur"),
        ("Le chargé de mission", None, "Monsieur"),
        ("Le représentant de l’association", None, "Madame, Monsieur"),
        ("La représentante de l’association", None, "Madame"),
        ("Le référent accueil", None, "Madame, Monsieur"),
        ("Le membre du bureau", None, "Madame, Monsieur"),
        ("Le responsable qualité", None, "Madame, Monsieur"),
        ("L’adjoint au maire", None, "Madame, Monsieur"),
        ("Adjoint au maire", "Madame", "Madame l’Adjointe au maire"),
        ("Les maires", "Madame", "Madame"),
        (None, None, "Madame, Monsieur"),
        (None, "Docteur", "Docteur"),
        (None, "Professeur", "Madame, Monsieur"),  # no civility: it was reported
        ("Le doyen", "Professeur", "Monsieur le Doyen"),
        (None, "M. ou Mme", "Madame, Monsieur"),
        ("M. le sous-préfet d’Alès", None, "Monsieur le Sous-préfet"),
        ("M. le sous-préfet d’Alès", "Monsieur", "Monsieur le Sous-préfet"),
        ("Le chef d’état-major", None, "Monsieur le Chef d’état-major"),
        ("Le colonel commandant le groupement", None, "Monsieur le Colonel"),
        ("La commandante de police", None, "Madame la Commandante"),
        ("La directrice adjointe chargée des aides", None, "Madame la Directrice adjointe"),
        ("Le directeur par intérim", "Madame", "Madame la Directrice"),
        ("LE DIRECTEUR GÉNÉRAL", None, "Monsieur le Directeur général"),
        ("LE DIRECTEUR", "Madame", "Madame la Directrice"),
    ],
)
def test_the_words_that_open_a_letter(
    fonction: str | None, civilite: str | None, appel: str
) -> None:
    assert compose_appel(fonction, civilite) == appel
