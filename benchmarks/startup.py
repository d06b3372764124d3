"""How long the door takes, on this machine: the first line, the first step, and the overhead of the
private library folder.

python benchmarks/startup.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clu_batch.setup import bootstrap

TURNS = 15


def until(mark: bytes, *words: str) -> float:
    """Seconds from the start of the process to the first line that holds `mark`."""
    begun = time.perf_counter()
    command = [sys.executable, str(ROOT / "run.py"), *words]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUTF8": "1"},
    ) as run:
        assert run.stdout is not None
        shown = b""
        while mark not in shown and (read := os.read(run.stdout.fileno(), 4096)):
            shown += read
        waited = time.perf_counter() - begun
        run.stdout.read()
    return waited


def whole(words: list[str]) -> float:
    """Seconds of a whole process."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
        env=os.environ,
    )
    return time.perf_counter() - begun


def overhead() -> float:
    """Seconds to find and activate libraries that are already there."""
    begun = time.perf_counter()
    bootstrap.activate([bootstrap.provide_libraries(bootstrap.build_program_need(ROOT), print)])
    return time.perf_counter() - begun


def main() -> None:
    """Print the medians beside their goals (docs/rules/delivery.md#speed)."""
    overhead()  # installs when needed
    with tempfile.TemporaryDirectory() as output:
        steps = [until(b"[1/", "verifier", "--sortie", output) for _ in range(TURNS)]
    ms = 1000
    empty = statistics.median(whole(["-c", ""]) for _ in range(TURNS)) * ms
    rows = [
        (
            "first line on the screen",
            statistics.median(until(b"\n", "--aide") for _ in range(TURNS)) * ms,
            200.0,
        ),
        ("first step on the screen", statistics.median(steps) * ms, 500.0),
        (
            "the door without its work, beyond an empty Python",
            statistics.median(whole([str(ROOT / "run.py"), "--aide"]) for _ in range(TURNS))
            * ms
            - empty,
            500.0,
        ),
        (
            "libraries already there",
            statistics.median(overhead() for _ in range(TURNS)) * ms,
            50.0,
        ),
    ]
    print(f"{'an empty Python':<52}{empty:8.1f} ms")
    for name, measured, goal in rows:
        print(
            f"{name:<52}{measured:8.1f} ms   goal {goal:5.0f} ms  "
            f" {'ok' if measured <= goal else 'TOO SLOW'}"
        )


if __name__ == "__main__":
    main()
