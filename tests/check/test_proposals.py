"""The lines of Équivalences that are proposed for the exports of other tools
(docs/rules/control-workbook.md#equivalences-proposees).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from clu_batch.kernel.equivalence import A_CHOISIR, ProposedLine
from clu_batch.session.load import LoadedWorkbooks
from tests.check.test_exports import charge, dit
from tests.conftest import write_workbook
from tests.support.raw_sheets import find_sheet, list_column

Rows = Sequence[Sequence[object]]

SATISFAIT = ("Très satisfait", "Plutôt satisfait", "Pas satisfait", "Très satisfait")


def survey(dated: str, numbered: str, *asked: str, extra: Sequence[str] = ()) -> Rows:
    """A survey of twelve answers under these headers; `extra`: personal columns."""
    rows: list[list[object]] = [[numbered, dated, *extra, *asked]]
    for rank in range(12):
        person = [f"(nom {rank})"] * len(extra)
        answers = [SATISFAIT[rank % 4], SATISFAIT[rank % 3], rank % 11][: len(asked)]
        rows.append([str(rank), f"{rank + 1:02}/03/2026", *person, *answers])
    return rows


def register(*headers: str, canal: Sequence[str] = ("courriel",)) -> Rows:
    """A register of twelve complaints under these headers, the canal in the third column."""
    rows: list[list[object]] = [list(headers)]
    for rank in range(12):
        row: list[object] = [
            f"26-{rank:03}",
            f"{rank + 1:02}/02/2026",
            canal[rank % len(canal)],
        ]
        row += [f"valeur {rank}"] * (len(headers) - 3)
        rows.append(row)
    return rows


def lay(folder: Path, name: str, sheets: Mapping[str, Rows]) -> None:
    """Write an export: a workbook, or a .csv of its only sheet."""
    if name.endswith(".xlsx"):
        write_workbook(folder / name, sheets)
        return
    ((_, rows),) = sheets.items()
    quoted = ['";"'.join(map(str, row)) for row in rows]
    (folder / name).write_text("".join(f'"{row}"\n' for row in quoted), "utf-8-sig")


def columns(found: LoadedWorkbooks) -> dict[str, str]:
    """What each header becomes."""
    return {
        line.devient: line.colonne
        for line in found.proposed
        if line.colonne and not line.valeur
    }


def cells(line: ProposedLine) -> list[object]:
    """A line as it is pasted."""
    return [line.feuille, line.colonne or None, line.valeur or None, line.devient]


AMABILITE, ENSEMBLE = "L’amabilité de l’accueil", "Dans l’ensemble, l’accueil de la préfecture"

SURVEYS = [
    pytest.param(
        "results-survey492314.csv",
        survey(
            "Date de soumission",
            "ID de la réponse",
            f"Que pensez-vous de l’accueil ? [{AMABILITE}]",
            f"{ENSEMBLE} ?",
            "Quelle note donnez-vous ? (0 à 10)",
            extra=("Dernière page", "Langue de départ", "Adresse IP", "Courriel (facultatif)"),
        ),
        "Réponses",
        id="LimeSurvey, wordings",
    ),
    pytest.param(
        "results-survey.csv",
        survey(
            "submitdate",
            "id",
            "Q1. Que pensez-vous de l’accueil ?",
            "QG. Globalement",
            "N10. Une note",
            extra=("lastpage", "startlanguage", "ipaddr"),
        ),
        "Réponses",
        id="LimeSurvey, codes",
    ),
    pytest.param(
        "Accueil_2026.xlsx",
        survey("DATE_SAISIE", "CLE", "Q1_Amabilité", "QG. Globalement", extra=("ORIGINE",)),
        "Réponses",
        id="Sphinx",
    ),
    pytest.param(
        "Accueil.csv",
        survey("Horodateur", "Nom d’utilisateur", AMABILITE, ENSEMBLE),
        "Réponses",
        id="Google Forms",
    ),
    pytest.param(
        "Accueil(1-12).xlsx",
        survey(
            "Heure de fin",
            "ID",
            f"{AMABILITE}\u00a0:",
            ENSEMBLE,
            extra=("Adresse de messagerie", "Nom"),
        ),
        "Réponses",
        id="Microsoft Forms",
    ),
    pytest.param(
        "avis-jdma.csv",
        survey(
            "Date de réponse",
            "Identifiant",
            "Comment jugez-vous l’amabilité de l’accueil ?",
            ENSEMBLE,
            extra=("Verbatim",),
        ),
        "Réponses",
        id="Je donne mon avis",
    ),
]


@pytest.mark.parametrize(("name", "rows", "target"), SURVEYS)
def test_a_survey_is_read_once_the_lines_are_pasted(
    tmp_path: Path, name: str, rows: Rows, target: str
) -> None:
    lay(tmp_path, name, {"Feuil1": rows})
    found = charge(tmp_path, satisfaction=True)
    assert cells(found.proposed[0]) == [
        name if name.endswith("csv") else "Feuil1",
        None,
        None,
        target,
    ]
    assert columns(found)["Date"] == rows[0][1]
    personal = {str(cell) for row in rows for cell in row if "nom" in str(cell)}
    assert personal.isdisjoint(str(cell) for line in found.proposed for cell in cells(line))
    again = charge(tmp_path, *map(cells, found.proposed), satisfaction=True)
    assert again.proposed == ()
    read = find_sheet(again, "Réponses")
    assert list_column(read, "Date") == [dt.date(2026, 3, day) for day in range(1, 13)]
    for code, letter in (("Q1", 0), ("QG", 1)):
        values = list_column(read, code)
        expected = [SATISFAIT[rank % (4 - letter)] for rank in range(12)]
        assert values == expected


REGISTERS = [
    pytest.param(
        ("ID", "Date d’ouverture", "Source de la demande", "Groupe", "Catégorie", "Demandeur"),
        ("E-Mail", "Téléphone", "Guichet"),
        id="GLPI",
    ),
    pytest.param(
        (
            "Dossier ID",
            "Déposé le",
            "Canal de contact",
            "Service concerné",
            "Objet de la demande",
        ),
        ("courriel",),
        id="Démarches simplifiées",
    ),
    pytest.param(
        ("Identifiant", "Date de dépôt", "Origine", "Structure", "Thématique", "Pseudonyme"),
        ("SP+",),
        id="Services Publics +",
    ),
    pytest.param(
        (
            "N°",
            "Date de réception",
            "Mode de réception",
            "Service concerné",
            "Objet",
            "Demandeur",
        ),
        ("courier", "tel", "Mail"),
        id="a register",
    ),
    pytest.param(
        ("N° d’ordre", "Reçu en préfecture le", "Moyen", "Pôle", "Grief", "Nom"),
        ("courrier postal", "Appel"),
        id="a register in other words",
    ),
    pytest.param(
        ("Réf.", "Arrivé le", "Moyen", "Unité", "Nature de la plainte", "Usager"),
        ("mail",),
        id="the nature of a complaint is its subject",
    ),
    pytest.param(
        ("Réf.", "Reçu le", "Mode de saisine", "Bureau", "Thème", "Nom de l’usager"),
        ("lettre", "sur place"),
        id="another register",
    ),
]


@pytest.mark.parametrize(("headers", "canal"), REGISTERS)
def test_a_register_is_read_once_the_lines_are_pasted(
    tmp_path: Path, headers: Sequence[str], canal: Sequence[str]
) -> None:
    rows = register(*headers, canal=canal)
    write_workbook(tmp_path / "export.xlsx", {"Feuil1": [["Registre"], [], *rows]})
    found = charge(tmp_path)
    given = {*columns(found).values()}
    assert given == set(headers[:5]) - {"N°"}
    again = charge(tmp_path, *map(cells, found.proposed))
    assert (again.proposed, dit(again)) == ((), [])
    read = find_sheet(again, "Réclamations")
    assert list_column(read, "N°") == [row[0] for row in rows[1:]]
    known = {"courriel", "téléphone", "guichet", "courrier", "Services Publics +"}
    assert {str(value).casefold() for value in list_column(read, "Canal")} <= {
        value.casefold() for value in known
    }


def test_two_sheets_alike_are_named_by_one_line(tmp_path: Path) -> None:
    headers = ("N°", "Date de réception", "Mode de réception", "Service concerné", "Objet")
    rows = register(*headers)
    other = [rows[0], *([f"27-{row[0]}", *row[1:]] for row in rows[1:])]
    write_workbook(tmp_path / "r.xlsx", {"1er semestre": rows, "2e semestre": other})
    found = charge(tmp_path)
    assert {line.feuille for line in found.proposed} == {"1er semestre ; 2e semestre"}
    again = charge(tmp_path, *map(cells, found.proposed))
    assert (dit(again), len(list_column(find_sheet(again, "Réclamations"), "N°"))) == ([], 24)


@pytest.mark.parametrize(
    ("value", "times", "written"),
    [
        ("Tout à fait content", 3, A_CHOISIR),
        ("Tout à fait content", 2, None),
        ("Très satisfaite", 5, None),  # it is read as it stands
        ("4 – Très satisfait", 1, "Très satisfait"),
        ("Trés satifait", 3, "Très satisfait"),
        ("Trés satifait", 1, None),
        ("usager@mail.example", 9, None),
        ("06 12 34 56 78", 9, None),
        ("content 2", 9, None),
        ("M. Durand", 2, None),
        ("Une phrase de plus de quarante signes, sans chiffre", 9, None),
        ("", 9, None),
    ],
)
def test_few_values_are_written(
    tmp_path: Path, value: str, times: int, written: str | None
) -> None:
    answers = [*[value] * times, *["Plutôt satisfait"] * 12]
    rows = [["Horodateur", "Q1 amabilité de l’accueil"], *(["05/03/2026", a] for a in answers)]
    rows[0][1] = "Comment jugez-vous l’amabilité de l’accueil ?"
    write_workbook(tmp_path / "e.xlsx", {"Feuil1": rows})
    found = charge(tmp_path, satisfaction=True)
    given = {line.valeur: line.devient for line in found.proposed if line.valeur}
    assert given == ({value: written} if written else {})
    said = " ".join(line.remarque for line in found.proposed)
    hidden = written is None and value not in {"", "Très satisfaite"}
    assert ("1 autre valeur" in said) == hidden


@pytest.mark.parametrize("header", ["Site", "Service", "Motif", "Observations", "Demandeur"])
def test_values_are_looked_at_in_known_lists_alone(tmp_path: Path, header: str) -> None:
    headers = [
        "N°",
        "Date de réception",
        "Mode de réception",
        "Service concerné",
        "Objet",
        header,
    ]
    rows = [list(row) for row in register(*dict.fromkeys(headers))]
    for row in rows[1:]:
        row[3:] = ["Monsieur Durand"] * len(row[3:])
    write_workbook(tmp_path / "r.xlsx", {"Feuil1": rows})
    found = charge(tmp_path)
    assert found.proposed
    assert not [line for line in found.proposed if "Durand" in str(line)]


REGISTRE = ("N°", "Reçue le", "Canal", "Service", "Motif")


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (REGISTRE[1:4], "« N° », « Motif » et « Réponse envoyée le »"),
        (("Réf.", "Reçu le", "Par", "Bureau", "Sujet", "Répondu le"), "« Canal »"),
        (("Date de réception", "Direction", "Thème", "Date d’envoi"), "« N° » et « Canal »"),
        (("Réf.", "Reçu le", "Moyen", "Bureau", "Sujet"), "« Réponse envoyée le »"),
        (("Réf.", "Reçu le", "Moyen", "Bureau", "Sujet", "Réponse faite le"), ""),
    ],
)
def test_what_no_header_stands_for_is_said_before_anything_is_pasted(
    tmp_path: Path, headers: Sequence[str], said: str
) -> None:
    write_workbook(tmp_path / "r.xlsx", {"Feuil1": register(*headers)})
    remarque = charge(tmp_path).proposed[0].remarque.replace("\u00a0", " ")
    assert ("aucun en-tête reconnu pour" in remarque, said in remarque) == (bool(said), True)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("Réponse faite le", True),
        ("Date de clôture du dossier", True),
        ("Fait le", True),
        ("Retour usager", True),
        ("Solde", True),
        ("Envoi de la lettre", True),
        ("Jour du courrier", True),
        ("Suite", False),
        ("Demandeur", False),
        ("Date de naissance", False),
        ("Date limite de réponse", False),
        ("Délai", False),
        ("Réponse envoyée le", False),
        ("REPONSE ENVOYEE LE :", False),
    ],
)
def test_a_register_without_the_day_of_the_reply_is_told_with_the_header_that_may_be_it(
    tmp_path: Path, header: str, named: bool
) -> None:
    """Every complaint would else be late, without a word."""
    rows = [list(row) for row in register(*REGISTRE, header)]
    for row in rows[1:]:
        row[-1] = "25/02/2026"
    write_workbook(tmp_path / "r.xlsx", {"Réclamations": rows})
    told = [p for p in charge(tmp_path).problems if p.code == "colonne-absente"]
    assert len(told) == named
    for problem in told:
        line = ["Réclamations", header, None, "Réponse envoyée le"]
        assert all(f"«\u00a0{cell}\u00a0»" in problem.que_faire for cell in line if cell)
        again = charge(tmp_path, line)
        assert dit(again) == []
        replied = list_column(find_sheet(again, "Réclamations"), "Réponse envoyée le")
        assert set(replied) == {dt.date(2026, 2, 25)}


@pytest.mark.parametrize(
    "rows",
    [
        [["Variable", "Effectif"], ["Amabilité", 3]],
        [["Dossier ID"], [9001]],
        [["Jour", "Agent"], ["05/01/2026", "(nom)"]],
        [["Numéro de téléphone", "Date de naissance"], ["x", "y"]],
    ],
)
def test_a_sheet_that_is_like_none_has_no_line(tmp_path: Path, rows: Rows) -> None:
    write_workbook(tmp_path / "autre.xlsx", {"Feuil1": rows})
    found = charge(tmp_path, satisfaction=True)
    (problem,) = [p for p in found.problems if p.code == "feuille-inconnue"]
    assert (found.proposed, "Équivalences proposées" in problem.que_faire) == ((), False)


def test_a_line_to_choose_is_left_out_and_said(tmp_path: Path) -> None:
    rows = register(
        "N°", "Date de réception", "Mode de réception", "Service", "Objet", canal=["borne"]
    )
    write_workbook(tmp_path / "r.xlsx", {"Feuil1": rows})
    found = charge(tmp_path)
    assert A_CHOISIR in {line.devient for line in found.proposed}
    again = charge(tmp_path, *map(cells, found.proposed))
    assert [code for _, _, code in dit(again)] == ["equivalence-a-choisir"]
    assert set(list_column(find_sheet(again, "Réclamations"), "Canal")) == {"borne"}


def test_nothing_is_taken_before_it_is_pasted(tmp_path: Path) -> None:
    write_workbook(tmp_path / "e.xlsx", {"Feuil1": survey("Horodateur", "ID", AMABILITE)})
    found = charge(tmp_path, satisfaction=True)
    assert (len(find_sheet(found, "Réponses").list_rows()), bool(found.proposed)) == (0, True)


def test_a_sheet_of_a_known_name_without_its_headers_has_its_lines(tmp_path: Path) -> None:
    """Google Forms names its sheet « Réponses au formulaire 1 »."""
    rows = survey("Horodateur", "ID", AMABILITE, ENSEMBLE)
    write_workbook(tmp_path / "Accueil.xlsx", {"Réponses au formulaire 1": rows})
    found = charge(tmp_path, satisfaction=True)
    assert columns(found) == {"Date": "Horodateur", "N°": "ID"}
    (problem,) = [p for p in found.problems if p.code.startswith("entete")]
    assert "Colonne «\u00a0Horodateur\u00a0», Devient «\u00a0Date\u00a0»" in problem.que_faire
    again = charge(tmp_path, *map(cells, found.proposed), satisfaction=True)
    assert (again.proposed, len(find_sheet(again, "Réponses").list_rows())) == ((), 12)
