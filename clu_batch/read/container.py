"""Find what a file really is, from its bytes and whatever its name says, and whether it can be
opened without danger.

No library does it: those that guess a type trust the first bytes, and none bounds what is unpacked.
"""

from __future__ import annotations

import codecs
import enum
import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from clu_batch.kernel.problems import ProblemKind
from clu_batch.messages import workbooks
from clu_batch.read.part_names import fold_part_name, list_parts

TAILLE = 20 * 2**20  # bytes of a file
PARTIES = 500  # entries of a zip
DEPLIE = 300 * 2**20  # bytes once unpacked
TAUX = 200  # unpacked / packed, for entries of some size
PETIT = 2**20  # below this size a high ratio is harmless


ZIP_ABIME = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
    OverflowError,
)
"""What the zip module raises on damaged bytes."""


class ContainerKind(enum.Enum):
    """The containers that are read."""

    XLSX = "un classeur Excel"
    XLS = "un ancien classeur Excel (.xls)"
    ODS = "un classeur LibreOffice (.ods)"
    CSV = "un fichier texte"


_CHIFFRE = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06\x05\x00.{12}|\x08\x00\x00\x05\x05\x00.{4})"
    rb"(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
"""The first records of an old workbook with a password: BOF (of BIFF8, of BIFF5), maybe WRITEPROT,
then FILEPASS.
"""

AUTRES = frozenset({".xlsb", ".xltx", ".xltm", ".xlt", ".ots", ".fods", ".numbers", ".tsv"})
"""Extensions of workbooks that are not read: said, since they may hold what is sought elsewhere."""

ATTENDU = {
    ".xlsx": ContainerKind.XLSX,
    ".xlsm": ContainerKind.XLSX,
    ".xls": ContainerKind.XLS,
    ".ods": ContainerKind.ODS,
    ".csv": ContainerKind.CSV,
}


_CONTROLE = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
"""Bytes that no text holds, but for a few gone astray."""
_ETRANGES = 0.01
"""Share of the first bytes from which they make no text."""
_DEBUT = 4096
"""First bytes by which a text is known, and a UTF-16 without its mark."""
_LATIN = 0.6
"""Share of the signs of such a UTF-16 of which one of the two bytes is zero, in our letters."""


_CLASSEUR = re.compile(rb"(?:sheet|template)(?:\.macroEnabled)?\.main\+xml")
"""What the list of the parts says of a workbook; a binary one has no XML."""


MIMETYPE = "mimetype"
"""The part of an .ods that says its type."""
_MANIFEST = "meta-inf/manifest.xml"
_TABLEUR = re.compile(
    rb"<[^<>]*(?:full-path=[\"']/[\"'][^<>]*\.spreadsheet|\.spreadsheet[^<>]*full-path=[\"']/[\"'])"
)
"""What the list of its parts says of the whole."""


class UnreadableFile(Exception):
    """A file that cannot be read: the kind of problem to report, with its facts."""

    def __init__(self, defaut: ProblemKind, **faits: object) -> None:
        super().__init__(defaut.code)
        self.defaut = defaut
        self.faits = faits


def inspect(content: bytes, extension: str) -> ContainerKind:
    """Return the container of these bytes.

    `UnreadableFile` is raised when it is not the one that the extension promises.
    """
    if not content:
        raise UnreadableFile(workbooks.FICHIER_VIDE)
    if len(content) > TAILLE:
        raise UnreadableFile(workbooks.FICHIER_DEMESURE, raison=f"{len(content) // 2**20} Mo")
    genre = _find_kind(content)
    if genre is not ATTENDU[extension]:
        if genre is ContainerKind.CSV:
            raise UnreadableFile(_find_text_fault(content))
        raise UnreadableFile(workbooks.FICHIER_RENOMME, reel=genre.value)
    return genre


def _find_kind(content: bytes) -> ContainerKind:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _inspect_ole(content)
    strange = b"\0" in content[:_DEBUT] or _CONTROLE.search(content[:_DEBUT])
    if content.startswith(b"PK") or (strange and zipfile.is_zipfile(io.BytesIO(content))):
        return _inspect_zip(content)
    if not _is_text(content):
        raise UnreadableFile(
            workbooks.FICHIER_COUPE
            if b"PK\x01\x02" in content or not any(content)
            else workbooks.FICHIER_ETRANGER
        )
    if _find_text_fault(content) is workbooks.FICHIER_HTML:
        raise UnreadableFile(workbooks.FICHIER_HTML)
    return ContainerKind.CSV


def _inspect_ole(content: bytes) -> ContainerKind:
    """An OLE file: an old workbook, or the envelope of an encrypted one."""
    if "EncryptedPackage".encode("utf-16-le") in content or _CHIFFRE.search(content):
        raise UnreadableFile(workbooks.FICHIER_PROTEGE)
    if any(
        stream.encode("utf-16-le") + b"\0\0" in content
        for stream in ("Workbook", "Book", "WORKBOOK", "BOOK")
    ):
        return ContainerKind.XLS
    raise UnreadableFile(workbooks.FICHIER_ETRANGER)


def _is_text(content: bytes) -> bool:
    """Whether the first bytes are those of a text: nearly all of them signs, or zeros that fill
    fields up.
    """
    start = content[:_DEBUT].rstrip(b"\x1a")  # by which MS-DOS ends a text
    strange = len(_CONTROLE.findall(start))
    few = strange <= max(1, len(start) * _ETRANGES) and any(start)
    return few or bool(find_utf_16(content))


def find_utf_16(content: bytes) -> str:
    """Return the name of the UTF-16 of a file, "" when it is in another encoding.

    Without its mark, one byte of two is nearly always zero in a language of our letters.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = content[:_DEBUT]
    high, low = start[::2].count(0), start[1::2].count(0)
    most, least = max(high, low), min(high, low)
    if most < _LATIN * len(start) / 2 or least > _ETRANGES * most:
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _find_text_fault(content: bytes) -> ProblemKind:
    start = content[:_DEBUT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    html = (
        start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta"))
        or b"<html" in start
    )
    return workbooks.FICHIER_HTML if html else workbooks.FICHIER_TEXTE


def _inspect_zip(content: bytes) -> ContainerKind:
    """A zip, after a look at its directory: a spreadsheet of a reasonable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _measure(archive.infolist())
            parts = {fold_part_name(name): entry for name, entry in list_parts(archive)}
            if "content.xml" in parts and not parts.keys().isdisjoint({MIMETYPE, _MANIFEST}):
                return _inspect_open_document(archive, parts)
            return _inspect_package(archive, parts)
    except ZIP_ABIME as error:
        raise UnreadableFile(workbooks.FICHIER_COUPE) from error


def _inspect_package(
    archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]
) -> ContainerKind:
    """A workbook has a part of this name, or the list of the parts tells which it is."""
    if any(name.endswith("/workbook.xml") for name in parts):
        return ContainerKind.XLSX
    if any(name.endswith("/workbook.bin") for name in parts):
        raise UnreadableFile(workbooks.FICHIER_BINAIRE)
    types = parts.get("[content_types].xml")
    if types and _CLASSEUR.search(archive.read(types)):
        return ContainerKind.XLSX
    raise UnreadableFile(workbooks.FICHIER_ETRANGER)


def _inspect_open_document(
    archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]
) -> ContainerKind:
    """A spreadsheet, as its type says, or the list of its parts when a tool left its type out."""
    manifest = archive.read(parts[_MANIFEST])
    kind = archive.read(parts[MIMETYPE])[:100] if MIMETYPE in parts else manifest
    if not re.search(rb"spreadsheet" if MIMETYPE in parts else _TABLEUR, kind):
        raise UnreadableFile(workbooks.FICHIER_ETRANGER)
    if b"manifest:encryption-data" in manifest:
        raise UnreadableFile(workbooks.FICHIER_PROTEGE)
    return ContainerKind.ODS


def _measure(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > PARTIES:
        raise UnreadableFile(workbooks.FICHIER_DEMESURE, raison=f"{len(entries)} parties")
    if sum(entry.file_size for entry in entries) > DEPLIE:
        raise UnreadableFile(
            workbooks.FICHIER_DEMESURE, raison="plus de 300 Mo une fois déplié"
        )
    if any(
        entry.file_size > PETIT and entry.file_size > TAUX * max(1, entry.compress_size)
        for entry in entries
    ):
        raise UnreadableFile(
            workbooks.FICHIER_DEMESURE, raison="un contenu anormalement comprimé"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(workbooks.FICHIER_PROTEGE)
