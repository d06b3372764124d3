"""The private library folder: the exact libraries of `requirements.txt`, on the local disk, apart from those of the machine.

No virtual environment: administrations block new executables in user folders, and network shares break them (page 4.2). A folder filled by
`pip install --target` holds files only. It is filled under a temporary name, tried in a child process, then renamed: it is whole or absent,
and of two launches at once the first to finish wins. Standard library only, and little of it: every start passes here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from clu_batch.library_folder import STAMP, TEMPORARY, Need, Say, cache, folder_name, is_whole

DAY = 86_400
ABANDONED = DAY
"""Seconds after which a temporary folder belongs to an installation that was killed."""
UNUSED = 400 * DAY
"""Seconds without use after which a library folder goes: a committee that meets once a year keeps its own."""


def program(root: Path) -> Need:
    """What the program runs with."""
    return Need("des bibliothèques", root / "requirements.txt")


def development(root: Path, libraries: Path) -> Need:
    """What the tests run with, on top of the program's own `libraries`."""
    return Need("des outils de vérification", root / "requirements-dev.txt", (root / "requirements.txt",), (libraries,))


def libraries(need: Need, say: Say) -> Path:
    """The folder that holds the libraries of `need`, installed now when it is missing (CluError 4 when that fails)."""
    folder = cache() / folder_name(need)
    if not is_whole(folder):
        from clu_batch import installation  # noqa: PLC0415 (only the first start pays for it)

        folder = installation.install(need, folder.parent, say)
    _mark_used(folder)
    _sweep(folder)
    return folder


def activate(folders: Sequence[Path]) -> None:
    """Put the library folders before whatever the machine has."""
    sys.path[:0] = [str(folder) for folder in folders]


def _mark_used(folder: Path) -> None:
    try:
        os.utime(folder / STAMP)
    except OSError:
        return  # another user's folder: he marks it himself


def _sweep(kept: Path) -> None:
    """Remove what killed installations left, and library folders that nobody has used for more than a year."""
    now = (kept / STAMP).stat().st_mtime
    with os.scandir(kept.parent) as entries:
        for entry in entries:
            if entry.name != kept.name and entry.is_dir(follow_symlinks=False) and _is_stale(Path(entry.path), now):
                import shutil  # noqa: PLC0415 (nothing to sweep on most days)

                shutil.rmtree(entry.path, ignore_errors=True)


def _is_stale(folder: Path, now: float) -> bool:
    try:
        if folder.name.endswith(TEMPORARY):
            return now - folder.stat().st_mtime > ABANDONED
        return now - (folder / STAMP).stat().st_mtime > UNUSED
    except OSError:
        return False  # neither ours nor finished: left alone
