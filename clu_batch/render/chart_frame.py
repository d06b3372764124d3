"""The frame of a chart: how high it is, and the room that the labels of its bars keep."""

from __future__ import annotations

import math
from collections.abc import Sequence

from clu_batch.kernel.frozen import frozen

EMU_PER_CM = 360_000
LIBELLES = (0.2, 0.36, 0.45, 0.5)
"""The share of the width that the labels of horizontal bars take: at least, at least and at most on
two lines, at most on one line.
"""

MARGE = 0.03  # of the width, beside a label, and lost again where a line of it ends
SIGNES_PAR_CM = 5.2  # of Arial 10
HAUTEUR_VERTICALE = int(6.2 * EMU_PER_CM)
"""The height of columns and curves."""
HAUTEUR_ENTIERE, HAUTEUR_D_UNE_PARTIE = 13.0, 8.3
"""The height of a chart that stays whole, in centimetres: half a page; and that of the parts of a
higher one, which leave less than a third of a page empty.
"""
HAUTEUR_MAXIMALE = 20.0  # cm: a page, less its caption
LIGNE = 0.42  # cm, the height of a line of label
BARRE = 0.34  # cm, the height of a bar: its label of 10 points stands on it
# cm, above the bars, under them, and for the legend of several series
MARGE_HAUTE, GRADUATIONS, LEGENDE = (0.2, 0.7, 0.75)


@frozen
class BarFrame:
    """The frame of horizontal bars, in centimetres: the height of a category, with its bars and the
    lines of its label; what stands under them all; `share`: how much of the width the labels take,
    so that they wrap and are not cut.
    """

    slot: float
    footer: float
    share: float

    def find_height(self, categories: int) -> float:
        """Return how high a chart of so many categories is: a page at most."""
        return min(HAUTEUR_MAXIMALE, self.slot * categories + MARGE_HAUTE + self.footer)

    def count_parts(self, categories: int) -> int:
        """Return in how many charts so many categories are drawn."""
        if self.find_height(categories) <= HAUTEUR_ENTIERE:
            return 1
        room = HAUTEUR_D_UNE_PARTIE - MARGE_HAUTE - self.footer
        by_part = max(1, int(room / self.slot))
        return math.ceil(categories / by_part)


def frame_bars(categories: Sequence[str], bars: int, largeur: int, *, legend: bool) -> BarFrame:
    """Return the frame of horizontal bars, `bars` for each category, for a width in EMU."""
    share = _share_labels(categories, largeur)
    room = max(8.0, (largeur / EMU_PER_CM * share - 0.2) * SIGNES_PAR_CM)
    footer = GRADUATIONS + (LEGENDE if legend else 0.0)
    labels = [LIGNE * math.ceil(len(category) / room) + 0.1 for category in categories]
    # Word shares the height evenly: every slot is as high as the highest
    slot = max(BARRE * (bars + 0.6), *labels) if labels else 1.0
    return BarFrame(slot, footer, share)


def _share_labels(categories: Sequence[str], largeur: int) -> float:
    """Return the share of the width that the labels take: just what they need on one line, else
    what two lines need.
    """
    least, wrapped_least, wrapped_most, most = LIBELLES
    needed = max(map(len, categories), default=0) / SIGNES_PAR_CM / (largeur / EMU_PER_CM)
    if needed + MARGE <= most:
        return max(least, needed + MARGE)
    return min(max(wrapped_least, needed / 2 + 2 * MARGE), wrapped_most)
