"""Make the documents of one meeting: what each holds, what prevents it, and what became of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from clu_batch.documents import (
    PRODUCTIONS,
    Production,
    annexes,
    calendrier,
    chiffres_envoyes,
    courriels,
    distribution,
    file_names,
    modeles_libres,
    remplacement,
)
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel import french
from clu_batch.kernel.content import DocumentRequest, Missing
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.problems import CluError, Place, Problem
from clu_batch.messages import meetings, outputs
from clu_batch.read import attachments
from clu_batch.rules.model import Reunion
from clu_batch.session.produce.cell_locator import CellLocator
from clu_batch.session.produce.drafts import DraftWriter
from clu_batch.session.produce.output_file import (
    DEFAUT,
    MODELE_FAUTIF,
    OutputFile,
    say_sending,
    say_unreadable,
)
from clu_batch.session.produce.workshop import Workshop
from clu_batch.write.deposit import DepositState, DepositStatus, Version, name_new_version

CHIFFRES = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU, Famille.LIBRE})
"""The documents that print figures: none is made while a rule of the figures has a defect."""

PRODUIT, NON_PRODUIT, ENVOYE = (
    DepositStatus.PRODUIT.value,
    DepositStatus.NON_PRODUIT.value,
    "envoyé non refait",
)


def name_control_workbook(reunion: Reunion | None, sigle: str) -> str:
    """Return the path, under output/, of the control workbook of a meeting, or of the general one
    when none is due (docs/rules/documents.md#files).
    """
    if reunion is None:
        return f"{file_names.simplify(sigle)}_Controle.xlsx"
    folder = file_names.name_meeting_folder(reunion.date, sigle)
    return f"{folder}/{file_names.name_document(reunion.date, sigle, 'Controle')}.xlsx"


@dataclass(slots=True)
class Delivery:
    """The documents of one meeting, its folder under output/, and what became of each."""

    workshop: Workshop
    meeting: MeetingContext
    document_lines: list[LigneDocument] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)
    missing: dict[Missing, set[Famille]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    hindered: bool = False

    @property
    def reunion(self) -> Reunion:
        """The meeting."""
        return self.meeting.reunion

    @property
    def dossier(self) -> str:
        """The folder of the meeting: `AAAA-MM-JJ_CLU`."""
        return self.meeting.folder

    @property
    def controle(self) -> str:
        """The path of the control workbook of the meeting, under output/."""
        return name_control_workbook(self.reunion, self.workshop.registre.parametres.sigle)

    @property
    def _locator(self) -> CellLocator:
        return CellLocator(self.workshop.tables)

    @property
    def productions(self) -> list[Production]:
        """The steps that are due for this meeting."""
        parametres = self.workshop.registre.parametres
        return [
            p for p in PRODUCTIONS if self.meeting.seance.etape in p.etapes and p.voulue(parametres)
        ]

    def produce(self, production: Production) -> None:
        """Make the documents of one step; a defect of the program stops this step alone."""
        with self._isolate(production.annonce):
            prepared = production.prepare(self.meeting)
            for problem in self._keep_said(prepared.problems):
                self.problems.append(self._locator.locate(problem))
            self._deposit([self._make_document(demande) for demande in prepared.requests])

    @contextmanager
    def _isolate(self, annonce: str) -> Iterator[None]:
        """Keep a defect of the program inside one step; an obstacle stops the run.

        `cli` tells the defect, with code 70.
        """
        try:
            yield
        except CluError:
            raise
        except Exception as panne:
            self.hindered = True
            self.workshop.defects.append(panne)
            self.document_lines.append(LigneDocument(annonce, "", NON_PRODUIT, DEFAUT))

    def _keep_said(self, found: Sequence[Problem]) -> Sequence[Problem]:
        """Return the problems of a step that are said: when a broken sheet withholds the letters,
        none is made again.
        """
        if Famille.CONVOCATION not in self.workshop.withheld:
            return found
        return [problem for problem in found if problem.code != meetings.CONVOCATIONS_REFAITES.code]

    @property
    def a_envoyer(self) -> int:
        """How many recipients were added once the others had been sent, and wait."""
        kinds = (
            meetings.LETTRE_A_ENVOYER,
            meetings.DOSSIER_A_ENVOYER,
            meetings.COMPTE_RENDU_A_ENVOYER,
        )
        waiting = {defaut.code for defaut in kinds}
        return sum(problem.code in waiting for problem in self.problems)

    def report_all_missing(self) -> None:
        """Report what the documents of the meeting lack, each thing once, with the documents that
        lack it.

        What one remedy puts right at one place is one thing: answers that nobody can read may keep
        many figures from being given.
        """
        noted: dict[object, tuple[Missing, set[Famille]]] = {}
        for manquant, familles in self.missing.items():
            remede = (manquant.ou, manquant.que_faire) if manquant.que_faire else manquant
            noted.setdefault(remede, (manquant, set()))[1].update(familles)
        for manquant, familles in noted.values():
            self.problems.append(self._report_missing(manquant, familles))

    def _report_missing(self, manquant: Missing, familles: set[Famille]) -> Problem:
        documents = french.join_words(
            [famille.libelle for famille in Famille if famille in familles]
        )
        date = french.format_short_date(self.reunion.date)
        place = self._locator.move_under(
            self._locator.find_cell(manquant.ou, manquant.quoi), manquant.colonne
        )
        facts = {"valeur": manquant.quoi, "documents": documents, "reunion": date}
        problem = meetings.A_COMPLETER.report(place, manquant.colonne, **facts)
        return replace(problem, que_faire=manquant.que_faire) if manquant.que_faire else problem

    def produce_own_templates(self) -> None:
        """Make the documents of the secretary's own templates. A name that is already taken
        receives a number.
        """
        for modele in self.workshop.own_templates:
            with self._isolate(f"{modele}.docx"):
                demandes = modeles_libres.prepare(self.meeting, modele)
                taken = sorted(chemin.removeprefix(f"{self.dossier}/") for chemin in self.expected)
                chemins = file_names.make_unique(
                    [*taken, *(demande.chemin for demande in demandes)]
                )
                self._deposit(
                    [
                        self._make_document(replace(demande, chemin=chemin))
                        for demande, chemin in zip(demandes, chemins[len(taken) :], strict=True)
                    ]
                )

    def join_files(self) -> None:
        """Put the annexes in the folder, and the calendar entry of a meeting to come."""
        with self._isolate("Annexes et entrée d’agenda"):
            joined = [self._copy_annexe(annexe) for annexe in annexes.list_annexes(self.meeting)]
            joined += [
                self._keep_bytes(e.chemin, e.data, faits=e.faits, envoyee_le=e.envoyee_le)
                for e in calendrier.prepare(self.meeting)
            ]
            self._deposit(joined)

    def _copy_annexe(self, annexe: annexes.Annexe) -> OutputFile:
        """Copy a file of the workbooks' folder. One that cannot be read is reported, and what was
        joined before stays.
        """
        try:
            return self._keep_bytes(
                annexe.chemin,
                attachments.read_content(self.workshop.options.classeurs, annexe.fichier),
            )
        except OSError as error:
            self.hindered = True
            cause, remede = outputs.explain_error(error)
            self.problems.append(
                meetings.ANNEXE_ILLISIBLE.report(Place(annexe.fichier), cause=cause, remede=remede)
            )
            return OutputFile(annexe.chemin, obstacle=cause)

    def write_drafts(self) -> None:
        """Make the drafts of the messages from the files that stand on the disk by now. Nothing is
        ever sent.
        """
        if self.workshop.options.verifier_seulement:
            return
        redaction = DraftWriter(self.workshop, self.dossier, self.meeting.bilan.deja_dits)
        with self._isolate("Brouillons de courriel"):
            drafts = courriels.prepare(self.meeting)
            self._deposit(
                [redaction.make_draft(courriel, self.reunion.date) for courriel in drafts]
            )
        self.problems += dict.fromkeys(redaction.problems)
        for manquant in redaction.missing:
            self.missing.setdefault(manquant, set()).add(Famille.COURRIEL)

    def tidy(self) -> None:
        """Remove what nobody needs any more, and report the versions that wait beside an edited
        document.

        A document that the secretary edited stays, « périmé ».
        """
        if not self.workshop.options.verifier_seulement:
            self._remove_stale()
            self._remember_recipients()
        self.problems += self.workshop.output.report_waiting_versions(self.dossier, self.controle)

    def _remember_recipients(self) -> None:
        """Remember to whom the dossier or the minutes go, so that a later run finds who
        was added.
        """
        name = f"{self.dossier}/{distribution.NOM}"
        recipients = distribution.find_distribution(self.meeting)
        self.workshop.output.remember_facts(name, recipients.list_remembered())

    def _remove_stale(self) -> None:
        self.expected.add(self.controle)
        gardes = set(self.expected)
        if self._everything_stays:
            retirees = self._withdrawn
            beside = {name_new_version(nom) for nom in retirees}
            gardes |= self.workshop.output.list_present(self.dossier) - retirees - beside
        for etat in self.workshop.output.remove_outdated(self.dossier, gardes):
            if etat.statut is not DepositStatus.RETIRE:
                self._note(etat.chemin.removeprefix(f"{self.dossier}/"), "", etat)

    @property
    def _withdrawn(self) -> set[str]:
        """The letters that were to replace others and that nothing calls for any more: what was
        sent holds again.
        """
        if self.hindered or self.workshop.withheld:
            return set()
        return {
            chemin
            for chemin in self.meeting.bilan.deja_dits
            if remplacement.count_replacements(chemin)
        } - self.expected

    @property
    def _everything_stays(self) -> bool:
        """Whether the documents that are no longer made must stay: a sheet or a step is broken, or
        papers that were sent or used are now records.
        """
        reunion = self.reunion
        sent = (
            reunion.convocations_envoyees_le
            or reunion.dossier_envoye_le
            or reunion.compte_rendu_envoye_le
        )
        unknown = self.hindered or self.workshop.withheld or self.workshop.own_templates_unknown
        return bool(unknown or sent or self.meeting.tenue)

    def _make_document(self, demande: DocumentRequest) -> OutputFile:
        """Return the document asked for with its content, unless a sheet is broken, it was sent
        already, or its template is faulty.
        """
        sent = demande.envoye_le
        fichier = OutputFile(
            demande.chemin, f"{demande.modele}.docx", sent, remarque=demande.remarque
        )
        if sent and self.workshop.output.is_present(f"{self.dossier}/{demande.chemin}"):
            return replace(fichier, changes=self._count_changes(demande))
        famille = Famille.DOSSIER if demande.famille is Famille.LIBRE else demande.famille
        broken = self.workshop.withheld.get(famille)
        if broken:
            cause = french.typeset(f"{say_unreadable(broken)} : voir À corriger")
            return replace(fichier, obstacle=cause)
        if self.workshop.without_figures and demande.famille in CHIFFRES:
            return replace(fichier, obstacle=DEFAUT)
        return self._fill_template(demande, fichier)

    def _fill_template(self, demande: DocumentRequest, fichier: OutputFile) -> OutputFile:
        """Return the document that fills its template, or what prevents it."""
        rendu = self.workshop.fill(
            demande.modele, lambda modele: self.workshop.render_document(modele, demande)
        )
        if rendu is None:
            return replace(fichier, obstacle=MODELE_FAUTIF)
        self.problems += rendu.problems
        if rendu.data is None:
            return replace(fichier, obstacle=MODELE_FAUTIF)
        if self.workshop.report_inaccessible(demande, rendu):
            return replace(fichier, obstacle=MODELE_FAUTIF)
        if not fichier.envoye_le:  # what was sent is sent: nothing is left to complete
            for manquant in rendu.manquants:
                self.missing.setdefault(manquant, set()).add(demande.famille)
        chemin = f"{self.dossier}/{demande.chemin}"
        return replace(fichier, version=Version(chemin, rendu.data, rendu.dit, demande.faits))

    def _count_changes(self, demande: DocumentRequest) -> int:
        """Count and report the figures that have changed since the document was sent.

        When its figures are unknown, this is reported instead.
        """
        if self.workshop.without_figures or demande.famille is not Famille.DOSSIER:
            return 0
        sent = self.meeting.recall(demande.chemin)
        if not sent:
            self.problems.append(chiffres_envoyes.report_unknown(self.reunion))
            return 0
        changes = chiffres_envoyes.report_changes(sent, self.meeting)
        self.problems += changes
        return len(changes)

    def _keep_bytes(
        self,
        chemin: str,
        data: bytes,
        *,
        faits: Mapping[str, str] | None = None,
        envoyee_le: dt.date | None = None,
    ) -> OutputFile:
        """Return a file whose content is these bytes; it is left as it is once it was sent."""
        fichier = OutputFile(chemin, envoye_le=envoyee_le)
        if envoyee_le and self.workshop.output.is_present(f"{self.dossier}/{chemin}"):
            return fichier
        version = Version(
            f"{self.dossier}/{chemin}", data, hashlib.sha256(data).hexdigest(), faits or {}
        )
        return replace(fichier, version=version)

    def _deposit(self, fichiers: Sequence[OutputFile]) -> None:
        """Put the files in place and note what became of each.

        Sent is frozen: what was sent and is there is not made again; what is absent is
        (docs/rules/meetings.md#sent-is-frozen). The control workbook says the same of both, so that
        making the absent one does not change it at the next run. While only checking, nothing is
        put anywhere.
        """
        if self.workshop.options.verifier_seulement:
            self._foresee(fichiers)
            etats: Mapping[OutputFile, DepositState] = {}
        else:
            etats = self._put_in_place(fichiers)
        for fichier in fichiers:
            self.expected.add(f"{self.dossier}/{fichier.chemin}")
            etat = etats.get(fichier)
            if fichier.obstacle:
                self._add_document_line(fichier, NON_PRODUIT, fichier.obstacle)
            elif fichier.envoye_le and (etat is None or not etat.problem):
                self._add_document_line(fichier, ENVOYE, say_sending(fichier))
            elif etat:
                self._note(fichier.chemin, fichier.modele, etat, fichier.remarque)

    def _add_document_line(self, fichier: OutputFile, etat: str, remarque: str) -> None:
        self.document_lines.append(LigneDocument(fichier.chemin, fichier.modele, etat, remarque))

    def _put_in_place(self, fichiers: Sequence[OutputFile]) -> Mapping[OutputFile, DepositState]:
        """Put the files that have a content on the disk, and return what became of each."""
        ready, versions = [], []
        for fichier in fichiers:
            if fichier.version is not None:
                ready.append(fichier)
                versions.append(fichier.version)
        return dict(zip(ready, self.workshop.output.deposit_all(versions), strict=True))

    def _foresee(self, fichiers: Sequence[OutputFile]) -> None:
        """Report what the run would have to say of the edited documents: `verifier` gives the code
        of the run.
        """
        for fichier in fichiers:
            if fichier.version is None:
                continue
            etat = self.workshop.output.preview_deposit(fichier.version)
            if etat.problem:
                self.problems.append(etat.problem)

    def _note(self, chemin: str, modele: str, etat: DepositState, remarque: str = "") -> None:
        statut = PRODUIT if etat.statut is DepositStatus.INCHANGE else etat.statut.value
        self.document_lines.append(LigneDocument(chemin, modele, statut, etat.remarque or remarque))
        if etat.problem:
            self.problems.append(etat.problem)
