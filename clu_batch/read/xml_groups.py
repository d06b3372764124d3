"""The elements of an XML part, whatever the prefix of its vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from xml.etree import ElementTree as ET

Styles = Mapping[str, list[ET.Element]]
"""The elements of each group of the styles of a workbook."""


def strip_namespace(name: str) -> str:
    """Return the name of an element or of an attribute without its vocabulary."""
    return name.rpartition("}")[2]


def list_groups(part: bytes) -> Styles:
    """Return the elements of each group of the styles; none for a part that cannot be read."""
    groups: dict[str, list[ET.Element]] = defaultdict(list)
    try:
        root = ET.fromstring(part)  # noqa: S314 (looked at before: no DOCTYPE, hence no entity)
    except ET.ParseError:
        return groups
    for group in root:
        groups[strip_namespace(group.tag)].extend(group)
    return groups
