"""Damaged workbooks, as bad luck or bad will makes them: each must be read, or refused with its own sentence.

Bytes changed (20 %), files cut (20 %), parts of the package edited (60 %), all drawn from a seed. The ordinary tests try a few hundred;
by hand, any number:

    python -m tests.mutants 20000 [SEED]

prints the slowest of them and the peak of memory, and stops at the first one that escapes, whose number is enough to make it again.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl

from clu_batch.reading import Lecture, read_folder
from tests.test_reading import with_parts, xlsx
from tests.test_reading_formats import ods

SECONDS = 5.0  # what one workbook may take (page 4.1)
HOSTILE = (
    b"", b"-1", b"0", b"1048577", b"99999999999", b"XFD1048576", b"A0", b"\xff\xfe", b"\0", b"&#0;", b"&#xD800;", b"&inconnu;", b"1e999",
    b"NaN", b"<", b">", b'"', b"]]>", b"<!-- ", b"<![CDATA[", b"../../../secret", b"\xc3", "é".encode("utf-16"), b"x" * 70_000,
)  # fmt: skip
"""What replaces a value in a part."""


def seeds() -> list[tuple[str, bytes]]:
    """Small sound workbooks, one of each kind."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    sheet = book.worksheets[0]
    sheet.append(["C", "=1+1", True, "é<&"])
    sheet.merge_cells("A5:B6")
    sheet.row_dimensions[2].hidden = True
    sheet["B3"].number_format = "dd/mm/yyyy"
    book.create_sheet("Réunions").append(["Date", "Heure", "Lieu"])
    stream = io.BytesIO()
    book.save(stream)
    old = Path(__file__).with_name("classeurs") / "ancien.xls"
    text = "Date;Site\n12/03/2026;Alès, « gare »\n".encode("cp1252")
    return [
        ("a.xlsx", stream.getvalue()), ("a.xlsm", xlsx()), ("a.ods", ods()), ("a.xls", old.read_bytes()), ("reponses.csv", text),
    ]  # fmt: skip


def mutant(workbooks: Sequence[tuple[str, bytes]], seed: int) -> tuple[str, bytes]:
    """The mutant of this number: a file name and its bytes."""
    chance = random.Random(seed)  # noqa: S311 - a damage to draw again, not a secret
    name, content = chance.choice(workbooks)
    kind = chance.random()
    if kind < 0.2 or (kind >= 0.4 and not content.startswith(b"PK")):
        return name, _bytes_changed(chance, content)
    if kind < 0.4:
        return name, content[: chance.randrange(len(content))]
    return name, _part_edited(chance, content)


def _bytes_changed(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(changed)


def _part_edited(chance: random.Random, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        chosen = chance.choice(archive.namelist())
    edit = chance.choice(EDITS)
    return with_parts(content, lambda name, part: edit(chance, part) if name == chosen else part)


def _value(chance: random.Random, part: bytes) -> bytes:
    """Another value for an attribute or a text."""
    places = list(re.finditer(rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)', part))
    if not places:
        return chance.choice(HOSTILE)
    place = chance.choice(places)
    return part[: place.start()] + chance.choice(HOSTILE) + part[place.end() :]


def _tag(chance: random.Random, part: bytes) -> bytes:
    """A tag taken away, doubled, renamed, or moved to the end."""
    tags = list(re.finditer(rb"<[^<>]*>", part))
    if not tags:
        return part
    tag = chance.choice(tags)
    instead = chance.choice((b"", tag[0] * 2, tag[0] * 2000, b"<autre>", tag[0].upper(), tag[0].replace(b"/", b"")))
    return part[: tag.start()] + instead + part[tag.end() :]


def _attribute(chance: random.Random, part: bytes) -> bytes:
    """An attribute taken away."""
    found = list(re.finditer(rb'\s[\w:]+="[^"]*"', part))
    if not found:
        return part
    place = chance.choice(found)
    return part[: place.start()] + part[place.end() :]


EDITS: Sequence[Callable[[random.Random, bytes], bytes | None]] = (
    _value, _value, _value, _tag, _tag, _attribute, _bytes_changed,
    lambda chance, part: part[: chance.randrange(len(part) + 1)],
    lambda _chance, _part: None,
    lambda _chance, _part: b"",
    lambda _chance, part: part.decode("utf-8", "replace").encode("utf-16"),
    lambda _chance, part: b'<!DOCTYPE a [<!ENTITY b "b">]>' + part,
)  # fmt: skip


def tried(folder: Path, workbooks: Sequence[tuple[str, bytes]], seed: int) -> tuple[float, Lecture]:
    """The seconds that reading this mutant, alone in a folder, took; and what it gave."""
    name, content = mutant(workbooks, seed)
    path = folder / name
    path.write_bytes(content)
    start = time.perf_counter()
    try:
        lecture = read_folder(folder)
    finally:
        path.unlink()
    return time.perf_counter() - start, lecture


def told(lecture: Lecture) -> bool:
    """Whether a workbook was read, or refused by a sentence: never neither."""
    return bool(lecture.sheets or lecture.problems)


def main(count: int, first: int) -> None:
    """Try that many mutants from this seed on."""
    slowest = (0.0, first)
    with tempfile.TemporaryDirectory() as folder:
        workbooks = seeds()
        for seed in range(first, first + count):
            try:
                seconds, lecture = tried(Path(folder), workbooks, seed)
                assert told(lecture), "neither read nor refused"
                assert seconds <= SECONDS, f"{seconds:.1f} s"
            except BaseException:
                sys.stdout.write(f"mutant {seed}\n")
                raise
            slowest = max(slowest, (seconds, seed))
    sys.stdout.write(f"{count} mutants ; le plus lent : n° {slowest[1]}, {slowest[0]:.2f} s ; mémoire au plus haut : {_peak()}\n")


def _peak() -> str:
    """The most memory that this process held; Windows does not tell."""
    if sys.platform == "win32":
        return "inconnue"
    import resource  # noqa: PLC0415 - absent of Windows

    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} Mo"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
