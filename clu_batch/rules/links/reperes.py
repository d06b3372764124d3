"""Hold the sheets that Excel alone uses against the settings: `Repères`, on which the due dates
shown in Réclamations rest, and the sites of `Listes` (docs/rules/sheets.md#held-against-settings).

Nothing of these sheets is counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from clu_batch import parse
from clu_batch.kernel import french
from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import settings
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.model import Parametres

REPERES, LISTES = "Repères", "Listes"
_DELAI, _UNITE = "Délai de réponse", "Unité du délai de réponse"
_AUJOURD_HUI = "Date du jour de l’exemple"
_FERIE, _FERMETURE, _OUVERTURE = "férié", "fermeture", "ouverture"
_NATURES = {parse.fold_text(nature): nature for nature in (_FERIE, _FERMETURE, _OUVERTURE)}
_SITE = "Site"
_ENTETE = "date"
"""What stands above the days, folded."""

_Day = tuple[dt.date, str]
"""A day, and what it is: a public holiday, a closing day, a holiday that is worked."""


@frozen
class Correction:
    """What to type in the cells of a row, from one on, and how the difference is told.

    `values`: None empties a cell. `removed`: the day that is taken out, as it is told.
    """

    row: int
    column: str
    values: Sequence[str | int | dt.date | None]
    told: str
    removed: str = ""

    @property
    def cells(self) -> Mapping[str, str | int | dt.date | None]:
        """Return what to type, by cell."""
        first = ord(self.column)
        return {
            f"{chr(first + rank)}{self.row}": value for rank, value in enumerate(self.values)
        }

    @property
    def place(self) -> str:
        """Return the cells, as Excel names them."""
        cells = list(self.cells)
        return cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}"

    @property
    def typed(self) -> str:
        """Return what to type, as it is told."""
        told = ", ".join(_write_value(value) for value in self.values if value is not None)
        if told:
            return told
        return f"{settings.VIDER} ({self.removed})" if self.removed else settings.VIDER


def _write_value(value: str | int | dt.date) -> str:
    return french.format_short_date(value) if isinstance(value, dt.date) else str(value)


@frozen
class _Reperes:
    """What the sheet holds, as far as it is recognised.

    `rows`: the first row of each text of the first column, folded. `days`: the row of each day
    that is said not to be like the others. `next_row`: the first empty one under them.
    """

    raw: RawSheet
    rows: Mapping[str, int]
    days: Mapping[_Day, int]
    next_row: int

    def read_setting(self, name: str) -> Cell | None:
        """Return what stands beside the name of a setting; None when the sheet has not that
        name.
        """
        row = self.rows.get(parse.squeeze_text(name))
        return None if row is None else self.raw.frame.at[row, "B"]

    def correct_setting(
        self, name: str, value: str | int | dt.date | None, told: str
    ) -> Correction:
        """Return what to type beside the name of a setting."""
        return Correction(self.rows[parse.squeeze_text(name)], "B", [value], told)


def report_differences(
    raws: Sequence[RawSheet], parametres: Parametres, calendrier: Calendrier, j: dt.date
) -> list[Problem]:
    """Report each `Repères` that differs from the settings and the calendar around J, and the
    lists of sites that differ from one workbook to the other.
    """
    problems = [
        _report_reperes(raw, wrong)
        for raw, wrong in find_corrections(raws, parametres, calendrier, j)
    ]
    return problems + _report_sites(_find_sheets(raws, LISTES))


def find_corrections(
    raws: Sequence[RawSheet], parametres: Parametres, calendrier: Calendrier, j: dt.date
) -> Iterator[tuple[RawSheet, Sequence[Correction]]]:
    """Give each `Repères` that does not say what the settings say, with what to type there."""
    for raw in _find_sheets(raws, REPERES):
        reperes = _read_reperes(raw)
        wrong = [] if reperes is None else list(_compare(reperes, parametres, calendrier, j))
        if wrong:
            yield raw, wrong


def _find_sheets(raws: Sequence[RawSheet], name: str) -> list[RawSheet]:
    wanted = parse.squeeze_text(name)
    return [raw for raw in raws if parse.squeeze_text(raw.name) == wanted]


# -- the due dates ---------------------------------------------------------------------------------


def _read_reperes(raw: RawSheet) -> _Reperes | None:
    """Read what the sheet holds; None when it is another sheet of that name."""
    if not {"A", "B"}.issubset(raw.frame.columns):
        return None
    names = [parse.squeeze_text(parse.format_value(cell)) for cell in raw.frame["A"]]
    rows = {name: row for row, name in reversed(list(enumerate(names, 1)))}
    if parse.squeeze_text(_DELAI) not in rows:
        return None
    days: dict[_Day, int] = {}
    for row, (cell, nature) in enumerate(zip(raw.frame["A"], raw.frame["B"], strict=True), 1):
        day = _read_day(cell)
        if day is not None:
            typed = parse.format_value(nature)
            days.setdefault((day, _NATURES.get(parse.fold_text(typed), typed)), row)
    last = max([rows.get(_ENTETE, 0), *days.values()])
    return _Reperes(raw, rows, days, last + 1)


def _compare(
    reperes: _Reperes, parametres: Parametres, calendrier: Calendrier, j: dt.date
) -> Iterator[Correction]:
    """Give what to type for the sheet to say the same as the settings."""
    yield from _compare_settings(reperes, parametres)
    yield from _compare_days(reperes, calendrier, j)


def _compare_settings(reperes: _Reperes, parametres: Parametres) -> Iterator[Correction]:
    delai = parametres.delai_reponse
    shown = reperes.read_setting(_DELAI)
    if shown is not None and parse.parse_number(shown).valeur != delai:
        yield reperes.correct_setting(_DELAI, delai, "le délai de réponse")
    unite = None if delai is None else reperes.read_setting(_UNITE)
    if unite is not None and not _is_same(unite, parametres.unite_reponse):
        typed = str(parametres.unite_reponse)
        yield reperes.correct_setting(_UNITE, typed, "l’unité du délai")
    today = reperes.read_setting(_AUJOURD_HUI)
    if today is not None and _read_day(today) != parametres.date_du_jour:
        yield reperes.correct_setting(_AUJOURD_HUI, parametres.date_du_jour, "la date du jour")


def _is_same(cell: Cell, text: str) -> bool:
    return parse.squeeze_text(parse.format_value(cell)) == parse.squeeze_text(text)


def _read_day(cell: Cell) -> dt.date | None:
    if parse.is_empty(cell):
        return None
    return parse.parse_date(cell).valeur


def _compare_days(
    reperes: _Reperes, calendrier: Calendrier, j: dt.date
) -> Iterator[Correction]:
    """Give the days to add, then those to remove, of the year before J to the year after."""
    years = range(j.year - 1, j.year + 2)
    wanted = {
        (day, nature): reason
        for nature, found in (
            (_FERIE, calendrier.feries),
            (_FERMETURE, calendrier.fermetures),
            (_OUVERTURE, calendrier.ouvertures),
        )
        for day, reason in found.items()
        if day.year in years
    }
    absent = sorted(wanted.keys() - reperes.days.keys())
    for row, (day, nature) in enumerate(absent, reperes.next_row):
        reason = wanted[day, nature] or None
        yield Correction(row, "A", [day, nature, reason], settings.JOUR_ABSENT)
    for day, nature in sorted(reperes.days.keys() - wanted.keys()):
        if day.year in years:
            removed = f"{french.format_short_date(day)}, {nature}"
            row = reperes.days[day, nature]
            yield Correction(row, "A", [None] * 3, settings.JOUR_EN_TROP, removed)


def _report_reperes(raw: RawSheet, wrong: Sequence[Correction]) -> Problem:
    return settings.REPERES_DIFFERENTS.report(
        raw.locate_cell(wrong[0].row, wrong[0].column),
        ecarts=settings.say_differences([one.told for one in wrong]),
        a_copier=settings.say_cells([(one.place, one.typed) for one in wrong]),
    )


# -- the lists -------------------------------------------------------------------------------------


@frozen
class _Sites:
    """The list of the sites of a workbook: where it stands, and its names by what they fold to."""

    raw: RawSheet
    column: str
    names: Mapping[str, str]
    next_row: int


def _report_sites(listes: Sequence[RawSheet]) -> list[Problem]:
    """Report the list that lacks sites of another one; an empty list is not in use."""
    found = [sites for sites in map(_read_sites, listes) if sites is not None and sites.names]
    problems = []
    for short, other in permutations(found, 2):
        missing = [name for key, name in other.names.items() if key not in short.names]
        if missing:
            rows = range(short.next_row, short.next_row + len(missing))
            cells = [f"{short.column}{row}" for row in rows]
            problems.append(
                settings.SITES_DIFFERENTS.report(
                    short.raw.locate_cell(short.next_row, short.column),
                    _SITE,
                    autre=other.raw.workbook,
                    a_copier=settings.say_cells(list(zip(cells, missing, strict=True))),
                )
            )
    return problems


def _read_sites(raw: RawSheet) -> _Sites | None:
    """Read the list of the sites of a sheet; None when it has none."""
    headers = [parse.squeeze_text(parse.format_value(cell)) for cell in raw.list_cells(1)]
    wanted = parse.squeeze_text(_SITE)
    if wanted not in headers:
        return None
    column = name_column(headers.index(wanted) + 1)
    typed = [parse.clean_text(parse.format_value(cell)) for cell in raw.frame[column].loc[2:]]
    filled = [name for name in typed if name]
    last = max((rank for rank, name in enumerate(typed, 2) if name), default=1)
    return _Sites(raw, column, {parse.squeeze_text(name): name for name in filled}, last + 1)
