"""What openpyxl's package lacks: rows written apart, shared strings, fonts in the order of the standard, one date everywhere."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from zipfile import ZipFile, ZipInfo

from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.constants import (
    ARC_CONTENT_TYPES,
    ARC_CORE,
    ARC_SHARED_STRINGS,
    ARC_STYLE,
    ARC_WORKBOOK_RELS,
    SHARED_STRINGS,
    SHEET_MAIN_NS,
)
from openpyxl.xml.functions import fromstring, tostring

_LIGNES = re.compile(rb"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*" ?/>')  # optional, and openpyxl has not seen the rows
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_ORDRE_D_UNE_POLICE = ("b", "i", "strike", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme")


def completer(brut: io.BytesIO, lignes: Mapping[str, bytes], textes: bytes, proprietes: DocumentProperties) -> bytes:
    """The package `brut` with its rows (part of a sheet -> `sheetData`) and its texts, every entry dated as its properties."""
    changements: dict[str, Callable[[bytes], bytes | str]] = {
        ARC_CONTENT_TYPES: _avec(f'<Override PartName="/{ARC_SHARED_STRINGS}" ContentType="{SHARED_STRINGS}"/>', "</Types>"),
        ARC_WORKBOOK_RELS: _avec(f'<Relationship Type="{_RELATION}" Target="/{ARC_SHARED_STRINGS}" Id="textes"/>', "</Relationships>"),
        ARC_STYLE: _polices_en_ordre,
        ARC_CORE: lambda _: tostring(proprietes.to_tree()),  # openpyxl puts the clock there when it saves
    }
    paquet = io.BytesIO()
    with ZipFile(brut) as avant, ZipFile(paquet, "w") as apres:
        for nom in avant.namelist():
            data = avant.read(nom)
            complet = _avec_lignes(data, lignes[nom]) if nom in lignes else changements.get(nom, bytes)(data)
            apres.writestr(_entree(nom, proprietes.created), complet)
        apres.writestr(_entree(ARC_SHARED_STRINGS, proprietes.created), textes)
    return paquet.getvalue()


def _avec(element: str, avant: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(avant.encode(), (element + avant).encode(), 1)


def _avec_lignes(data: bytes, lignes: bytes) -> bytes:
    return _LIGNES.sub(lambda _: lignes, _DIMENSION.sub(b"", data), count=1)


def _polices_en_ordre(data: bytes) -> bytes | str:
    styles = fromstring(data)
    for police in styles.iter(f"{{{SHEET_MAIN_NS}}}font"):
        police[:] = sorted(police, key=lambda trait: _ORDRE_D_UNE_POLICE.index(trait.tag.rpartition("}")[2]))
    return tostring(styles)


def _entree(nom: str, instant: dt.datetime) -> ZipInfo:
    entree = ZipInfo(nom, (instant.year, instant.month, instant.day, 0, 0, 0))
    entree.compress_type = zipfile.ZIP_DEFLATED
    entree.create_system = 0  # the same bytes whatever the system
    return entree
