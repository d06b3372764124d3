"""The sheets of one workbook, from its bytes in memory."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import python_calamine

from clu_batch import saisie
from clu_batch.defauts import classeurs
from clu_batch.problems import Defaut, Place, Problem
from clu_batch.reading.complet import whole
from clu_batch.reading.contenant import Genre, Illisible
from clu_batch.reading.feuille_ods import examine_ods
from clu_batch.reading.feuille_xls import examine_xls
from clu_batch.reading.feuille_xml import Scan
from clu_batch.reading.lointaines import alone, split
from clu_batch.reading.paquet import Paquet, examine, part_of
from clu_batch.reading.parcours import un_seul_parcours
from clu_batch.tables import Cell, Marques, RawSheet

Trouvaille = RawSheet | Problem

EXAMENS: Mapping[Genre, Callable[[bytes], Paquet]] = {
    Genre.XLSX: examine,
    Genre.ODS: examine_ods,
    Genre.XLS: examine_xls,
}


def read_workbook(name: str, content: bytes, genre: Genre, digest: str) -> Iterator[Trouvaille]:
    """Each sheet, after its problems; raises `Illisible` when nothing can be read."""
    paquet = EXAMENS[genre](content)
    content = paquet.content or content
    with _boundary(classeurs.FICHIER_COUPE):
        workbook = _open(un_seul_parcours(content, paquet.lourdes))
        metadata = list(workbook.sheets_metadata)
    if not metadata:
        raise Illisible(classeurs.CLASSEUR_SANS_FEUILLE)
    if genre is Genre.XLS and not paquet.scans.keys() >= {sheet.name for sheet in metadata if _is_table(sheet)}:
        raise Illisible(classeurs.FICHIER_COUPE)  # a sheet that was not looked at, its name being in an alphabet that it does not say
    opened = _Ouvert(name, content, genre, paquet, workbook)
    for sheet in metadata:
        if _is_table(sheet):
            yield from opened.read(sheet, digest)


def _is_table(sheet: python_calamine.SheetMetadata) -> bool:
    """Whether a sheet has cells: neither a chart alone nor a macro."""
    return sheet.typ is python_calamine.SheetTypeEnum.WorkSheet


@dataclass(frozen=True, slots=True)
class _Ouvert:
    """A workbook that calamine has opened, with the look that was taken at its bytes before."""

    name: str
    content: bytes
    genre: Genre
    paquet: Paquet
    workbook: python_calamine.CalamineWorkbook

    def read(self, sheet: python_calamine.SheetMetadata, digest: str) -> list[Trouvaille]:
        """A sheet and the problems of its far cells, or what prevents it from being read."""
        scan, far = self.paquet.scans.get(sheet.name, Scan()), list[Problem]()
        try:
            with _boundary(classeurs.FEUILLE_ILLISIBLE):
                rows = _rows(self.workbook, sheet.name) if scan.table is None else self._table(sheet.name, scan.table, far)
                if self.genre is Genre.XLSX and not self._whole(sheet.name, rows):
                    raise Illisible(classeurs.FEUILLE_ILLISIBLE)
        except Illisible as obstacle:
            unread = RawSheet(self.name, sheet.name, (), digest=digest, illisible=True)
            return [obstacle.defaut.at(Place(self.name, sheet.name)), unread]
        raw = RawSheet(
            self.name,
            sheet.name,
            rows,
            scan.errors,
            sheet.visible is not python_calamine.SheetVisibleEnum.Visible,
            scan.hidden_rows,
            scan.hidden_columns,
            scan.merged,
            scan.filtered,
            digest,
            self.paquet.epoque_1904,
            marques=self.paquet.marques.get(sheet.name, Marques()),
        )
        return [*far, raw]

    def _whole(self, sheet: str, rows: Sequence[Sequence[Cell]]) -> bool:
        """Whether the part of a sheet is there, and read to its end when calamine gave fewer cells than it has values."""
        scan = self.paquet.scans.get(sheet)
        if scan is None or _filled(rows, scan.errors) >= scan.values:
            return scan is not None
        return whole(part_of(self.content, self.paquet.parts[sheet]) if scan.table is None else scan.table)

    def _table(self, sheet: str, xml: bytes, far: list[Problem]) -> Sequence[Sequence[Cell]]:
        """The rows of a sheet whose XML is not handed over as it stands; a problem for each filled cell very far from its table."""
        part = self.paquet.parts[sheet]
        partage = split(xml)
        found = _rows(_open(alone(self.content, part, partage.far)), sheet) if partage.places else ()
        for cell, (value, *_) in zip(partage.places, found, strict=False):
            if not saisie.vide(value):
                far.append(classeurs.CELLULE_ELOIGNEE.at(Place(self.name, sheet, cell)))
        return _rows(_open(alone(self.content, part, partage.table)), sheet)


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
    except BaseException as error:  # a panic of Rust is no `Exception`
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


def _filled(rows: Sequence[Sequence[Cell]], errors: Mapping[tuple[int, int], str]) -> int:
    """The cells that hold something, an error that reads as empty included."""
    hidden = 0
    for (line, column), error in errors.items():
        cells = [row[column - 1] for row in rows[line - 1 : line] if column <= len(row)]
        hidden += bool(error) and not any(cells)
    return hidden + sum(len(row) - row.count("") for row in rows)
