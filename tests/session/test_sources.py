"""One count of the rows left out, in Sources, in the pack and under its tables
(docs/rules/control-workbook.md#sources).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

import clu_batch
from tests.support.meeting import simple
from tests.support.prefecture import DECEMBRE, JUIN, USAGERS, J, Prefecture
from tests.support.word_files import lignes

DU, AU = dt.date(2026, 2, 2), dt.date(2026, 2, 27)

WRONG: Mapping[str, Sequence[Sequence[object]]] = {
    "Jours de fermeture": ((dt.date(2026, 5, 20), dt.date(2026, 5, 18), "Pont"),),
    "Ordre du jour": (("11/12/2026", "1", "Autre réunion"),),
    "Invités": ((DECEMBRE, USAGERS, None, None, "2"), ("5/5/2025", USAGERS, "Asso", None, "2")),
    "Suppléances": ((DECEMBRE, "XYZ", "Durand", "La trésorière", dt.date(2026, 11, 20)),),
    "Présences": (("12/12/2026", "SG", "présent"), (JUIN, "Mme Martin", "présent")),
    "Propositions": (("2", "1/1/2020", "UFC", "souhait", "Du café."),),
    "Enquêtes": (("Accueil 2025", AU, DU, 10),),
    "Dépouillement": (("Q9", "Satisfait", 3, DU, AU), ("Q1", "Satisfait", 4, AU, DU)),
    "Réponses": (("31/02/2026", "Nîmes", "Satisfait", 8),),
    "Réclamations": (
        ("R-7", DU, "courrier", "Titres", "Délai", dt.date(2026, 1, 5)),
        ("R-1", dt.date(2026, 3, 2), "courriel", "Titres", "Délai", dt.date(2026, 3, 12)),
        ("R-9", None, "courrier", "Titres", "Délai", None),
    ),
    "Résultats": (("E9", DU, AU, 12), ("E1", AU, DU, 12)),
}
"""Rows that are left out, for one reason each."""


def run(folder: Path, wrong: Mapping[str, Sequence[Sequence[object]]]) -> clu_batch.Run:
    prefecture = Prefecture()
    for sheet, rows in wrong.items():
        for row in rows:
            prefecture.feuille(sheet).append(list(row))
    prefecture.feuille("Réclamations")["G2"] = None  # R-1 is typed twice, the same
    (folder / "workbooks").mkdir()
    prefecture.ecrire(folder / "workbooks")
    return clu_batch.run(
        clu_batch.Options(
            au=J,
            aujourd_hui=J,
            classeurs=folder / "workbooks",
            modeles=folder / "templates",
            sortie=folder / "output",
        )
    )


def count_out(folder: Path) -> dict[str, tuple[object, object]]:
    """The rows read and left out of each sheet, as Sources gives them."""
    path = folder / "output" / "2026-12-10_CLU" / "2026-12-10_CLU_Controle.xlsx"
    rows = openpyxl.load_workbook(path)["Sources"].iter_rows(min_row=2, values_only=True)
    return {str(row[1]): (row[3], row[5]) for row in rows if str(row[0]).endswith(".xlsx")}


@pytest.mark.parametrize("sheets", [(), *((name,) for name in WRONG), tuple(WRONG)])
def test_sources_counts_every_row_left_out(tmp_path: Path, sheets: Sequence[str]) -> None:
    wrong = {name: WRONG[name] for name in sheets}
    run(tmp_path, wrong)
    sound = Prefecture()
    for name, (read, out) in count_out(tmp_path).items():
        added = len(wrong.get(name, ()))
        assert (name, read, out) == (name, sound.feuille(name).max_row - 1 + added, added)


def test_the_pack_tells_the_rows_that_sources_counts(tmp_path: Path) -> None:
    found = run(tmp_path, WRONG)
    out = {name: number for name, (_, number) in count_out(tmp_path).items()}
    (pack,) = (d for d in found.documents if "Dossier-de-seance" in d.path.name)
    cells = [simple(line) for line in lignes(pack.data)]
    text = "\n".join(cells)
    assert [out[name] for name in ("Réclamations", "Dépouillement", "Réponses")] == [3, 2, 1]
    assert "Trois lignes du registre des réclamations, incomplètes" in text
    assert "Deux lignes de dépouillement, incomplètes" in text
    assert "Une ligne des questionnaires, incomplète" in text
    for name in ("Réponses", "Dépouillement", "Réclamations"):
        [said] = [cell for cell in cells if f", feuille {name} : " in cell]
        assert f" et {out[name]} ligne" in said
