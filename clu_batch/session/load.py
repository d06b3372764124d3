"""Read and check the workbooks, and assemble the register from their tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from clu_batch import check, read
from clu_batch.check import Checked, Translated
from clu_batch.kernel.declaration import Famille, Sheet
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table, bridge
from clu_batch.messages import outputs
from clu_batch.messages.links import FICHIER_ABSENT
from clu_batch.messages.meetings import ANNEXES_ILLISIBLES
from clu_batch.read import attachments
from clu_batch.records import IGNORED, SHEETS
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.links import assembly
from clu_batch.rules.links.equivalences import read_equivalences
from clu_batch.rules.links.parametres import (
    assemble_parametres,
    report_future_dates,
)
from clu_batch.rules.links.satisfaction import make_columns
from clu_batch.rules.model import Parametres, Question, Registre
from clu_batch.session.options import Options

PREMIERE = "Paramètres"
TRADUIT_LES_AUTRES = "Équivalences"
ATTEND_LES_QUESTIONS = "Réponses"


@dataclass(frozen=True, slots=True)
class LoadedWorkbooks:
    """What the workbooks say, and the problems found in them.

    `unreadable`: one of them could not be read.
    """

    j: dt.date
    registre: Registre
    tables: Mapping[str, Table]
    problems: Sequence[Problem]
    unreadable: bool

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


@dataclass(frozen=True, slots=True)
class SheetChecker:
    """What any sheet is checked with: the raw sheets by the name that was recognised, whether a
    workbook could not be read, J, whether the data are those of the example.
    """

    by_name: Mapping[str, Sequence[RawSheet]]
    unreadable: bool
    j: dt.date
    exemple: bool = True

    def check(self, sheet: Sheet) -> Checked:
        """Check one sheet."""
        raws = self.by_name.get(sheet.name, ())
        return check.check(sheet, raws, j=self.j, exemple=self.exemple, unreadable=self.unreadable)


@dataclass(frozen=True, slots=True)
class FirstSheets:
    """The sheets that are checked before the others: the settings, for they say which day it is,
    and what translates the others. `checker`: what these are checked with.
    """

    parametres: Parametres
    traduction: Translated
    checker: SheetChecker
    tables: Mapping[str, Table]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class OtherSheets:
    """The other sheets. `of_questions`: the problems of the survey's questions, which give Réponses
    its columns.
    """

    tables: Mapping[str, Table]
    questions: Sequence[Question]
    problems: Sequence[Problem]
    of_questions: Sequence[Problem]


def load(options: Options) -> LoadedWorkbooks:
    """Read, check and assemble the workbooks.

    What a person typed is never an exception: every problem is collected.
    """
    lecture = read.read_folder(options.classeurs, check.KnownSheets(SHEETS, IGNORED).is_sheet_name)
    first = _check_first_sheets(lecture, options)
    others = _check_other_sheets(first)
    parametres, j, tables = first.parametres, first.checker.j, {**first.tables, **others.tables}
    joints, unseen = _list_annexes(options.classeurs)
    registre, linked = assembly.assemble_registre(tables, parametres, others.questions, joints, j)
    if unseen:  # a file that cannot be seen is not said to be absent
        linked = [problem for problem in linked if problem.code != FICHIER_ABSENT.code]
    problems = [*lecture.problems, *first.problems, *others.problems]
    problems += report_future_dates(parametres, j)
    problems += [*others.of_questions, *unseen, *linked]
    # the rows that are said to be kept are those that count
    counted = {**tables, Reclamation.sheet.name: bridge(registre.reclamations)}
    return LoadedWorkbooks(
        j,
        registre,
        {sheet.name: counted[sheet.name] for sheet in SHEETS},
        [first.traduction.restore_problem(problem) for problem in problems],
        lecture.unreadable,
    )


def _check_first_sheets(lecture: read.FolderContent, options: Options) -> FirstSheets:
    recognised = check.recognise(lecture.sheets, SHEETS, IGNORED).by_name
    sheets = {sheet.name: sheet for sheet in SHEETS}
    checker = SheetChecker(recognised, lecture.unreadable, options.today)
    settings = checker.check(sheets[PREMIERE])
    parametres, wrong_settings = assemble_parametres(settings.table)
    j = find_day(options, parametres)
    checker = replace(checker, j=j, exemple=parametres.donnees_d_exemple)
    equivalences = checker.check(sheets[TRADUIT_LES_AUTRES])
    traduction, wrong = _translate(lecture, recognised, equivalences.table)
    again = check.recognise(traduction.sheets, SHEETS, IGNORED)
    return FirstSheets(
        parametres,
        traduction,
        replace(checker, by_name=again.by_name),
        {PREMIERE: settings.table, TRADUIT_LES_AUTRES: equivalences.table},
        [
            *settings.problems,
            *wrong_settings,
            *equivalences.problems,
            *wrong,
            *again.problems,
        ],
    )


def _check_other_sheets(first: FirstSheets) -> OtherSheets:
    """Check the other sheets, Réponses last."""
    sheets = {sheet.name: sheet for sheet in SHEETS if sheet.name not in first.tables}
    reponses = sheets.pop(ATTEND_LES_QUESTIONS)
    checked = {name: first.checker.check(sheet) for name, sheet in sheets.items()}
    tables = {name: one.table for name, one in checked.items()}
    questions, of_questions = assembly.read_questions(tables)
    reponses = reponses.add_columns(*make_columns(questions))
    checked[reponses.name] = first.checker.check(reponses)
    tables[reponses.name] = checked[reponses.name].table
    problems = list(chain.from_iterable(one.problems for one in checked.values()))
    for sheet in (*sheets.values(), reponses):
        problems += first.traduction.report_unknown_columns(sheet)
    return OtherSheets(tables, questions, problems, of_questions)


def _translate(
    lecture: read.FolderContent, recognised: Mapping[str, Sequence[RawSheet]], table: Table
) -> tuple[Translated, Sequence[Problem]]:
    """Read the sheets that wait as Équivalences says, and return what was wrong in its lines."""
    cibles = [sheet for sheet in SHEETS if sheet.name not in {PREMIERE, TRADUIT_LES_AUTRES}]
    lines, wrong = read_equivalences(table, cibles)
    read_already = [*recognised.get(PREMIERE, ()), *recognised.get(TRADUIT_LES_AUTRES, ())]
    seen = set(map(id, read_already))
    waiting = [raw for raw in lecture.sheets if id(raw) not in seen]
    traduction = check.translate(waiting, lines, SHEETS, IGNORED, unreadable=lecture.unreadable)
    return traduction, [*wrong, *traduction.problems]


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


def find_day(options: Options, parametres: Parametres) -> dt.date:
    """Return J, the day of the run: `--au`, else the example's « Date du jour », else today
    (docs/rules/periods.md#two-dates).
    """
    return options.au or parametres.date_du_jour or options.today
