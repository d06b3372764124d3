"""Documents put into the output folder without ever covering what the secretary has edited
(docs/rules/delivery.md#edited-stays).
"""

from __future__ import annotations

import contextlib
import enum
import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError, Defaut, Place, Problem
from clu_batch.messages import outputs
from clu_batch.write import atomic, manifest
from clu_batch.write.manifest import empreinte


class Statut(enum.StrEnum):
    """What became of a document, as the control workbook says it."""

    PRODUIT = "produit"
    INCHANGE = "inchangé"
    CONSERVE = "conservé car modifié"
    NON_PRODUIT = "non produit"
    PERIME = "périmé"
    RETIRE = "retiré"


@dataclass(frozen=True, slots=True)
class Version:
    """A document as generated: `chemin` relative to the output folder, with `/`; `dit`: a digest of
    what it says.

    A date that merely follows the day of the run stays out of `dit`, so that it alone never makes a
    « (nouveau) ». `faits`: what to remember of what it prints.
    """

    chemin: str
    data: bytes
    dit: str
    faits: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Etat:
    """What became of a document; `nouveau`: the path of the « (nouveau) » that stands beside it, ""
    without.
    """

    chemin: str
    statut: Statut
    nouveau: str = ""
    problem: Problem | None = None

    @property
    def remarque(self) -> str:
        """What to tell of it in one cell, "" when there is nothing to tell."""
        if self.problem is None:
            return ""
        return (
            f"{self.problem.trouve[:1].upper()}{self.problem.trouve[1:]}. {self.problem.que_faire}"
        )


def chemin_du_nouveau(chemin: str) -> str:
    """Where the new version of an edited document goes: `<nom> (nouveau).docx`."""
    nom = PurePosixPath(chemin)
    return str(nom.with_name(f"{nom.stem} (nouveau){nom.suffix}"))


class Depot:
    """An output folder during one run; the caller holds its lock (`lock.verrouiller`)."""

    def __init__(self, sortie: Path, patience: atomic.Patience | None = None) -> None:
        """Read what was generated before, and sweep what an interrupted run left; CluError when the
        folder cannot be read.
        """
        self._sortie = sortie
        self._patience = patience or atomic.Patience()
        self._en_usage: set[str] = set()  # the « (nouveau) » that this run has told
        self._en_place: set[str] = (
            set()
        )  # the documents that stand under their own name as this run says them
        self._ecrits = 0  # the documents written so far
        self._dits: dict[str, str] = {}
        self._faits: dict[str, Mapping[str, str]] = {}
        with self._ou_obstacle():
            self._manifeste = manifest.charger(sortie, self._patience)
        noms = self._manifeste.entrees
        atomic.balayer(
            [
                sortie / manifest.NOM,
                *(sortie / n for nom in noms for n in (nom, chemin_du_nouveau(nom))),
            ]
        )

    def est_present(self, chemin: str) -> bool:
        """Whether there is a document under that name, whoever wrote it."""
        # which, unlike pathlib, never raises
        return os.path.isfile(self._cible(chemin))  # noqa: PTH113

    def presents(self, dossier: str) -> set[str]:
        """The documents that stand in a folder, whoever wrote them."""
        found = set()
        for folder, _, names in os.walk(
            self._cible(dossier)
        ):  # which passes over what it cannot read
            inside = Path(folder).relative_to(self._sortie)
            found |= {
                (inside / name).as_posix()
                for name in names
                if self.est_present((inside / name).as_posix())
            }
        return found

    def lire(self, chemin: str) -> bytes | None:
        """The document under that name, hers if she edited it; None when there is none or it cannot
        be read.
        """
        with contextlib.suppress(OSError):
            return atomic.lire(self._cible(chemin), self._patience)
        return None

    def dit_de(self, chemin: str, data: bytes) -> str:
        """What a document read under that name says: as it was generated, or its own bytes once
        they are hers.
        """
        known = self._manifeste[chemin].dit if self._de_nous(chemin, data) else None
        return known or empreinte(data)

    def faits(self) -> Mapping[str, Mapping[str, str]]:
        """What the last version generated under each name printed, for those that are
        remembered.
        """
        return {
            chemin: entree.faits
            for chemin, entree in self._manifeste.entrees.items()
            if entree.faits
        }

    def retenir(self, nom: str, faits: Mapping[str, str]) -> None:
        """Remember facts under a name that no document bears."""
        self._faits[nom] = faits
        self._confirmer()

    def deposer(self, chemin: str, data: bytes, *, dit: str) -> Etat:
        """Put one document in place, or beside hers."""
        return self.deposer_tous([Version(chemin, data, dit)])[0]

    def deposer_tous(self, versions: Sequence[Version]) -> list[Etat]:
        """Put documents in place, or beside hers, the manifest once for all of them.

        The manifest lists the new hashes before any document is replaced, and what they say after:
        killed in between, the next run knows its own documents and still has the news to tell.
        CluError when the manifest cannot be written: no document is touched then.
        """
        self._annoncer(versions)
        etats = [self._deposer(version) for version in versions]
        self._confirmer()
        return etats

    def prevoir(self, version: Version) -> Etat:
        """What `deposer` would make of a document, nothing being written.

        Source: docs/rules/delivery.md#exit-codes.
        """
        present = self.lire(version.chemin)
        if present is None or present == version.data or self._de_nous(version.chemin, present):
            self._en_place.add(version.chemin)
            return Etat(version.chemin, Statut.PRODUIT)
        nouveau = chemin_du_nouveau(version.chemin)
        beside = self.est_present(nouveau)  # told by `nouveaux_en_attente`
        if beside or self._manifeste[version.chemin].dit == version.dit:
            return Etat(version.chemin, Statut.CONSERVE)
        problem = _probleme(outputs.MODIFIE_A_REFAIRE, version.chemin, nouveau=_nom(nouveau))
        return Etat(version.chemin, Statut.CONSERVE, problem=problem)

    def retirer_perimes(self, dossier: str, gardes: Collection[str]) -> list[Etat]:
        """Remove the documents generated under `dossier` that are not to be kept.

        Edited, they stay and are reported; files that the program never generated are left alone. A
        « (nouveau) » goes with its document, or once that document says the same; while the
        document is withheld, it is the only thing that says what is new.
        """
        etats = []
        for nom in self._generes(dossier):
            nouveau = chemin_du_nouveau(nom)
            if nom in self._en_place:
                etats.append(self.retirer_nouveau(nom))
                continue
            if nom in gardes:
                continue
            if nouveau not in gardes and nouveau not in self._en_usage:
                etats.append(self._retirer(nouveau, nom))
            etats.append(self._retirer(nom, nom))
        return [etat for etat in etats if etat is not None]

    def retirer_nouveau(self, chemin: str) -> Etat | None:
        """Remove the « (nouveau) » of a document that stands under its own name again; hers, it
        stays and is reported.
        """
        if chemin not in self._en_place:
            return None
        nouveau = chemin_du_nouveau(chemin)
        etat = self._retirer(nouveau, chemin)
        if etat is None or etat.problem is None or etat.problem.code != outputs.PERIME.code:
            return etat
        problem = _probleme(outputs.NOUVEAU_MODIFIE, chemin, nouveau=_nom(nouveau))
        return Etat(nouveau, Statut.CONSERVE, problem=problem)

    def nouveaux_en_attente(self, dossier: str, sauf: str) -> list[Problem]:
        """What is told of the « (nouveau) » beside documents that were not made this time.

        `sauf`: a document of `dossier` that is still to come.
        """
        problems = []
        for nom in self._generes(dossier):
            nouveau = chemin_du_nouveau(nom)
            told = nom == sauf or nom in self._en_place or nouveau in self._en_usage
            if not told and self.est_present(nouveau):
                problems.append(_probleme(outputs.NOUVEAU_EN_ATTENTE, nom, nouveau=_nom(nouveau)))
        return problems

    def _generes(self, dossier: str) -> list[str]:
        return [
            nom
            for nom in sorted(self._manifeste.entrees)
            if PurePosixPath(nom).is_relative_to(dossier)
        ]

    # -- one document ------------------------------------------------------------------------------

    def _deposer(self, version: Version) -> Etat:
        cible = self._cible(version.chemin)
        if os.path.isdir(cible):  # noqa: PTH112 (the same)
            return _non_produit(version.chemin, IsADirectoryError(errno.EISDIR, ""))
        try:
            present = atomic.lire(cible, self._patience)
        except OSError:
            return self._a_cote(version, tenu=True)
        if present == version.data:
            return self._fait(version, Statut.INCHANGE)
        if present is not None and not self._de_nous(version.chemin, present):
            return self._a_cote(version, tenu=False)
        try:
            atomic.remplacer(cible, version.data, self._patience)
        except OSError as error:
            return (
                self._a_cote(version, tenu=True)
                if atomic.est_tenu(error)
                else _non_produit(version.chemin, error)
            )
        self._ecrits += 1
        return self._fait(version, Statut.PRODUIT)

    def _a_cote(self, version: Version, *, tenu: bool) -> Etat:
        """The document is hers, or held by another program: the new version goes beside, if it has
        something new to say.
        """
        chemin, nouveau = version.chemin, chemin_du_nouveau(version.chemin)
        rien_de_neuf = self._manifeste[chemin].dit == version.dit
        try:
            voisin = atomic.lire(self._cible(nouveau), self._patience)
        except OSError as error:
            return (
                self._sans_nouveau(chemin, tenu=tenu)
                if rien_de_neuf
                else _non_produit(chemin, error)
            )
        if voisin is not None and voisin != version.data and not self._de_nous(chemin, voisin):
            return self._nouveau_modifie(chemin, tenu=tenu, rien_de_neuf=rien_de_neuf)
        if rien_de_neuf:
            return (
                self._sans_nouveau(chemin, tenu=tenu)
                if voisin is None
                else self._avec_nouveau(version, tenu=tenu)
            )
        if voisin != version.data:
            try:
                atomic.remplacer(self._cible(nouveau), version.data, self._patience)
            except OSError as error:
                return _non_produit(chemin, error)
            self._ecrits += 1
        return self._avec_nouveau(version, tenu=tenu)

    def _fait(self, version: Version, statut: Statut) -> Etat:
        self._en_place.add(version.chemin)
        self._dits[version.chemin] = version.dit
        self._faits[version.chemin] = version.faits
        return Etat(version.chemin, statut)

    def _avec_nouveau(self, version: Version, *, tenu: bool) -> Etat:
        nouveau = chemin_du_nouveau(version.chemin)
        self._en_usage.add(nouveau)
        self._dits[version.chemin] = version.dit
        defaut = outputs.OUVERT_AVEC_NOUVEAU if tenu else outputs.MODIFIE_AVEC_NOUVEAU
        probleme = _probleme(defaut, version.chemin, nouveau=_nom(nouveau))
        return Etat(version.chemin, Statut.PRODUIT if tenu else Statut.CONSERVE, nouveau, probleme)

    def _nouveau_modifie(self, chemin: str, *, tenu: bool, rien_de_neuf: bool) -> Etat:
        """She works in the « (nouveau) »: it is hers too, and never covered; what is new waits
        until there is room for it.
        """
        nouveau = chemin_du_nouveau(chemin)
        self._en_usage.add(nouveau)
        news = outputs.OUVERT_NOUVEAU_MODIFIE if tenu else outputs.MODIFIES_TOUS_DEUX
        defaut = outputs.NOUVEAU_MODIFIE if rien_de_neuf else news
        return Etat(
            chemin, Statut.CONSERVE, nouveau, _probleme(defaut, chemin, nouveau=_nom(nouveau))
        )

    def _sans_nouveau(self, chemin: str, *, tenu: bool) -> Etat:
        if tenu:
            return Etat(chemin, Statut.INCHANGE, problem=_probleme(outputs.OUVERT, chemin))
        return Etat(chemin, Statut.CONSERVE, problem=_probleme(outputs.MODIFIE, chemin))

    def _retirer(self, chemin: str, nom: str) -> Etat | None:
        """Remove `chemin`, generated under the entry `nom`; None when it is not there."""
        cible = self._cible(chemin)
        try:
            present = atomic.lire(cible, self._patience)
            if present is None:
                return None
            if not self._de_nous(nom, present):
                self._en_usage.add(chemin)
                return Etat(chemin, Statut.PERIME, problem=_probleme(outputs.PERIME, chemin))
            atomic.supprimer(cible, self._patience)
        except OSError:
            return Etat(chemin, Statut.PERIME, problem=_probleme(outputs.PERIME_OUVERT, chemin))
        with contextlib.suppress(OSError):
            cible.parent.rmdir()  # only when nothing is left in it
        return Etat(chemin, Statut.RETIRE)

    # -- the manifest ------------------------------------------------------------------------------

    def _annoncer(self, versions: Sequence[Version]) -> None:
        nouvelles = [(v.chemin, empreinte(v.data)) for v in versions]
        if any(sha not in self._manifeste[chemin].empreintes for chemin, sha in nouvelles):
            complet = self._manifeste.avec_empreintes(nouvelles)
            with self._ou_obstacle():
                manifest.enregistrer(self._sortie, complet, self._patience)
            self._manifeste = complet

    def _confirmer(self) -> None:
        dits = {
            chemin: dit for chemin, dit in self._dits.items() if self._manifeste[chemin].dit != dit
        }
        faits = {
            chemin: imprimes
            for chemin, imprimes in self._faits.items()
            if self._manifeste[chemin].faits != imprimes
        }
        self._dits.clear()
        self._faits.clear()
        if dits or faits:
            self._manifeste = self._manifeste.avec_dits(dits).avec_faits(faits)
            with contextlib.suppress(
                OSError
            ):  # the documents are in place; at worst a « (nouveau) » is made once more
                manifest.enregistrer(self._sortie, self._manifeste, self._patience)

    def _de_nous(self, nom: str, data: bytes) -> bool:
        return empreinte(data) in self._manifeste[nom].empreintes

    def _cible(self, chemin: str) -> Path:
        relatif = PurePosixPath(chemin)
        if relatif.is_absolute() or ".." in relatif.parts:
            raise ValueError(f"outside the output folder: {chemin}")
        return self._sortie / relatif

    @contextlib.contextmanager
    def _ou_obstacle(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CluError(
                outputs.dossier_inaccessible(self._sortie.name, error, self._ecrits), Code.BLOCKED
            ) from error


def _nom(chemin: str) -> str:
    return PurePosixPath(chemin).name


def _probleme(defaut: Defaut, chemin: str, **faits: str) -> Problem:
    return defaut.at(Place(_nom(chemin)), **faits)


def _non_produit(chemin: str, error: OSError) -> Etat:
    cause, remede = outputs.cause_et_remede(error)
    return Etat(
        chemin,
        Statut.NON_PRODUIT,
        problem=_probleme(outputs.NON_ECRIT, chemin, cause=cause, remede=remede),
    )
