"""What the template offers to what is inserted in it: its styles by their name, its numbering, the
width of its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from clu_batch.rendering.package import Paquet, parsed, serialised
from clu_batch.rendering.word_xml import W_NS, W

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"

A4_TEXT = 9070  # twentieths of a point: A4 less two margins of 2.5 cm
LEVELS = 9

PUCES, NUMEROS = "List Bullet", "List Number"


@dataclass(frozen=True, slots=True)
class Styles:
    """Style ids by `w:name` in lower case (French Word writes `Titre1` for `heading 1`), heading
    levels by style id.
    """

    ids: Mapping[str, str]
    niveaux: Mapping[str, int]
    numeros: Mapping[str, str] = field(default_factory=dict)  # style id -> numId

    @classmethod
    def de(cls, paquet: Paquet) -> Styles:
        """The styles of a template; none when it has no styles part."""
        ids: dict[str, str] = {}
        niveaux: dict[str, int] = {}
        numeros: dict[str, str] = {}
        for part in paquet.lies(paquet.document(), "styles"):
            for style in parsed(paquet.parts[part]).iter(f"{W}style"):
                name = style.find(f"{W}name")
                if name is None:
                    continue
                sid, word = style.get(f"{W}styleId", ""), name.get(f"{W}val", "").lower()
                ids[word] = sid
                if match := re.fullmatch(r"heading ([1-9])", word):
                    niveaux[sid] = int(match[1])
                num = style.find(f"{W}pPr/{W}numPr/{W}numId")
                if num is not None:
                    numeros[sid] = num.get(f"{W}val", "")
        return cls(ids, niveaux, numeros)

    def id(self, nom: str) -> str | None:
        """The style id of the style named `nom`, None when the template has no such style."""
        return self.ids.get(nom.lower())

    def titre(self, niveau: int) -> str | None:
        """The style id of headings of that level."""
        return self.id(f"heading {niveau}")


def largeur_du_texte(document: etree._Element) -> int:
    """The width between the margins of the last section, in twentieths of a point; A4 with 2.5 cm
    margins when it is not said.
    """
    section = document.find(f".//{W}body/{W}sectPr")
    if section is None:
        return A4_TEXT
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return A4_TEXT
    try:
        width = (
            int(size.get(f"{W}w", ""))
            - int(margins.get(f"{W}left", ""))
            - int(margins.get(f"{W}right", ""))
        )
    except ValueError:
        return A4_TEXT
    return width if width > 0 else A4_TEXT


class Numerotation:
    """The numbering of one document: the template's bullets, and a numbering of its own for each
    numbered list.
    """

    def __init__(self, paquet: Paquet, styles: Styles) -> None:
        names = paquet.lies(paquet.document(), "numbering")
        self._name = names[0] if names else ""
        self._root = (
            parsed(paquet.parts[self._name])
            if names
            else etree.Element(f"{W}numbering", nsmap={"w": W_NS})
        )
        self._styles = styles
        self._changed = False

    def puces(self) -> str:
        """The numId of bulleted lists."""
        own = self._template_num(PUCES)
        return own or self._num(self._abstract("clu_puces", "bullet", "•"))

    def liste_numerotee(self) -> str:
        """The numId of a new numbered list, which starts at 1."""
        own = self._template_num(NUMEROS)
        abstract = self._abstract_of(own) if own else None
        return self._num(abstract or self._abstract("clu_numeros", "decimal", "%1."), restart=True)

    def ecrire(self, paquet: Paquet) -> None:
        """Puts the completed numbering in `paquet`, if anything was added."""
        if not self._changed:
            return
        name = self._name or "word/numbering.xml"
        paquet.ajouter(name, serialised(self._root), NUMBERING_TYPE)
        paquet.relier(paquet.document(), "numbering", name)

    def _template_num(self, style: str) -> str | None:
        """The numId that the template's style gives, its numbering being really there."""
        num = self._styles.numeros.get(self._styles.id(style) or "")
        return num if num and self._abstract_of(num) is not None else None

    def _abstract_of(self, num_id: str) -> str | None:
        for num in self._root.iter(f"{W}num"):
            link = num.find(f"{W}abstractNumId")
            if num.get(f"{W}numId") == num_id and link is not None:
                return link.get(f"{W}val")
        return None

    def _abstract(self, name: str, fmt: str, text: str) -> str:
        """The id of our own abstract numbering called `name`, added after the template's."""
        for found in self._root.iter(f"{W}abstractNum"):
            label = found.find(f"{W}name")
            if label is not None and label.get(f"{W}val") == name:
                return found.get(f"{W}abstractNumId", "")
        new = str(
            1
            + max(
                (int(a.get(f"{W}abstractNumId", "0")) for a in self._root.iter(f"{W}abstractNum")),
                default=-1,
            )
        )
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
        position = sum(
            1 for child in self._root if child.tag in (f"{W}numPicBullet", f"{W}abstractNum")
        )
        self._root.insert(
            position, parsed(xml.encode())
        )  # the schema wants every abstractNum before the first num
        self._changed = True
        return new

    def _num(self, abstract: str, *, restart: bool = False) -> str:
        """A num on `abstract`; a bulleted list shares the one made before."""
        nums = list(self._root.iter(f"{W}num"))
        if not restart:
            for num in nums:
                if num.find(f"{W}abstractNumId[@{W}val='{abstract}']") is not None:
                    return num.get(f"{W}numId", "")
        new = str(1 + max((int(n.get(f"{W}numId", "0")) for n in nums), default=0))
        override = (
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
            if restart
            else ""
        )
        xml = (
            f'<w:num xmlns:w="{W_NS}" w:numId="{new}"><w:abstractNumId'
            f' w:val="{abstract}"/>{override}</w:num>'
        )
        position = max(
            (
                i
                for i, child in enumerate(self._root)
                if child.tag in (f"{W}abstractNum", f"{W}num")
            ),
            default=-1,
        )
        self._root.insert(position + 1, parsed(xml.encode()))
        self._changed = True
        return new
