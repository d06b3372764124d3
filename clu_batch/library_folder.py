"""A library folder: where it stands, how it is named, whether it is whole. Standard library only: every start passes here."""

from __future__ import annotations

import hashlib
import importlib.machinery
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

Say = Callable[[str], None]

STAMP = "contenu.json"
"""Names of what a finished folder holds; its time of modification is that of the last use."""
TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Need:
    """Libraries to have.

    `name`: what the screen calls them. Then the file that pins them, the files it refers to, the library folders that they lean on.
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
        """The same need, its pins copied to `folder`: an update of the program during the installation must not mix two sets of pins."""
        here = [folder / path.name for path in (self.requirements, *self.beside)]
        for path, copy in zip((self.requirements, *self.beside), here, strict=True):
            copy.write_bytes(path.read_bytes())
        return replace(self, requirements=here[0], beside=tuple(here[1:]))


def cache(system: str = os.name, environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Path:
    """The folder of all library folders: `%LOCALAPPDATA%/clu_batch`, `$XDG_CACHE_HOME/clu_batch` or `~/.cache/clu_batch`."""
    variable, usual = ("LOCALAPPDATA", "AppData/Local") if system == "nt" else ("XDG_CACHE_HOME", ".cache")
    local = Path(environment.get(variable, ""))
    return (local if local.is_absolute() else (home or Path.home()) / usual) / "clu_batch"


def folder_name(need: Need) -> str:
    """Python and platform as compiled modules name them, then a hash of the pins: `cpython-311-x86_64-linux-gnu-1a2b3c4d5e`."""
    machine = importlib.machinery.EXTENSION_SUFFIXES[0].strip(".").partition(".")[0]
    if hasattr(os, "uname") and os.uname().machine not in machine:
        machine += f"-{os.uname().machine}"  # macOS writes one name for two processors
    digest = hashlib.sha256()
    for path in (need.requirements, *need.beside):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{machine}-{digest.hexdigest()[:10]}"


def is_whole(folder: Path) -> bool:
    """Whether all that was installed still stands at the top of `folder`: clean-up tools remove what looks unused."""
    try:
        expected = json.loads((folder / STAMP).read_text("utf-8"))
        return set(expected) <= {path.name for path in folder.iterdir()}
    except (OSError, ValueError):
        return False


def discard(folder: Path) -> None:
    """Have a damaged folder made again at the next start."""
    (folder / STAMP).unlink(missing_ok=True)
