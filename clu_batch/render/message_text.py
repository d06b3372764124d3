"""The words of a Word document as plain text: what a message says, written by the secretary in a
template of Word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from clu_batch.kernel.frozen import frozen
from clu_batch.render.docx_package import REL, Package
from clu_batch.render.template_styles import TemplateStyles
from clu_batch.render.word_xml import (
    PARAGRAPH,
    TEXT,
    XmlElement,
    find_above,
    read_attribute,
    read_style,
    walk,
)

_SERRES = ("list", "clu signature", "clu piece")
"""The styles, by the beginning of their name, whose paragraphs follow one another without a blank
line.
"""


@frozen
class MessageText:
    """The first paragraph, and the text that the others make."""

    premiere: str
    texte: str


def read_message(data: bytes) -> MessageText:
    """Return what the main part of a document says, a blank line between paragraphs but inside a
    list or a signature; a link shows its address.
    """
    paquet = Package.read(data)
    document = paquet.find_document()
    names = {sid: name for name, sid in TemplateStyles.read(paquet).ids.items()}
    links = {
        rid: relation.target
        for rid, relation in paquet.relations.get(document, {}).items()
        if relation.type == f"{REL}/hyperlink"
    }
    said: list[tuple[str, str]] = []
    for paragraph in walk(paquet.read_root(document), PARAGRAPH):
        words = _read_words(paragraph, links)
        if not words:
            continue
        kind = _find_kind(names.get(read_style(paragraph), ""))
        if kind == "list":
            words = f"- {words}"
        said.append((kind, words))
    if not said:
        return MessageText("", "\n")
    return MessageText(said[0][1], f"{_join(said[1:])}\n")


def _find_kind(style: str) -> str:
    """Return which of the tight kinds of paragraphs the name of a style says, "" for none."""
    for kind in _SERRES:
        if style.startswith(kind):
            return kind
    return ""


def _join(said: Sequence[tuple[str, str]]) -> str:
    """Return paragraphs, with their kind, as one text."""
    text = ""
    for (before, _), (kind, words) in pairwise([("", ""), *said]):
        blank = "\n" if kind and kind == before else "\n\n"
        text += blank + words
    return text.removeprefix("\n\n")


def _read_words(paragraph: XmlElement, links: Mapping[str, str]) -> str:
    """Return the words of a paragraph on one line, the address after each link."""
    words = []
    for element in walk(paragraph, TEXT, "br", "tab"):
        if element.tag != TEXT:
            words.append(" ")
            continue
        words.append(element.text or "")
        link = find_above(element, "hyperlink")
        address = links.get(read_attribute(link, "r:id"))
        if address:
            words.append(f" ({address})")
    return "".join(words).strip()
