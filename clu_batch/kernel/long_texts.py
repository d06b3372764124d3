"""Shape long texts typed in a cell into real paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from clu_batch.kernel import french
from clu_batch.kernel.content import Element, ItemList, Paragraph

# A marker counts when white space follows it, « ou son… » is no list
# (docs/rules/accessibility.md#a10).
PUCE = re.compile(r"[-–—•·*▪o]\s+(?=\S)")
RANG = re.compile(r"(?:(\d{1,3})[.)°]|[A-Za-z]\))\s+(?=\S)")


def shape_long_text(texte: str) -> tuple[Element, ...]:
    """Return one paragraph per typed line, and a list per run of marked lines, in French
    typography; nothing for a blank text.

    Lines numbered 1, 2, 3… make a numbered list; any other numbering (« 4. », « a) ») is kept as it
    was typed, in a bulleted list.
    """
    lines = [french.typeset(" ".join(line.split())) for line in texte.splitlines()]
    shaped: list[Element] = []
    for marked, group in groupby((line for line in lines if line), key=_find_marker):
        if marked:
            shaped += _make_lists(list(group))
        else:
            shaped += [Paragraph(line) for line in group]
    return tuple(shaped)


def _find_marker(line: str) -> str:
    """Return the kind of marker that opens the line."""
    if PUCE.match(line):
        return "puce"
    return "rang" if RANG.match(line) else ""


def _make_lists(lines: list[str]) -> Iterator[Element]:
    if PUCE.match(lines[0]):
        yield ItemList([PUCE.sub("", line, count=1) for line in lines])
    elif [match[1] for line in lines if (match := RANG.match(line))] == [
        str(rang) for rang in range(1, len(lines) + 1)
    ]:
        yield ItemList([RANG.sub("", line, count=1) for line in lines], numerotee=True)
    else:
        yield ItemList(lines)


def join_lines(lignes: Iterable[str], separateur: str) -> str:
    """Join typed lines into one, `separateur` between them unless a line ends its sentence."""
    ecrite = ""
    for ligne in filter(None, lignes):
        lien = " " if ecrite.endswith(_FINS) else separateur
        ecrite = f"{ecrite.rstrip(' ,;' + french.FINE)}{lien}{ligne}" if ecrite else ligne
    return ecrite


_FINS = (".", "!", "?", "…", ":")


def shorten_text(texte: str, signes: int) -> str:
    """Return the text on one line, cut at a word within `signes` signs; « … » shows the cut."""
    entier = join_lines((" ".join(ligne.split()) for ligne in texte.splitlines()), " ; ")
    if len(entier) <= signes:
        return entier
    coupe = entier[: signes - 1]
    return coupe.rsplit(" ", 1)[0].rstrip(" ,;:–-\u00a0\u202f") + "…"
