"""Compute the figures of the surveys: forms, rates, soldes, notes, themes, distributions, return
rates (docs/rules/satisfaction.md#rates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.records.satisfaction import Echelle
from clu_batch.rules.figures.croisements import break_down_globale, compute_distribution
from clu_batch.rules.figures.dated_rows import (
    check_early_dates,
    check_future_dates,
    clip_periode,
)
from clu_batch.rules.figures.definitions import (
    DEPOUILLEES,
    ENTIEREMENT_ILLISIBLES,
    EXCLUS,
    ILLISIBLES,
    MOYENNE,
    NON_REPONSES,
    REPONSES,
    SOLDE,
    TAUX,
    TAUX_GLOBAL,
    QuestionFigure,
    describe_theme,
)
from clu_batch.rules.figures.effectifs import Effectifs, Voix
from clu_batch.rules.figures.mesures import (
    NOMBRE,
    build_nombre,
    compare,
    compute_interval,
    judge_evolution,
    judge_mesure,
    withhold,
)
from clu_batch.rules.figures.questions import find_globale, group_themes, has_no_effect
from clu_batch.rules.figures.reponses import Counted, Survey, read_survey
from clu_batch.rules.figures.retour import compute_retours
from clu_batch.rules.figures.suivi import Suivi, build_suivi
from clu_batch.rules.model import (
    Calcul,
    Evolution,
    Indicateur,
    Mesure,
    Parametres,
    Question,
    Registre,
    Repartition,
    Seance,
    Sens,
)


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """A question with its answers over the period and over the comparison period.

    `avant` is None when the question has changed since: nothing compares. `avant_suivi` is the same
    for what is a number and not a rate; it is None too when the surveys had not begun.
    """

    question: Question
    now: Effectifs
    avant: Effectifs | None
    avant_suivi: Effectifs | None

    def measure_before(self, figure: QuestionFigure) -> Mesure | None:
        """Return the measure of the comparison period, when there is one."""
        avant = self.avant_suivi if figure.unite == NOMBRE else self.avant
        return None if avant is None else figure.measure(avant)


def compute(registre: Registre, seance: Seance, survey: Survey | None = None) -> Calcul:
    """Return every figure of the surveys for one meeting; nothing when no question is declared.

    `survey` is what `read_survey` gave already, when several meetings are computed from the same
    workbooks.
    """
    if not registre.questions:
        return Calcul()
    survey = survey or read_survey(registre)
    depuis, premieres = registre.parametres.enquetes_depuis, [survey.first_date]
    kept = build_suivi(depuis, premieres, "enquêtes suivies depuis {}")
    periods = _count_periods(survey, seance, kept)
    asked = {q.code: _compare_question(q, periods, seance) for q in survey.questions}
    returned = compute_retours(registre, seance, survey)
    indicateurs = [
        *_build_volumes(registre, periods, seance),
        *_build_answers(registre, asked, seance),
        *returned.indicateurs,
    ]
    repartitions: list[Repartition] = []
    for comparee in asked.values():
        repartitions += compute_distribution(comparee.question, comparee.now)
    if find_globale(registre.questions):
        seuil = registre.parametres.seuil_regroupement
        repartitions += break_down_globale(survey.voices, seance.comptee, seuil, kept)
    avant = clip_periode(seance.precedente, seance.a)
    dits = [kept.qualify(indicateur, seance.comptee, avant) for indicateur in indicateurs]
    problems = [*_check_answers(registre, seance.j), *returned.problems]
    return Calcul(dits, repartitions, problems)


def _build_answers(
    registre: Registre, asked: Mapping[str, ComparedQuestion], seance: Seance
) -> Iterator[Indicateur]:
    """The figures of the Question globale, of each question, then of each theme."""
    questions, parametres = registre.questions, registre.parametres
    globale = find_globale(questions)
    if globale:
        yield _build_global(asked[globale.code], parametres, seance)
    for comparee in asked.values():
        yield from _build_indicateurs(comparee, parametres, seance)
    for theme in group_themes(questions):
        yield _build_theme([asked[question.code] for question in theme], seance)


@dataclass(frozen=True, slots=True)
class _Periods:
    """What is dated in the period, in the comparison period, and in the part of it from which the
    surveys are kept: None when they were not.
    """

    now: Counted
    avant: Counted
    suivi: Counted | None


def _count_periods(survey: Survey, seance: Seance, kept: Suivi) -> _Periods:
    periode = clip_periode(seance.precedente, seance.a)
    suivie = kept.clip_precedente(periode)
    suivi = survey.count(suivie) if suivie else None
    return _Periods(survey.count(seance.comptee), survey.count(periode), suivi)


def _compare_question(question: Question, periods: _Periods, seance: Seance) -> ComparedQuestion:
    """The answers of both periods, when the question was asked all along the earlier one.

    Otherwise it is « non comparable » (docs/rules/satisfaction.md#change).
    """
    code, since = question.code, question.posee_depuis
    now = periods.now.effectifs[code]
    if since is not None and since > seance.precedente.du:
        return ComparedQuestion(question, now, None, None)
    suivi = periods.suivi.effectifs[code] if periods.suivi else None
    return ComparedQuestion(question, now, periods.avant.effectifs[code], suivi)


# -- volumes ---------------------------------------------------------------------------------------


def _build_volumes(registre: Registre, periods: _Periods, seance: Seance) -> Iterator[Indicateur]:
    now = periods.now.volumes
    avant = periods.suivi.volumes if periods.suivi else {}
    shown = [REPONSES]
    if now[ENTIEREMENT_ILLISIBLES] or avant.get(ENTIEREMENT_ILLISIBLES):
        shown.append(ENTIEREMENT_ILLISIBLES)
    if len(registre.depouillement):
        shown.append(DEPOUILLEES)
    for fiche in shown:
        passes = build_nombre(avant[fiche]) if avant else None
        yield compare(fiche, build_nombre(now[fiche]), passes, seance.periode)


# -- one question ----------------------------------------------------------------------------------


def _build_indicateurs(
    comparee: ComparedQuestion, parametres: Parametres, seance: Seance
) -> Iterator[Indicateur]:
    question = comparee.question
    figures = [NON_REPONSES]
    if question.has_taux:
        yield _build_taux(comparee, parametres, seance)
        second = MOYENNE if question.echelle == Echelle.NOTE else SOLDE
        figures = [second, EXCLUS, NON_REPONSES]
    avant = comparee.avant_suivi
    if comparee.now.voix.illisible or (avant and avant.voix.illisible):
        figures.append(ILLISIBLES)
    for figure in figures:
        now, passee = figure.measure(comparee.now), comparee.measure_before(figure)
        yield compare(figure.describe(question), now, passee, seance.periode)


def _build_taux(comparee: ComparedQuestion, parametres: Parametres, seance: Seance) -> Indicateur:
    """The rate of one question, with its interval, its target and the test of its change."""
    question, fiche = comparee.question, TAUX.describe(comparee.question)
    mesure, avant = TAUX.measure(comparee.now), comparee.measure_before(TAUX)
    cible = parametres.cible_satisfaction if question.cible is None else question.cible
    evolution = Evolution.NON_COMPARABLE
    if avant is not None:
        evolution = judge_evolution(mesure, avant, parametres.minimum_reponses)
    return replace(
        compare(fiche, mesure, avant, seance.periode),
        intervalle=compute_interval(mesure),
        evolution=evolution,
        cible=cible,
        etat=judge_mesure(mesure, cible, Sens.AU_MOINS),
    )


def _build_global(comparee: ComparedQuestion, parametres: Parametres, seance: Seance) -> Indicateur:
    """The rate of the Question globale, under a code of its own."""
    rate = _build_taux(comparee, parametres, seance)
    libelle = f"Satisfaction globale – {comparee.question.libelle}"
    return replace(rate, code=TAUX_GLOBAL, libelle=libelle)


# -- themes ----------------------------------------------------------------------------------------


def _build_theme(pooled: Sequence[ComparedQuestion], seance: Seance) -> Indicateur:
    """The pooled rate of the questions of a theme; no interval and no test, for one person gives
    several of these answers.

    A theme is compared when all its questions are: otherwise the two periods would not pool the
    same ones.
    """
    avant = [comparee.avant for comparee in pooled if comparee.avant is not None]
    passe = _pool([one.voix for one in avant]) if len(avant) == len(pooled) else None
    now = _pool([comparee.now.voix for comparee in pooled])
    fiche = describe_theme([comparee.question for comparee in pooled])
    return compare(fiche, now, passe, seance.periode)


def _pool(voix: Sequence[Voix]) -> Mesure:
    """The pooled rate of several questions; none when one of them cannot be read."""
    pooled = sum(voix, Voix())
    rate = pooled.compute_taux()
    if any(one.retenue for one in voix):
        return withhold(rate, pooled.illisible)
    return rate


# -- what deserves a look --------------------------------------------------------------------------


def _check_answers(registre: Registre, j: dt.date) -> Iterator[Problem]:
    depuis, reglage = registre.parametres.enquetes_depuis, "Enquêtes suivies depuis le"
    tables = ((registre.reponses, "date"), (registre.depouillement, "au"))
    for table, field in tables:
        yield from check_future_dates(table, table.frame[[field]], j)
    for table, field in tables:
        yield from check_early_dates(table, table.frame[field], depuis, reglage)
    yield from _check_tallies(registre)
    yield from _check_globale([question for question in registre.questions if question.globale])


def _check_tallies(registre: Registre) -> Iterator[Problem]:
    """Report the tallies of a question that cannot be used."""
    useless = {q.code: q for q in registre.questions if has_no_effect(q)}
    tallied = registre.depouillement.frame["question"]
    for row, code in tallied[tallied.isin(useless)].items():
        question = useless[code]
        yield registre.depouillement.report(
            counted_rows.DEPOUILLEMENT_SANS_EFFET,
            row,
            "question",
            question.libelle,
            echelle=question.echelle,
        )


def _check_globale(globales: Sequence[Question]) -> Iterator[Problem]:
    usable = [question for question in globales if question.has_taux]
    for question in usable[1:]:
        facts = {"retenue": usable[0].libelle}
        yield question.report(
            counted_rows.DEUX_QUESTIONS_GLOBALES, "code", question.libelle, **facts
        )
    for question in globales:
        if not question.has_taux:
            facts = {"echelle": question.echelle}
            yield question.report(
                counted_rows.QUESTION_GLOBALE_SANS_TAUX, "code", question.libelle, **facts
            )
