"""What the documentation says of the program, held true: its links, its codes, its words, its
examples.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from clu_batch.app import arguments
from clu_batch.kernel import declaration
from clu_batch.kernel.exit_codes import Code
from clu_batch.records import SHEETS
from clu_batch.rules import delais
from clu_batch.rules.model import Parametres
from tests.support.folders import ROOT
from tools.making.workbooks import WORKBOOKS

README, GUIDE, GLOSSAIRE = (
    ROOT / "README.md",
    ROOT / "docs/guide-secretaire.md",
    ROOT / "docs/glossaire.md",
)
ARCHITECTURE = ROOT / "docs/architecture.md"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PROGRAM = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "clu_batch").rglob("*.py")))


def flat(path: Path) -> str:
    """A page with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", path.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [
        link for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")) if "://" not in link
    ]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [README, GUIDE], ids=["README", "guide"])
def test_the_table_of_codes_is_that_of_the_program(page: Path) -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", flat(page), re.MULTILINE)] == [
        int(code) for code in Code
    ]


def test_the_readme_tells_every_command_and_option() -> None:
    line = next(line for line in flat(README).splitlines() if line.startswith("python run.py ["))
    assert set(re.findall(r"--[a-z-]+", line)) == {*arguments.OPTIONS, arguments.NO_PAUSE}
    assert set(re.findall(r"\[(\w+) \| (\w+)\]", line)[0]) == set(arguments.COMMANDS) - {"produire"}


def test_the_words_of_the_glossary_are_those_of_the_code() -> None:
    words = [
        word
        for row in flat(GLOSSAIRE).splitlines()
        if row.count("|") > 3
        for word in re.findall("`([^`]+)`", row.split("|")[2])
    ]
    assert len(words) > 20
    known = [
        word
        for word in words
        if (ROOT / "clu_batch" / word).exists()
        or re.search(rf"\b{word.rpartition('.')[2]}\b", PROGRAM)
    ]
    assert [word for word in words if word not in known] == []


def test_the_sheets_and_workbooks_that_the_guide_names_exist() -> None:
    control = {
        path: path.read_text("utf-8")
        for path in (ROOT / "clu_batch/documents/control").glob("*.py")
    }
    known = {sheet.name for sheet in SHEETS} | {
        name
        for text in control.values()
        for name in re.findall(r'ControlSheet\(\s*"([^"]+)"', text)
    }
    named = re.findall(r"feuille « ([^»]+) »", flat(GUIDE))
    assert len(named) > 4
    assert set(named) - known == set()
    assert set(re.findall(r"^\| `(\w+\.xlsx)`", flat(GUIDE), re.MULTILINE)) == {
        f"{Path(name).stem}.xlsx" for name in WORKBOOKS
    }


def test_the_examples_of_the_readme_are_code_that_works() -> None:
    sheet, delai, *others = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    for example in others:
        ast.parse(example)
    words = vars(declaration) | vars(delais)
    exec(sheet, words)  # noqa: S102 (our own page)
    exec(delai, words)  # noqa: S102 (the same)
    assert words["GUICHETS"].find_column("Code").key
    assert words["amenagement"](Parametres()).source


def places_named(page: Path) -> list[tuple[str, str]]:
    """The modules and folders that a page cites, each with the name cited in it, or ""; a file is
    cited with its extension.
    """
    cited = re.findall(r"`([a-z_]+/[a-z_/]*[a-z_])(?:\.([a-z_]+))?`", page.read_text("utf-8"))
    return [
        (f"{place}.{name}", "") if name in {"py", "docx"} else (place, name)
        for place, name in cited
    ]


def find_place(place: str) -> Path | None:
    """A module or a folder of the package or of the repository; None when there is none."""
    for folder in (ROOT / "clu_batch", ROOT):
        if (folder / place).exists():
            return folder / place
        if (folder / f"{place}.py").is_file():
            return folder / f"{place}.py"
    return None


def test_the_places_of_the_architecture_exist() -> None:
    cited = places_named(ARCHITECTURE)
    assert len(cited) > 30
    assert [place for place, _ in cited if find_place(place) is None] == []


def test_the_functions_of_the_architecture_stand_where_it_says() -> None:
    cited = [(find_place(place), name) for place, name in places_named(ARCHITECTURE) if name]
    assert [
        name
        for path, name in cited
        if path is not None and path.is_file() and f"def {name}(" not in path.read_text("utf-8")
    ] == []


def test_the_map_of_the_architecture_names_every_folder() -> None:
    drawn = ARCHITECTURE.read_text("utf-8").split("```")[1]
    folders = {path.parent.name for path in (ROOT / "clu_batch").glob("*/*.py")}
    assert [name for name in folders if f" {name}/ " not in drawn] == []
