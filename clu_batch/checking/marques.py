"""Rows struck through, cells in red, comments: what they mean cannot be read, so it is said at its
cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clu_batch.checking.entetes import Entetes
from clu_batch.defauts import classeurs
from clu_batch.problems import Defaut, Place, Problem
from clu_batch.tables import RawSheet, letter


def marked(raw: RawSheet, headers: Entetes, kept: Sequence[int]) -> list[Problem]:
    """One problem per row struck through or in red, and one per comment, among the rows that are
    read (from 0) and the known columns.

    A colour that every row has tells nothing of any of them.
    """
    problems = list(_by_row(raw, headers, kept, raw.marques.barrees, classeurs.LIGNE_BARREE))
    red = list(_by_row(raw, headers, kept, raw.marques.rouges, classeurs.CELLULE_EN_ROUGE))
    problems += red if len(red) < len(kept) else []
    comments = _seen(headers, kept, raw.marques.commentaires)
    return problems + [classeurs.COMMENTAIRE.at(_place(raw, cell), "") for cell in comments]


def _by_row(
    raw: RawSheet,
    headers: Entetes,
    kept: Sequence[int],
    cells: Sequence[tuple[int, int]],
    defaut: Defaut,
) -> Iterator[Problem]:
    first: dict[int, int] = {}
    for row, column in _seen(headers, kept, cells):
        first[row] = min(column, first.get(row, column))
    return (defaut.at(_place(raw, cell), "") for cell in first.items())


def _seen(
    headers: Entetes, kept: Sequence[int], cells: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The marked cells that are read; `cells` from 1."""
    if not cells:
        return []
    rows, columns = set(kept), set(headers.positions.values())
    return [(row, column) for row, column in cells if row - 1 in rows and column - 1 in columns]


def _place(raw: RawSheet, cell: tuple[int, int]) -> Place:
    return Place(raw.workbook, raw.name, f"{letter(cell[1])}{cell[0]}")
