"""Compute the figures of the surveys: forms, rates, soldes, notes, themes, distributions, return
rates (docs/rules/satisfaction.md#rates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import fold_text
from clu_batch.rules.figures import definitions
from clu_batch.rules.figures.croisements import (
    TAUX_GLOBAL,
    break_down_globale,
    compute_distribution,
)
from clu_batch.rules.figures.dated_rows import find_first_date
from clu_batch.rules.figures.long_columns import (
    check_future_dates,
    clip_periode,
    read_dates,
    select_within,
)
from clu_batch.rules.figures.mesures import (
    NOMBRE,
    NOTE,
    POURCENT,
    Fiche,
    add_illisibles,
    build_nombre,
    compare,
    compute_ecart,
    compute_interval,
    compute_taux,
    judge_evolution,
    judge_mesure,
    withhold,
)
from clu_batch.rules.figures.reponses import (
    EXCLU,
    INSATISFAIT,
    NOTE_0_10,
    OUI_NON,
    RANG_ILLISIBLE,
    SATISFAIT,
    TEXTE,
    Compte,
    Reponses,
    count_formulaires,
    count_illisibles,
    count_reponses,
    has_no_effect,
    has_taux,
    read_reponses,
)
from clu_batch.rules.figures.retour import compute_retours
from clu_batch.rules.figures.suivi import Suivi, build_suivi, check_early_dates
from clu_batch.rules.model import (
    Calcul,
    Indicateur,
    Mesure,
    Periode,
    Question,
    Registre,
    Repartition,
    Seance,
)

EXTRAIT = "Extrait à publier"
MEILLEURE_NOTE = 10


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """A question with its counts over the period and over the comparison period.

    `avant` is None when the question has changed since: nothing compares. `avant_compte` is the
    same for what is a number and not a rate; it is None too when the surveys had not begun.
    """

    question: Question
    compte: Compte
    avant: Compte | None
    avant_compte: Compte | None


def compute(registre: Registre, seance: Seance, reponses: Reponses | None = None) -> Calcul:
    """Return every figure of the surveys for one meeting; nothing when no question is declared.

    `reponses` is what `read_reponses` gave already, when several meetings are computed from the
    same workbooks.
    """
    if not registre.questions:
        return Calcul()
    reponses = reponses or read_reponses(registre)
    kept = find_suivi(registre, reponses)
    counted = [question for question in registre.questions if question.echelle != TEXTE]
    asked = [_compare_question(reponses, question, seance, kept) for question in counted]
    globale = find_globale(registre.questions)
    la_comparee = next((c for c in asked if c.question is globale), None)
    returned = compute_retours(registre, seance, reponses)
    indicateurs = list(_build_volumes(registre, seance, reponses, kept))
    repartitions: list[Repartition] = []
    if la_comparee:
        indicateurs.append(_build_taux(la_comparee, registre, seance, TAUX_GLOBAL))
    for comparaison in asked:
        indicateurs += _build_indicateurs(comparaison, registre, seance)
        repartitions += compute_distribution(comparaison.question, comparaison.compte)
    indicateurs += _build_themes(asked, la_comparee, seance)
    indicateurs += returned.indicateurs
    if la_comparee:
        repartitions += break_down_globale(registre, seance, reponses, la_comparee.question, kept)
    avant = clip_periode(seance.precedente, seance.a)
    dits = [kept.qualify(indicateur, seance.comptee, avant) for indicateur in indicateurs]
    problems = [*_check_answers(registre, reponses, seance.j), *returned.problems]
    return Calcul(dits, repartitions, problems)


def find_globale(questions: Sequence[Question]) -> Question | None:
    """Return the Question globale: the first question that is marked so and has a rate."""
    return next((q for q in questions if q.globale and has_taux(q)), None)


def find_suivi(registre: Registre, reponses: Reponses) -> Suivi:
    """Return since when the surveys are kept: the first form, readable or not, or the end of a
    tally.
    """
    formes = pd.Series(reponses.jours[reponses.recues])
    tallied = min((t.periode.au for t in reponses.depouillees), default=None)
    premieres = [find_first_date(formes), tallied]
    return build_suivi(registre.parametres.enquetes_depuis, premieres, "enquêtes suivies depuis {}")


def _compare_question(
    reponses: Reponses,
    question: Question,
    seance: Seance,
    kept: Suivi,
) -> ComparedQuestion:
    """The answers of both periods, when the question was asked all along the earlier one.

    Otherwise it is « non comparable » (docs/rules/satisfaction.md#change).
    """
    now = count_reponses(reponses, question, seance.comptee)
    if question.posee_depuis is not None and question.posee_depuis > seance.precedente.du:
        return ComparedQuestion(question, now, None, None)
    periode = clip_periode(seance.precedente, seance.a)
    avant, comptee = count_reponses(reponses, question, periode), kept.clip_precedente(periode)
    if comptee is None or comptee == periode:
        return ComparedQuestion(question, now, avant, avant if comptee else None)
    return ComparedQuestion(question, now, avant, count_reponses(reponses, question, comptee))


def list_extraits(registre: Registre, seance: Seance) -> list[str]:
    """Return the texts to publish among the answers of the period, each once, in the order of the
    rows.

    They are the only free texts ever printed.
    """
    table = registre.reponses
    rows = select_within(read_dates(table, "Date"), seance.comptee).nonzero()[0]
    texts = (table.columns[EXTRAIT][int(row)] for row in rows)
    return list(dict.fromkeys(text for text in texts if isinstance(text, str)))


# -- volumes ---------------------------------------------------------------------------------------


REPONSES = Fiche(
    "satisfaction.reponses",
    "Questionnaires exploités",
    NOMBRE,
    "Nombre de questionnaires datés dans la période qui portent au moins une réponse connue (un"
    " texte libre ne compte pas).",
)
DEPOUILLEES = Fiche(
    "satisfaction.depouillees",
    "Réponses dépouillées",
    NOMBRE,
    "Nombre de réponses issues d’un dépouillement qui finit dans la période ; elles s’ajoutent aux"
    " réponses des questionnaires.",
)


ENTIEREMENT_ILLISIBLES = Fiche(
    "satisfaction.questionnaires_illisibles",
    "Questionnaires entièrement illisibles",
    NOMBRE,
    "Nombre de questionnaires datés dans la période dont aucune réponse n’a pu être lue ; "
    "ils ne sont pas parmi les questionnaires exploités.",
)


def _build_volumes(
    registre: Registre,
    seance: Seance,
    reponses: Reponses,
    kept: Suivi,
) -> Iterator[Indicateur]:
    avant = kept.clip_precedente(clip_periode(seance.precedente, seance.a))
    passes = build_nombre(count_formulaires(reponses, avant)) if avant else None
    yield compare(
        REPONSES, build_nombre(count_formulaires(reponses, seance.comptee)), passes, seance.periode
    )
    vains = count_illisibles(reponses, seance.comptee)
    vains_passes = count_illisibles(reponses, avant) if avant else None
    if vains or vains_passes:
        passes = None if vains_passes is None else build_nombre(vains_passes)
        yield compare(ENTIEREMENT_ILLISIBLES, build_nombre(vains), passes, seance.periode)
    if len(registre.depouillement):
        passees = build_nombre(_count_depouillees(reponses, avant)) if avant else None
        ici = build_nombre(_count_depouillees(reponses, seance.comptee))
        yield compare(DEPOUILLEES, ici, passees, seance.periode)


def _count_depouillees(reponses: Reponses, periode: Periode) -> int:
    inside = [t for t in reponses.depouillees if periode.holds(t.periode.au)]
    return sum(t.nombre for t in inside if t.option != RANG_ILLISIBLE)


# -- one question ----------------------------------------------------------------------------------


def _build_indicateurs(
    comparaison: ComparedQuestion, registre: Registre, seance: Seance
) -> Iterator[Indicateur]:
    question, compte = comparaison.question, comparaison.compte
    avant, avant_compte = comparaison.avant, comparaison.avant_compte

    def build_fiche(name: str, libelle: str, unite: str, definition: str) -> Fiche:
        return Fiche(
            f"satisfaction.{name}.{question.code}",
            f"{libelle} – {question.libelle}",
            unite,
            definition,
        )

    if has_taux(question):
        yield _build_taux(comparaison, registre, seance, f"satisfaction.taux.{question.code}")
        if question.echelle == NOTE_0_10:
            note = build_fiche(
                "moyenne", "Note moyenne", NOTE, "Moyenne des notes données, de 0 à 10."
            )
            yield compare(
                note, _compute_note(compte), _compute_before(avant, _compute_note), seance.periode
            )
        else:
            solde = build_fiche(
                "solde", "Solde de satisfaction", POURCENT, definitions.define_solde(question)
            )
            yield compare(
                solde,
                _compute_solde(compte),
                _compute_before(avant, _compute_solde),
                seance.periode,
            )
        exclus = build_fiche(
            "exclus", "Réponses exclues", NOMBRE, definitions.define_exclus(question)
        )
        passes = _compute_before(avant_compte, lambda c: build_nombre(c.count_as(EXCLU)))
        yield compare(exclus, build_nombre(compte.count_as(EXCLU)), passes, seance.periode)
    vides = build_fiche(
        "non_reponses",
        "Non-réponses",
        NOMBRE,
        "Nombre de questionnaires qui posent la question et la laissent sans réponse.",
    )
    passes = _compute_before(avant_compte, lambda c: build_nombre(c.non_reponses))
    yield compare(vides, build_nombre(compte.non_reponses), passes, seance.periode)
    if compte.illisibles or (avant_compte is not None and avant_compte.illisibles):
        unread = build_fiche(
            "illisibles", "Réponses illisibles", NOMBRE, definitions.DES_ILLISIBLES
        )
        passees = _compute_before(avant_compte, lambda c: build_nombre(c.illisibles))
        yield compare(unread, build_nombre(compte.illisibles), passees, seance.periode)


def _build_taux(
    comparaison: ComparedQuestion, registre: Registre, seance: Seance, code: str
) -> Indicateur:
    """The rate of one question, with its interval, its target and the test of its change."""
    question, parametres = comparaison.question, registre.parametres
    mesure, avant = (
        _compute_satisfaits(comparaison.compte),
        _compute_before(comparaison.avant, _compute_satisfaits),
    )
    cible = question.cible if question.cible is not None else parametres.cible_satisfaction
    nom = "Satisfaction globale" if code == TAUX_GLOBAL else "Taux de satisfaction"
    return Indicateur(
        code=code,
        libelle=f"{nom} – {question.libelle}",
        unite=POURCENT,
        mesure=mesure,
        periode=seance.periode,
        precedente=avant,
        intervalle=compute_interval(mesure),
        ecart=compute_ecart(mesure, avant, POURCENT),
        evolution=(
            "non comparable"
            if avant is None
            else judge_evolution(mesure, avant, parametres.minimum_reponses)
        ),
        cible=cible,
        etat=judge_mesure(mesure, cible, "≥"),
        definition=definitions.define_taux(question),
    )


def _compute_before(avant: Compte | None, mesurer: Callable[[Compte], Mesure]) -> Mesure | None:
    """The measure of the comparison period, when there is one."""
    return None if avant is None else mesurer(avant)


def _compute_satisfaits(compte: Compte) -> Mesure:
    good = compte.count_as(SATISFAIT)
    return _compute_part(compte, good, (good, good + compte.illisibles))


def _compute_solde(compte: Compte) -> Mesure:
    balance = compte.count_as(SATISFAIT) - compte.count_as(INSATISFAIT)
    bornes = balance - compte.illisibles, balance + compte.illisibles
    return _compute_part(compte, balance, bornes)


def _compute_note(compte: Compte) -> Mesure:
    total = sum(note * n for note, n in enumerate(compte.effectifs))
    bornes = total, total + MEILLEURE_NOTE * compte.illisibles
    return _compute_part(compte, total, bornes)


def _compute_part(compte: Compte, total: int, bornes: tuple[int, int]) -> Mesure:
    """Return a total over the answers expressed, with what nobody can read beside it."""
    part = compute_taux(total, compte.exprimees)
    return add_illisibles(part, compte.illisibles, compte.lues, bornes)


# -- themes ----------------------------------------------------------------------------------------


def _build_themes(
    asked: Sequence[ComparedQuestion], globale: ComparedQuestion | None, seance: Seance
) -> Iterator[Indicateur]:
    """The pooled rate of the questions of each theme; no interval and no test, for one person gives
    several of these answers.

    A theme is compared when all its questions are: otherwise the two periods would not pool the
    same ones.
    """
    themes: dict[str, list[ComparedQuestion]] = {}
    for comparaison in asked:
        question = comparaison.question
        if question.theme and has_echelle(question) and comparaison is not globale:
            themes.setdefault(fold_text(question.theme), []).append(comparaison)
    for pooled in themes.values():
        fiche = _build_theme_fiche([c.question for c in pooled])
        now = _pool_comptes([c.compte for c in pooled])
        yield compare(fiche, now, _pool_before(pooled), seance.periode)


def _pool_before(pooled: Sequence[ComparedQuestion]) -> Mesure | None:
    avant = [c.avant for c in pooled if c.avant is not None]
    return _pool_comptes(avant) if len(avant) == len(pooled) else None


def _build_theme_fiche(questions: Sequence[Question]) -> Fiche:
    theme, codes = questions[0].theme, french.join_words([q.code for q in questions])
    return Fiche(
        f"satisfaction.theme.{theme}",
        f"Satisfaction – thème « {theme} »",
        POURCENT,
        "Part des réponses satisfaites parmi les réponses exprimées, toutes questions du thème"
        f" réunies ({codes}), la question globale mise à part.",
    )


def has_echelle(question: Question) -> bool:
    """Tell whether the scale of a question stands in `Échelles`: a theme pools the answers of those
    alone.
    """
    return has_taux(question) and question.echelle not in {NOTE_0_10, OUI_NON}


def _pool_comptes(comptes: Sequence[Compte]) -> Mesure:
    """The pooled rate of several questions; none when one of them cannot be read."""
    good, unread = sum(c.count_as(SATISFAIT) for c in comptes), sum(c.illisibles for c in comptes)
    pooled = compute_taux(good, sum(c.exprimees for c in comptes))
    if any(c.retenue for c in comptes):
        return withhold(pooled, unread)
    return add_illisibles(pooled, unread, sum(c.lues for c in comptes), (good, good + unread))


# -- what deserves a look --------------------------------------------------------------------------


def _check_answers(registre: Registre, reponses: Reponses, j: dt.date) -> list[Problem]:
    problems = check_future_dates(registre.reponses, {"Date": reponses.jours}, j)
    tallied = read_dates(registre.depouillement, "Au")
    problems += check_future_dates(registre.depouillement, {"Au": tallied}, j)
    depuis, reglage = registre.parametres.enquetes_depuis, "Enquêtes suivies depuis le"
    problems += check_early_dates(registre.reponses, "Date", reponses.jours, depuis, reglage)
    problems += check_early_dates(registre.depouillement, "Au", tallied, depuis, reglage)
    by_code: Mapping[object, Question] = {q.code: q for q in registre.questions}
    for row, code in enumerate(registre.depouillement.columns["Question"]):
        question = by_code.get(code)
        if question and has_no_effect(question):
            problems.append(
                registre.depouillement.report_cell(
                    counted_rows.DEPOUILLEMENT_SANS_EFFET,
                    row,
                    "Question",
                    question.libelle,
                    echelle=question.echelle,
                )
            )
    return [*problems, *_check_globale([q for q in registre.questions if q.globale])]


def _check_globale(globales: Sequence[Question]) -> Iterator[Problem]:
    usable = [q for q in globales if has_taux(q)]
    for question in usable[1:]:
        place = question.place
        yield counted_rows.DEUX_QUESTIONS_GLOBALES.report(
            place, "Code", question.libelle, retenue=usable[0].libelle
        )
    for question in globales:
        if not has_taux(question):
            yield counted_rows.QUESTION_GLOBALE_SANS_TAUX.report(
                question.place, "Code", question.libelle, echelle=question.echelle
            )
