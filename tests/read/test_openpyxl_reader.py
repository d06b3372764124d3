"""What Excel or openpyxl opens is read, whatever the fast reader thinks of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Severity
from clu_batch.read import openpyxl_reader, read_folder
from clu_batch.read.container import ContainerKind
from clu_batch.read.workbook import (  # the two readers of one workbook
    _open_workbook,
    _OpenedWorkbook,
    _SheetReader,
)
from clu_batch.read.xlsx_package import examine
from tests.campaigns.workbook_damages import zipped
from tests.conftest import WORKBOOKS
from tests.read.test_containers import read
from tests.read.test_folder import READ, codes, with_parts, with_sheet, xlsx
from tests.support import on_windows

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


def changed(part: str, old: str, new: str, extra: dict[str, bytes] | None = None) -> bytes:
    """The sound workbook once `old` became `new` in this part."""
    content = with_parts(
        xlsx(),
        lambda name, xml: (
            xml.replace(old.encode(), new.encode(), 1) if name.endswith(part) else xml
        ),
        extra,
    )
    assert extra or content != with_parts(xlsx(), lambda _name, xml: xml)
    return content


def with_another_sheet(attributes: str) -> bytes:
    return changed(
        "xl/workbook.xml",
        "</sheets>",
        f'<sheet {R} name="Module1" sheetId="9" {attributes}/></sheets>',
    )


def with_a_sheet_of(kind: str, root: str) -> bytes:
    """A workbook with a further sheet, of another kind than a table."""
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="autres/m1.xml"/></Relationships>'
    content = with_another_sheet('state="veryHidden" r:id="rId9"')

    def related(name: str, part: bytes) -> bytes:
        return (
            part.replace(b"</Relationships>", relation.encode())
            if name == "xl/_rels/workbook.xml.rels"
            else part
        )

    return with_parts(content, related, {"xl/autres/m1.xml": root.encode()})


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MACROS = (
    '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
    f" {MAIN}><sheetData/></xm:macrosheet>"
)

SAINS: dict[str, Callable[[], bytes]] = {
    "a macro sheet": lambda: with_a_sheet_of(f"{MICROSOFT}/xlMacrosheet", MACROS),
    "an international macro sheet": lambda: with_a_sheet_of(
        f"{MICROSOFT}/xlIntlMacrosheet", MACROS
    ),
    "a dialog sheet": lambda: with_a_sheet_of(
        f"{OFFICE}/dialogsheet", f"<dialogsheet {MAIN}/>"
    ),
    "a chart sheet": lambda: with_a_sheet_of(f"{OFFICE}/chartsheet", f"<chartsheet {MAIN}/>"),
    "a state of its own": lambda: changed("xl/workbook.xml", 'state="visible"', 'state="show"'),
    "a dimension of rows alone": lambda: changed("sheet1.xml", 'ref="A1:B3"', 'ref="1:4"'),
    "a dimension of columns alone": lambda: changed("sheet1.xml", 'ref="A1:B3"', 'ref="A:B"'),
    "an empty dimension": lambda: changed("sheet1.xml", 'ref="A1:B3"', 'ref=""'),
    "a dimension that is none": lambda: changed("sheet1.xml", 'ref="A1:B3"', 'ref="tout"'),
    "a merged column": lambda: changed(
        "sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="D:D"/></mergeCells>',
    ),
    "a merged row": lambda: changed(
        "sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="9:9"/></mergeCells>',
    ),
    "merged cells with dollars": lambda: changed(
        "sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="$D$1:$E$1"/></mergeCells>',
    ),
    "an unknown attribute": lambda: changed("sheet1.xml", '<c r="A2"', '<c zz="1" r="A2"'),
    "an unknown element": lambda: changed(
        "sheet1.xml", "</sheetData>", "</sheetData><nouveau/>"
    ),
    "a damaged relation of the package": lambda: changed(
        "_rels/.rels", "<Relationships", "<Relations"
    ),
    "something before the package": lambda: b"#!/bin/sh\n\x00" + xlsx(),
    "no relation of the package": lambda: with_parts(
        xlsx(), lambda name, part: None if name == "_rels/.rels" else part
    ),
}


@pytest.mark.parametrize("content", SAINS.values(), ids=SAINS)
def test_a_word_that_the_fast_reader_does_not_know_is_no_damage(
    tmp_path: Path, content: Callable[[], bytes]
) -> None:
    lecture = read(tmp_path, "a.xlsx", content())
    assert (codes(lecture), lecture.unreadable) == ([], False)
    assert [(raw.name, raw.list_rows(), raw.hidden) for raw in lecture.sheets] == [
        ("Composition", READ, False)
    ]


ERREURS = [
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#BUSY!",
    "#UNKNOWN!",
    "#CONNECT!",
    "#PYTHON!",
    "#GETTING_DATA",
    "#NOM?",
    "autre",
]


@pytest.mark.parametrize("erreur", ERREURS)
def test_an_unknown_error_is_an_error_at_its_cell(tmp_path: Path, erreur: str) -> None:
    cell = f'<c r="C1" t="e"><v>{erreur}</v></c>'
    lecture = read(tmp_path, "a.xlsx", changed("sheet1.xml", "</c></row>", f"</c>{cell}</row>"))
    assert codes(lecture) == []
    (raw,) = lecture.sheets
    assert raw.errors == {(1, 3): erreur}
    assert [row[:2] for row in raw.list_rows()] == READ


TYPES: list[tuple[str, object]] = [
    ('<c r="A1" t="x"><v>2</v></c>', "2"),
    ('<c r="A1" t=""><v>2</v></c>', "2"),
    ('<c r=""><v>2</v></c>', 2.0),
    ('<c r="A1"><v><![CDATA[2]]></v></c>', 2.0),
    ('<c r="A1" t="str"><f>A1</f><v/><futur/></c>', ""),
]


@pytest.mark.parametrize(("cell", "value"), TYPES)
def test_a_cell_of_an_unknown_kind(tmp_path: Path, cell: str, value: object) -> None:
    lecture = read(
        tmp_path, "a.xlsx", with_sheet(f'<row r="1">{cell}<c r="B1"><v>7</v></c></row>')
    )
    assert codes(lecture) == []
    assert [list(row) for row in lecture.sheets[0].list_rows()] == [[value, 7.0]]


def test_an_empty_cell_of_the_kind_of_errors_is_empty() -> None:
    content = with_sheet(
        '<row r="1"><c r="A1" t="e"/><c r="B1" t="e"><v></v></c><c r="C1"><v>7</v></c></row>'
    )
    scan = examine(content).feuilles[0].scan
    assert scan is not None
    assert scan.errors == {(1, 2): "#ERREUR"}


ABIMEES = {
    "a number that is none": '<row r="1"><c r="A1" t="n"><v>abc</v></c></row>',
    "a row before the first": '<row r="0"><c r="A0" t="x"><v>1</v></c></row>',
    "a cell of another vocabulary": (
        '<row r="1"><y:c xmlns:y="y" r="A1" t="x"><v>1</v></y:c><c r="B1" t="x"><v>1</v></c></row>'
    ),
    "a fault after the first row": '<row r="1"><c r="A1" t="x"><v>1</v></c></row><row>',
}


@pytest.mark.parametrize("data", ABIMEES.values(), ids=ABIMEES)
def test_a_damaged_sheet_is_still_refused(tmp_path: Path, data: str) -> None:
    lecture = read(tmp_path, "a.xlsx", with_sheet(data))
    assert (codes(lecture), [raw.illisible for raw in lecture.sheets]) == (
        [("a.xlsx", "feuille-illisible")],
        [True],
    )


# -- sheets without content, of one name, hidden ---------------------------------------------------


@pytest.mark.parametrize("attributes", ['r:id=""', 'state="veryHidden" r:id=""', ""])
@pytest.mark.parametrize(
    ("connue", "gravite"), [(False, Severity.INFORMATION), (True, Severity.A_VERIFIER)]
)
def test_a_sheet_without_content_is_told(
    tmp_path: Path, attributes: str, connue: bool, gravite: Severity
) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_another_sheet(attributes))
    lecture = read_folder(tmp_path, lambda _name: connue)
    assert [(p.place.sheet, p.code, p.gravite) for p in lecture.problems] == [
        ("Module1", "feuille-sans-contenu", gravite)
    ]
    assert [raw.name for raw in lecture.sheets] == ["Composition"]


def test_a_relation_that_does_not_exist_is_damage(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "a.xlsx", with_another_sheet('r:id="rId77"'))) == [
        ("a.xlsx", "fichier-coupe")
    ]


def test_two_sheets_of_one_name_are_both_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, value in (("Une", 1), ("Deux", 2)):
        book.create_sheet(name).append([value])
    del book["Sheet"]
    stream = io.BytesIO()
    book.save(stream)
    content = with_parts(
        stream.getvalue(), lambda _name, part: part.replace(b'name="Deux"', b'name="Une"')
    )
    lecture = read(tmp_path, "a.xlsx", content)
    assert (codes(lecture), [(raw.name, raw.list_rows()) for raw in lecture.sheets]) == (
        [],
        [("Une", [[1.0]]), ("Une", [[2.0]])],
    )


def test_what_hides_a_sheet_is_known_without_the_fast_reader(tmp_path: Path) -> None:
    content = with_parts(
        changed("xl/workbook.xml", 'state="visible"', 'state="hidden"'),
        lambda name, part: (
            part.replace(b"</sheets>", b'<sheet name="X" sheetId="9"/></sheets>')
            if name == "xl/workbook.xml"
            else part
        ),
    )
    assert [raw.hidden for raw in read(tmp_path, "a.xlsx", content).sheets] == [True]


# -- parts of one name, parts that do not matter ---------------------------------------------------


def parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.mark.parametrize(
    "name",
    ["xl/worksheets/Sheet1.xml", "XL/workbook.xml", "xl\\styles.xml", "docProps/App.xml"],
)
def test_two_parts_whose_names_differ_by_case_are_refused_and_said(
    tmp_path: Path, name: str
) -> None:
    lecture = read(tmp_path, "a.xlsx", zipped([*parts(xlsx()), (name, b"<a/>")]))
    assert codes(lecture) == [("a.xlsx", "parties-de-meme-nom")]
    assert name in lecture.problems[0].trouve


def test_two_parts_that_windows_would_show_by_one_name_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = zipped([*parts(xlsx()), ("xl\\styles.xml", b"<a/>")])
    on_windows.name_parts_as_windows_does(monkeypatch)
    assert codes(read(tmp_path, "a.xlsx", content)) == [("a.xlsx", "parties-de-meme-nom")]


def _spoilt(content: bytes, name: str) -> bytes:
    """The package once the bytes of a part are no longer what they were."""
    at = content.index(name.encode()) + len(name) + 40
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("docProps/app.xml", []),
        ("xl/theme/theme1.xml", []),
        ("xl/styles.xml", ["fichier-coupe"]),
    ],
)
def test_only_a_damage_of_what_is_read_is_one(
    tmp_path: Path, name: str, code: list[str]
) -> None:
    content = with_parts(xlsx(), lambda _part, data: data)
    assert [
        found for _, found in codes(read(tmp_path, "a.xlsx", _spoilt(content, name)))
    ] == code


# -- the two readers -------------------------------------------------------------------------------


def filled(raw: object) -> dict[tuple[int, int], tuple[str, object]]:
    assert isinstance(raw, RawSheet)
    found = {}
    for row, cells in enumerate(raw.list_rows()):
        for column, value in enumerate(cells):
            if value != "":
                found[row, column] = (type(value).__name__, value)
    return found


@pytest.mark.parametrize("name", ["comite.xlsx", "parametres.xlsx", "engagements.xlsx"])
def test_both_readers_give_the_same_values(name: str) -> None:
    content = (WORKBOOKS / name).read_bytes()
    paquet = examine(content)
    fast = _SheetReader(
        name,
        content,
        ContainerKind.XLSX,
        paquet,
        _open_workbook(content, paquet, ContainerKind.XLSX),
    )
    slow = _SheetReader(
        name, content, ContainerKind.XLSX, paquet, _OpenedWorkbook(None, paquet.feuilles)
    )
    for feuille in paquet.feuilles:
        (one,), (other,) = fast.read(feuille, ""), slow.read(feuille, "")
        assert filled(one) == filled(other)


def test_the_name_of_a_part_may_have_no_extension(tmp_path: Path) -> None:
    renamed = [
        (name.replace("sheet1.xml", "sheet1"), part.replace(b"sheet1.xml", b"sheet1"))
        for name, part in parts(xlsx())
    ]
    lecture = read(tmp_path, "a.xlsx", zipped(renamed))
    assert (codes(lecture), [raw.list_rows() for raw in lecture.sheets]) == ([], [READ])


def test_texts_to_which_no_relation_leads_are_where_they_always_are(tmp_path: Path) -> None:
    workbook = (WORKBOOKS / "parametres.xlsx").read_bytes()
    content = with_parts(
        workbook,
        lambda _name, part: part.replace(b'/sharedStrings"', b'/autre"').replace(
            b'/styles"', b'/autre"'
        ),
    )
    sound = [filled(raw) for raw in read(tmp_path, "a.xlsx", workbook).sheets]
    lecture = read(tmp_path, "a.xlsx", content)
    assert (codes(lecture), [filled(raw) for raw in lecture.sheets]) == ([], sound)


@pytest.mark.parametrize(
    ("number", "code", "lu"),
    [
        (-1.2, "hh:mm", -1.2),
        (-0.25, "h:mm:ss", -0.25),
        (-1, "dd/mm/yyyy", -1.0),
        (-1e-05, "hh:mm", -1e-05),
        (-44000.5, "dd/mm/yyyy hh:mm", -44000.5),
        (-3, "General", -3.0),
        (0.25, "hh:mm", dt.time(6)),
        (0.25, '"-"hh:mm', dt.time(6)),
        (-0.25, "[h]:mm", dt.timedelta(days=-0.25)),
    ],
)
def test_a_number_below_zero_is_no_hour(
    tmp_path: Path, number: float, code: str, lu: object
) -> None:
    """Excel shows it as ####; calamine, as the hour that is left of it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Heure", "", "x"])
    sheet.append([dt.time(14, 30), "", number])
    sheet["C2"].number_format = code
    book.save(tmp_path / "a.xlsx")
    (raw,) = read_folder(tmp_path).sheets
    assert raw.list_rows()[1] == [dt.time(14, 30), "", lu]


def test_dates_of_1904_and_durations(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(
        [
            dt.date(2026, 3, 12),
            dt.datetime.fromisoformat("2026-03-12T14:30"),
            dt.timedelta(hours=30),
            dt.time(9, 15),
        ]
    )
    book.save(tmp_path / "a.xlsx")
    near = read_folder(tmp_path).sheets[0].list_rows()
    content = with_parts(
        (tmp_path / "a.xlsx").read_bytes(),
        lambda _name, part: part.replace(b'ref="A1:D1"', b'ref="1:1"'),
    )
    assert read(tmp_path, "a.xlsx", content).sheets[0].list_rows() == near


def test_a_date_out_of_the_calendar_is_an_error(tmp_path: Path) -> None:
    content = with_parts(
        xlsx(),
        lambda _name, part: part.replace(b'ref="A1:B3"', b'ref="1:3"').replace(
            b"46093", b"99999999"
        ),
    )
    assert read(tmp_path, "a.xlsx", content).sheets[0].errors == {(3, 2): "#VALUE!"}


def test_a_formula_never_computed_is_known(tmp_path: Path) -> None:
    data = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"'
        ' t="x"><v>1</v></c></row>'
    )
    (raw,) = read(tmp_path, "a.xlsx", with_sheet(data)).sheets
    assert raw.errors == {(1, 1): ""}


def test_a_far_cell_and_an_unknown_error_in_one_sheet(tmp_path: Path) -> None:
    data = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#SPILL!</v></c></row><row'
        ' r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    lecture = read(tmp_path, "a.xlsx", with_sheet(data))
    assert [(problem.code, problem.place.cell) for problem in lecture.problems] == [
        ("cellule-eloignee", "XFD1048576")
    ]
    assert (lecture.sheets[0].frame.at[1, "A"], lecture.sheets[0].errors) == (
        1.0,
        {(1, 2): "#SPILL!"},
    )


def test_a_sheet_that_the_other_reader_finds_immense_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openpyxl_reader, "AREA", 3)
    content = with_sheet(
        '<row r="1"><c r="A1" t="x"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>'
    )
    assert codes(read(tmp_path, "a.xlsx", content)) == [("a.xlsx", "feuille-demesuree")]


# -- beyond what openpyxl is asked -----------------------------------------------------------------

CAUSES = {
    "an error": (
        lambda: changed(
            "sheet1.xml",
            "</c></row>",
            '</c><c r="C1" t="e"><v>#SPILL!</v></c><c r="D1" t="e"><v>#N/A</v></c></row>',
        ),
        "l’erreur « #SPILL! » y figure",
    ),
    "a kind of cell": (
        lambda: changed("sheet1.xml", 't="n"', 't="futur"'),
        "la mention « futur » n’y est pas attendue",
    ),
    "a dimension": (
        lambda: changed("sheet1.xml", 'ref="A1:B3"', 'ref="1:4"'),
        "elle n’est pas écrite comme Excel l’écrit",
    ),
    "the workbook": (
        lambda: changed("xl/workbook.xml", 'state="visible"', 'state="show"'),
        "elle n’est pas écrite comme Excel l’écrit",
    ),
}


@pytest.mark.parametrize(("content", "cause"), CAUSES.values(), ids=CAUSES)
def test_a_sheet_too_large_for_the_other_reader_is_one_sentence_with_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Callable[[], bytes], cause: str
) -> None:
    monkeypatch.setattr(openpyxl_reader, "PLAFOND", 100)
    (problem,) = read(tmp_path, "a.xlsx", content()).problems
    assert (problem.code, problem.gravite, problem.place.sheet) == (
        "feuille-lourde",
        Severity.BLOQUANT,
        "Composition",
    )
    assert cause in problem.trouve.replace("\u00a0", " ")
    assert "(1 Mo)" in problem.trouve


def test_the_bound_is_that_of_a_whole_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for name in ("Une", "Deux"):
        book.create_sheet(name).append(list(range(100)))
    del book["Sheet"]
    stream = io.BytesIO()
    book.save(stream)
    content = with_parts(
        stream.getvalue(), lambda _name, part: part.replace(b'ref="A1:CV1"', b'ref="1:1"')
    )
    monkeypatch.setattr(openpyxl_reader, "PLAFOND", 5000)
    lecture = read(tmp_path, "a.xlsx", content)
    assert [(raw.name, raw.illisible) for raw in lecture.sheets] == [
        ("Une", False),
        ("Deux", True),
    ]
    assert [problem.code for problem in lecture.problems] == ["feuille-lourde"]
