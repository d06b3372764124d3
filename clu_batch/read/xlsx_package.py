"""The parts of an .xlsx package that must be looked at before calamine meets it: every XML part
whole, then each sheet's.

No library does it: calamine and openpyxl read what they can of a package that is cut, bombed or
ambiguous, and say nothing of what they leave out.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from xml.etree import ElementTree as ET

from clu_batch.kernel.frames import CellMarks
from clu_batch.kernel.frozen import frozen
from clu_batch.messages import workbooks
from clu_batch.read.container import DEPLIE, ZIP_ABIME, UnreadableFile
from clu_batch.read.misread import loses_blanks
from clu_batch.read.part_names import fold_part_name, list_parts, rename_parts
from clu_batch.read.percent_formats import find_percent_formats
from clu_batch.read.sheet_scan import Scan, has_filter, scan
from clu_batch.read.struck_and_red import find_marked_formats, find_marks
from clu_batch.read.whole_zip import is_sound
from clu_batch.read.xml_groups import list_groups, strip_namespace

_PARTAGE = re.compile(rb"""t=["']s["'][^<>]*>\s*<(?:\w+:)?v>\d""")
"""A cell that holds the rank of a text of the whole workbook."""
_STRICT = b"purl.oclc.org/ooxml"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ERREURS = (*ZIP_ABIME, ET.ParseError)
"""What hostile bytes make zipfile and the XML parser raise."""


@frozen
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


@frozen
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
    misread: bool = False  # whether calamine would give the texts without blanks of theirs


def examine(content: bytes) -> WorkbookPackage:
    """Return what a look at a whole .xlsx shows.

    `UnreadableFile` is raised when it is cut, strict, or carries what no spreadsheet writes.
    """
    try:
        _refuse_twin_names(content)
        known = rename_parts(content)
        with zipfile.ZipFile(io.BytesIO(known)) as archive:
            paquet = _Package(archive).examine()
        return paquet if known is content else replace(paquet, content=known)
    except ERREURS as error:
        raise UnreadableFile(workbooks.FICHIER_COUPE) from error


def _refuse_twin_names(content: bytes) -> None:
    """Raise `UnreadableFile` when two parts have one name but for capitals.

    Excel, LibreOffice and openpyxl would not read the same of them.
    """
    known: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, _ in list_parts(archive):
            if known.setdefault(fold_part_name(name), name) != name:
                raise UnreadableFile(workbooks.PARTIES_DE_MEME_NOM, nom=name)


def read_part(content: bytes, part: str) -> bytes:
    """Return a part of a package that was looked at."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part)


class _Package:
    """A package that is looked at: every XML part, and more closely those of the sheets."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {fold_part_name(name): name for name in archive.namelist()}
        self._left = DEPLIE
        self._scans: dict[str, Scan] = {}
        self._shared = False  # whether a cell holds the rank of a text of the whole workbook

    def examine(self) -> WorkbookPackage:
        """Return what the look shows."""
        workbook = self._find_workbook()
        declared = self._list_sheets(workbook)
        texts = self._find_book_parts(workbook, "sharedStrings")
        styles = self._find_book_parts(workbook, "styles")
        said = list(map(self._read, texts))
        if not all(map(is_sound, [*said, *map(self._read, styles)])):
            raise UnreadableFile(workbooks.FICHIER_COUPE)
        formats = list_groups(b"".join(map(self._archive.read, styles)))
        self._scan_parts({feuille.part for feuille in declared}, find_percent_formats(formats))
        if self._shared and not texts:
            raise UnreadableFile(workbooks.FICHIER_COUPE)
        marked = find_marked_formats(formats)
        return WorkbookPackage(
            [self._describe(feuille, *marked) for feuille in declared],
            bool(re.search(rb'\bdate1904=["\'](?:1|true)', self._archive.read(workbook))),
            texts=texts,
            styles=styles,
            misread=any(map(loses_blanks, said)),
        )

    def _scan_parts(self, sheets: Collection[str], percents: Mapping[int, str]) -> None:
        """Read each part whole, for its checksum: calamine stops where a cut part ends."""
        for name in self._archive.namelist():
            if name in sheets:
                part = self._weigh(self._archive.read(name))
                self._scans[name] = scan(part, percents)
                if not self._shared and (b't="s"' in part or b"t='s'" in part):
                    self._shared = bool(_PARTAGE.search(part))
            elif name.lower().endswith((".xml", ".rels", ".vml")):
                # a theme, a drawing: whoever needs one that matters reads it again
                with contextlib.suppress(*ZIP_ABIME):
                    self._weigh(self._archive.read(name))

    def _weigh(self, part: bytes) -> bytes:
        """A part, once its bytes are counted and looked at."""
        self._left -= len(part)
        if self._left < 0:
            raise UnreadableFile(
                workbooks.FICHIER_DEMESURE, raison="plus de 300 Mo une fois déplié"
            )
        return _refuse_declarations(part)

    def _describe(
        self, feuille: SheetEntry, struck: Collection[int], red: Collection[int]
    ) -> SheetEntry:
        """A sheet with the look that was taken at it, and its marks: its part is read again only
        when it can hold some.
        """
        found = self._scans.get(feuille.part)
        tables = self._find_related(feuille.part, "/table") if feuille.part else ()
        filtered = any(has_filter(self._archive.read(table)) for table in tables)
        if found is None:
            return feuille
        comments = b"".join(
            map(self._archive.read, self._find_related(feuille.part, "/comments"))
        )
        marques = CellMarks()
        if struck or red or comments:
            marques = find_marks(self._archive.read(feuille.part), comments, struck, red)
        scan = replace(found, filtered=found.filtered or filtered)
        return replace(feuille, scan=scan, marques=marques)

    def _read(self, name: str) -> bytes:
        """A part, before any parser meets it."""
        return _refuse_declarations(self._archive.read(name))

    def _find_related(self, part: str, kind: str) -> list[str]:
        """The parts that this one relates to, of a kind."""
        relations = self._read_relations(part).values()
        targets = [target.lower() for typ, target in relations if typ.endswith(kind)]
        return [self._names[target] for target in targets if target in self._names]

    def _find_book_parts(self, workbook: str, kind: str) -> list[str]:
        """The parts of the texts, or of the formats: where the workbook says, else where they
        always are.
        """
        usual = self._names.get(f"xl/{kind}.xml".lower())
        return self._find_related(workbook, f"/{kind}") or ([usual] if usual else [])

    def _find_workbook(self) -> str:
        """The part of the workbook, where the package's own relations put it."""
        try:
            related = self._find_related("", "/officeDocument")
        except ERREURS:  # what it says is where everyone looks anyway
            related = []
        if related:
            return related[0]
        if "xl/workbook.xml" in self._names:
            return self._names["xl/workbook.xml"]
        raise UnreadableFile(workbooks.FICHIER_ETRANGER)

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Identifier -> (type, part) of the relations of a part."""
        folder, base = posixpath.split(part)
        path = self._names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
        if path is None:
            return {}
        found = {}
        for relation in _parse(self._read(path)):
            target = relation.get("Target", "")
            whole = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
        return found

    def _list_sheets(self, workbook: str) -> list[SheetEntry]:
        """The sheets that the workbook declares, in order, before anything is looked at in
        them.
        """
        head = self._read(workbook)
        if _STRICT in head:
            raise UnreadableFile(workbooks.FICHIER_STRICT)
        relations = self._read_relations(workbook)
        tags = [tag for tag in _parse(head).iter() if strip_namespace(tag.tag) == "sheet"]
        return [self._read_sheet_tag(tag, relations) for tag in tags]

    def _read_sheet_tag(
        self, tag: ET.Element, relations: Mapping[str, tuple[str, str]]
    ) -> SheetEntry:
        """A sheet as its tag declares it; one that names no part holds nothing, as old macros
        do.
        """
        attributes = {strip_namespace(key): value for key, value in tag.attrib.items()}
        name, identifier = tag.get("name"), attributes.get("id", "")
        # no program could tell what it is
        if not name or (identifier and identifier not in relations):
            raise UnreadableFile(workbooks.FICHIER_COUPE)
        kind, target = relations.get(identifier, ("", ""))
        hidden = tag.get("state", "visible") in _CACHEES
        table = not kind.lower().endswith(_SANS_CELLULE)
        part = self._names.get(target.lower(), target)
        return SheetEntry(name, None, hidden=hidden, part=part, table=table)


def _refuse_declarations(part: bytes) -> bytes:
    """The same part, which declares no entity."""
    if _DECLARATION.search(part):
        raise UnreadableFile(workbooks.FICHIER_DOUTEUX)
    return part


def _parse(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 (no DOCTYPE, hence no entity)


_CACHEES = frozenset({"hidden", "veryHidden"})
_SANS_CELLULE = ("/chartsheet", "/dialogsheet", "/xlmacrosheet", "/xlintlmacrosheet")
"""The relations of the sheets that hold a chart, a dialog or macros."""
