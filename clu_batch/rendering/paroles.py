"""The words of a Word document as plain text: what a message says, written by the secretary in a
template of Word.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from clu_batch.rendering.package import REL, Paquet, parsed
from clu_batch.rendering.styles import Styles, W

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SERRES = (
    "list",
    "clu signature",
    "clu piece",
)  # styles whose paragraphs follow one another without a blank line


@dataclass(frozen=True, slots=True)
class Paroles:
    """The first paragraph, and the text that the others make."""

    premiere: str
    texte: str


def paroles(data: bytes) -> Paroles:
    """What the main part of a document says, a blank line between paragraphs but inside a list or a
    signature; a link shows its address.
    """
    paquet = Paquet.lire(data)
    names = {sid: name for name, sid in Styles.de(paquet).ids.items()}
    links = {
        rid: r.target
        for rid, r in paquet.relations.get(paquet.document(), {}).items()
        if r.type == f"{REL}/hyperlink"
    }
    said: list[tuple[str, str]] = []
    for paragraph in parsed(paquet.parts[paquet.document()]).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        kind = next(
            (
                k
                for k in _SERRES
                if names.get(style.get(f"{W}val", "") if style is not None else "", "").startswith(
                    k
                )
            ),
            "",
        )
        words = _mots(paragraph, links)
        if words:
            said.append((kind, f"- {words}" if kind == "list" else words))
    first, *others = said or [("", "")]
    text = ""
    for (kind, words), (before, _) in zip(others, [first, *others], strict=False):
        text += ("" if not text else "\n" if kind and kind == before else "\n\n") + words
    return Paroles(first[1], f"{text}\n")


def _mots(paragraph: etree._Element, links: dict[str, str]) -> str:
    words = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        link = next(element.iterancestors(f"{W}hyperlink"), None)
        target = links.get(link.get(_R_ID, "")) if link is not None else None
        words.append(
            (element.text or "") + (f" ({target})" if target else "")
            if element.tag == f"{W}t"
            else " "
        )
    return " ".join("".join(words).split(" ")).strip()
