"""Files of a folder, as they really are: read, set aside and said, or refused with their own
sentence.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.filters import AutoFilter, FilterColumn
from openpyxl.worksheet.table import Table

from clu_batch import check
from clu_batch.kernel.problems import Severity
from clu_batch.read import FolderContent, read_folder
from clu_batch.read.sheet_scan import AREA, scan
from clu_batch.records import IGNORED, SHEETS
from tests.conftest import write_workbook
from tests.support.folders import SAMPLES
from tests.support.on_windows import make_link
from tests.support.word_files import parties

ROWS: list[list[Any]] = [["Code", "Valeur"], ["A", 1], ["B", dt.date(2026, 3, 12)]]
READ: list[list[Any]] = [["Code", "Valeur"], ["A", 1.0], ["B", dt.date(2026, 3, 12)]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def codes(lecture: FolderContent) -> list[tuple[str, str]]:
    return [(problem.place.workbook, problem.code) for problem in lecture.problems]


def xlsx(rows: list[list[Any]] = ROWS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Composition"
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(
    content: bytes,
    change: Callable[[str, bytes], bytes | None],
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """The same package once each part went through `change` (None: taken away), with further
    parts.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return stream.getvalue()


def with_sheet(data: str) -> bytes:
    """A workbook whose sheet holds exactly this `sheetData`."""
    xml = (
        "<worksheet"
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{data}</sheetData></worksheet>"
    )
    return with_parts(
        xlsx(), lambda name, part: xml.encode() if "worksheets/" in name else part
    )


def test_every_sheet_of_every_workbook_in_order(tmp_path: Path) -> None:
    write_workbook(tmp_path / "É.xlsx", {"Deux": ROWS, "Un": ROWS})
    write_workbook(tmp_path / "a.xlsm", {"Trois": ROWS})
    (tmp_path / "reponses_2026.csv").write_bytes(
        "Date;Site\n12/03/2026;Alès\n".encode("cp1252")
    )
    lecture = read_folder(tmp_path)
    assert codes(lecture) == []
    assert not lecture.unreadable
    assert [(raw.workbook, raw.name) for raw in lecture.sheets] == [
        ("a.xlsm", "Trois"),
        ("reponses_2026.csv", "reponses_2026"),
        ("É.xlsx", "Deux"),
        ("É.xlsx", "Un"),
    ]
    assert lecture.sheets[0].list_rows() == READ
    assert set(lecture.digests) == {"a.xlsm", "reponses_2026.csv", "É.xlsx"}
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in lecture.digests.values())


@pytest.mark.parametrize("heaviest", ["a", "b", "c", "d"])
def test_the_order_is_that_of_the_names_whichever_is_the_heaviest(
    tmp_path: Path, heaviest: str
) -> None:
    for name in "dbca":
        lines = 2000 if name == heaviest else 2
        (tmp_path / f"{name}.csv").write_text("Code;Valeur\n" + f"{name};1\n" * lines, "utf-8")
    (tmp_path / "bb.xlsx").write_bytes(b"PK\x03\x04")
    lecture = read_folder(tmp_path)
    assert [sheet.workbook for sheet in lecture.sheets] == ["a.csv", "b.csv", "c.csv", "d.csv"]
    assert list(lecture.digests) == ["a.csv", "b.csv", "bb.xlsx", "c.csv", "d.csv"]
    assert codes(lecture) == [("bb.xlsx", "fichier-coupe")]


@pytest.mark.parametrize(
    "content",
    [
        "Date;Site\n12/03/2026;Alès, gare\n".encode(),
        "\ufeffDate;Site\r\n12/03/2026;Alès, gare\r\n".encode(),
        "Date;Site\n12/03/2026;Alès, gare\n".encode("cp1252"),
        'Date,Site\n12/03/2026,"Alès, gare"\n'.encode(),
        "Date\tSite\n12/03/2026\tAlès, gare\n".encode(),
        "Date\tSite\n12/03/2026\tAlès, gare\n".encode("utf-16"),
        "Date;Site\r12/03/2026;Alès, gare\r".encode(),
        "Date;Site\n12/03/2026;Alès, gare".encode(),
    ],
)
def test_csv(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "Réponses.csv").write_bytes(content)
    (raw,) = read_folder(tmp_path).sheets
    assert raw.list_rows() == [["Date", "Site"], ["12/03/2026", "Alès, gare"]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (
            "Date;Avis\n1;a, b, c, d\n2;e, f, g, h\n",
            [["Date", "Avis"], ["1", "a, b, c, d"], ["2", "e, f, g, h"]],
        ),
        ("A;B\n1,5;2,5\n3,5;4,5\n", [["A", "B"], ["1,5", "2,5"], ["3,5", "4,5"]]),
        (
            "Registre, 2026\nDate;Avis\n1;a\n",
            [["Registre, 2026", ""], ["Date", "Avis"], ["1", "a"]],
        ),
        ('A,B\n"1;2;3","x"\n"4;5;6","y"\n', [["A", "B"], ["1;2;3", "x"], ["4;5;6", "y"]]),
        ("sep=;\nA;B\n1;2\n", [["sep=", ""], ["A", "B"], ["1", "2"]]),
        ("Date\n1\n", [["Date"], ["1"]]),
        ('A;B\n1;"x\ny"\n2;5" de large\n', [["A", "B"], ["1", "x\ny"], ["2", '5" de large']]),
    ],
)
def test_the_separator_of_a_csv(tmp_path: Path, content: str, rows: list[list[str]]) -> None:
    (tmp_path / "Réponses.csv").write_bytes(content.encode())
    (raw,) = read_folder(tmp_path).sheets
    assert raw.list_rows() == rows


def test_a_quotation_mark_never_closed_swallows_nothing_in_silence(tmp_path: Path) -> None:
    (tmp_path / "Réponses.csv").write_bytes(b'Date;Avis\n1;a\n2;"b\n3;c\n')
    lecture = read_folder(tmp_path)
    assert (codes(lecture), lecture.unreadable) == (
        [("Réponses.csv", "guillemet-ouvert")],
        True,
    )
    assert "ligne 3" in lecture.problems[0].trouve


@pytest.mark.parametrize(
    ("nom", "bloque"),
    [
        ("Réponses 2026.csv", True),
        ("reponses.csv", True),
        ("export.csv", False),
        ("Export.CSV", False),
    ],
)
def test_a_csv_of_a_name_that_is_no_sheet_blocks_nothing(
    tmp_path: Path, nom: str, bloque: bool
) -> None:
    (tmp_path / nom).write_bytes(b"")
    lecture = read_folder(tmp_path, check.KnownSheets(SHEETS, IGNORED).is_sheet_name)
    assert (codes(lecture), lecture.unreadable) == ([(nom, "fichier-vide")], bloque)
    assert [problem.gravite for problem in lecture.problems] == [
        Severity.BLOQUANT if bloque else Severity.A_VERIFIER
    ]


@pytest.mark.parametrize(
    "name",
    [
        "~$comite.xlsx",
        ".~lock.comite.xlsx#",
        "_brouillon.xlsx",
        "notes.docx",
        ".cache.xlsx",
        "lisez-moi.txt",
        "annexe.pdf",
    ],
)
def test_files_that_are_not_workbooks_of_hers(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"whatever")
    assert read_folder(tmp_path) == FolderContent((), (), False, {})


@pytest.mark.parametrize("lock", ["~$comite.xlsx", ".~lock.comite.xlsx#"])
def test_a_lock_file_beside_its_workbook(tmp_path: Path, lock: str) -> None:
    write_workbook(tmp_path / "comite.xlsx", {"Composition": ROWS})
    (tmp_path / lock).write_bytes(b"")
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [("comite.xlsx", "classeur-ouvert")]
    assert len(lecture.sheets) == 1


COPIES = [
    "comite - Copie.xlsx",
    "comite – Copie.xlsx",
    "comite - Copie (2).xlsx",
    "Copie de comite.xlsx",
    "Copy of comite.xlsx",
    "comite (1).xlsx",
    "comite (conflit 2026-03-12).xlsx",
    "comite (Copie en conflit de PC 2026-03-12).xlsx",
    "comite (conflicted copy 2026-03-12).xlsx",
    "comite - conflit.xlsx",
    "Comité - copie.xlsx",
    "comite - Copie - Copie.xlsx",
    "comite conflicted copy.xlsx",
    "comite (copie).xlsx",
    "comite (copie 2).xlsx",
    "comite - Copie-1.xlsx",
    "comite - Copie_2.xlsx",
    "Copie 2 de comite.xlsx",
    "comite - Copie du 12 mars.xlsx",
    "comite [conflit].xlsx",
    "comite.sync-conflict-20260312-101010-ABC.xlsx",
]


@pytest.mark.parametrize(
    "copy", [*COPIES, "comite v2.xlsx", "comite_DEF.xlsx", "comite v2 DEF.xlsx"]
)
def test_a_copy_beside_its_original_is_not_read(tmp_path: Path, copy: str) -> None:
    write_workbook(tmp_path / "comite.xlsx", {"Composition": ROWS})
    write_workbook(tmp_path / copy, {"Composition": [*ROWS, ["C", 3]]})
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [(copy, "copie-ecartee")]
    assert [raw.workbook for raw in lecture.sheets] == ["comite.xlsx"]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_alone_is_read_and_said(tmp_path: Path, copy: str) -> None:
    write_workbook(tmp_path / copy, {"Composition": ROWS})
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [(copy, "copie-lue")]
    assert len(lecture.sheets) == 1


@pytest.mark.parametrize(
    "name",
    [
        "comite 2026.xlsx",
        "comite (2026).xlsx",
        "bilan final.xlsx",
        "reclamations v2.xlsx",
        "copies de clés.xlsx",
        "conflits 2026.xlsx",
    ],
)
def test_names_that_are_not_copies(tmp_path: Path, name: str) -> None:
    write_workbook(tmp_path / name, {"Composition": ROWS})
    assert codes(read_folder(tmp_path)) == []


def test_the_same_bytes_twice_count_once(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Composition": ROWS})
    shutil.copy(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [("b.xlsx", "meme-contenu")]
    assert len(lecture.sheets) == 1


def _docx() -> bytes:
    return with_parts(
        xlsx(),
        lambda name, part: None if name.startswith("xl/") else part,
        {"word/document.xml": b"<a/>"},
    )


def _strict() -> bytes:
    def change(_name: str, part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    return with_parts(xlsx(), change)


def _bomb() -> bytes:
    return with_parts(xlsx(), lambda _name, part: part, {"xl/media/a.xml": bytes(30 * 2**20)})


def _doctype() -> bytes:
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    return with_parts(
        xlsx(),
        lambda name, part: (
            entity + part if "sharedStrings" in name or "sheet1" in name else part
        ),
    )


def _bad_crc() -> bytes:
    content = xlsx()
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def _old_encrypted(start: str) -> bytes:
    return OLE + "Workbook".encode("utf-16-le") + bytes(64) + bytes.fromhex(start) + bytes(64)


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.xlsx", lambda: b"", "fichier-vide"),
    (
        "a.xlsx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64),
        "fichier-protege",
    ),
    ("a.xlsx", lambda: OLE + "Workbook".encode("utf-16-le") + bytes(64), "fichier-renomme"),
    ("a.xls", lambda: OLE + "Workbook".encode("utf-16-le") + bytes(64), "fichier-coupe"),
    (
        "a.xls",
        lambda: _old_encrypted("0908100000060500bb0dcc0700000000060000002f0036000100"),
        "fichier-protege",
    ),
    (
        "a.xls",
        lambda: _old_encrypted("0908080000050500bb0dcc07860000002f000400"),
        "fichier-protege",
    ),
    (
        "a.xlsx",
        lambda: with_parts(_docx(), lambda _name, part: part, {"xl/workbook.bin": b"\0"}),
        "fichier-binaire",
    ),
    ("a.xls", lambda: OLE + "WordDocument".encode("utf-16-le") + bytes(64), "fichier-etranger"),
    ("a.xls", xlsx, "fichier-renomme"),
    ("a.xls", lambda: b"<html><body><table></table></body></html>", "fichier-html"),
    ("a.xlsx", lambda: b"\xef\xbb\xbf <!DOCTYPE html>\n<html></html>", "fichier-html"),
    ("a.xlsx", lambda: b"Date;Site\n12/03/2026;Nord\n", "fichier-texte"),
    ("a.xlsx", lambda: xlsx()[:2000], "fichier-coupe"),
    ("a.xlsx", lambda: bytes(4000), "fichier-coupe"),
    ("a.xlsx", _bad_crc, "fichier-coupe"),
    ("a.xlsx", lambda: b"%PDF-1.7\n\x00\x01\x02\x03", "fichier-etranger"),
    ("a.xlsx", _docx, "fichier-etranger"),
    ("a.xlsx", _strict, "fichier-strict"),
    ("a.xlsx", _bomb, "fichier-demesure"),
    (
        "a.xlsx",
        lambda: with_parts(xlsx(), lambda _n, p: p, {f"x{i}": b"" for i in range(500)}),
        "fichier-demesure",
    ),
    ("a.xlsx", lambda: b"PK" + bytes(20 * 2**20), "fichier-demesure"),
    ("a.xlsx", _doctype, "fichier-douteux"),
    ("Réponses.csv", xlsx, "fichier-renomme"),
    ("Réponses.csv", lambda: b"<html></html>", "fichier-html"),
    ("Réponses.csv", lambda: b"", "fichier-vide"),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED)
def test_a_file_that_cannot_be_read_has_its_own_sentence(
    tmp_path: Path, name: str, content: Callable[[], bytes], code: str
) -> None:
    (tmp_path / name).write_bytes(content())
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [(name, code)]
    assert lecture.unreadable
    assert not lecture.sheets


def _folder(path: Path) -> None:
    path.mkdir()


def _dangling(path: Path) -> None:
    make_link(path, path.with_name("nulle part.xlsx"))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


PIPES = pytest.mark.skipif(os.name != "posix", reason="a pipe is no file, on POSIX alone")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_folder, "fichier-etranger"),
        pytest.param(_pipe, "fichier-etranger", marks=PIPES),
        (_dangling, "fichier-occupe"),
    ],
)
def test_what_bears_the_name_of_a_workbook_and_is_no_file(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    make(tmp_path / "comite.xlsx")
    lecture = read_folder(tmp_path)
    assert (codes(lecture), lecture.unreadable) == ([("comite.xlsx", code)], True)


@pytest.mark.parametrize(
    "name", ["comite.xlsb", "comite.XLTX", "comite.fods", "comite.numbers", "reponses.tsv"]
)
def test_workbooks_of_a_kind_that_is_not_read_are_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"whatever")
    lecture = read_folder(tmp_path)
    assert (codes(lecture), lecture.unreadable) == ([(name, "format-non-lu")], False)


def test_a_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    write_workbook(tmp_path / "b.xlsx", {"Composition": ROWS})
    lecture = read_folder(tmp_path)
    assert [raw.workbook for raw in lecture.sheets] == ["b.xlsx"]
    assert lecture.unreadable


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    lecture = read_folder(tmp_path / "absent")
    assert [problem.code for problem in lecture.problems] == ["dossier-absent"]
    assert lecture.unreadable


def test_a_file_held_by_another_program_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Composition": ROWS})
    real, refusals = Path.open, iter([True, True])

    def busy(self: Path, mode: str = "r") -> object:
        if next(refusals, False):
            raise PermissionError(13, "sharing violation")
        return real(self, mode)

    monkeypatch.setattr(Path, "open", busy)
    monkeypatch.setattr("clu_batch.read.folder.PAUSE", 0.0)
    assert len(read_folder(tmp_path).sheets) == 1


def test_a_file_that_stays_held_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Composition": ROWS})

    def busy(_self: Path, _mode: str = "r") -> object:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(Path, "open", busy)
    monkeypatch.setattr("clu_batch.read.folder.PATIENCE", 0.0)
    lecture = read_folder(tmp_path)
    assert codes(lecture) == [("a.xlsx", "fichier-occupe")]
    assert lecture.unreadable


def test_what_the_look_of_a_sheet_hides(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [*ROWS, ["C", 3], ["D", 4]]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A2:A3")
    sheet.auto_filter.ref = "A1:B5"
    sheet.auto_filter.add_filter_column(0, ["A", "D"])
    book.create_sheet("Cachée").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    seen, hidden = read_folder(tmp_path).sheets
    assert (seen.hidden_rows, seen.hidden_columns, seen.merged, seen.filtered, seen.hidden) == (
        2,
        1,
        ("A2:A3",),
        True,
        False,
    )
    assert hidden.hidden
    assert [row[0] for row in seen.list_rows()] == ["Code", "A", "", "C", "D"]


def test_the_calendar_of_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([dt.date(2026, 3, 12)])
    book.save(tmp_path / "a.xlsx")
    (raw,) = read_folder(tmp_path).sheets
    assert raw.epoque_1904
    assert raw.list_rows() == [[dt.date(2026, 3, 12)]]


CELLS = [
    ('<row r="3"><c r="B3" t="e"><v>#N/A</v></c></row>', {(3, 2): "#N/A"}),
    ('<row r="3"><c t="e" r="AA3"><f>1/0</f><v>#DIV/0!</v></c></row>', {(3, 27): "#DIV/0!"}),
    ("<row r='3'><c r='B3' t='e'><v>#REF!</v></c></row>", {(3, 2): "#REF!"}),
    ('<row><c t="e"><v>#N/A</v></c></row>', {(1, 1): "#N/A"}),
    (
        '<row r="4"><c r="A4"><v>1</v></c><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>',
        {(4, 3): "#N/A"},
    ),
    ('<row r="3"><c r="B3"><f>A1+1</f></c></row>', {(3, 2): ""}),
    ('<row r="3"><c r="B3"><f>A1+1</f><v></v></c></row>', {(3, 2): ""}),
    ('<row r="3"><c r="B3"><f>A1+1</f><v/></c></row>', {(3, 2): ""}),
    ('<row r="3"><c r="B3"><f t="shared" si="0"/></c></row>', {(3, 2): ""}),
    (
        (
            '<row r="3"><c r="B3"><f>A1+1</f><v>2</v></c><c r="C3"><f t="shared"'
            ' si="0"/><v>3</v></c></row>'
        ),
        {},
    ),
    ('<row r="3"><c r="B3" t="str"><f>IF(A1=1,"","x")</f><v></v></c></row>', {}),
    ('<row r="3"><c r="B3" t="s"><v>0</v></c></row>', {}),
]


@pytest.mark.parametrize(("data", "errors"), CELLS)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_in_error_and_formulas_never_computed(
    data: str, errors: dict[tuple[int, int], str], prefix: str
) -> None:
    data = re.sub(r"<(/?)(\w)", rf"<\1{prefix}\2", data)
    xml = (
        f"<{prefix}worksheet><{prefix}sheetData>{data}</{prefix}sheetData></{prefix}worksheet>"
    )
    assert scan(xml.encode()).errors == errors


@pytest.mark.parametrize(
    ("data", "immense"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', False),
        ('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>', True),
        (
            (
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"'
                ' s="1"/></row>'
            ),
            False,
        ),
        (
            (
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"'
                ' s="1"><v></v></c></row>'
            ),
            False,
        ),
        (
            (
                '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="2000"><c'
                ' r="A2000"><v>1</v></c></row>'
            ),
            True,
        ),
        (
            (
                '<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="1"><c'
                ' r="B1"><v>1</v></c></row>'
            ),
            False,
        ),
        (
            (
                '<row r="1"><c s="1" r="XFD1"><v>1</v></c></row><row r="1048576"><c'
                ' r="A1048576"><v>1</v></c></row>'
            ),
            True,
        ),
    ],
)
def test_a_used_area_that_would_abort_the_process_is_seen(data: str, immense: bool) -> None:
    seen = scan(f"<worksheet><sheetData>{data}</sheetData></worksheet>".encode())
    assert (seen.height * seen.width > AREA) is immense


@pytest.mark.parametrize(
    ("row", "cell", "height", "width"),
    [
        (40, "Z40", 40, 26),
        (1, "AZ1", 1, 52),
        (1, "BA1", 1, 104),
        (1, "DZ1", 1, 260),
        (1, "ZZ1", 1, 702),
        (1, "ABC1", 1, 731),
        (1, "B450", 450, 2),  # in a row that says 1
    ],
)
def test_a_rectangle_around_every_cell(row: int, cell: str, height: int, width: int) -> None:
    data = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    seen = scan(f"<worksheet><sheetData>{data}</sheetData></worksheet>".encode())
    assert (seen.height, seen.width) == (height, width)


def test_rows_begin_at_a1_and_equal_texts_are_one_object(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "a.xlsx",
        {
            "Composition": [
                [],
                [None, None, "Très " + "satisfait"],
                [None, None, "Très satisfait", True, 1],
            ]
        },
    )
    (raw,) = read_folder(tmp_path).sheets
    assert raw.list_rows() == [
        ["", "", "", "", ""],
        ["", "", "Très satisfait", "", ""],
        ["", "", "Très satisfait", True, 1.0],
    ]
    assert raw.list_rows()[1][2] is raw.list_rows()[2][2]
    assert [type(cell) for cell in raw.list_rows()[2][3:]] == [bool, float]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("packed", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_package_with_prefixed_tags_or_not_compressed_is_the_same(
    tmp_path: Path, prefix: str, packed: int
) -> None:
    book = openpyxl.Workbook()
    for row in [*ROWS, ["C", "=1/0"], ["D", True]]:
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A5:A6")
    book.create_sheet("Autre").append(["à part"])
    book.save(tmp_path / "a.xlsx")
    parts = parties((tmp_path / "a.xlsx").read_bytes())
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", packed) as archive:
        for name, part in parts.items():
            prefixed = re.sub(rb"<(/?)(?=\w)", rb"<\1" + prefix.encode(), part).replace(
                b"xmlns=", b"xmlns:x="
            )
            archive.writestr(name, prefixed if prefix and "worksheets/" in name else part)
    sheets = read_folder(tmp_path).sheets
    assert [(raw.name, raw.merged, len(raw.list_rows())) for raw in sheets] == [
        ("Sheet", ("A5:A6",), 5),
        ("Autre", (), 1),
    ]


def test_a_fault_after_the_cells_of_a_sheet_is_seen(tmp_path: Path) -> None:
    fault = lambda name, part: (  # noqa: E731 (short)
        part.replace(b"<pageMargins", b'<pageMargins x="""') if "worksheets/" in name else part
    )
    (tmp_path / "a.xlsx").write_bytes(with_parts(xlsx(), fault))
    assert codes(read_folder(tmp_path)) == [("a.xlsx", "feuille-illisible")]


@pytest.mark.parametrize(("far", "said"), [(" ", []), ("x", ["cellule-eloignee"])])
def test_a_stray_cell_very_far_away(tmp_path: Path, far: str, said: list[str]) -> None:
    near = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c></row><row r="2"><c'
        ' r="B2"><v>7</v></c></row>'
    )
    stray = f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{far}</t></is></c></row>'
    (tmp_path / "a.xlsx").write_bytes(with_sheet(near + stray))
    lecture = read_folder(tmp_path)
    assert [problem.code for problem in lecture.problems] == said
    assert all(problem.place.cell == "XFD1048576" for problem in lecture.problems)
    (raw,) = lecture.sheets
    assert [list(row) for row in raw.list_rows()] == [["Code", ""], ["", 7.0]]


EMPTY = [
    '<row r="{r}" s="1" customFormat="1"/>',
    '<row r="{r}"></row>',
    '<row r="{r}"><c r="A{r}" s="1"/><c r="T{r}" s="1" /></row>',
    (
        '<row r="{r}">\n<c r="A{r}" s="1"></c>\n<c r="B{r}"><v/></c><c r="C{r}" t="s"><v></v>'
        " </c>\n</row>\n"
    ),
]


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    ("far", "said"), [("", []), ('<c r="XFD400"><v>1</v></c>', ["cellule-eloignee"])]
)
def test_formatting_down_to_the_last_row(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    empty: str,
    prefix: str,
    far: str,
    said: list[str],
) -> None:
    monkeypatch.setattr("clu_batch.read.sheet_scan.AREA", 7000)  # 400 rows stand for a million
    monkeypatch.setattr("clu_batch.read.far_cells.AREA", 7000)
    data = '<row r="1"><c r="A1" t="str"><v>Code</v></c><c r="C1" s="1"/></row>' + empty.format(
        r=2
    )
    data += '<row r="3" hidden="1"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>7</v></c></row>'
    data += (
        "".join(empty.format(r=row) for row in range(4, 400))
        + f'<row r="400"><c r="A400" s="1"/>{far}</row>'
    )
    data = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", f"<sheetData>{data}</sheetData>")
    xml = (
        f"<{prefix}worksheet"
        f" xmlns{':x' if prefix else ''}="
        f'"http://schemas.openxmlformats.org/spreadsheetml/2006/main">{data}'
    )
    xml += f"</{prefix}worksheet>"
    (tmp_path / "a.xlsx").write_bytes(
        with_parts(xlsx(), lambda name, part: xml.encode() if "worksheets/" in name else part)
    )
    lecture = read_folder(tmp_path)
    assert [problem.code for problem in lecture.problems] == said
    (raw,) = lecture.sheets
    assert [list(row[:2]) for row in raw.list_rows()] == [["Code", ""], ["", ""], ["", 7.0]]
    assert (raw.errors, raw.hidden_rows) == ({(3, 1): "#N/A"}, 1)


def test_a_fault_after_a_million_empty_rows_is_no_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clu_batch.read.sheet_scan.AREA", 7000)
    data = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 400))
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    data = f'{first}{data}<row r="400"><c r="A400"><v>1</w></c></row>'
    (tmp_path / "a.xlsx").write_bytes(with_sheet(data))
    assert codes(read_folder(tmp_path)) == [("a.xlsx", "feuille-illisible")]


@pytest.mark.parametrize("panic", [False, True])
def test_whatever_the_reader_says_of_hostile_bytes_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, panic: bool
) -> None:
    failure = type("PanicException", (BaseException,), {}) if panic else RuntimeError

    def fail(_stream: object) -> None:
        raise failure("range start index 116 out of range")

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", fail)
    shutil.copy(SAMPLES / "workbooks" / "engagements.ods", tmp_path / "a.ods")
    assert codes(read_folder(tmp_path)) == [("a.ods", "fichier-coupe")]


def test_an_interruption_is_not_taken_for_a_bad_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_stream: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", interrupt)
    write_workbook(tmp_path / "a.xlsx", {"Composition": ROWS})
    with pytest.raises(KeyboardInterrupt):
        read_folder(tmp_path)


def test_a_sheet_in_another_encoding_does_not_escape_the_look(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0" encoding="UTF-16"?><worksheet'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    xml += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'

    def change(name: str, part: bytes) -> bytes:
        return xml.encode("utf-16") if "worksheets/" in name else part

    (tmp_path / "a.xlsx").write_bytes(with_parts(xlsx(), change))
    assert [problem.code for problem in read_folder(tmp_path).problems] == ["cellule-eloignee"]


def test_a_sheet_in_another_encoding_is_looked_at_like_the_others(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0" encoding="UTF-16"?><worksheet'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    xml += (
        '<row r="1"><c r="A1" t="str"><v>Alès</v></c><c r="B1"'
        ' t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    )
    (tmp_path / "a.xlsx").write_bytes(
        with_parts(
            xlsx(), lambda name, part: xml.encode("utf-16") if "worksheets/" in name else part
        )
    )
    (raw,) = read_folder(tmp_path).sheets
    assert ([row[0] for row in raw.list_rows()], raw.errors) == (["Alès"], {(1, 2): "#N/A"})


def test_rows_hidden_by_the_filter_of_an_excel_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    table = Table(
        displayName="Tableau", ref="A1:B3", autoFilter=AutoFilter("A1:B3", [FilterColumn(0)])
    )
    sheet.add_table(table)
    book.save(tmp_path / "a.xlsx")
    (raw,) = read_folder(tmp_path).sheets
    assert raw.filtered


def test_reading_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Composition": ROWS})
    before = [
        (path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()
    ]
    read_folder(tmp_path)
    assert [
        (path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()
    ] == before
