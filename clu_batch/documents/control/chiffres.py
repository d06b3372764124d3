"""Build the sheets of the control workbook that hold figures."""

from __future__ import annotations

from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import (
    DATE,
    DECIMAL,
    NOMBRE,
    POURCENT,
    ControlCell,
    ControlColumn,
    ControlSheet,
)
from clu_batch.rules.figures.historique import REGLE_MODIFIEE
from clu_batch.rules.figures.reclamations_fiches import SANS_PERIODE
from clu_batch.rules.model import BilanGeneral, Indicateur, Mesure, Periode, ResultatHistorique

_NAMED = (
    ControlColumn("Code", largeur=34, exact=True),
    ControlColumn("Libellé", largeur=52),
)
_PERIOD = (
    ControlColumn("Période du", DATE, 12),
    ControlColumn("Période au", DATE, 12),
)
_MEASURED = (
    ControlColumn("Valeur", DECIMAL, 11),
    ControlColumn("Numérateur", NOMBRE, 12),
    ControlColumn("Dénominateur", NOMBRE, 13),
)
"""Columns that several sheets share."""


def choose_format(unite: str) -> str:
    """Return the number format of a value, by its unit."""
    if unite == "%":
        return POURCENT
    if unite == "date":
        return DATE
    return NOMBRE if unite == "nombre" else DECIMAL


def _write_value(mesure: Mesure | None, unite: str) -> ControlCell:
    return ControlCell(None if mesure is None else mesure.valeur, choose_format(unite))


def _split_base(mesure: Mesure) -> tuple[int | None, int | None]:
    return mesure.numerateur, mesure.denominateur


def build_indicateurs_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the indicators, one row each."""
    colonnes = (
        *_NAMED,
        *_PERIOD,
        *_MEASURED,
        ControlColumn("Unité", largeur=12),
        ControlColumn("Intervalle bas", POURCENT, 13),
        ControlColumn("Intervalle haut", POURCENT, 13),
        ControlColumn("Période précédente", DECIMAL, 13),
        ControlColumn("Écart", DECIMAL, 10),
        ControlColumn("Évolution", largeur=18),
        ControlColumn("Cible", DECIMAL, 10),
        ControlColumn("État", largeur=20),
        ControlColumn("Définition", largeur=90),
    )
    return ControlSheet(
        "Indicateurs", colonnes, [_list_figure(i, bilan) for i in bilan.indicateurs.values()]
    )


def _list_figure(indicateur: Indicateur, bilan: BilanGeneral) -> tuple[object, ...]:
    periode = _find_period(indicateur, bilan)
    bas, haut = indicateur.intervalle or (None, None)
    return (
        indicateur.code,
        indicateur.libelle,
        None if periode is None else periode.du,
        None if periode is None else periode.au,
        _write_value(indicateur.mesure, indicateur.unite),
        *_split_base(indicateur.mesure),
        indicateur.unite,
        bas,
        haut,
        _write_value(indicateur.precedente, indicateur.unite),
        # a rate changes by points
        ControlCell(
            indicateur.ecart,
            DECIMAL if indicateur.unite == "%" else choose_format(indicateur.unite),
        ),
        indicateur.evolution,
        ControlCell(indicateur.cible, choose_format(indicateur.unite)),
        indicateur.etat,
        _define_figure(indicateur),
    )


def _find_period(indicateur: Indicateur, bilan: BilanGeneral) -> Periode | None:
    """Return the days that a figure covers; None for what is counted whatever its date."""
    if indicateur.code in SANS_PERIODE:
        return None
    return indicateur.periode or bilan.seance.periode


def _define_figure(indicateur: Indicateur) -> str:
    """Write what the figure means, what its previous value leaves out, and why it is not given or
    judged.
    """
    reserve = f" Période précédente : {indicateur.reserve}." if indicateur.reserve else ""
    definition = indicateur.definition + french.typeset(reserve)
    mesure = indicateur.mesure
    if not mesure.illisibles:
        return definition
    combien = french.format_count(mesure.illisibles, "réponse illisible", "réponses illisibles")
    suite = "trop pour que la valeur soit donnée" if mesure.retenue else "à part"
    return f"{definition} {combien}, {suite}."


def build_repartitions_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the printed breakdowns: a rate where the row has a base, a count
    otherwise.
    """
    colonnes = (
        ControlColumn("Code", largeur=34, exact=True),
        ControlColumn("Axe", largeur=18),
        ControlColumn("Modalité", largeur=34),
        *_MEASURED,
    )
    lignes = [
        (
            r.code,
            r.axe,
            r.modalite,
            ControlCell(r.mesure.valeur, NOMBRE if r.mesure.denominateur is None else POURCENT),
            *_split_base(r.mesure),
        )
        for r in bilan.repartitions
    ]
    return ControlSheet("Répartitions", colonnes, lignes)


def build_reclamations_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the open complaints and those of the period, the urgent ones first."""
    colonnes = (
        ControlColumn("N°", largeur=12, exact=True),
        ControlColumn("Reçue le", DATE, 12),
        ControlColumn("Service", largeur=26),
        ControlColumn("Canal", largeur=20),
        ControlColumn("Échéance", DATE, 12),
        ControlColumn("Délai", NOMBRE, 9),
        ControlColumn("État", largeur=28),
        ControlColumn("Jours restants", NOMBRE, 12),
        ControlColumn("AR échéance", DATE, 12),
        ControlColumn("AR état", largeur=16),
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
    return ControlSheet("Réclamations", colonnes, lignes)


def build_historique_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the figures of each held meeting at its own cut-off. It can be pasted back
    into a workbook.
    """
    colonnes = (
        ControlColumn("Réunion", DATE, 12),
        *_PERIOD,
        ControlColumn("Arrêté au", DATE, 12),
        *_NAMED,
        *_MEASURED,
        ControlColumn("Unité", largeur=12),
        ControlColumn("Règle", largeur=60),
    )
    return ControlSheet(
        "Historique", colonnes, [_list_past(resultat) for resultat in bilan.historique]
    )


def _list_past(resultat: ResultatHistorique) -> tuple[object, ...]:
    indicateur = resultat.indicateur
    return (
        resultat.reunion,
        resultat.periode.du,
        resultat.periode.au,
        resultat.arrete_au,
        indicateur.code,
        indicateur.libelle + REGLE_MODIFIEE if resultat.regle_modifiee else indicateur.libelle,
        _write_value(indicateur.mesure, indicateur.unite),
        *_split_base(indicateur.mesure),
        indicateur.unite,
        resultat.regle,
    )


def write_reclamations_sentence(bilan: BilanGeneral, horizon: int = 7) -> str | None:
    """Write « 3 réclamations en retard, 5 à échéance sous 7 jours »; None when there are neither
    (docs/rules/control-workbook.md#screen).
    """
    late = sum(c.etat == "sans réponse, délai dépassé" for c in bilan.reclamations)
    soon = sum(
        c.etat == "en cours" and c.jours_restants is not None and c.jours_restants <= horizon
        for c in bilan.reclamations
    )
    if not late and not soon:
        return None
    retard = french.format_count(late, "réclamation")
    return f"{retard} en retard, {french.format_number(soon)} à échéance sous {horizon} jours"
