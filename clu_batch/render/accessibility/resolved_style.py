"""How a paragraph and its runs look once their styles are resolved, by `w:name` (French Word writes
`Titre1` for « heading 1 »).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clu_batch.kernel.frozen import frozen
from clu_batch.render.docx_package import Package, parse_xml
from clu_batch.render.template_styles import find_heading_level, read_style_name
from clu_batch.render.word_xml import (
    XmlElement,
    find_child,
    name_tag,
    read_attribute,
    read_value,
    read_words,
    walk,
)

CORPS_PAR_DEFAUT = 20  # half-points, when nothing says it
_COULEUR = re.compile(r"[0-9A-Fa-f]{6}")


@frozen
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


@frozen
class ShownRun:
    """A run as it looks; `fond`: its own shading or highlight; `colore`: whether the run itself
    carries its colour.
    """

    element: XmlElement
    texte: str
    aspect: Aspect
    fond: str
    colore: bool


def is_on(element: XmlElement | None) -> bool:
    """Return whether a toggle of Word is there and not switched off."""
    return element is not None and read_value(element) not in ("0", "false", "off", "none")


def read_fill(shading: XmlElement | None) -> str:
    """Return the fill of a shading, RRGGBB, empty when it is transparent."""
    return _read_colour(read_attribute(shading, "fill"))


def _read_colour(text: str) -> str:
    """Return a colour as RRGGBB, "" for anything else (« auto »)."""
    return text.upper() if _COULEUR.fullmatch(text) else ""


def read_level(outline: XmlElement) -> int:
    """Return the level of an outline, from 1; 0 for body text."""
    value = read_attribute(outline, "val", "9")
    if not value.isdecimal():
        return 0
    return (int(value) + 1) % 10  # 9 is body text


def _is_numbered(numbering: XmlElement) -> bool:
    """Return whether a numbering is one: the number 0 takes a paragraph out of its list."""
    num = find_child(numbering, "numId")
    return num is not None and read_value(num) != "0"


_SETTINGS: Mapping[str, tuple[str, Callable[[XmlElement], object]]] = {
    "jc": ("cote", read_value),
    "outlineLvl": ("niveau", read_level),
    "numPr": ("numerote", _is_numbered),
    "tabs": ("taquets", lambda _: True),
    "b": ("gras", is_on),
    "color": ("couleur", lambda color: _read_colour(read_value(color))),
    "sz": ("taille", lambda size: int(float(read_attribute(size, "val", "0")))),
    "caps": ("capitales", is_on),
    "vanish": ("cache", is_on),
}
"""The properties that are read of a paragraph, then of a run: the field that each one sets, what
it sets it to.
"""
_FIELDS = {name_tag(tag): setting for tag, setting in _SETTINGS.items()}


def _read_settings(properties: XmlElement | None) -> dict[str, Any]:
    """Return what the properties of a paragraph or of a run set, by name of field."""
    found: dict[str, Any] = {}
    for child in () if properties is None else properties:
        if child.tag in _FIELDS:
            field, read = _FIELDS[child.tag]
            found[field] = read(child)
    return found


def _read_over(aspect: Aspect, style: XmlElement) -> Aspect:
    """Return the aspect once the properties of a style are read over it."""
    found: dict[str, Any] = {}
    level = find_heading_level(read_style_name(style))
    if level:
        found["niveau"] = level
    found |= _read_settings(find_child(style, "pPr"))
    found |= _read_settings(find_child(style, "rPr"))
    if find_child(style, "tblPr/tblBorders") is not None:
        found["bordures"] = True
    return replace(aspect, **found)


@frozen
class ResolvedStyles:
    """The styles of a document, resolved; `caracteres`: what the character styles set, by style
    id.
    """

    styles: Mapping[str, Aspect]
    caracteres: Mapping[str, Mapping[str, Any]]
    normal: Aspect
    root: XmlElement | None

    @classmethod
    def read(cls, paquet: Package) -> ResolvedStyles:
        """Return those of a package; the documents of one template share their styles, read
        once.
        """
        for name in paquet.list_linked("styles"):
            return _resolve(paquet.parts[name])
        return cls({}, {}, _RIEN, None)

    def find_paragraph(self, style: str) -> Aspect:
        """Return how a paragraph looks that names that style, "" for none."""
        if style:
            return self.styles.get(style, self.normal)
        return self.normal

    def read_run(self, run: XmlElement, dans: Aspect) -> ShownRun:
        """Return a run of a paragraph that looks like `dans`."""
        letters = find_child(run, "rPr")
        if letters is None:
            return ShownRun(run, read_words(run), dans, "", colore=False)
        named = read_value(find_child(letters, "rStyle"))
        found = {**self.caracteres.get(named, {}), **_read_settings(letters)}
        look = replace(dans, **found) if found else dans
        highlight = read_value(find_child(letters, "highlight"))
        fill = read_fill(find_child(letters, "shd")) or SURLIGNAGES.get(highlight, "")
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
    by_id = {read_attribute(style, "styleId"): style for style in walk(root, "style")}
    for sid, style in by_id.items():
        chain = _list_ancestry(sid, by_id)
        named = replace(defaults, nom=read_style_name(style))
        styles[sid] = functools.reduce(_read_over, chain, named)
        kind = read_attribute(style, "type")
        if kind == "character":
            letters[sid] = _read_character_style(chain)
        elif kind == "paragraph" and not normal and is_yes(style, "default"):
            normal = sid
    return ResolvedStyles(styles, letters, styles.get(normal, defaults), root)


def _read_character_style(chain: Sequence[XmlElement]) -> dict[str, Any]:
    """Return what a character style sets, what it is based on included."""
    found: dict[str, Any] = {}
    for style in chain:
        found |= _read_settings(find_child(style, "rPr"))
    return found


def _read_defaults(root: XmlElement) -> Aspect:
    """Return how a text looks when no style says anything."""
    found = _read_settings(find_child(root, "docDefaults/rPrDefault/rPr"))
    side = find_child(root, "docDefaults/pPrDefault/pPr/jc")
    return replace(_RIEN, cote=read_value(side), **found)


def _list_ancestry(sid: str, by_id: Mapping[str, XmlElement]) -> list[XmlElement]:
    """Return a style and those it is based on, the oldest first; a circle is cut."""
    chain: list[XmlElement] = []
    style = by_id.get(sid)
    while style is not None and style not in chain:
        chain.insert(0, style)
        base = find_child(style, "basedOn")
        style = None if base is None else by_id.get(read_value(base))
    return chain


def is_yes(element: XmlElement, nom: str) -> bool:
    """Return whether an attribute of Word says yes."""
    return read_attribute(element, nom, "0") in ("1", "true", "on")
