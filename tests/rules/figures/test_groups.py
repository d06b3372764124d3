"""The groups of a free list and the months of a period (docs/rules/complaints.md#breakdowns)."""

from __future__ import annotations

import pandas as pd
import pytest

from clu_batch.rules.figures.groups import (
    NON_RENSEIGNE,
    is_named,
    list_mois,
    name_groups,
    name_mois,
    rank_groups,
)
from clu_batch.rules.model import Periode
from tests.support.text_tables import date


def colonne(*cells: str | None) -> pd.Series:
    return pd.Series(cells, dtype=object)


@pytest.mark.parametrize(
    ("cells", "groupes"),
    [
        (("Nîmes", "Alès"), ["Nîmes", "Alès"]),
        # the spelling with most accents names the group, be it the rarest and in small letters
        (("Nimes", "Nimes", "NIMES", "nîmes"), ["nîmes"] * 4),
        (("DÉLAI de réponse", "délai de reponse"), ["DÉLAI de réponse"] * 2),
        # then the one that mixes capitals and small letters
        (("VALENCE", "VALENCE", "valence", "Valence"), ["Valence"] * 4),
        (("titre de séjour", "titre de séjour", "Titres de séjour"), ["Titres de séjour"] * 3),
        # then the most frequent, then the first of two that are as frequent
        (("Permis", "PerMis", "PerMis"), ["PerMis"] * 3),
        (("Guichets", "Guichet"), ["Guichets"] * 2),
        # case, accents, spaces, a final s or x, hyphens and apostrophes make no other value
        (
            ("Réseaux sociaux", "reseau  social", "RÉSEAU-SOCIAUX"),
            ["Réseaux sociaux", "reseau  social", "Réseaux sociaux"],
        ),
        (("Accueil mairie", "accueil-mairies", "ACCUEILMAIRIE"), ["Accueil mairie"] * 3),
        (("Délai d’attente", "delai d'attente", "Délais d attente"), ["Délai d’attente"] * 3),
        (("Jeux", "jeu", "JEUX"), ["Jeux"] * 3),
        # what has another letter, digit or sign is another value; a short word keeps its s
        (("courrier", "courier", "Courriers"), ["Courriers", "courier", "Courriers"]),
        (
            ("Guichet 1", "Guichet 2", "Guichet 12", "Guichet 1 2"),
            ["Guichet 1", "Guichet 2", "Guichet 12", "Guichet 1 2"],
        ),
        (("Bas", "Ba", "A12X", "A12"), ["Bas", "Ba", "A12X", "A12"]),
        ((None, "Alès"), [NON_RENSEIGNE, "Alès"]),
        # an empty cell and its name are one group, however she types it
        (("Non renseigne", "Non renseigne", None), [NON_RENSEIGNE] * 3),
        (("NON RENSEIGNÉ", "Non renseignés", None), [NON_RENSEIGNE] * 3),
        ((None, None), [NON_RENSEIGNE] * 2),
        ((), []),
    ],
)
def test_what_the_groups_of_a_list_are_called(
    cells: tuple[str | None, ...], groupes: list[str]
) -> None:
    named = name_groups(colonne(*cells))
    assert named.tolist() == groupes
    assert named.cat.categories[0] == NON_RENSEIGNE


def test_a_list_that_is_empty_everywhere_has_no_group() -> None:
    assert not is_named(name_groups(colonne(None, None)))
    assert is_named(name_groups(colonne(None, "Alès")))


def test_the_largest_group_first_and_the_empty_cells_at_the_end() -> None:
    sizes = {NON_RENSEIGNE: 9, "Vienne": 2, "Éguilles": 2, "Nîmes": 3, "Alès": 0}
    assert rank_groups(sizes) == ["Nîmes", "Éguilles", "Vienne", NON_RENSEIGNE]


def test_every_month_of_a_period_and_that_of_each_of_its_dates() -> None:
    periode = Periode(date("15/12/2025"), date("28/02/2026"))
    mois = ["décembre 2025", "janvier 2026", "février 2026"]
    dates = pd.Series(["2025-12-31", "2026-02-01", "2026-03-01"], dtype="datetime64[s]")
    named = name_mois(dates, periode)
    assert list_mois(periode) == mois == list(named.cat.categories)
    assert named.head(2).tolist() == ["décembre 2025", "février 2026"]
    assert named.isna().tolist() == [False, False, True]  # a date of no month of the period
