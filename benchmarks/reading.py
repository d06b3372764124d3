"""Reading and checking a sheet of answers, beside the least that anyone must do with it: unzip it
and let expat walk through it.

python benchmarks/reading.py [--tailles 2000 10000 50000 100000 300000] [--tours 5]

Each measure is a process of its own, the two in turn; seconds are those of the processor, which
other programs disturb less than the clock, once the libraries are there. The workbook is made here:
17 columns, 500 cells of which are wrong, and all of them must be told.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clu_batch.setup import bootstrap

SAY = functools.partial(print, file=sys.stderr)  # the standard output holds the measures
bootstrap.activate([bootstrap.provide_libraries(bootstrap.build_program_need(ROOT), SAY)])

from clu_batch import check, read
from clu_batch.records import IGNORED, SHEETS
from clu_batch.rules.links import assembly, satisfaction
from tests.support.big_survey import FEUILLE, grand_classeur

FAUTES = 500
DAY = dt.date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor, megabytes at the largest, and what was counted on the way."""

    seconds: float
    megabytes: float
    counted: int


def floor(workbook: Path) -> int:
    """Unzip the sheet and walk through it; its bytes."""
    with zipfile.ZipFile(workbook) as archive:
        xml = archive.read(FEUILLE)
    expat.ParserCreate().Parse(xml, True)
    return len(xml)


def read_and_check(workbook: Path) -> int:
    """What a run does with the workbook before it counts anything; the wrong cells that are
    told.
    """
    found = check.recognise(read.read_folder(workbook.parent).sheets, SHEETS, IGNORED).by_name
    sheets = {sheet.name: sheet for sheet in SHEETS}
    echelles, questions = (
        check.check_rows(sheets[name], found[name], j=DAY, exemple=False)
        for name in ("Échelles", "Questions")
    )
    asked, _ = assembly.read_questions(echelles, questions)
    answers = sheets["Réponses"].add_columns(*satisfaction.make_columns(asked))
    return len(check.check_frame(answers, found["Réponses"], j=DAY, exemple=False).problems)


WORKS: Mapping[str, Callable[[Path], int]] = {"plancher": floor, "lecture": read_and_check}


def work(name: str, workbook: Path) -> Cost:
    """Do one of the works here and weigh it; the collector of cycles rests, as during a run."""
    gc.disable()
    begun = time.process_time()
    counted = WORKS[name](workbook)
    return Cost(time.process_time() - begun, 0, counted)


def measure(name: str, workbook: Path) -> Cost:
    """The same in another process."""
    command = [sys.executable, __file__, "--mesurer", name, str(workbook)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name}: code {process.returncode}")
    seconds, counted = json.loads(said)
    return Cost(seconds, usage.ru_maxrss / 1024, counted)


def report(answers: int, turns: int, folder: Path) -> None:
    """One line for a size."""
    workbook = folder / "satisfaction.xlsx"
    workbook.write_bytes(grand_classeur(answers, FAUTES).content)
    floors, readings = [], []
    for _ in range(turns):
        floors.append(measure("plancher", workbook))
        readings.append(measure("lecture", workbook))
    least = statistics.median(cost.seconds for cost in floors)
    ours = statistics.median(cost.seconds for cost in readings)
    pairs = zip(floors, readings, strict=True)
    ratio = statistics.median(reading.seconds / floor.seconds for floor, reading in pairs)
    peak = max(cost.megabytes for cost in readings)
    sheet, told = floors[0].counted / 1e6, readings[0].counted
    seconds = f"{least:>9.3f} s{ours:>9.3f} s{ratio:>8.2f}"
    line = f"{answers:>9}{sheet:>8.1f} MB{seconds}{peak:>8.0f} MB{told:>7} of {FAUTES}"
    print(line, flush=True)


def main() -> None:
    """Print the machine, then a line per size; or, in a process of its own, do one work and say
    what it cost.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--tailles",
        nargs="+",
        type=int,
        default=[2_000, 10_000, 50_000, 100_000, 300_000],
        help="answers",
    )
    parser.add_argument("--tours", type=int, default=5)
    parser.add_argument(
        "--mesurer", nargs=2, metavar=("OUVRAGE", "CLASSEUR"), help=argparse.SUPPRESS
    )
    arguments = parser.parse_args()
    if arguments.mesurer:
        cost = work(arguments.mesurer[0], Path(arguments.mesurer[1]))
        print(json.dumps([cost.seconds, cost.counted]))
        return
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {machine}, {arguments.tours} turns")
    titles = f"{'answers':>9}{'sheet':>11}{'floor':>11}{'program':>11}{'ratio':>8}"
    print(f"{titles}{'memory':>11}{'told':>14}")
    for answers in arguments.tailles:
        with tempfile.TemporaryDirectory() as folder:
            report(answers, arguments.tours, Path(folder))


if __name__ == "__main__":
    main()
