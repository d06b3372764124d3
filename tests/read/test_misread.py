"""What calamine would read wrong without a word is read by openpyxl
(docs/rules/workbooks.md#guards).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clu_batch.read import openpyxl_reader
from tests.read.test_containers import read
from tests.read.test_folder import codes, with_parts, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXTS = (
    b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
KEPT = ' xml:space="preserve"'


def book(
    cells: str, shared: str = "", said: str = "", prefix: str = "", end: str = ""
) -> bytes:
    """A workbook of one row and its shared texts, where `~` stands for the prefix of the tags;
    `said`: in the first tag of both parts. `end`: after the cells.
    """
    root = f'xmlns{":" * bool(prefix)}{prefix[:-1]}="{MAIN}"{said}'
    row = f'<~sheetData><~row r="1">{cells}</~row></~sheetData>'
    sheet = f"<~worksheet {root}>{row}{end}</~worksheet>".replace("~", prefix).encode()
    texts = f"<~sst {root}>{shared}</~sst>".replace("~", prefix).encode()
    related = b"</Relationships>"

    def change(name: str, part: bytes) -> bytes:
        if "worksheets/" in name:
            return sheet
        related_to = name == "xl/_rels/workbook.xml.rels"
        return part.replace(related, TEXTS + related) if related_to else part

    return with_parts(xlsx(), change, {"xl/sharedStrings.xml": texts})


def values(folder: Path, content: bytes) -> list[object]:
    lecture = read(folder, "a.xlsx", content)
    assert codes(lecture) == []
    return list(lecture.sheets[0].list_rows()[0])


SHARED = "".join(f"<~si><~t>T{rank}</~t></~si>" for rank in range(8))
RANKS = ["5 ", " 5", "\n5\n", "\t5", "+5", "05", "&#53;", "<!-- un -->5", "5<!-- un -->"]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("rank", RANKS)
def test_the_rank_of_a_text_written_otherwise(tmp_path: Path, rank: str, prefix: str) -> None:
    cells = (
        f'<~c r="A1" t="s"><~v>{rank}</~v></~c><~c r="B1" s="0" t=\'s\'>\n<~v>2</~v></~c>'
        '<~c r="C1" t="s"><~v/></~c><~c r="D1" t="s"/><~c r="E1"><~v>12</~v></~c>'
    )
    content = book(cells, SHARED, prefix=prefix)
    assert values(tmp_path, content) == ["T5", "T2", "", "", 12.0]


@pytest.mark.parametrize("rank", ["x", "5.0", "5e0", "5 6"])
def test_the_rank_of_a_text_that_is_none_is_told(tmp_path: Path, rank: str) -> None:
    content = book(f'<c r="A1" t="s"><v>{rank}</v></c>', SHARED)
    assert codes(read(tmp_path, "a.xlsx", content)) == [("a.xlsx", "feuille-illisible")]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("&#49;2", 12.0),
        ("1&#50;", 12.0),
        ("1&#46;5", 1.5),
        ("&#45;3", -3.0),
        ("<!-- a -->12", 12.0),
        ("1<!-- a -->2", 12.0),
        ("12<!-- a -->", 12.0),
    ],
)
def test_a_number_that_is_written_in_pieces(tmp_path: Path, typed: str, number: float) -> None:
    cells = f'<c r="A1"><v>{typed}</v></c><c r="B1" t="str"><v>&#233;t&#233;</v></c>'
    assert values(tmp_path, book(cells)) == [number, "été"]


RUNS = [
    "<~r><~t>avec </~t></~r><~r><~t>un blanc</~t></~r>",
    "<~r><~t>avec</~t></~r><~r><~t> un blanc</~t></~r>",
    "<~r><~rPr><~b/></~rPr><~t>avec</~t></~r>\n<~r><~rPr><~i/></~rPr><~t>\nun blanc</~t></~r>",
    "<~r><~t>avec un</~t></~r><~r><~t> </~t></~r><~r><~t>blanc</~t></~r>",
]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("runs", RUNS)
@pytest.mark.parametrize("where", ["inline", "shared"])
def test_a_blank_between_two_runs_of_a_part_that_keeps_them_all(
    tmp_path: Path, runs: str, where: str, prefix: str
) -> None:
    if where == "inline":
        content = book(
            f'<~c r="A1" t="inlineStr"><~is>{runs}</~is></~c>', "", KEPT, prefix=prefix
        )
    else:
        shared = f"<~si>{runs}</~si>"
        content = book('<~c r="A1" t="s"><~v>0</~v></~c>', shared, KEPT, prefix=prefix)
    (text,) = values(tmp_path, content)
    assert str(text).split() == ["avec", "un", "blanc"]


PLAIN = [
    ('<c r="A1" t="inlineStr"><is><t>un blanc </t></is></c>', KEPT),
    ('<c r="A1" t="inlineStr"><is><r><t>un blanc</t></r></is></c>', KEPT),
    ('<c r="A1" t="str"><v>un blanc </v></c>', ""),
    ('<c r="A1" t="str"><v>&#117;n blanc</v></c>', ""),
    ('<!-- fait par un outil --><c r="A1" t="str"><v>un blanc</v></c>', ""),
    (
        '<c r="A1" t="inlineStr"><is><r><t xml:space="preserve">un </t></r>'
        "<r><t>blanc</t></r></is></c>",
        "",
    ),
]


@pytest.mark.parametrize(("cell", "said"), PLAIN)
def test_what_calamine_reads_right_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str, said: str
) -> None:
    monkeypatch.setattr(openpyxl_reader, "PLAFOND", 0)
    assert [str(value).strip() for value in values(tmp_path, book(cell, said=said))] == [
        "un blanc"
    ]


# -- what openpyxl reads ---------------------------------------------------------------------------

BUTTON = (
    '<controls><control shapeId="1" name="b"><controlPr><anchor><from>'
    '<xdr:col xmlns:xdr="d">1</xdr:col><xdr:row xmlns:xdr="d">1</xdr:row>'
    "</from></anchor></controlPr></control></controls>"
)
SLOW = '<c r="B1" t="s"><v> 2 </v></c>'
"""A cell for which openpyxl reads the sheet."""


def test_a_button_is_no_row(tmp_path: Path) -> None:
    cells = f'<c r="A1" t="n"><v>7</v></c>{SLOW}'
    assert values(tmp_path, book(cells, SHARED, end=BUTTON)) == [7.0, "T2"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("a_x000D_\nb", "a\r\nb"), ("_x0009_a", "\ta"), ("a_x00e9_", "aé"), ("a_x12_", "a_x12_")],
)
def test_a_sign_that_xml_forbids_is_read(tmp_path: Path, written: str, read_as: str) -> None:
    cells = f'<c r="A1" t="inlineStr"><is><t>{written}</t></is></c>{SLOW}'
    assert values(tmp_path, book(cells, SHARED)) == [read_as, "T2"]
