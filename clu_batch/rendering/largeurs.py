"""How wide the columns of a table are: their shares of the text, but never less than their longest word, which is not cut in two.

No font is read: the widths are those of Arial, in families of letters, rounded up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

TWIPS = 20  # in a point
FAMILLES = (  # widths in thousandths of the size of the letters
    (frozenset("iljtfrI.,;:!|'’()[] \u00a0\u202f"), 335),
    (frozenset("mwMW%…—"), 1000),
    (frozenset("ABCDEFGHKNOPQRSTUVXYZÀÂÇÉÈÊËÎÏÔÙÛ&"), 780),
)
ORDINAIRE = 556
GRAS = 1.08
_COUPURE = re.compile(r"[ \t\n]+|(?<=[^\W\d]-)(?=[^\W\d])")


def minimum(entete: str, cellules: Iterable[str], corps: float) -> int:
    """The width of the longest word of a column, its heading being in bold, for letters of `corps` points; in twentieths of a point."""
    mots = max(map(_mot, cellules), default=0)
    return round(max(mots, _mot(entete) * GRAS) * corps * TWIPS / 1000)


def _mot(texte: str) -> int:
    """The width of the longest word, in thousandths of the size of the letters; a line ends at a space, or after a hyphen between
    letters: « P-2026-1 » is one word."""
    return max((sum(map(_signe, mot)) for mot in _COUPURE.split(texte) if mot), default=0)


def _signe(signe: str) -> int:
    return next((largeur for signes, largeur in FAMILLES if signe in signes), ORDINAIRE)


def repartir(parts: Sequence[int], minimums: Sequence[int], largeur: int) -> list[int]:
    """`largeur` shared as `parts`, each share raised to its minimum at the expense of the others; when there is no room for all the
    minimums, in their proportion. The sum is `largeur`."""
    if sum(minimums) >= largeur:
        return _partager(minimums, largeur)
    fixes: set[int] = set()
    while True:
        libres = [i for i in range(len(parts)) if i not in fixes]
        reste = largeur - sum(minimums[i] for i in fixes)
        partagee = dict(zip(libres, _partager([parts[i] for i in libres], reste), strict=True))
        trop_etroites = {i for i in libres if partagee[i] < minimums[i]}
        if not trop_etroites:
            return [partagee.get(i, minimums[i]) for i in range(len(parts))]
        fixes |= trop_etroites


def _partager(parts: Sequence[int], largeur: int) -> list[int]:
    """`largeur` shared according to `parts`, to the last unit."""
    shares: list[int] = []
    for done in accumulate(parts):
        shares.append(largeur * done // sum(parts) - sum(shares))
    return shares
