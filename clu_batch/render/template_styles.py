"""What the template offers to what is inserted in it: its styles by their name, its numbering, the
width of its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from clu_batch.render.docx_package import Package, parse_xml, serialise_xml
from clu_batch.render.word_xml import W_NS, W, read_value

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"

A4_TEXT = 9070  # twentieths of a point: A4 less two margins of 2.5 cm
LEVELS = 9

PUCES, NUMEROS = "List Bullet", "List Number"


@dataclass(frozen=True, slots=True)
class TemplateStyles:
    """Style ids by `w:name` in lower case (French Word writes `Titre1` for `heading 1`), heading
    levels by style id.
    """

    ids: Mapping[str, str]
    niveaux: Mapping[str, int]
    numeros: Mapping[str, str] = field(default_factory=dict)  # style id -> numId

    @classmethod
    def read(cls, paquet: Package) -> TemplateStyles:
        """Return the styles of a template; none when it has no styles part."""
        ids: dict[str, str] = {}
        niveaux: dict[str, int] = {}
        numeros: dict[str, str] = {}
        for part in paquet.list_linked(paquet.find_document(), "styles"):
            for style in parse_xml(paquet.parts[part]).iter(f"{W}style"):
                name = style.find(f"{W}name")
                if name is None:
                    continue
                sid, word = style.get(f"{W}styleId", ""), read_value(name).lower()
                ids[word] = sid
                heading = re.fullmatch(r"heading ([1-9])", word)
                if heading:
                    niveaux[sid] = int(heading[1])
                num = style.find(f"{W}pPr/{W}numPr/{W}numId")
                if num is not None:
                    numeros[sid] = read_value(num)
        return cls(ids, niveaux, numeros)

    def id(self, nom: str) -> str | None:
        """Return the style id of the style named `nom`, None when the template has no such
        style.
        """
        return self.ids.get(nom.lower())


def find_text_width(document: etree._Element) -> int:
    """Return the width between the margins of the last section, in twentieths of a point; A4 with
    2.5 cm margins when it is not said.
    """
    section = document.find(f".//{W}body/{W}sectPr")
    if section is None:
        return A4_TEXT
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return A4_TEXT
    try:
        page = int(size.get(f"{W}w", ""))
        left, right = (int(margins.get(f"{W}{side}", "")) for side in ("left", "right"))
    except ValueError:
        return A4_TEXT
    width = page - left - right
    return width if width > 0 else A4_TEXT


class ListNumbering:
    """The numbering of one document: the template's bullets, and a numbering of its own for each
    numbered list.
    """

    def __init__(self, paquet: Package, styles: TemplateStyles) -> None:
        names = paquet.list_linked(paquet.find_document(), "numbering")
        if names:
            self._name = names[0]
            self._root = parse_xml(paquet.parts[self._name])
        else:
            self._name = "word/numbering.xml"
            self._root = etree.Element(f"{W}numbering", nsmap={"w": W_NS})
        self._styles = styles
        self._changed = False

    def find_bullets(self) -> str:
        """Return the numId of bulleted lists."""
        own = self._find_own(PUCES)
        return own or self._find_or_add(self._find_or_define("clu_puces", "bullet", "•"))

    def start_numbered(self) -> str:
        """Return the numId of a new numbered list, which starts at 1."""
        own = self._find_own(NUMEROS)
        abstract = self._find_definition(own) if own else None
        if not abstract:
            abstract = self._find_or_define("clu_numeros", "decimal", "%1.")
        return self._add(
            abstract, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        )

    def write(self, paquet: Package) -> None:
        """Put the completed numbering in `paquet`, if anything was added."""
        if not self._changed:
            return
        paquet.add(self._name, serialise_xml(self._root), NUMBERING_TYPE)
        paquet.link(paquet.find_document(), "numbering", self._name)

    def _find_own(self, style: str) -> str | None:
        """Return the numId that the template's style gives, its numbering being really there."""
        num = self._styles.numeros.get(self._styles.id(style) or "")
        if not num or self._find_definition(num) is None:
            return None
        return num

    def _find_definition(self, num_id: str) -> str | None:
        for num in self._root.iter(f"{W}num"):
            link = num.find(f"{W}abstractNumId")
            if num.get(f"{W}numId") == num_id and link is not None:
                return link.get(f"{W}val")
        return None

    def _find_or_define(self, name: str, fmt: str, text: str) -> str:
        """Return the id of our own abstract numbering called `name`, added after the template's."""
        for found in self._root.iter(f"{W}abstractNum"):
            if read_value(found.find(f"{W}name")) == name:
                return found.get(f"{W}abstractNumId", "")
        new = str(1 + self._find_last("abstractNum", "abstractNumId", -1))
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText'
            f' w:val="{text.replace("%1", f"%{n + 1}")}"/><w:lvlJc w:val="left"/><w:pPr><w:ind'
            f' w:left="{720 + 360 * n}" w:hanging="360"/></w:pPr></w:lvl>'
            for n in range(LEVELS)
        )
        xml = (
            f'<w:abstractNum xmlns:w="{W_NS}" w:abstractNumId="{new}"><w:multiLevelType'
            f' w:val="hybridMultilevel"/><w:name w:val="{name}"/>{levels}</w:abstractNum>'
        )
        # the schema wants every abstractNum before the first num
        before = (f"{W}numPicBullet", f"{W}abstractNum")
        place = sum(child.tag in before for child in self._root)
        self._root.insert(place, parse_xml(xml.encode()))
        self._changed = True
        return new

    def _find_last(self, tag: str, attribute: str, default: int) -> int:
        """Return the highest number of the elements of one kind, `default` when there is none."""
        numbers = [int(found.get(W + attribute, "0")) for found in self._root.iter(W + tag)]
        return max(numbers, default=default)

    def _find_or_add(self, abstract: str) -> str:
        """Return a num on `abstract`: the one made before, or a new one."""
        for num in self._root.iter(f"{W}num"):
            if num.find(f"{W}abstractNumId[@{W}val='{abstract}']") is not None:
                return num.get(f"{W}numId", "")
        return self._add(abstract)

    def _add(self, abstract: str, override: str = "") -> str:
        """Return a new num on `abstract`, placed after the others."""
        new = str(1 + self._find_last("num", "numId", 0))
        xml = (
            f'<w:num xmlns:w="{W_NS}" w:numId="{new}"><w:abstractNumId'
            f' w:val="{abstract}"/>{override}</w:num>'
        )
        place = 0
        for number, child in enumerate(self._root, start=1):
            if child.tag in (f"{W}abstractNum", f"{W}num"):
                place = number
        self._root.insert(place, parse_xml(xml.encode()))
        self._changed = True
        return new
