"""Seats, how they were held, and attendance over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from clu_batch.records.participants import Decision, StatutDePresence
from clu_batch.records.reunion import Statut
from clu_batch.rules.figures.comite import compute, list_assiduites, list_sieges
from clu_batch.rules.model import Comite, Membre, Presence, Registre, Reunion, Suppleance
from tests.support.registers import registre

DATE = dt.date(2026, 6, 11)
REUNION = Reunion(DATE, statut=Statut.TENUE)
SG = Membre("SG", "Services", "Le secrétaire général", "Préfecture", ou_son_representant=True)
RQ = Membre("RQ", "Services", "Le responsable qualité", "SGCD")
UFC = Membre("UFC", "Usagers", "Le délégué", "UFC")


def committee(
    membres: Sequence[Membre],
    presences: Sequence[Presence] = (),
    suppleances: Sequence[Suppleance] = (),
) -> Registre:
    return replace(
        registre(),
        comite=Comite(
            membres=membres, reunions=[REUNION], presences=presences, suppleances=suppleances
        ),
    )


def held(code: str, statut: str | None, date: dt.date = DATE) -> Presence:
    return Presence(
        date, code, membre=code, statut=StatutDePresence(statut) if statut else None
    )


def states(known: Registre, date: dt.date = DATE) -> str:
    return " ".join(f"{s.membre.code}:{s.statut}" for s in list_sieges(known, date))


def test_seats_follow_the_colleges_as_they_first_appear_then_the_rank() -> None:
    known = committee(
        [
            UFC,
            replace(RQ, rang=Decimal(2)),
            replace(SG, rang=Decimal(1)),
            replace(UFC, code="APF"),
        ]
    )
    assert (
        states(known) == "UFC:non renseigné APF:non renseigné SG:non renseigné RQ:non renseigné"
    )


def test_the_first_row_of_a_member_holds_the_seat_and_the_others_accompany() -> None:
    [seat] = list_sieges(
        committee([SG], [held("SG", "représenté"), held("SG", "présent")]), DATE
    )
    assert (seat.statut, len(seat.accompagnants)) == ("représenté", 1)


@pytest.mark.parametrize(
    ("holders", "attendu"),
    [
        # the last day of a mandate is in it
        ([replace(SG, jusqu_au=dt.date(2026, 6, 11))], "SG:non renseigné"),
        ([replace(SG, jusqu_au=dt.date(2026, 6, 10))], "SG:vacant"),
        ([replace(SG, depuis=dt.date(2026, 6, 12))], ""),  # nobody has sat there yet
        # the first day of a mandate is in it
        ([replace(SG, depuis=dt.date(2026, 6, 11))], "SG:non renseigné"),
        ([replace(SG, vacant=True)], "SG:vacant"),
        (
            [
                replace(SG, jusqu_au=dt.date(2026, 1, 1)),
                replace(SG, depuis=dt.date(2026, 1, 2)),
            ],
            "SG:non renseigné",
        ),
    ],
)
def test_dates_bound_the_holder_and_the_seat_stays(
    holders: Sequence[Membre], attendu: str
) -> None:
    assert states(committee(holders)) == attendu


def test_a_vacant_seat_bears_its_last_holder() -> None:
    holders = [
        replace(SG, nom=str(year), jusqu_au=dt.date(year, 1, 1)) for year in (2023, 2025, 2024)
    ]
    [seat] = list_sieges(committee(holders), DATE)
    assert (seat.membre.nom, seat.vacant, seat.mandat_echu) == ("2025", True, True)


def test_an_attendance_row_beats_vacant() -> None:
    assert (
        states(committee([replace(SG, vacant=True)], [held("SG", "présent")])) == "SG:présent"
    )


def test_the_states_add_up_to_the_seats() -> None:
    presences = [held("SG", "représenté"), held("UFC", "excusé")]
    known = committee([SG, RQ, UFC, replace(UFC, code="X", vacant=True)], presences)
    figures = compute(list_sieges(known, DATE)).indicateurs
    counts = {i.code: i.mesure.valeur for i in figures if i.unite == "nombre"}
    assert (
        counts.pop("comite.sieges")
        == sum(v for v in counts.values() if not isinstance(v, dt.date) and v)
        == 4
    )
    assert {code: n for code, n in counts.items() if n} == {
        "comite.representes": 1,
        "comite.excuses": 1,
        "comite.vacants": 1,
        "comite.non_renseignes": 1,
    }


@pytest.mark.parametrize(
    ("jusqu_au", "statut", "problem"),
    [
        (None, None, []),
        (dt.date(2025, 1, 1), None, ["mandat-echu"]),
        (dt.date(2025, 1, 1), "présent", []),
    ],
)
def test_a_term_that_has_ended_deserves_a_look_unless_somebody_sat(
    jusqu_au: dt.date | None, statut: str | None, problem: list[str]
) -> None:
    known = committee([replace(UFC, jusqu_au=jusqu_au)], [held("UFC", statut)])
    assert [p.code for p in compute(list_sieges(known, DATE)).problems] == problem


def test_a_refused_substitute_is_not_seated() -> None:
    refused = Suppleance(DATE, "UFC", nom="N", fonction="F", decision=Decision.NON_ADMISE)
    assert list_sieges(committee([UFC], suppleances=[refused]), DATE)[0].suppleance is None


def test_a_substitute_is_seated_at_the_meeting_for_which_he_was_announced() -> None:
    announced = [
        Suppleance(date, "UFC", nom=nom)
        for date, nom in ((DATE, "ICI"), (DATE + dt.timedelta(7), "AILLEURS"))
    ]
    [seat] = list_sieges(committee([UFC], suppleances=announced), DATE)
    assert seat.suppleance == announced[0]


def test_attendance_counts_six_meetings_at_most_whatever_their_order() -> None:
    dates = [dt.date(2019 + n, 6, 1) for n in range(8)]
    known = committee([UFC], [held("UFC", "présent", d) for d in dates])
    [line] = list_assiduites(
        known, [Reunion(d) for d in reversed(dates)], list_sieges(known, DATE)
    )
    assert (line.reunions, line.presences) == (6, 6)


def test_attendance_counts_the_last_six_meetings_since_the_seat_was_filled() -> None:
    dates = [dt.date(2020 + n, 6, 1) for n in range(7)]
    presences = [held("UFC", "excusé" if d.year == 2024 else "présent", d) for d in dates]
    known = committee([replace(UFC, depuis=dt.date(2022, 1, 1))], presences)
    [line] = list_assiduites(known, [Reunion(d) for d in dates], list_sieges(known, DATE))
    assert (line.reunions, line.presences, line.excuses, line.derniere_presence) == (
        5,
        4,
        1,
        dates[-1],
    )


@pytest.mark.parametrize("avant", [False, True], ids=["new seat", "after another holder"])
@pytest.mark.parametrize(
    ("depuis", "reunions"),
    [
        (None, 4),
        (dt.date(2019, 1, 1), 4),
        (dt.date(2021, 6, 1), 4),
        (dt.date(2022, 5, 31), 3),
        (dt.date(2022, 6, 1), 3),  # the very day of a meeting
        (dt.date(2022, 6, 2), 2),
        (dt.date(2024, 5, 31), 1),
        (dt.date(2024, 6, 1), 1),
        (dt.date(2024, 6, 2), 0),
        (dt.date(2026, 6, 11), 0),
    ],
    ids=str,
)
def test_a_seat_counts_from_the_day_it_was_filled(
    depuis: dt.date | None, reunions: int, *, avant: bool
) -> None:
    """Whoever sat there before: that attendance was not this member's."""
    dates = [dt.date(2021 + n, 6, 1) for n in range(4)]
    membres = [replace(UFC, depuis=depuis)]
    if avant and depuis:
        membres.insert(0, replace(UFC, jusqu_au=depuis - dt.timedelta(days=1)))
    known = committee(membres, [held("UFC", "présent", d) for d in dates])
    [line] = list_assiduites(known, [Reunion(d) for d in dates], list_sieges(known, DATE))
    assert (line.membre.depuis, line.reunions, line.presences) == (depuis, reunions, reunions)
