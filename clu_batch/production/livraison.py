"""The documents of one meeting: what each holds, what prevents it, what became of it once it is put
in place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clu_batch import french
from clu_batch.contenu import Demande, Manquant
from clu_batch.defauts import reunion as defauts
from clu_batch.defauts import sorties
from clu_batch.documents import (
    PRODUCTIONS,
    Production,
    annexes,
    calendrier,
    chiffres_envoyes,
    courriels,
    distribution,
    libres,
    noms,
    remplacement,
)
from clu_batch.documents.controle.execution import LigneDocument
from clu_batch.model import Bilan, Etape, Reunion
from clu_batch.problems import CluError, Place, Problem
from clu_batch.production.atelier import Fabrique
from clu_batch.production.brouillons import Redaction
from clu_batch.production.fichier import (
    DEFAUT,
    MODELE_FAUTIF,
    Fichier,
    illisibles,
    remarque_de_l_envoi,
)
from clu_batch.production.situation import CellLocator
from clu_batch.reading import annexes as fichiers
from clu_batch.schema import Famille
from clu_batch.writing.depot import Etat, Statut, Version, chemin_du_nouveau

CHIFFRES = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU, Famille.LIBRE})
"""The documents that print figures: none is made while a rule of the figures has a defect."""

PRODUIT, NON_PRODUIT, ENVOYE = Statut.PRODUIT.value, Statut.NON_PRODUIT.value, "envoyé non refait"


def chemin_du_controle(reunion: Reunion | None, sigle: str) -> str:
    """The control workbook of a meeting, or the general one when none is due, under output/
    (docs/rules/documents.md#files).
    """
    if reunion is None:
        return f"{noms.simple(sigle)}_Controle.xlsx"
    return f"{noms.dossier(reunion.date, sigle)}/{noms.nom(reunion.date, sigle, 'Controle')}.xlsx"


@dataclass(slots=True)
class Livraison:
    """The documents of one meeting: its folder under output/, and what became of each."""

    fabrique: Fabrique
    bilan: Bilan
    reunion: Reunion
    lignes: list[LigneDocument] = field(default_factory=list)
    attendus: set[str] = field(default_factory=set)
    manquants: dict[Manquant, set[Famille]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    entravee: bool = False

    @property
    def dossier(self) -> str:
        """The folder of the meeting: `AAAA-MM-JJ_CLU`."""
        return noms.dossier(self.reunion.date, self.fabrique.registre.parametres.sigle)

    @property
    def controle(self) -> str:
        """The control workbook of the meeting, under output/."""
        return chemin_du_controle(self.reunion, self.fabrique.registre.parametres.sigle)

    @property
    def _locator(self) -> CellLocator:
        return CellLocator(self.fabrique.tables)

    @property
    def productions(self) -> list[Production]:
        """The steps that are due for this meeting."""
        parametres = self.fabrique.registre.parametres
        return [
            p for p in PRODUCTIONS if self.bilan.seance.etape in p.etapes and p.voulue(parametres)
        ]

    def produire(self, production: Production) -> None:
        """Make the documents of one step; a defect of the program stops this step alone."""
        registre = self.fabrique.registre
        try:
            self.problems += [
                self._locator.locate(problem) for problem in self._releves(production)
            ]
            demandes = production.preparer(registre, self._connu)
            self._deposer([self._fichier(demande) for demande in demandes])
        except CluError:  # an obstacle that stops the run
            raise
        except (
            Exception
        ) as panne:  # the other documents are still made; cli tells the defect, with code 70
            self._interrompre(production.annonce, panne)

    def _releves(self, production: Production) -> list[Problem]:
        """What a step has to tell; letters that a broken sheet withholds are not made again,
        whatever was declared.
        """
        found = production.problems(self.fabrique.registre, self._connu)
        withheld = Famille.CONVOCATION in self.fabrique.retenues
        if not withheld:
            return list(found)
        return [problem for problem in found if problem.code != defauts.CONVOCATIONS_REFAITES.code]

    @property
    def a_envoyer(self) -> int:
        """How many recipients were added once the others had been sent, and wait."""
        kinds = (
            defauts.LETTRE_A_ENVOYER,
            defauts.DOSSIER_A_ENVOYER,
            defauts.COMPTE_RENDU_A_ENVOYER,
        )
        waiting = {defaut.code for defaut in kinds}
        return sum(problem.code in waiting for problem in self.problems)

    @property
    def _connu(self) -> Bilan:
        """The figures, and what earlier runs said unless a broken sheet keeps the letters from
        being held against it.
        """
        if Famille.CONVOCATION not in self.fabrique.retenues:
            return self.bilan
        return replace(self.bilan, deja_dits=remplacement.sans_comparaison(self.bilan.deja_dits))

    def _interrompre(self, annonce: str, panne: Exception) -> None:
        self.entravee = True
        self.fabrique.pannes.append(panne)
        self.lignes.append(LigneDocument(annonce, "", NON_PRODUIT, DEFAUT))

    def constater(self) -> None:
        """Note what the documents of the meeting lack, each thing once, with those that lack it.

        What one remedy puts right at one place is one thing: answers that nobody can read leave
        many figures untold.
        """
        noted: dict[object, tuple[Manquant, set[Famille]]] = {}
        for manquant, familles in self.manquants.items():
            remede = (manquant.ou, manquant.que_faire) if manquant.que_faire else manquant
            noted.setdefault(remede, (manquant, set()))[1].update(familles)
        for manquant, familles in noted.values():
            self.problems.append(self._a_completer(manquant, familles))

    def _a_completer(self, manquant: Manquant, familles: set[Famille]) -> Problem:
        documents = french.enumeration(
            [famille.libelle for famille in Famille if famille in familles]
        )
        date = french.date_courte(self.reunion.date)
        place = self._locator.move_under(
            self._locator.find_cell(manquant.ou, manquant.quoi), manquant.colonne
        )
        facts = {"valeur": manquant.quoi, "documents": documents, "reunion": date}
        problem = defauts.A_COMPLETER.at(place, manquant.colonne, **facts)
        return replace(problem, que_faire=manquant.que_faire) if manquant.que_faire else problem

    def livrer_les_siens(self) -> None:
        """Make the documents of the secretary's own templates; a name that is taken is told from
        the other.
        """
        for modele in self.fabrique.siens:
            try:
                demandes = libres.preparer(self.fabrique.registre, self.bilan, modele)
                taken = sorted(chemin.removeprefix(f"{self.dossier}/") for chemin in self.attendus)
                libre = noms.uniques([*taken, *(demande.chemin for demande in demandes)])[
                    len(taken) :
                ]
                self._deposer(
                    [
                        self._fichier(replace(d, chemin=chemin))
                        for d, chemin in zip(demandes, libre, strict=True)
                    ]
                )
            except CluError:
                raise
            except Exception as panne:  # as above
                self._interrompre(f"{modele}.docx", panne)

    def joindre(self) -> None:
        """Put the annexes beside, and the calendar entry of a meeting to come."""
        registre = self.fabrique.registre
        try:
            joined = [
                self._annexe(annexe) for annexe in annexes.annexes(registre, self.reunion.date)
            ]
            if self.bilan.seance.etape is Etape.A_VENIR:
                entrees = calendrier.preparer(registre, self._connu)
                joined += [
                    self._brut(e.chemin, e.data, faits=e.faits, envoyee_le=e.envoyee_le)
                    for e in entrees
                ]
            self._deposer(joined)
        except CluError:
            raise
        except Exception as panne:  # as above: what was made stays
            self._interrompre("Annexes et entrée d’agenda", panne)

    def _annexe(self, annexe: annexes.Annexe) -> Fichier:
        """The copy of a file of the workbooks' folder; one that cannot be read is told, and what
        was joined before stays.
        """
        try:
            return self._brut(
                annexe.chemin, fichiers.contenu(self.fabrique.options.classeurs, annexe.fichier)
            )
        except OSError as error:
            self.entravee = True
            cause, remede = sorties.cause_et_remede(error)
            self.problems.append(
                defauts.ANNEXE_ILLISIBLE.at(Place(annexe.fichier), cause=cause, remede=remede)
            )
            return Fichier(annexe.chemin, empechement=cause)

    def rediger(self) -> None:
        """Make the drafts of the messages, from the files that stand on the disk by now; nothing is
        ever sent.
        """
        if self.fabrique.options.verifier_seulement:
            return
        redaction = Redaction(self.fabrique, self.dossier, self.bilan.deja_dits)
        try:
            drafts = courriels.preparer(self.fabrique.registre, self._connu)
            self._deposer([redaction.fichier(courriel, self.reunion.date) for courriel in drafts])
        except CluError:
            raise
        except Exception as panne:  # as above
            self._interrompre("Brouillons de courriel", panne)
        self.problems += dict.fromkeys(redaction.problems)
        for manquant in redaction.manquants:
            self.manquants.setdefault(manquant, set()).add(Famille.COURRIEL)

    def ranger(self) -> None:
        """Remove what nobody needs any more, and tell what waits beside; a document that she edited
        stays, « périmé ».
        """
        if not self.fabrique.options.verifier_seulement:
            self._retirer_perimes()
            self._retenir_les_destinataires()
        self.problems += self.fabrique.depot.nouveaux_en_attente(self.dossier, self.controle)

    def _retenir_les_destinataires(self) -> None:
        """Remember to whom the pack or the minutes go: a later run tells who is added."""
        registre = self.fabrique.registre
        name = distribution.chemin(self.reunion, registre.parametres.sigle)
        recipients = distribution.distribution(registre, self._connu, self.reunion)
        self.fabrique.depot.retenir(name, recipients.memoire())

    def _retirer_perimes(self) -> None:
        self.attendus.add(self.controle)
        gardes = set(self.attendus)
        if self._tout_reste:
            retirees = self._retirees
            beside = {chemin_du_nouveau(nom) for nom in retirees}
            gardes |= self.fabrique.depot.presents(self.dossier) - retirees - beside
        for etat in self.fabrique.depot.retirer_perimes(self.dossier, gardes):
            if etat.statut is not Statut.RETIRE:
                self._noter(etat.chemin.removeprefix(f"{self.dossier}/"), "", etat)

    @property
    def _retirees(self) -> set[str]:
        """The letters that were to replace others, and that nothing calls for any more: what was
        sent holds again.
        """
        if self.entravee or self.fabrique.retenues:
            return set()
        return {
            chemin for chemin in self.bilan.deja_dits if remplacement.fois(chemin)
        } - self.attendus

    @property
    def _tout_reste(self) -> bool:
        """Whether an absent document proves nothing: a sheet or a step is broken, or papers that
        were sent or used are now records.
        """
        reunion = self.reunion
        sent = (
            reunion.convocations_envoyees_le
            or reunion.dossier_envoye_le
            or reunion.compte_rendu_envoye_le
        )
        unknown = self.entravee or self.fabrique.retenues or self.fabrique.siens_inconnus
        return bool(unknown or sent or self.bilan.seance.etape is Etape.TENUE)

    def _fichier(self, demande: Demande) -> Fichier:
        """The document asked for, its content made unless a sheet is broken, it was sent already,
        or its template is faulty.
        """
        sent = demande.envoye_le
        fichier = Fichier(demande.chemin, f"{demande.modele}.docx", sent, remarque=demande.remarque)
        if sent and self.fabrique.depot.est_present(f"{self.dossier}/{demande.chemin}"):
            return replace(fichier, changes=self._changes(demande))
        if broken := self.fabrique.retenues.get(
            Famille.DOSSIER if demande.famille is Famille.LIBRE else demande.famille
        ):
            return replace(
                fichier, empechement=french.typographie(f"{illisibles(broken)} : voir À corriger")
            )
        if self.fabrique.sans_chiffres and demande.famille in CHIFFRES:
            return replace(fichier, empechement=DEFAUT)
        return self._rempli(demande, fichier)

    def _rempli(self, demande: Demande, fichier: Fichier) -> Fichier:
        """The document that fills its template, or what prevents it."""
        rendu = self.fabrique.remplir(
            demande.modele, lambda modele: self.fabrique.rendre(modele, demande)
        )
        if rendu is None:
            return replace(fichier, empechement=MODELE_FAUTIF)
        self.problems += rendu.problems
        if rendu.data is None:
            return replace(fichier, empechement=MODELE_FAUTIF)
        if self.fabrique.tell_inaccessible(demande, rendu):
            return replace(fichier, empechement=MODELE_FAUTIF)
        if not fichier.envoye_le:  # what was sent is sent: nothing is left to complete
            for manquant in rendu.manquants:
                self.manquants.setdefault(manquant, set()).add(demande.famille)
        chemin = f"{self.dossier}/{demande.chemin}"
        return replace(fichier, version=Version(chemin, rendu.data, rendu.dit, demande.faits))

    def _changes(self, demande: Demande) -> int:
        """How many figures of a document that was sent have changed since, each told; what cannot
        be held against them is told too.
        """
        if self.fabrique.sans_chiffres or demande.famille is not Famille.DOSSIER:
            return 0
        sent = self.bilan.deja_dits.get(f"{self.dossier}/{demande.chemin}")
        if not sent:
            self.problems.append(chiffres_envoyes.inconnus(self.reunion))
            return 0
        changes = chiffres_envoyes.changements(sent, self.bilan, self.reunion)
        self.problems += changes
        return len(changes)

    def _brut(
        self,
        chemin: str,
        data: bytes,
        *,
        faits: Mapping[str, str] | None = None,
        envoyee_le: dt.date | None = None,
    ) -> Fichier:
        """A file that says its own bytes."""
        fichier = Fichier(chemin, envoye_le=envoyee_le)
        if envoyee_le and self.fabrique.depot.est_present(f"{self.dossier}/{chemin}"):
            return fichier
        version = Version(
            f"{self.dossier}/{chemin}", data, hashlib.sha256(data).hexdigest(), faits or {}
        )
        return replace(fichier, version=version)

    def _deposer(self, fichiers: Sequence[Fichier]) -> None:
        """Put the files in place and note what became of each.

        Sent is frozen: what was sent and is there is not made again; what is absent is
        (docs/rules/meetings.md#sent-is-frozen). The control workbook says the same of both, so that
        making the absent one does not change it at the next run. While only checking, nothing is
        put anywhere.
        """
        if self.fabrique.options.verifier_seulement:
            self._prevoir(fichiers)
        ready = [f for f in fichiers if f.version and not self.fabrique.options.verifier_seulement]
        etats = dict(
            zip(
                ready,
                self.fabrique.depot.deposer_tous([f.version for f in ready if f.version]),
                strict=True,
            )
        )
        for fichier in fichiers:
            self.attendus.add(f"{self.dossier}/{fichier.chemin}")
            etat = etats.get(fichier)
            if fichier.empechement:
                self.lignes.append(
                    LigneDocument(fichier.chemin, fichier.modele, NON_PRODUIT, fichier.empechement)
                )
            elif fichier.envoye_le and (etat is None or not etat.problem):
                self.lignes.append(
                    LigneDocument(
                        fichier.chemin, fichier.modele, ENVOYE, remarque_de_l_envoi(fichier)
                    )
                )
            elif etat:
                self._noter(fichier.chemin, fichier.modele, etat, fichier.remarque)

    def _prevoir(self, fichiers: Sequence[Fichier]) -> None:
        """Tell what the run would have to tell of the documents that she edited: checking gives its
        code.
        """
        for fichier in fichiers:
            if fichier.version is None:
                continue
            etat = self.fabrique.depot.prevoir(fichier.version)
            if etat.problem:
                self.problems.append(etat.problem)

    def _noter(self, chemin: str, modele: str, etat: Etat, remarque: str = "") -> None:
        statut = PRODUIT if etat.statut is Statut.INCHANGE else etat.statut.value
        self.lignes.append(LigneDocument(chemin, modele, statut, etat.remarque or remarque))
        if etat.problem:
            self.problems.append(etat.problem)
