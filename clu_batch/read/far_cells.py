"""Split a sheet that has filled cells very far from its table: the table, and the far cells, each
of a size that calamine withstands.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.frozen import frozen
from clu_batch.messages import whole_sheets
from clu_batch.read.container import UnreadableFile
from clu_batch.read.sheet_scan import AREA, Words

LARGEUR = 256  # columns of a table, at most, once its sheet is too large to be read whole
ELOIGNEES = (
    1000  # far cells that are told one by one; more of them are a sheet that cannot be read
)


CELLULE = [("row", np.int64), ("column", np.int64), ("start", np.int64)]
"""Where a filled cell stands, in the sheet and in its XML."""


@frozen
class SplitSheet:
    """The XML of a sheet without its far cells; and the far cells, the one of `places[i]` moved to
    A(i + 1).
    """

    table: bytes
    far: bytes
    places: Sequence[str]


def split_sheet(xml: bytes) -> SplitSheet:
    """Return the sheet in two: its table, and its far cells.

    `UnreadableFile` is raised when no rectangle of an ordinary size holds nearly all of its filled
    cells.
    """
    words = Words(xml)
    if not words.readable:
        raise UnreadableFile(whole_sheets.FEUILLE_ILLISIBLE)
    height, width = words.measure_area()
    if height * width <= AREA:
        return SplitSheet(xml, b"", ())
    if not words.numbered:
        raise UnreadableFile(whole_sheets.FEUILLE_DEMESUREE)
    filled = np.fromiter(words.find_filled(), dtype=CELLULE)
    height, width = _choose_rectangle(filled)
    far = filled[(filled["row"] > height) | (filled["column"] > width)]
    if len(far) > ELOIGNEES:
        raise UnreadableFile(whole_sheets.FEUILLE_DEMESUREE)
    return _cut(words, far.tolist())


def isolate_part(content: bytes, part: str, xml: bytes) -> io.BytesIO:
    """Return the same package with this XML for one sheet, and the other sheets empty.

    The package is not packed again.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in dict.fromkeys(source.namelist()):
            other = "worksheets/" in name and name != part
            target.writestr(name, xml if name == part else b"" if other else source.read(name))
    stream.seek(0)
    return stream


def _choose_rectangle(filled: npt.NDArray[np.void]) -> tuple[int, int]:
    """Height and width, from A1, of the rectangle of ordinary size that leaves the fewest filled
    cells out; the widest of equals.
    """
    rows, columns = filled["row"], filled["column"]
    most, best = 0, 1
    for width in sorted(set(columns[columns <= LARGEUR].tolist())):
        kept = int(np.sum((columns <= width) & (rows <= AREA // width)))
        if kept >= most:
            most, best = kept, width
    return AREA // best, best


def _cut(words: Words, far: Sequence[tuple[int, int, int]]) -> SplitSheet:
    kept, moved, end = [], [], 0
    close = b"</" + words.prefix + b"c>"
    for index, (_, _, start) in enumerate(far, 1):
        kept.append(words.xml[end:start])
        end = words.xml.index(close, start) + len(close)
        cell = re.sub(
            rb'\br=(["\'])[A-Z]+\d+\1', b'r="A%d"' % index, words.xml[start:end], count=1
        )
        moved.append(b'<%srow r="%d">%s</%srow>' % (words.prefix, index, cell, words.prefix))
    kept.append(words.xml[end:])
    data = words.prefix + b"sheetData"
    sheet = b"<%s>%s</%s></%sworksheet>" % (data, b"".join(moved), data, words.prefix)
    return SplitSheet(
        b"".join(kept),
        words.root + sheet,
        [f"{name_column(column)}{row}" for row, column, _ in far],
    )
