"""The text of a part as Jinja reads it, to place what goes wrong when a tag prints."""

from __future__ import annotations

import functools
import html
import re

from docxtpl import DocxTemplate

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.render.locate import shorten
from clu_batch.render.paragraphs import BALISEE
from clu_batch.render.template_tags import lower_names

_MOTEUR = DocxTemplate(None)  # its methods on XML need no file

_MARKUP = re.compile(r"<[^>]+>")
_PREFIXES = re.compile(r"(?<=\{[{%])(p|tr|tc|r)\s", re.IGNORECASE)  # a no-break space too
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PARAGRAPH = re.compile(r"\n<w:p((?=[ >])(?:(?!</w:p>|\n).)*?(?:\{\{|\{%))", re.DOTALL)


@functools.lru_cache(maxsize=64)  # most templates share their header and their footer
def make_readable(xml: str) -> str:
    """Return the XML of a part with its tags in one piece, one paragraph per line, the paragraphs
    that hold a tag being noted.

    Capitals that autocorrection gives to a tag are read as meant: names are written in lower case.
    """
    one_line = xml.replace("\n", " ")
    patched = _MOTEUR.patch_xml(_PREFIXES.sub(lambda m: f"{m[1].lower()} ", one_line))
    lowered = _TAG.sub(lambda tag: lower_names(tag[0]), patched)
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", lowered)
    return _PARAGRAPH.sub(rf'\n<w:p {BALISEE}="1"\1', lines)


@frozen
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
            words = shorten(html.unescape(remove_markup(lines[number])))
            if words:
                return f"près de «\u00a0{words}\u00a0»"
        return "au début du document"

    def find_tag(self, line: int) -> str:
        """Return the first tag of a line, without its braces."""
        found = _TAG.search(self.texte.split("\n")[line - 1])
        if found:
            return " ".join(found[0].split()).strip("{}%- ")
        return "{{ … }}"


def remove_markup(xml: str) -> str:
    """Return the words of a piece of XML."""
    return _MARKUP.sub("", xml)
