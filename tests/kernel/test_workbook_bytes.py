"""What a workbook needs beyond what openpyxl writes, and the archives that hold the documents: the
same bytes for the same content.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from clu_batch.kernel.excel.row_heights import EXCEL, compute_row_height
from clu_batch.kernel.zip_archive import EPOQUE, build_archive
from tests.support.word_files import parties
from tools.making import openpyxl_package

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
JOUR = dt.date(2026, 12, 10)

# -- archives --------------------------------------------------------------------------------------


def test_an_archive_keeps_the_order_and_the_date_of_its_parts() -> None:
    data = build_archive({"z.xml": "é", "a/b.xml": b"\x00"}, JOUR)
    with zipfile.ZipFile(io.BytesIO(data)) as lue:
        vues = [
            (e.filename, e.date_time, e.create_system, e.external_attr >> 16, e.compress_type)
            for e in lue.infolist()
        ]
    assert vues == [
        ("z.xml", (2026, 12, 10, 0, 0, 0), 0, 0o600, zipfile.ZIP_DEFLATED),
        ("a/b.xml", (2026, 12, 10, 0, 0, 0), 0, 0o600, zipfile.ZIP_DEFLATED),
    ]
    assert parties(data) == {"z.xml": "é".encode(), "a/b.xml": b"\x00"}


def test_an_archive_without_a_date_bears_the_earliest_one() -> None:
    assert build_archive({"a": "b"}) == build_archive({"a": "b"}, EPOQUE)
    with pytest.raises(ValueError, match="1980"):
        build_archive({"a": "b"}, dt.date(1979, 12, 31))


# -- the package of a workbook ---------------------------------------------------------------------


def livre() -> Workbook:
    book = Workbook()
    feuille = book.worksheets[0]
    feuille.append(["A & B", "A & B", "_x0041_", " bord ", 3])
    feuille["A1"].font = Font(
        name="Calibri",
        size=12,
        color="FF0000",
        bold=True,
        italic=True,
        underline="single",
        strike=True,
    )
    feuille.row_dimensions[1].height = 30
    return book


def test_texts_are_shared_and_read_as_they_were_given() -> None:
    data = openpyxl_package.dump_workbook(livre(), JOUR)
    assert [cellule.value for cellule in load_workbook(io.BytesIO(data)).worksheets[0][1]] == [
        "A & B",
        "A & B",
        "_x0041_",
        " bord ",
        3,
    ]
    assert b"inlineStr" not in parties(data)["xl/worksheets/sheet1.xml"]
    assert b'count="4" uniqueCount="3"' in parties(data)["xl/sharedStrings.xml"]


def test_fonts_are_in_the_order_of_the_standard() -> None:
    styles = etree.fromstring(
        parties(openpyxl_package.dump_workbook(livre(), JOUR))["xl/styles.xml"]
    )
    grasse = next(
        police for police in styles.iter(f"{MAIN}font") if police.find(f"{MAIN}b") is not None
    )
    assert [etree.QName(trait).localname for trait in grasse] == [
        "b",
        "i",
        "strike",
        "u",
        "sz",
        "color",
        "name",
    ]


def test_rows_go_on_fitting_their_height() -> None:
    ligne = next(
        etree.fromstring(
            parties(openpyxl_package.dump_workbook(livre(), JOUR))["xl/worksheets/sheet1.xml"]
        ).iter(f"{MAIN}row")
    )
    assert (ligne.get("ht"), ligne.get("customHeight")) == ("30", None)


def test_the_content_types_come_first_and_every_date_is_the_given_one() -> None:
    data = openpyxl_package.dump_workbook(livre(), JOUR)
    with zipfile.ZipFile(io.BytesIO(data)) as lue:
        assert lue.namelist()[0] == "[Content_Types].xml"
        assert {entree.date_time for entree in lue.infolist()} == {(2026, 12, 10, 0, 0, 0)}
    proprietes = load_workbook(io.BytesIO(data)).properties
    assert proprietes.created == proprietes.modified == dt.datetime(2026, 12, 10)


# -- heights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("textes", "points"),
    [
        ([], None),
        ([("court", 10)], None),
        ([("deux\nlignes", 20)], 30),
        ([("un mot puis un autre", 10), ("court", 10)], 30),
        ([("mot " * 30, 10)], 150),  # ten lines of three words
        ([("x" * 100, 10)], 150),  # a word longer than its column is cut
        ([("a\n" * 100, 10)], EXCEL),
    ],
)
def test_the_height_of_a_row(textes: list[tuple[str, float]], points: float | None) -> None:
    assert compute_row_height(textes) == points
