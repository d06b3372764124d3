"""Writing: « Edited stays » as a table, a death or a failure at each step, one run at a time."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clu_batch.kernel import held_files
from clu_batch.kernel.problems import CluError, Severity
from clu_batch.write import atomic, manifest
from clu_batch.write.deposit import OutputFolder
from clu_batch.write.run_lock import lock_folder
from clu_batch.write.versions import DepositState, DepositStatus, Version, name_new_version
from tests.support.folders import ROOT

NOM = "2026-12-10_CLU/2026-12-10_CLU_Dossier-de-seance.docx"
NOUVEAU = "2026-12-10_CLU/2026-12-10_CLU_Dossier-de-seance (nouveau).docx"
V1, V1_BIS, V2, V3, HERS, HERS_AUSSI = (
    b"version 1",
    b"version 1, lettre du lendemain",
    b"version 2",
    b"version 3",
    b"la sienne",
    b"aussi",
)
# a letter date that follows the day of the run says nothing new
DITS = {V1: "un", V1_BIS: "un", V2: "deux", V3: "trois"}


def presse() -> atomic.Patience:
    return atomic.Patience(longue=0, courte=0, pas=0)


def passage(sortie: Path, *donnees: bytes) -> DepositState:
    """Runs one after the other; the state of the document in the last."""
    for data in donnees:
        depot = OutputFolder(sortie, presse())
        etat = depot.deposit(NOM, data, dit=DITS[data])
        depot.remove_outdated("2026-12-10_CLU", {NOM})
    return etat


def contenu(sortie: Path) -> dict[str, bytes]:
    """Every file but the program's own, by its path."""
    fichiers = (f for f in sortie.rglob("*") if f.is_file() and f.name != manifest.NOM)
    return {f.relative_to(sortie).as_posix(): f.read_bytes() for f in fichiers}


# -- edited stays ----------------------------------------------------------------------------------


def rien(sortie: Path) -> None:
    pass


def modifie(sortie: Path) -> None:
    (sortie / NOM).write_bytes(HERS)


def vide(sortie: Path) -> None:
    (sortie / NOM).write_bytes(b"")


def supprime(sortie: Path) -> None:
    (sortie / NOM).unlink()


def renomme(sortie: Path) -> None:
    (sortie / NOM).rename(sortie / "2026-12-10_CLU/mon dossier.docx")


def lecture_seule(sortie: Path) -> None:
    (sortie / NOM).chmod(0o444)


def manifeste_perdu(sortie: Path) -> None:
    (sortie / manifest.NOM).unlink()


def manifeste_abime(sortie: Path) -> None:
    (sortie / manifest.NOM).write_bytes(b'{"x": [1]')


def manifeste_etranger(sortie: Path) -> None:
    (sortie / manifest.NOM).write_bytes(b'["autre chose"]')


PRODUIT, INCHANGE, CONSERVE = (
    DepositStatus.PRODUIT,
    DepositStatus.INCHANGE,
    DepositStatus.CONSERVE,
)
MIEN = "2026-12-10_CLU/mon dossier.docx"

EDITED_STAYS = [
    # what she did after the first run (V1), what the second run says, its state, what is then on
    # the disk
    (rien, V1, INCHANGE, {NOM: V1}),
    (rien, V1_BIS, PRODUIT, {NOM: V1_BIS}),
    (rien, V2, PRODUIT, {NOM: V2}),
    (modifie, V1, CONSERVE, {NOM: HERS}),
    (modifie, V1_BIS, CONSERVE, {NOM: HERS}),
    (modifie, V2, CONSERVE, {NOM: HERS, NOUVEAU: V2}),
    (vide, V1, CONSERVE, {NOM: b""}),
    (vide, V2, CONSERVE, {NOM: b"", NOUVEAU: V2}),
    (supprime, V1, PRODUIT, {NOM: V1}),
    (supprime, V2, PRODUIT, {NOM: V2}),
    (renomme, V1, PRODUIT, {NOM: V1, MIEN: V1}),
    (renomme, V2, PRODUIT, {NOM: V2, MIEN: V1}),
    (lecture_seule, V1, INCHANGE, {NOM: V1}),
    (lecture_seule, V2, PRODUIT, {NOM: V2}),
    (manifeste_perdu, V1, INCHANGE, {NOM: V1}),
    (manifeste_perdu, V2, CONSERVE, {NOM: V1, NOUVEAU: V2}),
    (manifeste_abime, V1, INCHANGE, {NOM: V1}),
    (manifeste_abime, V2, CONSERVE, {NOM: V1, NOUVEAU: V2}),
    (manifeste_etranger, V2, CONSERVE, {NOM: V1, NOUVEAU: V2}),
]


@pytest.mark.parametrize(("geste", "seconde", "statut", "attendu"), EDITED_STAYS)
def test_edited_stays(
    tmp_path: Path,
    geste: Callable[[Path], None],
    seconde: bytes,
    statut: DepositStatus,
    attendu: dict[str, bytes],
) -> None:
    passage(tmp_path, V1)
    geste(tmp_path)
    etat = passage(tmp_path, seconde)
    assert (etat.statut, contenu(tmp_path)) == (statut, attendu)
    assert etat.nouveau == (NOUVEAU if NOUVEAU in attendu else "")
    encore = passage(tmp_path, seconde)  # the same inputs again change nothing
    assert contenu(tmp_path) == attendu
    assert encore.nouveau == etat.nouveau
    assert encore.statut == (CONSERVE if statut is CONSERVE else INCHANGE)


def apres(sortie: Path, **fichiers: bytes | None) -> None:
    for role, data in fichiers.items():
        cible = sortie / (NOM if role == "document" else NOUVEAU)
        if data is None:
            cible.unlink()
        else:
            cible.write_bytes(data)


@pytest.mark.parametrize(
    ("gestes", "troisieme", "attendu", "code"),
    [
        # her document and V2 beside it; then what she does, what the next run says, what is left,
        # the problem told
        ({}, V2, {NOM: HERS, NOUVEAU: V2}, "document-modifie-nouveau"),
        ({}, V3, {NOM: HERS, NOUVEAU: V3}, "document-modifie-nouveau"),
        ({}, V1, {NOM: HERS, NOUVEAU: V1}, "document-modifie-nouveau"),
        (
            {"nouveau": None},
            V2,
            {NOM: HERS},
            "document-modifie",
        ),  # she has read it: not made again
        ({"nouveau": None}, V3, {NOM: HERS, NOUVEAU: V3}, "document-modifie-nouveau"),
        ({"nouveau": HERS_AUSSI}, V2, {NOM: HERS, NOUVEAU: HERS_AUSSI}, "nouveau-modifie"),
        (
            {"nouveau": HERS_AUSSI},
            V3,
            {NOM: HERS, NOUVEAU: HERS_AUSSI},
            "document-et-nouveau-modifies",
        ),
        ({"document": None}, V2, {NOM: V2}, None),  # the « (nouveau) » is not needed any more
        # she took the new version: it is the program's again
        ({"document": V2, "nouveau": None}, V3, {NOM: V3}, None),
        ({"document": V1}, V3, {NOM: V3}, None),  # put back as it was generated
    ],
)
def test_beside_an_edited_document(
    tmp_path: Path,
    gestes: dict[str, bytes | None],
    troisieme: bytes,
    attendu: dict[str, bytes],
    code: str | None,
) -> None:
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    apres(tmp_path, **gestes)
    etat = passage(tmp_path, troisieme)
    assert contenu(tmp_path) == attendu
    assert (etat.problem.code if etat.problem else None) == code
    assert bool(etat.remarque) == bool(code)


def test_the_news_is_told_until_it_is_taken(tmp_path: Path) -> None:
    """Both edited: the new version has not been given yet, and comes once there is room for it."""
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    apres(tmp_path, nouveau=HERS_AUSSI)
    assert passage(tmp_path, V3, V3).problem is not None
    apres(tmp_path, nouveau=None)
    passage(tmp_path, V3)
    assert contenu(tmp_path) == {NOM: HERS, NOUVEAU: V3}


def test_a_second_run_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passage(tmp_path, V1)
    monkeypatch.setattr(atomic, "replace_file", lambda *_: pytest.fail("something was written"))
    passage(tmp_path, V1)


def test_what_is_there(tmp_path: Path) -> None:
    depot = OutputFolder(tmp_path, presse())
    assert (depot.is_present(NOM), depot.read_document(NOM)) == (False, None)
    depot.deposit(NOM, V1, dit="un")
    assert (depot.is_present(NOM), depot.find_digest(NOM, V1), depot.read_document(NOM)) == (
        True,
        "un",
        V1,
    )
    modifie(tmp_path)
    assert OutputFolder(tmp_path, presse()).read_document(NOM) == HERS


@pytest.mark.parametrize(
    "chemin", ["../dehors.docx", "a/../../dehors.docx", "/etc/dehors.docx"]
)
def test_never_outside_the_output_folder(tmp_path: Path, chemin: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        OutputFolder(tmp_path / "output", presse()).deposit(chemin, V1, dit="")
    assert not (tmp_path / "dehors.docx").exists()


def laisser(sortie: Path, *, attendu: bool = True) -> list[str | None]:
    """A run that withholds the document, or that needs it no more; what it tells."""
    depot = OutputFolder(sortie, presse())
    etats = depot.remove_outdated("2026-12-10_CLU", {NOM} if attendu else ())
    problems = [etat.problem for etat in etats] + list(
        depot.report_waiting_versions("2026-12-10_CLU", sauf="")
    )
    return [problem.code if problem else None for problem in problems]


@pytest.mark.parametrize(
    ("gestes", "attendu", "dits", "apres_retrait"),
    [
        # V2 beside her document; what she does to both; the run withholds the document; what it
        # tells; what the next run leaves
        ({}, {NOM: HERS, NOUVEAU: V2}, ["nouveau-en-attente"], {NOM: HERS, NOUVEAU: V2}),
        (
            {"nouveau": HERS_AUSSI},
            {NOM: HERS, NOUVEAU: HERS_AUSSI},
            ["nouveau-en-attente"],
            {NOM: HERS, NOUVEAU: HERS_AUSSI},
        ),
        ({"nouveau": None}, {NOM: HERS}, [], {NOM: HERS}),  # she has read it
        ({"document": None}, {NOUVEAU: V2}, ["nouveau-en-attente"], {NOM: V2}),
        ({"document": V1}, {NOM: V1, NOUVEAU: V2}, ["nouveau-en-attente"], {NOM: V2}),
        ({"document": V2}, {NOM: V2, NOUVEAU: V2}, ["nouveau-en-attente"], {NOM: V2}),
        (
            {"document": b""},
            {NOM: b"", NOUVEAU: V2},
            ["nouveau-en-attente"],
            {NOM: b"", NOUVEAU: V2},
        ),
    ],
)
def test_the_new_version_of_a_document_that_is_withheld_stays_and_is_told(
    tmp_path: Path,
    gestes: dict[str, bytes | None],
    attendu: dict[str, bytes],
    dits: list[str],
    apres_retrait: dict[str, bytes],
) -> None:
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    apres(tmp_path, **gestes)
    for _ in range(2):
        assert laisser(tmp_path) == dits
        assert contenu(tmp_path) == attendu
    passage(tmp_path, V2)
    assert contenu(tmp_path) == apres_retrait


def test_withheld_once_the_list_of_what_was_made_is_lost(tmp_path: Path) -> None:
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    manifeste_perdu(tmp_path)
    laisser(tmp_path)
    assert contenu(tmp_path) == {NOM: HERS, NOUVEAU: V2}
    assert passage(tmp_path, V3).problem
    assert contenu(tmp_path) == {NOM: HERS, NOUVEAU: V2}, "nothing says whose it is"


def test_the_new_version_of_a_document_that_nobody_needs_goes_unless_it_is_hers(
    tmp_path: Path,
) -> None:
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    assert laisser(tmp_path, attendu=False) == [None, "document-perime"]
    assert contenu(tmp_path) == {NOM: HERS}
    (tmp_path / NOUVEAU).write_bytes(HERS_AUSSI)
    assert laisser(tmp_path, attendu=False) == ["document-perime", "document-perime"]
    assert contenu(tmp_path) == {NOM: HERS, NOUVEAU: HERS_AUSSI}


def test_she_works_in_the_new_version_and_the_document_is_put_back(tmp_path: Path) -> None:
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    apres(tmp_path, document=None, nouveau=HERS_AUSSI)
    depot = OutputFolder(tmp_path, presse())
    depot.deposit(NOM, V2, dit="deux")
    assert depot.remove_new_version("2026-12-10_CLU/another.docx") is None
    [etat] = depot.remove_outdated("2026-12-10_CLU", {NOM})
    assert (etat.statut, etat.problem and etat.problem.code) == (CONSERVE, "nouveau-modifie")
    assert contenu(tmp_path) == {NOM: V2, NOUVEAU: HERS_AUSSI}
    assert depot.report_waiting_versions("2026-12-10_CLU", sauf="") == []


def test_open_in_word_while_she_works_in_the_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage(tmp_path, V1)
    tenir(monkeypatch, {Path(NOM).name}, TENU[0])
    passage(tmp_path, V2)
    apres(tmp_path, nouveau=HERS_AUSSI)
    told = [
        etat.problem.code
        for etat in (passage(tmp_path, V2), passage(tmp_path, V3))
        if etat.problem
    ]
    assert told == ["nouveau-modifie", "document-ouvert-nouveau-modifie"]
    assert contenu(tmp_path) == {NOM: V1, NOUVEAU: HERS_AUSSI}


@pytest.mark.parametrize(
    ("geste", "suivante", "dit"),
    [
        (rien, V2, None),
        (supprime, V2, None),
        (modifie, V1, None),
        (modifie, V1_BIS, None),
        (modifie, V2, "document-modifie-a-refaire"),
        (manifeste_perdu, V2, "document-modifie-a-refaire"),
    ],
)
def test_checking_tells_what_the_run_would_and_writes_nothing(
    tmp_path: Path, geste: Callable[[Path], None], suivante: bytes, dit: str | None
) -> None:
    passage(tmp_path, V1)
    geste(tmp_path)
    before = contenu(tmp_path)
    depot = OutputFolder(tmp_path, presse())
    etat = depot.preview_deposit(Version(NOM, suivante, DITS[suivante]))
    assert (etat.problem.code if etat.problem else None) == dit
    assert (contenu(tmp_path), depot.report_waiting_versions("2026-12-10_CLU", sauf="")) == (
        before,
        [],
    )


def test_checking_tells_the_new_version_that_stands_beside_once(tmp_path: Path) -> None:
    passage(tmp_path, V1)
    modifie(tmp_path)
    passage(tmp_path, V2)
    depot = OutputFolder(tmp_path, presse())
    assert depot.preview_deposit(Version(NOM, V3, "trois")).problem is None
    assert [
        problem.code for problem in depot.report_waiting_versions("2026-12-10_CLU", sauf="")
    ] == ["nouveau-en-attente"]
    assert depot.report_waiting_versions("2026-12-10_CLU", sauf=NOM) == []


# -- what nobody needs any more --------------------------------------------------------------------

A, B = "2026-12-10_CLU/convocations/A.docx", "2026-12-10_CLU/convocations/B.docx"


def test_stale_documents(tmp_path: Path) -> None:
    etranger = tmp_path / "2026-12-10_CLU/convocations/à moi.docx"
    autre_reunion = "2025-12-10_CLU/C.docx"
    depot = OutputFolder(tmp_path, presse())
    depot.deposit_all(
        [
            Version(A, V1, "a"),
            Version(B, V1, "b"),
            Version(NOM, V1, "un"),
            Version(autre_reunion, V1, "c"),
        ]
    )
    etranger.write_bytes(HERS)
    (tmp_path / B).write_bytes(HERS)
    etats = OutputFolder(tmp_path, presse()).remove_outdated("2026-12-10_CLU", {NOM})
    assert [(e.chemin, e.statut) for e in etats] == [
        (A, DepositStatus.RETIRE),
        (B, DepositStatus.PERIME),
    ]
    assert etats[1].remarque.startswith("Périmé\u00a0: ne plus envoyer.")
    assert sorted(contenu(tmp_path)) == sorted(
        [autre_reunion, NOM, B, etranger.relative_to(tmp_path).as_posix()]
    )


def test_a_folder_left_empty_goes_too(tmp_path: Path) -> None:
    OutputFolder(tmp_path, presse()).deposit(A, V1, dit="a")
    OutputFolder(tmp_path, presse()).remove_outdated("2026-12-10_CLU", ())
    assert not (tmp_path / A).parent.exists()
    assert OutputFolder(tmp_path, presse()).deposit(A, V1, dit="a").statut is PRODUIT


def test_a_stale_document_that_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    OutputFolder(tmp_path, presse()).deposit(A, V1, dit="a")
    monkeypatch.setattr(Path, "unlink", refuse)
    (etat,) = OutputFolder(tmp_path, presse()).remove_outdated("2026-12-10_CLU", ())
    assert (etat.statut, etat.problem and etat.problem.code) == (
        DepositStatus.PERIME,
        "document-perime-ouvert",
    )


# -- open in Word ----------------------------------------------------------------------------------


class WindowsHeldError(OSError):
    """An error as Windows gives it: its own number beside errno."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EINVAL, "")
        self.winerror = winerror


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "")


def tenir(
    monkeypatch: pytest.MonkeyPatch, noms: set[str], erreur: OSError, echecs: int = 10**6
) -> None:
    """Replacing one of the files `noms` fails, `echecs` times."""
    vrai, reste = Path.replace, [echecs]

    def remplace(de: Path, vers: Path) -> Path:
        if vers.name in noms and reste[0] > 0:
            reste[0] -= 1
            raise erreur
        return vrai(de, vers)

    monkeypatch.setattr(Path, "replace", remplace)


TENU = [
    PermissionError(errno.EACCES, ""),
    OSError(errno.EBUSY, ""),
    WindowsHeldError(5),
    WindowsHeldError(32),
    WindowsHeldError(33),
]


@pytest.mark.parametrize("erreur", TENU)
def test_open_in_word_for_an_instant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erreur: OSError
) -> None:
    passage(tmp_path, V1)
    tenir(monkeypatch, {Path(NOM).name}, erreur, echecs=3)
    etat = OutputFolder(tmp_path, atomic.Patience(longue=1, pas=0.001)).deposit(
        NOM, V2, dit="deux"
    )
    assert (etat.statut, contenu(tmp_path)) == (PRODUIT, {NOM: V2})


@pytest.mark.parametrize("erreur", TENU)
def test_left_open_in_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erreur: OSError
) -> None:
    passage(tmp_path, V1)
    with monkeypatch.context() as ouvert:
        tenir(ouvert, {Path(NOM).name}, erreur)
        etat = passage(tmp_path, V2)
        assert (etat.statut, etat.nouveau, etat.problem and etat.problem.code) == (
            PRODUIT,
            NOUVEAU,
            "document-ouvert-nouveau",
        )
        assert contenu(tmp_path) == {NOM: V1, NOUVEAU: V2}
        assert passage(tmp_path, V2).nouveau == NOUVEAU  # still open at the next run
    assert passage(tmp_path, V2).statut is PRODUIT
    assert contenu(tmp_path) == {NOM: V2}  # closed: the document takes its place, the copy goes


def test_left_open_with_nothing_new_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage(tmp_path, V1)
    tenir(monkeypatch, {Path(NOM).name}, TENU[0])
    etat = passage(tmp_path, V1_BIS)
    assert (etat.statut, etat.problem and etat.problem.gravite) == (
        INCHANGE,
        Severity.INFORMATION,
    )
    assert contenu(tmp_path) == {NOM: V1}


def test_writable_under_neither_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passage(tmp_path, V1)
    tenir(monkeypatch, {Path(NOM).name, Path(NOUVEAU).name}, TENU[0])
    etat = passage(tmp_path, V2)
    assert (etat.statut, etat.problem and etat.problem.gravite) == (
        DepositStatus.NON_PRODUIT,
        Severity.BLOQUANT,
    )
    assert contenu(tmp_path) == {NOM: V1}


def test_several_documents_left_open_do_not_make_the_run_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noms = [f"r/{i}.docx" for i in range(5)]
    OutputFolder(tmp_path, presse()).deposit_all([Version(n, V1, "un") for n in noms])
    tenir(monkeypatch, {Path(n).name for n in noms}, TENU[0])
    horloge = Horloge()
    monkeypatch.setattr(held_files, "time", horloge)
    OutputFolder(tmp_path, atomic.Patience(longue=0.3, courte=0.04)).deposit_all(
        [Version(n, V2, "deux") for n in noms]
    )
    assert (
        0.2 < horloge.maintenant < 0.3 + 4 * 0.04
    )  # where five times the patience would be 1.5


class Horloge:
    """A clock that only the waits make go forward."""

    maintenant = 0.0

    def monotonic(self) -> float:
        return self.maintenant

    def sleep(self, seconds: float) -> None:
        self.maintenant += seconds


def test_a_document_that_cannot_be_read_counts_as_hers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage(tmp_path, V1)
    vrai = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda self: refuse() if self.name == Path(NOM).name else vrai(self)
    )
    assert passage(tmp_path, V2).nouveau == NOUVEAU
    monkeypatch.undo()
    assert contenu(tmp_path) == {NOM: V1, NOUVEAU: V2}


# -- a death or a failure at the Nth step ----------------------------------------------------------


class Mort(BaseException):
    """The process is killed."""


class Etapes:
    """Counts the steps of input and output, and breaks them from the n-th on (or the n-th
    alone).
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, n: int, erreur: BaseException, *, toutes: bool
    ) -> None:
        self.faites, self._n, self._erreur, self._toutes = 0, n, erreur, toutes
        for objet, nom in (
            (Path, "open"),
            (Path, "replace"),
            (Path, "mkdir"),
            (Path, "unlink"),
            (os, "fsync"),
        ):
            monkeypatch.setattr(objet, nom, self._compte(getattr(objet, nom)))

    def etape(self) -> None:
        self.faites += 1
        if self.faites == self._n or (self._toutes and self.faites > self._n):
            raise self._erreur

    def _compte(self, vrai: Callable[..., Any]) -> Callable[..., Any]:
        def appel(*args: object, **kwargs: object) -> object:
            self.etape()
            resultat = vrai(*args, **kwargs)
            if isinstance(resultat, io.BufferedWriter):
                return Ecriture(resultat, self)
            return resultat

        return appel


class Ecriture:
    """An open file, of which each writing is a step; killed, it is left half written."""

    def __init__(self, fichier: io.BufferedWriter, etapes: Etapes) -> None:
        self._fichier, self._etapes = fichier, etapes

    def __enter__(self) -> Ecriture:
        return self

    def __exit__(self, *_: object) -> None:
        self._fichier.close()

    def write(self, data: bytes) -> None:
        self._fichier.write(data[: len(data) // 2])
        self._etapes.etape()
        self._fichier.write(data[len(data) // 2 :])

    def flush(self) -> None:
        self._fichier.flush()

    def fileno(self) -> int:
        return self._fichier.fileno()


LOT = [f"2026-12-10_CLU/{i}.docx" for i in range(3)]


def ancien(nom: str) -> bytes:
    return f"ancien {nom}".encode() * 50


def neuf(nom: str) -> bytes:
    return f"neuf {nom}".encode() * 50


@pytest.fixture
def sans_disque(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is forced to the disk: hundreds of runs stay fast, and the order of the steps is the
    same.
    """
    monkeypatch.setattr(os, "fsync", lambda _: None)


def deposer_lot(sortie: Path, fabrique: Callable[[str], bytes], dit: str) -> list[DepositState]:
    """A run: the last document is new, another is not needed any more, one was edited."""
    noms = (
        LOT
        if fabrique is neuf
        else [*LOT[:2], "2026-12-10_CLU/périmé.docx", "2026-12-10_CLU/modifié.docx"]
    )
    if fabrique is neuf:
        noms = [*noms, "2026-12-10_CLU/modifié.docx"]
    depot = OutputFolder(sortie, presse())
    etats = depot.deposit_all([Version(n, fabrique(n), dit) for n in noms])
    depot.remove_outdated("2026-12-10_CLU", noms)
    return etats


def pas_a_pas(
    tmp_path: Path, erreur: Callable[[], BaseException], *, toutes: bool
) -> Iterator[tuple[Path, list[DepositState] | BaseException]]:
    """The same run on the same folder, broken at step 1, 2, 3… until nothing is left to break."""
    for n in range(1, 200):
        sortie = tmp_path / str(n)
        deposer_lot(sortie, ancien, "un")
        (sortie / "2026-12-10_CLU/modifié.docx").write_bytes(HERS)
        with pytest.MonkeyPatch.context() as casse:
            etapes = Etapes(casse, n, erreur(), toutes=toutes)
            try:
                fin: list[DepositState] | BaseException = deposer_lot(sortie, neuf, "deux")
            except (Mort, CluError) as error:
                fin = error
        if etapes.faites < n:
            return
        yield sortie, fin
    pytest.fail("the run never ends")


def verifier_entiers(sortie: Path) -> None:
    """Each document is whole, old or new; hers is hers."""
    for nom in LOT:
        if (sortie / nom).exists():
            assert (sortie / nom).read_bytes() in {ancien(nom), neuf(nom)}
    assert all((sortie / nom).exists() for nom in LOT[:2])
    assert (sortie / "2026-12-10_CLU/modifié.docx").read_bytes() == HERS


def verifier_suite(sortie: Path) -> None:
    """The next run succeeds, knows its own documents, gives the news and sweeps."""
    etats = {e.chemin: e for e in deposer_lot(sortie, neuf, "deux")}
    modifie = etats.pop("2026-12-10_CLU/modifié.docx")
    assert {e.statut for e in etats.values()} <= {PRODUIT, INCHANGE}
    nouveau = name_new_version(modifie.chemin)
    assert modifie.nouveau == nouveau
    attendu = {n: neuf(n) for n in LOT} | {modifie.chemin: HERS, nouveau: neuf(modifie.chemin)}
    assert contenu(sortie) == attendu


@pytest.mark.usefixtures("sans_disque")
def test_killed_at_any_step(tmp_path: Path) -> None:
    essais = 0
    for sortie, _ in pas_a_pas(tmp_path, Mort, toutes=True):
        verifier_entiers(sortie)
        verifier_suite(sortie)
        essais += 1
    assert essais > 25


ERREURS: list[Callable[[], OSError]] = [
    lambda: OSError(errno.ENOSPC, ""),
    lambda: PermissionError(errno.EACCES, ""),
    lambda: OSError(errno.EIO, ""),
    lambda: WindowsHeldError(5),
    lambda: WindowsHeldError(32),
    lambda: WindowsHeldError(33),
]


@pytest.mark.usefixtures("sans_disque")
@pytest.mark.parametrize("toutes", [False, True])
@pytest.mark.parametrize("erreur", ERREURS)
def test_the_nth_step_fails(
    tmp_path: Path, erreur: Callable[[], OSError], toutes: bool
) -> None:
    for sortie, fin in pas_a_pas(tmp_path, erreur, toutes=toutes):
        verifier_entiers(sortie)
        if isinstance(fin, CluError):
            assert fin.code == 2
            assert "vos classeurs n’ont pas été touchés" in fin.sentence
        else:
            assert isinstance(fin, list)
        verifier_suite(sortie)


def test_the_manifest_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it cannot be written, no document is touched."""
    passage(tmp_path, V1)
    tenir(monkeypatch, {manifest.NOM}, OSError(errno.ENOSPC, ""))
    with pytest.raises(CluError, match="le disque est plein") as obstacle:
        passage(tmp_path, V2)
    assert obstacle.value.code == 2
    assert contenu(tmp_path) == {NOM: V1}


def test_bytes_reach_the_disk_before_they_take_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordre: list[str] = []
    vrai_fsync, vrai_replace = os.fsync, Path.replace

    def fsync(fichier: int) -> None:
        ordre.append("fsync")
        vrai_fsync(fichier)

    def replace(de: Path, vers: Path) -> Path:
        ordre.append(vers.name)
        return vrai_replace(de, vers)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    OutputFolder(tmp_path, presse()).deposit("a.docx", V1, dit="un")
    assert ordre == ["fsync", manifest.NOM, "fsync", "a.docx", "fsync", manifest.NOM]


def test_leftovers_are_swept_and_nothing_else(tmp_path: Path) -> None:
    passage(tmp_path, V1)
    reste = atomic.name_temporary(tmp_path / NOM)
    a_elle = tmp_path / "2026-12-10_CLU/.brouillon.tmp"
    reste.write_bytes(b"moit")
    a_elle.write_bytes(HERS)
    OutputFolder(tmp_path, presse())
    assert not reste.exists()
    assert a_elle.exists()


# -- one run at a time -----------------------------------------------------------------------------

TIENT_LE_VERROU = """
import sys
from pathlib import Path
from clu_batch.write.run_lock import lock_folder
with lock_folder(Path(sys.argv[1])):
    print("pris", flush=True)
    sys.stdin.read()
"""


def test_one_run_at_a_time_and_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    racine = ROOT
    commande = [sys.executable, "-c", TIENT_LE_VERROU, str(tmp_path)]
    with subprocess.Popen(
        commande, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=racine
    ) as autre:
        assert autre.stdout is not None
        assert autre.stdout.readline().strip() == b"pris"
        with pytest.raises(CluError) as occupe, lock_folder(tmp_path):
            pytest.fail("two runs at once")
        assert occupe.value.code == 5
        assert "déjà en cours" in occupe.value.sentence
        autre.kill()
        autre.wait()
        with lock_folder(tmp_path):
            pass
    with lock_folder(tmp_path):
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"a file, not a folder")
    with (
        pytest.raises(CluError, match="ne peut pas être utilisé") as obstacle,
        lock_folder(tmp_path / "output"),
    ):
        pytest.fail("no folder to lock")
    assert obstacle.value.code == 2


def test_a_server_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sans_verrou(_: int) -> None:
        raise OSError(errno.ENOLCK, "")

    monkeypatch.setattr("clu_batch.kernel.file_lock.take", sans_verrou)
    with lock_folder(tmp_path):
        assert OutputFolder(tmp_path, presse()).deposit(NOM, V1, dit="un").statut is PRODUIT
