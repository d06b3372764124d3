"""A file is replaced at one stroke: whole, old or new, whenever the program is killed
(docs/rules/delivery.md#atomic-writing).

The bytes go to `.<nom>.tmp` in the same folder, are forced to the disk, then take the name. A file
that another program holds for an instant (an antivirus, a synchronisation, Word) is tried again for
a while.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from clu_batch.kernel.held_files import Patience, is_held

__all__ = [
    "Patience",
    "is_held",
    "name_temporary",
    "read_file",
    "remove_file",
    "replace_file",
    "sweep_leftovers",
]


def name_temporary(chemin: Path) -> Path:
    """Where the bytes of `chemin` wait."""
    return chemin.with_name(f".{chemin.name}.tmp")


def replace_file(chemin: Path, data: bytes, patience: Patience) -> None:
    """Put `data` under the name `chemin`, its folder made if need be; OSError, and the old file
    intact, when it cannot be.
    """
    attente = name_temporary(chemin)
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        patience.insist(lambda: _write_bytes(attente, data))
        patience.insist(lambda: attente.replace(chemin))
    except BaseException:  # even Ctrl+C leaves nothing half written behind
        with contextlib.suppress(OSError):
            attente.unlink(missing_ok=True)
        raise


def _write_bytes(chemin: Path, data: bytes) -> None:
    with chemin.open("wb") as fichier:
        fichier.write(data)
        fichier.flush()
        os.fsync(fichier.fileno())


def read_file(chemin: Path, patience: Patience) -> bytes | None:
    """The bytes under that name, None when there is no such file; OSError when they cannot be
    read.
    """
    try:
        return patience.insist(chemin.read_bytes)
    except (FileNotFoundError, NotADirectoryError):
        return None


def remove_file(chemin: Path, patience: Patience) -> None:
    """Remove a file; OSError when it is held."""
    patience.insist(lambda: chemin.unlink(missing_ok=True))


def sweep_leftovers(chemins: Iterable[Path]) -> None:
    """Sweep what an interrupted run left waiting for the names `chemins`; no other file is
    touched.
    """
    for dossier, attentes in _group_by_folder(
        name_temporary(chemin) for chemin in chemins
    ).items():
        # a leftover that resists does no harm: the next writing replaces it
        with contextlib.suppress(OSError):
            for reste in [present for present in dossier.iterdir() if present.name in attentes]:
                reste.unlink(missing_ok=True)


def _group_by_folder(chemins: Iterable[Path]) -> dict[Path, set[str]]:
    dossiers: dict[Path, set[str]] = {}
    for chemin in chemins:
        dossiers.setdefault(chemin.parent, set()).add(chemin.name)
    return dossiers
