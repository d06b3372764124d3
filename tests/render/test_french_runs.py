"""The typography that crosses the runs of a paragraph (docs/rules/printing.md#french)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lxml import etree

from clu_batch.render import french_runs
from clu_batch.render.legible_text import mark_missing
from tests.support.word_files import W

NBSP = "\u00a0"
HEURE = mark_missing("heure")


def paragraphe(*runs: str) -> etree._Element:
    """A body of one paragraph, a run per text."""
    root = etree.Element(f"{W}body")
    p = etree.SubElement(root, f"{W}p")
    for texte in runs:
        run = etree.SubElement(p, f"{W}r")
        etree.SubElement(run, f"{W}t").text = texte
    return root


def textes(root: etree._Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{W}t")]


@pytest.mark.parametrize(
    ("runs", "attendus"),
    [
        (["le 10 décembre 2026"], [f"le 10{NBSP}décembre{NBSP}2026"]),
        (["le 10", " décembre", " 2026"], ["le 10", f"{NBSP}décembre", f"{NBSP}2026"]),
        (["1er août 2026 et 2 mai"], [f"1er{NBSP}août{NBSP}2026 et 2{NBSP}mai"]),
        (["juin 2026"], [f"juin{NBSP}2026"]),
        (["juin et 2026"], ["juin et 2026"]),
        (["en mars 12 agents"], ["en mars 12 agents"]),
        (["10 marsouins"], ["10 marsouins"]),
        (["Lieu", " : Nîmes"], ["Lieu", f"{NBSP}: Nîmes"]),
        (["Lieu ", ": Nîmes"], [f"Lieu{NBSP}", ": Nîmes"]),
        (["Objet :"], [f"Objet{NBSP}:"]),
        (["a :b"], ["a :b"]),
        ([": rien devant"], [": rien devant"]),
        (["Lettre n° 4 et N° ", "12"], [f"Lettre n°{NBSP}4 et N°{NBSP}", "12"]),
        (["le n° du guichet"], ["le n° du guichet"]),
        (["de 9 h à 12 h 30"], [f"de 9{NBSP}h à 12{NBSP}h{NBSP}30"]),
        (["9 hommes, 3 h 3 fois"], [f"9 hommes, 3{NBSP}h 3 fois"]),
        (["sans rien"], ["sans rien"]),
        ([f"10{NBSP}décembre{NBSP}2026"], [f"10{NBSP}décembre{NBSP}2026"]),
    ],
)
def test_the_spaces_of_dates_and_colons_do_not_break(
    runs: Sequence[str], attendus: Sequence[str]
) -> None:
    root = paragraphe(*runs)
    french_runs.keep_spaces(root)
    assert textes(root) == list(attendus)


@pytest.mark.parametrize(
    ("texte", "pieces"),
    [
        ("le 1er décembre", [("le 1", False), ("er", True), (" décembre", False)]),
        ("1er", [("1", False), ("er", True)]),
        ("du 1er au 1er", [("du 1", False), ("er", True), (" au 1", False), ("er", True)]),
        ("le 11er", [("le 11er", False)]),
        ("1erreur", [("1erreur", False)]),
        ("premier", [("premier", False)]),
    ],
)
def test_the_end_of_premier_is_raised(texte: str, pieces: Sequence[tuple[str, bool]]) -> None:
    root = paragraphe(texte)
    french_runs.raise_ordinals(root)
    made = [
        (
            "".join(t.text or "" for t in run.iter(f"{W}t")),
            run.find(f"{W}rPr/{W}vertAlign") is not None,
        )
        for run in root.iter(f"{W}r")
    ]
    assert made == list(pieces)


def test_a_text_that_a_person_fills_stays_whole() -> None:
    root = paragraphe("le 1er")
    paragraph = root[0]
    content = etree.SubElement(etree.SubElement(root, f"{W}sdt"), f"{W}sdtContent")
    content.append(paragraph)
    french_runs.raise_ordinals(root)
    assert textes(root) == ["le 1er"]


@pytest.mark.parametrize(
    ("runs", "attendu"),
    [
        ([f"à {HEURE}."], f"({HEURE})."),
        (["à ", HEURE, " dans"], f"({HEURE}) dans"),
        ([f"de 14 h à {HEURE}, Nîmes"], f"de 14 h ({HEURE}), Nîmes"),
        ([f"de {HEURE}"], f"de {HEURE}"),
        ([f"voilà {HEURE}"], f"voilà {HEURE}"),
        ([f"à {HEURE} à {HEURE}"], f"({HEURE}) ({HEURE})"),
        (["à 14 h"], "à 14 h"),
    ],
)
def test_what_is_missing_after_a_is_enclosed(runs: Sequence[str], attendu: str) -> None:
    root = paragraphe(*runs)
    french_runs.enclose_missing(root)
    assert "".join(textes(root)) == attendu
