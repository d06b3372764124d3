"""The closest of the names that exist."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from clu_batch.saisie import opposes

EXAMINES = 8
"""The closest names that are looked at: the closest of all may say the contrary."""


def suggestion(name: str, known: Sequence[str]) -> str:
    """« , par exemple « x » » with the closest known name, or nothing."""
    close = difflib.get_close_matches(name, known, n=EXAMINES, cutoff=0.5)
    meant = next((other for other in close if not opposes(_mots(name), _mots(other))), None)
    return f", par exemple «\u00a0{meant}\u00a0»" if meant else ""


def _mots(name: str) -> str:
    """A name as words: « reclamations.hors_delai » -> « reclamations hors delai »."""
    return name.replace(".", " ").replace("_", " ")
