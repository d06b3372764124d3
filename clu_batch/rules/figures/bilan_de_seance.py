"""Compute everything for one meeting: each family of indicators in its turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

import pandas as pd

from clu_batch.kernel.problems import Problem
from clu_batch.rules import dates_cles, suppleances
from clu_batch.rules.figures import (
    appui,
    comite,
    engagements,
    historique,
    locaux,
    reclamations,
    reclamations_etats,
    regles,
    reponses,
    satisfaction,
)
from clu_batch.rules.model import (
    Atteinte,
    Bilan,
    BilanEngagement,
    BilanGeneral,
    Calcul,
    Donnees,
    Indicateur,
    Registre,
    Reunion,
    Seance,
    SeanceDue,
    Siege,
)
from clu_batch.rules.seances import build_seance, is_tenue

MANQUES = {Atteinte.NON_ATTEINT, Atteinte.PARTIELLEMENT}


def compute(registre: Registre, dues: Sequence[SeanceDue]) -> list[tuple[Bilan, list[Problem]]]:
    """Return the figures, the seats, the key dates and the history of each meeting.

    Each comes with the problems that it shows. The long tables are read once for all meetings.
    """
    mesurer = _Measurer(registre)
    return [_build_bilan(registre, due, mesurer) for due in dues]


def compute_without_figures(
    registre: Registre, dues: Sequence[SeanceDue]
) -> list[tuple[Bilan, list[Problem]]]:
    """Return the seats and the key dates of each meeting, without any figure.

    It is what a run has left when a rule of the figures has a defect.
    """
    return [_build_bilan(registre, due, _SeatsOnly(registre)) for due in dues]


def compute_general(registre: Registre, seance: Seance) -> tuple[BilanGeneral, list[Problem]]:
    """Return the figures of a run without a meeting, with the problems that they show."""
    return _build_general(registre, seance, _Measurer(registre))


def compute_general_without_figures(
    registre: Registre, seance: Seance
) -> tuple[BilanGeneral, list[Problem]]:
    """Return the seats alone of a run without a meeting, when a rule of the figures has a
    defect.
    """
    return _build_general(registre, seance, _SeatsOnly(registre))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was measured for a meeting at its own cut-off: surveys, complaints, commitments, her own
    indicators, users helped, who sat.
    """

    seance: Seance
    sieges: Sequence[Siege]
    comite: Calcul
    reponses: Calcul = field(default_factory=Calcul)
    reclamations: reclamations.BilanReclamations = field(
        default_factory=lambda: reclamations.BilanReclamations(Calcul())
    )
    engagements: engagements.BilanEngagements = field(
        default_factory=lambda: engagements.BilanEngagements(Calcul())
    )
    locaux: Calcul = field(default_factory=Calcul)
    appui: Calcul = field(default_factory=Calcul)

    @property
    def calculs(self) -> Sequence[Calcul]:
        return (
            self.reponses,
            self.reclamations.calcul,
            self.engagements.calcul,
            self.locaux,
            self.appui,
            self.comite,
        )

    @property
    def indicateurs(self) -> dict[str, Indicateur]:
        return _index_by_code(self.calculs)


def _index_by_code(calculs: Iterable[Calcul]) -> dict[str, Indicateur]:
    indicateurs = chain.from_iterable(calcul.indicateurs for calcul in calculs)
    return {indicateur.code: indicateur for indicateur in indicateurs}


class _MeasureProvider(Protocol):
    """What gives the measures of a meeting, and the extracts to publish."""

    def __call__(self, due: Seance) -> _Counted: ...

    def list_extraits(self, due: Seance) -> Sequence[str]: ...


class _Measurer:
    """The measures of any meeting, from rows that are read once."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre
        self._reponses = reponses.read_reponses(registre)
        self._reclamations = reclamations_etats.read_reclamations(registre)

    def __call__(self, due: Seance) -> _Counted:
        seats, committee = _compute_comite(self._registre, due)
        answers = satisfaction.compute(self._registre, due, self._reponses)
        complaints = reclamations.compute(self._registre, due, self._reclamations)
        helped = appui.compute(self._registre, due)
        measured = _index_by_code((answers, complaints.calcul, helped, committee))
        own = locaux.compute(self._registre, due, self._reclamations, measured)
        measured |= _index_by_code((own,))
        kept = engagements.compute(self._registre, due, measured)
        return _Counted(due, seats, committee, answers, complaints, kept, own, helped)

    def list_extraits(self, due: Seance) -> Sequence[str]:
        return satisfaction.list_extraits(self._registre, due)


class _SeatsOnly:
    """Nothing is measured but who sits."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    def __call__(self, due: Seance) -> _Counted:
        return _Counted(due, *_compute_comite(self._registre, due))

    def list_extraits(self, due: Seance) -> Sequence[str]:
        return ()


def _compute_comite(registre: Registre, due: Seance) -> tuple[Sequence[Siege], Calcul]:
    """The seats at the meeting (today without one) and their counts."""
    day = due.reunion.date if isinstance(due, SeanceDue) else due.j
    seats = comite.list_sieges(registre, day)
    return seats, comite.compute(seats)


def _build_general(
    registre: Registre, seance: Seance, mesurer: _MeasureProvider
) -> tuple[BilanGeneral, list[Problem]]:
    mesure = mesurer(seance)
    held = [r for r in registre.comite.reunions if is_tenue(r, seance.j)]
    calcules = _list_resultats(registre, [mesurer(build_seance(r, seance.j)) for r in held])
    passes = historique.compose(registre, calcules, dt.date.max)
    bilan = _show_in_control(registre, mesure, held, passes)
    return bilan, _list_problems(registre, mesure, passes, calcules)


def _build_bilan(
    registre: Registre, due: SeanceDue, mesurer: _MeasureProvider
) -> tuple[Bilan, list[Problem]]:
    mesure, reunion = mesurer(due), due.reunion
    held = [r for r in registre.comite.reunions if is_tenue(r, due.j) and r.date <= reunion.date]
    past = [mesurer(build_seance(r, due.j)) for r in held if r != reunion]
    calcules = _list_resultats(registre, [*past, mesure])
    passes, modifiees = _select_historique(registre, calcules, reunion, tenue=reunion in held)
    shown = _show_in_control(registre, mesure, held, passes)
    limites = suppleances.compute_limites(reunion.date, registre.parametres, registre.calendrier)
    bilan = Bilan(
        seance=due,
        indicateurs=shown.indicateurs,
        repartitions=shown.repartitions,
        reclamations=shown.reclamations,
        engagements=mesure.engagements.bilans,
        engagements_precedents=_list_missed(past, mesure.engagements.bilans),
        sieges=shown.sieges,
        suppleances=suppleances.examine_suppleances(registre, due),
        assiduite=shown.assiduite,
        dates_cles=dates_cles.list_dates_cles(registre, due),
        pourquoi=shown.pourquoi,
        historique=shown.historique,
        regles_modifiees=modifiees,
        limite_suppleance=limites.imprimee,
        extraits=mesurer.list_extraits(due),
        actions_reclamations=mesure.reclamations.actions,
        reclamations_ecartees=mesure.reclamations.ecartees,
    )
    return bilan, _list_problems(registre, mesure, passes, calcules)


def _show_in_control(
    registre: Registre,
    mesure: _Counted,
    held: Sequence[Reunion],
    passes: pd.DataFrame,
) -> BilanGeneral:
    """Return what the control workbook shows, with a meeting or without."""
    complaints = mesure.reclamations.lignes
    return BilanGeneral(
        seance=mesure.seance,
        indicateurs=mesure.indicateurs,
        repartitions=list(chain.from_iterable(calcul.repartitions for calcul in mesure.calculs)),
        reclamations=complaints,
        sieges=mesure.sieges,
        assiduite=comite.list_assiduites(registre, held, mesure.sieges),
        pourquoi=dates_cles.explain_dates(registre, mesure.seance, complaints),
        historique=passes,
    )


def _list_problems(
    registre: Registre,
    mesure: _Counted,
    passes: pd.DataFrame,
    calcules: pd.DataFrame,
) -> list[Problem]:
    of_the_figures = chain.from_iterable(calcul.problems for calcul in mesure.calculs)
    return [*of_the_figures, *historique.check(registre.historique, passes, calcules)]


def _list_missed(
    past: Sequence[_Counted], today: Sequence[BilanEngagement]
) -> list[BilanEngagement]:
    """The commitments missed at the last held meeting, with today's result
    (docs/rules/commitments.md#missed).
    """
    if not past:
        return []
    missed = {b.engagement.code for b in past[-1].engagements.bilans if b.etat in MANQUES}
    return [b for b in today if b.engagement.code in missed]


def _select_historique(
    registre: Registre, calcules: pd.DataFrame, reunion: Reunion, *, tenue: bool
) -> tuple[pd.DataFrame, frozenset[str]]:
    """The figures of the held meetings, and the codes whose rule has changed between the last of
    them and this meeting, still to come.
    """
    series = historique.compose(registre, calcules, reunion.date)
    if tenue:
        return series, frozenset()
    of_this_one = series["reunion"] == reunion.date
    modifiees = series.loc[of_this_one & series["regle_modifiee"], "code"]
    return series[~of_this_one], frozenset(modifiees)


def _list_resultats(registre: Registre, measured: Sequence[_Counted]) -> pd.DataFrame:
    """Every figure of every meeting with its rule, but those of no meeting in particular and the
    counts of before a register was kept.
    """
    rows: list[Sequence[object]] = []
    for mesure in measured:
        seance, indicateurs = mesure.seance, mesure.indicateurs
        if not isinstance(seance, SeanceDue):
            continue
        bilans = mesure.engagements.bilans
        en_vigueur = regles.describe_regles(registre, indicateurs, bilans)
        suivis = [indicateur for indicateur in indicateurs.values() if indicateur.suivie]
        if not appui.has_own_numbers(registre, seance):
            suivis = [i for i in suivis if i.code != appui.FICHE.code]
        donnees = _list_donnees(registre, mesure)
        rows += historique.list_resultats(seance, suivis, en_vigueur, donnees)
    return historique.make_frame(rows)


def _list_donnees(registre: Registre, mesure: _Counted) -> Mapping[str, Donnees | None]:
    """What each figure that is counted from a sheet of many rows is counted from, by code."""
    complaints = mesure.reclamations.calcul
    found: dict[str, Donnees | None] = {
        **dict.fromkeys(_index_by_code([mesure.reponses]), Donnees.REPONSES),
        **dict.fromkeys(_index_by_code([complaints]), Donnees.RECLAMATIONS),
        **{local.code: Donnees(local.feuille) for local in registre.indicateurs_locaux},
    }
    for bilan in mesure.engagements.bilans:
        if bilan.source is not None:
            found[engagements.name_code(bilan.engagement)] = found.get(bilan.source.code)
    return found
