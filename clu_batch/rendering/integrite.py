"""Whether a package is whole: its parts can be read, are what they are said to be, and find one
another.

Word opens with a message, or not at all, a document whose parts are not; a document made from such
a template would be no better. Source: ECMA-376, part 2 (packages), and what Word 2016 repairs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from clu_batch.rendering.package import REL, Paquet, Relation, parsed
from clu_batch.rendering.word_xml import W

MAX_XML = 20_000_000
"""Bytes of XML that are read of a template: the largest of them has 400 000."""
_R = f"{{{REL}}}"
_NATURES = {
    "styles": (f"{W}styles", "wordprocessingml.styles"),
    "settings": (f"{W}settings", "wordprocessingml.settings"),
    "numbering": (f"{W}numbering", "wordprocessingml.numbering"),
    "header": (f"{W}hdr", "wordprocessingml.header"),
    "footer": (f"{W}ftr", "wordprocessingml.footer"),
    "footnotes": (f"{W}footnotes", "wordprocessingml.footnotes"),
    "endnotes": (f"{W}endnotes", "wordprocessingml.endnotes"),
    "comments": (f"{W}comments", "wordprocessingml.comments"),
    "fontTable": (f"{W}fonts", "wordprocessingml.fontTable"),
    "webSettings": (f"{W}webSettings", "wordprocessingml.webSettings"),
    "theme": ("{http://schemas.openxmlformats.org/drawingml/2006/main}theme", "theme"),
}
"""What a part begins with and the end of its content type, by the last word of the relation that
leads to it: Word finds these by it.
"""
_TYPES = {
    f"application/vnd.openxmlformats-officedocument.{end}+xml": kind
    for kind, (_, end) in _NATURES.items()
}
_CORPS = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\.\w+(?:\.\w+)?\+xml"
)
"""The content types of a main part: a document or a template of Word, with macros or without."""
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_IDENTIFIANT = re.compile(r"[^\W\d][\w.-]*")


class Abime(ValueError):  # noqa: N818  # what the package is
    """A package that is not whole; `cause`: what is wrong in it, in French."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


Racines = Mapping[str, etree._Element]
"""The root of each part that is XML, by its name."""


def racines(paquet: Paquet) -> Racines:
    """The roots of the parts; `Abime` when one of them is not XML as Word reads it, or there is far
    too much of it.
    """
    names = [name for name in paquet.parts if _est_xml(paquet, name)]
    if sum(len(paquet.parts[name]) for name in names) > MAX_XML:
        raise Abime("il est démesuré")
    return {name: _racine(name, paquet.parts[name]) for name in names}


def ecarter_les_restes(paquet: Paquet, lues: Racines) -> None:
    """Take out what nothing uses: the links of no part or that lead nowhere, the files that a zip
    program left.
    """
    for source, links in list(paquet.relations.items()):
        if source and source not in paquet.parts:
            del paquet.relations[source]
            continue
        used = set(_appels(lues[source])) if source in lues else set()
        for rid, relation in list(links.items()):
            if (
                rid not in used
                and _nulle_part(paquet, source, relation)
                and _genre(relation) not in _NATURES
            ):
                del links[rid]
    linked = {target for target, _ in _mene_a(paquet)}
    for name in [name for name in paquet.parts if not paquet.type_de(name) and name not in linked]:
        del paquet.parts[name]
    for name in [name for name in paquet.overrides if name not in paquet.parts]:
        del paquet.overrides[name]


def _mene_a(paquet: Paquet) -> Iterator[tuple[str, str]]:
    """Give, for each link of the package, the part that it leads to and the kind that it says."""
    for source, links in paquet.relations.items():
        for link in links.values():
            yield cible_de(source, link), _genre(link)


def verifier(paquet: Paquet, lues: Racines) -> None:
    """`Abime` when the package is not whole."""
    for name in paquet.parts:
        if not _TYPE.fullmatch(paquet.type_de(name)):
            raise Abime(f"rien ne dit ce qu’est la partie «\u00a0{name}\u00a0»")
    if not _CORPS.fullmatch(paquet.type_de(paquet.document())):
        raise Abime(_autre_nature(paquet.document()))
    for source, links in paquet.relations.items():
        for rid, relation in links.items():
            _verifier_lien(paquet, source, rid, relation)
            _verifier_nature(paquet, cible_de(source, relation), relation, lues)
    linked = set(_mene_a(paquet))
    for name in paquet.parts:
        kind = _TYPES.get(paquet.type_de(name))
        if kind and (name, kind) not in linked:
            raise Abime(f"rien n’y mène à la partie «\u00a0{name}\u00a0»")
    for name, racine in lues.items():
        if set(_appels(racine)) - paquet.relations.get(name, {}).keys():
            raise Abime(
                f"dans la partie «\u00a0{name}\u00a0», une image ou un lien a perdu sa cible"
            )


def _est_xml(paquet: Paquet, name: str) -> bool:
    kind = paquet.type_de(name)
    return name.endswith(".xml") or kind.endswith(("+xml", "/xml"))


def _racine(name: str, data: bytes) -> etree._Element:
    try:
        racine = parsed(data)
    except etree.XMLSyntaxError as error:
        raise Abime(f"la partie «\u00a0{name}\u00a0» ne peut pas être lue") from error
    if racine.getroottree().docinfo.internalDTD is not None:
        raise Abime(
            f"la partie «\u00a0{name}\u00a0» contient une déclaration qui n’a pas sa place dans un"
            " document Word"
        )
    return racine


def _verifier_lien(paquet: Paquet, source: str, rid: str, relation: Relation) -> None:
    """A link has a name, a kind, and leads somewhere."""
    if not _IDENTIFIANT.fullmatch(rid) or "://" not in relation.type or not relation.target:
        raise Abime("un de ses liens internes est faux")
    if _nulle_part(paquet, source, relation):
        raise Abime(f"il y manque la partie «\u00a0{cible_de(source, relation)}\u00a0»")


def _verifier_nature(paquet: Paquet, cible: str, relation: Relation, lues: Racines) -> None:
    """What a link leads to is of the kind that it says."""
    nature = None if relation.external else _NATURES.get(_genre(relation))
    if nature is None:
        return
    if (
        cible not in lues
        or lues[cible].tag != nature[0]
        or _TYPES.get(paquet.type_de(cible)) != _genre(relation)
    ):
        raise Abime(_autre_nature(cible))


def _autre_nature(name: str) -> str:
    return f"la partie «\u00a0{name}\u00a0» n’est pas de la nature attendue"


def _nulle_part(paquet: Paquet, source: str, relation: Relation) -> bool:
    """Whether a link should lead to a part of the package, and leads to none."""
    if relation.external or _genre(relation) == "hyperlink":  # a place in the same document
        return False
    return cible_de(source, relation) not in paquet.parts


def _genre(relation: Relation) -> str:
    return relation.type.rpartition("/")[2]


def cible_de(source: str, relation: Relation) -> str:
    """The name of the part that a link of `source` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), relation.target)).lstrip(
        "/"
    )


def _appels(racine: etree._Element) -> Iterator[str]:
    """The links that a part uses, by their identifier; an empty one is used for nothing."""
    for element in racine.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(_R) and value:
                yield str(value)
