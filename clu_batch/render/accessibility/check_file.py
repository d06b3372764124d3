"""The checks of the file as a whole: its properties, its language, its protection. Each yields the
elements at fault.
"""

from __future__ import annotations

from clu_batch.render.accessibility.check_texts import Found
from clu_batch.render.accessibility.document_reading import DocumentReading
from clu_batch.render.file_properties import CORE_PART
from clu_batch.render.word_xml import (
    XmlElement,
    find_child,
    list_children,
    name_tag,
    read_attribute,
    read_value,
)

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


def find_untitled(lu: DocumentReading) -> Found:
    """Yield the document without a title of its own (docs/rules/accessibility.md#a01)."""
    said = _read_property(lu, "dc:title").casefold()
    if not said or said.removesuffix(".docx") in GENERIQUES:
        yield lu.body


def find_foreign_properties(lu: DocumentReading) -> Found:
    """Yield the document whose properties are not ours (docs/rules/accessibility.md#a30)."""
    creator = _read_property(lu, "dc:creator")
    description = _read_property(lu, "dc:description")
    named = f"{creator} {description}".casefold()
    foreign = any(library in named for library in BIBLIOTHEQUES)
    dates = {_read_property(lu, f"dcterms:{name}")[:10] for name in ("created", "modified")}
    if foreign or dates != {lu.date.isoformat()}:
        yield lu.body


def _read_property(lu: DocumentReading, tag: str) -> str:
    """Return a property of the document, "" when it does not say it."""
    if CORE_PART not in lu.paquet.parts:
        return ""
    said = lu.paquet.read_root(CORE_PART).findtext(name_tag(tag))
    return (said or "").strip()


def find_other_language(lu: DocumentReading) -> Found:
    """Yield the document not in French by default (docs/rules/accessibility.md#a02)."""
    root = lu.aspects.root
    if (
        root is None
        or read_value(find_child(root, "docDefaults/rPrDefault/rPr/lang")) != FRANCAIS
    ):
        yield lu.body


def find_foreign_passages(lu: DocumentReading) -> Found:
    """Yield the passages and styles not in French (docs/rules/accessibility.md#a03)."""
    said = list(lu.list_all("lang"))
    if lu.aspects.root is not None:
        said += list_children(lu.aspects.root, "style//lang")
    for lang in said:
        if read_attribute(lang, "val", FRANCAIS) != FRANCAIS:
            yield lang


def find_foreign_theme(lu: DocumentReading) -> Found:
    """Yield the document whose theme is not in French (docs/rules/accessibility.md#a04)."""
    if read_value(_read_setting(lu, "themeFontLang")) != FRANCAIS:
        yield lu.body


def find_protection(lu: DocumentReading) -> Found:
    """Yield the document that is protected (docs/rules/accessibility.md#a27)."""
    protections = [
        _read_setting(lu, name) for name in ("documentProtection", "writeProtection")
    ]
    if protections != [None, None]:
        yield lu.body


def _read_setting(lu: DocumentReading, nom: str) -> XmlElement | None:
    for name in lu.paquet.list_linked("settings"):
        return find_child(lu.paquet.read_root(name), nom)
    return None


def find_columns(lu: DocumentReading) -> Found:
    """Yield the sections in several columns (docs/rules/accessibility.md#a29)."""
    for columns in lu.list_all("cols"):
        if int(read_attribute(columns, "num", "1")) > 1:
            yield columns
