"""Make the kit for a Windows computer where nothing is installed: the program, Python, pip and the
libraries, in one .zip (docs/rules/delivery.md#kit).

    python tools/kit.py                                  dist/clu_batch-kit.zip
    python tools/kit.py --wheels                         dist/clu_batch-wheels.zip, 3.11 to 3.14
    python tools/kit.py --python FILE                    with a Python that was downloaded before
    python tools/kit.py --python FILE --sha256 DIGEST    with another version of it

Any system, Python 3.11 or later with its pip; the network once. Python is the embeddable package
that python.org publishes and signs: its digest must be the one written below, or the one typed, as
the page of that version shows it; each of its programs must still bear its signature. The libraries
are those of requirements.lock, by their digests. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import shutil
import struct
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from clu_batch import data
from clu_batch.write import program_files
from tools import pins
from tools.pins import Pin

PYTHON = "3.13.15"
PYTHON_SHA256 = "d1f04d990aee1253d8569e8e5104e30fa9f5fa830899f14843448872d936a2cf"
"""As https://www.python.org/downloads/release/python-31315/ shows it, under « Windows embeddable
package (64-bit) ».
"""
ADDRESS = "https://www.python.org/ftp/python/{0}/python-{0}-embed-amd64.zip"
PIP = Pin(
    "pip", "26.3", hashes=("f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",)
)

KIT, WHEELS = "clu_batch-kit.zip", "clu_batch-wheels.zip"
FOLDER = "CLU"
"""What the kit becomes once unpacked."""
LARGEST = 50_000_000
"""Bytes that a kit may have."""
SIGNERS = (b"Python Software Foundation", b"Microsoft Corporation")
SAME_DAY = (1980, 1, 1, 0, 0, 0)


class KitError(Exception):
    """Why no kit was made, in a sentence."""


def main() -> int:
    """Make what was asked for and tell its size; 1 when it cannot be made."""
    asked = read_command_line()
    asked.sortie.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            if asked.wheels:
                made = make_wheels(Path(folder), asked.sortie / WHEELS)
            else:
                python = read_python(asked.python, asked.sha256)
                made = make_kit(Path(folder), python, asked.sortie / KIT)
    except (KitError, RuntimeError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{describe(made)}\n")
    return 0


def read_command_line() -> argparse.Namespace:
    """Read what was typed."""
    parser = argparse.ArgumentParser(
        description="Make the kit for Windows, or the wheels alone."
    )
    parser.add_argument("--python", type=Path, metavar="FILE", help="the embeddable package")
    parser.add_argument("--sha256", default=PYTHON_SHA256, help="its digest, from python.org")
    parser.add_argument(
        "--wheels", action="store_true", help="the wheels of all versions alone"
    )
    parser.add_argument("--sortie", type=Path, default=pins.ROOT / "dist", metavar="FOLDER")
    return parser.parse_args()


def describe(archive: Path) -> str:
    """Say how large an archive is, and how many files it holds."""
    with zipfile.ZipFile(archive) as opened:
        count = len(opened.namelist())
    return f"{archive}: {archive.stat().st_size / 1e6:.1f} MB, {count} files"


# -- Python ----------------------------------------------------------------------------------------


def read_python(file: Path | None, sha256: str) -> bytes:
    """Return the embeddable package, from a file or from python.org; KitError when it is not the
    one that was published.
    """
    packed = file.read_bytes() if file else download(ADDRESS.format(PYTHON))
    found = hashlib.sha256(packed).hexdigest()
    if found != sha256.lower():
        raise KitError(
            f"{file or 'The Python that was downloaded'} has the sha256 {found}, not {sha256}. Type"
            " the one that the page of its version on python.org shows, after --sha256."
        )
    check_python(packed)
    return packed


def download(address: str) -> bytes:
    """Return what stands at an address, through the proxy of the machine."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 (https)
            content: bytes = answer.read()
    except OSError as error:
        raise KitError(
            f"{address} cannot be reached ({error}). Download it elsewhere, then type its path"
            " after --python."
        ) from error
    return content


def check_python(packed: bytes) -> None:
    """Refuse a package without a licence, or with a program that bears no signature any more."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        lacking = {"python.exe", "pythonw.exe", "LICENSE.txt"} - set(names)
        if lacking:
            raise KitError(
                f"It is no embeddable Python: {', '.join(sorted(lacking))} is missing."
            )
        programs = [name for name in names if name.endswith((".exe", ".dll", ".pyd"))]
        unsigned = [name for name in programs if not is_signed(archive.read(name))]
    if unsigned:
        raise KitError(f"These files of Python bear no valid signature: {', '.join(unsigned)}.")


def is_signed(program: bytes) -> bool:
    """Whether a Windows program is as its publisher signed it: the digest that its signature holds
    is that of its bytes, but its checksum and the signature itself (PE Authenticode). Windows
    checks who signed.
    """
    try:
        header = struct.unpack_from("<I", program, 0x3C)[0] + 24
        place = header + 112 + 4 * 8  # the fifth entry of the directory of a 64-bit program
        start, size = struct.unpack_from("<II", program, place)
    except struct.error:
        return False
    if not start:
        return False
    checksum = header + 64
    parts = (program[:checksum], program[checksum + 4 : place], program[place + 8 : start])
    digest = hashlib.sha256(b"".join(parts)).digest()
    signature = program[start : start + size]
    return digest in signature and any(signer in signature for signer in SIGNERS)


def read_version(packed: bytes) -> str:
    """Return the version of an embeddable package as pip asks for it: 3.13."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = " ".join(archive.namelist())
    version = re.search(r"\bpython3(\d+)\.dll\b", names)
    if version is None or f"3.{version[1]}" not in pins.VERSIONS:
        raise KitError(f"The program runs with Python {', '.join(pins.VERSIONS)} alone.")
    return f"3.{version[1]}"


# -- what they hold --------------------------------------------------------------------------------


def make_kit(work: Path, python: bytes, target: Path) -> Path:
    """Make the kit in a working folder, and return its archive; KitError when it is too large."""
    folder = work / FOLDER
    program_files.write_folder(folder, pins.ROOT, dict(list_own_files()), ["output"])
    for name in ("python", "wheels"):  # those of a kit from which another is made
        shutil.rmtree(folder / name, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(python)) as archive:
        archive.extractall(folder / "python")
    download_wheels(folder / "wheels", read_version(python))
    write_archive(target, work)
    if target.stat().st_size > LARGEST:
        raise KitError(f"{describe(target)}; {LARGEST / 1e6:.0f} MB at most were wanted.")
    return target


def list_own_files() -> Iterator[tuple[str, bytes]]:
    """Give the example and the templates as they ship, by path: never what stands in the folders of
    the person who makes the kit.
    """
    for name, content in data.read_example().items():
        yield f"workbooks/{name}", content
    for name in (*data.TEMPLATES, data.TAG_LIST):
        yield f"templates/{name}.docx", data.read_template(name)


def make_wheels(work: Path, target: Path) -> Path:
    """Make the archive of the wheels for all versions of Python, and return it."""
    for version in pins.VERSIONS:
        download_wheels(work / "wheels", version)
    write_archive(target, work)
    return target


def download_wheels(folder: Path, version: str) -> None:
    """Let pip download what a Windows computer with this Python needs, as the lock knows it, and
    pip itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    needed = [pin for pin in pins.read_pins(pins.LOCK) if pin.serves(pins.WINDOWS.system)]
    with tempfile.TemporaryDirectory() as place:
        asked = Path(place) / "asked.txt"
        asked.write_text("\n".join(map(pins.write_line, [*needed, PIP])), "utf-8")
        words = ["download", "--quiet", "--require-hashes", "--requirement", str(asked)]
        words += ["--dest", str(folder), *pins.list_options(pins.WINDOWS, version)]
        pins.run_pip(words)


def write_archive(target: Path, folder: Path) -> None:
    """Write all that a folder holds in an archive whose bytes depend on nothing else."""
    with zipfile.ZipFile(target, "w") as archive:
        for path, name in sorted(list_entries(folder), key=lambda entry: entry[1]):
            entry = zipfile.ZipInfo(name, SAME_DAY)
            entry.external_attr = 0o644 << 16
            if path.is_dir():
                archive.writestr(entry, b"")
                continue
            packed = name.endswith((".whl", ".zip", ".docx", ".xlsx", ".png"))
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)


def list_entries(folder: Path) -> Iterable[tuple[Path, str]]:
    """Give the files of a folder, and its folders that are empty, by their names in an archive."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            yield path, name
        elif not any(path.iterdir()):
            yield path, f"{name}/"


if __name__ == "__main__":
    sys.exit(main())
