"""The program beside a peer that does the same job, on workbooks of growing size.

python benchmarks/comparaison.py --pair PEER.py --classeurs MAKE_WORKBOOKS.py [--tailles 2000:300 100000:20000] [--tours 3]

PEER.py is started as `PEER.py WORKBOOKS OUTPUT`, MAKE_WORKBOOKS.py as `MAKE_WORKBOOKS.py FOLDER --answers N --complaints M`. Both
programs run on the same machine, in turn, as whole processes; the ratio of the medians is what counts, machines are noisy. What the peer
needs (matplotlib, XlsxWriter) is looked for in the Python that runs this.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-23"
"""The day of the run: before the meeting that the generator writes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds of wall clock, and megabytes at its largest."""

    seconds: float
    megabytes: float


def measured(command: Sequence[str], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end and weigh it; a code that is not accepted stops the measure."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=os.environ | {"CLU_SANS_PAUSE": "1"}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        code = os.waitstatus_to_exitcode(status)
        if code not in accepted:
            output.seek(0)
            sys.exit(f"{' '.join(command)}: code {code}\n{output.read().decode(errors='replace')[-2000:]}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure apart."""
    return Cost(statistics.median(c.seconds for c in costs), statistics.median(c.megabytes for c in costs))


def compare(size: str, arguments: argparse.Namespace, folder: Path) -> tuple[Cost, Cost | None]:
    """Cost of the program and of the peer on workbooks of `size` (answers:complaints)."""
    answers, complaints = size.split(":")
    workbooks = folder / "classeurs"
    measured([sys.executable, str(arguments.classeurs), str(workbooks), "--answers", answers, "--complaints", complaints])
    ours, theirs = [], []
    for turn in range(arguments.tours):
        output = folder / f"sortie-{turn}"
        door = [sys.executable, str(ROOT / "run.py"), "--classeurs", str(workbooks), "--sortie", str(output), "--au", DAY]
        ours.append(measured(door, accepted=(0, 1)))
        if arguments.pair:
            theirs.append(measured([sys.executable, str(arguments.pair), str(workbooks), str(folder / f"pair-{turn}")]))
    return median(ours), median(theirs) if theirs else None


def main() -> None:
    """Print one line per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pair", type=Path, help="the peer program")
    parser.add_argument("--classeurs", type=Path, required=True, help="the generator of workbooks")
    parser.add_argument(
        "--tailles", nargs="+", default=["2000:300", "10000:1500", "50000:10000", "100000:20000"], help="answers:complaints"
    )
    parser.add_argument("--tours", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{'answers:complaints':<20}{'program':>18}{'peer':>18}{'ratio':>8}")
    for size in arguments.tailles:
        with tempfile.TemporaryDirectory() as folder:
            ours, peer = compare(size, arguments, Path(folder))
        line = f"{size:<20}{ours.seconds:9.2f} s{ours.megabytes:5.0f} MB"
        print(line + (f"{peer.seconds:9.2f} s{peer.megabytes:5.0f} MB{ours.seconds / peer.seconds:8.2f}" if peer else ""), flush=True)


if __name__ == "__main__":
    main()
