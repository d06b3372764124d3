"""List and read the files that the workbooks name, in `workbooks/annexes/`."""

from __future__ import annotations

from pathlib import Path

ANNEXES = "annexes"


def list_file_names(classeurs: Path) -> list[str]:
    """Return the names of the files there, sorted; none when the folder does not exist.

    OSError is raised when the folder cannot be looked at.
    """
    try:
        entries = list((classeurs / ANNEXES).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(p.name for p in entries if not p.name.startswith(("~$", ".")) and _is_file(p))


def _is_file(entry: Path) -> bool:
    """Whether an entry is a file; one that cannot be looked at is taken for one, and told when it
    is read.
    """
    try:
        return entry.is_file()
    except OSError:
        return True


def read_content(classeurs: Path, nom: str) -> bytes:
    """Return the bytes of one of the files."""
    return (classeurs / ANNEXES / nom).read_bytes()
