"""Who sat, was represented, replaced or excused, as the minutes say it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from clu_batch.documents import destinataires, emargement
from clu_batch.documents.destinataires import list_participants
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    presences,
)
from clu_batch.kernel.content import PrintedTable
from clu_batch.records.participants import Decision, StatutDePresence
from clu_batch.rules.model import (
    Etape,
    Presence,
    Suppleance,
)
from tests.support.meeting import (
    DECEMBRE,
    bilan,
    dit,
    registre,
    siege,
    simple,
)


@pytest.mark.parametrize(
    ("fonction", "suite"),
    [
        ("Le président", "NOM, président, Union de consommateurs"),
        # « le » inside a word
        (
            "Secrétaire générale de la section",
            "NOM, Secrétaire générale de la section, Union de consommateurs",
        ),
        ("Adjointe à la présidente", "NOM, Adjointe à la présidente, Union de consommateurs"),
    ],
)
def test_a_function_after_a_name_loses_the_article_that_opens_it_and_no_other(
    fonction: str, suite: str
) -> None:
    venu = siege(
        "UFC",
        "présent",
        presence=Presence(
            DECEMBRE, "UFC", membre="UFC", statut=StatutDePresence.PRESENT, nom="NOM"
        ),
    )
    siegeant = replace(venu, membre=replace(venu.membre, fonction=fonction))
    said = dit(
        presences.build_section(
            MeetingContext(
                registre(presences=(siegeant.presence,)), bilan(Etape.TENUE, sieges=[siegeant])
            ),
        ).elements
    )
    assert f"Représentants des usagers | {suite}" in said


REFUSEE = Suppleance(
    DECEMBRE, "MOB", "Monsieur", nom="CANARI", fonction="adjoint", decision=Decision.NON_ADMISE
)
ADMISE = Suppleance(DECEMBRE, "UFC", "Madame", nom="NOM", fonction="trésorière")


def test_the_minutes_say_who_came_and_never_why_a_substitute_did_not() -> None:
    sieges = [
        siege(
            "DIR",
            "représenté",
            presence=Presence(
                DECEMBRE,
                "DIR",
                membre="DIR",
                statut=StatutDePresence.REPRESENTE,
                fonction="La cheffe de bureau",
            ),
        ),
        siege(
            "RQ",
            "présent",
            presence=Presence(
                DECEMBRE,
                "RQ",
                membre="RQ",
                statut=StatutDePresence.PRESENT,
                a_distance=True,
                arrivee=dt.time(15, 10),
            ),
        ),
        siege("UFC", "suppléé", suppleance=ADMISE),
        siege("APF", "suppléé"),
        siege(
            "MOB",
            "suppléé",
            presence=Presence(DECEMBRE, "MOB", membre="MOB", statut=StatutDePresence.SUPPLEE),
        ),
    ]
    autre = Presence(
        DECEMBRE, "Presse locale", statut=StatutDePresence.PRESENT, nom="NOM AUTRE"
    )
    rows = (*(s.presence for s in sieges if s.presence), autre)
    known = registre(presences=rows, suppleances=(ADMISE, REFUSEE))
    lines = dit(presences.build_section(MeetingContext(known, bilan(sieges=sieges))).elements)
    assert lines == [
        "Collège | Présents | Représentés ou suppléés | Excusés",
        (
            "Services de la préfecture | Le responsable qualité, SGCD (à distance) | La directrice"
            " de l’accueil, Direction de l’accueil. Représentation : la cheffe de bureau | —"
        ),
        (
            "Représentants des usagers | — | Le président, Union de consommateurs. Suppléance :"
            " Mme NOM, trésorière | Le délégué, Organisation professionnelle"
        ),
        "Assistaient également | NOM AUTRE, Presse locale | — | —",
        "## Présences à renseigner",
        (
            "• À COMPLÉTER : nom de la personne qui assure la suppléance : la déléguée, Association"
            " de personnes handicapées"
        ),
        "Arrivées et départs en cours de séance :",
        "• À 15 h 10, arrivée du responsable qualité, SGCD",
    ]
    assert "CANARI" not in " ".join(lines)


@pytest.mark.parametrize(
    ("fonction", "organisme", "presente", "arrive"),
    [
        ("La directrice", "Mission locale", "La directrice, Mission locale",
         "arrivée de la directrice, Mission locale"),
        ("conseiller numérique", "CAF de la Drôme", "conseiller numérique, CAF de la Drôme",
         "arrivée du conseiller numérique, CAF de la Drôme"),
        ("responsable", "ADIL", "responsable, ADIL", "arrivée : responsable, ADIL"),
    ],
)  # fmt: skip
def test_a_body_may_attend_by_its_function_alone(
    fonction: str, organisme: str, presente: str, arrive: str
) -> None:
    presence = Presence(
        DECEMBRE,
        organisme,
        fonction=fonction,
        statut=StatutDePresence.PRESENT,
        arrivee=dt.time(15),
    )
    comite = replace(registre().comite, presences=(presence,))
    meeting = MeetingContext(replace(registre(), comite=comite), bilan())
    lines = dit(presences.build_section(meeting).elements)
    assert f"Assistaient également | {presente}" in lines
    assert f"• À 15 h, {arrive}" in lines
    (personne,) = destinataires.list_participants(meeting)[-1:]
    assert personne.nom == f"{fonction}, {organisme}"


@pytest.mark.parametrize(("aux_excuses", "dite"), [(True, True), (False, False)])
def test_the_excused_receive_the_minutes_when_the_parameter_says_so(
    aux_excuses: bool, dite: bool
) -> None:
    known = replace(
        registre(),
        parametres=replace(registre().parametres, compte_rendu_aux_excuses=aux_excuses),
    )
    sieges = [siege("RQ", "présent"), siege("MOB", "excusé"), siege("APF", "absent")]
    (dit_a,) = dit(
        presences.build_diffusion(MeetingContext(known, bilan(sieges=sieges))).elements
    )
    assert (": le délégué, Organisation professionnelle." in dit_a) is dite
    assert "handicapées" not in dit_a


def test_the_excused_whose_names_hold_commas_are_told_apart() -> None:
    known = registre()
    sieges = [siege("MOB", "excusé"), siege("APF", "excusé")]
    (dit_a,) = dit(
        presences.build_diffusion(MeetingContext(known, bilan(sieges=sieges))).elements
    )
    assert " excusées : le délégué, Organisation professionnelle ; " in dit_a


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"fonction": "La cheffe de bureau"}, "Représentation : la cheffe de bureau"),
        ({"fonction": "Cheffe de bureau"}, "Représentation : cheffe de bureau"),
        (
            {"fonction": "Adjoint au chef de bureau"},
            "Représentation : adjoint au chef de bureau",
        ),
        ({"fonction": "responsable qualité"}, "Représentation : responsable qualité"),
        (
            {"nom": "EXEMPLE", "fonction": "Cheffe de bureau"},
            "Représentation : EXEMPLE, cheffe de bureau",
        ),
        ({"nom": "EXEMPLE"}, "Représentation : EXEMPLE"),
        ({"nom": "Anne EXEMPLE", "fonction": "Le chef"}, "Représentation : Anne EXEMPLE, chef"),
        ({}, ""),
    ],
)
def test_by_whom_a_seat_was_represented(champs: dict[str, Any], attendu: str) -> None:
    venu = Presence(DECEMBRE, "DIR", membre="DIR", statut=StatutDePresence.REPRESENTE, **champs)
    lines = dit(
        presences.build_section(
            MeetingContext(
                registre(presences=(venu,)),
                bilan(sieges=[siege("DIR", "représenté", presence=venu)]),
            ),
        ).elements
    )
    suite = f". {attendu}" if attendu else ""
    assert lines[-1].endswith(f"| La directrice de l’accueil, Direction de l’accueil{suite}")


@pytest.mark.parametrize(
    ("suppleance", "attendu"),
    [
        (
            Suppleance(DECEMBRE, "UFC", "Madame", nom="NOM", fonction="trésorière"),
            "Suppléance : Mme NOM, trésorière",
        ),
        (Suppleance(DECEMBRE, "UFC", fonction="Trésorière"), "Suppléance : trésorière"),
        (
            Suppleance(DECEMBRE, "UFC", fonction="bénévole de l’association"),
            "Suppléance : bénévole de l’association",
        ),
    ],
)
def test_by_whom_a_member_was_replaced(suppleance: Suppleance, attendu: str) -> None:
    venu = siege("UFC", "suppléé", presence=None, suppleance=suppleance)
    lines = dit(
        presences.build_section(MeetingContext(registre(), bilan(sieges=[venu]))).elements
    )
    assert lines[-1].endswith(f"| Le président, Union de consommateurs. {attendu}")


@pytest.mark.parametrize(
    ("venus", "attendu"),
    [
        (
            [{"nom": "UN"}, {"nom": "DEUX", "fonction": "Juriste"}],
            "avec UN et DEUX, juriste",
        ),
        ([{"fonction": "Le chef de bureau"}], "avec le chef de bureau"),
        ([{"nom": "UN"}, {"fonction": "Adjointe"}], "avec UN et l’adjointe"),
    ],
)
def test_who_came_with_a_member(venus: list[dict[str, Any]], attendu: str) -> None:
    came = Presence(DECEMBRE, "RQ", membre="RQ", statut=StatutDePresence.PRESENT)
    others = [replace(came, **champs) for champs in venus]
    lines = dit(
        presences.build_section(
            MeetingContext(
                registre(), bilan(sieges=[siege("RQ", "présent", accompagnants=others)])
            ),
        ).elements
    )
    assert lines[-1].endswith(f"| Le responsable qualité, SGCD, {attendu}")


@pytest.mark.parametrize(
    ("fonction", "arrivee", "qualite"),
    [
        (
            "La déléguée",
            "arrivée de la déléguée, Association de personnes handicapées",
            "Suppléance de la déléguée",
        ),
        (
            "Déléguée",
            "arrivée de la déléguée, Association de personnes handicapées",
            "Suppléance de la déléguée",
        ),
        (
            "Bénévole",
            "arrivée : bénévole, Association de personnes handicapées",
            "Suppléance : bénévole",
        ),
        (
            "M. le délégué",
            "arrivée de M. le délégué, Association de personnes handicapées",
            "Suppléance de M. le délégué",
        ),
    ],
)
def test_arrivals_and_substitutes(fonction: str, arrivee: str, qualite: str) -> None:
    venu = Presence(
        DECEMBRE, "APF", membre="APF", statut=StatutDePresence.PRESENT, arrivee=dt.time(15, 10)
    )
    place = siege("APF", "présent", presence=venu)
    assise = replace(place, membre=replace(place.membre, fonction=fonction))
    lines = dit(
        presences.build_section(
            MeetingContext(registre(presences=(venu,)), bilan(Etape.TENUE, sieges=[assise]))
        ).elements
    )
    assert lines[-1] == f"• À 15 h 10, {arrivee}"
    annoncee = replace(
        assise, suppleance=Suppleance(DECEMBRE, "APF", "Madame", nom="NOM", fonction="juriste")
    )
    assert simple(emargement.expect_siege(annoncee).qualite) == qualite


def test_the_sending_sheet_says_for_whom_somebody_sat() -> None:
    venu = Presence(DECEMBRE, "APF", membre="APF", statut=StatutDePresence.SUPPLEE, nom="NOM")
    place = siege("APF", "suppléé", presence=venu)
    assise = replace(place, membre=replace(place.membre, fonction="Déléguée"))
    gens = list_participants(
        MeetingContext(registre(presences=(venu,)), bilan(Etape.TENUE, sieges=[assise]))
    )
    assert [personne.nom for personne in gens] == [
        "NOM, pour la déléguée, Association de personnes handicapées"
    ]


@pytest.mark.parametrize(
    ("signes", "attendu"),
    [
        (30, ["Usagers"]),
        (70, ["Usagers", "Usagers (suite)", "Usagers (suite)"]),
        (160, ["Usagers", *["Usagers (suite)"] * 5]),  # one person a row, however long
    ],
)
def test_a_college_of_many_people_has_several_rows(signes: int, attendu: list[str]) -> None:
    """Whole on its page, a row of all of them would leave the page before half empty."""
    tient = StatutDePresence.PRESENT
    presents = [siege("UFC", tient) for _ in range(6)]
    longs = [
        replace(
            s,
            membre=replace(s.membre, college="Usagers", fonction="x" * signes, organisme=None),
        )
        for s in presents
    ]
    bloc = presences.build_section(MeetingContext(registre(), bilan(Etape.TENUE, sieges=longs)))
    [table] = [element for element in bloc.elements if isinstance(element, PrintedTable)]
    assert [ligne[0] for ligne in table.lignes] == attendu
    dits = [str(ligne[1]) for ligne in table.lignes]
    assert "\n".join(dits).lower().count("x" * signes) == 6
