"""The two doors for Windows: what cmd.exe wants of them."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["lancer.bat", "verifier.bat"])
def test_cmd_reads_every_byte(name: str) -> None:
    content = (ROOT / name).read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.startswith(b"@echo off\r\n")


def test_the_door_goes_to_its_folder_and_passes_the_code_on() -> None:
    lines = (ROOT / "lancer.bat").read_text("ascii").splitlines()
    assert lines.index('pushd "%~dp0"') < lines.index("%CLU_PYTHON% run.py %*") < lines.index("exit /b %CLU_CODE%")
    assert lines.index("py -3 --version >nul 2>&1") < lines.index("python --version >nul 2>&1")
    assert all(f":{line.rpartition('goto ')[2]}" in lines for line in lines if "goto " in line)


def test_checking_only_is_the_same_door() -> None:
    assert 'call "%~dp0lancer.bat" verifier %*' in (ROOT / "verifier.bat").read_text("ascii")
