"""The folder of another committee, or of another year."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from clu_batch import data
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.records.outils import OUTILS
from clu_batch.rules.model import Registre
from clu_batch.session import new_folder, pipeline
from clu_batch.session.load import LoadedWorkbooks, load
from clu_batch.session.new_folder import Made, Wanted
from clu_batch.session.options import Options
from clu_batch.write import program_files
from tests.conftest import write_workbook
from tests.support.folders import ROOT
from tests.support.full_and_bare import ecrire, nue, pleine
from tests.support.meeting import simple
from tools.making.papers import PAPERS

TODAY = dt.date(2026, 11, 23)


def options(folder: Path) -> Options:
    return Options(
        aujourd_hui=TODAY,
        classeurs=folder / "workbooks",
        modeles=folder / "templates",
        sortie=folder / "output",
    )


def make(target: Path | None, source: Path | None = None, program: Path = ROOT) -> Made:
    wanted = Wanted(target, program, options(source) if source else None)
    return new_folder.make_folder(wanted)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ancien")
    ecrire(pleine(), folder / "workbooks")
    return folder


@pytest.fixture(scope="module")
def carried(full: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    target = tmp_path_factory.mktemp("nouveau") / "CLU d’une autre année & suite"
    return target, make(target, full)


def tell(made: Made) -> str:
    return simple("\n".join(made.lines))


def test_a_blank_folder_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "CLU 2027"
    made = make(target)
    assert made.folder == target
    for name in data.list_blank_workbooks():
        assert (target / "workbooks" / name).read_bytes() == data.read_blank_workbook(name)
    for name in (*data.TEMPLATES, data.TAG_LIST):
        assert (target / "templates" / f"{name}.docx").read_bytes() == data.read_template(name)
    assert list((target / "output").iterdir()) == []
    papers = [path for path in PAPERS if path in program_files.PROGRAM]
    assert papers == list(PAPERS)
    for name in (*papers, "run.py", "lancer.bat", "requirements.txt", "clu_batch/app/cli.py"):
        assert (target / name).read_bytes() == (ROOT / name).read_bytes()
    for tool in OUTILS:
        for suffix in (".md", ".xlsx"):
            name = f"docs/equivalences/{tool.fichier}{suffix}"
            assert (target / name).read_bytes() == (ROOT / name).read_bytes()
    assert list(target.rglob("__pycache__")) == []


def test_a_blank_folder_has_nothing_of_the_example(tmp_path: Path) -> None:
    make(tmp_path / "neuf")
    found = load(options(tmp_path / "neuf")).registre
    assert found.parametres.donnees_d_exemple is False
    assert "Gard" not in (found.parametres.prefecture or "")
    assert found.comite.membres == ()
    assert len(found.reclamations.frame) == len(found.reponses.frame) == 0


def test_a_run_of_a_new_folder_says_what_to_fill_in(tmp_path: Path) -> None:
    make(tmp_path / "neuf")
    outcome = pipeline.run_session(options(tmp_path / "neuf"), lambda *_: None)
    assert outcome.code in {Code.DONE, Code.TO_CORRECT, Code.BLOCKED}
    assert outcome.defects == []


def fields_of(records: Sequence[Record]) -> list[dict[str, object]]:
    """The fields of the records, without the cells that they come from."""
    return [
        {f.name: getattr(r, f.name) for f in dataclasses.fields(r) if f.compare}
        for r in records
    ]


@pytest.mark.parametrize(
    "part",
    [
        lambda registre: registre.comite.membres,
        lambda registre: registre.engagements,
    ],
    ids=["composition", "engagements"],
)
def test_what_describes_the_committee_is_read_as_before(
    full: Path,
    carried: tuple[Path, Made],
    part: Callable[[Registre], Sequence[Record]],
) -> None:
    before, after = read_both(full, carried)
    assert fields_of(part(after.registre)) == fields_of(part(before.registre))
    assert part(after.registre)


def read_both(
    full: Path, carried: tuple[Path, Made]
) -> tuple[LoadedWorkbooks, LoadedWorkbooks]:
    return load(options(full)), load(options(carried[0]))


def test_settings_are_read_as_before_but_for_those_of_the_folder(
    full: Path, carried: tuple[Path, Made]
) -> None:
    before, after = (loaded.registre.parametres for loaded in read_both(full, carried))
    own = {"donnees_d_exemple", "date_du_jour", "where"}
    names = {f.name for f in dataclasses.fields(before)} - own
    assert {name: getattr(after, name) for name in names} == {
        name: getattr(before, name) for name in names
    }
    assert (after.donnees_d_exemple, after.date_du_jour) == (False, None)


def list_questions(registre: Registre) -> list[tuple[str, str, list[str]]]:
    return [(q.code, q.libelle, [m.texte for m in q.modalites]) for q in registre.questions]


def test_questions_have_their_scales_and_their_columns(
    full: Path, carried: tuple[Path, Made]
) -> None:
    before, after = read_both(full, carried)
    assert list_questions(after.registre) == list_questions(before.registre)
    book = openpyxl.load_workbook(carried[0] / "workbooks" / "satisfaction.xlsx")
    headers = [cell.value for cell in book["Réponses"][1]]
    assert headers[-len(before.registre.questions) :] == [
        question.code for question in before.registre.questions
    ]
    [table] = book["Réponses"].tables.values()
    assert [column.name for column in table.tableColumns] == headers


def test_the_due_dates_of_excel_follow_the_settings_taken_along(tmp_path: Path) -> None:
    old, new = tmp_path / "ancien", tmp_path / "nouveau"
    shutil.copytree(ROOT / "workbooks", old / "workbooks")
    settings = openpyxl.load_workbook(old / "workbooks/parametres.xlsx")
    for row in settings["Jours de fermeture"].iter_rows(min_row=2):
        for cell in row:  # those of the example do not count in another folder
            cell.value = None
    settings["Jours de fermeture"]["A2"].value = dt.datetime(2026, 12, 24)
    settings["Jours de fermeture"]["B2"].value = dt.datetime(2026, 12, 31)
    settings.save(old / "workbooks/parametres.xlsx")
    make(new, old)
    loaded = load(options(new))
    assert loaded.registre.parametres.delai_reponse == 15
    assert len(loaded.registre.calendrier.fermetures) == 8
    assert "reperes-differents" not in {problem.code for problem in loaded.problems}
    shown = openpyxl.load_workbook(new / "workbooks/reclamations.xlsx")["Repères"]
    assert shown["B4"].value == 15
    assert [row[1].value for row in shown.iter_rows(13, 162)].count("fermeture") == 8


def test_only_open_propositions_are_taken_along(full: Path, carried: tuple[Path, Made]) -> None:
    before = openpyxl.load_workbook(full / "workbooks" / "comite.xlsx")["Propositions"]
    after = openpyxl.load_workbook(carried[0] / "workbooks" / "comite.xlsx")["Propositions"]
    rows = [
        [{str(h.value): c.value for h, c in zip(sheet[1], row, strict=True)} for row in sheet]
        for sheet in (before, after)
    ]
    waiting = [
        row["Texte"]
        for row in rows[0][1:]
        if row.get("État") not in {"réalisée", "non retenue"} and not row.get("Clôturée le")
    ]
    assert 0 < len(waiting) < len(rows[0]) - 1
    assert [row["Texte"] for row in rows[1][1:]] == waiting


def test_what_happened_during_the_year_stays(full: Path, carried: tuple[Path, Made]) -> None:
    _, after = read_both(full, carried)
    assert after.registre.comite.reunions == ()
    assert len(after.registre.reclamations.frame) == len(after.registre.reponses.frame) == 0
    told = tell(carried[1])
    assert "Restent dans l’ancien dossier" in told
    assert "40 lignes de composition" in told


def test_the_table_reaches_the_last_row(carried: tuple[Path, Made]) -> None:
    sheet = openpyxl.load_workbook(carried[0] / "workbooks" / "comite.xlsx")["Composition"]
    [table] = sheet.tables.values()
    assert table.ref.endswith(str(sheet.max_row))
    assert sheet.data_validations.dataValidation
    assert sheet["A1"].comment is not None


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    ecrire(nue(), tmp_path / "ancien" / "workbooks")
    rows: list[list[object]] = [
        ["Date", "Motif"],
        [dt.date(2026, 5, 15), "=2+2"],
        ["15/05/2027", "pont"],
    ]
    path = tmp_path / "ancien" / "workbooks" / "ponts.xlsx"
    write_workbook(path, {"Fermetures": rows})
    book = openpyxl.load_workbook(path)
    book["Fermetures"]["B2"].data_type = "s"
    book.save(path)
    made = make(tmp_path / "neuf", tmp_path / "ancien")
    sheet = openpyxl.load_workbook(made.folder / "workbooks" / "parametres.xlsx")
    cells = sheet["Jours de fermeture"]
    assert (cells["C2"].value, cells["C2"].data_type) == ("=2+2", "s")
    assert cells["A3"].value == "15/05/2027"


@pytest.mark.parametrize("inside", [False, True], ids=["occupied", "inside the program"])
def test_nothing_is_ever_covered(tmp_path: Path, *, inside: bool) -> None:
    target = tmp_path / "docs" if inside else tmp_path / "plein"
    if not inside:
        target.mkdir()
        (target / "a moi.txt").write_text("gardé", "utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(CluError) as stopped:
        make(target, program=tmp_path if inside else ROOT)
    assert stopped.value.code == Code.USAGE
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert (make(tmp_path / "vide").folder / "workbooks" / "comite.xlsx").is_file()


def test_a_workbook_that_cannot_be_read_stops_all(full: Path, tmp_path: Path) -> None:
    ecrire(nue(), tmp_path / "ancien" / "workbooks")
    (tmp_path / "ancien" / "workbooks" / "comite.xlsx").write_bytes(b"PK\x03\x04 abime")
    with pytest.raises(CluError) as stopped:
        make(tmp_path / "neuf", tmp_path / "ancien")
    assert stopped.value.code == Code.BLOCKED
    assert not (tmp_path / "neuf").exists()


def test_a_cell_without_a_value_is_told(tmp_path: Path) -> None:
    ecrire(nue(), tmp_path / "ancien" / "workbooks")
    rows: list[list[object]] = [["Date", "Motif"], [dt.date(2026, 5, 15), "#N/A"]]
    path = tmp_path / "ancien" / "workbooks" / "ponts.xlsx"
    write_workbook(path, {"Fermetures": rows})
    book = openpyxl.load_workbook(path)
    book["Fermetures"]["B2"].data_type = "e"
    book.save(path)
    assert "ponts.xlsx, Fermetures!B2" in tell(make(tmp_path / "neuf", tmp_path / "ancien"))


def test_its_name_is_that_of_the_year_of_the_next_meeting(full: Path, tmp_path: Path) -> None:
    program = tmp_path / "programme"
    program.mkdir()
    next_meeting = min(
        r.date for r in load(options(full)).registre.comite.reunions if r.date >= TODAY
    )
    made = make(None, full, program)
    assert made.folder == tmp_path / f"CLU {next_meeting.year}"


def test_its_name_is_one_that_every_system_takes(tmp_path: Path) -> None:
    program, workbooks = tmp_path / "programme", tmp_path / "ancien" / "workbooks"
    program.mkdir()
    rows = [["Paramètre", "Valeur"], ["Sigle", "../C.L.U. : été"]]
    ecrire({"parametres.xlsx": {"Paramètres": rows}}, workbooks)
    made = make(None, tmp_path / "ancien", program)
    assert made.folder == tmp_path / f"C-L-U-ete {TODAY.year}"


def test_beside_the_example_it_takes_nothing_of_it(tmp_path: Path) -> None:
    program = tmp_path / "programme"
    program.mkdir()
    made = make(None, ROOT, program)
    assert load(options(made.folder)).registre.comite.membres == ()
    assert "Repris" not in tell(made)


@pytest.mark.parametrize("own", [False, True])
def test_who_types_no_name_is_not_told_to_choose_one(
    full: Path, tmp_path: Path, *, own: bool
) -> None:
    """The folder of the year is there: beside, or it is the one where she works."""
    program = tmp_path / "programme"
    program.mkdir()
    made = make(None, full, program).folder
    with pytest.raises(CluError, match=r"continuez-y.*la feuille Réunions") as refused:
        make(None, full, made if own else program)
    assert refused.value.code == Code.USAGE


def test_the_example_has_a_folder_of_its_own(tmp_path: Path) -> None:
    program = tmp_path / "programme"
    (program / "workbooks").mkdir(parents=True)
    (program / "workbooks" / "comite.xlsx").write_bytes(b"hers")
    made = new_folder.make_example(program)
    assert made.folder == tmp_path / "Exemple CLU"
    shipped = {
        path.relative_to(ROOT): path.read_bytes()
        for path in (ROOT / "workbooks").rglob("*")
        if path.is_file()
    }
    assert {path: (made.folder / path).read_bytes() for path in shipped} == shipped
    assert (program / "workbooks" / "comite.xlsx").read_bytes() == b"hers"
    for again in (program, made.folder):
        with pytest.raises(CluError, match=r"existe déjà.*lancer\.bat dans ce dossier"):
            new_folder.make_example(again)


@pytest.mark.parametrize("name", data.list_blank_workbooks())
def test_a_blank_workbook_stands_beside_the_guide(name: str) -> None:
    assert (ROOT / "docs" / "vierges" / name).read_bytes() == data.read_blank_workbook(name)


@pytest.mark.parametrize("taken", [False, True])
def test_rows_taken_from_the_example_are_not_said_to_be_absent(
    tmp_path: Path, *, taken: bool
) -> None:
    told = tell(make(tmp_path / "neuf", ROOT if taken else None))
    assert ("Aucune ligne de l’exemple" in told) is not taken
