"""The rules that the program cites: each reference leads to a heading, each heading has one
name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.folders import ROOT

RULES = ROOT / "docs" / "rules"
INDEX = RULES / "README.md"
PAGES = sorted(RULES.glob("*.md"))

CITING = ("clu_batch", "tests", "tools", "benchmarks", "docs")
"""The folders whose files may cite a rule, beside the pages at the root."""
READ = frozenset({".py", ".md", ".toml", ".csv", ".txt", ".bat"})

CITATION = re.compile(r"docs/rules/(?P<page>[\w-]*(?:\.\w+)?)(?:#(?P<anchor>[\w-]*))?")
"""A rule as it is cited from anywhere: `docs/rules/complaints.md#states`."""
LINK = re.compile(r"\]\((?P<page>[\w./-]*)(?:#(?P<anchor>[\w-]*))?\)")
"""A rule as the pages cite one another: `[states](complaints.md#states)`."""
EXAMPLES = frozenset({("x.md", "anchor"), ("", "")})
"""What stands for any rule where the way to cite is told."""


def headings(page: Path) -> list[str]:
    """The headings of a page, in their order; those of a fenced example are none."""
    found = []
    fenced = False
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and (match := re.match(r"#{1,6} (.+)", line)):
            found.append(match[1].strip())
    return found


def slug(heading: str) -> str:
    """The anchor that GitHub gives to a heading: small letters, no punctuation, hyphens."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def anchors(page: Path) -> list[str]:
    """The anchors of a page, in their order."""
    return [slug(heading) for heading in headings(page)]


def citing_files() -> list[Path]:
    """Every text file of the repository that may cite a rule."""
    found = list(ROOT.glob("*.md"))
    for folder in CITING:
        found += [path for path in (ROOT / folder).rglob("*") if path.suffix in READ]
    return sorted(found)


def citations(path: Path) -> Iterator[tuple[int, str, str]]:
    """The rules that a file cites: line, page, anchor."""
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
        for match in CITATION.finditer(line):
            if "…" not in line[match.start() : match.end() + 1]:
                yield number, match["page"], match["anchor"] or ""


def broken(page: str, anchor: str) -> bool:
    """Whether a citation leads nowhere."""
    if (page, anchor) in EXAMPLES:
        return False
    target = RULES / page
    if not target.is_file():
        return True
    return bool(anchor) and anchor not in anchors(target)


def test_every_citation_leads_to_a_heading() -> None:
    lost = []
    for path in citing_files():
        for number, page, anchor in citations(path):
            if broken(page, anchor):
                lost.append(f"{path.relative_to(ROOT)}:{number} {page}#{anchor}")
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_between_the_pages_lead_to_a_heading(page: Path) -> None:
    lost = []
    for match in LINK.finditer(page.read_text("utf-8")):
        target = (page.parent / match["page"]) if match["page"] else page
        anchor = match["anchor"]
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            lost.append(match[0])
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_anchor_is_short_plain_and_alone_in_its_page(page: Path) -> None:
    found = anchors(page)
    assert len(set(found)) == len(found)
    assert all(anchor.isascii() and anchor.strip("-") == anchor for anchor in found)
    assert max(len(anchor) for anchor in found[1:]) <= 40


def test_the_index_lists_every_page_once() -> None:
    linked = [match["page"] for match in LINK.finditer(INDEX.read_text("utf-8"))]
    listed = [page for page in linked if page in {path.name for path in PAGES}]
    wanted = {path.name for path in PAGES} - {INDEX.name}
    assert set(listed) == wanted
    rows = re.findall(r"^\| \[([\w-]+\.md)\]", INDEX.read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(wanted)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_stands_alone(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert re.findall(r"\bpages? \d|\bissue \d|https?://", text) == []
    assert unicodedata.is_normalized("NFC", text)


def test_a_broken_citation_is_seen() -> None:
    assert not broken("complaints.md", "states")
    assert broken("complaints.md", "no-such-heading")
    assert broken("no-such-page.md", "states")


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Two dates", "two-dates"),
        ("Fiche d'envoi", "fiche-denvoi"),
        ("A05", "a05"),
        ("Write-once files", "write-once-files"),
    ],
)
def test_an_anchor_is_that_of_github(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor
