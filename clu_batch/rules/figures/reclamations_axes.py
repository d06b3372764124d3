"""Break the complaints down by canal, service, site, motif, month, state and age: tables of one
dimension only (docs/rules/complaints.md#breakdowns).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from clu_batch.rules.figures.groups import is_named, name_mois, rank_groups
from clu_batch.rules.figures.mesures import build_nombre, compute_taux
from clu_batch.rules.figures.reclamations_etats import AXES
from clu_batch.rules.figures.reclamations_fiches import RECUES, STOCK, TAUX_DANS_DELAI
from clu_batch.rules.figures.suivi import Suivi, hide_mois
from clu_batch.rules.model import EtatDeReclamation, Mesure, Repartition, Seance

AXE_MOIS, AXE_ETAT, AXE_ANCIENNETE = "Mois", "État", "Ancienneté"
AGES = {"0 à 15 jours": 15, "16 à 30 jours": 30, "31 à 60 jours": 60, "plus de 60 jours": 10**6}
"""Ages of the open complaints and the last day of each, in calendar days up to A
(docs/rules/complaints.md#stock).
"""
Counts = Mapping[Any, int]
"""How many réclamations are in each state."""
_HORS_DES_ETATS = (EtatDeReclamation.SANS_DELAI, EtatDeReclamation.HORS_PERIMETRE)


def break_down_reclamations(
    recues: pd.DataFrame, ouvertes: pd.Series, seance: Seance, kept: Suivi
) -> list[Repartition]:
    """Return every breakdown of the réclamations received in the period, and the ages of those
    still open, by the days when they were received.
    """
    lines = _break_down_etats(count_etats(recues))
    for axe in AXES.values():
        if is_named(recues[axe]):
            etats = _count_by_group(recues, recues[axe])
            sizes = {group: sum(row.values()) for group, row in etats.items()}
            lines += _list_groups(axe, etats, rank_groups(sizes))
    if len(recues):
        etats = _count_by_group(recues, name_mois(recues["recue_le"], seance.comptee))
        months = _list_groups(AXE_MOIS, etats, etats)
        lines += hide_mois(months, kept.list_hidden_mois(seance.comptee))
    return lines + _break_down_ages(ouvertes, seance.a)


def count_etats(recues: pd.DataFrame) -> Counts:
    """Return how many réclamations are in each state."""
    return recues["etat"].value_counts().to_dict()


def _count_by_group(recues: pd.DataFrame, groups: pd.Series) -> Mapping[Any, Counts]:
    """How many réclamations of each group are in each state."""
    sizes = recues.groupby([groups, "etat"], observed=False).size()
    return sizes.unstack("etat", fill_value=0).T.to_dict()


def _list_groups(
    axe: str, etats: Mapping[str, Counts], order: Iterable[str]
) -> list[Repartition]:
    """The number received in each group, then its rate answered in time with its base."""
    numbers: list[Repartition] = []
    rates: list[Repartition] = []
    for group in order:
        received = build_nombre(sum(etats[group].values()))
        numbers.append(Repartition(RECUES, axe, group, received))
        rate = compute_taux_dans_delai(etats[group])
        rates.append(Repartition(TAUX_DANS_DELAI, axe, group, rate))
    return numbers + rates


def compute_taux_dans_delai(etats: Counts) -> Mesure:
    """Return the rate of complaints answered in time, over those answered or overdue: open and not
    yet due is out of the base (docs/rules/complaints.md#rate).
    """
    in_time = etats[EtatDeReclamation.DANS_LE_DELAI]
    missed = etats[EtatDeReclamation.HORS_DELAI] + etats[EtatDeReclamation.DEPASSE]
    return compute_taux(in_time, in_time + missed)


def _break_down_etats(etats: Counts) -> list[Repartition]:
    """The four states, then what stands outside of them, if any; their sum is the number
    received.
    """
    lines = []
    for etat in EtatDeReclamation:
        number = etats[etat]
        if number or etat not in _HORS_DES_ETATS:
            lines.append(Repartition(RECUES, AXE_ETAT, str(etat), build_nombre(number)))
    return lines


def _break_down_ages(recues_le: pd.Series, a: dt.date) -> list[Repartition]:
    """The ages of the open complaints at A."""
    ages = (pd.Timestamp(a) - recues_le).dt.days
    spans = pd.cut(ages, [-1, *AGES.values()], labels=list(AGES))
    numbers = spans.value_counts(sort=False).to_dict()
    return [
        Repartition(STOCK, AXE_ANCIENNETE, span, build_nombre(numbers[span])) for span in AGES
    ]
