"""The frame of a chart: how high it is, and the room that the labels of its bars keep."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.chart.layout import Layout, ManualLayout

from clu_batch.kernel.content import Chart, ChartKind, ChartSeries

EMU_PER_CM = 360_000
LIBELLES = (0.2, 0.36, 0.5)
"""The share of the width that the labels of horizontal bars take: at least, at most on two lines,
at most on one line.
"""

SIGNES_PAR_CM = 5.2  # of Arial 10
HAUTEUR_VERTICALE = 6.2  # cm, of columns and curves
HAUTEUR_MAXIMALE = 20.0  # cm: a page, less its caption
LIGNE = 0.42  # cm, the height of a line of label
BARRE = 0.4  # cm, the height of a bar: its label of 10 points stands on it
# cm, above the bars, under them, and for the legend of several series
MARGE_HAUTE, GRADUATIONS, LEGENDE = (0.2, 0.7, 0.75)

HORIZONTALES = (ChartKind.BARRES, ChartKind.BARRES_GROUPEES, ChartKind.BARRES_EMPILEES)


def compute_label_share(categories: Sequence[str], largeur: int) -> float:
    """Return the share of the width that the labels take.

    It is just what they need on one line, else what two lines need.
    """
    least, wrapped, most = LIBELLES
    longest = max(map(len, categories), default=0) / SIGNES_PAR_CM / (largeur / EMU_PER_CM) + 0.03
    return wrapped if longest > most else max(least, longest)


def compute_footer_height(series: Sequence[ChartSeries]) -> float:
    """Return the height under the bars, in cm: the scale, and the legend when there is one."""
    return GRADUATIONS + (LEGENDE if len(series) > 1 else 0.0)


def compute_height(
    graphique: Chart, categories: Sequence[str], series: Sequence[ChartSeries], largeur: int
) -> int:
    """Return a height, in EMU, that gives each category its bars and the lines of its label."""
    if graphique.genre not in HORIZONTALES:
        return int(HAUTEUR_VERTICALE * EMU_PER_CM)
    room = max(
        8.0, (largeur / EMU_PER_CM * compute_label_share(categories, largeur) - 0.2) * SIGNES_PAR_CM
    )
    bars = 1 if graphique.genre is ChartKind.BARRES_EMPILEES else len(series)
    slots = [
        max(BARRE * (bars + 0.6), LIGNE * math.ceil(len(category) / room) + 0.1)
        for category in categories
    ]
    # Word shares the height evenly: every slot is as high as the highest.
    return int(
        min(
            HAUTEUR_MAXIMALE,
            max(slots, default=1.0) * len(categories) + MARGE_HAUTE + compute_footer_height(series),
        )
        * EMU_PER_CM
    )


def place_plot(part: float, haut: int, bas: float) -> Layout:
    """Return the inner area of horizontal bars: the labels keep their room, so that they wrap and
    are not cut.
    """
    height = haut / EMU_PER_CM
    return Layout(
        ManualLayout(
            layoutTarget="inner",
            xMode="edge",
            yMode="edge",
            x=part,
            y=MARGE_HAUTE / height,
            w=0.95 - part,
            h=(height - MARGE_HAUTE - bas) / height,
        )
    )
