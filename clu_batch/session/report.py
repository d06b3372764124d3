"""Gather what a run found: its problems, its control workbooks, its exit code and its
last words.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from clu_batch.documents import compte_rendu, control, file_names, remplacement, sans_suite
from clu_batch.documents.control.chiffres import write_reclamations_sentence
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel import french
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.exit_codes import Code, choose_highest
from clu_batch.kernel.problems import Group, Problem, Severity, group_problems
from clu_batch.messages import meetings
from clu_batch.rules.links.consequences import drop_consequences
from clu_batch.rules.model import Bilan, BilanGeneral, Etape
from clu_batch.rules.seances import SANS_SUITE, SeancesDues
from clu_batch.session.load import LoadedWorkbooks
from clu_batch.session.options import Options
from clu_batch.session.produce import (
    ENVOYE,
    NON_PRODUIT,
    PRODUIT,
    Delivery,
    Workshop,
    name_control_workbook,
)
from clu_batch.session.produce.cell_locator import CellLocator
from clu_batch.write import workbook_file
from clu_batch.write.deposit import DepositStatus

JOURNAL = "journal.txt"
DEFAUT = (
    "Le programme a rencontré un défaut qui lui est propre : les documents qui en dépendent n’ont"
    " pas été produits, les autres le sont. Vos classeurs n’ont pas été touchés. Transmettez le"
    " fichier {journal} à la personne qui s’occupe du programme : il ne nomme personne."
)
A_L_ECRAN = 20
"""Problems shown on the screen; the control workbook holds them all
(docs/rules/control-workbook.md#screen).
"""


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run ended: its exit code, the folders to show, the lines to say, the defects of the
    program to write in the journal.
    """

    code: int
    folders: Sequence[Path] = ()
    lines: Sequence[str] = ()
    defects: Sequence[Exception] = ()


@dataclass(slots=True)
class Execution:
    """One run, from the checked workbooks to its last words."""

    options: Options
    loaded: LoadedWorkbooks
    workshop: Workshop
    problems: list[Problem] = field(default_factory=list)
    waiting: list[Problem] = field(default_factory=list)
    delivered: list[Delivery] = field(default_factory=list)
    control_paths: list[Path] = field(default_factory=list)
    reclamations: str | None = None

    @property
    def groups(self) -> list[Group]:
        """Every problem of the run, grouped and sorted."""
        delivered = chain.from_iterable(livraison.problems for livraison in self.delivered)
        return group_problems(
            drop_consequences(
                [*self.loaded.problems, *self.problems, *self.workshop.problems, *delivered],
                self.loaded.broken_sheets,
            )
        )

    def prepare_deliveries(self, bilans: Sequence[BilanGeneral]) -> list[Delivery]:
        """Return the deliveries that are due, and report the held meetings whose minutes wait for a
        first Statut in Présences (docs/rules/meetings.md#minutes-wait).
        """
        faits = self.workshop.output.list_facts()
        self.problems += self._report_sans_suite(faits)
        due = [self._prepare_delivery(bilan, faits) for bilan in bilans if isinstance(bilan, Bilan)]
        for livraison in due:
            reunion = livraison.reunion
            if livraison.meeting.tenue and not compte_rendu.is_due(livraison.meeting):
                self.waiting.append(
                    meetings.PRESENCES_ATTENDUES.report(
                        reunion.place, date=french.format_short_date(reunion.date)
                    )
                )
        self.waiting = drop_consequences(self.waiting, self.loaded.broken_sheets)
        self.problems += self.waiting
        self.delivered += due
        return due

    def _report_sans_suite(self, faits: Mapping[str, Mapping[str, str]]) -> list[Problem]:
        """Report whom to warn of the meetings that were cancelled or put off once convened."""
        registre, presents = self.loaded.registre, set[str]()
        for reunion in registre.comite.reunions:
            if reunion.statut in SANS_SUITE:
                presents |= self.workshop.output.list_present(
                    file_names.name_meeting_folder(reunion.date, registre.parametres.sigle)
                )
        found = sans_suite.list_problems(registre, faits, presents, self.loaded.j)
        locator = CellLocator(self.workshop.tables)
        return drop_consequences([locator.locate(p) for p in found], self.loaded.broken_sheets)

    def _prepare_delivery(self, bilan: Bilan, faits: Mapping[str, Mapping[str, str]]) -> Delivery:
        """Prepare the delivery of a meeting, with what earlier runs said of it and left on the
        disk.

        When a broken sheet withholds the letters, the facts that they are compared by are left out.
        """
        reunion = bilan.reunion
        folder = file_names.name_meeting_folder(reunion.date, self.loaded.registre.parametres.sigle)
        if Famille.CONVOCATION in self.workshop.withheld:
            faits = remplacement.drop_compared(faits)
        known = replace(bilan, deja_dits=faits, presents=self.workshop.output.list_present(folder))
        return Delivery(self.workshop, MeetingContext(self.loaded.registre, known))

    def write_control_workbooks(
        self, bilans: Sequence[BilanGeneral], livraisons: Sequence[Delivery]
    ) -> None:
        """Write one control workbook per meeting, or the general one when no meeting is due."""
        groupes = self.groups
        livrees = {livraison.reunion: livraison for livraison in livraisons}
        complet = _find_complete(bilans)
        self.reclamations = write_reclamations_sentence(complet)
        for bilan in bilans:
            livraison = livrees.get(bilan.reunion) if isinstance(bilan, Bilan) else None
            if livraison is None:
                self._write_control_workbook(bilan, groupes, ())
            elif bilan is complet:
                self._write_control_workbook(bilan, groupes, livraison.document_lines)
            else:
                own = [group for group in groupes if _is_about(group.problem, livraison)]
                self._write_control_workbook(bilan, own, livraison.document_lines)

    def _write_control_workbook(
        self, bilan: BilanGeneral, groupes: Sequence[Group], lignes: Sequence[LigneDocument]
    ) -> None:
        registre = self.loaded.registre
        reunion = bilan.reunion if isinstance(bilan, Bilan) else None
        nom = name_control_workbook(reunion, registre.parametres.sigle)
        report = control.execution.build_a_corriger_sheet(
            groupes, self._find_path_to_workbooks(nom)
        )
        feuilles = control.build_sheets(registre, bilan, self.loaded.tables, report, lignes)
        date = reunion.date if reunion else bilan.seance.j
        titre = f"Contrôle – {registre.parametres.comite}"
        if reunion:
            titre = f"{titre}, {french.format_date(date)}"
        data = workbook_file.write_workbook(
            feuilles, titre=titre, createur=registre.parametres.prefecture or "", date=date
        )
        etat = self.workshop.output.deposit(nom, data, dit=hashlib.sha256(data).hexdigest())
        range_ = self.workshop.output.remove_new_version(nom)
        self.problems += [found.problem for found in (etat, range_) if found and found.problem]
        if etat.statut is not DepositStatus.NON_PRODUIT:
            self.control_paths.append(self.options.sortie / (etat.nouveau or nom))

    def _find_path_to_workbooks(self, nom: str) -> str | None:
        """Return the path from a control workbook to the workbooks, for its links; None when they
        stand on another drive.
        """
        start = (self.options.sortie / nom).parent
        try:
            return os.path.relpath(self.options.classeurs, start).replace(os.sep, "/")
        except ValueError:
            return None

    def conclude(self, choix: SeancesDues, livraisons: Sequence[Delivery]) -> RunOutcome:
        """Return the exit code and the last lines of the screen: the summary, the first problems,
        and where the rest is.
        """
        groupes = self.groups
        lignes = ["", *self._summarise(choix, livraisons, groupes), *self._show_first(groupes)]
        folders = list(dict.fromkeys(path.parent for path in self.control_paths))
        return RunOutcome(self._choose_code(groupes), folders, lignes, self.workshop.defects)

    def _choose_code(self, groupes: Sequence[Group]) -> Code:
        codes = [Code.DONE]
        gravites = {group.problem.gravite for group in groupes}
        if gravites & {Severity.ERREUR, Severity.A_VERIFIER}:
            codes.append(Code.TO_CORRECT)
        if Severity.BLOQUANT in gravites or self.loaded.unreadable:
            codes.append(Code.BLOCKED)
        if self.workshop.defects:
            codes.append(Code.DEFECT)
        return choose_highest(codes)

    def _summarise(
        self, choix: SeancesDues, livraisons: Sequence[Delivery], groupes: Sequence[Group]
    ) -> list[str]:
        lignes = []
        if self.workshop.defects:
            lignes.append(DEFAUT.format(journal=self.options.sortie / JOURNAL))
        if not self.options.verifier_seulement:
            lignes += [_say_delivery(livraison) for livraison in livraisons]
        lignes += self._say_why_nothing(choix)
        lignes += [f"{french.capitalise_first(p.trouve)}. {p.que_faire}" for p in self.waiting]
        if self.workshop.restored:
            lignes.append(f"Modèles remis en place : {french.join_words(self.workshop.restored)}.")
        lignes.append(f"Dans les classeurs : {', '.join(_count_problems(groupes))}.")
        if self.reclamations:
            lignes.append(f"{self.reclamations}.")
        return [french.typeset(ligne) for ligne in lignes]

    def _say_why_nothing(self, choix: SeancesDues) -> list[str]:
        """Write why no document is made; nothing when some are."""
        if self.loaded.essential_broken:
            return [
                "Aucun document n’est produit : une feuille indispensable ne peut pas être lue."
            ]
        if choix.sans_documents:
            reunion = choix.sans_documents
            return [
                f"La réunion du {french.format_date(reunion.date)} est {reunion.statut} :"
                " seul le classeur de contrôle est produit."
            ]
        if not choix.seances:
            return [
                "Aucune réunion à préparer ni compte rendu à produire : seul le classeur de"
                " contrôle est fait."
            ]
        return []

    def _show_first(self, groupes: Sequence[Group]) -> list[str]:
        """Return the first problems; informations stay in the control workbook."""
        told = [g for g in groupes if g.problem.gravite is not Severity.INFORMATION]
        lignes = [_say_problem(group) for group in told[:A_L_ECRAN]]
        where = french.join_words([str(path) for path in self.control_paths])
        if len(told) > A_L_ECRAN:
            lignes.append(f"… et {len(told) - A_L_ECRAN} autres.")
        if self.control_paths:
            lignes += ["", french.typeset(f"Tout le détail : {where}")]
        return lignes


def _find_complete(bilans: Sequence[BilanGeneral]) -> BilanGeneral:
    """Return the meeting whose control workbook holds every problem: the first to come, else the
    first.
    """
    for bilan in bilans:
        if isinstance(bilan, Bilan) and bilan.seance.etape is Etape.A_VENIR:
            return bilan
    return bilans[0]


def _count_problems(groupes: Sequence[Group]) -> list[str]:
    """Count the problems by gravity: « 1 point bloquant », « 2 erreurs »…"""
    counts = Counter[Severity]()
    for group in groupes:
        counts[group.problem.gravite] += group.occurrences
    return [
        french.format_count(counts[Severity.BLOQUANT], "point bloquant", "points bloquants"),
        french.format_count(counts[Severity.ERREUR], "erreur"),
        f"{french.format_number(counts[Severity.A_VERIFIER])} à vérifier",
        french.format_count(counts[Severity.INFORMATION], "information"),
    ]


def _is_about(problem: Problem, livraison: Delivery) -> bool:
    """Whether a problem is about the documents of that meeting: what they lack, their templates,
    the row of the meeting (docs/rules/control-workbook.md).
    """
    own, place = livraison.reunion.place, problem.place
    same_sheet = (place.workbook, place.sheet) == (own.workbook, own.sheet)
    same_row = same_sheet and place.row == own.row
    return (
        problem in livraison.problems
        or same_row
        or place.workbook in {ligne.modele for ligne in livraison.document_lines if ligne.modele}
    )


def _say_delivery(livraison: Delivery) -> str:
    etats = Counter(ligne.etat for ligne in livraison.document_lines)
    kept, missing, sent = etats[DepositStatus.CONSERVE.value], etats[NON_PRODUIT], etats[ENVOYE]
    etape = "tenue" if livraison.meeting.tenue else "à venir"
    parts = [french.format_count(etats[PRODUIT], "document produit", "documents produits")]
    if kept:
        parts.append(french.format_count(kept, "conservé car modifié", "conservés car modifiés"))
    if livraison.a_envoyer:
        parts.append(f"{livraison.a_envoyer} à envoyer")
    if sent:
        parts.append(french.format_count(sent, "déjà envoyé", "déjà envoyés"))
    if missing:
        parts.append(french.format_count(missing, "non produit", "non produits"))
    date = french.format_long_date(livraison.reunion.date)
    return f"Réunion du {date} ({etape}) : {', '.join(parts)}."


def _say_problem(group: Group) -> str:
    problem = group.problem
    times = f" ({group.occurrences} fois)" if group.occurrences > 1 else ""
    return french.typeset(f"- {problem.gravite.libelle} : {problem}{times}")
