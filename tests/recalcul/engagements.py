"""The commitments and her own indicators (pages 1 and 2.7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction

from clu_batch.model import Engagement, Periode, Registre, Resultat, Seance
from tests.recalcul.calcul import Chiffre, Ligne, compare, ecart, etat, plie, taux
from tests.recalcul.jours import dans
from tests.recalcul.reclamations import plaintes


def locaux(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """Her own indicators, for filters whose values hold neither « et » nor a sign."""
    chiffres = {}
    for _, dit in registre.indicateurs_locaux.rows():
        sur, compter = (str(dit[c]).split(" et ") if dit[c] else [] for c in ("Sur", "Compter"))
        mesures = []
        for periode in (seance.comptee, seance.precedente):
            lignes = _lignes_datees(registre, str(dit["Feuille"]), periode, seance.a)
            base = [ligne for ligne in lignes if all(_verifie(registre, ligne, c) for c in sur)]
            mesures.append(taux(sum(all(_verifie(registre, ligne, c) for c in compter) for ligne in base), len(base)))
        chiffre = compare(mesures[0], mesures[1], "%")
        chiffre.cible = dit["Cible"] if isinstance(dit["Cible"], Fraction) else None
        chiffre.etat = etat(chiffre.valeur, chiffre.cible, "≤" if dit["Sens de la cible"] in {"≤", "au plus"} else "≥")
        chiffres[str(dit["Code"])] = chiffre
    return chiffres


def _lignes_datees(registre: Registre, feuille: str, periode: Periode, a: dt.date) -> list[Ligne]:
    if feuille == "Réponses":
        return [ligne for _, ligne in registre.reponses.rows() if dans(ligne["Date"], periode, a)]
    recues = [p for p in plaintes(registre, a) if dans(p.recue, periode, a)]
    return [
        dict(p.ligne)
        | {"Réponse envoyée le": p.reponse, "Accusé de réception le": p.ar_note, "Nature": p.nature}
        | ({} if p.reponse or p.hors_perimetre else {"Qualification": None})
        for p in recues
    ]


def _verifie(registre: Registre, ligne: Ligne, condition: str) -> bool:
    """« Colonne = valeur » or « Colonne ≠ valeur »; a column of answers goes by its code or by the wording of its question."""
    nom, signe, valeur = (part.strip() for part in re.split("([=≠])", condition))
    question = next((q for q in registre.questions if q.code in ligne and plie(nom) in {plie(q.code), plie(q.libelle)}), None)
    cellule = ligne[question.code if question else next(colonne for colonne in ligne if plie(colonne) == plie(nom))]
    if cellule is None:
        tenues = ["vide"]
    elif isinstance(cellule, dt.date):
        tenues = [f"{cellule:%d/%m/%Y}"]
    else:
        tenues = str(cellule).split(";") if question and question.echelle == "choix multiple" else [str(cellule)]
    dites = {plie(tenue) for tenue in tenues}
    for modalite in question.modalites if question else ():
        noms = {plie(nom) for nom in (modalite.texte, modalite.abrege) if nom}
        dites |= noms if noms & dites else set()
    return (plie(valeur) in dites) == (signe == "=")


def engagements(registre: Registre, seance: Seance, mesures: Mapping[str, Chiffre], libelles: Mapping[str, str]) -> dict[str, Chiffre]:
    """The commitments, from the typed results or from the indicator that their Source names; `libelles`: wording -> code."""
    noms = {plie(libelle): code for libelle, code in libelles.items() if code in mesures} | {plie(code): code for code in mesures}
    chiffres = {}
    for e in registre.engagements:
        if e.source is not None:
            source = mesures.get(noms.get(plie(e.source), ""), Chiffre(unite=""))
            chiffre = Chiffre(source.valeur, source.numerateur, source.denominateur, precedente=source.precedente, periode=source.periode)
            if not _meme_unite(e.unite, source.unite):
                chiffre = Chiffre()
        else:
            actuel, avant = (_resultat(registre, e, p, seance.a) for p in (seance.comptee, seance.precedente))
            chiffre = Chiffre(actuel.valeur, None, actuel.nombre_de_cas, periode=actuel.periode) if actuel else Chiffre()
            chiffre.precedente = avant.valeur if avant else None
        chiffre.unite = e.unite
        chiffre.ecart = ecart(chiffre.valeur, chiffre.precedente, e.unite)
        chiffre.cible, chiffre.etat = e.cible, etat(chiffre.valeur, e.cible, e.sens, e.tolerance)
        chiffres[f"engagements.{e.code}"] = chiffre
    return chiffres


def _meme_unite(engagement: str, source: str) -> bool:
    """A result in percents cannot answer a target in days; any kind of days is days, a note is a number."""
    return engagement == {"note": "nombre"}.get(source, "jours" if source.startswith("jours") else source)


def _resultat(registre: Registre, engagement: Engagement, periode: Periode, a: dt.date) -> Resultat | None:
    choisi: Resultat | None = None
    for resultat in registre.resultats:
        du_moment = resultat.code == engagement.code and dans(resultat.periode.au, periode, a)
        if du_moment and (choisi is None or (resultat.periode.au, resultat.periode.du) >= (choisi.periode.au, choisi.periode.du)):
            choisi = resultat
    return choisi
