"""What a file says of itself: our title, creator and dates, and nothing of the machine or of the
template (docs/rules/documents.md#neutral-properties, docs/rules/accessibility.md#a01,
docs/rules/accessibility.md#a30).
"""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from clu_batch.rendering.package import REL, Paquet, Relation, parsed, serialised

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
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def neutraliser(paquet: Paquet) -> None:
    """Takes out of a template what would tell where and by whom it was made, and the parts that
    validators refuse.
    """
    document = paquet.document()
    for kind in ("stylesWithEffects",):
        for name in [
            r.target
            for r in paquet.relations.get(document, {}).values()
            if r.type.endswith(f"/{kind}")
        ]:
            paquet.retirer(f"word/{name}")
    for name in [part for part in paquet.parts if part.startswith("docProps/")]:
        paquet.retirer(name)
    for name in paquet.lies(document, "settings"):
        root = parsed(paquet.parts[name])
        for word in _SETTINGS_OUT:
            for element in root.findall(_W + word):
                root.remove(element)
        paquet.parts[name] = serialised(root)
        links = paquet.relations.get(name, {})
        paquet.relations[name] = {
            rid: r
            for rid, r in links.items()
            if r.type not in (f"{REL}/attachedTemplate", f"{REL}/mailMergeSource")
        }
    paquet.relations[""] = {
        rid: r
        for rid, r in paquet.relations[""].items()
        if "docProps" not in r.target and "thumbnail" not in r.type
    }


def signer(paquet: Paquet, titre: str, createur: str, date: dt.date) -> None:
    """Title, creator, language and dates of the file; both dates are `date` at midnight UTC."""
    day = f"{date.isoformat()}T00:00:00Z"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        f" {_NAMESPACES}><dc:title>{escape(titre)}</dc:title><dc:creator>{escape(createur)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(createur)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        "<dcterms:modified"
        f' xsi:type="dcterms:W3CDTF">{day}</dcterms:modified><dc:language>fr-FR</dc:language></cp:coreProperties>'
    )
    paquet.ajouter(CORE_PART, xml.encode(), CORE_TYPE)
    links = paquet.relations.setdefault("", {})
    number = 1
    while f"rId{number}" in links:
        number += 1
    links[f"rId{number}"] = Relation(CORE_REL, CORE_PART)
