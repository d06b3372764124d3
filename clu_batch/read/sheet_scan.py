"""A fast look at the XML of a sheet, for what calamine does not tell: used area, cells in error,
formulas never computed, hidden rows.

No library does it at this price: openpyxl, which would tell all of it, takes nine times as long.
Regular expressions over the bytes, each for one question: together less than half of what an XML
parser takes to walk through them.
"""

from __future__ import annotations

import bisect
import functools
import html
import itertools
import re
import types
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from clu_batch.kernel.coordinates import number_column
from clu_batch.kernel.frozen import frozen
from clu_batch.read.misread import misreads
from clu_batch.read.whole_zip import count_values

AREA = 8_000_000
"""Cells of the rectangle from A1 to the last filled cell beyond which calamine is not called: it
keeps them all (45 bytes each, empty or not, hence 360 MB), and aborts the process where memory
ends.
"""

# bytes looked at around a mark to find the tag of its cell: a search without bound is quadratic on
# hostile bytes
NEAR = 2000

HYPHENS = 1000
"""Hyphens that are looked at one by one; a sheet that has more of them is searched as a whole."""


LARGEURS = {
    26: b"[A-Z]",
    52: b"A?[A-Z]",
    104: b"[A-C]?[A-Z]",
    260: b"[A-I]?[A-Z]",
    702: b"[A-Z]{1,2}",
}
"""Widths and the letters of their columns: a cell beyond stands in the first rows, so that only the
last search goes to the end.
"""


@frozen
class Scan:
    """What the XML of a sheet shows; `height` and `width` bound its filled cells, `values` counts
    those that carry a value.
    """

    height: int = 0
    width: int = 0
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    merged: tuple[str, ...] = ()
    filtered: bool = False
    # handed to calamine in the place of the part, when the part cannot be handed over as it stands
    table: bytes | None = None
    values: int = 0
    percents: Mapping[tuple[int, int], str] = field(
        default_factory=dict
    )  # cell -> percent format
    negative: bool = False  # whether a number is below zero
    misread: bool = False  # whether calamine would give a cell what it does not hold


def scan(part: bytes, percents: Mapping[int, str] = types.MappingProxyType({})) -> Scan:
    """The look at one sheet.

    Tolerant of a prefix on every tag (`<x:row>`), of either kind of quotes, of missing references.

    `percents`: the formats of cells that may show a percentage, by rank.
    """
    xml = _convert_to_utf8(part)
    words = Words(xml)
    if not words.readable:
        # another kind of sheet, or no sheet: nothing here can vouch for it
        return Scan(AREA + 1, 1, table=b"")
    height, width = words.measure_area()
    table = None if xml is part else xml
    if height * width > AREA:
        table = words.drop_empty_rows()
        height, width = Words(table).measure_filled_area()
    return Scan(
        height,
        width,
        dict(words.find_errors()),
        *words.count_hidden(),
        words.find_merged(),
        has_filter(words.after),
        table,
        count_values(xml),
        {place: percents[rank] for place, rank in words.find_formatted(percents)},
        has_negative(xml),
        misreads(xml),
    )


def _convert_to_utf8(xml: bytes) -> bytes:
    """The same XML without declaration, in the only encoding that the searches of bytes understand;
    as it is when it cannot be.
    """
    if not xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return xml
    try:
        return re.sub(r"^\s*<\?xml[^>]*>", "", xml.decode("utf-16")).encode()
    except UnicodeError:
        return xml


def has_negative(xml: bytes) -> bool:
    """Whether a number is below zero. A hyphen is rare in most sheets: one is found twenty times
    faster than a tag.
    """
    at = -1
    for _ in range(HYPHENS):
        at = xml.find(b"-", at + 1)
        if at < 0:
            return False
        if xml[max(0, at - 2) : at] == b"v>":
            return True
    return xml.find(b"v>-", at) >= 0


def has_filter(xml: bytes) -> bool:
    """Whether a sheet or one of its tables has a filter that is set."""
    return b"filterColumn" in xml


def _compose_bound(number: int) -> bytes:
    """The pattern of the numbers from 1 whose first two digits say that they are not greater: two
    digits cost half of what all cost.
    """
    digits = str(max(number, 10))
    first, second, rest = int(digits[0]), int(digits[1]), len(digits) - 2
    lower = [f"[1-{first - 1}]\\d{{{rest + 1}}}"] if first > 1 else []
    return "|".join(
        [f"{first}[0-{second}]\\d{{{rest}}}", *lower, f"[1-9]\\d{{0,{rest}}}+"]
    ).encode()


class Words:
    """The bytes of a sheet and the vocabulary to search them."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        root = re.search(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet\b", xml[:100_000])
        # a sheet that is there to its end
        self.readable = (
            root is not None and b"worksheet" in xml[max(root.end(), len(xml) - NEAR) :]
        )
        self.root = xml[: xml.find(b">", root.end()) + 1] if root else b""
        self.prefix = root[1] + b":" if root and root[1] else b""

    def compile_pattern(self, pattern: bytes) -> re.Pattern[bytes]:
        """The pattern where `~` stands for the prefix of the tags."""
        return re.compile(pattern.replace(b"~", re.escape(self.prefix)))

    def find(self, pattern: bytes) -> Iterator[re.Match[bytes]]:
        """The places of a pattern in the sheet, where `~` stands for the prefix of the tags."""
        return self.compile_pattern(pattern).finditer(self.xml)

    @functools.cached_property
    def numbered(self) -> bool:
        """Whether every row and every cell carries its reference."""
        anonymous = rb'<~c(?! r="[A-Z]{1,3}\d)(?=[\s/>])(?!(?: |[^<>]*?\b)r=["\'][A-Z]{1,4}\d)'
        return b"" not in self.numbers and not any(self.find(anonymous))

    @functools.cached_property
    def numbers(self) -> list[bytes]:
        """The number of each row, b"" for one that does not say it."""
        return self.compile_pattern(
            rb'<~row(?=[\s/>])(?:(?: |[^<>]*?\b)r=["\'](\d{1,9})["\'])?'
        ).findall(self.xml)

    def measure_area(self) -> tuple[int, int]:
        """A rectangle that holds every cell, filled or not; once it is too large, it is not looked
        at more closely.
        """
        height = max(map(int, filter(None, self.numbers)), default=0) + self.numbers.count(b"")
        for width, letters in LARGEURS.items():
            stray = rb'<~c(?! r="%s(?:%s)")[\s/>]' % (letters, _compose_bound(height))
            if height * width > AREA or not any(self.find(stray)):
                return height, width
        return self._measure_exact_area(height)

    def _measure_exact_area(self, height: int) -> tuple[int, int]:
        """The same for cells without reference, in rows that are not theirs, or very far to the
        right.
        """
        letters: set[str] = set()
        for cell in self.find(rb'<~c(?: |\b[^<>]*?\b)r=["\']([A-Z]{1,4})(\d{1,9})'):
            letters.add(cell[1].decode())
            height = max(height, int(cell[2]))
        width = max(map(number_column, letters), default=0)
        return height, width if self.numbered else width + self._measure_longest_row()

    def _measure_longest_row(self) -> int:
        """The most cells that a row has."""
        firsts = [bisect.bisect_left(self.cells, start) for start in self.rows]
        pairs = itertools.pairwise([*firsts, len(self.cells)])
        return max((after - first for first, after in pairs), default=0)

    def find_filled(self) -> Iterator[tuple[int, int, int]]:
        """Row, column and place in the XML of each cell that holds something and carries its
        reference.
        """
        pattern = (
            rb"<~c(?:"
            rb' |\b[^<>]*?\b)r=["\']([A-Z]{1,4})(\d{1,9})["\'][^<>]*(?<!/)>'
            rb"\s*<~(?:v>(?!</~v>)|is\b|f\b)"
        )
        for match in self.find(pattern):
            yield int(match[2]), number_column(match[1].decode()), match.start()

    def drop_empty_rows(self) -> bytes:
        """The XML without the rows where no cell holds anything, if each row says its number:
        formatting may go down to the last one.
        """
        if b"" in self.numbers:
            return self.xml
        cell = rb"<~c\s[^<>]*+(?:(?<=/)>|>\s*+(?:<~v\s*+/>|<~v></~v>)?+\s*+</~c>)"
        row = rb"<~row\s[^<>]*+(?:(?<=/)>|>\s*+(?:%s\s*+)*+</~row>)\s*+" % cell
        return self.compile_pattern(rb"(?:%s)++" % row).sub(b"", self.xml)

    def measure_filled_area(self) -> tuple[int, int]:
        """The rectangle around the cells that hold something, when each says where it stands."""
        height, width = self.measure_area()
        if height * width <= AREA or not self.numbered:
            return height, width
        height = width = 0
        for row, column, _ in self.find_filled():
            height, width = max(height, row), max(width, column)
        return height, width

    def find_errors(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Cells in error with what they show, then formulas without a value (shown as "")."""
        for mark in re.finditer(rb't=["\']e["\']', self.xml):
            place = self.find_position(
                self.xml.rfind(b"<", max(0, mark.start() - NEAR), mark.start())
            )
            shown = self._find_shown(mark.end())
            if shown is not None:
                yield place, shown or "#ERREUR"
        if any(self.find(rb"<~f[\s/>]")):
            yield from self.find_uncomputed()

    def _find_shown(self, at: int) -> str | None:
        """What a cell in error shows, from the middle of its tag on; None when it holds nothing."""
        start = self.xml.find(b">", at) + 1
        if self.xml[start - 2 : start - 1] == b"/":
            return None
        end = self.xml.find(b"</%sc>" % self.prefix, start, start + 5 * NEAR)
        found = self.compile_pattern(rb"<~v>([^<]*)</~v>").search(
            self.xml, start, max(start, end)
        )
        if found:
            return html.unescape(found[1].decode("utf-8", "replace"))
        return ""

    def find_uncomputed(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Formulas that no program has computed yet; one whose result is an empty text is
        computed.
        """
        cell = b"<" + self.prefix + b"c"
        formula = rb"<~f\b(?:[^<>]*/>|[^<>]*>[^<]*</~f>)\s*(<~v\s*/>|<~v></~v>|</~c>)"
        for match in self.find(formula):
            near = max(0, match.start() - NEAR)
            start = max(
                self.xml.rfind(cell + end, near, match.start()) for end in (b" ", b">", b"\n")
            )
            text = re.search(rb'\bt=["\']str["\']', self.xml[start : match.start()])
            if not (text and b"v" in match[1]):
                yield self.find_position(start), ""

    def find_negatives(self) -> Iterator[tuple[tuple[int, int], float]]:
        """The numbers below zero, each with its place."""
        cell = b"<" + self.prefix + b"c"
        for match in self.find(rb"<~v>(-\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)</~v>"):
            start = self.xml.rfind(cell, max(0, match.start() - NEAR), match.start())
            yield self.find_position(start), float(match[1])

    def find_formatted(self, ranks: Collection[int]) -> Iterator[tuple[tuple[int, int], int]]:
        """Place and format of the cells that have one of these; one that says none has the
        first.
        """
        if not ranks:
            return
        cell = b"<" + self.prefix + b"c"
        mark = re.compile(
            rb's=["\'](%s)["\']' % b"|".join(b"%d" % rank for rank in sorted(ranks))
        )
        for match in mark.finditer(self.xml):
            start = self.xml.rfind(b"<", max(0, match.start() - NEAR), match.start())
            of_a_cell = self.xml[start : start + len(cell) + 1].split() == [cell]
            if of_a_cell and self.xml[match.start() - 1 : match.start()].isspace():
                yield self.find_position(start), int(match[1])
        if 0 in ranks:
            for bare in self.find(rb"<~c(?=[\s/>])(?![^<>]*?\ss=)"):
                yield self.find_position(bare.start()), 0

    def find_position(self, start: int) -> tuple[int, int]:
        """Row and column of the cell whose tag begins at `start`; counted when it carries no
        reference, (0, 0) when there is no tag.
        """
        if start < 0:
            return 0, 0
        tag = self.xml[start : self.xml.find(b">", start)]
        found = re.search(rb'\br=["\']([A-Z]{1,4})(\d{1,9})["\']', tag)
        if found:
            return int(found[2]), number_column(found[1].decode())
        index = bisect.bisect_right(self.rows, start) - 1
        row = self.rows[max(index, 0)] if self.rows else 0
        numbered = re.match(rb'[^<>]*?\br=["\'](\d{1,9})', self.xml[row + 1 : row + 400])
        line = int(numbered[1]) if numbered else index + 1
        return line, bisect.bisect_left(self.cells, start) - bisect.bisect_left(
            self.cells, row
        ) + 1

    @functools.cached_property
    def rows(self) -> array[int]:
        """Where each row begins."""
        return self._find_starts(rb"<~row\b")

    @functools.cached_property
    def cells(self) -> array[int]:
        """Where each cell begins."""
        return self._find_starts(rb"<~c\b")

    def _find_starts(self, tag: bytes) -> array[int]:
        return array("q", (match.start() for match in self.find(tag)))

    @functools.cached_property
    def after(self) -> bytes:
        """What follows the cells, where the standard puts filters and merged cells."""
        return self.xml[max(0, self.xml.rfind(b"</" + self.prefix + b"sheetData")) :]

    def find_merged(self) -> tuple[str, ...]:
        """The merged ranges."""
        merged = self.compile_pattern(rb'<~mergeCell\b[^<>]*?\bref=["\']([A-Z0-9:$]+)')
        return tuple(ref.decode() for ref in merged.findall(self.after))

    def count_hidden(self) -> tuple[int, int]:
        """The rows and the columns that are hidden."""
        if b"hidden=" not in self.xml:
            return 0, 0
        hides = rb'\b[^<>]*?\bhidden=["\'](?:1|true)["\'][^<>]*>'
        rows = sum(1 for _ in self.find(rb"<~row" + hides))
        return rows, sum(_count_columns(tag[0]) for tag in self.find(rb"<~col" + hides))


def _count_columns(tag: bytes) -> int:
    """Columns that a `col` tag stands for."""
    first = re.search(rb'\bmin=["\'](\d{1,5})', tag)
    last = re.search(rb'\bmax=["\'](\d{1,5})', tag)
    if first and last:
        return max(1, int(last[1]) - int(first[1]) + 1)
    return 1
