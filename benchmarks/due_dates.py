"""How long a million due dates take, half of them with a suspension, in each unit of the contract.

python benchmarks/due_dates.py [--nombre 1000000] [--tours 7]

The target of docs/rules/delivery.md#speed is 0.15 s. Both clocks are shown: that of the wall is
what she waits for, that of the processor does not see the other programs of a busy machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np

from clu_batch.records.parametres import Unite
from clu_batch.rules.jours import Dates, Nombres, build_calendrier

TARGET = 0.15


def drawn(n: int) -> tuple[Dates, Nombres, Dates, Dates]:
    """Receptions of three years, délais of 1 to 30 days, suspensions: none for half of them,
    without end for a tenth of the others.
    """
    draw = np.random.default_rng(1)
    starts = np.datetime64("2025-01-01", "D") + draw.integers(0, 1096, n).astype(
        "timedelta64[D]"
    )
    never = np.datetime64("NaT", "D")
    since = np.where(
        draw.random(n) < 0.5, never, starts + draw.integers(0, 40, n).astype("timedelta64[D]")
    )
    until = np.where(
        draw.random(n) < 0.1, never, since + draw.integers(0, 40, n).astype("timedelta64[D]")
    )
    return starts, draw.integers(1, 31, n), since, until


def main() -> None:
    """Print one line per unit: the due dates, then the counted days up to a reply."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nombre", type=int, default=1_000_000)
    parser.add_argument("--tours", type=int, default=7)
    arguments = parser.parse_args()
    starts, delays, since, until = drawn(arguments.nombre)
    days = build_calendrier("Métropole", range(2025, 2028), {dt.date(2026, 5, 15): "pont"})
    replies = starts + delays.astype("timedelta64[D]")
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(
        f"Python {platform.python_version()}, {machine}, {arguments.nombre} délais,"
        f" {arguments.tours} turns"
    )
    for unit in Unite:
        walls, processors, counts = [], [], []
        for _ in range(arguments.tours):
            wall, processor = time.perf_counter(), time.process_time()
            days.compute_echeances(starts, delays, unit, since, until)
            walls.append(time.perf_counter() - wall)
            processors.append(time.process_time() - processor)
            processor = time.process_time()
            days.count_jours(starts, replies, unit, since, until)
            counts.append(time.process_time() - processor)
        due, best = statistics.median(processors), min(walls)
        verdict = "reached" if due <= TARGET else "missed"
        print(
            f"{unit:<18} due dates {due:.3f} s of processor ({best:.3f} s at best on the wall),"
            f" target {TARGET} s {verdict}",
            end="",
        )
        print(f"; counted days {statistics.median(counts):.3f} s", flush=True)


if __name__ == "__main__":
    main()
