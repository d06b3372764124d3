"""Know since when a register is kept: a number of before that day is not 0 but unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.figures.groups import list_mois
from clu_batch.rules.figures.mesures import NOMBRE, Fiche
from clu_batch.rules.model import Indicateur, Mesure, Periode, Repartition, Seance

T = TypeVar("T")


@frozen
class Counts(Generic[T]):
    """What is counted in the period of a meeting, and in its comparison period.

    `suivi`: the same as `avant` from the day on which the register is kept; None when it was not
    kept yet.
    """

    now: T
    avant: T
    suivi: T | None

    def find_before(self, fiche: Fiche) -> T | None:
        """Return what a figure is compared with: a number needs a register kept, a rate or a delay
        a base only.
        """
        return self.suivi if fiche.unite == NOMBRE else self.avant


@frozen
class Suivi:
    """Since when a register is kept, as far as it is known at A.

    `depuis` is the day that `Paramètres` gives (`declare` is then true), else that of the first
    row, or the end of time without either. `dit` is how a document says it, its month apart.
    """

    depuis: dt.date
    declare: bool
    dit: str

    def count_periods(self, count: Callable[[Periode], T], seance: Seance) -> Counts[T]:
        """Return what `count` gives for the periods of a meeting."""
        periode = seance.precedente
        now, avant = count(seance.comptee), count(periode)
        if self.depuis > periode.au:
            return Counts(now, avant, None)
        if self.depuis <= periode.du:
            return Counts(now, avant, avant)
        return Counts(now, avant, count(replace(periode, du=self.depuis)))

    def _say_reserve(self, precedente: Periode) -> str:
        """« registre ouvert en mars 2025 », when that was in the course of the comparison period.

        A first row in the very month in which the period begins says no more than the period does;
        a declared day does.
        """
        if not precedente.du < self.depuis <= precedente.au:
            return ""
        du_premier_mois = french.format_month(self.depuis) == french.format_month(precedente.du)
        if du_premier_mois and not self.declare:
            return ""
        return self.dit.format(french.format_month(self.depuis))

    def qualify(self, indicateur: Indicateur, seance: Seance) -> Indicateur:
        """Return a count with what limits the comparison, and without value when it was not kept at
        all.

        When `Paramètres` says that the register was not kept in the period, a 0 is unknown: no
        target may be reached by it. A first row proves nothing of the sort.
        """
        if indicateur.unite != NOMBRE:
            return indicateur
        suivie = self.depuis <= seance.comptee.au
        inconnu = self.declare and not suivie and indicateur.mesure.valeur == 0
        return replace(
            indicateur,
            mesure=Mesure() if inconnu else indicateur.mesure,
            reserve=""
            if indicateur.precedente is None
            else self._say_reserve(seance.precedente),
            suivie=suivie,
        )

    def list_hidden_mois(self, periode: Periode) -> list[str]:
        """Return the months of a period that ended before the register was opened."""
        ouverture = self.depuis.replace(day=1)
        if ouverture <= periode.du:
            return []
        avant = ouverture - dt.timedelta(days=1)
        return list_mois(replace(periode, au=min(periode.au, avant)))


def build_suivi(declaree: dt.date | None, premiere: dt.date | None, dit: str) -> Suivi:
    """Return a register kept since `declaree`, else since its first row.

    A first day after A is after every period too: it is as if there were none.
    """
    return Suivi(declaree or premiere or dt.date.max, declaree is not None, dit)


def hide_mois(lignes: Sequence[Repartition], tus: Sequence[str]) -> list[Repartition]:
    """Return the lines of a breakdown by month, without the figures of the months `tus`.

    Return no line at all when no month has a figure.
    """
    if all(ligne.modalite in tus for ligne in lignes):
        return []
    return [
        replace(ligne, mesure=Mesure()) if ligne.modalite in tus else ligne for ligne in lignes
    ]
