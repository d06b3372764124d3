"""The sheets of one workbook, from its bytes in memory."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import warnings
from collections.abc import Iterator, Sequence

import openpyxl
import python_calamine

from clu_batch.defauts import classeurs
from clu_batch.problems import Defaut, Place, Problem
from clu_batch.reading.contenant import Genre, Illisible
from clu_batch.reading.feuille_xml import Scan
from clu_batch.reading.paquet import Paquet, examine
from clu_batch.tables import Cell, RawSheet, letter

LARGEUR = 256  # columns read of a sheet whose filled cells lie too far apart for calamine

Trouvaille = RawSheet | Problem


def read_workbook(name: str, content: bytes, genre: Genre, digest: str) -> Iterator[Trouvaille]:
    """Each sheet, or the problem that took its place; raises `Illisible` when nothing can be read."""
    paquet = examine(content) if genre is Genre.XLSX else Paquet({}, False)
    with _boundary(classeurs.FICHIER_COUPE):
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        metadata = list(workbook.sheets_metadata)
    for sheet in metadata:
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        scan = paquet.scans.get(sheet.name, Scan())
        problems: list[Problem] = []
        try:
            if genre is Genre.XLSX and sheet.name not in paquet.scans:
                raise Illisible(classeurs.FEUILLE_ILLISIBLE)
            with _boundary(classeurs.FEUILLE_ILLISIBLE):
                rows = _far_rows(name, sheet.name, content, problems) if scan.immense else _rows(workbook, sheet.name)
                merged = _merged(workbook, sheet.name, genre)
        except Illisible as obstacle:
            yield obstacle.defaut.at(Place(name, sheet.name))
            continue
        yield from problems
        yield RawSheet(
            name,
            sheet.name,
            rows,
            scan.errors,
            sheet.visible is not python_calamine.SheetVisibleEnum.Visible,
            scan.hidden_rows,
            scan.hidden_columns,
            scan.merged if genre is Genre.XLSX else merged,
            scan.filtered,
            digest,
            paquet.epoque_1904,
        )


@contextlib.contextmanager
def _boundary(defaut: Defaut) -> Iterator[None]:
    """Whatever a foreign reader says of hostile bytes becomes `Illisible`; so does a panic of its Rust part, which is no `Exception`."""
    try:
        yield
    except Illisible:
        raise
    except python_calamine.PasswordError as error:
        raise Illisible(classeurs.FICHIER_PROTEGE) from error
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Illisible(defaut) from error
        raise


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> Sequence[Sequence[Cell]]:
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _merged(workbook: python_calamine.CalamineWorkbook, name: str, genre: Genre) -> tuple[str, ...]:
    """Merged ranges of the formats whose XML is not looked at."""
    if genre is Genre.XLSX:
        return ()
    with _boundary(classeurs.FEUILLE_ILLISIBLE):
        ranges = workbook.get_sheet_by_name(name).merged_cell_ranges or []
    return tuple(f"{letter(left + 1)}{top + 1}:{letter(right + 1)}{bottom + 1}" for (top, left), (bottom, right) in ranges)


def _far_rows(workbook: str, sheet: str, content: bytes, problems: list[Problem]) -> list[list[Cell]]:
    """The first columns of a sheet that has a cell very far away, and a problem for each filled cell beyond them."""
    rows: list[list[Cell]] = []
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for number, cells in enumerate(book[sheet].iter_rows(), 1):
            rows.append([])
            for cell in cells:
                column = getattr(cell, "column", 0)
                if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                    continue
                if column > LARGEUR:
                    problems.append(classeurs.CELLULE_ELOIGNEE.at(Place(workbook, sheet, f"{letter(column)}{number}")))
                else:
                    rows[-1].extend([""] * (column - len(rows[-1])))
                    rows[-1][column - 1] = _as_calamine(cell.value)
    while rows and not rows[-1]:
        rows.pop()
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def _as_calamine(value: object) -> Cell:
    """What openpyxl reads, as calamine gives it: a midnight is a date."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
