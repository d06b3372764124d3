"""The properties of a paragraph or of a run, which Word wants in the order of its schema (ECMA-376,
part 1, 17.3.1.26 and 17.3.2.28).
"""

from __future__ import annotations

from collections.abc import Collection

from clu_batch.render.word_xml import XmlElement, find_child, name_tag, name_tags

_OF_A_PARAGRAPH = name_tags(
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"
)
_OF_A_RUN = name_tags(
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
)
_ORDER = _OF_A_PARAGRAPH + _OF_A_RUN
"""As far as the last property that the program adds."""


def open_properties(element: XmlElement, tag: str) -> XmlElement:
    """Return the properties of a paragraph (« pPr ») or of a run (« rPr »), added when it has
    none.
    """
    properties = find_child(element, tag)
    if properties is None:
        properties = element.makeelement(name_tag(tag))
        element.insert(0, properties)
    return properties


def add_property(properties: XmlElement, added: XmlElement) -> None:
    """Add a property in its place."""
    before = _ORDER[: _ORDER.index(added.tag)]
    properties.insert(count_among(properties, before), added)


def count_among(parent: XmlElement, tags: Collection[str]) -> int:
    """Return how many children bear one of these tags: the place of what must follow them."""
    return sum(child.tag in tags for child in parent)
