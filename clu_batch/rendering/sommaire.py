"""Headings of a finished document: cut at 120 characters (A07), and gathered in its contents list
(A26).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from clu_batch.rendering.elements import BALISEE, NAMESPACES, SOMMAIRE
from clu_batch.rendering.package import parsed
from clu_batch.rendering.rangees import oter
from clu_batch.rendering.styles import Styles, W
from clu_batch.rendering.texte import FIN, MANQUE, MARQUES

LONGUEUR_D_UN_TITRE = 120
FIRST_BOOKMARK = 100_000_001  # the shape of the names that Word gives: _Toc and nine digits


def texte_de(paragraph: etree._Element) -> str:
    """The words of a paragraph, marks excepted."""
    return MARQUES.sub("", "".join(words.text or "" for words in paragraph.iter(f"{W}t"))).strip()


def titres(root: etree._Element, niveaux: Mapping[str, int]) -> list[tuple[int, etree._Element]]:
    """The headings of a part, in order, with their level."""
    found = []
    for style in root.iter(f"{W}pStyle"):
        level = niveaux.get(style.get(f"{W}val", ""))
        paragraph = next(style.iterancestors(f"{W}p"), None)
        if level and paragraph is not None and texte_de(paragraph):
            found.append((level, paragraph))
    return found


def couper_titres(headings: Sequence[tuple[int, etree._Element]]) -> None:
    """Cuts the headings that are too long for a contents list; the whole text follows as a
    paragraph.

    Before addresses and lists are made of what is typed: the whole text is shaped as any other.
    """
    for _, heading in headings:
        whole = texte_de(heading)
        if len(whole) <= LONGUEUR_D_UN_TITRE:
            continue
        short = whole[: LONGUEUR_D_UN_TITRE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
        words = list(heading.iter(f"{W}t"))
        if any(MANQUE in (word.text or "") for word in words):  # it stays highlighted
            short, whole = f"{MANQUE}{short}{FIN}", f"{MANQUE}{whole}{FIN}"
        words[0].text = short
        for word in words[1:]:
            word.text = ""
        run = f'<w:r><w:t xml:space="preserve">{escape(whole)}</w:t></w:r>'
        heading.addnext(_xml(f'<w:p {BALISEE}="1">{run}</w:p>')[0])


def remplir_sommaires(
    root: etree._Element, headings: Sequence[tuple[int, etree._Element]], styles: Styles
) -> None:
    """Writes each contents list in its place: a TOC field with its entries, without page numbers,
    each leading to its heading.
    """
    places = [paragraph for paragraph in root.iter(f"{W}p") if paragraph.get(SOMMAIRE)]
    if not places:
        return
    anchors = [f"_Toc{FIRST_BOOKMARK + number}" for number in range(len(headings))]
    for number, ((_, heading), anchor) in enumerate(zip(headings, anchors, strict=True)):
        start, end = _xml(
            f'<w:bookmarkStart w:id="toc{number}" w:name="{anchor}"/><w:bookmarkEnd'
            f' w:id="toc{number}"/>'
        )
        properties = heading.find(f"{W}pPr")
        heading.insert(0 if properties is None else 1, start)
        heading.append(end)
    for place in places:
        depth = int(place.get(SOMMAIRE, "2"))
        entries = [
            (level, texte_de(heading), anchor)
            for (level, heading), anchor in zip(headings, anchors, strict=True)
            if level <= depth
        ]
        for paragraph in _xml(_champ(entries, depth, styles)):
            place.addprevious(paragraph)
        oter(place)


def _champ(entries: Sequence[tuple[int, str, str]], depth: int, styles: Styles) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC'
        f' \\o "1-{depth}" \\n \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar'
        ' w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = []
    for number, (level, text, anchor) in enumerate(entries):
        sid = styles.id(f"toc {level}")
        properties = (
            f"<w:pPr><w:pStyle w:val={quoteattr(sid)}/></w:pPr>"
            if sid
            else f'<w:pPr><w:ind w:left="{220 * (level - 1)}"/></w:pPr>'
        )
        link = (
            f'<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r><w:t'
            f' xml:space="preserve">{escape(text)}</w:t></w:r></w:hyperlink>'
        )
        last = number == len(entries) - 1
        lines.append(
            f"<w:p>{properties}{begin if number == 0 else ''}{link}{end if last else ''}</w:p>"
        )
    return "".join(lines)


def _xml(inner: str) -> list[etree._Element]:
    return list(parsed(f"<x {NAMESPACES}>{inner}</x>".encode()))
