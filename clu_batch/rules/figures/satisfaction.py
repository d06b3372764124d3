"""Compute the figures of the surveys: forms, rates, soldes, notes, themes, distributions, return
rates (docs/rules/satisfaction.md#rates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.rules.figures.croisements import break_down_globale, compute_distribution
from clu_batch.rules.figures.dated_rows import check_early_dates, check_future_dates
from clu_batch.rules.figures.definitions import (
    DEPOUILLEES,
    ENTIEREMENT_ILLISIBLES,
    ILLISIBLES,
    REPONSES,
    TAUX,
    TAUX_GLOBAL,
    QuestionFigure,
    describe_theme,
    list_question_figures,
)
from clu_batch.rules.figures.effectifs import Voix
from clu_batch.rules.figures.mesures import (
    Fiche,
    build_nombre,
    compare,
    compute_interval,
    judge_evolution,
    judge_mesure,
    withhold,
)
from clu_batch.rules.figures.questions import find_globale, group_themes
from clu_batch.rules.figures.reponses import Counted, Survey, read_survey
from clu_batch.rules.figures.retour import compute_retours
from clu_batch.rules.figures.suivi import Counts, build_suivi
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


def compute(registre: Registre, seance: Seance, survey: Survey | None = None) -> Calcul:
    """Return every figure of the surveys for one meeting; nothing when no question is declared.

    `survey` is what `read_survey` gave already, when several meetings are computed from the same
    workbooks.
    """
    if not registre.questions:
        return Calcul()
    survey = survey or read_survey(registre)
    depuis = registre.parametres.enquetes_depuis
    kept = build_suivi(depuis, survey.first_date, "enquêtes suivies depuis {}")
    counts = kept.count_periods(survey.count, seance)
    returned = compute_retours(registre, seance, survey)
    indicateurs = [*_build_indicateurs(registre, counts, seance), *returned.indicateurs]
    repartitions: list[Repartition] = []
    for question in survey.questions:
        repartitions += compute_distribution(question, counts.now.effectifs[question.code])
    if find_globale(registre.questions):
        seuil = registre.parametres.seuil_regroupement
        repartitions += break_down_globale(survey.voices, seance.comptee, seuil, kept)
    dits = [kept.qualify(indicateur, seance) for indicateur in indicateurs]
    problems = [*_check_answers(registre, seance.j), *survey.proches, *returned.problems]
    return Calcul(dits, repartitions, problems)


# -- figures ---------------------------------------------------------------------------------------


@frozen
class _Figure:
    """A figure of the surveys: how it comes from what is counted in a period, and the questions
    that it is about.

    `tested`: it is the rate of one question, with its interval, its target and the test of its
    change. `rare`: it is told when one of the two periods has some.
    """

    fiche: Fiche
    measure: Callable[[Counted], Mesure]
    questions: Sequence[Question] = ()
    tested: bool = False
    rare: bool = False


def _list_figures(registre: Registre) -> Iterator[_Figure]:
    """The volumes, the figures of the Question globale, of each question, then of each theme."""
    questions = registre.questions
    yield _count_volume(REPONSES)
    yield replace(_count_volume(ENTIEREMENT_ILLISIBLES), rare=True)
    if len(registre.depouillement):
        yield _count_volume(DEPOUILLEES)
    globale = find_globale(questions)
    if globale:
        libelle = f"Satisfaction globale – {globale.libelle}"
        rate = _ask(TAUX, globale)
        yield replace(rate, fiche=replace(rate.fiche, code=TAUX_GLOBAL, libelle=libelle))
    for question in questions:
        for figure in list_question_figures(question):
            yield _ask(figure, question)
    for theme in group_themes(questions):
        yield _Figure(describe_theme(theme), partial(_pool, theme), theme)


def _count_volume(fiche: Fiche) -> _Figure:
    return _Figure(fiche, lambda counted: build_nombre(counted.volumes[fiche]))


def _ask(figure: QuestionFigure, question: Question) -> _Figure:
    return _Figure(
        figure.describe(question),
        lambda counted: figure.measure(counted.effectifs[question.code]),
        [question],
        tested=figure is TAUX,
        rare=figure is ILLISIBLES,
    )


def _pool(theme: Sequence[Question], counted: Counted) -> Mesure:
    """The pooled rate of the questions of a theme, without interval nor test, for one person gives
    several of these answers; none when one of them cannot be read.
    """
    voix = [counted.effectifs[question.code].voix for question in theme]
    pooled = sum(voix, Voix())
    rate = pooled.compute_taux()
    if any(one.retenue for one in voix):
        return withhold(rate, pooled.illisible)
    return rate


# -- compared with the period before ---------------------------------------------------------------


def _build_indicateurs(
    registre: Registre, counts: Counts[Counted], seance: Seance
) -> Iterator[Indicateur]:
    for figure in _list_figures(registre):
        before = counts.find_before(figure.fiche)
        precedente = None
        if before is not None and _is_comparable(figure.questions, seance):
            precedente = figure.measure(before)
        mesure = figure.measure(counts.now)
        some = mesure.valeur or (precedente and precedente.valeur)
        if figure.rare and not some:
            continue
        indicateur = compare(figure.fiche, mesure, precedente, seance.periode)
        if figure.tested:
            indicateur = _judge_taux(indicateur, figure.questions[0], registre.parametres)
        yield indicateur


def _is_comparable(questions: Iterable[Question], seance: Seance) -> bool:
    """Whether these questions were asked all along the comparison period, in their present form
    (docs/rules/satisfaction.md#change).

    A theme is compared when all its questions are: otherwise the two periods would not pool the
    same ones.
    """
    since = [question.posee_depuis or dt.date.min for question in questions]
    return all(day <= seance.precedente.du for day in since)


def _judge_taux(taux: Indicateur, question: Question, parametres: Parametres) -> Indicateur:
    """The rate of one question, with its interval, its target and the test of its change."""
    cible = parametres.cible_satisfaction if question.cible is None else question.cible
    evolution = Evolution.NON_COMPARABLE
    if taux.precedente is not None:
        evolution = judge_evolution(taux.mesure, taux.precedente, parametres.minimum_reponses)
    return replace(
        taux,
        intervalle=compute_interval(taux.mesure),
        evolution=evolution,
        cible=cible,
        etat=judge_mesure(taux.mesure, cible, Sens.AU_MOINS),
    )


# -- what deserves a look --------------------------------------------------------------------------


def _check_answers(registre: Registre, j: dt.date) -> Iterator[Problem]:
    depuis, reglage = registre.parametres.enquetes_depuis, "Enquêtes suivies depuis le"
    tables = ((registre.reponses, "date"), (registre.depouillement, "au"))
    for table, field in tables:
        yield from check_future_dates(table, table.frame[[field]], j)
    for table, field in tables:
        yield from check_early_dates(table, table.frame[field], depuis, reglage)
    yield from _check_globale([question for question in registre.questions if question.globale])


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
