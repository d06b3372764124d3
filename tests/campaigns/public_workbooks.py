"""Workbooks of others, cell by cell, beside what openpyxl gives of the same file.

    python -m tests.campaigns.public_workbooks FOLDER [--detail]

Every `.xlsx` and `.xlsm` under the folder is read twice, in a process of its own: by `read`, and by
openpyxl as it comes, with the values that Excel kept of the formulas. A cell holds the same, or is
told, or differs: refusals are counted by the code of their problem, differences by their kind. A
reading of ours beyond what a workbook may take is told as `lent`; one of openpyxl is ended. With
`--detail`, each file that is not the same is named, with its first cells. Thousands of such files
stand in the tests of the libraries that read or write workbooks (apache/poi, ClosedXML,
PhpSpreadsheet, XlsxWriter, roo…): a clone of these is such a folder.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import re
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from unittest import mock

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.frames import RawSheet
from clu_batch.read import FolderContent, read_folder
from tests.campaigns.damaged_workbooks import seeds, warm
from tests.support.isolation import SECONDS, verdicts
from tests.support.witness import Damaged, list_tables

SUFFIXES = frozenset({".xlsx", ".xlsm"})
LU = "lu"
EMPTY = (None, "")
DAY = 86_400_000
SHOWN = 3
"""Cells of one kind that are shown for a sheet."""
SLOW = re.compile(r"[\d.]+ (?:s|MB)")
"""A fault of the time or of the memory, of which openpyxl takes the most."""

Place = tuple[int, int]
Difference = tuple[str, Place, str]
"""Its kind, the cell, what each reader gives."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEMPS = (dt.date, dt.time, dt.timedelta)


def compare(folder: Path, patience: float = 0) -> list[str]:
    """Compare the two readings of the workbook that stands alone in a folder: what became of it,
    then each kind of difference, with its first cells. `patience`: seconds of openpyxl.
    """
    start = time.process_time()
    ours = read_folder(folder)
    taken = time.process_time() - start
    slow = [f"lent: {taken:.1f} s"] if taken > SECONDS else []
    told = " ".join(sorted({problem.code for problem in ours.problems}))
    (path,) = folder.iterdir()
    try:
        with _ended_after(patience):
            theirs = _open(path)
    except Exception as error:
        return [f"openpyxl: {type(error).__name__} / {told or LU}", *slow]
    tables = _list_tables(path, cast("list[Worksheet]", theirs.worksheets))
    return [told or LU, *slow, *_compare_sheets(ours, tables, theirs.epoch)]


@contextlib.contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` in what takes more of the processor; 0: never."""

    def end(*_: object) -> None:
        raise TimeoutError

    if seconds:
        signal.signal(signal.SIGPROF, end)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if seconds:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _open(path: Path) -> Workbook:
    """The workbook, without the addresses that openpyxl puts in the empty cells that have a
    link.
    """
    with warnings.catch_warnings(), mock.patch.object(WorksheetReader, "bind_hyperlinks"):
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=True)


def _list_tables(path: Path, sheets: list[Worksheet]) -> list[Worksheet]:
    """The sheets that are neither dialogs nor old macros, which openpyxl gives as tables."""
    try:
        tables = list_tables(path.read_bytes())
    except Damaged:
        return sheets
    return [sheet for sheet in sheets if sheet.title in tables]


def _compare_sheets(
    ours: FolderContent, theirs: list[Worksheet], epoch: dt.datetime
) -> Iterator[str]:
    raws = {raw.name: raw for raw in ours.sheets}
    for sheet in theirs:
        raw = raws.get(sheet.title)
        told = {
            problem.place.cell
            for problem in ours.problems
            if problem.place.sheet in {"", sheet.title}
        }
        if raw is not None and not raw.illisible:
            yield from _summarise(sheet.title, list(_compare_cells(raw, sheet, told, epoch)))
        elif not told:
            yield f"feuille perdue: {sheet.title!r}"


def _summarise(title: str, found: list[Difference]) -> Iterator[str]:
    """A line for each kind of difference of a sheet, with its first cells."""
    counts = Counter(kind for kind, _, _ in found)
    for kind, count in counts.items():
        firsts = [f"{place}: {said}" for what, place, said in found if what == kind][:SHOWN]
        yield f"{kind}: {title!r}, {count} cells, {' | '.join(firsts)}"


def _compare_cells(
    raw: RawSheet, sheet: Worksheet, told: set[str], epoch: dt.datetime
) -> Iterator[Difference]:
    """The cells that differ; openpyxl empties those that a merged one covers."""
    covered = {place for area in sheet.merged_cells.ranges for place in list(area.cells)[1:]}
    left = {
        (line, column): value
        for line, row in enumerate(raw.list_rows(), 1)
        for column, value in enumerate(row, 1)
        if value not in EMPTY and (line, column) not in covered
    }
    filled = {place: cell for place, cell in sheet._cells.items() if cell.value not in EMPTY}
    right = {
        place: _Error(cell.value) if cell.data_type == "e" else cell.value
        for place, cell in filled.items()
        if cell.coordinate not in told
    }
    for place in sorted((left.keys() | right.keys()) - raw.illisibles.keys()):
        ours, theirs = left.get(place), right.get(place)
        kind = _name_difference(ours, theirs, epoch)
        if place in raw.errors and ours is None:
            kind = None if isinstance(theirs, _Error) else "dite en erreur"
        if kind:
            yield kind, place, f"{ours!r} / {theirs!r}"


class _Error(str):
    """What a cell in error shows."""

    __slots__ = ()


def _name_difference(ours: object, theirs: object, epoch: dt.datetime) -> str | None:
    """The kind of a difference; None when both readers say the same of a cell."""
    if isinstance(ours, str) and isinstance(theirs, str) and not isinstance(theirs, _Error):
        said = {_settle(theirs), _settle(_decode(theirs))}  # it loses what marks an escape
        return None if _settle(ours) in said else "texte"
    if _convert(ours, epoch) == _convert(theirs, epoch):
        return None
    if ours is None and isinstance(theirs, str) and not theirs.strip():
        return None
    if ours is None or theirs is None:
        return "perdue" if ours is None else "en plus"
    return f"{type(ours).__name__} / {type(theirs).__name__}"


def _decode(text: str) -> str:
    """A text of openpyxl once its escapes are signs."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _settle(text: str) -> str:
    """A text once its ends of line are of one kind, and no blank stands around it: one that is not
    said to be kept is none for Excel.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _convert(value: object, epoch: dt.datetime) -> object:
    """A date, an hour or a duration in milliseconds, counted as Excel does; any other value, and
    whether it is a truth value.
    """
    if isinstance(value, _TEMPS):
        day = to_excel(value, epoch)  # type: ignore[no-untyped-call]  # of the library
        return round(day * DAY)
    return value, isinstance(value, bool)


def tried(folder: Path, path: Path) -> Callable[[], str]:
    """The work on a file, alone in a folder."""
    place = Path(tempfile.mkdtemp(dir=folder))
    shutil.copy(path, place / f"classeur{path.suffix.lower()}")
    return lambda: "\n".join(compare(place, 2 * SECONDS))


def campaign(folder: Path, detail: bool) -> int:
    """Compare them all and tell what was counted; the number of those that went wrong."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    outcomes, kinds, wrong = Counter[str](), Counter[str](), 0
    with tempfile.TemporaryDirectory() as name:
        warm(Path(name), seeds())
        for verdict in verdicts(files, lambda path: tried(Path(name), path)):
            fault = "" if SLOW.fullmatch(verdict.fault) else verdict.fault
            outcome, *differences = (fault or verdict.said).splitlines() or [""]
            outcomes[outcome] += 1
            kinds.update({difference.partition(":")[0] for difference in differences})
            wrong += bool(fault or differences)
            if detail and (differences or outcome != LU):
                said = "\n    ".join([outcome, *differences])
                sys.stdout.write(f"{verdict.item.relative_to(folder)}: {said}\n")
    for counted in (outcomes, kinds):
        sys.stdout.writelines(f"{count:6d}  {what}\n" for what, count in counted.most_common())
    sys.stdout.write(f"{len(files)} workbooks, {wrong} wrong\n")
    return wrong


def main() -> int:
    """Compare the workbooks of the folder that is named; 1 when one went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--detail", action="store_true", help="name each file that differs")
    arguments = parser.parse_args()
    return min(1, campaign(arguments.folder, arguments.detail))


if __name__ == "__main__":
    sys.exit(main())
