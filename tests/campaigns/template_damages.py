"""The damages of a template of Word: of its bytes, of its XML, of its package, and what a person
may do to its tags without harm.
"""

from __future__ import annotations

import copy
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Sequence

from lxml import etree

from clu_batch.kernel.zip_archive import build_archive
from clu_batch.render.locate import read_text
from tests.campaigns.workbook_damages import EDITS, PACKAGE, bytes_changed, cut
from tests.support.word_files import W, parties

DOCUMENT = "word/document.xml"
CENTRAL = re.compile(
    r"word/(document|styles|numbering|settings|header\d*|footer\d*|footnotes)\.xml$|_rels/.*\.rels$"
    r"|\[Content_Types\]"
)
"""The parts without which nothing can be printed."""
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
P, R, T, TR, TC, TBL = (f"{W}{tag}" for tag in ("p", "r", "t", "tr", "tc", "tbl"))
Damage = Callable[[random.Random, bytes], bytes]


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    return build_archive({**parties(data), name: part})


# -- the file --------------------------------------------------------------------------------------


def member_damaged(chance: random.Random, data: bytes) -> bytes:
    """Some compressed bytes of one part change: zlib, or the checksum, says so."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        info = chance.choice(packed.infolist())
    start = (
        info.header_offset
        + 30
        + sum(struct.unpack("<HH", data[info.header_offset + 26 : info.header_offset + 30]))
    )
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 40))):
        damaged[start + chance.randrange(max(1, info.compress_size))] = chance.randrange(256)
    return bytes(damaged)


def part_edited(chance: random.Random, data: bytes) -> bytes:
    """The XML of a part, those that print more often."""
    parts = parties(data)
    central = [name for name in parts if CENTRAL.search(name)]
    name = chance.choice(central if chance.random() < 0.8 else list(parts))
    return with_part(data, name, chance.choice((*EDITS, *_WORD))(chance, parts[name]))


_ELEMENTS = (
    b"w:p",
    b"w:r",
    b"w:t",
    b"w:tr",
    b"w:tc",
    b"w:tbl",
    b"w:tblGrid",
    b"w:tcPr",
    b"w:sdt",
    b"w:style",
    b"w:pPr",
    b"w:num",
)


def _element(chance: random.Random, part: bytes) -> bytes:
    """A paragraph, a row, a run, a style… taken away, doubled, or set in itself."""
    name = chance.choice(
        (
            b"w:p",
            b"w:r",
            b"w:t",
            b"w:tr",
            b"w:tc",
            b"w:tbl",
            b"w:tblGrid",
            b"w:tcPr",
            b"w:sdt",
            b"w:style",
            b"w:pPr",
            b"w:num",
        )
    )
    found = list(
        re.finditer(rb"<%s\b[^<>]*?(?:/>|(?<!/)>.*?</%s>)" % (name, name), part, re.DOTALL)
    )
    if not found:
        return part
    place = chance.choice(found)
    put = chance.choice(
        (
            b"",
            place[0] * 2,
            place[0] * 300,
            place[0].replace(b"</", place[0] + b"</", 1),
            b"<w:p>" + place[0] + b"</w:p>",
        )
    )
    return part[: place.start()] + put + part[place.end() :]


def _brace(chance: random.Random, part: bytes) -> bytes:
    """A brace, a percent or a word of a tag taken away, doubled or changed."""
    found = list(re.finditer(rb"\{\{|\}\}|\{%|%\}|endfor|endif|\bfor\b|\bif\b|\bin\b|\|", part))
    if not found:
        return part
    place = chance.choice(found)
    put = chance.choice(
        (
            b"",
            place[0] * 2,
            place[0] * 500,
            b"{#",
            b"#}",
            b"{{ {",
            b"</w:t>",
            b"&#0;",
            b"\xc2\xa0",
        )
    )
    return part[: place.start()] + put + part[place.end() :]


_WORD: Sequence[Damage] = (_element, _element, _element, _brace, _brace)


def links_changed(chance: random.Random, data: bytes) -> bytes:
    """A link of the package that leads elsewhere, is of another kind, bears another name, or is
    gone; a content type likewise.
    """
    parts = parties(data)
    name = chance.choice(
        [name for name in parts if name.endswith(".rels") or name == "[Content_Types].xml"]
    )
    pattern = chance.choice(
        (
            rb'Target="([^"]*)"',
            rb'Type="([^"]*)"',
            rb'Id="([^"]*)"',
            rb'PartName="([^"]*)"',
            rb'ContentType="([^"]*)"',
        )
    )
    found = list(re.finditer(pattern, parts[name]))
    if not found or chance.random() < 0.2:
        return with_part(
            data,
            name,
            re.sub(rb"<(?:Relationship|Override|Default)\b[^>]*/>", b"", parts[name], count=1),
        )
    place, other = chance.choice(found), chance.choice(found)
    put = chance.choice(
        (
            b"",
            b"NULL",
            b"absent.xml",
            b"../../x",
            b"#ici",
            other[1],
            place[1].upper(),
            b"http://exemple.fr/image",
        )
    )
    changed = parts[name][: place.start(1)] + put + parts[name][place.end(1) :]
    return with_part(data, name, changed)


def packed_otherwise(chance: random.Random, data: bytes) -> bytes:
    return chance.choice(PACKAGE)(chance, data)


# -- what a person does: the document stays sound, what it says too --------------------------------


def _root(data: bytes) -> etree._Element:
    return etree.fromstring(parties(data)[DOCUMENT])


def _saved(data: bytes, root: etree._Element) -> bytes:
    return with_part(
        data,
        DOCUMENT,
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
    )


_BINDINGS = (
    "",
    '<w:dataBinding w:xpath="/a[1]" w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>',
    '<w15:dataBinding w:xpath="/a[1]" w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>',
    (
        '<w:showingPlcHdr/><w:dataBinding w:xpath="/ns1:coreProperties[1]"'
        ' w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
    ),
)


def _control(chance: random.Random) -> tuple[etree._Element, etree._Element]:
    """A content control, bound or not, and where its content goes."""
    properties = f'<w:id w:val="{chance.randrange(1, 10**6)}"/>{chance.choice(_BINDINGS)}'
    xml = (
        f'<x xmlns:w="{W[1:-1]}"'
        f' xmlns:w15="{W15}"><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent/></w:sdt></x>'
    )
    control = etree.fromstring(xml)[0]
    return control, control[1]


def in_controls(chance: random.Random, data: bytes) -> bytes:
    """Runs, paragraphs, rows, cells, tables put in content controls, or in several."""
    root = _root(data)
    for _ in range(chance.choice((1, 2, 5))):
        found = list(root.iter(chance.choice((P, R, TR, TC, TBL))))
        element = chance.choice(found or list(root.iter(P)))
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            continue
        for _ in range(chance.choice((1, 1, 4))):
            control, content = _control(chance)
            element.addprevious(control)
            content.append(element)
            element = control
    return _saved(data, root)


def repeated(chance: random.Random, data: bytes) -> bytes:
    """A paragraph copied several times."""
    root = _root(data)
    plain = [
        p for p in root.iter(P) if "{%" not in read_text(p) and p.find(f".//{W}sectPr") is None
    ]
    paragraph = chance.choice(plain)
    for _ in range(chance.choice((1, 3, 30))):
        paragraph.addnext(copy.deepcopy(paragraph))
    return _saved(data, root)


def runs_cut(chance: random.Random, data: bytes) -> bytes:
    """Runs cut in two, as Word does when a word is corrected: tags included."""
    root = _root(data)
    for run in list(root.iter(R)):
        words = run.find(T)
        text = "" if words is None else words.text or ""
        if words is None or len(text) < 4 or chance.random() > 0.3:
            continue
        at = chance.randrange(1, len(text))
        second = copy.deepcopy(run)
        run.addnext(second)
        twin = next(second.iter(T))
        words.text, twin.text = text[:at], text[at:]
        for kept in (words, twin):
            kept.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _saved(data, root)


# -- what she types --------------------------------------------------------------------------------

TYPED = (
    "{{ 2 ** 100000 }}",
    "{{ 'a' * 300000000 }}",
    "{{ 300000000 * [1] }}",
    "{{ 1 / 0 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ reunion.lieu * 10 ** 9 }}",
    "{% for i in range(10 ** 9) %}x{% endfor %}",
    "{{ '%999999999d' % 1 }}",
    "{{ reunion.lieu | replace('', reunion.lieu) }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "not " * 900 + "x }}",
    "{{ reunion" + ".lieu" * 3000 + " }}",
    "{{ reunion.lieu" + " | upper" * 120 + " }}",
    "{% if exemple %}" * 150 + "{% endif %}" * 150,
    "{% for m in membres %}" * 12 + "x" + "{% endfor %}" * 12,
    "{{ [1] | batch(10 ** 8, 0) }}",
    "{{ 1.5 | round(10 ** 8, 'ceil') }}",
    "{{ self }}",
    "{{ loop.index }}",
    "{{ {} }}",
    "{{ reunion.__class__.__mro__ }}",
    "{{ membres }}",
    "{{ reunion }}",
    "{% set x %}{% for m in membres %}{{ m.nom }}{% endfor %}{% endset %}",
    "{% set membres = 3 %}",
    "{{ cycler }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{# jamais fermé",
    "{{ }}",
    "{% %}",
    "{{ reunion.lieu",
    "}} {{",
    "{%tr for m in membres %}",
    "{{tc reunion.lieu }}",
    "{{r reunion.lieu }}",
    "{{tr reunion.lieu }}",
    "{{p reunion.lieu }}",
    "{% extends 'x' %}",
    "{% include '/etc/passwd' %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ 1e308 * 1e308 }}",
    "{{ 'x' ~ membres }}",
    "{{ x.y.z }}",
    "{{ membres | map('upper') | join }}",
    "{{ membres | sum(start=[]) }}",
    "{{ '\\ud800' }}",
    "{{ " + "9" * 5000 + " }}",
    "{{ 10 ** -400 }}",
    "{{ membres | groupby('college') }}",
    "{{ indicateurs['x'] }}",
    "{{ reunion.date + 10 ** 9 }}",
    "{{ -reunion.lieu }}",
)
"""Expressions that are absurd, endless, forbidden or merely odd."""


def _paragraph(words: str) -> etree._Element:
    made = etree.Element(P)
    etree.SubElement(etree.SubElement(made, R), T).text = words
    return made


def typed(chance: random.Random, data: bytes) -> bytes:
    """One of these in a paragraph of its own, in a cell, or in the middle of a text."""
    root = _root(data)
    places = [t for t in root.iter(T) if t.text]
    place, words = chance.choice(places), chance.choice(TYPED)
    if chance.random() < 0.5:
        paragraph = next(place.iterancestors(P))
        paragraph.addnext(_paragraph(words))
    else:
        place.text = f"{place.text} {words}" if chance.random() < 0.7 else words
    return _saved(data, root)


def tag_changed(chance: random.Random, data: bytes) -> bytes:
    """What stands in a tag replaced by something else."""
    root = _root(data)
    tags = [t for t in root.iter(T) if t.text and "{{" in t.text]
    if not tags:
        return typed(chance, data)
    tag = chance.choice(tags)
    other = chance.choice(TYPED)
    tag.text = re.sub(r"\{\{.*?\}\}", lambda _: other, tag.text or "", count=1)
    return _saved(data, root)


def nested(chance: random.Random, data: bytes) -> bytes:
    """Conditions or loops opened around a paragraph, many of them, closed or not."""
    root = _root(data)
    paragraph = chance.choice([*root.findall(f"{W}body/{P}"), *root.findall(f".//{TC}/{P}")])
    opening, closing = chance.choice(
        (("{%p if exemple %}", "{%p endif %}"), ("{%p for m in membres %}", "{%p endfor %}"))
    )
    depth = chance.choice((1, 3, 14, 16, 40, 150))
    for words, add in ((opening, paragraph.addprevious), (closing, paragraph.addnext)):
        for _ in range(depth if words == opening or chance.random() < 0.8 else depth - 1):
            add(_paragraph(words))
    return _saved(data, root)


SOUND: Sequence[Damage] = (in_controls, in_controls, repeated, runs_cut)
"""What leaves a sound template: its document must be made, valid, and say everything, unless a
sentence tells why not.
"""
FAULTY: Sequence[Damage] = (
    bytes_changed,
    cut,
    member_damaged,
    member_damaged,
    part_edited,
    part_edited,
    part_edited,
    part_edited,
    links_changed,
    links_changed,
    packed_otherwise,
    packed_otherwise,
    typed,
    typed,
    tag_changed,
    nested,
)
