"""What every test may use: small workbooks, written as a person would fill them; and what watches over all of them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from clu_batch import pipeline
from clu_batch.execution import Resultat
from clu_batch.options import Options
from tests import garde as gardes

WORKBOOKS = Path(__file__).resolve().parent.parent / "workbooks"


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook whose sheets hold these rows, from A1; a None is an empty cell."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    book.close()
    return path


@pytest.fixture(scope="session", autouse=True)
def garde() -> Iterator[gardes.Garde]:
    """The guard, set before any other fixture: it watches each run of the pipeline, whoever calls it."""
    watch, executer, before = gardes.Garde(), pipeline.executer, gardes.state(WORKBOOKS)
    watch.install()

    @functools.wraps(executer)
    def watched(options: Options, annoncer: pipeline.Annonce) -> Resultat:
        with watch.watching(options.classeurs):
            return executer(options, annoncer)

    pipeline.executer = watched
    yield watch
    pipeline.executer = executer
    assert gardes.state(WORKBOOKS) == before, "the workbooks of the project were changed during the tests"


@pytest.fixture(autouse=True)
def _nothing_written_in_the_workbooks(garde: gardes.Garde) -> Iterator[None]:
    """Fail the test during which the program, and not the test itself, wrote among the workbooks."""
    yield
    assert garde.taken() == []
