"""How wide the columns of a table are: their shares of the text, but never less than their longest
word, which is not cut in two.

No font is read: the widths are those of Arial, letter by letter, with some room to spare.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise, product
from math import ceil

TWIPS = 20  # in a point
FAMILLES = (  # widths in thousandths of the size of the letters
    ("ijl’'|ïî", 222),
    ("ftI.,;:!/[] \u00a0\u202fÎÏ", 278),
    ("r()-*°", 389),
    ("ckszvxyJç", 500),
    ("FTZ", 611),
    ("ABEKPSVXY&ÀÂÉÈÊË", 667),
    ("CDHNRUwÇÙÛ", 722),
    ("GOQÔ", 778),
    ("mM%", 889),
    ("W…—œŒ", 1000),
    ("+−±=<>", 584),
)
ORDINAIRE = 556
JEU = 1.03  # what a word may have besides: another font, another printer
GRAS = 1.08
COUPE = 1.06  # what the ends of lines lose, words being whole
TEXTE = 40  # signs of a text
DEUX_MOTS, ETROIT = 12, 10
"""Signs of the shortest line of a text: at first, and when its column gives room to others."""
LIGNES = 3  # a table whose cells have no more lines is well as it is
RANGEES = 120  # the rows that are looked at: the highest
PAS = (240, 480, 720)  # what a column gives to another at once, in twentieths of a point
_LARGEURS: dict[str, int] = {}
for _signs, _width in FAMILLES:
    _LARGEURS |= dict.fromkeys(_signs, _width)
_COUPURE = re.compile(r"[ \t\n]+|(?<=[^\W\d]-)(?=[^\W\d])")


def find_minimum(
    entete: str, cellules: Sequence[str], corps: float, *, ample: bool = True
) -> int:
    """Return the width of the longest word of a column, its heading being in bold, for letters of
    `corps` points; in twentieths of a point. A text of several lines has room for two words, or
    for a little less when it is not `ample`.
    """
    longest = max(map(_measure_longest_word, cellules), default=0)
    if any(len(cellule) > TEXTE for cellule in cellules):
        longest = max(longest, (DEUX_MOTS if ample else ETROIT) * ORDINAIRE)
    heading = _measure_longest_word(entete) * GRAS
    return round(max(longest, heading) * JEU * corps * TWIPS / 1000)


def _measure_longest_word(texte: str) -> int:
    """Return the width of the longest word, in thousandths of the size of the letters; a line ends
    at a space, or after a hyphen between letters: « P-2026-1 » is one word.
    """
    return max(map(_measure, _COUPURE.split(texte)))


def _measure(words: str) -> int:
    """Return the width of a text on one line, in thousandths of the size of the letters."""
    return sum(_LARGEURS.get(sign, ORDINAIRE) for sign in words)


def share_width(parts: Sequence[int], minimums: Sequence[int], largeur: int) -> list[int]:
    """Return `largeur` shared as `parts`, each share raised to its minimum at the expense of the
    others; when there is no room for all the minimums, in their proportion. The sum is `largeur`.
    """
    if sum(minimums) >= largeur:
        return _share(minimums, largeur)
    free = list(range(len(parts)))
    while free:
        fixed = sum(minimums) - sum(minimums[i] for i in free)
        asked = dict(zip(free, _share([parts[i] for i in free], largeur - fixed), strict=True))
        enough = [i for i in free if asked[i] >= minimums[i]]
        if enough == free:
            return [asked.get(i, minimum) for i, minimum in enumerate(minimums)]
        free = enough
    return list(minimums)


def _share(parts: Sequence[int], largeur: int) -> list[int]:
    """Return `largeur` shared according to `parts`, to the last unit."""
    total = sum(parts)
    ends = [largeur * done // total for done in accumulate(parts, initial=0)]
    return [end - start for start, end in pairwise(ends)]


def balance_widths(
    largeurs: Sequence[int],
    minimums: Sequence[int],
    colonnes: Sequence[Sequence[str]],
    corps: float,
    marges: int,
) -> list[int]:
    """Return widths of the same total, columns giving room to others as long as the high rows of
    the table get lower.

    `colonnes`: the cells of each column; `marges`: left and right of a cell. A table of short cells
    is left as it is.
    """
    size = corps * TWIPS * COUPE / 1000
    lengths = [_measure_lines(colonne, size) for colonne in colonnes]
    rows = _make_measure(lengths, marges)(largeurs)
    highest = sorted(range(len(rows)), key=rows.__getitem__, reverse=True)[:RANGEES]
    if not rows or rows[highest[0]] <= LIGNES:
        return list(largeurs)
    kept = [[cells[row] for row in highest] for cells in lengths]
    return _lower(list(largeurs), minimums, _make_measure(kept, marges))


LineLengths = Sequence[Sequence[float]]
"""The length of each line typed in each cell of a column."""
RowMeasure = Callable[[Sequence[int]], list[int]]
"""Gives the height of each row, in lines, for widths of the columns."""


def _measure_lines(cellules: Sequence[str], size: float) -> LineLengths:
    return [[_measure(line) * size for line in cellule.split("\n")] for cellule in cellules]


def _make_measure(lengths: Sequence[LineLengths], margins: int) -> RowMeasure:
    """Return how high the rows are: each is as high as its highest cell. Each column is counted
    once for each of its widths.
    """

    @functools.cache
    def count_lines(column: int, width: int) -> list[int]:
        room = width - margins
        # an empty line takes its place too
        return [sum(ceil(length / room) or 1 for length in lines) for lines in lengths[column]]

    def measure(widths: Sequence[int]) -> list[int]:
        columns = [count_lines(column, width) for column, width in enumerate(widths)]
        return list(map(max, zip(*columns, strict=True)))

    return measure


def _lower(widths: list[int], minimums: Sequence[int], measure: RowMeasure) -> list[int]:
    """Return the widths from which no gift makes the rows lower together, each gift made being the
    best one; the first of equals.
    """
    gifts = list(_list_gifts(len(widths)))
    total = sum(measure(widths))
    while True:
        trials = [
            _give(widths, giver, takers, step)
            for (giver, takers), step in product(gifts, PAS)
            if widths[giver] - step * len(takers) >= minimums[giver]
        ]
        totals = [sum(measure(trial)) for trial in trials]
        lowest = min(totals, default=total)
        if lowest >= total:
            return widths
        widths, total = trials[totals.index(lowest)], lowest


def _list_gifts(columns: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give who gives and who takes: a column gives to another, or to two at once, for two cells as
    high as each other are lowered together.
    """
    for count in (1, 2):
        for takers in combinations(range(columns), count):
            for giver in range(columns):
                if giver not in takers:
                    yield giver, takers


def _give(widths: Sequence[int], giver: int, takers: Sequence[int], step: int) -> list[int]:
    trial = list(widths)
    trial[giver] -= step * len(takers)
    for taker in takers:
        trial[taker] += step
    return trial
