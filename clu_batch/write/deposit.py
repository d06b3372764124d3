"""Documents put into the output folder without ever covering what the secretary has edited
(docs/rules/delivery.md#edited-stays).
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError, Problem
from clu_batch.messages import outputs
from clu_batch.write import atomic, manifest
from clu_batch.write.manifest import compute_hash
from clu_batch.write.versions import (
    DepositState,
    DepositStatus,
    Version,
    name_new_version,
    report_document,
    tell,
    tell_kept,
    tell_unwritten,
)


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
            for name in names:
                chemin = Path(folder, name).relative_to(self._sortie).as_posix()
                if self.is_present(chemin):
                    found.add(chemin)
        return found

    def read_document(self, chemin: str) -> bytes | None:
        """The document under that name, hers if she edited it; None when there is none or it cannot
        be read.
        """
        with contextlib.suppress(OSError):
            return self._read(chemin)
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
        # told by `report_waiting_versions`
        beside = self.is_present(name_new_version(version.chemin))
        if beside or self._manifeste[version.chemin].dit == version.dit:
            return DepositState(version.chemin, DepositStatus.CONSERVE)
        return tell(version.chemin, DepositStatus.CONSERVE, outputs.MODIFIE_A_REFAIRE)

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
        etat = self._remove_generated(name_new_version(chemin), chemin)
        if etat is None or etat.problem is None or etat.problem.code != outputs.PERIME.code:
            return etat
        problem = report_document(outputs.NOUVEAU_MODIFIE, chemin)
        return replace(etat, statut=DepositStatus.CONSERVE, problem=problem)

    def report_waiting_versions(self, dossier: str, sauf: str) -> list[Problem]:
        """What is told of the « (nouveau) » beside documents that were not made this time.

        `sauf`: a document of `dossier` that is still to come.
        """
        problems = []
        for nom in self._list_generated(dossier):
            nouveau = name_new_version(nom)
            told = nom == sauf or nom in self._en_place or nouveau in self._en_usage
            if not told and self.is_present(nouveau):
                problems.append(report_document(outputs.NOUVEAU_EN_ATTENTE, nom))
        return problems

    def _list_generated(self, dossier: str) -> list[str]:
        return [
            nom
            for nom in sorted(self._manifeste.entrees)
            if PurePosixPath(nom).is_relative_to(dossier)
        ]

    # -- one document ------------------------------------------------------------------------------

    def _deposit_one(self, version: Version) -> DepositState:
        chemin = version.chemin
        if os.path.isdir(self._resolve_path(chemin)):  # noqa: PTH112 (the same)
            return tell_unwritten(chemin, IsADirectoryError(errno.EISDIR, ""))
        try:
            present = self._read(chemin)
        except OSError:
            return self._deposit_beside(version, tenu=True)
        if present == version.data:
            return self._record_deposit(version, DepositStatus.INCHANGE)
        if present is not None and not self._is_ours(chemin, present):
            return self._deposit_beside(version, tenu=False)
        return self._replace(version)

    def _replace(self, version: Version) -> DepositState:
        """Put a document in place of the one that was generated; beside it, while another program
        holds that one.
        """
        try:
            self._write(version.chemin, version.data)
        except OSError as error:
            if atomic.is_held(error):
                return self._deposit_beside(version, tenu=True)
            return tell_unwritten(version.chemin, error)
        return self._record_deposit(version, DepositStatus.PRODUIT)

    def _record_deposit(self, version: Version, statut: DepositStatus) -> DepositState:
        self._en_place.add(version.chemin)
        self._to_confirm = self._to_confirm.change(
            version.chemin, dit=version.dit, faits=version.faits
        )
        return DepositState(version.chemin, statut)

    def _deposit_beside(self, version: Version, *, tenu: bool) -> DepositState:
        """The document is hers, or held by another program: the new version goes beside, if it has
        something new to say.
        """
        chemin, nouveau = version.chemin, name_new_version(version.chemin)
        rien_de_neuf = self._manifeste[chemin].dit == version.dit
        try:
            voisin = self._read(nouveau)
            if voisin is not None and not self._is_ours(chemin, voisin):
                return self._report_edited_version(chemin, tenu=tenu, rien_de_neuf=rien_de_neuf)
            if not rien_de_neuf and voisin != version.data:
                self._write(nouveau, version.data)
        except OSError as error:
            if rien_de_neuf:
                return tell_kept(chemin, tenu=tenu)
            return tell_unwritten(chemin, error)
        if rien_de_neuf and voisin is None:
            return tell_kept(chemin, tenu=tenu)
        return self._report_new_version(version, tenu=tenu)

    def _report_new_version(self, version: Version, *, tenu: bool) -> DepositState:
        chemin, nouveau = version.chemin, name_new_version(version.chemin)
        self._en_usage.add(nouveau)
        self._to_confirm = self._to_confirm.change(chemin, dit=version.dit)
        if tenu:
            return tell(chemin, DepositStatus.PRODUIT, outputs.OUVERT_AVEC_NOUVEAU, nouveau)
        return tell(chemin, DepositStatus.CONSERVE, outputs.MODIFIE_AVEC_NOUVEAU, nouveau)

    def _report_edited_version(
        self, chemin: str, *, tenu: bool, rien_de_neuf: bool
    ) -> DepositState:
        """She works in the « (nouveau) »: it is hers too, and never covered; what is new waits
        until there is room for it.
        """
        nouveau = name_new_version(chemin)
        self._en_usage.add(nouveau)
        news = outputs.OUVERT_NOUVEAU_MODIFIE if tenu else outputs.MODIFIES_TOUS_DEUX
        kind = outputs.NOUVEAU_MODIFIE if rien_de_neuf else news
        return tell(chemin, DepositStatus.CONSERVE, kind, nouveau)

    def _remove_generated(self, chemin: str, nom: str) -> DepositState | None:
        """Remove `chemin`, generated under the entry `nom`; None when it is not there."""
        cible = self._resolve_path(chemin)
        try:
            present = self._read(chemin)
            if present is None:
                return None
            if not self._is_ours(nom, present):
                self._en_usage.add(chemin)
                return tell(chemin, DepositStatus.PERIME, outputs.PERIME)
            atomic.remove_file(cible, self._patience)
        except OSError:
            return tell(chemin, DepositStatus.PERIME, outputs.PERIME_OUVERT)
        with contextlib.suppress(OSError):
            cible.parent.rmdir()  # only when nothing is left in it
        return DepositState(chemin, DepositStatus.RETIRE)

    def _read(self, chemin: str) -> bytes | None:
        return atomic.read_file(self._resolve_path(chemin), self._patience)

    def _write(self, chemin: str, data: bytes) -> None:
        atomic.replace_file(self._resolve_path(chemin), data, self._patience)
        self._ecrits += 1

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
                outputs.say_folder_unusable(self._sortie.name, error, self._ecrits),
                Code.BLOCKED,
            ) from error
