"""A new folder: the files of the program that it takes along, what a start needs and the guide;
then its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clu_batch.write import atomic

PROGRAM = (
    "run.py",
    "lancer.bat",
    "verifier.bat",
    "nouveau.bat",
    "exemple.bat",
    "requirements.txt",
    "requirements.lock",
    "LISEZ-MOI.txt",
    "clu_batch",
    "python",
    "wheels",
    "docs/guide-secretaire.md",
    "docs/guide-secretaire.docx",
    "docs/aide-memoire.docx",
    "docs/elements-registre-des-traitements.docx",
    "docs/equivalences",
    "docs/images",
    "docs/vierges",
)
"""Files and folders; `python` and `wheels` stand in a kit alone."""
_LEFT = ("__pycache__", "*.pyc", "*.pyo")


def _list_program(root: Path) -> Iterator[tuple[Path, str]]:
    """Give what there is of the program, and its path in the folder."""
    for name in PROGRAM:
        path = root / name
        if path.exists():
            yield path, name


def write_folder(
    target: Path, program: Path, files: Mapping[str, bytes], empty: Sequence[str]
) -> None:
    """Copy the program into a folder, then write its own files, by path there, and its empty
    folders; OSError when it cannot be.
    """
    try:
        _copy_program(program, target)
        write_files(target, files)
        for name in empty:
            (target / name).mkdir(parents=True, exist_ok=True)
    except BaseException:  # even Ctrl+C leaves no half of a folder, taken for a whole one
        shutil.rmtree(target, ignore_errors=True)
        raise


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files in a folder, by path there; OSError when it cannot be."""
    patience = atomic.Patience()
    for name, content in files.items():
        atomic.replace_file(folder / name, content, patience)


def _copy_program(root: Path, target: Path) -> None:
    for path, name in _list_program(root):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, place, ignore=shutil.ignore_patterns(*_LEFT))
        else:
            shutil.copyfile(path, place)
