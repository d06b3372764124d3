"""A control workbook as bytes: Excel tables with filters, frozen headers, French formats, the same
bytes for the same content.

openpyxl makes the package (styles, tables, links, properties); the rows go in as XML beside it,
several times faster than cell by cell.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.excel import paquet
from clu_batch.excel.textes import Textes
from clu_batch.feuilles import Feuille
from clu_batch.writing.lignes import Lien, Lignes, Styles, largeur

NEANT = "Néant"
_LIENS_AU_PLUS = 65_530  # Excel opens no sheet with more


def ecrire(feuilles: Sequence[Feuille], *, titre: str, createur: str, date: dt.date) -> bytes:
    """The workbook of `feuilles`, in their order; `date` is that of its properties and of its
    archive entries.
    """
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    styles, textes = Styles(classeur), Textes()
    lignes = {}
    for numero, feuille in enumerate(feuilles, start=1):
        lignes[f"xl/worksheets/sheet{numero}.xml"] = _poser(
            classeur, Lignes(styles, textes, feuille.colonnes), feuille
        )
    classeur.properties = DocumentProperties(
        title=titre, creator=createur, lastModifiedBy=createur, language="fr-FR"
    )
    return paquet.octets(classeur, date, lignes, textes)


def _poser(classeur: Workbook, lignes: Lignes, feuille: Feuille) -> bytes:
    """Declare a sheet and give the XML of its rows."""
    onglet: Worksheet = classeur.create_sheet(feuille.nom)
    onglet.freeze_panes = "A2"
    onglet.print_title_rows = "1:1"
    onglet.page_setup.orientation = "landscape"
    onglet.page_setup.paperSize = onglet.PAPERSIZE_A4
    onglet.page_setup.fitToHeight = 0
    onglet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for rang, champ in enumerate(feuille.colonnes, start=1):
        onglet.column_dimensions[get_column_letter(rang)].width = largeur(champ)
    xml = lignes.xml(feuille.lignes or [[NEANT]])
    onglet.add_table(_tableau(feuille))
    for lien in lignes.liens[:_LIENS_AU_PLUS]:
        onglet[lien.cellule].hyperlink = _hyperlien(lien)
    return xml


def _tableau(feuille: Feuille) -> Table:
    etendue = _etendue(feuille)
    tableau = Table(
        displayName=f"T_{_identifiant(feuille.nom)}",
        ref=etendue,
        autoFilter=AutoFilter(ref=etendue),
    )
    tableau.tableColumns = [
        TableColumn(id=rang, name=champ.titre)
        for rang, champ in enumerate(feuille.colonnes, start=1)
    ]
    tableau.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    return tableau


def _etendue(feuille: Feuille) -> str:
    """The headers and at least one row: Excel knows no empty table."""
    return f"A1:{get_column_letter(len(feuille.colonnes))}{max(1, len(feuille.lignes)) + 1}"


def _identifiant(nom: str) -> str:
    sans_accents = "".join(
        c for c in unicodedata.normalize("NFKD", nom) if not unicodedata.combining(c)
    )
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in sans_accents)


def _hyperlien(lien: Lien) -> Hyperlink:
    cible, _, endroit = lien.cible.partition("#")
    return Hyperlink(ref=lien.cellule, target=cible or None, location=endroit or None)
