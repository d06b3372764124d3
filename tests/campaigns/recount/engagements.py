"""The commitments and her own indicators (docs/rules/commitments.md#result,
docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.rules.model import Engagement, Periode, Registre, Resultat, Seance
from tests.campaigns.recount.calcul import (
    Base,
    Chiffre,
    Ligne,
    compare,
    confond,
    ecart,
    juge,
    plie,
    taux,
    trop,
)
from tests.campaigns.recount.jours import dans
from tests.campaigns.recount.reclamations import plaintes
from tests.support.raw_sheets import list_lines
from tests.support.results import list_results


def locaux(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """Her own indicators, for filters whose values hold neither « et » nor a sign."""
    chiffres = {}
    for local in registre.indicateurs_locaux:
        sur, compter = (
            texte.split(" et ") if texte else [] for texte in (local.sur, local.compter)
        )
        mesures = [
            _part(
                registre,
                _lignes_datees(registre, local.feuille, periode, seance.a),
                sur,
                compter,
            )
            for periode in (seance.comptee, seance.precedente)
        ]
        chiffre = compare(mesures[0].base, mesures[1].base, "%")
        chiffre.retenue, chiffre.extremes = mesures[0].retenue, mesures[0].extremes
        chiffre.cible = local.cible
        chiffre.etat = juge(
            chiffre, chiffre.cible, "≤" if local.sens in {"≤", "au plus"} else "≥"
        )
        chiffres[local.code] = chiffre
    return chiffres


@dataclass
class _Part:
    """Rows counted over the rows of a base, and what the answers that nobody could read make of
    it.
    """

    base: Base
    retenue: bool = False
    extremes: tuple[Fraction, Fraction] | None = None


def _part(
    registre: Registre, lignes: Sequence[Ligne], sur: Sequence[str], compter: Sequence[str]
) -> _Part:
    n = k = doutes = 0
    for ligne in lignes:
        dedans, compte = _ensemble(registre, ligne, sur), _ensemble(registre, ligne, compter)
        if None in (dedans, compte if dedans else False):
            doutes += 1
        elif dedans:
            n, k = n + 1, k + bool(compte)
    if trop(doutes, n) or any(
        _question_illisible(registre, lignes, c) for c in (*sur, *compter)
    ):
        return _Part((None, None, n), retenue=True)
    return _Part(
        taux(k, n),
        extremes=(Fraction(k, n + doutes), Fraction(k + doutes, n + doutes))
        if doutes
        else None,
    )


def _ensemble(registre: Registre, ligne: Ligne, conditions: Sequence[str]) -> bool | None:
    """Whether a row answers to all; None when nobody knows."""
    dits = [_verifie(registre, ligne, c) for c in conditions]
    if any(dit is False for dit in dits):
        return False
    return None if None in dits else True


def _question_illisible(registre: Registre, lignes: Sequence[Ligne], condition: str) -> bool:
    """Whether too many answers to the question that a filter looks at cannot be read."""
    nom, _, valeur = (part.strip() for part in re.split("([=≠])", condition))
    if valeur == "vide" or not lignes:
        return False
    cellules = [ligne[_colonne(registre, ligne, nom)] for ligne in lignes]
    illisibles = sum(cellule is ILLISIBLE for cellule in cellules)
    return trop(illisibles, sum(cellule is not None for cellule in cellules) - illisibles)


def _colonne(registre: Registre, ligne: Ligne, nom: str) -> str:
    question = next(
        (
            q
            for q in registre.questions
            if q.code in ligne and plie(nom) in {plie(q.code), plie(q.libelle)}
        ),
        None,
    )
    return (
        question.code
        if question
        else next(colonne for colonne in ligne if plie(colonne) == plie(nom))
    )


def _lignes_datees(
    registre: Registre, feuille: str, periode: Periode, a: dt.date
) -> list[Ligne]:
    if feuille == "Réponses":
        return [
            ligne for ligne in list_lines(registre.reponses) if dans(ligne["Date"], periode, a)
        ]
    recues = [p for p in plaintes(registre, a) if dans(p.recue, periode, a)]
    return [
        dict(p.ligne)
        | {
            "Réponse envoyée le": p.reponse,
            "Accusé de réception le": p.ar_note,
            "Nature": p.nature,
        }
        | ({} if p.reponse or p.hors_perimetre else {"Qualification": None})
        for p in recues
    ]


def _verifie(registre: Registre, ligne: Ligne, condition: str) -> bool | None:
    """« Colonne = valeur » or « Colonne ≠ valeur »; a column of answers goes by its code or by the
    wording of its question.

    None: an answer that nobody can read may be that value or not; it is not empty.
    """
    nom, signe, valeur = (part.strip() for part in re.split("([=≠])", condition))
    colonne = _colonne(registre, ligne, nom)
    question = next((q for q in registre.questions if q.code == colonne), None)
    cellule = ligne[colonne]
    if cellule is ILLISIBLE:
        return None if valeur != "vide" else signe == "≠"
    if cellule is None:
        tenues = ["vide"]
    elif isinstance(cellule, dt.date):
        tenues = [f"{cellule:%d/%m/%Y}"]
    else:
        tenues = (
            str(cellule).split(";")
            if question and question.echelle == "choix multiple"
            else [str(cellule)]
        )
    if question is None:
        return (confond(valeur) in map(confond, tenues)) == (signe == "=")
    dites = {plie(tenue) for tenue in tenues}
    for modalite in question.modalites:
        noms = {plie(nom) for nom in (modalite.texte, modalite.abrege) if nom}
        dites |= noms if noms & dites else set()
    return (plie(valeur) in dites) == (signe == "=")


def engagements(
    registre: Registre,
    seance: Seance,
    mesures: Mapping[str, Chiffre],
    libelles: Mapping[str, str],
) -> dict[str, Chiffre]:
    """The commitments, from the typed results or from the indicator that their Source names;
    `libelles`: wording -> code.
    """
    noms = {plie(libelle): code for libelle, code in libelles.items() if code in mesures} | {
        plie(code): code for code in mesures
    }
    chiffres = {}
    for e in registre.engagements:
        if e.source is not None:
            source = mesures.get(noms.get(plie(e.source), ""), Chiffre(unite=""))
            chiffre = Chiffre(
                source.valeur,
                source.numerateur,
                source.denominateur,
                precedente=source.precedente,
                periode=source.periode,
            )
            chiffre.extremes, chiffre.retenue = source.extremes, source.retenue
            if not _meme_unite(e.unite, source.unite):
                chiffre = Chiffre()
        else:
            actuel, avant = (
                _resultat(registre, e, p, seance.a) for p in (seance.comptee, seance.precedente)
            )
            chiffre = (
                Chiffre(actuel.valeur, None, actuel.nombre_de_cas, periode=actuel.periode)
                if actuel
                else Chiffre()
            )
            chiffre.precedente = avant.valeur if avant else None
        chiffre.unite = e.unite
        chiffre.ecart = ecart(chiffre.valeur, chiffre.precedente, e.unite)
        chiffre.cible, chiffre.etat = e.cible, juge(chiffre, e.cible, e.sens, e.tolerance)
        chiffres[f"engagements.{e.code}"] = chiffre
    return chiffres


def _meme_unite(engagement: str, source: str) -> bool:
    """A result in percents cannot answer a target in days; any kind of days is days, a note is a
    number.
    """
    return engagement == {"note": "nombre"}.get(
        source, "jours" if source.startswith("jours") else source
    )


def _resultat(
    registre: Registre, engagement: Engagement, periode: Periode, a: dt.date
) -> Resultat | None:
    choisi: Resultat | None = None
    for resultat in list_results(registre.resultats):
        du_moment = resultat.code == engagement.code and dans(resultat.periode.au, periode, a)
        if du_moment and (
            choisi is None
            or (resultat.periode.au, resultat.periode.du)
            >= (choisi.periode.au, choisi.periode.du)
        ):
            choisi = resultat
    return choisi
