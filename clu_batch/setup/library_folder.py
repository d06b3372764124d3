"""A library folder: where it stands, how it is named, whether it is whole. Standard library only:
every start passes here.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.machinery
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clu_batch.kernel import file_lock
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import CluError

Say = Callable[[str], None]

UNTOUCHED = "Vos classeurs n’ont pas été touchés."

STAMP = "contenu.json"
"""Names of what a finished folder holds; its time of modification is that of the last use."""

TEMPORARY = ".tmp"
MARK = ".en-cours"
"""Ends of names beside the library folders: one that is being filled, one that a process works
with.
"""


@frozen
class Need:
    """A set of libraries that the program must have.

    `name`: what the screen calls them. Then the file that pins them, the files whose pins constrain
    them, and the library folders that they lean on.
    """

    name: str
    requirements: Path
    beside: tuple[Path, ...] = ()
    under: tuple[Path, ...] = ()

    @property
    def pins(self) -> Sequence[Path]:
        """All the files that say which versions are installed."""
        return (self.requirements, *self.beside)

    @property
    def is_locked(self) -> bool:
        """Whether the file names all libraries, with the digests of what was published."""
        return self.requirements.suffix == ".lock"

    @property
    def wheels(self) -> Path:
        """Where the libraries may stand beside the program, for a computer without network."""
        return self.requirements.parent / "wheels"

    def copy_pins(self, folder: Path) -> Need:
        """Return the same need with its pins copied to `folder`: an update of the program during
        the installation must not mix two sets of pins.
        """
        copies = []
        for path in self.pins:
            copy = folder / path.name
            copy.write_bytes(path.read_bytes())
            copies.append(copy)
        return replace(self, requirements=copies[0], beside=tuple(copies[1:]))


def find_cache(
    system: str = os.name, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Path:
    """Return the folder of all library folders: `%LOCALAPPDATA%/clu_batch`,
    `$XDG_CACHE_HOME/clu_batch` or `~/.cache/clu_batch`.
    """
    variable, usual = "XDG_CACHE_HOME", ".cache"
    if system == "nt":
        variable, usual = "LOCALAPPDATA", "AppData/Local"
    local = Path(environment.get(variable, ""))
    if not local.is_absolute():
        local = (home or _find_home()) / usual
    return local / "clu_batch"


def _find_home() -> Path:
    """Return the folder of the person; CluError 4 when the system does not know it."""
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
    f" {UNTOUCHED}"
)


def name_folder(need: Need) -> str:
    """Name Python and the platform as compiled modules do, then a hash of the pins:
    `cpython-311-x86_64-linux-gnu-1a2b3c4d5e`.
    """
    machine = importlib.machinery.EXTENSION_SUFFIXES[0].strip(".").partition(".")[0]
    if hasattr(os, "uname") and os.uname().machine not in machine:
        machine += f"-{os.uname().machine}"  # macOS writes one name for two processors
    digest = hashlib.sha256()
    for path in need.pins:
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
    return os.path.exists(_name_mark(folder))  # noqa: PTH110 (which, unlike pathlib, never raises)


@contextlib.contextmanager
def hold_mark(folder: Path) -> Iterator[bool]:
    """Hold the mark of a folder for the time of the block; give whether a process that died had
    left it.

    One process holds it at a time; those that come meanwhile do without, as they do where nothing
    may be written.
    """
    path = _name_mark(folder)
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
    """Open and lock the mark; None when another process holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    except OSError:
        return None
    try:
        file_lock.take(descriptor)
    except OSError as error:
        if error.errno in file_lock.TAKEN:
            os.close(descriptor)
            return None
    return descriptor


def _release(path: Path, held: int) -> None:
    try:
        # while it is held: nobody may take it for the mark of a dead process
        path.unlink(missing_ok=True)
    except OSError:  # Windows removes no open file
        os.close(held)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    else:
        os.close(held)


def _name_mark(folder: Path) -> Path:
    return folder.with_name(folder.name + MARK)
