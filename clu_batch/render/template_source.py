"""The text of a part as Jinja reads it, to place what goes wrong when a tag prints."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from clu_batch.kernel.problems import Place
from clu_batch.render.locate import shorten

_MARKUP = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one part of a template, its tags readable by Jinja, one paragraph per line."""

    partie: str
    texte: str
    place: Place

    def say_around(self, line: int) -> str:
        """Return the words of the paragraph at that line (from 1), or of the nearest one that has
        some.
        """
        lines = self.texte.split("\n")
        nearest_first = sorted(range(len(lines)), key=lambda number: abs(number - (line - 1)))
        for number in nearest_first:
            words = strip_markup(lines[number])
            if words:
                return f"près de «\u00a0{words}\u00a0»"
        return "au début du document"


def strip_markup(xml: str) -> str:
    """Return the words of a piece of XML, shortened."""
    return shorten(html.unescape(_MARKUP.sub("", xml)))
