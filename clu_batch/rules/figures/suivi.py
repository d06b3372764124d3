"""Know since when a register is kept: a number of before that day is not 0 but unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clu_batch.kernel import french
from clu_batch.rules.figures.groups import list_mois
from clu_batch.rules.figures.mesures import NOMBRE
from clu_batch.rules.model import Indicateur, Mesure, Periode, Repartition


@dataclass(frozen=True, slots=True)
class Suivi:
    """Since when a register is kept, as far as it is known at A.

    `depuis` is the day that `Paramètres` gives (`declare` is then true), else that of the first
    row, or None without either. `dit` is how a document says it, its month apart.
    """

    depuis: dt.date | None
    declare: bool
    dit: str

    def clip_precedente(self, precedente: Periode) -> Periode | None:
        """Return the part of the comparison period in which things were counted.

        None means that nothing was counted yet: no count compares.
        """
        if self.depuis is None or self.depuis > precedente.au:
            return None
        return replace(precedente, du=max(precedente.du, self.depuis))

    def compose_reserve(self, precedente: Periode) -> str:
        """« registre ouvert en mars 2025 », when that was in the course of the comparison period.

        A first row in the very month in which the period begins says no more than the period does;
        a declared day does.
        """
        if self.depuis is None or not precedente.du < self.depuis <= precedente.au:
            return ""
        du_premier_mois = french.format_month(self.depuis) == french.format_month(precedente.du)
        if du_premier_mois and not self.declare:
            return ""
        return self.dit.format(french.format_month(self.depuis))

    def qualify(self, indicateur: Indicateur, periode: Periode, precedente: Periode) -> Indicateur:
        """Return a count with what limits the comparison, and without value when it was not kept at
        all.

        When `Paramètres` says that the register was not kept in the period, a 0 is unknown: no
        target may be reached by it. A first row proves nothing of the sort.
        """
        if indicateur.unite != NOMBRE:
            return indicateur
        suivie = self.depuis is not None and self.depuis <= periode.au
        inconnu = self.declare and not suivie and indicateur.mesure.valeur == 0
        return replace(
            indicateur,
            mesure=Mesure() if inconnu else indicateur.mesure,
            reserve=self.compose_reserve(precedente) if indicateur.precedente is not None else "",
            suivie=suivie,
        )

    def list_hidden_mois(self, periode: Periode) -> list[str]:
        """Return the months of a period that ended before the register was opened."""
        if self.depuis is None:
            return list_mois(periode)
        ouverture = self.depuis.replace(day=1)
        if ouverture <= periode.du:
            return []
        avant = ouverture - dt.timedelta(days=1)
        return list_mois(replace(periode, au=min(periode.au, avant)))


def build_suivi(declaree: dt.date | None, premieres: Iterable[dt.date | None], dit: str) -> Suivi:
    """Return a register kept since `declaree`, else since the first of `premieres`.

    A first day after A is after every period too: it is as if there were none.
    """
    if declaree is not None:
        return Suivi(declaree, declare=True, dit=dit)
    connues = [jour for jour in premieres if jour is not None]
    return Suivi(min(connues, default=None), declare=False, dit=dit)


def hide_mois(lignes: Sequence[Repartition], tus: Sequence[str]) -> list[Repartition]:
    """Return the lines of a breakdown by month, without the figures of the months `tus`.

    Return no line at all when no month has a figure.
    """
    if all(ligne.modalite in tus for ligne in lignes):
        return []
    return [replace(ligne, mesure=Mesure()) if ligne.modalite in tus else ligne for ligne in lignes]
