"""The blocks: what each says of the figures of a meeting, and what it keeps to itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    composition,
    engagements,
    essentiel,
    modalites_appui,
    reclamations,
    rubriques,
    satisfaction,
    suites,
)
from clu_batch.documents.sections.field_tables import Champ, make_table, write_line
from clu_batch.kernel.content import Block, Chart, ChartKind, Missing, PrintedTable
from clu_batch.rules.figures import appui
from clu_batch.rules.model import (
    Atteinte,
    Evolution,
    Invite,
    Mesure,
    ModaliteAppui,
    Question,
)
from tests.support.meeting import (
    DECEMBRE,
    INDICATEURS,
    JUIN,
    QUESTIONS,
    J,
    bilan,
    dit,
    genres,
    par_code,
    proposition,
    registre,
    simple,
    with_detail,
)


@pytest.mark.parametrize(
    ("tape", "ecrit_ainsi"),
    [
        ("deux\nlignes", "deux ; lignes"),
        ("- une puce\n- une autre", "une puce ; une autre"),
        ("Une phrase.\nUne autre !\n- fin", "Une phrase. Une autre ! fin"),
        ("1. un rang", "1 – un rang"),
        ("un mot o un autre - et un tiret", "un mot o un autre - et un tiret"),
        ("Quoi?", "Quoi ?"),
    ],
)
def test_a_typed_text_stands_on_one_line_without_a_false_list(
    tape: str, ecrit_ainsi: str
) -> None:
    said = write_line(tape)
    assert isinstance(said, str)
    assert simple(said) == ecrit_ainsi


def test_a_column_that_nobody_filled_disappears_and_an_empty_cell_says_so() -> None:
    champs = (
        Champ[tuple[str, str | None]]("Nom", 1, lambda x: x[0]),
        Champ[tuple[str, str | None]]("Parfois", 1, lambda x: x[1]),
        Champ[tuple[str, str | None]]("Jamais", 1, lambda _: None),
    )
    made = make_table("T", [("a", None), ("b", "oui")], champs)
    assert dit([made]) == ["Nom | Parfois", "a | —", "b | oui"]


@pytest.mark.parametrize(
    ("etats", "attendu"),
    [
        ("atteint", "Le seul engagement de service mesuré est atteint."),
        ("non atteint", "Le seul engagement de service mesuré n’est pas atteint."),
        (
            "partiellement atteint,non mesuré",
            "Le seul engagement de service mesuré est partiellement atteint ; un autre n’a pas été"
            " mesuré.",
        ),
        (
            "atteint,sans cible,non mesuré,non mesuré",
            "Sur 2 engagements de service mesurés, le seul qui a un objectif est atteint ; 2 autres"
            " n’ont pas été mesurés.",
        ),
    ],
)
def test_a_single_commitment_is_no_list(etats: str, attendu: str) -> None:
    known = bilan().engagements[0]
    found = [replace(known, etat=Atteinte(etat)) for etat in etats.split(",")]
    said = engagements.write_sentence(MeetingContext(registre(), bilan(engagements=found)))
    assert simple(said) == attendu


@pytest.mark.parametrize(
    ("changes", "colonnes"),
    [
        ({}, "Résultat et base | Période précédente et écart"),
        ({"ecart": None}, "Résultat et base | Période précédente"),
        ({"mesure": Mesure(Fraction(1, 2)), "precedente": Mesure()}, "Résultat"),
    ],
)
def test_a_column_names_the_base_and_the_change_that_it_shows(
    changes: dict[str, Any], colonnes: str
) -> None:
    found = [replace(b, **changes) for b in bilan().engagements]
    lines = dit(
        engagements.build_section(MeetingContext(registre(), bilan(engagements=found))).elements
    )
    (header,) = [line for line in lines if line.startswith("Engagement et indicateur")]
    assert f" | {colonnes} | Cible" in header


def test_commitments_that_nobody_measured_have_no_column_of_results() -> None:
    found = [
        replace(b, mesure=Mesure(), precedente=Mesure(), ecart=None, etat=Atteinte.NON_MESURE)
        for b in bilan().engagements
    ]
    lines = dit(
        engagements.build_section(MeetingContext(registre(), bilan(engagements=found))).elements
    )
    assert "Engagement et indicateur | Cible | Manqué en juin" in lines
    assert not any("non mesuré" in line for line in lines)


def test_the_commitments_say_how_many_are_kept_and_ask_for_the_missing_action() -> None:
    said = engagements.build_section(MeetingContext(registre(), bilan()))
    assert dit(said.elements) == [
        "Sur 2 engagements de service mesurés, 1 est atteint et 1 n’est pas atteint.",
        (
            "[barres groupées] Résultat et cible des 2 engagements mesurés en pourcentage : 1"
            " atteint sa cible. E1, 90,0 %, cible ≥ 80,0 % ; E2, 70,0 %, cible ≥ 90,0 %."
        ),
        (
            "Engagement et indicateur | Résultat et base | Période précédente et écart | Cible |"
            " État | Manqué en juin"
        ),
        (
            "E1 – Nous vous accueillons (usagers satisfaits) | 90,0 %\n9 sur 10 | 80,0 %\n+10,0"
            " points | ≥ 80,0 % | atteint | —"
        ),
        (
            "E2 – Nous répondons (réponses à temps) | 70,0 %\n7 sur 10 | 60,0 %\n+10,0 points | ≥"
            " 90,0 % | non atteint | oui"
        ),
        "Période : du 1er novembre 2025 au 31 octobre 2026 ; chiffres arrêtés au 23 novembre 2026.",
        "Période précédente : du 1er novembre 2024 au 31 octobre 2025.",
        "Écart non testé : E1 et E2.",
        "E1 et E2 : moins de 30 cas, à interpréter avec prudence.",
        "## Actions d’amélioration",
        "Engagement | Action d’amélioration",
        "E2 | À COMPLÉTER : action d’amélioration pour l’engagement E2",
    ]
    table = said.elements[-1]
    assert isinstance(table, PrintedTable)
    missing = table.lignes[0][1]
    assert isinstance(missing, Missing)
    assert str(missing.ou) == "engagements.xlsx, Engagements!A3"


def test_satisfaction_compares_distributes_and_says_what_satisfied_means() -> None:
    said = Block(with_detail("satisfaction", MeetingContext(registre(), bilan())))
    lines = dit(said.elements)
    assert (
        lines[0]
        == "Sur la période, 661 questionnaires ont été recueillis. À la question « L’accueil », la"
        " part des usagers satisfaits est de 82,9 % (540 sur 651), soit 6,4 points de plus que"
        " sur la période précédente."
    )
    assert genres(said) == [ChartKind.BARRES_GROUPEES, ChartKind.BARRES_EMPILEES]
    for line in (
        "L’attente | 12 | 75,0 % | 66,7 % | +8,3 **",
        "« L’attente » : 9 sur 12 (75,0 %), peu de réponses, à interpréter avec prudence.",
        "Base : réponses exprimées. Écart suivi de ** : trop peu de réponses pour conclure.",
        (
            "Échelle « Satisfaction » : est compté comme satisfait qui répond « Très satisfait » ou"
            " « Satisfait » ; les réponses exprimées sont « Très satisfait », « Satisfait » et «"
            " Insatisfait »."
        ),
        "Hors des bases : 10 réponses « Sans opinion » et 1 question laissée sans réponse.",
        "Nîmes | 79,4 % | 335 sur 422",
        "décembre 2025 | — | 3",
        "Un mois de moins de 5 réponses est présenté sans taux.",
        "• « Merci pour l’accueil. »",
    ):
        assert line in lines


def test_the_stacked_chart_follows_the_scale_and_its_colours_the_meaning() -> None:
    charts = [
        e
        for e in satisfaction.build_detail(MeetingContext(registre(), bilan())).elements
        if isinstance(e, Chart)
    ]
    stacked = next(chart for chart in charts if chart.genre is ChartKind.BARRES_EMPILEES)
    assert [(s.nom, s.couleur) for s in stacked.series] == [
        ("Très satisfait", "satisfait fort"),
        ("Satisfait", "satisfait"),
        ("Insatisfait", "insatisfait"),
    ]
    assert stacked.series[0].valeurs == (200 / 651, 4 / 12)


def test_a_question_that_changed_is_not_compared() -> None:
    changed = replace(INDICATEURS["satisfaction.taux.Q2"], evolution=Evolution.NON_COMPARABLE)
    lines = dit(
        satisfaction.build_section(
            MeetingContext(
                registre(), bilan(indicateurs={**INDICATEURS, changed.code: changed})
            )
        ).elements
    )
    assert "L’attente | 12 | 75,0 % | — | —" in lines
    assert "« L’attente » : sans comparaison, la question a changé." in lines


@pytest.mark.parametrize(
    ("usagers", "precedente", "dite"),
    [(120, 98, True), (None, 98, False), (120, None, False), (0, 0, True)],
)
def test_a_note_explains_only_what_its_table_shows(
    usagers: int | None, precedente: int | None, dite: bool
) -> None:
    modalite = ModaliteAppui(
        "Point numérique",
        usagers=None if usagers is None else Decimal(usagers),
        precedente=None if precedente is None else Decimal(precedente),
    )
    comite = replace(registre().comite, modalites_d_appui=(modalite,))
    meeting = MeetingContext(replace(registre(), comite=comite), bilan())
    lines = dit(modalites_appui.build_section(meeting).elements)
    assert any(line.startswith("Entre parenthèses") for line in lines) is dite


def test_help_is_compared_when_two_numbers_stand() -> None:
    deux = (
        *registre().comite.modalites_d_appui,
        replace(registre().comite.modalites_d_appui[0], modalite="Maison France Services"),
    )
    assert genres(modalites_appui.build_section(MeetingContext(registre(), bilan()))) == []
    assert genres(
        modalites_appui.build_section(MeetingContext(registre(modalites_d_appui=deux), bilan()))
    ) == [ChartKind.BARRES_GROUPEES]
    assert "Point numérique | 1 200 (1 000)" in dit(
        modalites_appui.build_section(MeetingContext(registre(), bilan())).elements
    )


@pytest.mark.parametrize(
    ("nombres", "phrase", "reparties"),
    [
        (
            [(1200, 1000), (25, 5)],
            "Sur la période, 1 225 usagers ont été accompagnés, contre 1 005 sur la période"
            " précédente.",
            4,
        ),
        ([(1200, 1000), (25, None)], "Sur la période, 1 225 usagers ont été accompagnés.", 3),
        (
            [(1, None), (None, 7)],
            "Sur la période, 1 usager a été accompagné (pour 1 des 2 modalités).",
            1,
        ),
        (
            [(0, 0)],
            "Sur la période, aucun usager n’a été accompagné, contre aucun sur la période"
            " précédente.",
            2,
        ),
        ([(None, 7)], "", 0),
    ],
)
def test_the_users_helped_are_a_figure_of_the_control_workbook(
    nombres: list[tuple[int | None, int | None]], phrase: str, reparties: int
) -> None:
    modalites = tuple(
        ModaliteAppui(
            f"M{rang}",
            usagers=None if n is None else Decimal(n),
            precedente=None if avant is None else Decimal(avant),
        )
        for rang, (n, avant) in enumerate(nombres)
    )
    known = registre(
        modalites_d_appui=(
            *modalites,
            ModaliteAppui("D’une autre réunion", reunion=JUIN, usagers=Decimal(9)),
        )
    )
    found = appui.compute(known, bilan().seance)
    said = simple(
        modalites_appui.write_sentence(
            MeetingContext(known, bilan(indicateurs=par_code(found.indicateurs)))
        )
    )
    assert said.partition("démarches. ")[2] == phrase
    assert len(found.repartitions) == reparties


@pytest.mark.parametrize("rubrique", rubriques.PROCEDURE, ids=lambda r: r.cle)
def test_an_empty_block_is_one_sentence(rubrique: rubriques.Rubrique) -> None:
    rien = bilan(
        indicateurs={}, repartitions=(), engagements=(), extraits=(), actions_reclamations=()
    )
    vide = registre(documents_types=(), modalites_d_appui=())
    meeting = MeetingContext(vide, rien)
    said = dit(rubrique.bloc(meeting).elements)
    assert rubrique.vide(meeting)
    assert len(said) == 1
    assert said[0].startswith("Aucun")


@pytest.mark.parametrize(
    ("champs", "ouverte"),
    [
        ({}, True),
        ({"etat": "à étudier"}, True),
        ({"etat": "retenue"}, True),
        ({"etat": "en cours"}, True),
        ({"etat": "réalisée"}, False),
        ({"etat": "non retenue"}, False),
        ({"nature": "avis"}, False),
        ({"nature": "avis", "etat": "en cours"}, True),
        ({"etat": "en cours", "cloturee_le": J}, False),
        ({"etat": "réalisée", "cloturee_le": J + dt.timedelta(1)}, True),
    ],
)
def test_what_is_still_to_follow_at_the_cut_off(
    champs: dict[str, object], ouverte: bool
) -> None:
    assert suites.is_open(proposition("P", JUIN, **champs), J) is ouverte


def test_what_was_asked_is_answered_once_then_leaves() -> None:
    asked = (
        proposition("vieille", dt.date(2025, 6, 1), etat="réalisée"),
        proposition("vieille ouverte", dt.date(2025, 6, 1), etat="en cours"),
        proposition(
            "close depuis",
            dt.date(2025, 6, 1),
            etat="réalisée",
            cloturee_le=dt.date(2026, 9, 1),
        ),
        proposition("de juin", JUIN, etat="non retenue"),
        proposition("du jour", DECEMBRE, etat="à étudier"),
    )
    known = registre(propositions=asked)
    assert [p.numero for p in suites.find_closed(MeetingContext(known, bilan()))] == [
        "close depuis",
        "de juin",
    ]
    assert [p.numero for p in suites.find_pending(MeetingContext(known, bilan()))] == [
        "vieille ouverte"
    ]


def test_the_summary_asks_for_opinions_and_tells_what_was_done() -> None:
    lines = dit(essentiel.build_section(MeetingContext(registre(), bilan())).elements)
    assert len([line for line in lines if line.startswith("• ")]) == 4 + 1 + 3
    assert "• « Demande P1 » (Union de consommateurs). C’est fait." in lines
    assert "• Lettre de rappel (courrier). Est-elle claire ?" in lines
    assert not any("P2" in line for line in lines)


def test_the_summary_quotes_the_beginning_of_a_long_text() -> None:
    long = tuple(
        proposition(
            f"P{n}",
            etat="réalisée",
            texte="Une longue demande. " * 90,
            reponse="Une réponse. " * 90,
        )
        for n in range(3)
    )
    lines = [
        line
        for line in dit(
            essentiel.build_section(
                MeetingContext(registre(propositions=long), bilan())
            ).elements
        )
        if "longue" in line
    ]
    assert [len(line) < 300 and line.count("…") == 2 for line in lines] == [True] * 3


def test_a_long_list_of_the_summary_says_how_many_more() -> None:
    many = tuple(proposition(f"P{n}", etat="réalisée") for n in range(8))
    lines = dit(
        essentiel.build_section(MeetingContext(registre(propositions=many), bilan())).elements
    )
    assert "• Parmi les suites données : quatre autres demandes satisfaites." in lines


def test_the_composition_gives_the_last_day_for_a_substitute_as_a_date() -> None:
    lines = dit(composition.build_section(MeetingContext(registre(), bilan())).elements)
    assert lines[-1].endswith(
        "au minimum 2 jours ouvrables avant la réunion (jours ouvrables : du lundi au samedi, hors"
        " jours fériés), soit au plus tard le vendredi 4 décembre 2026."
    )
    assert "• La directrice de l’accueil, Direction de l’accueil, ou son représentant" in lines
    assert "• Association invitée (point 6)" in lines


@pytest.mark.parametrize(
    ("organisme", "fonction", "nom", "dit_de_lui"),
    [
        (
            "Association d’Alès",
            "Le responsable de l’association",
            None,
            "Le responsable de l’Association d’Alès",
        ),
        ("Mairie d’Alès", "Le référent accueil", None, "Le référent accueil, Mairie d’Alès"),
        ("PIMMS", "La directrice", "EXEMPLE", "La directrice, PIMMS : EXEMPLE"),
    ],
)
def test_a_guest_is_named_as_a_member_is(
    organisme: str, fonction: str, nom: str | None, dit_de_lui: str
) -> None:
    guest = Invite(DECEMBRE, "Usagers", organisme, nom, fonction, point="7")
    assert simple(composition.describe_guest(guest)) == f"{dit_de_lui} (point 7)"
    assert "(point\u00a07)" in composition.describe_guest(guest)


def test_a_guest_off_the_agenda_is_not_announced() -> None:
    invites = (
        Invite(DECEMBRE, "Administration", "Un service", point="12"),
        Invite(DECEMBRE, "Administration", "Un autre", point="6"),
    )
    lines = dit(
        composition.build_section(MeetingContext(registre(invites=invites), bilan())).elements
    )
    assert ("• Un autre (point 6)" in lines, any("Un service" in line for line in lines)) == (
        True,
        False,
    )


def test_a_previous_rate_stands_without_its_base_that_the_control_workbook_does_not_hold() -> (
    None
):
    lines = dit(reclamations.build_section(MeetingContext(registre(), bilan())).elements)
    assert "Réponses dans le délai | 89,4 % (76 sur 85) | 76,3 % | +13,2 points" in lines


def test_the_sentence_cites_the_question_that_gave_the_global_rate() -> None:
    choix = Question("Q0", "Un choix sans taux", "choix unique", globale=True)
    assert "Un choix" not in satisfaction.write_sentence(
        MeetingContext(replace(registre(), questions=(choix, *QUESTIONS)), bilan())
    )
    assert "« L’accueil »" in simple(
        satisfaction.write_sentence(
            MeetingContext(replace(registre(), questions=(choix, *QUESTIONS)), bilan())
        )
    )
