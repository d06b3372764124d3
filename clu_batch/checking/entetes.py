"""Where the header row of a sheet is, and which column is which."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from clu_batch import saisie
from clu_batch.checking.cassees import broken_cells
from clu_batch.defauts import cellules, classeurs
from clu_batch.problems import Place, Problem
from clu_batch.schema import Column, Need, Sheet
from clu_batch.tables import RawSheet, letter

PREMIERES = 20
"""Rows among which the header row is looked for: titles and notes may stand above."""

COURT, PRESQUE = 5, 0.85
"""From how many letters, and from what likeness, an unknown header is a misspelling of a column
that is missing.
"""

EN_TETE = "un en-tête, sans lequel la colonne n’est pas lue"
"""What is expected of the first cell of a column."""


@dataclass(frozen=True, slots=True)
class Entetes:
    """The header row, from 0 (None when there is none), and the position of each declared column
    that the sheet has, from 0.
    """

    row: int | None
    positions: Mapping[str, int]
    missing: Sequence[Column]
    problems: Sequence[Problem]


def find_headers(sheet: Sheet, raw: RawSheet) -> Entetes:
    """The first of the first rows that carries the most known headers, at least the required ones
    or half of them.
    """
    names = _Noms(sheet)
    required = {column.header for column in sheet.columns if column.need is not Need.OPTIONAL}
    best, best_found = None, set[str]()
    for number, cells in enumerate(raw.rows[:PREMIERES]):
        found = {header for cell in cells if (header := names.exact(cell) or names.near(cell))}
        enough = 2 * len(found & required) >= len(required) or 2 * len(found) >= len(sheet.columns)
        if len(found) > len(best_found) and enough:
            best, best_found = number, found
    if best is None:
        best = _nearest_row(raw, required)
    if best is None:
        return Entetes(None, {}, (), (_no_headers(sheet, raw),))
    return _identified(sheet, raw, best, names)


def _nearest_row(raw: RawSheet, required: Collection[str]) -> int | None:
    """The first row where half of the required headers are written, or almost."""
    for number, cells in enumerate(raw.rows[:PREMIERES]):
        texts = [cell for cell in cells if isinstance(cell, str) and not saisie.vide(cell)]
        if 2 * sum(saisie.proche(header, texts) is not None for header in required) >= len(
            required
        ):
            return number
    return None


def headers(sheet: Sheet) -> dict[str, str]:
    """The declared headers of a sheet by each of their folded names."""
    return {
        folded(name): column.header
        for column in sheet.columns
        for name in (*column.synonyms, column.header)
    }


def folded(cell: object) -> str:
    """A header as it is compared."""
    return saisie.intitule(cell if isinstance(cell, str) else saisie.montrer(cell))


class _Noms:
    """The names by which the columns of a sheet are known: exactly, or nearly (a star before, a
    unit in brackets after).
    """

    def __init__(self, sheet: Sheet) -> None:
        self._exact = headers(sheet)
        near: dict[str, set[str]] = {}
        for column in sheet.columns:
            for name in (column.header, *column.synonyms):
                near.setdefault(saisie.sans_precision(name), set()).add(column.header)
        self._near = {
            name: next(iter(same)) for name, same in near.items() if name and len(same) == 1
        }

    def exact(self, cell: object) -> str | None:
        """The column whose name this is."""
        return self._exact.get(folded(cell))

    def near(self, cell: object) -> str | None:
        """The only column whose name this nearly is: it counts when no column has that name
        exactly.
        """
        return self._near.get(saisie.sans_precision(cell)) if isinstance(cell, str) else None


def _no_headers(sheet: Sheet, raw: RawSheet) -> Problem:
    names = ", ".join(
        f"«\u00a0{column.header}\u00a0»"
        for column in sheet.columns
        if column.need is not Need.OPTIONAL
    )
    return classeurs.ENTETES_INTROUVABLES.at(Place(raw.workbook, raw.name), attendus=names)


def _identified(sheet: Sheet, raw: RawSheet, row: int, names: _Noms) -> Entetes:
    cells = raw.rows[row]
    exact = {index: header for index, cell in enumerate(cells) if (header := names.exact(cell))}
    has = set(exact.values())
    near = {
        index: header
        for index, cell in enumerate(cells)
        if index not in exact and (header := names.near(cell)) and header not in has
    }
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    for index, header in sorted({**exact, **near}.items()):
        if positions.setdefault(header, index) != index:
            first = f"{letter(positions[header] + 1)}{row + 1}"
            problems.append(
                classeurs.ENTETE_REPETE.at(_place(raw, row, index), header, header, premiere=first)
            )
    unknown: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if (
            isinstance(cell, str)
            and index not in exact
            and index not in near
            and not saisie.vide(cell)
        ):
            unknown.setdefault(saisie.nettoyer(cell), index)
    spared = sheet.une_de if any(header in positions for header in sheet.une_de) else ()
    needed = [
        column
        for column in sheet.columns
        if column.need is not Need.OPTIONAL and column.header not in spared
    ]
    missing = [column for column in needed if column.header not in positions]
    problems += [_missing(raw, row, column, unknown) for column in missing]
    absent = [
        column
        for column in sheet.columns
        if column.need is Need.OPTIONAL and column.header not in positions
    ]
    problems += [problem for column in absent for problem in _almost(raw, row, column, unknown)]
    problems += _garbled(raw, row, unknown, {problem.place.cell for problem in problems})
    return Entetes(row, positions, missing, [*problems, *_broken(raw, row)])


def _garbled(
    raw: RawSheet, row: int, unknown: Mapping[str, int], told: Collection[str]
) -> list[Problem]:
    """The unknown headers that seem read in another encoding, and of which nothing is told yet."""
    found = []
    for name, index in unknown.items():
        place = _place(raw, row, index)
        if saisie.mal_decode(name) and place.cell not in told:
            found.append(cellules.TEXTE_MAL_DECODE.at(place, "", name))
    return found


def _broken(raw: RawSheet, row: int) -> list[Problem]:
    """The headers in error, or whose formula was never computed, over a column that holds
    something: it would be lost in silence.
    """
    broken = sorted(broken_cells(raw).items(), key=lambda item: item[0])
    found = [(column, cassee) for (line, column), cassee in broken if line == row + 1]
    return [
        defaut.at(_place(raw, row, column - 1), "", shown, attendu=EN_TETE)
        for column, (defaut, shown) in found
        if _is_filled(raw, row + 1, column)
    ]


def _is_filled(raw: RawSheet, first: int, column: int) -> bool:
    """Whether a column, from 1, holds something from a row on, from 0; a row may be shorter."""
    below = (cells[column - 1] for cells in raw.rows[first:] if len(cells) >= column)
    return any(not saisie.vide(cell) for cell in below)


def _missing(raw: RawSheet, row: int, column: Column, unknown: Mapping[str, int]) -> Problem:
    close = saisie.proche(column.header, unknown)
    if close is None:
        return classeurs.ENTETE_MANQUANT.at(
            Place(raw.workbook, raw.name, f"A{row + 1}"), column.header, column.header
        )
    return classeurs.ENTETE_MANQUANT_PROCHE.at(
        _place(raw, row, unknown[close]), column.header, column.header, proche=close
    )


def _almost(raw: RawSheet, row: int, column: Column, unknown: Mapping[str, int]) -> list[Problem]:
    """An unknown header that is, but for a letter or two, an optional column that the sheet lacks:
    its cells would be lost in silence.
    """
    for name in (column.header, *column.synonyms):
        close = saisie.proche(name, unknown)
        if close and _misspelled(close, name):
            return [
                classeurs.ENTETE_PRESQUE.at(
                    _place(raw, row, unknown[close]), close, close, proche=name
                )
            ]
    return []


def _misspelled(typed: str, name: str) -> bool:
    """Whether a header is a name in the plural, or but for a letter or two of a word long enough to
    tell.
    """
    a, b = saisie.serrer(name), saisie.serrer(typed)
    alike = min(len(a), len(b)) >= COURT and difflib.SequenceMatcher(None, a, b).ratio() >= PRESQUE
    return alike or saisie.singulier(typed) == saisie.singulier(name)


def _place(raw: RawSheet, row: int, index: int) -> Place:
    return Place(raw.workbook, raw.name, f"{letter(index + 1)}{row + 1}")
