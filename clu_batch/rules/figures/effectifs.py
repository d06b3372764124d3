"""How many gave each answer, and the measures that come from it
(docs/rules/satisfaction.md#rates).
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import astuple

from clu_batch.kernel.frozen import frozen
from clu_batch.rules.figures.mesures import (
    add_illisibles,
    compute_taux,
    has_too_many_illisibles,
)
from clu_batch.rules.figures.questions import MEILLEURE_NOTE
from clu_batch.rules.model import Mesure

ILLISIBLE = "illisible"
"""What an answer counts as that its scale does not know, beside `Compte`."""


@frozen
class Voix:
    """How many answers count as what; `illisible`: those that their scale does not know."""

    satisfait: int = 0
    insatisfait: int = 0
    neutre: int = 0
    exclu: int = 0
    illisible: int = 0

    @property
    def exprimees(self) -> int:
        """How many answers count as satisfait, neutre or insatisfait."""
        return self.satisfait + self.neutre + self.insatisfait

    @property
    def lues(self) -> int:
        """How many answers could be read, expressed or excluded."""
        return self.exprimees + self.exclu

    @property
    def retenue(self) -> bool:
        """Whether so many answers are unreadable that no rate can be told."""
        return has_too_many_illisibles(self.illisible, self.lues)

    def __add__(self, other: Voix) -> Voix:
        """Return the answers of both."""
        return Voix(*map(operator.add, astuple(self), astuple(other)))

    def compute_taux(self) -> Mesure:
        """Return the share of the satisfied answers."""
        return self.share(self.satisfait, self.satisfait, self.satisfait + self.illisible)

    def compute_solde(self) -> Mesure:
        """Return the share of the satisfied answers less that of the dissatisfied ones."""
        solde = self.satisfait - self.insatisfait
        return self.share(solde, solde - self.illisible, solde + self.illisible)

    def share(self, total: int, least: int, most: int) -> Mesure:
        """Return a total over the answers expressed, with what nobody can read beside it.

        `least` and `most`: the total if all of that were read as dissatisfied, then as satisfied.
        """
        part = compute_taux(total, self.exprimees)
        return add_illisibles(part, self.illisible, self.lues, (least, most))


@frozen
class Effectifs:
    """The answers to one question over one period.

    `options`: text of an answer -> how many gave it, in the order of the scale. `repondants`: the
    persons who answered (one gives several answers to a « choix multiple »). `non_reponses`: the
    forms that leave the question empty, and the non-answers of the tallies.
    """

    options: Mapping[str, int]
    voix: Voix
    repondants: int
    non_reponses: int

    def compute_note(self) -> Mesure:
        """Return the mean of the notes."""
        total = sum(int(note) * n for note, n in self.options.items())
        most = total + MEILLEURE_NOTE * self.voix.illisible
        return self.voix.share(total, total, most)
