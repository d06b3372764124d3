"""Work on each of many items, each in a process of its own: an abort, a loop without end or a
runaway memory is a verdict on that item.

POSIX only: the process is copied (`fork`) with the libraries already loaded, so that thousands of
copies cost a few milliseconds each.
"""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NoReturn, TypeVar

# what one workbook may take (docs/rules/delivery.md#hostile-input), of processor: other work may
# share the machine
SECONDS = 5.0
# what it may add to the memory of the process (docs/rules/delivery.md#hostile-input)
MEGABYTES = 500
# seconds of the clock after which a process is ended: beyond SECONDS, so that a slow one is told
# from an endless one
PATIENCE = 30.0
# bytes of address space that it may add: beyond MEGABYTES, so that the excess is measured, not
# caught
FENCE = 3 * MEGABYTES * 2**20

Item = TypeVar("Item")
Work = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Verdict(Generic[Item]):
    """How the work on an item ended: `fault` is empty when all went well, `said` is what the work
    returned.
    """

    item: Item
    fault: str
    said: str
    seconds: float
    megabytes: float


@dataclass(slots=True)
class _Copy(Generic[Item]):
    """A process at work: what it has said so far, in three parts: bytes held before, seconds taken,
    text.
    """

    item: Item
    pid: int
    start: float
    heard: bytes = b""

    def verdict(self) -> Verdict[Item]:
        """Wait for its end, ending it when its time is over."""
        ended = time.perf_counter() - self.start < PATIENCE
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        before, seconds, text = [
            *self.heard.decode("utf-8", "replace").split("\n", 2),
            "",
            "",
            "",
        ][:3]
        grown = (usage.ru_maxrss * 1024 - int(before or usage.ru_maxrss * 1024)) / 2**20
        taken = float(seconds or 0)
        return Verdict(self.item, _fault(status, ended, taken, grown, text), text, taken, grown)


def _fault(status: int, ended: bool, seconds: float, grown: float, text: str) -> str:
    if not ended:
        return f"no end within {PATIENCE:.0f} s"
    if os.WIFSIGNALED(status):
        return f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    if os.WEXITSTATUS(status):
        return f"exception\n{text}"
    if seconds > SECONDS:
        return f"{seconds:.1f} s"
    return f"{grown:.0f} MB" if grown > MEGABYTES else ""


def verdicts(
    items: Iterable[Item], prepare: Callable[[Item], Work], processes: int = 2
) -> Iterator[Verdict[Item]]:
    """The verdict on each item as it comes, so many at once; what `prepare` does is neither timed
    nor measured.
    """
    waiting, at_work = iter(items), dict[int, _Copy[Item]]()
    while True:
        while len(at_work) < processes:
            try:
                item = next(waiting)
            except StopIteration:
                break
            reading, copy = _start(item, prepare)
            at_work[reading] = copy
        if not at_work:
            return
        for reading in _finished(at_work):
            os.close(reading)
            yield at_work.pop(reading).verdict()


def _start(item: Item, prepare: Callable[[Item], Work]) -> tuple[int, _Copy[Item]]:
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _work(item, prepare, writing)
    os.close(writing)
    return reading, _Copy(item, pid, time.perf_counter())


def _work(item: Item, prepare: Callable[[Item], Work], writing: int) -> NoReturn:
    """The life of a copy."""
    import resource  # noqa: PLC0415 (absent of Windows)

    code = 1
    with os.fdopen(writing, "w", encoding="utf-8", errors="replace") as stream:
        try:
            work = prepare(item)
            size, resident = _memory()
            resource.setrlimit(resource.RLIMIT_AS, (size + FENCE, size + FENCE))
            print(resident, file=stream, flush=True)
            start = time.process_time()
            said = work()
            stream.write(f"{time.process_time() - start}\n{said}")
            code = 0
        except BaseException:  # whatever it is, the parent process tells it
            stream.write("0\n" + traceback.format_exc())
    os._exit(code)


def _memory() -> tuple[int, int]:
    """Bytes of address space, and of memory, that this process holds."""
    size, resident, *_ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    page = os.sysconf("SC_PAGESIZE")
    return int(size) * page, int(resident) * page


def _finished(at_work: dict[int, _Copy[Item]]) -> list[int]:
    """The copies that have said everything, or have no time left; the others are listened to
    meanwhile.
    """
    ready, _, _ = select.select(list(at_work), [], [], 0.5)
    done = []
    for reading, copy in at_work.items():
        more = os.read(reading, 65536) if reading in ready else None
        copy.heard += more or b""
        if more == b"" or time.perf_counter() - copy.start >= PATIENCE:
            done.append(reading)
    return done
