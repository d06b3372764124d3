"""The sheets of one workbook, from its bytes in memory."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import python_calamine

from clu_batch import parse
from clu_batch.kernel.frames import RawSheet, arrange_rows, label_array, label_cells
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import cells, whole_sheets, workbooks
from clu_batch.read.container import ContainerKind, UnreadableFile
from clu_batch.read.far_cells import isolate_part, split_sheet
from clu_batch.read.ods_sheet import examine_ods, restore_durations
from clu_batch.read.openpyxl_reader import CellGrid, FallbackReader, describe_cause
from clu_batch.read.percent_formats import is_percent
from clu_batch.read.sheet_scan import Scan, Words
from clu_batch.read.whole_zip import count_empty_values, is_whole
from clu_batch.read.xlsx_package import SheetEntry, WorkbookPackage, examine, read_part

Trouvaille = RawSheet | Problem


EXAMENS: Mapping[ContainerKind, Callable[[bytes], WorkbookPackage]] = {
    ContainerKind.XLSX: examine,
    ContainerKind.ODS: examine_ods,
}


def read_workbook(
    name: str, content: bytes, genre: ContainerKind, digest: str
) -> Iterator[Trouvaille]:
    """Give each sheet, after its problems; `UnreadableFile` is raised when nothing can be read."""
    if genre is ContainerKind.XLS:
        yield from _read_old(name, content, digest)
        return
    paquet = EXAMENS[genre](content)
    content = paquet.content or content
    opened = _open_workbook(content, paquet, genre)
    if not opened.sheets:
        raise UnreadableFile(workbooks.CLASSEUR_SANS_FEUILLE)
    reader = _SheetReader(name, content, genre, paquet, opened)
    for feuille in opened.sheets:
        if feuille.table:
            yield from reader.read(feuille, digest)


def _read_old(name: str, content: bytes, digest: str) -> Iterator[RawSheet]:
    """Each sheet of an .xls; raises `UnreadableFile` when one of them cannot be read."""
    from clu_batch.read.xls_sheet import read_xls  # noqa: PLC0415 (rarely of use)

    with _guard_reading(workbooks.FICHIER_COUPE):
        book = read_xls(content)
    for feuille, rows in book.feuilles:
        yield _make_raw_sheet(
            name, feuille, CellGrid(arrange_rows(rows)), digest, book.epoque_1904
        )


@frozen
class _OpenedWorkbook:
    """What calamine has opened, None when it cannot, as it `said`; and the sheets, in order."""

    workbook: python_calamine.CalamineWorkbook | None
    sheets: Sequence[SheetEntry]
    said: str = ""


def _open_workbook(
    content: bytes, paquet: WorkbookPackage, genre: ContainerKind
) -> _OpenedWorkbook:
    """The workbook as calamine opens it; the package of an .xlsx tells its sheets without it."""
    try:
        with _guard_reading(workbooks.FICHIER_COUPE):
            workbook = _open(io.BytesIO(content))
            metadata = list(workbook.sheets_metadata)
    except UnreadableFile as obstacle:
        if genre is not ContainerKind.XLSX or obstacle.defaut is not workbooks.FICHIER_COUPE:
            raise
        return _OpenedWorkbook(None, paquet.feuilles, str(obstacle.__cause__))
    if genre is ContainerKind.XLSX:
        return _OpenedWorkbook(workbook, paquet.feuilles)
    known = {feuille.name: feuille for feuille in paquet.feuilles}
    return _OpenedWorkbook(workbook, [_describe_sheet(sheet, known) for sheet in metadata])


def _describe_sheet(
    sheet: python_calamine.SheetMetadata, known: Mapping[str, SheetEntry]
) -> SheetEntry:
    """A sheet with what calamine says of it."""
    feuille = known.get(sheet.name) or SheetEntry(sheet.name, Scan())
    hidden = sheet.visible is not python_calamine.SheetVisibleEnum.Visible
    return replace(feuille, hidden=hidden, table=_is_table(sheet))


def _is_table(sheet: python_calamine.SheetMetadata) -> bool:
    """Whether a sheet has cells: neither a chart alone nor a macro."""
    return sheet.typ is python_calamine.SheetTypeEnum.WorkSheet


@dataclass(frozen=True)
class _SheetReader:
    """Reads the sheets of one workbook that was looked at: by calamine, else by openpyxl."""

    name: str
    content: bytes
    genre: ContainerKind
    paquet: WorkbookPackage
    opened: _OpenedWorkbook

    @functools.cached_property
    def _secours(self) -> FallbackReader:
        paquet = self.paquet
        return FallbackReader(self.content, paquet.texts, paquet.styles, paquet.epoque_1904)

    def read(self, feuille: SheetEntry, digest: str) -> list[Trouvaille]:
        """A sheet and the problems of its far cells, or what prevents it from being read."""
        place = Place(self.name, feuille.name)
        if self.genre is ContainerKind.XLSX and not feuille.part:
            return [whole_sheets.FEUILLE_SANS_CONTENU.report(place, valeur=feuille.name)]
        try:
            grille, far = self._read(feuille)
        except UnreadableFile as obstacle:
            nothing = label_cells(())
            unread = RawSheet(self.name, feuille.name, nothing, digest=digest, illisible=True)
            return [obstacle.defaut.report(place, "", "", **obstacle.faits), unread]
        return [
            *far,
            _make_raw_sheet(self.name, feuille, grille, digest, self.paquet.epoque_1904),
        ]

    def _read(self, feuille: SheetEntry) -> tuple[CellGrid, list[Problem]]:
        """The cells of a sheet, and a problem for each filled one very far from its table."""
        try:
            with _guard_reading(whole_sheets.FEUILLE_ILLISIBLE):
                return self._read_by_calamine(feuille)
        except UnreadableFile as obstacle:
            hopeless = obstacle.defaut is not whole_sheets.FEUILLE_ILLISIBLE
            if hopeless or self.genre is not ContainerKind.XLSX or feuille.scan is None:
                raise
            cause = describe_cause(feuille.scan, str(obstacle.__cause__ or self.opened.said))
        with _guard_reading(whole_sheets.FEUILLE_ILLISIBLE):
            return self._read_by_openpyxl(feuille, feuille.scan, cause)

    def _read_by_calamine(self, feuille: SheetEntry) -> tuple[CellGrid, list[Problem]]:
        """The cells as calamine gives them, when it gives them all."""
        if self.genre is not ContainerKind.XLSX:
            grille = _read_cells(self._find_workbook(), feuille.name)
            restore_durations(grille.cells)
            return grille, []
        if feuille.scan is None or self._is_misread(feuille.name, feuille.scan):
            raise UnreadableFile(whole_sheets.FEUILLE_ILLISIBLE)
        if feuille.scan.table is None:
            grille, far = _read_cells(self._find_workbook(), feuille.name), list[Problem]()
        else:
            read = functools.partial(self._read_isolated, feuille)
            grille, far = self._read_split_table(feuille, feuille.scan.table, read)
        self._check_whole(feuille, feuille.scan, grille)
        if feuille.scan.negative and any(
            isinstance(cell, dt.time) for cell in grille.cells.flat
        ):
            _restore_negatives(grille.cells, self._read_xml(feuille, feuille.scan))
        return grille, far

    def _is_misread(self, name: str, scan: Scan) -> bool:
        """Whether it would give what the sheet does not hold; of two of one name, it gives the
        first.
        """
        names = [sheet.name for sheet in self.opened.sheets]
        return scan.misread or self.paquet.misread or names.count(name) > 1

    def _check_whole(self, feuille: SheetEntry, scan: Scan, grille: CellGrid) -> None:
        """Raise `UnreadableFile` when the sheet holds values that were not given."""
        missing = scan.values - _count_filled(grille.cells, scan.errors)
        if missing <= 0:
            return
        xml = self._read_xml(feuille, scan)
        if missing > count_empty_values(xml) and not is_whole(xml):
            raise UnreadableFile(whole_sheets.FEUILLE_ILLISIBLE)

    def _read_by_openpyxl(
        self, feuille: SheetEntry, scan: Scan, cause: str
    ) -> tuple[CellGrid, list[Problem]]:
        """The cells as openpyxl gives them."""
        if scan.table is None:
            return self._secours.read(self._read_xml(feuille, scan), cause), []
        return self._read_split_table(
            feuille, scan.table, lambda xml: self._secours.read(xml, cause)
        )

    def _read_split_table(
        self, feuille: SheetEntry, xml: bytes, read: Callable[[bytes], CellGrid]
    ) -> tuple[CellGrid, list[Problem]]:
        """The table of a sheet whose XML is not handed over as it stands.

        And a problem for each filled cell very far from it.
        """
        partage = split_sheet(xml)
        found = read(partage.far).cells.tolist() if partage.places else ()
        far = []
        for cell, (value, *_) in zip(partage.places, found, strict=False):
            if not parse.is_empty(value):
                far.append(
                    whole_sheets.CELLULE_ELOIGNEE.report(Place(self.name, feuille.name, cell))
                )
        return read(partage.table), far

    def _find_workbook(self) -> python_calamine.CalamineWorkbook:
        if self.opened.workbook is None:
            raise UnreadableFile(whole_sheets.FEUILLE_ILLISIBLE)
        return self.opened.workbook

    def _read_isolated(self, feuille: SheetEntry, xml: bytes) -> CellGrid:
        return _read_cells(_open(isolate_part(self.content, feuille.part, xml)), feuille.name)

    def _read_xml(self, feuille: SheetEntry, scan: Scan) -> bytes:
        if scan.table is None:
            return read_part(self.content, feuille.part)
        return scan.table


def _make_raw_sheet(
    name: str, feuille: SheetEntry, grille: CellGrid, digest: str, epoque_1904: bool
) -> RawSheet:
    """A sheet of a workbook of this name: its cells, and what was seen beside their values."""
    scan = feuille.scan or Scan()
    _mark_percents(grille.cells, scan)
    return RawSheet(
        name,
        feuille.name,
        label_array(grille.cells),
        {**scan.errors, **grille.errors},
        feuille.hidden,
        scan.hidden_rows,
        scan.hidden_columns,
        scan.merged,
        scan.filtered,
        digest,
        epoque_1904,
        marques=feuille.marques,
        illisibles={
            cell: (cells.CELLULE_EN_DOUBLE, said) for cell, said in grille.doubles.items()
        },
    )


def _restore_negatives(grid: npt.NDArray[np.object_], xml: bytes) -> None:
    """Put back the numbers below zero that calamine gives as hours: Excel shows them as ####."""
    height, width = grid.shape
    for (line, column), number in Words(xml).find_negatives():
        inside = 0 < line <= height and 0 < column <= width
        if inside and isinstance(grid[line - 1, column - 1], dt.time):
            grid[line - 1, column - 1] = number


def _mark_percents(grid: npt.NDArray[np.object_], scan: Scan) -> None:
    """Put, in the place of a number whose cell shows a percentage, this percentage."""
    height, width = grid.shape
    for (line, column), code in scan.percents.items():
        if line > height or column > width:
            continue
        value = grid[line - 1, column - 1]
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if is_percent(code, value):
            grid[line - 1, column - 1] = parse.Percent(value)


@contextlib.contextmanager
def _guard_reading(defaut: ProblemKind) -> Iterator[None]:
    """Whatever a foreign reader says of hostile bytes becomes `UnreadableFile`; so does a panic of
    its Rust part, which is no `Exception`.
    """
    try:
        yield
    except UnreadableFile:
        raise
    except python_calamine.PasswordError as error:
        raise UnreadableFile(workbooks.FICHIER_PROTEGE) from error
    except ImportError:  # a library that does not load is no fault of the workbook
        raise
    except BaseException as error:  # a panic of Rust is no `Exception`
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise UnreadableFile(defaut) from error
        raise


def _open(content: io.BytesIO) -> python_calamine.CalamineWorkbook:
    return python_calamine.CalamineWorkbook.from_filelike(content)


def _read_cells(workbook: python_calamine.CalamineWorkbook, name: str) -> CellGrid:
    """The cells from A1; equal texts are one object, which takes less memory, and is compared
    without a look at its letters.
    """
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return CellGrid(arrange_rows(()))
    texts: dict[str, str] = {}
    one = texts.setdefault
    found = itertools.chain.from_iterable(sheet.iter_rows())
    flat = [one(cell, cell) if type(cell) is str else cell for cell in found]
    filled = np.fromiter(flat, dtype=object, count=len(flat)).reshape(-1, sheet.width)
    before = sheet.start[1]  # rows are given from the first, columns from the first filled one
    return CellGrid(np.insert(filled, [0] * before, "", axis=1) if before else filled)


def _count_filled(cells: npt.NDArray[np.object_], errors: Mapping[tuple[int, int], str]) -> int:
    """The cells that hold something, an error that reads as empty included."""
    height, width = cells.shape
    hidden = 0
    for (line, column), error in errors.items():
        empty = line > height or column > width or not cells[line - 1, column - 1]
        hidden += bool(error) and empty
    return hidden + cells.size - cells.ravel().tolist().count("")
