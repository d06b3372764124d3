"""Build the sheets of the control workbook that hold figures."""

from __future__ import annotations

from typing import Any

from clu_batch.documents.control.sheet_layout import Columns, make_sheet
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
from clu_batch.rules.figures import mesures
from clu_batch.rules.figures.figure_frames import list_figures, list_repartitions
from clu_batch.rules.figures.historique import REGLE_MODIFIEE
from clu_batch.rules.model import BilanGeneral, EtatDeReclamation

_CODE: Columns = {"code": ControlColumn("Code", largeur=34, exact=True)}
_NAMED: Columns = {**_CODE, "libelle": ControlColumn("Libellé", largeur=52)}
_PERIOD: Columns = {
    "periode_du": ControlColumn("Période du", DATE, 12),
    "periode_au": ControlColumn("Période au", DATE, 12),
}
_MEASURED: Columns = {
    "valeur": ControlColumn("Valeur", DECIMAL, 11),
    "numerateur": ControlColumn("Numérateur", NOMBRE, 12),
    "denominateur": ControlColumn("Dénominateur", NOMBRE, 13),
}
"""Columns that several sheets share."""

_INDICATEURS: Columns = {
    **_NAMED,
    **_PERIOD,
    **_MEASURED,
    "unite": ControlColumn("Unité", largeur=12),
    "intervalle_bas": ControlColumn("Intervalle bas", POURCENT, 13),
    "intervalle_haut": ControlColumn("Intervalle haut", POURCENT, 13),
    "precedente": ControlColumn("Période précédente", DECIMAL, 13),
    "ecart": ControlColumn("Écart", DECIMAL, 10),
    "evolution": ControlColumn("Évolution", largeur=18),
    "cible": ControlColumn("Cible", DECIMAL, 10),
    "etat": ControlColumn("État", largeur=20),
    "definition": ControlColumn("Définition", largeur=90),
}
_REPARTITIONS: Columns = {
    **_CODE,
    "axe": ControlColumn("Axe", largeur=18),
    "modalite": ControlColumn("Modalité", largeur=34),
    **_MEASURED,
}
_RECLAMATIONS: Columns = {
    "numero": ControlColumn("N°", largeur=12, exact=True),
    "recue_le": ControlColumn("Reçue le", DATE, 12),
    "service": ControlColumn("Service", largeur=26),
    "canal": ControlColumn("Canal", largeur=20),
    "echeance": ControlColumn("Échéance", DATE, 12),
    "delai": ControlColumn("Délai", NOMBRE, 9),
    "etat": ControlColumn("État", largeur=28),
    "jours_restants": ControlColumn("Jours restants", NOMBRE, 12),
    "ar_echeance": ControlColumn("AR échéance", DATE, 12),
    "ar_etat": ControlColumn("AR état", largeur=16),
}
_HISTORIQUE: Columns = {
    "reunion": ControlColumn("Réunion", DATE, 12),
    **_PERIOD,
    "arrete_au": ControlColumn("Arrêté au", DATE, 12),
    **_NAMED,
    **_MEASURED,
    "unite": ControlColumn("Unité", largeur=12),
    "regle": ControlColumn("Règle", largeur=60),
}


_FORMATS = {mesures.POURCENT: POURCENT, mesures.DATE: DATE, mesures.NOMBRE: NOMBRE}
"""The number formats by unit; a value in another unit has a decimal."""


def choose_format(unite: str) -> str:
    """Return the number format of a value, by its unit."""
    return _FORMATS.get(unite, DECIMAL)


def _choose_change_format(unite: str) -> str:
    """The number format of a change: a rate changes by points."""
    return DECIMAL if unite == mesures.POURCENT else choose_format(unite)


def build_indicateurs_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the indicators, one row each."""
    return make_sheet(
        "Indicateurs",
        list_figures(bilan).itertuples(),
        _INDICATEURS,
        valeur=lambda figure: ControlCell(figure.valeur, choose_format(figure.unite)),
        precedente=lambda figure: ControlCell(figure.precedente, choose_format(figure.unite)),
        cible=lambda figure: ControlCell(figure.cible, choose_format(figure.unite)),
        ecart=lambda figure: ControlCell(figure.ecart, _choose_change_format(figure.unite)),
        definition=_define_figure,
    )


def _define_figure(figure: Any) -> str:
    """Write what the figure means, what its previous value leaves out, and why it is not given or
    judged.
    """
    reserve = f" Période précédente : {figure.reserve}." if figure.reserve else ""
    definition: str = figure.definition + french.typeset(reserve)
    if not figure.illisibles:
        return definition
    combien = french.format_count(figure.illisibles, "réponse illisible", "réponses illisibles")
    suite = "trop pour que la valeur soit donnée" if figure.retenue else "à part"
    return f"{definition} {combien}, {suite}."


def build_repartitions_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the printed breakdowns: a rate where the row has a base, a count
    otherwise.
    """
    groups = list_repartitions(bilan).itertuples()
    return make_sheet("Répartitions", groups, _REPARTITIONS, valeur=_show_share)


def _show_share(group: Any) -> ControlCell:
    return ControlCell(group.valeur, NOMBRE if group.denominateur is None else POURCENT)


def build_reclamations_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the open complaints and those of the period, the urgent ones first."""
    return make_sheet("Réclamations", bilan.reclamations, _RECLAMATIONS)


def build_historique_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the figures of each held meeting at its own cut-off. It can be pasted back
    into a workbook.
    """
    return make_sheet(
        "Historique",
        bilan.historique.itertuples(),
        _HISTORIQUE,
        libelle=lambda passe: passe.libelle + (REGLE_MODIFIEE if passe.regle_modifiee else ""),
        valeur=lambda passe: ControlCell(passe.valeur, choose_format(passe.unite)),
    )


SOON = 7
"""Days before its due date from which an open complaint is told of."""


def write_reclamations_sentence(bilan: BilanGeneral) -> str | None:
    """Write « 3 réclamations en retard, 5 à échéance sous 7 jours »; None when there are neither
    (docs/rules/control-workbook.md#screen). The number late is the one that the pack prints, those
    of the period: the others are told apart.
    """
    late, soon, others = 0, 0, 0
    periode = bilan.seance.comptee
    for ligne in bilan.reclamations:
        left = ligne.jours_restants
        if ligne.etat == EtatDeReclamation.DEPASSE:
            late += periode.holds(ligne.recue_le)
            others += not periode.holds(ligne.recue_le)
        running = ligne.etat == EtatDeReclamation.EN_COURS
        soon += running and left is not None and left <= SOON
    if not (late or others or soon):
        return None
    retard = f"{french.format_count(late, 'réclamation')} en retard"
    if others:
        autres = french.format_count(others, "autre, reçue", "autres, reçues")
        retard += f" (et {autres} hors de la période du dossier)"
    return f"{retard}, {french.format_number(soon)} à échéance sous {SOON} jours"
