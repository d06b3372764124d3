"""The streams of an OLE file ([MS-CFB]), whose sectors stand in any order."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Sequence

LIBRE = 0xFFFFFFFA  # from this number on, a sector is none
ENTREE = 128  # bytes of an entry of the directory
FLUX, RACINE = 2, 5  # kinds of entries


def stream(content: bytes, names: Sequence[str]) -> bytes:
    """The stream of the first of these names; raises ValueError, IndexError or struct.error when it
    cannot be followed.
    """
    ole = _Ole(content)
    entries = list(ole.entries())
    for name in names:
        for entry in entries:
            if entry[0] == FLUX and entry[1].casefold() == name.casefold():
                return ole.stream(*entry[2:])
    raise ValueError("no such stream")


class _Ole:
    """An OLE file: where its sectors are, and which follows which."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or small_shift != 6:
            raise ValueError("sectors of another size")
        self.size, self.small_size = 1 << shift, 1 << small_shift
        self.directory, self.small_limit, small_first = struct.unpack_from("<I4xII", content, 48)
        self.next = self._numbers(self._bounded(self._tables(), self.size))
        self.small_next = self._numbers(self._chain(small_first)) if small_first < LIBRE else ()
        self.small = b""
        for kind, _, start, length in self.entries():
            if kind == RACINE:
                self.small = self._large(start, length)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        if not 0 <= start < len(self.content):
            raise ValueError("a sector out of the file")
        return self.content[start : start + self.size]

    def _numbers(self, sectors: Iterator[int]) -> Sequence[int]:
        data = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _tables(self) -> Iterator[int]:
        """The sectors of the allocation table: 109 in the header, the others in sectors that name
        the next.
        """
        yield from (
            number for number in struct.unpack_from("<109I", self.content, 76) if number < LIBRE
        )
        (following,) = struct.unpack_from("<I", self.content, 68)
        for _ in range(
            len(self.content) // self.size
        ):  # a chain of empty tables may turn in circles, too
            if following >= LIBRE:
                return
            *numbers, following = self._numbers(iter([following]))
            yield from (number for number in numbers if number < LIBRE)

    def _chain(self, first: int) -> Iterator[int]:
        """The sectors from the first on."""
        return self._bounded(_followed(first, self.next), self.size)

    def _bounded(self, sectors: Iterator[int], size: int) -> Iterator[int]:
        """The same sectors, no more than the file can hold: a chain that turns in circles has no
        end.
        """
        yield from itertools.islice(sectors, len(self.content) // size)
        if next(sectors, None) is not None:
            raise ValueError("a chain without end")

    def entries(self) -> Iterator[tuple[int, str, int, int]]:
        """Kind, name, first sector and length of each entry of the directory."""
        data = b"".join(map(self._sector, self._chain(self.directory)))
        for at in range(0, len(data) - ENTREE + 1, ENTREE):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            start, size = struct.unpack_from("<II", data, at + 116)
            yield (
                kind,
                data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"),
                start,
                size,
            )

    def stream(self, first: int, length: int) -> bytes:
        """The bytes of a stream: a short one stands in the small sectors of the root's stream."""
        if length >= self.small_limit:
            return self._large(first, length)
        size = self.small_size
        chain = self._bounded(_followed(first, self.small_next), size)
        return b"".join(self.small[n * size : (n + 1) * size] for n in chain)[:length]

    def _large(self, first: int, length: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first)))[:length]


def _followed(first: int, following: Sequence[int]) -> Iterator[int]:
    while first < LIBRE:
        yield first
        first = following[first]
