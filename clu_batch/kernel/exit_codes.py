"""The exit codes: what a run tells the window, the .bat file or the scheduled task that started it
(docs/rules/delivery.md#exit-codes).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Code(enum.IntEnum):
    """How a run ended. When several codes apply the highest does, `DEFECT` before all others."""

    DONE = 0
    """All that is due was produced, nothing to correct."""
    TO_CORRECT = 1
    """Produced, with an erreur, an à vérifier, or a « (nouveau) » beside a document edited or open
    in Word.
    """
    BLOCKED = 2
    """A bloquant, an unreadable workbook, a faulty template, or an output that could be written
    under neither name.
    """
    USAGE = 3
    """A Python that is not supported, unknown option, unreadable date, unknown meeting, or folders
    that a run would spoil.

    `app.arguments.build_options` says which folders.
    """
    LIBRARIES = 4
    """The libraries cannot be installed, or are damaged."""
    BUSY = 5
    """Another run is in progress."""
    INCOMPLETE = 6
    """A file of the program is missing or cut: its folder was not unpacked whole (run.py says it
    too, when it cannot import this).
    """
    DEFECT = 70
    """A defect of the program."""
    INTERRUPTED = 130
    """Stopped by the user."""


def choose_highest(codes: Iterable[int]) -> Code:
    """Return the code that wins among those that apply: the highest, 70 first; 0 when none does."""
    return max(
        (Code(code) for code in codes),
        key=lambda code: (code is Code.DEFECT, code),
        default=Code.DONE,
    )
