"""How a paragraph and its runs look once their styles are resolved, by `w:name` (French Word writes
`Titre1` for « heading 1 »).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from clu_batch.rendering.package import Paquet, parsed
from clu_batch.rendering.word_xml import W

CORPS_PAR_DEFAUT = 20  # half-points, when nothing says it
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
class Passage:
    """A run as it looks; `fond`: its own shading or highlight; `colore`: whether the run itself
    carries its colour.
    """

    element: etree._Element
    texte: str
    aspect: Aspect
    fond: str
    colore: bool


def vrai(element: etree._Element | None) -> bool:
    """Whether a toggle of Word is there and not switched off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def rempli(shading: etree._Element | None) -> str:
    """The fill of a shading, RRGGBB, empty when it is transparent."""
    fill = "" if shading is None else shading.get(f"{W}fill", "")
    return fill.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", fill) else ""


def niveau_de(outline: etree._Element) -> int:
    """The level of an outline, from 1; 0 for body text."""
    value = outline.get(f"{W}val", "9")
    return (int(value) + 1) % 10 if value.isdecimal() else 0


def _lu(aspect: Aspect, element: etree._Element) -> Aspect:
    """The aspect once the pPr, rPr and tblPr of `element` are read over it."""
    found: dict[str, object] = {}
    if match := _HEADING.fullmatch(_nom(element)):
        found["niveau"] = int(match[1])
    if (shape := element.find(f"{W}pPr")) is not None:
        for child in shape:
            match str(child.tag).removeprefix(W):
                case "jc":
                    found["cote"] = child.get(f"{W}val", "")
                case "outlineLvl":
                    found["niveau"] = niveau_de(child)
                case "numPr":
                    num = child.find(f"{W}numId")
                    found["numerote"] = num is not None and num.get(f"{W}val") != "0"
                case "tabs":
                    found["taquets"] = True
    if (letters := element.find(f"{W}rPr")) is not None:
        found |= _lettres(letters)
    if element.find(f"{W}tblPr/{W}tblBorders") is not None:
        found["bordures"] = True
    # each name has the type of its field
    return replace(aspect, **found) if found else aspect  # type: ignore[arg-type]


def _lettres(letters: etree._Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for child in letters:
        match str(child.tag).removeprefix(W):
            case "b":
                found["gras"] = vrai(child)
            case "color":
                value = child.get(f"{W}val", "").upper()
                found["couleur"] = value if re.fullmatch(r"[0-9A-F]{6}", value) else ""
            case "sz":
                found["taille"] = int(float(child.get(f"{W}val", "0")))
            case "caps":
                found["capitales"] = vrai(child)
            case "vanish":
                found["cache"] = vrai(child)
    return found


@dataclass(frozen=True, slots=True)
class Aspects:
    """The styles of a document, resolved; `caracteres`: what the character styles set, by style
    id.
    """

    styles: Mapping[str, Aspect]
    caracteres: Mapping[str, Mapping[str, object]]
    normal: Aspect
    root: etree._Element | None

    @classmethod
    def de(cls, paquet: Paquet) -> Aspects:
        """Those of a package; the documents of one template share their styles, read once."""
        names = paquet.lies(paquet.document(), "styles")
        return _aspects(paquet.parts[names[0]]) if names else cls({}, {}, _RIEN, None)

    def paragraphe(self, style: str | None) -> Aspect:
        """Of a paragraph that names that style, or none."""
        return self.normal if style is None else self.styles.get(style, self.normal)

    def passage(self, run: etree._Element, dans: Aspect) -> Passage:
        """A run of a paragraph that looks like `dans`."""
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        letters = run.find(f"{W}rPr")
        if letters is None:
            return Passage(run, text, dans, "", colore=False)
        named = letters.find(f"{W}rStyle")
        found = {
            **(self.caracteres.get(named.get(f"{W}val", ""), {}) if named is not None else {}),
            **_lettres(letters),
        }
        # each name has the type of its field
        look = replace(dans, **found) if found else dans  # type: ignore[arg-type]
        highlight = letters.find(f"{W}highlight")
        fill = rempli(letters.find(f"{W}shd")) or (
            SURLIGNAGES.get(highlight.get(f"{W}val", ""), "") if highlight is not None else ""
        )
        return Passage(run, text, look, fill, colore="couleur" in found)


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
def _aspects(data: bytes) -> Aspects:
    root = parsed(data)
    # each name has the type of its field
    defaults = replace(_RIEN, **_defauts(root))  # type: ignore[arg-type]
    by_id = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    chains = {sid: _lignee(sid, by_id) for sid in by_id}
    styles = {
        sid: functools.reduce(_lu, chain, replace(defaults, nom=_nom(by_id[sid])))
        for sid, chain in chains.items()
    }
    letters = {
        sid: _couleurs(chain)
        for sid, chain in chains.items()
        if by_id[sid].get(f"{W}type") == "character"
    }
    normal = next(
        (
            sid
            for sid, style in by_id.items()
            if style.get(f"{W}type") == "paragraph" and vrai_attribut(style, "default")
        ),
        "",
    )
    return Aspects(styles, letters, styles.get(normal, defaults), root)


def _couleurs(chain: list[etree._Element]) -> dict[str, object]:
    """What a character style sets, what it is based on included."""
    return {
        name: value
        for style in chain
        for letters in style.findall(f"{W}rPr")
        for name, value in _lettres(letters).items()
    }


def _defauts(root: etree._Element) -> dict[str, object]:
    letters, side = (
        root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"),
        root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}jc"),
    )
    found = _lettres(letters) if letters is not None else {}
    return found if side is None else {**found, "cote": side.get(f"{W}val", "")}


def _lignee(sid: str, by_id: Mapping[str, etree._Element]) -> list[etree._Element]:
    """A style and those it is based on, the oldest first; a circle is cut."""
    chain: list[etree._Element] = []
    style = by_id.get(sid)
    while style is not None and style not in chain:
        chain.insert(0, style)
        base = style.find(f"{W}basedOn")
        style = by_id.get(base.get(f"{W}val", "")) if base is not None else None
    return chain


def _nom(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").lower()


def vrai_attribut(element: etree._Element, nom: str) -> bool:
    """Whether an attribute of Word says yes."""
    return element.get(f"{W}{nom}", "0") in ("1", "true", "on")
