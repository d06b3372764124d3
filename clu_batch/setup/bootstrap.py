"""The private library folder: the exact libraries of `requirements.lock`, on the local disk,
apart from those of the machine.

No virtual environment: administrations block new executables in user folders, and network shares
break them (docs/rules/delivery.md#libraries). A folder filled by `pip install --target` holds files
only. It is filled under a temporary name, tried in a child process, then renamed: it is whole or
absent, and of two launches at once the first to finish wins. Standard library only, and little of
it: every start passes here.

A mark stands beside the folder while a process works with it. Found at start, it tells that a
process died with the libraries in hand: a child then tries them, and only if they fail is the
folder made again.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.setup import library_folder
from clu_batch.setup.library_folder import (
    STAMP,
    TEMPORARY,
    UNTOUCHED,
    Need,
    Say,
    find_cache,
    is_whole,
    name_folder,
)

DAY = 86_400
ABANDONED = DAY
"""Seconds after which a temporary folder belongs to an installation that was killed."""
UNUSED = 400 * DAY
"""Seconds without use after which a library folder goes: a committee that meets once a year keeps
its own.
"""


INCOMPLETE = (
    "Le programme n’est pas complet : un de ses fichiers manque, ou il est abîmé. Décompressez de"
    " nouveau tout le dossier du .zip reçu (clic droit sur le .zip, « Extraire tout »), puis"
    " double-cliquez sur run.py dans le dossier décompressé."
)


def build_program_need(root: Path) -> Need:
    """Return the libraries that the program runs with."""
    return Need("des bibliothèques", root / "requirements.lock")


def build_development_need(root: Path, libraries: Path) -> Need:
    """Return the libraries that the tests run with, on top of the program's own `libraries`."""
    return Need(
        "des outils de vérification",
        root / "requirements-dev.txt",
        (root / "requirements.txt",),
        (libraries,),
    )


def provide_libraries(need: Need, say: Say) -> Path:
    """Return the folder that holds the libraries of `need`, installed now when it is missing
    (CluError 4 when that fails).
    """
    try:
        folder = find_cache() / name_folder(need)
    except OSError as error:  # the pins cannot be read
        raise CluError(f"{INCOMPLETE} {UNTOUCHED}", Code.INCOMPLETE) from error
    if library_folder.is_marked(folder):
        _examine(need, folder, say)
    if not is_whole(folder):
        from clu_batch.setup import installation  # noqa: PLC0415 (only the first start pays for it)

        folder = installation.install(need, folder.parent, say)
    _mark_used(folder)
    _sweep(folder)
    return folder


def _examine(need: Need, folder: Path, say: Say) -> None:
    """Give up the libraries whose mark stands, when the process that laid it died and a child finds
    that they do not work.
    """
    with library_folder.hold_mark(folder) as left:
        if not left or not is_whole(folder):
            return
        say("L’utilisation précédente s’est interrompue : vérification des bibliothèques…")
        made = folder.stat().st_ino
        if are_sound(need):
            return
        # another launch may have made it again meanwhile
        if folder.stat().st_ino == made:
            give_up(need)


def are_sound(need: Need) -> bool:
    """Whether the installed libraries of `need` still are what was published, and load, tried in a
    child process.
    """
    from clu_batch.setup import installation  # noqa: PLC0415 (only after a failure)

    return installation.is_sound(need, find_cache() / name_folder(need))


def give_up(need: Need) -> None:
    """Have damaged libraries installed again at the next start; CluError 4 when their folder is
    protected.
    """
    folder = find_cache() / name_folder(need)
    try:
        library_folder.discard(folder)
    except OSError as error:
        from clu_batch.setup.refusals import show_place  # noqa: PLC0415 (only after a failure)

        sentence = PROTECTED.format(folder=show_place(folder))
        raise CluError(sentence, Code.LIBRARIES) from error


PROTECTED = (
    "Une bibliothèque du programme est abîmée sur cet ordinateur, et le dossier {folder} est"
    " protégé. Demandez au service informatique de supprimer ce dossier, puis relancez : il sera"
    " refait. " + UNTOUCHED
)


@contextlib.contextmanager
def mark_at_work(folders: Sequence[Path]) -> Iterator[None]:
    """Mark library folders for the time of the block: a mark that stays tells of a process that
    died.
    """
    with contextlib.ExitStack() as marks:
        for folder in folders:
            marks.enter_context(library_folder.hold_mark(folder))
        yield


def activate(folders: Sequence[Path]) -> None:
    """Put the library folders before whatever the machine has."""
    sys.path[:0] = [str(folder) for folder in folders]


def _mark_used(folder: Path) -> None:
    try:
        os.utime(folder / STAMP)
    except OSError:
        return  # another user's folder: he marks it himself


def _sweep(kept: Path) -> None:
    """Remove what killed installations left, and library folders that nobody has used for more than
    a year.
    """
    try:
        now = (kept / STAMP).stat().st_mtime
        entries = list(os.scandir(kept.parent))
    except OSError:
        return  # a place that another prepared, where nothing is to be swept
    for entry in entries:
        if entry.name == kept.name or not entry.is_dir(follow_symlinks=False):
            continue
        if _is_stale(Path(entry.path), now):
            import shutil  # noqa: PLC0415 (nothing to sweep on most days)

            shutil.rmtree(entry.path, ignore_errors=True)


def _is_stale(folder: Path, now: float) -> bool:
    try:
        if folder.name.endswith(TEMPORARY):
            return now - folder.stat().st_mtime > ABANDONED
        return now - (folder / STAMP).stat().st_mtime > UNUSED
    except OSError:
        return False  # neither ours nor finished: left alone
