"""Content controls of a template: what they are bound to must not take the place of what a tag
prints in them.

On opening a document, Word writes in a bound control the value of the property or of the XML part
that it is bound to (ECMA-376, part 1, 17.5.2.6; [MS-DOCX] 2.5.1.4 for `w15:dataBinding`); the
program writes neither.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection

from lxml import etree

from clu_batch.render.locate import read_text
from clu_batch.render.table_content import CONTENU, SDT, remove_element
from clu_batch.render.word_xml import (
    CELL,
    PARAGRAPH,
    ROW,
    XmlElement,
    find_child,
    name_tag,
    name_tags,
    read_value,
    walk,
)

_PROPRIETES, _ATTENTE, _DATE = name_tags("sdtPr", "showingPlcHdr", "fullDate")
_LIEN = "dataBinding"
_DU_FICHIER = (
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
    "/METADATA/CORE-PROPERTIES",
    "/EXTENDED-PROPERTIES",
)
"""How a binding names a document's own properties (title, author, company…), which the program
writes anew or takes out.
"""
_PREFIXES = {PARAGRAPH: "p", ROW: "tr", CELL: "tc"}


def prepare_controls(root: XmlElement, styles_d_attente: Collection[str]) -> bool:
    """Make the controls of a part say what stands in them; return whether something was changed.

    `styles_d_attente`: the identifiers of the style that shows a placeholder in grey.
    """
    changed = [_prepare_one(control, styles_d_attente) for control in list(walk(root, SDT))]
    return any(changed)


def _prepare_one(control: XmlElement, styles_d_attente: Collection[str]) -> bool:
    properties, content = find_child(control, _PROPRIETES), find_child(control, CONTENU)
    if content is None:
        return False
    tagged = _is_tagged(content)
    if tagged and _holds_instruction_only(content):
        _unwrap(control, content)
        return True
    changed = properties is not None and _unbind(properties, tagged=tagged)
    return (tagged and _take_grey_off(content, styles_d_attente)) or changed


def _is_tagged(content: XmlElement) -> bool:
    """Return whether a tag stands in a control."""
    words = read_text(content)
    return "{{" in words or "{%" in words


def _unbind(properties: XmlElement, *, tagged: bool) -> bool:
    """Drop the binding of a control that holds a tag, or that shows a property of the file, which
    is no longer hers; return whether something was dropped.
    """
    changed = False
    for mark in list(properties):
        bound = etree.QName(mark).localname == _LIEN
        if (bound and (tagged or _is_of_the_file(mark))) or (tagged and mark.tag == _ATTENTE):
            remove_element(mark)
        elif tagged and _DATE in mark.attrib:  # the day that was chosen in its calendar
            del mark.attrib[_DATE]
        else:
            continue
        changed = True
    return changed


def _is_of_the_file(binding: XmlElement) -> bool:
    said = " ".join(map(str, binding.attrib.values())).upper()
    return any(store in said for store in _DU_FICHIER)


def _take_grey_off(content: XmlElement, styles_d_attente: Collection[str]) -> bool:
    """Take the grey of a placeholder off the runs of a control; return whether there was some."""
    grey = [style for style in walk(content, "rStyle") if read_value(style) in styles_d_attente]
    for style in grey:
        remove_element(style)
    return bool(grey)


def _holds_instruction_only(content: XmlElement) -> bool:
    """Return whether a control holds nothing but a paragraph, a row or a cell that a tag such as
    `{%tr for … %}` replaces.
    """
    if len(content) != 1:
        return False
    prefix = _PREFIXES.get(str(content[0].tag))
    words = read_text(content).strip()
    if prefix is None or not words.lower().startswith(f"{{%{prefix} "):
        return False
    return words.endswith("%}") and words.count("{%") == 1


def _unwrap(control: XmlElement, content: XmlElement) -> None:
    """Put what a control holds in its place: the tag that opens stands then beside the one that
    closes.
    """
    for child in list(content):
        control.addprevious(child)
    remove_element(control)


def remove_empty_controls(root: XmlElement) -> None:
    """Remove the controls that tags have emptied: Word takes a control without a paragraph, a row
    or a cell for damage.
    """
    for control in reversed(list(walk(root, SDT))):  # those inside first
        content = find_child(control, CONTENU)
        if content is None or (len(content) == 0 and not (content.text or "").strip()):
            remove_element(control)


def make_controls_unique(root: XmlElement, pris: set[str]) -> None:
    """Give each control its own identifier: those of a loop are repeated with what they hold."""
    for mark in walk(root, "id"):
        parent = mark.getparent()
        if parent is None or parent.tag != _PROPRIETES:
            continue
        wanted = read_value(mark)
        if wanted in pris:
            wanted = _find_free(pris)
            mark.set(name_tag("val"), wanted)
        pris.add(wanted)


def _find_free(taken: Collection[str]) -> str:
    numbers = map(str, itertools.count(len(taken) + 1))
    return next(number for number in numbers if number not in taken)
