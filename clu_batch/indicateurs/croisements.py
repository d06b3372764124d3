"""Who answered what: the distribution of each question, and the satisfaction of groups and months (page 2.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clu_batch.indicateurs.colonnes import NON_RENSEIGNE, Groupes, dans, effectifs, groupes, mois
from clu_batch.indicateurs.mesures import taux
from clu_batch.indicateurs.reponses import EXCLU, INSATISFAIT, NEUTRE, SATISFAIT, Compte, Reponses, a_un_taux, options
from clu_batch.indicateurs.suivi import Suivi, taire
from clu_batch.jours import Dates, Nombres
from clu_batch.model import Mesure, Question, Registre, Repartition, Seance
from clu_batch.saisie import plier

AXES = ("Site", "Canal", "Service", "Mode de recueil")
AXE_REPONSE, AXE_MOIS = "Réponse", "Mois"
AUTRES, SANS_REPONSE = "Autres", "sans réponse"
TAUX_GLOBAL = "satisfaction.taux.global"


def code_de_distribution(question: Question) -> str:
    """Under which code the distribution of a question is filed; a list of choices has no rate."""
    return f"satisfaction.{'taux' if a_un_taux(question) else 'choix'}.{question.code}"


def distribution(question: Question, compte: Compte) -> list[Repartition]:
    """The answers to a question in scale order, over those expressed (the respondents, for a list of choices).

    What counts apart (sans opinion, non concerné; no answer at all) has its own lines: its number stands in `numerateur`, without rate.
    """
    code = code_de_distribution(question)
    base = compte.exprimees if a_un_taux(question) else compte.repondants
    lines = [
        Repartition(code, AXE_REPONSE, option.texte, Mesure(None, n) if option.compte == EXCLU and a_un_taux(question) else taux(n, base))
        for option, n in zip(compte.options, compte.effectifs, strict=True)
        if n or a_un_taux(question) or option in question.modalites
    ]
    return [*lines, Repartition(code, AXE_REPONSE, SANS_REPONSE, Mesure(None, compte.non_reponses))]


@dataclass(frozen=True, slots=True)
class Voix:
    """The expressed answers to the Question globale in the period: forms, then tallies.

    `lignes`: row of `Réponses`, or, further, of `Dépouillement`. `poids`: how many answers. `satisfaites`: how many of them are satisfied.
    """

    lignes: Nombres
    poids: Nombres
    satisfaites: Nombres


def _voix(registre: Registre, seance: Seance, reponses: Reponses, question: Question) -> Voix:
    comptes = [option.compte for option in options(question)]
    exprimee = np.array([*(c in {SATISFAIT, NEUTRE, INSATISFAIT} for c in comptes), False])
    satisfaite = np.array([*(c == SATISFAIT for c in comptes), False])
    rows = np.flatnonzero(reponses.formulaires & dans(reponses.jours, seance.comptee))
    rangs = reponses.choix[question.code][rows] if question.code in reponses.choix else np.full(len(rows), -1)
    rows, rangs = rows[exprimee[rangs]], rangs[exprimee[rangs]]
    tallies = [
        t
        for t in reponses.depouillees
        if t.question == question.code and seance.comptee.du <= t.periode.au <= seance.comptee.au and exprimee[t.option]
    ]
    lignes = np.array([*rows, *(len(registre.reponses) + t.index for t in tallies)], dtype=np.int64)
    poids = np.array([*np.ones(len(rows), dtype=np.int64), *(t.nombre for t in tallies)], dtype=np.int64)
    rangs = np.array([*rangs, *(t.option for t in tallies)], dtype=np.int64)
    return Voix(lignes, poids, poids * satisfaite[rangs])


def croiser(registre: Registre, seance: Seance, reponses: Reponses, question: Question, kept: Suivi) -> list[Repartition]:
    """The satisfaction of the Question globale by site, canal, service, mode de recueil and month.

    A column that is empty everywhere gives nothing. Tallies say neither their canal nor their month.
    """
    voix = _voix(registre, seance, reponses, question)
    seuil = registre.parametres.seuil_regroupement
    lines: list[Repartition] = []
    for axe in AXES:
        tallied = registre.depouillement.columns.get(axe) or [None] * len(registre.depouillement)
        lines += _axe(axe, groupes([*registre.reponses.columns[axe], *tallied]), voix, seuil)
    return lines + _mois(seance, reponses.jours, voix, seuil, kept)


def _axe(axe: str, cut: Groupes, voix: Voix, seuil: int) -> list[Repartition]:
    """One breakdown; the groups under the threshold are merged, and when even their sum is too small nothing is printed (page 2.4)."""
    totals = effectifs(cut.de[voix.lignes], len(cut.noms), voix.poids)
    good = effectifs(cut.de[voix.lignes], len(cut.noms), voix.satisfaites)
    if not any(totals[1:]):  # group 0: « non renseigné »
        return []
    groups = [(nom, k, n) for nom, k, n in zip(cut.noms, good, totals, strict=True) if n]
    small = [group for group in groups if group[2] < seuil]
    small += [group for group in groups if small and group not in small and _est_autres(group[0])]  # hers of that name: none stands twice
    kept = [group for group in groups if group not in small]
    others = (AUTRES, sum(k for _, k, _ in small), sum(n for _, _, n in small))
    if small and others[2] < seuil:
        return []
    kept.sort(key=lambda group: (_est_autres(group[0]), group[0] == NON_RENSEIGNE, -group[2], plier(group[0])))
    return [Repartition(TAUX_GLOBAL, axe, nom, taux(k, n)) for nom, k, n in [*kept, *([others] if small else [])]]


def _est_autres(nom: str) -> bool:
    return plier(nom) == plier(AUTRES)


def _mois(seance: Seance, jours: Dates, voix: Voix, seuil: int, kept: Suivi) -> list[Repartition]:
    """Each month of the period, never merged: a small one shows its number without a rate (page 2.4)."""
    forms = voix.lignes < len(jours)
    if not forms.any():
        return []
    cut = mois(jours[voix.lignes[forms]], seance.comptee)
    totals = effectifs(cut.de, len(cut.noms), voix.poids[forms])
    good = effectifs(cut.de, len(cut.noms), voix.satisfaites[forms])
    lines = [Repartition(TAUX_GLOBAL, AXE_MOIS, nom, _taux_du_mois(k, n, seuil)) for nom, k, n in zip(cut.noms, good, totals, strict=True)]
    return taire(lines, kept.mois_tus(cut, seance.comptee))


def _taux_du_mois(k: int, n: int, seuil: int) -> Mesure:
    return taux(k, n) if n >= max(seuil, 1) else Mesure(None, None, n)
