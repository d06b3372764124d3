"""A package whose large sheets calamine goes through once.

It walks through each sheet a second time, for its merged cells, until it meets their element: a
third of its time. We find them ourselves. An empty element of that name is put before everything
else in the part, as a block of its own before the compressed bytes (RFC 1951, § 3.2.4): nothing is
unpacked, nor packed again.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from clu_batch.reading.complet import well_formed
from clu_batch.reading.feuille_xml import Words

LOURDE = 4 * 2**20
"""Bytes of XML from which it is worth it."""

_ELEMENT = b"<mergeCells/>"
_BLOC = (
    b"\0" + struct.pack("<HH", len(_ELEMENT), 0xFFFF ^ len(_ELEMENT)) + _ELEMENT
)  # not compressed, and not the last block
_EN_TETE = struct.Struct("<26xHH")
"""The header of an entry: it ends with the lengths of its name and of a further field, that stand
before its bytes.
"""


def lourde(part: bytes) -> bool:
    """Whether a sheet is worth it; what follows its cells must be sound, for no one else will go
    through it.
    """
    if len(part) < LOURDE:
        return False
    words = Words(part)
    return well_formed(b"%s<%ssheetData>%s" % (words.root, words.prefix, words.after))


def somme(part: bytes) -> int:
    """The checksum of a part once the element stands before it."""
    return zlib.crc32(part, zlib.crc32(_ELEMENT))


def un_seul_parcours(content: bytes, sommes: Mapping[str, int]) -> io.BytesIO:
    """The package with the element before each of these parts, whose checksum is given; a part that
    is not compressed stays as it is.
    """
    stream = io.BytesIO(content)
    if sommes:
        with zipfile.ZipFile(stream, "a") as archive:
            for name, checksum in sommes.items():
                entry = archive.getinfo(name)
                if entry.compress_type == zipfile.ZIP_DEFLATED:
                    new = _appended(stream, archive.start_dir, entry, checksum)
                    archive.filelist[archive.filelist.index(entry)] = new
                    archive.start_dir = stream.tell()
            archive.comment = b""  # what makes the directory be written again
    stream.seek(0)
    return stream


def _appended(
    stream: io.BytesIO, place: int, entry: zipfile.ZipInfo, checksum: int
) -> zipfile.ZipInfo:
    """The same entry with the element before it, written at `place`."""
    start = (
        entry.header_offset
        + _EN_TETE.size
        + sum(_EN_TETE.unpack_from(stream.getbuffer(), entry.header_offset))
    )
    packed = stream.getvalue()[start : start + entry.compress_size]
    new = zipfile.ZipInfo(entry.filename)
    new.compress_type, new.CRC, new.header_offset = zipfile.ZIP_DEFLATED, checksum, place
    new.file_size, new.compress_size = len(_ELEMENT) + entry.file_size, len(_BLOC) + len(packed)
    stream.seek(place)
    stream.write(new.FileHeader(zip64=False) + _BLOC + packed)
    return new
