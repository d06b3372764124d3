"""Cross the answers: the distribution of each question, and the satisfaction of each group and
month (docs/rules/satisfaction.md#distribution).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clu_batch.parse import fold_text
from clu_batch.rules.figures.long_columns import (
    NON_RENSEIGNE,
    Groupes,
    Masque,
    count_codes,
    group_by_mois,
    group_values,
    select_within,
)
from clu_batch.rules.figures.mesures import (
    add_illisibles,
    build_nombre,
    compute_taux,
    has_too_many_illisibles,
    withhold,
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
    has_taux,
    list_options,
    select_depouillees,
)
from clu_batch.rules.figures.suivi import Suivi, hide_mois
from clu_batch.rules.jours import Dates, Nombres
from clu_batch.rules.model import Mesure, Question, Registre, Repartition, Seance

AXES = ("Site", "Canal", "Service", "Mode de recueil")
AXE_REPONSE, AXE_MOIS = "Réponse", "Mois"
AUTRES, SANS_REPONSE = "Autres", "sans réponse"
ILLISIBLES = "réponse illisible"
TAUX_GLOBAL = "satisfaction.taux.global"
ILLISIBLES_GLOBAL = "satisfaction.illisibles.global"


def name_distribution(question: Question) -> str:
    """Return the code under which the distribution of a question is filed.

    It is the code of its rate; a list of choices, which has no rate, has a code of its own.
    """
    return f"satisfaction.{'taux' if has_taux(question) else 'choix'}.{question.code}"


def compute_distribution(question: Question, compte: Compte) -> list[Repartition]:
    """Return how many gave each answer to a question, in the order of the scale.

    Each share is over the answers expressed; for a list of choices, over the respondents. What is
    counted apart (sans opinion, non concerné, no answer at all, an unreadable answer) has lines of
    its own: the number stands in `numerateur`, without rate. When too many answers cannot be read,
    only the numbers are left.
    """
    code = name_distribution(question)
    base = compte.exprimees if has_taux(question) else compte.repondants
    lines = []
    for option, n in zip(compte.options, compte.effectifs, strict=True):
        apart = compte.retenue or (option.compte == EXCLU and has_taux(question))
        if n or has_taux(question) or option in question.modalites:
            mesure = Mesure(None, n) if apart else compute_taux(n, base)
            lines.append(Repartition(code, AXE_REPONSE, option.texte, mesure))
    lines.append(Repartition(code, AXE_REPONSE, SANS_REPONSE, Mesure(None, compte.non_reponses)))
    if compte.illisibles:
        lines.append(Repartition(code, AXE_REPONSE, ILLISIBLES, Mesure(None, compte.illisibles)))
    return lines


@dataclass(frozen=True, slots=True)
class Voix:
    """The answers to the Question globale in the period: those of the forms, then those of the
    tallies.

    An empty cell is no answer. `lignes` holds the row of `Réponses`, or, beyond its length, the row
    of `Dépouillement`. `poids` says how many answers an element stands for. The other fields say
    what they count as.
    """

    lignes: Nombres
    poids: Nombres
    satisfaites: Masque
    exprimees: Masque
    illisibles: Masque

    def select(self, gardees: Masque) -> Voix:
        """Return the answers of some of the lines."""
        return Voix(
            self.lignes[gardees],
            self.poids[gardees],
            self.satisfaites[gardees],
            self.exprimees[gardees],
            self.illisibles[gardees],
        )


@dataclass(frozen=True, slots=True)
class ReponsesDuGroupe:
    """What one group answered; `lues` counts the answers that could be read, expressed or not."""

    nom: str
    satisfaites: int
    exprimees: int
    lues: int
    illisibles: int

    @property
    def retenu(self) -> bool:
        """Whether so many of its answers are unreadable that no rate can be told."""
        return has_too_many_illisibles(self.illisibles, self.lues)

    @property
    def repond(self) -> bool:
        """Whether the group says something: an answer expressed, or one that nobody can read."""
        return self.exprimees + self.illisibles > 0

    def is_small(self, seuil: int) -> bool:
        """Tell whether the rate of the group would say too much about few persons
        (docs/rules/satisfaction.md#groups).
        """
        return 0 < self.exprimees < seuil and not self.retenu

    def compute_mesure(self) -> Mesure:
        """Return the rate of the group, with the number of its unreadable answers."""
        bornes = self.satisfaites, self.satisfaites + self.illisibles
        rate = compute_taux(self.satisfaites, self.exprimees)
        return add_illisibles(rate, self.illisibles, self.lues, bornes)


def _read_voix(registre: Registre, seance: Seance, reponses: Reponses, question: Question) -> Voix:
    # the last two answer to RANG_ILLISIBLE and RANG_VIDE
    comptes = np.array([*(option.compte for option in list_options(question)), "", ""])
    rows = np.flatnonzero(select_within(reponses.jours, seance.comptee))
    choisis = reponses.choix.get(question.code)
    rangs = np.full(len(rows), RANG_VIDE) if choisis is None else choisis[rows]
    rows, rangs = rows[rangs != RANG_VIDE], rangs[rangs != RANG_VIDE]
    tallies = select_depouillees(reponses, question, seance.comptee)
    indices = [len(registre.reponses) + t.index for t in tallies]
    lignes = np.array([*rows, *indices], dtype=np.int64)
    nombres = [t.nombre for t in tallies]
    poids = np.array([*np.ones(len(rows), dtype=np.int64), *nombres], dtype=np.int64)
    rangs = np.array([*rangs, *(t.option for t in tallies)], dtype=np.int64)
    satisfaite = comptes == SATISFAIT
    exprimee = np.isin(comptes, [SATISFAIT, NEUTRE, INSATISFAIT])
    return Voix(lignes, poids, satisfaite[rangs], exprimee[rangs], rangs == RANG_ILLISIBLE)


def break_down_globale(
    registre: Registre,
    seance: Seance,
    reponses: Reponses,
    question: Question,
    kept: Suivi,
) -> list[Repartition]:
    """Break the satisfaction of the Question globale down by site, canal, service, mode de recueil
    and month.

    A column that is empty everywhere gives nothing. Tallies are left out of the breakdowns by canal
    and by month, which they do not say.
    """
    voix = _read_voix(registre, seance, reponses, question)
    seuil = registre.parametres.seuil_regroupement
    lines: list[Repartition] = []
    for axe in AXES:
        tallied = registre.depouillement.columns.get(axe) or [None] * len(registre.depouillement)
        lines += _break_down_axe(
            axe, group_values([*registre.reponses.columns[axe], *tallied]), voix, seuil
        )
    return lines + _break_down_mois(seance, reponses.jours, voix, seuil, kept)


def _count_groups(cut: Groupes, voix: Voix) -> list[ReponsesDuGroupe]:
    """The answers of each group, in the order of `cut`."""
    de, taille = cut.de[voix.lignes], len(cut.noms)
    masks = (voix.satisfaites, voix.exprimees, ~voix.illisibles, voix.illisibles)
    comptes = [count_codes(de[mask], taille, voix.poids[mask]) for mask in masks]
    return [
        ReponsesDuGroupe(nom, *numbers) for nom, *numbers in zip(cut.noms, *comptes, strict=True)
    ]


def _break_down_axe(axe: str, cut: Groupes, voix: Voix, seuil: int) -> list[Repartition]:
    """One breakdown; the groups under the threshold are merged, and when even their sum is too
    small nothing is printed (docs/rules/satisfaction.md#groups).
    """
    unnamed, *named = _count_groups(cut, voix)
    groups = [group for group in named if group.repond]
    if not groups:
        return []
    if unnamed.repond:
        groups.insert(0, unnamed)
    printed = _merge_small_groups(groups, seuil)
    rates = [Repartition(TAUX_GLOBAL, axe, g.nom, g.compute_mesure()) for g in printed]
    return [*rates, *_count_illisibles(axe, printed)]


def _merge_small_groups(groups: Sequence[ReponsesDuGroupe], seuil: int) -> list[ReponsesDuGroupe]:
    """The groups as they are printed, those under the threshold merged at the end; none when even
    their sum is under it.
    """
    small = [group for group in groups if group.is_small(seuil)]
    if not small:
        return sorted(groups, key=_rank_group)
    # a group that she calls so herself joins them: none stands twice
    small += [g for g in groups if g not in small and _is_autres(g.nom)]
    others = _merge_groups(small)
    if others.is_small(seuil):
        return []
    kept = [group for group in groups if group not in small]
    return [*sorted(kept, key=_rank_group), others]


def _rank_group(group: ReponsesDuGroupe) -> tuple[bool, bool, int, str]:
    """The order of the groups: the largest first, « non renseigné » then « Autres » last."""
    last = _is_autres(group.nom), group.nom == NON_RENSEIGNE
    return *last, -group.exprimees, fold_text(group.nom)


def _merge_groups(groups: Sequence[ReponsesDuGroupe]) -> ReponsesDuGroupe:
    return ReponsesDuGroupe(
        AUTRES,
        sum(g.satisfaites for g in groups),
        sum(g.exprimees for g in groups),
        sum(g.lues for g in groups),
        sum(g.illisibles for g in groups),
    )


def _count_illisibles(axe: str, groups: Iterable[ReponsesDuGroupe]) -> Iterator[Repartition]:
    """How many answers nobody can read, in the groups that have some."""
    some = [g for g in groups if g.illisibles]
    return (Repartition(ILLISIBLES_GLOBAL, axe, g.nom, build_nombre(g.illisibles)) for g in some)


def _is_autres(nom: str) -> bool:
    return fold_text(nom) == fold_text(AUTRES)


def _break_down_mois(
    seance: Seance, jours: Dates, voix: Voix, seuil: int, kept: Suivi
) -> list[Repartition]:
    """Each month of the period, never merged: a small one shows its number without a rate
    (docs/rules/satisfaction.md#groups).
    """
    forms = voix.select(voix.lignes < len(jours))
    if not (forms.exprimees | forms.illisibles).any():
        return []
    cut = group_by_mois(jours, seance.comptee)
    groups = _count_groups(cut, forms)
    lines = [
        Repartition(TAUX_GLOBAL, AXE_MOIS, g.nom, _compute_month_taux(g, seuil)) for g in groups
    ]
    return [
        *hide_mois(lines, kept.list_hidden_mois(seance.comptee)),
        *_count_illisibles(AXE_MOIS, groups),
    ]


def _compute_month_taux(group: ReponsesDuGroupe, seuil: int) -> Mesure:
    seul = Mesure(None, None, group.exprimees, group.illisibles)
    if group.retenu:
        return withhold(seul, group.illisibles)
    return group.compute_mesure() if group.exprimees >= max(seuil, 1) else seul
