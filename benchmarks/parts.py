"""What the pieces of a run cost, on this machine: a chart, twenty-five letters from one template.

PYTHONPATH=$(python .ci/bibliotheques.py) python benchmarks/parts.py
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries
from clu_batch.render import Template
from clu_batch.render.chart_frame import EMU_PER_CM
from clu_batch.render.charts import draw_chart
from tests.support.word_files import modele

TURNS = 7
JOUR = dt.date(2026, 12, 10)
SITES = ("Privas", "Annonay", "Tournon")
SERIES = [ChartSeries(f"Série {n}", (0.1, 0.2, 0.3)) for n in range(4)]
GRAPHIQUE = Chart(
    "Taux par site", ChartKind.BARRES_EMPILEES, SITES, SERIES, "Un message clair."
)
LETTRE = ("Réunion du {{ date | date_longue }} à {{ lieu }} pour {{ membre }}.",) * 40


def chart() -> None:
    """One native chart, its part and its workbook."""
    draw_chart(GRAPHIQUE, 16 * EMU_PER_CM)


def letters() -> None:
    """Twenty-five letters, their template compiled once."""
    pret, _ = Template.load(
        "essai.docx", modele(*LETTRE), {"date_longue": french.format_long_date}
    )
    assert pret is not None
    for number in range(25):
        pret.render(
            {"date": JOUR, "lieu": "Nîmes", "membre": f"M{number}"},
            titre="Essai",
            createur="Préfecture",
            date=JOUR,
        )


def main() -> None:
    """Print the medians beside their goals (docs/rules/delivery.md#speed)."""
    measures: tuple[tuple[str, Callable[[], None], float], ...] = (
        ("a native chart", chart, 10.0),
        ("25 letters", letters, 250.0),
    )
    for name, work, goal in measures:
        work()  # what is loaded on the first use is not part of it
        measured = statistics.median(_milliseconds(work) for _ in range(TURNS))
        print(
            f"{name:<40}{measured:8.1f} ms   goal {goal:5.0f} ms  "
            f" {'ok' if measured <= goal else 'TOO SLOW'}"
        )


def _milliseconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()
