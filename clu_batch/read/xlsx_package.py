"""The parts of an .xlsx package that must be looked at before calamine meets it: every XML part
whole, then each sheet's.

No library does it: calamine and openpyxl read what they can of a package that is cut, bombed or
ambiguous, and say nothing of what they leave out.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from clu_batch.kernel.frames import CellMarks
from clu_batch.messages import workbooks
from clu_batch.read.container import DEPLIE, ZIP_ABIME, UnreadableFile, fold_part_name
from clu_batch.read.part_names import rename_parts
from clu_batch.read.percent_formats import find_percent_formats
from clu_batch.read.sheet_scan import Scan, has_filter, scan
from clu_batch.read.struck_and_red import find_marked_formats, find_marks
from clu_batch.read.whole_zip import is_sound

_PARTAGE = re.compile(rb"""t=["']s["'][^<>]*>\s*<(?:\w+:)?v>\d""")
"""A cell that holds the rank of a text of the whole workbook."""
_STRICT = b"purl.oclc.org/ooxml"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ERREURS = (*ZIP_ABIME, ET.ParseError)
"""What hostile bytes make zipfile and the XML parser raise."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet that a workbook declares.

    `scan`: the look that was taken at it, None when what it holds is not in the file. `part`: where
    it stands in the package, "" when the workbook does not say it. `table`: whether it has cells,
    being neither a chart, nor a dialog, nor macros.
    """

    name: str
    scan: Scan | None
    marques: CellMarks = field(default_factory=CellMarks)
    hidden: bool = False
    part: str = ""
    table: bool = True


@dataclass(frozen=True, slots=True)
class WorkbookPackage:
    """What the package says of itself: its sheets in order, and its calendar.

    `content`: the bytes to give calamine instead of the file's own, when it would lose some of
    these in silence. `texts`, `styles`: the parts of the texts that the sheets share, and of their
    formats.
    """

    feuilles: Sequence[SheetEntry]
    epoque_1904: bool
    content: bytes | None = None
    texts: Sequence[str] = ()
    styles: Sequence[str] = ()


def examine(content: bytes) -> WorkbookPackage:
    """Return what a look at a whole .xlsx shows.

    `UnreadableFile` is raised when it is cut, strict, or carries what no spreadsheet writes.
    """
    try:
        _refuse_twin_names(content)
        known = rename_parts(content)
        with zipfile.ZipFile(io.BytesIO(known)) as archive:
            paquet = _examine(archive)
        return paquet if known is content else replace(paquet, content=known)
    except ERREURS as error:
        raise UnreadableFile(workbooks.FICHIER_COUPE) from error


def _refuse_twin_names(content: bytes) -> None:
    """Raise `UnreadableFile` when two parts have one name but for capitals.

    Excel, LibreOffice and openpyxl would not read the same of them.
    """
    known: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if known.setdefault(fold_part_name(name), name) != name:
                raise UnreadableFile(workbooks.PARTIES_DE_MEME_NOM, nom=name)


def read_part(content: bytes, part: str) -> bytes:
    """Return a part of a package that was looked at."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part)


def _examine(archive: zipfile.ZipFile) -> WorkbookPackage:
    names = {fold_part_name(name): name for name in archive.namelist()}
    workbook = _find_workbook_part(archive, names)
    declared = _list_sheets(archive, names, workbook)
    texts = _find_book_parts(archive, names, workbook, "sharedStrings")
    styles = _find_book_parts(archive, names, workbook, "styles")
    texts_read = [_read(archive, part) for part in texts]
    styles_read = [_read(archive, part) for part in styles]
    if not all(map(is_sound, texts_read + styles_read)):
        raise UnreadableFile(workbooks.FICHIER_COUPE)
    examen = _PartExaminer(
        archive,
        {feuille.part for feuille in declared},
        find_percent_formats(b"".join(styles_read) or b"<none/>"),
    )
    examen.look()
    if examen.shared and not texts:
        raise UnreadableFile(workbooks.FICHIER_COUPE)
    filtered = _find_filtered(archive, names, declared)
    marques = _MarkFinder(archive, names, b"".join(styles_read))
    return WorkbookPackage(
        [
            marques.add_marks(examen.add_scan(feuille, feuille.part in filtered))
            for feuille in declared
        ],
        bool(re.search(rb'\bdate1904=["\'](?:1|true)', archive.read(workbook))),
        texts=texts,
        styles=styles,
    )


class _PartExaminer:
    """The look at every XML part of a package, and a closer one at those of the sheets."""

    def __init__(
        self, archive: zipfile.ZipFile, sheets: Collection[str], percents: Mapping[int, str]
    ) -> None:
        self._archive = archive
        self._sheets = sheets
        self._percents = percents
        self._left = DEPLIE
        self._scans: dict[str, Scan] = {}
        self.shared = False  # whether a cell holds the rank of a text of the whole workbook

    def look(self) -> None:
        """Read each part whole, for its checksum: calamine stops where a cut part ends."""
        for name in self._archive.namelist():
            if name in self._sheets or name.lower().endswith((".xml", ".rels", ".vml")):
                self._examine_part(name)

    def _examine_part(self, name: str) -> None:
        try:
            part = self._archive.read(name)
        except ZIP_ABIME:
            if name in self._sheets:
                raise
            return  # a theme, a drawing: whoever needs one that matters reads it again
        self._left -= len(part)
        if self._left < 0:
            raise UnreadableFile(
                workbooks.FICHIER_DEMESURE, raison="plus de 300 Mo une fois déplié"
            )
        if _DECLARATION.search(part):
            raise UnreadableFile(workbooks.FICHIER_DOUTEUX)
        if name in self._sheets:
            self._scans[name] = scan(part, self._percents)
            if not self.shared and (b't="s"' in part or b"t='s'" in part):
                self.shared = bool(_PARTAGE.search(part))

    def add_scan(self, feuille: SheetEntry, filtered: bool) -> SheetEntry:
        """A sheet with the look that was taken at it."""
        found = self._scans.get(feuille.part)
        if found is None:
            return feuille
        return replace(feuille, scan=replace(found, filtered=True) if filtered else found)


class _MarkFinder:
    """What is struck through, red or commented in each sheet; a sheet is read again only when it
    can hold such a cell.
    """

    def __init__(self, archive: zipfile.ZipFile, names: Mapping[str, str], styles: bytes) -> None:
        self._archive = archive
        self._names = names
        self._struck, self._red = find_marked_formats(styles or b"<none/>")

    def add_marks(self, feuille: SheetEntry) -> SheetEntry:
        """A sheet with its marks."""
        if feuille.scan is None:
            return feuille
        parts = _find_related(self._archive, self._names, feuille.part, "/comments")
        comments = b"".join(map(self._archive.read, parts))
        if not (self._struck or self._red or comments):
            return feuille
        return replace(
            feuille,
            marques=find_marks(self._archive.read(feuille.part), comments, self._struck, self._red),
        )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, before any parser meets it."""
    part = archive.read(name)
    if _DECLARATION.search(part):
        raise UnreadableFile(workbooks.FICHIER_DOUTEUX)
    return part


def _find_related(
    archive: zipfile.ZipFile, names: Mapping[str, str], part: str, kind: str
) -> list[str]:
    """The parts that this one relates to, of a kind."""
    relations = _read_relations(archive, names, part).values()
    targets = [target.lower() for typ, target in relations if typ.endswith(kind)]
    return [names[target] for target in targets if target in names]


def _find_book_parts(
    archive: zipfile.ZipFile, names: Mapping[str, str], workbook: str, kind: str
) -> list[str]:
    """The parts of the texts, or of the formats: where the workbook says, else where they always
    are.
    """
    related = _find_related(archive, names, workbook, f"/{kind}")
    usual = f"xl/{kind}.xml".lower()
    if not related and usual in names:
        return [names[usual]]
    return related


def _find_workbook_part(archive: zipfile.ZipFile, names: Mapping[str, str]) -> str:
    """The part of the workbook, where the package's own relations put it."""
    try:
        targets = _read_relations(archive, names, "")
    except ERREURS:  # what it says is where everyone looks anyway
        targets = {}
    for kind, target in targets.values():
        if kind.endswith("/officeDocument") and target.lower() in names:
            return names[target.lower()]
    if "xl/workbook.xml" in names:
        return names["xl/workbook.xml"]
    raise UnreadableFile(workbooks.FICHIER_ETRANGER)


def _read_relations(
    archive: zipfile.ZipFile, names: Mapping[str, str], part: str
) -> dict[str, tuple[str, str]]:
    """Identifier -> (type, part) of the relations of a part."""
    folder, base = posixpath.split(part)
    path = names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
    if path is None:
        return {}
    found = {}
    for relation in _parse(archive.read(path)):
        target = relation.get("Target", "")
        whole = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
    return found


def _parse(part: bytes) -> ET.Element:
    if _DECLARATION.search(part):
        raise UnreadableFile(workbooks.FICHIER_DOUTEUX)
    return ET.fromstring(part)  # noqa: S314 (no DOCTYPE, hence no entity)


def _list_sheets(
    archive: zipfile.ZipFile, names: Mapping[str, str], workbook: str
) -> list[SheetEntry]:
    """The sheets that the workbook declares, in order, before anything is looked at in them."""
    head = archive.read(workbook)
    if _STRICT in head:
        raise UnreadableFile(workbooks.FICHIER_STRICT)
    relations = _read_relations(archive, names, workbook)
    elements = [
        element for element in _parse(head).iter() if _strip_namespace(element.tag) == "sheet"
    ]
    return [_read_sheet_tag(element, relations, names) for element in elements]


def _strip_namespace(name: str) -> str:
    """The name of an element or of an attribute without its vocabulary."""
    return name.rpartition("}")[2]


def _read_sheet_tag(
    element: ET.Element, relations: Mapping[str, tuple[str, str]], names: Mapping[str, str]
) -> SheetEntry:
    """A sheet as its tag declares it; one that names no part holds nothing, as old macros do."""
    name = element.get("name")
    identifier = next(
        (value for key, value in element.attrib.items() if _strip_namespace(key) == "id"), ""
    )
    if not name or (identifier and identifier not in relations):  # no program could tell what it is
        raise UnreadableFile(workbooks.FICHIER_COUPE)
    kind, target = relations.get(identifier, ("", ""))
    hidden = element.get("state", "visible") in _CACHEES
    table = not kind.lower().endswith(_SANS_CELLULE)
    return SheetEntry(
        name, None, hidden=hidden, part=names.get(target.lower(), target), table=table
    )


_CACHEES = frozenset({"hidden", "veryHidden"})
_SANS_CELLULE = ("/chartsheet", "/dialogsheet", "/xlmacrosheet", "/xlintlmacrosheet")
"""The relations of the sheets that hold a chart, a dialog or macros."""


def _find_filtered(
    archive: zipfile.ZipFile, names: Mapping[str, str], feuilles: Sequence[SheetEntry]
) -> set[str]:
    """Parts of the sheets one of whose Excel tables has a filter set."""
    filtered = set()
    for feuille in feuilles:
        tables = _find_related(archive, names, feuille.part, "/table") if feuille.part else ()
        if any(has_filter(archive.read(table)) for table in tables):
            filtered.add(feuille.part)
    return filtered
