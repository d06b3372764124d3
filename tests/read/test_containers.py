"""The containers beside the ordinary .xlsx: LibreOffice, sheets that are no table of cells,
packages that say little or lie.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from clu_batch.parse import parse_duration
from clu_batch.read import FolderContent, read_folder
from clu_batch.read.sheet_scan import scan
from tests.campaigns.workbook_damages import zipped
from tests.read.test_folder import codes, with_parts, with_sheet, xlsx
from tests.support import on_windows
from tests.support.prefecture import record, xls

# -- LibreOffice -----------------------------------------------------------------------------------

ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Composition">
{rows}
</table:table></office:spreadsheet></office:body></office:document-content>"""
ROWS = (
    "<table:table-row>"
    '<table:table-cell office:value-type="string"'
    ' table:number-columns-spanned="2"><text:p>Code</text:p></table:table-cell>'
    "<table:covered-table-cell/>"
    "</table:table-row>"
    "<table:table-row>"
    '<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date"'
    ' office:date-value="2026-03-12"><text:p>12/03/2026</text:p></table:table-cell>'
    "</table:table-row>"
)
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.2">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>{}
</manifest:manifest>"""


def ods(rows: str = ROWS, *, kind: str = "spreadsheet", manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", ODS_CONTENT.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
    return stream.getvalue()


def read(folder: Path, name: str, content: bytes) -> FolderContent:
    (folder / name).write_bytes(content)
    return read_folder(folder)


def test_a_libreoffice_workbook_is_read(tmp_path: Path) -> None:
    lecture = read(tmp_path, "comite.ods", ods())
    assert codes(lecture) == []
    (raw,) = lecture.sheets
    assert (raw.name, [list(row) for row in raw.list_rows()]) == (
        "Composition",
        [["Code", ""], ["A", dt.date(2026, 3, 12)]],
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods(kind="text"), "fichier-etranger"),
        (ods(manifest="<manifest:encryption-data/>"), "fichier-protege"),
        (ods()[:300], "fichier-coupe"),
        (ods(rows="<table:table-row>"), "fichier-coupe"),
        (
            with_parts(
                ods(), lambda _, part: part.replace(b' table:name="Composition"', b""), {}
            ),
            "fichier-coupe",
        ),
    ],
    ids=[
        "a text document",
        "a password",
        "cut",
        "xml that does not close",
        "a sheet without a name",
    ],
)
def test_a_libreoffice_workbook_that_cannot_be_read(
    tmp_path: Path, content: bytes, code: str
) -> None:
    lecture = read(tmp_path, "comite.ods", content)
    assert codes(lecture) == [("comite.ods", code)]
    assert lecture.unreadable
    assert not lecture.sheets


@pytest.mark.parametrize("kind", ["spreadsheet", "text"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_libreoffice_workbook_whose_type_was_left_out(
    tmp_path: Path, kind: str, turned: bool
) -> None:
    """The list of its parts says it too."""
    entry = re.search(r"<manifest:file-entry manifest:full-path=\"/\"\s[^<>]*/>", MANIFEST)
    assert entry is not None
    first, second = re.findall(r'manifest:[a-z-]+="[^"]*"', entry[0])
    written = f"<manifest:file-entry {second} {first}/>" if turned else entry[0]

    def change(name: str, part: bytes) -> bytes | None:
        said = part.replace(entry[0].encode(), written.encode())
        said = said.replace(b"opendocument.spreadsheet", f"opendocument.{kind}".encode())
        return None if name == "mimetype" else said

    lecture = read(tmp_path, "comite.ods", with_parts(ods(), change))
    if kind == "text":
        assert codes(lecture) == [("comite.ods", "fichier-etranger")]
    else:
        assert codes(lecture) == []
        assert (
            lecture.sheets[0].list_rows()
            == read(tmp_path, "b.ods", ods()).sheets[-1].list_rows()
        )


def test_a_workbook_whose_xml_is_indented_is_read(tmp_path: Path) -> None:
    lecture = read(
        tmp_path,
        "comite.ods",
        ods(ROWS.replace("><", ">\n  <").replace("<text:p>\n  ", "<text:p>")),
    )
    assert [list(row) for raw in lecture.sheets for row in raw.list_rows()] == [
        ["Code", ""],
        ["A", dt.date(2026, 3, 12)],
    ]


def test_a_part_that_libreoffice_leaves_empty_harms_nothing(tmp_path: Path) -> None:
    content = with_parts(
        ods(), lambda _name, part: part, {"Configurations2/accelerator/current.xml": b""}
    )
    assert codes(read(tmp_path, "comite.ods", content)) == []


def test_a_text_written_without_escapes_is_read(tmp_path: Path) -> None:
    content = ods(
        ROWS.replace(
            "<text:p>Code</text:p>", "<text:p>Le <![CDATA[<code> & le reste]]></text:p>"
        )
    )
    assert (
        read(tmp_path, "comite.ods", content).sheets[0].list_rows()[0][0]
        == "Le <code> & le reste"
    )


@pytest.mark.parametrize(
    "kind", ["unknown", "float", "percentage", "date", "boolean", "", "]]>"]
)
def test_a_cell_whose_type_says_nothing_of_its_value_shows_its_text(
    tmp_path: Path, kind: str
) -> None:
    lecture = read(
        tmp_path, "comite.ods", ods(ROWS.replace('value-type="string"', f'value-type="{kind}"'))
    )
    assert [list(row) for row in lecture.sheets[0].list_rows()] == [
        ["Code", ""],
        ["A", dt.date(2026, 3, 12)],
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "<table:table-cell><text:p>Code</text:p></table:table-cell>",
        '<table:table-cell table:style-name="ce1">\n  <text:p>Code</text:p></table:table-cell>',
        '<table:table-cell calcext:value-type="string"><text:p>Code</text:p></table:table-cell>',
        "<table:table-cell/><table:table-cell><text:p>Code</text:p></table:table-cell>",
    ],
)
def test_a_cell_without_type_shows_its_text(tmp_path: Path, cell: str) -> None:
    rows = f"<table:table-row>{cell}</table:table-row>"
    (row,) = read(tmp_path, "comite.ods", ods(rows)).sheets[0].list_rows()
    assert [value for value in row if value] == ["Code"]


@pytest.mark.parametrize(
    "row",
    [
        '<table:table-row table:number-rows-repeated="4" table:style-name="ro2"/>',
        '<table:table-row table:number-rows-repeated="4"></table:table-row>',
        "<table:table-row/>",
        '<table:table-row table:number-rows-repeated="4">\n  </table:table-row>',
    ],
)
def test_a_row_without_cells_is_empty(tmp_path: Path, row: str) -> None:
    lecture = read(tmp_path, "comite.ods", ods(f"{row}{ROWS}"))
    assert codes(lecture) == []
    rows = lecture.sheets[0].list_rows()
    empty = 4 if "repeated" in row else 1
    assert [list(cells) for cells in rows[empty:]] == [
        ["Code", ""],
        ["A", dt.date(2026, 3, 12)],
    ]


# -- sheets of an Excel workbook -------------------------------------------------------------------


def test_a_sheet_that_holds_a_chart_alone_is_no_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Code"])
    book.create_chartsheet("Graphique").add_chart(BarChart())
    book.save(tmp_path / "a.xlsx")
    lecture = read_folder(tmp_path)
    assert codes(lecture) == []
    assert [raw.name for raw in lecture.sheets] == ["Sheet"]


def test_a_zip_entry_with_a_password_is_said(tmp_path: Path) -> None:
    content = bytearray(xlsx())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 4)
    assert codes(read(tmp_path, "a.xlsx", bytes(content))) == [("a.xlsx", "fichier-protege")]


@pytest.mark.parametrize(
    "change",
    [lambda name: name.replace("/", "\\"), str.lower, lambda name: "/" + name],
    ids=["\\", "lower", "root"],
)
def test_parts_named_otherwise_are_found(tmp_path: Path, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        content = zipped([(change(name), archive.read(name)) for name in archive.namelist()])
    lecture = read(tmp_path, "a.xlsx", content)
    assert (codes(lecture), [raw.name for raw in lecture.sheets]) == ([], ["Composition"])


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_parts_named_with_backslashes_are_the_same_on_all_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx() if name == "a.xlsx" else ods())) as archive:
        parts = [(part.replace("/", "\\"), archive.read(part)) for part in archive.namelist()]
    content = zipped(parts)
    elsewhere = read(tmp_path, name, content)
    on_windows.name_parts_as_windows_does(monkeypatch)
    assert [raw.list_rows() for raw in read(tmp_path, name, content).sheets] == [
        raw.list_rows() for raw in elsewhere.sheets
    ]
    assert (codes(elsewhere), [raw.name for raw in elsewhere.sheets]) == ([], ["Composition"])


@pytest.mark.parametrize(
    "name",
    ["xl/workbook22.xml", "xl/custom1-workbook.xml", "classeur.xml", "xl/Classeur/livre.xml"],
)
@pytest.mark.parametrize("kind", ["sheet.main", "sheet.macroEnabled.main", "template.main"])
def test_a_workbook_part_under_another_name_is_read(
    tmp_path: Path, name: str, kind: str
) -> None:
    folder, _, base = name.rpartition("/")
    moved = {
        "xl/workbook.xml": name,
        "xl/_rels/workbook.xml.rels": f"{folder}/_rels/{base}.rels".lstrip("/"),
    }
    said = [(b"xl/workbook.xml", name.encode()), (b"sheet.main", kind.encode())]

    def rewrite(old: str, part: bytes) -> bytes:
        for word, other in said if old in {"[Content_Types].xml", "_rels/.rels"} else ():
            part = part.replace(word, other)
        return part

    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        parts = [
            (moved.get(old, old), rewrite(old, archive.read(old))) for old in archive.namelist()
        ]
    lecture = read(tmp_path, "a.xlsx", zipped(parts))
    assert codes(lecture) == []
    expected = read(tmp_path, "a.xlsx", xlsx()).sheets[0].list_rows()
    assert lecture.sheets[0].list_rows() == expected


def test_a_document_of_another_kind_is_no_workbook(tmp_path: Path) -> None:
    types = b'<Types><Override ContentType="x.wordprocessingml.document.main+xml"/></Types>'
    content = zipped([("[Content_Types].xml", types), ("word/document.xml", b"<a/>")])
    assert codes(read(tmp_path, "a.xlsx", content)) == [("a.xlsx", "fichier-etranger")]


def test_a_password_that_the_reader_meets_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import python_calamine  # noqa: PLC0415 (the exception of the reader itself)

    def refuse(_stream: object) -> None:
        raise python_calamine.PasswordError

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", refuse)
    assert codes(read(tmp_path, "a.xlsx", xlsx())) == [("a.xlsx", "fichier-protege")]


def test_a_package_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clu_batch.read.container.DEPLIE", 1000)
    assert codes(read(tmp_path, "a.xlsx", xlsx())) == [("a.xlsx", "fichier-demesure")]


def test_a_package_whose_parts_are_larger_than_said_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clu_batch.read.xlsx_package.DEPLIE", 1000)
    assert codes(read(tmp_path, "a.xlsx", xlsx())) == [("a.xlsx", "fichier-demesure")]


def test_a_package_without_relations_is_not_read_by_halves(tmp_path: Path) -> None:
    """calamine does not open it; openpyxl does, and gives the same."""
    content = with_parts(xlsx(), lambda name, part: None if name == "_rels/.rels" else part)
    lecture = read(tmp_path, "a.xlsx", content)
    assert (codes(lecture), lecture.unreadable) == ([], False)
    assert (
        lecture.sheets[0].list_rows() == read(tmp_path, "a.xlsx", xlsx()).sheets[0].list_rows()
    )


def test_a_workbook_part_that_is_nowhere_is_said(tmp_path: Path) -> None:
    moved = with_parts(
        xlsx(),
        lambda name, part: None if name in {"_rels/.rels", "xl/workbook.xml"} else part,
        {"autre/workbook.xml": b"<workbook/>"},
    )
    assert codes(read(tmp_path, "a.xlsx", moved)) == [("a.xlsx", "fichier-etranger")]


def test_a_sheet_whose_part_is_missing_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Code"])
    book.create_sheet("Perdue").append(["Code"])
    book.save(tmp_path / "a.xlsx")
    content = with_parts(
        (tmp_path / "a.xlsx").read_bytes(),
        lambda name, part: None if name.endswith("sheet2.xml") else part,
    )
    lecture = read(tmp_path, "a.xlsx", content)
    assert [(problem.place.sheet, problem.code) for problem in lecture.problems] == [
        ("Perdue", "feuille-illisible")
    ]
    assert [(raw.name, raw.illisible) for raw in lecture.sheets] == [
        ("Sheet", False),
        ("Perdue", True),
    ]


def test_a_far_date_and_a_far_number_are_those_of_the_ordinary_sheet(tmp_path: Path) -> None:
    """The two readers of an .xlsx give the same values for the same cells."""
    book = openpyxl.Workbook()
    rows = [
        [
            dt.date(2026, 3, 12),
            7,
            True,
            "texte",
            dt.datetime.fromisoformat("2026-03-12 14:30"),
            dt.time(14, 30),
        ]
    ]
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    near = read_folder(tmp_path).sheets[0].list_rows()
    book.worksheets[0]["XFD1300"] = "loin"
    book.save(tmp_path / "a.xlsx")
    lecture = read_folder(tmp_path)
    assert [problem.code for problem in lecture.problems] == ["cellule-eloignee"]
    assert list(map(list, lecture.sheets[0].list_rows())) == list(map(list, near))
    assert [type(cell) for cell in lecture.sheets[0].list_rows()[0]] == [
        type(cell) for cell in near[0]
    ]


def test_a_prefix_on_every_tag_hides_nothing() -> None:
    rows = '<x:row r="1" hidden="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    seen = scan(
        '<x:worksheet xmlns:x="u"><x:cols><x:col min="2" max="4"'
        f' hidden="1"/></x:cols>{rows}</x:worksheet>'.encode()
    )
    assert (seen.hidden_rows, seen.hidden_columns, seen.height, seen.width) == (1, 3, 1, 26)


def test_a_cell_in_error_without_tag_has_no_place() -> None:
    assert scan(b"<worksheet>" + b" " * 3000 + b't="e"</worksheet>').errors == {
        (0, 0): "#ERREUR"
    }


# -- text files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Date;Site\n".encode("utf-16")[:-1], "texte-coupe"),
        (b"Date;Site\n12/03/2026;Al" + bytes(300), "fichier-coupe"),
        (b"\x81\x8d", "encodage-inconnu"),
        (b"Date;Site\n" + bytes(range(128)) * 9, "fichier-etranger"),
    ],
    ids=["half a sign", "an end never written", "no encoding", "no text"],
)
def test_a_text_file_that_cannot_be_read(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes(read(tmp_path, "Réponses.csv", content)) == [("Réponses.csv", code)]


# -- files held elsewhere --------------------------------------------------------------------------


def test_a_file_that_onedrive_keeps_on_its_server_has_its_own_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx())
    real = Path.stat

    class Stat:
        st_file_attributes = 0x400000
        st_mode = real(tmp_path / "a.xlsx").st_mode

    def refuse(_self: Path, _mode: str = "r") -> object:
        raise OSError(22, "the cloud file provider is not running")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(
        Path,
        "stat",
        lambda self, **words: Stat() if self.suffix == ".xlsx" else real(self, **words),
    )
    assert codes(read_folder(tmp_path)) == [("a.xlsx", "fichier-absent-du-poste")]


@pytest.mark.parametrize(
    ("number", "said"), [(2, "le fichier a disparu"), (5, "erreur de lecture")]
)
def test_a_file_that_vanishes_or_fails_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx())

    def refuse(_self: Path, _mode: str = "r") -> object:
        raise OSError(number, "")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = read_folder(tmp_path).problems
    assert said in str(problem)


def test_formatting_alone_far_away_costs_nothing(tmp_path: Path) -> None:
    near = '<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c></row>'
    lecture = read(
        tmp_path,
        "a.xlsx",
        with_sheet(near + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    )
    assert codes(lecture) == []
    assert [
        [cell for cell in row if cell != ""]
        for row in lecture.sheets[0].list_rows()
        if any(cell != "" for cell in row)
    ] == [["Code"]]


# -- cells in error of a LibreOffice workbook ------------------------------------------------------

ODS_CELLS = [
    (
        (
            '<c table:formula="of:=1/0" office:value-type="string" office:string-value=""'
            ' calcext:value-type="error"><p>#DIV/0!</p></c>'
        ),
        "#DIV/0!",
    ),
    (
        (
            '<c table:formula="of:=[.A1]" office:value-type="float"'
            ' office:value="0"><p>Err:502</p></c>'
        ),
        "Err:502",
    ),
    ('<c table:formula="of:=1+1"/>', ""),
    ('<c table:formula="of:=&quot;&quot;"><p/></c>', None),
    (
        '<c table:formula="of:=1+1" office:value-type="float" office:value="2"><p>2</p></c>',
        None,
    ),
    ('<c office:value-type="string"><p>#N/A</p></c>', None),
]


@pytest.mark.parametrize(("cell", "shown"), ODS_CELLS)
def test_cells_in_error_of_a_libreoffice_workbook(
    tmp_path: Path, cell: str, shown: str | None
) -> None:
    """The cell stands in C4, after two repeated rows and two repeated columns."""
    row = f'<table:table-row><c table:number-columns-repeated="2"/>{cell}</table:table-row>'
    blank = (
        '<table:table-row table:number-rows-repeated="2"><c'
        ' table:number-columns-repeated="9"/></table:table-row>'
    )
    rows = (
        ROWS.splitlines()[0][: ROWS.index("</table:table-row>")]
        + "</table:table-row>"
        + blank
        + row
    )
    xml = re.sub(r"<(/?)p\b", r"<\1text:p", re.sub(r"<(/?)c\b", r"<\1table:table-cell", rows))
    lecture = read(tmp_path, "comite.ods", ods(xml))
    assert codes(lecture) == []
    assert lecture.sheets[0].errors == ({} if shown is None else {(4, 3): shown})


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("PT00H15M00S", 15),
        ("PT01H30M00S", 90),
        ("PT0H15M0S", 15),
        ("PT15M", 15),
        ("PT90M", 90),
        ("PT1H", 60),
        ("PT1H30M", 90),
        ("PT14H30M", 870),
        ("PT900S", 15),
        ("PT00H15M00.000000S", 15),
        ("PT00H14M59,9S", 15),
        ("P0DT0H15M", 15),
        ("PT30H00M00S", 1800),
        ("P1DT6H", 1800),
        ("PT100H", 6000),
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_durations_of_libreoffice(tmp_path: Path, typed: str, minutes: int, quote: str) -> None:
    cell = (
        f"<table:table-cell office:value-type='time' office:time-value={quote}{typed}{quote}>"
    )
    row = f"<table:table-row>{cell}<text:p>x</text:p></table:table-cell></table:table-row>"
    lecture = read(tmp_path, "comite.ods", ods(row))
    ((value,),) = lecture.sheets[0].list_rows()
    shown = value if isinstance(value, dt.timedelta) else parse_duration(value).valeur
    assert shown == (dt.timedelta(minutes=minutes) if minutes >= 1440 else minutes)


@pytest.mark.parametrize("typed", ["PT", "15", "-PT1H", "PT1X", ""])
def test_what_is_no_duration_of_libreoffice_stays_as_it_is(tmp_path: Path, typed: str) -> None:
    cell = f'<table:table-cell office:value-type="time" office:time-value="{typed}"/>'
    row = f"<table:table-row>{cell}</table:table-row>"
    ((value,),) = read(tmp_path, "comite.ods", ods(row)).sheets[0].list_rows() or [[""]]
    assert value == typed


def test_rows_that_libreoffice_hides(tmp_path: Path) -> None:
    lecture = read(
        tmp_path,
        "comite.ods",
        ods(
            ROWS.replace("<table:table-row>", '<table:table-row table:visibility="filter">', 1)
        ),
    )
    assert (lecture.sheets[0].hidden_rows, lecture.sheets[0].filtered) == (1, True)


def test_what_the_look_of_a_libreoffice_sheet_hides(tmp_path: Path) -> None:
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"'
        ' table:number-columns-repeated="3"/>'
    )
    note = "<office:annotation><text:p>#N/A, la vraie réponse</text:p></office:annotation>"
    rows = ROWS.replace(
        '<table:table-cell office:value-type="date"',
        '<table:table-cell table:formula="of:=1" office:value-type="date"',
    )
    rows = rows.replace("<text:p>12/03", f"{note}<text:p>12/03")
    (raw,) = read(tmp_path, "comite.ods", ods(columns + rows)).sheets
    assert (raw.hidden_columns, raw.merged, raw.marques.commentaires, raw.errors) == (
        3,
        ("A1:B1",),
        ((2, 2),),
        {},
    )


# -- old workbooks ---------------------------------------------------------------------------------

FORMULE = struct.pack("<HHH", 2, 1, 0)
XLS_RECORDS = [
    (record(0x0205, struct.pack("<HHHBB", 1, 2, 0, 0x17, 1)), {"errors": {(2, 3): "#REF!"}}),
    # later than Excel 97
    (record(0x0205, struct.pack("<HHHBB", 1, 2, 0, 0x2B, 1)), {"errors": {(2, 3): "#ERREUR"}}),
    (record(0x0205, struct.pack("<HHHBB", 1, 2, 0, 1, 0)), {}),  # VRAI
    (
        record(0x0006, FORMULE + b"\2\0\x07\0\0\0\xff\xff" + bytes(8)),
        {"errors": {(3, 2): "#DIV/0!"}},
    ),
    (record(0x0006, FORMULE + b"\3\0\0\0\0\0\xff\xff" + bytes(8)), {}),  # an empty text
    (record(0x0006, FORMULE + struct.pack("<d", 2.0) + bytes(8)), {}),
    (record(0x0208, struct.pack("<HHHHHHI", 1, 0, 3, 0, 0, 0, 0x0120)), {"hidden_rows": 1}),
    (record(0x0208, struct.pack("<HHHHHHI", 1, 0, 3, 255, 0, 0, 0x0100)), {}),
    (record(0x007D, struct.pack("<HHHHHH", 1, 256, 0, 0, 1, 0)), {"hidden_columns": 255}),
    (
        record(0x00E5, struct.pack("<HHHHHHHHH", 2, 1, 2, 0, 0, 4, 4, 1, 27)),
        {"merged": ("A2:A3", "B5:AB5")},
    ),
    (record(0x001C, struct.pack("<HHHH", 1, 1, 0, 1) + b"\0\0"), {"comments": ((2, 2),)}),
    (record(0x009B), {"filtered": True}),
    # in a chart of the sheet
    (
        record(0x0809, bytes(16))
        + record(0x0205, struct.pack("<HHHBB", 1, 2, 0, 7, 1))
        + record(0x0A),
        {},
    ),
]
NOTHING = {
    "errors": {},
    "hidden_rows": 0,
    "hidden_columns": 0,
    "merged": (),
    "comments": (),
    "filtered": False,
}


@pytest.mark.parametrize(("records", "seen"), XLS_RECORDS)
def test_what_the_records_of_an_old_workbook_say(
    tmp_path: Path, records: bytes, seen: dict[str, object]
) -> None:
    lecture = read(
        tmp_path,
        "a.xls",
        xls("Réclamations", [("N°", "Reçue le"), ("R-1", "02/03/2026")], records),
    )
    (raw,) = lecture.sheets
    assert codes(lecture) == []
    assert list(raw.list_rows()[1][:2]) == ["R-1", "02/03/2026"]
    found = {name: getattr(raw, name) for name in NOTHING if name != "comments"}
    assert found | {"comments": raw.marques.commentaires} == NOTHING | seen


@pytest.mark.parametrize("extra", [0, 1, 2, 7, 1000, 2**31 - 4])
@pytest.mark.parametrize("continued", [False, True])
def test_an_old_workbook_that_counts_more_texts_than_it_has(
    tmp_path: Path, extra: int, continued: bool
) -> None:
    texts = [
        struct.pack("<H", len(text)) + b"\0" + text.encode("latin-1")
        for text in ("Code", "Valeur", "é")
    ]
    said = struct.pack("<ii", 3, 3 + extra)
    shared = (
        record(0x00FC, said + texts[0]) + record(0x003C, b"".join(texts[1:]))
        if continued
        else record(0x00FC, said + b"".join(texts))
    )
    cells = b"".join(
        record(0x00FD, struct.pack("<HHHI", 1, column, 0, column)) for column in range(3)
    )
    lecture = read(tmp_path, "a.xls", xls("Feuille", [["x"]], cells, shared))
    assert codes(lecture) == []
    assert list(lecture.sheets[0].list_rows()[1]) == ["Code", "Valeur", "é"]


def test_an_old_workbook_whose_cell_has_no_text_is_said(tmp_path: Path) -> None:
    shared = record(0x00FC, struct.pack("<ii", 1, 9) + b"\x01\0\0A")
    cell = record(0x00FD, struct.pack("<HHHI", 1, 0, 0, 5))
    lecture = read(tmp_path, "a.xls", xls("Feuille", [["x"]], cell, shared))
    assert codes(lecture) == [("a.xls", "fichier-coupe")]


def test_an_old_workbook_made_on_a_mac(tmp_path: Path) -> None:
    content = xls("Réclamations", [("N°",)], of_the_book=record(0x0022, b"\1\0"))
    assert read(tmp_path, "a.xls", content).sheets[0].epoque_1904


def test_an_old_workbook_with_a_password_is_said(tmp_path: Path) -> None:
    content = xls("Réclamations", [("N°",)], of_the_book=record(0x002F, bytes(6)))
    assert codes(read(tmp_path, "a.xls", content)) == [("a.xls", "fichier-protege")]


def test_an_old_workbook_with_a_stray_cell_very_far_away_is_refused(tmp_path: Path) -> None:
    far = record(0x0203, struct.pack("<HHHd", 65_535, 255, 0, 1.0))
    assert codes(read(tmp_path, "a.xls", xls("Réclamations", [("N°",)], far))) == [
        ("a.xls", "fichier-demesure")
    ]


def test_an_old_workbook_whose_records_cannot_be_followed_is_said(tmp_path: Path) -> None:
    assert codes(
        read(tmp_path, "a.xls", xls("Réclamations", [("N°",)], record(0x0208, b"\1\0")))
    ) == [("a.xls", "fichier-coupe")]


def test_an_old_workbook_whose_sheet_is_named_in_letters_of_one_byte(tmp_path: Path) -> None:
    """Its code page is that of another alphabet, and says nothing of names."""
    content = xls("\ue9e9", [("N°",)], of_the_book=record(0x0042, struct.pack("<H", 1251)))
    lecture = read(tmp_path, "a.xls", content.replace(b"\x01\x01\xe9\xe9", b"\x02\x00\xe9\xe9"))
    assert [raw.name for raw in lecture.sheets] == ["éé"]


ETENDUES = {
    "too many rows": struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 1, 0),
    "too many columns": struct.pack("<IIHHH", 0, 1, 0, 257, 0),
    "a last row before the first": struct.pack("<IIHHH", 9, 3, 0, 1, 0),
    "as large as can be": struct.pack("<IIHHH", 0, 65_536, 0, 256, 0),
    "nothing": struct.pack("<IIHHH", 0, 0, 0, 0, 0),
    "of another length": bytes(3),
}


@pytest.mark.parametrize("etendue", ETENDUES.values(), ids=ETENDUES)
def test_what_an_old_workbook_says_of_its_size_does_not_matter(
    tmp_path: Path, etendue: bytes
) -> None:
    lecture = read(tmp_path, "a.xls", xls("Réclamations", [("N°",)], record(0x0200, etendue)))
    assert codes(lecture) == []
    assert [list(row) for row in lecture.sheets[0].list_rows()] == [["N°"]]


def test_a_number_whose_format_is_not_in_the_workbook_is_a_number(tmp_path: Path) -> None:
    number = record(0x0203, struct.pack("<HHHd", 1, 0, 99, 12.5))
    lecture = read(tmp_path, "a.xls", xls("Réclamations", [("N°",)], number))
    assert list(lecture.sheets[0].list_rows()[1]) == [12.5]


MOMENTS = [
    ("hh:mm", -1.2, -1.2),
    ("dd/mm/yyyy", -3.0, -3.0),
    ("[h]:mm", -0.25, dt.timedelta(hours=-6)),
    ("dd/mm/yyyy", 45_000.0, dt.date(2023, 3, 15)),
    ("dd/mm/yyyy hh:mm", 45_000.5, dt.datetime(2023, 3, 15, 12)),
    ("hh:mm", 0.604166666666667, dt.time(14, 30)),
    ("[h]:mm", 1.25, dt.timedelta(hours=30)),
    ("[hh]", 0.5, dt.timedelta(hours=12)),
    ("dd/mm/yyyy", 1e10, 1e10),
    ("[h]:mm", 1e300, 1e300),
    ("[Red]0.00", 45_000.0, 45_000.0),
]


@pytest.mark.parametrize(("code", "number", "expected"), MOMENTS)
def test_dates_hours_and_durations_of_an_old_workbook(
    tmp_path: Path, code: str, number: float, expected: object
) -> None:
    of_the_book = record(0x041E, struct.pack("<HHB", 164, len(code), 0) + code.encode())
    of_the_book += record(0x00E0, struct.pack("<HH", 0, 164) + bytes(16))
    cell = record(0x0203, struct.pack("<HHHd", 1, 0, 0, number))
    lecture = read(tmp_path, "a.xls", xls("Réclamations", [("N°",)], cell, of_the_book))
    (found,) = lecture.sheets[0].list_rows()[1]
    assert (type(found), found) == (type(expected), expected)


def _refused(folder: Path, content: bytes | bytearray) -> bool:
    return codes(read(folder, "a.xls", bytes(content))) == [("a.xls", "fichier-coupe")]


@pytest.mark.parametrize("table", [b"\2\0\0\0", b"\3\0\0\0", b"\xff\xff\0\0"])
def test_an_old_workbook_whose_sectors_turn_in_circles_is_no_endless_work(
    tmp_path: Path, table: bytes
) -> None:
    content = bytearray(xls("Réclamations", [("N°",)]))
    content[512 + 8 : 512 + 512] = table * 126  # every sector is followed by the same one
    assert _refused(tmp_path, content)


def test_an_old_workbook_whose_table_of_tables_turns_in_circles_is_no_endless_work(
    tmp_path: Path,
) -> None:
    content = bytearray(xls("Réclamations", [("N°",)]))
    content[68:72] = b"\0\0\0\0"  # goes on in the first sector
    content[512:1024] = b"\xff" * 508 + b"\0\0\0\0"  # which names no table, and itself
    assert _refused(tmp_path, content)


def test_an_old_workbook_whose_small_sectors_turn_in_circles_is_no_endless_work(
    tmp_path: Path,
) -> None:
    content = bytearray(xls("Réclamations", [("N°",)]))
    sector = (len(content) - 512) // 512
    content[512 + 4 * sector : 516 + 4 * sector] = struct.pack("<i", -2)
    content[56:68] = struct.pack("<III", 1 << 30, sector, 1)  # every stream is a small one
    content[1024 + 116 : 1024 + 124] = struct.pack("<II", 2, 4096)  # the root holds them
    content[1152 + 116 : 1152 + 120] = bytes(4)  # the workbook begins in the first one
    assert _refused(tmp_path, content + bytes(512))  # which is followed by itself


def test_an_old_workbook_whose_directory_is_no_tree_is_no_endless_work(tmp_path: Path) -> None:
    """Each of its entries leads twice to the next one: two to the power of thirty visits."""
    content = bytearray(xls("Réclamations", [("N°",)]))
    entries = [
        bytes(64) + struct.pack("<HBBIII", 2, 2, 1, n, n, 0xFFFFFFFF) + bytes(48)
        for n in range(5, 35)
    ]
    last = bytes(64) + struct.pack("<HBBIII", 2, 2, 1, *[0xFFFFFFFF] * 3) + bytes(48)
    added = b"".join([*entries, last]).ljust(4096, b"\0")
    content[1024 + 128 + 68 : 1024 + 128 + 76] = struct.pack("<II", 4, 4)
    sector = (len(content) - 512) // 512
    numbers = [*range(sector + 1, sector + 8), 0xFFFFFFFE]
    content[512 + 4 : 512 + 8] = struct.pack("<I", sector)
    content[512 + 4 * sector : 512 + 4 * sector + 32] = struct.pack("<8I", *numbers)
    assert _refused(tmp_path, content + added)


@pytest.mark.parametrize("passed_over", [-9, -3, -1])
def test_texts_of_an_old_workbook_that_go_backwards_are_no_endless_work(
    tmp_path: Path, passed_over: int
) -> None:
    text = struct.pack("<HBi", 2, 4, passed_over) + b"ab"
    texts = record(0x00FC, struct.pack("<ii", 0x7FFFFFFF, 0x7FFFFFFF) + text * 9)
    assert _refused(tmp_path, xls("Réclamations", [("N°",)], of_the_book=texts))


def test_a_sheet_of_an_old_workbook_that_is_declared_without_end_is_no_endless_work(
    tmp_path: Path,
) -> None:
    """Two thousand sheets that are all the same one, of two thousand cells."""
    rows = [(float(n),) for n in range(2_000)]
    content = xls("F", rows)
    at = content.index(record(0x0085)[:2], 1536)
    declared = content[at : at + 4 + content[at + 2]]
    more = bytearray(declared * 2_000)
    start = struct.unpack_from("<I", declared, 4)[0] + len(more)
    for place in range(0, len(more), len(declared)):
        struct.pack_into("<I", more, place + 4, start)
    assert _refused(tmp_path, xls("F", rows, of_the_book=bytes(more)))


@pytest.mark.parametrize("repeated", ["rows", "columns"])
def test_a_libreoffice_cell_repeated_without_end_is_refused(
    tmp_path: Path, repeated: str
) -> None:
    tag = "<table:table-row" if repeated == "rows" else "<table:table-cell"
    lecture = read(
        tmp_path,
        "comite.ods",
        ods(ROWS.replace(tag, f'{tag} table:number-{repeated}-repeated="4000000000"', 1)),
    )
    assert codes(lecture) == [("comite.ods", "fichier-demesure")]


def test_a_libreoffice_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    content = with_parts(
        ods(),
        lambda name, part: part.replace(
            b"<office:doc", b'<!DOCTYPE x [<!ENTITY a "b">]><office:doc', 1
        ),
    )
    assert codes(read(tmp_path, "comite.ods", content)) == [("comite.ods", "fichier-douteux")]
