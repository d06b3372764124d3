"""« N/A », « Sans réponse », « (vide) » are no answers of a survey
(docs/rules/satisfaction.md#marks-of-no-answer): read as empty cells, never as unreadable ones.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import Bilan, Registre, Reunion
from clu_batch.rules.seances import build_seance
from tests.check.test_exports import J, charge
from tests.conftest import write_workbook
from tests.rules.figures.test_unreadable_answers import MARS, lu

MARKS = (
    *("N/A", "NA", "n.a.", "N/R", "Sans réponse", "(vide)", "-", "—", "/"),
    *("Non renseigné", "non renseigné(e)", "No answer", "Sans&nbsp;réponse"),
)
CODES = ("QG", "ON", "N", "CU")
"""A scale, oui/non, a note, a choice."""


def non_answers(found: Bilan, code: str) -> object:
    return found.indicateurs[f"satisfaction.non_reponses.{code}"].mesure.valeur


@pytest.mark.parametrize("typed", MARKS)
def test_a_mark_is_a_non_answer_at_every_question(tmp_path: Path, typed: str) -> None:
    registre, found = lu(
        tmp_path,
        "Date;Site;QG;Q2;ON;N;CU",
        f'3 x {MARS};Nîmes;"{typed}";Satisfait;"{typed}";"{typed}";"{typed}"',
        f"40 x {MARS};Nîmes;Satisfait;Satisfait;Oui;9;Passeport",
    )
    assert [non_answers(found, code) for code in CODES] == [3] * 4
    assert not [code for code in found.indicateurs if ".illisibles." in code]
    rate = found.indicateurs["satisfaction.taux.QG"].mesure
    assert (rate.numerateur, rate.denominateur) == (40, 40)
    assert registre.reponses.problems == ()
    choices = {
        r.modalite: r.mesure.numerateur for r in found.repartitions if r.code.endswith(".CU")
    }
    assert choices == {"autre réponse": 40, "sans réponse": 3}


@pytest.mark.parametrize("typed", MARKS)
def test_a_mark_is_an_empty_site_and_no_extract(tmp_path: Path, typed: str) -> None:
    registre, _ = lu(
        tmp_path,
        "N°;Date;Site;Canal;Service;Mode de recueil;Extrait à publier;QG",
        f'2 x "{typed}";{MARS};"{typed}";"{typed}";"{typed}";"{typed}";"{typed}";Satisfait',
    )
    read = registre.reponses.frame
    fields = ["numero", "site", "canal", "service", "mode_de_recueil", "extrait_a_publier"]
    assert read[fields].isna().all(axis=None)
    assert list(read["QG"]) == ["Satisfait"] * 2


def test_a_row_of_marks_alone_is_no_form(tmp_path: Path) -> None:
    _, found = lu(
        tmp_path,
        "Date;QG;Q2",
        f"2 x {MARS};N/A;Sans réponse",
        f"3 x {MARS};;",
        f"5 x {MARS};Satisfait;-",
    )
    assert found.indicateurs["satisfaction.reponses"].mesure.valeur == 5
    assert non_answers(found, "Q2") == 5
    assert "satisfaction.questionnaires_illisibles" not in found.indicateurs


# -- what is declared wins -------------------------------------------------------------------------


def of_scale(
    folder: Path, echelle: str, options: Sequence[Sequence[object]], *lignes: str
) -> tuple[Registre, dict[str, int | None], object]:
    """What is read of the question Q1 of this scale, whose answers are these options; how many gave
    each, and how many none.
    """
    name = "Q1" if echelle.startswith("choix") else echelle
    lines = [[name, texte, rang, *rest] for rang, (texte, *rest) in enumerate(options)]
    header = ["Échelle", "Réponse possible", "Ordre", "Compte comme", "Saisie abrégée"]
    questions = [["Code", "Libellé", "Échelle"], ["Q1", "L’accueil", echelle]]
    write_workbook(
        folder / "satisfaction.xlsx", {"Questions": questions, "Échelles": [header, *lines]}
    )
    (folder / "export.csv").write_text("Date;Q1\n" + "\n".join(lignes), "utf-8")
    read = charge(folder, ["export", None, None, "Réponses"]).registre
    ((found, _),) = bilan_de_seance.compute(read, [build_seance(Reunion(J), J)])
    given = {r.modalite: r.mesure.numerateur for r in found.repartitions if r.modalite}
    return read, given, non_answers(found, "Q1")


@pytest.mark.parametrize(
    ("echelle", "declared", "typed", "lu"),
    [
        ("Ma", ["N/A", "exclu", None], "N/A", "N/A"),
        ("Ma", ["N/A", "exclu", None], "n.a.", "N/A"),
        ("Ma", ["Non applicable", "exclu", "NA"], "N/A", "Non applicable"),
        ("Ma", ["Sans réponse", "neutre", None], "SANS RÉPONSE", "Sans réponse"),
        ("Ma", ["Non renseigné", "exclu", None], "non renseigné(e)", "Non renseigné"),
        ("Ma", ["-", "insatisfait", None], "-", "-"),
        ("Ma", ["--", "insatisfait", None], "--", "--"),
        ("Ma", ["--", "insatisfait", None], "-", ILLISIBLE),  # not guessed
        ("Ma", ["Mal", "insatisfait", None], "-", None),
        ("choix unique", ["N/A", "neutre", None], "N/A", "N/A"),
        ("choix unique", ["Autre", "neutre", "NR"], "NR", "NR"),
        ("choix unique", ["Autre", "neutre", None], "NR", None),
        ("choix multiple", ["(vide)", "neutre", None], "(vide)", "(vide)"),
        ("choix multiple", ["Autre", "neutre", None], "(vide)", None),
    ],
)
def test_a_declared_answer_is_no_mark(
    tmp_path: Path, echelle: str, declared: Sequence[object], typed: str, lu: object
) -> None:
    options = [["Bien", "satisfait", None], declared]
    registre, given, silent = of_scale(
        tmp_path, echelle, options, *[f"{MARS};{typed}"] * 2, f"{MARS};Bien"
    )
    assert list(registre.reponses.frame["Q1"]) == [lu, lu, "Bien"]
    assert given["Bien"] == 1
    if isinstance(lu, str):
        assert given[str(declared[0])] == 2
    assert silent in ({2, 0} if lu is None else {0})


# -- the tallies -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", MARKS)
def test_a_tally_of_non_answers_adds_to_them_alone(tmp_path: Path, typed: str) -> None:
    tallies = [
        ["QG", "Satisfait", 7, MARS, MARS, "N/A"],
        ["QG", typed, 4, MARS, MARS, None],
        ["CU", typed, 2, MARS, MARS, "Nîmes"],
    ]
    registre, found = lu(
        tmp_path, "Date;QG", f"3 x {MARS};Satisfait", f"{MARS};NA", depouillement=tallies
    )
    assert list(registre.depouillement.frame["site"]) == [None, None, "Nîmes"]
    assert found.indicateurs["satisfaction.depouillees"].mesure.valeur == 7
    rate = found.indicateurs["satisfaction.taux.QG"].mesure
    assert (rate.numerateur, rate.denominateur) == (10, 10)
    assert (non_answers(found, "QG"), non_answers(found, "CU")) == (4, 2)
    assert not [code for code in found.indicateurs if ".illisibles." in code]


# -- local indicators, and the other sheets --------------------------------------------------------


@pytest.mark.parametrize(
    ("compter", "n"),
    [
        ("QG = vide", 2),
        ("QG = N/A", 2),
        ("QG ≠ N/A", 3),
        ("QG ≠ vide", 3),
        ("Site = (vide)", 1),
        ("Site ≠ Non renseigné", 4),
    ],
)
def test_a_filter_names_the_empty_cells_by_a_mark_too(
    tmp_path: Path, compter: str, n: int
) -> None:
    registre, _ = lu(
        tmp_path,
        "Date;Site;QG",
        f"{MARS};Nîmes;N/A",
        f"{MARS};-;Sans réponse",
        f"3 x {MARS};Alès;Satisfait",
    )
    (local, *_) = registre.indicateurs_locaux
    own = dataclasses.replace(local, sur=None, compter=compter)
    registre = dataclasses.replace(registre, indicateurs_locaux=(own,))
    ((found, problems),) = bilan_de_seance.compute(registre, [build_seance(Reunion(J), J)])
    assert found.indicateurs["L1"].mesure.numerateur == n
    assert not [problem for problem in problems if problem.code.startswith("valeur-de-filtre")]


@pytest.mark.parametrize("typed", ["NA", "N/A", "N/R", "(vide)", "-", "Non renseigné"])
def test_any_other_sheet_keeps_what_was_typed(tmp_path: Path, typed: str) -> None:
    (tmp_path / "reclamations.csv").write_text(
        f"N°;Reçue le;Canal;Service;Motif;Site\nA1;{MARS};{typed};{typed};{typed};{typed}\n",
        "utf-8",
    )
    read = charge(tmp_path).registre.reclamations.frame
    kept = read[["canal", "service", "motif", "site"]].iloc[0]
    assert set(kept) == {typed}
