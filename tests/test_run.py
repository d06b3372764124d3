"""run.py: the door, for any Python 3."""

from __future__ import annotations

import ast
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from clu_batch.codes import Code

ROOT = Path(__file__).resolve().parent.parent
DOOR = ROOT / "run.py"


def start(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(DOOR), *words], stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd="/", env=os.environ | variables
    )


def test_any_python_3_can_read_the_door() -> None:
    tree = ast.parse(DOOR.read_text("utf-8"), feature_version=(3, 4))
    recent = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    annotated = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and (node.returns or any(a.annotation for a in node.args.args))
    ]
    assert recent + annotated == []


def test_the_door_imports_the_standard_library_only() -> None:
    tree = ast.parse(DOOR.read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= sys.stdlib_module_names


def test_an_old_python_reads_its_sentence_and_gives_3(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    door = runpy.run_path(str(DOOR))
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    assert door["main"]() == Code.USAGE
    assert "Cet ordinateur utilise Python 3.8 ; il faut Python 3.11 ou une version plus récente." in capsys.readouterr().out


def test_the_first_line_comes_before_anything_of_ours_is_imported() -> None:
    command = [sys.executable, "-u", "-X", "importtime", str(DOOR), "--aide"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | {"PYTHONUTF8": "1"}, check=True)
    shown = done.stdout.decode().splitlines()
    first = shown.index("Comité local des usagers : préparation des documents")
    ours = [number for number, line in enumerate(shown) if "clu_batch" in line]
    assert ours[0] > first
    assert not [line for line in shown[:first] if line.startswith("import time:") and "numpy" in line]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "ascii"])
def test_no_console_stops_the_run(encoding: str) -> None:
    done = start("--inconnue", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (3, b"")
    assert b"--inconnue" in done.stdout


def test_an_exit_code_reaches_the_system_from_any_folder() -> None:
    assert start("--au", "31/02/2026").returncode == 3


def test_nobody_is_kept_waiting_without_a_window() -> None:
    assert b"Appuyez" not in start("--inconnue", PYTHONUTF8="1").stdout
