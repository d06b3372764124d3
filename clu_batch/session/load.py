"""Read and check the workbooks, and assemble the register from their tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from clu_batch import check, read
from clu_batch.check import Translated
from clu_batch.kernel.declaration import Famille, Sheet
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import outputs
from clu_batch.messages.links import FICHIER_ABSENT
from clu_batch.messages.meetings import ANNEXES_ILLISIBLES
from clu_batch.read import attachments
from clu_batch.records import IGNORED, SHEETS
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.links import assembly
from clu_batch.rules.links.equivalences import read_equivalences
from clu_batch.rules.links.parametres import assemble_parametres, report_future_dates
from clu_batch.rules.links.satisfaction import make_columns
from clu_batch.rules.model import Parametres, Registre
from clu_batch.session.options import Options

PREMIERE = "Paramètres"
TRADUIT_LES_AUTRES = "Équivalences"
ATTEND_LES_QUESTIONS = "Réponses"


@dataclass(frozen=True, slots=True)
class LoadedWorkbooks:
    """What the workbooks say, and the problems found in them.

    `unreadable`: one of them could not be read. `places`: the cell of each field of `Parametres`.
    """

    j: dt.date
    registre: Registre
    tables: Mapping[str, Table]
    problems: Sequence[Problem]
    unreadable: bool
    places: Mapping[str, Place]  # field of Parametres -> its cell

    @property
    def withheld(self) -> Mapping[Famille, Sequence[str]]:
        """The families of documents that broken sheets withhold, with the names of these sheets
        (docs/rules/workbooks.md#broken-sheets).
        """
        held: dict[Famille, list[str]] = {}
        for table in self.tables.values():
            if not table.broken:
                continue
            sheet = table.sheet
            familles = tuple(Famille) if sheet.indispensable else sheet.retient
            for famille in familles:
                held.setdefault(famille, []).append(sheet.name)
        return held

    @property
    def broken_sheets(self) -> frozenset[str]:
        """The names of the sheets that cannot be read entirely."""
        return frozenset(name for name, table in self.tables.items() if table.broken)

    @property
    def essential_broken(self) -> bool:
        """Whether a sheet without which no document can be made is broken."""
        return any(table.broken and table.sheet.indispensable for table in self.tables.values())


class _SheetChecker:
    """Checks one sheet after another and keeps the tables and the problems."""

    def __init__(self, by_name: Mapping[str, Sequence[RawSheet]], unreadable: bool) -> None:
        self._by_name = by_name
        self.unreadable = unreadable
        self.tables: dict[str, Table] = {}
        self.problems: list[Problem] = []

    def list_remaining(self, sheets: Sequence[RawSheet]) -> list[RawSheet]:
        """Return the sheets that belong to no table checked so far."""
        checked = chain.from_iterable(self._by_name.get(name, ()) for name in self.tables)
        seen = set(map(id, checked))
        return [raw for raw in sheets if id(raw) not in seen]

    def take_sheets(self, sheets: Sequence[RawSheet]) -> None:
        """Recognise these sheets, which replace those known so far."""
        recognised = check.recognise(sheets, SHEETS, IGNORED)
        self._by_name = recognised.by_name
        self.problems += recognised.problems

    def check(self, sheet: Sheet, j: dt.date, exemple: bool) -> Table:
        """Check one sheet, keep its table and its problems, and return the table."""
        checked = check.check(
            sheet,
            self._by_name.get(sheet.name, ()),
            j=j,
            exemple=exemple,
            unreadable=self.unreadable,
        )
        self.tables[sheet.name] = checked.table
        self.problems += checked.problems
        return checked.table


def load(options: Options) -> LoadedWorkbooks:
    """Read, check and assemble the workbooks.

    What a person typed is never an exception: every problem is collected.
    """
    lecture = read.read_folder(options.classeurs, check.KnownSheets(SHEETS, IGNORED).is_sheet_name)
    premieres = check.recognise(lecture.sheets, SHEETS, IGNORED).by_name
    controle = _SheetChecker(premieres, lecture.unreadable)
    sheets = {sheet.name: sheet for sheet in SHEETS}
    reglages = assemble_parametres(controle.check(sheets.pop(PREMIERE), options.today, True))
    parametres = reglages.parametres
    j = find_day(options, parametres)
    traduction = _translate(
        lecture.sheets,
        controle.check(sheets.pop(TRADUIT_LES_AUTRES), j, parametres.donnees_d_exemple),
        controle,
    )
    reponses = sheets.pop(ATTEND_LES_QUESTIONS)
    for sheet in sheets.values():
        controle.check(sheet, j, parametres.donnees_d_exemple)
    questions, found = assembly.read_questions(controle.tables)
    reponses = reponses.add_columns(*make_columns(questions))
    controle.check(reponses, j, parametres.donnees_d_exemple)
    for sheet in (*sheets.values(), reponses):
        controle.problems += traduction.report_unknown_columns(sheet)
    joints, unreadable = _list_annexes(options.classeurs)
    registre, linked = assembly.assemble_registre(controle.tables, parametres, questions, joints, j)
    if unreadable:  # a file that cannot be seen is not said to be absent
        linked = [
            *unreadable,
            *(problem for problem in linked if problem.code != FICHIER_ABSENT.code),
        ]
    # the rows that are said to be kept are those that count
    counted = {**controle.tables, Reclamation.sheet.name: registre.reclamations}
    tables = {sheet.name: counted[sheet.name] for sheet in SHEETS}
    settings = [*reglages.problems, *report_future_dates(reglages, j)]
    problems = [*lecture.problems, *controle.problems, *settings, *found, *linked]
    problems = [traduction.restore_problem(problem) for problem in problems]
    return LoadedWorkbooks(j, registre, tables, problems, lecture.unreadable, reglages.places)


def _list_annexes(classeurs: Path) -> tuple[Sequence[str], Sequence[Problem]]:
    """Return the names of the files to join, or the problem that keeps their folder from being
    read.
    """
    try:
        return attachments.list_file_names(classeurs), ()
    except OSError as error:
        cause, remede = outputs.explain_read_error(error)
        return (), [
            ANNEXES_ILLISIBLES.report(Place(attachments.ANNEXES), cause=cause, remede=remede)
        ]


def _translate(raws: Sequence[RawSheet], table: Table, controle: _SheetChecker) -> Translated:
    """Read the remaining sheets as Équivalences says, recognise them, and return the
    translation.
    """
    cibles = [sheet for sheet in SHEETS if sheet.name not in {PREMIERE, TRADUIT_LES_AUTRES}]
    lines, wrong = read_equivalences(table, cibles)
    traduction = check.translate(
        controle.list_remaining(raws), lines, SHEETS, IGNORED, unreadable=controle.unreadable
    )
    controle.problems += [*wrong, *traduction.problems]
    controle.take_sheets(traduction.sheets)
    return traduction


def find_day(options: Options, parametres: Parametres) -> dt.date:
    """Return J, the day of the run: `--au`, else the example's « Date du jour », else today
    (docs/rules/periods.md#two-dates).
    """
    return options.au or parametres.date_du_jour or options.today
