"""The steps of a run, as the screen counts them.

Nothing here imports a library: the first step is announced before any of them is loaded.
"""

from __future__ import annotations

from collections.abc import Callable

Annonce = Callable[[int, int, str], None]
"""Shows a step: its number, how many there are, what it does."""

READING = "Lecture et vérification des classeurs"
ALWAYS_THERE = 3
"""Steps of any run: reading, computing, the control workbook."""


def announce_reading(annoncer: Annonce) -> None:
    """Announce the first step, before the session and its libraries are imported."""
    annoncer(1, ALWAYS_THERE, READING)


class NumberedSteps:
    """Counts the steps that follow the reading, and announces each one."""

    def __init__(self, annoncer: Annonce) -> None:
        self._annoncer, self._faites, self._total = annoncer, 1, ALWAYS_THERE

    def expect(self, nombre: int) -> None:
        """Add `nombre` steps to the total that the screen shows."""
        self._total += nombre

    def announce_next(self, texte: str) -> None:
        """Announce the next step on the screen."""
        self._faites += 1
        self._annoncer(self._faites, self._total, texte)
