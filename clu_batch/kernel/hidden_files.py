"""Hide from Explorer the files that are none of the reader's business; elsewhere their name, which
begins with a dot, is enough.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

_HIDDEN = 0x2
_UNKNOWN = -1


def hide(path: Path) -> None:
    """Give a file the attribute « hidden » of Windows; one that cannot have it stays in view."""
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return
    kernel = windows.kernel32
    kernel.GetFileAttributesW.restype = ctypes.c_int32
    attributes = kernel.GetFileAttributesW(str(path))
    if attributes == _UNKNOWN or attributes & _HIDDEN:
        return
    kernel.SetFileAttributesW(str(path), attributes | _HIDDEN)
