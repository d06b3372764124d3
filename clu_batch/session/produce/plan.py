"""Prepare the documents of each meeting, before any of them is made: what each says, where it goes.

Nothing is written here; the folder of output tells what earlier runs left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from clu_batch.documents import (
    PRODUCTIONS,
    Production,
    annexes,
    calendrier,
    compte_rendu,
    courriels,
    file_names,
    modeles_libres,
    remplacement,
    sans_suite,
)
from clu_batch.documents.annexes import Annexe
from clu_batch.documents.calendrier import EntreeAgenda
from clu_batch.documents.courriels import Courriel
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.guard import Failure, attempt
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.rules.model import Bilan
from clu_batch.rules.seances import SANS_SUITE
from clu_batch.session.workplace import Workplace


@frozen
class PlannedStep:
    """A step of the run: what the screen or the control workbook calls it, and its documents."""

    annonce: str
    prepared: Prepared | Failure

    @property
    def paths(self) -> Sequence[str]:
        """The paths of its documents; none when it has a defect, which is told later."""
        if isinstance(self.prepared, Failure):
            return ()
        return [request.chemin for request in self.prepared.requests]


@frozen
class JoinedFiles:
    """The files of a meeting that no template gives."""

    annexes: Sequence[Annexe]
    entries: Sequence[EntreeAgenda]


@frozen
class MeetingPlan:
    """All that is to be made for one meeting. `own`: from the secretary's own templates."""

    meeting: MeetingContext
    steps: Sequence[PlannedStep]
    own: Sequence[PlannedStep]
    joined: JoinedFiles | Failure
    drafts: Sequence[Courriel] | Failure

    def list_paths(self) -> Iterator[str]:
        """List the paths of its files, in the folder of the meeting."""
        for step in (*self.steps, *self.own):
            yield from step.paths
        if not isinstance(self.joined, Failure):
            yield from [annexe.chemin for annexe in self.joined.annexes]
            yield from [entry.chemin for entry in self.joined.entries]
        if not isinstance(self.drafts, Failure):
            yield from [draft.chemin for draft in self.drafts]


@frozen
class RunPlan:
    """What a run is to make. `sans_suite`: whom to warn of the meetings that do not take place;
    `waiting`: what keeps minutes from being made.
    """

    meetings: Sequence[MeetingPlan]
    sans_suite: Sequence[Problem]
    waiting: Sequence[Problem]


def plan_run(workplace: Workplace, bilans: Sequence[Bilan], own: Sequence[str]) -> RunPlan:
    """Prepare the documents of the meetings. `own`: the names of the secretary's own templates."""
    facts = workplace.output.list_facts()
    contexts = [_recall_earlier_runs(workplace, bilan, facts) for bilan in bilans]
    waiting = [
        meetings.PRESENCES_ATTENDUES.report(context.reunion.place, date=context.date)
        for context in contexts
        if _awaits_presences(context)
    ]
    return RunPlan(
        [_plan_meeting(workplace, context, own) for context in contexts],
        _report_sans_suite(workplace, facts),
        workplace.drop_consequences(waiting),
    )


def _recall_earlier_runs(
    workplace: Workplace, bilan: Bilan, facts: Mapping[str, Mapping[str, str]]
) -> MeetingContext:
    """Return the meeting with what earlier runs said of it and left on the disk.

    When a broken sheet withholds the letters, the facts that they are compared by are left out.
    """
    sigle = workplace.registre.parametres.sigle
    folder = file_names.name_meeting_folder(bilan.reunion.date, sigle)
    if workplace.letters_withheld:
        facts = remplacement.drop_compared(facts)
    present = workplace.output.list_present(folder)
    return MeetingContext(workplace.registre, replace(bilan, deja_dits=facts, presents=present))


def _awaits_presences(meeting: MeetingContext) -> bool:
    """Whether the minutes of a held meeting wait for a first Statut in Présences
    (docs/rules/meetings.md#minutes-wait).
    """
    return meeting.tenue and not compte_rendu.is_due(meeting)


def _report_sans_suite(
    workplace: Workplace, facts: Mapping[str, Mapping[str, str]]
) -> Sequence[Problem]:
    """Report whom to warn of the meetings that were cancelled or put off once convened."""
    registre, presents = workplace.registre, set[str]()
    for reunion in registre.comite.reunions:
        if reunion.statut in SANS_SUITE:
            folder = file_names.name_meeting_folder(reunion.date, registre.parametres.sigle)
            presents |= workplace.output.list_present(folder)
    found = sans_suite.list_problems(registre, facts, presents, workplace.loaded.j)
    return workplace.drop_consequences(workplace.locate(found))


def _plan_meeting(
    workplace: Workplace, meeting: MeetingContext, own: Sequence[str]
) -> MeetingPlan:
    due = [
        production
        for production in PRODUCTIONS
        if meeting.seance.etape in production.etapes and production.voulue(meeting.parametres)
    ]
    steps = [
        PlannedStep(
            production.annonce, attempt(partial(_prepare, workplace, meeting, production))
        )
        for production in due
    ]
    return MeetingPlan(
        meeting,
        steps,
        _plan_own_documents(meeting, own, steps),
        attempt(
            lambda: JoinedFiles(annexes.list_annexes(meeting), calendrier.prepare(meeting))
        ),
        attempt(partial(courriels.prepare, meeting)),
    )


def _prepare(workplace: Workplace, meeting: MeetingContext, production: Production) -> Prepared:
    """Prepare the documents of one step. When a broken sheet withholds the letters, none is said to
    be made again.
    """
    prepared = production.prepare(meeting)
    found = prepared.problems
    if workplace.letters_withheld:
        again = meetings.CONVOCATIONS_REFAITES.code
        found = [problem for problem in found if problem.code != again]
    return replace(prepared, problems=workplace.locate(found))


def _plan_own_documents(
    meeting: MeetingContext, own: Sequence[str], before: Sequence[PlannedStep]
) -> Sequence[PlannedStep]:
    """Prepare the documents of the secretary's own templates. A name that is already taken receives
    a number.
    """
    taken = set(chain.from_iterable(step.paths for step in before))
    planned = []
    for template in own:
        step = PlannedStep(
            f"{template}.docx",
            attempt(partial(_prepare_own_documents, meeting, template, sorted(taken))),
        )
        taken.update(step.paths)
        planned.append(step)
    return planned


def _prepare_own_documents(
    meeting: MeetingContext, template: str, taken: Sequence[str]
) -> Prepared:
    requests = modeles_libres.prepare(meeting, template)
    paths = file_names.make_unique([*taken, *(request.chemin for request in requests)])
    renamed = zip(requests, paths[len(taken) :], strict=True)
    return Prepared([replace(request, chemin=path) for request, path in renamed])
