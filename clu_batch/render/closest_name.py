"""The closest of the names that exist."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from clu_batch.parse import is_opposite

EXAMINES = 8
"""The closest names that are looked at: the closest of all may say the contrary."""


def suggest(name: str, known: Sequence[str], tag: str = "…") -> str:
    """Return « , par exemple « x » » with the closest known name, or nothing. `tag`: the tag
    that holds the name: « membre.… ».
    """
    words = _split_words(name)
    for close in difflib.get_close_matches(name, known, n=EXAMINES, cutoff=0.5):
        if not is_opposite(words, _split_words(close)):
            return f", par exemple «\u00a0{tag.replace('…', close)}\u00a0»"
    return ""


def _split_words(name: str) -> str:
    """Return a name as words: « reclamations.hors_delai » -> « reclamations hors delai »."""
    return name.replace(".", " ").replace("_", " ")
