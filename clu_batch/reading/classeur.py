"""The sheets of one workbook, from its bytes in memory."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

import python_calamine

from clu_batch import saisie
from clu_batch.defauts import classeurs
from clu_batch.problems import Defaut, Place, Problem
from clu_batch.reading.contenant import Genre, Illisible
from clu_batch.reading.feuille_ods import examine_ods
from clu_batch.reading.feuille_xml import Scan
from clu_batch.reading.lointaines import alone, split
from clu_batch.reading.paquet import Paquet, examine, well_formed
from clu_batch.tables import Cell, Marques, RawSheet, letter

Trouvaille = RawSheet | Problem

EXAMENS: Mapping[Genre, Callable[[bytes], Paquet]] = {
    Genre.XLSX: examine,
    Genre.ODS: examine_ods,
    Genre.XLS: lambda _content: Paquet({}, False),  # binary: nothing can be looked at, hence ANCIEN_FORMAT
}


def read_workbook(name: str, content: bytes, genre: Genre, digest: str) -> Iterator[Trouvaille]:
    """Each sheet, after its problems; raises `Illisible` when nothing can be read."""
    paquet = EXAMENS[genre](content)
    with _boundary(classeurs.FICHIER_COUPE):
        workbook = _open(io.BytesIO(content))
        metadata = list(workbook.sheets_metadata)
    if not metadata:
        raise Illisible(classeurs.CLASSEUR_SANS_FEUILLE)
    if genre is Genre.XLS:
        yield classeurs.ANCIEN_FORMAT.at(Place(name))
    for sheet in metadata:
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        scan = paquet.scans.get(sheet.name, Scan())
        problems: list[Problem] = []
        try:
            if genre is Genre.XLSX and sheet.name not in paquet.scans:
                raise Illisible(classeurs.FEUILLE_ILLISIBLE)
            with _boundary(classeurs.FEUILLE_ILLISIBLE):
                if scan.immense:
                    rows = _near_rows(sheet.name, content, paquet.parts[sheet.name], problems, name)
                else:
                    rows = _rows(workbook, sheet.name)
                if genre is Genre.XLSX and len(rows) < scan.height and not well_formed(content, paquet.parts[sheet.name]):
                    raise Illisible(classeurs.FEUILLE_ILLISIBLE)
                merged = _merged(workbook, sheet.name, genre)
        except Illisible as obstacle:
            yield obstacle.defaut.at(Place(name, sheet.name))
            yield RawSheet(name, sheet.name, (), digest=digest, illisible=True)
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
            marques=paquet.marques.get(sheet.name, Marques()),
        )


@contextlib.contextmanager
def _boundary(defaut: Defaut) -> Iterator[None]:
    """Whatever a foreign reader says of hostile bytes becomes `Illisible`; so does a panic of its Rust part, which is no `Exception`."""
    try:
        with _mute():
            yield
    except Illisible:
        raise
    except python_calamine.PasswordError as error:
        raise Illisible(classeurs.FICHIER_PROTEGE) from error
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Illisible(defaut) from error
        raise


@contextlib.contextmanager
def _mute() -> Iterator[None]:
    """Nothing reaches the error stream meanwhile: the Rust part writes its panics there, in English, before Python can know of them."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # no console at all (pythonw): nothing to flush
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # no such stream
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _open(content: io.BytesIO) -> python_calamine.CalamineWorkbook:
    return python_calamine.CalamineWorkbook.from_filelike(content)


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> Sequence[Sequence[Cell]]:
    """The rows from A1; equal texts are one object, which takes less memory, and is compared without a look at its letters."""
    sheet = workbook.get_sheet_by_name(name)
    texts: dict[str, str] = {}
    one = texts.setdefault
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows begins at the first filled column
    return [left + [one(cell, cell) if type(cell) is str else cell for cell in row] for row in sheet.iter_rows()]


def _merged(workbook: python_calamine.CalamineWorkbook, name: str, genre: Genre) -> tuple[str, ...]:
    """Merged ranges of the formats whose XML is not looked at."""
    if genre is Genre.XLSX:
        return ()
    with _boundary(classeurs.FEUILLE_ILLISIBLE):
        ranges = workbook.get_sheet_by_name(name).merged_cell_ranges or []
    return tuple(f"{letter(left + 1)}{top + 1}:{letter(right + 1)}{bottom + 1}" for (top, left), (bottom, right) in ranges)


def _near_rows(sheet: str, content: bytes, part: str, problems: list[Problem], workbook: str) -> Sequence[Sequence[Cell]]:
    """The table of a sheet that has filled cells very far from it, and a problem for each of these."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        partage = split(archive.read(part))
    far = _open(alone(content, part, partage.far))
    for cell, (value, *_) in zip(partage.places, _rows(far, sheet), strict=False):
        if not saisie.vide(value):
            problems.append(classeurs.CELLULE_ELOIGNEE.at(Place(workbook, sheet, cell)))
    return _rows(_open(alone(content, part, partage.table)), sheet)
