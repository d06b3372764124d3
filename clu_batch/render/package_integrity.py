"""Whether a package is whole: its parts can be read, are what they are said to be, and find one
another.

Word opens with a message, or not at all, a document whose parts are not; a document made from such
a template would be no better. Source: ECMA-376, part 2 (packages), and what Word 2016 repairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from clu_batch.render.docx_package import REL, Package, Relation, find_target, parse_xml
from clu_batch.render.word_xml import XmlElement, name_tag

MAX_XML = 20_000_000
"""Bytes of XML that are read of a template: the largest of them has 400 000."""
_NATURES = {
    "styles": ("styles", "wordprocessingml.styles"),
    "settings": ("settings", "wordprocessingml.settings"),
    "numbering": ("numbering", "wordprocessingml.numbering"),
    "header": ("hdr", "wordprocessingml.header"),
    "footer": ("ftr", "wordprocessingml.footer"),
    "footnotes": ("footnotes", "wordprocessingml.footnotes"),
    "endnotes": ("endnotes", "wordprocessingml.endnotes"),
    "comments": ("comments", "wordprocessingml.comments"),
    "fontTable": ("fonts", "wordprocessingml.fontTable"),
    "webSettings": ("webSettings", "wordprocessingml.webSettings"),
    "theme": ("a:theme", "theme"),
}
"""What a part begins with and the end of its content type, by the last word of the relation that
leads to it: Word finds these by it.
"""
_TYPES = {
    f"application/vnd.openxmlformats-officedocument.{end}+xml": kind
    for kind, (_, end) in _NATURES.items()
}
_CORPS = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
"""The content type of the main part of a document: what Word wants of a .docx, and nothing else."""
_LINK = f"{{{REL}}}"
"""How the name of an attribute begins that holds the identifier of a link."""
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_IDENTIFIANT = re.compile(r"[^\W\d][\w.-]*")


class DamagedPackage(ValueError):
    """A package that is not whole; `cause`: what is wrong in it, in French."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


PartRoots = Mapping[str, XmlElement]
"""The root of each part that is XML, by its name."""


def read_roots(paquet: Package) -> PartRoots:
    """Return the roots of the parts; `DamagedPackage` when one of them is not XML as Word reads it,
    or there is far too much of it.
    """
    names = [name for name in paquet.parts if _is_xml(paquet, name)]
    if sum(len(paquet.parts[name]) for name in names) > MAX_XML:
        raise DamagedPackage("il est démesuré")
    return {name: _read_root(name, paquet.parts[name]) for name in names}


def remove_leftovers(paquet: Package, lues: PartRoots) -> None:
    """Take out what nothing uses: the links of no part or that lead nowhere, the files that a zip
    program left.
    """
    for source in list(paquet.relations):
        if source and source not in paquet.parts:
            del paquet.relations[source]
        else:
            _remove_dead_links(paquet, source, lues)
    linked = {target for target, _ in _list_links(paquet)}
    for name in list(paquet.parts):
        if not paquet.find_type(name) and name not in linked:
            del paquet.parts[name]
    for name in paquet.overrides.keys() - paquet.parts.keys():
        del paquet.overrides[name]


def _remove_dead_links(paquet: Package, source: str, lues: PartRoots) -> None:
    """Take out the links of a part that it does not use and that lead nowhere, those by which Word
    finds what it needs left.
    """
    links = paquet.relations[source]
    used = set(_list_used(lues[source])) if source in lues else set()
    for rid, relation in list(links.items()):
        if rid in used or _read_kind(relation) in _NATURES:
            continue
        if _leads_nowhere(paquet, source, relation):
            del links[rid]


def _list_links(paquet: Package) -> Iterator[tuple[str, str]]:
    """Give, for each link of the package, the part that it leads to and the kind that it says."""
    for source, links in paquet.relations.items():
        for link in links.values():
            yield find_target(source, link), _read_kind(link)


def check_package(paquet: Package, lues: PartRoots) -> None:
    """Raise `DamagedPackage` when the package is not whole."""
    for name in paquet.parts:
        if not _TYPE.fullmatch(paquet.find_type(name)):
            raise DamagedPackage(f"rien ne dit ce qu’est la partie «\u00a0{name}\u00a0»")
    document = paquet.find_document()
    if paquet.find_type(document) != _CORPS:
        raise DamagedPackage(_say_other_kind(document))
    for source, links in paquet.relations.items():
        for rid, relation in links.items():
            _check_link(paquet, source, rid, relation)
            _check_kind(paquet, find_target(source, relation), relation, lues)
    _check_reached(paquet)
    for name, root in lues.items():
        if set(_list_used(root)) - paquet.relations.get(name, {}).keys():
            raise DamagedPackage(
                f"dans la partie «\u00a0{name}\u00a0», une image ou un lien a perdu sa cible"
            )


def _check_reached(paquet: Package) -> None:
    """Raise `DamagedPackage` for a part that no link of its kind leads to."""
    linked = set(_list_links(paquet))
    for name in paquet.parts:
        kind = _TYPES.get(paquet.find_type(name))
        if kind and (name, kind) not in linked:
            raise DamagedPackage(f"rien n’y mène à la partie «\u00a0{name}\u00a0»")


def _is_xml(paquet: Package, name: str) -> bool:
    return name.endswith(".xml") or paquet.find_type(name).endswith(("+xml", "/xml"))


def _read_root(name: str, data: bytes) -> XmlElement:
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError as error:
        raise DamagedPackage(f"la partie «\u00a0{name}\u00a0» ne peut pas être lue") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedPackage(
            f"la partie «\u00a0{name}\u00a0» contient une déclaration qui n’a pas sa place dans un"
            " document Word"
        )
    return root


def _check_link(paquet: Package, source: str, rid: str, relation: Relation) -> None:
    """Raise `DamagedPackage` for a link without a name, without a kind, or that leads nowhere."""
    named = _IDENTIFIANT.fullmatch(rid) is not None
    if not named or "://" not in relation.type or not relation.target:
        raise DamagedPackage("un de ses liens internes est faux")
    if _leads_nowhere(paquet, source, relation):
        raise DamagedPackage(
            f"il y manque la partie «\u00a0{find_target(source, relation)}\u00a0»"
        )


def _check_kind(paquet: Package, target: str, relation: Relation, lues: PartRoots) -> None:
    """Raise `DamagedPackage` when what a link leads to is not of the kind that it says."""
    kind = _read_kind(relation)
    if relation.external or kind not in _NATURES:
        return
    tag, _ = _NATURES[kind]
    found = target in lues and lues[target].tag == name_tag(tag)
    if not found or _TYPES.get(paquet.find_type(target)) != kind:
        raise DamagedPackage(_say_other_kind(target))


def _say_other_kind(name: str) -> str:
    return f"la partie «\u00a0{name}\u00a0» n’est pas de la nature attendue"


def _leads_nowhere(paquet: Package, source: str, relation: Relation) -> bool:
    """Return whether a link should lead to a part of the package, and leads to none."""
    if relation.external or _read_kind(relation) == "hyperlink":  # a place in the same document
        return False
    return find_target(source, relation) not in paquet.parts


def _read_kind(relation: Relation) -> str:
    return relation.type.rpartition("/")[2]


def _list_used(root: XmlElement) -> Iterator[str]:
    """Give the links that a part uses, by their identifier; an empty one is used for nothing."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(_LINK) and value:
                yield str(value)
