"""Everything computed for one meeting, each family of indicators in its turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from clu_batch.indicateurs import comite, dates_cles, engagements, reclamations, reclamations_etats, reponses, satisfaction, suppleances
from clu_batch.model import Bilan, BilanEngagement, Calcul, Indicateur, Mesure, Periode, Registre, ResultatHistorique, Seance
from clu_batch.problems import Problem
from clu_batch.seances import est_tenue, seance
from clu_batch.tables import Table

MANQUES = {"non atteint", "partiellement atteint"}


def calculer(registre: Registre, dues: Sequence[Seance]) -> list[tuple[Bilan, list[Problem]]]:
    """The figures, seats, dates and history of each meeting, with what they show to look at; the many rows are read once for all."""
    mesurer = _Mesureur(registre)
    return [_bilan(registre, due, mesurer) for due in dues]


@dataclass(frozen=True, slots=True)
class _Mesure:
    """What was measured for a meeting at its own cut-off: surveys, complaints, commitments."""

    seance: Seance
    reponses: Calcul
    reclamations: reclamations.BilanReclamations
    engagements: engagements.BilanEngagements

    @property
    def calculs(self) -> tuple[Calcul, Calcul, Calcul]:
        return self.reponses, self.reclamations.calcul, self.engagements.calcul

    @property
    def indicateurs(self) -> dict[str, Indicateur]:
        return {i.code: i for calcul in self.calculs for i in calcul.indicateurs}


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
        return _Mesure(due, answers, complaints, engagements.calculer(self._registre, due, measured))


def _bilan(registre: Registre, due: Seance, mesurer: _Mesureur) -> tuple[Bilan, list[Problem]]:
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
        extraits=satisfaction.extraits(registre, due),
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
        value = row["Valeur"]
        mesure = Mesure(
            value if isinstance(value, dt.date) else Fraction(str(value)) if isinstance(value, int | float) else None,
            _entier(row["Numérateur"]),
            _entier(row["Dénominateur"]),
        )
        indicateur = Indicateur(str(row["Code"]), str(row["Libellé"] or ""), str(row["Unité"] or ""), mesure, periode)
        rows.append(ResultatHistorique(date, periode, a if isinstance(a, dt.date) else date, indicateur))
    return rows


def _entier(value: object) -> int | None:
    return int(value) if isinstance(value, Decimal) else None
