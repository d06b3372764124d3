"""Where the header row of a sheet is, and which column is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clu_batch import saisie
from clu_batch.defauts import classeurs
from clu_batch.problems import Place, Problem
from clu_batch.schema import Column, Need, Sheet
from clu_batch.tables import RawSheet, letter

PREMIERES = 20
"""Rows among which the header row is looked for: titles and notes may stand above."""


@dataclass(frozen=True, slots=True)
class Entetes:
    """The header row, from 0 (None when there is none), and the position of each declared column that the sheet has, from 0."""

    row: int | None
    positions: Mapping[str, int]
    missing: Sequence[Column]
    problems: Sequence[Problem]


def find_headers(sheet: Sheet, raw: RawSheet) -> Entetes:
    """The first of the first rows that carries the most known headers, at least the required ones or half of them."""
    known = {_folded(name): column.header for column in sheet.columns for name in (*column.synonyms, column.header)}
    required = {column.header for column in sheet.columns if column.need is not Need.OPTIONAL}
    best, best_found = None, set[str]()
    for number, cells in enumerate(raw.rows[:PREMIERES]):
        found = {known[folded] for cell in cells if (folded := _folded(cell)) in known}
        if len(found) > len(best_found) and 2 * len(found & required) >= len(required):
            best, best_found = number, found
    if best is None:
        return Entetes(None, {}, (), (_no_headers(sheet, raw),))
    return _identified(sheet, raw, best, known)


def _folded(cell: object) -> str:
    """A header as it is compared: the star, colon or dot that a person adds after it does not matter."""
    return saisie.serrer(cell.rstrip("*:. \n\t\u00a0\u202f")) if isinstance(cell, str) else saisie.serrer(saisie.montrer(cell))


def _no_headers(sheet: Sheet, raw: RawSheet) -> Problem:
    names = ", ".join(f"«\u00a0{column.header}\u00a0»" for column in sheet.columns if column.need is not Need.OPTIONAL)
    return classeurs.ENTETES_INTROUVABLES.at(Place(raw.workbook, raw.name), attendus=names)


def _identified(sheet: Sheet, raw: RawSheet, row: int, known: Mapping[str, str]) -> Entetes:
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    unknown: list[str] = []
    for index, cell in enumerate(raw.rows[row]):
        header = known.get(_folded(cell))
        if header is None:
            unknown += [saisie.nettoyer(cell)] if isinstance(cell, str) and not saisie.vide(cell) else []
        elif header in positions:
            first = f"{letter(positions[header] + 1)}{row + 1}"
            place = Place(raw.workbook, raw.name, f"{letter(index + 1)}{row + 1}")
            problems.append(classeurs.ENTETE_REPETE.at(place, header, header, premiere=first))
        else:
            positions[header] = index
    missing = [column for column in sheet.columns if column.need is not Need.OPTIONAL and column.header not in positions]
    problems += [_missing(raw, row, column, unknown) for column in missing]
    return Entetes(row, positions, missing, problems)


def _missing(raw: RawSheet, row: int, column: Column, unknown: Sequence[str]) -> Problem:
    place = Place(raw.workbook, raw.name, f"A{row + 1}")
    close = saisie.proche(column.header, unknown)
    if close is None:
        return classeurs.ENTETE_MANQUANT.at(place, column.header, column.header)
    return classeurs.ENTETE_MANQUANT_PROCHE.at(place, column.header, column.header, proche=close)
