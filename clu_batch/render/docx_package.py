"""A .docx as the named parts of a zip archive: read, completed, written the same way twice."""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from lxml import etree

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.zip_archive import build_archive
from clu_batch.render.word_xml import XmlElement

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
MAX_UNPACKED = 100_000_000  # bytes; a template is some hundred kB
MAX_PARTS = 5_000  # a template has some twenty

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
"""A comment in the middle of a text would cut it in two, and a tag with it; Word shows neither."""


def parse_xml(data: bytes) -> XmlElement:
    """The root of a part; entities stay unread (etree.XMLSyntaxError when the part is not XML)."""
    return etree.fromstring(data, _PARSER)


def serialise_xml(root: XmlElement) -> bytes:
    """The bytes of a part, with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@frozen
class Relation:
    """A link of a part to another part or to an outside address."""

    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """The parts of one document, by name without leading slash, their relations and their content
    types.
    """

    parts: dict[str, bytes]
    relations: dict[str, dict[str, Relation]]
    overrides: dict[str, str]
    defaults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> Package:
        """The package in `data`; ValueError when it is not one that Word would open."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                entries = packed.infolist()
                _check_entries(entries)
                parts = {
                    _read_name(info): packed.read(info) for info in entries if not info.is_dir()
                }
            overrides, defaults = _read_types(parts.pop("[Content_Types].xml"))
            relations = {
                _find_source(name): _read_relations(parts.pop(name))
                for name in list(parts)
                if name.endswith(".rels")
            }
        # hostile bytes: whatever the zip, its compression or its XML say of them
        except Exception as error:
            raise ValueError("not a package") from error
        return cls(parts, relations, overrides, defaults)

    def copy(self) -> Package:
        """A copy that can be completed while this one stays as it is."""
        return Package(
            dict(self.parts),
            {name: dict(links) for name, links in self.relations.items()},
            dict(self.overrides),
            self.defaults,
        )

    def find_type(self, name: str) -> str:
        """Return the content type of a part, "" when the package does not say it."""
        extension = name.rpartition(".")[2].lower()
        return self.overrides.get(name) or self.defaults.get(extension, "")

    def find_document(self) -> str:
        """The name of the main part; ValueError when there is none."""
        for relation in self.relations.get("", {}).values():
            name = relation.target.lstrip("/")
            if relation.type == f"{REL}/officeDocument" and name in self.parts:
                return name
        raise ValueError("no main part")

    def list_linked(self, kind: str) -> list[str]:
        """Return the names of the parts that the main part links to by the relation `kind` (last
        word of its type), in order of name.
        """
        document = self.find_document()
        targets = {
            find_target(document, relation)
            for relation in self.relations.get(document, {}).values()
            if relation.type == f"{REL}/{kind}" and not relation.external
        }
        return sorted(targets & self.parts.keys())

    def link(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the link of `source` to `target` (a part's name or an address), made if
        needed.
        """
        links = self.relations.setdefault(source, {})
        where = (
            target if external else posixpath.relpath(target, posixpath.dirname(source) or ".")
        )
        wanted = Relation(f"{REL}/{kind}", where, external)
        for rid, relation in links.items():
            if relation == wanted:
                return rid
        rid = find_free_id(links, len(links) + 1)
        links[rid] = wanted
        return rid

    def read_root(self, name: str) -> XmlElement:
        """Return the root of a part, read anew."""
        return parse_xml(self.parts[name])

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """A part with its content type."""
        self.parts[name] = data
        self.overrides[name] = content_type

    def remove(self, name: str) -> None:
        """Take out the part `name`, its own relations and all links to it, if it is there."""
        self.parts.pop(name, None)
        self.overrides.pop(name, None)
        self.relations.pop(name, None)
        for source, links in self.relations.items():
            for rid, relation in list(links.items()):
                if not relation.external and find_target(source, relation) == name:
                    del links[rid]

    def write(self) -> bytes:
        """Return the bytes of the archive: same parts, same bytes."""
        entries = {"[Content_Types].xml": _write_types(self.defaults, self.overrides)}
        for source, links in self.relations.items():
            if links:
                entries[_name_relations_part(source)] = _write_relations(links)
        entries |= self.parts
        return build_archive({name: entries[name] for name in sorted(entries, key=_rank)})


def find_free_id(links: Mapping[str, Relation], first: int) -> str:
    """Return an identifier that no link has, by the first number that is free from `first` on."""
    names = map("rId{}".format, itertools.count(first))
    return next(name for name in names if name not in links)


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """ValueError for a package that is too large, or that holds two parts of one name, one of which
    would be lost.
    """
    if sum(info.file_size for info in entries) > MAX_UNPACKED or len(entries) > MAX_PARTS:
        raise ValueError("too large")
    if len({_read_name(info).casefold() for info in entries}) < len(entries):
        raise ValueError("two parts of one name")


def _read_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a part; some tools write backslashes in it, which Python shows as slashes
    on Windows alone.
    """
    return info.filename.replace("\\", "/")


def _rank(name: str) -> tuple[int, str]:
    """Return the place of a part: content types first, then the package's relations, which readers
    expect at the head of the archive.
    """
    first = ("[Content_Types].xml", "_rels/.rels")
    return (first.index(name) if name in first else len(first), name)


def _find_source(rels: str) -> str:
    """Return the part whose links a part of relations holds."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def find_target(source: str, relation: Relation) -> str:
    """Return the name of the part that a link of `source` leads to."""
    folder = posixpath.dirname(source)
    return posixpath.normpath(posixpath.join(folder, relation.target)).lstrip("/")


def _name_relations_part(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _read_types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return the content types: by name of part, then by extension. ValueError for a type of
    nothing.
    """
    overrides: dict[str, str] = {}
    defaults = {"rels": RELS_TYPE}
    for element in parse_xml(data):
        name, extension = element.get("PartName", ""), element.get("Extension", "")
        kind = element.get("ContentType", "")
        if not element.get("PartName", extension):
            raise ValueError("a content type of nothing")
        if element.tag == f"{{{TYPES}}}Override":
            overrides[name.lstrip("/")] = kind
        elif element.tag == f"{{{TYPES}}}Default":
            defaults[extension.lower()] = kind
    return overrides, defaults


def _write_types(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> bytes:
    lines = ""
    for extension, kind in sorted(defaults.items()):
        lines += f"<Default Extension={quoteattr(extension)} ContentType={quoteattr(kind)}/>"
    for name, kind in sorted(overrides.items()):
        lines += f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
    return f'{DECLARATION}<Types xmlns="{TYPES}">{lines}</Types>'.encode()


def _read_relations(data: bytes) -> dict[str, Relation]:
    links: dict[str, Relation] = {}
    for element in parse_xml(data).iter(f"{{{PKG_REL}}}Relationship"):
        rid = element.get("Id", "")
        if rid in links:
            raise ValueError("two links of one name")
        external = element.get("TargetMode") == "External"
        links[rid] = Relation(element.get("Type", ""), element.get("Target", ""), external)
    return links


def _write_relations(links: Mapping[str, Relation]) -> bytes:
    lines = ""
    for rid, link in links.items():
        mode = ' TargetMode="External"' if link.external else ""
        lines += (
            f"<Relationship Id={quoteattr(rid)} Type={quoteattr(link.type)}"
            f" Target={quoteattr(link.target)}{mode}/>"
        )
    return f'{DECLARATION}<Relationships xmlns="{PKG_REL}">{lines}</Relationships>'.encode()
