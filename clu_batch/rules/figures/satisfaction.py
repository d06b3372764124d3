"""The satisfaction surveys: forms, rates, soldes, notes, themes, distributions, return rates
(docs/rules/satisfaction.md#rates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import plier
from clu_batch.rules.figures import definitions
from clu_batch.rules.figures.croisements import TAUX_GLOBAL, croiser, distribution
from clu_batch.rules.figures.long_columns import dans, dates, futures, jusqu_a
from clu_batch.rules.figures.mesures import (
    NOMBRE,
    NOTE,
    POURCENT,
    Fiche,
    avec_illisibles,
    compare,
    ecart,
    etat_sur,
    evolution,
    nombre,
    retenue,
    taux,
    wilson,
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
    a_un_taux,
    compter,
    entierement_illisibles,
    formulaires,
    lire,
    sans_effet,
)
from clu_batch.rules.figures.retour import retours
from clu_batch.rules.figures.suivi import Suivi, anterieures, suivi
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
class Comparaison:
    """A question with its counts over the period and over the comparison period.

    `avant` None: it has changed since, nothing compares. `avant_compte`: the same for what is a
    number and not a rate, None too when the surveys had not begun.
    """

    question: Question
    compte: Compte
    avant: Compte | None
    avant_compte: Compte | None


def calculer(registre: Registre, seance: Seance, reponses: Reponses | None = None) -> Calcul:
    """Every figure of the surveys for one meeting; nothing when no question is declared.

    `reponses`: what `lire` gave already, when several meetings are computed from the same
    workbooks.
    """
    if not registre.questions:
        return Calcul()
    reponses = reponses or lire(registre)
    kept = depuis_quand(registre, reponses)
    counted = [question for question in registre.questions if question.echelle != TEXTE]
    asked = [_comparaison(reponses, question, seance, kept) for question in counted]
    globale = la_globale(registre.questions)
    la_comparee = next((c for c in asked if c.question is globale), None)
    returned = retours(registre, seance, reponses)
    indicateurs = list(_volumes(registre, seance, reponses, kept))
    repartitions: list[Repartition] = []
    if la_comparee:
        indicateurs.append(_taux(la_comparee, registre, seance, TAUX_GLOBAL))
    for comparaison in asked:
        indicateurs += _question(comparaison, registre, seance)
        repartitions += distribution(comparaison.question, comparaison.compte)
    indicateurs += _themes(asked, la_comparee, seance)
    indicateurs += returned.indicateurs
    if la_comparee:
        repartitions += croiser(registre, seance, reponses, la_comparee.question, kept)
    avant = jusqu_a(seance.precedente, seance.a)
    dits = [kept.dire(indicateur, seance.comptee, avant) for indicateur in indicateurs]
    problems = [*_problems(registre, reponses, seance.j), *returned.problems]
    return Calcul(dits, repartitions, problems)


def la_globale(questions: Sequence[Question]) -> Question | None:
    """The Question globale: the first one that is marked so and has a rate."""
    return next((q for q in questions if q.globale and a_un_taux(q)), None)


def depuis_quand(registre: Registre, reponses: Reponses) -> Suivi:
    """Since when the surveys are kept: the first form, readable or not, or the end of a tally."""
    tallies = np.array([t.periode.au for t in reponses.depouillees], dtype="datetime64[D]")
    dates_lues = [reponses.jours[reponses.recues], tallies]
    return suivi(registre.parametres.enquetes_depuis, dates_lues, "enquêtes suivies depuis {}")


def _comparaison(
    reponses: Reponses,
    question: Question,
    seance: Seance,
    kept: Suivi,
) -> Comparaison:
    """The answers of both periods, when the question was asked all along the earlier one.

    Otherwise it is « non comparable » (docs/rules/satisfaction.md#change).
    """
    now = compter(reponses, question, seance.comptee)
    if question.posee_depuis is not None and question.posee_depuis > seance.precedente.du:
        return Comparaison(question, now, None, None)
    periode = jusqu_a(seance.precedente, seance.a)
    avant, comptee = compter(reponses, question, periode), kept.compare(periode)
    if comptee is None or comptee == periode:
        return Comparaison(question, now, avant, avant if comptee else None)
    return Comparaison(question, now, avant, compter(reponses, question, comptee))


def extraits(registre: Registre, seance: Seance) -> list[str]:
    """The texts to publish among the answers of the period, in the order of the rows, each once:
    the only free texts ever printed.
    """
    table = registre.reponses
    rows = dans(dates(table, "Date"), seance.comptee).nonzero()[0]
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


def _volumes(
    registre: Registre,
    seance: Seance,
    reponses: Reponses,
    kept: Suivi,
) -> Iterator[Indicateur]:
    avant = kept.compare(jusqu_a(seance.precedente, seance.a))
    passes = nombre(formulaires(reponses, avant)) if avant else None
    yield compare(REPONSES, nombre(formulaires(reponses, seance.comptee)), passes, seance.periode)
    vains = entierement_illisibles(reponses, seance.comptee)
    vains_passes = entierement_illisibles(reponses, avant) if avant else None
    if vains or vains_passes:
        passes = None if vains_passes is None else nombre(vains_passes)
        yield compare(ENTIEREMENT_ILLISIBLES, nombre(vains), passes, seance.periode)
    if len(registre.depouillement):
        passees = nombre(_depouillees(reponses, avant)) if avant else None
        ici = nombre(_depouillees(reponses, seance.comptee))
        yield compare(DEPOUILLEES, ici, passees, seance.periode)


def _depouillees(reponses: Reponses, periode: Periode) -> int:
    inside = [t for t in reponses.depouillees if periode.du <= t.periode.au <= periode.au]
    return sum(t.nombre for t in inside if t.option != RANG_ILLISIBLE)


# -- one question ----------------------------------------------------------------------------------


def _question(comparaison: Comparaison, registre: Registre, seance: Seance) -> Iterator[Indicateur]:
    question, compte = comparaison.question, comparaison.compte
    avant, avant_compte = comparaison.avant, comparaison.avant_compte

    def fiche(name: str, libelle: str, unite: str, definition: str) -> Fiche:
        return Fiche(
            f"satisfaction.{name}.{question.code}",
            f"{libelle} – {question.libelle}",
            unite,
            definition,
        )

    if a_un_taux(question):
        yield _taux(comparaison, registre, seance, f"satisfaction.taux.{question.code}")
        if question.echelle == NOTE_0_10:
            note = fiche("moyenne", "Note moyenne", NOTE, "Moyenne des notes données, de 0 à 10.")
            yield compare(note, _note(compte), _alors(avant, _note), seance.periode)
        else:
            solde = fiche(
                "solde", "Solde de satisfaction", POURCENT, definitions.du_solde(question)
            )
            yield compare(solde, _solde(compte), _alors(avant, _solde), seance.periode)
        exclus = fiche("exclus", "Réponses exclues", NOMBRE, definitions.des_exclus(question))
        passes = _alors(avant_compte, lambda c: nombre(c.total(EXCLU)))
        yield compare(exclus, nombre(compte.total(EXCLU)), passes, seance.periode)
    vides = fiche(
        "non_reponses",
        "Non-réponses",
        NOMBRE,
        "Nombre de questionnaires qui posent la question et la laissent sans réponse.",
    )
    passes = _alors(avant_compte, lambda c: nombre(c.non_reponses))
    yield compare(vides, nombre(compte.non_reponses), passes, seance.periode)
    if compte.illisibles or (avant_compte is not None and avant_compte.illisibles):
        unread = fiche("illisibles", "Réponses illisibles", NOMBRE, definitions.DES_ILLISIBLES)
        passees = _alors(avant_compte, lambda c: nombre(c.illisibles))
        yield compare(unread, nombre(compte.illisibles), passees, seance.periode)


def _taux(comparaison: Comparaison, registre: Registre, seance: Seance, code: str) -> Indicateur:
    """The rate of one question, with its interval, its target and the test of its change."""
    question, parametres = comparaison.question, registre.parametres
    mesure, avant = (
        _part_des_satisfaits(comparaison.compte),
        _alors(comparaison.avant, _part_des_satisfaits),
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
        intervalle=wilson(mesure),
        ecart=ecart(mesure, avant, POURCENT),
        evolution=(
            "non comparable"
            if avant is None
            else evolution(mesure, avant, parametres.minimum_reponses)
        ),
        cible=cible,
        etat=etat_sur(mesure, cible, "≥"),
        definition=definitions.du_taux(question),
    )


def _alors(avant: Compte | None, mesurer: Callable[[Compte], Mesure]) -> Mesure | None:
    """The measure of the comparison period, when there is one."""
    return None if avant is None else mesurer(avant)


def _part_des_satisfaits(compte: Compte) -> Mesure:
    good = compte.total(SATISFAIT)
    bornes = good, good + compte.illisibles
    return avec_illisibles(taux(good, compte.exprimees), compte.illisibles, compte.lues, bornes)


def _solde(compte: Compte) -> Mesure:
    balance = compte.total(SATISFAIT) - compte.total(INSATISFAIT)
    bornes = balance - compte.illisibles, balance + compte.illisibles
    return avec_illisibles(taux(balance, compte.exprimees), compte.illisibles, compte.lues, bornes)


def _note(compte: Compte) -> Mesure:
    total = sum(note * n for note, n in enumerate(compte.effectifs))
    mean = taux(total, compte.exprimees)
    bornes = total, total + MEILLEURE_NOTE * compte.illisibles
    return avec_illisibles(mean, compte.illisibles, compte.lues, bornes)


# -- themes ----------------------------------------------------------------------------------------


def _themes(
    asked: Sequence[Comparaison], globale: Comparaison | None, seance: Seance
) -> Iterator[Indicateur]:
    """The pooled rate of the questions of each theme; no interval and no test, for one person gives
    several of these answers.

    A theme is compared when all its questions are: otherwise the two periods would not pool the
    same ones.
    """
    themes: dict[str, list[Comparaison]] = {}
    for comparaison in asked:
        question = comparaison.question
        if question.theme and a_une_echelle(question) and comparaison is not globale:
            themes.setdefault(plier(question.theme), []).append(comparaison)
    for pooled in themes.values():
        fiche = _fiche_du_theme([c.question for c in pooled])
        now = _ensemble([c.compte for c in pooled])
        yield compare(fiche, now, _ensemble_avant(pooled), seance.periode)


def _ensemble_avant(pooled: Sequence[Comparaison]) -> Mesure | None:
    avant = [c.avant for c in pooled if c.avant is not None]
    return _ensemble(avant) if len(avant) == len(pooled) else None


def _fiche_du_theme(questions: Sequence[Question]) -> Fiche:
    theme, codes = questions[0].theme, french.enumeration([q.code for q in questions])
    return Fiche(
        f"satisfaction.theme.{theme}",
        f"Satisfaction – thème « {theme} »",
        POURCENT,
        "Part des réponses satisfaites parmi les réponses exprimées, toutes questions du thème"
        f" réunies ({codes}), la question globale mise à part.",
    )


def a_une_echelle(question: Question) -> bool:
    """Whether the scale of a question stands in Échelles: a theme pools the answers of those
    alone.
    """
    return a_un_taux(question) and question.echelle not in {NOTE_0_10, OUI_NON}


def _ensemble(comptes: Sequence[Compte]) -> Mesure:
    """The pooled rate of several questions; none when one of them cannot be read."""
    good, unread = sum(c.total(SATISFAIT) for c in comptes), sum(c.illisibles for c in comptes)
    pooled = taux(good, sum(c.exprimees for c in comptes))
    if any(c.retenue for c in comptes):
        return retenue(pooled, unread)
    return avec_illisibles(pooled, unread, sum(c.lues for c in comptes), (good, good + unread))


# -- what deserves a look --------------------------------------------------------------------------


def _problems(registre: Registre, reponses: Reponses, j: dt.date) -> list[Problem]:
    problems = futures(registre.reponses, {"Date": reponses.jours}, j)
    tallied = dates(registre.depouillement, "Au")
    problems += futures(registre.depouillement, {"Au": tallied}, j)
    depuis, reglage = registre.parametres.enquetes_depuis, "Enquêtes suivies depuis le"
    problems += anterieures(registre.reponses, "Date", reponses.jours, depuis, reglage)
    problems += anterieures(registre.depouillement, "Au", tallied, depuis, reglage)
    by_code: Mapping[object, Question] = {q.code: q for q in registre.questions}
    for row, code in enumerate(registre.depouillement.columns["Question"]):
        question = by_code.get(code)
        if question and sans_effet(question):
            place = registre.depouillement.place(row, "Question")
            problems.append(
                counted_rows.DEPOUILLEMENT_SANS_EFFET.at(
                    place, "Question", question.libelle, echelle=question.echelle
                )
            )
    return [*problems, *_problems_de_la_globale([q for q in registre.questions if q.globale])]


def _problems_de_la_globale(globales: Sequence[Question]) -> Iterator[Problem]:
    usable = [q for q in globales if a_un_taux(q)]
    for question in usable[1:]:
        place = question.place
        yield counted_rows.DEUX_QUESTIONS_GLOBALES.at(
            place, "Code", question.libelle, retenue=usable[0].libelle
        )
    for question in globales:
        if not a_un_taux(question):
            yield counted_rows.QUESTION_GLOBALE_SANS_TAUX.at(
                question.place, "Code", question.libelle, echelle=question.echelle
            )
