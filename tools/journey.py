"""Count the functions and files of the program that a typed value goes through.

    python tools/journey.py                    the three journeys through this program
    python tools/journey.py --package PATH     through another checkout of it
    python tools/journey.py setting --list     one of them, with the names of its functions

A journey is one run for the coming meeting, on a copy of the example in which one value is planted:

- **complaint**: a complaint row, to the pack and the control workbook: its N°, the day on which it
  was received, on which nothing else happens, its improvement;
- **answer**: the answers to one question, to its chart: an answer that 31 persons of 47 gave, then
  the figure 31/47 made of it, exact or as the float of a chart;
- **setting**: « Service », to the letters.

During the run `sys.setprofile` looks at each call and each return of a function of the package.

- A thing **bears** the value when it is it, when it is a text in which it is written, or when it
  leads to it through at most 2 objects (one attribute each: a record, a table, a data frame) and 3
  plain containers (rows, columns, mappings, arrays). Objects of other libraries are opaque, pandas
  and numpy apart; so are XML trees, files that are packed, iterators and functions.
- A **foreign** mark is planted too: in the other sheets, among the answers that nobody gives; so is
  another day on which nothing happens. What bears both marks, the foreign one through 2 more
  objects and containers, carries everything or says what is possible (the register, the figures of
  a meeting, a page, a calendar, a scale): it tells nothing of one value and does not count.
- A function **holds** the value when an argument, a local variable when it returns, or what it
  returns bears it; or when a function that it calls is given it or gives it.
- It **hands it on** when it holds it and what it returns or yields bears it, be it among other
  things. Those that hold it without handing it on look at it or file it: checks, counts, writers.
- It is **shared** when the package names it in several places (its own name, whatever stands
  before the dot): the others could be merged into the one place that asks for them.

A function is a `def`; its comprehensions and lambdas are part of it, but what they give stays in
it, unless it is a generator that it returns. What a dataclass generates is not counted. Nothing
depends on the names of the functions, nor on how the package says a table or a record: two states
of the program are counted alike. A run takes one to three minutes.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import datetime as dt
import enum
import io
import json
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from types import CodeType, FrameType, GeneratorType, MappingProxyType
from typing import Any
from unittest import mock

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "clu_batch"
OBJECTS, CONTAINERS = 2, 3
DEEPER = 2
"""How far a value is looked for, and how much farther the foreign mark: see the page above."""

PLANTED_WORD, FOREIGN_WORD = "zqk", "wvx"
"""They stand in no word of French, nor of the program."""
PLANTED_DAY, FOREIGN_DAY = dt.date(2026, 9, 14), dt.date(2026, 9, 16)
"""Working days of the period counted, on which nothing else is typed nor due."""
COUNTED, ASKED = 31, 47
RATE = Fraction(COUNTED, ASKED)
MONTHS = {9: "septembre"}
MEETING = "10/12/2026"

PLAIN: tuple[type, ...] = (
    list,
    tuple,
    set,
    frozenset,
    deque,
    type({}.keys()),
    type({}.values()),
)
COLUMNS = (np.ndarray, np.generic, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)
MANY = 16
"""Entries from which a container is looked into once, and again when it has grown."""


# -- what bears the value --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marks:
    """One mark, under all the forms that it takes: words, a day, numbers of that day, a rate."""

    words: tuple[str, ...]
    day: dt.date | None = None
    numbers: frozenset[float] = frozenset()
    rate: Fraction | None = None

    @classmethod
    def make(cls, word: str, day: dt.date | None = None, rate: Fraction | None = None) -> Marks:
        """Return the mark of a word, with the day and the rate that go with it."""
        words = [word, word.capitalize(), word.upper()]
        numbers: set[float] = set() if rate is None else {float(rate)}
        if day is not None:
            words += [day.isoformat(), f"{day:%d/%m/%Y}", _write_long_date(day)]
            numbers |= _number_day(day)
        return cls(tuple(words), day, frozenset(numbers), rate)

    def stand_in(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return any(word in text for word in self.words)


def _write_long_date(day: dt.date) -> str:
    """Return a date as the documents print it, with its no-break space."""
    return f"{day.day}\N{NO-BREAK SPACE}{MONTHS[day.month]} {day.year}"


def _number_day(day: dt.date) -> set[float]:
    """Return the numbers that stand for a day: Excel's, Python's, numpy's in days and seconds."""
    since_1970 = (day - dt.date(1970, 1, 1)).days
    return {
        (day - dt.date(1899, 12, 30)).days,
        day.toordinal(),
        since_1970,
        since_1970 * 86_400,
    }


class Search:
    """Looks for a mark in the values of a run.

    What was looked into is kept, so that a register or a sheet is gone through once.
    """

    def __init__(self, marks: Marks, deeper: int = 0) -> None:
        self._marks = marks
        self._farthest = (OBJECTS + deeper, CONTAINERS + deeper)
        self._known: dict[int, tuple[object, tuple[int, ...], bool]] = {}

    def is_in(self, value: object) -> bool:
        """Whether a value bears the mark."""
        return self._find(value, *self._farthest)

    def _find(self, value: object, objects: int, containers: int) -> bool:
        """Whether `value` bears the mark, through so many objects and containers at most."""
        if value is None or value is pd.NaT or isinstance(value, bool | type | enum.Enum):
            return False
        if isinstance(value, str | bytes | int | float | Fraction | dt.date):
            return _is_marked(value, self._marks)
        size = _measure(value)
        if size is None:
            return self._look(value, objects, containers)
        state = (objects, containers, *size)
        kept, seen, found = self._known.get(id(value), (None, (), False))
        if kept is value and seen == state:
            return found
        found = self._look(value, objects, containers)
        self._known[id(value)] = (value, state, found)
        return found

    def _look(self, value: object, objects: int, containers: int) -> bool:
        if isinstance(value, dict | MappingProxyType):
            entries = (*value.keys(), *value.values())
            return self._find_among(entries, objects, containers - 1)
        if isinstance(value, PLAIN) and isinstance(value, Iterable):
            return self._find_among(value, objects, containers - 1)
        if isinstance(value, pd.DataFrame):
            return self._look_in_frame(value, objects - 1, containers - 1)
        if isinstance(value, COLUMNS):
            cells = value
            # the labels of a MultiIndex are in no array
            if isinstance(value, pd.Series | pd.Index) and not isinstance(value, pd.MultiIndex):
                cells = value.array
            return self._look_in_array(np.asarray(cells), objects, containers - 1)
        if type(value).__module__.partition(".")[0] == PACKAGE:
            return self._find_among(_list_attributes(value), objects - 1, containers)
        return False

    def _find_among(self, values: Iterable[object], objects: int, containers: int) -> bool:
        if objects < 0 or containers < 0:
            return False
        return any(self._find(value, objects, containers) for value in values)

    def _look_in_frame(self, frame: pd.DataFrame, objects: int, containers: int) -> bool:
        columns = [frame.iloc[:, position] for position in range(frame.shape[1])]
        return self._find_among([frame.columns, *columns], objects, containers)

    def _look_in_array(self, cells: np.ndarray, objects: int, containers: int) -> bool:
        if containers < 0:
            return False
        if cells.dtype.kind == "O" or cells.dtype.kind in "UST":
            return self._find_among(cells.ravel().tolist(), objects, containers)
        return _is_marked_array(cells, self._marks)


@dataclass(frozen=True, slots=True)
class Bearing:
    """Tells what bears the planted mark, and what bears it without the foreign one."""

    planted: Search
    foreign: Search

    @classmethod
    def make(cls, planted: Marks, foreign: Marks) -> Bearing:
        """Return what looks for these marks."""
        return cls(Search(planted), Search(foreign, DEEPER))

    def is_borne_by(self, value: object) -> bool:
        """Whether a value bears the planted mark, and not the foreign one."""
        return self.planted.is_in(value) and not self.foreign.is_in(value)


def _is_marked(value: object, marks: Marks) -> bool:
    """Whether a value that holds nothing else is the mark, or a text with it."""
    if isinstance(value, str):
        return marks.stand_in(value)
    if isinstance(value, bytes):
        packed = value.startswith(b"PK")
        return not packed and any(word.encode() in value for word in marks.words)
    if isinstance(value, Fraction):
        return value == marks.rate
    if isinstance(value, dt.datetime):
        return value.date() == marks.day
    if isinstance(value, dt.date):
        return value == marks.day
    return value in marks.numbers


def _is_marked_array(cells: np.ndarray, marks: Marks) -> bool:
    """Whether a mark is among days or numbers."""
    if cells.dtype.kind == "M":
        return marks.day is not None and bool(
            (cells.astype("datetime64[D]") == marks.day).any()
        )
    if cells.dtype.kind in "iuf":
        return any(bool((cells == number).any()) for number in marks.numbers)
    return False


def _measure(value: object) -> tuple[int, ...] | None:
    """Return the size of what is looked into once for each size; None for what may change in
    another way, or is small.
    """
    if isinstance(value, pd.DataFrame):
        return value.shape
    if isinstance(value, (*PLAIN, dict, np.ndarray, pd.Series)):
        size = (
            int(np.size(value)) if isinstance(value, np.ndarray | pd.Series) else _count(value)
        )
        return (size,) if size >= MANY else None
    parameters = getattr(type(value), "__dataclass_params__", None)
    return () if parameters is not None and parameters.frozen else None


def _count(value: object) -> int:
    return len(value) if isinstance(value, Sized) else 0


def _list_attributes(value: object) -> Iterator[object]:
    """Give what an object of the package keeps, without running any of its code."""
    yield from getattr(value, "__dict__", {}).values()
    if isinstance(value, tuple):
        yield from value
    for kind in type(value).__mro__:
        slots = vars(kind).get("__slots__", ())
        for slot in [slots] if isinstance(slots, str) else slots:
            with contextlib.suppress(AttributeError):
                yield object.__getattribute__(value, slot)


# -- which functions hold it -----------------------------------------------------------------------


@dataclass(frozen=True, order=True, slots=True)
class Function:
    """A function of the package: its file in the package, its qualified name."""

    file: str
    name: str


INNER = re.compile(r"((\.<locals>)?\.<(listcomp|setcomp|dictcomp|genexpr|lambda)>)+$")
OF_A_FUNCTION, WITH_ALL_POSITIONAL, WITH_ALL_NAMED = 0x01, 0x04, 0x08
"""Flags of a code object: neither a module nor a class body; `*arguments`, `**arguments`."""


class Watch:
    """The profile function: notes which functions of the package in `folder` hold the value, and
    which hand it on.
    """

    def __init__(self, folder: Path, bearing: Bearing) -> None:
        self._prefix = f"{folder.as_posix()}/"
        self._bearing = bearing
        self._functions: dict[CodeType, Function | None] = {}
        self._returned: set[CodeType] = (
            set()
        )  # the generator expressions that a function returns
        self.holding: set[Function] = set()
        self.handing: set[Function] = set()

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        """Look at a call or at a return; the calls of C functions say nothing."""
        if event not in {"call", "return"}:
            return
        function = self._name(frame.f_code)
        if function is None:
            return
        caller = self._find_caller(frame)
        if event == "call":
            self._look_at_call(frame, function, caller)
        else:
            self._look_at_return(frame, function, caller, argument)

    def _look_at_call(
        self, frame: FrameType, function: Function, caller: Function | None
    ) -> None:
        if {function, caller or function} <= self.holding:
            return
        variables = frame.f_locals
        given = [variables[name] for name in _list_arguments(frame.f_code) if name in variables]
        if any(self._bearing.is_borne_by(value) for value in given):
            self.holding |= {function, caller or function}

    def _look_at_return(
        self, frame: FrameType, function: Function, caller: Function | None, result: object
    ) -> None:
        if isinstance(result, GeneratorType):
            self._returned.add(result.gi_code)
        if function in self.handing and (caller or function) in self.holding:
            return
        borne = self._bearing.is_borne_by(result)
        if borne:
            self.holding |= {function, caller or function}
        elif function not in self.holding and self._has_local(frame):
            self.holding.add(function)
        if function not in self.holding or not self._gives_to_caller(frame.f_code):
            return
        if borne or self._bearing.planted.is_in(result):
            self.handing.add(function)

    def _gives_to_caller(self, code: CodeType) -> bool:
        """Whether what a frame returns or yields leaves its function: not that of a comprehension,
        which has no frame in some versions of Python, nor of a lambda.
        """
        return INNER.search(code.co_qualname) is None or code in self._returned

    def _has_local(self, frame: FrameType) -> bool:
        values = frame.f_locals.values()
        return any(self._bearing.is_borne_by(value) for value in values)

    def _name(self, code: CodeType) -> Function | None:
        """Return the function that a code object is part of; None outside the package."""
        if code not in self._functions:
            self._functions[code] = self._make_function(code)
        return self._functions[code]

    def _make_function(self, code: CodeType) -> Function | None:
        file = code.co_filename.replace("\\", "/")
        if not file.startswith(self._prefix) or not code.co_flags & OF_A_FUNCTION:
            return None
        return Function(file.removeprefix(self._prefix), INNER.sub("", code.co_qualname))

    def _find_caller(self, frame: FrameType) -> Function | None:
        """Return the nearest function of the package that waits for this frame."""
        above = frame.f_back
        while above is not None:
            function = self._name(above.f_code)
            if function is not None:
                return function
            above = above.f_back
        return None


def _list_arguments(code: CodeType) -> tuple[str, ...]:
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & WITH_ALL_POSITIONAL) + bool(code.co_flags & WITH_ALL_NAMED)
    return code.co_varnames[:count]


# -- the example, with a value planted -------------------------------------------------------------


class Copy:
    """A copy of the example in memory, by sheet; formulas are replaced by their results."""

    def __init__(self, folder: Path) -> None:
        self._books = {
            path.name: openpyxl.load_workbook(path, data_only=True)
            for path in sorted(folder.glob("*.xlsx"))
        }
        sheets: dict[str, Worksheet] = {}
        for book in self._books.values():
            sheets |= {sheet.title: sheet for sheet in book.worksheets}
        self._sheets = sheets

    def add_row(self, sheet: str, **cells: object) -> None:
        """Add a row, its cells under their headers (`_` stands for a space)."""
        self.add_cells(sheet, {name.replace("_", " "): value for name, value in cells.items()})

    def add_cells(self, sheet: str, cells: Mapping[str, object]) -> None:
        """Add a row, its cells under their headers."""
        page = self._sheets[sheet]
        row = page.max_row + 1
        for header, value in cells.items():
            cell = page.cell(row, self._find_column(sheet, header))
            cell.value = value  # type: ignore[assignment]  # any value that openpyxl writes

    def add_column(self, sheet: str, header: str, values: Sequence[str]) -> None:
        """Add a column, these values in the last rows."""
        page = self._sheets[sheet]
        column, last = page.max_column + 1, page.max_row
        page.cell(1, column, header)
        for row, value in enumerate(values, last - len(values) + 1):
            page.cell(row, column, value)

    def replace_setting(self, name: str, value: str) -> None:
        """Type another value of a setting."""
        for label, cell, *_ in self._sheets["Paramètres"].iter_rows():
            if label.value == name:
                cell.value = value
                return
        raise LookupError(name)

    def mark_foreign(self, sheet: str, header: str) -> None:
        """Add the foreign word to each text under a header."""
        page, column = self._sheets[sheet], self._find_column(sheet, header)
        for row in range(2, page.max_row + 1):
            cell = page.cell(row, column)
            if cell.value:
                cell.value = f"{cell.value} {FOREIGN_WORD}"

    def write(self, folder: Path) -> None:
        """Write the workbooks in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, book in self._books.items():
            book.save(folder / name)

    def _find_column(self, sheet: str, header: str) -> int:
        for cell in self._sheets[sheet][1]:
            if cell.value == header:
                return int(cell.column)
        raise LookupError(f"{sheet}: {header}")


def plant_complaint(copy: Copy) -> None:
    """Plant a complaint row."""
    received = dt.datetime.combine(PLANTED_DAY, dt.time())
    cells = {
        "N°": f"{PLANTED_WORD}-1",
        "Reçue le": received,
        "Canal": "courriel",
        "Service": "Accueil général",
        "Motif": "Temps d’attente à l’accueil",
        "Nature": "réclamation",
        "Site": "Nîmes",
        "Réponse envoyée le": received + dt.timedelta(11),
        "Action d'amélioration": f"Affiche {PLANTED_WORD}",
        "Exemple": "oui",
    }
    copy.add_cells("Réclamations", cells)
    copy.mark_foreign("Questions", "Libellé")
    copy.replace_setting("Service", f"Bureau {FOREIGN_WORD}")


def plant_answer(copy: Copy) -> None:
    """Plant a question, its scale with an answer that nobody gives, and its answers."""
    scale = ((PLANTED_WORD, "satisfait"), ("Mal", "insatisfait"), (FOREIGN_WORD, "satisfait"))
    for order, (answer, meaning) in enumerate(scale, 1):
        copy.add_row(
            "Échelles",
            Échelle="Témoin",
            Réponse_possible=answer,
            Ordre=order,
            Compte_comme=meaning,
        )
    copy.add_row("Questions", Code="QZ", Libellé="La question témoin", Échelle="Témoin")
    answers = [PLANTED_WORD] * COUNTED + ["Mal"] * (ASKED - COUNTED)
    copy.add_column("Réponses", "QZ", answers)
    copy.mark_foreign("Réclamations", "Motif")
    copy.replace_setting("Service", f"Bureau {FOREIGN_WORD}")


def plant_setting(copy: Copy) -> None:
    """Plant a setting."""
    copy.replace_setting("Service", f"Bureau {PLANTED_WORD}")
    copy.mark_foreign("Questions", "Libellé")
    copy.mark_foreign("Réclamations", "Motif")


@dataclass(frozen=True, slots=True)
class Journey:
    """A value to follow: where from and where to, how it is planted, its marks."""

    title: str
    plant: Callable[[Copy], None]
    planted: Marks
    foreign: Marks


JOURNEYS = {
    "complaint": Journey(
        "a complaint row → pack and control workbook",
        plant_complaint,
        Marks.make(PLANTED_WORD, PLANTED_DAY),
        Marks.make(FOREIGN_WORD, FOREIGN_DAY),
    ),
    "answer": Journey(
        "an answer → chart",
        plant_answer,
        Marks.make(PLANTED_WORD, rate=RATE),
        Marks.make(FOREIGN_WORD),
    ),
    "setting": Journey(
        "a setting → letter", plant_setting, Marks.make(PLANTED_WORD), Marks.make(FOREIGN_WORD)
    ),
}


def write_copy(source: Path, journey: Journey, folder: Path) -> None:
    """Write the example with the value of the journey planted, and the foreign marks."""
    copy = Copy(source)
    journey.plant(copy)
    copy.mark_foreign("Composition", "Fonction")
    copy.mark_foreign("Réunions", "Lieu")
    copy.mark_foreign("Ordre du jour", "Point")
    copy.mark_foreign("Engagements", "Engagement")
    copy.write(folder)


# -- a run, watched --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """The functions of a journey."""

    holding: Collection[Function]
    handing: Collection[Function]
    shared: Collection[Function] = ()


KINDS = [field.name for field in fields(Count)]


def watch_run(package: Path, journey: Journey, work: Path) -> Count:
    """Run the program that stands in `package` on a copy of its example, in this process."""
    write_copy(package / "workbooks", journey, work / "workbooks")
    for name in ("templates", "workbooks/annexes"):
        shutil.copytree(package / name, work / name)
    folders = [f"--{option}={work / name}" for option, name in FOLDERS.items()]
    sys.argv = [PACKAGE, *folders, f"--reunion={MEETING}", "--sans-pause"]
    sys.path.insert(0, str(package))
    at_once = mock.patch.object(ThreadPoolExecutor, "submit", _do_at_once)
    watch = Watch(package / PACKAGE, Bearing.make(journey.planted, journey.foreign))
    said = io.StringIO()
    code: object = None
    sys.setprofile(watch)
    try:
        with at_once, contextlib.redirect_stdout(said):
            runpy.run_module(PACKAGE, run_name="__main__")
    except SystemExit as end:
        code = end.code
    finally:
        sys.setprofile(None)
    if code not in {0, 1}:
        raise RuntimeError(f"the run ended with {code}:\n{said.getvalue()}")
    shared = list_shared(package / PACKAGE, watch.handing)
    return Count(watch.holding, watch.handing, shared)


def list_shared(package: Path, functions: Collection[Function]) -> list[Function]:
    """List the functions that are asked for, or handed over, in several places of a package."""
    named = Counter[str]()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                named[node.id] += 1
            elif isinstance(node, ast.Attribute):
                named[node.attr] += 1
    return [one for one in functions if named[one.name.rpartition(".")[2]] > 1]


def _do_at_once(_: ThreadPoolExecutor, work: Callable[..., Any], *given: Any) -> Future[Any]:
    """Do here what was to be done beside, so that it is watched too."""
    done = Future[Any]()
    done.set_result(work(*given))
    return done


FOLDERS = {"classeurs": "workbooks", "modeles": "templates", "sortie": "output"}


def count_in_child(package: Path, name: str) -> Count:
    """Count a journey in a process of its own, so that nothing of another one is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "journey.json"
        words = [name, "--package", str(package), "--into", str(result)]
        subprocess.run([sys.executable, __file__, *words], check=True)
        found = json.loads(result.read_text("utf-8"))
    return Count(*([Function(*pair) for pair in found[kind]] for kind in KINDS))


def write_count(package: Path, name: str, result: Path) -> None:
    """Count a journey here, and write its functions in a file."""
    with tempfile.TemporaryDirectory() as folder:
        count = watch_run(package, JOURNEYS[name], Path(folder))
    found = {kind: _sort(getattr(count, kind)) for kind in KINDS}
    result.write_text(json.dumps(found), "utf-8")


def _sort(functions: Collection[Function]) -> list[tuple[str, str]]:
    return [(function.file, function.name) for function in sorted(functions)]


# -- what is shown ---------------------------------------------------------------------------------


def show_table(counts: Mapping[str, Count]) -> Iterator[str]:
    """Give the lines of the table: journey, functions and files."""
    yield f"{'':45}{'hold it':>17}{'hand it on':>17}{'and are shared':>17}"
    yield f"{'':45}" + f"{'functions':>11}{'files':>6}" * len(KINDS)
    for name, count in counts.items():
        figures = ""
        for functions in (count.holding, count.handing, count.shared):
            files = {function.file for function in functions}
            figures += f"{len(functions):>11}{len(files):>6}"
        yield f"{JOURNEYS[name].title:45}{figures}"


def show_functions(name: str, count: Count) -> Iterator[str]:
    """Give the functions of a journey, by file; those that hand the value on bear a star."""
    yield f"\n{JOURNEYS[name].title} (* hands it on):"
    for function in sorted(count.holding):
        star = "*" if function in count.handing else " "
        yield f"  {star} {function.file}: {function.name}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of the journeys that are named, or of all."""
    parser = argparse.ArgumentParser(
        description="The functions that a typed value goes through."
    )
    parser.add_argument("journeys", nargs="*", metavar="journey", help=", ".join(JOURNEYS))
    parser.add_argument("--package", type=Path, default=ROOT, help="the checkout to count")
    parser.add_argument("--list", "--liste", action="store_true", help="name the functions")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    names = options.journeys or list(JOURNEYS)
    unknown = sorted(set(names) - set(JOURNEYS))
    if unknown:
        parser.error(f"unknown journey: {', '.join(unknown)}")
    package = options.package.resolve()
    if options.into:
        write_count(package, names[0], options.into)
        return 0
    with ThreadPoolExecutor() as side_by_side:
        found = side_by_side.map(lambda name: count_in_child(package, name), names)
        counts = dict(zip(names, found, strict=True))
    lines = list(show_table(counts))
    if options.list:
        for name, count in counts.items():
            lines += show_functions(name, count)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
