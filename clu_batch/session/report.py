"""Report a run: its control workbooks, its exit code, its last words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from clu_batch.documents import control
from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import SheetOrigin, list_left_out
from clu_batch.kernel.exit_codes import Code, choose_highest
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Group, Place, Problem, Severity
from clu_batch.rules.links.points_vus import list_lines
from clu_batch.rules.model import Bilan, BilanGeneral, Reunion
from clu_batch.session.produce.delivery import Delivery, name_control_workbook
from clu_batch.session.results import RunResults
from clu_batch.session.summary import summarise
from clu_batch.session.workplace import Workplace
from clu_batch.write import workbook_file
from clu_batch.write.manifest import compute_hash
from clu_batch.write.versions import DepositState, DepositStatus


@frozen
class ControlWorkbook:
    """A control workbook, under output/, and what became of it."""

    chemin: str
    data: bytes
    state: DepositState
    problems: Sequence[Problem]

    @property
    def shown(self) -> str:
        """The path to open: that of the « (nouveau) » that stands beside it, when there is one."""
        return self.state.nouveau or self.chemin


@frozen
class RunOutcome:
    """How a run ended: its exit code, the folders to show, the lines to say, the defects of the
    program to write in the journal; and what it was made of.
    """

    code: Code
    folders: Sequence[Path]
    lines: Sequence[str]
    defects: Sequence[Exception]
    problems: Sequence[Problem]
    results: RunResults
    controls: Sequence[ControlWorkbook]


def report(results: RunResults) -> RunOutcome:
    """Write the control workbooks, and return how the run ended."""
    found, sheets = results.problems, results.workplace.loaded.sheets
    groups = list_lines(found, sheets)
    controls = list(_write_control_workbooks(results, groups))
    unwritten = list(chain.from_iterable(written.problems for written in controls))
    if unwritten:
        groups = list_lines([*found, *unwritten], sheets)
    output = results.workplace.options.sortie
    paths = [
        output / written.shown
        for written in controls
        if written.state.statut is not DepositStatus.NON_PRODUIT
    ]
    return RunOutcome(
        _choose_code(results, groups),
        list(dict.fromkeys(path.parent for path in paths)),
        summarise(results, groups, paths),
        results.defects,
        list(chain.from_iterable(group.problems for group in groups)),
        results,
        controls,
    )


def _write_control_workbooks(
    results: RunResults, groups: Sequence[Group]
) -> Iterator[ControlWorkbook]:
    """Write one control workbook per meeting, or the general one when no meeting is due."""
    computed, sources = results.computed, _count_sources(results)
    deliveries = {delivery.meeting.reunion: delivery for delivery in results.deliveries}
    for bilan in computed.bilans:
        if not isinstance(bilan, Bilan):
            yield _write_control_workbook(results, bilan, sources, groups, None)
            continue
        delivery = deliveries[bilan.reunion]
        own = groups if bilan is computed.complete else _select_own(groups, delivery)
        yield _write_control_workbook(results, bilan, sources, own, delivery)


def _count_sources(results: RunResults) -> Sequence[SheetOrigin]:
    """Return the sheets, where the rows that are said to be kept are those that count."""
    loaded = results.workplace.loaded
    left_out = list_left_out([*loaded.problems, *results.computed.problems])
    sources = [checked.count_sources(left_out) for checked in loaded.sheets]
    return list(chain.from_iterable(sources))


def _entitle(comite: str, reunion: Reunion | None) -> str:
    title = f"Contrôle – {comite}"
    return title if reunion is None else f"{title}, {french.format_date(reunion.date)}"


def _write_control_workbook(
    results: RunResults,
    bilan: BilanGeneral,
    sources: Sequence[SheetOrigin],
    groups: Sequence[Group],
    delivery: Delivery | None,
) -> ControlWorkbook:
    """Write the control workbook of a meeting, or the general one, which has no delivery."""
    workplace = results.workplace
    registre, output = workplace.registre, workplace.output
    reunion = bilan.reunion if isinstance(bilan, Bilan) else None
    name = name_control_workbook(reunion, registre.parametres.sigle)
    to_workbooks = _find_path_to_workbooks(workplace, name)
    to_correct = [control.execution.build_a_corriger_sheet(groups, to_workbooks)]
    proposed = workplace.loaded.proposed
    if proposed and bilan is results.computed.complete:
        to_correct.append(control.execution.build_proposals_sheet(proposed))
    if delivery is None:
        sheets = control.build_sheets(registre, bilan, sources, to_correct, ())
    else:
        meeting, lines = delivery.meeting, delivery.lines
        sheets = control.build_sheets(registre, meeting, sources, to_correct, lines)
    title, date = _entitle(registre.parametres.comite, reunion), bilan.seance.j
    date = date if reunion is None else reunion.date
    author = registre.parametres.prefecture or ""
    data = workbook_file.write_workbook(sheets, titre=title, createur=author, date=date)
    state = output.deposit(name, data, dit=compute_hash(data))
    states = [state, output.remove_new_version(name)]
    problems = [found.problem for found in states if found and found.problem]
    return ControlWorkbook(name, data, state, problems)


def _find_path_to_workbooks(workplace: Workplace, name: str) -> str | None:
    """Return the path from a control workbook to the workbooks, for its links; None when they stand
    on another drive.
    """
    options = workplace.options
    start = (options.sortie / name).parent
    try:
        return os.path.relpath(options.classeurs, start).replace(os.sep, "/")
    except ValueError:
        return None


def _select_own(groups: Sequence[Group], delivery: Delivery) -> list[Group]:
    """Return the problems that are about the documents of that meeting: what they lack, their
    templates, the row of the meeting (docs/rules/control-workbook.md).
    """
    found = set(map(_name_problem, delivery.problems))
    templates = {line.modele for line in delivery.lines if line.modele}
    row = _name_row(delivery.meeting.reunion.place)
    return [
        group
        for group in groups
        if group.problem.place.workbook in templates
        or any(
            _name_problem(problem) in found or _name_row(problem.place) == row
            for problem in group.problems
        )
    ]


def _name_problem(problem: Problem) -> tuple[str, Place, str]:
    """Name a problem, whether she has seen it or not."""
    return problem.code, problem.place, problem.trouve


def _name_row(place: Place) -> tuple[str, str, str]:
    return place.workbook, place.sheet, place.row


def _choose_code(results: RunResults, groups: Sequence[Group]) -> Code:
    codes = [Code.DONE]
    severities = {group.problem.gravite for group in groups}
    if severities & {Severity.ERREUR, Severity.A_VERIFIER}:
        codes.append(Code.TO_CORRECT)
    if Severity.BLOQUANT in severities or results.workplace.loaded.unreadable:
        codes.append(Code.BLOCKED)
    if results.defects:
        codes.append(Code.DEFECT)
    return choose_highest(codes)
