"""The recipes of the README, « One place per addition », followed to the letter in a copy of the
project: each addition works, changes no other file than those that its recipe names, and what is
forgotten has a sentence.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.support.folders import ROOT

README = ROOT / "README.md"
SECTION = "## One place per addition\n"
NOT_COPIED = shutil.ignore_patterns(
    ".git", "output", ".*_cache", ".hypothesis", ".venv", "wheels"
)
MADE_BY_RUNNING = {"__pycache__", "output", ".pytest_cache", ".hypothesis", ".ruff_cache"}
"""The folders in which running the program, or the tests, may leave something."""

EDIT = re.compile(
    r"^(?:.*\s)?In (?:a new file )?`(?P<path>[^`]+)`"
    r"(?:,\s(?P<where>before|after|at the end)(?: of)?(?:\s`(?P<anchor>[^`]+)`)?)?:$",
    re.DOTALL,
)
"""What stands before a block of Python: its file, and where it goes in that file."""
MADE = re.compile(r"^This makes (?:again )?(?P<paths>`.*)$", re.DOTALL)
FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


# -- a recipe, as the README tells it --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edit:
    """A block of Python to insert in a file; an empty `where`: it is the whole file."""

    path: str
    where: str
    anchor: str
    block: str

    def apply(self, tree: Path) -> None:
        """Insert the block, once, where the README says."""
        path = tree / self.path
        if not self.where:
            path.write_text(self.block, "utf-8")
            return
        lines = path.read_text("utf-8").splitlines(keepends=True)
        place = self._find_place(lines)
        path.write_text("".join([*lines[:place], self.block, *lines[place:]]), "utf-8")

    def _find_place(self, lines: Sequence[str]) -> int:
        """The number of lines that stand before the block."""
        if self.where == "at the end":
            return _find_end("".join(lines), self.anchor) if self.anchor else len(lines)
        found = [number for number, line in enumerate(lines) if self.anchor in line]
        assert len(found) == 1, f"{self.path} has {len(found)} lines with {self.anchor}"
        return found[0] + (self.where == "after")


def _find_end(source: str, name: str) -> int:
    """The number of lines before the end of a function or of a class, or before the bracket that
    closes a table.
    """
    for node in ast.parse(source).body:
        assert node.end_lineno is not None
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return node.end_lineno
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if isinstance(target, ast.Name) and target.id == name:
                return node.end_lineno - 1
    raise AssertionError(f"nothing is named {name} there")


@dataclass(frozen=True, slots=True)
class Recipe:
    """An addition: what is typed, what is run, what that makes."""

    edits: tuple[Edit, ...]
    commands: tuple[str, ...]
    made: frozenset[str]

    @property
    def named(self) -> set[str]:
        """The files that the recipe names."""
        return {edit.path for edit in self.edits} | self.made


def read_recipes() -> dict[str, Recipe]:
    """The recipes of the README, by title."""
    section = README.read_text("utf-8").partition(SECTION)[2].partition("\n## ")[0]
    titled = section.split("\n### ")[1:]
    return {text.partition("\n")[0]: _read_recipe(text) for text in titled}


def _read_recipe(text: str) -> Recipe:
    edits: list[Edit] = []
    commands: list[str] = []
    before = 0
    for fenced in FENCED.finditer(text):
        if fenced["language"] == "python":
            told = text[before : fenced.start()].strip().rpartition("\n\n")[2]
            edits.append(_read_edit(told, fenced["text"]))
        else:
            commands += fenced["text"].splitlines()
        before = fenced.end()
    made: set[str] = set()
    for paragraph in text.split("\n\n"):
        match = MADE.match(paragraph.strip())
        if match:
            made.update(re.findall("`([^`]+)`", match["paths"]))
    return Recipe(tuple(edits), tuple(commands), frozenset(made))


def _read_edit(told: str, block: str) -> Edit:
    match = EDIT.match(told)
    assert match, f"the README does not say where this block goes: {told}"
    return Edit(match["path"], match["where"] or "", match["anchor"] or "", block)


RECIPES = read_recipes()


# -- followed in a copy ----------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project, without what it has produced."""
    return shutil.copytree(ROOT, tmp_path / "project", ignore=NOT_COPIED)


def digest_files(tree: Path) -> dict[str, str]:
    """A digest of each file of the project, by path."""
    found = {}
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree)
        if path.is_file() and not MADE_BY_RUNNING & set(name.parts):
            found[name.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def run(tree: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the README with the Python of the tests, and its libraries."""
    python, *words = shlex.split(command)
    assert python == "python"
    unwatched = {name: value for name, value in os.environ.items() if name != "CLU_GARDE"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env=unwatched | {"PYTHONUTF8": "1"},  # a recipe may well write in workbooks/
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def follow(recipe: Recipe, tree: Path) -> None:
    """Type what the recipe says, and run its commands; the blank lines are those of ruff."""
    type_blocks(recipe.edits, tree)
    for command in recipe.commands:
        done = run(tree, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def type_blocks(edits: Sequence[Edit], tree: Path) -> None:
    """Type the blocks in their files; what is typed is as clean as the rest."""
    for edit in edits:
        edit.apply(tree)
    typed = sorted({edit.path for edit in edits})
    for words in (["format", "-q"], ["check", "-q"]):
        done = run(tree, shlex.join(["python", "-m", "ruff", *words, "--no-cache", *typed]))
        assert done.returncode == 0, done.stdout + done.stderr


def fill_in(tree: Path, sheet: str, cells: Mapping[str, str | int], row: int = 2) -> None:
    """Type values in a row of a sheet of `comite.xlsx`, under their headers."""
    path = tree / "workbooks" / "comite.xlsx"
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    headers = [cell.value for cell in page[1]]
    for header, value in cells.items():
        page[f"{get_column_letter(headers.index(header) + 1)}{row}"] = value
    book.save(path)
    book.close()


def check_workbooks(tree: Path) -> dict[str, str]:
    """Check the workbooks of the copy; gives what each sheet of the control workbooks says."""
    done = run(tree, "python -m clu_batch verifier --sans-pause")
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return read_control(tree)


def read_control(tree: Path) -> dict[str, str]:
    """What each sheet of the control workbooks says, with ordinary spaces."""
    said: dict[str, str] = {}
    for path in sorted((tree / "output").rglob("*_Controle.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            said[sheet.title] = said.get(sheet.title, "") + _say_rows(sheet.values)
        book.close()
    return said


def _say_rows(rows: Iterable[Iterable[object]]) -> str:
    return _flat("".join("|".join(str(value) for value in row) + "\n" for row in rows))


def _flat(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# -- what each addition does -----------------------------------------------------------------------


READ = """
import datetime as dt
from pathlib import Path
from clu_batch.documents import calendrier
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.seances import choose_seances
from clu_batch.session.load import load
from clu_batch.session.options import Options

day = dt.date(2026, 11, 23)
folders = [Path(name) for name in ("workbooks", "templates", "output")]
charge = load(Options(None, day, day, *folders, True))
due = choose_seances(charge.registre.comite.reunions, day, None).seances
print(*charge.problems, sep="\\n")
print(charge.registre.comite)
for bilan, _ in bilan_de_seance.compute(charge.registre, due, bilan_de_seance.prepare_sieges):
    for entry in calendrier.prepare(MeetingContext(charge.registre, bilan)):
        print(entry.data.decode().replace("\\r\\n ", ""))
"""
"""What a reading of the workbooks tells, the committee that it gives, the calendar entries."""


def read_workbooks(tree: Path) -> str:
    """Read the workbooks of the copy: all that this tells, with ordinary spaces."""
    done = run(tree, shlex.join(["python", "-c", READ]))
    assert done.returncode == 0, done.stderr
    return _flat(done.stdout)


def see_the_column(tree: Path) -> None:
    """It is shipped, typed, and printed in the letters."""
    fill_in(tree, "Réunions", {"Places de stationnement": "beaucoup"}, row=2)
    fill_in(tree, "Réunions", {"Places de stationnement": 12}, row=3)
    said = read_workbooks(tree)
    assert "(Places de stationnement) : « beaucoup » n’est pas un nombre" in said
    assert "places_de_stationnement=12" in said


def see_the_sheet(tree: Path) -> None:
    """It is shipped, checked at every cell, and known to the rules."""
    fill_in(tree, "Guichets", {"Code": "A", "Libellé": "Accueil", "Ouvert depuis": "jamais"})
    said = read_workbooks(tree)
    assert "comite.xlsx, Guichets!C2 (Ouvert depuis)" in said
    assert "Guichet(code='A', libelle='Accueil', depuis=None)" in said


def see_the_delai(tree: Path) -> None:
    """It stands in the control workbook with its source."""
    said = check_workbooks(tree)["Sources"]
    assert "Demande d’aménagement|5 jours ouvrables ;" in said
    assert "source : décision de la préfecture du 4 janvier 2027" in said


def see_the_figure(tree: Path) -> None:
    """It stands in the control workbook with its base and its definition."""
    said = check_workbooks(tree)["Indicateurs"]
    assert "comite.tenus|Part des sièges tenus|" in said
    assert "Sièges tenus par leur membre, son représentant ou son suppléant" in said


def see_the_document(tree: Path) -> None:
    """Its golden text, made from what the run of an example leaves, says the recipients."""
    golden = tree / "tests" / "golden" / "exemple" / "2026-12-10_etiquettes.txt"
    assert "PIMMS Nîmes" in golden.read_text("utf-8")


def see_the_message(tree: Path) -> None:
    """It is shown at its cell."""
    fill_in(tree, "Réunions", {"Heure": "23:30"})
    said = read_workbooks(tree)
    assert "comite.xlsx, Réunions!B2 (Heure) : la réunion commence à 23 h 30" in said


EFFECTS: Mapping[str, Callable[[Path], None]] = {
    "A column": see_the_column,
    "A sheet": see_the_sheet,
    "A délai": see_the_delai,
    "A figure": see_the_figure,
    "A document": see_the_document,
    "A message": see_the_message,
}


def test_each_recipe_is_tried() -> None:
    assert RECIPES.keys() == EFFECTS.keys()


@pytest.mark.parametrize("name", RECIPES)
def test_an_addition_works_and_touches_only_what_its_recipe_names(
    name: str, tree: Path
) -> None:
    recipe = RECIPES[name]
    before = digest_files(tree)
    follow(recipe, tree)
    after = digest_files(tree)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == recipe.named
    EFFECTS[name](tree)


# -- what is forgotten -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "blocks", "tests", "sentence"),
    [
        (
            "A column",
            1,
            "tests/records/test_fields_are_read.py -k Places",
            "nobody reads the column « Places de stationnement » of Réunions",
        ),
        (
            "A sheet",
            None,
            "tests/records/test_declared_columns.py -k blank",
            "run python -m tools.making",
        ),
        (
            "A document",
            5,
            "tests/documents/test_golden_texts.py",
            "run python -m tests.session.test_golden",
        ),
    ],
)
def test_what_is_forgotten_has_a_sentence(
    name: str, blocks: int | None, tests: str, sentence: str, tree: Path
) -> None:
    type_blocks(RECIPES[name].edits[:blocks], tree)
    done = run(tree, f"python -m pytest {tests}")
    assert done.returncode == 1, done.stdout + done.stderr
    assert sentence in done.stdout
