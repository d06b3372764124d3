"""Pieces of WordprocessingML written as text: a run, a property, a field; and their parsing."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from clu_batch.render.docx_package import parse_xml
from clu_batch.render.word_xml import XmlElement, declare_namespaces

_DECLARED = declare_namespaces("w", "r", "wp", "a")


def write_words(words: str, properties: str = "") -> str:
    """Return a run that says `words`."""
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def write_value(tag: str, value: str) -> str:
    """Return a property that holds one value."""
    return f"<w:{tag} w:val={quoteattr(value)}/>"


def write_numbering(num: str) -> str:
    """Return the property that makes a paragraph an item of the list numbered `num`."""
    return f"<w:numPr>{write_value('ilvl', '0')}{write_value('numId', num)}</w:numPr>"


def open_field(instruction: str) -> str:
    """Return the runs that begin a field; its result stands between them and `FIELD_END`."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def parse_all(xml: str) -> list[XmlElement]:
    """Return the elements that a piece of XML writes."""
    return list(parse_xml(f"<x {_DECLARED}>{xml}</x>".encode()))
