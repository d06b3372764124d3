"""Build the sheets of the control workbook that hold figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

import pandas as pd

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

Columns = Mapping[str, ControlColumn]
"""The columns of a sheet, each under the name of its column in the frame."""

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


def _format_cells(values: pd.Series, formats: Iterable[str]) -> pd.Series:
    """Return the cells of a column, each with its number format."""
    cells = [ControlCell(value, shown) for value, shown in zip(values, formats, strict=True)]
    return pd.Series(cells, index=values.index, dtype=object)


def _make_sheet(nom: str, frame: pd.DataFrame, columns: Columns) -> ControlSheet:
    """Make a sheet of the columns of a frame, a row each."""
    rows = list(zip(*(frame[field] for field in columns), strict=True))
    return ControlSheet(nom, tuple(columns.values()), rows)


def build_indicateurs_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the indicators, one row each."""
    figures = list_figures(bilan)
    of_the_unit = figures["unite"].map(choose_format)
    of_a_change = figures["unite"].map(_choose_change_format)
    definitions = [_define_figure(figure) for figure in figures.itertuples()]
    shown = figures.assign(
        valeur=_format_cells(figures["valeur"], of_the_unit),
        precedente=_format_cells(figures["precedente"], of_the_unit),
        cible=_format_cells(figures["cible"], of_the_unit),
        ecart=_format_cells(figures["ecart"], of_a_change),
        definition=pd.Series(definitions, dtype=object),
    )
    return _make_sheet("Indicateurs", shown, _INDICATEURS)


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
    groups = list_repartitions(bilan)
    formats = [NOMBRE if base is None else POURCENT for base in groups["denominateur"]]
    shown = groups.assign(valeur=_format_cells(groups["valeur"], formats))
    return _make_sheet("Répartitions", shown, _REPARTITIONS)


def build_reclamations_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the open complaints and those of the period, the urgent ones first."""
    read_line = attrgetter(*_RECLAMATIONS)
    lines = [read_line(ligne) for ligne in bilan.reclamations]
    complaints = pd.DataFrame(lines, columns=list(_RECLAMATIONS), dtype=object)
    return _make_sheet("Réclamations", complaints, _RECLAMATIONS)


def build_historique_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the figures of each held meeting at its own cut-off. It can be pasted back
    into a workbook.
    """
    passes = bilan.historique
    modifiees = passes["regle_modifiee"].map({True: REGLE_MODIFIEE, False: ""})
    shown = passes.assign(
        libelle=passes["libelle"] + modifiees,
        valeur=_format_cells(passes["valeur"], passes["unite"].map(choose_format)),
    )
    return _make_sheet("Historique", shown, _HISTORIQUE)


def write_reclamations_sentence(bilan: BilanGeneral, horizon: int = 7) -> str | None:
    """Write « 3 réclamations en retard, 5 à échéance sous 7 jours »; None when there are neither
    (docs/rules/control-workbook.md#screen).
    """
    late, soon = 0, 0
    for ligne in bilan.reclamations:
        left = ligne.jours_restants
        late += ligne.etat == EtatDeReclamation.DEPASSE
        soon += ligne.etat == EtatDeReclamation.EN_COURS and left is not None and left <= horizon
    if not late and not soon:
        return None
    retard = french.format_count(late, "réclamation")
    return f"{retard} en retard, {french.format_number(soon)} à échéance sous {horizon} jours"
