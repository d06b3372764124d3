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
from clu_batch.kernel.problems import CluError, Place, Problem, ProblemKind
from clu_batch.messages import outputs
from clu_batch.write import atomic, manifest
from clu_batch.write.manifest import compute_hash


class DepositStatus(enum.StrEnum):
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
class DepositState:
    """What became of a document; `nouveau`: the path of the « (nouveau) » that stands beside it, ""
    without.
    """

    chemin: str
    statut: DepositStatus
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


def name_new_version(chemin: str) -> str:
    """Where the new version of an edited document goes: `<nom> (nouveau).docx`."""
    nom = PurePosixPath(chemin)
    return str(nom.with_name(f"{nom.stem} (nouveau){nom.suffix}"))


class OutputFolder:
    """An output folder during one run; the caller holds its lock (`run_lock.lock_folder`)."""

    def __init__(self, sortie: Path, patience: atomic.Patience | None = None) -> None:
        """Read what was generated before, and sweep what an interrupted run left; CluError when the
        folder cannot be read.
        """
        self._sortie = sortie
        self._patience = patience or atomic.Patience()
        self._en_usage: set[str] = set()  # the « (nouveau) » that this run has told
        # the documents that stand under their own name as this run says them
        self._en_place: set[str] = set()
        self._ecrits = 0  # the documents written so far
        with self._raise_obstacle():
            self._manifeste = manifest.load_manifest(sortie, self._patience)
        # the same, with what the documents put in place since say
        self._to_confirm = self._manifeste
        noms = self._manifeste.entrees
        atomic.sweep_leftovers(
            sortie / nom for nom in (manifest.NOM, *noms, *map(name_new_version, noms))
        )

    def is_present(self, chemin: str) -> bool:
        """Whether there is a document under that name, whoever wrote it."""
        # which, unlike pathlib, never raises
        return os.path.isfile(self._resolve_path(chemin))  # noqa: PTH113

    def list_present(self, dossier: str) -> set[str]:
        """The documents that stand in a folder, whoever wrote them."""
        found = set()
        # which passes over what it cannot read
        for folder, _, names in os.walk(self._resolve_path(dossier)):
            inside = Path(folder).relative_to(self._sortie)
            found |= {
                (inside / name).as_posix()
                for name in names
                if self.is_present((inside / name).as_posix())
            }
        return found

    def read_document(self, chemin: str) -> bytes | None:
        """The document under that name, hers if she edited it; None when there is none or it cannot
        be read.
        """
        with contextlib.suppress(OSError):
            return atomic.read_file(self._resolve_path(chemin), self._patience)
        return None

    def find_digest(self, chemin: str, data: bytes) -> str:
        """What a document read under that name says: as it was generated, or its own bytes once
        they are hers.
        """
        known = self._manifeste[chemin].dit if self._is_ours(chemin, data) else None
        return known or compute_hash(data)

    def list_facts(self) -> Mapping[str, Mapping[str, str]]:
        """What the last version generated under each name printed, for those that are
        remembered.
        """
        return {
            chemin: entree.faits
            for chemin, entree in self._manifeste.entrees.items()
            if entree.faits
        }

    def remember_facts(self, nom: str, faits: Mapping[str, str]) -> None:
        """Remember facts under a name that no document bears."""
        self._to_confirm = self._to_confirm.change(nom, faits=faits)
        self._confirm_versions()

    def deposit(self, chemin: str, data: bytes, *, dit: str) -> DepositState:
        """Put one document in place, or beside hers."""
        return self.deposit_all([Version(chemin, data, dit)])[0]

    def deposit_all(self, versions: Sequence[Version]) -> list[DepositState]:
        """Put documents in place, or beside hers, the manifest once for all of them.

        The manifest lists the new hashes before any document is replaced, and what they say after:
        killed in between, the next run knows its own documents and still has the news to tell.
        CluError when the manifest cannot be written: no document is touched then.
        """
        self._announce_versions(versions)
        etats = [self._deposit_one(version) for version in versions]
        self._confirm_versions()
        return etats

    def preview_deposit(self, version: Version) -> DepositState:
        """What `deposit` would make of a document, nothing being written.

        Source: docs/rules/delivery.md#exit-codes.
        """
        present = self.read_document(version.chemin)
        if present is None or present == version.data or self._is_ours(version.chemin, present):
            self._en_place.add(version.chemin)
            return DepositState(version.chemin, DepositStatus.PRODUIT)
        nouveau = name_new_version(version.chemin)
        beside = self.is_present(nouveau)  # told by `report_waiting_versions`
        if beside or self._manifeste[version.chemin].dit == version.dit:
            return DepositState(version.chemin, DepositStatus.CONSERVE)
        problem = _make_problem(
            outputs.MODIFIE_A_REFAIRE, version.chemin, nouveau=_extract_name(nouveau)
        )
        return DepositState(version.chemin, DepositStatus.CONSERVE, problem=problem)

    def remove_outdated(self, dossier: str, gardes: Collection[str]) -> list[DepositState]:
        """Remove the documents generated under `dossier` that are not to be kept.

        Edited, they stay and are reported; files that the program never generated are left alone. A
        « (nouveau) » goes with its document, or once that document says the same; while the
        document is withheld, it is the only thing that says what is new.
        """
        etats = []
        for nom in self._list_generated(dossier):
            nouveau = name_new_version(nom)
            if nom in self._en_place:
                etats.append(self.remove_new_version(nom))
                continue
            if nom in gardes:
                continue
            if nouveau not in gardes and nouveau not in self._en_usage:
                etats.append(self._remove_generated(nouveau, nom))
            etats.append(self._remove_generated(nom, nom))
        return [etat for etat in etats if etat is not None]

    def remove_new_version(self, chemin: str) -> DepositState | None:
        """Remove the « (nouveau) » of a document that stands under its own name again; hers, it
        stays and is reported.
        """
        if chemin not in self._en_place:
            return None
        nouveau = name_new_version(chemin)
        etat = self._remove_generated(nouveau, chemin)
        if etat is None or etat.problem is None or etat.problem.code != outputs.PERIME.code:
            return etat
        problem = _make_problem(outputs.NOUVEAU_MODIFIE, chemin, nouveau=_extract_name(nouveau))
        return DepositState(nouveau, DepositStatus.CONSERVE, problem=problem)

    def report_waiting_versions(self, dossier: str, sauf: str) -> list[Problem]:
        """What is told of the « (nouveau) » beside documents that were not made this time.

        `sauf`: a document of `dossier` that is still to come.
        """
        problems = []
        for nom in self._list_generated(dossier):
            nouveau = name_new_version(nom)
            told = nom == sauf or nom in self._en_place or nouveau in self._en_usage
            if not told and self.is_present(nouveau):
                problems.append(
                    _make_problem(outputs.NOUVEAU_EN_ATTENTE, nom, nouveau=_extract_name(nouveau))
                )
        return problems

    def _list_generated(self, dossier: str) -> list[str]:
        return [
            nom
            for nom in sorted(self._manifeste.entrees)
            if PurePosixPath(nom).is_relative_to(dossier)
        ]

    # -- one document ------------------------------------------------------------------------------

    def _deposit_one(self, version: Version) -> DepositState:
        cible = self._resolve_path(version.chemin)
        if os.path.isdir(cible):  # noqa: PTH112 (the same)
            return _report_unproduced(version.chemin, IsADirectoryError(errno.EISDIR, ""))
        try:
            present = atomic.read_file(cible, self._patience)
        except OSError:
            return self._deposit_beside(version, tenu=True)
        if present == version.data:
            return self._record_deposit(version, DepositStatus.INCHANGE)
        if present is not None and not self._is_ours(version.chemin, present):
            return self._deposit_beside(version, tenu=False)
        try:
            atomic.replace_file(cible, version.data, self._patience)
        except OSError as error:
            return (
                self._deposit_beside(version, tenu=True)
                if atomic.is_held(error)
                else _report_unproduced(version.chemin, error)
            )
        self._ecrits += 1
        return self._record_deposit(version, DepositStatus.PRODUIT)

    def _deposit_beside(self, version: Version, *, tenu: bool) -> DepositState:
        """The document is hers, or held by another program: the new version goes beside, if it has
        something new to say.
        """
        chemin, nouveau = version.chemin, name_new_version(version.chemin)
        rien_de_neuf = self._manifeste[chemin].dit == version.dit
        try:
            voisin = atomic.read_file(self._resolve_path(nouveau), self._patience)
        except OSError as error:
            return (
                self._report_kept_document(chemin, tenu=tenu)
                if rien_de_neuf
                else _report_unproduced(chemin, error)
            )
        if voisin is not None and voisin != version.data and not self._is_ours(chemin, voisin):
            return self._report_edited_version(chemin, tenu=tenu, rien_de_neuf=rien_de_neuf)
        if rien_de_neuf:
            return (
                self._report_kept_document(chemin, tenu=tenu)
                if voisin is None
                else self._report_new_version(version, tenu=tenu)
            )
        if voisin != version.data:
            try:
                atomic.replace_file(self._resolve_path(nouveau), version.data, self._patience)
            except OSError as error:
                return _report_unproduced(chemin, error)
            self._ecrits += 1
        return self._report_new_version(version, tenu=tenu)

    def _record_deposit(self, version: Version, statut: DepositStatus) -> DepositState:
        self._en_place.add(version.chemin)
        self._to_confirm = self._to_confirm.change(
            version.chemin, dit=version.dit, faits=version.faits
        )
        return DepositState(version.chemin, statut)

    def _report_new_version(self, version: Version, *, tenu: bool) -> DepositState:
        nouveau = name_new_version(version.chemin)
        self._en_usage.add(nouveau)
        self._to_confirm = self._to_confirm.change(version.chemin, dit=version.dit)
        defaut = outputs.OUVERT_AVEC_NOUVEAU if tenu else outputs.MODIFIE_AVEC_NOUVEAU
        probleme = _make_problem(defaut, version.chemin, nouveau=_extract_name(nouveau))
        return DepositState(
            version.chemin,
            DepositStatus.PRODUIT if tenu else DepositStatus.CONSERVE,
            nouveau,
            probleme,
        )

    def _report_edited_version(
        self, chemin: str, *, tenu: bool, rien_de_neuf: bool
    ) -> DepositState:
        """She works in the « (nouveau) »: it is hers too, and never covered; what is new waits
        until there is room for it.
        """
        nouveau = name_new_version(chemin)
        self._en_usage.add(nouveau)
        news = outputs.OUVERT_NOUVEAU_MODIFIE if tenu else outputs.MODIFIES_TOUS_DEUX
        defaut = outputs.NOUVEAU_MODIFIE if rien_de_neuf else news
        return DepositState(
            chemin,
            DepositStatus.CONSERVE,
            nouveau,
            _make_problem(defaut, chemin, nouveau=_extract_name(nouveau)),
        )

    def _report_kept_document(self, chemin: str, *, tenu: bool) -> DepositState:
        if tenu:
            return DepositState(
                chemin, DepositStatus.INCHANGE, problem=_make_problem(outputs.OUVERT, chemin)
            )
        return DepositState(
            chemin, DepositStatus.CONSERVE, problem=_make_problem(outputs.MODIFIE, chemin)
        )

    def _remove_generated(self, chemin: str, nom: str) -> DepositState | None:
        """Remove `chemin`, generated under the entry `nom`; None when it is not there."""
        cible = self._resolve_path(chemin)
        try:
            present = atomic.read_file(cible, self._patience)
            if present is None:
                return None
            if not self._is_ours(nom, present):
                self._en_usage.add(chemin)
                return DepositState(
                    chemin, DepositStatus.PERIME, problem=_make_problem(outputs.PERIME, chemin)
                )
            atomic.remove_file(cible, self._patience)
        except OSError:
            return DepositState(
                chemin, DepositStatus.PERIME, problem=_make_problem(outputs.PERIME_OUVERT, chemin)
            )
        with contextlib.suppress(OSError):
            cible.parent.rmdir()  # only when nothing is left in it
        return DepositState(chemin, DepositStatus.RETIRE)

    # -- the manifest ------------------------------------------------------------------------------

    def _announce_versions(self, versions: Sequence[Version]) -> None:
        """List the new hashes before any document is replaced."""
        announced = self._manifeste
        for version in versions:
            announced = announced.add_hash(version.chemin, version.data)
        if announced is not self._manifeste:
            with self._raise_obstacle():
                manifest.save_manifest(self._sortie, announced, self._patience)
            self._manifeste = self._to_confirm = announced

    def _confirm_versions(self) -> None:
        """List what the documents that are now in place say."""
        if self._to_confirm is self._manifeste:
            return
        self._manifeste = self._to_confirm
        # the documents are in place; at worst a « (nouveau) » is made once more
        with contextlib.suppress(OSError):
            manifest.save_manifest(self._sortie, self._manifeste, self._patience)

    def _is_ours(self, nom: str, data: bytes) -> bool:
        return compute_hash(data) in self._manifeste[nom].empreintes

    def _resolve_path(self, chemin: str) -> Path:
        relatif = PurePosixPath(chemin)
        if relatif.is_absolute() or ".." in relatif.parts:
            raise ValueError(f"outside the output folder: {chemin}")
        return self._sortie / relatif

    @contextlib.contextmanager
    def _raise_obstacle(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CluError(
                outputs.say_folder_unusable(self._sortie.name, error, self._ecrits), Code.BLOCKED
            ) from error


def _extract_name(chemin: str) -> str:
    return PurePosixPath(chemin).name


def _make_problem(defaut: ProblemKind, chemin: str, **faits: str) -> Problem:
    return defaut.report(Place(_extract_name(chemin)), **faits)


def _report_unproduced(chemin: str, error: OSError) -> DepositState:
    cause, remede = outputs.explain_error(error)
    return DepositState(
        chemin,
        DepositStatus.NON_PRODUIT,
        problem=_make_problem(outputs.NON_ECRIT, chemin, cause=cause, remede=remede),
    )
