"""Build the sheets of the control workbook about the run itself: what to correct, what was made,
from which sources.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from urllib.parse import quote

from clu_batch import __version__
from clu_batch.documents.control.sheet_layout import OUI_NON, Columns, make_sheet
from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.equivalence import ProposedLine
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Group, Place
from clu_batch.kernel.sheet_content import NOMBRE, ControlCell, ControlColumn, ControlSheet
from clu_batch.records.parametres import REGLAGES
from clu_batch.rules.delais import Delai
from clu_batch.rules.model import Parametres

EMPREINTE = 12
"""First signs of a workbook's SHA-256 that are shown (docs/rules/documents.md#determinism)."""


@frozen
class LigneDocument:
    """A document of the meeting and what became of it."""

    fichier: str
    modele: str
    etat: str  # produit, conservé car modifié, envoyé non refait, non produit, périmé
    remarque: str = ""


_A_CORRIGER: Columns = {
    "problem.gravite.libelle": ControlColumn("Gravité", largeur=12),
    "problem.place.workbook": ControlColumn("Classeur", largeur=18, exact=True),
    "sheets": ControlColumn("Feuille", largeur=15, exact=True),
    "cellule": ControlColumn("Cellule", largeur=11, exact=True),
    "columns": ControlColumn("Colonne", largeur=17, exact=True),
    "problem.trouve": ControlColumn("Valeur", largeur=32),
    "problem.attendu": ControlColumn("Attendu", largeur=30),
    "problem.que_faire": ControlColumn("Que faire", largeur=50),
    "ranges": ControlColumn("Plage", largeur=22, exact=True),
    "occurrences": ControlColumn("Occurrences", NOMBRE, 12),
    "constat": ControlColumn("Constat", largeur=12, exact=True),
}
"""What to do stands within a small screen (docs/rules/control-workbook.md#a-corriger)."""
_DOCUMENTS: Columns = {
    "fichier": ControlColumn("Fichier", largeur=64, exact=True),
    "modele": ControlColumn("Modèle", largeur=24, exact=True),
    "etat": ControlColumn("État", largeur=24),
    "remarque": ControlColumn("Remarque", largeur=90),
}
_EQUIVALENCES: Columns = {
    "feuille": ControlColumn("Feuille", largeur=40, exact=True),
    "colonne": ControlColumn("Colonne", largeur=50, exact=True),
    "valeur": ControlColumn("Valeur", largeur=30, exact=True),
    "devient": ControlColumn("Devient", largeur=34, exact=True),
    "remarque": ControlColumn("Remarque (à ne pas coller)", largeur=70),
}
_SOURCES = (
    ControlColumn("Classeur", largeur=24, exact=True),
    ControlColumn("Feuille", largeur=44, exact=True),
    ControlColumn("Empreinte", largeur=80),
    ControlColumn("Lignes lues", NOMBRE, 12),
    ControlColumn("Retenues", NOMBRE, 12),
    ControlColumn("Écartées", NOMBRE, 12),
)


def build_a_corriger_sheet(groups: Sequence[Group], vers_classeurs: str | None) -> ControlSheet:
    """Build the sheet of the problems, grouped.

    `vers_classeurs`: the relative path from the control workbook to the workbooks, None when there
    is none.
    """

    def lead_to_cell(group: Group) -> ControlCell:
        place = group.problem.place
        return ControlCell(place.cell, lien=_link(place, vers_classeurs))

    return make_sheet("À corriger", groups, _A_CORRIGER, cellule=lead_to_cell)


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
    return make_sheet("Documents", lignes, _DOCUMENTS)


def build_proposals_sheet(lines: Sequence[ProposedLine]) -> ControlSheet:
    """Build the sheet of the lines that would have foreign sheets read: its first four columns are
    those of Équivalences.
    """
    return make_sheet("Équivalences proposées", lines, _EQUIVALENCES)


def build_sources_sheet(
    origins: Iterable[SheetOrigin], parametres: Parametres, delais: Sequence[Delai]
) -> ControlSheet:
    """Build the sheet of the sources: the sheets read, the parameters and délais in force, the
    version of the program.
    """
    lues = [
        (o.workbook, o.sheet, o.digest[:EMPREINTE], o.read, o.kept, o.read - o.kept)
        for o in origins
    ]
    en_vigueur = [
        (
            "Paramètre en vigueur",
            reglage.header,
            _write_value(getattr(parametres, reglage.field)),
        )
        for reglage in REGLAGES
    ]
    en_vigueur += [("Délai en vigueur", delai.nom, _describe_delai(delai)) for delai in delais]
    en_vigueur.append(("Programme", "clu_batch", f"version {__version__}"))
    sans_lignes = [(*dit, None, None, None) for dit in en_vigueur]
    return ControlSheet("Sources", _SOURCES, [*lues, *sans_lignes])


def _describe_delai(delai: Delai) -> str:
    if delai.nombre is None:
        return f"{french.NON_MESURE} ; source : {delai.source}"
    duree = french.format_count(delai.nombre, delai.unite.singulier, delai.unite)
    return (
        f"{duree} ; point de départ : {delai.depart} ; source : {delai.source} ; en vigueur :"
        f" {delai.en_vigueur}"
    )


def _write_value(value: object) -> str:
    if value is None:
        return "non renseigné"
    if isinstance(value, bool):
        return OUI_NON[value]
    if isinstance(value, dt.date):
        return french.format_short_date(value)
    return french.format_rate(value) if isinstance(value, Fraction) else str(value)
