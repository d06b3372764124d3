"""Register and figures -> documents on the disk: what is due, rendered, deposited, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clu_batch import french, rendering
from clu_batch.contenu import Demande, Manquant
from clu_batch.defauts import reunion as defauts
from clu_batch.documents import PRODUCTIONS, Production, annexes, calendrier, commun, noms
from clu_batch.documents.controle.execution import LigneDocument
from clu_batch.making import MODELES
from clu_batch.model import Bilan, Etape, Registre, Reunion
from clu_batch.options import Options
from clu_batch.problems import Place, Problem
from clu_batch.reading import annexes as fichiers
from clu_batch.schema import Famille
from clu_batch.tables import Table
from clu_batch.writing import modeles
from clu_batch.writing.depot import Depot, Etat, Statut, Version

SUIT_J = ("date_document",)
"""The tags whose value merely follows J: they do not make another version of a document (page 3.4, « Edited stays »)."""

PRODUIT, NON_PRODUIT, ENVOYE = Statut.PRODUIT.value, Statut.NON_PRODUIT.value, "envoyé non refait"


def envoye_le(reunion: Reunion, famille: Famille) -> str | None:
    """When the documents of that family were sent, as it is printed; None while they were not."""
    dates = {
        Famille.CONVOCATION: reunion.convocations_envoyees_le,
        Famille.INVITATION: reunion.convocations_envoyees_le,
        Famille.CALENDRIER: reunion.convocations_envoyees_le,
        Famille.DOSSIER: reunion.dossier_envoye_le,
        Famille.COMPTE_RENDU: reunion.compte_rendu_envoye_le,
    }
    date = dates.get(famille)
    return f"{date:%d/%m/%Y}" if date else None


def chemin_du_controle(reunion: Reunion | None, sigle: str) -> str:
    """The control workbook of a meeting, or the general one when none is due, under output/ (page 3.2)."""
    if reunion is None:
        return f"{noms.simple(sigle)}_Controle.xlsx"
    return f"{noms.dossier(reunion.date, sigle)}/{noms.nom(reunion.date, sigle, 'Controle')}.xlsx"


@dataclass(slots=True)
class Atelier:
    """What a run has at hand to make documents, and what it has noticed so far."""

    options: Options
    registre: Registre
    depot: Depot
    tables: Mapping[str, Table]
    retenues: frozenset[Famille]
    problems: list[Problem] = field(default_factory=list)
    pannes: list[Exception] = field(default_factory=list)
    restaures: list[str] = field(default_factory=list)
    _modeles: dict[str, rendering.Modele | None] = field(default_factory=dict)

    def modele(self, nom: str) -> rendering.Modele | None:
        """The template of that name, compiled once; None when it is faulty (its faults are reported once)."""
        if nom not in self._modeles:
            lu = modeles.lire(self.options.modeles, nom, MODELES[nom])
            modele, faults = rendering.Modele.charger(f"{nom}.docx", lu.data, commun.filtres())
            self._modeles[nom] = modele
            self.problems += [*lu.problems, *faults]
            self.restaures += [f"{nom}.docx"] if lu.restaure else []
        return self._modeles[nom]


@dataclass(slots=True)
class Livraison:
    """The documents of one meeting: its folder under output/, and what became of each."""

    atelier: Atelier
    bilan: Bilan
    reunion: Reunion
    lignes: list[LigneDocument] = field(default_factory=list)
    attendus: set[str] = field(default_factory=set)
    manquants: dict[Manquant, set[Famille]] = field(default_factory=dict)

    @property
    def dossier(self) -> str:
        """The folder of the meeting: `AAAA-MM-JJ_CLU`."""
        return noms.dossier(self.reunion.date, self.atelier.registre.parametres.sigle)

    @property
    def controle(self) -> str:
        """The control workbook of the meeting, under output/."""
        return chemin_du_controle(self.reunion, self.atelier.registre.parametres.sigle)

    @property
    def productions(self) -> list[Production]:
        """The steps that are due for this meeting."""
        return [p for p in PRODUCTIONS if self.bilan.seance.etape in p.etapes]

    def produire(self, production: Production) -> None:
        """Make the documents of one step; a defect of the program stops this step alone."""
        registre = self.atelier.registre
        try:
            self.atelier.problems += production.problems(registre, self.bilan)
            demandes = production.preparer(registre, self.bilan)
            self._deposer([self._fichier(demande) for demande in demandes])
        except Exception as panne:  # the other documents are still made; cli tells the defect, with code 70
            self.atelier.pannes.append(panne)
            self.lignes.append(LigneDocument(production.annonce, "", NON_PRODUIT, "défaut du programme, décrit dans journal.txt"))

    def a_completer(self) -> list[Problem]:
        """What the documents of the meeting lack, each thing once, with the documents that lack it."""
        return [self._a_completer(manquant, familles) for manquant, familles in self.manquants.items()]

    def _a_completer(self, manquant: Manquant, familles: set[Famille]) -> Problem:
        documents = french.enumeration([famille.libelle for famille in Famille if famille in familles])
        place = manquant.ou
        if place.sheet and not place.workbook:  # a document knows the sheet, the register where it stands
            origins = self.atelier.tables[place.sheet].origins
            place = Place(origins[0].workbook, place.sheet) if origins else place
        return defauts.A_COMPLETER.at(place, valeur=manquant.quoi, documents=documents)

    def joindre(self) -> None:
        """Put the annexes beside, and the calendar entry of a meeting to come."""
        registre, classeurs = self.atelier.registre, self.atelier.options.classeurs
        joined = [self._brut(a.chemin, fichiers.contenu(classeurs, a.fichier)) for a in annexes.annexes(registre, self.reunion.date)]
        if self.bilan.seance.etape is Etape.A_VENIR:
            joined.append(self._brut(*calendrier.preparer_ics(registre, self.bilan), envoye_le(self.reunion, Famille.CALENDRIER)))
        self._deposer(joined)

    def ranger(self) -> None:
        """Remove what nobody needs any more; a document that she edited stays, « périmé »."""
        self.attendus.add(self.controle)
        for etat in self.atelier.depot.retirer_perimes(self.dossier, self.attendus):
            if etat.statut is not Statut.RETIRE:
                self._noter(etat.chemin.removeprefix(f"{self.dossier}/"), "", etat)

    def _fichier(self, demande: Demande) -> _Fichier:
        """The document asked for, its content made unless a sheet is broken, it was sent already, or its template is faulty."""
        sent = envoye_le(self.reunion, demande.famille)
        fichier = _Fichier(demande.chemin, f"{demande.modele}.docx", envoye=sent)
        if demande.famille in self.atelier.retenues:
            return replace(fichier, empechement="une feuille nécessaire ne peut pas être lue : voir À corriger")
        if sent and self.atelier.depot.est_present(f"{self.dossier}/{demande.chemin}"):
            return fichier
        modele = self.atelier.modele(demande.modele)
        createur = self.atelier.registre.parametres.prefecture or ""
        if modele is None:
            return replace(fichier, empechement=_MODELE_FAUTIF)
        rendu = modele.rendre(demande.contexte, titre=demande.titre, createur=createur, date=demande.date, tait=SUIT_J)
        self.atelier.problems += rendu.problems
        if rendu.data is None:
            return replace(fichier, empechement=_MODELE_FAUTIF)
        for manquant in () if sent else rendu.manquants:  # what was sent is sent: nothing is left to complete
            self.manquants.setdefault(manquant, set()).add(demande.famille)
        return replace(fichier, version=Version(f"{self.dossier}/{demande.chemin}", rendu.data, rendu.dit))

    def _brut(self, chemin: str, data: bytes, envoye: str | None = None) -> _Fichier:
        """A file that says its own bytes."""
        if envoye and self.atelier.depot.est_present(f"{self.dossier}/{chemin}"):
            return _Fichier(chemin, envoye=envoye)
        return _Fichier(chemin, envoye=envoye, version=Version(f"{self.dossier}/{chemin}", data, hashlib.sha256(data).hexdigest()))

    def _deposer(self, fichiers: Sequence[_Fichier]) -> None:
        """Put the files in place and note what became of each.

        Sent is frozen: what was sent and is there is not made again; what is absent is (page 3.1). The control workbook says the same of
        both, so that making the absent one does not change it at the next run.
        """
        ready = [f for f in fichiers if f.version]
        etats = dict(zip(ready, self.atelier.depot.deposer_tous([f.version for f in ready if f.version]), strict=True))
        for fichier in fichiers:
            self.attendus.add(f"{self.dossier}/{fichier.chemin}")
            etat = etats.get(fichier)
            if fichier.empechement:
                self.lignes.append(LigneDocument(fichier.chemin, fichier.modele, NON_PRODUIT, fichier.empechement))
            elif fichier.envoye and (etat is None or not etat.problem):
                self.lignes.append(LigneDocument(fichier.chemin, fichier.modele, ENVOYE, f"envoyé le {fichier.envoye}, non refait"))
            elif etat:
                self._noter(fichier.chemin, fichier.modele, etat)

    def _noter(self, chemin: str, modele: str, etat: Etat) -> None:
        statut = PRODUIT if etat.statut is Statut.INCHANGE else etat.statut.value
        self.lignes.append(LigneDocument(chemin, modele, statut, etat.remarque))
        if etat.problem:
            self.atelier.problems.append(etat.problem)


_MODELE_FAUTIF = "le modèle comporte une erreur : voir À corriger"


@dataclass(frozen=True, slots=True)
class _Fichier:
    """A file of the meeting: its content, or what prevents it; without either, it was sent and stays as it is."""

    chemin: str
    modele: str = ""
    envoye: str | None = None
    version: Version | None = None
    empechement: str = ""
