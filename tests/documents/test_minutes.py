"""The minutes: which tables of the pack they print again, who took part, what comes next
(docs/rules/documents.md#compte-rendu).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from clu_batch.documents import compte_rendu, trame
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.content import Block, Chart, Heading, Missing, PrintedTable
from clu_batch.records.parametres import TableauxDuCompteRendu
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import Etape, Invite, Point, Reunion, Suppleance
from tests.documents.test_pack_and_minutes import tenue
from tests.support.meeting import (
    DECEMBRE,
    JUIN,
    bilan,
    dit,
    registre,
    siege,
    simple,
    with_detail,
)

ESSENTIELS, COMPLETS, AUCUN = TableauxDuCompteRendu
at = dt.datetime.combine


def points(tableaux: TableauxDuCompteRendu, *agenda: Point) -> dict[str, Block]:
    """What stands under each point of the minutes, by its title."""
    known, figures = tenue(**({"ordre_du_jour": agenda} if agenda else {}))
    settings = replace(known.parametres, tableaux_du_compte_rendu=tableaux)
    meeting = MeetingContext(replace(known, parametres=settings), figures)
    sections = compte_rendu.build_tags(meeting)["points"]
    assert isinstance(sections, list)
    return {section["titre"]: section["contenu"] for section in sections}


def captions(block: Block) -> list[str]:
    return [simple(e.legende) for e in block.elements if isinstance(e, PrintedTable)]


TABLES = {
    "Suites données": (0, 0),
    "Ce que disent les usagers": (1, 0),
    "Encore la satisfaction": (0, 0),
    "Nos engagements": (1, 0),
    "Les réclamations": (0, 0),
    "Questions diverses": (0, 0),
}
"""How many tables the minutes keep under each point: with « essentiels », with « aucun »."""


@pytest.mark.parametrize("titre", TABLES)
@pytest.mark.parametrize("tableaux", [ESSENTIELS, AUCUN])
def test_the_setting_keeps_the_tables_of_commitments_and_of_questions_or_none(
    titre: str, tableaux: TableauxDuCompteRendu
) -> None:
    kept = captions(points(tableaux)[titre])
    assert len(kept) == TABLES[titre][tableaux is AUCUN]
    assert set(kept) <= {
        "Satisfaction par question",
        "Engagements de service : résultats et cibles",
    }


@pytest.mark.parametrize("tableaux", TableauxDuCompteRendu)
def test_the_minutes_have_no_chart(tableaux: TableauxDuCompteRendu) -> None:
    blocks = points(tableaux).values()
    assert not any(isinstance(e, Chart) for block in blocks for e in block.elements)


def test_complets_prints_all_that_the_pack_says_its_charts_as_tables() -> None:
    meeting = MeetingContext(*tenue())
    found = points(COMPLETS)
    for titre, rubrique in (
        ("Ce que disent les usagers", "satisfaction"),
        ("Les réclamations", "réclamations"),
        ("Nos engagements", "engagements"),
    ):
        whole = with_detail(rubrique, meeting)
        tables = [e.donnees if isinstance(e, Chart) else e for e in whole]
        wanted = [simple(t.legende) for t in tables if isinstance(t, PrintedTable)]
        assert captions(found[titre]) == wanted
        assert not any(
            "figurent dans le dossier" in line for line in dit(found[titre].elements)
        )


@pytest.mark.parametrize(
    ("tableaux", "numero", "rubrique", "renvoi"),
    [
        (ESSENTIELS, "4", "engagements", "Les autres tableaux § 4."),
        (AUCUN, "4", "engagements", "Les tableaux § 4."),
        (ESSENTIELS, "2", "satisfaction", "Les autres tableaux § 2."),
        (ESSENTIELS, "7 bis", "réclamations", "Les tableaux § 7 bis."),
        (AUCUN, "1", "modalités d’appui", "Les tableaux § 1."),
        (COMPLETS, "1", "réclamations", None),
        (ESSENTIELS, "1", "documents types", None),
        (AUCUN, "1", "documents types", None),
        (ESSENTIELS, "1", "autre", None),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said_to_be_in_the_pack(
    tableaux: TableauxDuCompteRendu, numero: str, rubrique: str, renvoi: str | None
) -> None:
    agenda = Point(DECEMBRE, numero, "Le point", rubrique)
    said = dit(points(tableaux, agenda)["Le point"].elements)
    found = [line[line.index("Les") :] for line in said if "figurent dans le dossier" in line]
    renvois = [line[line.rindex("Les ") :] for line in found]
    ou = " figurent dans le dossier de séance, §"
    assert renvois == ([renvoi.replace(" §", ou)] if renvoi else [])


@pytest.mark.parametrize("tableaux", TableauxDuCompteRendu)
def test_the_opinions_given_stand_whatever_the_setting(tableaux: TableauxDuCompteRendu) -> None:
    known, figures = tenue()
    documents = [
        replace(d, avis="Favorable, avec une réserve.") for d in known.comite.documents_types
    ]
    settings = replace(known.parametres, tableaux_du_compte_rendu=tableaux)
    comite = replace(known.comite, documents_types=documents)
    meeting = MeetingContext(replace(known, parametres=settings, comite=comite), figures)
    sections = compte_rendu.build_tags(meeting)["points"]
    assert isinstance(sections, list)
    said = [line for section in sections for line in dit(section["contenu"].elements)]
    (annonce,) = [n for n, line in enumerate(said) if line.endswith(". Avis donnés :")]
    assert said[annonce + 1] == "• Lettre de rappel : « Favorable, avec une réserve. »"


def test_no_heading_stands_over_nothing() -> None:
    for block in points(ESSENTIELS).values():
        elements = [*block.elements, Heading("fin", 1)]
        for element, suivant in pairwise(elements):
            if isinstance(element, Heading) and isinstance(suivant, Heading):
                assert suivant.niveau > element.niveau


# -- the agenda, the next meeting ------------------------------------------------------------------


def test_the_agenda_of_the_minutes_has_no_planned_hours() -> None:
    timed = tuple(Point(DECEMBRE, str(n), f"Le point {n}", duree=Decimal(10)) for n in (1, 2))
    known, figures = tenue(ordre_du_jour=timed)
    agenda = compte_rendu.build_tags(MeetingContext(known, figures))["agenda"]
    assert isinstance(agenda, Block)
    (table,) = agenda.elements
    assert isinstance(table, PrintedTable)
    assert [colonne.titre for colonne in table.colonnes] == ["N°", "Point"]


ANNULEE, REPORTEE = Statut.ANNULEE, Statut.REPORTEE
APRES = (
    Reunion(dt.date(2027, 6, 10), dt.time(14, 30)),
    Reunion(dt.date(2027, 12, 9), dt.time(10)),
)


@pytest.mark.parametrize(
    ("cellule", "suivantes", "attendu"),
    [
        (None, APRES, "jeudi 10 juin 2027 à 14 h 30"),
        (None, APRES[::-1], "jeudi 10 juin 2027 à 14 h 30"),
        (None, [replace(APRES[0], heure=None)], "jeudi 10 juin 2027"),
        (None, [replace(APRES[0], statut=ANNULEE), APRES[1]], "jeudi 9 décembre 2027 à 10 h"),
        (None, [replace(APRES[0], statut=REPORTEE)], None),
        (None, [Reunion(JUIN, dt.time(9))], None),
        (None, [], None),
        (dt.date(2027, 6, 10), APRES, "jeudi 10 juin 2027 à 14 h 30"),
        (dt.date(2027, 6, 17), APRES, "jeudi 17 juin 2027"),
        (at(dt.date(2027, 6, 17), dt.time(9, 15)), APRES, "jeudi 17 juin 2027 à 9 h 15"),
        (at(dt.date(2027, 6, 10), dt.time(9, 15)), APRES, "jeudi 10 juin 2027 à 9 h 15"),
        (dt.date(2027, 6, 17), [], "jeudi 17 juin 2027"),
        ("juin 2027, date à fixer", APRES, "juin 2027, date à fixer"),
    ],
)  # fmt: skip
def test_the_next_meeting_is_said_with_its_hour(
    cellule: dt.date | str | None, suivantes: list[Reunion], attendu: str | None
) -> None:
    known, figures = tenue()
    held = replace(figures.reunion, prochaine=cellule)
    comite = replace(known.comite, reunions=(*suivantes, held))
    seance = replace(figures.seance, reunion=held)
    meeting = MeetingContext(replace(known, comite=comite), replace(figures, seance=seance))
    said = compte_rendu.build_tags(meeting)["prochaine_reunion"]
    if attendu is None:
        assert isinstance(said, Missing)
    else:
        assert isinstance(said, str)
        assert simple(said) == attendu


# -- the note sheet --------------------------------------------------------------------------------


def lines_of(tag: str, **champs: object) -> list[str]:
    """What a block of the note sheet says."""
    substitute = Suppleance(DECEMBRE, "UFC", "Madame", nom="NOM", fonction="trésorière")
    sieges = [siege("DIR"), siege("UFC", suppleance=substitute), siege("MOB", vacant=True)]
    meeting = MeetingContext(registre(**champs), bilan(Etape.A_VENIR, sieges=sieges))
    block = trame.prepare(meeting).requests[0].contexte[tag]
    assert isinstance(block, Block)
    return dit(block.elements)


def test_the_note_sheet_lists_who_is_to_be_ticked() -> None:
    invites = (Invite(DECEMBRE, "Administration", "Un service", point="6"),)
    assert lines_of("appel", invites=invites) == [
        "Membre ou invité | Présent | Remplacement | Excusé",
        "La directrice de l’accueil, Direction de l’accueil, ou son représentant | ☐ | ☐ | ☐",
        "Le président, Union de consommateurs | ☐ | ☐ Mme NOM, trésorière | ☐",
        "Le délégué, Organisation professionnelle : siège vacant | ☐ | ☐ | ☐",
        "Un service (point 6) | ☐ | ☐ | ☐",
    ]


@pytest.mark.parametrize(
    ("demande", "attendu"),
    [(True, "• Le point 6 (point 6)"), (False, None), (None, None)],
)
def test_the_note_sheet_lists_the_questions(demande: bool | None, attendu: str | None) -> None:
    agenda = (Point(DECEMBRE, "6", "Le point 6", avis_demande=demande),)
    said = lines_of("questions", ordre_du_jour=agenda)
    assert "• Lettre de rappel (courrier). Est-elle claire ?" in said
    assert ("• Le point 6 (point 6)" in said) is (attendu is not None)
