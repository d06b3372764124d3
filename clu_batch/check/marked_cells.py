"""Report the rows struck through, the cells in red and the comments.

What they mean cannot be read, so it is said at the cell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clu_batch.check.headers import HeaderRow
from clu_batch.kernel.coordinates import name_column, number_column
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.messages import whole_sheets


def report_marks(raw: RawSheet, headers: HeaderRow, kept: Collection[int]) -> list[Problem]:
    """Report each row struck through or in red, and each comment, among the rows that are read
    and the known columns.

    A colour that every row has tells nothing of any of them.
    """
    problems = _report_rows(raw, headers, kept, raw.marques.barrees, whole_sheets.LIGNE_BARREE)
    red = _report_rows(raw, headers, kept, raw.marques.rouges, whole_sheets.CELLULE_EN_ROUGE)
    if len(red) < len(kept):
        problems += red
    for row, column in _keep_read(headers, kept, raw.marques.commentaires):
        problems.append(
            whole_sheets.COMMENTAIRE.report(raw.locate_cell(row, name_column(column)))
        )
    return problems


def _report_rows(
    raw: RawSheet,
    headers: HeaderRow,
    kept: Collection[int],
    cells: Sequence[tuple[int, int]],
    defaut: ProblemKind,
) -> list[Problem]:
    """Report each row that has marked cells, at the first of them."""
    first: dict[int, int] = {}
    for row, column in _keep_read(headers, kept, cells):
        first[row] = min(column, first.get(row, column))
    return [
        defaut.report(raw.locate_cell(row, name_column(column)))
        for row, column in first.items()
    ]


def _keep_read(
    headers: HeaderRow, kept: Collection[int], cells: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The marked cells that are read; `cells` from 1."""
    if not cells:
        return []
    rows, columns = set(kept), set(map(number_column, headers.letters.values()))
    return [(row, column) for row, column in cells if row in rows and column in columns]
