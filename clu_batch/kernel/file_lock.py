"""Lock an open file; the system itself frees the lock when the process dies."""

from __future__ import annotations

import errno
import sys

_UNTOLD = {0} if sys.platform == "win32" else set[int]()
"""What Wine gives, whose `_locking` says no reason."""
TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK, *_UNTOLD})
"""Numbers of the OSError raised when another process holds the lock; others tell of a disk that has
no locks, or fails.
"""

if sys.platform == "win32":
    import msvcrt

    def take(descriptor: int) -> None:
        """Lock an open file, without waiting; OSError when it cannot be."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def take(descriptor: int) -> None:
        """Lock an open file, without waiting; OSError when it cannot be."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
