"""Who sits, who comes in addition or in place of a member: what the sheets of the committee say of
the same person.
"""

from __future__ import annotations

import pytest

from tests.rules.links.test_assembly import assemble

MEMBRES_DATES = """
Code | Collège  | Fonction | Organisme | Ou son représentant | Depuis le  | Jusqu'au
SG   | Services | Le SG    | Préfecture | oui | |
UFC  | Usagers  | La F     | Ancienne union  |     | | 30/09/2026
ufc  | usager   | Le F     | Nouvelle union  |     | 01/10/2026 |
APF  | Usagers  | La D     | APF France handicap | | |
"""


def test_successive_holders_share_one_seat_however_its_code_is_written() -> None:
    committee, problems, _ = assemble(
        Composition=MEMBRES_DATES,
        Propositions=(
            "N° | Réunion | Membre | Nature | Texte\n1 | 2026-1 | Ufc | avis | T\n2 | 2026-2 | UFC"
            " | avis | T"
        ),
    )
    assert [(m.code, m.college) for m in committee.membres] == [
        ("SG", "Services"), ("UFC", "Usagers"), ("UFC", "Usagers"), ("APF", "Usagers"),
    ]  # fmt: skip
    assert [p.auteur for p in committee.propositions] == ["Ancienne union", "Nouvelle union"]
    assert problems == []


@pytest.mark.parametrize(
    ("rows", "attendu"),
    [
        ("2026-2 | UFC | N | F | 20/11/2026", []),
        ("2026-2 | UFC | N | F | 24/11/2026", ["suppleance-future Suppléances!E2"]),
        ("2026-1 | UFC | N | F | 24/11/2026", ["suppleance-future Suppléances!E2"]),
        (
            "2026-1 | UFC | N | F | \n2026-1 | ufc | M | F | ",
            ["deux-suppleants Suppléances!B3"],
        ),
        ("2026-1 | UFC | N | F | \n2026-2 | UFC | M | F | ", []),
    ],
)
def test_a_substitute_is_announced_once_and_not_in_the_future(
    rows: str, attendu: list[str]
) -> None:
    assert (
        assemble(
            Suppléances=f"Réunion | Membre | Nom | Fonction | Secrétariat informé le\n{rows}"
        )[1]
        == attendu
    )


def test_another_substitute_may_follow_the_one_that_the_chair_did_not_admit() -> None:
    rows = (
        "Réunion | Membre | Nom | Fonction | Décision\n2026-1 | UFC | N | F | non admise\n2026-1 |"
        " UFC | M | F | "
    )
    assert assemble(Suppléances=rows)[1] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [("UFCC", "UFC"), ("APF France", "APF"), ("Nouvelle unoin", "UFC"), ("ZZZ", "")],
)
def test_an_unknown_member_is_told_with_the_code_that_was_meant(typed: str, code: str) -> None:
    for sheet, row in (
        ("Suppléances", "Nom | Fonction\n2026-2 | {} | N | F"),
        ("Présences", "Statut\n2026-2 | {} | présent"),
    ):
        _, [problem], [told] = assemble(
            Composition=MEMBRES_DATES, **{sheet: "Réunion | Membre | " + row.format(typed)}
        )
        assert problem.endswith(f"{sheet}!B2")
        assert (
            told.attendu.endswith(f"vouliez-vous dire « {code} » ?")
            if code
            else "vouliez" not in told.attendu
        )


GUEST = "Réunion | Collège | Organisme | Nom | Prénom\n2026-2 | Usagers |  | Martin | Claire"


@pytest.mark.parametrize(
    "typed",
    [
        "Martin",
        "MARTIN",
        "Claire Martin",
        "Martin Claire",
        "Mme Martin",
        "Madame Claire Martin",
    ],
)
def test_a_guest_is_recognised_by_name_with_or_without_the_first_name(typed: str) -> None:
    committee, problems, _ = assemble(
        Invités=GUEST, Présences=f"Réunion | Membre | Statut\n2026-2 | {typed} | présent"
    )
    assert [p.invite is not None for p in committee.presences] == [True]
    assert problems == []


@pytest.mark.parametrize(
    ("sheet", "rows", "attendu"),
    [
        (
            "Invités",
            "Réunion | Organisme | Civilité | Nom | Courriel\n2031-9 | Lycée | Mne | N | n chez x",
            [
                "reunion-inconnue Invités!A2",
                "civilite-inconnue Invités!C2",
                "adresse-douteuse Invités!E2",
            ],
        ),
        (
            "Ordre du jour",
            "Réunion | N° | Point | Rubrique | Fichier\n2031-9 | 1 | P | satisfactoin | absent.pdf",
            [
                "reunion-inconnue Ordre du jour!A2",
                "rubrique-proche Ordre du jour!D2",
                "fichier-absent Ordre du jour!E2",
            ],
        ),
    ],
)
def test_the_other_cells_of_a_row_of_an_unknown_meeting_are_looked_at_too(
    sheet: str, rows: str, attendu: list[str]
) -> None:
    committee, problems, _ = assemble(**{sheet: rows})
    assert (*committee.invites, *committee.ordre_du_jour) == ()
    assert problems == attendu


def test_a_guest_of_an_unknown_meeting_is_not_asked_for_a_name() -> None:
    nameless = "Réunion | Organisme | Nom\n{} | |"
    assert assemble(Invités=nameless.format("2026-2"))[1] == ["invite-sans-nom Invités!B2"]
    assert assemble(Invités=nameless.format("2031-9"))[1] == ["reunion-inconnue Invités!A2"]


def test_no_suggestion_gives_the_name_of_a_person() -> None:
    _, _, told = assemble(
        Invités=GUEST,
        Présences="Réunion | Membre | Statut\n2026-2 | Martim | présent",
        Propositions="N° | Réunion | Membre | Nature | Texte\n1 | 2026-2 | Martim | avis | T",
    )
    assert len(told) == 2
    assert not any("Martin" in str(problem) for problem in told)


@pytest.mark.parametrize(
    ("rows", "attendu"),
    [
        ("2026-1 | SG | | représenté |  |  | ", []),
        ("2026-1 | UFC | | représenté |  |  | ", ["represente-sans-clause Présences!D2"]),
        ("2026-1 | UFC | représenté |  |  |  | ", ["represente-sans-clause Présences!C2"]),
        ("2026-1 | UFC | représenté | présent |  |  | ", []),
        ("2026-1 | APF | | suppléé | N |  | ", ["suppleance-non-annoncee Présences!D2"]),
        ("2026-1 | SG | | suppléé | N |  | ", []),  # announced
        ("2026-2 | UFC | | suppléé | N |  | ", []),  # the meeting has no Statut yet
        ("2026-1 | SG | | présent |  | 15:00 | 14:30", ["fin-avant-debut Présences!G2"]),
        ("2026-1 | SG | | présent |  | 14:30 | 14:30", []),
        ("2026-1 | UFCC | | présent | N |  | ", ["organisme-proche Présences!B2"]),
        ("2026-1 | Un lycée | | présent | N |  | ", []),
    ],
)
def test_what_attendance_says_that_deserves_a_look(rows: str, attendu: list[str]) -> None:
    _, problems, _ = assemble(
        Composition=MEMBRES_DATES,
        Réunions=(
            "Date | Lieu | N° | Statut\n11/06/2026 | Salle | 2026-1 | tenue\n10/12/2026 | Salle |"
            " 2026-2 |"
        ),
        Suppléances="Réunion | Membre | Nom | Fonction\n2026-1 | SG | N | F",
        Présences="Réunion | Membre | Réponse | Statut | Nom | Arrivée | Départ\n" + rows,
    )
    assert problems == attendu


def test_without_a_sheet_of_substitutes_nobody_is_unannounced() -> None:
    _, problems, _ = assemble(
        Réunions="Date | Lieu | N° | Statut\n11/06/2026 | Salle | 2026-1 | tenue",
        Présences="Réunion | Membre | Statut | Nom\n2026-1 | UFC | suppléé | N",
    )
    assert problems == []


def test_a_proposition_is_not_closed_before_its_meeting() -> None:
    _, problems, _ = assemble(
        Propositions=(
            "N° | Réunion | Membre | Nature | Texte | Clôturée le\n1 | 2026-1 | UFC | avis | T |"
            " 11/06/2026\n2 | 2026-1 | UFC | avis | T | 10/06/2026"
        )
    )
    assert problems == ["cloture-avant-la-reunion Propositions!F3"]


@pytest.mark.parametrize(
    ("arret", "attendu"),
    [("10/12/2026", []), ("11/12/2026", ["arret-apres-la-reunion Réunions!C2"])],
)
def test_figures_are_not_closed_after_the_meeting(arret: str, attendu: list[str]) -> None:
    assert (
        assemble(Réunions=f"Date | Lieu | Chiffres arrêtés au\n10/12/2026 | Salle | {arret}")[1]
        == attendu
    )
