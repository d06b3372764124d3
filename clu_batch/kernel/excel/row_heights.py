"""Compute how high a row must be for the texts that wrap in it: without a height, LibreOffice and
other viewers show their first line only.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

LIGNE = 15.0
"""Points of one line of Calibri 11."""
EXCEL = 409.0
"""Points of the highest row of Excel."""
_SIGNE = 0.88
"""Width of an ordinary letter of a French text, in the digits that measure a column."""


def compute_row_height(textes: Iterable[tuple[str, float]]) -> float | None:
    """Return the height of a row in points, from each of its texts and the width of its column in
    characters; None when one line is enough.
    """
    lignes = max((_count_lines(texte, largeur) for texte, largeur in textes), default=1)
    if lignes > 1:
        return min(LIGNE * lignes, EXCEL)
    return None


def _count_lines(texte: str, largeur: float) -> int:
    place = max(1, int(largeur / _SIGNE))
    if len(texte) <= place and "\n" not in texte:
        return 1
    return sum(max(1, len(textwrap.wrap(ligne, place))) for ligne in texte.split("\n"))
