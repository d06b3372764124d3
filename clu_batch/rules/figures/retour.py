"""Compute the return rate of each survey (docs/rules/satisfaction.md#return-rate)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import fold_singular
from clu_batch.rules.figures.dated_rows import is_during
from clu_batch.rules.figures.definitions import describe_retour
from clu_batch.rules.figures.mesures import compare, compute_taux
from clu_batch.rules.figures.reponses import Survey
from clu_batch.rules.model import Calcul, Enquete, Indicateur, Registre, Seance


def compute_retours(registre: Registre, seance: Seance, survey: Survey) -> Calcul:
    """Return the return rate of each survey that ends in the period.

    Its code is that of its row. A survey whose tallies overlap it has none: they add answers, not
    forms, and the rate would be false.
    """
    found: list[Indicateur] = []
    problems: list[Problem] = []
    for n, enquete in enumerate(registre.enquetes, start=1):
        handed_out, ends_here = enquete.distribues, seance.comptee.holds(enquete.au)
        if not handed_out or not ends_here or _has_tallies(enquete, registre, seance.a):
            continue
        received = len(_select_forms(enquete, survey.rows))
        if received > handed_out:  # a rate above 100 % would be false
            facts = {"recus": received, "distribues": handed_out}
            kind = counted_rows.RETOUR_IMPOSSIBLE
            problems.append(enquete.report(kind, "distribues", enquete.nom, **facts))
            continue
        rate = compute_taux(received, handed_out)
        found.append(compare(describe_retour(n, enquete), rate, None, enquete.periode))
    return Calcul(found, (), problems)


def _select_forms(enquete: Enquete, rows: pd.DataFrame) -> pd.DataFrame:
    """The forms of a survey, even those that nobody can read.

    They are dated from its Du to its Au, of its site and mode when it has them.
    """
    received = rows["formulaire"] & rows["recue"]
    own = rows[received & is_during(rows["date"], enquete.periode)]
    for field, wanted in _list_wanted(enquete):
        own = own[_is_same_group(own[field], wanted)]
    return own


def _has_tallies(enquete: Enquete, registre: Registre, a: dt.date) -> bool:
    """Whether tallied answers known at A may belong to the survey: same days, and no other site or
    mode; even those that cannot be counted tell of forms that are not in Réponses.
    """
    tallies = registre.depouillement.frame.dropna(subset=["question", "du", "au"])
    known = tallies["au"].between(pd.Timestamp(enquete.du), pd.Timestamp(a))
    near = tallies[known & (tallies["du"] <= pd.Timestamp(enquete.au))]
    for field, wanted in _list_wanted(enquete):
        near = near[near[field].isna() | _is_same_group(near[field], wanted)]
    return len(near) > 0


def _list_wanted(enquete: Enquete) -> Sequence[tuple[str, str]]:
    """The site and the mode of a survey, when it has them."""
    wanted = {"site": enquete.site, "mode_de_recueil": enquete.mode}
    return [(field, text) for field, text in wanted.items() if text]


def _is_same_group(cells: pd.Series, wanted: str) -> pd.Series:
    folded = fold_singular(wanted)
    same = [text for text in cells.dropna().unique() if fold_singular(text) == folded]
    return cells.isin(same)
