"""Everything computed for one meeting, each family of indicators in its turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from clu_batch.indicateurs import (
    comite,
    dates_cles,
    engagements,
    locaux,
    reclamations,
    reclamations_etats,
    reponses,
    satisfaction,
    suppleances,
)
from clu_batch.model import Bilan, BilanEngagement, Calcul, Indicateur, Mesure, Periode, Registre, ResultatHistorique, Seance, Valeur
from clu_batch.problems import Problem
from clu_batch.saisie import lire_nombre
from clu_batch.seances import est_tenue, seance
from clu_batch.tables import Table

MANQUES = {"non atteint", "partiellement atteint"}


def calculer(registre: Registre, dues: Sequence[Seance]) -> list[tuple[Bilan, list[Problem]]]:
    """The figures, seats, dates and history of each meeting, with what they show to look at; the many rows are read once for all."""
    mesurer = _Mesureur(registre)
    return [_bilan(registre, due, mesurer) for due in dues]


def sans_chiffres(registre: Registre, dues: Sequence[Seance]) -> list[tuple[Bilan, list[Problem]]]:
    """The seats and dates of each meeting, nothing measured: what a run has left when a rule of the figures has a defect."""
    return [_bilan(registre, due, _SansMesure()) for due in dues]


@dataclass(frozen=True, slots=True)
class _Mesure:
    """What was measured for a meeting at its own cut-off: surveys, complaints, commitments, her own indicators."""

    seance: Seance
    reponses: Calcul
    reclamations: reclamations.BilanReclamations
    engagements: engagements.BilanEngagements
    locaux: Calcul = field(default_factory=Calcul)

    @property
    def calculs(self) -> tuple[Calcul, Calcul, Calcul, Calcul]:
        return self.reponses, self.reclamations.calcul, self.engagements.calcul, self.locaux

    @property
    def indicateurs(self) -> dict[str, Indicateur]:
        return {i.code: i for calcul in self.calculs for i in calcul.indicateurs}


class _Mesures(Protocol):
    """What gives the measures of a meeting, and the extracts to publish."""

    def __call__(self, due: Seance) -> _Mesure: ...

    def extraits(self, due: Seance) -> Sequence[str]: ...


class _Mesureur:
    """The measures of any meeting, from rows that are read once."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre
        self._reponses = reponses.lire(registre)
        self._reclamations = reclamations_etats.lire(registre)

    def __call__(self, due: Seance) -> _Mesure:
        answers = satisfaction.calculer(self._registre, due, self._reponses)
        complaints = reclamations.calculer(self._registre, due, self._reclamations)
        measured = {i.code: i for calcul in (answers, complaints.calcul) for i in calcul.indicateurs}
        own = locaux.calculer(self._registre, due, self._reclamations, measured)
        measured |= {i.code: i for i in own.indicateurs}
        return _Mesure(due, answers, complaints, engagements.calculer(self._registre, due, measured), own)

    def extraits(self, due: Seance) -> Sequence[str]:
        return satisfaction.extraits(self._registre, due)


class _SansMesure:
    """Nothing is measured."""

    def __call__(self, due: Seance) -> _Mesure:
        return _Mesure(due, Calcul(), reclamations.BilanReclamations(Calcul()), engagements.BilanEngagements(Calcul()))

    def extraits(self, due: Seance) -> Sequence[str]:
        return ()


def _bilan(registre: Registre, due: Seance, mesurer: _Mesures) -> tuple[Bilan, list[Problem]]:
    mesure = mesurer(due)
    seats = comite.sieges(registre, due.reunion.date if due.reunion else due.j)
    committee = comite.calculer(registre, due, seats)
    examens, announced = suppleances.examiner(registre, due)
    held = [r for r in registre.comite.reunions if est_tenue(r, due.j) and (due.reunion is None or r.date <= due.reunion.date)]
    past = [mesurer(seance(r, due.j)) for r in held if r != due.reunion]
    bilan = Bilan(
        seance=due,
        indicateurs=mesure.indicateurs | {i.code: i for i in committee.indicateurs},
        repartitions=[line for calcul in mesure.calculs for line in calcul.repartitions],
        reclamations=mesure.reclamations.lignes,
        engagements=mesure.engagements.bilans,
        engagements_precedents=_manques(past, mesure.engagements.bilans),
        sieges=seats,
        suppleances=examens,
        assiduite=comite.assiduite(registre, held, seats),
        dates_cles=dates_cles.dates_cles(registre, due),
        pourquoi=dates_cles.pourquoi(registre, due, mesure.reclamations.lignes),
        historique=_historique([*past, mesure] if due.reunion in held else past, registre.historique),
        limite_suppleance=_limite(registre, due),
        extraits=mesurer.extraits(due),
        actions_reclamations=mesure.reclamations.actions,
        reclamations_ecartees=mesure.reclamations.ecartees,
    )
    return bilan, [*(p for calcul in (*mesure.calculs, committee) for p in calcul.problems), *announced]


def _limite(registre: Registre, due: Seance) -> dt.date | None:
    if due.reunion is None:
        return None
    return suppleances.limites(due.reunion.date, registre.parametres, registre.calendrier).imprimee


def _manques(past: Sequence[_Mesure], today: Sequence[BilanEngagement]) -> list[BilanEngagement]:
    """The commitments missed at the last held meeting, with today's result (page 2.7)."""
    if not past:
        return []
    missed = {b.engagement.code for b in past[-1].engagements.bilans if b.etat in MANQUES}
    return [b for b in today if b.engagement.code in missed]


def _historique(past: Sequence[_Mesure], table: Table) -> list[ResultatHistorique]:
    """The figures of each held meeting at its own cut-off: given by the optional sheet, else computed again from the workbooks."""
    given = _historique_donne(table)
    known = {h.reunion for h in given}
    computed = [
        ResultatHistorique(p.seance.reunion.date, p.seance.periode, p.seance.a, indicateur)
        for p in past
        if p.seance.reunion and p.seance.reunion.date not in known
        for indicateur in p.indicateurs.values()
    ]
    return sorted([*given, *computed], key=lambda h: h.reunion)


def _historique_donne(table: Table) -> list[ResultatHistorique]:
    rows = []
    for _, row in table.rows():
        date, du, au, a = (row[header] for header in ("Réunion", "Période du", "Période au", "Arrêté au"))
        if not isinstance(date, dt.date):
            continue
        periode = Periode(du if isinstance(du, dt.date) else date, au if isinstance(au, dt.date) else date)
        mesure = Mesure(
            _valeur(row["Valeur"]),
            _entier(row["Numérateur"]),
            _entier(row["Dénominateur"]),
        )
        indicateur = Indicateur(str(row["Code"]), str(row["Libellé"] or ""), str(row["Unité"] or ""), mesure, periode)
        rows.append(ResultatHistorique(date, periode, a if isinstance(a, dt.date) else date, indicateur))
    return rows


def _valeur(brut: object) -> Valeur:
    """A value as the cell holds it: a date, a number, a number typed as text; None for anything else."""
    if isinstance(brut, dt.date):
        return brut
    if isinstance(brut, int | float) and not isinstance(brut, bool):
        return Fraction(str(brut))  # all the digits that the control workbook wrote
    nombre = lire_nombre(brut).valeur if isinstance(brut, str) else None
    return None if nombre is None else Fraction(nombre)


def _entier(value: object) -> int | None:
    return int(value) if isinstance(value, int | float | Decimal) else None
