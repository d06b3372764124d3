"""The whole program on the example: what it leaves, what it keeps, what it says of broken
workbooks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest

from clu_batch.documents import PRODUCTIONS, dossier
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from clu_batch.session.summary import CHECKED_ONLY
from tests.conftest import write_workbook
from tests.support.folders import ROOT
from tests.support.meeting import simple
from tests.support.word_files import lignes

A_VENIR, TENUE = "2026-12-10_CLU", "2026-06-11_CLU"
MEMBRES = (
    "DCLC",
    "SMI",
    "COM",
    "SGCD",
    "ACC",
    "RQ",
    "DDD",
    "AMF",
    "APF",
    "UFC",
    "PIMMS",
    "MOB",
)
"""Those who are convened: SG presides, and signs the letters."""


@pytest.fixture(scope="module")
def modeles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(
        "modeles"
    )  # empty: every template is restored from the program


@pytest.fixture
def classeurs(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "workbooks", tmp_path / "workbooks")


def run(
    classeurs: Path,
    modeles: Path,
    sortie: Path,
    *,
    reunion: str | None = None,
    verifier: bool = False,
) -> RunOutcome:
    options = Options(reunion, None, dt.date(2027, 3, 1), classeurs, modeles, sortie, verifier)
    return pipeline.run_session(options, lambda number, total, text: None)


def change(workbook: Path, sheet: str, cells: Mapping[str, str | None]) -> None:
    book = openpyxl.load_workbook(workbook)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(workbook)
    book.close()


def snapshot(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, modeles: Path) -> tuple[Path, RunOutcome]:
    sortie = tmp_path_factory.mktemp("output")
    return sortie, run(ROOT / "workbooks", modeles, sortie)


def test_the_example_gives_the_documents_of_both_meetings(
    example: tuple[Path, RunOutcome],
) -> None:
    sortie, resultat = example
    found = {
        path.relative_to(sortie).as_posix()
        for path in sortie.rglob("*.*")
        if path.parent != sortie
    }
    coming = [
        f"{A_VENIR}_{what}.docx"
        for what in (
            "Dossier-de-seance",
            "Feuille-emargement",
            "Chevalets",
            "Trame-de-notes",
            "Fiche-envoi",
        )
    ]
    held = [
        f"{TENUE}_{what}.docx" for what in ("Dossier-de-seance", "Compte-rendu", "Fiche-envoi")
    ]
    expected = {f"{A_VENIR}/convocations/{A_VENIR}_Convocation_{code}.docx" for code in MEMBRES}
    expected |= {
        f"{A_VENIR}/{name}" for name in (*coming, f"{A_VENIR}.ics", f"{A_VENIR}_Controle.xlsx")
    }
    expected |= {f"{TENUE}/{name}" for name in (*held, f"{TENUE}_Controle.xlsx")}
    assert expected <= found
    invitations = {name for name in found if "_Invitation_" in name}
    annexes = {name for name in found if "/annexes/Annexe-" in name}
    assert invitations
    assert annexes
    assert found == expected | invitations | annexes
    assert resultat.code in {Code.DONE, Code.TO_CORRECT}
    assert list(resultat.defects) == []


def test_a_second_run_rewrites_nothing(example: tuple[Path, RunOutcome], modeles: Path) -> None:
    sortie, _ = example
    before, templates = snapshot(sortie), snapshot(modeles)
    run(ROOT / "workbooks", modeles, sortie)
    assert {
        name: state for name, state in snapshot(sortie).items() if before.get(name) != state
    } == {}
    assert snapshot(modeles) == templates


def test_the_same_workbooks_elsewhere_give_the_same_bytes(
    example: tuple[Path, RunOutcome], classeurs: Path, tmp_path: Path
) -> None:
    sortie, _ = example
    run(classeurs, tmp_path / "templates", tmp_path / "workbooks et autres" / "output")
    ours = {
        name: digest
        for name, (digest, _) in snapshot(sortie).items()
        if not name.startswith(".")
    }
    there = {
        name: digest
        for name, (digest, _) in snapshot(tmp_path / "workbooks et autres" / "output").items()
        if not name.startswith(".")
    }
    assert {
        name
        for name in ours
        if ours[name] != there.get(name) and not name.endswith("Controle.xlsx")
    } == set()
    assert ours.keys() == there.keys()


def test_the_workbooks_are_never_written(
    example: tuple[Path, RunOutcome], modeles: Path, classeurs: Path, tmp_path: Path
) -> None:
    before = snapshot(classeurs)
    run(classeurs, modeles, tmp_path / "out")
    assert snapshot(classeurs) == before


def test_checking_alone_makes_only_the_control_workbooks(modeles: Path, tmp_path: Path) -> None:
    resultat = run(ROOT / "workbooks", modeles, tmp_path, verifier=True)
    assert {path.name for path in tmp_path.rglob("*.*") if path.parent != tmp_path} == {
        f"{A_VENIR}_Controle.xlsx",
        f"{TENUE}_Controle.xlsx",
    }
    assert resultat.code == Code.DONE
    assert simple(resultat.lines[1]) == CHECKED_ONLY


@pytest.mark.parametrize(
    "missing", [("dossier.docx",), ("dossier.docx", "Balises.docx", "convocation.docx"), ()]
)
def test_checking_alone_puts_no_template_back(missing: Sequence[str], tmp_path: Path) -> None:
    siens = tmp_path / "siens"
    if missing:
        shutil.copytree(ROOT / "templates", siens)
    for nom in missing:
        (siens / nom).unlink()
    before = snapshot(siens)
    resultat = run(ROOT / "workbooks", siens, tmp_path / "out", verifier=True)
    assert (snapshot(siens), siens.exists()) == (before, bool(missing))
    assert not [ligne for ligne in resultat.lines if "remis en place" in ligne]
    assert sorted(path.name for path in tmp_path.iterdir()) == (
        ["out", "siens"] if missing else ["out"]
    )
    made = [
        path.name for path in (tmp_path / "out").rglob("*") if path.parent != tmp_path / "out"
    ]
    assert sorted(made) == sorted([f"{A_VENIR}_Controle.xlsx", f"{TENUE}_Controle.xlsx"])


def test_checking_alone_changes_nothing_but_the_control_workbooks(
    modeles: Path, classeurs: Path, tmp_path: Path
) -> None:
    """Whatever was edited, removed or is out of date since the documents were made."""
    out, siens = tmp_path / "out", tmp_path / "siens"
    run(classeurs, modeles, out)
    shutil.copytree(modeles, siens)
    (siens / "dossier.docx").unlink()
    papers = sorted((out / A_VENIR).glob("*.docx"))
    papers[0].write_bytes(b"edited")
    papers[1].unlink()
    change(classeurs / "comite.xlsx", "Composition", {"C2": "Autre titulaire"})
    before, manifest = snapshot(tmp_path), json.loads((out / ".manifeste.json").read_bytes())
    run(classeurs, siens, out, verifier=True)
    after = snapshot(tmp_path)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    controls = {f"{folder}/{folder}_Controle.xlsx" for folder in (A_VENIR, TENUE)}
    allowed = {f"out/{name}" for name in (*controls, ".manifeste.json", ".verrou")}
    assert changed <= allowed
    assert f"out/{A_VENIR}/{A_VENIR}_Controle.xlsx" in changed
    entries = json.loads((out / ".manifeste.json").read_bytes())
    touched = {
        name for name in {*manifest, *entries} if manifest.get(name) != entries.get(name)
    }
    assert touched <= controls


def a_corriger(sortie: Path) -> Iterator[tuple[str, ...]]:
    yield from a_corriger_de(sortie, A_VENIR)


def a_corriger_de(sortie: Path, dossier: str) -> Iterator[tuple[str, ...]]:
    [control] = [
        path
        for path in sortie.rglob("*Controle.xlsx")
        if dossier in path.name or path.parent == sortie
    ]
    book = openpyxl.load_workbook(control, read_only=True)
    for row in book["À corriger"].iter_rows(min_row=2, values_only=True):
        yield tuple("" if value is None else str(value) for value in row)
    book.close()


def found(sortie: Path, gravite: str) -> list[str]:
    """« feuille!cellule » of every problem of that gravity."""
    return [f"{row[2]}!{row[3]}" for row in a_corriger(sortie) if row[0] == gravite]


def made(sortie: Path) -> set[str]:
    names = {path.stem.split("_CLU_", 1)[1].split("_")[0] for path in sortie.rglob("*.docx")}
    return {f"{name} {TENUE[:10]}" if name == "x" else name for name in names}


Breakage = Callable[[Path], None]


def without_sheet(name: str) -> Breakage:
    def apply(folder: Path) -> None:
        for path in folder.glob("*.xlsx"):
            book = openpyxl.load_workbook(path)
            if name in book.sheetnames:
                del book[name]
                book.save(path)
            book.close()

    return apply


def with_cells(workbook: str, sheet: str, cells: Mapping[str, str | None]) -> Breakage:
    return lambda folder: change(folder / workbook, sheet, cells)


def test_an_absent_optional_sheet_is_no_problem(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    without_sheet("Suppléances")(classeurs)
    resultat = run(classeurs, modeles, tmp_path / "out", reunion="10/12/2026")
    assert resultat.code == Code.DONE
    assert found(tmp_path / "out", "bloquant") == []


@pytest.mark.parametrize(
    ("breakage", "code", "gravite", "place", "absents"),
    [
        (
            without_sheet("Composition"),
            Code.BLOCKED,
            "bloquant",
            "Composition!",
            {"Convocation", "Dossier-de-seance", "Compte-rendu"},
        ),
        (
            with_cells("comite.xlsx", "Suppléances", {"B1": "Qui"}),
            Code.BLOCKED,
            "bloquant",
            "Suppléances!",
            {"Dossier-de-seance"},
        ),
        (
            with_cells("comite.xlsx", "Réunions", {"A2": "31/02/2026"}),
            Code.TO_CORRECT,
            "erreur",
            "Réunions!A2",
            set(),
        ),
        (
            with_cells("comite.xlsx", "Suppléances", {"B2": "UFCC"}),
            Code.TO_CORRECT,
            "erreur",
            "Suppléances!B2",
            set(),
        ),
        (
            lambda folder: (folder / "engagements.xlsx").write_bytes(b"<html>"),
            Code.BLOCKED,
            "bloquant",
            "!",
            set(),
        ),
    ],
    ids=["missing sheet", "missing column", "wrong date", "unknown member", "no workbook"],
)
def test_a_broken_workbook_is_told_at_its_place_and_the_rest_is_made(
    breakage: Breakage,
    code: Code,
    gravite: str,
    place: str,
    absents: set[str],
    classeurs: Path,
    modeles: Path,
    tmp_path: Path,
) -> None:
    breakage(classeurs)
    resultat = run(classeurs, modeles, tmp_path / "out")
    assert resultat.code == code
    assert any(where.startswith(place) for where in found(tmp_path / "out", gravite)), found(
        tmp_path / "out", gravite
    )
    assert not absents & made(tmp_path / "out")
    assert any(gravite in line for line in resultat.lines)
    if "Convocation" not in absents:
        assert "Convocation" in made(tmp_path / "out")


def test_a_defect_of_the_program_stops_one_step_alone(
    modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> NoReturn:
        raise RuntimeError("défaut")

    productions = list(PRODUCTIONS)
    at = next(at for at, p in enumerate(productions) if p.prepare is dossier.prepare)
    productions[at] = replace(productions[at], prepare=broken)
    monkeypatch.setattr("clu_batch.session.produce.plan.PRODUCTIONS", productions)
    resultat = run(ROOT / "workbooks", modeles, tmp_path)
    assert resultat.code == Code.DEFECT
    assert len(resultat.defects) == 2
    assert "Dossier-de-seance" not in made(tmp_path)
    assert {"Convocation", "Compte-rendu"} <= made(tmp_path)


def test_an_edited_document_is_kept_and_a_new_version_stands_beside_only_when_there_is_news(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(classeurs, modeles, out)
    edited = out / A_VENIR / f"{A_VENIR}_Trame-de-notes.docx"
    edited.write_bytes(edited.read_bytes() + b"her words")
    hers = edited.read_bytes()
    run(classeurs, modeles, out)
    beside = edited.with_name(f"{edited.stem} (nouveau).docx")
    assert (edited.read_bytes(), beside.exists()) == (hers, False)
    change(classeurs / "comite.xlsx", "Ordre du jour", {"C9": "Un autre point"})
    resultat = run(classeurs, modeles, out)
    assert (edited.read_bytes(), beside.exists(), resultat.code) == (
        hers,
        True,
        Code.TO_CORRECT,
    )


def hers(path: Path) -> bytes:
    """She edits a document."""
    path.write_bytes(path.read_bytes() + b"her words")
    return path.read_bytes()


def test_the_screen_names_the_new_control_workbook_as_long_as_it_stands(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(classeurs, modeles, out)
    controle = out / A_VENIR / f"{A_VENIR}_Controle.xlsx"
    beside = controle.with_name(f"{controle.stem} (nouveau).xlsx")
    kept = hers(controle)
    change(classeurs / "comite.xlsx", "Ordre du jour", {"C9": "Un autre point"})
    run(classeurs, modeles, out)
    new = beside.read_bytes()
    for verifier in (False, True, False):  # she has changed nothing since, and only looks
        resultat = run(classeurs, modeles, out, verifier=verifier)
        assert (controle.read_bytes() == kept, beside.exists()) == (True, True)
        assert (resultat.code, str(beside) in resultat.lines[-1]) == (Code.TO_CORRECT, True)
    run(classeurs, modeles, out)
    assert beside.read_bytes() == new
    change(classeurs / "comite.xlsx", "Ordre du jour", {"C9": "Un troisième point"})
    run(classeurs, modeles, out)
    assert beside.read_bytes() != new, "replaced while unedited"
    controle.unlink()
    assert run(classeurs, modeles, out).code == Code.DONE
    assert (controle.exists(), beside.exists()) == (True, False), "put back under its own name"


def faulty_template(modeles: Path) -> None:
    """The template of the notes has a tag that does not exist."""
    source = modeles / "trame_de_notes.docx"
    parts = {}
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"{{ comite", b"{{ comitte", 1
    )
    with zipfile.ZipFile(source, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "cause", ["a sheet", "a template", "a defect", "checking alone", "another meeting"]
)
def test_the_new_version_of_a_withheld_document_waits_for_it(
    cause: str, classeurs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, modeles, comite = tmp_path / "out", tmp_path / "modeles", classeurs / "comite.xlsx"
    run(classeurs, modeles, out)
    edited = out / A_VENIR / f"{A_VENIR}_Trame-de-notes.docx"
    kept, beside = hers(edited), edited.with_name(f"{edited.stem} (nouveau).docx")
    change(comite, "Ordre du jour", {"C9": "Un autre point"})
    run(classeurs, modeles, out)
    sound, new = snapshot(modeles), beside.read_bytes()
    with monkeypatch.context() as patch:
        if cause == "a sheet":
            change(comite, "Ordre du jour", {"C1": "Xyz"})
        elif cause == "a template":
            faulty_template(modeles)
        elif cause == "a defect":
            broken = list(PRODUCTIONS)
            at = next(rank for rank, p in enumerate(broken) if p.annonce == "Trame de notes")
            # nothing to call is the defect
            broken[at] = replace(broken[at], prepare=None)  # type: ignore[arg-type]
            patch.setattr("clu_batch.session.produce.plan.PRODUCTIONS", broken)
        other = "2026-06-11" if cause == "another meeting" else None
        resultat = run(
            classeurs, modeles, out, reunion=other, verifier=cause == "checking alone"
        )
    assert (edited.read_bytes() == kept, beside.read_bytes() == new) == (True, True)
    told = [line for line in resultat.lines if beside.name in line]
    assert (len(told), resultat.code != Code.DONE) == ((0, False) if other else (1, True)), (
        resultat.lines
    )
    change(comite, "Ordre du jour", {"C1": "Point"})
    if snapshot(modeles) != sound:
        (modeles / "trame_de_notes.docx").unlink()
    for _ in range(2):
        assert run(classeurs, modeles, out).code == Code.TO_CORRECT
        assert (edited.read_bytes() == kept, beside.read_bytes() == new) == (True, True)


def test_the_new_version_of_a_document_sent_since_is_told_until_she_takes_it_away(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out, comite = tmp_path / "out", classeurs / "comite.xlsx"
    run(classeurs, modeles, out)
    edited = out / A_VENIR / f"{A_VENIR}_Dossier-de-seance.docx"
    hers(edited)
    change(comite, "Ordre du jour", {"C9": "Un autre point"})
    run(classeurs, modeles, out)
    beside = edited.with_name(f"{edited.stem} (nouveau).docx")
    change(comite, "Réunions", {"M3": "23/11/2026"})
    assert (run(classeurs, modeles, out).code, beside.exists()) == (Code.TO_CORRECT, True)
    beside.unlink()
    assert (run(classeurs, modeles, out).code, beside.exists()) == (Code.DONE, False)


def test_checking_gives_the_code_of_a_run_that_would_write_beside(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(classeurs, modeles, out)
    edited = out / A_VENIR / f"{A_VENIR}_Trame-de-notes.docx"
    hers(edited)
    assert run(classeurs, modeles, out, verifier=True).code == Code.DONE
    change(classeurs / "comite.xlsx", "Ordre du jour", {"C9": "Un autre point"})
    resultat = run(classeurs, modeles, out, verifier=True)
    assert (
        resultat.code,
        [line for line in resultat.lines if "Lancez le traitement" in line] != [],
    ) == (Code.TO_CORRECT, True)
    assert not edited.with_name(f"{edited.stem} (nouveau).docx").exists()


def test_what_was_sent_is_not_made_again_but_an_absent_document_is(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(classeurs, modeles, out)
    sent = out / TENUE / f"{TENUE}_Dossier-de-seance.docx"
    before = sent.read_bytes()
    change(classeurs / "comite.xlsx", "Réunions", {"C2": "Une autre salle"})
    resultat = run(classeurs, modeles, out)
    assert sent.read_bytes() == before
    assert any("1 déjà envoyé" in line for line in resultat.lines)
    sent.unlink()
    run(classeurs, modeles, out)
    assert sent.exists()


def test_a_figure_changed_since_the_dossier_was_sent_is_listed_with_both_values(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(classeurs, modeles, out)
    assert run(classeurs, modeles, out).code == Code.DONE
    sent = (out / TENUE / f"{TENUE}_Dossier-de-seance.docx").read_bytes()
    book = openpyxl.load_workbook(classeurs / "reclamations.xlsx")
    sheet = book["Réclamations"]
    headers = [cell.value for cell in sheet[1]]
    late = {
        "N°": "2026-900",
        "Reçue le": dt.date(2026, 3, 10),
        "Canal": "courriel",
        "Service": "Accueil général",
        "Exemple": "oui",
    }
    sheet.append(
        [
            late.get(str(header), "Accessibilité des locaux" if header == "Motif" else None)
            for header in headers
        ]
    )
    book.save(classeurs / "reclamations.xlsx")
    for _ in range(2):  # it stays so at the next run
        resultat = run(classeurs, modeles, out)
        assert (
            resultat.code,
            (out / TENUE / f"{TENUE}_Dossier-de-seance.docx").read_bytes(),
        ) == (
            Code.TO_CORRECT,
            sent,
        )
        told = [row for row in a_corriger_de(out, TENUE) if row[4] == "Dossier envoyé le"]
        assert {row[:4] for row in told} == {("à vérifier", "comite.xlsx", "Réunions", "M2")}
        said = [row[5].replace("\u00a0", " ") for row in told]
        assert (
            sum(
                ": Réclamations reçues : 97 dans le dossier envoyé, 98 aujourd’hui" in dit
                for dit in said
            )
            == 1
        ), said
        assert (
            f"{len(told)} chiffres ont changé depuis"
            in documents_de(out, TENUE)[f"{TENUE}_Dossier-de-seance.docx"]
        )
        assert any("98 aujourd’hui" in line for line in resultat.lines)


def test_what_she_has_seen_is_told_no_more(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    """The Constat of the control workbook, pasted in Points vus; then one more row."""
    out, path = tmp_path / "out", classeurs / "reclamations.xlsx"
    for rows, code in (((5,), Code.DONE), ((5, 9), Code.TO_CORRECT)):
        book = openpyxl.load_workbook(path)
        column = [cell.value for cell in book["Réclamations"][1]].index("Canal") + 1
        for row in rows:
            book["Réclamations"].cell(row, column).value = "pigeon voyageur"
        book.save(path)
        if code == Code.DONE:
            assert run(classeurs, modeles, out).code == Code.TO_CORRECT
            [told] = [row for row in a_corriger_de(out, A_VENIR) if "pigeon" in row[5]]
            settings = openpyxl.load_workbook(classeurs / "parametres.xlsx")
            for column, typed in enumerate((told[10], "Un élevage"), 1):
                settings["Points vus"].cell(2, column).value = typed
            settings.save(classeurs / "parametres.xlsx")
        assert run(classeurs, modeles, out).code == code
        [again] = [row for row in a_corriger_de(out, A_VENIR) if "pigeon" in row[5]]
        assert again[0] == ("information" if code == Code.DONE else "à vérifier")
        assert again[7].startswith("Vu\u00a0: Un élevage. ") == (code == Code.DONE)


def test_a_sent_dossier_whose_figures_are_not_known_is_said(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    """The list of what was made is lost: the figures of today can be held against nothing."""
    out = tmp_path / "out"
    run(classeurs, modeles, out)
    controle = out / TENUE / f"{TENUE}_Controle.xlsx"
    assert not [row for row in a_corriger_de(out, TENUE) if "Dossier envoyé le" in row]
    (out / ".manifeste.json").unlink()
    controle.unlink()
    run(classeurs, modeles, out)
    [dit] = [row for row in a_corriger_de(out, TENUE) if "Dossier envoyé le" in row]
    assert dit[0] == "information"
    assert "ne sont pas connus" in dit[5].replace("\u00a0", " ")


def test_what_no_longer_holds_once_sent_is_said_and_replaced(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out, comite = tmp_path / "out", classeurs / "comite.xlsx"
    run(classeurs, modeles, out)
    letters, before = out / A_VENIR / "convocations", snapshot(out)
    change(comite, "Réunions", {"L3": "20/11/2026", "C3": "Salle des fêtes, 30000 Nîmes"})
    change(
        comite, "Composition", {"A14": "MOB2"}
    )  # another member than the one who was convened
    assert run(classeurs, modeles, out).code == Code.TO_CORRECT
    made = {
        path.stem.removeprefix(f"{A_VENIR}_Convocation_")
        for path in letters.glob("*_Convocation_*")
    }
    assert made == {
        *MEMBRES,
        "MOB2",
        *(f"{code}_annule-et-remplace" for code in MEMBRES if code != "MOB"),
    }
    assert (out / A_VENIR / f"{A_VENIR}_annule-et-remplace.ics").exists()
    fiche = [
        simple(ligne)
        for ligne in lignes((out / A_VENIR / f"{A_VENIR}_Fiche-envoi.docx").read_bytes())
    ]
    # beside each member, for the new one replaces nobody; once for all the guests
    beside = "Ajouter à l’objet : « annule et remplace l’envoi du 20 novembre 2026 »"
    once = "invitation (annule et remplace l’envoi du 20 novembre 2026)"
    assert fiche.count(beside) == len(MEMBRES) - 1
    assert [ligne for ligne in fiche if ligne.startswith("Objet :") and once in ligne]
    after = snapshot(out)
    assert all(
        after[name] == state
        for name, state in before.items()
        if "_Convocation_" in name or name.endswith(".ics")
    )
    told = [
        row[5] for row in a_corriger_de(out, A_VENIR) if row[4] == "Convocations envoyées le"
    ]
    assert any(
        "20/11/2026" in said and "le lieu (Préfecture du Gard, salle de réunion" in said
        for said in told
    )
    run(classeurs, modeles, out)
    assert {
        name
        for name, state in snapshot(out).items()
        if after.get(name) != state and name.endswith((".docx", ".ics"))
    } == set()
    change(
        comite,
        "Réunions",
        {"C3": "Préfecture du Gard, salle de réunion, 10 avenue Feuchères, Nîmes"},
    )
    run(classeurs, modeles, out)
    assert list(letters.glob("*_annule-et-remplace.docx")) == []


def test_a_recipient_added_after_the_sending_is_to_be_sent_until_it_is_typed(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out, comite = tmp_path / "out", classeurs / "comite.xlsx"
    change(comite, "Composition", {"K14": "non"})  # MOB is not to be convened yet
    run(classeurs, modeles, out)
    change(comite, "Réunions", {"L3": "20/11/2026"})
    assert run(classeurs, modeles, out).code == Code.DONE
    sent = snapshot(out / A_VENIR / "convocations")
    change(comite, "Composition", {"K14": "oui"})
    for verifier in (True, False, False):
        resultat = run(classeurs, modeles, out, verifier=verifier)
        screen = [simple(line) for line in resultat.lines]
        assert resultat.code == Code.TO_CORRECT
        told = [
            line
            for line in screen
            if "comite.xlsx, Composition!A14 (Code) : lettre à envoyer : « MOB »" in line
        ]
        assert len(told) == 1, screen
        assert verifier or any(" 1 à envoyer" in line for line in screen), screen
        assert not any("fiche_envoi.docx" in line for line in screen), (
            "the sheet can be read by all"
        )
    letter = f"convocations/{A_VENIR}_Convocation_MOB.docx"
    assert documents_de(out, A_VENIR)[letter].startswith("à envoyer")
    fiche = [
        simple(ligne)
        for ligne in lignes((out / A_VENIR / f"{A_VENIR}_Fiche-envoi.docx").read_bytes())
    ]
    assert fiche[1:4] == [fiche[1], "À envoyer : destinataires ajoutés après l’envoi", fiche[3]]
    assert fiche[3].startswith("Convocations : Le représentant de l’organisation")
    change(comite, "Réunions", {"L3": "23/11/2026"})
    assert run(classeurs, modeles, out).code == Code.DONE
    after = snapshot(out / A_VENIR / "convocations")
    assert {name: state for name, state in after.items() if "MOB" not in name} == sent
    change(comite, "Réunions", {"J3": "annulée"})
    resultat = run(classeurs, modeles, out)
    assert resultat.code == Code.TO_CORRECT
    [warned] = [simple(line) for line in resultat.lines if "prévenez" in line]
    assert "comite.xlsx, Réunions!J3 (Statut)" in warned
    assert "prévenez les 14 destinataires de la convocation (12 membres et 2 invités)" in warned


def documents_de(sortie: Path, dossier: str) -> dict[str, str]:
    """The remark of each document of a meeting."""
    book = openpyxl.load_workbook(sortie / dossier / f"{dossier}_Controle.xlsx", read_only=True)
    remarks = {
        str(row[0]): str(row[3] or "")
        for row in book["Documents"].iter_rows(min_row=2, values_only=True)
    }
    book.close()
    return remarks


@pytest.mark.parametrize(
    ("asked", "folder"),
    [("2026-06-11", TENUE), ("11/06/2026", TENUE), ("10 décembre 2026", A_VENIR)],
)
def test_a_meeting_can_be_asked_for(
    asked: str, folder: str, modeles: Path, tmp_path: Path
) -> None:
    run(ROOT / "workbooks", modeles, tmp_path, reunion=asked)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {folder}


def test_an_unknown_meeting_is_refused_with_those_that_exist(
    modeles: Path, tmp_path: Path
) -> None:
    with pytest.raises(CluError, match=r"« 2031-7 » n’existe pas.*10/12/2026") as refused:
        run(ROOT / "workbooks", modeles, tmp_path, reunion="2031-7")
    assert refused.value.code == Code.USAGE


def test_without_a_meeting_due_only_the_general_control_workbook_is_made(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    change(
        classeurs / "comite.xlsx",
        "Réunions",
        {f"{column}{row}": None for column in "ABCDEFGHIJKLMNOPQRS" for row in (2, 3)},
    )
    resultat = run(classeurs, modeles, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").glob("*.xlsx")] == ["CLU_Controle.xlsx"]
    assert made(tmp_path / "out") == set()
    assert any("Aucune réunion" in line for line in resultat.lines)
    assert any("en retard" in line and "à échéance sous 7" in line for line in resultat.lines)


def names(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.*")
        if not path.name.startswith(".")
    }


@pytest.mark.parametrize(
    "breakage",
    [
        with_cells("comite.xlsx", "Invités", {"D1": "Xyz"}),
        with_cells("comite.xlsx", "Présences", {"E1": "Xyz"}),
        with_cells("comite.xlsx", "Documents types", {"C1": "Xyz"}),
        # the meeting has just been held: its papers are records
        with_cells("comite.xlsx", "Réunions", {"J3": "tenue"}),
        lambda folder: (folder / "comite.xlsx").write_bytes(b"<html>"),
    ],
    ids=["guests", "attendance", "annexes", "held", "no workbook"],
)
def test_what_was_produced_stays_while_a_sheet_is_broken_and_after_the_meeting(
    breakage: Breakage,
    example: tuple[Path, RunOutcome],
    classeurs: Path,
    modeles: Path,
    tmp_path: Path,
) -> None:
    out = shutil.copytree(example[0], tmp_path / "out")
    before = names(out)
    breakage(classeurs)
    run(classeurs, modeles, out)
    assert before - names(out) == set()


def test_what_nobody_needs_any_more_goes(
    example: tuple[Path, RunOutcome], classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    out = shutil.copytree(example[0], tmp_path / "out")
    change(classeurs / "comite.xlsx", "Composition", {"K14": "non"})
    run(classeurs, modeles, out)
    assert [path.name for path in out.rglob("*_MOB.docx")] == []


@pytest.mark.parametrize(
    ("breakage", "citing"),
    [
        (without_sheet("Composition"), "Présences"),
        (with_cells("comite.xlsx", "Réunions", {"C1": "Xyz"}), "Ordre du jour"),
        (with_cells("satisfaction.xlsx", "Questions", {"C1": "Xyz"}), "Engagements"),
        (with_cells("engagements.xlsx", "Engagements", {"D1": "Xyz"}), "Résultats"),
    ],
)
def test_the_sheets_that_cite_a_broken_one_are_not_blamed(
    breakage: Breakage, citing: str, classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    breakage(classeurs)
    assert run(classeurs, modeles, tmp_path / "out").code == Code.BLOCKED
    assert found(tmp_path / "out", "erreur") == []
    assert [
        where for where in found(tmp_path / "out", "à vérifier") if where.startswith(citing)
    ] == []


@pytest.mark.parametrize("asked", ["2031-7", "11/12/2026", "31/02/2026"])
def test_an_unknown_meeting_in_the_settings_is_told_at_its_cell_and_the_due_ones_are_made(
    asked: str, classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    change(classeurs / "parametres.xlsx", "Paramètres", {"B16": asked})
    assert run(classeurs, modeles, tmp_path / "out").code == Code.TO_CORRECT
    assert found(tmp_path / "out", "erreur") == ["Paramètres!B16"]
    assert {"Convocation", "Compte-rendu"} <= made(tmp_path / "out")


def test_the_screen_says_what_the_minutes_wait_for(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    without_sheet("Présences")(classeurs)
    resultat = run(classeurs, modeles, tmp_path / "out")
    assert resultat.code == Code.DONE
    assert any(
        "Aucun statut de présence" in line and "feuille Présences" in line
        for line in resultat.lines
    )


def test_checking_gives_the_code_of_the_run_and_the_held_meeting_shows_what_its_own_papers_lack(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    change(classeurs / "comite.xlsx", "Réunions", {"F2": None})
    change(classeurs / "comite.xlsx", "Composition", {"I3": "sans arobase"})
    out = tmp_path / "out"
    assert (
        run(classeurs, modeles, out).code
        == run(classeurs, modeles, tmp_path / "v", verifier=True).code
        == Code.TO_CORRECT
    )
    book = openpyxl.load_workbook(out / TENUE / f"{TENUE}_Controle.xlsx", read_only=True)
    held = [
        (row[2], row[3]) for row in book["À corriger"].iter_rows(min_row=2, values_only=True)
    ]
    book.close()
    assert held == [("Réunions", "F2")]  # Heure de fin
    assert found(out, "à vérifier") == ["Réunions!F2", "Composition!I3"]


def test_a_defect_of_a_rule_holds_back_the_figures_alone(
    modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("défaut")

    monkeypatch.setattr("clu_batch.rules.figures.reclamations.compute", broken)
    resultat = run(ROOT / "workbooks", modeles, tmp_path)
    assert (resultat.code, len(resultat.defects)) == (Code.DEFECT, 1)
    assert not {"Dossier-de-seance", "Compte-rendu"} & made(tmp_path)
    assert {"Convocation", "Feuille-emargement"} <= made(tmp_path)
    assert any(
        "défaut qui lui est propre" in line and "journal.txt" in line for line in resultat.lines
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ma lettre.docx", "à vérifier"),
        ("dossier.docm", "à vérifier"),
        ("Balises.docx", ""),
        ("~$dossier.docx", ""),
    ],
)
def test_a_file_that_is_no_template_is_told(
    name: str, code: str, modeles: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(modeles, tmp_path / "modeles")
    (folder / name).write_bytes(b"x")
    run(ROOT / "workbooks", folder, tmp_path / "out", reunion="10/12/2026")
    assert [row[0] for row in a_corriger(tmp_path / "out") if name in row] == (
        [code] if code else []
    )


def test_a_folder_in_the_place_of_a_document_is_an_output_that_cannot_be_written(
    example: tuple[Path, RunOutcome], modeles: Path, tmp_path: Path
) -> None:
    out = shutil.copytree(example[0], tmp_path / "out")
    document = out / A_VENIR / f"{A_VENIR}_Trame-de-notes.docx"
    document.unlink()
    document.mkdir()
    assert run(ROOT / "workbooks", modeles, out).code == Code.BLOCKED
    assert any(
        row[1] == document.name and "occupe sa place" in row[5] for row in a_corriger(out)
    )


def test_a_bare_prefecture_gets_its_convocations_and_no_problem_but_what_is_to_complete(
    modeles: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "workbooks"
    folder.mkdir()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in BARE.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row.split(" | "))
    book.save(folder / "clu.xlsx")
    resultat = run(folder, modeles, tmp_path / "out", reunion="10/12/2027")
    assert resultat.code == Code.TO_CORRECT
    told = list(a_corriger_de(tmp_path / "out", "2027-12-10_CLU"))
    assert {row[0] for row in told} == {"à vérifier", "information"}
    assert all("À COMPLÉTER" in row[5] for row in told if row[0] == "à vérifier")
    assert all("ordre du jour" in row[5] for row in told if row[0] == "information")
    assert {"Convocation", "Feuille-emargement", "Dossier-de-seance", "Fiche-envoi"} <= made(
        tmp_path / "out"
    )


def test_another_signatory_than_who_presides_leaves_nothing_to_correct(
    classeurs: Path, modeles: Path, tmp_path: Path
) -> None:
    """The sending sheet has then its four parts, and no more headings than one may read without a
    contents list (docs/rules/accessibility.md#a26).
    """
    book = openpyxl.load_workbook(classeurs / "parametres.xlsx", read_only=True)
    lignes = book["Paramètres"].iter_rows(values_only=True)
    rang = next(rang for rang, ligne in enumerate(lignes, 1) if ligne[0] == "Signataire")
    book.close()
    change(classeurs / "parametres.xlsx", "Paramètres", {f"B{rang}": "Le préfet du Gard"})
    sortie = tmp_path / "output"
    resultat = run(classeurs, modeles, sortie, reunion="10/12/2026")
    assert (sortie / A_VENIR / "convocations" / f"{A_VENIR}_Convocation_SG.docx").exists()
    assert [p for p in resultat.problems if "fiche_envoi" in str(p.place)] == []


def test_what_is_to_complete_is_told_at_its_cell(modeles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "workbooks"
    folder.mkdir()
    holes = {
        "Composition": ("Code | Collège | Fonction | Organisme", "SG |  |  | Préfecture"),
        "Réunions": (
            "Date | Heure | Lieu | Accès et accessibilité",
            "10/12/2027 | 14:30 |  | ",
        ),
    }
    write_workbook(
        folder / "clu.xlsx",
        {name: [row.split(" | ") for row in rows] for name, rows in (BARE | holes).items()},
    )
    run(folder, modeles, tmp_path / "out", reunion="10/12/2027")
    rows = list(a_corriger_de(tmp_path / "out", "2027-12-10_CLU"))
    told = {(row[0], row[2], row[3]) for row in rows if set(row[2].split("; ")) & set(holes)}
    assert told == {
        ("erreur", "Composition; Réunions", "B2"),
        ("information", "Réunions", "A2"),  # the agenda that nobody typed
        ("à vérifier", "Composition", "C2"),
        ("à vérifier", "Réunions", "C2"),
        ("à vérifier", "Réunions", "D2"),
    }
    pack = next((tmp_path / "out").rglob("*Dossier*.docx"))
    with zipfile.ZipFile(pack) as archive:
        text = archive.read("word/document.xml").decode()
    assert ">Préfecture<" in text  # the seat, by its body alone: its function is not known
    assert "non renseigné\u202f»" in text or "non renseigné\u00a0»" in text  # its collège


BARE = {
    "Paramètres": (
        "Paramètre | Valeur",
        "Préfecture | Préfecture de la Lozère",
        "Ville | Mende",
    ),
    "Composition": (
        "Code | Collège | Fonction | Organisme",
        "SG | Services | Le secrétaire général | Préfecture",
    ),
    "Réunions": ("Date | Heure | Lieu", "10/12/2027 | 14:30 | Salle"),
}


def test_the_composition_is_that_of_the_procedure(example: tuple[Path, RunOutcome]) -> None:
    sortie, _ = example
    book = openpyxl.load_workbook(sortie / A_VENIR / f"{A_VENIR}_Controle.xlsx", read_only=True)
    colleges = [row[1] for row in book["Composition"].iter_rows(min_row=2, values_only=True)]
    book.close()
    counts = {college: colleges.count(college) for college in dict.fromkeys(colleges)}
    assert counts == {
        "Services de la préfecture": 7,
        "Institutions": 2,
        "Représentants des usagers": 4,
    }


SHEETS = {
    "À corriger": (
        "Gravité|Classeur|Feuille|Cellule|Colonne|Valeur|Attendu|Que faire|Plage|Occurrences"
        "|Constat"
    ),
    "Indicateurs": (
        "Code|Libellé|Période du|Période au|Valeur|Numérateur|Dénominateur|Unité|Intervalle"
        " bas|Intervalle haut|Période précédente|Écart|Évolution|Cible|État|Définition"
    ),
    "Répartitions": "Code|Axe|Modalité|Valeur|Numérateur|Dénominateur",
    "Réclamations": (
        "N°|Reçue le|Service|Canal|Échéance|Délai|État|Jours restants|AR échéance|AR état"
    ),
    "Suppléances": (
        "Membre|Suppléant|Secrétariat informé le|Moyen|Limite jours pleins|Limite J-2|Limite"
        " imprimée|État|Motif|Décision"
    ),
    "Réponses attendues": "Membre|Nom|Réponse|Reçue le|À relancer",
    "Composition": (
        "Membre|Collège|Titulaire|Vacant|Fin de"
        " mandat|Réunions|Présences|Représentations|Suppléances|Excusés|Absences|Dernière présence"
    ),
    "Pourquoi ces dates": "Objet|Jour|Compté|Rang|Raison",
    "Dates clés": "Étape|Date|Jours restants|Fait le|État",
    "Conformité": "Disposition|Constat|Preuve|État",
    "Documents": "Fichier|Modèle|État|Remarque",
    "Balises": "Balise|Ce qu’elle dit|Valeur à cette réunion",
    "Sources": "Classeur|Feuille|Empreinte|Lignes lues|Retenues|Écartées",
    "Historique": (
        "Réunion|Période du|Période au|Arrêté"
        " au|Code|Libellé|Valeur|Numérateur|Dénominateur|Unité|Règle"
    ),
}


@pytest.mark.parametrize("folder", [A_VENIR, TENUE])
def test_the_control_workbook_holds_the_sheets_and_columns_of_the_contract(
    example: tuple[Path, RunOutcome], folder: str
) -> None:
    sortie, _ = example
    book = openpyxl.load_workbook(sortie / folder / f"{folder}_Controle.xlsx")
    headers = {
        sheet.title: "|".join(str(cell.value) for cell in sheet[1]) for sheet in book.worksheets
    }
    values = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    book.close()
    assert headers == SHEETS
    assert [
        value
        for value in values
        if isinstance(value, str) and value.casefold() in {"nan", "none", "nat"}
    ] == []
