"""run.py: the door, for any Python 3."""

from __future__ import annotations

import ast
import io
import os
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clu_batch.kernel.exit_codes import Code
from clu_batch.setup import refusals
from tests.support.folders import ROOT

DOOR = ROOT / "run.py"


def start(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(DOOR), *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd="/",
        env=os.environ | variables,
    )


def test_any_python_3_can_read_the_door() -> None:
    tree = ast.parse(DOOR.read_text("utf-8"), feature_version=(3, 4))
    recent = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)
    ]
    annotated = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.returns or any(a.annotation for a in node.args.args))
    ]
    assert recent + annotated == []


def test_the_door_imports_the_standard_library_only() -> None:
    tree = ast.parse(DOOR.read_text("utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported <= sys.stdlib_module_names


def door() -> dict[str, Any]:
    return runpy.run_path(str(DOOR))


@pytest.fixture
def windows(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str, dict[str, int]], list[list[str]]]:
    """A Windows whose Python has that version, and where these commands answer or run with these
    codes; gives what was started.
    """

    def pretend(version: str, codes: dict[str, int]) -> list[list[str]]:
        started: list[list[str]] = []

        class Started:
            def __init__(self, command: list[str], **_: object) -> None:
                known = [
                    code for name, code in codes.items() if " ".join(command).startswith(name)
                ]
                if not known:
                    raise FileNotFoundError
                started.append(command)
                self.returncode = 0 if "-c" in command else known[0]

            def communicate(self) -> None:
                pass

            def wait(self) -> int:
                return self.returncode

        monkeypatch.setattr(os, "name", "nt")
        monkeypatch.setattr(sys, "version_info", (*map(int, version.split(".")), 0))
        monkeypatch.setattr(subprocess, "Popen", Started)
        return started

    return pretend


@pytest.mark.parametrize("version", ["3.0", "3.8", "3.10", "3.15", "3.20", "4.0"])
def test_another_python_reads_its_sentence_and_gives_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    monkeypatch.setattr(sys, "version_info", (*map(int, version.split(".")), 0))
    assert door()["main"]() == Code.USAGE
    said = (
        f"Cet ordinateur utilise Python {version} ; il faut la version 3.11, 3.12, 3.13 ou 3.14 de"
        " Python (64 bits)."
    )
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_a_supported_python_is_let_in(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(sys, "version_info", (*map(int, version.split(".")), 0))
    assert door()["is_supported"]()


def test_the_codes_of_the_door_are_those_of_the_program() -> None:
    of_the_door = door()
    for name in ("BLOCKED", "USAGE", "LIBRARIES", "INCOMPLETE"):
        assert of_the_door[name] == Code[name]


def test_the_versions_are_the_same_everywhere() -> None:
    versions = sorted(door()["SUPPORTED"])
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "requires-python"
    ]
    assert declared == f">={versions[0]},<3.{int(versions[-1][2:]) + 1}"
    suitable = [minor for minor in range(30) if refusals._is_suitable((3, minor), 2**63 - 1)]
    assert [f"3.{minor}" for minor in suitable] == versions


@pytest.mark.parametrize(
    ("version", "there", "chosen"),
    [
        ("3.15", ["py -3.13", "py -3.12", "py -3.11"], "py -3.13"),
        ("3.15", ["py -3.14", "py -3.11"], "py -3.14"),
        ("3.15", ["py -3.14", "py -3.12"], "py -3.12"),
        ("3.10", ["py -3.11"], "py -3.11"),
        ("3.9", ["python3.12.exe"], "python3.12.exe"),
        ("2.7", ["py -3.13"], "py -3.13"),
    ],
)
def test_on_windows_another_python_starts_it_again_by_one_that_suits(
    windows: Callable[[str, dict[str, int]], list[list[str]]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    version: str,
    there: list[str],
    chosen: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["run.py", "verifier", "--au", "1/9/2026"])
    started = windows(version, dict.fromkeys(there, 2))
    assert door()["main"]() == 2
    assert started[-1] == [*chosen.split(), str(DOOR), "verifier", "--au", "1/9/2026"]
    assert "il faut la version" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("here", "again"),
    [("autre/python.exe", True), ("python/python.exe", False), ("python/pythonw.exe", False)],
)
def test_the_python_of_a_kit_comes_first(
    windows: Callable[[str, dict[str, int]], list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    here: str,
    again: bool,
) -> None:
    """Even when this one suits: the wheels of the kit are for its own."""
    shutil.copy(DOOR, tmp_path / "run.py")
    kit = tmp_path / "python/python.exe"
    kit.parent.mkdir()
    kit.touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / here))
    windows("3.12", {str(kit): 0})
    found = runpy.run_path(str(tmp_path / "run.py"))["find_better_python"]()
    assert found == ([str(kit)] if again else [])


def test_python_2_reads_the_door() -> None:
    """As far as can be seen without one: its grammar, no other name of a module, no text of
    Python 3 among the words of a command.
    """
    grammar = pytest.importorskip("lib2to3.pygram", reason="Python 3.13 parses 2.7 no more")
    from lib2to3 import pytree  # noqa: PLC0415 (Python 3.13 has it no more)
    from lib2to3.pgen2 import driver  # noqa: PLC0415 (the same)

    parser = driver.Driver(grammar.python_grammar, convert=pytree.convert)
    text = DOOR.read_text("utf-8")
    assert parser.parse_string(text)
    assert text.startswith("# -*- coding: utf-8 -*-\n")
    assert text.count("subprocess.Popen(to_native(") + text.count(
        "Popen(\n            to_native("
    ) == text.count("subprocess.Popen(")


def test_the_sentence_keeps_its_apostrophes_on_a_console_without_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As Python 2.7 and the first ones of 3 write on a console of Windows."""
    written = io.BytesIO()

    class Console:
        encoding = "cp850"

        def write(self, text: str) -> None:
            written.write(text.encode(self.encoding))

        def flush(self) -> None:
            pass

    monkeypatch.setattr(sys, "stdout", Console())
    door()["say"]("l’écran dit «\u00a0été\u00a0»")
    assert written.getvalue().decode("cp850") == 'l\'écran dit "\u00a0été\u00a0"\n'


def test_on_windows_without_one_that_suits_the_sentence_stands(
    windows: Callable[[str, dict[str, int]], list[list[str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    windows("3.15", {})
    assert door()["main"]() == Code.USAGE
    assert "il faut la version 3.11, 3.12, 3.13 ou 3.14" in capsys.readouterr().out


def test_it_is_started_again_once_only_and_says_its_name_once(
    windows: Callable[[str, dict[str, int]], list[list[str]]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLU_RELANCE", "1")
    started = windows("3.15", {"py": 0})
    assert door()["main"]() == Code.USAGE
    assert started == []
    assert "Comité local" not in capsys.readouterr().out


# -- a folder that was not unpacked whole ----------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program where Explorer shows what a .zip holds, without workbooks."""
    root = tmp_path / "AppData/Local/Temp/Temp1_clu_batch.zip/clu_batch"
    shutil.copytree(
        ROOT / "clu_batch", root / "clu_batch", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("run.py", "requirements.lock"):
        shutil.copy(ROOT / name, root / name)
    return root


def opened(root: Path, *words: str) -> tuple[int, str]:
    command = [sys.executable, str(root / "run.py"), *words]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},  # a pipe of Windows speaks cp1252
    )
    return done.returncode, done.stdout.decode("utf-8")


def cut(path: Path) -> None:
    path.write_text("def main(:\n", "utf-8")


@pytest.mark.parametrize("damage", [Path.unlink, cut], ids=["missing", "cut"])
@pytest.mark.parametrize(
    "name",
    [
        "app/cli.py",
        "kernel/exit_codes.py",
        "app/console.py",
        "session/options.py",
        "setup/bootstrap.py",
        "setup/library_folder.py",
        "session/pipeline.py",
        "read/folder.py",
        "render/template.py",
        "documents/sections/satisfaction.py",
        "data/__init__.py",
        "records/reunion.py",
        "write/deposit.py",
    ],
)
def test_a_file_of_the_program_that_lacks_gives_6(
    program: Path, damage: Callable[[Path], None], name: str
) -> None:
    damage(program / "clu_batch" / name)
    code, said = opened(program)
    assert (code, "Traceback" in said) == (Code.INCOMPLETE, False)
    assert "écompressez" in said
    assert "tout le dossier" in said


def test_a_template_of_the_program_that_lacks_gives_6(program: Path) -> None:
    shutil.copytree(ROOT / "workbooks", program / "workbooks")
    (program / "clu_batch" / "data" / "templates" / "convocation.docx").unlink()
    code, said = opened(program)
    assert (code, "Traceback" in said) == (Code.INCOMPLETE, False)
    assert "écompressez" in said


@pytest.mark.parametrize(
    "left", [["run.py"], ["run.py", "requirements.lock"], ["run.py", "clu_batch"]]
)
def test_what_explorer_takes_out_of_the_zip_alone_gives_6(
    program: Path, left: list[str]
) -> None:
    for path in list(program.iterdir()):
        if path.name not in left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    code, said = opened(program)
    assert (code, "Traceback" in said) == (Code.INCOMPLETE, False)
    assert "écompressez" in said


def test_a_python_without_a_part_of_its_own_is_named(program: Path) -> None:
    (program / "ctypes.py").write_text("raise ModuleNotFoundError('absent', name='_ctypes')\n")
    code, said = opened(program)
    assert (code, "Python est incomplet sur cet ordinateur (« _ctypes » manque)" in said) == (
        Code.LIBRARIES,
        True,
    )


def test_the_first_line_comes_before_anything_of_ours_is_imported() -> None:
    command = [sys.executable, "-u", "-X", "importtime", str(DOOR), "--aide"]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONUTF8": "1"},
        check=True,
    )
    shown = done.stdout.decode().splitlines()
    first = shown.index("Comité local des usagers : préparation des documents")
    ours = [number for number, line in enumerate(shown) if "clu_batch" in line]
    assert ours[0] > first
    assert not [
        line for line in shown[:first] if line.startswith("import time:") and "numpy" in line
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "ascii"])
def test_no_console_stops_the_run(encoding: str) -> None:
    done = start("--inconnue", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (3, b"")
    assert b"--inconnue" in done.stdout


def test_an_exit_code_reaches_the_system_from_any_folder() -> None:
    assert start("--au", "31/02/2026").returncode == 3


def test_nobody_is_kept_waiting_without_a_window() -> None:
    assert b"Appuyez" not in start("--inconnue", PYTHONUTF8="1").stdout
