"""The two doors for Windows: what cmd.exe wants of them."""

from __future__ import annotations

import re
import runpy
from pathlib import PureWindowsPath

import pytest

from clu_batch.kernel.exit_codes import Code
from tests.support.folders import ROOT

OURS = ("lancer.bat", "verifier.bat", "nouveau.bat", "exemple.bat")


@pytest.mark.parametrize("name", OURS)
def test_cmd_reads_every_byte(name: str) -> None:
    content = (ROOT / name).read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.startswith(b"@echo off\r\n")


LANCER = (ROOT / "lancer.bat").read_text("ascii").splitlines()


def position(start: str) -> int:
    """The number of the only line that begins so."""
    [found] = [number for number, line in enumerate(LANCER) if line.startswith(start)]
    return found


def test_the_door_goes_to_its_folder_and_passes_the_code_on() -> None:
    assert (
        LANCER.index('pushd "%~dp0"')
        < LANCER.index("%CLU_PYTHON% run.py %*")
        < LANCER.index("exit /b %CLU_CODE%")
    )


@pytest.mark.parametrize("name", OURS)
def test_every_label_is_there(name: str) -> None:
    lines = (ROOT / name).read_text("ascii").splitlines()
    wanted = re.findall(r"(?:goto |call :)(\w+)", "\n".join(lines))
    assert wanted
    assert [label for label in wanted if f":{label}" not in lines] == []


def test_the_versions_are_tried_in_the_order_of_run_py() -> None:
    """The Python of a kit before them; then any Python: run.py says what lacks."""
    versions = runpy.run_path(str(ROOT / "run.py"))["SUPPORTED"]
    assert f"for %%v in ({' '.join(versions)}) do call :try py -%%v" in LANCER
    order = [
        "if exist python\\python.exe call :try python\\python.exe",
        "for %%v in",
        "call :try python",
        "call :any py -3",
        "call :any python",
        "if not defined CLU_PYTHON goto missing",
    ]
    assert sorted(map(position, order)) == list(map(position, order))


def test_it_waits_on_each_code_that_run_py_does_not_own() -> None:
    known = " ".join(str(code.value) for code in Code)
    owned = position("for %%c in")
    assert LANCER[owned] == f'for %%c in ({known}) do if "%CLU_CODE%"=="%%c" exit /b %CLU_CODE%'
    assert LANCER[owned + 1 :].index("call :wait") < LANCER[owned + 1 :].index(
        "exit /b %CLU_CODE%"
    )


@pytest.mark.parametrize("name", OURS)
def test_inside_the_zip_it_says_to_unpack_the_folder(name: str) -> None:
    text = (ROOT / name).read_text("ascii")
    said = text[text.index("\n:unzip") :]
    assert "Decompressez tout le dossier" in said
    assert "exit /b 6" in said or 'set "CLU_CODE=6"' in said
    looked_for = re.findall(r"^if not exist (\S+) goto unzip", text, re.MULTILINE)
    behind_lancer = {"lancer.bat": ["run.py", r"clu_batch\app\cli.py"]}
    assert looked_for == behind_lancer.get(name, ["lancer.bat"])
    lacking = [path for path in looked_for if not (ROOT / PureWindowsPath(path)).is_file()]
    assert lacking == [], "the door would never open"


@pytest.mark.parametrize("command", ["verifier", "nouveau", "exemple"])
def test_another_command_is_the_same_door(command: str) -> None:
    text = (ROOT / f"{command}.bat").read_text("ascii")
    assert f"\ncall lancer.bat {command} %*\n" in text
    assert f"double-cliquez sur {command}.bat" in text


@pytest.mark.parametrize("name", OURS)
def test_a_path_is_never_read_twice_nor_bare(name: str) -> None:
    """A folder may be called « 100% usagers & associations »: `call` reads a percent sign again,
    and an ampersand outside quotation marks begins another command.
    """
    lines = (ROOT / name).read_text("ascii").splitlines()
    assert [line for line in lines if line.startswith("call ") and "~dp0" in line] == []
    assert [line for line in lines if "%~dp0" in line and '"%~dp0"' not in line] == []
    assert "enabledelayedexpansion" not in " ".join(lines).lower()


def test_the_settings_of_another_python_are_put_aside() -> None:
    first_try = position("if exist python")
    for variable in ("PYTHONHOME", "PYTHONPATH"):
        assert LANCER.index(f'set "{variable}="') < first_try
    assert LANCER.index("setlocal") < first_try
