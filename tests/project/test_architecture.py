"""The drawing of the program, held true: imports only go down, each side effect has its room
(docs/architecture.md).
"""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from tests.support.folders import ROOT
from tools import measure

PROGRAM = ROOT / "clu_batch"

LEVELS: tuple[tuple[str, frozenset[str]], ...] = (
    ("python -m clu_batch", frozenset({"__main__"})),
    ("the doors", frozenset({"app", "api"})),
    ("the run, from the workbooks to the documents", frozenset({"session"})),
    ("what: documents", frozenset({"documents"})),
    ("what: rules, figures, links between sheets", frozenset({"rules"})),
    ("what: sheets", frozenset({"records"})),
    ("how: the stages", frozenset({"read", "check", "render", "write"})),
    ("what one cell says", frozenset({"parse"})),
    ("what can be wrong; the private libraries", frozenset({"messages", "setup"})),
    ("shared words, and what ships", frozenset({"kernel", "data"})),
)
"""From the top to the bottom: a unit (a module or a whole package) imports from the lines below its
own, and from itself.
"""

STAGES = frozenset({"read", "check", "render", "write"})
WIRING = frozenset({"session"})

ROOMS = {
    "python_calamine": {"read"},
    "xlrd": {"read"},
    "docxtpl": {"render"},
    "holidays": {"rules"},
}
"""Libraries that live in one room only."""


def unit(path: Path) -> str:
    return path.relative_to(PROGRAM).with_suffix("").parts[0]


FILES = sorted(path for path in PROGRAM.rglob("*.py") if path != PROGRAM / "__init__.py")
TREES = {path: ast.parse(path.read_text("utf-8")) for path in FILES}
LEVEL = {name: -index for index, (_, names) in enumerate(LEVELS) for name in names}


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each module imported, at the top of the file or inside a function, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names = (
                (f"clu_batch.{alias.name}" for alias in node.names)
                if node.module == "clu_batch"
                else (node.module or "",)
            )
            yield from ((node.lineno, name) for name in names)


def own_imports() -> Iterator[tuple[str, str, str]]:
    """(where, importing unit, imported unit) between units of the program."""
    for path, tree in TREES.items():
        for line, name in imported(tree):
            parts = name.split(".")
            if (
                parts[0] == "clu_batch"
                and len(parts) > 1
                and parts[1] not in {unit(path), "__version__"}
            ):
                yield f"{path.relative_to(ROOT)}:{line}", unit(path), parts[1]


def test_every_unit_has_its_level() -> None:
    assert {unit(path) for path in FILES} - set(LEVEL) == set()


def test_imports_only_go_down() -> None:
    assert [
        f"{where}: {above} imports {below}"
        for where, above, below in own_imports()
        if LEVEL[below] >= LEVEL[above]
    ] == []


def name_module(path: Path) -> str:
    """The name under which a file of the program is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imported_files(tree: ast.Module, names: Collection[str]) -> set[str]:
    """The modules of the program that a file imports, be it for its annotations alone."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & set(names) or {str(node.module)} & set(names)
    return found


def test_no_two_modules_import_one_another() -> None:
    modules = {name_module(path): tree for path, tree in TREES.items()}
    below = {name: imported_files(tree, modules) - {name} for name, tree in modules.items()}
    assert below["clu_batch.render.elements"] > {"clu_batch.render.table_xml"}
    graphlib.TopologicalSorter(below).prepare()  # raises CycleError


def test_only_the_wiring_knows_the_stages() -> None:
    assert [
        where
        for where, above, below in own_imports()
        if below in STAGES and above not in WIRING
    ] == []


def test_the_program_imports_no_tool() -> None:
    assert [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in TREES.items()
        for line, name in imported(tree)
        if name.partition(".")[0] in {"tools", "tests", "benchmarks"}
    ] == []


def test_a_run_makes_nothing_that_ships(tmp_path: Path) -> None:
    """A whole run, with no template in the folder, loads no maker."""
    code = (
        "import sys, clu_batch.app.cli;"
        f"code = clu_batch.app.cli.main(['--sortie', {str(tmp_path / 'out')!r},"
        f" '--modeles', {str(tmp_path / 'templates')!r}, '--sans-pause']);"
        "print(code, *sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    code_given, *loaded = run.stdout.splitlines()[-1].split()
    assert code_given in {"0", "1"}
    assert "clu_batch.session.pipeline" in loaded
    assert [name for name in loaded if name.partition(".")[0] == "tools"] == []
    assert (tmp_path / "templates" / "convocation.docx").exists()


def test_the_door_opens_without_a_library() -> None:
    """What is imported before `bootstrap` has provided the libraries is the standard library and
    the program.
    """
    code = (
        "import sys; import clu_batch.app.cli;"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(run.stdout.split()) - sys.stdlib_module_names <= {
        "clu_batch",
        "__main__",
        "__mp_main__",
    }


def test_the_first_step_on_the_screen_waits_for_no_library(tmp_path: Path) -> None:
    """What is loaded when the first step shows is the standard library and the program."""
    code = (
        "import os, sys; from clu_batch.app import cli, console;"
        "tell = lambda line, end='': ("
        "print(*sys.modules, flush=True), os._exit(0)) if line.startswith('[1/') else None;"
        "console.say = tell;"
        f"cli.main(['verifier', '--sortie', {str(tmp_path / 'out')!r}, '--sans-pause'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(run.stdout.split())
    assert "clu_batch.app.console" in loaded
    assert "clu_batch.session.pipeline" not in loaded
    assert (
        loaded & {"numpy", "pandas", "holidays", "openpyxl", "docx", "python_calamine"} == set()
    )


@pytest.mark.parametrize(("library", "rooms"), ROOMS.items())
def test_a_library_stays_in_its_room(library: str, rooms: set[str]) -> None:
    users = {
        unit(path)
        for path, tree in TREES.items()
        for _, name in imported(tree)
        if name.partition(".")[0] == library
    }
    assert users <= rooms


CLOCKS = {"today", "now", "utcnow", "fromtimestamp"}


def test_the_clock_is_read_at_the_doors() -> None:
    readers = {
        unit(path)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    }
    assert readers <= {"app", "api"}


WRITERS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "rmdir",
    "rmtree",
    "rename",
    "replace_file",
    "touch",
    "makedirs",
    "symlink_to",
}
MAY_WRITE = {"write", "setup", "app"}


def test_the_disk_is_written_in_few_places() -> None:
    """Documents in `write`; the rest is the private library folder and the journal."""
    writers = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in TREES.items()
        if unit(path) not in MAY_WRITE
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITERS
    }
    assert writers == set()


TOLD_APART_BY_THEIR_FOLDER = frozenset(
    {
        "comite.py",
        "engagements.py",
        "equivalences.py",
        "parametres.py",
        "participants.py",
        "presences.py",
        "reclamations.py",
        "reunion.py",
        "satisfaction.py",
        "suites.py",
    }
)
"""Nouns of the domain that are declared, linked, counted and printed, each in its folder."""


def test_a_class_has_one_name_and_a_file_too() -> None:
    sources = measure.read_package(PROGRAM)
    assert measure.find_homonyms(sources) == {}
    assert set(measure.find_shared_basenames(sources)) <= TOLD_APART_BY_THEIR_FOLDER


def test_no_function_has_more_than_ten_branches() -> None:
    sources = measure.read_package(PROGRAM)
    assert [source.path for source in sources if measure.count_complex(source)] == []


def test_no_function_is_longer_than_thirty_lines() -> None:
    functions = [node for tree in TREES.values() for node in measure.walk_functions(tree)]
    too_long = [node.name for node in functions if measure.count_lines_of(node) > measure.LONG]
    assert functions
    assert too_long == []


def test_the_house_opens_on_few_rooms() -> None:
    assert len({unit(path) for path in FILES if path.parent != PROGRAM}) <= 14
