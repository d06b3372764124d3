"""The breakdowns of the surveys (page 2.4)."""

from __future__ import annotations

from collections.abc import Mapping

from clu_batch.model import Periode, Question, Registre, Seance
from tests.recalcul.calcul import Base, Ligne, plie, taux
from tests.recalcul.jours import mois_de, nom_du_mois
from tests.recalcul.satisfaction import Filtre, Satisfaction, a_un_taux, exprimees, ouverte_le, question_globale, sens_des_reponses
from tests.recalcul.suivi import taire

Repartitions = dict[tuple[str, str], dict[str, Base]]
"""(Code, Axe) -> Modalité -> figure."""


def distributions(registre: Registre, seance: Seance) -> Repartitions:
    """The answers to each question, in the words of its scale."""
    maintenant = Satisfaction(registre, seance.comptee, seance.a)
    lignes: Repartitions = {}
    for question in registre.questions:
        if question.echelle == "texte":
            continue
        nombres, apart = maintenant.reponses(question), {"sans réponse": (None, maintenant.sans_reponse(question), None)}
        if a_un_taux(question):
            total, sens = exprimees(maintenant.compte(question)), sens_des_reponses(question)
        else:
            cochees_ = [r for r, n in nombres.items() if n]
            total, sens = maintenant.repondants(question), dict.fromkeys([*(m.texte for m in question.modalites), *cochees_], "neutre")
        bases = {r: (None, nombres.get(r, 0), None) if c == "exclu" else taux(nombres.get(r, 0), total) for r, c in sens.items()}
        lignes[f"satisfaction.{'taux' if a_un_taux(question) else 'choix'}.{question.code}", "Réponse"] = bases | apart
    return lignes


def croisements(registre: Registre, seance: Seance) -> Repartitions:
    """The Question globale by site, canal, service, mode de recueil and month."""
    globale = question_globale(registre.questions)
    if globale is None:
        return {}
    maintenant, seuil = Satisfaction(registre, seance.comptee, seance.a), registre.parametres.seuil_regroupement
    axes: dict[str, dict[str, Base]] = {}
    for axe in ("Site", "Canal", "Service", "Mode de recueil"):
        groupes = _groupes(maintenant, globale, axe)
        if set(groupes) - {"non renseigne"}:
            axes[axe] = _regroupe(groupes, seuil)
    axes["Mois"] = taire(_par_mois(maintenant, globale, seance.comptee, seuil), seance.comptee, ouverte_le(registre, seance.a))
    return {("satisfaction.taux.global", axe): lignes for axe, lignes in axes.items() if lignes}


def groupe(ligne: Ligne, axe: str) -> str:
    return plie(ligne.get(axe) or "non renseigné")


def _groupes(reponses: Satisfaction, question: Question, axe: str) -> dict[str, Base]:
    """Group -> rate; two spellings that differ by case or accents are the same group."""
    noms = {groupe(ligne, axe) for ligne in [*(f.ligne for f in reponses.formulaires), *reponses.comptes]}
    groupes = {nom: reponses.taux(question, _est(axe, nom)) for nom in noms}
    return {nom: base for nom, base in groupes.items() if base[2]}


def _est(axe: str, nom: str) -> Filtre:
    return lambda ligne: groupe(ligne, axe) == nom


def _regroupe(groupes: Mapping[str, Base], seuil: int) -> dict[str, Base]:
    """The small groups are merged; one that she calls « Autres » herself is one of them."""
    if all((base[2] or 0) >= seuil for base in groupes.values()):
        return dict(groupes)
    grands = {nom: base for nom, base in groupes.items() if (base[2] or 0) >= seuil and nom != "autres"}
    petits = [base for nom, base in groupes.items() if nom not in grands]
    autres = taux(sum(k or 0 for _, k, _ in petits), sum(n or 0 for _, _, n in petits))
    return {} if (autres[2] or 0) < seuil else grands | {"autres": autres}


def _par_mois(reponses: Satisfaction, question: Question, periode: Periode, seuil: int) -> dict[str, Base]:
    """Every month of the period, its number without a rate when it is small; nothing when no form answers."""
    mois = {nom: reponses.taux(question, _du_mois(nom)) for nom in mois_de(periode)}
    if not any(base[2] for base in mois.values()):
        return {}
    return {nom: base if base[2] and base[2] >= seuil else (None, None, base[2]) for nom, base in mois.items()}


def _du_mois(nom: str) -> Filtre:
    return lambda ligne: "Date" in ligne and nom_du_mois(ligne["Date"]) == nom
