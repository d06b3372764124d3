"""Put the files of a meeting on the disk, and tell what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from clu_batch.documents import distribution, file_names, remplacement
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel import french
from clu_batch.kernel.content import Missing
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.guard import Failure, attempt
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.rules.model import Reunion
from clu_batch.session.produce.cell_locator import CellLocator
from clu_batch.session.produce.drafts import make_draft
from clu_batch.session.produce.make_file import FileMaker
from clu_batch.session.produce.output_file import (
    DEFAUT,
    NON_PRODUIT,
    OutputFile,
    ReadingFault,
    say_state,
)
from clu_batch.session.produce.plan import JoinedFiles, MeetingPlan, PlannedStep
from clu_batch.session.workplace import Workplace
from clu_batch.write.deposit import DepositState, DepositStatus, name_new_version

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


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What a step has made, and what it has found. `lines`: what the control workbook says."""

    files: Sequence[OutputFile] = ()
    lines: Sequence[LigneDocument] = ()
    problems: Sequence[Problem] = ()
    defects: Sequence[Exception] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """The documents of one meeting, and what became of each. `contents`: the bytes that the run has
    made, by path in the folder of the meeting. `unmade`: the steps that have a defect.
    """

    meeting: MeetingContext
    lines: Sequence[LigneDocument]
    problems: Sequence[Problem]
    faults: Sequence[ReadingFault]
    defects: Sequence[Exception]
    contents: Mapping[str, bytes]
    unmade: Set[str]

    @property
    def added_recipients(self) -> int:
        """How many recipients were added once the others had been sent, and wait."""
        return sum(problem.code in TO_SEND for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Makes the files of one meeting and puts them in place, step by step."""

    workplace: Workplace
    maker: FileMaker
    plan: MeetingPlan
    own_templates_unknown: bool = field(kw_only=True)

    def deliver(self, announce: Callable[[str], None]) -> Delivery:
        """Make all that is planned, tidy the folder, and return what became of each file."""
        steps = [*self._make_documents(announce), self._join_files()]
        if not self.workplace.checks_only:
            steps.append(self._write_drafts())
        files = list(chain.from_iterable(step.files for step in steps))
        steps.append(self._tidy(files, hindered=_are_hindered(steps)))
        problems = chain.from_iterable(step.problems for step in steps)
        return Delivery(
            self.plan.meeting,
            list(chain.from_iterable(step.lines for step in steps)),
            [*problems, *self._report_all_missing(files)],
            list(chain.from_iterable(file.faults for file in files)),
            list(chain.from_iterable(step.defects for step in steps)),
            {file.chemin: file.version.data for file in files if file.version is not None},
            {step.lines[0].fichier for step in steps if step.defects},
        )

    def _make_documents(self, announce: Callable[[str], None]) -> Iterator[StepOutcome]:
        for step in self.plan.steps:
            announce(step.annonce)
            yield self._make_step(step)
        for step in self.plan.own:
            yield self._make_step(step)

    def _make_step(self, step: PlannedStep) -> StepOutcome:
        """Make the documents of one step; a defect of the program stops this step alone."""
        prepared = step.prepared
        if isinstance(prepared, Failure):
            return _tell_defect(step.annonce, prepared)
        requests = prepared.requests
        outcome = self._put_in_place(
            step.annonce, lambda: [self.maker.make_document(request) for request in requests]
        )
        return replace(outcome, problems=[*prepared.problems, *outcome.problems])

    def _join_files(self) -> StepOutcome:
        """Put the annexes in the folder, and the calendar entry of a meeting to come."""
        annonce, joined = "Annexes et entrée d’agenda", self.plan.joined
        if isinstance(joined, Failure):
            return _tell_defect(annonce, joined)
        return self._put_in_place(annonce, partial(self._make_joined_files, joined))

    def _make_joined_files(self, joined: JoinedFiles) -> Sequence[OutputFile]:
        entries = [
            self.maker.keep_bytes(e.chemin, e.data, faits=e.faits, envoyee_le=e.envoyee_le)
            for e in joined.entries
        ]
        return [*map(self.maker.copy_annexe, joined.annexes), *entries]

    def _write_drafts(self) -> StepOutcome:
        """Make the drafts of the messages from the files that stand on the disk by now. Nothing is
        ever sent.
        """
        annonce, drafts = "Brouillons de courriel", self.plan.drafts
        if isinstance(drafts, Failure):
            return _tell_defect(annonce, drafts)
        outcome = self._put_in_place(
            annonce, lambda: [make_draft(self.maker, courriel) for courriel in drafts]
        )
        return replace(outcome, problems=list(dict.fromkeys(outcome.problems)))

    # -- one step on the disk ----------------------------------------------------------------------

    def _put_in_place(self, annonce: str, make: Callable[[], Sequence[OutputFile]]) -> StepOutcome:
        """Make files, put them in place and note what became of each.

        Sent is frozen: what was sent and is there is not made again; what is absent is
        (docs/rules/meetings.md#sent-is-frozen). The control workbook says the same of both, so that
        making the absent one does not change it at the next run. While only checking, nothing is
        put anywhere.
        """
        outcome = attempt(lambda: self._deposit(make()))
        if isinstance(outcome, Failure):
            return _tell_defect(annonce, outcome)
        return outcome

    def _deposit(self, files: Sequence[OutputFile]) -> StepOutcome:
        versions = [file.version for file in files if file.version is not None]
        if self.workplace.checks_only:
            foreseen = [self.workplace.output.preview_deposit(version) for version in versions]
            problems = [*_list_made(files), *_list_told(foreseen)]
            return StepOutcome(files, list(_list_lines(files, {})), problems)
        states = self.workplace.output.deposit_all(versions)
        folder = f"{self.plan.meeting.folder}/"
        by_file = {state.chemin.removeprefix(folder): state for state in states}
        problems = [*_list_made(files), *_list_told(states)]
        return StepOutcome(files, list(_list_lines(files, by_file)), problems)

    # -- what stays in the folder ------------------------------------------------------------------

    def _tidy(self, files: Sequence[OutputFile], *, hindered: bool) -> StepOutcome:
        """Remove what nobody needs any more, and report the versions that wait beside an edited
        document.

        A document that the secretary edited stays, « périmé ».
        """
        meeting, output = self.plan.meeting, self.workplace.output
        controle = name_control_workbook(meeting.reunion, meeting.sigle)
        left: Sequence[DepositState] = ()
        if not self.workplace.checks_only:
            expected = {controle, *(self.maker.name_path(file.chemin) for file in files)}
            left = self._remove_stale(expected, hindered=hindered)
            recipients = distribution.find_distribution(meeting).list_remembered()
            output.remember_facts(self.maker.name_path(distribution.NOM), recipients)
        lines = [
            _note(state.chemin.removeprefix(f"{meeting.folder}/"), "", state) for state in left
        ]
        waiting = output.report_waiting_versions(meeting.folder, controle)
        return StepOutcome(lines=lines, problems=[*_list_told(left), *waiting])

    def _remove_stale(self, expected: Set[str], *, hindered: bool) -> Sequence[DepositState]:
        """Remove what is no longer made, and return what could not be removed."""
        folder, output = self.plan.meeting.folder, self.workplace.output
        kept = set(expected)
        if self._everything_stays(hindered=hindered):
            withdrawn = self._list_withdrawn(expected, hindered=hindered)
            beside = {name_new_version(path) for path in withdrawn}
            kept |= output.list_present(folder) - withdrawn - beside
        removed = output.remove_outdated(folder, kept)
        return [state for state in removed if state.statut is not DepositStatus.RETIRE]

    def _list_withdrawn(self, expected: Set[str], *, hindered: bool) -> set[str]:
        """Return the letters that were to replace others and that nothing calls for any more: what
        was sent holds again.
        """
        if hindered or self.workplace.loaded.withheld:
            return set()
        remembered = self.plan.meeting.bilan.deja_dits
        return {path for path in remembered if remplacement.count_replacements(path)} - expected

    def _everything_stays(self, *, hindered: bool) -> bool:
        """Whether the documents that are no longer made must stay: a sheet or a step is broken, or
        papers that were sent or used are now records.
        """
        reunion = self.plan.meeting.reunion
        sent = (
            reunion.convocations_envoyees_le
            or reunion.dossier_envoye_le
            or reunion.compte_rendu_envoye_le
        )
        unknown = hindered or self.workplace.loaded.withheld or self.own_templates_unknown
        return bool(unknown or sent or self.plan.meeting.tenue)

    # -- what the documents lack -------------------------------------------------------------------

    def _report_all_missing(self, files: Sequence[OutputFile]) -> Iterator[Problem]:
        """Report what the documents of the meeting lack, each thing once, with the documents that
        lack it.

        What one remedy puts right at one place is one thing: answers that nobody can read may keep
        many figures from being given.
        """
        noted: dict[object, tuple[Missing, set[Famille]]] = {}
        for file in files:
            for manquant in file.missing:
                remedy = (manquant.ou, manquant.que_faire) if manquant.que_faire else manquant
                noted.setdefault(remedy, (manquant, set()))[1].add(file.famille)
        for manquant, familles in noted.values():
            yield self._report_missing(manquant, familles)

    def _report_missing(self, manquant: Missing, familles: Set[Famille]) -> Problem:
        documents = [famille.libelle for famille in Famille if famille in familles]
        locator = CellLocator(self.workplace.loaded.tables)
        place = locator.find_cell(manquant.ou, manquant.quoi)
        problem = meetings.A_COMPLETER.report(
            locator.move_under(place, manquant.colonne),
            manquant.colonne,
            manquant.quoi,
            documents=french.join_words(documents),
            reunion=french.format_short_date(self.plan.meeting.date),
        )
        if manquant.que_faire:
            return replace(problem, que_faire=manquant.que_faire)
        return problem


def _are_hindered(steps: Sequence[StepOutcome]) -> bool:
    """Whether a step has a defect, or a file to join could not be read."""
    unread = meetings.ANNEXE_ILLISIBLE.code
    found = chain.from_iterable(step.problems for step in steps)
    return any(step.defects for step in steps) or any(p.code == unread for p in found)


def _tell_defect(annonce: str, failure: Failure) -> StepOutcome:
    """Tell a defect of the program, which stops one step; `cli` tells it too, with code 70."""
    line = LigneDocument(annonce, "", NON_PRODUIT, DEFAUT)
    return StepOutcome(lines=[line], defects=[failure.error])


def _list_made(files: Sequence[OutputFile]) -> Iterator[Problem]:
    """List the problems that were found in making files."""
    return chain.from_iterable(file.problems for file in files)


def _list_told(states: Sequence[DepositState]) -> list[Problem]:
    """List what is told of files on the disk."""
    return [state.problem for state in states if state.problem is not None]


def _list_lines(
    files: Sequence[OutputFile], states: Mapping[str, DepositState]
) -> Iterator[LigneDocument]:
    """List what the control workbook says of each file."""
    for file in files:
        state = states.get(file.chemin)
        if file.obstacle:
            yield file.ligne_d_obstacle
        elif file.envoye_le and (state is None or state.problem is None):
            yield file.ligne_d_envoi
        elif state is not None:
            yield _note(file.chemin, file.modele, state, file.remarque)


def _note(chemin: str, modele: str, state: DepositState, remarque: str = "") -> LigneDocument:
    return LigneDocument(chemin, modele, say_state(state), state.remarque or remarque)
