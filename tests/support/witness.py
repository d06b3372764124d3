"""The filled cells of a workbook as its XML shows them, without a line of the program's reading:
what must be read, or told.

Written for exactness, not for speed: every part through an XML parser, every cell by its own
reference.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat

from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Problem, Severity
from clu_batch.read import FolderContent
from clu_batch.session.load import LoadedWorkbooks

_ABIME = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    EOFError,
    LookupError,
    RuntimeError,
    StopIteration,
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
Cells = Counter[tuple[int, int]]
"""Row and column of each filled cell, and how many cells say they stand there."""


class Damaged(Exception):
    """The file is not whole: whoever reads it must say so."""


def filled_cells(content: bytes) -> dict[str, Cells | int | None]:
    """The filled cells of each sheet of an .xlsx or .ods; raises `Damaged` when no sheet can be
    told.

    Of a sheet whose XML has a fault, their number alone; None when not even that can be known.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _fold_names(archive)
            return _ods(archive) if "content.xml" in names else _xlsx(archive, names)
    except _ABIME as error:
        raise Damaged(error) from error


def list_tables(content: bytes) -> set[str]:
    """The names of the sheets of an .xlsx that hold cells; raises `Damaged` when none can be
    told.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _fold_names(archive)
            workbook = _workbook(archive, names)
            relations = _relations(archive, names, workbook)
            tags = _parsed(archive.read(names[workbook.lower()])).iter()
            return {
                tag.get("name", "")
                for tag in tags
                if _local(tag.tag) == "sheet" and _is_a_table(tag, relations)
            }
    except _ABIME as error:
        raise Damaged(error) from error


def _is_a_table(sheet: ET.Element, relations: Mapping[str, tuple[str, str]]) -> bool:
    identifier = _attribute(sheet, "id")
    return identifier in relations and relations[identifier][0].endswith("/worksheet")


def _fold_names(archive: zipfile.ZipFile) -> dict[str, str]:
    return {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _parsed(xml: bytes, last: str = "") -> ET.Element:
    """The XML, prefixes left as they are; a fault after the end of the element `last` does not
    count. Raises `Damaged`.
    """
    tree, ended, first = ET.TreeBuilder(), False, []

    def start(tag: str, attributes: dict[str, str]) -> None:
        first.append(tree.start(tag, attributes))

    def end(tag: str) -> None:
        nonlocal ended
        tree.end(tag)
        ended = ended or _local(tag) == last

    # whatever the declaration says
    parser = expat.ParserCreate("utf-16" if xml[:2] in UTF_16 else None)
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
        start,
        end,
        tree.data,
    )
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if not ended:
            raise Damaged(error) from error
    return first[0]


# -- Excel -----------------------------------------------------------------------------------------


def _xlsx(archive: zipfile.ZipFile, names: Mapping[str, str]) -> dict[str, Cells | int | None]:
    workbook = _workbook(archive, names)
    relations = _relations(archive, names, workbook)
    texts = [
        names[target.lower()]
        for kind, target in relations.values()
        if kind.endswith("/sharedStrings") and target.lower() in names
    ]
    texts = texts or [names[usual] for usual in ("xl/sharedstrings.xml",) if usual in names]
    shared = [
        _text(item)
        for text in texts
        for item in _parsed(archive.read(text))
        if _local(item.tag) == "si"
    ]
    found: dict[str, Cells | int | None] = {}
    for sheet in _parsed(archive.read(names[workbook.lower()])).iter():
        if _local(sheet.tag) == "sheet":
            identifier = next(
                (value for key, value in sheet.attrib.items() if _local(key) == "id"), ""
            )
            if not identifier:  # what it held stands nowhere
                found[sheet.attrib["name"]] = None
                continue
            kind, target = relations[identifier]
            if kind.endswith("/worksheet"):
                found[sheet.attrib["name"]] = _sheet(archive, names, target, shared)
    return found


def _workbook(archive: zipfile.ZipFile, names: Mapping[str, str]) -> str:
    """The part of the workbook, where the package says or else where it always is."""
    try:
        relations = _relations(archive, names, "").values()
    except (Damaged, *_ABIME):
        relations = {}.values()
    found = next((target for kind, target in relations if kind.endswith("/officeDocument")), "")
    return found if found.lower() in names else "xl/workbook.xml"


def _sheet(
    archive: zipfile.ZipFile, names: Mapping[str, str], target: str, shared: list[str]
) -> Cells | int | None:
    try:
        xml = archive.read(names[target.lower()])
        return Counter(_cells(xml, shared))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError):
        return None
    except Damaged:
        return len(re.findall(rb"<v>[^<]|<is>", xml)) if b"<row" in xml else None


def _relations(
    archive: zipfile.ZipFile, names: Mapping[str, str], part: str
) -> dict[str, tuple[str, str]]:
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{base}.rels").lower()
    if path not in names:
        return {}
    found = {}
    for relation in _parsed(archive.read(names[path])):
        target = relation.get("Target", "")
        whole = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
    return found


def _text(item: ET.Element) -> str:
    """The text of a shared or inline string, without the pronunciation that Asian languages add."""
    runs = [child for child in item if _local(child.tag) in {"t", "r"}]
    return _decoded(
        "".join(
            text.text or "" for run in runs for text in run.iter() if _local(text.tag) == "t"
        )
    )


def _decoded(text: str) -> str:
    """The text once its signs written by their number, as XML forbids some, are signs."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def _cells(xml: bytes, shared: list[str]) -> Iterator[tuple[int, int]]:
    line = 0
    for row in _parsed(xml, "sheetData").iter():
        if _local(row.tag) != "row":
            continue
        number = row.get("r", "")
        line = int(number) if number.isdecimal() else line + 1  # its cells say where they stand
        column = 0
        for cell in row:
            if _local(cell.tag) == "c":
                reference = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", "").upper())
                column = _number(reference[1]) if reference else column + 1
                if _is_filled(cell, shared):
                    yield int(reference[2]) if reference else line, column


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _is_filled(cell: ET.Element, shared: list[str]) -> bool:
    parts = {_local(part.tag): part for part in cell}
    value = parts["v"].text or "" if "v" in parts else ""
    if cell.get("t") == "s":
        known = re.fullmatch(r"\d{1,9}", value) and int(value) < len(shared)
        return bool(shared[int(value)].strip()) if known else bool(value)
    if cell.get("t") == "inlineStr":
        return "is" in parts and bool(_text(parts["is"]).strip())
    return bool(_decoded(value).strip()) or ("f" in parts and cell.get("t") != "str")


# -- LibreOffice -----------------------------------------------------------------------------------


def _ods(archive: zipfile.ZipFile) -> dict[str, Cells | int | None]:
    found: dict[str, Cells | int | None] = {}
    for table in _parsed(archive.read("content.xml")).iter():
        if _local(table.tag) == "table":
            found[_attribute(table, "name")] = Counter(_ods_cells(table))
    return found


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _ods_cells(table: ET.Element) -> Iterator[tuple[int, int]]:
    line = 0
    for row in table.iter():
        if _local(row.tag) != "table-row":
            continue
        times, column = int(_attribute(row, "number-rows-repeated") or 1), 0
        for cell in row:
            if _local(cell.tag) not in {"table-cell", "covered-table-cell"}:
                continue
            wide = int(_attribute(cell, "number-columns-repeated") or 1)
            text = "".join("".join(part.itertext()) for part in cell if _local(part.tag) == "p")
            if text.strip() or _attribute(cell, "value-type") not in {"", "string"}:
                for down in range(min(times, 1000)):
                    yield from (
                        (line + down + 1, column + across + 1)
                        for across in range(min(wide, 1000))
                    )
            column += wide
        line += times


# -- what a reading lost ---------------------------------------------------------------------------


def losses(
    name: str, content: bytes, lecture: FolderContent, charge: LoadedWorkbooks
) -> list[str]:
    """What the file holds and that was neither read nor told; nothing when all is well."""
    found = [] if lecture.sheets or lecture.problems else _tell_silence(content)
    if _told(lecture.problems, ""):
        return found
    if Path(name).suffix == ".csv":
        return found + _lost_signs(content, lecture)
    if not content.startswith(b"PK"):
        return found + _lost_rows(lecture, charge)
    try:
        expected = filled_cells(content)
    except Damaged as damage:
        return [*found, f"damaged and not told: {damage}"]
    read = {raw.name: raw for raw in lecture.sheets}
    for sheet, cells in expected.items():
        if not _told(lecture.problems, sheet):
            found += (
                _lost_cells(sheet, cells, read[sheet]) if sheet in read else [f"{sheet}: lost"]
            )
    return found + _lost_rows(lecture, charge)


def _tell_silence(content: bytes) -> list[str]:
    """What is said of a file of which nothing was: one whose sheets are all dialogs or charts holds
    no cell.
    """
    with contextlib.suppress(Damaged):
        if content.startswith(b"PK") and not filled_cells(content):
            return []
    return ["neither read nor refused"]


def _told(problems: Iterable[Problem], sheet: str) -> bool:
    """Whether something was said of this sheet, or of its workbook."""
    return any(
        problem.gravite is not Severity.INFORMATION and problem.place.sheet == sheet
        for problem in problems
    )


def _lost_cells(sheet: str, cells: Cells | int | None, raw: RawSheet) -> list[str]:
    broken = raw.errors.keys() | raw.illisibles.keys()
    shown = set(broken)
    shown |= {
        (line, column)
        for line, row in enumerate(raw.list_rows(), 1)
        for column, cell in enumerate(row, 1)
        if _is_shown(cell)
    }
    if not isinstance(cells, Counter):
        return (
            []
            if cells is not None and len(shown) >= cells
            else [f"{sheet}: damaged and not told"]
        )
    lost, twice = (
        sorted(set(cells) - shown),
        sorted(cell for cell, times in cells.items() if times > 1 and cell not in broken),
    )
    return [
        f"{sheet}: {len(found)} cells {what}, first {found[0]}"
        for what, found in (("lost", lost), ("twice", twice))
        if found
    ]


def _is_shown(cell: object) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _lost_signs(content: bytes, lecture: FolderContent) -> list[str]:
    """Letters and digits of a text file that no cell holds, nor is said to have held."""
    encoding = _name_encoding(content)
    cells = ""
    for raw in lecture.sheets:
        cells += "".join(map(str, chain.from_iterable(raw.list_rows())))
        cells += "".join(shown for _, shown in raw.illisibles.values())
    lost = Counter(re.findall(r"[A-Za-z0-9]", content.decode(encoding, "replace"))) - Counter(
        re.findall(r"[A-Za-z0-9]", cells)
    )
    return [f"signs lost: {dict(lost)}"] if lost else []


def _name_encoding(content: bytes) -> str:
    """Name how a text file is written; without its mark, a UTF-16 has a zero for each sign."""
    zeros = {"utf-16-be": content[::2].count(0), "utf-16-le": content[1::2].count(0)}
    likely = max(zeros, key=lambda name: zeros[name])
    if content[:2] in UTF_16:
        return "utf-16"
    return likely if zeros[likely] > len(content) / 3 else "latin-1"


def _lost_rows(lecture: FolderContent, charge: LoadedWorkbooks) -> list[str]:
    """Rows of a sheet that were read, that are in no table, and of which nothing was said."""
    raws = {(raw.workbook, raw.name): raw for raw in lecture.sheets}
    found = []
    for checked in charge.sheets:
        for origin in checked.origins:
            raw = raws[origin.workbook, origin.sheet]
            said = [
                p.place
                for p in charge.problems
                if (p.place.workbook, p.place.sheet) == (raw.workbook, raw.name)
            ]
            rows = [row.where for row in checked.list_rows()]
            lines = [row.line for row in rows if (row.workbook, row.sheet) == origin.key]
            if not lines or any(not place.cell for place in said):
                continue
            known = set(lines) | {
                int(row) for place in said for row in re.findall(r"\d+", place.cell)
            }
            columns = [_number(letters) - 1 for letters in origin.letters.values()]
            filled = {
                line
                for line, row in enumerate(raw.list_rows(), 1)
                if line > lines[0]
                and any(_is_shown(row[column]) for column in columns if column < len(row))
            }
            found += [
                f"{raw.name}: row {line} is in no table" for line in sorted(filled - known)
            ]
    return found
