"""The sheets of the control workbook that hold figures."""

from __future__ import annotations

from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import (
    DATE,
    DECIMAL,
    NOMBRE,
    POURCENT,
    Cellule,
    ColonneDeFeuille,
    Feuille,
)
from clu_batch.rules.figures.historique import REGLE_MODIFIEE
from clu_batch.rules.figures.reclamations_fiches import SANS_PERIODE
from clu_batch.rules.model import Bilan, Indicateur, Mesure, Periode, ResultatHistorique


def format_de(unite: str) -> str:
    """The number format of a value, by its unit."""
    if unite == "%":
        return POURCENT
    if unite == "date":
        return DATE
    return NOMBRE if unite == "nombre" else DECIMAL


def _write(mesure: Mesure | None, unite: str) -> Cellule:
    return Cellule(None if mesure is None else mesure.valeur, format_de(unite))


def _split_base(mesure: Mesure) -> tuple[int | None, int | None]:
    return mesure.numerateur, mesure.denominateur


def indicateurs(bilan: Bilan) -> Feuille:
    """One row per indicator."""
    colonnes = (
        ColonneDeFeuille("Code", largeur=34, exact=True),
        ColonneDeFeuille("Libellé", largeur=52),
        ColonneDeFeuille("Période du", DATE, 12),
        ColonneDeFeuille("Période au", DATE, 12),
        ColonneDeFeuille("Valeur", DECIMAL, 11),
        ColonneDeFeuille("Numérateur", NOMBRE, 12),
        ColonneDeFeuille("Dénominateur", NOMBRE, 13),
        ColonneDeFeuille("Unité", largeur=12),
        ColonneDeFeuille("Intervalle bas", POURCENT, 13),
        ColonneDeFeuille("Intervalle haut", POURCENT, 13),
        ColonneDeFeuille("Période précédente", DECIMAL, 13),
        ColonneDeFeuille("Écart", DECIMAL, 10),
        ColonneDeFeuille("Évolution", largeur=18),
        ColonneDeFeuille("Cible", DECIMAL, 10),
        ColonneDeFeuille("État", largeur=20),
        ColonneDeFeuille("Définition", largeur=90),
    )
    return Feuille(
        "Indicateurs", colonnes, [_list_figure(i, bilan) for i in bilan.indicateurs.values()]
    )


def _list_figure(indicateur: Indicateur, bilan: Bilan) -> tuple[object, ...]:
    periode = _find_period(indicateur, bilan)
    bas, haut = indicateur.intervalle or (None, None)
    return (
        indicateur.code,
        indicateur.libelle,
        None if periode is None else periode.du,
        None if periode is None else periode.au,
        _write(indicateur.mesure, indicateur.unite),
        *_split_base(indicateur.mesure),
        indicateur.unite,
        bas,
        haut,
        _write(indicateur.precedente, indicateur.unite),
        Cellule(
            indicateur.ecart, DECIMAL if indicateur.unite == "%" else format_de(indicateur.unite)
        ),  # a rate changes by points
        indicateur.evolution,
        Cellule(indicateur.cible, format_de(indicateur.unite)),
        indicateur.etat,
        _define(indicateur),
    )


def _find_period(indicateur: Indicateur, bilan: Bilan) -> Periode | None:
    """The days that a figure covers; None for what is counted whatever its date."""
    if indicateur.code in SANS_PERIODE:
        return None
    return indicateur.periode or bilan.seance.periode


def _define(indicateur: Indicateur) -> str:
    """What the figure means, what its previous value leaves out, why it is not told or judged."""
    reserve = f" Période précédente : {indicateur.reserve}." if indicateur.reserve else ""
    definition = indicateur.definition + french.typographie(reserve)
    mesure = indicateur.mesure
    if not mesure.illisibles:
        return definition
    combien = french.pluriel(mesure.illisibles, "réponse illisible", "réponses illisibles")
    suite = "trop pour que la valeur soit donnée" if mesure.retenue else "à part"
    return f"{definition} {combien}, {suite}."


def repartitions(bilan: Bilan) -> Feuille:
    """Every breakdown that is printed; a rate where the row has a base, a count otherwise."""
    colonnes = (
        ColonneDeFeuille("Code", largeur=34, exact=True),
        ColonneDeFeuille("Axe", largeur=18),
        ColonneDeFeuille("Modalité", largeur=34),
        ColonneDeFeuille("Valeur", DECIMAL, 11),
        ColonneDeFeuille("Numérateur", NOMBRE, 12),
        ColonneDeFeuille("Dénominateur", NOMBRE, 13),
    )
    lignes = [
        (
            r.code,
            r.axe,
            r.modalite,
            Cellule(r.mesure.valeur, NOMBRE if r.mesure.denominateur is None else POURCENT),
            *_split_base(r.mesure),
        )
        for r in bilan.repartitions
    ]
    return Feuille("Répartitions", colonnes, lignes)


def reclamations(bilan: Bilan) -> Feuille:
    """The open complaints and those of the period, urgent first."""
    colonnes = (
        ColonneDeFeuille("N°", largeur=12, exact=True),
        ColonneDeFeuille("Reçue le", DATE, 12),
        ColonneDeFeuille("Service", largeur=26),
        ColonneDeFeuille("Canal", largeur=20),
        ColonneDeFeuille("Échéance", DATE, 12),
        ColonneDeFeuille("Délai", NOMBRE, 9),
        ColonneDeFeuille("État", largeur=28),
        ColonneDeFeuille("Jours restants", NOMBRE, 12),
        ColonneDeFeuille("AR échéance", DATE, 12),
        ColonneDeFeuille("AR état", largeur=16),
    )
    lignes = [
        (
            c.numero,
            c.recue_le,
            c.service,
            c.canal,
            c.echeance,
            c.delai,
            c.etat,
            c.jours_restants,
            c.ar_echeance,
            c.ar_etat,
        )
        for c in bilan.reclamations
    ]
    return Feuille("Réclamations", colonnes, lignes)


def historique(bilan: Bilan) -> Feuille:
    """The figures of each held meeting at its own cut-off; this sheet can be pasted back into a
    workbook.
    """
    colonnes = (
        ColonneDeFeuille("Réunion", DATE, 12),
        ColonneDeFeuille("Période du", DATE, 12),
        ColonneDeFeuille("Période au", DATE, 12),
        ColonneDeFeuille("Arrêté au", DATE, 12),
        ColonneDeFeuille("Code", largeur=34, exact=True),
        ColonneDeFeuille("Libellé", largeur=52),
        ColonneDeFeuille("Valeur", DECIMAL, 11),
        ColonneDeFeuille("Numérateur", NOMBRE, 12),
        ColonneDeFeuille("Dénominateur", NOMBRE, 13),
        ColonneDeFeuille("Unité", largeur=12),
        ColonneDeFeuille("Règle", largeur=60),
    )
    return Feuille("Historique", colonnes, [_list_past(resultat) for resultat in bilan.historique])


def _list_past(resultat: ResultatHistorique) -> tuple[object, ...]:
    indicateur = resultat.indicateur
    return (
        resultat.reunion,
        resultat.periode.du,
        resultat.periode.au,
        resultat.arrete_au,
        indicateur.code,
        indicateur.libelle + REGLE_MODIFIEE if resultat.regle_modifiee else indicateur.libelle,
        _write(indicateur.mesure, indicateur.unite),
        *_split_base(indicateur.mesure),
        indicateur.unite,
        resultat.regle,
    )


def phrase_reclamations(bilan: Bilan, horizon: int = 7) -> str | None:
    """« 3 réclamations en retard, 5 à échéance sous 7 jours », or None when no complaint is
    followed (docs/rules/control-workbook.md#screen).
    """
    late = sum(c.etat == "sans réponse, délai dépassé" for c in bilan.reclamations)
    soon = sum(
        c.etat == "en cours" and c.jours_restants is not None and c.jours_restants <= horizon
        for c in bilan.reclamations
    )
    if not late and not soon:
        return None
    return (
        f"{french.pluriel(late, 'réclamation')} en retard, {french.nombre(soon)} à échéance sous"
        f" {horizon} jours"
    )
