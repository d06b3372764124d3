"""What was sent and no longer holds is replaced: which letter each recipient is to receive
(docs/rules/meetings.md#replaced-letters).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from clu_batch.documents import (
    calendrier,
    changements,
    convocation,
    fiche_d_envoi,
    remplacement,
)
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import Point, Registre, Reunion
from tests.documents.test_letters import LE_10, REUNION, bilan, dit, registre
from tests.support.meeting import simple

LE_17, LE_20_NOV, LE_25_NOV, LE_30_NOV = (
    dt.date(2026, *day) for day in ((12, 17), (11, 20), (11, 25), (11, 30))
)
ENVOYEE = replace(REUNION, convocations_envoyees_le=LE_20_NOV)
AILLEURS = replace(ENVOYEE, lieu="Salle des fêtes")


@dataclass
class Histoire:
    """Runs that follow one another: each remembers what the letters of the one before said."""

    deja: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def run(self, reunion: Reunion, *avant: Reunion, sans: str = "") -> list[str]:
        """The letters to DCLC and APF and what is said of each; those that were not sent yet are
        remembered.
        """
        reg, bil = (
            self.registre(reunion, *avant),
            replace(bilan(reunion), deja_dits=dict(self.deja)),
        )
        said = []
        for d in convocation.prepare(MeetingContext(reg, bil)).requests:
            nom = d.chemin.removeprefix("convocations/").removesuffix(".docx")
            code = nom.split("_")[3]
            if code == sans:
                continue
            chemin = f"{reunion.date}_CLU/{d.chemin}"
            if d.envoye_le is None or chemin not in self.deja:
                self.deja[chemin] = d.faits
            if code not in {"DCLC", "APF"}:
                continue
            sent = f", envoyée le {d.envoye_le:%d/%m}" if d.envoye_le else ""
            replaced = d.contexte["annule_et_remplace"]
            said.append(
                nom.split("_", 3)[3]
                + (
                    f", remplace celle du {replaced:%d/%m}"
                    if isinstance(replaced, dt.date)
                    else ""
                )
                + sent
            )
        return said

    @staticmethod
    def registre(reunion: Reunion, *avant: Reunion) -> Registre:
        reg = registre(reunion=reunion)
        points = [replace(point, reunion=reunion.date) for point in reg.comite.ordre_du_jour]
        return replace(
            reg, comite=replace(reg.comite, reunions=(*avant, reunion), ordre_du_jour=points)
        )


def test_nothing_is_replaced_while_nothing_was_sent_or_nothing_changes() -> None:
    histoire = Histoire()
    assert histoire.run(REUNION) == ["DCLC", "APF"]
    assert histoire.run(replace(REUNION, lieu="Salle des fêtes")) == ["DCLC", "APF"]
    assert histoire.run(AILLEURS) == ["DCLC, envoyée le 20/11", "APF, envoyée le 20/11"]
    assert histoire.run(replace(AILLEURS, lieu="salle des FETES", acces="Ascenseur")) == [
        "DCLC, envoyée le 20/11",
        "APF, envoyée le 20/11",
    ]


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        (
            {"lieu": "Salle des fêtes"},
            "le lieu (Salle Pradel, 10 avenue Feuchères, 30000 Nîmes auparavant)",
        ),
        ({"heure": dt.time(15)}, "l’heure (14 h 30 auparavant)"),
        ({"heure": dt.time(15), "lieu": None}, "l’heure (14 h 30 auparavant) et le lieu"),
        ({"visioconference": "https://visio.exemple.fr/clu"}, "le lieu"),
    ],
)
def test_a_change_after_the_sending_is_said_and_replaced(
    change: dict[str, Any], dit: str
) -> None:
    histoire = Histoire()
    histoire.run(REUNION)
    changed = replace(ENVOYEE, **change)
    suites = (", envoyée le 20/11", "_annule-et-remplace, remplace celle du 20/11")
    assert histoire.run(changed) == [
        code + suite for code in ("DCLC", "APF") for suite in suites
    ]
    [problem] = convocation.prepare(
        MeetingContext(
            histoire.registre(changed), replace(bilan(changed), deja_dits=histoire.deja)
        )
    ).problems
    assert f"le 20/11/2026, pour la réunion du 10/12/2026 : {dit}" in simple(problem.trouve)


@pytest.mark.parametrize(
    ("avant", "dit"),
    [
        ({"heure": dt.time(10)}, "14 h 30 au lieu de 10 h"),
        ({"heure": None}, "14 h 30 au lieu de « à préciser »"),
        (
            {"lieu": "Hôtel du département"},
            "Salle Pradel, 10 avenue Feuchères, 30000 Nîmes au lieu de Hôtel du département",
        ),
        (
            {"heure": dt.time(10), "lieu": "Salle Érignac"},
            "14 h 30 au lieu de 10 h ; Salle Pradel, 10 avenue Feuchères, 30000 Nîmes au lieu de"
            " Salle Érignac",
        ),
        (
            {"heure": dt.time(10), "lieu": "Salle Érignac, 10 avenue Feuchères, 30000 Nîmes"},
            "14 h 30 au lieu de 10 h ; Salle Pradel au lieu de Salle Érignac",
        ),
        ({}, ""),
    ],
)
def test_a_letter_that_replaces_says_what_changes(avant: dict[str, Any], dit: str) -> None:
    histoire = Histoire()
    before = replace(ENVOYEE, **avant)
    histoire.run(before)
    said = MeetingContext(histoire.registre(before), bilan(before))
    calendar = {"2026-12-10_CLU/2026-12-10_CLU.ics": remplacement.build_dits(said)}
    context = MeetingContext(
        histoire.registre(ENVOYEE),
        replace(bilan(ENVOYEE), deja_dits={**histoire.deja, **calendar}),
    )
    letters = convocation.prepare(context).requests
    entries = [e.data.decode() for e in calendrier.prepare(context) if "remplace" in e.chemin]
    told = {simple(str(d.contexte["changements"])) for d in letters if "remplace" in d.chemin}
    assert told == ({dit} if dit else set())
    agenda = simple("".join(entries).replace("\r\n ", ""))
    assert (f"Annule et remplace : {dit}." in agenda.replace("\\", "")) is bool(dit)


SALLE, AUTRE = "Salle Pradel, rue A", "Salle Érignac"
LIEN, AUTRE_LIEN = "https://visio.exemple.fr/1", "https://visio.exemple.fr/2"


@pytest.mark.parametrize(
    ("avant", "actuel", "dit"),
    [
        (SALLE, AUTRE, "Salle Érignac au lieu de Salle Pradel, rue A"),
        (
            f"{SALLE} – {LIEN}",
            f"{AUTRE} – {LIEN}",
            "Salle Érignac au lieu de Salle Pradel, rue A",
        ),
        (f"{SALLE} – {LIEN}", f"{SALLE} – {AUTRE_LIEN}", "nouvelle adresse de visioconférence"),
        (f"{SALLE} – {LIEN}", SALLE, "sans visioconférence"),
        (SALLE, f"{SALLE} – {LIEN}", "visioconférence possible"),
        (f"{SALLE} – {LIEN}", LIEN, "en visioconférence au lieu de Salle Pradel, rue A"),
        (LIEN, SALLE, "Salle Pradel, rue A au lieu de la visioconférence"),
        (
            f"{SALLE} – {LIEN}",
            AUTRE,
            "Salle Érignac au lieu de Salle Pradel, rue A, sans visioconférence",
        ),
        (
            LIEN,
            f"{SALLE} – {AUTRE_LIEN}",
            "Salle Pradel, rue A au lieu de la visioconférence,"
            " nouvelle adresse de visioconférence",
        ),
        (SALLE, "", "lieu à préciser au lieu de Salle Pradel, rue A"),
        ("", SALLE, "Salle Pradel, rue A au lieu de « à préciser »"),
        ("Hall – étage 2", "Hall – étage 3", "Hall – étage 3 au lieu de Hall – étage 2"),
    ],
)
def test_what_changes_of_the_place_is_said_once(avant: str, actuel: str, dit: str) -> None:
    assert changements.tell_place({"lieu": avant}, {"lieu": actuel}) == dit


@pytest.mark.parametrize(
    ("salle", "visio", "dit"),
    [
        ("Hall", "Teams, code 1", "nouvelle adresse de visioconférence"),
        ("Hall", None, "sans visioconférence"),
        (
            None,
            "Teams, code 2",
            "en visioconférence au lieu de Hall, nouvelle adresse de visioconférence",
        ),
    ],
)
def test_what_was_typed_of_the_visio_need_not_be_an_address(
    salle: str | None, visio: str | None, dit: str
) -> None:
    before = replace(REUNION, lieu="Hall", visioconference="Salle virtuelle 3 – poste 1")
    now = replace(before, lieu=salle, visioconference=visio)
    avant, actuels = (
        remplacement.build_dits(MeetingContext(registre(reunion=reunion), bilan(reunion)))
        for reunion in (before, now)
    )
    assert changements.tell_place(avant, actuels) == dit


@pytest.mark.parametrize(
    ("avant", "dit"),
    [
        ("1 Ouverture", "ordre du jour : ajout de « Suites »"),
        ("1 Ouverture ; 2 Suites ; 3 Divers", "ordre du jour : retrait de « Divers »"),
        ("1 Ouverture ; 2 Bilan", "ordre du jour : ajout de « Suites », retrait de « Bilan »"),
        ("1 Suites ; 2 Ouverture", "ordre du jour : points dans un autre ordre"),
        ("", "ordre du jour : ajout de « Ouverture et Suites »"),
    ],
)
def test_the_points_that_come_and_go_are_said(avant: str, dit: str) -> None:
    now = "1 Ouverture ; 2 Suites"
    said = changements.tell_agenda({"ordre du jour": avant}, {"ordre du jour": now})
    assert said.replace(" » et « ", " et ") == dit


def test_an_agenda_that_changes_is_replaced_too() -> None:
    histoire = Histoire()
    histoire.run(ENVOYEE)
    reg = histoire.registre(ENVOYEE)
    autre = replace(
        reg,
        comite=replace(
            reg.comite,
            ordre_du_jour=(*reg.comite.ordre_du_jour, Point(LE_10, "8", "Un point de plus")),
        ),
    )
    [problem] = convocation.prepare(
        MeetingContext(autre, replace(bilan(ENVOYEE), deja_dits=histoire.deja))
    ).problems
    assert problem.trouve.endswith("pour la réunion du 10/12/2026 : l’ordre du jour")


def test_the_letter_that_replaces_is_sent_in_turn_then_replaced_again_or_given_up() -> None:
    histoire = Histoire()
    histoire.run(ENVOYEE)
    histoire.run(AILLEURS)
    waits, sent = ", envoyée le 20/11", "_annule-et-remplace, remplace celle du 20/11"
    assert histoire.run(ENVOYEE, sans="APF") == [f"DCLC{waits}"], (
        "the old place is back: nothing to replace"
    )
    again = replace(AILLEURS, convocations_envoyees_le=LE_25_NOV)
    for _ in range(2):
        assert histoire.run(again, sans="APF") == [
            f"DCLC{waits}",
            f"DCLC{sent}, envoyée le 25/11",
        ]
    third = replace(again, lieu="Une troisième salle")
    assert histoire.run(third, sans="APF")[2:] == [
        "DCLC_annule-et-remplace-2, remplace celle du 25/11"
    ]
    assert histoire.run(replace(third, convocations_envoyees_le=LE_30_NOV), sans="APF") == [
        f"DCLC{waits}",
        f"DCLC{sent}, envoyée le 25/11",
        "DCLC_annule-et-remplace-2, remplace celle du 25/11, envoyée le 30/11",
    ]


def test_a_recipient_added_after_the_sending_gets_the_ordinary_letter_which_waits() -> None:
    histoire = Histoire()
    histoire.run(REUNION, sans="APF")
    for _ in range(2):
        assert histoire.run(AILLEURS) == [
            "DCLC, envoyée le 20/11",
            "DCLC_annule-et-remplace, remplace celle du 20/11",
            "APF",
        ]
    sent = replace(AILLEURS, convocations_envoyees_le=LE_25_NOV)
    assert histoire.run(sent) == [
        "DCLC, envoyée le 20/11",
        "DCLC_annule-et-remplace, remplace celle du 20/11, envoyée le 25/11",
        "APF, envoyée le 25/11",
    ]


REPORTEE = replace(ENVOYEE, statut=Statut.REPORTEE, reportee_au=LE_17)
AU_17 = replace(REUNION, date=LE_17)


@pytest.mark.parametrize(
    "connue", [True, False], ids=["the old letters are remembered", "nothing is remembered"]
)
def test_a_meeting_put_off_once_convened_is_convened_again(connue: bool) -> None:
    histoire = Histoire()
    if connue:
        histoire.run(ENVOYEE, sans="APF")
    ordinary = ["APF"] if connue else ["APF_annule-et-remplace, remplace celle du 20/11"]
    for _ in range(2):
        assert histoire.run(AU_17, REPORTEE) == [
            "DCLC_annule-et-remplace, remplace celle du 20/11",
            *ordinary,
        ]
    bil = replace(bilan(AU_17), deja_dits=histoire.deja)
    [problem] = convocation.prepare(
        MeetingContext(histoire.registre(AU_17, REPORTEE), bil)
    ).problems
    assert "pour la réunion du 17/12/2026 : la date (10/12/2026 auparavant)" in simple(
        problem.trouve
    )
    sent = replace(AU_17, convocations_envoyees_le=LE_25_NOV)
    assert (
        histoire.run(sent, REPORTEE)[0]
        == "DCLC_annule-et-remplace, remplace celle du 20/11, envoyée le 25/11"
    )


def test_a_meeting_put_off_before_it_was_convened_is_convened_as_any_other() -> None:
    histoire = Histoire()
    histoire.run(REUNION)
    assert histoire.run(AU_17, replace(REPORTEE, convocations_envoyees_le=None)) == [
        "DCLC",
        "APF",
    ]


def test_a_date_corrected_in_its_row_after_the_sending_is_a_meeting_put_off() -> None:
    histoire = Histoire()
    histoire.run(ENVOYEE)
    moved = replace(ENVOYEE, date=LE_17)
    for _ in range(2):
        assert histoire.run(moved)[0] == "DCLC_annule-et-remplace, remplace celle du 20/11"
    assert histoire.run(replace(moved, numero="2026-3"))[0] == "DCLC, envoyée le 20/11", (
        "another meeting"
    )


def test_the_sending_sheet_names_the_letter_that_holds() -> None:
    histoire = Histoire()
    histoire.run(REUNION)
    histoire.run(AILLEURS)
    parties = fiche_d_envoi.list_parties(
        MeetingContext(
            histoire.registre(AILLEURS), replace(bilan(AILLEURS), deja_dits=histoire.deja)
        )
    )
    assert parties[0].envois[0].propres == (
        "convocations/2026-12-10_CLU_Convocation_DCLC_annule-et-remplace.docx",
    )


def test_the_sending_sheet_says_once_what_changes_for_all() -> None:
    histoire = Histoire()
    histoire.run(REUNION)
    context = MeetingContext(
        histoire.registre(AILLEURS), replace(bilan(AILLEURS), deja_dits=histoire.deja)
    )
    (fiche,) = fiche_d_envoi.prepare(context).requests
    texte = simple(dit(fiche))
    assert texte.count("Objet : CLU du 10 décembre 2026 : convocation (annule et remplace") == 1
    assert texte.count("Ce courriel annule et remplace celui du 20 novembre 2026 : merci") == 2
    assert texte.count("Salle des fêtes au lieu de Salle Pradel") == 2, "letters, invitations"
    assert "Ajouter à l’objet" not in texte


def test_the_sending_sheet_says_beside_its_recipient_what_changes_for_one() -> None:
    histoire = Histoire()
    histoire.run(REUNION, sans="DCLC")
    context = MeetingContext(
        histoire.registre(AILLEURS), replace(bilan(AILLEURS), deja_dits=histoire.deja)
    )
    (fiche,) = fiche_d_envoi.prepare(context).requests
    texte = simple(dit(fiche))
    convocations, _, _ = texte.partition("Invitations")
    assert "Ce courriel annule et remplace" not in convocations
    assert "Ajouter à l’objet : « annule et remplace l’envoi du 20 novembre 2026 »" in texte
    assert "Ajouter au début : « Ce qui change : Salle des fêtes au lieu de" in texte


def entrees(
    reunion: Reunion, *avant: Reunion, deja: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    """The calendar entries: their UID, their SEQUENCE."""
    bil = replace(bilan(reunion), deja_dits=deja)
    return {
        e.chemin: [
            line
            for line in e.data.decode().split("\r\n")
            if line.startswith(("UID", "SEQUENCE"))
        ]
        for e in calendrier.prepare(MeetingContext(Histoire.registre(reunion, *avant), bil))
    }


def test_a_calendar_entry_is_replaced_under_the_same_identifier() -> None:
    nom, suite = "2026-12-10_CLU.ics", "2026-12-10_CLU_annule-et-remplace.ics"
    first = entrees(REUNION, deja={})[nom]
    deja = {
        f"2026-12-10_CLU/{nom}": remplacement.build_dits(MeetingContext(registre(), bilan()))
    }
    assert entrees(AILLEURS, deja=deja) == {nom: first, suite: [first[0], "SEQUENCE:1"]}
    assert entrees(AU_17, REPORTEE, deja={}) == {"2026-12-17_CLU.ics": [first[0], "SEQUENCE:1"]}


def test_the_calendar_entry_of_a_meeting_put_off_says_at_each_run_what_changed() -> None:
    deja = {
        "2026-12-10_CLU/2026-12-10_CLU.ics": remplacement.build_dits(
            MeetingContext(Histoire.registre(ENVOYEE), bilan(ENVOYEE))
        )
    }
    reg = Histoire.registre(AU_17, REPORTEE)
    made = []
    for _ in range(2):
        bil = replace(bilan(AU_17), deja_dits=dict(deja))
        [entry] = calendrier.prepare(MeetingContext(reg, bil))
        deja[f"2026-12-17_CLU/{entry.chemin}"] = entry.faits
        made.append(simple(entry.data.decode().replace("\r\n ", "")))
    assert "Annule et remplace : le jeudi 17 décembre 2026 au lieu du jeudi 10" in made[0]
    assert made[0] == made[1]


def test_without_points_of_its_own_a_meeting_announces_those_of_the_procedure() -> None:
    reg = registre()
    bare = replace(reg, comite=replace(reg.comite, ordre_du_jour=()))
    dits = remplacement.build_dits(MeetingContext(bare, bilan()))
    assert dits["ordre du jour"].startswith("1 Résultats des engagements de service ; 2 ")
