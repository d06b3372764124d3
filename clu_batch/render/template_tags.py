"""The tags of a template as they were typed: cut out of the paragraphs of each part, with where
they stand and what breaks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clu_batch.kernel.frozen import frozen
from clu_batch.render.link_targets import CIBLE
from clu_batch.render.locate import SIGNES, DocumentPart
from clu_batch.render.word_xml import (
    CELL,
    PARAGRAPH,
    ROW,
    RUN,
    TEXT,
    XmlElement,
    find_above,
    name_tag,
    name_tags,
)

_EFFACE = name_tag("delText")
_DELIMITEURS = re.compile(r"\{\{|\{%|\}\}|%\}")
_ECARTES = re.compile(r"\{\s+[{%]|[}%]\s+\}")
_PREFIXE = re.compile(r"(p|tr|tc|r)(?=[\s\u00a0])", re.IGNORECASE)
_CHAINES = re.compile(r"('[^']*'|\"[^\"]*\")|([^'\"]+)")
_GUILLEMETS = str.maketrans("“”‘’", "\"\"''")
_CACHES = name_tags("hyperlink", "a:hlinkClick", "a:hlinkHover", "wp:docPr", "instrText")
"""What holds tags that are not shown: addresses, alternative texts, instructions of fields."""
FERMETURES = {"{{": "}}", "{%": "%}"}


@dataclass(frozen=True, slots=True, eq=False)
class TemplateTag:
    """A tag: `texte` as typed, `prefixe` (p, tr, tc, r or none), `corps` between its braces, names
    in lower case as they are meant.

    `passage`: its first run. `coupee`: a tracked change or a link goes through it.
    """

    partie: DocumentPart
    paragraphe: XmlElement
    passage: XmlElement
    texte: str
    ouverture: str
    prefixe: str
    corps: str
    coupee: bool

    @property
    def mot(self) -> str:
        """The first word of an instruction, empty for a value."""
        words = self.corps.split()
        if words and self.ouverture == "{%":
            return words[0]
        return ""

    @property
    def nue(self) -> str:
        """What is shown of it in a message: neither its braces nor its prefix."""
        return self.corps or self.texte

    @property
    def jinja(self) -> str:
        """The tag as Jinja reads it."""
        return f"{self.ouverture} {self.corps} {FERMETURES[self.ouverture]}"

    @property
    def ou(self) -> str:
        """Where it stands, in words."""
        return self.partie.locate(self.paragraphe)

    @property
    def porteur(self) -> XmlElement | None:
        """What its prefix replaces: the paragraph, the row, the cell, the run; None when it stands
        in none.
        """
        match self.prefixe:
            case "tr":
                return find_above(self.paragraphe, ROW)
            case "tc":
                return find_above(self.paragraphe, CELL)
            case "r":
                return self.passage
        return self.paragraphe

    @property
    def support(self) -> XmlElement | None:
        """What must hold the closing tag too: the table of a row, the row of a cell, else what the
        paragraph stands in, or a link.
        """
        if not self.prefixe:
            parent = self.passage.getparent()
            if parent is not None and parent is not self.paragraphe:
                return parent
        return None if self.porteur is None else self.porteur.getparent()


@frozen
class BrokenTag:
    """Braces that make no tag: `texte` as typed, `ecriture` what was meant."""

    partie: DocumentPart
    paragraphe: XmlElement
    texte: str
    ecriture: str

    @property
    def ou(self) -> str:
        """Where it stands, in words."""
        return self.partie.locate(self.paragraphe)


@frozen
class _Character:
    """A character typed in a paragraph: its run, the tracked change or the link that holds it;
    `efface`: shown as deleted.
    """

    signe: str
    passage: XmlElement
    tenu: XmlElement | None
    efface: bool


def read_tags(partie: DocumentPart) -> Iterator[TemplateTag | BrokenTag]:
    """Give the tags and the broken ones of a part, in order."""
    for paragraph in partie.root.iter(PARAGRAPH):
        signs = list(_list_signs(paragraph))
        if any(sign.signe in "{}" for sign in signs):
            yield from _cut_out(partie, paragraph, signs)


def _list_hidden_signs(element: XmlElement) -> Iterator[_Character]:
    """Give the characters of what Word keeps in an attribute."""
    for sign in _read_hidden(element):
        yield _Character(sign, element, element, efface=False)


def _list_signs(paragraph: XmlElement) -> Iterator[_Character]:
    """Give the characters of a paragraph, those of a text box that it holds left out."""
    for element in paragraph.iter(TEXT, _EFFACE, *SIGNES, *_CACHES):
        if find_above(element, PARAGRAPH) is not paragraph:
            continue
        if element.tag in _CACHES:
            yield from _list_hidden_signs(element)
            continue
        run = find_above(element, RUN)
        if run is None:
            continue
        parent = run.getparent()
        held = None if parent is paragraph else parent
        moved = find_above(run, "del", "moveFrom") is not None
        deleted = moved or element.tag == _EFFACE
        for sign in SIGNES.get(element.tag) or element.text or "":
            yield _Character(sign, run, held, deleted)


def _read_hidden(element: XmlElement) -> str:
    """Return what is written behind a link, a picture or a field, and may hold tags too."""
    said = [element.get(CIBLE), element.get("descr"), element.get("title"), element.text]
    return "".join(filter(None, said))


def _cut_out(
    partie: DocumentPart, paragraph: XmlElement, signs: list[_Character]
) -> Iterator[TemplateTag | BrokenTag]:
    """Give the tags of a paragraph, then its braces that a blank parts."""
    places = [place for place, sign in enumerate(signs) if not sign.efface]
    text = "".join(signs[place].signe for place in places)
    for piece in _split_tags(text):
        if piece.whole:
            first, last = places[piece.start], places[piece.end - 1]
            yield _make_tag(partie, paragraph, signs[first : last + 1])
        else:
            yield _make_break(partie, paragraph, text[piece.start : piece.end])
    for apart in _ECARTES.finditer(text):
        yield _make_break(partie, paragraph, text[apart.start() :])


@frozen
class _Piece:
    """A tag in a text, from its start to its end; `whole`: it opens and closes."""

    start: int
    end: int
    whole: bool


def _split_tags(text: str) -> Iterator[_Piece]:
    """Give the tags of a text, whole or broken, in order."""
    opened: re.Match[str] | None = None
    for found in _DELIMITEURS.finditer(text):
        if found[0] in FERMETURES:
            if opened:  # a second opening: the first tag is never closed
                yield _Piece(opened.start(), found.start(), whole=False)
            opened = found
        elif opened:
            closed = FERMETURES[opened[0]] == found[0]
            yield _Piece(opened.start(), found.end(), whole=closed)
            opened = None
        else:
            yield _Piece(_find_start(text, found.start()), found.end(), whole=False)
    if opened:
        yield _Piece(opened.start(), len(text), whole=False)


def _find_start(text: str, end: int) -> int:
    """Return where a tag that has lost its opening braces may begin: at a lone brace, else at its
    last word.
    """
    brace = text.rfind("{", 0, end)
    if brace >= 0 and "}" not in text[brace:end]:
        return brace
    return text.rstrip().rfind(" ", 0, end) + 1


def lower_names(tag: str) -> str:
    """Return a tag in lower case, its texts as they are typed."""
    return _CHAINES.sub(lambda m: m[1] or m[2].lower(), tag)


_LONGUEUR = 40  # signs shown of a broken tag


def _make_break(partie: DocumentPart, paragraph: XmlElement, texte: str) -> BrokenTag:
    """Return braces that make no tag, with the tag that was meant."""
    shown = " ".join(texte.split())[:_LONGUEUR]
    closes_instruction = shown.endswith("%}") and not shown.startswith("{{")
    opening = "{%" if "%" in shown[:3] or closes_instruction else "{{"
    before_end = re.split(r"[}%]", shown.lstrip("{% "))[0]
    meant = f"{opening} {before_end.strip() or '…'} {FERMETURES[opening]}"
    return BrokenTag(partie, paragraph, shown, meant)


def _make_tag(
    partie: DocumentPart, paragraph: XmlElement, signs: list[_Character]
) -> TemplateTag:
    """Return the tag that these characters make; names in lower case, texts as they are typed."""
    text = "".join(sign.signe for sign in signs if not sign.efface)
    body = text[2:-2].strip("-\u00a0 \t\n")
    prefix = _PREFIXE.match(text[2:])
    if prefix:
        body = body[prefix.end() :].strip()
    straight = " ".join(body.translate(_GUILLEMETS).split())
    return TemplateTag(
        partie,
        paragraph,
        passage=signs[0].passage,
        texte=text,
        ouverture=text[:2],
        prefixe=prefix[1].lower() if prefix else "",
        corps=lower_names(straight),
        coupee=any(sign.efface or sign.tenu is not signs[0].tenu for sign in signs),
    )
