"""The sheets of one workbook, from its bytes in memory."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import python_calamine

from clu_batch import parse
from clu_batch.kernel.problems import Defaut, Place, Problem
from clu_batch.kernel.tables import Cell, RawSheet
from clu_batch.messages import cells, workbooks
from clu_batch.read.container import Genre, Illisible
from clu_batch.read.far_cells import alone, split
from clu_batch.read.ods_sheet import examine_ods
from clu_batch.read.openpyxl_reader import Grille, Secours, cause_of
from clu_batch.read.percent_formats import is_percent
from clu_batch.read.sheet_scan import Scan
from clu_batch.read.whole_zip import whole
from clu_batch.read.xlsx_package import Feuille, Paquet, examine, part_of

Trouvaille = RawSheet | Problem

EXAMENS: Mapping[Genre, Callable[[bytes], Paquet]] = {
    Genre.XLSX: examine,
    Genre.ODS: examine_ods,
}


def read_workbook(name: str, content: bytes, genre: Genre, digest: str) -> Iterator[Trouvaille]:
    """Each sheet, after its problems; raises `Illisible` when nothing can be read."""
    if genre is Genre.XLS:
        yield from _read_old(name, content, digest)
        return
    paquet = EXAMENS[genre](content)
    content = paquet.content or content
    opened = _opened(content, paquet, genre)
    if not opened.sheets:
        raise Illisible(workbooks.CLASSEUR_SANS_FEUILLE)
    reader = _Lecteur(name, content, genre, paquet, opened)
    for feuille in opened.sheets:
        if feuille.table:
            yield from reader.read(feuille, digest)


def _read_old(name: str, content: bytes, digest: str) -> Iterator[RawSheet]:
    """Each sheet of an .xls; raises `Illisible` when one of them cannot be read."""
    from clu_batch.read.xls_sheet import read_xls  # noqa: PLC0415 (rarely of use)

    with _boundary(workbooks.FICHIER_COUPE):
        book = read_xls(content)
    for feuille, rows in book.feuilles:
        yield _raw_sheet(name, feuille, Grille(rows), digest, book.epoque_1904)


@dataclass(frozen=True, slots=True)
class _Ouvert:
    """What calamine has opened, None when it cannot, as it `said`; and the sheets, in order."""

    workbook: python_calamine.CalamineWorkbook | None
    sheets: Sequence[Feuille]
    said: str = ""


def _opened(content: bytes, paquet: Paquet, genre: Genre) -> _Ouvert:
    """The workbook as calamine opens it; the package of an .xlsx tells its sheets without it."""
    try:
        with _boundary(workbooks.FICHIER_COUPE):
            workbook = _open(io.BytesIO(content))
            metadata = list(workbook.sheets_metadata)
    except Illisible as obstacle:
        if genre is not Genre.XLSX or obstacle.defaut is not workbooks.FICHIER_COUPE:
            raise
        return _Ouvert(None, paquet.feuilles, str(obstacle.__cause__))
    if genre is Genre.XLSX:
        return _Ouvert(workbook, paquet.feuilles)
    known = {feuille.name: feuille for feuille in paquet.feuilles}
    return _Ouvert(workbook, [_declared(sheet, known) for sheet in metadata])


def _declared(sheet: python_calamine.SheetMetadata, known: Mapping[str, Feuille]) -> Feuille:
    """A sheet with what calamine says of it."""
    feuille = known.get(sheet.name) or Feuille(sheet.name, Scan())
    hidden = sheet.visible is not python_calamine.SheetVisibleEnum.Visible
    return replace(feuille, hidden=hidden, table=_is_table(sheet))


def _is_table(sheet: python_calamine.SheetMetadata) -> bool:
    """Whether a sheet has cells: neither a chart alone nor a macro."""
    return sheet.typ is python_calamine.SheetTypeEnum.WorkSheet


class _Lecteur:
    """Reads the sheets of one workbook that was looked at: by calamine, else by openpyxl."""

    def __init__(
        self, name: str, content: bytes, genre: Genre, paquet: Paquet, opened: _Ouvert
    ) -> None:
        self.name = name
        self.content = content
        self.genre = genre
        self.paquet = paquet
        self.opened = opened
        self._names = Counter(feuille.name for feuille in opened.sheets)
        self._secours = Secours(content, paquet.texts, paquet.styles, paquet.epoque_1904)

    def read(self, feuille: Feuille, digest: str) -> list[Trouvaille]:
        """A sheet and the problems of its far cells, or what prevents it from being read."""
        if self.genre is Genre.XLSX and not feuille.part:
            place = Place(self.name, feuille.name)
            return [workbooks.FEUILLE_SANS_CONTENU.at(place, valeur=feuille.name)]
        try:
            grille, far = self._read(feuille)
        except Illisible as obstacle:
            unread = RawSheet(self.name, feuille.name, (), digest=digest, illisible=True)
            return [
                obstacle.defaut.at(Place(self.name, feuille.name), "", "", **obstacle.faits),
                unread,
            ]
        return [*far, _raw_sheet(self.name, feuille, grille, digest, self.paquet.epoque_1904)]

    def _read(self, feuille: Feuille) -> tuple[Grille, list[Problem]]:
        """The cells of a sheet, and a problem for each filled one very far from its table."""
        try:
            with _boundary(workbooks.FEUILLE_ILLISIBLE):
                return self._by_calamine(feuille)
        except Illisible as obstacle:
            hopeless = obstacle.defaut is not workbooks.FEUILLE_ILLISIBLE
            if hopeless or self.genre is not Genre.XLSX or feuille.scan is None:
                raise
            cause = cause_of(feuille.scan, str(obstacle.__cause__ or self.opened.said))
        with _boundary(workbooks.FEUILLE_ILLISIBLE):
            return self._by_openpyxl(feuille, feuille.scan, cause)

    def _by_calamine(self, feuille: Feuille) -> tuple[Grille, list[Problem]]:
        """The cells as calamine gives them, when it gives them all."""
        if self.genre is not Genre.XLSX:
            return Grille(_rows(self._workbook(), feuille.name)), []
        twice = self._names[feuille.name] > 1  # of two sheets of one name, it gives the first
        if feuille.scan is None or twice:
            raise Illisible(workbooks.FEUILLE_ILLISIBLE)
        if feuille.scan.table is None:
            grille, far = Grille(_rows(self._workbook(), feuille.name)), list[Problem]()
        else:
            grille, far = self._near(
                feuille,
                feuille.scan.table,
                lambda xml: Grille(_rows(self._alone(feuille, xml), feuille.name)),
            )
        fewer = _filled(grille.rows, feuille.scan.errors) < feuille.scan.values
        if fewer and not whole(self._xml(feuille, feuille.scan)):
            raise Illisible(workbooks.FEUILLE_ILLISIBLE)
        return grille, far

    def _by_openpyxl(
        self, feuille: Feuille, scan: Scan, cause: str
    ) -> tuple[Grille, list[Problem]]:
        """The cells as openpyxl gives them."""
        if scan.table is None:
            return self._secours.read(self._xml(feuille, scan), cause), []
        return self._near(feuille, scan.table, lambda xml: self._secours.read(xml, cause))

    def _near(
        self, feuille: Feuille, xml: bytes, read: Callable[[bytes], Grille]
    ) -> tuple[Grille, list[Problem]]:
        """The table of a sheet whose XML is not handed over as it stands.

        And a problem for each filled cell very far from it.
        """
        partage = split(xml)
        found = read(partage.far).rows if partage.places else ()
        far = []
        for cell, (value, *_) in zip(partage.places, found, strict=False):
            if not parse.vide(value):
                far.append(workbooks.CELLULE_ELOIGNEE.at(Place(self.name, feuille.name, cell)))
        return read(partage.table), far

    def _workbook(self) -> python_calamine.CalamineWorkbook:
        if self.opened.workbook is None:
            raise Illisible(workbooks.FEUILLE_ILLISIBLE)
        return self.opened.workbook

    def _alone(self, feuille: Feuille, xml: bytes) -> python_calamine.CalamineWorkbook:
        return _open(alone(self.content, feuille.part, xml))

    def _xml(self, feuille: Feuille, scan: Scan) -> bytes:
        return part_of(self.content, feuille.part) if scan.table is None else scan.table


def _raw_sheet(
    name: str, feuille: Feuille, grille: Grille, digest: str, epoque_1904: bool
) -> RawSheet:
    """A sheet of a workbook of this name: its cells, and what was seen beside their values."""
    scan = feuille.scan or Scan()
    _mark_percents(grille.rows, scan)
    return RawSheet(
        name,
        feuille.name,
        grille.rows,
        {**scan.errors, **grille.errors},
        feuille.hidden,
        scan.hidden_rows,
        scan.hidden_columns,
        scan.merged,
        scan.filtered,
        digest,
        epoque_1904,
        marques=feuille.marques,
        illisibles={cell: (cells.CELLULE_EN_DOUBLE, said) for cell, said in grille.doubles.items()},
    )


def _mark_percents(rows: Sequence[list[Cell]], scan: Scan) -> None:
    """Put, in the place of a number whose cell shows a percentage, this percentage."""
    for (line, column), code in scan.percents.items():
        if line > len(rows) or column > len(rows[line - 1]):
            continue
        value = rows[line - 1][column - 1]
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if is_percent(code, value):
            rows[line - 1][column - 1] = parse.Pourcent(value)


@contextlib.contextmanager
def _boundary(defaut: Defaut) -> Iterator[None]:
    """Whatever a foreign reader says of hostile bytes becomes `Illisible`; so does a panic of its
    Rust part, which is no `Exception`.
    """
    try:
        with _mute():
            yield
    except Illisible:
        raise
    except python_calamine.PasswordError as error:
        raise Illisible(workbooks.FICHIER_PROTEGE) from error
    except ImportError:  # a library that does not load is no fault of the workbook
        raise
    except BaseException as error:  # a panic of Rust is no `Exception`
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Illisible(defaut) from error
        raise


@contextlib.contextmanager
def _mute() -> Iterator[None]:
    """Nothing reaches the error stream meanwhile: the Rust part writes its panics there, in
    English, before Python can know of them.
    """
    with contextlib.suppress(
        OSError, ValueError, AttributeError
    ):  # no console at all (pythonw): nothing to flush
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


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> list[list[Cell]]:
    """The rows from A1; equal texts are one object, which takes less memory, and is compared
    without a look at its letters.
    """
    sheet = workbook.get_sheet_by_name(name)
    texts: dict[str, str] = {}
    one = texts.setdefault
    left: list[Cell] = [""] * (
        sheet.start[1] if sheet.start else 0
    )  # iter_rows begins at the first filled column
    return [
        left + [one(cell, cell) if type(cell) is str else cell for cell in row]
        for row in sheet.iter_rows()
    ]


def _filled(rows: Sequence[Sequence[Cell]], errors: Mapping[tuple[int, int], str]) -> int:
    """The cells that hold something, an error that reads as empty included."""
    hidden = 0
    for (line, column), error in errors.items():
        cells = [row[column - 1] for row in rows[line - 1 : line] if column <= len(row)]
        hidden += bool(error) and not any(cells)
    return hidden + sum(len(row) - row.count("") for row in rows)
