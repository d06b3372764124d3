"""docs/rules/workbooks.md, clause by clause, on a whole folder as a prefecture keeps it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clu_batch.check.headers import find_headers
from clu_batch.kernel.declared_sheet import Requirement
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.famille import Famille
from clu_batch.records import SHEETS
from clu_batch.rules.model import PEUT_ETRE_ILLISIBLE
from clu_batch.session import pipeline
from clu_batch.session.load import LoadedWorkbooks
from clu_batch.session.options import Options
from tests.support.prefecture import DECEMBRE, J, Prefecture, remplacer_dans
from tests.support.raw_sheets import find_sheet, list_column, raw_sheet

FEUILLES = {sheet.name: sheet for sheet in SHEETS}

# -- keys: an empty or wrong cell leaves its row out -----------------------------------------------
CLES = {
    "Jours de fermeture": {"Date", "Jusqu'au"},
    "Points vus": {"Constat"},
    "Composition": {"Code"},
    "Réunions": {"Date"},
    "Ordre du jour": {"Réunion", "N°", "Point"},
    "Invités": {"Réunion"},
    "Suppléances": {"Réunion", "Membre"},
    "Présences": {"Réunion", "Membre"},
    "Propositions": {"N°", "Réunion", "Membre"},
    "Documents types": {"Réunion"},
    "Modalités d'appui": {"Réunion"},
    "Enquêtes": {"Enquête", "Du", "Au"},
    "Questions": {"Code", "Échelle"},
    "Échelles": {"Échelle", "Réponse possible", "Ordre", "Compte comme"},
    "Réponses": {"Date"},
    "Dépouillement": {"Question", "Réponse", "Nombre", "Du", "Au"},
    "Réclamations": {"N°", "Reçue le"},
    "Engagements": {"Code"},
    "Résultats": {"Code", "Du", "Au", "Valeur"},
    # beyond the contract: a filter or an equivalence that cannot be read would mean something else
    # once read as empty
    "Indicateurs locaux": {"Code", "Libellé", "Feuille", "Compter"} | {"Sur"},
    "Équivalences": {"Feuille", "Devient"} | {"Colonne", "Valeur"},
    "Paramètres": {"Paramètre"},
    "Historique": {"Réunion", "Code"},
}


@pytest.mark.parametrize("name", FEUILLES)
def test_the_keys_of_a_sheet_are_those_of_the_contract(name: str) -> None:
    assert {column.header for column in FEUILLES[name].columns if column.key} == CLES[name]


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, sheet in FEUILLES.items()
        if any(column.header == "N°" for column in sheet.columns)
    ],
)
def test_numero_may_be_written_in_full(name: str) -> None:
    sheet = FEUILLES[name]
    header = [
        *(
            column.header
            for column in sheet.columns
            if column.need is not Requirement.OPTIONAL and column.header != "N°"
        ),
        "Numéro",
    ]
    assert "N°" in find_headers(sheet, raw_sheet("a.xlsx", name, [header])).letters


# sheet, place of an empty required cell, whether its row is kept
VIDES = [
    ("Ordre du jour", "C2", False),
    ("Questions", "B2", True),
    ("Modalités d'appui", "A2", True),
    ("Documents types", "B2", True),
    ("Réunions", "C3", True),
    ("Composition", "C2", True),
    ("Propositions", "E2", True),
]


@pytest.mark.parametrize(("sheet", "cell", "kept"), VIDES)
def test_an_empty_required_cell(
    sheet: str, cell: str, kept: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    prefecture = Prefecture()
    for name, rows in AJOUTS.items():
        book = prefecture.livre("Réunions").create_sheet(name)
        for row in rows:
            book.append(list(row))
    prefecture.taper(f"{sheet}!{cell}", None)
    with pytest.MonkeyPatch.context() as patch:
        charge, lines = prefecture.charger(tmp_path_factory.mktemp("vide"), patch)
    checked = find_sheet(charge, sheet)
    required = [
        column.header
        for column in FEUILLES[sheet].columns
        if column.need is Requirement.REQUIRED
    ]
    empty = [
        header for header in required for value in list_column(checked, header) if value is None
    ]
    assert [line for line in lines if f"{sheet}!{cell}" in line] == [
        f"erreur | {sheet}!{cell} | {'valeur-manquante' if kept else 'cle-manquante'}"
    ]
    assert len(empty) == int(kept)
    assert sum(origin.read - origin.kept for origin in checked.origins) == int(not kept)


AJOUTS = {
    "Documents types": (("Réunion", "Intitulé", "Nature"), (DECEMBRE, "Lettre", "courrier")),
    "Modalités d'appui": (("Modalité", "Lieu"), ("Point numérique", "Nîmes")),
}


# -- broken sheets: what is then not produced ------------------------------------------------------
COURRIERS = {Famille.CONVOCATION, Famille.INVITATION}
SALLE = {Famille.EMARGEMENT, Famille.CHEVALETS}
BLOC = {Famille.DOSSIER, Famille.COMPTE_RENDU}
TOUT = set(Famille)
NON_PRODUITS = {
    "Paramètres": TOUT,
    "Composition": TOUT,
    "Réunions": TOUT,
    "Jours de fermeture": COURRIERS | BLOC,
    "Points vus": set(),
    "Ordre du jour": COURRIERS | BLOC | {Famille.TRAME},
    "Invités": SALLE | BLOC | {Famille.INVITATION},
    "Suppléances": SALLE | BLOC,
    "Présences": SALLE | BLOC,
} | dict.fromkeys(
    (
        "Propositions",
        "Documents types",
        "Modalités d'appui",
        "Enquêtes",
        "Questions",
        "Échelles",
        "Réponses",
        "Dépouillement",
        "Réclamations",
        "Engagements",
        "Résultats",
        "Indicateurs locaux",
        "Équivalences",
        "Historique",
    ),
    BLOC,
)


def complete() -> Prefecture:
    """A folder that has every sheet of docs/rules/sheets.md#default-files, those that the small
    prefecture lacks with their headers alone.
    """
    prefecture = Prefecture()
    present = {name for book in prefecture.livres.values() for name in book.sheetnames}
    for sheet in SHEETS:
        if sheet.name not in present:
            book = prefecture.livres["engagements.xlsx"].create_sheet(sheet.name)
            book.append([column.header for column in sheet.columns])
    return prefecture


def _remove(prefecture: Prefecture, sheet: str) -> None:
    book = prefecture.livre(sheet)
    book.create_sheet("Lisez-moi")  # a workbook has one sheet at least
    del book[sheet]


def _empty(prefecture: Prefecture, sheet: str) -> None:
    prefecture.feuille(sheet).delete_rows(1, 50)


def _rename_header(prefecture: Prefecture, sheet: str) -> None:
    required = [
        column.header
        for column in FEUILLES[sheet].columns
        if column.need is not Requirement.OPTIONAL
    ]
    cell = next(cell for cell in prefecture.feuille(sheet)[1] if cell.value == required[0])
    prefecture.taper(f"{sheet}!{cell.coordinate}", "Wxyz")


def _spoil_sheet(prefecture: Prefecture, sheet: str) -> None:
    """Its part is no sheet any more; the rest of the workbook is sound."""
    book = prefecture.livre(sheet)
    name = next(name for name, other in prefecture.livres.items() if other is book)
    part = f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"

    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(
            remplacer_dans((folder / name).read_bytes(), part, b"<worksheet", b"<autre")
        )

    prefecture.apres.append(spoil)


def _remove_beside_an_unreadable_workbook(prefecture: Prefecture, sheet: str) -> None:
    _remove(prefecture, sheet)
    prefecture.apres.append(lambda folder: (folder / "trimestre.xlsx").write_bytes(b"PK"))


BRISE: dict[Callable[[Prefecture, str], None], bool] = {
    _remove: False,  # absent: broken only when it is indispensable
    _empty: False,
    _rename_header: True,
    _spoil_sheet: True,
    _remove_beside_an_unreadable_workbook: True,
}


def _spoiled(
    sheet: str, way: Callable[[Prefecture, str], None], folder: Path
) -> LoadedWorkbooks:
    prefecture = complete()
    way(prefecture, sheet)
    with pytest.MonkeyPatch.context() as patch:
        return prefecture.charger(folder, patch)[0]


@pytest.mark.parametrize("sheet", NON_PRODUITS)
@pytest.mark.parametrize("way", BRISE, ids=lambda way: way.__name__.strip("_"))
def test_what_a_broken_sheet_holds_back(
    sheet: str, way: Callable[[Prefecture, str], None], tmp_path: Path
) -> None:
    charge = _spoiled(sheet, way, tmp_path)
    broken = BRISE[way] or FEUILLES[sheet].indispensable
    if charge.unreadable and sheet == "Historique":
        broken = False  # it ships in no workbook, and the pack says what it lacks
        assert charge.registre.feuilles_absentes == {sheet: PEUT_ETRE_ILLISIBLE}
    assert charge.broken_sheets == ({sheet} if broken else set())
    assert charge.withheld == {
        famille: [sheet] for famille in Famille if broken and famille in NON_PRODUITS[sheet]
    }
    assert bool(
        [problem for problem in charge.problems if problem.gravite.libelle == "bloquant"]
    ) is (broken or charge.unreadable)


def test_an_unreadable_sheet_holds_back_no_absent_one(tmp_path: Path) -> None:
    prefecture = Prefecture()
    _spoil_sheet(prefecture, "Réclamations")
    _remove(prefecture, "Suppléances")
    with pytest.MonkeyPatch.context() as patch:
        assert prefecture.charger(tmp_path, patch)[0].broken_sheets == {"Réclamations"}


@pytest.mark.parametrize(
    "sheet",
    [
        "Composition",
        "Jours de fermeture",
        "Ordre du jour",
        "Invités",
        "Suppléances",
        "Résultats",
    ],
)
def test_the_documents_and_the_exit_code_of_a_broken_sheet(sheet: str, tmp_path: Path) -> None:
    prefecture, folder, sortie = complete(), tmp_path / "workbooks", tmp_path / "output"
    folder.mkdir()
    _rename_header(prefecture, sheet)
    prefecture.ecrire(folder)
    resultat = pipeline.run_session(
        Options(None, J, J, folder, tmp_path / "templates", sortie, False), lambda *_: None
    )
    made = {
        path.stem.split("CLU_")[-1].split("_")[0]
        for path in sortie.glob("2026-12-10_CLU/**/*.docx")
    }
    expected = {nom for famille, nom in NOMS.items() if famille not in NON_PRODUITS[sheet]}
    assert (resultat.code, made) == (Code.BLOCKED, expected)


NOMS = {
    Famille.CONVOCATION: "Convocation",
    Famille.INVITATION: "Invitation",
    Famille.DOSSIER: "Dossier-de-seance",
    Famille.EMARGEMENT: "Feuille-emargement",
    Famille.CHEVALETS: "Chevalets",
    Famille.TRAME: "Trame-de-notes",
    Famille.FICHE_ENVOI: "Fiche-envoi",
}
"""What a meeting to come receives, as the names of its files say it."""
