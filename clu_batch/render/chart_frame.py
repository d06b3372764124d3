"""The frame of a chart: how high it is, and the room that the labels of its bars keep."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.chart.layout import Layout, ManualLayout

EMU_PER_CM = 360_000
LIBELLES = (0.2, 0.36, 0.5)
"""The share of the width that the labels of horizontal bars take: at least, at most on two lines,
at most on one line.
"""

SIGNES_PAR_CM = 5.2  # of Arial 10
HAUTEUR_VERTICALE = int(6.2 * EMU_PER_CM)
"""The height of columns and curves."""
HAUTEUR_MAXIMALE = 20.0  # cm: a page, less its caption
LIGNE = 0.42  # cm, the height of a line of label
BARRE = 0.34  # cm, the height of a bar: its label of 10 points stands on it
# cm, above the bars, under them, and for the legend of several series
MARGE_HAUTE, GRADUATIONS, LEGENDE = (0.2, 0.7, 0.75)


def frame_bars(
    categories: Sequence[str], bars: int, largeur: int, *, legend: bool
) -> tuple[int, Layout]:
    """Return the height of horizontal bars, in EMU, and the inner area where they stand.

    The height gives each category its bars, side by side, and the lines of its label. The area
    keeps the room of the labels, so that they wrap and are not cut.
    """
    share = _share_labels(categories, largeur)
    room = max(8.0, (largeur / EMU_PER_CM * share - 0.2) * SIGNES_PAR_CM)
    footer = GRADUATIONS + (LEGENDE if legend else 0.0)
    labels = [LIGNE * math.ceil(len(category) / room) + 0.1 for category in categories]
    # Word shares the height evenly: every slot is as high as the highest
    slot = max(BARRE * (bars + 0.6), *labels) if labels else 1.0
    wanted = slot * len(categories) + MARGE_HAUTE + footer
    hauteur = int(min(HAUTEUR_MAXIMALE, wanted) * EMU_PER_CM)
    return hauteur, _place_plot(share, hauteur / EMU_PER_CM, footer)


def _share_labels(categories: Sequence[str], largeur: int) -> float:
    """Return the share of the width that the labels take: just what they need on one line, else
    what two lines need.
    """
    least, wrapped, most = LIBELLES
    longest = (
        max(map(len, categories), default=0) / SIGNES_PAR_CM / (largeur / EMU_PER_CM) + 0.03
    )
    return wrapped if longest > most else max(least, longest)


def _place_plot(share: float, height: float, footer: float) -> Layout:
    return Layout(
        ManualLayout(
            layoutTarget="inner",
            xMode="edge",
            yMode="edge",
            x=share,
            y=MARGE_HAUTE / height,
            w=0.95 - share,
            h=(height - MARGE_HAUTE - footer) / height,
        )
    )
