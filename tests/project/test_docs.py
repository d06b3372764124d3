"""What the documentation says of the program, held true: its links, its codes, its
words (test_recipes.py: its recipes).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clu_batch.app import arguments
from clu_batch.kernel.exit_codes import Code
from clu_batch.records import SHEETS
from tests.support.folders import ROOT
from tools.making.read_me_sheet import DE_SERVICE
from tools.making.workbooks import WORKBOOKS

README, GUIDE, GLOSSAIRE = (
    ROOT / "README.md",
    ROOT / "docs/guide-secretaire.md",
    ROOT / "docs/glossaire.md",
)
ARCHITECTURE = ROOT / "docs/architecture.md"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PROGRAM = "\n".join(
    path.read_text("utf-8") for path in sorted((ROOT / "clu_batch").rglob("*.py"))
)


def flat(path: Path) -> str:
    """A page with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", path.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [
        link
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
        if "://" not in link
    ]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [README, GUIDE], ids=["README", "guide"])
def test_the_table_of_codes_is_that_of_the_program(page: Path) -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", flat(page), re.MULTILINE)] == [
        int(code) for code in Code
    ]


def test_the_readme_tells_every_command_and_option() -> None:
    line = next(
        line for line in flat(README).splitlines() if line.startswith("python run.py [")
    )
    assert set(re.findall(r"--[a-z-]+", line)) == {*arguments.OPTIONS, arguments.NO_PAUSE}
    commands = re.findall(r"\[(\w+(?: \| \w+)+)\]", line)[0].split(" | ")
    assert set(commands) == set(arguments.COMMANDS) - {"produire"}


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
        for name in re.findall(r'(?:ControlSheet|make_sheet)\(\s*"([^"]+)"', text)
    }
    known |= set(DE_SERVICE)
    named = re.findall(r"feuille « ([^»]+) »", flat(GUIDE))
    assert len(named) > 4
    assert set(named) - known == set()
    assert set(re.findall(r"^\| `(\w+\.xlsx)`", flat(GUIDE), re.MULTILINE)) == {
        f"{Path(name).stem}.xlsx" for name in WORKBOOKS
    }
