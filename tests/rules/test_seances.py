"""Which meetings are due, and the dates that govern each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from clu_batch.kernel.declaration import Where
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import Etape, Periode, Reunion
from clu_batch.rules.periodes import find_douze_mois, find_precedente
from clu_batch.rules.seances import (
    build_seance,
    build_without_reunion,
    check_periodes,
    choose_seances,
)


def jour(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def periode(text: str) -> Periode:
    du, au = text.split(" - ")
    return Periode(jour(du), jour(au))


@pytest.mark.parametrize(
    ("a", "attendue"),
    [
        ("23/11/2026", "01/11/2025 - 31/10/2026"),
        ("30/11/2026", "01/12/2025 - 30/11/2026"),  # the end of a month is a complete month
        ("29/11/2026", "01/11/2025 - 31/10/2026"),
        ("01/01/2026", "01/01/2025 - 31/12/2025"),
        ("29/02/2024", "01/03/2023 - 29/02/2024"),
        ("28/02/2024", "01/02/2023 - 31/01/2024"),  # 2024 is a leap year: February is not over
    ],
)
def test_the_default_period_is_the_last_twelve_complete_months(a: str, attendue: str) -> None:
    assert find_douze_mois(jour(a)) == periode(attendue)


@pytest.mark.parametrize(
    ("donnee", "attendue"),
    [
        ("01/11/2025 - 31/10/2026", "01/11/2024 - 31/10/2025"),
        ("01/03/2023 - 29/02/2024", "01/03/2022 - 28/02/2023"),  # 29 February becomes 28
        # an end that is the last day of its month stays so
        ("01/03/2024 - 28/02/2025", "01/03/2023 - 29/02/2024"),
        ("29/02/2024 - 30/06/2024", "28/02/2023 - 30/06/2023"),
        # a year less nothing: one year earlier
        ("15/01/2026 - 14/01/2027", "15/01/2025 - 14/01/2026"),
        # more than a year: as many days just before
        ("15/01/2026 - 15/01/2027", "14/01/2025 - 14/01/2026"),
        # more than a year, whole months: as many months just before
        ("01/01/2025 - 30/06/2026", "01/07/2023 - 31/12/2024"),
        ("01/03/2024 - 31/08/2025", "01/09/2022 - 29/02/2024"),
        ("01/01/2024 - 31/12/2026", "01/01/2021 - 31/12/2023"),
        ("01/01/2026 - 31/03/2026", "01/01/2025 - 31/03/2025"),
    ],
)
def test_the_comparison_period(donnee: str, attendue: str) -> None:
    assert find_precedente(periode(donnee)) == periode(attendue)


J = jour("23/11/2026")
TENUE = Reunion(jour("11/06/2026"), statut=Statut.TENUE, numero="2026-1")
A_VENIR = Reunion(jour("10/12/2026"), statut=Statut.PREVUE, numero="2026-2")
REUNIONS = (
    TENUE,
    A_VENIR,
    Reunion(jour("12/12/2025"), compte_rendu_envoye_le=jour("10/01/2026")),
)


def dates(*reunions: Reunion, demandee: dt.date | str | None = None) -> list[str]:
    return [
        f"{s.reunion.date:%d/%m/%Y} {s.etape.value}"
        for s in choose_seances(reunions, J, demandee).seances
    ]


@pytest.mark.parametrize(
    ("changement", "attendu"),
    [
        ({}, ["10/12/2026 à venir", "11/06/2026 tenue"]),
        ({"compte_rendu_envoye_le": J}, ["10/12/2026 à venir"]),
        # its date is past: it was held
        ({"statut": None}, ["10/12/2026 à venir", "11/06/2026 tenue"]),
        ({"statut": "prévue"}, ["10/12/2026 à venir", "11/06/2026 tenue"]),
        ({"statut": "annulée"}, ["10/12/2026 à venir"]),
        ({"statut": "reportée"}, ["10/12/2026 à venir"]),
    ],
)
def test_the_next_meeting_and_the_last_whose_minutes_are_due(
    changement: dict[str, Any], attendu: list[str]
) -> None:
    assert dates(replace(TENUE, **changement), *REUNIONS[1:]) == attendu


def test_a_meeting_of_today_is_to_come_until_it_is_said_to_be_held() -> None:
    assert dates(Reunion(J)) == [f"{J:%d/%m/%Y} à venir"]
    assert dates(Reunion(J, statut=Statut.TENUE)) == [f"{J:%d/%m/%Y} tenue"]


def test_no_meeting_is_due() -> None:
    choix = choose_seances([REUNIONS[2]], J, None)
    assert (list(choix.seances), choix.inconnue, choix.sans_documents) == ([], False, None)
    assert build_without_reunion(J).comptee == periode("01/11/2025 - 31/10/2026")


@pytest.mark.parametrize(
    ("demandee", "attendu"),
    [
        ("2026-1", ["11/06/2026 tenue"]),
        (jour("12/12/2025"), ["12/12/2025 tenue"]),
        ("2026 2", ["10/12/2026 à venir"]),
        (jour("01/02/2026"), ["10/12/2026 à venir"]),  # « 2026-2 », that Excel took for a date
    ],
)
def test_a_meeting_can_be_asked_for(demandee: dt.date | str, attendu: list[str]) -> None:
    assert dates(*REUNIONS, demandee=demandee) == attendu


def test_an_unknown_or_cancelled_meeting_gives_no_document() -> None:
    assert choose_seances(REUNIONS, J, "2027-1").inconnue
    cancelled = replace(A_VENIR, statut=Statut.ANNULEE)
    choix = choose_seances([cancelled], J, cancelled.date)
    assert (list(choix.seances), choix.sans_documents) == ([], cancelled)


@pytest.mark.parametrize(
    ("changement", "a"),
    [
        ({}, "23/11/2026"),
        ({"dossier_envoye_le": jour("20/11/2026")}, "20/11/2026"),
        (
            {
                "dossier_envoye_le": jour("20/11/2026"),
                "chiffres_arretes_au": jour("31/10/2026"),
            },
            "31/10/2026",
        ),
        ({"chiffres_arretes_au": jour("05/12/2026")}, "23/11/2026"),  # never after J
    ],
)
def test_the_cut_off(changement: dict[str, Any], a: str) -> None:
    assert build_seance(replace(A_VENIR, **changement), J).a == jour(a)


def test_the_cut_off_of_a_held_meeting_is_its_day() -> None:
    assert build_seance(TENUE, J).a == TENUE.date


def test_a_given_period_that_ends_after_the_cut_off_is_counted_up_to_it() -> None:
    given = replace(A_VENIR, periode_du=jour("01/01/2026"), periode_au=jour("31/12/2026"))
    due = build_seance(given, J)
    assert due.periode == periode("01/01/2026 - 31/12/2026")
    assert due.comptee == periode("01/01/2026 - 23/11/2026")
    assert due.precedente == periode("01/01/2025 - 23/11/2025")


@pytest.mark.parametrize("reunion", [A_VENIR, TENUE])
@pytest.mark.parametrize("jours_apres_a", [-800, -366, -31, -1, 0, 1, 2, 31, 366])
@pytest.mark.parametrize("duree", [0, 1, 30, 180, 364, 365, 366, 800])
def test_no_period_ends_before_it_starts(
    reunion: Reunion, jours_apres_a: int, duree: int
) -> None:
    du = build_seance(reunion, J).a + dt.timedelta(days=jours_apres_a)
    au = du + dt.timedelta(days=duree)
    due = build_seance(replace(reunion, periode_du=du, periode_au=au), J)
    for found in (due.periode, due.comptee, due.precedente):
        assert found.du <= found.au
    assert (due.periode == Periode(du, au)) is (jours_apres_a <= 0)


@pytest.mark.parametrize(
    "bornes",
    [
        ("01/01/2026", None),
        (None, "31/12/2026"),
        ("31/12/2026", "01/01/2026"),
        ("24/11/2026", "30/11/2026"),
        ("01/01/2027", "31/03/2027"),
    ],
)
def test_an_impossible_period_is_replaced_by_the_default(
    bornes: tuple[str | None, str | None],
) -> None:
    du, au = (jour(b) if b else None for b in bornes)
    assert build_seance(replace(A_VENIR, periode_du=du, periode_au=au), J).periode == periode(
        "01/11/2025 - 31/10/2026"
    )


@pytest.mark.parametrize(
    ("reunion", "changement", "dits"),
    [
        # due on 23 November: A is J
        (A_VENIR, "23/11/2026 - 30/11/2026", []),
        (A_VENIR, "24/11/2026 - 30/11/2026", ["periode-a-venir du"]),
        (A_VENIR, "01/01/2027 - 31/12/2027", ["periode-a-venir du"]),
        (A_VENIR, "01/01/2026 - 31/10/2026", []),
        (A_VENIR, "01/01/2026 - 23/12/2026", []),  # a month, not more
        (A_VENIR, "01/01/2026 - 24/12/2026", ["periode-trop-longue au"]),
        (A_VENIR, "01/01/2026 - 31/12/2028", ["periode-trop-longue au"]),
        (A_VENIR, "31/12/2026 - 01/01/2026", []),  # told by its own line
        # held on 11 June: A is its day
        (TENUE, "11/06/2026 - 30/06/2026", []),
        (TENUE, "12/06/2026 - 30/06/2026", ["periode-a-venir du"]),
        (TENUE, "01/06/2025 - 11/07/2026", []),
        (TENUE, "01/06/2025 - 12/07/2026", ["periode-trop-longue au"]),
    ],
)
def test_a_period_is_held_against_its_cut_off(
    reunion: Reunion, changement: str, dits: list[str]
) -> None:
    du, au = (jour(text) for text in changement.split(" - "))
    given = replace(reunion, periode_du=du, periode_au=au)
    assert told(given) == dits
    assert told(replace(given, statut=Statut.ANNULEE)) == []


def test_a_typed_cut_off_is_what_a_period_is_held_against() -> None:
    given = replace(TENUE, periode_du=jour("01/04/2026"), periode_au=jour("31/05/2026"))
    assert told(replace(given, chiffres_arretes_au=jour("31/03/2026"))) == [
        "periode-a-venir du"
    ]
    assert told(replace(given, dossier_envoye_le=jour("15/04/2026"))) == [
        "periode-trop-longue au"
    ]


def test_the_cut_off_of_a_meeting_that_is_not_due_is_not_yet_known() -> None:
    """Next year's meetings may be prepared with their periods."""
    later = Reunion(jour("10/06/2027"), periode_du=jour("01/01/2027"))
    later = replace(later, periode_au=jour("31/05/2027"))
    assert told(A_VENIR, later) == []
    assert told(later) == ["periode-a-venir du"]  # the next one: its documents are made
    assert told(A_VENIR, replace(later, periode_du=jour("11/06/2027"))) == []  # no period
    after = replace(later, periode_du=jour("11/06/2027"), periode_au=jour("30/06/2027"))
    assert told(A_VENIR, after) == ["periode-a-venir du"]


def told(*reunions: Reunion) -> list[str]:
    """The kind and the field of what is wrong in the periods of these meetings."""
    letters = {"periode_du": "du", "periode_au": "au"}
    placed = [replace(r, where=Where("c.xlsx", "Réunions", 2, letters)) for r in reunions]
    dues = choose_seances(placed, J, None).seances
    found = check_periodes(placed, dues)
    return [f"{p.code} {p.place.cell.removesuffix('2')}" for p in found]


def test_the_stage_follows_the_day_of_the_run() -> None:
    assert build_seance(A_VENIR, jour("11/12/2026")).etape is Etape.TENUE
