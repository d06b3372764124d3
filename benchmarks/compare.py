"""The program beside an ordinary program that does the same job, on workbooks of growing size.

python benchmarks/compare.py [--tailles 2000:300 100000:20000] [--tours 3] [--classeurs MAKER.py]
[--pair PEER.py]

The workbooks are made by benchmarks/make_workbooks.py, and the peer is
benchmarks/ordinary_program.py, unless others are given: a maker is started as
`MAKER.py FOLDER --answers N --complaints M`, a peer as `PEER.py WORKBOOKS OUTPUT`. Both programs
run on the same machine, in turn, as whole processes; the ratio of the medians is what counts, for
machines are noisy. What the maker and the peer need
(benchmarks/requirements.txt) is looked for in the Python that runs this. Under each size, the
program's own steps, from one line on its screen to the next.
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

HERE = Path(__file__).resolve().parent
DOOR = HERE.parent / "run.py"
SIZES = ("2000:300", "10000:1500", "50000:10000", "100000:20000")
DAY = "2026-11-23"
"""The day of the run: before the meeting that the maker writes."""
STEP = re.compile(rb"\[\d+/\d+\] ([^\n]*?)\xe2\x80\xa6")
"""A step on the screen: `[3/7] Dossier de séance…`."""


Moment = tuple[str, float]
"""A step, and when it began."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds of wall clock, megabytes at its largest, seconds per step."""

    seconds: float
    megabytes: float
    steps: Mapping[str, float] = field(default_factory=dict)


def measure(command: Sequence[str | Path], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end and weigh it; a code that is not accepted stops the measure."""
    environment = os.environ | {"CLU_SANS_PAUSE": "1", "PYTHONUTF8": "1"}
    # A secretary's Python keeps what it compiled; compiling the program anew is 0.2 s of each run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
    )
    assert process.stdout is not None
    moments, shown = watch_steps(process.stdout.fileno(), begun)
    _, status, usage = os.wait4(process.pid, 0)
    ended = time.perf_counter()
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        typed = " ".join(map(str, command))
        sys.exit(f"{typed}: code {code}\n{shown.decode(errors='replace')[-2000:]}")
    return Cost(ended - begun, usage.ru_maxrss / 1024, time_steps(moments, ended))


def watch_steps(output: int, begun: float) -> tuple[list[Moment], bytes]:
    """Read what a process says to its end; give the moment of each step, and all that it said."""
    moments, shown = [("démarrage", begun)], b""
    while True:
        read = os.read(output, 65_536)
        if not read:
            return moments, shown
        shown += read
        now = time.perf_counter()
        already = len(moments) - 1
        begun_now = STEP.findall(shown)[already:]
        moments += [(step.decode(), now) for step in begun_now]


def time_steps(moments: Sequence[Moment], ended: float) -> Mapping[str, float]:
    """Time each step, up to the next; those of one name are added up."""
    steps: dict[str, float] = {}
    ends = [moment for _, moment in moments[1:]]
    for (name, start), end in zip(moments, [*ends, ended], strict=True):
        steps[name] = steps.get(name, 0) + end - start
    return steps


def take_median(costs: Sequence[Cost]) -> Cost:
    """Take the median of each figure apart."""
    steps = {}
    for name in costs[0].steps:
        steps[name] = statistics.median(cost.steps[name] for cost in costs)
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.megabytes for cost in costs),
        steps,
    )


def compare(size: str, asked: argparse.Namespace, folder: Path) -> tuple[Cost, Cost]:
    """Weigh the program and the peer on workbooks of `size` (answers:complaints)."""
    answers, complaints = size.split(":")
    workbooks = folder / "classeurs"
    numbers = ("--answers", answers, "--complaints", complaints)
    measure([sys.executable, asked.classeurs, workbooks, *numbers])
    program: list[str | Path] = [sys.executable, DOOR, "--classeurs", workbooks, "--au", DAY]
    peer: list[str | Path] = [sys.executable, asked.pair, workbooks]
    ours, theirs = [], []
    for turn in range(asked.tours):
        ours.append(measure([*program, "--sortie", folder / f"sortie-{turn}"], accepted=(0, 1)))
        theirs.append(measure([*peer, folder / f"pair-{turn}"]))
    return take_median(ours), take_median(theirs)


def report(size: str, ours: Cost, peer: Cost) -> None:
    """Print one line for a size, then one per step."""
    line = f"{size:<20}"
    for cost in (ours, peer):
        line += f"{cost.seconds:9.2f} s{cost.megabytes:5.0f} MB"
    print(f"{line}{ours.seconds / peer.seconds:8.2f}")
    for name, seconds in ours.steps.items():
        print(f"    {name:<44}{seconds:6.2f} s", flush=True)


def main() -> None:
    """Print the machine, then the sizes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    maker, peer = HERE / "make_workbooks.py", HERE / "ordinary_program.py"
    parser.add_argument("--classeurs", type=Path, default=maker, help="the maker of workbooks")
    parser.add_argument("--pair", type=Path, default=peer, help="the peer program")
    parser.add_argument("--tailles", nargs="+", default=SIZES, help="answers:complaints")
    parser.add_argument("--tours", type=int, default=3)
    asked = parser.parse_args()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {machine}, {asked.tours} turns")
    print(f"{'answers:complaints':<20}{'program':>18}{'peer':>18}{'ratio':>8}")
    for size in asked.tailles:
        with tempfile.TemporaryDirectory() as folder:
            report(size, *compare(size, asked, Path(folder)))


if __name__ == "__main__":
    main()
