"""From the report to the cell: every link of « À corriger » leads to the workbook, the sheet and
the cell that its row names.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.check.bad_inputs.dossier import classeur
from tests.support.prefecture import CLASSEURS

J, DECEMBRE, JUIN = dt.date(2026, 11, 23), dt.date(2026, 12, 10), dt.date(2026, 6, 11)
RECLAMATIONS = ["N°", "Reçue le", "Canal", "Service", "Motif"]
BONNE = ["courriel", "Titres", "Délai"]
NOMS = {
    "Réclamations.xlsx": "Réclamations",
    "registre de l'été #2, 100 %.xlsx": "Réclamations d'Alès",
    "deux  espaces & co.xlsx": "Réclamations (suite)",
}
"""Workbooks, and the sheet of each in which dates are wrong."""


def report(base: Path, meeting: dt.date | None) -> tuple[Path, Worksheet]:
    """The control workbook, and its « À corriger », of a prefecture whose workbooks have such
    names.
    """
    folder = base / "workbooks"
    folder.mkdir()
    committee = dict(CLASSEURS["comite.xlsx"])
    if meeting is None:
        committee = {
            "Composition": committee["Composition"],
            "Réunions": [["Date", "Heure", "Lieu"]],
        }
    (folder / "comite.xlsx").write_bytes(classeur(committee))
    (folder / "parametres.xlsx").write_bytes(classeur(CLASSEURS["parametres.xlsx"]))
    for name, sheet in NOMS.items():
        rows = [
            [f"{name}-{row}", "31/02/2026" if row in {4, 5, 7} else JUIN, *BONNE]
            for row in range(2, 9)
        ]
        (folder / name).write_bytes(classeur({sheet: [RECLAMATIONS, *rows]}))
    options = Options(
        None, J, J, folder, base / "templates", base / "output", verifier_seulement=True
    )
    pipeline.run_session(options, lambda *_: None)
    [path] = (base / "output").rglob("*Controle.xlsx")
    return path, openpyxl.load_workbook(path)["À corriger"]


@pytest.mark.parametrize(("meeting", "depth"), [(DECEMBRE, 2), (None, 1)])
def test_every_link_leads_to_its_cell(
    meeting: dt.date | None, depth: int, tmp_path: Path
) -> None:
    path, sheet = report(tmp_path, meeting)
    assert len(path.relative_to(tmp_path / "output").parts) == depth
    header, *rows = sheet.iter_rows()
    place = {str(cell.value): rank for rank, cell in enumerate(header)}
    found = {}
    for row in rows:
        link, workbook, name = (
            row[place["Cellule"]].hyperlink,
            row[place["Classeur"]].value,
            row[place["Feuille"]].value,
        )
        if workbook in NOMS and link is not None:
            target = (path.parent / unquote(str(link.target))).resolve()
            assert target == tmp_path / "workbooks" / str(workbook)
            quoted, _, cell = str(link.location).rpartition("!")
            assert quoted[1:-1].replace("''", "'") == name == NOMS[str(workbook)]
            assert openpyxl.load_workbook(target)[str(name)][cell].value == "31/02/2026"
            found[str(workbook)] = (
                row[place["Cellule"]].value,
                row[place["Plage"]].value,
                row[place["Occurrences"]].value,
            )
    assert found == dict.fromkeys(NOMS, ("B4", "B4:B5; B7", 3))


def test_first_things_come_first_then_gravity_and_place(tmp_path: Path) -> None:
    _, sheet = report(tmp_path, DECEMBRE)
    header, *rows = sheet.iter_rows(values_only=True)
    place = {str(name): rank for rank, name in enumerate(header)}
    order = ("bloquant", "erreur", "à vérifier", "information")
    keys = [
        (
            "À COMPLÉTER" not in str(row[place["Valeur"]]),
            order.index(str(row[place["Gravité"]])),
            str(row[place["Classeur"]] or ""),
            str(row[place["Feuille"]] or ""),
        )
        for row in rows
    ]
    assert keys == sorted(keys)
    assert len({key[:2] for key in keys}) > 2
