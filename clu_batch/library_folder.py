"""A library folder: where it stands, how it is named, whether it is whole. Standard library only:
every start passes here.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.machinery
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clu_batch import system_lock
from clu_batch.codes import Code
from clu_batch.problems import CluError

Say = Callable[[str], None]

STAMP = "contenu.json"
"""Names of what a finished folder holds; its time of modification is that of the last use."""

TEMPORARY = ".tmp"
MARK = ".en-cours"
"""Ends of names beside the library folders: one that is being filled, one that a process works
with.
"""


@dataclass(frozen=True, slots=True)
class Need:
    """Libraries to have.

    `name`: what the screen calls them. Then the file that pins them, the files it refers to, the
    library folders that they lean on.
    """

    name: str
    requirements: Path
    beside: tuple[Path, ...] = ()
    under: tuple[Path, ...] = ()

    @property
    def wheels(self) -> Path:
        """Where the libraries may stand beside the program, for a computer without network."""
        return self.requirements.parent / "wheels"

    def copied(self, folder: Path) -> Need:
        """The same need, its pins copied to `folder`: an update of the program during the
        installation must not mix two sets of pins.
        """
        here = [folder / path.name for path in (self.requirements, *self.beside)]
        for path, copy in zip((self.requirements, *self.beside), here, strict=True):
            copy.write_bytes(path.read_bytes())
        return replace(self, requirements=here[0], beside=tuple(here[1:]))


def cache(
    system: str = os.name, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Path:
    """The folder of all library folders: `%LOCALAPPDATA%/clu_batch`, `$XDG_CACHE_HOME/clu_batch` or
    `~/.cache/clu_batch`.
    """
    variable, usual = (
        ("LOCALAPPDATA", "AppData/Local") if system == "nt" else ("XDG_CACHE_HOME", ".cache")
    )
    local = Path(environment.get(variable, ""))
    return (local if local.is_absolute() else (home or _home()) / usual) / "clu_batch"


def _home() -> Path:
    """The folder of the person; CluError 4 when the system does not know it."""
    try:
        home = Path.home()
    except RuntimeError:  # an account without a folder of its own
        home = Path()
    if not home.is_absolute():
        raise CluError(HOMELESS, Code.LIBRARIES)
    return home


HOMELESS = (
    "Les bibliothèques du programme n’ont pas de place sur cet ordinateur : le dossier personnel de"
    " ce compte n’est pas connu (variable HOME, ou LOCALAPPDATA sous Windows). Ouvrez votre session"
    " habituelle, puis relancez ; si cela se reproduit, montrez ce message au service informatique."
    " Vos classeurs n’ont pas été touchés."
)


def folder_name(need: Need) -> str:
    """Python and platform as compiled modules name them, then a hash of the pins:
    `cpython-311-x86_64-linux-gnu-1a2b3c4d5e`.
    """
    machine = importlib.machinery.EXTENSION_SUFFIXES[0].strip(".").partition(".")[0]
    if hasattr(os, "uname") and os.uname().machine not in machine:
        machine += f"-{os.uname().machine}"  # macOS writes one name for two processors
    digest = hashlib.sha256()
    for path in (need.requirements, *need.beside):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{machine}-{digest.hexdigest()[:10]}"


def is_whole(folder: Path) -> bool:
    """Whether all that was installed still stands at the top of `folder`: clean-up tools remove
    what looks unused.
    """
    try:
        expected = json.loads((folder / STAMP).read_text("utf-8"))
        return set(expected) <= {path.name for path in folder.iterdir()}
    except (OSError, ValueError):
        return False


def discard(folder: Path) -> None:
    """Have a damaged folder made again at the next start; OSError when it is protected."""
    (folder / STAMP).unlink(missing_ok=True)


def is_marked(folder: Path) -> bool:
    """Whether the mark of a process stands beside the folder: it works with the libraries, or died
    while it did.
    """
    return os.path.exists(_mark_of(folder))  # noqa: PTH110 (which, unlike pathlib, never raises)


@contextlib.contextmanager
def marked(folder: Path) -> Iterator[bool]:
    """Hold the mark of a folder for the time of the block; gives whether a process that died had
    left it.

    One process holds it at a time; those that come meanwhile do without, as they do where nothing
    may be written.
    """
    path = _mark_of(folder)
    left = is_marked(folder)
    held = _hold(path)
    if held is None:
        yield False
        return
    try:
        yield left
    finally:
        _release(path, held)


def _hold(path: Path) -> int | None:
    """The mark, open and locked; None when another process holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    except OSError:
        return None
    try:
        system_lock.take(descriptor)
    except OSError as error:
        if error.errno in system_lock.TAKEN:
            os.close(descriptor)
            return None
    return descriptor


def _release(path: Path, held: int) -> None:
    try:
        path.unlink(
            missing_ok=True
        )  # while it is held: nobody may take it for the mark of a dead process
    except OSError:  # Windows removes no open file
        os.close(held)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    else:
        os.close(held)


def _mark_of(folder: Path) -> Path:
    return folder.with_name(folder.name + MARK)
