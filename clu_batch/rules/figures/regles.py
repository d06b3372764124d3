"""Say the rule of each figure in words: what changes when Échelles, Paramètres or a target change
(docs/rules/history.md#rules-in-words).

`Historique` keeps the rule of a figure beside it. When the sheet is pasted back years later, a
figure is joined only with the figures of the same rule. The words are compared, without case nor
accents: another wording here would break every series that was pasted before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from clu_batch.kernel import french
from clu_batch.parse import fold_text, split_canal_names
from clu_batch.records.question import Compte, Echelle
from clu_batch.rules.figures.definitions import SELON_L_ECHELLE, TAUX_GLOBAL, name_theme
from clu_batch.rules.figures.engagements import name_code
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.figures.questions import find_globale, group_themes
from clu_batch.rules.figures.reclamations_fiches import SELON_L_ACCUSE, SELON_LE_DELAI
from clu_batch.rules.model import BilanEngagement, Indicateur, Parametres, Question, Registre

VERSION = "0.1.0"
"""The last version of the program that changed what a figure counts, or how it is read: write it
here with such a change (docs/rules/meetings.md#changed-rules).
"""


def describe_regles(
    registre: Registre, indicateurs: Mapping[str, Indicateur], bilans: Iterable[BilanEngagement]
) -> dict[str, str]:
    """Return the rule in force of each figure, by code; a figure that no setting bends has none.

    `bilans`: the commitments at the meeting of the figures.
    """
    bases = _describe_without_cible(registre, indicateurs)
    tenus = {name_code(bilan.engagement): bilan for bilan in bilans}
    found = {}
    for code, indicateur in indicateurs.items():
        parts = [bases.get(code, "")]
        if code in tenus:
            parts += _describe_engagement(tenus[code], bases)
        if indicateur.cible is not None:
            parts.append(
                f"cible {indicateur.sens} {_format_quantite(indicateur.cible, indicateur.unite)}"
            )
        found[code] = " ; ".join(part for part in parts if part)
    return found


def _describe_without_cible(
    registre: Registre, indicateurs: Mapping[str, Indicateur]
) -> dict[str, str]:
    """The rules of the figures of surveys and complaints, and of her own, their target apart."""
    siens = [local.code for local in registre.indicateurs_locaux]
    return {
        **dict.fromkeys(SELON_LE_DELAI, _describe_delai(registre.parametres)),
        **dict.fromkeys(SELON_L_ACCUSE, _describe_accuse(registre.parametres)),
        **_describe_questions(registre.questions),
        **_describe_themes(registre.questions),
        **{
            code: indicateurs[code].definition.rstrip(".")
            for code in siens
            if code in indicateurs
        },
    }


def _format_quantite(x: Fraction, unite: str) -> str:
    if unite == POURCENT:
        return f"{french.format_number(x * 100)} %"
    return french.format_number(x)


def _format_ecart(x: Fraction, unite: str) -> str:
    """A tolerance: that of a rate is in points."""
    return (
        french.format_count(x * 100, "point") if unite == POURCENT else french.format_number(x)
    )


# -- complaints ------------------------------------------------------------------------------------


def _describe_delai(parametres: Parametres) -> str:
    if parametres.delai_reponse is None:
        return "sans délai de réponse"
    return f"délai de réponse : {parametres.delai_reponse} {parametres.unite_reponse}"


def _describe_accuse(parametres: Parametres) -> str:
    """Both délais; the lists of canals when they are not those that the program knows."""
    electronique = _format_jours(parametres.delai_ar_electronique)
    papier = _format_jours(parametres.delai_ar_papier)
    dit = f"accusé de réception : {electronique} par voie électronique, {papier} par une autre"
    electroniques, autres = _join_canaux(parametres)
    if (electroniques, autres) == _join_canaux(Parametres()):
        return dit
    return f"{dit} ; voie électronique : {electroniques} ; autres : {autres}"


def _join_canaux(parametres: Parametres) -> tuple[str, str]:
    """Both lists of canals, whatever their order and what parts their names."""
    listes = (parametres.canaux_electroniques, parametres.autres_canaux)
    electroniques, autres = (
        sorted(split_canal_names(liste), key=fold_text) for liste in listes
    )
    return ", ".join(electroniques), ", ".join(autres)


def _format_jours(n: int | None) -> str:
    if n is None:
        return "sans délai"
    return french.format_count(n, "jour")


# -- surveys ---------------------------------------------------------------------------------------


def _describe_questions(questions: Sequence[Question]) -> dict[str, str]:
    found: dict[str, str] = {}
    for question in questions:
        echelle = _describe_echelle(question)
        found |= {figure.of(question): echelle for figure in SELON_L_ECHELLE}
    globale = find_globale(questions)
    if globale:
        found[TAUX_GLOBAL] = f"question {globale.code} ; {_describe_echelle(globale)}"
    return found


def _describe_echelle(question: Question) -> str:
    """What each answer counts as; the order of the answers, and other ways to type them, change no
    figure.
    """
    if question.echelle == Echelle.NOTE:
        return "notes de 8 à 10"
    parts = []
    for compte in (Compte.SATISFAIT, Compte.NEUTRE, Compte.INSATISFAIT, Compte.EXCLU):
        reponses = sorted(
            (m.texte for m in question.modalites if m.compte == compte), key=fold_text
        )
        if reponses:
            parts.append(f"{compte} = {', '.join(reponses)}")
    return " ; ".join(parts)


def _describe_themes(questions: Sequence[Question]) -> dict[str, str]:
    """The questions of each theme, and their scales."""
    found = {}
    for pooled in group_themes(questions):
        scales: dict[str, list[str]] = {}
        for question in pooled:
            scales.setdefault(_describe_echelle(question), []).append(question.code)
        dits = [f"{', '.join(codes)} : {echelle}" for echelle, codes in scales.items()]
        found[name_theme(pooled[0].theme)] = " ; ".join(dits)
    return found


# -- commitments -----------------------------------------------------------------------------------


def _describe_engagement(bilan: BilanEngagement, bases: Mapping[str, str]) -> list[str]:
    """What it may be missed by, and the indicator that it rests on, with the rule of that one."""
    parts = []
    engagement, source = bilan.engagement, bilan.source
    if engagement.tolerance is not None:
        parts.append(f"tolérance {_format_ecart(engagement.tolerance, engagement.unite)}")
    if source is not None:
        parts += [f"source {source.code}", bases.get(source.code, "")]
    return parts
