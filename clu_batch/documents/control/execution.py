"""Build the sheets of the control workbook about the run itself: what to correct, what was made,
from which sources.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from urllib.parse import quote

from clu_batch import __version__
from clu_batch.kernel import french
from clu_batch.kernel.problems import Group, Place, format_ranges
from clu_batch.kernel.sheet_content import NOMBRE, ControlCell, ControlColumn, ControlSheet
from clu_batch.kernel.tables import Table
from clu_batch.records.parametres import REGLAGES
from clu_batch.rules.delais import Delai
from clu_batch.rules.model import Parametres

EMPREINTE = 12
"""First signs of a workbook's SHA-256 that are shown (docs/rules/documents.md#determinism)."""


@dataclass(frozen=True, slots=True)
class LigneDocument:
    """A document of the meeting and what became of it."""

    fichier: str
    modele: str
    etat: str  # produit, conservé car modifié, envoyé non refait, non produit, périmé
    remarque: str = ""


def build_a_corriger_sheet(groups: Sequence[Group], vers_classeurs: str | None) -> ControlSheet:
    """Build the sheet of the problems, grouped.

    `vers_classeurs`: the relative path from the control workbook to the workbooks, None when there
    is none.
    """
    colonnes = (
        ControlColumn("Gravité", largeur=12),
        ControlColumn("Classeur", largeur=22, exact=True),
        ControlColumn("Feuille", largeur=20, exact=True),
        ControlColumn("Cellule", largeur=10, exact=True),
        ControlColumn("Plage", largeur=22, exact=True),
        ControlColumn("Colonne", largeur=24, exact=True),
        ControlColumn("Valeur", largeur=56),
        ControlColumn("Attendu", largeur=56),
        ControlColumn("Que faire", largeur=70),
        ControlColumn("Occurrences", NOMBRE, 12),
    )
    lignes = [
        (
            g.problem.gravite.libelle,
            g.problem.place.workbook,
            g.problem.place.sheet,
            ControlCell(g.problem.place.cell, lien=_link(g.problem.place, vers_classeurs)),
            format_ranges(g.cells),
            g.problem.colonne,
            g.problem.trouve,
            g.problem.attendu,
            g.problem.que_faire,
            g.occurrences,
        )
        for g in groups
    ]
    return ControlSheet("À corriger", colonnes, lignes)


def _link(place: Place, vers_classeurs: str | None) -> str:
    """Return a relative link to the cell, so that the folder may move as a whole."""
    if (
        vers_classeurs is None
        or not place.cell
        or not place.workbook.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))
    ):
        return ""
    sheet = place.sheet.replace("'", "''")
    return f"{quote(f'{vers_classeurs}/{place.workbook}')}#'{sheet}'!{place.cell}"


def build_documents_sheet(lignes: Sequence[LigneDocument]) -> ControlSheet:
    """Build the sheet that tells what became of each document."""
    colonnes = (
        ControlColumn("Fichier", largeur=64, exact=True),
        ControlColumn("Modèle", largeur=24, exact=True),
        ControlColumn("État", largeur=24),
        ControlColumn("Remarque", largeur=90),
    )
    return ControlSheet(
        "Documents", colonnes, [(d.fichier, d.modele, d.etat, d.remarque) for d in lignes]
    )


def build_sources_sheet(
    tables: Mapping[str, Table], parametres: Parametres, delais: Sequence[Delai]
) -> ControlSheet:
    """Build the sheet of the sources: the sheets read, the parameters and délais in force, the
    version of the program.
    """
    colonnes = (
        ControlColumn("Classeur", largeur=24, exact=True),
        ControlColumn("Feuille", largeur=44, exact=True),
        ControlColumn("Empreinte", largeur=80),
        ControlColumn("Lignes lues", NOMBRE, 12),
        ControlColumn("Retenues", NOMBRE, 12),
        ControlColumn("Écartées", NOMBRE, 12),
    )
    origins = chain.from_iterable(table.origins for table in tables.values())
    lignes: list[tuple[object, ...]] = [
        (
            origin.workbook,
            origin.sheet,
            origin.digest[:EMPREINTE],
            origin.read,
            origin.kept,
            origin.read - origin.kept,
        )
        for origin in origins
    ]
    lignes += [
        ("Paramètre en vigueur", nom, value, None, None, None)
        for nom, value in _list_settings(parametres)
    ]
    lignes += [("Délai en vigueur", d.nom, _describe_delai(d), None, None, None) for d in delais]
    lignes.append(("Programme", "clu_batch", f"version {__version__}", None, None, None))
    return ControlSheet("Sources", colonnes, lignes)


def _describe_delai(delai: Delai) -> str:
    if delai.nombre is None:
        return f"{french.NON_MESURE} ; source : {delai.source}"
    duree = french.format_count(delai.nombre, delai.unite.singulier, delai.unite)
    return (
        f"{duree} ; point de départ : {delai.depart} ; source : {delai.source} ; en vigueur :"
        f" {delai.en_vigueur}"
    )


def _list_settings(parametres: Parametres) -> list[tuple[str, str]]:
    values = {f.name: getattr(parametres, f.name) for f in dataclasses.fields(parametres)}
    return [(r.header, _write_value(values[r.field])) for r in REGLAGES]


def _write_value(value: object) -> str:
    if value is None:
        return "non renseigné"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.date):
        return french.format_short_date(value)
    return french.format_rate(value) if isinstance(value, Fraction) else str(value)
