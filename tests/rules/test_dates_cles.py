"""The key dates of a meeting: when, done on, in which state (docs/rules/key-dates.md#steps)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from clu_batch.records.reunion import Statut
from clu_batch.rules.dates_cles import list_dates_cles
from clu_batch.rules.model import Reunion
from clu_batch.rules.seances import build_seance
from clu_batch.rules.suppleances import compute_limites
from tests.support.registers import registre
from tests.support.text_tables import date

LE_10 = Reunion(dt.date(2026, 12, 10))


def lues(reunion: Reunion, j: str) -> list[str]:
    """« date, jours restants, fait le, état » of each step."""
    known = registre()
    limites = compute_limites(reunion.date, known.parametres, known.calendrier)
    found = list_dates_cles(known, build_seance(reunion, date(j)), limites)
    faits = [f"{d.fait_le:%d/%m} " if d.fait_le else "" for d in found]
    return [
        f"{d.date:%d/%m} {d.jours_restants:+} {fait}{d.etat}"
        for d, fait in zip(found, faits, strict=True)
    ]


@pytest.mark.parametrize(
    ("reunion", "j", "attendues"),
    [
        (
            LE_10,
            "23/11/2026",
            [
                "25/11 +2 à faire",
                "02/12 +9 à venir",
                "02/12 +9 à venir",
                "07/12 +14 à venir",
                "10/12 +17 à venir",
                "11/01 +49 à venir",
            ],
        ),
        (
            replace(
                LE_10,
                convocations_envoyees_le=dt.date(2026, 11, 20),
                dossier_envoye_le=dt.date(2026, 11, 30),
            ),
            "03/12/2026",
            [
                "25/11 -8 20/11 fait",
                "02/12 -1 30/11 fait",
                "02/12 -1 30/11 fait",
                "07/12 +4 à faire",
                "10/12 +7 à faire",
                "11/01 +39 à venir",
            ],
        ),
        (
            replace(LE_10, chiffres_arretes_au=dt.date(2026, 11, 15)),
            "01/12/2026",
            [
                "25/11 -6 passé",
                "15/11 -16 15/11 fait",
                "02/12 +1 à faire",
                "07/12 +6 à faire",
                "10/12 +9 à venir",
                "11/01 +41 à venir",
            ],
        ),
        (
            replace(LE_10, statut=Statut.TENUE, compte_rendu_envoye_le=dt.date(2027, 1, 4)),
            "05/01/2027",
            [
                "25/11 -41 passé",
                "02/12 -34 10/12 fait",
                "02/12 -34 passé",
                "07/12 -29 passé",
                "10/12 -26 10/12 fait",
                "11/01 +6 04/01 fait",
            ],
        ),
    ],
    ids=[
        "to come",
        "dossier sent: figures stopped that day",
        "figures stopped before",
        "held: figures stopped on its day",
    ],
)
def test_key_dates(reunion: Reunion, j: str, attendues: list[str]) -> None:
    assert lues(reunion, j) == attendues
