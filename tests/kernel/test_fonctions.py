"""Functions and names, as they stand in a sentence."""

from __future__ import annotations

import pytest

from clu_batch.kernel import fonctions
from clu_batch.kernel.appel import NEUTRE, compose_appel


@pytest.mark.parametrize(
    ("fonction", "de", "a", "appel"),
    [
        (
            "Le délégué du Défenseur",
            "du délégué du Défenseur",
            "au délégué du Défenseur",
            "Monsieur le Délégué",
        ),
        ("la directrice", "de la directrice", "à la directrice", "Madame la Directrice"),
        ("L'élue", "de l'élue", "à l'élue", "Madame, Monsieur"),
        ("L’association", "de l’association", "à l’association", "Madame, Monsieur"),
        ("Les maires", "des maires", "aux maires", "Mesdames, Messieurs"),
        (
            "Chef du bureau",
            "du chef du bureau",
            "au chef du bureau",
            "Monsieur le Chef de bureau",
        ),
        ("UFC-Que Choisir", "d’UFC-Que Choisir", "à UFC-Que Choisir", "Madame, Monsieur"),
        # no article
        ("Lesage et fils", "de Lesage et fils", "à Lesage et fils", "Madame, Monsieur"),
        ("", "de ", "à ", "Madame, Monsieur"),
    ],
)
def test_fonctions(fonction: str, de: str, a: str, appel: str) -> None:
    assert (
        fonctions.add_de(fonction),
        fonctions.add_a(fonction),
        compose_appel(fonction),
    ) == (
        de,
        a,
        appel,
    )


@pytest.mark.parametrize(
    ("fonction", "de", "a", "appel"),
    [
        (
            "Secrétaire général de la préfecture",
            "du secrétaire général de la préfecture",
            "au secrétaire général de la préfecture",
            "Monsieur le Secrétaire général",
        ),
        (
            "secrétaire générale adjointe",
            "de la secrétaire générale adjointe",
            "à la secrétaire générale adjointe",
            "Madame la Secrétaire générale adjointe",
        ),
        (
            "Préfète de la Lozère",
            "de la préfète de la Lozère",
            "à la préfète de la Lozère",
            "Madame la Préfète",
        ),
        (
            "Sous-préfet d’Alès",
            "du sous-préfet d’Alès",
            "au sous-préfet d’Alès",
            "Monsieur le Sous-préfet",
        ),
        (
            "M. le sous-préfet d’Alès",
            "de M. le sous-préfet d’Alès",
            "à M. le sous-préfet d’Alès",
            "Monsieur le Sous-préfet",
        ),
        (
            "M. l’adjoint au maire",
            "de M. l’adjoint au maire",
            "à M. l’adjoint au maire",
            "Monsieur l’Adjoint au maire",
        ),
        ("Madame le préfet", "de Madame le préfet", "à Madame le préfet", "Madame le Préfet"),
        ("Mme EXEMPLE", "de Mme EXEMPLE", "à Mme EXEMPLE", NEUTRE),
        ("Mme la préfète", "de Mme la préfète", "à Mme la préfète", "Madame la Préfète"),
        (
            "Directrice des sécurités",
            "de la directrice des sécurités",
            "à la directrice des sécurités",
            "Madame la Directrice",
        ),
        (
            "  Directeur de cabinet",
            "du directeur de cabinet",
            "au directeur de cabinet",
            "Monsieur le Directeur",
        ),
        (
            "Cheffe du bureau des élections",
            "de la cheffe du bureau des élections",
            "à la cheffe du bureau des élections",
            "Madame la Cheffe de bureau",
        ),
        (
            "Adjointe au chef du bureau",
            "de l’adjointe au chef du bureau",
            "à l’adjointe au chef du bureau",
            "Madame, Monsieur",
        ),
        (
            "Première adjointe au maire",
            "de la première adjointe au maire",
            "à la première adjointe au maire",
            "Madame la Première adjointe au maire",
        ),
        (
            "Conseiller technique",
            "du conseiller technique",
            "au conseiller technique",
            "Monsieur le Conseiller technique",
        ),
        (
            "Vice-présidente",
            "de la vice-présidente",
            "à la vice-présidente",
            "Madame la Vice-présidente",
        ),
        (
            "Déléguée du Défenseur des droits",
            "de la déléguée du Défenseur des droits",
            "à la déléguée du Défenseur des droits",
            "Madame la Déléguée",
        ),
        (
            "Haut-commissaire",
            "du haut-commissaire",
            "au haut-commissaire",
            "Monsieur le Haut-commissaire",
        ),
        (
            "Huissier de la République",
            "de l’huissier de la République",
            "à l’huissier de la République",
            "Madame, Monsieur",
        ),
        (
            "Responsable départementale",
            "de la responsable départementale",
            "à la responsable départementale",
            "Madame la Responsable départementale",
        ),
        # nothing tells
        ("Responsable qualité", "de responsable qualité", "à responsable qualité", NEUTRE),
        ("Directeur/directrice", "de directeur/directrice", "à directeur/directrice", NEUTRE),
        (
            "Le directeur ou la directrice",
            "du directeur ou de la directrice",
            "au directeur ou à la directrice",
            NEUTRE,
        ),
        (
            "La directrice/Le directeur",
            "de la directrice ou du directeur",
            "à la directrice ou au directeur",
            NEUTRE,
        ),
        ("Le directeur(trice)", "du directeur(trice)", "au directeur(trice)", NEUTRE),
        (
            "Délégué(e) territorial(e)",
            "de délégué(e) territorial(e)",
            "à délégué(e) territorial(e)",
            NEUTRE,
        ),
        (
            "Le ou la responsable qualité",
            "du ou de la responsable qualité",
            "au ou à la responsable qualité",
            NEUTRE,
        ),
        # bodies, not people
        ("Les services de l’État", "des services de l’État", "aux services de l’État", NEUTRE),
        ("Services de l’État", "des services de l’État", "aux services de l’État", NEUTRE),
        (
            "La direction des territoires",
            "de la direction des territoires",
            "à la direction des territoires",
            NEUTRE,
        ),
        (
            "Association des maires du Gard",
            "de l’Association des maires du Gard",
            "à l’Association des maires du Gard",
            NEUTRE,
        ),
        (
            "Représentantes des usagers",
            "des représentantes des usagers",
            "aux représentantes des usagers",
            "Mesdames, Messieurs",
        ),
        ("PIMMS Nîmes", "de PIMMS Nîmes", "à PIMMS Nîmes", NEUTRE),
        ("DDTM adjoint", "de DDTM adjoint", "à DDTM adjoint", NEUTRE),
    ],
)
def test_the_titles_of_a_prefecture(fonction: str, de: str, a: str, appel: str) -> None:
    assert (
        fonctions.add_de(fonction),
        fonctions.add_a(fonction),
        compose_appel(fonction),
    ) == (
        de,
        a,
        appel,
    )


@pytest.mark.parametrize(
    ("fonction", "civilite", "avec"),
    [
        ("Le délégué", None, "le délégué"),
        ("L'adjointe", None, "l'adjointe"),
        ("Adjointe", None, "l’adjointe"),
        ("Maire de Nîmes", "Madame", "la maire de Nîmes"),
        ("Maire de Nîmes", "Monsieur", "le maire de Nîmes"),
        ("Maire de Nîmes", "Maître", None),
        ("Monsieur le Préfet", None, "Monsieur le Préfet"),
        ("Le président ou la présidente", None, "le président ou la présidente"),
        ("Coordonnatrice", None, "la coordonnatrice"),
        ("Jean Exemple", None, None),
        ("", None, None),
    ],
)
def test_a_function_with_its_article(
    fonction: str, civilite: str | None, avec: str | None
) -> None:
    assert fonctions.add_article(fonction, civilite) == avec
