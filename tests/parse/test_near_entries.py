"""Which values of a free list look like one value typed twice (docs/rules/workbooks.md#groups)."""

from __future__ import annotations

import pytest

from clu_batch.parse import pair_near_entries


def pairs(*entries: str, known: tuple[str, ...] = ()) -> dict[str, str]:
    return dict(pair_near_entries(entries, known))


@pytest.mark.parametrize(
    ("sure", "doubt"),
    [
        # a letter too many, too few, another one, two exchanged
        ("courrier", "courier"),
        ("Guichet", "Guichhet"),
        ("Standard", "Standart"),
        ("Accueil", "Acceuil"),
        ("Valence", "Valance"),
        ("Téléphone sans réponse", "Telephonne sans reponce"),
        # a small word left out, or joined
        ("Titres de séjour", "Titre séjour"),
        ("Qualité de l’accueil", "Qualité d'accueil"),
        ("Délai d’attente", "délai attente"),
        ("Accueil du public", "Accueil public"),
        # a sign
        ("mail", "e-mail"),
        ("Services Publics +", "Services Publics"),
        # an abbreviation
        ("téléphone", "tel"),
        ("téléphone", "Tél."),
        ("Préfecture", "Préf."),
        ("Service des étrangers", "Serv. des étrangers"),
        ("Guichet 12", "Gichet 12"),
        ("Hall B", "Hal B"),
    ],
)
def test_what_is_close(sure: str, doubt: str) -> None:
    assert pairs(sure, doubt) == {doubt: sure}
    assert pairs(doubt, sure) == {sure: doubt}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a digit, a letter, a roman number tells two places apart
        ("Guichet 1", "Guichet 2"),
        ("Guichet 1", "Guichet"),
        ("Bureau 12", "Bureau 21"),
        ("Hall A", "Hall B"),
        ("Bâtiment A", "Bâtiment"),
        ("Zone-A", "Zone-B"),
        ("Agence de Die 3", "Agence de Dié 4"),
        ("Pôle II", "Pôle III"),
        # other words
        ("Bureau des élections", "Bureau des étrangers"),
        ("Temps d’attente", "Délai d’attente"),
        ("Service social", "Service spécial"),
        ("Accueil", "Accueil général"),
        ("Préfecture", "Sous-préfecture"),
        ("Permis", "Permis de conduire"),
        ("Site Est", "Site Ouest"),
        ("Die", "Dieulefit"),
        ("CERT", "CERE"),
        # the contrary
        ("Avec rendez-vous", "Sans rendez-vous"),
        ("Information claire", "Information peu claire"),
        ("Personnel poli", "Personnel impoli"),
        ("Courriel", "courrier"),
        ("réponse par courrier", "réponse par courriel"),
    ],
)
def test_what_is_not_close(one: str, other: str) -> None:
    assert pairs(one, other) == pairs(other, one) == {}


def test_each_value_leads_to_the_closest_of_those_before_it() -> None:
    assert pairs("courriel", "courrier", "courier") == {"courier": "courrier"}
    known = ("courriel", "courrier")
    assert pairs("courier", "courriel", "courrier", known=known) == {"courier": "courrier"}


@pytest.mark.parametrize("typed", ["Courrierl", "courrie", "COURRIE"])
def test_what_is_as_close_to_two_canals_leads_to_neither(typed: str) -> None:
    assert pairs("courriel", "courrier", typed) == {}
    assert pairs("courrier", typed) == {typed: "courrier"}


@pytest.mark.parametrize(
    "entries",
    [
        ("téléphone", "tel", "tél."),
        ("Accueil général", "Acceuil général", "Acceuil géneral."),
        ("Standard", "Standart", "Standarrt"),
        ("Titres de séjour", "Titre séjour", "Titre sejourr"),
    ],
)
def test_values_typed_in_several_ways_lead_to_one(entries: tuple[str, ...]) -> None:
    """Else the line of the last would give the cell a value that has a line of its own."""
    first, *others = entries
    assert pairs(*entries) == dict.fromkeys(others, first)


def test_sentences_are_no_entries() -> None:
    assert pairs("a" * 81, "a" * 81 + "b") == {}
