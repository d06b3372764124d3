"""A page written in the little of Markdown that the guide uses, read as the pieces that it is made
of.

What is understood: headings, paragraphs, lists of one level, tables under their caption (a line
wholly in italics), pictures, and the text of a window between two lines of ```.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; `level` from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of one level."""

    texts: Sequence[str]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, its header row, its rows."""

    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, in a file named from the folder of the page; `words` say what it shows."""

    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Window:
    """What a window shows, line by line."""

    lines: Sequence[str]


Piece = Title | Text | Items | Table | Picture | Window

_FENCE = "```"
_TITLE = re.compile(r"(#+) (.+)")
_BULLET, _NUMBER = re.compile(r"- (.+)"), re.compile(r"\d+\. (.+)")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
_CAPTION = re.compile(r"\*([^*]+)\*")


def read_page(text: str) -> Sequence[Piece]:
    """Read a page; ValueError names what is not understood of it."""
    return list(_read_blocks(_split_blocks(text)))


def _split_blocks(text: str) -> Iterator[Sequence[str]]:
    """Give the lines that stand together: between empty ones, or in a window."""
    parts = text.split(f"{_FENCE}\n")
    if len(parts) % 2 == 0:
        raise ValueError("a window is never closed")
    for number, part in enumerate(parts):
        if number % 2:
            yield [_FENCE, *part.splitlines()]
            continue
        for filled, lines in groupby(part.splitlines(), key=lambda line: bool(line.strip())):
            if filled:
                yield list(lines)


def _read_blocks(blocks: Iterator[Sequence[str]]) -> Iterator[Piece]:
    """Give a piece for each block; a caption waits for its table."""
    caption = ""
    for lines in blocks:
        found = _CAPTION.fullmatch(lines[0])
        if found and len(lines) == 1:
            caption = found[1]
            continue
        yield _read_block(lines, caption)
        caption = ""


def _read_block(lines: Sequence[str], caption: str) -> Piece:
    first = lines[0]
    if first == _FENCE:
        return Window(lines[1:])
    title, picture = _TITLE.fullmatch(first), _PICTURE.fullmatch(first)
    if title:
        return Title(len(title[1]), title[2])
    if picture:
        return Picture(picture[1], picture[2])
    if first.startswith("|"):
        return _read_table(lines, caption)
    for sign in (_BULLET, _NUMBER):
        if sign.fullmatch(first):
            return Items(_read_items(lines, sign), numbered=sign is _NUMBER)
    return Text(" ".join(lines))


def _read_items(lines: Sequence[str], sign: re.Pattern[str]) -> Sequence[str]:
    found = [sign.fullmatch(line) for line in lines]
    if not all(found):
        raise ValueError(f"a list of one level, one line an item: {lines}")
    return [item[1] for item in found if item]


def _read_table(lines: Sequence[str], caption: str) -> Table:
    if not caption:
        raise ValueError(f"a table without a caption: {lines[0]}")
    headers, _, *rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines
    ]
    return Table(caption, headers, rows)
