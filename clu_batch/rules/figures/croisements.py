"""Cross the answers: the distribution of each question, and the satisfaction of each group and
month (docs/rules/satisfaction.md#distribution).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

import pandas as pd

from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_singular, fold_text
from clu_batch.records.question import Compte, Modalite
from clu_batch.rules.figures.dated_rows import is_during
from clu_batch.rules.figures.definitions import (
    ILLISIBLES_GLOBAL,
    TAUX_GLOBAL,
    name_distribution,
)
from clu_batch.rules.figures.effectifs import Effectifs, Voix
from clu_batch.rules.figures.groups import NON_RENSEIGNE, list_mois
from clu_batch.rules.figures.mesures import build_nombre, compute_taux, withhold
from clu_batch.rules.figures.questions import list_options
from clu_batch.rules.figures.reponses import AXE_MOIS, AXES
from clu_batch.rules.figures.suivi import Suivi, hide_mois
from clu_batch.rules.model import Mesure, Periode, Question, Repartition

AXE_REPONSE = "Réponse"
AUTRES, SANS_REPONSE = "Autres", "sans réponse"
ILLISIBLES = "réponse illisible"


def compute_distribution(question: Question, effectifs: Effectifs) -> Iterator[Repartition]:
    """Give how many gave each answer to a question, in the order of the scale.

    Each share is over the answers expressed; for a list of choices, over the respondents. What is
    counted apart (sans opinion, non concerné, no answer at all, an unreadable answer) has lines of
    its own: the number stands in `numerateur`, without rate. Only the numbers are left when too
    many answers cannot be read, or when a list of choices has no option.
    """
    voix, code = effectifs.voix, name_distribution(question)
    base = voix.exprimees if question.has_taux else effectifs.repondants
    for option in list_options(question):
        n = effectifs.options[option.texte]
        if not n and option not in question.modalites and question.is_choix:
            continue
        rateless = voix.retenue or _has_no_share(question, option)
        mesure = Mesure(None, n) if rateless else compute_taux(n, base)
        yield Repartition(code, AXE_REPONSE, option.texte, mesure)
    yield Repartition(code, AXE_REPONSE, SANS_REPONSE, Mesure(None, effectifs.non_reponses))
    if voix.illisible:
        yield Repartition(code, AXE_REPONSE, ILLISIBLES, Mesure(None, voix.illisible))


def _has_no_share(question: Question, option: Modalite) -> bool:
    """Whether an answer is counted apart, or its share would have no base."""
    excluded = option.compte == Compte.EXCLU and question.has_taux
    return excluded or question.lacks_options


@frozen
class _Groupe:
    """What one group answered to the Question globale."""

    nom: str
    voix: Voix

    @property
    def repond(self) -> bool:
        """Whether the group says something: an answer expressed, or one that nobody can read."""
        return self.voix.exprimees + self.voix.illisible > 0

    @property
    def is_autres(self) -> bool:
        """Whether it bears the name under which the small groups are merged."""
        return fold_singular(self.nom) == fold_singular(AUTRES)

    def is_small(self, seuil: int) -> bool:
        """Tell whether the rate of the group would say too much about few persons
        (docs/rules/satisfaction.md#groups).
        """
        return 0 < self.voix.exprimees < seuil and not self.voix.retenue

    def is_merged(self, seuil: int) -> bool:
        """Tell whether it joins the others when small groups are merged: one that she calls so
        herself does too, for none stands twice.
        """
        return self.is_small(seuil) or self.is_autres


def break_down_globale(
    voices: pd.DataFrame, periode: Periode, seuil: int, kept: Suivi
) -> list[Repartition]:
    """Break the satisfaction of the Question globale down by site, canal, service, mode de recueil
    and month; `voices` are those of the survey.

    A column that is empty everywhere gives nothing. Tallies do not say their month.
    """
    groups = _count_groups(voices[is_during(voices["date"], periode)])
    lines: list[Repartition] = []
    for axe in AXES.values():
        printed = _merge_small_groups(groups.get(axe, []), seuil)
        lines += [Repartition(TAUX_GLOBAL, axe, g.nom, g.voix.compute_taux()) for g in printed]
        lines += _count_illisibles(axe, printed)
    return lines + _break_down_mois(groups.get(AXE_MOIS, []), periode, seuil, kept)


def _count_groups(voices: pd.DataFrame) -> dict[str, list[_Groupe]]:
    """The groups of each axis that answered something."""
    numbers = voices.groupby(["axe", "groupe", "compte"], observed=True)["nombre"].sum()
    by_compte = numbers.unstack("compte", fill_value=0)
    ordered = by_compte.reindex(columns=[field.name for field in fields(Voix)], fill_value=0)
    found: dict[str, list[_Groupe]] = {}
    for axe, rows in ordered.groupby(level="axe", observed=True):
        groups = [_Groupe(nom, Voix(*counts)) for (_, nom), *counts in rows.itertuples()]
        found[str(axe)] = [group for group in groups if group.repond]
    return found


def _merge_small_groups(groups: Sequence[_Groupe], seuil: int) -> list[_Groupe]:
    """The groups as they are printed, those under the threshold merged at the end; none when even
    their sum is under it (docs/rules/satisfaction.md#groups), or when none has a name.
    """
    if all(group.nom == NON_RENSEIGNE for group in groups):
        return []
    if not any(group.is_small(seuil) for group in groups):
        return sorted(groups, key=_rank_group)
    small = [group for group in groups if group.is_merged(seuil)]
    others = _merge(small)
    if others.is_small(seuil):
        return []
    kept = [group for group in groups if group not in small]
    return [*sorted(kept, key=_rank_group), others]


def _merge(groups: Sequence[_Groupe]) -> _Groupe:
    return _Groupe(AUTRES, sum((group.voix for group in groups), Voix()))


def _rank_group(group: _Groupe) -> tuple[bool, bool, int, str]:
    """The order of the groups: the largest first, « non renseigné » then « Autres » last."""
    last = group.is_autres, group.nom == NON_RENSEIGNE
    return *last, -group.voix.exprimees, fold_text(group.nom)


def _count_illisibles(axe: str, groups: Iterable[_Groupe]) -> Iterator[Repartition]:
    """How many answers nobody can read, in the groups that have some."""
    for group in groups:
        number = group.voix.illisible
        if number:
            yield Repartition(ILLISIBLES_GLOBAL, axe, group.nom, build_nombre(number))


def _break_down_mois(
    groups: Sequence[_Groupe], periode: Periode, seuil: int, kept: Suivi
) -> list[Repartition]:
    """Each month of the period, never merged: a small one shows its number without a rate
    (docs/rules/satisfaction.md#groups).
    """
    if not groups:
        return []
    by_name = {group.nom: group for group in groups}
    every = [by_name.get(nom, _Groupe(nom, Voix())) for nom in list_mois(periode)]
    lines = [
        Repartition(TAUX_GLOBAL, AXE_MOIS, g.nom, _compute_month_taux(g.voix, seuil))
        for g in every
    ]
    hidden = kept.list_hidden_mois(periode)
    return [*hide_mois(lines, hidden), *_count_illisibles(AXE_MOIS, every)]


def _compute_month_taux(voix: Voix, seuil: int) -> Mesure:
    seul = Mesure(None, None, voix.exprimees, voix.illisible)
    if voix.retenue:
        return withhold(seul, voix.illisible)
    if voix.exprimees >= max(seuil, 1):
        return voix.compute_taux()
    return seul
