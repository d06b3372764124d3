"""The number format of a cell is part of what was typed: in a percent cell, the value is the
fraction whatever its size.
"""

from __future__ import annotations

import io
import struct
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from clu_batch.check import check_rows, recognise
from clu_batch.parse import (
    Percent,
    format_value,
    parse_duration,
    parse_integer,
    parse_number,
    parse_percentage,
    parse_quantity,
    parse_text,
)
from clu_batch.read import read_folder
from clu_batch.read.percent_formats import find_percent_formats, is_percent
from clu_batch.read.sheet_scan import scan
from clu_batch.read.xml_groups import list_groups
from clu_batch.records import IGNORED, SHEETS
from tests.read.test_containers import ods, read
from tests.read.test_folder import with_parts, xlsx
from tests.support.prefecture import J, Prefecture, record, xls
from tests.support.results import list_results

# -- codes of formats ------------------------------------------------------------------------------

CODES: list[tuple[str, float, bool]] = [
    ("0%", 1.17, True),
    ("0.00%", 0.85, True),
    ('0.0" "%', 0.85, True),
    (r"0.00\ %", 0.85, True),
    ("0.0_-%", 0.85, True),
    ("0* %", 0.85, True),
    ("[$-40C]0%", 0.85, True),
    ("[Red]0%", 0.85, True),
    ("0%;[Red]-0%", 0.85, True),
    ("0%;[Red]-0%", -0.85, True),
    ('0%;-0%;"néant"', 0.0, False),
    ("0%;@", -1.0, True),  # the second section is for texts
    ("[<=1]0%;0.0", 0.85, True),
    ("[<=1]0%;0.0", 85.0, False),
    ("[>1]0.0;0%", 0.85, True),
    ("[>1]0.0;0%", 85.0, False),
    ("[>=10]0;[<0]General;0.0%", 0.5, True),
    ("[>=10]0;[<0]General;0.0%", 12.0, False),
    ("[>=0]0%", 0.85, True),
    ("[>=0]0%", -1.0, False),
    ("0.00;0%", 85.0, False),
    ("0.00;0%", -0.5, True),
    ('0.0"%"', 85.0, False),  # a quoted sign multiplies nothing
    (r"0\%", 85.0, False),
    ("0_%", 85.0, False),
    ("0*%", 85.0, False),
    ("[$%-40C]0", 85.0, False),
    ("General", 1.0, False),
    ("", 1.0, False),
    ("@", 1.0, False),
    ('0" % de', 1.0, False),  # a quotation mark that is never closed
    ("[0%", 1.0, False),
]


@pytest.mark.parametrize(("code", "value", "percent"), CODES)
def test_whether_a_code_shows_a_number_as_a_percentage(
    code: str, value: float, percent: bool
) -> None:
    assert is_percent(code, value) is percent


STYLES = """<styleSheet xmlns="u"><numFmts>
<numFmt numFmtId="170" formatCode="0.0&quot; &quot;%"/>
<numFmt numFmtId="171" formatCode="0&quot;%&quot;"/></numFmts><cellXfs>
<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/>
<xf/><xf numFmtId="999"/></cellXfs></styleSheet>"""


def test_the_formats_of_cells_that_show_percentages() -> None:
    assert find_percent_formats(list_groups(STYLES.encode())) == {
        1: "0%",
        2: "0.00%",
        3: '0.0" "%',
    }
    assert find_percent_formats(list_groups(b"<styleSheet")) == {}


# -- what is read of such a cell -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "read", "code"),
    [
        (Percent(0.85), Fraction(17, 20), ""),
        (Percent(1), Fraction(1), ""),  # without alarm
        (Percent(0.01), Fraction(1, 100), ""),
        (Percent(0), Fraction(0), ""),
        (Percent(1.17), None, "pourcentage-hors-bornes"),
        (Percent(85), None, "pourcentage-hors-bornes"),
        (Percent(-0.1), None, "pourcentage-hors-bornes"),
        (Percent("inf"), None, "pourcentage-illisible"),
        # without the format: the rules of docs/rules/workbooks.md#percents
        (1.0, Fraction(1), "pourcentage-un"),
        (1.17, Fraction(117, 10000), ""),
        (85.0, Fraction(17, 20), ""),
    ],
)
def test_a_percentage(value: object, read: Fraction | None, code: str) -> None:
    lu = parse_percentage(value)
    assert (lu.valeur, lu.defaut.code if lu.defaut else "") == (read, code)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.17, "117"),
        (0.875, "87,5"),
        (1, "100"),
        (0.1 + 0.2, "30"),
        (0.29, "29"),
        (-0.05, "-5"),
        (12, "1200"),
        (0, "0"),
    ],
)
def test_it_is_shown_as_its_cell_shows_it(value: float, shown: str) -> None:
    assert format_value(Percent(value)) == f"{shown}\u202f%"
    assert parse_text(Percent(value)).valeur == f"{shown}\u202f%"


def test_a_percentage_where_a_number_is_due() -> None:
    """« 12 % » is 0.12 where any number will do, and no number of days or people: who sees it may
    have meant 12.
    """
    number = parse_number(Percent(0.12))
    assert (number.valeur, number.defaut and number.defaut.code, number.faits) == (
        Decimal("0.12"),
        "nombre-en-pourcentage",
        {"lu": "0,12"},
    )
    for lire in (parse_quantity, parse_integer, parse_duration):
        lu = lire(Percent(12))
        assert (lu.valeur, bool(lu.defaut)) == (None, True)


# -- in each container -----------------------------------------------------------------------------


def cells(folder: Path, name: str, content: bytes) -> list[object]:
    """The cells of the only row of the only sheet, a percentage as « 85 % »."""
    (raw,) = read(folder, name, content).sheets
    (row,) = raw.list_rows()
    return [format_value(cell) if isinstance(cell, Percent) else cell for cell in row]


def excel(*typed: tuple[object, str]) -> bytes:
    book = openpyxl.Workbook()
    for column, (value, code) in enumerate(typed, start=1):
        cell = book.worksheets[0].cell(1, column)
        # any value that openpyxl writes
        cell.value, cell.number_format = value, code  # type: ignore[assignment]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm"])
def test_percent_cells_of_excel(tmp_path: Path, name: str) -> None:
    content = excel(
        (1.17, "0%"),
        (1, "0.00%"),
        (0.85, '0.0" "%'),
        (0.85, "General"),
        (85, '0"%"'),
        ("85 %", "0%"),
        (True, "0%"),
    )
    assert cells(tmp_path, name, content) == [
        "117\u202f%",
        "100\u202f%",
        "85\u202f%",
        0.85,
        85.0,
        "85 %",
        True,
    ]


def test_percent_cells_that_openpyxl_reads(tmp_path: Path) -> None:
    """The sheet that calamine cannot read is no other sheet."""
    content = with_parts(
        excel((1.17, "0%"), (7, "0")),
        lambda _name, part: part.replace(b'ref="A1:B1"', b'ref="1:1"'),
    )
    assert cells(tmp_path, "a.xlsx", content) == ["117\u202f%", 7.0]


CELLS_OF_A_SHEET = [
    ('<c r="B2" s="1"><v>1</v></c>', {(2, 2): "0%"}),
    ("<c s='1' r='B2'><v>1</v></c>", {(2, 2): "0%"}),
    ('<c\nr="B2"\ns="1"\nt="n"><v>1</v></c>', {(2, 2): "0%"}),
    ('<c/><c s="1"><v>1</v></c>', {(2, 2): "0%"}),
    ('<c r="B2" s="11"><v>1</v></c>', {}),
    ('<c r="B2" class="1"><v>1</v></c>', {}),
    ('<c r="B2"><v>1</v></c>', {}),
]


@pytest.mark.parametrize(("cell", "found"), CELLS_OF_A_SHEET)
def test_where_the_cells_of_a_format_stand(
    cell: str, found: dict[tuple[int, int], str]
) -> None:
    xml = (
        '<worksheet><sheetData><row r="1" s="1"><c r="A1"/></row><row'
        f' r="2">{cell}</row></sheetData></worksheet>'
    )
    assert scan(xml.encode(), {1: "0%"}).percents == found


def test_cells_that_say_no_format_have_the_first() -> None:
    xml = (
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"><v>1</v></c><c'
        ' r="C1" s="2"/></row></sheetData></worksheet>'
    )
    assert scan(xml.encode(), {0: "0%"}).percents == {(1, 1): "0%", (1, 2): "0%"}


def test_percent_cells_of_libreoffice(tmp_path: Path) -> None:
    row = (
        '<table:table-row><c office:value-type="percentage" office:value="1.17"><p>117 %</p></c><c'
        ' office:value-type="float" office:value="0.85"><p>0,85</p></c><c'
        " office:value-type='percentage' office:value='1'"
        " table:number-columns-repeated='2'><p>100 %</p></c></table:table-row>"
    )
    xml = (
        row.replace("<c ", "<table:table-cell ")
        .replace("</c>", "</table:table-cell>")
        .replace("<p>", "<text:p>")
        .replace("</p>", "</text:p>")
    )
    assert cells(tmp_path, "a.ods", ods(xml)) == [
        "117\u202f%",
        0.85,
        "100\u202f%",
        "100\u202f%",
    ]


def _xls(records: bytes, version: int = 0x0600) -> bytes:
    """A workbook whose formats of cells are: general, « 0% », « 0,0 » followed by a percent sign, «
    0 ».
    """
    code = "0.0\\ %"
    of_the_book = record(0x041E, struct.pack("<HHB", 164, len(code), 0) + code.encode())
    of_the_book += b"".join(
        record(0x00E0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 9, 164, 1)
    )
    return xls("Réclamations", [("N°",)], records, of_the_book, version)


NOMBRES_XLS = [
    (record(0x0203, struct.pack("<HHHd", 0, 1, 1, 1.17)), ["117\u202f%"]),
    (record(0x0203, struct.pack("<HHHd", 0, 1, 2, 0.85)), ["85\u202f%"]),
    (record(0x0203, struct.pack("<HHHd", 0, 1, 3, 0.85)), [0.85]),
    (record(0x027E, struct.pack("<HHHI", 0, 1, 1, 1 << 2 | 2)), ["100\u202f%"]),
    (record(0x0006, struct.pack("<HHHd", 0, 1, 1, 0.5) + bytes(8)), ["50\u202f%"]),
    (
        record(
            0x00BD,
            struct.pack("<HHHIHIHIH", 0, 1, 1, 1 << 2 | 2, 0, 7 << 2 | 2, 2, 2 << 2 | 2, 3),
        ),
        ["100\u202f%", 7.0, "200\u202f%"],
    ),
]


@pytest.mark.parametrize(("records", "shown"), NOMBRES_XLS)
def test_percent_cells_of_an_old_workbook(
    tmp_path: Path, records: bytes, shown: list[object]
) -> None:
    assert cells(tmp_path, "a.xls", _xls(records))[1:] == shown


def test_a_wide_code_of_an_old_workbook(tmp_path: Path) -> None:
    code = struct.pack("<HHB", 164, 2, 1) + "0%".encode("utf-16-le")
    of_the_book = record(0x041E, code) + record(0x00E0, struct.pack("<HH", 0, 164) + bytes(16))
    number = record(0x0203, struct.pack("<HHHd", 0, 1, 0, 0.5))
    assert cells(tmp_path, "a.xls", xls("Réclamations", [("N°",)], number, of_the_book))[
        1:
    ] == ["50\u202f%"]


# -- in her workbooks ------------------------------------------------------------------------------

ICI = (
    "Paramètres!B6",
    "Questions!D2",
    "Indicateurs locaux!F2",
    "Engagements!F2",
    "Engagements!G2",
    "Résultats!D2",
)
"""The cells of the folder below where a percentage is typed: four targets, a tolerance, a result.
"""


def prefecture(value: float, code: str) -> Prefecture:
    """A folder with this value, in this format, in each of these cells."""
    folder = Prefecture()
    folder.taper("Paramètres!A6", "Cible de satisfaction")
    folder.taper("Engagements!E2", "%")
    folder.taper("Engagements!G1", "Tolérance")
    local = folder.livre("Engagements").create_sheet("Indicateurs locaux")
    local.append(["Code", "Libellé", "Feuille", "Sur", "Compter", "Cible"])
    local.append(["L1", "Par courriel", "Réclamations", None, "Canal = courriel", None])
    for place in ICI:
        folder.taper(place, value, code)
    return folder


def typed(
    folder: Prefecture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[object], list[str]]:
    """The six values as the register holds them, and the lines of the report about their cells."""
    charge, lines = folder.charger(tmp_path / "classeurs", monkeypatch)
    registre = charge.registre
    [engagement], [local] = registre.engagements, registre.indicateurs_locaux
    values = [
        registre.parametres.cible_satisfaction,
        registre.questions[0].cible,
        local.cible,
        engagement.cible,
        engagement.tolerance,
    ]
    values += [resultat.valeur for resultat in list_results(registre.resultats)]
    return list(values), [line for line in lines if line.split(" | ")[1] in ICI]


@pytest.mark.parametrize("code", ["0%", "0.0\\ %", '0.0" "%', "0%;[Red]-0%"])
@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0.85, Fraction(17, 20)),
        (1, Fraction(1)),
        (0.25, Fraction(1, 4)),
        (0.01, Fraction(1, 100)),
    ],
)
def test_targets_tolerances_and_results_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: float, code: str, read: Fraction
) -> None:
    assert typed(prefecture(value, code), tmp_path, monkeypatch) == ([read] * 6, [])


def test_beyond_a_hundred_percent_is_an_error_that_shows_what_the_cell_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = prefecture(1.17, "0%")
    values, lines = typed(folder, tmp_path, monkeypatch)
    assert values == [None] * 5  # and no result
    assert [line.split(" | ")[:2] for line in lines] == [
        ["erreur", place] for place in sorted(ICI)
    ]
    charge, _ = folder.charger(tmp_path / "classeurs", monkeypatch)
    said = [
        problem.trouve
        for problem in charge.problems
        if f"{problem.place.sheet}!{problem.place.cell}" in ICI
    ]
    assert [" ".join(text.split())[:9] for text in said] == ["« 117 % »"] * 6


def test_without_the_format_the_rules_of_page_1_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values, lines = typed(prefecture(85, "General"), tmp_path, monkeypatch)
    assert (values, lines) == ([Fraction(17, 20)] * 6, [])
    values, lines = typed(prefecture(85, '0"%"'), tmp_path, monkeypatch)
    assert (values, lines) == ([Fraction(17, 20)] * 6, [])


def test_a_percent_cell_is_no_mixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prefecture(0.85, "0%")
    folder.taper("Questions!D3", 90)
    folder.taper("Questions!C3", "Accueil")
    charge, lines = folder.charger(tmp_path / "classeurs", monkeypatch)
    assert [question.cible for question in charge.registre.questions] == [
        Fraction(17, 20),
        Fraction(9, 10),
    ]
    assert not [line for line in lines if "Questions" in line]


def test_the_same_number_in_two_formats_is_read_twice(tmp_path: Path) -> None:
    """1 in a percent cell and 1 in an ordinary one are not the same value."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Questions"
    for row in (
        ["Code", "Libellé", "Échelle", "Cible"],
        ["Q1", "A", "oui/non", 1],
        ["Q2", "B", "oui/non", 1],
    ):
        sheet.append(row)
    sheet["D2"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    (raw,) = recognise(read_folder(tmp_path).sheets, SHEETS, IGNORED).by_name["Questions"]
    result = check_rows(
        next(sheet for sheet in SHEETS if sheet.name == "Questions"), [raw], j=J, exemple=False
    )
    assert [(problem.place.cell, problem.code) for problem in result.problems] == [
        ("D3", "pourcentage-un")
    ]


@pytest.mark.parametrize(
    ("unite", "place", "value", "attendu"),
    [
        ("jours", "Engagements!F2", 0.12, "erreur | Engagements!F2 | valeur-fausse"),
        ("jours", "Engagements!G2", 0.12, "erreur | Engagements!G2 | valeur-fausse"),
        ("minutes", "Résultats!D2", 0.12, "erreur | Résultats!D2 | valeur-fausse"),
        ("nombre", "Résultats!D2", 1.17, "à vérifier | Résultats!D2 | nombre-en-pourcentage"),
    ],
)
def test_a_percent_cell_in_another_unit_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    unite: str,
    place: str,
    value: float,
    attendu: str,
) -> None:
    folder = prefecture(1, "0")
    folder.taper("Engagements!E2", unite)
    folder.taper(place, value, "0%")
    _, lines = typed(folder, tmp_path, monkeypatch)
    assert [line for line in lines if place in line] == [attendu]


def test_a_workbook_without_percent_cells_is_searched_for_none(tmp_path: Path) -> None:
    assert read(tmp_path, "a.xlsx", xlsx()).sheets[0].list_rows()[1][1] == 1.0
