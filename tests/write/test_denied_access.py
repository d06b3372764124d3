"""What the system refuses on the folders that the secretary gave: a sentence with the true state,
never a defect of the program.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clu_batch.data import read_template
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.problems import CluError
from clu_batch.messages.workbooks import FICHIER_COUPE
from clu_batch.read import workbook
from clu_batch.render import template
from clu_batch.session import pipeline
from clu_batch.session.load import LoadedWorkbooks, load
from clu_batch.session.options import Options
from clu_batch.write import atomic
from clu_batch.write.deposit import OutputFolder
from clu_batch.write.run_lock import lock_folder
from clu_batch.write.versions import DepositStatus, Version
from tests.conftest import write_workbook
from tests.support.on_windows import make_link

REFUSALS = [errno.EACCES, errno.EPERM, errno.EIO, errno.ELOOP, errno.ENAMETOOLONG, errno.ESTALE]
EACH = pytest.mark.parametrize(
    "number", REFUSALS, ids=[errno.errorcode[number] for number in REFUSALS]
)


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """One small workbook that names an annex."""
    classeurs = tmp_path / "workbooks"
    (classeurs / "annexes").mkdir(parents=True)
    (classeurs / "annexes/plan.pdf").write_bytes(b"%PDF")
    write_workbook(
        classeurs / "comite.xlsx",
        {
            "Composition": [
                ["Code", "Collège", "Fonction"],
                ["SG", "Présidence", "Secrétaire général"],
            ],
            "Réunions": [
                ["Date", "Heure", "Lieu"],
                [dt.date(2026, 12, 10), "10 h", "Préfecture"],
            ],
            "Ordre du jour": [
                ["Réunion", "Point", "Fichier"],
                [dt.date(2026, 12, 10), "Le plan", "plan.pdf"],
            ],
        },
    )
    return Options(
        None,
        None,
        dt.date(2026, 11, 23),
        classeurs,
        tmp_path / "templates",
        tmp_path / "output",
        verifier_seulement=True,
    )


def refuse(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, *, listing: bool = False
) -> None:
    """Have the system refuse to look at what bears that name, or to list it."""

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **options: Any) -> Any:
            if isinstance(path, str | Path) and Path(path).name == name:
                raise OSError(number, os.strerror(number), str(path))
            return real(path, *rest, **options)

        return call

    functions = ("listdir", "scandir") if listing else ("stat", "lstat")
    for function in functions:
        monkeypatch.setattr(os, function, refusing(getattr(os, function)))


def codes(charge: LoadedWorkbooks) -> set[str]:
    return {problem.code for problem in charge.problems}


def said(charge: LoadedWorkbooks, code: str) -> str:
    return next(str(problem) for problem in charge.problems if problem.code == code)


# -- what is read ----------------------------------------------------------------------------------


def test_the_workbook_of_these_tests_is_sound(options: Options) -> None:
    assert codes(load(options)).isdisjoint(
        {"dossier-absent", "fichier-occupe", "annexes-illisibles", "fichier-absent"}
    )


@EACH
def test_workbooks_that_cannot_be_listed(
    options: Options, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse(monkeypatch, "workbooks", number, listing=True)
    assert "dossier-absent" in codes(load(options))


# a loop is met when the file is opened
@pytest.mark.parametrize("number", sorted({*REFUSALS} - {errno.ELOOP}))
def test_a_workbook_that_cannot_be_looked_at(
    options: Options, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse(monkeypatch, "comite.xlsx", number)
    charge = load(options)
    assert charge.unreadable
    assert "fichier-occupe" in codes(charge)


@EACH
def test_annexes_that_cannot_be_listed_are_not_said_to_be_absent(
    options: Options, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse(monkeypatch, "annexes", number, listing=True)
    charge = load(options)
    assert codes(charge) >= {"annexes-illisibles"}
    assert "fichier-absent" not in codes(charge)


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.EACCES, "l’accès est refusé"),
        (errno.ELOOP, "un lien du chemin renvoie à lui-même"),
    ],
)
def test_the_cause_is_said(
    options: Options, monkeypatch: pytest.MonkeyPatch, number: int, cause: str
) -> None:
    refuse(monkeypatch, "annexes", number, listing=True)
    assert cause in said(load(options), "annexes-illisibles")


def test_an_annex_that_cannot_be_looked_at_is_told_when_it_is_read(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "plan.pdf", errno.EACCES)
    assert "fichier-absent" not in codes(load(options))


def test_links_that_lead_back_to_themselves(options: Options) -> None:
    shutil.rmtree(options.classeurs / "annexes")
    for name in ("annexes", "boucle.xlsx"):
        make_link(options.classeurs / name, name)
    charge = load(options)
    assert "c’est un lien qui renvoie à lui-même" in said(charge, "fichier-occupe")
    assert "un lien du chemin renvoie à lui-même" in said(charge, "annexes-illisibles")


# -- what is written -------------------------------------------------------------------------------

LONG = "a" * 300


@pytest.mark.skipif(
    os.name == "nt", reason="Windows gives no such reason: the paths are measured before"
)
@pytest.mark.parametrize(
    "chemin",
    [f"r/{LONG}.docx", f"{LONG}/a.docx", f"r/{'a' * 249}.docx"],
    ids=["name", "folder", "waiting name"],
)
def test_a_name_that_is_too_long_is_told_of_its_document_alone(
    tmp_path: Path, chemin: str
) -> None:
    etats = OutputFolder(tmp_path).deposit_all(
        [Version(chemin, b"un", "un"), Version("r/b.docx", b"deux", "deux")]
    )
    assert [etat.statut for etat in etats] == [DepositStatus.NON_PRODUIT, DepositStatus.PRODUIT]
    assert "le chemin du fichier est trop long" in str(etats[0].problem)


def test_a_folder_that_is_a_loop_is_told_of_its_documents(tmp_path: Path) -> None:
    make_link(tmp_path / "r", "r")
    depot = OutputFolder(tmp_path)
    [etat] = depot.deposit_all([Version("r/a.docx", b"un", "un")])
    assert etat.statut is DepositStatus.NON_PRODUIT
    assert (depot.is_present("r/a.docx"), depot.list_present("r")) == (False, set())


@EACH
def test_a_document_that_cannot_be_looked_at_is_no_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    depot = OutputFolder(tmp_path)
    depot.deposit_all([Version("r/a.docx", b"un", "un")])
    refuse(monkeypatch, "a.docx", number)
    assert not depot.is_present("r/a.docx")
    assert depot.list_present("r") == set()
    depot.deposit_all([Version("r/a.docx", b"deux", "deux")])


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (0, "Aucun document n’a été modifié"),
        (1, "Un document a été écrit avant l’arrêt"),
        (3, "3 documents ont été écrits avant l’arrêt"),
    ],
)
def test_a_disk_that_fills_up_says_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int, state: str
) -> None:
    depot = OutputFolder(tmp_path)
    for number in range(written):
        depot.deposit_all([Version(f"{number}.docx", b"un", "un")])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(atomic, "_write_bytes", full)
    with pytest.raises(CluError, match="le disque est plein") as stopped:
        depot.deposit_all([Version("plein.docx", b"un", "un")])
    assert f"{state} et vos classeurs n’ont pas été touchés." in stopped.value.sentence


def test_what_was_not_written_is_not_shown_as_the_place_of_the_details(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = atomic.replace_file

    def full(chemin: Path, data: bytes, patience: atomic.Patience) -> None:
        if chemin.name.endswith("Controle.xlsx"):
            raise OSError(errno.ENOSPC, "")
        writing(chemin, data, patience)

    monkeypatch.setattr(atomic, "replace_file", full)
    resultat = pipeline.run_session(options, lambda number, total, text: None)
    shown = "\n".join(resultat.lines)
    assert (resultat.code, list(resultat.folders)) == (2, [])
    assert "Tout le détail" not in shown
    assert "le disque est plein" in shown


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE])
def test_a_lock_that_fails_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr("clu_batch.kernel.file_lock.take", fail)
    with (
        pytest.raises(CluError, match="ne peut pas être utilisé") as stopped,
        lock_folder(tmp_path),
    ):
        raise AssertionError
    assert stopped.value.code == 2


# -- a library that does not load, met late --------------------------------------------------------


def _absent(*_: object, **__: object) -> None:
    raise ModuleNotFoundError("x", name="lxml.late")


@pytest.mark.parametrize(
    ("owner", "name"), [(template._OpenTemplate, "read"), (template.Template, "_compile")]
)
def test_it_is_no_fault_of_a_template_that_is_loaded(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    monkeypatch.setattr(owner, name, _absent)
    with pytest.raises(ModuleNotFoundError):
        template.Template.load("trame.docx", read_template("trame_de_notes"), build_filters())


def test_it_is_no_fault_of_a_template_that_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    sound, _ = template.Template.load(
        "trame.docx", read_template("trame_de_notes"), build_filters()
    )
    assert sound is not None
    monkeypatch.setattr(template.Template, "_render", _absent)
    with pytest.raises(ModuleNotFoundError):
        sound.render({}, titre="", createur="", date=dt.date(2026, 1, 1))


def test_it_is_no_fault_of_a_workbook() -> None:
    with pytest.raises(ModuleNotFoundError), workbook._guard_reading(FICHIER_COUPE):
        _absent()
