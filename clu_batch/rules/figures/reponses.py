"""Read the answers of the surveys, those of the forms and those of the tallies, and count them day
by day (docs/rules/satisfaction.md#forms).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.records.question import Compte, Echelle
from clu_batch.rules.figures.close_values import check_close_values
from clu_batch.rules.figures.dated_rows import find_first_date, is_during
from clu_batch.rules.figures.definitions import DEPOUILLEES, ENTIEREMENT_ILLISIBLES, REPONSES
from clu_batch.rules.figures.effectifs import ILLISIBLE, Effectifs, Voix
from clu_batch.rules.figures.groups import name_groups
from clu_batch.rules.figures.mesures import Fiche
from clu_batch.rules.figures.questions import (
    find_globale,
    has_no_effect,
    list_options,
    read_answers,
)
from clu_batch.rules.model import Periode, Question, Recueil, Registre

AXES: Mapping[str, str] = {
    "site": "Site",
    "canal": "Canal",
    "service": "Service",
    "mode_de_recueil": "Mode de recueil",
}
"""The columns by which the satisfaction is broken down, by field."""
AXE_MOIS = "Mois"
_FACTS = ["date", *AXES, "extrait_a_publier", "nombre", "question"]

VOLUMES = (REPONSES, ENTIEREMENT_ILLISIBLES, DEPOUILLEES)
"""The figures that count forms, or answers whatever their question."""


class _Flag(enum.Enum):
    """What is counted beside the options of a question: no code of one is a member."""

    REPONDANT = "répondant"
    NON_REPONSE = "non-réponse"
    ILLISIBLE = "illisible"
    VOLUME = "volume"


@frozen
class Counted:
    """What is dated in a period: the answers by code of question, the number of each of
    `VOLUMES`.
    """

    effectifs: Mapping[str, Effectifs]
    volumes: Mapping[Fiche, int]


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """Every answer of the workbooks, whatever its date: one reading serves several meetings.

    `questions`: those that are counted, all but the free texts. `rows`: a form or a tally a row,
    its `date` (the end of a tally), its fields of `AXES`, its `extrait`, `nombre` (how many answers
    it stands for), the `question` of a tally, `formulaire` (False: a tally), `lue` (it holds an
    answer that can be read), `recue` (or one that nobody can read). `daily`: what is counted, a row
    per day, a column per (question, option), or per flag. `voices`: how many answers to the
    Question globale, by `date`, `axe`, `groupe` and `compte`. `proches`: the values of `AXES` that
    look like one typed twice.
    """

    questions: Sequence[Question]
    rows: pd.DataFrame
    daily: pd.DataFrame
    voices: pd.DataFrame
    proches: Sequence[Problem] = ()

    @property
    def first_date(self) -> dt.date | None:
        """The day of the first form, readable or not, or of the end of the first tally."""
        return find_first_date(self.rows.loc[self.rows["recue"], "date"])

    def count(self, periode: Periode) -> Counted:
        """Return what is dated in a period.

        A tally counts wholly when its end is in the period (docs/rules/satisfaction.md#tallies).
        """
        days = self.daily.loc[pd.Timestamp(periode.du) : pd.Timestamp(periode.au)]
        numbers: dict[Any, int] = days.sum().to_dict()
        effectifs = {q.code: _gather_effectifs(q, numbers) for q in self.questions}
        volumes = {fiche: numbers[_Flag.VOLUME, fiche.code] for fiche in VOLUMES}
        return Counted(effectifs, volumes)

    def list_extraits(self, periode: Periode) -> list[str]:
        """Return the texts to publish of a period, each once, in the order of the rows.

        They are the only free texts ever printed.
        """
        dated = is_during(self.rows["date"], periode)
        texts: list[str] = self.rows.loc[dated, "extrait_a_publier"].dropna().unique().tolist()
        return texts

    def list_sources(self, periode: Periode) -> Recueil:
        """Return where the answers of a period that can be read come from."""
        rows = self.rows[is_during(self.rows["date"], periode) & self.rows["lue"]]
        forms, tallies = rows[rows["formulaire"]], rows[~rows["formulaire"]]
        modes = name_groups(forms["mode_de_recueil"]).astype(object).value_counts()
        questions = tallies.groupby("question", sort=False)["nombre"].sum()
        return Recueil(
            {str(mode): int(n) for mode, n in modes.items()},
            {str(q): n for q, n in questions.items()},
        )


def _gather_effectifs(question: Question, numbers: Mapping[Any, int]) -> Effectifs:
    """The answers to a question, from all that was counted."""
    code = question.code
    options: dict[str, int] = {}
    comptes = dict.fromkeys(map(str, Compte), 0)
    for option in list_options(question):
        options[option.texte] = numbers[code, option.texte]
        comptes[option.compte] += numbers[code, option.texte]
    voix = Voix(**comptes, illisible=numbers[_Flag.ILLISIBLE, code])
    repondants, non_reponses = numbers[_Flag.REPONDANT, code], numbers[_Flag.NON_REPONSE, code]
    return Effectifs(options, voix, repondants, non_reponses)


def read_survey(registre: Registre) -> Survey:
    """Return the answers of the workbooks, whatever their date."""
    questions = [q for q in registre.questions if q.echelle != Echelle.TEXTE]
    codes = [question.code for question in questions]
    forms = registre.reponses.frame
    tallies = _list_tallies(registre.depouillement.frame, questions)
    tallied = tallies.pivot(columns="question", values="reponse")
    rows = _stack(forms.assign(nombre=1), tallies, _FACTS)
    rows = rows.astype({"date": "datetime64[s]", "nombre": "int64"})
    rows["jour"] = rows["date"].astype("category")
    rows["formulaire"] = rows.index < len(forms)
    cells = _stack(forms, tallied, codes)
    answers = {q.code: _read_column(q, cells[q.code]) for q in questions}
    read = {code: rows.index.isin(answers[code].index) for code in codes}
    known = pd.DataFrame(read, rows.index)
    unread = _find_unread(questions, cells, known)
    rows["lue"] = known.any(axis="columns")
    rows["recue"] = rows["lue"] | unread.any(axis="columns")
    asked = _list_asked(registre.reponses, forms, codes).reindex(rows.index, fill_value=False)
    blank = (asked & ~known & ~unread).mul(rows["lue"], axis="index")
    blank |= _list_silent(tallies, codes, rows.index)
    flags = {_Flag.REPONDANT: known, _Flag.NON_REPONSE: blank, _Flag.ILLISIBLE: unread}
    flags[_Flag.VOLUME] = _list_volumes(rows)
    daily = _count_days(rows, answers, flags)
    globale = find_globale(questions)
    voices = _count_voices(rows, globale, answers, unread) if globale else pd.DataFrame()
    proches: list[Problem] = []
    if globale or registre.indicateurs_locaux:
        proches += _check_axes([registre.reponses, registre.depouillement])
    return Survey(questions, rows, daily, voices, proches)


def _check_axes(tables: Sequence[CheckedSheet]) -> Iterator[Problem]:
    """Report what is close in the lists of the answers; the tallies do not have all of them."""
    for field in AXES:
        having = [table for table in tables if field in table.frame]
        for same in check_close_values(having, field):
            yield from same


def _find_unread(
    questions: Sequence[Question], cells: pd.DataFrame, known: pd.DataFrame
) -> pd.DataFrame:
    """Return where something is typed that nobody can read, for the questions that give a rate."""
    scaled = [question.code for question in questions if question.has_taux]
    unread = cells[scaled].notna() & ~known[scaled]
    return unread.reindex(columns=known.columns, fill_value=False)


def _stack(forms: pd.DataFrame, tallies: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return some columns of the forms, then of the tallies, empty where they do not have them."""
    parts = [forms.reindex(columns=columns), tallies.reindex(columns=columns)]
    return pd.concat(parts, ignore_index=True)


def _list_tallies(tallies: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    """Return the usable rows of `Dépouillement`; their `date` is the last day, and those of a mark
    of no answer have no `reponse`.
    """
    codes = [question.code for question in questions if not has_no_effect(question)]
    whole = tallies.dropna(subset=["question", "nombre", "du", "au"])
    usable = whole[whole["question"].isin(codes)].reset_index(drop=True)
    return usable.assign(date=usable["au"])


def _read_column(question: Question, cells: pd.Series) -> pd.Series:
    """Return the options that the cells of a question hold, by row: as many times as there are
    boxes ticked, none when nobody can read it.
    """
    texts = pd.CategoricalDtype([option.texte for option in list_options(question)])
    read = read_answers(question, cells.dropna().unique().tolist())
    options = pd.Series(read, dtype=object).explode().dropna().astype(texts)
    if options.index.is_unique:
        found = cells.map(options)
    else:
        found = cells.to_frame("cell").join(options.to_frame("option"), on="cell")["option"]
    return found.astype(texts).dropna()


def _list_asked(table: CheckedSheet, forms: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return which questions are asked on each row of `Réponses`: its sheet has their column."""
    sheets = {
        (origin.workbook, origin.sheet): {code: code in origin.letters for code in codes}
        for origin in table.origins
    }
    asked = pd.DataFrame.from_dict(sheets, orient="index", columns=codes)
    of_rows: pd.DataFrame = asked.reindex(forms.droplevel("ligne").index)
    return of_rows.reset_index(drop=True)


def _list_silent(tallies: pd.DataFrame, codes: list[str], index: pd.Index[int]) -> pd.DataFrame:
    """Return the question whose non-answers a row counts: the tallies end the rows of `index`."""
    silent = tallies["question"].where(tallies["reponse"].isna())
    of_rows = silent.set_axis(index[len(index) - len(tallies) :]).reindex(index)
    return pd.DataFrame({code: of_rows == code for code in codes}, index)


def _list_volumes(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what each row adds to: a column per figure of `Survey.count_volumes`."""
    forms = rows["formulaire"]
    return pd.DataFrame(
        {
            REPONSES.code: forms & rows["lue"],
            ENTIEREMENT_ILLISIBLES.code: forms & rows["recue"] & ~rows["lue"],
            DEPOUILLEES.code: ~forms & rows["lue"],
        }
    )


def _count_days(
    rows: pd.DataFrame, answers: Mapping[str, pd.Series], flags: Mapping[_Flag, pd.DataFrame]
) -> pd.DataFrame:
    """Return `Survey.daily`: the answers of each option, and the rows where each flag is up."""
    daily: dict[str | _Flag, pd.DataFrame] = {}
    for code, options in answers.items():
        daily[code] = _sum_days(rows.loc[options.index], pd.get_dummies(options))
    for flag, flagged in flags.items():
        daily[flag] = _sum_days(rows, flagged)
    return pd.concat(daily, axis="columns").set_axis(rows["jour"].cat.categories)


def _sum_days(rows: pd.DataFrame, flags: pd.DataFrame) -> pd.DataFrame:
    """Return how many answers the rows where a flag is up stand for, a row per day."""
    weighed = flags.mul(rows["nombre"], axis="index")
    daily: pd.DataFrame = weighed.groupby(rows["jour"], observed=False).sum()
    return daily


def _count_voices(
    rows: pd.DataFrame,
    globale: Question,
    answers: Mapping[str, pd.Series],
    unread: pd.DataFrame,
) -> pd.DataFrame:
    """Return how many answers to the Question globale count as each `compte`, by `date`, by `axe`
    and by `groupe`.

    A month is that of the forms: the tallies do not say theirs.
    """
    comptes = {option.texte: option.compte for option in list_options(globale)}
    known = answers[globale.code].map(comptes).astype(object)
    compte = known.reindex(rows.index).mask(unread[globale.code], ILLISIBLE)
    voices = rows.assign(compte=compte).dropna(subset="compte")
    parts = []
    for field, axe in AXES.items():
        groups = name_groups(rows[field])
        parts.append(_sum_groups(voices.assign(groupe=groups), axe))
    mois = voices.assign(groupe=voices["jour"].map(french.format_month))
    parts.append(_sum_groups(mois[mois["formulaire"]], AXE_MOIS))
    return pd.concat(parts, ignore_index=True)


def _sum_groups(voices: pd.DataFrame, axe: str) -> pd.DataFrame:
    by = ["date", "groupe", "compte"]
    summed = voices.groupby(by, observed=True, as_index=False)["nombre"].sum()
    named: pd.DataFrame = summed.assign(axe=axe)
    return named
