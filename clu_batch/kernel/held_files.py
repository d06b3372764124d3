"""Try again what fails because another program holds a file for an instant: an antivirus, a
synchronisation, Word.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_TENU = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY})
_TENU_SOUS_WINDOWS = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation


class Patience:
    """How long a run waits for files held by another program: `longue` seconds for the first, then
    `courte` for each.

    Thus a document left open in Word is noticed, and several of them do not make the run last.
    """

    def __init__(self, longue: float = 1.5, courte: float = 0.2, pas: float = 0.05) -> None:
        self._reste, self._courte, self._pas = longue, courte, pas

    def insist(self, action: Callable[[], T]) -> T:
        """Return the result of `action`, tried again while it fails on a held file; raise the last
        OSError when time is out.
        """
        limite = time.monotonic() + self._reste
        pas = self._pas
        while True:
            try:
                return action()
            except OSError as error:
                if not is_held(error):
                    raise
                if time.monotonic() + pas > limite:
                    self._reste = min(self._reste, self._courte)
                    raise
            time.sleep(pas)
            pas *= 1.5


def is_held(error: OSError) -> bool:
    """Whether the file is held, or the access refused, which Windows does not tell apart."""
    return error.errno in _TENU or getattr(error, "winerror", None) in _TENU_SOUS_WINDOWS
