"""What nobody could read, beside the answers that count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from clu_batch.rules.figures.effectifs import Effectifs, Voix

HUNDRED = Voix(satisfait=60, insatisfait=30, neutre=10, exclu=7, illisible=3)
"""A hundred answers expressed, seven excluded, three that nobody can read."""


def test_excluded_answers_are_read_without_being_expressed() -> None:
    assert (HUNDRED.exprimees, HUNDRED.lues) == (100, 107)
    assert Voix(exclu=3).lues == 3
    assert (Voix().exprimees, Voix().lues, Voix().illisible) == (0, 0, 0)


def test_answers_add_up_word_by_word() -> None:
    both = HUNDRED + Voix(satisfait=1, insatisfait=2, neutre=3, exclu=4, illisible=5)
    assert both == Voix(satisfait=61, insatisfait=32, neutre=13, exclu=11, illisible=8)


def test_a_rate_lies_between_what_the_unreadable_answers_could_make_of_it() -> None:
    taux = HUNDRED.compute_taux()
    assert taux.valeur == Fraction(60, 100)
    assert taux.bornes == (Fraction(60, 103), Fraction(63, 103))
    assert taux.illisibles == 3


def test_what_nobody_could_read_is_all_that_a_rate_over_nothing_lies_between() -> None:
    taux = Voix(illisible=2).compute_taux()
    assert (taux.valeur, taux.bornes) == (None, (Fraction(0), Fraction(1)))


def test_a_balance_lies_between_what_the_unreadable_answers_could_make_of_it() -> None:
    solde = HUNDRED.compute_solde()
    assert solde.valeur == Fraction(30, 100)
    assert solde.bornes == (Fraction(27, 103), Fraction(33, 103))


def test_a_mean_lies_between_what_the_unreadable_answers_could_make_of_it() -> None:
    """The worst note is 0, the best 10."""
    notes = Effectifs({"10": 60, "5": 10, "0": 30}, HUNDRED, repondants=100, non_reponses=0)
    note = notes.compute_note()
    assert note.valeur == Fraction(650, 100)
    assert note.bornes == (Fraction(650, 103), Fraction(680, 103))


@pytest.mark.parametrize(
    ("voix", "retenue"),
    [
        (Voix(satisfait=56, illisible=3), True),
        (Voix(satisfait=50, exclu=7, illisible=3), False),
        (Voix(satisfait=57, illisible=3), False),
        (Voix(illisible=2), False),
        (Voix(illisible=3), True),
    ],
)
def test_no_rate_is_told_beside_too_many_unreadable_answers(
    voix: Voix, *, retenue: bool
) -> None:
    """Three at least, and more than one in twenty of those read, excluded ones among them."""
    assert (voix.retenue, voix.compute_taux().retenue) == (retenue, retenue)
