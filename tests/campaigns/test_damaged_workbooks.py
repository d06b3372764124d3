"""Hostile workbooks: none escapes as an exception, none passes in silence, none pollutes the
console.
"""

from __future__ import annotations

import io
import os
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clu_batch.app.console import mute_foreign_errors
from clu_batch.read import read_folder
from tests.campaigns.damaged_workbooks import seeds, tried
from tests.conftest import WORKBOOKS
from tests.read.test_containers import ods
from tests.read.test_folder import codes, with_parts, with_sheet, xlsx
from tests.support import isolation
from tests.support.isolation import verdicts

COUNT = 150
"""How many mutants are tried here, in the process of the tests; `tests.campaigns.damaged_workbooks`
tries more, each in its own.
"""

posix = pytest.mark.skipif(os.name != "posix", reason="a process is copied")


@pytest.mark.parametrize(("name", "content"), seeds(), ids=[name for name, _ in seeds()])
def test_the_sound_workbooks_are_read(tmp_path: Path, name: str, content: bytes) -> None:
    """Else every mutant would be refused for another reason than its damage."""
    (tmp_path / name).write_bytes(content)
    lecture = read_folder(tmp_path)
    assert codes(lecture) == []
    assert any(any(map(any, raw.list_rows())) for raw in lecture.sheets)


def test_mutants(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    workbooks = seeds()
    with mute_foreign_errors():
        for seed in range(COUNT):
            assert tried(tmp_path, workbooks, seed)() == "", f"mutant {seed}"
    assert capfd.readouterr() == ("", "")


def _end() -> str:
    signal.raise_signal(signal.SIGTERM)
    return "not ended"


FAULTS: list[tuple[str, Callable[[], str], str]] = [
    ("well", lambda: "said", ""),
    ("an exception", lambda: str(1 // 0), "exception"),
    ("a sudden end", _end, "ended by SIGTERM"),
    ("no end", lambda: str([None for _ in iter(int, 1)]), "no end"),
    ("600 MB", lambda: str(len(b"x" * (600 * 2**20))), "MB"),
]


@posix
@pytest.mark.parametrize(
    ("work", "fault"),
    [(work, fault) for _, work, fault in FAULTS],
    ids=[name for name, _, _ in FAULTS],
)
def test_a_campaign_sees_every_way_to_go_wrong(
    work: Callable[[], str], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "no end":
        monkeypatch.setattr(isolation, "PATIENCE", 3.0)
    (verdict,) = verdicts([7], lambda _item: work)
    assert (verdict.item, fault in verdict.fault, bool(verdict.fault)) == (7, True, bool(fault))


@posix
def test_two_processes_work_at_once_and_each_item_has_its_verdict() -> None:
    found = {
        verdict.item: verdict.said
        for verdict in verdicts(range(20), lambda item: lambda: str(item) * 100_000)
    }
    assert found == {item: str(item) * 100_000 for item in range(20)}


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
        return (
            head + part.replace(b'name="Composition"', b'name="&a;"')
            if name == "xl/workbook.xml"
            else part
        )

    return with_parts(xlsx(), change)


BILLION = (
    b'<!DOCTYPE a [<!ENTITY z "z">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + i, b"&%c;" % (98 + i) * 10) for i in range(9))
    + b"]>"
)

BOMBS: list[tuple[str, Callable[[], bytes], str]] = [
    (
        "a.xlsx",
        lambda: with_parts(
            xlsx(), lambda _name, part: part, {"xl/bombe.xml": bytes(50 * 2**20)}
        ),
        "fichier-demesure",
    ),
    (
        "a.ods",
        lambda: with_parts(ods(), lambda _name, part: part, {"bombe.xml": bytes(50 * 2**20)}),
        "fichier-demesure",
    ),
    ("a.xlsx", many_entries, "fichier-demesure"),
    ("a.xlsx", lambda: with_workbook_part(BILLION), "fichier-douteux"),
    (
        "a.ods",
        lambda: with_parts(
            ods(), lambda name, part: BILLION + part if name == "content.xml" else part
        ),
        "fichier-douteux",
    ),
    ("a.xlsx", lambda: xlsx() + bytes(21 * 2**20), "fichier-demesure"),
]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    BOMBS,
    ids=["zip", "zip (ods)", "100 000 entries", "entities", "entities (ods)", "21 MB"],
)
def test_a_bomb_is_one_sentence(
    tmp_path: Path, name: str, content: Callable[[], bytes], code: str
) -> None:
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
    (tmp_path / "a.ods").write_bytes(ods())
    with mute_foreign_errors():  # as the command line does
        assert codes(read_folder(tmp_path)) == [("a.ods", "fichier-coupe")]
    os.write(2, b"still there")
    assert capfd.readouterr().err == "still there"


@pytest.mark.parametrize("cell", ['<c t="e"><v>#N/A</v></c>', "<c><f>A1</f></c>"])
def test_thousands_of_cells_in_error_without_reference_are_quick(
    tmp_path: Path, cell: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_sheet(f'<row r="1">{cell * 16_000}</row>'))
    (raw,) = read_folder(tmp_path).sheets
    assert set(raw.errors) == {(1, column) for column in range(1, 16_001)}


def test_a_sheet_filled_everywhere_is_refused(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="XFD{row}"><v>1</v></c></row>'
        for row in range(1, 2002)
    )
    (tmp_path / "a.xlsx").write_bytes(with_sheet(rows))
    lecture = read_folder(tmp_path)
    assert (codes(lecture), [(raw.illisible, raw.list_rows()) for raw in lecture.sheets]) == (
        [("a.xlsx", "feuille-demesuree")],
        [(True, [])],
    )


def test_one_cell_at_the_last_row_leaves_a_wide_table_whole(tmp_path: Path) -> None:
    row = "".join(f'<c r="{letters}1"><v>1</v></c>' for letters in ("A", "Z", "AD"))
    (tmp_path / "a.xlsx").write_bytes(
        with_sheet(f'<row r="1">{row}</row><row r="1048576"><c r="B1048576"><v>1</v></c></row>')
    )
    lecture = read_folder(tmp_path)
    assert [(problem.code, problem.place.cell) for problem in lecture.problems] == [
        ("cellule-eloignee", "B1048576")
    ]
    assert [len(row) for row in lecture.sheets[0].list_rows()] == [30]


def test_a_cell_that_names_another_row_than_its_own_does_not_abort(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(
        with_sheet('<row r="1"><c r="XFD1048576"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    )
    assert [
        (problem.code, problem.place.cell) for problem in read_folder(tmp_path).problems
    ] == [("cellule-eloignee", "XFD1048576")]


ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
CELLS_THAT_THE_READER_DROPS = {
    "rows after a fault": ROW + '</faux><row r="2"><c r="A2"><v>1</v></c></row>',
    "cells after a fault": ROW.replace('<c r="B1">', "<autre>"),
    "a value without its end": ROW.replace("2</v>", "2</V>"),
}


@pytest.mark.parametrize(
    "data", CELLS_THAT_THE_READER_DROPS.values(), ids=CELLS_THAT_THE_READER_DROPS
)
def test_cells_that_the_reader_drops_are_not_lost_in_silence(tmp_path: Path, data: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_sheet(data))
    lecture = read_folder(tmp_path)
    assert (codes(lecture), [raw.illisible for raw in lecture.sheets]) == (
        [("a.xlsx", "feuille-illisible")],
        [True],
    )


TWICE = {
    "a cell twice": (ROW.replace("B1", "A1"), {(1, 1): "1 / 2"}),
    "a cell twice, once in small letters": (ROW.replace("B1", "a1"), {(1, 1): "1 / 2"}),
    "a row twice": (ROW + ROW, {(1, 1): "1 / 1", (1, 2): "2 / 2"}),
}


@pytest.mark.parametrize(("data", "shown"), TWICE.values(), ids=TWICE)
def test_a_cell_of_two_values_has_none_and_is_told(
    tmp_path: Path, data: str, shown: dict[tuple[int, int], str]
) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_sheet(data))
    (raw,) = read_folder(tmp_path).sheets
    assert {place: found for place, (_, found) in raw.illisibles.items()} == shown
    assert {defaut.code for defaut, _ in raw.illisibles.values()} == {"cellule-en-double"}
    assert not any(
        raw.list_rows()[row - 1][column - 1 : column] != [""]
        for row, column in shown
        if row <= len(raw.list_rows())
    )


def test_a_sheet_cut_before_its_first_row_is_said(tmp_path: Path) -> None:
    content = with_parts(
        with_sheet(ROW),
        lambda name, xml: (
            xml[: xml.index(b"<sheetData")] if name.endswith("sheet1.xml") else xml
        ),
    )
    (tmp_path / "a.xlsx").write_bytes(content)
    assert codes(read_folder(tmp_path)) == [("a.xlsx", "feuille-illisible")]


PARTS = [
    ("xl/workbook.xml", b'name="Lisez-moi"', b"", "fichier-coupe"),
    ("xl/sharedStrings.xml", b"</si>", b"<si>", "fichier-coupe"),
    ("xl/styles.xml", b"</xf>", b"", "fichier-coupe"),
    ("xl/worksheets/sheet1.xml", b"worksheet", b"autre", "feuille-illisible"),
]


@pytest.mark.parametrize(("part", "found", "put", "code"), PARTS)
def test_a_part_that_is_not_whole_is_said(
    tmp_path: Path, part: str, found: bytes, put: bytes, code: str
) -> None:
    workbook = (WORKBOOKS / "parametres.xlsx").read_bytes()
    content = with_parts(
        workbook, lambda name, xml: xml.replace(found, put) if name == part else xml
    )
    assert content != with_parts(workbook, lambda _name, xml: xml)
    (tmp_path / "a.xlsx").write_bytes(content)
    assert codes(read_folder(tmp_path)) == [("a.xlsx", code)]
