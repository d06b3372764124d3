"""The Python processes that an installation starts: quiet, and heard in UTF-8.

Standard library only.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SPEECH = ("-X", "utf8")
"""A Python without site nor variables (that of a kit, or `-I`) would ignore PYTHONIOENCODING."""


def build_command(*words: str) -> list[str]:
    """Return the command that starts this Python on these words."""
    return [sys.executable, *SPEECH, *words]


def run_quietly(
    command: Sequence[str], environment: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, to its end, and return what it said."""
    return subprocess.run(  # noqa: S603 (our own Python, our own arguments)
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def run_for_a_while(command: Sequence[str], folder: Path, seconds: float) -> None:
    """Run a command in a folder, to its end or for that time at most.

    It has no ear: Windows would wait for all that it started, which may hold its output.
    """
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 (our own Python, our own arguments)
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=seconds,
        )
