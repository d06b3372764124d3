"""Read a .csv file as a raw sheet; its encoding and its separator are found by looking at it.

No library does it: `csv.Sniffer` and pandas take a comma of a comment for a separator, and let a
quotation mark that is never closed swallow the rows that follow.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from clu_batch.kernel.frames import RawSheet, label_cells
from clu_batch.kernel.problems import ProblemKind
from clu_batch.messages import cells, workbooks
from clu_batch.read.container import TAILLE, UnreadableFile
from clu_batch.read.encoding import ILLISIBLE, decode

SEPARATEURS = (";", "\t", ",", "|")
APERCU = 20
"""Filled rows by which the separator is chosen."""

_FIN = _NUL = "\x00"
_FORMULE = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
"""A text that an export writes as a formula, for Excel not to take it for a number or a date."""
_FORMULE_NUE = re.compile(
    r'(?:^|(?<=[;\t,|]))="((?:[^"\r\n]|"")*)"(?=[;\t,|\r\n]|$)', re.MULTILINE
)
"""Such a text without quotation marks around it: a separator inside it would part it."""


def read_csv(name: str, stem: str, content: bytes, digest: str) -> RawSheet:
    """Return the only sheet of a .csv, named after the file; every cell is a text.

    `UnreadableFile` is raised when it cannot be read.
    """
    text = _drop_end(decode(content))
    if '="' in text:
        text = _FORMULE_NUE.sub(r'"\1"', text)
    with _allow_long_cells():
        rows = _split_rows(text, _choose_separator(text))
    if _NUL in text or '="' in text:
        rows = [[_unwrap(cell) for cell in row] for row in rows]
    broken, filled = _find_broken(rows), list(map(_count_filled, rows))
    for row, column in broken:
        rows[row - 1][column - 1] = ""
    cells = label_cells(rows)
    return RawSheet(name, stem, cells, digest=digest, illisibles=broken, largeurs=filled)


def _drop_end(text: str) -> str:
    """The text without the mark by which MS-DOS, or a program in C, ends it.

    Zeros at the end alone are what remains of a file whose end was never written.
    """
    kept = text.rstrip("\x00\x1a")
    if text.endswith(_NUL * 2) and _NUL not in kept:
        raise UnreadableFile(workbooks.FICHIER_COUPE)
    return kept


@contextlib.contextmanager
def _allow_long_cells() -> Iterator[None]:
    """Cells as long as a file may be, which the library bounds for the whole process."""
    bound = csv.field_size_limit(TAILLE)
    try:
        yield
    finally:
        csv.field_size_limit(bound)


def _unwrap(cell: str) -> str:
    """What a cell means: its text alone of `="A4"`, without the zeros that fill it up."""
    typed = cell.strip(_NUL)
    formula = _FORMULE.fullmatch(typed)
    return formula[1].replace('""', '"') if formula else typed


def _count_filled(row: Sequence[str]) -> int:
    """The fields of a row up to the last that is not empty: separators at its end are no value."""
    return next((number for number in range(len(row), 0, -1) if row[number - 1].strip()), 0)


def _find_broken(
    rows: Sequence[Sequence[str]],
) -> dict[tuple[int, int], tuple[ProblemKind, str]]:
    """The cells where a byte is no letter, with what can be read of them."""
    found = {}
    for line, row in enumerate(rows, start=1):
        if not ILLISIBLE.search("".join(row)):
            continue
        for column, cell in enumerate(row, start=1):
            if ILLISIBLE.search(cell):
                found[line, column] = cells.SIGNE_ILLISIBLE, ILLISIBLE.sub("\ufffd", cell)
    return found


def _split_rows(text: str, separator: str) -> list[list[str]]:
    """Every row; a quotation mark that is never closed would make one cell of all that follows it,
    and is refused.
    """
    end = "" if not text or text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(
        io.StringIO(text + end + _FIN, newline=""), delimiter=separator, strict=False
    )
    rows, starts = [], [1]
    for row in reader:
        rows.append(row)
        starts.append(reader.line_num + 1)
    if rows.pop() != [_FIN]:
        raise UnreadableFile(workbooks.GUILLEMET_OUVERT, ligne=starts[-2])
    return rows


def _choose_separator(text: str) -> str:
    """The separator that gives the most of the first filled rows one same width, then the widest; a
    comma in a comment is none.
    """
    return max(SEPARATEURS, key=lambda separator: _measure_regularity(text, separator))


def _measure_regularity(text: str, separator: str) -> tuple[int, int]:
    """How many of the first filled rows have the width that most of them have, and this width;
    nothing parts rows of one cell.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    filled = itertools.islice(
        (row for row in rows if any(cell.strip() for cell in row)), APERCU
    )
    widths = Counter(len(row) for row in filled if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
