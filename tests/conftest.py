"""What every test may use: small workbooks, written as a person would fill them; and what watches
over all of them.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from clu_batch import read
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from clu_batch.session.steps import Annonce
from clu_batch.setup import bootstrap, library_folder
from tests.support import on_windows, workbook_guard
from tests.support.workbooks_from_rows import livre

ROOT = Path(__file__).resolve().parent.parent
WORKBOOKS = ROOT / "workbooks"
GARDIEN = ROOT / "tests" / "support" / "guard_in_children"
Run = Callable[[Options, Annonce], RunOutcome]
Reading = Callable[[Path, Callable[[str], bool]], read.FolderContent]


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """The workbook of these rows, written; gives its path."""
    book = livre(sheets)
    book.save(path)
    book.close()
    return path


GARDE = workbook_guard.Garde()
"""The guard, set before any test is imported: it watches each run of the pipeline and each reading
of a folder, whoever calls them.
"""


@functools.wraps(pipeline.run_session)
def _watched_run(
    options: Options, annoncer: Annonce, run: Run = pipeline.run_session
) -> RunOutcome:
    with GARDE.watching(options.classeurs):
        return run(options, annoncer)


@functools.wraps(read.read_folder)
def _watched_reading(
    folder: Path, nomme: Callable[[str], bool] = bool, read: Reading = read.read_folder
) -> read.FolderContent:
    with GARDE.watching(folder):
        return read(folder, nomme)


pipeline.run_session = _watched_run
read.read_folder = _watched_reading
GARDE.install()


def pytest_make_parametrize_id(config: pytest.Config, val: object) -> str | None:
    """Keep the names of the tests short."""
    return on_windows.name_value(val)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Refuse a name that no other system than this one would take."""
    on_windows.refuse_long_names(item.nodeid for item in items)


@pytest.fixture(scope="session", autouse=True)
def garde(tmp_path_factory: pytest.TempPathFactory) -> Iterator[workbook_guard.Garde]:
    """The guard; the processes that a test starts listen too, and note what they hear in its
    journal.
    """
    before = workbook_guard.state(WORKBOOKS)
    GARDE.journal = tmp_path_factory.mktemp("garde") / "journal.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLU_GARDE", str(GARDE.journal))
        patch.setenv("PYTHONPATH", str(GARDIEN), prepend=os.pathsep)
        yield GARDE
    assert workbook_guard.state(WORKBOOKS) == before, (
        "the workbooks of the project were changed during the tests"
    )


@pytest.fixture(scope="session", autouse=True)
def _libraries_for_run_py(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the run.py that a test starts use the libraries of these tests, where its private folder
    was never installed: it finds one that lists nothing, and its Python has them.
    """
    name = library_folder.name_folder(bootstrap.build_program_need(ROOT))
    if library_folder.is_whole(library_folder.find_cache() / name):
        yield
        return
    local = tmp_path_factory.mktemp("local")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(variable, str(local))
        folder = library_folder.find_cache() / name
        folder.mkdir(parents=True)
        (folder / library_folder.STAMP).write_text("[]")
        yield


@pytest.fixture(autouse=True)
def _nothing_written_in_the_workbooks(garde: workbook_guard.Garde) -> Iterator[None]:
    """Fail the test during which the program, and not the test itself, wrote among the
    workbooks.
    """
    yield
    assert garde.taken() == []
