"""The properties of a paragraph or of a run, which Word wants in the order of its schema (ECMA-376,
part 1, 17.3.1.26 and 17.3.2.28).
"""

from __future__ import annotations

from collections.abc import Collection

from clu_batch.render.word_xml import XmlElement, find_child, name_tag, name_tags, read_value

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
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
)
_ORDER = _OF_A_PARAGRAPH + _OF_A_RUN
"""As far as the last property that the program adds."""


_ROW = name_tag("trPr")
_LISTS = (*name_tags("pPr", "rPr", "tcPr"), _ROW)
_VAL = name_tag("val")
_TOGGLES = name_tags("tblHeader", "cantSplit", "hidden")
_ON, _OFF = ("true", "on"), ("false", "off")


def normalise(root: XmlElement) -> bool:
    """Write the properties of a part as Word does, which LibreOffice does not: each one once, the
    last; « true » left unsaid, « false » as 0. Return whether something was changed.
    """
    changed = False
    for properties in root.iter(*_LISTS):
        last = {child.tag: child for child in properties}
        for child in list(properties):
            if child is not last[child.tag]:
                properties.remove(child)
            elif not _normalise_toggle(child, properties):
                continue
            changed = True
    return changed


def _normalise_toggle(child: XmlElement, properties: XmlElement) -> bool:
    """Write what switches a property on or off; return whether it was written otherwise."""
    value = read_value(child)
    if value in _ON:
        del child.attrib[_VAL]
    elif properties.tag == _ROW and value in ("0", *_OFF) and child.tag in _TOGGLES:
        properties.remove(child)  # no style says it of a row
    elif value not in _OFF:
        return False
    else:
        child.set(_VAL, "0")
    return True


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
