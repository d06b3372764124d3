"""The numbers of the captions, in the order of the document: a template may leave tables out or
repeat them, and Word shows what was last written in a field (docs/rules/accessibility.md#a20).
"""

from __future__ import annotations

from collections import Counter

from clu_batch.render.word_xml import (
    TEXT,
    XmlElement,
    find_above,
    name_tags,
    read_attribute,
    walk,
)

_MARK, _CODE = name_tags("fldChar", "instrText")


def number_captions(root: XmlElement) -> None:
    """Write the result of each SEQ field that merely counts: its rank in its series."""
    counted: Counter[str] = Counter()
    for code in walk(root, "instrText"):
        serie = _read_serie(code.text or "")
        if not serie:
            continue
        counted[serie] += 1
        shown = _find_result(code)
        if shown is not None:
            shown.text = str(counted[serie])


def _read_serie(instruction: str) -> str:
    """Return the series that an instruction counts in, "" for another field, or for one that counts
    in its own way.
    """
    match instruction.split():
        case ["SEQ", serie, "\\*", "ARABIC"]:
            return serie
    return ""


def _find_result(code: XmlElement) -> XmlElement | None:
    """Return the text that a field shows, None when it shows none."""
    paragraph = find_above(code, "p")
    if paragraph is None:
        return None
    begun = False
    for element in paragraph.iter(_CODE, _MARK, TEXT):
        if element is code:
            begun = True
        elif begun and element.tag == TEXT:
            return element
        elif begun and read_attribute(element, "fldCharType") == "end":
            return None
    return None
