"""The typography that crosses the runs of a paragraph: no-break spaces in dates, hours and numbers,
and before colons, « 1er » with its superscript, what is missing after « à »
(docs/rules/printing.md#french).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clu_batch.kernel.french import INSECABLE, MOIS
from clu_batch.render.legible_text import FIN, MANQUE
from clu_batch.render.marked_runs import make_run_like, split_run
from clu_batch.render.ordered_properties import add_property, open_properties
from clu_batch.render.word_xml import (
    PARAGRAPH,
    TEXT,
    XmlElement,
    find_above,
    find_child,
    walk,
)
from clu_batch.render.written_xml import parse_all

_A_MANQUANT = re.compile(rf"(?<!\w)à {MANQUE}[^{FIN}]*{FIN}")
_NOMS = "|".join(MOIS)
_ESPACE = re.compile(
    rf"(?<=\d) (?=(?:{_NOMS})\b)|(?<=1er) (?=(?:{_NOMS})\b)"
    rf"|(?:{'|'.join(f'(?<={mois})' for mois in MOIS)}) (?=\d{{4}}\b)"
    r"|(?<=\S) (?=:(?:\s|$))|(?<=\b[nN]°) (?=\d)|(?<=\d) (?=h\b)|(?<=\d h) (?=\d\d\b)"
)
_PREMIER = re.compile(r"(?<=\b1)(er)\b")


def enclose_missing(root: XmlElement) -> None:
    """Write « (À COMPLÉTER : heure) » for « à À COMPLÉTER : heure »."""
    for texts, signs, matches in _find_in_paragraphs(root, _A_MANQUANT):
        for found in matches:
            signs[found.start() : found.start() + 2] = ["(", ""]
            signs[found.end() - 1] += ")"
        _write_back(texts, signs)


def keep_spaces(root: XmlElement) -> None:
    """Make no-break the spaces of a date, of an hour and of a number (« n° 4 »), and the one before
    a colon, whatever runs they stand in.
    """
    for texts, signs, matches in _find_in_paragraphs(root, _ESPACE):
        for found in matches:
            signs[found.start()] = INSECABLE
        _write_back(texts, signs)


def raise_ordinals(root: XmlElement) -> None:
    """Write the end of « 1er » as a superscript; a text that a person will fill stays whole."""
    for words in list(walk(root, TEXT)):
        if not words.text or not _PREMIER.search(words.text):
            continue
        if find_above(words, "sdtContent") is None:
            split_run(words, _PREMIER, _make_superscript)


def _make_superscript(run: XmlElement, text: str) -> XmlElement:
    piece = make_run_like(run, text)
    properties = open_properties(piece, "rPr")
    if find_child(properties, "vertAlign") is None:
        add_property(properties, parse_all('<w:vertAlign w:val="superscript"/>')[0])
    return piece


def _find_in_paragraphs(
    root: XmlElement, pattern: re.Pattern[str]
) -> Iterator[tuple[list[XmlElement], list[str], list[re.Match[str]]]]:
    """Give the texts of each paragraph that holds a pattern, the signs that they say together, and
    what was found there.
    """
    for paragraph in walk(root, PARAGRAPH):
        texts = [text for text in walk(paragraph, TEXT) if text.text]
        said = "".join(text.text or "" for text in texts)
        matches = list(pattern.finditer(said))
        if matches:
            yield texts, list(said), matches


def _write_back(texts: Sequence[XmlElement], signs: Sequence[str]) -> None:
    """Give its signs back to each text."""
    start = 0
    for text in texts:
        end = start + len(text.text or "")
        said = "".join(signs[start:end])
        if said != text.text:
            text.text = said
        start = end
