"""What is said of a meeting, its postponements and its sendings; what two sheets say of the same
thing.
"""

from __future__ import annotations

import datetime as dt

import pytest

from clu_batch.kernel.problems import Place
from clu_batch.messages import cells, links
from clu_batch.records.parametres import LigneParametre
from clu_batch.records.question import Modalite, Question
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Depouillement, Reponse
from clu_batch.rules.links import depouillement, doublons, satisfaction
from clu_batch.rules.links.consequences import drop_consequences
from clu_batch.rules.links.parametres import assemble_parametres
from clu_batch.rules.model import Engagement
from tests.rules.links.test_assembly import MEMBRES, assemble, place
from tests.support.meeting import simple
from tests.support.registers import vide
from tests.support.text_tables import frame, rows


@pytest.mark.parametrize(
    ("changes", "attendu"),
    [
        ("Statut: tenue", ["tenue-avant-sa-date Réunions!D2"]),
        ("Statut: tenue | Date: 23/11/2026", []),  # held today
        ("Statut: reportée | Reportée au: 17/12/2026", []),
        ("Reportée au: 17/12/2026", []),
        ("Statut: prévue | Reportée au: 17/12/2026", ["report-inattendu Réunions!E2"]),
        ("Statut: annulée | Reportée au: 17/12/2026", ["report-inattendu Réunions!E2"]),
        ("Statut: reportée | Reportée au: 10/12/2026", ["report-inattendu Réunions!E2"]),
        ("Statut: reportée | Reportée au: 03/12/2026", ["report-en-arriere Réunions!E2"]),
        (
            "Reportée au: 17/12/2026 | Convocations envoyées le: 20/11/2026",
            ["envoi-de-l-ancienne-date Réunions!A2"],
        ),
        ("Convocations envoyées le: 20/11/2026", []),
        ("Convocations envoyées le: 24/11/2026", ["envoi-futur Réunions!F2"]),
        (
            "Date: 30/11/2026 | Convocations envoyées le: 20/11/2026",
            ["convocation-tardive Réunions!F2"],
        ),
        (
            "Date: 12/11/2026 | Convocations envoyées le: 12/11/2026",
            ["envoi-impossible Réunions!F2"],
        ),
        ("Date: 12/11/2026 | Dossier envoyé le: 13/11/2026", ["envoi-impossible Réunions!G2"]),
        (
            "Date: 12/11/2026 | Compte rendu envoyé le: 10/11/2026",
            ["envoi-impossible Réunions!H2"],
        ),
        ("Date: 12/11/2026 | Compte rendu envoyé le: 12/11/2026", []),
        ("Statut: annulée | Convocations envoyées le: 09/12/2026", []),
        ("Présidence: SGX", ["presidence-douteuse Réunions!I2"]),
        ("Présidence: sg", []),
        ("Présidence: Le préfet", []),
    ],
)
def test_what_deserves_a_look_in_a_meeting(changes: str, attendu: list[str]) -> None:
    headers = (
        "Date | Lieu | N° | Statut | Reportée au | Convocations envoyées le | Dossier envoyé le |"
        " Compte rendu envoyé le | Présidence"
    )
    cells = dict.fromkeys(headers.split(" | "), "") | {"Date": "10/12/2026", "Lieu": "Salle"}
    cells |= dict(change.split(": ") for change in changes.split(" | "))
    _, problems, _ = assemble(Réunions=f"{headers}\n{' | '.join(cells.values())}")
    assert problems == attendu


def test_rows_follow_a_meeting_however_many_times_it_is_postponed() -> None:
    reunions = """
    Date       | Lieu | N° | Statut   | Reportée au | Convocations envoyées le
    03/12/2026 | S    | 7  | reportée | 10/12/2026  |
    10/12/2026 | S    | 7  | reportée | 17/12/2026  | 20/11/2026
    """
    agenda = (
        "Réunion | N° | Point\n03/12/2026 | 1 | A\n10/12/2026 | 2 | B\n7 | 3 | C\n17/12/2026 |"
        " 4 | D"
    )
    committee, problems, _ = assemble(Réunions=reunions, Ordre_du_jour=agenda)
    assert {point.reunion for point in committee.ordre_du_jour} == {dt.date(2026, 12, 17)}
    assert problems == ["envoi-de-l-ancienne-date Réunions!A3"]
    [held] = [r for r in committee.reunions if r.date == dt.date(2026, 12, 17)]
    # a letter of the new date bears no old date
    assert (held.statut, held.convocations_envoyees_le) == (None, None)


def test_a_number_names_one_meeting() -> None:
    _, problems, _ = assemble(
        Réunions="Date | Lieu | N°\n11/06/2026 | S | 1\n10/12/2026 | S | 1"
    )
    assert problems == ["numero-repete Réunions!C3"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("11/12/2026", "10/12/2026"), ("01/03/2026", None), ("2026-11", "2026-1")],
)
def test_the_meeting_proposed_is_the_nearest(typed: str, nearest: str | None) -> None:
    _, _, [problem] = assemble(Ordre_du_jour="Réunion | N° | Point\n" + f"{typed} | 1 | A")
    proposed = problem.attendu.partition("vouliez-vous dire")[2]
    assert (nearest in proposed) if nearest else not proposed


@pytest.mark.parametrize(
    ("sheets", "attendu"),
    [
        (
            {"Composition": "Code | Collège | Fonction | Organisme"},
            ["sans-membre Composition!"],
        ),
        (
            {
                "Composition": (
                    "Code | Collège | Fonction | Organisme | Depuis le | Jusqu'au\nSG | S | F | O |"
                    " 02/01/2026 | 01/01/2026"
                )
            },
            ["fin-avant-debut Composition!F2"],
        ),
        (
            {
                "Présences": (
                    "Réunion | Membre | Statut\n2026-1 | SG | présent\n2026-1 | SG | absent"
                )
            },
            ["deux-lignes-sans-nom Présences!B3"],
        ),
        (
            {
                "Présences": (
                    "Réunion | Membre | Statut | Nom\n2026-1 | SG | présent | \n2026-1 | SG |"
                    " présent | X"
                )
            },
            [],
        ),
        (
            {
                "Propositions": (
                    "N° | Réunion | Membre | Nature | Texte\nP1 | 2026-1 | SG | avis | A\np1 |"
                    " 2026-1 | SG | avis | B"
                )
            },
            ["proposition-repetee Propositions!A3"],
        ),
        (
            {"Ordre_du_jour": "Réunion | N° | Point | Fichier\n2026-1 | 1 | A | absent.pdf"},
            ["fichier-absent Ordre du jour!D2"],
        ),
    ],
)
def test_what_is_wrong_at_its_cell(sheets: dict[str, str], attendu: list[str]) -> None:
    assert assemble(**sheets)[1] == attendu


def test_a_college_is_printed_as_it_was_first_spelled() -> None:
    committee, problems, _ = assemble(
        Composition=MEMBRES + "APF | usager | Le représentant | APF"
    )
    assert [m.college for m in committee.membres] == ["Services", "Usagers", "Usagers"]
    assert problems == []


# -- surveys ---------------------------------------------------------------------------------------


def test_an_answer_stands_once_in_a_scale() -> None:
    scales, problems = satisfaction.read_echelles(
        rows(
            Modalite.sheet,
            "Échelle | Réponse possible | Ordre | Compte comme | Saisie abrégée\nS | Bien | 1 |"
            " satisfait | 1\nS | bien | 2 | insatisfait | 2\nS | Mal | 3 | insatisfait | 1",
        )
    )
    assert [(m.texte, m.compte, m.abrege) for m in scales["s"]] == [
        ("Bien", "satisfait", "1"),
        ("Mal", "insatisfait", None),
    ]
    assert [place(p) for p in problems] == [
        "modalite-repetee Échelles!B3",
        "modalite-repetee Échelles!E4",
    ]


def test_a_question_has_a_name_of_its_own_and_a_column() -> None:
    typed = (
        "Code | Libellé | Échelle | Engagement\nQ1 | Accueil | oui/non | E1\nQ2 | accueil | oui/non"
        " | \nSite | Lieu | oui/non | "
    )
    questions, problems = satisfaction.read_questions(
        rows(Question.sheet, typed + "\nQ4 | Suite | oui/non | E9\nQ5 | Mot | texte | "), {}
    )
    assert [q.code for q in questions] == ["Q1", "Q4", "Q5"]
    assert [place(p) for p in problems] == [
        "libelle-repete Questions!B3",
        "nom-reserve Questions!A4",
    ]
    answers = frame(
        Reponse.sheet,
        "Date | Q1\n01/01/2026 | Oui",
        columns=satisfaction.make_columns(questions),
    )
    tallies = vide(Depouillement.sheet)
    commitments = [Engagement("E1", None, None, None)]
    found = depouillement.check_questions(questions, commitments, answers, tallies)
    assert [place(p) for p in found] == [
        "question-sans-colonne Questions!A5",
        "engagement-d-une-question Questions!D5",
    ]
    # Engagements may be absent
    assert [p.code for p in depouillement.check_questions(questions, (), answers, tallies)] == [
        "question-sans-colonne"
    ]


# -- rows typed twice ------------------------------------------------------------------------------


def test_a_complaint_typed_twice_counts_once_and_a_number_used_twice_is_reported() -> None:
    typed = (
        "N° | Reçue le | Canal | Service | Motif\n1 | 01/01/2026 | courriel | S | A\n2 | 01/01/2026"
        " | courriel | S | A\n"
    )
    register, problems = doublons.drop_repeated_reclamations(
        frame(
            Reclamation.sheet,
            typed + "1 | 01/01/2026 | courriel | S | A\n1 | 05/04/2026 | courriel | S | B",
            typed,
        )
    )
    assert list(register.frame["numero"]) == ["1", "2", "1"]
    assert [str(register.locate(label, "numero")) for label in register.frame.index] == [
        f"reclamations.xlsx, Réclamations!A{n}" for n in (2, 3, 5)
    ]
    # the documents count what was left out
    assert sum(origin.read for origin in register.origins) == 6
    assert sorted(place(p) for p in problems) == [
        "numero-de-reclamation-repete Réclamations!A5",
        "reclamation-repetee Réclamations 2!A2",
        "reclamation-repetee Réclamations 2!A3",
        "reclamation-repetee Réclamations!A4",
    ]


def test_the_number_of_a_questionnaire_stands_once_in_a_sheet() -> None:
    sheet = "Date | N°\n01/01/2026 | 1\n01/01/2026 | \n01/01/2026 | \n02/01/2026 | 1"
    problems = doublons.report_repeated_reponses(
        frame(Reponse.sheet, sheet, "Date | N°\n03/01/2026 | 1")
    )
    assert [place(p) for p in problems] == ["numero-de-reponse-repete Réponses!B5"]


def test_a_number_and_a_date_of_another_sheet_are_told() -> None:
    """What says the same was left out when the sheets were joined: what is left says something
    else.
    """
    premiere = "Date | N° | Canal\n01/01/2026 | 1 | courriel\n01/01/2026 | | courriel"
    seconde = (
        "Date | N° | Canal\n01/01/2026 | 1 | guichet\n01/01/2026 | | courriel\n02/01/2026 | 1 |"
        " courriel"
    )
    problems = doublons.report_repeated_reponses(frame(Reponse.sheet, premiere, seconde))
    assert [place(p) for p in problems] == [
        "numero-de-reponse-ailleurs Réponses 2!B2",
        "numero-de-reponse-repete Réponses 2!B4",
    ]
    assert "la feuille « Réponses » de « satisfaction.xlsx »" in simple(problems[0].trouve)


TOTAUX = "Question | Réponse | Nombre | Du | Au\n"
OUI, NON, AVRIL = (
    f"Q1 | {dit}"
    for dit in (
        "Oui | 3 | 01/03/2026 | 31/03/2026",
        "Non | 3 | 01/03/2026 | 31/03/2026",
        "Oui | 3 | 01/04/2026 | 30/04/2026",
    )
)


@pytest.mark.parametrize(
    ("feuilles", "attendu"),
    [
        ([OUI, AVRIL], []),
        ([f"{OUI}\n{OUI.lower()}"], ["A3 1 ligne (ligne 3) ligne 2"]),
        ([f"{OUI}\n{NON}"], []),
        ([f"{OUI}\n{OUI.replace('3', '4', 1)}"], []),
        ([f"{OUI}\n{NON}"] * 2, ["A2 2 lignes (lignes 2 à 3) lignes 2 à 3"]),
        ([OUI.removeprefix("Q1")] * 2, []),  # left out already
        ([OUI] * 3, ["A2 1 ligne (ligne 2) ligne 2"] * 2),
    ],
)
def test_equal_tallies_are_kept_and_told(feuilles: list[str], attendu: list[str]) -> None:
    problems = doublons.report_repeated_depouillement(
        frame(Depouillement.sheet, *(TOTAUX + feuille for feuille in feuilles))
    )
    dits = [
        (p.place.cell, simple(p.trouve).split(" : ")[0], p.trouve.rsplit("(", 1)[1][:-1])
        for p in problems
    ]
    assert [" ".join(dit) for dit in dits] == attendu
    assert {p.gravite.libelle for p in problems} <= {"à vérifier"}


# -- settings, consequences ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "attendu"),
    [
        ("Courriel du secrétariat | clu(at)exemple.fr", ["courriel-douteux Paramètres!B4"]),
        ("Courriel du secrétariat | clu@exemple.fr", []),
        ("Téléphone du secrétariat | 466000000", ["telephone-douteux Paramètres!B4"]),
        ("Téléphone du secrétariat | 04 66 00 00 00", []),
    ],
)
def test_where_to_answer_can_be_used(setting: str, attendu: list[str]) -> None:
    _, problems = assemble_parametres(
        rows(LigneParametre.sheet, f"Paramètre | Valeur\nPréfecture | P\nVille | V\n{setting}")
    )
    assert [place(p) for p in problems] == attendu


@pytest.mark.parametrize(
    ("brisees", "told"), [(set(), True), ({"Invités"}, True), ({"Composition"}, False)]
)
def test_citing_a_sheet_that_cannot_be_read_is_no_mistake(
    brisees: set[str], told: bool
) -> None:
    problem = links.MEMBRE_INCONNU.report(
        Place("comite.xlsx", "Suppléances", "B2"), "Membre", "SG", suggestion=""
    )
    assert bool(drop_consequences([problem], brisees)) is told


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (None, ["periode-incomplete"]),
        ("D2", ["date-illisible"]),  # the cell is wrong, and so read as empty: one line
        ("D3", ["date-illisible", "periode-incomplete"]),
    ],
)
def test_a_wrong_cell_is_not_reported_as_an_empty_one_too(
    wrong: str | None, told: list[str]
) -> None:
    found = [links.PERIODE_INCOMPLETE.report(Place("c.xlsx", "Réunions", "D2"))]
    found += [cells.DATE_ILLISIBLE.report(Place("c.xlsx", "Réunions", wrong))] if wrong else []
    assert sorted(problem.code for problem in drop_consequences(found, ())) == told
