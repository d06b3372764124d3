"""Everything computed for one meeting, each family of indicators in its turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from clu_batch.indicateurs import comite, dates_cles, engagements, reclamations, satisfaction, suppleances
from clu_batch.model import Bilan, BilanEngagement, Indicateur, Mesure, Periode, Registre, ResultatHistorique, Seance
from clu_batch.problems import Problem
from clu_batch.seances import est_tenue, seance
from clu_batch.tables import Table

MANQUES = {"non atteint", "partiellement atteint"}


def calculer(registre: Registre, due: Seance) -> tuple[Bilan, list[Problem]]:
    """The figures, seats, dates and history of a meeting, with what they show to look at."""
    answers = satisfaction.calculer(registre, due)
    complaints = reclamations.calculer(registre, due)
    measured = {i.code: i for calcul in (answers, complaints.calcul) for i in calcul.indicateurs}
    commitments = engagements.calculer(registre, due, measured)
    seats = comite.sieges(registre, due.reunion.date if due.reunion else due.j)
    committee = comite.calculer(registre, due, seats)
    examens, announced = suppleances.examiner(registre, due)
    held = [r for r in registre.comite.reunions if est_tenue(r, due.j) and (due.reunion is None or r.date <= due.reunion.date)]
    past = [_passee(registre, seance(r, due.j)) for r in held if r != due.reunion]
    figures = {**measured, **{i.code: i for calcul in (commitments.calcul, committee) for i in calcul.indicateurs}}
    bilan = Bilan(
        seance=due,
        indicateurs=figures,
        repartitions=(*answers.repartitions, *complaints.calcul.repartitions, *commitments.calcul.repartitions),
        reclamations=complaints.lignes,
        engagements=commitments.bilans,
        engagements_precedents=_manques(past, commitments.bilans),
        sieges=seats,
        suppleances=examens,
        assiduite=comite.assiduite(registre, held, seats),
        dates_cles=dates_cles.dates_cles(registre, due),
        pourquoi=dates_cles.pourquoi(registre, due, complaints.lignes),
        historique=_historique([*past, _Passee(due, figures, commitments.bilans)] if due.reunion in held else past, registre.historique),
        limite_suppleance=_limite(registre, due),
        extraits=satisfaction.extraits(registre, due),
        actions_reclamations=complaints.actions,
    )
    calculs = (answers, complaints.calcul, commitments.calcul, committee)
    return bilan, [*(p for calcul in calculs for p in calcul.problems), *announced]


def _limite(registre: Registre, due: Seance) -> dt.date | None:
    if due.reunion is None:
        return None
    return suppleances.limites(due.reunion.date, registre.parametres, registre.calendrier).imprimee


@dataclass(frozen=True, slots=True)
class _Passee:
    """A held meeting and what was measured for it at its own cut-off."""

    seance: Seance
    indicateurs: Mapping[str, Indicateur]
    engagements: Sequence[BilanEngagement]


def _passee(registre: Registre, past: Seance) -> _Passee:
    """The indicators of surveys, complaints and commitments of a past meeting, without what surrounds them."""
    answers, complaints = satisfaction.calculer(registre, past), reclamations.calculer(registre, past)
    measured = {i.code: i for calcul in (answers, complaints.calcul) for i in calcul.indicateurs}
    commitments = engagements.calculer(registre, past, measured)
    return _Passee(past, {**measured, **{i.code: i for i in commitments.calcul.indicateurs}}, commitments.bilans)


def _manques(past: Sequence[_Passee], today: Sequence[BilanEngagement]) -> list[BilanEngagement]:
    """The commitments missed at the last held meeting, with today's result (page 2.7)."""
    if not past:
        return []
    missed = {b.engagement.code for b in past[-1].engagements if b.etat in MANQUES}
    return [b for b in today if b.engagement.code in missed]


def _historique(past: Sequence[_Passee], table: Table) -> list[ResultatHistorique]:
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
