"""The package that calamine is given, in which a large sheet begins with a list of merged cells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from clu_batch.read import read_folder, second_walk
from clu_batch.read.second_walk import LISTE, spare_second_walk, sum_with_list

PART = "xl/worksheets/sheet1.xml"
ROWS = [["Date", "Site"], ["12/03/2026", "Alès"], ["13/03/2026", "Nîmes"]]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes], compression: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_list_stands_before_the_sheet_and_nothing_else_changes(
    compression: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_walk, "GROSSE", 0)
    parts = unpack(workbook())
    checksum = sum_with_list(parts[PART])
    assert checksum is not None
    spared = spare_second_walk(pack(parts, compression), {PART: checksum})
    assert unpack(spared) == {**parts, PART: LISTE + parts[PART]}  # checksums are verified here


def test_another_compression_is_left_alone() -> None:
    parts = unpack(workbook())
    spared = spare_second_walk(pack(parts, zipfile.ZIP_BZIP2), {PART: 0})
    assert unpack(spared) == parts


@pytest.mark.parametrize("part", [b"<a/>", b"\xef\xbb\xbf<a/>" + b" " * second_walk.GROSSE])
def test_a_small_sheet_or_one_that_begins_otherwise_is_left_alone(part: bytes) -> None:
    assert sum_with_list(part) is None


def test_the_cells_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook())
    (plain,) = read_folder(tmp_path).sheets
    monkeypatch.setattr(second_walk, "GROSSE", 0)
    (spared,) = read_folder(tmp_path).sheets
    assert spared.frame.equals(plain.frame)
    assert (spared.list_rows()[0], spared.merged) == (ROWS[0], ("B2:B3",))
