"""Compute the figures of the complaints: volumes, states, rates, delays, stock, acknowledgement,
breakdowns (docs/rules/complaints.md#volumes).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import pandas as pd

from clu_batch.kernel.frozen import frozen
from clu_batch.records.parametres import Unite
from clu_batch.records.reclamations import Nature, Qualification
from clu_batch.rules.figures import mesures
from clu_batch.rules.figures import reclamations_fiches as codes
from clu_batch.rules.figures.dated_rows import find_first_date, is_during
from clu_batch.rules.figures.mesures import Fiche, build_nombre, compare, compute_taux
from clu_batch.rules.figures.reclamations_axes import (
    break_down_reclamations,
    compute_taux_dans_delai,
    count_etats,
)
from clu_batch.rules.figures.reclamations_controle import check_reclamations
from clu_batch.rules.figures.reclamations_etats import (
    SUIVIS,
    prepare,
    select_open,
    situate,
)
from clu_batch.rules.figures.reclamations_fiches import (
    DELAI,
    FICHES,
    NON_COMPAREES,
    SANS_PERIODE,
)
from clu_batch.rules.figures.suivi import Suivi, build_suivi
from clu_batch.rules.model import (
    ActionDAmelioration,
    Calcul,
    EtatDAccuse,
    EtatDeReclamation,
    Indicateur,
    LigneReclamation,
    Mesure,
    Parametres,
    Periode,
    Registre,
    Seance,
)


@frozen
class BilanReclamations:
    """What the register gives for one meeting.

    `lignes`: the complaints open at A and those of the period, urgent first. `actions`: the
    improvement actions of the period's complaints, each once. `ecartees`: rows left out because two
    of their dates contradict each other.
    """

    calcul: Calcul
    lignes: Sequence[LigneReclamation] = ()
    actions: Sequence[ActionDAmelioration] = ()
    ecartees: int = 0


def compute(
    registre: Registre, seance: Seance, rows: pd.DataFrame | None = None
) -> BilanReclamations:
    """Return every figure of the complaints for one meeting; nothing when the register is empty.

    `rows` is what `prepare` gave already, when several meetings are computed from the same
    workbooks.
    """
    if not len(registre.reclamations):
        return BilanReclamations(Calcul())
    rows = prepare(registre) if rows is None else rows
    known = situate(rows, registre, seance.a)
    recues = known[known["etat"].notna() & is_during(known["recue_le"], seance.comptee)]
    kept = find_suivi(registre, known)
    calcul = Calcul(
        _compute_indicateurs(registre, seance, known, kept),
        break_down_reclamations(recues, select_open(known), seance, kept),
        check_reclamations(registre, seance, rows, known),
    )
    lines = _list_lines(known, seance, accuses=_has_accuses(recues))
    return BilanReclamations(calcul, lines, _list_actions(recues), int(rows["ecartee"].sum()))


def _list_actions(recues: pd.DataFrame) -> list[ActionDAmelioration]:
    """The improvement actions, each text once, with the first service and due date typed for it."""
    known = recues.dropna(subset="action").groupby("action", sort=False, observed=True)
    firsts = known[["pilote", "echeance_action"]].first()
    columns = [_list_values(firsts[field]) for field in firsts]
    return list(map(ActionDAmelioration, firsts.index, *columns))


def find_suivi(registre: Registre, known: pd.DataFrame) -> Suivi:
    """Return since when the register is kept; a row left out for its dates does not count."""
    premiere = find_first_date(known["recue_le"])
    depuis = registre.parametres.reclamations_depuis
    return build_suivi(depuis, premiere, "registre ouvert en {}")


# -- compared with the period before ---------------------------------------------------------------


def _compute_indicateurs(
    registre: Registre, seance: Seance, known: pd.DataFrame, kept: Suivi
) -> list[Indicateur]:
    """Every indicator, compared, as the register allows it to be said."""
    counts = kept.count_periods(partial(_compute_mesures, known), seance)
    fiches = list_fiches(registre.parametres)
    figures = []
    for code, mesure in counts.now.items():
        fiche = fiches[code]
        before = None if code in NON_COMPAREES else counts.find_before(fiche)
        passee = before.get(code) if before else None
        if code in SANS_PERIODE:
            figures.append(compare(fiche, mesure, passee, None))
        else:
            figure = compare(fiche, mesure, passee, seance.periode)
            figures.append(kept.qualify(figure, seance))
    return figures


def list_fiches(parametres: Parametres) -> dict[str, Fiche]:
    """Return what each figure is, by code.

    Its delays are in the unit of the délai de réponse; one in jours francs is measured in calendar
    days (docs/rules/complaints.md#delay).
    """
    unite = parametres.unite_reponse
    if unite is Unite.FRANCS:
        unite = Unite.CALENDAIRES
    return {
        code: replace(fiche, unite=unite) if fiche.unite == DELAI else fiche
        for code, fiche in FICHES.items()
    }


# -- figures ---------------------------------------------------------------------------------------


_COUNTED = ["etat", "ar_etat", "accusee_le", "repondue_le", "delai", "qualification"]


def _compute_mesures(known: pd.DataFrame, periode: Periode) -> dict[str, Mesure]:
    """Every measure of a period, by code, in the order of the control workbook."""
    during = is_during(known["recue_le"], periode)
    natures = known.loc[during, "nature"].value_counts().to_dict()
    recues = known.loc[during & known["etat"].notna(), _COUNTED]
    etats = count_etats(recues)
    suivies = recues[recues["etat"] != EtatDeReclamation.HORS_PERIMETRE]
    return {
        codes.RECUES: build_nombre(natures[Nature.RECLAMATION]),
        codes.HORS_PERIMETRE: build_nombre(etats[EtatDeReclamation.HORS_PERIMETRE]),
        codes.SUGGESTIONS: build_nombre(natures[Nature.SUGGESTION]),
        codes.REMERCIEMENTS: build_nombre(natures[Nature.REMERCIEMENT]),
        codes.TAUX_DANS_DELAI: compute_taux_dans_delai(etats),
        codes.DANS_DELAI: build_nombre(etats[EtatDeReclamation.DANS_LE_DELAI]),
        codes.HORS_DELAI: build_nombre(etats[EtatDeReclamation.HORS_DELAI]),
        codes.EN_COURS: build_nombre(etats[EtatDeReclamation.EN_COURS]),
        codes.EN_RETARD: build_nombre(etats[EtatDeReclamation.DEPASSE]),
        **_compute_reponses(suivies[suivies["repondue_le"].notna()]),
        **_compute_ouvertes(select_open(known), periode),
        **(_compute_accuses(suivies["ar_etat"]) if _has_accuses(recues) else {}),
    }


def _compute_reponses(repondues: pd.DataFrame) -> dict[str, Mesure]:
    """What the replies show, with or without a délai to keep."""
    delais = repondues["delai"].tolist()
    avis = repondues["qualification"].value_counts().to_dict()
    fondees = avis.get(Qualification.FONDEE, 0) + avis.get(
        Qualification.PARTIELLEMENT_FONDEE, 0
    )
    non_fondees = avis.get(Qualification.NON_FONDEE, 0)
    return {
        codes.REPONDUES: build_nombre(len(repondues)),
        codes.DELAI_MEDIAN: Mesure(mesures.compute_mediane(delais)),
        codes.DELAI_P90: Mesure(mesures.compute_ninth_decile(delais)),
        codes.DELAI_MAX: Mesure(Fraction(max(delais)) if delais else None),
        codes.DELAI_MOYEN: Mesure(mesures.compute_moyenne(delais)),
        codes.FONDEES: compute_taux(fondees, fondees + non_fondees),
    }


def _compute_ouvertes(recues_le: pd.Series, periode: Periode) -> dict[str, Mesure]:
    """What is open at A: the days of reception of these complaints."""
    earlier = recues_le < pd.Timestamp(periode.du)
    return {
        codes.STOCK: build_nombre(len(recues_le)),
        codes.PLUS_ANCIENNE: Mesure(find_first_date(recues_le)),
        codes.ANCIENNES_OUVERTES: build_nombre(int(earlier.sum())),
    }


def _has_accuses(recues: pd.DataFrame) -> bool:
    """Whether acknowledgements are recorded at all: one is enough, on a réclamation received in the
    period, even out of the scope.
    """
    return bool(recues["accusee_le"].notna().any())


def _compute_accuses(ar_etats: pd.Series) -> dict[str, Mesure]:
    """What the acknowledgements show; the base of the rate is that of the replies."""
    etats = ar_etats.value_counts().to_dict()
    in_time, late = etats[EtatDAccuse.DANS_LE_DELAI], etats[EtatDAccuse.HORS_DELAI]
    overdue = etats[EtatDAccuse.DEPASSE]
    return {
        codes.TAUX_AR_DANS_DELAI: compute_taux(in_time, in_time + late + overdue),
        codes.AR_DANS_DELAI: build_nombre(in_time),
        codes.AR_HORS_DELAI: build_nombre(late),
        codes.AR_EN_COURS: build_nombre(etats[EtatDAccuse.EN_COURS]),
        codes.AR_EN_RETARD: build_nombre(overdue),
    }


# -- lists -----------------------------------------------------------------------------------------


def _list_lines(
    known: pd.DataFrame, seance: Seance, *, accuses: bool
) -> list[LigneReclamation]:
    """The open complaints by due date, those without due date after them, then the answered ones of
    the period by reception. `accuses`: whether acknowledgements are recorded.
    """
    during, replied = is_during(known["recue_le"], seance.comptee), known["repondue_le"].notna()
    listed = known[known["etat"].isin(SUIVIS) & (during | ~replied)]
    if not accuses:
        listed = listed.assign(ar_echeance=None, ar_etat=str(EtatDAccuse.NON_SUIVI))
    closed = listed["repondue_le"].notna()
    left = listed["echeance"] - pd.Timestamp(seance.a)
    listed = listed.assign(
        closed=closed,
        urgence=listed["echeance"].mask(closed),
        jours_restants=left.dt.days.astype("Int64").mask(closed),
    )
    listed = listed.sort_values(["closed", "urgence", "recue_le"])
    fields = [field.name for field in dataclasses.fields(LigneReclamation)]
    columns = [_list_values(listed[field]) for field in fields]
    return [LigneReclamation(*values) for values in zip(*columns, strict=True)]


def _list_values(cells: pd.Series) -> list[Any]:
    """The cells of a column as plain values, None where one is empty."""
    if cells.dtype.kind == "M":
        cells = cells.dt.date
    return [None if cell is pd.NaT or cell is pd.NA else cell for cell in cells.tolist()]
