"""A file is replaced at one stroke: whole, old or new, whenever the program is killed (page 4.1).

The bytes go to `.<nom>.tmp` in the same folder, are forced to the disk, then take the name. A file that another program holds for an
instant (an antivirus, a synchronisation, Word) is tried again for a while.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_TENU = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY})
_TENU_SOUS_WINDOWS = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation


class Patience:
    """How long a run waits for files held by another program: `longue` seconds for the first, then `courte` for each.

    A document left open in Word is seen within `longue`; several do not make the run last.
    """

    def __init__(self, longue: float = 1.5, courte: float = 0.2, pas: float = 0.05) -> None:
        self._reste, self._courte, self._pas = longue, courte, pas

    def insister(self, action: Callable[[], T]) -> T:
        """The result of `action`, tried again while it fails on a held file; the last OSError when time is out."""
        limite = time.monotonic() + self._reste
        pas = self._pas
        while True:
            try:
                return action()
            except OSError as error:
                if not est_tenu(error):
                    raise
                if time.monotonic() + pas > limite:
                    self._reste = min(self._reste, self._courte)
                    raise
            time.sleep(pas)
            pas *= 1.5


def est_tenu(error: OSError) -> bool:
    """Whether the file is held, or the access refused, which Windows does not tell apart."""
    return error.errno in _TENU or getattr(error, "winerror", None) in _TENU_SOUS_WINDOWS


def temporaire(chemin: Path) -> Path:
    """Where the bytes of `chemin` wait."""
    return chemin.with_name(f".{chemin.name}.tmp")


def remplacer(chemin: Path, data: bytes, patience: Patience) -> None:
    """Put `data` under the name `chemin`, its folder made if need be; OSError, and the old file intact, when it cannot be."""
    attente = temporaire(chemin)
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        patience.insister(lambda: _ecrire(attente, data))
        patience.insister(lambda: attente.replace(chemin))
    except BaseException:  # even Ctrl+C leaves nothing half written behind
        with contextlib.suppress(OSError):
            attente.unlink(missing_ok=True)
        raise


def _ecrire(chemin: Path, data: bytes) -> None:
    with chemin.open("wb") as fichier:
        fichier.write(data)
        fichier.flush()
        os.fsync(fichier.fileno())


def lire(chemin: Path, patience: Patience) -> bytes | None:
    """The bytes under that name, None when there is no such file; OSError when they cannot be read."""
    try:
        return patience.insister(chemin.read_bytes)
    except (FileNotFoundError, NotADirectoryError):
        return None


def supprimer(chemin: Path, patience: Patience) -> None:
    """Remove a file; OSError when it is held."""
    patience.insister(lambda: chemin.unlink(missing_ok=True))


def balayer(chemins: Iterable[Path]) -> None:
    """Sweep what an interrupted run left waiting for the names `chemins`; no other file is touched."""
    for dossier, attentes in _par_dossier(temporaire(chemin) for chemin in chemins).items():
        with contextlib.suppress(OSError):  # a leftover that resists does no harm: the next writing replaces it
            for reste in [present for present in dossier.iterdir() if present.name in attentes]:
                reste.unlink(missing_ok=True)


def _par_dossier(chemins: Iterable[Path]) -> dict[Path, set[str]]:
    dossiers: dict[Path, set[str]] = {}
    for chemin in chemins:
        dossiers.setdefault(chemin.parent, set()).add(chemin.name)
    return dossiers
