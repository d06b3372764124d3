"""What a run knows of itself: its problems, its control workbooks, its exit code and its last
words.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clu_batch.documents import compte_rendu, control, file_names, sans_suite
from clu_batch.documents.control.chiffres import phrase_reclamations
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.kernel import french
from clu_batch.kernel.exit_codes import Code, highest
from clu_batch.kernel.problems import Gravite, Group, Problem, grouped
from clu_batch.messages import meetings as defauts
from clu_batch.rules.links.consequences import sans_consequences
from clu_batch.rules.model import Bilan, Etape, Reunion
from clu_batch.rules.seances import SANS_SUITE, Choix
from clu_batch.session.load import Charge
from clu_batch.session.options import Options
from clu_batch.session.produce import (
    ENVOYE,
    NON_PRODUIT,
    PRODUIT,
    Fabrique,
    Livraison,
    chemin_du_controle,
)
from clu_batch.session.produce.cell_locator import CellLocator
from clu_batch.write import workbook_file
from clu_batch.write.deposit import Statut

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
    """How a run ended: its exit code, the folders to show, what to say, the defects of the program
    to write in the journal.
    """

    code: int
    dossiers: Sequence[Path] = ()
    lignes: Sequence[str] = ()
    pannes: Sequence[Exception] = ()


@dataclass(slots=True)
class Execution:
    """One run, from the checked workbooks to its last words."""

    options: Options
    charge: Charge
    fabrique: Fabrique
    problems: list[Problem] = field(default_factory=list)
    attentes: list[Problem] = field(default_factory=list)
    livrees: list[Livraison] = field(default_factory=list)
    controles: list[Path] = field(default_factory=list)
    reclamations: str | None = None

    @property
    def groupes(self) -> list[Group]:
        """Every problem of the run, grouped and sorted."""
        delivered = [problem for livraison in self.livrees for problem in livraison.problems]
        return grouped(
            sans_consequences(
                [*self.charge.problems, *self.problems, *self.fabrique.problems, *delivered],
                self.charge.brisees,
            )
        )

    def livraisons(self, bilans: Sequence[Bilan]) -> list[Livraison]:
        """The deliveries that are due; the minutes of a held meeting wait for a first Statut in
        Présences (docs/rules/meetings.md#minutes-wait).
        """
        faits = self.fabrique.depot.faits()
        self.problems += self._tell_sans_suite(faits)
        due = [
            self._prepare(bilan, bilan.seance.reunion, faits)
            for bilan in bilans
            if bilan.seance.reunion
        ]
        for livraison in due:
            reunion = livraison.reunion
            if livraison.bilan.seance.etape is Etape.TENUE and not compte_rendu.attendu(
                self.charge.registre, reunion
            ):
                self.attentes.append(
                    defauts.PRESENCES_ATTENDUES.at(
                        reunion.place, date=french.date_courte(reunion.date)
                    )
                )
        self.attentes = sans_consequences(self.attentes, self.charge.brisees)
        self.problems += self.attentes
        self.livrees += due
        return due

    def _tell_sans_suite(self, faits: Mapping[str, Mapping[str, str]]) -> list[Problem]:
        """Whom to warn of the meetings that were cancelled or put off once convened."""
        registre, presents = self.charge.registre, set[str]()
        for reunion in registre.comite.reunions:
            if reunion.statut in SANS_SUITE:
                presents |= self.fabrique.depot.presents(
                    file_names.dossier(reunion.date, registre.parametres.sigle)
                )
        found = sans_suite.problems(registre, faits, presents, self.charge.j)
        locator = CellLocator(self.fabrique.tables)
        return sans_consequences([locator.locate(p) for p in found], self.charge.brisees)

    def _prepare(
        self, bilan: Bilan, reunion: Reunion, faits: Mapping[str, Mapping[str, str]]
    ) -> Livraison:
        """The delivery of a meeting, with what earlier runs said and left of it."""
        folder = file_names.dossier(reunion.date, self.charge.registre.parametres.sigle)
        known = replace(bilan, deja_dits=faits, presents=self.fabrique.depot.presents(folder))
        return Livraison(self.fabrique, known, reunion)

    def controler(self, bilans: Sequence[Bilan], livraisons: Sequence[Livraison]) -> None:
        """Write one control workbook per meeting, or the general one when no meeting is due."""
        groupes = self.groupes
        livrees = {livraison.reunion: livraison for livraison in livraisons}
        complet = _find_complet(bilans)
        self.reclamations = phrase_reclamations(complet)
        for bilan in bilans:
            livraison = livrees.get(bilan.seance.reunion) if bilan.seance.reunion else None
            if livraison is None:
                self._write_controle(bilan, groupes, ())
            elif bilan is complet:
                self._write_controle(bilan, groupes, livraison.lignes)
            else:
                own = [group for group in groupes if _is_about(group.problem, livraison)]
                self._write_controle(bilan, own, livraison.lignes)

    def _write_controle(
        self, bilan: Bilan, groupes: Sequence[Group], lignes: Sequence[LigneDocument]
    ) -> None:
        registre, reunion = self.charge.registre, bilan.seance.reunion
        nom = chemin_du_controle(reunion, registre.parametres.sigle)
        report = control.execution.a_corriger(groupes, self._vers_classeurs(nom))
        feuilles = control.feuilles(registre, bilan, self.charge.tables, report, lignes)
        date = reunion.date if reunion else bilan.seance.j
        titre = f"Contrôle – {registre.parametres.comite}"
        if reunion:
            titre = f"{titre}, {french.date(date)}"
        data = workbook_file.ecrire(
            feuilles, titre=titre, createur=registre.parametres.prefecture or "", date=date
        )
        etat = self.fabrique.depot.deposer(nom, data, dit=hashlib.sha256(data).hexdigest())
        range_ = self.fabrique.depot.retirer_nouveau(nom)
        self.problems += [found.problem for found in (etat, range_) if found and found.problem]
        if etat.statut is not Statut.NON_PRODUIT:
            self.controles.append(self.options.sortie / (etat.nouveau or nom))

    def _vers_classeurs(self, nom: str) -> str | None:
        """The path from a control workbook to the workbooks, for its links; None when they stand on
        another drive.
        """
        start = (self.options.sortie / nom).parent
        try:
            return os.path.relpath(self.options.classeurs, start).replace(os.sep, "/")
        except ValueError:
            return None

    def resultat(self, choix: Choix, livraisons: Sequence[Livraison]) -> RunOutcome:
        """The exit code and what the screen says last: the summary, the first problems, where the
        rest is.
        """
        groupes = self.groupes
        lignes = ["", *self._summarise(choix, livraisons, groupes), *self._show_first(groupes)]
        folders = list(dict.fromkeys(path.parent for path in self.controles))
        return RunOutcome(self._code(groupes), folders, lignes, self.fabrique.pannes)

    def _code(self, groupes: Sequence[Group]) -> Code:
        codes = [Code.DONE]
        gravites = {group.problem.gravite for group in groupes}
        if gravites & {Gravite.ERREUR, Gravite.A_VERIFIER}:
            codes.append(Code.TO_CORRECT)
        if Gravite.BLOQUANT in gravites or self.charge.unreadable:
            codes.append(Code.BLOCKED)
        if self.fabrique.pannes:
            codes.append(Code.DEFECT)
        return highest(codes)

    def _summarise(
        self, choix: Choix, livraisons: Sequence[Livraison], groupes: Sequence[Group]
    ) -> list[str]:
        lignes = []
        if self.fabrique.pannes:
            lignes.append(DEFAUT.format(journal=self.options.sortie / JOURNAL))
        if not self.options.verifier_seulement:
            lignes += [_say_livraison(livraison) for livraison in livraisons]
        lignes += self._say_why_nothing(choix)
        lignes += [f"{french.avec_initiale(p.trouve)}. {p.que_faire}" for p in self.attentes]
        if self.fabrique.restaures:
            lignes.append(
                f"Modèles remis en place : {french.enumeration(self.fabrique.restaures)}."
            )
        lignes.append(f"Dans les classeurs : {', '.join(_count_problems(groupes))}.")
        if self.reclamations:
            lignes.append(f"{self.reclamations}.")
        return [french.typographie(ligne) for ligne in lignes]

    def _say_why_nothing(self, choix: Choix) -> list[str]:
        """Why no document is made; nothing when some are."""
        if self.charge.indispensable_brisee:
            return [
                "Aucun document n’est produit : une feuille indispensable ne peut pas être lue."
            ]
        if choix.sans_documents:
            reunion = choix.sans_documents
            return [
                f"La réunion du {french.date(reunion.date)} est {reunion.statut} : seul le classeur"
                " de contrôle est produit."
            ]
        if not choix.seances:
            return [
                "Aucune réunion à préparer ni compte rendu à produire : seul le classeur de"
                " contrôle est fait."
            ]
        return []

    def _show_first(self, groupes: Sequence[Group]) -> list[str]:
        """The first problems; informations stay in the control workbook."""
        told = [g for g in groupes if g.problem.gravite is not Gravite.INFORMATION]
        lignes = [_say_problem(group) for group in told[:A_L_ECRAN]]
        where = french.enumeration([str(path) for path in self.controles])
        if len(told) > A_L_ECRAN:
            lignes.append(f"… et {len(told) - A_L_ECRAN} autres.")
        if self.controles:
            lignes += ["", french.typographie(f"Tout le détail : {where}")]
        return lignes


def _find_complet(bilans: Sequence[Bilan]) -> Bilan:
    """The meeting whose control workbook holds every problem: the first to come, else the first."""
    for bilan in bilans:
        if bilan.seance.etape is Etape.A_VENIR:
            return bilan
    return bilans[0]


def _count_problems(groupes: Sequence[Group]) -> list[str]:
    """« 1 point bloquant », « 2 erreurs »…, by gravity."""
    counts = Counter[Gravite]()
    for group in groupes:
        counts[group.problem.gravite] += group.occurrences
    return [
        french.pluriel(counts[Gravite.BLOQUANT], "point bloquant", "points bloquants"),
        french.pluriel(counts[Gravite.ERREUR], "erreur"),
        f"{french.nombre(counts[Gravite.A_VERIFIER])} à vérifier",
        french.pluriel(counts[Gravite.INFORMATION], "information"),
    ]


def _is_about(problem: Problem, livraison: Livraison) -> bool:
    """Whether a problem is about the documents of that meeting: what they lack, their templates,
    its own row (docs/rules/control-workbook.md).
    """
    own, place = livraison.reunion.place, problem.place
    same_sheet = (place.workbook, place.sheet) == (own.workbook, own.sheet)
    same_row = same_sheet and place.row == own.row
    return (
        problem in livraison.problems
        or same_row
        or place.workbook in {ligne.modele for ligne in livraison.lignes if ligne.modele}
    )


def _say_livraison(livraison: Livraison) -> str:
    etats = Counter(ligne.etat for ligne in livraison.lignes)
    kept, missing, sent = etats[Statut.CONSERVE.value], etats[NON_PRODUIT], etats[ENVOYE]
    etape = "à venir" if livraison.bilan.seance.etape is Etape.A_VENIR else "tenue"
    parts = [french.pluriel(etats[PRODUIT], "document produit", "documents produits")]
    if kept:
        parts.append(french.pluriel(kept, "conservé car modifié", "conservés car modifiés"))
    if livraison.a_envoyer:
        parts.append(f"{livraison.a_envoyer} à envoyer")
    if sent:
        parts.append(french.pluriel(sent, "déjà envoyé", "déjà envoyés"))
    if missing:
        parts.append(french.pluriel(missing, "non produit", "non produits"))
    return (
        f"Réunion du {french.date_longue(livraison.reunion.date)} ({etape}) : {', '.join(parts)}."
    )


def _say_problem(group: Group) -> str:
    problem = group.problem
    times = f" ({group.occurrences} fois)" if group.occurrences > 1 else ""
    return french.typographie(f"- {problem.gravite.libelle} : {problem}{times}")
