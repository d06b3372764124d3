"""The meeting pack and the minutes: what each says, in which order, made with the real
templates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest

from clu_batch.documents import compte_rendu, convocation, dossier, publication
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.content import DocumentRequest
from clu_batch.kernel.problems import Severity
from clu_batch.records.participants import StatutDePresence
from clu_batch.render import RenderedDocument, Template
from clu_batch.rules.model import Bilan, Etape, Point, Presence, Registre, Reunion
from tests.support.meeting import (
    DECEMBRE,
    JUIN,
    MEMBRES,
    POINTS,
    J,
    bilan,
    proposition,
    registre,
    siege,
    simple,
)
from tests.support.word_files import lignes, partie, parties
from tools.making.templates.pack_and_minutes import MODELES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCS = (
    "Résultats des engagements de service",
    "Résultats des enquêtes de satisfaction",
    "Bilan des réclamations reçues",
    "Courriers, formulaires et imprimés types à destination des usagers",
    "Modalités d’appui aux usagers dans leurs démarches",
)


ANNEXES = (
    "Annexe : détail des résultats",
    "Annexe : données des graphiques",
    "Annexe : composition, définitions et sources",
)


@cache
def modele(nom: str) -> Template:
    made, problems = Template.load(f"{nom}.docx", MODELES[nom](), build_filters())
    assert not problems
    assert made is not None
    return made


def rendu(demande: DocumentRequest) -> RenderedDocument:
    made = modele(demande.modele).render(
        demande.contexte, titre=demande.titre, createur="Préfecture du Gard", date=DECEMBRE
    )
    assert not made.problems
    return made


def dit(demande: DocumentRequest) -> list[str]:
    return [simple(ligne) for ligne in lignes(rendu(demande).data)]


def titres(demande: DocumentRequest, niveau: int = 1) -> list[str]:
    """The headings of a level, in order."""
    found = []
    for paragraph in partie(rendu(demande).data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == f"Heading{niveau}":
            found.append(simple("".join(t.text or "" for t in paragraph.iter(f"{W}t"))))
    return found


def le_dossier(connu: Registre | None = None, chiffres: Bilan | None = None) -> DocumentRequest:
    (demande,) = dossier.prepare(
        MeetingContext(connu or registre(), chiffres or bilan())
    ).requests
    return demande


def present(code: str) -> Presence:
    return Presence(DECEMBRE, code, membre=code, statut=StatutDePresence.PRESENT)


def tenue(**champs: object) -> tuple[Registre, Bilan]:
    """The same meeting once held, everybody being there."""
    known = registre(presences=tuple(present(m.code) for m in MEMBRES), **champs)
    return known, bilan(Etape.TENUE, sieges=[siege(m.code, "présent") for m in MEMBRES])


def le_compte_rendu(**champs: object) -> DocumentRequest:
    (demande,) = compte_rendu.prepare(MeetingContext(*tenue(**champs))).requests
    return demande


# -- the pack --------------------------------------------------------------------------------------


def test_the_pack_follows_the_agenda_then_what_is_off_it() -> None:
    assert titres(le_dossier()) == [
        "Ordre du jour",
        "L’essentiel",
        "1. Suites données",
        "2. Ce que disent les usagers",
        "3. Encore la satisfaction",
        "4. Nos engagements",
        "5. Les réclamations",
        "6. Questions diverses",
        BLOCS[3],
        BLOCS[4],
        *ANNEXES,
    ]


def test_the_summary_begins_a_page() -> None:
    """Wherever the agenda ends; it holds on that page."""
    corps = [p for p in partie(rendu(le_dossier()).data)[0] if p.tag == f"{W}p"]
    textes = [simple("".join(t.text or "" for t in p.iter(f"{W}t"))) for p in corps]
    debut = textes.index("L’essentiel", textes.index("Tableau 1 – Points de la réunion"))
    dits = corps[debut + 1 : textes.index("1. Suites données", debut)]
    assert corps[debut].find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert 5 < len(dits) < 20


def test_without_an_agenda_the_five_blocks_come_in_the_order_of_the_procedure() -> None:
    assert titres(le_dossier(registre(ordre_du_jour=())))[2:] == [
        *(f"{rang}. {titre}" for rang, titre in enumerate(BLOCS, 1)),
        "6. Suites données aux réunions précédentes",
        *ANNEXES,
    ]


def test_an_empty_block_keeps_its_heading_and_one_sentence() -> None:
    said = dit(le_dossier(registre(ordre_du_jour=(), documents_types=())))
    place = said.index(f"4. {BLOCS[3]}")
    assert said[place + 1] == "Aucun document type n’est soumis pour cette réunion."
    assert said[place + 2] == f"5. {BLOCS[4]}"


def test_the_block_stands_once_under_its_first_point_after_the_text_of_the_service() -> None:
    said = dit(le_dossier())
    start = len(said) - said[::-1].index("2. Ce que disent les usagers")
    assert said[start] == "Le texte du service."
    assert said[start + 1].startswith("Sur la période, 661 questionnaires ont été recueillis")
    assert sum(line.endswith("Satisfaction par question") for line in said) == 1


def test_the_first_page_says_what_the_figures_are() -> None:
    said = dit(le_dossier())
    assert (
        "Période des chiffres : du 1er novembre 2025 au 31 octobre 2026. Chiffres arrêtés au 23"
        " novembre 2026." in said
    )
    assert "Réunion du jeudi 10 décembre 2026 à 14 h 30, Salle de réunion" in said


@pytest.mark.parametrize("canari", ["canari@exemple.fr", "12 rue du Canari", "canari de suite"])
def test_nothing_personal_nor_internal_is_in_the_pack(canari: str) -> None:
    known = registre()
    assert canari in repr(known)
    assert not any(
        canari.encode() in data for data in parties(rendu(le_dossier(known)).data).values()
    )


def test_a_block_off_the_agenda_is_reported() -> None:
    found = dossier.prepare(MeetingContext(registre(), bilan())).problems
    assert [p.trouve.split("«")[1].split("»")[0].strip() for p in found] == [
        "documents types",
        "modalités d’appui",
    ]
    assert all(p.trouve.startswith("réunion du 10/12/2026 : aucun point") for p in found)


def test_nobody_signs_a_page_without_a_word_of_the_minutes() -> None:
    (demande,) = compte_rendu.prepare(MeetingContext(*tenue())).requests
    (corps,) = partie(rendu(demande).data)
    paragraphs = list(corps.iterchildren(f"{W}p"))
    said = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs]
    (first,) = [rang for rang, dit in enumerate(said) if dit.startswith("Prochaine réunion")]
    assert "de séance" in said[first + 1]
    assert paragraphs[first].find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("prepare", [dossier.prepare, compte_rendu.prepare])
@pytest.mark.parametrize("points", [(), POINTS[:1], POINTS])
def test_an_agenda_that_nobody_typed_is_told(
    prepare: Callable[[MeetingContext], Prepared], points: tuple[Point, ...]
) -> None:
    meeting = MeetingContext(*tenue(ordre_du_jour=points))
    told = [p for p in prepare(meeting).problems if p.code == "ordre-du-jour-de-la-procedure"]
    assert [(p.gravite, "10/12/2026" in p.trouve) for p in told] == (
        [] if points else [(Severity.INFORMATION, True)]
    )


@pytest.mark.parametrize(
    ("sent", "j", "told"),
    [
        (None, dt.date(2026, 11, 23), None),
        (None, dt.date(2026, 12, 3), None),
        (None, dt.date(2026, 12, 4), None),
        (None, dt.date(2026, 12, 5), "05/12/2026"),
        (None, dt.date(2026, 12, 9), "09/12/2026"),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 23), None),
        (dt.date(2026, 12, 4), dt.date(2026, 12, 8), None),
        (dt.date(2026, 12, 7), dt.date(2026, 12, 8), "07/12/2026"),
    ],
)
def test_a_convocation_dated_after_the_limit_that_it_prints_is_told(
    sent: dt.date | None, j: dt.date, told: str | None
) -> None:
    known, figures = registre(), bilan()
    reunion = replace(figures.reunion, convocations_envoyees_le=sent)
    figures = replace(figures, seance=replace(figures.seance, j=j, reunion=reunion))
    problems = convocation.prepare(MeetingContext(known, figures)).problems
    late = [p.trouve for p in problems if p.code == "limite-passee"]
    assert [(f"datées du {told}" in text, "04/12/2026" in text) for text in late] == (
        [(True, True)] if told else []
    )


SENT = dt.date(2026, 7, 1)
INVITE = (
    "Le comité est invité à approuver le compte rendu de la réunion du jeudi 11 juin 2026, adressé"
    " aux participants le 1er juillet 2026."
)
NON_ADRESSE = "À COMPLÉTER : compte rendu du 11 juin 2026 non adressé"


@pytest.mark.parametrize(
    ("sent", "a", "attendu"),
    [
        (SENT, J, INVITE),
        (SENT, SENT, INVITE),
        (SENT, dt.date(2026, 6, 30), NON_ADRESSE),
        (None, J, NON_ADRESSE),
    ],
)
def test_the_committee_approves_the_previous_minutes_once_they_were_sent(
    sent: dt.date | None, a: dt.date, attendu: str
) -> None:
    point = replace(POINTS[5], rubrique="Compte rendu précédent")
    last, coming = registre().comite.reunions
    reunions = (replace(last, compte_rendu_envoye_le=sent), coming)
    avant = replace(bilan(), seance=replace(bilan().seance, a=a))
    said = dit(le_dossier(registre(ordre_du_jour=(point,), reunions=reunions), avant))
    assert [ligne for ligne in said if "compte rendu d" in ligne.lower()] == [attendu]


def test_the_same_data_give_the_same_bytes() -> None:
    assert rendu(le_dossier()).data == rendu(le_dossier()).data


def test_an_action_that_is_missing_is_to_complete() -> None:
    manquants = {m.quoi for m in rendu(le_dossier()).manquants}
    assert "action d’amélioration pour l’engagement E2" in manquants


# -- the minutes -----------------------------------------------------------------------------------


def test_the_minutes_wait_for_a_first_attendance() -> None:
    assert compte_rendu.prepare(MeetingContext(registre(), bilan(Etape.TENUE))).requests == ()
    assert le_compte_rendu().chemin == "2026-12-10_CLU_Compte-rendu.docx"


def test_debates_are_never_invented() -> None:
    missing = {
        m.quoi: str(m.ou)
        for m in rendu(le_compte_rendu()).manquants
        if m.quoi.startswith("relevé")
    }
    assert sorted(missing) == [f"relevé des échanges du point {n}" for n in (1, 2, 4, 5, 6)]
    assert missing["relevé des échanges du point 4"] == "comite.xlsx, Ordre du jour!C9"
    said = dit(le_compte_rendu())
    assert said[said.index("Un débat noté.") : said.index("Un débat noté.") + 3] == [
        "Un débat noté.",
        "Conclusion",
        "Une conclusion.",
    ]


def test_the_minutes_keep_the_tables_and_leave_the_charts() -> None:
    assert not [name for name in parties(rendu(le_compte_rendu()).data) if "chart" in name]
    assert any(line.endswith("Satisfaction par question") for line in dit(le_compte_rendu()))


def test_the_minutes_say_when_where_and_who_keeps_them() -> None:
    said = dit(le_compte_rendu())
    for line in (
        "Le comité s’est réuni le jeudi 10 décembre 2026, de 14 h 30 à 16 h 15, Salle de réunion.",
        "Affaire suivie par : le responsable qualité",
        "Nîmes, le 23 novembre 2026",
        "Prochaine réunion : jeudi 10 juin 2027. La séance est levée à 16 h 15.",
        "Le président de séance",
        "Le secrétaire de séance",
    ):
        assert line in said
    assert any(
        line.endswith("Secrétariat de séance : le responsable qualité.") for line in said
    )


@pytest.mark.parametrize(
    ("reunion", "manques"),
    [
        (
            Reunion(
                DECEMBRE, dt.time(14, 30), "Salle", heure_fin=dt.time(16), prochaine="à fixer"
            ),
            set(),
        ),
        (
            Reunion(DECEMBRE, dt.time(14, 30), "Salle"),
            {"heure de fin de la réunion", "prochaine réunion"},
        ),
    ],
)
def test_what_the_minutes_need_is_to_complete(reunion: Reunion, manques: set[str]) -> None:
    known, figures = tenue()
    figures = replace(figures, seance=replace(figures.seance, reunion=reunion))
    (demande,) = compte_rendu.prepare(MeetingContext(known, figures)).requests
    found = {m.quoi for m in rendu(demande).manquants}
    assert found & {"heure de fin de la réunion", "prochaine réunion"} == manques


def test_the_minutes_carry_the_day_they_were_sent() -> None:
    known, figures = tenue()
    assert figures.seance.reunion is not None
    sent = replace(figures.seance.reunion, compte_rendu_envoye_le=dt.date(2026, 12, 20))
    (demande,) = compte_rendu.prepare(
        MeetingContext(known, replace(figures, seance=replace(figures.seance, reunion=sent)))
    ).requests
    assert "Nîmes, le 20 décembre 2026" in dit(demande)


def test_what_was_expressed_stands_in_a_table_and_nothing_says_neant() -> None:
    said = dit(
        le_compte_rendu(
            propositions=(
                proposition("P9", DECEMBRE, service_pilote="SGCD", echeance=J),
                proposition("P1", JUIN),
            )
        )
    )
    place = said.index("P9")
    assert said[place : place + 5] == [
        "P9",
        "Union de consommateurs (suggestion)",
        "Demande P9",
        "SGCD",
        "échéance : 23/11/2026",
    ]
    empty = dit(le_compte_rendu(propositions=()))
    assert "Néant" in empty


def test_every_template_has_its_document_and_nothing_else() -> None:
    (publication_,) = publication.prepare(MeetingContext(*tenue())).requests
    used: Mapping[str, str] = {
        d.modele: d.chemin for d in (le_dossier(), le_compte_rendu(), publication_)
    }
    assert set(used) == set(MODELES)
