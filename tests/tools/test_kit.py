"""The kit: what it holds, what it refuses. Toy programs and wheels stand in for those of the
network.
"""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from clu_batch.write import program_files
from tests.support.folders import ROOT
from tools import kit, lock, pins
from tools.pins import Pin


def sign(body: bytes = b"code", signer: bytes = b"Python Software Foundation") -> bytes:
    """A program of 64 bits as far as its signature goes."""
    header, size = 64, 64 + 24 + 112 + 5 * 8
    program = bytearray(size) + body
    struct.pack_into("<I", program, 0x3C, header)
    place = header + 24 + 112 + 4 * 8
    checksum = header + 24 + 64
    signed = program[:checksum] + program[checksum + 4 : place] + program[place + 8 :]
    signature = hashlib.sha256(signed).digest() + signer
    struct.pack_into("<II", program, place, len(program), len(signature))
    return bytes(program) + signature


WHOLE = {
    "python.exe": sign(),
    "pythonw.exe": sign(),
    "python313.dll": sign(),
    "vcruntime140.dll": sign(signer=b"Microsoft Corporation"),
    "python313.zip": b"the standard library",
    "LICENSE.txt": b"PSF LICENSE AGREEMENT",
}


def pack(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_a_whole_python_is_taken() -> None:
    kit.check_python(pack(WHOLE))
    assert kit.read_version(pack(WHOLE)) == "3.13"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({**WHOLE, "python.exe": WHOLE["python.exe"].replace(b"code", b"evil")}, "python.exe"),
        ({**WHOLE, "python313.dll": sign(signer=b"Somebody")}, "python313.dll"),
        ({**WHOLE, "_ssl.pyd": b"MZ"}, "_ssl.pyd"),
        ({name: WHOLE[name] for name in WHOLE if name != "LICENSE.txt"}, "LICENSE.txt"),
    ],
    ids=["changed", "signed by another", "unsigned", "without its licence"],
)
def test_a_python_that_was_changed_is_refused(files: Mapping[str, bytes], told: str) -> None:
    with pytest.raises(kit.KitError, match=told):
        kit.check_python(pack(files))


def test_a_python_for_which_no_library_is_published_is_refused() -> None:
    with pytest.raises(kit.KitError, match=r"3\.11"):
        kit.read_version(pack({"python310.dll": b"", "python3.dll": b""}))


def test_a_python_is_taken_by_its_digest_alone(tmp_path: Path) -> None:
    file = tmp_path / "python.zip"
    file.write_bytes(pack(WHOLE))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert kit.read_python(file, digest.upper()) == file.read_bytes()
    with pytest.raises(kit.KitError, match=digest):
        kit.read_python(file, kit.PYTHON_SHA256)


def test_a_network_that_is_closed_is_said() -> None:
    with pytest.raises(kit.KitError, match="--python"):
        kit.download("http://127.0.0.1:9/python.zip")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What pip is asked; a wheel for each version comes of it."""
    words: list[Sequence[str]] = []

    def download(command: Sequence[str]) -> str:
        words.append([*command, Path(command[command.index("--requirement") + 1]).read_text()])
        folder = Path(command[command.index("--dest") + 1])
        version = command[command.index("--python-version") + 1].replace(".", "")
        (folder / f"jouet-1.0-cp{version}-cp{version}-win_amd64.whl").write_bytes(b"roue")
        (folder / "pip-26.3-py3-none-any.whl").write_bytes(b"pip")
        return ""

    monkeypatch.setattr(pins, "run_pip", download)
    return words


def test_the_kit_is_the_program_with_python_and_its_wheels(
    tmp_path: Path, asked: list[Sequence[str]]
) -> None:
    made = kit.make_kit(tmp_path / "un", pack(WHOLE), tmp_path / "un.zip")
    names = zipfile.ZipFile(made).namelist()
    folder = set(names)
    there = [name for name in program_files.PROGRAM if (ROOT / name).is_file()]
    assert {f"CLU/{name}" for name in there} <= folder
    assert {f"CLU/python/{name}" for name in WHOLE} <= folder
    assert "CLU/wheels/jouet-1.0-cp313-cp313-win_amd64.whl" in folder
    assert {"CLU/output/", "CLU/workbooks/comite.xlsx", "CLU/templates/dossier.docx"} <= folder
    assert [name for name in names if "__pycache__" in name or "tests/" in name] == []
    again = kit.make_kit(tmp_path / "deux", pack(WHOLE), tmp_path / "deux.zip")
    assert again.read_bytes() == made.read_bytes()


def test_the_wheels_of_windows_are_asked_for_whatever_the_system(
    tmp_path: Path, asked: list[Sequence[str]]
) -> None:
    kit.make_wheels(tmp_path / "work", tmp_path / "wheels.zip")
    versions = [words[words.index("--python-version") + 1] for words in asked]
    assert versions == list(pins.VERSIONS)
    for words in asked:
        assert "win_amd64" in words
        assert "--require-hashes" in words
        assert "tzdata==" in words[-1]
        assert "sys_platform" not in words[-1]
        assert "pip==" in words[-1]
        assert len(words[-1].splitlines()) == len(pins.read_pins(pins.LOCK)) + 1
    names = zipfile.ZipFile(tmp_path / "wheels.zip").namelist()
    assert len(names) == len(pins.VERSIONS) + 1
    assert all(name.startswith("wheels/") for name in names)


def test_a_kit_that_is_too_large_is_refused(
    tmp_path: Path, asked: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit, "LARGEST", 1000)
    with pytest.raises(kit.KitError, match="MB"):
        kit.make_kit(tmp_path / "work", pack(WHOLE), tmp_path / "kit.zip")


def test_the_lock_is_written_as_it_is_read(tmp_path: Path) -> None:
    wanted = [Pin("un", "1.0"), Pin("deux_mots", "2", "win32")]
    hashes = {"un": {"b" * 64, "a" * 64}, "deux_mots": {"c" * 64}}
    (tmp_path / "lock").write_text(lock.write_lock(wanted, hashes))
    assert pins.read_pins(tmp_path / "lock") == [
        Pin("un", "1.0", hashes=("a" * 64, "b" * 64)),
        Pin("deux_mots", "2", "win32", ("c" * 64,)),
    ]


def test_the_tools_start_without_any_library(tmp_path: Path) -> None:
    for name in ("kit.py", "lock.py"):
        code = f"import runpy; runpy.run_path({str(ROOT / 'tools' / name)!r})"
        done = subprocess.run([sys.executable, "-I", "-S", "-c", code], check=False)
        assert done.returncode == 0
