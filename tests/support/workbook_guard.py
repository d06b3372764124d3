"""The guard of `workbooks/`: what the program opens for writing, renames or removes there is caught
in the act (docs/rules/workbooks.md#never-written).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROTEGE = "workbooks"
"""The name of a folder that the program never writes in, wherever a test has copied it."""

_CHANGES = {
    "os.chmod": 1,
    "os.chown": 1,
    "os.link": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.removexattr": 1,
    "os.rename": 2,
    "os.rmdir": 1,
    "os.setxattr": 1,
    "os.truncate": 1,
    "os.utime": 1,
    "shutil.rmtree": 1,
    "tempfile.mkdtemp": 1,
    "tempfile.mkstemp": 1,
}
"""Audit events that change a folder, with how many of their first arguments are paths (`os.replace`
tells `os.rename`).
"""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


@dataclass(slots=True)
class Garde:
    """What was tried against the workbooks while a run was watched; `folders`: where they stand.

    `journal`: a file in which another process notes what it tried.
    """

    attempts: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    journal: Path | None = None

    def install(self) -> None:
        """Listen to Python; a hook stays until the end of the process, so there is one guard per
        session.
        """
        sys.addaudithook(self._heard)

    @contextlib.contextmanager
    def watching(self, folder: Path) -> Iterator[None]:
        """Note every attempt on `folder`, or on any folder named as workbooks are."""
        self.folders.append(Path(os.path.realpath(folder)))
        try:
            yield
        finally:
            self.folders.pop()

    def taken(self) -> list[str]:
        """The attempts heard so far, here and in the processes started meanwhile, forgotten at
        once.
        """
        found, self.attempts = self.attempts, []
        if self.journal is not None and self.journal.exists():
            found += self.journal.read_text("utf-8").splitlines()
            self.journal.unlink()
        return found

    def _heard(self, event: str, args: tuple[object, ...]) -> None:
        if not self.folders:
            return
        if event == "open":
            _, mode, flags = args
            named = args[:1] if _writes(mode, flags) else ()
        elif event == "os.symlink":
            named = args[1:2]  # the link is made there; what it points at is not touched
        else:
            named = args[: _CHANGES.get(event, 0)]
        self.attempts += [
            f"{event} {path}" for path in map(_path, named) if path and self._is_protected(path)
        ]

    def _is_protected(self, path: Path) -> bool:
        return (
            any(path.is_relative_to(folder) for folder in self.folders) or PROTEGE in path.parts
        )


@dataclass(slots=True)
class Temoin(Garde):
    """The guard of a process that a test has started: it watches from the beginning, and notes at
    once in `journal`.
    """

    def _heard(self, event: str, args: tuple[object, ...]) -> None:
        super(Temoin, self)._heard(event, args)
        heard, self.attempts = self.attempts, []
        if heard and self.journal is not None:
            with self.journal.open("a", encoding="utf-8") as notes:
                notes.writelines(f"{attempt}\n" for attempt in heard)


def listen(journal: Path) -> None:
    """Watch, in this process and until its end, any folder named as workbooks are."""
    Temoin(folders=[journal / PROTEGE], journal=journal).install()


def _writes(mode: object, flags: object) -> bool:
    return (isinstance(mode, str) and not set("wax+").isdisjoint(mode)) or (
        isinstance(flags, int) and bool(flags & _WRITING)
    )


def _path(named: object) -> Path | None:
    """The real path, links followed; None for a file already open, known by its number alone."""
    return (
        Path(os.path.realpath(os.fsdecode(named)))
        if isinstance(named, str | bytes | os.PathLike)
        else None
    )


def state(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every entry of `folder`, with size, time and SHA-256: equal twice when nothing was
    touched.
    """
    return {
        str(path.relative_to(folder)): (
            path.stat().st_size,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in [folder, *sorted(folder.rglob("*"))]
    }
