"""Pieces of the printed texts that must look otherwise: what is missing, what is highlighted, the
addresses, which become links. The run that holds them is split.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from clu_batch.render.legible_text import FIN, MANQUE, make_legible
from clu_batch.render.ordered_properties import add_property, open_properties
from clu_batch.render.paragraphs import HIGHLIGHT
from clu_batch.render.table_content import remove_element
from clu_batch.render.word_xml import (
    RUN,
    TEXT,
    XmlElement,
    find_above,
    find_child,
    list_children,
    name_tag,
    walk,
)
from clu_batch.render.written_xml import parse_all

_ADRESSE = re.compile(r"((?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?)\]’'\"])")
_MANQUANT = re.compile(f"{MANQUE}([^{FIN}]*){FIN}")

RunMaker = Callable[[XmlElement, str], XmlElement]
"""Makes what says a text in the place of a piece of a run."""


def mark_texts(root: XmlElement, lien: Callable[[str], XmlElement]) -> None:
    """Highlight what is missing, in black so that it reads on any cell, and make named links of
    the addresses (docs/rules/accessibility.md#a24).
    """
    for words in list(walk(root, TEXT)):
        if not words.text:
            continue
        if MANQUE in words.text:
            split_run(words, _MANQUANT, _make_highlighted)
        elif _ADRESSE.search(words.text) and find_above(words, "hyperlink") is None:
            split_run(words, _ADRESSE, lambda _, text: lien(text))


def highlight(root: XmlElement, textes: Sequence[str]) -> None:
    """Highlight every place where one of these texts is printed."""
    wanted = {make_legible(texte).strip() for texte in textes} - {""}
    if not wanted:
        return
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = re.compile(f"({'|'.join(map(re.escape, longest_first))})")
    for words in list(walk(root, TEXT)):
        if words.text and pattern.search(words.text):
            split_run(words, pattern, _make_highlighted)


def split_run(words: XmlElement, pattern: re.Pattern[str], make: RunMaker) -> None:
    """Split the run that holds `words`: `make` writes what `pattern` captures, the rest keeps the
    look of the run.
    """
    run = words.getparent()
    if run is None or run.tag != RUN:
        return
    made = list(_make_pieces(run, pattern.split(words.text or ""), make))
    after = list(words.itersiblings())
    if after:
        rest = _copy_run(run)
        rest.extend(after)
        made.append(rest)
    for new in made:
        run.addprevious(new)
    run.remove(words)
    if all(child.tag == name_tag("rPr") for child in run):
        remove_element(run)
    else:
        made[0].addprevious(run)


def _make_pieces(
    run: XmlElement, pieces: Sequence[str], make: RunMaker
) -> Iterator[XmlElement]:
    """Give the runs of a text that was split: one piece out of two is what was looked for."""
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        if number % 2:
            yield make(run, piece)
        else:
            yield make_run_like(run, piece)


def _copy_run(run: XmlElement) -> XmlElement:
    """Return an empty run that looks like `run`."""
    piece = etree.Element(RUN)
    piece.attrib.update(run.attrib)
    look = find_child(run, "rPr")
    if look is not None and len(look):
        piece.append(copy.deepcopy(look))
    return piece


def make_run_like(run: XmlElement, text: str) -> XmlElement:
    """Return a run that looks like `run` and says `text`."""
    piece = _copy_run(run)
    add_text(piece, text)
    return piece


def add_text(run: XmlElement, text: str) -> None:
    """Write a text at the end of a run, its spaces kept."""
    words = etree.SubElement(run, TEXT)
    words.text = text
    words.set(name_tag("xml:space"), "preserve")


def _make_highlighted(run: XmlElement, text: str) -> XmlElement:
    """Return such a run in the colour and with the highlight of what is missing."""
    piece = make_run_like(run, text)
    properties = open_properties(piece, "rPr")
    for tag in ("color", "highlight", "shd"):
        for old in list_children(properties, tag):
            properties.remove(old)
    for added in parse_all(HIGHLIGHT):
        add_property(properties, added)
    return piece
