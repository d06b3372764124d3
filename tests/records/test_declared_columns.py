"""What is declared of each sheet and column holds for any of them, those to come included."""

from __future__ import annotations

import io
import zipfile

import pytest

from clu_batch import data
from clu_batch.kernel.declared_sheet import Column, Sheet
from clu_batch.parse import parse_choice
from clu_batch.records import SHEETS
from clu_batch.records.parametres import Parametres
from clu_batch.records.participants import ReponseAnnoncee, StatutDePresence
from clu_batch.rules.model import Presence
from tools.making.workbooks import WORKBOOKS, make_blank_workbooks

NAMES_A_PERSON = ("Civilité", "Prénom", "Nom")
DECLARED = [
    (sheet, column) for sheet in (*SHEETS, Parametres.sheet) for column in sheet.columns
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_headers_of_a_sheet_are_all_different(sheet: Sheet) -> None:
    headers = [column.header for column in sheet.columns]
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(s, c) for s, c in DECLARED if c.missing],
    ids=[f"{s.name}-{c.header}" for s, c in DECLARED if c.missing],
)
def test_what_is_missing_is_said_with_fields_of_its_row(sheet: Sheet, column: Column) -> None:
    row = {c.field: c.field for c in sheet.columns}
    assert "{" not in column.missing.format_map(row)


@pytest.mark.parametrize(
    ("sheet", "column"), DECLARED, ids=[f"{s.name}-{c.header}" for s, c in DECLARED]
)
def test_what_names_a_person_is_left_out_of_what_is_published(
    sheet: Sheet, column: Column
) -> None:
    names = column.header in NAMES_A_PERSON
    assert column.nominative == names, f"{sheet.name}, {column.header}: the mask decides by it"


def read_parts(workbook: bytes) -> dict[str, bytes]:
    """The parts of a workbook: the compression may change with the machine."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_blank_workbook_is_made_again_after_a_change(name: str) -> None:
    shipped = data.FOLDER / "workbooks" / name
    blank = make_blank_workbooks()[name]
    up_to_date = shipped.exists() and read_parts(shipped.read_bytes()) == read_parts(blank)
    assert up_to_date, "run python -m tools.making: the declarations have changed since"


@pytest.mark.parametrize(
    "typed",
    [
        "empêché",
        "Empêchée",
        "EMPECHES",
        "empêché(e)",
        "empêché·e",
        " empêché. ",
        "excusé",
        "Excusée",
        "EXCUSES",
        "excusé(e)",
        "excusé-e",
        "absent excusé",
        "Absente excusée",
        "ABSENT EXCUSE",
    ],
)
def test_empeche_and_excuse_mean_one_thing_before_the_meeting_and_after(typed: str) -> None:
    """docs/rules/sheets.md#presences."""
    read = {}
    for field in ("reponse", "statut"):
        column = Presence.sheet.find_field(field)
        read[field] = parse_choice(typed, column.choices, column.short).valeur
    assert read == {"reponse": ReponseAnnoncee.EMPECHE, "statut": StatutDePresence.EXCUSE}


@pytest.mark.parametrize("typed", ["absent", "Absente", "présent excusé", "non excusé"])
def test_nothing_else_is_excused(typed: str) -> None:
    column = Presence.sheet.find_field("statut")
    assert parse_choice(typed, column.choices, column.short).valeur in {None, "absent"}
