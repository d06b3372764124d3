"""A workbook of openpyxl as bytes: what its package lacks for Excel's own validator, and the same
bytes for the same content.

openpyxl writes fonts in the order of its own fields, each text in its cell, and the clock in the
properties.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import (
    ARC_CONTENT_TYPES,
    ARC_SHARED_STRINGS,
    ARC_STYLE,
    ARC_WORKBOOK_RELS,
    SHARED_STRINGS,
    SHEET_MAIN_NS,
)

from clu_batch.kernel.excel.excel_texts import clean_for_excel
from clu_batch.kernel.zip_archive import build_archive
from tools.making.archive_parts import read_parts

_FEUILLES = "xl/worksheets/sheet"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_ORDRE_D_UNE_POLICE = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
"""The children of a font, ECMA-376 part 1, § 18.8.22."""


# Excel would read _x0041_ as the letter A
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def dump_workbook(classeur: Workbook, date: dt.date) -> bytes:
    """The bytes of `classeur`, made and last changed on `date` for whoever asks."""
    textes = Textes()
    instant = dt.datetime.combine(date, dt.time())
    classeur.properties.created = classeur.properties.modified = instant
    changements: dict[str, Callable[[bytes], bytes]] = {
        ARC_CONTENT_TYPES: _insert_before(
            f'<Override PartName="/{ARC_SHARED_STRINGS}" ContentType="{SHARED_STRINGS}"/>',
            "</Types>",
        ),
        ARC_WORKBOOK_RELS: _insert_before(
            f'<Relationship Type="{_RELATION}" Target="/{ARC_SHARED_STRINGS}" Id="textes"/>',
            "</Relationships>",
        ),
        ARC_STYLE: _sort_fonts,
    }
    completes: dict[str, bytes | str] = {}
    for nom, data in _write_parts(classeur).items():
        if nom.startswith(_FEUILLES):
            completes[nom] = _share_texts(data, textes)
        else:
            completes[nom] = changements.get(nom, bytes)(data)
    return build_archive(completes | {ARC_SHARED_STRINGS: textes.xml()}, date)


def _write_parts(classeur: Workbook) -> dict[str, bytes]:
    """The parts as openpyxl writes them, the content types first, as readers expect;
    `Workbook.save` would put the clock in them.
    """
    brut = io.BytesIO()
    with ZipFile(brut, "w") as stockees:
        ExcelWriter(classeur, stockees).save()
    ecrites = read_parts(brut.getvalue())
    return {ARC_CONTENT_TYPES: ecrites.pop(ARC_CONTENT_TYPES), **ecrites}


def _insert_before(element: str, avant: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(avant.encode(), (element + avant).encode(), 1)


def _share_texts(data: bytes, textes: Textes) -> bytes:
    """A sheet whose texts stand in the shared table, and whose rows grow with what is typed in
    them.
    """
    feuille = etree.fromstring(data)
    for ligne in feuille.iter(f"{{{SHEET_MAIN_NS}}}row"):
        # openpyxl marks every height as chosen, and Excel would no longer fit it
        ligne.attrib.pop("customHeight", "")
    for cellule in feuille.iter(f"{{{SHEET_MAIN_NS}}}c"):
        if cellule.get("t") == "inlineStr":
            texte = "".join(map(str, cellule.itertext()))
            cellule.set("t", "s")
            del cellule[:]
            etree.SubElement(cellule, f"{{{SHEET_MAIN_NS}}}v").text = str(textes.numero(texte))
    return _write_xml(feuille)


def _sort_fonts(data: bytes) -> bytes:
    styles = etree.fromstring(data)
    for police in styles.iter(f"{{{SHEET_MAIN_NS}}}font"):
        police[:] = sorted(
            police, key=lambda trait: _ORDRE_D_UNE_POLICE.index(etree.QName(trait).localname)
        )
    return _write_xml(styles)


def _write_xml(racine: etree._Element) -> bytes:
    return etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True)


class Textes:
    """The shared strings of a workbook, numbered as they come."""

    def __init__(self) -> None:
        self._numeros: dict[str, int] = {}
        self._emplois = 0

    def numero(self, texte: str) -> int:
        """The number of a text in the table."""
        self._emplois += 1
        return self._numeros.setdefault(texte, len(self._numeros))

    def xml(self) -> bytes:
        """The part `sharedStrings`."""
        entete = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f' count="{self._emplois}"'
        )
        corps = "".join(
            f'<si><t xml:space="preserve">{_escaped(texte)}</t></si>' for texte in self._numeros
        )
        return f'{entete} uniqueCount="{len(self._numeros)}">{corps}</sst>'.encode()


def _escaped(text: str) -> str:
    text = clean_for_excel(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EXCEL_ESCAPE.sub("_x005F_", text)
