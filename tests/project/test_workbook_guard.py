"""The guard of `workbooks/` hears what must never happen, and nothing else."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from clu_batch import read
from clu_batch.read import folder
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.workplace import Workplace
from tests.conftest import WORKBOOKS
from tests.support.folders import ROOT
from tests.support.workbook_guard import Garde, state


@pytest.fixture
def classeurs(tmp_path: Path) -> Path:
    folder = tmp_path / "workbooks"
    (folder / "annexes").mkdir(parents=True)
    (folder / "vide").mkdir()
    (folder / "comite.xlsx").write_bytes(b"")
    return folder


def resave(folder: Path) -> None:
    openpyxl.Workbook().save(folder / "comite.xlsx")


def flags(folder: Path) -> None:
    os.close(os.open(folder / "comite.xlsx", os.O_RDWR))


def link(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows may refuse it, once it was heard
        (folder / "lien").symlink_to(folder.parent)


WRITINGS: dict[str, Callable[[Path], object]] = {
    "written": lambda folder: (folder / "comite.xlsx").write_bytes(b"x"),
    "saved": resave,
    "appended": lambda folder: (folder / "comite.xlsx").open("a").close(),
    "opened for reading and writing": lambda folder: (
        (folder / "comite.xlsx").open("rb+").close()
    ),
    "opened by its flags": flags,
    "touched": lambda folder: (folder / "comite.xlsx").touch(),
    "dated": lambda folder: os.utime(folder / "comite.xlsx"),
    "made read-only": lambda folder: (folder / "comite.xlsx").chmod(0o600),
    "renamed": lambda folder: (folder / "comite.xlsx").rename(folder.parent / "ailleurs.xlsx"),
    "replaced": lambda folder: (folder / "comite.xlsx").replace(folder / "autre.xlsx"),
    "removed": lambda folder: (folder / "comite.xlsx").unlink(),
    "truncated": lambda folder: os.truncate(folder / "comite.xlsx", 0),
    "copied into": lambda folder: shutil.copyfile(
        folder / "comite.xlsx", folder / "copie.xlsx"
    ),
    "linked": link,
    "a folder made": lambda folder: (folder / "nouveau").mkdir(),
    "a folder removed": lambda folder: (folder / "vide").rmdir(),
    "a tree removed": lambda folder: shutil.rmtree(folder / "annexes"),
    "a temporary file": lambda folder: tempfile.NamedTemporaryFile(dir=folder).close(),
}

INNOCENT: dict[str, Callable[[Path], object]] = {
    "read": lambda folder: (folder / "comite.xlsx").read_bytes(),
    "listed": lambda folder: list(folder.rglob("*")),
    "copied out": lambda folder: shutil.copyfile(
        folder / "comite.xlsx", folder.parent / "ailleurs.xlsx"
    ),
    "written beside": lambda folder: (folder.parent / "workbooks et autres.txt").write_bytes(
        b"x"
    ),
}


@pytest.mark.parametrize("name", WRITINGS)
def test_the_guard_hears_every_way_of_changing_the_workbooks(
    name: str, garde: Garde, classeurs: Path
) -> None:
    with garde.watching(classeurs):
        WRITINGS[name](classeurs)
    assert garde.taken()


@pytest.mark.parametrize("name", INNOCENT)
def test_the_guard_lets_everything_else_pass(name: str, garde: Garde, classeurs: Path) -> None:
    with garde.watching(classeurs):
        INNOCENT[name](classeurs)
    assert garde.taken() == []


def test_the_guard_knows_the_folder_under_any_name(
    garde: Garde, classeurs: Path, tmp_path: Path
) -> None:
    given = classeurs.rename(tmp_path / "mes classeurs")
    with garde.watching(given):
        (given / "comite.xlsx").write_bytes(b"x")
    assert [event.split()[0] for event in garde.taken()] == ["open"]


def test_a_test_may_change_its_own_copy(garde: Garde, classeurs: Path) -> None:
    (classeurs / "comite.xlsx").write_bytes(b"x")
    assert garde.taken() == []


def test_a_run_that_writes_among_its_workbooks_is_caught(
    garde: Garde, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    classeurs = shutil.copytree(WORKBOOKS, tmp_path / "classeurs du comité")
    monkeypatch.setattr(
        Workplace, "__init__", lambda *_: (classeurs / "trace.txt").write_bytes(b"x")
    )
    options = Options(
        None,
        None,
        dt.date(2026, 11, 23),
        classeurs,
        tmp_path / "modeles",
        tmp_path / "sortie",
        verifier_seulement=True,
    )
    with pytest.raises(TypeError):  # __init__ gave a number back
        pipeline.run_session(options, lambda *_: None)
    assert garde.taken() == [f"open {classeurs / 'trace.txt'}"]


def test_the_state_of_a_folder_tells_the_least_change(classeurs: Path) -> None:
    before = state(classeurs)
    assert state(classeurs) == before
    os.utime(classeurs / "comite.xlsx", ns=(1, 1))
    assert state(classeurs) != before


@pytest.mark.parametrize("name", ["written", "removed", "dated"])
def test_the_guard_hears_what_another_process_does(
    name: str, garde: Garde, classeurs: Path
) -> None:
    doing = {"written": "p.write_bytes(b'x')", "removed": "p.unlink()", "dated": "p.touch()"}[
        name
    ]
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"import pathlib; p = pathlib.Path({str(classeurs / 'comite.xlsx')!r}); {doing}",
        ],
        check=True,
    )
    assert len(garde.taken()) == 1


def test_the_guard_lets_another_process_read(garde: Garde, classeurs: Path) -> None:
    reads = f"import pathlib; pathlib.Path({str(classeurs / 'comite.xlsx')!r}).read_bytes()"
    subprocess.run([sys.executable, "-c", reads], check=True)
    assert garde.taken() == []


def test_a_reading_that_writes_among_the_workbooks_is_caught(
    garde: Garde, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"Date\n")
    monkeypatch.setattr(
        folder, "inspect", lambda *_: (tmp_path / "trace.txt").write_bytes(b"x")
    )
    with contextlib.suppress(KeyError):  # inspect gave a number back
        read.read_folder(tmp_path)
    assert garde.taken() == [f"open {tmp_path / 'trace.txt'}"]


def test_a_whole_run_in_a_process_of_its_own_touches_nothing(
    garde: Garde, tmp_path: Path
) -> None:
    classeurs = shutil.copytree(WORKBOOKS, tmp_path / "workbooks")
    before = state(classeurs)
    run = [
        sys.executable,
        str(ROOT / "run.py"),
        "verifier",
        "--sans-pause",
    ]
    for option, place in {
        "--classeurs": classeurs,
        "--modeles": tmp_path / "modeles",
        "--sortie": tmp_path / "sortie",
    }.items():
        run += [option, str(place)]
    assert subprocess.run(run, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert state(classeurs) == before
    assert garde.taken() == []
