"""The rows of the four sheets of the control workbook that hold figures
(docs/rules/control-workbook.md#indicateurs): header -> cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.rules.model import Registre, Seance, Suppleance
from tests.campaigns.recount.appui import appui, repartitions_appui
from tests.campaigns.recount.calcul import Chiffre, Ligne
from tests.campaigns.recount.comite import comite, etat_suppleance, limites
from tests.campaigns.recount.croisements import Repartitions, croisements, distributions
from tests.campaigns.recount.engagements import engagements, locaux
from tests.campaigns.recount.reclamations import (
    Plainte,
    Reclamations,
    lignes_reclamations,
    reclamations,
    repartitions_reclamations,
)
from tests.campaigns.recount.satisfaction import retours, satisfaction
from tests.support.figures import reunion_de

SANS_PERIODE = {"reclamations.stock", "reclamations.plus_ancienne"}
SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def indicateurs(
    registre: Registre, seance: Seance, libelles: Mapping[str, str]
) -> dict[str, Ligne]:
    """Code -> the row of « Indicateurs »; `libelles`: the wordings that the program gives, for the
    commitments that name one.
    """
    mesures: dict[str, Chiffre] = {}
    if registre.questions:
        mesures |= satisfaction(registre, seance) | retours(registre, seance)
    if len(registre.reclamations):
        mesures |= reclamations(registre, seance)
    mesures |= locaux(registre, seance) | appui(registre, seance)
    reunion = reunion_de(seance)
    mesures |= comite(registre, reunion.date if reunion else seance.j)
    mesures |= engagements(registre, seance, mesures, libelles)
    return {code: _indicateur(code, chiffre, seance) for code, chiffre in mesures.items()}


def _indicateur(code: str, chiffre: Chiffre, seance: Seance) -> Ligne:
    periode = None if code in SANS_PERIODE else chiffre.periode or seance.periode
    bas, haut = chiffre.intervalle or (None, None)
    return {
        "Code": code,
        "Période du": periode and periode.du,
        "Période au": periode and periode.au,
        "Valeur": chiffre.valeur,
        "Numérateur": chiffre.numerateur,
        "Dénominateur": chiffre.denominateur,
        "Unité": chiffre.unite,
        "Intervalle bas": bas,
        "Intervalle haut": haut,
        "Période précédente": chiffre.precedente,
        "Écart": chiffre.ecart,
        "Évolution": chiffre.evolution,
        "Cible": chiffre.cible,
        "État": chiffre.etat,
    }


def repartitions(registre: Registre, seance: Seance) -> Repartitions:
    """Every breakdown."""
    tables: Repartitions = {}
    if registre.questions:
        tables |= distributions(registre, seance) | croisements(registre, seance)
    if len(registre.reclamations):
        tables |= repartitions_reclamations(registre, seance)
    return tables | repartitions_appui(registre, seance)


def plaintes_listees(registre: Registre, seance: Seance) -> list[Ligne]:
    """The rows of « Réclamations », urgent first."""
    suivi = Reclamations(registre, seance.comptee, seance.a).ar_suivi
    return [_plainte(p, suivi=suivi) for p in lignes_reclamations(registre, seance)]


def _plainte(plainte: Plainte, *, suivi: bool) -> Ligne:
    reste = None
    if plainte.echeance and plainte.delai is None:
        reste = (plainte.echeance - plainte.a).days
    return {
        "N°": plainte.ligne["N°"],
        "Reçue le": plainte.recue,
        "Service": plainte.ligne["Service"],
        "Canal": plainte.ligne["Canal"],
        "Échéance": plainte.echeance,
        "Délai": plainte.delai,
        "État": plainte.etat,
        "Jours restants": reste,
        "AR échéance": plainte.ar_echeance if suivi else None,
        "AR état": (plainte.ar_etat if suivi else None) or "non suivi",
    }


def suppleances(registre: Registre, seance: Seance) -> list[Ligne]:
    """The rows of « Suppléances » but their Motif."""
    return [_suppleance(registre, s) for s in annoncees(registre, seance)]


def annoncees(registre: Registre, seance: Seance) -> Sequence[Suppleance]:
    """The substitutions of the meeting."""
    reunion = reunion_de(seance)
    return [s for s in registre.comite.suppleances if reunion and s.reunion == reunion.date]


CIVILITES_ABREGEES = {"Madame": "Mme", "Monsieur": "M.", "Maître": "Me", "Docteur": "Dr"}


def _suppleance(registre: Registre, suppleance: Suppleance) -> Ligne:
    pleins, j_2, imprimee = limites(registre, suppleance.reunion)
    nom = " ".join(part for part in (suppleance.prenom, suppleance.nom) if part)
    civilite = CIVILITES_ABREGEES.get(suppleance.civilite or "")
    return {
        "Membre": suppleance.membre,
        "Suppléant": (f"{civilite}\u00a0{nom}" if civilite else nom)
        if suppleance.nom
        else None,
        "Secrétariat informé le": suppleance.informe_le,
        "Moyen": suppleance.moyen,
        "Limite jours pleins": pleins,
        "Limite J-2": j_2,
        "Limite imprimée": imprimee,
        "État": etat_suppleance(registre, suppleance),
        "Décision": suppleance.decision,
    }


def motifs(registre: Registre, suppleance: Suppleance) -> set[str]:
    """What a reader must find in the Motif of a substitution."""
    manques = {
        "identité": suppleance.nom,
        "fonction": suppleance.fonction,
        "date": suppleance.informe_le,
    }
    if None in manques.values():
        return {mot for mot, valeur in manques.items() if valeur is None}
    pleins, j_2, imprimee = limites(registre, suppleance.reunion)
    informe = suppleance.informe_le
    assert informe is not None
    dits = {SEMAINE[informe.weekday()], str(informe.year)}
    if informe <= imprimee:
        return dits | {"au plus tard le"}
    if informe <= (j_2 if registre.parametres.decompte_suppleance == "J-2" else pleins):
        return dits | {"après la date imprimée mais dans le délai de la procédure"}
    return dits | {
        "après la limite J-2" if informe > j_2 else "après la limite en jours pleins"
    }
