"""Headings of a finished document: cut at 120 characters (A07), and gathered in its contents list
(A26).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.render.elements import SOMMAIRE
from clu_batch.render.legible_text import FIN, MANQUE, MARQUES
from clu_batch.render.ordered_properties import add_property, open_properties
from clu_batch.render.paragraphs import BALISEE, LINK_LOOK
from clu_batch.render.table_content import remove_element
from clu_batch.render.table_xml import MENE
from clu_batch.render.template_styles import TemplateStyles
from clu_batch.render.word_xml import (
    PARAGRAPH,
    TEXT,
    XmlElement,
    find_above,
    find_child,
    list_children,
    read_value,
    read_words,
    walk,
)
from clu_batch.render.written_xml import (
    FIELD_END,
    open_field,
    parse_all,
    write_value,
    write_words,
)

LONGUEUR_D_UN_TITRE = 120
FIRST_BOOKMARK = 100_000_001  # the shape of the names that Word gives: _Toc and nine digits


def read_heading(paragraph: XmlElement) -> str:
    """Return the words of a paragraph, marks excepted."""
    return MARQUES.sub("", read_words(paragraph)).strip()


def find_headings(root: XmlElement, niveaux: Mapping[str, int]) -> list[tuple[int, XmlElement]]:
    """Return the headings of a part, in order, with their level; `niveaux`: the level of each style
    of headings, by its identifier.
    """
    found = []
    for style in walk(root, "pStyle"):
        level = niveaux.get(read_value(style))
        paragraph = find_above(style, PARAGRAPH)
        if level and paragraph is not None and read_heading(paragraph):
            found.append((level, paragraph))
    return found


def shorten_headings(headings: Sequence[tuple[int, XmlElement]]) -> None:
    """Cut the headings that are too long for a contents list; the whole text follows as a
    paragraph.

    Before addresses and lists are made of what is typed: the whole text is shaped as any other.
    """
    for _, heading in headings:
        whole = read_heading(heading)
        if len(whole) <= LONGUEUR_D_UN_TITRE:
            continue
        short = whole[: LONGUEUR_D_UN_TITRE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
        if MANQUE in read_words(heading):  # it stays highlighted
            short, whole = f"{MANQUE}{short}{FIN}", f"{MANQUE}{whole}{FIN}"
        first, *others = heading.iter(TEXT)
        first.text = short
        for words in others:
            words.text = ""
        paragraph = f'<w:p {BALISEE}="1">{write_words(whole)}</w:p>'
        heading.addnext(parse_all(paragraph)[0])


def fill_contents(
    root: XmlElement, headings: Sequence[tuple[int, XmlElement]], styles: TemplateStyles
) -> None:
    """Make links of the titles of the agenda, and write each contents list in its place: a TOC
    field whose entries, without page numbers, lead to the headings that the agenda does not list
    (docs/rules/accessibility.md#contents-list).
    """
    places = [paragraph for paragraph in root.iter(PARAGRAPH) if paragraph.get(SOMMAIRE)]
    leading = [
        paragraph for paragraph in root.iter(PARAGRAPH) if paragraph.attrib.pop(MENE, "")
    ]
    if not places and not leading:
        return
    entries = _list_entries(headings, leading)
    for place in places:
        _write_contents(place, entries, styles)


def _list_entries(
    headings: Sequence[tuple[int, XmlElement]], leading: Sequence[XmlElement]
) -> list[tuple[int, str, str]]:
    """Put a bookmark at each heading, make the titles of the agenda lead to theirs, and return the
    level, the title and the bookmark of the others.
    """
    anchors = [_bookmark(heading, number) for number, (_, heading) in enumerate(headings)]
    titles = [read_heading(heading) for _, heading in headings]
    levels = [level for level, _ in headings]
    listed = _link_titles(leading, titles, anchors)
    entries = enumerate(zip(levels, titles, anchors, strict=True))
    return [entry for number, entry in entries if number not in listed]


def _write_contents(
    place: XmlElement, entries: Sequence[tuple[int, str, str]], styles: TemplateStyles
) -> None:
    """Write a contents list in its place, as deep as the place says."""
    depth = int(place.get(SOMMAIRE, "2"))
    shown = [entry for entry in entries if entry[0] <= depth]
    for paragraph in parse_all(_write_field(shown, depth, styles)):
        place.addprevious(paragraph)
    remove_element(place)


def _link_titles(
    leading: Sequence[XmlElement], titles: Sequence[str], anchors: Sequence[str]
) -> set[int]:
    """Make a link of each paragraph that leads to a heading; return the ranks of these headings.
    Two points of one title lead each to its own.
    """
    reached: set[int] = set()
    for paragraph in leading:
        words = read_heading(paragraph)
        for number, title in enumerate(titles):
            if number not in reached and _is_title_of(title, words):
                _make_link(paragraph, anchors[number])
                reached.add(number)
                break
    return reached


def _is_title_of(title: str, words: str) -> bool:
    """Return whether a heading, which may be numbered or cut, says these words."""
    if not title.endswith("…"):
        return title.endswith(words)
    said = title.removesuffix("…")
    return words.startswith((said, said.partition(". ")[2] or said))


def _make_link(paragraph: XmlElement, anchor: str) -> None:
    """Make a link of all the words of a paragraph."""
    link = parse_all(f'<w:hyperlink w:anchor="{anchor}" w:history="1"/>')[0]
    runs = list_children(paragraph, "r")
    runs[0].addprevious(link)
    for run in runs:
        properties = open_properties(run, "rPr")
        for added in parse_all(LINK_LOOK):
            add_property(properties, added)
        link.append(run)


def _bookmark(heading: XmlElement, number: int) -> str:
    """Put a bookmark around the words of a heading, and return its name."""
    name = f"_Toc{FIRST_BOOKMARK + number}"
    start, end = parse_all(
        f'<w:bookmarkStart w:id="toc{number}" w:name="{name}"/><w:bookmarkEnd w:id="toc{number}"/>'
    )
    properties = find_child(heading, "pPr")
    heading.insert(0 if properties is None else 1, start)
    heading.append(end)
    return name


def _write_field(
    entries: Sequence[tuple[int, str, str]], depth: int, styles: TemplateStyles
) -> str:
    """Return the paragraphs of a contents list; an entry: its level, its text, its bookmark."""
    begin = open_field(f'TOC \\o "1-{depth}" \\n \\h \\z \\u')
    written = ""
    for number, (level, text, anchor) in enumerate(entries, start=1):
        link = (
            f'<w:hyperlink w:anchor="{anchor}" w:history="1">{write_words(text)}</w:hyperlink>'
        )
        before = begin if number == 1 else ""
        after = FIELD_END if number == len(entries) else ""
        written += f"<w:p>{_write_level(level, styles)}{before}{link}{after}</w:p>"
    return written


def _write_level(level: int, styles: TemplateStyles) -> str:
    """Return the properties of an entry: the style of its level, an indent without one."""
    sid = styles.id(f"toc {level}")
    if sid:
        return f"<w:pPr>{write_value('pStyle', sid)}</w:pPr>"
    return f'<w:pPr><w:ind w:left="{220 * (level - 1)}"/></w:pPr>'
