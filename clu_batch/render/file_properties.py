"""What a file says of itself: our title, creator and dates, and nothing of the machine or of the
template (docs/rules/documents.md#neutral-properties, docs/rules/accessibility.md#a01,
docs/rules/accessibility.md#a30).
"""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from clu_batch.render.docx_package import REL, Package, Relation, parse_xml, serialise_xml
from clu_batch.render.word_xml import W

CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_PART = "docProps/core.xml"

_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
# Settings that name the author's template or mail merge, open a dialog, or number each editing
# session.
_SETTINGS_OUT = ("attachedTemplate", "updateFields", "mailMerge", "docVars", "rsids")
_LINKS_OUT = (f"{REL}/attachedTemplate", f"{REL}/mailMergeSource")


def neutralise(paquet: Package) -> None:
    """Take out of a template what would tell where and by whom it was made, and the parts that
    validators refuse.
    """
    document = paquet.find_document()
    for relation in list(paquet.relations.get(document, {}).values()):
        if relation.type.endswith("/stylesWithEffects"):
            paquet.remove(f"word/{relation.target}")
    for name in list(paquet.parts):
        if name.startswith("docProps/"):
            paquet.remove(name)
    for name in paquet.list_linked(document, "settings"):
        _neutralise_settings(paquet, name)
    paquet.relations[""] = {
        rid: relation
        for rid, relation in paquet.relations[""].items()
        if "docProps" not in relation.target and "thumbnail" not in relation.type
    }


def _neutralise_settings(paquet: Package, name: str) -> None:
    """Take out of a part of settings those that name other files, with their links."""
    root = parse_xml(paquet.parts[name])
    for word in _SETTINGS_OUT:
        for element in root.findall(W + word):
            root.remove(element)
    paquet.parts[name] = serialise_xml(root)
    paquet.relations[name] = {
        rid: relation
        for rid, relation in paquet.relations.get(name, {}).items()
        if relation.type not in _LINKS_OUT
    }


def sign(paquet: Package, titre: str, createur: str, date: dt.date) -> None:
    """Write the title, creator, language and dates of the file; both dates are `date` at midnight
    UTC.
    """
    day = f"{date.isoformat()}T00:00:00Z"
    creator = escape(createur)
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {_NAMESPACES}><dc:title>{escape(titre)}</dc:title>"
        f"<dc:creator>{creator}</dc:creator>"
        f"<cp:lastModifiedBy>{creator}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "<dc:language>fr-FR</dc:language></cp:coreProperties>"
    )
    paquet.add(CORE_PART, xml.encode(), CORE_TYPE)
    links = paquet.relations.setdefault("", {})
    number = 1
    while f"rId{number}" in links:
        number += 1
    links[f"rId{number}"] = Relation(CORE_REL, CORE_PART)
