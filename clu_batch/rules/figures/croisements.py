"""Who answered what: the distribution of each question, and the satisfaction of groups and months
(docs/rules/satisfaction.md#distribution).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clu_batch.parse import plier
from clu_batch.rules.figures.long_columns import (
    NON_RENSEIGNE,
    Groupes,
    Masque,
    dans,
    effectifs,
    groupes,
    mois,
)
from clu_batch.rules.figures.mesures import (
    avec_illisibles,
    nombre,
    retenue,
    taux,
    trop_d_illisibles,
)
from clu_batch.rules.figures.reponses import (
    EXCLU,
    INSATISFAIT,
    NEUTRE,
    RANG_ILLISIBLE,
    RANG_VIDE,
    SATISFAIT,
    Compte,
    Reponses,
    a_un_taux,
    depouillees_dans,
    options,
)
from clu_batch.rules.figures.suivi import Suivi, taire
from clu_batch.rules.jours import Dates, Nombres
from clu_batch.rules.model import Mesure, Question, Registre, Repartition, Seance

AXES = ("Site", "Canal", "Service", "Mode de recueil")
AXE_REPONSE, AXE_MOIS = "Réponse", "Mois"
AUTRES, SANS_REPONSE = "Autres", "sans réponse"
ILLISIBLES = "réponse illisible"
TAUX_GLOBAL = "satisfaction.taux.global"
ILLISIBLES_GLOBAL = "satisfaction.illisibles.global"


def code_de_distribution(question: Question) -> str:
    """Under which code the distribution of a question is filed; a list of choices has no rate."""
    return f"satisfaction.{'taux' if a_un_taux(question) else 'choix'}.{question.code}"


def distribution(question: Question, compte: Compte) -> list[Repartition]:
    """The answers to a question in scale order, over those expressed (the respondents, for a list
    of choices).

    What counts apart (sans opinion, non concerné; no answer at all; one that nobody can read) has
    its own lines: its number stands in `numerateur`, without rate. Too many answers that nobody can
    read leave numbers alone.
    """
    code = code_de_distribution(question)
    base = compte.exprimees if a_un_taux(question) else compte.repondants
    lines = []
    for option, n in zip(compte.options, compte.effectifs, strict=True):
        apart = compte.retenue or (option.compte == EXCLU and a_un_taux(question))
        if n or a_un_taux(question) or option in question.modalites:
            mesure = Mesure(None, n) if apart else taux(n, base)
            lines.append(Repartition(code, AXE_REPONSE, option.texte, mesure))
    lines.append(Repartition(code, AXE_REPONSE, SANS_REPONSE, Mesure(None, compte.non_reponses)))
    if compte.illisibles:
        lines.append(Repartition(code, AXE_REPONSE, ILLISIBLES, Mesure(None, compte.illisibles)))
    return lines


@dataclass(frozen=True, slots=True)
class Voix:
    """The answers to the Question globale in the period: forms, then tallies; an empty cell is
    none.

    `lignes`: row of `Réponses`, or, further, of `Dépouillement`. `poids`: how many answers. The
    others say what they count as.
    """

    lignes: Nombres
    poids: Nombres
    satisfaites: Masque
    exprimees: Masque
    illisibles: Masque

    def de(self, gardees: Masque) -> Voix:
        """Those of some of its lines."""
        return Voix(
            self.lignes[gardees],
            self.poids[gardees],
            self.satisfaites[gardees],
            self.exprimees[gardees],
            self.illisibles[gardees],
        )


@dataclass(frozen=True, slots=True)
class ReponsesDuGroupe:
    """What one group answered; `lues`: the answers that could be read, expressed or excluded."""

    nom: str
    satisfaites: int
    exprimees: int
    lues: int
    illisibles: int

    @property
    def retenu(self) -> bool:
        """Whether too many of its answers cannot be read for a rate to be told."""
        return trop_d_illisibles(self.illisibles, self.lues)

    @property
    def repond(self) -> bool:
        """Whether it says something: an answer expressed, or one that nobody can read."""
        return self.exprimees + self.illisibles > 0

    def petit(self, seuil: int) -> bool:
        """Whether its rate would tell too much of few persons
        (docs/rules/satisfaction.md#groups).
        """
        return 0 < self.exprimees < seuil and not self.retenu

    def mesure(self) -> Mesure:
        """Its rate, with what cannot be read beside it."""
        bornes = self.satisfaites, self.satisfaites + self.illisibles
        rate = taux(self.satisfaites, self.exprimees)
        return avec_illisibles(rate, self.illisibles, self.lues, bornes)


def _voix(registre: Registre, seance: Seance, reponses: Reponses, question: Question) -> Voix:
    # the last two answer to RANG_ILLISIBLE and RANG_VIDE
    comptes = np.array([*(option.compte for option in options(question)), "", ""])
    rows = np.flatnonzero(dans(reponses.jours, seance.comptee))
    choisis = reponses.choix.get(question.code)
    rangs = np.full(len(rows), RANG_VIDE) if choisis is None else choisis[rows]
    rows, rangs = rows[rangs != RANG_VIDE], rangs[rangs != RANG_VIDE]
    tallies = depouillees_dans(reponses, question, seance.comptee)
    indices = [len(registre.reponses) + t.index for t in tallies]
    lignes = np.array([*rows, *indices], dtype=np.int64)
    nombres = [t.nombre for t in tallies]
    poids = np.array([*np.ones(len(rows), dtype=np.int64), *nombres], dtype=np.int64)
    rangs = np.array([*rangs, *(t.option for t in tallies)], dtype=np.int64)
    satisfaite = comptes == SATISFAIT
    exprimee = np.isin(comptes, [SATISFAIT, NEUTRE, INSATISFAIT])
    return Voix(lignes, poids, satisfaite[rangs], exprimee[rangs], rangs == RANG_ILLISIBLE)


def croiser(
    registre: Registre,
    seance: Seance,
    reponses: Reponses,
    question: Question,
    kept: Suivi,
) -> list[Repartition]:
    """The satisfaction of the Question globale by site, canal, service, mode de recueil and month.

    A column that is empty everywhere gives nothing. Tallies say neither their canal nor their
    month.
    """
    voix = _voix(registre, seance, reponses, question)
    seuil = registre.parametres.seuil_regroupement
    lines: list[Repartition] = []
    for axe in AXES:
        tallied = registre.depouillement.columns.get(axe) or [None] * len(registre.depouillement)
        lines += _axe(axe, groupes([*registre.reponses.columns[axe], *tallied]), voix, seuil)
    return lines + _mois(seance, reponses.jours, voix, seuil, kept)


def _groupes(cut: Groupes, voix: Voix) -> list[ReponsesDuGroupe]:
    """The answers of each group, in the order of `cut`."""
    de, taille = cut.de[voix.lignes], len(cut.noms)
    masks = (voix.satisfaites, voix.exprimees, ~voix.illisibles, voix.illisibles)
    comptes = [effectifs(de[mask], taille, voix.poids[mask]) for mask in masks]
    return [
        ReponsesDuGroupe(nom, *numbers) for nom, *numbers in zip(cut.noms, *comptes, strict=True)
    ]


def _axe(axe: str, cut: Groupes, voix: Voix, seuil: int) -> list[Repartition]:
    """One breakdown; the groups under the threshold are merged, and when even their sum is too
    small nothing is printed (docs/rules/satisfaction.md#groups).
    """
    unnamed, *named = _groupes(cut, voix)
    groups = [group for group in named if group.repond]
    if not groups:
        return []
    if unnamed.repond:
        groups.insert(0, unnamed)
    printed = _reunis(groups, seuil)
    rates = [Repartition(TAUX_GLOBAL, axe, g.nom, g.mesure()) for g in printed]
    return [*rates, *_illisibles(axe, printed)]


def _reunis(groups: Sequence[ReponsesDuGroupe], seuil: int) -> list[ReponsesDuGroupe]:
    """The groups as they are printed, those under the threshold merged at the end; none when even
    their sum is under it.
    """
    small = [group for group in groups if group.petit(seuil)]
    if not small:
        return sorted(groups, key=_rang)
    # a group that she calls so herself joins them: none stands twice
    small += [g for g in groups if g not in small and _est_autres(g.nom)]
    others = _ensemble(small)
    if others.petit(seuil):
        return []
    kept = [group for group in groups if group not in small]
    return [*sorted(kept, key=_rang), others]


def _rang(group: ReponsesDuGroupe) -> tuple[bool, bool, int, str]:
    """The order of the groups: the largest first, « non renseigné » then « Autres » last."""
    last = _est_autres(group.nom), group.nom == NON_RENSEIGNE
    return *last, -group.exprimees, plier(group.nom)


def _ensemble(groups: Sequence[ReponsesDuGroupe]) -> ReponsesDuGroupe:
    return ReponsesDuGroupe(
        AUTRES,
        sum(g.satisfaites for g in groups),
        sum(g.exprimees for g in groups),
        sum(g.lues for g in groups),
        sum(g.illisibles for g in groups),
    )


def _illisibles(axe: str, groups: Iterable[ReponsesDuGroupe]) -> Iterator[Repartition]:
    """How many answers nobody can read, in the groups that have some."""
    some = [g for g in groups if g.illisibles]
    return (Repartition(ILLISIBLES_GLOBAL, axe, g.nom, nombre(g.illisibles)) for g in some)


def _est_autres(nom: str) -> bool:
    return plier(nom) == plier(AUTRES)


def _mois(seance: Seance, jours: Dates, voix: Voix, seuil: int, kept: Suivi) -> list[Repartition]:
    """Each month of the period, never merged: a small one shows its number without a rate
    (docs/rules/satisfaction.md#groups).
    """
    forms = voix.de(voix.lignes < len(jours))
    if not (forms.exprimees | forms.illisibles).any():
        return []
    cut = mois(jours, seance.comptee)
    groups = _groupes(cut, forms)
    lines = [Repartition(TAUX_GLOBAL, AXE_MOIS, g.nom, _taux_du_mois(g, seuil)) for g in groups]
    return [*taire(lines, kept.mois_tus(cut, seance.comptee)), *_illisibles(AXE_MOIS, groups)]


def _taux_du_mois(group: ReponsesDuGroupe, seuil: int) -> Mesure:
    seul = Mesure(None, None, group.exprimees, group.illisibles)
    if group.retenu:
        return retenue(seul, group.illisibles)
    return group.mesure() if group.exprimees >= max(seuil, 1) else seul
