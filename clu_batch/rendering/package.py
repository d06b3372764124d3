"""A .docx as the named parts of a zip archive: read, completed, written the same way twice."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from lxml import etree

from clu_batch.archive import archive

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
MAX_UNPACKED = 100_000_000  # bytes; a template is some hundred kB
MAX_PARTS = 5_000  # a template has some twenty

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
)
"""A comment in the middle of a text would cut it in two, and a tag with it; Word shows neither."""


def parsed(data: bytes) -> etree._Element:
    """The root of a part; entities stay unread (etree.XMLSyntaxError when the part is not XML)."""
    return etree.fromstring(data, _PARSER)


def serialised(root: etree._Element) -> bytes:
    """The bytes of a part, with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of a part to another part or to an outside address."""

    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Paquet:
    """The parts of one document, by name without leading slash, their relations and their content
    types.
    """

    parts: dict[str, bytes]
    relations: dict[str, dict[str, Relation]]
    overrides: dict[str, str]
    defaults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def lire(cls, data: bytes) -> Paquet:
        """The package in `data`; ValueError when it is not one that Word would open."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                _accepter(packed.infolist())
                parts = {
                    info.filename: packed.read(info)
                    for info in packed.infolist()
                    if not info.is_dir()
                }
            overrides, defaults = _content_types(parts.pop("[Content_Types].xml"))
            relations = {
                _source_of(name): _read_relations(parts.pop(name))
                for name in list(parts)
                if name.endswith(".rels")
            }
        except (
            Exception
        ) as error:  # hostile bytes: whatever the zip, its compression or its XML say of them
            raise ValueError("not a package") from error
        return cls(parts, relations, overrides, defaults)

    def copie(self) -> Paquet:
        """A copy that can be completed while this one stays as it is."""
        return Paquet(
            dict(self.parts),
            {name: dict(links) for name, links in self.relations.items()},
            dict(self.overrides),
            self.defaults,
        )

    def type_de(self, name: str) -> str:
        """The content type of a part, "" when the package does not say it."""
        return self.overrides.get(name) or self.defaults.get(name.rpartition(".")[2].lower(), "")

    def document(self) -> str:
        """The name of the main part; ValueError when there is none."""
        for relation in self.relations.get("", {}).values():
            name = relation.target.lstrip("/")
            if relation.type == f"{REL}/officeDocument" and name in self.parts:
                return name
        raise ValueError("no main part")

    def lies(self, source: str, kind: str) -> list[str]:
        """The names of the parts that `source` links to by the relation `kind` (last word of its
        type), in order of name.
        """
        return sorted(
            {
                posixpath.normpath(
                    posixpath.join(posixpath.dirname(source), relation.target)
                ).lstrip("/")
                for relation in self.relations.get(source, {}).values()
                if relation.type == f"{REL}/{kind}" and not relation.external
            }
            & self.parts.keys()
        )

    def relier(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the link of `source` to `target` (a part's name or an address), made if
        needed.
        """
        links = self.relations.setdefault(source, {})
        where = target if external else posixpath.relpath(target, posixpath.dirname(source) or ".")
        wanted = Relation(f"{REL}/{kind}", where, external)
        for rid, relation in links.items():
            if relation == wanted:
                return rid
        number = len(links) + 1
        while f"rId{number}" in links:
            number += 1
        links[f"rId{number}"] = wanted
        return f"rId{number}"

    def ajouter(self, name: str, data: bytes, content_type: str) -> None:
        """A part with its content type."""
        self.parts[name] = data
        self.overrides[name] = content_type

    def retirer(self, name: str) -> None:
        """The part `name`, its own relations and all links to it, if it is there."""
        self.parts.pop(name, None)
        self.overrides.pop(name, None)
        self.relations.pop(name, None)
        for source, links in self.relations.items():
            for rid, relation in list(links.items()):
                target = posixpath.normpath(
                    posixpath.join(posixpath.dirname(source), relation.target)
                ).lstrip("/")
                if not relation.external and target == name:
                    del links[rid]

    def ecrire(self) -> bytes:
        """The bytes of the archive: same parts, same bytes."""
        entries = {"[Content_Types].xml": _write_types(self.defaults, self.overrides)}
        entries |= {
            _rels_of(source): _write_relations(links)
            for source, links in self.relations.items()
            if links
        }
        entries |= self.parts
        return archive({name: entries[name] for name in sorted(entries, key=_rank)})


def _accepter(entries: Sequence[zipfile.ZipInfo]) -> None:
    """ValueError for a package that is too large, or that holds two parts of one name, one of which
    would be lost.
    """
    if sum(info.file_size for info in entries) > MAX_UNPACKED or len(entries) > MAX_PARTS:
        raise ValueError("too large")
    if len({info.filename.casefold() for info in entries}) < len(entries):
        raise ValueError("two parts of one name")


def _rank(name: str) -> tuple[int, str]:
    """Content types first, then the package's relations: what readers expect at the head of the
    archive.
    """
    return ({"[Content_Types].xml": 0, "_rels/.rels": 1}.get(name, 2), name)


def _source_of(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _rels_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _content_types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    root = parsed(data)
    if any(el.get("PartName", el.get("Extension", "")) == "" for el in root):
        raise ValueError("a content type of nothing")
    overrides = {
        el.get("PartName", "").lstrip("/"): el.get("ContentType", "")
        for el in root.iter(f"{{{TYPES}}}Override")
    }
    defaults = {
        el.get("Extension", "").lower(): el.get("ContentType", "")
        for el in root.iter(f"{{{TYPES}}}Default")
    }
    return overrides, {"rels": RELS_TYPE, **defaults}


def _write_types(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> bytes:
    lines = [
        f"<Default Extension={quoteattr(ext)} ContentType={quoteattr(kind)}/>"
        for ext, kind in sorted(defaults.items())
    ]
    lines += [
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted(overrides.items())
    ]
    return f'{_DECLARATION}<Types xmlns="{TYPES}">{"".join(lines)}</Types>'.encode()


def _read_relations(data: bytes) -> dict[str, Relation]:
    found = list(parsed(data).iter(f"{{{PKG_REL}}}Relationship"))
    links = {
        el.get("Id", ""): Relation(
            el.get("Type", ""), el.get("Target", ""), el.get("TargetMode") == "External"
        )
        for el in found
    }
    if len(links) < len(found):
        raise ValueError("two links of one name")
    return links


def _write_relations(links: Mapping[str, Relation]) -> bytes:
    lines = [
        "<Relationship"
        f" Id={quoteattr(rid)} Type={quoteattr(link.type)} Target={quoteattr(link.target)}"
        + (' TargetMode="External"/>' if link.external else "/>")
        for rid, link in links.items()
    ]
    return (
        f'{_DECLARATION}<Relationships xmlns="{PKG_REL}">{"".join(lines)}</Relationships>'.encode()
    )
