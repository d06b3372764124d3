"""Paths that Windows, Word or Excel would refuse: one sentence, code 2, nothing written; elsewhere
no check.
"""

from __future__ import annotations

import datetime as dt
import os
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.write import path_lengths
from tests.support import on_windows
from tests.support.folders import ROOT

Folder = Callable[[int], Path]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path_lengths, "SOUS_WINDOWS", True)


@pytest.fixture
def of_length(tmp_path: Path) -> Folder:
    """A folder that does not exist yet, whose path has so many signs."""

    def folder(signs: int) -> Path:
        path = tmp_path
        while (left := signs - len(str(path)) - 1) > 100:
            path /= "d" * 98
        return path / ("d" * left)

    return folder


def options(
    sortie: Path,
    *,
    verifier: bool = False,
    classeurs: Path = ROOT / "workbooks",
    modeles: Path = ROOT / "templates",
) -> Options:
    return Options(None, None, dt.date(2027, 3, 1), classeurs, modeles, sortie, verifier)


def refused(asked: Options) -> str:
    with pytest.raises(CluError) as caught:
        pipeline.run_session(asked, lambda number, total, text: None)
    assert caught.value.code == Code.BLOCKED
    return caught.value.sentence


CONTROLE = "/2026-12-10_CLU/2026-12-10_CLU_Controle (nouveau).xlsx"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("over", [1, 7, 60])
def test_a_control_workbook_that_excel_would_not_open(of_length: Folder, over: int) -> None:
    sortie = of_length(218 - len(CONTROLE) + over)
    assert "signes" in refused(options(sortie))
    said = refused(options(sortie, verifier=True))
    assert f"compterait jusqu’à {218 + over} signes" in said
    assert (
        f"n’en acceptent que 218 pour un tel fichier\u00a0: il faut en gagner {over}." in said
    )
    assert not sortie.exists(), "not even the folder"


@pytest.mark.usefixtures("windows")
def test_at_the_limit_nothing_is_refused(of_length: Folder) -> None:
    sortie = of_length(218 - len(CONTROLE))
    assert pipeline.run_session(
        options(sortie, verifier=True), lambda number, total, text: None
    ).code in {0, 1}


@pytest.mark.usefixtures("windows")
def test_a_document_with_a_long_name_counts_with_what_is_added_to_it(
    of_length: Folder, tmp_path: Path
) -> None:
    """The control workbook holds; an invitation to a body with a long name does not, once it is a «
    (nouveau) » that waits.
    """
    invitation = (
        "/2026-12-10_CLU/convocations/"
        ".2026-12-10_CLU_Invitation_Association-d-apprentissage-du-francais"
        " (nouveau).docx.tmp"
    )
    sortie = of_length(259 - len(invitation) + 1)
    modeles = shutil.copytree(ROOT / "templates", tmp_path / "t")
    (modeles / "convocation.docx").unlink()
    said = refused(options(sortie, modeles=modeles))
    assert "Invitation_Association-d-apprentissage-du-francais (nouveau).docx »" in said
    assert "compterait jusqu’à 260 signes, et Windows et Office n’en acceptent que 259" in said
    assert not sortie.exists()
    assert not (modeles / "convocation.docx").exists(), "no template put back either"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("where", "name", "signs", "limit"),
    [
        ("", "comite.xlsx", 219, 218),
        ("", "export.csv", 219, 218),
        ("annexes", "plan.pdf", 260, 259),
    ],
)
def test_a_file_to_read(
    of_length: Folder, tmp_path: Path, where: str, name: str, signs: int, limit: int
) -> None:
    classeurs = of_length(signs - len(f"/{name}") - (len(where) + 1 if where else 0))
    file = on_windows.reach(classeurs / where / name)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    said = refused(options(tmp_path / "o", classeurs=classeurs))
    assert (
        f"« {name} » compterait jusqu’à {signs} signes".replace("« ", "«\u00a0").replace(
            " »", "\u00a0»"
        )
        in said
    )
    assert f"que {limit}" in said


@pytest.mark.usefixtures("windows")
def test_a_template_to_put_back(of_length: Folder, tmp_path: Path) -> None:
    modeles = of_length(250)
    assert ".docx" in refused(options(tmp_path / "o", modeles=modeles))
    assert not modeles.exists()


@pytest.mark.usefixtures("windows")
def test_the_general_control_workbook_counts_when_no_meeting_is_due(
    of_length: Folder, tmp_path: Path
) -> None:
    vide = tmp_path / "vides"
    vide.mkdir()
    sortie = of_length(218 - len("/CLU_Controle (nouveau).xlsx") + 2)
    assert "compterait jusqu’à 220 signes" in refused(options(sortie, classeurs=vide))


@pytest.mark.skipif(os.name == "nt", reason="what other systems do")
def test_elsewhere_nothing_is_asked(of_length: Folder) -> None:
    sortie = of_length(240)
    assert pipeline.run_session(
        options(sortie, verifier=True), lambda number, total, text: None
    ).code in {0, 1}


def test_signs_are_counted_as_windows_does() -> None:
    assert path_lengths.measure_path(Path("é")) == 1
    assert path_lengths.measure_path(Path("\U0001d54f")) == 2


@pytest.mark.usefixtures("windows")
def test_every_document_of_the_example_is_foreseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreseen: set[Path] = set()
    monkeypatch.setattr(
        pipeline, "refuse_long_paths", lambda lus=(), ecrits=(): foreseen.update(ecrits)
    )
    pipeline.run_session(options(tmp_path / "o"), lambda number, total, text: None)
    written = {
        path
        for path in (tmp_path / "o").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert written - foreseen == set()


# -- the folder of the program itself --------------------------------------------------------------


def test_a_program_that_windows_cannot_read_there_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    door = runpy.run_path(str(ROOT / "run.py"))
    monkeypatch.setattr(os, "name", "nt")
    door["main"].__globals__["HERE"] = "/" + "d" * 220
    assert door["main"]() == Code.BLOCKED
    assert "a un chemin de 221 signes" in capsys.readouterr().out


def test_no_module_of_ours_is_longer_than_the_door_believes() -> None:
    longest = runpy.run_path(str(ROOT / "run.py"))["LONGEST_MODULE"]
    modules = [path.relative_to(ROOT) for path in (ROOT / "clu_batch").rglob("*.py")]
    assert [
        str(path)
        for path in modules
        if len(f"/{path.parent}/__pycache__/{path.stem}.cpython-314.pyc") > longest
    ] == []
