"""What a file says of itself: our title, creator and dates, and nothing of the machine or of the
template (docs/rules/documents.md#neutral-properties, docs/rules/accessibility.md#a01,
docs/rules/accessibility.md#a30).
"""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from clu_batch.kernel.frozen import frozen
from clu_batch.render.docx_package import (
    REL,
    Package,
    Relation,
    find_free_id,
    serialise_xml,
)
from clu_batch.render.legible_text import make_legible
from clu_batch.render.word_xml import declare_namespaces, list_children

CORE_REL = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_PART = "docProps/core.xml"

_NAMESPACES = declare_namespaces("cp", "dc", "dcterms", "xsi")
# Settings that name the author's template or mail merge, open a dialog, or number each editing
# session.
_SETTINGS_OUT = ("attachedTemplate", "updateFields", "mailMerge", "docVars", "rsids")
_LINKS_OUT = tuple(
    f"{REL}/{kind}" for kind in ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
)


def neutralise(paquet: Package) -> None:
    """Take out of a template what would tell where and by whom it was made, and the parts that
    validators refuse.
    """
    links = paquet.relations.get(paquet.find_document(), {})
    effects = [link for link in links.values() if link.type.endswith("/stylesWithEffects")]
    for link in effects:
        paquet.remove(f"word/{link.target}")
    for name in list(paquet.parts):
        if name.startswith("docProps/"):
            paquet.remove(name)
    for name in paquet.list_linked("settings"):
        _neutralise_settings(paquet, name)
    paquet.relations[""] = {
        rid: relation
        for rid, relation in paquet.relations[""].items()
        if "docProps" not in relation.target and "thumbnail" not in relation.type
    }


def _neutralise_settings(paquet: Package, name: str) -> None:
    """Take out of a part of settings those that name other files, with their links."""
    root = paquet.read_root(name)
    for word in _SETTINGS_OUT:
        for element in list_children(root, word):
            root.remove(element)
    paquet.parts[name] = serialise_xml(root)
    paquet.relations[name] = {
        rid: relation
        for rid, relation in paquet.relations.get(name, {}).items()
        if relation.type not in _LINKS_OUT
    }


@frozen
class FileProperties:
    """What a document says of itself."""

    titre: str
    createur: str
    date: dt.date


def sign(paquet: Package, properties: FileProperties) -> None:
    """Write the title, creator, language and dates of the file; both dates are at midnight UTC."""
    day = f"{properties.date.isoformat()}T00:00:00Z"
    title, creator = (
        escape(make_legible(said)) for said in (properties.titre, properties.createur)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {_NAMESPACES}><dc:title>{title}</dc:title>"
        f"<dc:creator>{creator}</dc:creator>"
        f"<cp:lastModifiedBy>{creator}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "<dc:language>fr-FR</dc:language></cp:coreProperties>"
    )
    paquet.add(CORE_PART, xml.encode(), CORE_TYPE)
    links = paquet.relations.setdefault("", {})
    links[find_free_id(links, 1)] = Relation(CORE_REL, CORE_PART)
