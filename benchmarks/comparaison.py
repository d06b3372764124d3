"""The program beside a peer that does the same job, on workbooks of growing size.

python benchmarks/comparaison.py --pair PEER.py --classeurs MAKE_WORKBOOKS.py [--tailles 2000:300
100000:20000] [--tours 3]

PEER.py is started as `PEER.py WORKBOOKS OUTPUT`, MAKE_WORKBOOKS.py as `MAKE_WORKBOOKS.py FOLDER
--answers N --complaints M`. Both programs run on the same machine, in turn, as whole processes; the
ratio of the medians is what counts, machines are noisy. What the peer needs (matplotlib,
XlsxWriter) is looked for in the Python that runs this. Under each size, the program's own steps,
from one line on its screen to the next.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-23"
"""The day of the run: before the meeting that the generator writes."""
STEP = re.compile(rb"\[\d+/\d+\] ([^\n]*?)\xe2\x80\xa6")
"""A step on the screen: `[3/7] Dossier de séance…`."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds of wall clock, megabytes at its largest, and the seconds of each
    step that it showed.
    """

    seconds: float
    megabytes: float
    steps: Mapping[str, float] = field(default_factory=dict)


def measured(command: Sequence[str], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end and weigh it; a code that is not accepted stops the measure."""
    environment = os.environ | {"CLU_SANS_PAUSE": "1", "PYTHONUTF8": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
    )
    assert process.stdout is not None  # noqa: S101 (asked for above)
    shown, moments = b"", [("démarrage", begun)]
    while read := os.read(process.stdout.fileno(), 65_536):
        shown += read
        moments += [
            (step.decode(), time.perf_counter()) for step in STEP.findall(shown)[len(moments) - 1 :]
        ]
    _, status, usage = os.wait4(process.pid, 0)
    ended = time.perf_counter()
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        sys.exit(f"{' '.join(command)}: code {code}\n{shown.decode(errors='replace')[-2000:]}")
    return Cost(ended - begun, usage.ru_maxrss / 1024, between(moments, ended))


def between(moments: Sequence[tuple[str, float]], ended: float) -> Mapping[str, float]:
    """Seconds from each moment to the next, added up when a step comes twice."""
    steps: dict[str, float] = {}
    for (name, start), end in zip(
        moments, [*(moment for _, moment in moments[1:]), ended], strict=True
    ):
        steps[name] = steps.get(name, 0) + end - start
    return steps


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure apart."""
    steps = {name: statistics.median(c.steps[name] for c in costs) for name in costs[0].steps}
    return Cost(
        statistics.median(c.seconds for c in costs),
        statistics.median(c.megabytes for c in costs),
        steps,
    )


def compare(size: str, arguments: argparse.Namespace, folder: Path) -> tuple[Cost, Cost | None]:
    """Cost of the program and of the peer on workbooks of `size` (answers:complaints)."""
    answers, complaints = size.split(":")
    workbooks = folder / "classeurs"
    measured(
        [
            sys.executable,
            str(arguments.classeurs),
            str(workbooks),
            "--answers",
            answers,
            "--complaints",
            complaints,
        ]
    )
    ours, theirs = [], []
    for turn in range(arguments.tours):
        output = folder / f"sortie-{turn}"
        door = [
            sys.executable,
            str(ROOT / "run.py"),
            "--classeurs",
            str(workbooks),
            "--sortie",
            str(output),
            "--au",
            DAY,
        ]
        ours.append(measured(door, accepted=(0, 1)))
        if arguments.pair:
            theirs.append(
                measured(
                    [
                        sys.executable,
                        str(arguments.pair),
                        str(workbooks),
                        str(folder / f"pair-{turn}"),
                    ]
                )
            )
    return median(ours), median(theirs) if theirs else None


def report(size: str, ours: Cost, peer: Cost | None) -> None:
    """One line for a size, then one per step."""
    line = f"{size:<20}{ours.seconds:9.2f} s{ours.megabytes:5.0f} MB"
    print(
        line
        + (
            f"{peer.seconds:9.2f} s{peer.megabytes:5.0f} MB{ours.seconds / peer.seconds:8.2f}"
            if peer
            else ""
        )
    )
    for name, seconds in ours.steps.items():
        print(f"    {name:<44}{seconds:6.2f} s", flush=True)


def main() -> None:
    """Print the machine, then the sizes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pair", type=Path, help="the peer program")
    parser.add_argument("--classeurs", type=Path, required=True, help="the generator of workbooks")
    parser.add_argument(
        "--tailles",
        nargs="+",
        default=["2000:300", "10000:1500", "50000:10000", "100000:20000"],
        help="answers:complaints",
    )
    parser.add_argument("--tours", type=int, default=3)
    arguments = parser.parse_args()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {machine}, {arguments.tours} turns")
    print(f"{'answers:complaints':<20}{'program':>18}{'peer':>18}{'ratio':>8}")
    for size in arguments.tailles:
        with tempfile.TemporaryDirectory() as folder:
            report(size, *compare(size, arguments, Path(folder)))


if __name__ == "__main__":
    main()
