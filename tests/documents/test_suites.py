"""What minutes may tell of propositions and documents, and what waits for the next pack: June never
tells September (docs/rules/committee.md#follow-up,
docs/rules/documents.md#june-never-tells-september).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import documents_types, propositions, suites
from clu_batch.kernel.content import Element
from clu_batch.records.document_type import NatureDeDocument
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import DocumentType, Etape, Registre, Reunion
from tests.support.meeting import DECEMBRE, JUIN, J, bilan, dit, proposition, registre, simple

EN_SEANCE, APRES = DECEMBRE, DECEMBRE + dt.timedelta(1)


@pytest.mark.parametrize(
    ("cloturee_le", "dite"),
    [
        (None, True),  # as typed
        (EN_SEANCE, True),  # an answer given at the meeting itself
        (EN_SEANCE - dt.timedelta(1), True),
        (APRES, False),
        (dt.date(2027, 9, 28), False),
    ],
)
@pytest.mark.parametrize(
    "reunion", [DECEMBRE, JUIN], ids=["de la réunion", "d’une réunion précédente"]
)
def test_the_minutes_tell_no_answer_of_a_later_day(
    reunion: dt.date, cloturee_le: dt.date | None, dite: bool
) -> None:
    champs = {
        "etat": "réalisée",
        "reponse": "Fait en septembre.",
        "service_pilote": "SGCD",
        "cloturee_le": cloturee_le,
    }
    known = registre(propositions=(proposition("P1", reunion, **champs),))
    said = " ".join(dit(dans_le_compte_rendu(known, reunion)))
    assert "Demande P1" in said
    assert "SGCD" in said
    assert [word in said for word in ("Fait en septembre.", "réalisée", "en cours")] == [
        dite,
        dite,
        False,
    ]


def dans_le_compte_rendu(known: Registre, reunion: dt.date) -> list[Element]:
    """What the minutes of December say of the propositions of that meeting: their table, or «
    suites données ».
    """
    tenue = bilan(Etape.TENUE)
    if reunion == DECEMBRE:
        return list(propositions.build_section(MeetingContext(known, tenue)).elements)
    return list(suites.build_compte_rendu_section(MeetingContext(known, tenue)).elements)


@pytest.mark.parametrize("cloturee_le", [dt.date(2026, 6, 12), dt.date(2026, 9, 28), J])
def test_the_next_pack_tells_what_came_after_the_minutes(cloturee_le: dt.date) -> None:
    """A proposition of June closed between June and the cut-off of December: its answer and its
    state are in the pack of December.
    """
    champs = {"etat": "réalisée", "reponse": "Fait en septembre.", "cloturee_le": cloturee_le}
    known = registre(propositions=(proposition("P1", JUIN, **champs),))
    said = dit(suites.build_section(MeetingContext(known, bilan())).elements)
    assert any("Fait en septembre. | réalisée" in line for line in said)
    assert (
        "Un avis ou une proposition a reçu sa suite depuis la réunion du 11 juin 2026." in said
    )


@pytest.mark.parametrize("nature", ["souhait", "avis"])
def test_what_was_closed_without_a_state_is_not_said_to_be_studied(nature: str) -> None:
    closed = proposition(
        "P1", JUIN, nature=nature, reponse="Fait.", cloturee_le=dt.date(2026, 9, 28)
    )
    said = " ".join(
        dit(
            suites.build_section(
                MeetingContext(registre(propositions=(closed,)), bilan())
            ).elements
        )
    )
    assert ("clôturée" in said, "à étudier" in said, "sans suite" in said) == (
        True,
        False,
        False,
    )


def test_a_pack_tells_no_answer_of_a_later_day_either() -> None:
    known = registre(
        propositions=(
            proposition(
                "P1",
                etat="réalisée",
                reponse="Fait plus tard.",
                cloturee_le=J + dt.timedelta(1),
            ),
        )
    )
    said = " ".join(dit(suites.build_section(MeetingContext(known, bilan())).elements))
    assert ("Fait plus tard" in said, "en cours" in said) == (False, True)


def test_what_was_closed_between_a_pack_and_its_meeting_comes_in_the_next_pack() -> None:
    """The pack of June was sent on 3 June: what was closed on the 5th is in no paper before the
    pack of December.
    """
    juin = Reunion(JUIN, statut=Statut.TENUE, dossier_envoye_le=dt.date(2026, 6, 3))
    closed = proposition(
        "P1",
        dt.date(2025, 12, 1),
        etat="réalisée",
        reponse="Fait.",
        cloturee_le=dt.date(2026, 6, 5),
    )
    # in the pack of June already
    told = replace(closed, numero="P0", cloturee_le=dt.date(2026, 6, 2))
    known = registre(propositions=(told, closed), reunions=(juin, Reunion(DECEMBRE)))
    assert [p.numero for p in suites.find_closed(MeetingContext(known, bilan()))] == ["P1"]
    assert "depuis le dossier de la réunion du 11 juin 2026" in simple(
        suites.write_sentence(MeetingContext(known, bilan()))
    )


@pytest.mark.parametrize("avis", ["Favorable.", None])
def test_the_follow_up_of_a_document_is_for_the_next_pack(avis: str | None) -> None:
    suite, lettre = (
        "Corrigée en septembre.",
        DocumentType(DECEMBRE, "Lettre de rappel", NatureDeDocument.COURRIER, avis=avis),
    )
    now = registre(documents_types=(replace(lettre, suite=suite),))
    minutes = " ".join(
        dit(
            documents_types.build_section(
                MeetingContext(now, bilan(Etape.TENUE)), avec_avis=True
            ).elements
        )
    )
    assert ("Lettre de rappel" in minutes, suite in minutes, "Suite donnée" in minutes) == (
        True,
        False,
        False,
    )
    later = registre(
        documents_types=(replace(lettre, reunion=JUIN, suite=suite),), propositions=()
    )
    told = [
        line
        for line in dit(suites.build_section(MeetingContext(later, bilan())).elements)
        if suite in line
    ]
    assert [line.startswith("Lettre de rappel | 11/06/2026 | ") for line in told] == [True]
