"""The XML of Word: its namespace, its usual elements, and what is asked of them everywhere.

A tag, a path of tags (« tcPr/shd ») and an attribute are named without the namespace of Word; those
of another namespace bear its prefix, « wp:docPr ».
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from docx.oxml.ns import nsmap
from lxml import etree

XmlElement = etree._Element
"""An element of lxml, whose class has no public name."""

NAMESPACES: dict[str, str] = {
    **nsmap,
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
"""The namespaces by their usual prefix: those of python-docx, and what Word 2016 adds."""
W_NS = NAMESPACES["w"]


@functools.cache  # the paths are those of the program
def name_tag(path: str) -> str:
    """Return a tag, or a path of tags, with its namespace, as lxml wants it; such a tag is left as
    it is.
    """
    if path.startswith("{"):
        return path
    return "/".join(map(_name_step, path.split("/")))


def _name_step(step: str) -> str:
    prefix, _, name = step.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{name}" if name else ""  # « // »


def name_tags(*tags: str) -> tuple[str, ...]:
    """Return several tags with their namespace."""
    return tuple(map(name_tag, tags))


def declare_namespaces(*prefixes: str) -> str:
    """Return the attributes that declare these prefixes in a piece of XML."""
    return " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


PARAGRAPH, RUN, TEXT = name_tags("p", "r", "t")
TABLE, ROW, CELL = name_tags("tbl", "tr", "tc")
WORDLESS = (
    "drawing",
    "pict",
    "object",
    "fldChar",
    "fldSimple",
    "sym",
    "footnoteReference",
    "endnoteReference",
    "sectPr",
)
"""What shows something, or ends a section, in a paragraph without a word."""


def read_attribute(element: XmlElement | None, name: str, default: str = "") -> str:
    """Return an attribute of Word, `default` when it is not said or when there is no element."""
    if element is None:
        return default
    return element.get(name_tag(name), default)


def read_value(element: XmlElement | None) -> str:
    """Return the `w:val` of an element, "" when it has none or when there is no element."""
    return read_attribute(element, "val")


def read_style(paragraph: XmlElement) -> str:
    """Return the identifier of the style that a paragraph names, "" when it names none."""
    return read_value(find_child(paragraph, "pPr/pStyle"))


def find_child(element: XmlElement, path: str) -> XmlElement | None:
    """Return the first element at the end of a path, None when there is none."""
    return element.find(name_tag(path))


def list_children(element: XmlElement, path: str) -> list[XmlElement]:
    """Return the elements at the end of a path, in order."""
    return element.findall(name_tag(path))


def walk(element: XmlElement, *tags: str) -> Iterator[XmlElement]:
    """Give an element and what it holds at any depth, in order, of these tags."""
    return element.iter(*name_tags(*tags))


def find_above(element: XmlElement, *tags: str) -> XmlElement | None:
    """Return the nearest ancestor that bears one of these tags, None when there is none."""
    return next(element.iterancestors(*name_tags(*tags)), None)


def holds(element: XmlElement, *tags: str) -> bool:
    """Return whether an element is, or holds at any depth, one that bears one of these tags."""
    return next(walk(element, *tags), None) is not None


def read_words(element: XmlElement) -> str:
    """Return the typed characters of an element, those that Word stores as elements left out."""
    return "".join(words.text or "" for words in element.iter(TEXT))
