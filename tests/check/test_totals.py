"""A total at the foot of a table, or between its rows, is told in one line and never counted
(docs/rules/workbooks.md#rows).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from clu_batch.kernel.problems import Group, Severity
from clu_batch.parse import is_total, names_a_total, seems_a_total
from clu_batch.rules.links.points_vus import may_be_seen
from clu_batch.session.load import LoadedWorkbooks
from tests.support.prefecture import Prefecture, lire

DU, AU = dt.date(2026, 2, 2), dt.date(2026, 2, 27)
Typed = Sequence[object]


def type_row(
    folder: Path, sheet: str, row: Typed, at: int = 0, merged: str = ""
) -> tuple[LoadedWorkbooks, list[Group]]:
    """What the small prefecture says once a row is typed at the foot of a sheet, or before a
    row.
    """
    prefecture = Prefecture()
    table = prefecture.feuille(sheet)
    if at:
        table.insert_rows(at)
    line = at or table.max_row + 1
    for column, value in enumerate(row, 1):
        if value is not None:
            table.cell(line, column).value = value  # type: ignore[assignment]  # any value
    if merged:
        table.merge_cells(merged.format(line))
    prefecture.ecrire(folder)
    with pytest.MonkeyPatch.context() as patch:
        return lire(folder, patch, {})


def count(charge: LoadedWorkbooks) -> tuple[int, ...]:
    """The rows that count, and the sum of the tallies."""
    register = charge.registre
    tallied = register.depouillement.frame
    counted = tallied[tallied["question"].notna()]["nombre"].sum()
    frames = (register.reclamations, register.reponses)
    return (*(len(checked.frame) for checked in frames), int(counted), len(register.resultats))


TOTALS: list[tuple[str, Typed, str]] = [
    ("Réclamations", ["TOTAL", 6], "A8"),
    ("Réclamations", ["Total général", None, None, None, None, 6], "A8"),
    ("Réclamations", ["Somme", 6], "A8"),
    ("Réclamations", ["SOMME :", None, 6], "A8"),
    ("Réclamations", ["Somme des réclamations", None, 6], "A8"),
    ("Réclamations", ["Total réclamations", 6], "A8"),
    ("Réclamations", ["Total des réclamations : 6"], "A8"),
    ("Réclamations", ["TOTAL 1er trimestre", 3], "A8"),
    ("Réclamations", ["TOTAL (6)"], "A8"),
    ("Réclamations", ["S/Total", 6], "A8"),
    ("Réclamations", ["T O T A L", 6], "A8"),
    ("Réclamations", ["Nombre de réclamations", 6], "A8"),
    ("Réclamations", [None, "Total", None, 6], "B8"),
    ("Réclamations", [None, None, None, None, "Grand total", 6], "E8"),
    ("Réclamations", [6], "A8"),
    ("Réclamations", [None, 6], "B8"),
    ("Réclamations", [6, 6, 6, 6, 6, 5], "A8"),
    ("Réponses", ["TOTAL", None, 1, 21], "A5"),
    ("Réponses", ["Total Nîmes", None, None, 12], "A5"),
    ("Réponses", [None, "Moyenne", None, 7], "B5"),
    ("Réponses", [None, None, 3, 21], "C5"),
    ("Réponses", [None, None, None, 21], "D5"),
    ("Dépouillement", ["TOTAL", None, 12], "A3"),
    ("Dépouillement", ["Q1", "TOTAL", 12], "B3"),
    ("Dépouillement", ["Q1", "Total", 12, DU, AU], "B3"),
    ("Dépouillement", ["Q1", "Nombre total de réponses", 12, DU, AU], "B3"),
    ("Dépouillement", ["Q1", "Somme", 12, DU, AU], "B3"),
    ("Dépouillement", ["Q2", "Total général", 12, DU, AU], "B3"),
    ("Dépouillement", ["Total Q1", None, 12, DU, AU], "A3"),
    ("Résultats", ["TOTAL", None, None, 12], "A3"),
    ("Résultats", ["E1", "Total", None, 12], "B3"),
    ("Résultats", ["Ensemble", None, None, 12], "A3"),
    ("Enquêtes", ["Total 2026", DU, AU, 200], "A3"),
]


@pytest.mark.parametrize(("sheet", "row", "cell"), TOTALS)
def test_a_total_is_one_line_and_counts_for_nothing(
    tmp_path: Path, sheet: str, row: Typed, cell: str
) -> None:
    charge, (told,) = type_row(tmp_path, sheet, row)
    assert (told.problem.code, [place.cell for place in told.places]) == ("ligne-total", [cell])
    assert told.problem.gravite is Severity.A_VERIFIER
    assert not may_be_seen(told)
    assert "supprimez cette ligne" in told.problem.que_faire
    assert count(charge) == (6, 3, 12, 1)


@pytest.mark.parametrize("merged", ["", "A{0}:C{0}"])
@pytest.mark.parametrize("row", [["Sous-total Titres", None, None, 2], ["Total mars", 2]])
def test_a_total_between_the_rows(tmp_path: Path, row: Typed, merged: str) -> None:
    charge, groups = type_row(tmp_path, "Réclamations", row, at=4, merged=merged)
    told = [group for group in groups if group.problem.code != "cellules-fusionnees"]
    assert [(group.problem.code, group.ranges) for group in told] == [("ligne-total", "A4")]
    assert count(charge) == (6, 3, 12, 1)


def test_the_totals_of_a_year_are_one_line(tmp_path: Path) -> None:
    prefecture = Prefecture()
    table = prefecture.feuille("Réclamations")
    for month in ("janvier", "février", "mars", "avril"):
        table.append([f"Total {month}", 3])
    prefecture.ecrire(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        charge, groups = lire(tmp_path, patch, {})
    joined = [group for group in groups if group.problem.code == "ligne-total"]
    assert len({group.problem.que_faire for group in joined}) == 1
    assert count(charge) == (6, 3, 12, 1)


FACTS: list[tuple[str, Typed, tuple[int, ...]]] = [
    ("Réclamations", ["TOTAL-7", DU, "courrier", "Titres", "Délai"], (7, 3, 12, 1)),
    ("Réclamations", ["Somme", DU, "courrier", "Titres", "Délai"], (7, 3, 12, 1)),
    ("Réclamations", ["7", DU, "courrier", "TOTAL", "Délai"], (7, 3, 12, 1)),
    ("Réclamations", [None, None, "courrier", 3], (6, 3, 12, 1)),
    ("Réponses", [None, "Somme-Leuze", None, 7], (6, 3, 12, 1)),
    ("Réponses", [None, None, None, 7], (6, 3, 12, 1)),
    ("Réponses", [None, None, None, 3.5], (6, 3, 12, 1)),
]


@pytest.mark.parametrize(("sheet", "row", "counted"), FACTS)
def test_a_row_that_says_something_else_is_no_total(
    tmp_path: Path, sheet: str, row: Typed, counted: tuple[int, ...]
) -> None:
    charge, groups = type_row(tmp_path, sheet, row)
    assert "ligne-total" not in {group.problem.code for group in groups}
    assert count(charge) == counted


def test_an_option_of_the_scale_is_no_total(tmp_path: Path) -> None:
    prefecture = Prefecture()
    prefecture.feuille("Échelles").append(["Accueil", "Totalement", 3, "satisfait"])
    prefecture.feuille("Échelles").append(["Accueil", "Total", 4, "satisfait"])
    prefecture.feuille("Dépouillement").append(["Q1", "Total", 5, DU, AU])
    prefecture.feuille("Dépouillement").append(["Q1", "Totalement", 5, DU, AU])
    prefecture.ecrire(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        charge, groups = lire(tmp_path, patch, {})
    assert [group.problem.code for group in groups] == []
    assert count(charge) == (6, 3, 22, 1)


@pytest.mark.parametrize(
    ("label", "sure", "named", "seeming"),
    [
        ("TOTAL", True, True, True),
        ("Total général :", True, True, True),
        ("Total 2026", True, True, True),
        ("Total mars", False, True, True),
        ("Nb total", False, True, True),
        ("Somme", False, False, True),
        ("Cumul", False, False, True),
        ("Nombre de dossiers", False, False, True),
        ("Totalement", False, False, False),
        ("Sommeil", False, False, False),
        ("Somme insuffisante versée", False, False, False),
        ("Ensemble scolaire", False, False, False),
        ("", False, False, False),
        (12.0, False, False, False),
        (f"Total {'a' * 60}", False, False, False),
    ],
)
def test_what_names_a_total(label: object, sure: bool, named: bool, seeming: bool) -> None:
    assert (is_total(label), names_a_total(label), seems_a_total(label)) == (
        sure,
        named,
        seeming,
    )
