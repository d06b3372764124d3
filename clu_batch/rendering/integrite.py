"""Whether a package is whole: its parts can be read, are what they are said to be, and find one another.

Word opens with a message, or not at all, a document whose parts are not; a document made from such a
template would be no better. Source: ECMA-376, part 2 (packages), and what Word 2016 repairs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from clu_batch.rendering.package import REL, Paquet, Relation, parsed
from clu_batch.rendering.styles import W

MAX_XML = 20_000_000
"""Bytes of XML that are read of a template: the largest of them has 400 000."""
_R = f"{{{REL}}}"
_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}theme"
_RACINES = {
    "officeDocument": f"{W}document",
    "styles": f"{W}styles",
    "settings": f"{W}settings",
    "numbering": f"{W}numbering",
    "header": f"{W}hdr",
    "footer": f"{W}ftr",
    "footnotes": f"{W}footnotes",
    "endnotes": f"{W}endnotes",
    "comments": f"{W}comments",
    "fontTable": f"{W}fonts",
    "webSettings": f"{W}webSettings",
    "theme": _THEME,
}
"""What a part begins with, by the last word of the relation that leads to it: Word looks for these by their relation alone."""


class Abime(ValueError):  # noqa: N818  # what the package is
    """A package that is not whole; `cause`: what is wrong in it, in French."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


Racines = Mapping[str, etree._Element]
"""The root of each part that is XML, by its name."""


def racines(paquet: Paquet) -> Racines:
    """The roots of the parts; `Abime` when one of them is not XML as Word reads it, or there is far too much of it."""
    names = [name for name in paquet.parts if _est_xml(paquet, name)]
    if sum(len(paquet.parts[name]) for name in names) > MAX_XML:
        raise Abime("il est démesuré")
    return {name: _racine(name, paquet.parts[name]) for name in names}


def ecarter_les_restes(paquet: Paquet, lues: Racines) -> None:
    """Take out what nothing uses: the links of no part or that lead nowhere, the files that a zip program left."""
    for source, links in list(paquet.relations.items()):
        if source and source not in paquet.parts:
            del paquet.relations[source]
            continue
        used = set(_appels(lues[source])) if source in lues else set()
        for rid, relation in list(links.items()):
            if rid not in used and _nulle_part(paquet, source, relation) and _genre(relation) not in _RACINES:
                del links[rid]
    linked = {cible_de(source, link) for source, links in paquet.relations.items() for link in links.values()}
    for name in [name for name in paquet.parts if not paquet.type_de(name) and name not in linked]:
        del paquet.parts[name]


def verifier(paquet: Paquet, lues: Racines) -> None:
    """`Abime` when the package is not whole."""
    for name in paquet.parts:
        if not paquet.type_de(name):
            raise Abime(f"rien ne dit ce qu’est la partie «\u00a0{name}\u00a0»")
    for source, links in paquet.relations.items():
        for relation in links.values():
            _verifier_lien(paquet, source, relation, lues)
    for name, racine in lues.items():
        if set(_appels(racine)) - paquet.relations.get(name, {}).keys():
            raise Abime(f"dans la partie «\u00a0{name}\u00a0», une image ou un lien a perdu sa cible")


def _est_xml(paquet: Paquet, name: str) -> bool:
    kind = paquet.type_de(name)
    return name.endswith(".xml") or kind.endswith(("+xml", "/xml"))


def _racine(name: str, data: bytes) -> etree._Element:
    try:
        racine = parsed(data)
    except etree.XMLSyntaxError as error:
        raise Abime(f"la partie «\u00a0{name}\u00a0» ne peut pas être lue") from error
    if racine.getroottree().docinfo.internalDTD is not None:
        raise Abime(f"la partie «\u00a0{name}\u00a0» contient une déclaration qui n’a pas sa place dans un document Word")
    return racine


def _verifier_lien(paquet: Paquet, source: str, relation: Relation, lues: Racines) -> None:
    """A link leads to a part of the kind that it says."""
    cible, kind = cible_de(source, relation), _genre(relation)
    if _nulle_part(paquet, source, relation):
        raise Abime(f"il y manque la partie «\u00a0{cible}\u00a0»")
    if kind in _RACINES and not relation.external and (cible not in lues or lues[cible].tag != _RACINES[kind]):
        raise Abime(f"la partie «\u00a0{cible}\u00a0» n’est pas de la nature attendue")


def _nulle_part(paquet: Paquet, source: str, relation: Relation) -> bool:
    """Whether a link should lead to a part of the package, and leads to none."""
    if relation.external or _genre(relation) == "hyperlink":  # a place in the same document
        return False
    return cible_de(source, relation) not in paquet.parts


def _genre(relation: Relation) -> str:
    return relation.type.rpartition("/")[2]


def cible_de(source: str, relation: Relation) -> str:
    """The name of the part that a link of `source` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), relation.target)).lstrip("/")


def _appels(racine: etree._Element) -> Iterator[str]:
    """The links that a part uses, by their identifier; an empty one is used for nothing."""
    for element in racine.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(_R) and value:
                yield str(value)
