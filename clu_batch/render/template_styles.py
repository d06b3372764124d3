"""What the template offers to what is inserted in it: its styles by their name, its numbering, the
width of its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from clu_batch.kernel.frozen import frozen
from clu_batch.render.docx_package import Package, serialise_xml
from clu_batch.render.ordered_properties import count_among
from clu_batch.render.word_xml import (
    NAMESPACES,
    XmlElement,
    find_child,
    name_tag,
    name_tags,
    read_attribute,
    read_value,
    walk,
)
from clu_batch.render.written_xml import parse_all, write_value

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"

A4_TEXT = 9070  # twentieths of a point: A4 less two margins of 2.5 cm
LEVELS = 9

PUCES, NUMEROS = "List Bullet", "List Number"


@frozen
class TemplateStyles:
    """Style ids by `w:name` in lower case (French Word writes `Titre1` for `heading 1`), heading
    levels by style id.
    """

    ids: Mapping[str, str]
    niveaux: Mapping[str, int]
    numeros: Mapping[str, str]  # style id -> numId

    @classmethod
    def read(cls, paquet: Package) -> TemplateStyles:
        """Return the styles of a template; none when it has no styles part."""
        ids: dict[str, str] = {}
        niveaux: dict[str, int] = {}
        numeros: dict[str, str] = {}
        for part in paquet.list_linked("styles"):
            for style in walk(paquet.read_root(part), "style"):
                name, sid = read_style_name(style), read_attribute(style, "styleId")
                if not name:
                    continue
                ids[name] = sid
                level = find_heading_level(name)
                if level:
                    niveaux[sid] = level
                num = find_child(style, "pPr/numPr/numId")
                if num is not None:
                    numeros[sid] = read_value(num)
        return cls(ids, niveaux, numeros)

    def id(self, nom: str) -> str | None:
        """Return the style id of the style named `nom`, None when the template has no such
        style.
        """
        return self.ids.get(nom.lower())


def read_style_name(style: XmlElement) -> str:
    """Return the name of a style in lower case, "" when it has none."""
    return read_value(find_child(style, "name")).lower()


def find_heading_level(name: str) -> int:
    """Return the level of the style of headings of that name, 0 for another style."""
    heading = re.fullmatch(r"heading ([1-9])", name)
    return int(heading[1]) if heading else 0


def find_text_width(document: XmlElement) -> int:
    """Return the width between the margins of the last section, in twentieths of a point; A4 with
    2.5 cm margins when it is not said.
    """
    size = find_child(document, "body/sectPr/pgSz")
    margins = find_child(document, "body/sectPr/pgMar")
    sides = read_attribute(margins, "left"), read_attribute(margins, "right")
    try:
        page, left, right = map(int, (read_attribute(size, "w"), *sides))
    except ValueError:
        return A4_TEXT
    width = page - left - right
    return width if width > 0 else A4_TEXT


class ListNumbering:
    """The numbering of one document: the template's bullets, and a numbering of its own for each
    numbered list.
    """

    def __init__(self, paquet: Package, styles: TemplateStyles) -> None:
        names = paquet.list_linked("numbering")
        if names:
            self._name = names[0]
            self._root = paquet.read_root(self._name)
        else:
            self._name = "word/numbering.xml"
            self._root = etree.Element(name_tag("numbering"), nsmap={"w": NAMESPACES["w"]})
        self._styles = styles
        self._changed = False

    def find_bullets(self) -> str:
        """Return the numId of bulleted lists."""
        own = self._find_own(PUCES)
        return own or self._find_or_add(self._find_or_define("clu_puces", "bullet", "•"))

    def start_numbered(self) -> str:
        """Return the numId of a new numbered list, which starts at 1."""
        own = self._find_own(NUMEROS)
        if own:
            abstract = self._find_definition(own)
        else:
            abstract = self._find_or_define("clu_numeros", "decimal", "%1.")
        start = write_value("startOverride", "1")
        return self._add(abstract, f'<w:lvlOverride w:ilvl="0">{start}</w:lvlOverride>')

    def write(self, paquet: Package) -> None:
        """Put the completed numbering in `paquet`, if anything was added."""
        if not self._changed:
            return
        paquet.add(self._name, serialise_xml(self._root), NUMBERING_TYPE)
        paquet.link(paquet.find_document(), "numbering", self._name)

    def _find_own(self, style: str) -> str:
        """Return the numId that the template's style gives, "" when its numbering is not there."""
        num = self._styles.numeros.get(self._styles.id(style) or "", "")
        return num if num and self._find_definition(num) else ""

    def _find_definition(self, num_id: str) -> str:
        """Return the id of the abstract numbering of a num, "" when it is not there."""
        for num in walk(self._root, "num"):
            link = find_child(num, "abstractNumId")
            if read_attribute(num, "numId") == num_id and link is not None:
                return read_value(link)
        return ""

    def _find_or_define(self, name: str, fmt: str, text: str) -> str:
        """Return the id of our own abstract numbering called `name`, added after the template's."""
        for found in walk(self._root, "abstractNum"):
            if read_value(find_child(found, "name")) == name:
                return read_attribute(found, "abstractNumId")
        new = self._find_next("abstractNum", "abstractNumId", 0)
        levels = "".join(_write_level(level, fmt, text) for level in range(LEVELS))
        named = write_value("multiLevelType", "hybridMultilevel") + write_value("name", name)
        # the schema wants every abstractNum before the first num
        self._insert(
            f'<w:abstractNum w:abstractNumId="{new}">{named}{levels}</w:abstractNum>',
            count_among(self._root, name_tags("numPicBullet", "abstractNum")),
        )
        return new

    def _find_next(self, tag: str, attribute: str, first: int) -> str:
        """Return the number after the highest of the elements of one kind, `first` when there is
        none.
        """
        numbers = [
            int(read_attribute(found, attribute, "0")) for found in walk(self._root, tag)
        ]
        return str(1 + max(numbers, default=first - 1))

    def _find_or_add(self, abstract: str) -> str:
        """Return a num on `abstract`: the one made before, or a new one."""
        for num in walk(self._root, "num"):
            if read_value(find_child(num, "abstractNumId")) == abstract:
                return read_attribute(num, "numId")
        return self._add(abstract)

    def _add(self, abstract: str, override: str = "") -> str:
        """Return a new num on `abstract`, placed after the others."""
        new = self._find_next("num", "numId", 1)
        link = write_value("abstractNumId", abstract)
        others = name_tags("abstractNum", "num")
        places = [n for n, child in enumerate(self._root, start=1) if child.tag in others]
        self._insert(f'<w:num w:numId="{new}">{link}{override}</w:num>', max(places, default=0))
        return new

    def _insert(self, xml: str, place: int) -> None:
        self._root.insert(place, parse_all(xml)[0])
        self._changed = True


def _write_level(level: int, fmt: str, text: str) -> str:
    """Return a level of a numbering, from 0, each one more to the right."""
    shown = text.replace("%1", f"%{level + 1}")
    return (
        f'<w:lvl w:ilvl="{level}">{write_value("start", "1")}{write_value("numFmt", fmt)}'
        f"{write_value('lvlText', shown)}{write_value('lvlJc', 'left')}<w:pPr><w:ind"
        f' w:left="{720 + 360 * level}" w:hanging="360"/></w:pPr></w:lvl>'
    )
