"""Read and check the workbooks, and assemble the register from their tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from clu_batch import check, read
from clu_batch.check import Proposals, Recognised, Translated
from clu_batch.kernel.checked_rows import Checked, CheckedRows
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.equivalence import ProposedLine
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frames import CheckedSheet, CheckedTables, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import outputs
from clu_batch.messages.links import FICHIER_ABSENT
from clu_batch.messages.meetings import ANNEXES_ILLISIBLES
from clu_batch.read import attachments
from clu_batch.records import IGNORED, SHEETS
from clu_batch.records.outils import OUTILS
from clu_batch.records.reponse import Reponse
from clu_batch.rules.links import assembly
from clu_batch.rules.links.equivalences import read_equivalences
from clu_batch.rules.links.parametres import (
    assemble_parametres,
    report_future_dates,
)
from clu_batch.rules.links.reperes import report_differences
from clu_batch.rules.links.satisfaction import make_columns
from clu_batch.rules.model import Parametres, Question, Registre, doubt_absent_sheets
from clu_batch.session.options import Options

PREMIERE = "Paramètres"
TRADUIT_LES_AUTRES = "Équivalences"
ATTEND_LES_QUESTIONS = Reponse.sheet.name


@frozen
class LoadedWorkbooks:
    """What the workbooks say, and the problems found in them.

    `unreadable`: one of them could not be read. `traduction`: what Équivalences changed in them.
    `proposed`: the lines of Équivalences that would have the sheets read that nobody claims.
    """

    j: dt.date
    registre: Registre
    sheets: Sequence[Checked]
    problems: Sequence[Problem]
    unreadable: bool
    traduction: Translated
    proposed: Sequence[ProposedLine] = ()

    @property
    def withheld(self) -> Mapping[Famille, Sequence[str]]:
        """The families of documents that broken sheets withhold, with the names of these sheets
        (docs/rules/workbooks.md#broken-sheets).
        """
        held: dict[Famille, list[str]] = {}
        for sheet in self._broken:
            familles = tuple(Famille) if sheet.indispensable else sheet.retient
            for famille in familles:
                held.setdefault(famille, []).append(sheet.name)
        return held

    @property
    def broken_sheets(self) -> frozenset[str]:
        """The names of the sheets that cannot be read entirely."""
        return frozenset(sheet.name for sheet in self._broken)

    @property
    def essential_broken(self) -> bool:
        """Whether a sheet without which no document can be made is broken."""
        return any(sheet.indispensable for sheet in self._broken)

    def complete_place(self, place: Place) -> Place:
        """Return the first sheet of a name, when a document knows this name alone."""
        if not place.sheet or place.workbook:
            return place
        return next(found.place for found in self.sheets if found.sheet.name == place.sheet)

    @property
    def _broken(self) -> Sequence[Sheet]:
        return [checked.sheet for checked in self.sheets if checked.broken]


@frozen
class SheetChecker:
    """What any sheet is checked with: the raw sheets by the name that was recognised, whether a
    workbook could not be read, J, whether the data are those of the example.
    """

    by_name: Mapping[str, Sequence[RawSheet]]
    unreadable: bool
    j: dt.date
    exemple: bool = True

    def check_rows(self, sheet: Sheet) -> CheckedRows:
        """Check a sheet of few rows."""
        return check.check_rows(sheet, self._find(sheet), **self._facts)

    def check_frame(self, sheet: Sheet) -> CheckedSheet:
        """Check a sheet of many rows."""
        return check.check_frame(sheet, self._find(sheet), **self._facts)

    def _find(self, sheet: Sheet) -> Sequence[RawSheet]:
        return self.by_name.get(sheet.name, ())

    @property
    def _facts(self) -> dict[str, Any]:
        return {"j": self.j, "exemple": self.exemple, "unreadable": self.unreadable}


@frozen
class FirstSheets:
    """The sheets that are checked before the others: the settings, for they say which day it is,
    and what translates the others. `checker`: what these are checked with. `raws`: all the raw
    sheets by name, these first ones among them.
    """

    parametres: Parametres
    traduction: Translated
    recognised: Recognised
    checker: SheetChecker
    rows: Mapping[str, CheckedRows]
    problems: Sequence[Problem]
    raws: Mapping[str, Sequence[RawSheet]]


@frozen
class OtherSheets:
    """The other sheets. `of_questions`: the problems of the survey's questions, which give Réponses
    its columns.
    """

    tables: CheckedTables
    questions: Sequence[Question]
    problems: Sequence[Problem]
    of_questions: Sequence[Problem]
    proposals: Proposals


def _list_in_order(tables: CheckedTables) -> list[Checked]:
    sheets = {checked.sheet.name: checked for checked in tables.list_all()}
    return [sheets[sheet.name] for sheet in SHEETS]


def load(options: Options) -> LoadedWorkbooks:
    """Read, check and assemble the workbooks; what is typed wrong is a problem, no exception."""
    lecture = _read_folder(options)
    first = _check_first_sheets(lecture, options)
    others = _check_other_sheets(first)
    parametres, j = first.parametres, first.checker.j
    tables = replace(others.tables, rows={**first.rows, **others.tables.rows})
    joints, unseen = _list_annexes(options.classeurs)
    registre, linked = assembly.assemble_registre(
        tables, parametres, others.questions, joints, j
    )
    if unseen:  # a file that cannot be seen is not said to be absent
        linked = [problem for problem in linked if problem.code != FICHIER_ABSENT.code]
    problems = [*lecture.problems, *first.problems, *others.problems]
    problems += report_future_dates(parametres, j)
    problems += report_differences(first.traduction.sheets, parametres, registre.calendrier, j)
    problems += [*others.of_questions, *unseen, *linked]
    if lecture.unreadable:
        registre = doubt_absent_sheets(registre)
    return LoadedWorkbooks(
        j,
        registre,
        _list_in_order(tables),
        [first.traduction.restore_problem(problem) for problem in problems],
        lecture.unreadable,
        first.traduction,
        others.proposals.lines,
    )


def read_first_sheets(options: Options) -> FirstSheets:
    """Read the workbooks, and check of them the sheets that come first alone."""
    return _check_first_sheets(_read_folder(options), options)


def _read_folder(options: Options) -> read.FolderContent:
    return read.read_folder(options.classeurs, check.KnownSheets(SHEETS, IGNORED).is_sheet_name)


def _check_first_sheets(lecture: read.FolderContent, options: Options) -> FirstSheets:
    recognised = check.recognise(lecture.sheets, SHEETS, IGNORED).by_name
    sheets = {sheet.name: sheet for sheet in SHEETS}
    checker = SheetChecker(recognised, lecture.unreadable, options.today)
    settings = checker.check_rows(sheets[PREMIERE])
    parametres, wrong_settings = assemble_parametres(settings)
    j = find_day(options, parametres)
    checker = replace(checker, j=j, exemple=parametres.donnees_d_exemple)
    equivalences = checker.check_rows(sheets[TRADUIT_LES_AUTRES])
    traduction, wrong = _translate(lecture, checker, equivalences)
    again = check.recognise(traduction.sheets, SHEETS, IGNORED)
    return FirstSheets(
        parametres,
        traduction,
        again,
        replace(checker, by_name=again.by_name),
        {PREMIERE: settings, TRADUIT_LES_AUTRES: equivalences},
        [
            *settings.problems,
            *wrong_settings,
            *equivalences.problems,
            *wrong,
        ],
        {**recognised, **again.by_name},
    )


def _check_other_sheets(first: FirstSheets) -> OtherSheets:
    """Check the other sheets, Réponses last."""
    checker = first.checker
    waiting = [
        sheet for sheet in SHEETS if sheet.name not in {*first.rows, ATTEND_LES_QUESTIONS}
    ]
    rows = {sheet.name: checker.check_rows(sheet) for sheet in waiting if not sheet.many}
    frames = {sheet.name: checker.check_frame(sheet) for sheet in waiting if sheet.many}
    questions, of_questions = assembly.read_questions(rows["Échelles"], rows["Questions"])
    reponses = Reponse.sheet.add_columns(*make_columns(questions))
    frames[reponses.name] = checker.check_frame(reponses)
    tables = CheckedTables(rows, frames)
    problems = list(chain.from_iterable(checked.problems for checked in tables.list_all()))
    for sheet in (*waiting, reponses):
        problems += first.traduction.report_unknown_columns(sheet)
    asked = replace(reponses, une_de=tuple(question.code for question in questions))
    proposals = check.propose(
        first.traduction.sheets, [*waiting, asked], check.KnownSheets(SHEETS, IGNORED), OUTILS
    )
    problems += first.recognised.report_unknown(SHEETS, proposals.places)
    return OtherSheets(tables, questions, problems, of_questions, proposals)


def _translate(
    lecture: read.FolderContent, checker: SheetChecker, equivalences: CheckedRows
) -> tuple[Translated, Sequence[Problem]]:
    """Read the sheets that wait as Équivalences says, and return what was wrong in its lines."""
    cibles = [sheet for sheet in SHEETS if sheet.name not in {PREMIERE, TRADUIT_LES_AUTRES}]
    lines, wrong = read_equivalences(equivalences, cibles)
    known = checker.by_name
    read_already = [*known.get(PREMIERE, ()), *known.get(TRADUIT_LES_AUTRES, ())]
    seen = set(map(id, read_already))
    waiting = [raw for raw in lecture.sheets if id(raw) not in seen]
    sheets = _add_questions(checker) if lines else SHEETS
    traduction = check.translate(waiting, lines, sheets, IGNORED, unreadable=lecture.unreadable)
    return traduction, [*wrong, *traduction.problems]


def _add_questions(checker: SheetChecker) -> Sequence[Sheet]:
    """Return the sheets, Réponses with the columns of the questions that her own workbooks declare:
    a line may name one by its code. What is wrong in them is told later.
    """
    sheets = {sheet.name: sheet for sheet in SHEETS}
    scales, asked = map(checker.check_rows, (sheets["Échelles"], sheets["Questions"]))
    questions, _ = assembly.read_questions(scales, asked)
    sheets[ATTEND_LES_QUESTIONS] = Reponse.sheet.add_columns(*make_columns(questions))
    return tuple(sheets.values())


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
