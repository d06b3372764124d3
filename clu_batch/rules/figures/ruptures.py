"""Find where the series of a figure breaks: which rule each past figure follows
(docs/rules/history.md#changed-rule).

The figures that the workbooks give again all follow the rule in force: a changed setting changes
all of them, and breaks nothing. Those of the sheet `Historique` were counted by the rule of their
day. Their column Règle says which. Without it, the same data are counted again: a figure that they
no longer give follows another rule, one that they give again follows the present one. Of any other
figure nothing is known.

The frames hold past figures: the columns of `historique.RESULTAT`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from clu_batch.parse import fold_text
from clu_batch.records.engagements import Donnees
from clu_batch.rules.figures.dated_rows import find_first_date
from clu_batch.rules.figures.definitions import (
    DEPOUILLEES,
    EXCLUS,
    PAR_QUESTION,
    REPONSES,
    TAUX,
    TAUX_GLOBAL,
    name_theme,
)
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.figures.reclamations_fiches import (
    DELAI_MEDIAN,
    RECUES,
    SELON_LE_DELAI,
    TEMOINS,
)
from clu_batch.rules.model import Question, Registre

AUTRE = "règle modifiée depuis"
"""What the column Règle says of a figure that does not follow the rule in force, after the rule of
its day when it is known.
"""
_AUTRE = re.compile(rf"[\s;]*{AUTRE}\s*$", re.IGNORECASE)


def read_regle(cellule: object) -> str:
    """Return the rule that a cell of the sheet tells: its words, or "" for none.

    `AUTRE` stands for a rule that is only known not to be in force.
    """
    texte = cellule.strip() if isinstance(cellule, str) else ""
    return _AUTRE.sub("", texte) or (AUTRE if texte else "")


def write_regle(regle: str, en_vigueur: str) -> str:
    """Return the words of the column Règle: the rule, and whether it was modified since."""
    if regle in {"", AUTRE} or not en_vigueur or _is_same_regle(regle, en_vigueur):
        return regle
    return f"{regle} ; {AUTRE}"


def is_different(avant: str, apres: str, en_vigueur: str) -> bool:
    """Tell whether two figures are known to follow two rules; an unknown rule breaks nothing."""
    if not avant or not apres or _is_same_regle(avant, apres):
        return False
    if AUTRE in {avant, apres}:
        return _is_same_regle(apres if avant == AUTRE else avant, en_vigueur)
    return True


def _is_same_regle(regle: str, autre: str) -> bool:
    return fold_text(regle) == fold_text(autre)


def map_regles(calcules: pd.DataFrame) -> Mapping[str, str]:
    """Return the rule in force of each figure, by code."""
    return dict(zip(calcules["code"], calcules["regle"], strict=True))


# -- the breaks of a series ------------------------------------------------------------------------


def mark_breaks(
    series: pd.DataFrame, questions: Sequence[Question], en_vigueur: Mapping[str, str]
) -> pd.DataFrame:
    """Return the same figures, in the order of time, each with what its rule is and whether it
    compares with the one before.

    A rule changed from a meeting to the next when it is told, when the words, the unit, the unit of
    the délai are not the same, or when the question was put in its present form since.
    """
    codes = series["code"]
    before = series.groupby("code", sort=False)[["reunion", "periode_du", "unite"]].shift()
    posees = codes.map({code: _find_posee(code, questions) for code in codes.unique()})
    broken = (
        series["regle_modifiee"].astype(bool)
        | _find_changed_regles(series, en_vigueur)
        | (before["unite"].notna() & (before["unite"] != series["unite"]))
        | _find_changed_decompte(series, before["reunion"])
        | (pd.to_datetime(posees) > pd.to_datetime(before["periode_du"]))
    )
    written = [
        write_regle(regle, en_vigueur.get(code, ""))
        for code, regle in zip(codes, series["regle"], strict=True)
    ]
    return series.assign(
        regle_modifiee=broken.astype(object),
        regle=pd.Series(written, index=series.index, dtype=object),
    )


def _find_changed_regles(
    series: pd.DataFrame, en_vigueur: Mapping[str, str]
) -> pd.Series[bool]:
    """Which figures follow another rule than the last one known."""
    codes = series["code"]
    known = series["regle"].where(series["regle"] != "").groupby(codes).ffill()
    before = known.groupby(codes).shift().fillna("")
    rows = zip(before, series["regle"], codes, strict=True)
    changed = [
        is_different(avant, regle, en_vigueur.get(code, "")) for avant, regle, code in rows
    ]
    return pd.Series(changed, index=series.index, dtype=bool)


def _find_changed_decompte(series: pd.DataFrame, before: pd.Series[Any]) -> pd.Series[bool]:
    """Which figures change with the délai, whose days were not counted alike at the meeting
    `before`.
    """
    # the unit of the median tells how the délai de réponse was counted
    delais = series[series["code"] == DELAI_MEDIAN]
    unites = dict(zip(delais["reunion"], delais["unite"], strict=True))
    avant, apres = before.map(unites.get), series["reunion"].map(unites.get)
    known = avant.notna() & apres.notna()
    return series["code"].isin(SELON_LE_DELAI) & known & (avant != apres)


def _find_posee(code: str, questions: Sequence[Question]) -> dt.date | None:
    """Since when the questions that a figure is about are put in their present form."""
    posees = [q.posee_depuis for q in questions if q.posee_depuis and _is_about(q, code)]
    return max(posees, default=None)


def _is_about(question: Question, code: str) -> bool:
    if question.globale and code == TAUX_GLOBAL:
        return True
    if question.theme and fold_text(code) == fold_text(name_theme(question.theme)):
        return not question.globale
    return code in {figure.of(question) for figure in PAR_QUESTION}


# -- the same data counted again -------------------------------------------------------------------

_TEMOINS: Mapping[Donnees, Sequence[str]] = {
    Donnees.RECLAMATIONS: (RECUES, *TEMOINS),
    Donnees.REPONSES: (REPONSES.code, DEPOUILLEES.code),
}
"""The figures that no délai, no scale and no target bends: while they are the same, so are the
data. The first one is the count that tells whether the data of a meeting are still there.
"""


def find_regles(
    registre: Registre, donnes: pd.DataFrame, calcules: pd.DataFrame
) -> pd.Series[Any]:
    """Return the rule of each figure of the sheet: the one it tells, else what counting again
    shows.
    """
    if not len(donnes):
        return donnes["regle"]
    both = _join(donnes, calcules)
    en_vigueur = donnes["code"].map(map_regles(calcules).get)
    silent = donnes["regle"].isin(["", AUTRE]) & en_vigueur.notna() & (en_vigueur != "")
    judged = silent & both["comparable"] & _find_same_data(registre, both, calcules)
    shown = en_vigueur.where(both["same"], AUTRE)
    return donnes["regle"].where(~judged, shown)


def _join(donnes: pd.DataFrame, calcules: pd.DataFrame) -> pd.DataFrame:
    """The figures of the sheet, each beside the one that the workbooks give today for the same
    meeting (`…_calcule`).

    `comparable`: both were measured, in one unit, over one period at one date; a row may leave the
    period and the date out. `same`: they are one figure, as exactly as the cells of the sheet say
    it.
    """
    both = donnes.merge(calcules, "left", on=["reunion", "code"], suffixes=("", "_calcule"))
    both = both.set_axis(donnes.index)
    seul_jour = (both["periode_du"] == both["reunion"]) & (
        both["periode_au"] == both["reunion"]
    )
    periode = both["periode_du"] == both["periode_du_calcule"]
    periode &= both["periode_au"] == both["periode_au_calcule"]
    comparable = (
        (both["unite"] == both["unite_calcule"])
        & (periode | seul_jour)
        & (
            (both["arrete_au"] == both["arrete_au_calcule"])
            | (both["arrete_au"] == both["reunion"])
        )
        & both["valeur"].notna()
        & both["valeur_calcule"].notna()
    )
    same = [_is_same_value(row) for row in both.itertuples()]
    return both.assign(comparable=comparable, same=same)


def _is_same_value(row: Any) -> bool:
    base = (row.numerateur, row.denominateur)
    calculee = (row.numerateur_calcule, row.denominateur_calcule)
    if not pd.isna([*base, *calculee]).any():
        return base == calculee
    valeur, autre = row.valeur, row.valeur_calcule
    if isinstance(valeur, Fraction) and isinstance(autre, Fraction):
        montree = Fraction(1, 2000) if row.unite == POURCENT else Fraction(1, 20)
        return abs(valeur - autre) <= montree
    return bool(valeur == autre)


def _find_same_data(
    registre: Registre, both: pd.DataFrame, calcules: pd.DataFrame
) -> pd.Series[bool]:
    """Which figures of the sheet the workbooks still hold the data of."""
    same = pd.Series(False, index=both.index)
    unchanged = ~_find_changed_answers(both, registre.questions)
    begins = {
        Donnees.RECLAMATIONS: find_first_date(registre.reclamations.frame["recue_le"]),
        Donnees.REPONSES: find_first_date(registre.reponses.frame["date"]),
    }
    for donnees, codes in _TEMOINS.items():
        compte = codes[0]
        counted, temoins = both[both["code"] == compte], both[both["code"].isin(codes)]
        wrong = temoins.loc[temoins["comparable"] & ~temoins["same"], "reunion"]
        kept = counted.loc[counted["comparable"] & ~counted["reunion"].isin(wrong), "reunion"]
        old = _find_old_enough(calcules[calcules["code"] == compte], begins[donnees])
        old = old[~old.isin(counted["reunion"])]
        meetings = both["reunion"].isin(old) | (both["reunion"].isin(kept) & unchanged)
        same |= (both["donnees_calcule"] == donnees) & meetings
    return same


def _find_old_enough(comptes: pd.DataFrame, first: dt.date | None) -> pd.Series[Any]:
    """The meetings before whose period a sheet of data begins: nothing of it was put away, as far
    as one can tell.
    """
    if first is None:
        return comptes["reunion"].head(0)
    return comptes.loc[comptes["periode_du"] >= first, "reunion"]


def _find_changed_answers(both: pd.DataFrame, questions: Sequence[Question]) -> pd.Series[bool]:
    """Which figures are about a question that did not receive as many answers, whatever they count
    as.
    """
    about: dict[str, str] = {}
    for question in questions:
        about |= {figure.of(question): question.code for figure in PAR_QUESTION}
    of_question = both["code"].map(about.get)
    rates = both["code"].isin([TAUX.of(question) for question in questions])
    apart = both["code"].isin([EXCLUS.of(question) for question in questions])

    def count(suffix: str) -> pd.Series[float]:
        """The answers to the question of each row, NaN when nothing tells."""
        counts = both["denominateur" + suffix].where(
            rates, both["valeur" + suffix].where(apart)
        )
        by_question = counts.astype(float).groupby([both["reunion"], of_question])
        return by_question.transform("sum", min_count=2)

    avant, apres = count(""), count("_calcule")
    return avant.notna() & apres.notna() & (avant != apres)
