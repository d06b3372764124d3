"""The closest of the names that exist."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def suggestion(name: str, known: Sequence[str]) -> str:
    """« , par exemple « x » » with the closest known name, or nothing."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f", par exemple «\u00a0{close[0]}\u00a0»" if close else ""
