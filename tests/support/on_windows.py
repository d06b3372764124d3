"""What Windows asks of the tests: names that fit in a variable of the environment, no link where
none can be made, paths that only its long form reaches.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest

LONGEST_NAME = 2_000
"""Signs of the name of a test: pytest puts it in a variable, which Windows cuts at 32 767."""
LONGEST_VALUE = 200
WITHOUT_THE_RIGHT = 1314
"""Number of the error of Windows for what the account has no right to do."""


def name_value(value: object) -> str | None:
    """Name a long value of a parametrized test by its beginning and its length; None for what
    pytest names well.
    """
    if not isinstance(value, str | bytes) or len(value) <= LONGEST_VALUE:
        return None
    start = value[:20]
    shown = start if isinstance(start, str) else start.decode("ascii", "replace")
    return f"{shown}… ({len(value)})"


def refuse_long_names(names: Iterable[str]) -> None:
    """Refuse the tests whose name would be too long."""
    long = [name[:100] for name in names if len(name) > LONGEST_NAME]
    if long:
        raise pytest.UsageError(f"These tests need shorter ids: {long}")


def make_link(path: Path, target: str | Path) -> None:
    """Make a link, and skip the test where the account may make none, or where none comes of it."""
    try:
        path.symlink_to(target)
    except OSError as error:
        if getattr(error, "winerror", None) != WITHOUT_THE_RIGHT:
            raise
        pytest.skip("this account of Windows may make no link")
    if not path.is_symlink():
        pytest.skip("the system says that it made a link, and made none")


def reach(path: Path) -> Path:
    """Return the path by which Windows makes a file that its programs could not open, for being too
    deep; elsewhere the same.
    """
    return Path(f"\\\\?\\{path}") if os.name == "nt" else path


def name_parts_as_windows_does(patch: pytest.MonkeyPatch) -> None:
    """Make zipfile show the names of an archive as it does on Windows: with slashes alone."""
    patch.setattr(zipfile, "os", SimpleNamespace(**{**vars(os), "sep": "\\"}))
