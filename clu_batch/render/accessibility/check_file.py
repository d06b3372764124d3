"""The checks of the file as a whole: its properties, its language, its protection. Each yields the
elements at fault.
"""

from __future__ import annotations

from lxml import etree

from clu_batch.render.accessibility.check_texts import Found
from clu_batch.render.accessibility.document_reading import DocumentReading
from clu_batch.render.docx_package import parse_xml
from clu_batch.render.file_properties import CORE_PART
from clu_batch.render.word_xml import W, read_value

FRANCAIS = "fr-FR"
GENERIQUES = {
    "document",
    "document1",
    "document word",
    "microsoft word",
    "word document",
    "sans titre",
    "titre",
    "untitled",
}
BIBLIOTHEQUES = ("python-docx", "docxtpl", "openpyxl", "apache poi", "aspose")
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def find_untitled(lu: DocumentReading) -> Found:
    """Yield the document without a title of its own (docs/rules/accessibility.md#a01)."""
    said = _read_property(lu, f"{_DC}title").casefold()
    if not said or said.removesuffix(".docx") in GENERIQUES:
        yield lu.parties[0].root


def find_foreign_properties(lu: DocumentReading) -> Found:
    """Yield the document whose properties are not ours (docs/rules/accessibility.md#a30)."""
    creator = _read_property(lu, f"{_DC}creator")
    description = _read_property(lu, f"{_DC}description")
    named = f"{creator} {description}".casefold()
    foreign = any(library in named for library in BIBLIOTHEQUES)
    dates = {_read_property(lu, f"{_TERMS}{name}")[:10] for name in ("created", "modified")}
    if foreign or dates != {lu.date.isoformat()}:
        yield lu.parties[0].root


def _read_property(lu: DocumentReading, tag: str) -> str:
    """Return a property of the document, "" when it does not say it."""
    data = lu.paquet.parts.get(CORE_PART)
    if data is None:
        return ""
    return (parse_xml(data).findtext(tag) or "").strip()


def find_other_language(lu: DocumentReading) -> Found:
    """Yield the document not in French by default (docs/rules/accessibility.md#a02)."""
    root = lu.aspects.root
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    if root is None or read_value(root.find(path)) != FRANCAIS:
        yield lu.parties[0].root


def find_foreign_passages(lu: DocumentReading) -> Found:
    """Yield the passages and styles not in French (docs/rules/accessibility.md#a03)."""
    said = list(lu.list_all("lang"))
    if lu.aspects.root is not None:
        said += lu.aspects.root.iterfind(f"{W}style//{W}lang")
    for lang in said:
        if lang.get(f"{W}val", FRANCAIS) != FRANCAIS:
            yield lang


def find_foreign_theme(lu: DocumentReading) -> Found:
    """Yield the document whose theme is not in French (docs/rules/accessibility.md#a04)."""
    if read_value(_read_setting(lu, "themeFontLang")) != FRANCAIS:
        yield lu.parties[0].root


def find_protection(lu: DocumentReading) -> Found:
    """Yield the document that is protected (docs/rules/accessibility.md#a27)."""
    protections = [_read_setting(lu, name) for name in ("documentProtection", "writeProtection")]
    if protections != [None, None]:
        yield lu.parties[0].root


def _read_setting(lu: DocumentReading, nom: str) -> etree._Element | None:
    root = lu.read_root("settings")
    return None if root is None else root.find(W + nom)


def find_columns(lu: DocumentReading) -> Found:
    """Yield the sections in several columns (docs/rules/accessibility.md#a29)."""
    for columns in lu.list_all("cols"):
        if int(columns.get(f"{W}num", "1")) > 1:
            yield columns
