"""The parts of an .xlsx package that must be looked at before calamine meets it: every XML part whole, then each sheet's."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from clu_batch.defauts import classeurs
from clu_batch.reading.complet import sound
from clu_batch.reading.contenant import DEPLIE, ZIP_ABIME, Illisible, part_name
from clu_batch.reading.feuille_xml import Scan, has_filter, scan
from clu_batch.reading.marques import formats, marques
from clu_batch.reading.noms_de_parties import renamed
from clu_batch.reading.parcours import lourde, somme
from clu_batch.tables import Marques

_PARTAGE = re.compile(rb"""t=["']s["'][^<>]*>\s*<(?:\w+:)?v>\d""")
"""A cell that holds the rank of a text of the whole workbook."""
_STRICT = b"purl.oclc.org/ooxml"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ERREURS = (*ZIP_ABIME, ET.ParseError)
"""What hostile bytes make zipfile and the XML parser raise."""


@dataclass(frozen=True, slots=True)
class Paquet:
    """What the package says of itself: a look at each sheet by name, and its calendar.

    `content`: the bytes to give calamine instead of the file's own, when it would lose some of these in silence.
    """

    scans: Mapping[str, Scan]
    epoque_1904: bool
    parts: Mapping[str, str] = field(default_factory=dict)  # name of each sheet -> its part
    marques: Mapping[str, Marques] = field(default_factory=dict)
    content: bytes | None = None
    lourdes: Mapping[str, int] = field(default_factory=dict)  # large parts, with the checksum that `parcours` needs


def examine(content: bytes) -> Paquet:
    """The look at a whole .xlsx; raises `Illisible` when it is cut, strict, or carries what no spreadsheet writes."""
    try:
        known = renamed(content)
        with zipfile.ZipFile(io.BytesIO(known)) as archive:
            paquet = _examine(archive)
        return paquet if known is content else replace(paquet, content=known)
    except ERREURS as error:
        raise Illisible(classeurs.FICHIER_COUPE) from error


def part_of(content: bytes, part: str) -> bytes:
    """A part of a package that was looked at."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part)


def _examine(archive: zipfile.ZipFile) -> Paquet:
    names = {part_name(name): name for name in archive.namelist()}
    workbook = _workbook_part(archive, names)
    sheets: dict[str, Scan] = {}
    paths = _sheet_parts(archive, names, workbook)
    left = DEPLIE
    by_part: dict[str, Scan] = {}
    shared = False
    lourdes: dict[str, int] = {}
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        part = archive.read(name)  # whole, so that its checksum is verified: calamine stops where a cut part ends
        left -= len(part)
        if left < 0:
            raise Illisible(classeurs.FICHIER_DEMESURE, raison="plus de 300 Mo une fois déplié")
        if _DECLARATION.search(part):
            raise Illisible(classeurs.FICHIER_DOUTEUX)
        if name in paths.values():
            by_part[name] = scan(part)
            lourdes |= {name: somme(part)} if lourde(part) else {}
            shared = shared or ((b't="s"' in part or b"t='s'" in part) and bool(_PARTAGE.search(part)))
    texts = _related(archive, names, workbook, "/sharedStrings")
    if (shared and not texts) or not all(map(sound, texts + _related(archive, names, workbook, "/styles"))):
        raise Illisible(classeurs.FICHIER_COUPE)
    filtered = _filtered_by_table(archive, names, paths)
    for sheet, path in paths.items():
        found = by_part.get(path, Scan())
        sheets[sheet] = _with_filter(found) if path in filtered else found
    head = archive.read(workbook)
    epoque_1904 = bool(re.search(rb'\bdate1904=["\'](?:1|true)', head))
    return Paquet(sheets, epoque_1904, paths, _marques(archive, names, workbook, paths), lourdes=lourdes)


def _marques(archive: zipfile.ZipFile, names: Mapping[str, str], workbook: str, paths: Mapping[str, str]) -> dict[str, Marques]:
    """What is struck through, red or commented in each sheet; a sheet is read again only when it can hold such a cell."""
    struck, red = formats(b"".join(_related(archive, names, workbook, "/styles")) or b"<none/>")
    found = {}
    for sheet, path in paths.items():
        comments = b"".join(_related(archive, names, path, "/comments"))
        if struck or red or comments:
            found[sheet] = marques(archive.read(path), comments, struck, red)
    return found


def _related(archive: zipfile.ZipFile, names: Mapping[str, str], part: str, kind: str) -> list[bytes]:
    """The parts that this one relates to, of a kind."""
    targets = [target.lower() for typ, target in _relations(archive, names, part).values() if typ.endswith(kind)]
    return [archive.read(names[target]) for target in targets if target in names]


def _with_filter(found: Scan) -> Scan:
    return replace(found, filtered=True)


def _workbook_part(archive: zipfile.ZipFile, names: Mapping[str, str]) -> str:
    """The part of the workbook, where the package's own relations put it."""
    targets = _relations(archive, names, "")
    for kind, target in targets.values():
        if kind.endswith("/officeDocument") and target.lower() in names:
            return names[target.lower()]
    if "xl/workbook.xml" in names:
        return names["xl/workbook.xml"]
    raise Illisible(classeurs.FICHIER_ETRANGER)


def _relations(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Identifier -> (type, part) of the relations of a part."""
    folder, base = posixpath.split(part)
    path = names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
    if path is None:
        return {}
    found = {}
    for relation in _parse(archive.read(path)):
        target = relation.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
    return found


def _parse(part: bytes) -> ET.Element:
    if _DECLARATION.search(part):
        raise Illisible(classeurs.FICHIER_DOUTEUX)
    return ET.fromstring(part)  # noqa: S314 - no DOCTYPE, hence no entity


def _sheet_parts(archive: zipfile.ZipFile, names: Mapping[str, str], workbook: str) -> dict[str, str]:
    """Name of each sheet -> its part, in order."""
    head = archive.read(workbook)
    if _STRICT in head:
        raise Illisible(classeurs.FICHIER_STRICT)
    relations = _relations(archive, names, workbook)
    parts: dict[str, str] = {}
    for element in _parse(head).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            if not element.get("name") or element.get("name") in parts:  # calamine would skip it, or read another one twice
                raise Illisible(classeurs.FICHIER_COUPE)
            identifier = next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id"), "")
            _, target = relations.get(identifier, ("", ""))
            if target.lower() in names:
                parts[element.get("name", "")] = names[target.lower()]
    return parts


def _filtered_by_table(archive: zipfile.ZipFile, names: Mapping[str, str], paths: Mapping[str, str]) -> set[str]:
    """Parts of the sheets one of whose Excel tables has a filter set."""
    filtered = set()
    for path in paths.values():
        for kind, target in _relations(archive, names, path).values():
            if kind.endswith("/table") and target.lower() in names and has_filter(archive.read(names[target.lower()])):
                filtered.add(path)
    return filtered
