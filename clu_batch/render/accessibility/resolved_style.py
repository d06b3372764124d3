"""How a paragraph and its runs look once their styles are resolved, by `w:name` (French Word writes
`Titre1` for « heading 1 »).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from clu_batch.render.docx_package import Package, parse_xml
from clu_batch.render.word_xml import W, read_value, read_words

CORPS_PAR_DEFAUT = 20  # half-points, when nothing says it
_COULEUR = re.compile(r"[0-9A-Fa-f]{6}")
_HEADING = re.compile(r"heading ([1-9])")


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a style says, what it is based on included; sizes in half-points, colours as RRGGBB or
    empty.
    """

    nom: str = ""
    niveau: int = 0
    gras: bool = False
    couleur: str = ""
    taille: int = 0
    capitales: bool = False
    cache: bool = False
    cote: str = ""
    numerote: bool = False
    taquets: bool = False
    bordures: bool = False


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run as it looks; `fond`: its own shading or highlight; `colore`: whether the run itself
    carries its colour.
    """

    element: etree._Element
    texte: str
    aspect: Aspect
    fond: str
    colore: bool


def is_on(element: etree._Element | None) -> bool:
    """Return whether a toggle of Word is there and not switched off."""
    return element is not None and read_value(element) not in ("0", "false", "off", "none")


def read_fill(shading: etree._Element | None) -> str:
    """Return the fill of a shading, RRGGBB, empty when it is transparent."""
    return "" if shading is None else _read_colour(shading.get(f"{W}fill", ""))


def _read_colour(text: str) -> str:
    """Return a colour as RRGGBB, "" for anything else (« auto »)."""
    return text.upper() if _COULEUR.fullmatch(text) else ""


def read_level(outline: etree._Element) -> int:
    """Return the level of an outline, from 1; 0 for body text."""
    value = outline.get(f"{W}val", "9")
    if not value.isdecimal():
        return 0
    return (int(value) + 1) % 10  # 9 is body text


def _read_over(aspect: Aspect, element: etree._Element) -> Aspect:
    """Return the aspect once the pPr, rPr and tblPr of `element` are read over it."""
    found: dict[str, Any] = {}
    heading = _HEADING.fullmatch(_read_name(element))
    if heading:
        found["niveau"] = int(heading[1])
    found |= _read_shape(element.find(f"{W}pPr"))
    found |= _read_letters(element.find(f"{W}rPr"))
    if element.find(f"{W}tblPr/{W}tblBorders") is not None:
        found["bordures"] = True
    return replace(aspect, **found) if found else aspect


def _read_shape(properties: etree._Element | None) -> dict[str, Any]:
    """Return what the properties of a paragraph set, by name of field."""
    found: dict[str, Any] = {}
    for child in _list_children(properties):
        match str(child.tag).removeprefix(W):
            case "jc":
                found["cote"] = read_value(child)
            case "outlineLvl":
                found["niveau"] = read_level(child)
            case "numPr":
                num = child.find(f"{W}numId")
                found["numerote"] = num is not None and num.get(f"{W}val") != "0"
            case "tabs":
                found["taquets"] = True
    return found


def _list_children(element: etree._Element | None) -> Sequence[etree._Element]:
    return () if element is None else list(element)


def _read_letters(properties: etree._Element | None) -> dict[str, Any]:
    """Return what the properties of a run set, by name of field."""
    found: dict[str, Any] = {}
    for child in _list_children(properties):
        match str(child.tag).removeprefix(W):
            case "b":
                found["gras"] = is_on(child)
            case "color":
                found["couleur"] = _read_colour(read_value(child))
            case "sz":
                found["taille"] = int(float(child.get(f"{W}val", "0")))
            case "caps":
                found["capitales"] = is_on(child)
            case "vanish":
                found["cache"] = is_on(child)
    return found


@dataclass(frozen=True, slots=True)
class ResolvedStyles:
    """The styles of a document, resolved; `caracteres`: what the character styles set, by style
    id.
    """

    styles: Mapping[str, Aspect]
    caracteres: Mapping[str, Mapping[str, Any]]
    normal: Aspect
    root: etree._Element | None

    @classmethod
    def read(cls, paquet: Package) -> ResolvedStyles:
        """Return those of a package; the documents of one template share their styles, read
        once.
        """
        names = paquet.list_linked(paquet.find_document(), "styles")
        if not names:
            return cls({}, {}, _RIEN, None)
        return _resolve(paquet.parts[names[0]])

    def find_paragraph(self, style: str) -> Aspect:
        """Return how a paragraph looks that names that style, "" for none."""
        return self.styles.get(style, self.normal) if style else self.normal

    def read_run(self, run: etree._Element, dans: Aspect) -> ShownRun:
        """Return a run of a paragraph that looks like `dans`."""
        letters = run.find(f"{W}rPr")
        if letters is None:
            return ShownRun(run, read_words(run), dans, "", colore=False)
        named = read_value(letters.find(f"{W}rStyle"))
        found = {**self.caracteres.get(named, {}), **_read_letters(letters)}
        look = replace(dans, **found) if found else dans
        highlight = read_value(letters.find(f"{W}highlight"))
        fill = read_fill(letters.find(f"{W}shd")) or SURLIGNAGES.get(highlight, "")
        return ShownRun(run, read_words(run), look, fill, colore="couleur" in found)


_RIEN = Aspect(taille=CORPS_PAR_DEFAUT)
SURLIGNAGES = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "black": "000000",
}
"""The colours of Word's highlighter."""


@functools.lru_cache(maxsize=8)
def _resolve(data: bytes) -> ResolvedStyles:
    """Return the styles of a part of styles."""
    root = parse_xml(data)
    defaults = _read_defaults(root)
    styles: dict[str, Aspect] = {}
    letters: dict[str, dict[str, Any]] = {}
    normal = ""
    by_id = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    for sid, style in by_id.items():
        chain = _list_ancestry(sid, by_id)
        named = replace(defaults, nom=_read_name(style))
        styles[sid] = functools.reduce(_read_over, chain, named)
        kind = style.get(f"{W}type")
        if kind == "character":
            letters[sid] = _read_character_style(chain)
        elif kind == "paragraph" and not normal and is_yes(style, "default"):
            normal = sid
    return ResolvedStyles(styles, letters, styles.get(normal, defaults), root)


def _read_character_style(chain: Sequence[etree._Element]) -> dict[str, Any]:
    """Return what a character style sets, what it is based on included."""
    found: dict[str, Any] = {}
    for style in chain:
        found |= _read_letters(style.find(f"{W}rPr"))
    return found


def _read_defaults(root: etree._Element) -> Aspect:
    """Return how a text looks when no style says anything."""
    found = _read_letters(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    side = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}jc")
    return replace(_RIEN, cote=read_value(side), **found)


def _list_ancestry(sid: str, by_id: Mapping[str, etree._Element]) -> list[etree._Element]:
    """Return a style and those it is based on, the oldest first; a circle is cut."""
    chain: list[etree._Element] = []
    style = by_id.get(sid)
    while style is not None and style not in chain:
        chain.insert(0, style)
        base = style.find(f"{W}basedOn")
        style = None if base is None else by_id.get(read_value(base))
    return chain


def _read_name(style: etree._Element) -> str:
    return read_value(style.find(f"{W}name")).lower()


def is_yes(element: etree._Element, nom: str) -> bool:
    """Return whether an attribute of Word says yes."""
    return element.get(f"{W}{nom}", "0") in ("1", "true", "on")
