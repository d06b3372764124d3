"""Break the complaints down by canal, service, site, motif, month, state and age: tables of one
dimension only (docs/rules/complaints.md#breakdowns).
"""

from __future__ import annotations

import numpy as np

from clu_batch.parse import fold_text
from clu_batch.rules.figures.long_columns import (
    NON_RENSEIGNE,
    Groupes,
    Masque,
    count_codes,
    encode_date,
    group_by_mois,
    group_values,
    select_within,
)
from clu_batch.rules.figures.mesures import build_nombre, compute_taux
from clu_batch.rules.figures.reclamations_etats import (
    DANS_LE_DELAI,
    DEPASSE,
    ETATS,
    HORS_DELAI,
    SANS_DELAI,
    Situation,
)
from clu_batch.rules.figures.suivi import Suivi, hide_mois
from clu_batch.rules.model import Registre, Repartition, Seance

RECUES, TAUX, STOCK = "reclamations.recues", "reclamations.taux_dans_delai", "reclamations.stock"
AXES = ("Canal", "Service", "Site", "Motif")
AXE_MOIS, AXE_ETAT, AXE_ANCIENNETE = "Mois", "État", "Ancienneté"
HORS_PERIMETRE = "hors périmètre"
AGES = (
    ("0 à 15 jours", 15),
    ("16 à 30 jours", 30),
    ("31 à 60 jours", 60),
    ("plus de 60 jours", None),
)
"""Ages of the open complaints, in calendar days up to A (docs/rules/complaints.md#stock)."""


def break_down_reclamations(
    registre: Registre,
    seance: Seance,
    situation: Situation,
    kept: Suivi,
) -> list[Repartition]:
    """Return every breakdown of the complaints received in the period, and the ages of those still
    open.
    """
    lues = situation.lues
    received = situation.connues & lues.reclamation & select_within(lues.recues, seance.comptee)
    lines = _break_down_etats(situation, received)
    for axe in AXES:
        cut = group_values(registre.reclamations.columns[axe])
        if np.any(received & (cut.de > 0)):  # group 0: « non renseigné »
            lines += _break_down_axe(axe, cut, _rank_groups(cut, received), situation, received)
    by_month = group_by_mois(lues.recues, seance.comptee)
    if received.any():
        months = _break_down_axe(
            AXE_MOIS, by_month, list(range(len(by_month.noms))), situation, received
        )
        lines += hide_mois(months, kept.list_hidden_mois(seance.comptee))
    return lines + _break_down_anciennete(situation)


def _rank_groups(cut: Groupes, received: Masque) -> list[int]:
    """The groups that received something, the largest first, « non renseigné » at the end."""
    counts = count_codes(cut.de[received], len(cut.noms))
    present = [rang for rang, n in enumerate(counts) if n]
    return sorted(
        present,
        key=lambda rang: (
            cut.noms[rang] == NON_RENSEIGNE,
            -counts[rang],
            fold_text(cut.noms[rang]),
        ),
    )


def _break_down_axe(
    axe: str, cut: Groupes, rangs: list[int], situation: Situation, received: Masque
) -> list[Repartition]:
    """Number received, then rate answered in time with its base, for each group."""
    size = len(cut.noms)
    suivies = received & situation.suivies
    en_temps, hors, depasse = (
        count_codes(cut.de[suivies & situation.select_etat(etat)], size)
        for etat in (DANS_LE_DELAI, HORS_DELAI, DEPASSE)
    )
    counts = count_codes(cut.de[received], size)
    numbers = [
        Repartition(RECUES, axe, cut.noms[rang], build_nombre(counts[rang])) for rang in rangs
    ]
    rates = [
        Repartition(
            TAUX,
            axe,
            cut.noms[rang],
            compute_taux(en_temps[rang], en_temps[rang] + hors[rang] + depasse[rang]),
        )
        for rang in rangs
    ]
    return numbers + rates


def _break_down_etats(situation: Situation, received: Masque) -> list[Repartition]:
    """The four states, then what stands outside of them: without délai, out of the scope; their sum
    is the number received.
    """
    suivies = received & situation.suivies
    counts = count_codes(situation.etats[suivies], len(ETATS))
    outside = int(np.count_nonzero(received & situation.lues.hors_perimetre))
    lines = [(etat, n) for etat, n in zip(ETATS, counts, strict=True) if n or etat != SANS_DELAI]
    if outside:
        lines.append((HORS_PERIMETRE, outside))
    return [Repartition(RECUES, AXE_ETAT, etat, build_nombre(n)) for etat, n in lines]


def _break_down_anciennete(situation: Situation) -> list[Repartition]:
    ouvertes = situation.suivies & situation.sans_reponse
    ages = (encode_date(situation.a) - situation.lues.recues[ouvertes]).astype(np.int64)
    limites = np.array([limite for _, limite in AGES if limite is not None])
    counts = count_codes(np.searchsorted(limites, ages).astype(np.int64), len(AGES))
    return [
        Repartition(STOCK, AXE_ANCIENNETE, nom, build_nombre(n))
        for (nom, _), n in zip(AGES, counts, strict=True)
    ]
