"""The XML of Word: its namespace, its usual elements, and what is asked of them everywhere."""

from __future__ import annotations

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
PARAGRAPH, RUN, TEXT = f"{W}p", f"{W}r", f"{W}t"
TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"


def read_value(element: etree._Element | None) -> str:
    """Return the `w:val` of an element, "" when it has none or when there is no element."""
    return "" if element is None else element.get(f"{W}val", "")


def read_style(paragraph: etree._Element) -> str:
    """Return the identifier of the style that a paragraph names, "" when it names none."""
    return read_value(paragraph.find(f"{W}pPr/{W}pStyle"))


def find_above(element: etree._Element, *tags: str) -> etree._Element | None:
    """Return the nearest ancestor that bears one of these tags, None when there is none."""
    return next(element.iterancestors(*tags), None)


def holds(element: etree._Element, *tags: str) -> bool:
    """Return whether an element is, or holds at any depth, one that bears one of these tags."""
    return next(element.iter(*tags), None) is not None


def read_words(element: etree._Element) -> str:
    """Return the typed characters of an element, those that Word stores as elements left out."""
    return "".join(words.text or "" for words in element.iter(TEXT))
