"""The files that the workbooks name, in `workbooks/annexes/`."""

from __future__ import annotations

from pathlib import Path

ANNEXES = "annexes"


def noms(classeurs: Path) -> list[str]:
    """The names of the files there, sorted; none when the folder does not exist."""
    folder = classeurs / ANNEXES
    return sorted(p.name for p in folder.iterdir() if p.is_file() and not p.name.startswith(("~$", "."))) if folder.is_dir() else []


def contenu(classeurs: Path, nom: str) -> bytes:
    """The bytes of one of them."""
    return (classeurs / ANNEXES / nom).read_bytes()
