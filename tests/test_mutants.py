"""Hostile workbooks: none escapes as an exception, none passes in silence, none pollutes the console."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clu_batch.reading import read_folder
from tests.mutants import SECONDS, seeds, told, tried
from tests.test_reading import codes, with_parts, with_sheet, xlsx
from tests.test_reading_formats import ods

COUNT = int(os.environ.get("CLU_MUTANTS", "300"))
"""How many mutants this run tries; `python -m tests.mutants` tries more by hand."""


def test_the_sound_workbooks_are_read(tmp_path: Path) -> None:
    """Else every mutant would be refused for another reason than its damage."""
    for name, content in seeds():
        (tmp_path / name).write_bytes(content)
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [("a.xls", "ancien-format")]
    assert [raw.workbook for raw in lecture.sheets] == ["a.ods", "a.xls", "a.xlsm", "a.xlsx", "a.xlsx", "reponses.csv"]


def test_mutants(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    workbooks = seeds()
    for seed in range(COUNT):
        seconds, lecture = tried(tmp_path, workbooks, seed)
        assert told(lecture), f"mutant {seed}: neither read nor refused"
        assert seconds <= SECONDS, f"mutant {seed}: {seconds:.1f} s"
    assert capfd.readouterr() == ("", "")


def many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"xl/{number}"), b"")
    return stream.getvalue()


def with_workbook_part(head: bytes) -> bytes:
    """The same, each name of a sheet being an entity that this head declares."""

    def change(name: str, part: bytes) -> bytes:
        return head + part.replace(b'name="Composition"', b'name="&a;"') if name == "xl/workbook.xml" else part

    return with_parts(xlsx(), change)


BILLION = b'<!DOCTYPE a [<!ENTITY z "z">' + b"".join(b'<!ENTITY %c "%s">' % (97 + i, b"&%c;" % (98 + i) * 10) for i in range(9)) + b"]>"

BOMBS: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.xlsx", lambda: with_parts(xlsx(), lambda _name, part: part, {"xl/bombe.xml": bytes(50 * 2**20)}), "fichier-demesure"),
    ("a.ods", lambda: with_parts(ods(), lambda _name, part: part, {"bombe.xml": bytes(50 * 2**20)}), "fichier-demesure"),
    ("a.xlsx", many_entries, "fichier-demesure"),
    ("a.xlsx", lambda: with_workbook_part(BILLION), "fichier-douteux"),
    ("a.ods", lambda: with_parts(ods(), lambda name, part: BILLION + part if name == "content.xml" else part), "fichier-douteux"),
    ("a.xlsx", lambda: xlsx() + bytes(21 * 2**20), "fichier-demesure"),
]


@pytest.mark.parametrize(
    ("name", "content", "code"), BOMBS, ids=["zip", "zip (ods)", "100 000 entries", "entities", "entities (ods)", "21 MB"]
)
def test_a_bomb_is_one_sentence(tmp_path: Path, name: str, content: Callable[[], bytes], code: str) -> None:
    (tmp_path / name).write_bytes(content())
    assert codes(read_folder(tmp_path)) == [(name, code)]


def test_a_panic_of_the_reader_does_not_reach_the_console(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the Rust part writes goes to the error stream of the system, past Python's."""

    def panic(_stream: object) -> None:
        os.write(2, b"thread '<unnamed>' panicked at src/xls.rs")
        raise RuntimeError

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", panic)
    (tmp_path / "a.xlsx").write_bytes(xlsx())
    assert codes(read_folder(tmp_path)) == [("a.xlsx", "fichier-coupe")]
    os.write(2, b"still there")
    assert capfd.readouterr().err == "still there"


@pytest.mark.parametrize("cell", ['<c t="e"><v>#N/A</v></c>', "<c><f>A1</f></c>"])
def test_thousands_of_cells_in_error_without_reference_are_quick(tmp_path: Path, cell: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_sheet(f'<row r="1">{cell * 16_000}</row>'))
    (raw,) = read_folder(tmp_path).sheets
    assert set(raw.errors) == {(1, column) for column in range(1, 16_001)}


def test_a_sheet_filled_everywhere_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 2002))
    (tmp_path / "a.xlsx").write_bytes(with_sheet(rows))
    lecture = read_folder(tmp_path)
    assert (codes(lecture), [(raw.illisible, raw.rows) for raw in lecture.sheets]) == ([("a.xlsx", "feuille-demesuree")], [(True, ())])


def test_one_cell_at_the_last_row_leaves_a_wide_table_whole(tmp_path: Path) -> None:
    row = "".join(f'<c r="{letters}1"><v>1</v></c>' for letters in ("A", "Z", "AD"))
    (tmp_path / "a.xlsx").write_bytes(with_sheet(f'<row r="1">{row}</row><row r="1048576"><c r="B1048576"><v>1</v></c></row>'))
    lecture = read_folder(tmp_path)
    assert [(problem.code, problem.place.cell) for problem in lecture.problems] == [("cellule-eloignee", "B1048576")]
    assert [len(row) for row in lecture.sheets[0].rows] == [30]


def test_a_cell_that_names_another_row_than_its_own_does_not_abort(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_sheet('<row r="1"><c r="XFD1048576"><v>1</v></c><c r="B1"><v>2</v></c></row>'))
    assert [(problem.code, problem.place.cell) for problem in read_folder(tmp_path).problems] == [("cellule-eloignee", "XFD1048576")]


def test_rows_after_a_fault_of_the_xml_are_not_lost_in_silence(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(with_sheet(row.format(1) + "</faux>" + row.format(2)))
    lecture = read_folder(tmp_path)
    assert (codes(lecture), [raw.illisible for raw in lecture.sheets]) == ([("a.xlsx", "feuille-illisible")], [True])
