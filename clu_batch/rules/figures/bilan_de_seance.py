"""Compute everything for one meeting: each family of indicators in its turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cache
from itertools import chain

import pandas as pd

from clu_batch.kernel.frozen import frozen
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
    BilanGeneral,
    Calcul,
    Donnees,
    Indicateur,
    Recueil,
    Registre,
    Reunion,
    Seance,
    SeanceDue,
    Siege,
)
from clu_batch.rules.seances import build_seance, is_tenue


def compute(
    registre: Registre, dues: Sequence[SeanceDue], prepare: Prepare | None = None
) -> list[tuple[Bilan, list[Problem]]]:
    """Return the figures, the seats, the key dates and the history of each meeting.

    Each comes with the problems that it shows. `prepare`: `prepare_sieges` when a rule of the
    figures has a defect; the seats and the key dates are then what is left.
    """
    measure = (prepare or prepare_figures)(registre)
    return [_build_bilan(registre, due, measure) for due in dues]


def compute_general(
    registre: Registre, seance: Seance, prepare: Prepare | None = None
) -> tuple[BilanGeneral, list[Problem]]:
    """Return the figures of a run without a meeting, with the problems that they show."""
    return _build_general(registre, seance, (prepare or prepare_figures)(registre))


@frozen
class _Counted:
    """What was measured for a meeting at its own cut-off: surveys, complaints, commitments, her own
    indicators, users helped, who sat, the answers to publish.
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
    extraits: Sequence[str] = ()
    recueil: Recueil = field(default_factory=Recueil)

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


_Measure = Callable[[Seance], _Counted]
"""Gives what is measured at the dates of a meeting."""
Prepare = Callable[[Registre], _Measure]
"""Gives what measures any meeting of a register."""


def prepare_figures(registre: Registre) -> _Measure:
    """Return what measures any meeting: the long tables are read once, and a meeting that two
    others look back on is measured once.
    """
    survey = reponses.read_survey(registre)
    recues = reclamations_etats.prepare(registre)

    @cache
    def measure(due: Seance) -> _Counted:
        seats, committee = _compute_comite(registre, due)
        answers = satisfaction.compute(registre, due, survey)
        complaints = reclamations.compute(registre, due, recues)
        helped = appui.compute(registre, due)
        measured = _index_by_code((answers, complaints.calcul, helped, committee))
        own = locaux.compute(registre, due, recues, measured)
        measured |= _index_by_code((own,))
        kept = engagements.compute(registre, due, measured)
        typed, sources = survey.list_extraits(due.comptee), survey.list_sources(due.comptee)
        return _Counted(
            due, seats, committee, answers, complaints, kept, own, helped, typed, sources
        )

    return measure


def prepare_sieges(registre: Registre) -> _Measure:
    """Return what measures nothing but who sits."""
    return lambda due: _Counted(due, *_compute_comite(registre, due))


def _compute_comite(registre: Registre, due: Seance) -> tuple[Sequence[Siege], Calcul]:
    """The seats at the meeting (today without one) and their counts."""
    day = due.reunion.date if isinstance(due, SeanceDue) else due.j
    seats = comite.list_sieges(registre, day)
    return seats, comite.compute(seats)


def _build_general(
    registre: Registre, seance: Seance, measure: _Measure
) -> tuple[BilanGeneral, list[Problem]]:
    mesure = measure(seance)
    held = [r for r in registre.comite.reunions if is_tenue(r, seance.j)]
    calcules = _list_resultats(registre, [measure(build_seance(r, seance.j)) for r in held])
    passes = historique.compose(registre, calcules, dt.date.max)
    bilan = _show_in_control(registre, mesure, held, passes)
    return bilan, _list_problems(registre, mesure, passes, calcules)


def _measure_past(
    registre: Registre, due: SeanceDue, measure: _Measure
) -> tuple[list[Reunion], list[_Counted]]:
    """Return the meetings held until this one, itself included, and what the others gave."""
    until = (r for r in registre.comite.reunions if r.date <= due.reunion.date)
    held = [r for r in until if is_tenue(r, due.j)]
    return held, [measure(build_seance(r, due.j)) for r in held if r != due.reunion]


def _compute_limites(registre: Registre, reunion: Reunion) -> suppleances.Limites:
    return suppleances.compute_limites(reunion.date, registre.parametres, registre.calendrier)


def _build_bilan(
    registre: Registre, due: SeanceDue, measure: _Measure
) -> tuple[Bilan, list[Problem]]:
    mesure, reunion = measure(due), due.reunion
    held, past = _measure_past(registre, due, measure)
    calcules = _list_resultats(registre, [*past, mesure])
    passes, modifiees = _select_historique(registre, calcules, reunion, tenue=reunion in held)
    limites = _compute_limites(registre, reunion)
    shown = _show_in_control(registre, mesure, held, passes, limites)
    bilan = Bilan(
        seance=due,
        indicateurs=shown.indicateurs,
        repartitions=shown.repartitions,
        reclamations=shown.reclamations,
        engagements=mesure.engagements.bilans,
        engagements_precedents=_index_last_states(past),
        sieges=shown.sieges,
        suppleances=suppleances.examine_suppleances(registre, limites),
        assiduite=shown.assiduite,
        dates_cles=dates_cles.list_dates_cles(registre, due, limites),
        pourquoi=shown.pourquoi,
        historique=shown.historique,
        regles_modifiees=modifiees,
        limite_suppleance=limites.imprimee,
        extraits=mesure.extraits,
        recueil=mesure.recueil,
        actions_reclamations=mesure.reclamations.actions,
        reclamations_ecartees=mesure.reclamations.ecartees,
    )
    return bilan, _list_problems(registre, mesure, passes, calcules)


def _show_in_control(
    registre: Registre,
    mesure: _Counted,
    held: Sequence[Reunion],
    passes: pd.DataFrame,
    limites: suppleances.Limites | None = None,
) -> BilanGeneral:
    """Return what the control workbook shows, with a meeting or without."""
    complaints = mesure.reclamations.lignes
    return BilanGeneral(
        seance=mesure.seance,
        indicateurs=mesure.indicateurs,
        repartitions=list(
            chain.from_iterable(calcul.repartitions for calcul in mesure.calculs)
        ),
        reclamations=complaints,
        sieges=mesure.sieges,
        assiduite=comite.list_assiduites(registre, held, mesure.sieges),
        pourquoi=dates_cles.explain_dates(registre, mesure.seance, limites, complaints),
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


def _index_last_states(past: Sequence[_Counted]) -> dict[str, Atteinte]:
    """The state of each commitment at the last held meeting (docs/rules/commitments.md#missed)."""
    if not past:
        return {}
    return {b.engagement.code: b.etat for b in past[-1].engagements.bilans}


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
        **{local.code: local.feuille for local in registre.indicateurs_locaux},
    }
    for bilan in mesure.engagements.bilans:
        if bilan.source is not None:
            found[engagements.name_code(bilan.engagement)] = found.get(bilan.source.code)
    return found
