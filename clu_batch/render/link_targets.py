"""Links whose address holds a tag (« mailto:{{ courriel_secretariat }} »): the address is written
in the part while its tags are read and printed, and becomes the address of a link again after.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from clu_batch.render.legible_text import MANQUE, MARQUES, make_legible
from clu_batch.render.table_content import remove_element
from clu_batch.render.word_xml import (
    XmlElement,
    find_above,
    name_tag,
    name_tags,
    read_attribute,
    walk,
)

if TYPE_CHECKING:
    from clu_batch.render.docx_package import Relation

CIBLE = "cible"
"""The attribute of a link that holds its address until the part is finished."""
LIENS = name_tags("hyperlink", "a:hlinkClick", "a:hlinkHover")
_RID = name_tag("r:id")
_GARDES = ":/?#[]@!$&'()*+,;=%~"


def show_tagged(root: XmlElement, links: dict[str, Relation]) -> None:
    """Write in a part the addresses of its links that hold a tag."""
    outside = {rid: unquote(link.target) for rid, link in links.items() if link.external}
    # Word writes « %7b%7b »
    tagged = {rid: target for rid, target in outside.items() if re.search("{[{%]", target)}
    for element in root.iter(*LIENS):
        target = tagged.get(read_attribute(element, "r:id"))
        if target:
            element.set(CIBLE, target.replace('"', "'"))
    for rid in tagged:
        del links[rid]


def fill(root: XmlElement, link: Callable[[str], str]) -> None:
    """Give the links of a part the addresses that their tags have printed; one without an address
    leaves its words. `link` makes a link to an address and gives its identifier.
    """
    for element in [one for one in root.iter(*LIENS) if one.get(CIBLE) is not None]:
        printed = str(element.attrib.pop(CIBLE))
        address = _complete(make_legible(MARQUES.sub("", printed)).strip())
        if address and MANQUE not in printed:
            element.set(_RID, link(quote(address, safe=_GARDES)))
        else:
            _unlink(element)


def remove_dead(root: XmlElement, marks: tuple[str, ...]) -> None:
    """Remove the paragraphs that lead to a table or a chart that the template leaves out. `marks`:
    how the names of these places begin.
    """
    known = {read_attribute(mark, "name") for mark in walk(root, "bookmarkStart")}
    for link in list(walk(root, "hyperlink")):
        anchor, paragraph = read_attribute(link, "anchor"), find_above(link, "p")
        if anchor.startswith(marks) and anchor not in known and paragraph is not None:
            remove_element(paragraph)


def _complete(address: str) -> str:
    """Return an address with its kind, which may not have been typed; "" when there is none."""
    kind, colon, rest = address.partition(":")
    if colon and kind.lower() in ("http", "https", "mailto", "tel", "ftp", "file"):
        return address if rest.strip("/") else ""
    if not address:
        return ""
    if "@" in address:
        return f"mailto:{address}"
    return f"https://{address}"


def _unlink(element: XmlElement) -> None:
    """Leave of a link its words."""
    for child in list(element):
        element.addprevious(child)
    remove_element(element)
