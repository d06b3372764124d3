"""One run at a time on an output folder: a lock that the system itself frees when the process dies
(docs/rules/delivery.md#lock).
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from clu_batch.kernel import file_lock, hidden_files
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.messages import outputs

NOM = ".verrou"

_SANS_VERROU = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})


@contextlib.contextmanager
def lock_folder(sortie: Path) -> Iterator[None]:
    """Hold `sortie`, made if need be, for the time of the block; CluError when another run holds it
    or it cannot be written.

    On a file server that has no locks the run goes on without: two runs at once would at worst make
    a document pass for edited.
    """
    absente = not os.path.lexists(sortie)
    try:
        sortie.mkdir(parents=True, exist_ok=True)
        descripteur = os.open(sortie / NOM, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise CluError(
            outputs.say_folder_unusable(sortie.name or str(sortie), error), Code.BLOCKED
        ) from error
    try:
        _take_lock(descripteur, sortie)
        hidden_files.hide(sortie / NOM)
        yield
    finally:
        with contextlib.suppress(OSError):  # a network that went: the system frees it
            os.close(descripteur)  # frees the lock
        if absente:
            _undo_creation(sortie)


def _undo_creation(sortie: Path) -> None:
    """Leave nothing of a run that wrote nothing: the folder that it made goes, unless something
    else stands in it.
    """
    with contextlib.suppress(OSError):
        if [present.name for present in sortie.iterdir()] == [NOM]:
            (sortie / NOM).unlink()
            sortie.rmdir()


def _take_lock(descripteur: int, sortie: Path) -> None:
    try:
        file_lock.take(descripteur)
    except OSError as error:
        if error.errno in file_lock.TAKEN:
            raise CluError(outputs.UN_AUTRE_TRAITEMENT, Code.BUSY) from error
        if error.errno not in _SANS_VERROU:
            raise CluError(
                outputs.say_folder_unusable(sortie.name or str(sortie), error), Code.BLOCKED
            ) from error
