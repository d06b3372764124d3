"""The damages themselves: of bytes, of the XML of a part, of the zip around the parts."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence

HOSTILE = (
    b"",
    b"-1",
    b"0",
    b"1048577",
    b"99999999999",
    b"XFD1048576",
    b"A0",
    b"\xff\xfe",
    b"\0",
    b"&#0;",
    b"&#xD800;",
    b"&inconnu;",
    b"1e999",
    b"NaN",
    b"<",
    b">",
    b'"',
    b"]]>",
    b"<!-- ",
    b"<![CDATA[",
    b"../../../secret",
    b"\xc3",
    "é".encode("utf-16"),
    b"x" * 70_000,
    b"-46093",
    b"2958466",
    b"1e308",
    b"-1e-320",
    b"9" * 400,
    b"0x10",
    b" 41 ",
    b"_x0000_",
    b"_xD83D_",
    b"true",
    b"2026-02-30",
    b"<![CDATA[<![CDATA[a]]>]]>",
)
"""What replaces a value in a part."""

CENTRAL = re.compile(
    r"worksheets/sheet|sharedStrings|workbook\.xml|styles|content\.xml$|_rels/.*\.rels"
)
"""The parts without which no cell can be read."""
ENCODINGS = ("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "utf-32")
Damage = Callable[[random.Random, bytes], bytes]


def bytes_changed(chance: random.Random, content: bytes) -> bytes:
    """Some bytes take another value."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40)) if content else 0):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    """The beginning alone."""
    return content[: chance.randrange(len(content) + 1)]


def edited(chance: random.Random, content: bytes) -> bytes:
    """A zip with a part, or its own directory, damaged; the parts that hold the cells more often
    than the others.
    """
    if chance.random() < 0.2:
        return chance.choice(PACKAGE)(chance, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    central = [name for name in parts if CENTRAL.search(name)]
    chosen = chance.choice(central if central and chance.random() < 0.7 else list(parts))
    edit = chance.choice(EDITS)
    return zipped(
        [(name, edit(chance, part) if name == chosen else part) for name, part in parts.items()]
    )


def zipped(
    parts: Sequence[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """The package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name given twice is meant
        for name, part in parts:
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # Python on Windows turns its backslashes
            archive.writestr(entry, part, compression)
    return stream.getvalue()


# -- the XML of a part -----------------------------------------------------------------------------


def _replaced(
    chance: random.Random, part: bytes, pattern: bytes, put: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """One of the places where the pattern is found, replaced."""
    found = list(re.finditer(pattern, part, re.DOTALL))
    if not found:
        return part
    place = chance.choice(found)
    return part[: place.start()] + put(place) + part[place.end() :]


def _value(chance: random.Random, part: bytes) -> bytes:
    """Another value for an attribute or a text."""
    return _replaced(
        chance,
        part,
        rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)',
        lambda _place: chance.choice(HOSTILE),
    )


def _tag(chance: random.Random, part: bytes) -> bytes:
    """A tag taken away, doubled, renamed."""

    def put(tag: re.Match[bytes]) -> bytes:
        return chance.choice(
            (
                b"",
                tag[0] * 2,
                tag[0] * 2000,
                b"<autre>",
                tag[0].upper(),
                tag[0].replace(b"/", b""),
            )
        )

    return _replaced(chance, part, rb"<[^<>]*>", put)


def _attribute(chance: random.Random, part: bytes) -> bytes:
    """An attribute taken away."""
    return _replaced(chance, part, rb'\s[\w:]+="[^"]*"', lambda _place: b"")


def _element(chance: random.Random, part: bytes) -> bytes:
    """A row, a cell or another element taken away, doubled, tripled, or set before the one that
    stands before it.
    """
    names = (
        rb"row",
        rb"c",
        rb"v",
        rb"f",
        rb"si",
        rb"sheet",
        rb"Relationship",
        rb"xf",
        rb"table:table-row",
        rb"table:table-cell",
    )
    name = chance.choice(names)
    element = rb"<%s\b[^<>]*?(?:/>|(?<!/)>.*?</%s>)" % (name, name)
    if chance.random() < 0.3:
        return _replaced(
            chance,
            part,
            rb"(%s)\s*(%s)" % (element, element),
            lambda place: place[2] + place[1],
        )
    times = chance.choice((0, 2, 2, 3))
    return _replaced(chance, part, element, lambda place: place[0] * times)


def _reference(chance: random.Random, part: bytes) -> bytes:
    """A row or a cell that says it stands elsewhere; a text or a format that is not in its list."""
    pattern, values = chance.choice(
        (
            (rb'(?<=<row r=")\d+', (b"1", b"2", b"1048576", b"0", b"5")),
            (
                rb'(?<=<c r=")[A-Z]+\d+',
                (b"A1", b"B2", b"AA7", b"XFD1048576", b"a1", b"B", b"7", b"$B$2"),
            ),
            (
                rb'(?<=t="s"><v>)\d+',
                (b"999999", b"-1", b"1.5", b"0", b"4294967296", b"18446744073709551616"),
            ),
            (rb'(?<=\bs=")\d+', (b"9999", b"-1", b"65536")),
            (rb'(?<=\bt=")\w+', (b"s", b"n", b"b", b"d", b"e", b"str", b"inlineStr", b"x")),
            (rb'(?<=-repeated=")\d+', (b"0", b"2", b"1000", b"16384", b"1048576", b"-1")),
            (
                rb'(?<=value-type=")\w+',
                (
                    b"string",
                    b"float",
                    b"date",
                    b"time",
                    b"boolean",
                    b"percentage",
                    b"void",
                    b"unknown",
                ),
            ),
        )
    )
    return _replaced(chance, part, pattern, lambda _place: chance.choice(values))


def _quoted(chance: random.Random, part: bytes) -> bytes:
    """A text as CDATA, an element within a comment, tags with a prefix, other quotes: the same to
    an XML parser, or nearly.
    """
    return chance.choice(
        (
            _replaced(
                chance,
                part,
                rb"(?<=>)[^<]+(?=<)",
                lambda place: b"<![CDATA[" + place[0] + b"]]>",
            ),
            _replaced(
                chance,
                part,
                rb"<(?:c|row|v)\b[^<>]*/?>",
                lambda place: b"<!-- " + place[0] + b" -->",
            ),
            _replaced(
                chance,
                part,
                rb"(?<=</row>)|(?<=</table:table-row>)",
                lambda _place: b"<?pi <row>?>",
            ),
            re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", part).replace(b" xmlns=", b" xmlns:x=", 1),
            re.sub(rb'="([^"\']*)"', rb"='\1'", part),
            re.sub(rb" (\w+=)", rb"\n\t\1", part),
            re.sub(rb'(\w)="', rb'\1 = "', part),
            re.sub(rb"<(\w+)([^<>]*[^/<>])></\1>", rb"<\1\2/>", part),
        )
    )


def _encoded(chance: random.Random, part: bytes) -> bytes:
    """Another encoding than the one that the part declares; the declaration says so, or not."""
    text, encoding = part.decode("utf-8", "replace"), chance.choice(ENCODINGS)
    declared = re.sub(r'encoding="[^"]*"', f'encoding="{encoding}"', text, count=1)
    return chance.choice((text, declared)).encode(encoding, "replace")


EDITS: Sequence[Damage] = (
    _value,
    _value,
    _value,
    _tag,
    _tag,
    _attribute,
    _attribute,
    bytes_changed,
    cut,
    _element,
    _element,
    _element,
    _reference,
    _reference,
    _reference,
    _quoted,
    _encoded,
    lambda _chance, _part: b"",
    lambda _chance, part: b'<!DOCTYPE a [<!ENTITY b "b">]>' + part,
)

# -- the zip around the parts ----------------------------------------------------------------------


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _taken_away(chance: random.Random, content: bytes) -> bytes:
    parts = _parts(content)
    del parts[chance.randrange(len(parts))]
    return zipped(parts)


def _named_twice(chance: random.Random, content: bytes) -> bytes:
    """A part twice in the directory, the second time cut or not, before or after the first."""
    parts = _parts(content)
    name, part = chance.choice(parts)
    again = (name, chance.choice((part, cut(chance, part), b"")))
    return zipped(chance.choice(([*parts, again], [again, *parts])))


def _renamed(chance: random.Random, content: bytes) -> bytes:
    """Names in capitals, with backslashes, from the root, from another folder; all of them or
    one.
    """
    change = chance.choice(
        (
            str.upper,
            str.lower,
            lambda name: name.replace("/", "\\"),
            lambda name: "/" + name,
            lambda name: "../" + name,
        )
    )
    parts, only = _parts(content), chance.random() < 0.5
    chosen = chance.choice(parts)[0]
    return zipped(
        [(change(name) if not only or name == chosen else name, part) for name, part in parts]
    )


def _exchanged(chance: random.Random, content: bytes) -> bytes:
    """Two parts under each other's name."""
    parts = _parts(content)
    (first, one), (second, two) = chance.sample(parts, 2)
    return zipped(
        [
            (name, two if name == first else one if name == second else part)
            for name, part in parts
        ]
    )


def _directory(chance: random.Random, content: bytes) -> bytes:
    """A false checksum, size, method, flag or place in one entry of the directory."""
    found = [match.start() for match in re.finditer(rb"PK\x01\x02", content)]
    at = chance.choice(found)
    field, form = chance.choice(
        (
            (8, "<H"),
            (10, "<H"),
            (16, "<L"),
            (20, "<L"),
            (24, "<L"),
            (24, "<L"),
            (28, "<H"),
            (42, "<L"),
        )
    )
    top = 2 ** (8 * struct.calcsize(form)) - 1
    false = struct.pack(form, chance.choice((0, 1, 7, 2**15, top, chance.randrange(top))))
    return content[: at + field] + false + content[at + field + len(false) :]


def _stored(_chance: random.Random, content: bytes) -> bytes:
    return zipped(_parts(content), zipfile.ZIP_STORED)


def _zip64(_chance: random.Random, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _parts(content):
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(part)
    return stream.getvalue()


def _surrounded(chance: random.Random, content: bytes) -> bytes:
    """Something before the zip or after it."""
    return chance.choice(
        (
            b"#!/bin/sh\n" + content,
            content + bytes(300),
            content + content,
            content[:-2] + b"\x05\x00salut",
        )
    )


PACKAGE: Sequence[Damage] = (
    _taken_away,
    _named_twice,
    _named_twice,
    _renamed,
    _exchanged,
    _exchanged,
    _directory,
    _directory,
    _stored,
    _zip64,
    _surrounded,
)
