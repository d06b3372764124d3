"""Put the files of a meeting on the disk, and tell what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import chain

from clu_batch.documents import distribution, file_names, remplacement
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel import french
from clu_batch.kernel.content import Missing
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.guard import Failure, attempt
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.rules.model import Reunion
from clu_batch.session.produce.drafts import make_draft
from clu_batch.session.produce.make_file import FileMaker, Workbench
from clu_batch.session.produce.output_file import (
    DEFAUT,
    OutputFile,
)
from clu_batch.session.produce.plan import JoinedFiles, MeetingPlan, PlannedStep
from clu_batch.session.workplace import Workplace
from clu_batch.write.versions import DepositStatus, name_new_version

TO_SEND = frozenset(
    {
        meetings.LETTRE_A_ENVOYER.code,
        meetings.DOSSIER_A_ENVOYER.code,
        meetings.COMPTE_RENDU_A_ENVOYER.code,
    }
)
"""What is said of a recipient who was added once the others had been sent their documents."""


def name_control_workbook(reunion: Reunion | None, sigle: str) -> str:
    """Return the path, under output/, of the control workbook of a meeting, or of the general one
    when none is due (docs/rules/documents.md#files).
    """
    if reunion is None:
        return f"{file_names.simplify(sigle)}_Controle.xlsx"
    folder = file_names.name_meeting_folder(reunion.date, sigle)
    return f"{folder}/{file_names.name_document(reunion.date, sigle, 'Controle')}.xlsx"


@frozen
class MadeStep:
    """What a step has made, and what was found in preparing it."""

    files: Sequence[OutputFile]
    problems: Sequence[Problem] = ()


@frozen
class Delivery:
    """The documents of one meeting, and what became of each. `after`: what is told once all are
    made, the versions that wait and what the documents lack.
    """

    meeting: MeetingContext
    steps: Sequence[MadeStep]
    after: Sequence[Problem]

    @property
    def files(self) -> Sequence[OutputFile]:
        """The files of all steps."""
        return list(chain.from_iterable(step.files for step in self.steps))

    @property
    def lines(self) -> Sequence[LigneDocument]:
        """What the control workbook says of each file."""
        lines = [file.line for file in self.files]
        return [line for line in lines if line is not None]

    @property
    def problems(self) -> Sequence[Problem]:
        """All that is wrong in the documents of the meeting."""
        found: list[Problem] = []
        for step in self.steps:
            found += step.problems
            found += chain.from_iterable(file.told for file in step.files)
        return [*found, *self.after]

    @property
    def added_recipients(self) -> int:
        """How many recipients were added once the others had been sent, and wait."""
        return sum(problem.code in TO_SEND for problem in self.problems)


def deliver(bench: Workbench, plan: MeetingPlan, announce: Callable[[str], None]) -> Delivery:
    """Make the documents of a meeting and put them in place."""
    return Deliverer(bench.workplace, FileMaker(bench, plan.meeting), plan).deliver(announce)


@frozen
class Deliverer:
    """Makes the files of one meeting and puts them in place, step by step."""

    workplace: Workplace
    maker: FileMaker
    plan: MeetingPlan

    def deliver(self, announce: Callable[[str], None]) -> Delivery:
        """Make all that is planned, tidy the folder, and return what became of each file."""
        steps = [*self._make_documents(announce), self._join_files()]
        if not self.workplace.checks_only:
            steps.append(self._write_drafts())
        files = list(chain.from_iterable(step.files for step in steps))
        if not self.workplace.checks_only:
            steps.append(MadeStep(self._tidy(files)))
        waiting = self.workplace.output.report_waiting_versions(
            self.plan.meeting.folder, self._controle
        )
        missing = self._report_all_missing(files)
        return Delivery(self.plan.meeting, steps, [*waiting, *missing])

    @property
    def _controle(self) -> str:
        """The path of the control workbook of the meeting."""
        meeting = self.plan.meeting
        return name_control_workbook(meeting.reunion, meeting.sigle)

    def _make_documents(self, announce: Callable[[str], None]) -> Iterator[MadeStep]:
        for step in self.plan.steps:
            announce(step.annonce)
            yield self._make_step(step)
        for step in self.plan.own:
            yield self._make_step(step)

    def _make_step(self, step: PlannedStep) -> MadeStep:
        """Make the documents of one step; a defect of the program stops this step alone."""
        prepared = step.prepared
        if isinstance(prepared, Failure):
            return _tell_defect(step.annonce, prepared)
        make = partial(map, self.maker.make_document, prepared.requests)
        return replace(self._put_in_place(step.annonce, make), problems=prepared.problems)

    def _join_files(self) -> MadeStep:
        """Put the annexes in the folder, and the calendar entry of a meeting to come."""
        annonce, joined = "Annexes et entrée d’agenda", self.plan.joined
        if isinstance(joined, Failure):
            return _tell_defect(annonce, joined)
        return self._put_in_place(annonce, partial(self._make_joined_files, joined))

    def _make_joined_files(self, joined: JoinedFiles) -> Iterator[OutputFile]:
        yield from map(self.maker.copy_annexe, joined.annexes)
        for entry in joined.entries:
            yield self.maker.keep_bytes(
                entry.chemin, entry.data, faits=entry.faits, envoyee_le=entry.envoyee_le
            )

    def _write_drafts(self) -> MadeStep:
        """Make the drafts of the messages from the files that stand on the disk by now. Nothing is
        ever sent.
        """
        annonce, drafts = "Brouillons de courriel", self.plan.drafts
        if isinstance(drafts, Failure):
            return _tell_defect(annonce, drafts)
        return self._put_in_place(
            annonce, partial(map, partial(make_draft, self.maker), drafts)
        )

    # -- one step on the disk ----------------------------------------------------------------------

    def _put_in_place(self, annonce: str, make: Callable[[], Iterable[OutputFile]]) -> MadeStep:
        """Make files, put them in place and note what became of each.

        Sent is frozen: what was sent and is there is not made again; what is absent is
        (docs/rules/meetings.md#sent-is-frozen). The control workbook says the same of both, so that
        making the absent one does not change it at the next run.
        """
        made = attempt(lambda: list(self._deposit(list(make()))))
        if isinstance(made, Failure):
            return _tell_defect(annonce, made)
        return MadeStep(made)

    def _deposit(self, files: Sequence[OutputFile]) -> Iterator[OutputFile]:
        """Put the files on the disk at one stroke; while only checking, say what would be told."""
        output = self.workplace.output
        versions = [file.version for file in files if file.version is not None]
        checks_only = self.workplace.checks_only
        states = (
            map(output.preview_deposit, versions)
            if checks_only
            else output.deposit_all(versions)
        )
        remaining = iter(states)
        for file in files:
            state = next(remaining) if file.version is not None else None
            if checks_only and state is not None:
                foreseen = [state.problem] if state.problem else []
                yield replace(file, problems=[*file.problems, *foreseen])
            else:
                yield replace(file, state=state)

    # -- what stays in the folder ------------------------------------------------------------------

    def _tidy(self, files: Sequence[OutputFile]) -> Sequence[OutputFile]:
        """Remove what nobody needs any more, and return what stays all the same.

        A document that the secretary edited stays, « périmé ».
        """
        made = {self.maker.name_path(file.chemin) for file in files}
        left = list(self._remove_stale({self._controle, *made}, hindered=_are_hindered(files)))
        recipients = distribution.find_distribution(self.plan.meeting).list_remembered()
        name = self.maker.name_path(distribution.NOM)
        self.workplace.output.remember_facts(name, recipients)
        return left

    def _remove_stale(self, expected: Set[str], *, hindered: bool) -> Iterator[OutputFile]:
        """Remove what is no longer made, and return what could not be removed."""
        folder, output = self.plan.meeting.folder, self.workplace.output
        kept = set(expected)
        if hindered or self._everything_stays:
            withdrawn = set[str]() if hindered else self._list_withdrawn(expected)
            beside = {name_new_version(path) for path in withdrawn}
            kept |= output.list_present(folder) - withdrawn - beside
        for state in output.remove_outdated(folder, kept):
            if state.statut is not DepositStatus.RETIRE:
                yield OutputFile(state.chemin.removeprefix(f"{folder}/"), state=state)

    def _list_withdrawn(self, expected: Set[str]) -> set[str]:
        """Return the letters that were to replace others and that nothing calls for any more: what
        was sent holds again.
        """
        if self.workplace.loaded.withheld:
            return set()
        remembered = self.plan.meeting.bilan.deja_dits
        return {path for path in remembered if remplacement.count_replacements(path)} - expected

    @property
    def _everything_stays(self) -> bool:
        """Whether the documents that are no longer made must stay: a sheet is broken, or papers
        that were sent or used are now records.
        """
        meeting = self.plan.meeting
        reunion = meeting.reunion
        sent = (
            reunion.convocations_envoyees_le
            or reunion.dossier_envoye_le
            or reunion.compte_rendu_envoye_le
        )
        unknown = self.workplace.loaded.withheld or self.maker.bench.templates.own_unknown
        return bool(unknown or sent or meeting.tenue)

    # -- what the documents lack -------------------------------------------------------------------

    def _report_all_missing(self, files: Sequence[OutputFile]) -> Iterator[Problem]:
        """Report what the documents of the meeting lack, each thing once, with the documents that
        lack it.

        What one remedy puts right at one place is one thing: answers that nobody can read may keep
        many figures from being given.
        """
        noted: dict[object, tuple[Missing, set[str]]] = {}
        for file in files:
            for manquant in file.missing:
                remedy = (manquant.ou, manquant.que_faire) if manquant.que_faire else manquant
                noted.setdefault(remedy, (manquant, set()))[1].add(_name_document(file))
        for manquant, documents in noted.values():
            yield self._report_missing(manquant, documents)

    def _report_missing(self, manquant: Missing, named: Set[str]) -> Problem:
        documents = [famille.libelle for famille in Famille if famille.libelle in named]
        documents += sorted(named - set(documents))
        problem = meetings.A_COMPLETER.report(
            self.workplace.loaded.complete_place(manquant.ou),
            manquant.colonne,
            manquant.quoi,
            documents=french.join_words(documents),
            reunion=self.plan.meeting.date,
        )
        if manquant.que_faire:
            return replace(problem, que_faire=manquant.que_faire)
        return problem


def _name_document(file: OutputFile) -> str:
    """Name what lacks something: a kind of document, or a template of hers."""
    if file.famille is Famille.LIBRE:
        return f"le modèle « {file.modele} »"
    return file.famille.libelle


def _are_hindered(files: Sequence[OutputFile]) -> bool:
    """Whether a step has a defect, or a file to join could not be read: what has no template."""
    return any(file.obstacle and not file.modele for file in files)


def _tell_defect(annonce: str, failure: Failure) -> MadeStep:
    """Tell a defect of the program, which stops one step; `cli` tells it too, with code 70."""
    return MadeStep([OutputFile(annonce, obstacle=DEFAUT, defect=failure.error)])
