"""Obstacles to writing that need no second program: a folder in use, a server without locks,
templates that cannot be put back.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import errno
import types
from pathlib import Path

import pytest

from clu_batch.kernel import file_lock, hidden_files
from clu_batch.kernel.problems import CluError
from clu_batch.kernel.sheet_content import NOMBRE, ControlColumn, ControlSheet
from clu_batch.messages import outputs
from clu_batch.write import run_lock, workbook_file
from clu_batch.write.deposit import OutputFolder
from clu_batch.write.run_lock import lock_folder
from clu_batch.write.template_folder import TemplateFolder
from clu_batch.write.versions import Version


def test_a_folder_in_use_is_refused_and_free_afterwards(tmp_path: Path) -> None:
    with lock_folder(tmp_path):
        with pytest.raises(CluError) as refus, lock_folder(tmp_path):
            raise AssertionError
        assert (refus.value.code, refus.value.sentence) == (5, outputs.UN_AUTRE_TRAITEMENT)
    with lock_folder(tmp_path):
        pass


@pytest.mark.parametrize(
    ("number", "remede"),
    [
        (errno.EACCES, "Demandez le droit d’écrire"),
        (errno.EPERM, "Demandez le droit d’écrire"),
        (errno.ENOSPC, "Libérez de la place"),
    ],
)
def test_an_unusable_output_folder_says_what_to_do(number: int, remede: str) -> None:
    assert remede in outputs.say_folder_unusable("output", OSError(number, ""))


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL])
def test_a_file_server_without_locks_does_not_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_descripteur: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(file_lock, "take", refuse)
    with lock_folder(tmp_path):
        assert (tmp_path / run_lock.NOM).exists()


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOENT, None])
def test_a_lock_that_fails_otherwise_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    def refuse(_descripteur: int) -> None:
        raise OSError(number, "") if number is not None else OSError("inconnue")

    monkeypatch.setattr(file_lock, "take", refuse)
    with pytest.raises(CluError) as refus, lock_folder(tmp_path):
        raise AssertionError
    assert refus.value.code == 2


@pytest.mark.parametrize(
    ("before", "after"), [(0x20, [0x22]), (0x22, []), (-1, [])], ids=["seen", "hidden", "none"]
)
def test_what_is_not_for_her_is_hidden_in_explorer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int, after: list[int]
) -> None:
    given = list[int]()
    kernel = types.SimpleNamespace(
        GetFileAttributesW=lambda _path: before,
        SetFileAttributesW=lambda _path, attributes: given.append(attributes),
    )
    windows = types.SimpleNamespace(kernel32=kernel)
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    hidden_files.hide(tmp_path / ".verrou")
    assert given == after


def test_an_output_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "sortie").write_bytes(b"")
    with pytest.raises(CluError) as refus, lock_folder(tmp_path / "sortie"):
        raise AssertionError
    assert refus.value.code == 2


def test_a_template_is_hers_when_there_is_one_and_put_back_when_there_is_none(
    tmp_path: Path,
) -> None:
    dossier = tmp_path / "modèles"
    folder = TemplateFolder(dossier)
    lu = folder.load("dossier", lambda: b"origine")
    assert (lu.data, lu.absent, lu.restaure, list(lu.problems)) == (b"origine", True, False, [])
    assert not dossier.exists()
    assert folder.restore("dossier", lu).restaure
    assert (dossier / "dossier.docx").read_bytes() == b"origine"
    (dossier / "dossier.docx").write_bytes(b"le sien")
    lu = folder.load("dossier", lambda: b"origine")
    assert (lu.data, lu.absent, list(lu.problems)) == (b"le sien", False, [])


def test_a_template_that_cannot_be_put_back_is_used_and_said(tmp_path: Path) -> None:
    (tmp_path / "modèles").write_bytes(b"a file where the folder should be")
    folder = TemplateFolder(tmp_path / "modèles")
    lu = folder.restore("dossier", folder.load("dossier", lambda: b"origine"))
    assert (lu.data, lu.restaure) == (b"origine", False)
    assert [(p.code, p.place.workbook) for p in lu.problems] == [
        ("modele-remplace", "dossier.docx")
    ]


def test_what_stands_under_a_name_can_be_read_again(tmp_path: Path) -> None:
    depot = OutputFolder(tmp_path)
    assert depot.read_document("a.docx") is None
    depot.deposit_all([Version("a.docx", b"un", "dit")])
    assert (depot.read_document("a.docx"), depot.find_digest("a.docx", b"un")) == (b"un", "dit")


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_what_is_no_number_never_reaches_a_workbook(number: float) -> None:
    with pytest.raises(TypeError, match="NAN/INF"):
        workbook_file.write_workbook(
            [ControlSheet("F", (ControlColumn("C", NOMBRE),), [(number,)])],
            titre="",
            createur="",
            date=dt.date(2026, 1, 1),
        )
