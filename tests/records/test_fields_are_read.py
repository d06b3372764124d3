"""Each field of each record is read by somebody: this field of this record, and not another one of
the same name. It is seen in a run of the example.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from clu_batch import data
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.declared_sheet import EXEMPLE, Column, Sheet
from clu_batch.records import SHEETS
from clu_batch.records.engagements import Engagement
from clu_batch.records.equivalences import Historique, LigneEquivalence
from clu_batch.records.membre import Membre
from clu_batch.records.parametres import LigneParametre, Parametres, PointVu
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.links import doublons
from clu_batch.rules.model import Registre, SeanceDue
from clu_batch.session import pipeline
from clu_batch.session.compute import choose_meetings
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.conftest import WORKBOOKS, write_workbook
from tests.support.folders import ROOT
from tests.support.framed_sheets import FRAMED

PROGRAM = ROOT / "clu_batch"
J = dt.date(2026, 11, 23)

WALKS = {
    "documents/control/execution.py": "every setting is shown in the control workbook",
    "documents/publication.py": "every printed text is searched for names",
    "documents/typed_texts.py: _print_cell": "every tag is offered to the templates",
}
"""What goes through the columns of a record whatever they say: that is no reading."""

UNREAD = {
    (
        LigneParametre.sheet.name,
        "remarque",
    ): "hers: docs/rules/sheets.md says that it is not read",
    (Engagement.sheet.name, "theme"): "hers, to sort her commitments by",
}
"""The columns that are there for the secretary alone, and why."""

ALL = [*SHEETS, Parametres.sheet]
RECORDS = [sheet for sheet in ALL if sheet not in FRAMED.values()]
Readers = Mapping[tuple[str, str], set[str]]
"""(sheet, field) -> the functions that read it, each « file: function », with « … » when its code
does not name the field.
"""


@cache
def name_module(file: str) -> str:
    """The path of a module in the program, "" for what is no part of it."""
    path = Path(file)
    return path.relative_to(PROGRAM).as_posix() if path.is_relative_to(PROGRAM) else ""


@cache
def list_printed_tags() -> frozenset[str]:
    """The fields that the shipped templates print, whatever the name of the record there."""
    found: set[str] = set()
    for name in data.TEMPLATES:
        with zipfile.ZipFile(io.BytesIO(data.read_template(name))) as archive:
            text = archive.read("word/document.xml").decode()
        found.update(re.findall(r"{[{%][^}]*?\.(\w+)", text))
    return frozenset(found)


def list_fields(sheets: Iterator[Sheet] | list[Sheet]) -> list[Any]:
    """A case for each field that is declared, named by its header."""
    return [
        pytest.param(sheet, column, id=f"{sheet.name}-{column.header}")
        for sheet in sheets
        for column in sheet.columns
        if column is not EXEMPLE
    ]


def write_example(folder: Path) -> Path:
    """The example, where nobody is named and two sheets are empty: a name and their rows added."""
    workbooks = shutil.copytree(WORKBOOKS, folder / "workbooks")
    name_first_member(workbooks / "comite.xlsx")
    former = dt.date(2025, 12, 11)
    periode = dt.date(2025, 1, 1), dt.date(2025, 11, 30)
    rate = "reclamations.taux_dans_delai", "Taux de réponse dans le délai", 0.5, 20, 40, "%"
    rows = (
        (LigneEquivalence.sheet, ("ailleurs", "Objet", "accueil", "Motif")),
        (PointVu.sheet, ("BCDFGHJK", "Vérifié.")),
        (Historique.sheet, (former, *periode, former, *rate, "délai de 10 jours ouvrés")),
    )
    sheets = {}
    for sheet, row in rows:
        headers = [column.header for column in sheet.columns if column is not EXEMPLE]
        sheets[sheet.name] = [headers, row]
    write_workbook(workbooks / "de plus.xlsx", sheets)
    return workbooks


def name_first_member(path: Path) -> None:
    """Type a name in the first row of Composition."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book[Membre.sheet.name]
    columns = {str(cell.value): cell.column for cell in sheet[1] if isinstance(cell, Cell)}
    for header, typed in {"Civilité": "Madame", "Prénom": "Camille", "Nom": "EXEMPLE"}.items():
        sheet.cell(2, columns[header], typed)
    book.save(path)


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    folder = tmp_path_factory.mktemp("example")
    return Options(None, J, J, write_example(folder), folder / "templates", folder / "output")


@pytest.fixture(scope="module")
def readers(options: Options) -> Readers:
    """What a run reads of the records. What a dataclass generates (equality, replacement) stands in
    no file of the program, and does not count.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)

    def watch(record: Record, name: str) -> object:
        code = sys._getframe(1).f_code
        file = name_module(code.co_filename)
        function = f"{file}: {code.co_qualname}"
        if file and WALKS.keys().isdisjoint({file, function}):
            declared = object.__getattribute__(record, "sheet")
            found[declared.name, name].add(
                function if name in code.co_names else f"{function} …"
            )
        return object.__getattribute__(record, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Record, "__getattribute__", watch)
        pipeline.run_session(options, lambda *_: None)
    return found


@pytest.mark.parametrize(("sheet", "column"), list_fields(RECORDS))
def test_a_field_is_read_by_somebody(sheet: Sheet, column: Column, readers: Readers) -> None:
    known = UNREAD.get((sheet.name, column.field))
    if known:
        assert (sheet.name, column.field) not in readers, "it is read, and may go from UNREAD"
        return
    printed = column.tag and column.field in list_printed_tags()
    assert printed or readers[sheet.name, column.field], (
        f"nobody reads the column « {column.header} » of {sheet.name}: read it in clu_batch, with a"
        " row of the example that shows it, or do not ask the secretary for it"
    )


def test_nobody_walks_over_a_whole_record_unseen(readers: Readers) -> None:
    """A function that reads most fields of a large record by going through its columns would make
    each of them pass for read: it must stand in `WALKS`.
    """
    read_by: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (sheet, field), functions in readers.items():
        for function in functions:
            if function.endswith("…"):
                read_by[sheet, function].add(field)
    fields = {sheet.name: {column.field for column in sheet.columns} for sheet in ALL}
    walkers = [
        f"{sheet}: {function}"
        for (sheet, function), read in read_by.items()
        if len(fields[sheet]) > 10 and 2 * len(read & fields[sheet]) > len(fields[sheet])
    ]
    assert walkers == []


# -- the columns of the frames ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def registre(options: Options) -> Registre:
    return load(options).registre


@pytest.fixture(scope="module")
def due(options: Options) -> SeanceDue:
    return choose_meetings(None, load(options)).dues.seances[0]


def say(registre: Registre, due: SeanceDue) -> str:
    """All that is computed, and found wrong, from the frames."""
    bilans = bilan_de_seance.compute(registre, [due])
    return repr([bilans, doublons.report_repeated_reponses(registre.reponses)])


@pytest.fixture(scope="module")
def said(registre: Registre, due: SeanceDue) -> str:
    return say(registre, due)


def is_missed(registre: Registre, due: SeanceDue, said: str, name: str, field: str) -> bool:
    """Whether something fails, or is said otherwise, without a column of a frame."""
    checked = getattr(registre, name)
    without = replace(checked, frame=checked.frame.drop(columns=field))
    try:
        return say(replace(registre, **{name: without}), due) != said
    except Exception:  # whatever it is, it comes of the column that is not there
        return True


@pytest.mark.parametrize(("sheet", "column"), list_fields(list(FRAMED.values())))
def test_a_column_of_a_frame_is_read_by_somebody(
    sheet: Sheet, column: Column, registre: Registre, due: SeanceDue, said: str
) -> None:
    name = next(field for field, framed in FRAMED.items() if framed is sheet)
    assert is_missed(registre, due, said, name, column.field), (
        f"nobody reads the column « {column.header} » of {sheet.name}: read it in clu_batch, with a"
        " row of the example that shows it, or do not ask the secretary for it"
    )


def test_a_column_that_nobody_reads_is_seen(
    registre: Registre, due: SeanceDue, said: str
) -> None:
    checked = registre.reclamations
    frame = checked.frame.assign(guichet="A")
    further = replace(registre, reclamations=replace(checked, frame=frame))
    assert say(further, due) == said
    assert not is_missed(further, due, said, "reclamations", "guichet")
    assert Reclamation.sheet in FRAMED.values()
