"""The Python processes that an installation starts: quiet, and heard in UTF-8.

Standard library only.
"""

from __future__ import annotations

import subprocess
import sys
import time
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


def run_together(commands: Sequence[Sequence[str]], folder: Path, seconds: float) -> None:
    """Run commands in a folder, all at once, to their end or for that time at most.

    Nobody listens to them: Windows would wait for all that holds their output, even once they are
    stopped.
    """
    end = time.monotonic() + seconds
    quiet = subprocess.DEVNULL
    started = [
        subprocess.Popen(  # noqa: S603 (our own Python, our own arguments)
            command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet
        )
        for command in commands
    ]
    for process in started:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
