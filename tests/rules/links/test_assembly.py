"""Checked tables linked together: what only shows between two sheets is found, at its cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from fractions import Fraction

import pytest

from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.kernel.problems import Problem, Severity
from clu_batch.parse import ChoiceList, fold_header
from clu_batch.records import SHEETS
from clu_batch.records.engagements import Engagement, Resultat
from clu_batch.records.enquete import Enquete
from clu_batch.records.parametres import (
    AUTRES_CANAUX,
    CANAUX_ELECTRONIQUES,
    REGLAGES,
    Fermeture,
    LigneParametre,
    Unite,
)
from clu_batch.records.question import Modalite, Question
from clu_batch.records.reponse import Depouillement
from clu_batch.rules.jours import build_calendrier
from clu_batch.rules.links import (
    comite,
    confidentialite,
    depouillement,
    engagements,
    satisfaction,
)
from clu_batch.rules.links.fermetures import assemble_calendrier
from clu_batch.rules.links.parametres import assemble_parametres
from clu_batch.rules.links.reunions import ReunionContext
from clu_batch.rules.model import Comite, Parametres
from tests.support.folders import ROOT
from tests.support.raw_sheets import list_column, list_lines
from tests.support.results import list_results
from tests.support.text_tables import frame, rows, type_lines, with_cells

J = dt.date(2026, 11, 23)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
MEMBRES = """
Code | Collège  | Fonction                | Organisme
SG   | Services | Le secrétaire général   | Préfecture
UFC  | Usagers  | Le représentant         | UFC-Que Choisir
"""
REUNIONS_TYPEES = """
Date       | Lieu  | N°
11/06/2026 | Salle | 2026-1
10/12/2026 | Salle | 2026-2
"""


def place(problem: Problem) -> str:
    return f"{problem.code} {problem.place.sheet}!{problem.place.cell}"


def assemble(
    annexes: Sequence[str] = (), **sheets: str
) -> tuple[Comite, list[str], list[Problem]]:
    """The committee from text tables; sheet names without spaces nor accents stand for
    themselves.
    """
    tables = {sheet.name: CheckedRows(sheet) for sheet in SHEETS}
    typed = {
        "Composition": MEMBRES,
        "Réunions": REUNIONS_TYPEES,
        **{name.replace("_", " "): text for name, text in sheets.items()},
    }
    tables |= {name: rows(BY_NAME[name], text) for name, text in typed.items()}
    committee, problems = comite.assemble_comite(
        tables, ReunionContext(build_calendrier("Métropole", range(2026, 2027)), J, 15), annexes
    )
    return committee, [place(problem) for problem in problems], problems


# -- meetings and members --------------------------------------------------------------------------


def test_a_sound_committee_has_no_problem() -> None:
    committee, problems, _ = assemble()
    assert [m.code for m in committee.membres] == ["SG", "UFC"]
    assert [r.numero for r in committee.reunions] == ["2026-1", "2026-2"]
    assert problems == []


@pytest.mark.parametrize(
    ("rows", "attendu"),
    [
        ("11/06/2026 | Salle | 1\n11/06/2026 | Salle | 2", ["reunion-repetee Réunions!A3"]),
        ("14/07/2026 | Salle | 1", ["reunion-jour-chome Réunions!A2"]),
        ("13/12/2026 | Salle | 1", ["reunion-jour-chome Réunions!A2"]),  # a Sunday
    ],
)
def test_what_is_wrong_with_a_meeting(rows: str, attendu: list[str]) -> None:
    _, problems, _ = assemble(Réunions="Date | Lieu | N°\n" + rows)
    assert problems == attendu


@pytest.mark.parametrize(
    ("bornes", "attendu"),
    [
        ("01/01/2026 | 31/12/2026", []),
        ("01/01/2026 | ", ["periode-incomplete Réunions!D2"]),
        (" | 31/12/2026", ["periode-incomplete Réunions!C2"]),
        ("31/12/2026 | 01/01/2026", ["fin-avant-debut Réunions!D2"]),
    ],
)
def test_the_bounds_of_a_period(bornes: str, attendu: list[str]) -> None:
    _, problems, _ = assemble(
        Réunions=f"Date | Lieu | Période du | Période au\n10/12/2026 | Salle | {bornes}"
    )
    assert problems == attendu


def test_rows_that_cite_a_postponed_meeting_follow_it() -> None:
    reported = (
        "Date | Lieu | N° | Statut | Reportée au\n10/12/2026 | Salle | 2026-2 | reportée |"
        " 17/12/2026"
    )
    agenda = "Réunion | N° | Point\n2026-2 | 1 | Bilan"
    committee, problems, _ = assemble(Réunions=reported, Ordre_du_jour=agenda)
    assert [(r.date.day, r.statut) for r in committee.reunions] == [
        (10, "reportée"),
        (17, None),
    ]
    assert [p.reunion for p in committee.ordre_du_jour] == [dt.date(2026, 12, 17)]
    assert problems == []


@pytest.mark.parametrize(
    ("dates", "attendu"),
    [
        (" | 30/06/2026\n01/07/2026 | ", []),
        (" | 30/06/2026\n30/06/2026 | ", ["titulaires-en-meme-temps Composition!A3"]),
        (" | \n | ", ["titulaires-en-meme-temps Composition!A3"]),
    ],
)
def test_successive_holders_of_a_seat_do_not_overlap(dates: str, attendu: list[str]) -> None:
    rows = "\n".join(
        f"SG | S | Le secrétaire général | P | {bounds}" for bounds in dates.split("\n")
    )
    _, problems, _ = assemble(
        Composition=f"Code | Collège | Fonction | Organisme | Depuis le | Jusqu'au\n{rows}"
    )
    assert problems == attendu


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("a@b.fr", ("a@b.fr",), ""),
        (" a@b.fr ; c@d.fr", ("a@b.fr", "c@d.fr"), ""),
        (
            "a@b.fr, c@d.fr",
            ("a@b.fr", "c@d.fr"),
            "adresse-nettoyee",
        ),  # several are parted by « ; »
        ("a@b.fr et c@d.fr", ("a@b.fr", "c@d.fr"), "adresse-nettoyee"),
        ("<a@b.fr>", ("a@b.fr",), "adresse-nettoyee"),
        ("La présidence <a@b.fr>", ("a@b.fr",), "adresse-nettoyee"),
        ("jean a@b.fr", (), "adresse-douteuse"),
        ("a b.fr; c@d.fr", ("c@d.fr",), "adresse-douteuse"),
        ("a@b", (), "adresse-douteuse"),
        *(
            (wrong, (), "adresse-douteuse")
            for wrong in ("rené@b.fr", "a..b@c.fr", "a@c..fr", "a.@c.fr", "a@-c.fr")
        ),
        (
            "a.b+c@d-e.gouv.fr; o'a@préfecture.fr",
            ("a.b+c@d-e.gouv.fr", "o'a@préfecture.fr"),
            "",
        ),
    ],
)
def test_addresses_are_cleaned_and_doubtful_ones_left_out(
    typed: str, kept: tuple[str, ...], said: str
) -> None:
    committee, problems, _ = assemble(
        Composition=f"Code | Collège | Fonction | Organisme | Courriel\nSG | S | F | P | {typed}"
    )
    assert committee.membres[0].courriels == kept
    assert problems == ([f"{said} Composition!E2"] if said else [])


# -- what cites a meeting or a member --------------------------------------------------------------


def test_an_unknown_member_is_told_with_the_closest_code() -> None:
    committee, problems, told = assemble(
        Suppléances=(
            "Réunion | Membre | Nom | Fonction\n2026-2 | ufc | N | F\n2026-2 | UFCC | N | F\n2026-9"
            " | SG | N | F"
        )
    )
    assert [s.membre for s in committee.suppleances] == ["UFC"]
    assert problems == ["membre-inconnu Suppléances!B3", "reunion-inconnue Suppléances!A4"]
    assert told[0].trouve == "le membre « UFCC » n’existe pas dans Composition"
    assert told[0].attendu.endswith("vouliez-vous dire « UFC » ?")


@pytest.mark.parametrize(
    ("cited", "day", "attendu"),
    [
        ("2026-02", 10, []),
        ("2026/2", 10, []),
        ("N° 2026-2", 10, []),
        # what Excel makes of « 2026-2 »
        ("01/02/2026", 10, ["numero-devenu-date Ordre du jour!A2"]),
        ("10/12/2026", 10, []),
        ("01/03/2026", None, ["reunion-inconnue Ordre du jour!A2"]),
        ("02/02/2026", None, ["reunion-inconnue Ordre du jour!A2"]),
    ],
)
def test_a_meeting_is_cited_by_its_date_or_its_number(
    cited: str, day: int | None, attendu: list[str]
) -> None:
    committee, problems, _ = assemble(
        Ordre_du_jour=f"Réunion | N° | Point\n{cited} | 1 | Bilan"
    )
    assert [p.reunion.day for p in committee.ordre_du_jour] == ([day] if day else [])
    assert problems == attendu


def test_the_point_of_a_guest_is_spelled_as_in_the_agenda() -> None:
    committee, problems, _ = assemble(
        Ordre_du_jour="Réunion | N° | Point\n2026-2 | 1. | Bilan\n2026-2 | 2.1 | Suites",
        Invités=(
            "Réunion | Collège | Organisme | Nom | Point\n2026-2 | Usagers | A |  | point 1\n2026-2"
            " | Usagers | B |  | 2,1"
        ),
    )
    assert [i.point for i in committee.invites] == ["1", "2.1"]
    assert problems == []


def test_a_guest_is_invited_for_a_point_of_the_agenda() -> None:
    committee, problems, _ = assemble(
        Ordre_du_jour="Réunion | N° | Point\n2026-2 | 1 | Bilan\n2026-2 | 1 | Encore",
        Invités=(
            "Réunion | Collège | Organisme | Nom | Point\n2026-2 | usagers | Asso |  | 1\n2026-2 |"
            " Autres | Autre asso |  | 7\n2026-2 | Usagers |  |  | "
        ),
    )
    assert [(i.college, i.point) for i in committee.invites] == [
        ("Usagers", "1"),
        ("Autres", "7"),
    ]
    assert problems == [
        "college-inconnu Invités!B3",
        "invite-sans-nom Invités!C4",
        "point-repete Ordre du jour!B3",
        "point-inconnu Invités!E3",
    ]


def test_an_attendance_row_is_a_member_a_guest_or_a_named_person() -> None:
    committee, problems, _ = assemble(
        Invités="Réunion | Collège | Organisme | Nom\n2026-1 | Usagers | Une association | ",
        Présences=(
            "Réunion | Membre | Statut | Nom\n2026-1 | sg | présent | \n2026-1 | Une Association |"
            " présent | \n2026-1 | Un lycée | présent | N\n2026-1 | Un lycée | présent | "
        ),
    )
    assert [(p.membre, p.invite is not None) for p in committee.presences] == [
        ("SG", False),
        (None, True),
        (None, False),
    ]
    assert problems == ["personne-sans-nom Présences!B5"]


@pytest.mark.parametrize(
    ("row", "attendu"),
    [
        ("Un lycée | présent | | Le proviseur", []),
        ("Mission locale | excusé | | La directrice", []),
        ("CAF de la Drôme | | | conseillère numérique", []),
        ("Association des maires | absent | | président", []),
        ("Un lycée | présent | N | Le proviseur", []),
        ("SGG | présent | | Le secrétaire général", ["organisme-proche Présences!B2"]),
        ("Un lycée | présent | | ", ["personne-sans-nom Présences!B2"]),
        ("Mme Martin | présent | | Interprète", ["personne-sans-nom Présences!B2"]),
        ("M. Durand | présent | | Interprète", ["personne-sans-nom Présences!B2"]),
        ("Madame Martin | présent | Martin | Interprète", []),
        ("Maître Dupont | présent | | Avocate", ["personne-sans-nom Présences!B2"]),
        ("sg | présent | | Le secrétaire général", []),  # a member: never a body besides
        ("S.G. | présent | | Le chef", ["organisme-lu-comme-membre Présences!B2"]),
    ],
)
def test_an_outside_body_is_known_by_the_function_of_who_came(
    row: str, attendu: list[str]
) -> None:
    committee, problems, _ = assemble(
        Présences=f"Réunion | Membre | Statut | Nom | Fonction\n2026-1 | {row}"
    )
    assert problems == attendu
    kept = "personne-sans-nom Présences!B2" not in attendu
    assert len(committee.presences) == kept


def test_a_proposition_is_printed_under_its_body_or_college() -> None:
    committee, problems, _ = assemble(
        Propositions=(
            "N° | Réunion | Membre | Nature | Texte\nP1 | 2026-1 | UFC | avis | T\nP2 | 2026-1 |"
            " usagers | avis | T\nP3 | 2026-1 | XYZ | avis | T"
        )
    )
    assert [p.auteur for p in committee.propositions] == ["UFC-Que Choisir", "Usagers"]
    assert problems == ["auteur-inconnu Propositions!C4"]


@pytest.mark.parametrize(
    ("typed", "rubrique", "attendu"),
    [
        ("Réclamation", "réclamations", []),
        ("Enquêtes de satisfaction", "satisfaction", []),
        ("Engagements de service", "engagements", []),
        ("Document type", "documents types", []),
        ("Modalités d’appui", "modalités d'appui", []),
        ("Compte-rendu précédent", "compte rendu précédent", []),
        ("Questions diverses", "Questions diverses", []),
        ("Documents divers", "Documents divers", []),
        ("réclammations", "réclammations", ["rubrique-proche Ordre du jour!D2"]),
        ("", None, []),
    ],
)
def test_a_rubrique_is_of_the_list_or_free(
    typed: str, rubrique: str | None, attendu: list[str]
) -> None:
    committee, problems, _ = assemble(
        Ordre_du_jour=f"Réunion | N° | Point | Rubrique\n2026-2 | 1 | Bilan | {typed}"
    )
    assert [p.rubrique for p in committee.ordre_du_jour] == [rubrique]
    assert problems == attendu


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("note.PDF", "Note.pdf"),
        ("annexes/Note.pdf", "Note.pdf"),
        (r"C:\Dossiers\Note.pdf", "Note.pdf"),
        ("note", "Note.pdf"),  # Windows hides the extension
        ("Plan", None),  # two files have this name
        ("Plan.odt", "Plan.odt"),
        ("Notes.pdf", None),
    ],
)
def test_a_file_is_named_as_the_folder_shows_it(typed: str, found: str | None) -> None:
    agenda = f"Réunion | N° | Point | Fichier\n2026-2 | 1 | Bilan | {typed}"
    committee, problems, _ = assemble(
        annexes=["Note.pdf", "Plan.odt", "Plan.pdf"], Ordre_du_jour=agenda
    )
    assert [p.fichier for p in committee.ordre_du_jour] == [found]
    assert problems == ([] if found else ["fichier-absent Ordre du jour!D2"])


def test_a_file_is_found_whatever_its_case_and_an_absent_one_is_not_joined() -> None:
    documents = (
        "Réunion | Intitulé | Nature | Fichier\n2026-2 | A | courrier | note.PDF\n2026-2 | B |"
        " courrier | autre.pdf"
    )
    committee, problems, _ = assemble(annexes=["Note.pdf"], Documents_types=documents)
    assert [d.fichier for d in committee.documents_types] == ["Note.pdf", None]
    assert problems == ["fichier-absent Documents types!D3"]


def test_help_without_a_meeting_is_for_all_of_them() -> None:
    committee, problems, _ = assemble(
        **{
            "Modalités_d'appui": (
                "Modalité | Réunion\nPoint numérique | \nPermanence | 2026-1\nAutre | 2030-1"
            )
        }
    )
    assert [
        (m.modalite, m.reunion and m.reunion.month) for m in committee.modalites_d_appui
    ] == [
        ("Point numérique", None),
        ("Permanence", 6),
    ]
    assert problems == ["reunion-inconnue Modalités d'appui!B4"]


# -- settings and calendar -------------------------------------------------------------------------


def settings(*lines: tuple[str, object]) -> tuple[Parametres, list[str]]:
    names = "\n".join(f"{name} | x" for name, _ in lines)
    known = rows(LigneParametre.sheet, f"Paramètre | Valeur\n{names}")
    typed = with_cells(known, valeur=[value for _, value in lines])
    parametres, problems = assemble_parametres(typed)
    return parametres, [place(problem) for problem in problems]


BASE = (("Préfecture", "Préfecture du Gard"), ("Ville", "Nîmes"))


@pytest.mark.parametrize(
    ("nom", "valeur", "champ", "lu"),
    [
        ("Délai de réponse", 15.0, "delai_reponse", 15),
        ("délai de réponse", "15", "delai_reponse", 15),
        (
            "Délai d’accusé de réception papier",
            None,
            "delai_ar_papier",
            None,
        ),  # empty: not measured
        ("Délai de suppléance", None, "delai_suppleance", 2),  # empty: the default
        ("Décompte du délai de suppléance", "j-2", "decompte_suppleance", "J-2"),
        ("Cible de satisfaction", 0.85, "cible_satisfaction", Fraction(17, 20)),
        ("Cible de satisfaction", "85 %", "cible_satisfaction", Fraction(17, 20)),
        ("Compte rendu aux excusés", "Non", "compte_rendu_aux_excuses", False),
        ("Territoire", 30.0, "territoire", "30"),
        # a name with its star is the same name
        ("Préfecture *", "x", "prefecture", "Préfecture du Gard"),
        ("Unité du délai de réponse", "francs", "unite_reponse", "jours francs"),
        ("Unité du délai de suppléance", "Ouvrés", "unite_suppleance", "jours ouvrés"),
        ("Décompte du délai de suppléance", "pleins", "decompte_suppleance", "jours pleins"),
        ("Nombre minimal de réponses", 9999.0, "minimum_reponses", 9999),
        (
            "Réunion à produire",
            dt.date(2026, 12, 10),
            "reunion_a_produire",
            dt.date(2026, 12, 10),
        ),
        ("Réunion à produire", "2026-2", "reunion_a_produire", "2026-2"),
        (
            "Canaux électroniques",
            "Portail ; courriel",
            "canaux_electroniques",
            "Portail ; courriel",
        ),
        # empty: the default, never « all paper »
        ("canaux electroniques", None, "canaux_electroniques", CANAUX_ELECTRONIQUES),
        ("Canaux électroniques", " ; ", "canaux_electroniques", CANAUX_ELECTRONIQUES),
        ("Autres canaux", ";;\n", "autres_canaux", AUTRES_CANAUX),
    ],
)
def test_a_setting_is_read_in_its_kind(
    nom: str, valeur: object, champ: str, lu: object
) -> None:
    parametres, problems = settings(*BASE, (nom, valeur))
    assert getattr(parametres, champ) == lu
    assert problems == (["parametre-repete Paramètres!A4"] if champ == "prefecture" else [])


@pytest.mark.parametrize(
    ("rows", "attendu"),
    [
        ([("Délai de réponse", "quinze")], ["parametre-faux Paramètres!B4"]),
        ([("Unité du délai de réponse", "semaines")], ["parametre-faux Paramètres!B4"]),
        ([("Territoire", "Atlantide")], ["parametre-faux Paramètres!B4"]),
        ([("Délai de réponse", 1e9)], ["parametre-faux Paramètres!B4"]),  # no date is that far
        ([("Réunion à produire", "31/02/2026")], ["parametre-faux Paramètres!B4"]),
        ([("Cible de satisfaction", 1.0)], ["pourcentage-un Paramètres!B4"]),
        ([("Réunion à produire", "10/12/26")], ["annee-sur-deux-chiffres Paramètres!B4"]),
        (
            [("Date du jour", dt.date(1926, 11, 23)), ("Données d'exemple", "oui")],
            ["parametre-faux Paramètres!B4"],
        ),
        ([("Délai de reponsse", 15.0)], ["parametre-inconnu Paramètres!A4"]),
        ([("Ville", "Alès")], ["parametre-repete Paramètres!A4"]),
        (
            [("Date du jour", dt.date(2026, 11, 23))],
            ["date-du-jour-sans-exemple Paramètres!B4"],
        ),
        ([("Date du jour", dt.date(2026, 11, 23)), ("Données d'exemple", "oui")], []),
        # the other list is the default
        (
            [("Canaux électroniques", "courriel; borne")],
            ["canal-dans-les-deux-listes Paramètres!B4"],
        ),
        ([("Autres canaux", "Guichet; E-mails")], ["canal-dans-les-deux-listes Paramètres!B4"]),
        (
            [
                ("Canaux électroniques", "courriel; borne"),
                ("Autres canaux", "guichet; Bornes; urne; courriels"),
            ],
            [
                "canal-dans-les-deux-listes Paramètres!B5",
                "canal-dans-les-deux-listes Paramètres!B5",
            ],
        ),
        ([("Canaux électroniques", "courriel; borne"), ("Autres canaux", "guichet")], []),
    ],
)
def test_what_is_wrong_with_a_setting(
    rows: list[tuple[str, object]], attendu: list[str]
) -> None:
    parametres, problems = settings(*BASE, *rows)
    assert problems == attendu
    assert (parametres.delai_reponse, parametres.unite_reponse, parametres.territoire) == (
        None,
        "jours ouvrés",
        "Métropole",
    )


@pytest.mark.parametrize(
    ("nom", "valeur", "attendu"),
    [
        ("Adresses", "x", "« Adresse »"),
        ("Téléphone", "x", "« Téléphone du secrétariat »"),
        ("Courriel secrétariat", "x", "« Courriel du secrétariat »"),
        ("Unité du délai de suppléance", "jours ouvrabels", "« jours ouvrables »"),
        ("Territoire", "Guadeloup", "« Guadeloupe »"),
        ("Convocation", "colective", "« collective »"),
    ],
)
def test_a_setting_badly_typed_is_told_with_the_closest(
    nom: str, valeur: str, attendu: str
) -> None:
    line = rows(LigneParametre.sheet, f"Paramètre | Valeur\n{nom} | x")
    known = with_cells(line, valeur=[valeur])
    _, problems = assemble_parametres(known)
    assert problems[0].attendu.endswith(f"vouliez-vous dire {attendu} ?")


def test_the_two_settings_that_every_document_prints_are_required() -> None:
    assert settings(("Préfecture", None))[1] == [
        "parametre-manquant Paramètres!B2",
        "parametre-manquant Paramètres!",
    ]


@pytest.mark.parametrize(
    ("adresse", "ville"),
    [
        ("3 boulevard Vauban\n26000 Valence", "Valence"),
        ("10 avenue Feuchères, 30000 Nîmes ", "Nîmes"),
        ("12 rue du Port, 85000 La Roche-sur-Yon", "La Roche-sur-Yon"),
        ("CS 1234\n26030 Valence cedex 9", "Valence"),
        ("26030 VALENCE CEDEX 9", None),
        ("3 boulevard Vauban, Valence", None),
        ("26000 Valence, 2e étage", None),
        ("", None),
    ],
)
def test_a_town_not_typed_is_the_one_that_ends_the_address(
    adresse: str, ville: str | None
) -> None:
    parametres, problems = settings(
        ("Préfecture", "Préfecture de la Drôme"), ("Adresse", adresse)
    )
    assert parametres.ville == ville
    assert ("parametre-manquant Paramètres!" in problems) is (ville is None)


def test_a_town_that_was_typed_stays() -> None:
    typed = settings(("Ville", "Nîmes"), ("Adresse", "1 rue Haute, 30100 Alès"))
    assert typed[0].ville == "Nîmes"


def test_each_declared_setting_is_a_field_whose_default_is_declared() -> None:
    fields = {reglage.field: reglage.default for reglage in REGLAGES}
    assert fields == {
        reglage.field: getattr(Parametres(), reglage.field) for reglage in REGLAGES
    }


def test_closing_days_and_worked_holidays_make_the_calendar() -> None:
    known = rows(
        Fermeture.sheet,
        "Date | Jusqu'au | Motif | Nature\n24/12/2026 | 31/12/2026 | congés | \n25/05/2026 |  |"
        " solidarité | ouverture\n31/05/2026 |  |  | ouverture\n02/01/2026 | 01/01/2026 | | ",
    )
    days, problems = assemble_calendrier("Métropole", range(2026, 2027), known)
    assert not days.is_counted(dt.date(2026, 12, 28), Unite.OUVRES)
    assert days.is_counted(dt.date(2026, 12, 28), Unite.OUVRABLES)
    assert days.is_jour_de_bureau(dt.date(2026, 5, 25))
    assert [place(p) for p in problems] == [
        "ouverture-du-dimanche Jours de fermeture!A4",
        "fin-avant-debut Jours de fermeture!B5",
    ]


# -- surveys and commitments -----------------------------------------------------------------------

SCALES = rows(
    Modalite.sheet,
    "Échelle | Réponse possible | Ordre | Compte comme | Saisie abrégée\nSatisfaction | Peu"
    " satisfait | 2 | insatisfait | 2\nSatisfaction | Satisfait | 1 | satisfait | 1",
)


def asked(lines: str) -> tuple[list[Question], list[str]]:
    known = rows(Question.sheet, "Code | Libellé | Échelle\n" + lines)
    questions, problems = satisfaction.read_questions(
        known, satisfaction.read_echelles(SCALES)[0]
    )
    return questions, [place(problem) for problem in problems]


def test_a_question_has_its_scale_in_order() -> None:
    questions, problems = asked(
        "Q1 | Accueil | satisfaction\nQ2 | Réponse ? | Oui/Non\nQ3 | Note | note 0-10\nQ4 | Mot |"
        " texte"
    )
    assert [[m.texte for m in q.modalites] for q in questions] == [
        ["Satisfait", "Peu satisfait"],
        ["Oui", "Non"],
        [],
        [],
    ]
    assert [c.header for c in satisfaction.make_columns(questions)] == ["Q1", "Q2", "Q3", "Q4"]
    assert satisfaction.make_columns(questions)[0].short == {
        "1": "Satisfait",
        "2": "Peu satisfait",
    }
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "echelle"),
    [
        ("SATISFACTION", "SATISFACTION"),
        ("Oui / Non", "oui/non"),
        ("oui-non", "oui/non"),
        ("Note 0 – 10", "note 0-10"),
        ("note (0-10)", "note 0-10"),
        ("Textes", "texte"),
    ],
)
def test_the_name_of_a_scale_is_read_tolerantly(typed: str, echelle: str) -> None:
    [question], problems = asked(f"Q1 | Accueil | {typed}")
    assert (question.echelle, problems) == (echelle, [])
    assert question.modalites or echelle not in {"SATISFACTION", "oui/non"}


OPTIONS = """
Échelle      | Réponse possible | Ordre | Compte comme
dem          | Carte grise      | 1     | neutre
Quel motif ? | Plainte          | 1     | neutre
ACCUEIL      | Bien             | 1     | satisfait
"""


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("DEM | Quelle démarche ? | choix unique", ["Carte grise"]),
        ("Dem | Quelle démarche ? | choix multiple", ["Carte grise"]),
        ("DEM | | Choix multiples", ["Carte grise"]),
        ("MOT | Quel motif ? | choix unique", ["Plainte"]),
        ("MOT | quel motif ? | choix", None),  # no such scale
        ("Q1 | Quelle démarche ? | choix unique", []),
        ("Q1 | DEM ? | choix unique", []),
        ("Q1 | Comment ? | Choix Multiples", []),
        ("Q1 | Combien ? | CHOIX UNIQUES", []),
        ("Q1 | Pourquoi ? | choix-unique", []),
        ("Q1 | Combien ? | note 0-10", ()),
        ("Q1 | Pourquoi ? | texte", ()),
        ("Q1 | Alors ? | oui/non", ("Oui", "Non")),
        ("Q1 | Alors ? | Accueil", ("Bien",)),
    ],
)
def test_a_choice_without_options_is_told_where_they_stand(
    line: str, options: Sequence[str] | None
) -> None:
    scales, _ = satisfaction.read_echelles(rows(Modalite.sheet, OPTIONS))
    typed = rows(Question.sheet, f"Code | Libellé | Échelle\n{line}")
    questions, problems = satisfaction.read_questions(typed, scales)
    if options is None:
        assert [place(problem) for problem in problems] == ["echelle-inconnue Questions!C2"]
        return
    assert [m.texte for m in questions[0].modalites] == list(options)
    if options != []:
        assert problems == []
        return
    [problem] = problems
    assert place(problem) == "choix-sans-option Questions!C2"
    assert problem.gravite is Severity.A_VERIFIER
    assert "« Q1 » dans la colonne Échelle" in problem.que_faire
    assert "Compte comme : neutre" in problem.que_faire


def test_the_headers_and_the_guide_say_where_the_options_of_a_choice_stand() -> None:
    notes = [
        Question.sheet.find_field("echelle").note,
        Modalite.sheet.find_field("echelle").note,
        (ROOT / "docs/guide-secretaire.md").read_text("utf-8"),
    ]
    assert all("le code de la question" in note for note in notes)
    assert "neutre" in Modalite.sheet.find_field("compte").note


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("q 1", "Q1"),
        # the question mark alone does not make another question
        ("Comment jugez-vous l'accueil", "Q1"),
        ("Comment jugez vous\nl’ACCUEIL ?", "Q1"),
        ("Q1. Comment jugez-vous l’accueil ?", "Q1"),
        ("Q1 - Comment jugez-vous l’accueil ?", "Q1"),
        ("Q1 : Comment jugez-vous l’accueil ?", "Q1"),
        # the header of a table of Excel is cut
        (f"Parmi ces lieux, {'lequel ? ' * 40}"[:255], "Q2"),
        ("Q9. Comment jugez-vous l’accueil ?", None),
        ("", None),
    ],
)
def test_a_column_of_answers_is_headed_by_the_code_the_wording_or_both(
    header: str, code: str | None
) -> None:
    questions, _ = asked(
        f"Q1 | Comment jugez-vous l’accueil ? | oui/non\nQ2 | Parmi ces lieux, {'lequel ? ' * 40} |"
        " texte\nQ3 | | texte"
    )
    names = {
        fold_header(name): c.header
        for c in satisfaction.make_columns(questions)
        for name in (*c.synonyms, c.header)
    }
    assert names.get(fold_header(header)) == code


def test_questions_without_wording_are_not_one_and_the_same() -> None:
    assert [q.code for q in asked("Q1 | | oui/non\nQ2 | | oui/non")[0]] == ["Q1", "Q2"]


def test_an_unknown_scale_and_a_repeated_question() -> None:
    questions, problems = asked(
        "Q1 | Accueil | Satisfactions\nQ2 | B | oui/non\nq2 | C | oui/non"
    )
    assert [q.code for q in questions] == ["Q2"]
    assert problems == ["echelle-inconnue Questions!C2", "question-repetee Questions!A4"]


def test_tallies_name_a_question_and_an_answer() -> None:
    questions, _ = asked(
        "Q1 | Accueil | Satisfaction\nQ2 | Suite ? | oui/non\nQ3 | Aidé par | choix multiple"
    )
    tallies, problems = depouillement.read_depouillement(
        frame(
            Depouillement.sheet,
            "Question | Réponse | Nombre | Du | Au\naccueil | 1 | 5 | 01/01/2026 | 31/01/2026\nQ2 |"
            " o | 5 | 01/01/2026 | 31/01/2026\nQ9 | Oui | 5 | 01/01/2026 | 31/01/2026\nQ1 | Bof | 5"
            " | 01/01/2026 | 31/01/2026\nQ1 | 2 | 5 | 31/01/2026 | 01/01/2026\nQ3 | Oui | 5"
            " | 01/01/2026 | 31/01/2026",
        ),
        questions,
    )
    assert list_column(tallies, "Question") == ["Q1", "Q2", None, "Q1", None, "Q3"]
    assert list_column(tallies, "Réponse")[:4] == ["Satisfait", "Oui", "Oui", ILLISIBLE]
    assert [(sheet.read, sheet.kept) for sheet in tallies.origins] == [(6, 3)]
    assert [place(p) for p in problems] == [
        "question-inconnue Dépouillement!A4",
        "reponse-inconnue Dépouillement!B5",
        "fin-avant-debut Dépouillement!E6",
        "depouillement-sans-effet Dépouillement!A7",
    ]


@pytest.mark.parametrize(
    ("cited", "typed", "attendu"),
    [
        ("L'accueil", "PEU SATISFAITS", "Peu satisfait"),
        ("l’accueil ?", "Satisfaite", "Satisfait"),
        ("Q1", "2,0", "Peu satisfait"),
        ("Q2", "yes", "Oui"),
        ("Q2", "VRAI", "Oui"),
        ("Q3", "8,0", "8"),
        ("Q3", "7,5", ILLISIBLE),
        ("Q3", "11", ILLISIBLE),
    ],
)
def test_an_answer_is_tallied_as_it_is_read_in_reponses(
    cited: str, typed: str, attendu: object
) -> None:
    questions, _ = asked(
        "Q1 | L’accueil ? | Satisfaction\nQ2 | Suite | oui/non\nQ3 | Note | note 0-10"
    )
    line = f"{cited} | {typed} | 5 | 01/01/2026 | 31/01/2026"
    tallies, _ = depouillement.read_depouillement(
        frame(Depouillement.sheet, "Question | Réponse | Nombre | Du | Au\n" + line), questions
    )
    assert list_column(tallies, "Réponse") == [attendu]


def test_a_survey_that_ends_before_it_starts_is_left_out() -> None:
    surveys, problems = satisfaction.read_enquetes(
        rows(
            Enquete.sheet,
            "Enquête | Du | Au\nE | 02/01/2026 | 01/01/2026\nF | 01/01/2026 | 02/01/2026",
        )
    )
    assert [s.nom for s in surveys] == ["F"]
    assert [place(p) for p in problems] == ["fin-avant-debut Enquêtes!C2"]


@pytest.mark.parametrize(
    ("unite", "cible", "tolerance", "lu"),
    [
        ("%", 0.85, 0.02, (Fraction(17, 20), Fraction(1, 50))),  # below 0.2: a fraction
        ("%", 85.0, 2.0, (Fraction(17, 20), Fraction(1, 50))),  # otherwise: points
        ("%", "85 %", "2 points", (Fraction(17, 20), Fraction(1, 50))),
        ("%", 0.85, "0,1 point", (Fraction(17, 20), Fraction(1, 1000))),
        ("jours", 15.0, 1.5, (Fraction(15), Fraction(3, 2))),
        ("minutes", None, None, (None, None)),
    ],
)
def test_targets_and_tolerances_are_in_the_unit(
    unite: str, cible: object, tolerance: object, lu: tuple[object, object]
) -> None:
    known = rows(
        Engagement.sheet,
        "Code | Engagement | Indicateur | Sens de la cible | Unité\nE1 | E | I | au moins |"
        f" {unite}",
    )
    known = with_cells(known, cible=[cible], tolerance=[tolerance])
    [commitment], problems = engagements.read_engagements(known)
    assert (commitment.cible, commitment.tolerance, commitment.sens) == (*lu, "≥")
    assert problems == []


def test_wrong_targets_and_repeated_commitments() -> None:
    known = rows(
        Engagement.sheet,
        "Code | Engagement | Indicateur | Sens de la cible\nE1 | E | I | ≤\nE1 | E | I | ≤",
    )
    known = with_cells(known, cible=["beaucoup", None], tolerance=["un peu", None])
    kept, problems = engagements.read_engagements(known)
    assert [(e.code, e.cible, e.tolerance) for e in kept] == [("E1", None, None)]
    assert [problem.code for problem in problems] == [
        "engagement-repete",
        "valeur-fausse",
        "valeur-fausse",
    ]


@pytest.mark.parametrize(
    ("unite", "cibles", "lues", "attendus"),
    [
        ("%", (1.0, 0.9), (Fraction(1), Fraction(9, 10)), ["pourcentage-un F2 « 1 »"]),
        ("%", ("100 %", 0.9), (Fraction(1), Fraction(9, 10)), []),
        (
            "%",
            (90.0, 0.85),
            (Fraction(9, 10), Fraction(17, 20)),
            ["pourcentages-melanges F2 « 90 »"],
        ),
        (
            "%",
            (101.0, True),
            (None, None),
            ["valeur-fausse F2 « 101 »", "valeur-fausse F3 « VRAI »"],
        ),
        ("jours", (1.0, 0.5), (Fraction(1), Fraction(1, 2)), []),
        (
            "jours",
            (-2.0, dt.date(2026, 5, 4)),
            (None, None),
            [
                "valeur-fausse F2 « -2 »",
                "valeur-devenue-date F3 la cellule contient la date « 04/05/2026 »",
            ],
        ),
        ("nombre", (-2.0, 0.0), (Fraction(-2), Fraction(0)), []),
    ],
)
def test_percents_of_commitments_follow_the_rules_of_percent_cells(
    unite: str, cibles: tuple[object, ...], lues: tuple[object, ...], attendus: list[str]
) -> None:
    head = "Code | Engagement | Indicateur | Sens de la cible | Unité | Cible\n"
    known = rows(
        Engagement.sheet, head + "\n".join(f"E{n} | E | I | ≥ | {unite} |" for n in range(2))
    )
    kept, problems = engagements.read_engagements(with_cells(known, cible=cibles))
    assert tuple(e.cible for e in kept) == lues
    shown = [p.trouve[: p.trouve.index("»") + 1].replace("\u00a0", " ") for p in problems]
    assert [
        f"{p.code} {p.place.cell} {found}" for p, found in zip(problems, shown, strict=True)
    ] == attendus


@pytest.mark.parametrize(
    ("header", "typed", "lu"),
    [
        ("Sens de la cible", ">=", "≥"),
        ("Sens de la cible", "=<", "≤"),
        ("Sens de la cible", "Au minimum", "≥"),
        ("Sens de la cible", "maximum", "≤"),
        ("Sens de la cible", "AU PLUS", "au plus"),
        ("Sens de la cible", ">", None),
        ("Unité", "Pourcentage", "%"),
        ("Unité", "jours ouvrés", "jours"),
        ("Unité", "Jour", "jours"),
        ("Unité", "mn", "minutes"),
        ("Unité", "heures", None),
    ],
)
def test_a_list_of_the_commitments_is_read_as_people_write_it(
    header: str, typed: str, lu: str | None
) -> None:
    column = Engagement.sheet.find_column(header)
    assert ChoiceList(column.choices, column.short).parse(typed).valeur == lu


@pytest.mark.parametrize(
    ("typed", "source"), [("Saisie", None), ("saisies", None), (None, None), ("Q1", "Q1")]
)
def test_a_result_is_typed_unless_a_source_is_named(
    typed: str | None, source: str | None
) -> None:
    known = rows(
        Engagement.sheet, "Code | Engagement | Indicateur | Sens de la cible\nE1 | E | I | ≤"
    )
    [commitment], _ = engagements.read_engagements(with_cells(known, source=[typed]))
    assert commitment.source == source


@pytest.mark.parametrize(
    ("sheet", "header", "text", "quoi"),
    [
        ("Réponses", "Extrait à publier", "Mme Canari m’a reçu", "le nom d’une personne"),
        ("Réponses", "Extrait à publier", "merci à madame Canari", "le nom d’une personne"),
        ("Réponses", "Extrait à publier", "M.Canari est aimable", "le nom d’une personne"),
        ("Réponses", "Extrait à publier", "Dr. Canari, Me Serin", "le nom d’une personne"),
        ("Réponses", "Extrait à publier", "monsieur de La Mare", "le nom d’une personne"),
        ("Réponses", "Extrait à publier", "La M.D.P.H. et madame la préfète", ""),
        (
            "Réponses",
            "Extrait à publier",
            "Mon dossier N° 1234567",
            "un numéro d’étranger ou de dossier",
        ),
        ("Réponses", "Extrait à publier", "Le guichet n° 12", None),
        (
            "Réclamations",
            "Action d'amélioration",
            "Titre 9912345678 retrouvé",
            "un numéro d’étranger ou de dossier",
        ),
        # who spoke is named in minutes
        ("Ordre du jour", "Relevé des échanges", "Mme Canari répond", None),
        (
            "Ordre du jour",
            "Présentation",
            "Écrire à canari@exemple.fr",
            "une adresse électronique",
        ),
        ("Propositions", "Réponse", "Appeler le 04 66 00 00 00", "un numéro de téléphone"),
        ("Engagements", "Action d'amélioration", "1 200 000 usagers en 2026", None),
    ],
)
def test_what_could_name_a_user_is_looked_at_in_the_texts_that_are_printed(
    sheet: str, header: str, text: str, quoi: str | None
) -> None:
    read = frame if BY_NAME[sheet].many else rows
    found = confidentialite.report_personal_data([read(BY_NAME[sheet], f"{header}\n{text}")])
    assert [(p.code, quoi in p.trouve) for p in found if quoi] == (
        [("donnee-personnelle", True)] if quoi else []
    )
    assert bool(found) == bool(quoi)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Mme Canari, canari@exemple.fr", "une adresse électronique|le nom d’une personne"),
        ("M. Canari au 04 66 00 00 00", "le nom d’une personne|un numéro de téléphone"),
        ("canari@exemple.fr, 0466000000", "une adresse électronique|un numéro de téléphone"),
        ("Mme Canari, malade", "le nom d’une personne|une donnée de santé"),
        ("Mme Canari et M. Serin", "le nom d’une personne"),
        (
            "Mme Canari, malade, canari@exemple.fr, 04 66 00 00 00, titre 9912345678",
            "le nom d’une personne|une donnée de santé|une adresse électronique"
            "|un numéro de téléphone|un numéro d’étranger ou de dossier",
        ),
    ],
)
def test_every_kind_of_personal_data_of_a_cell_is_named(text: str, kinds: str) -> None:
    column = f"Extrait à publier\n{text}"
    (problem,) = confidentialite.report_personal_data([frame(BY_NAME["Réponses"], column)])
    told = problem.trouve.partition("contenir ")[2]
    assert sorted(re.split(", | et (?=un|le)", told)) == sorted(kinds.split("|"))


def test_results_are_in_the_unit_of_their_commitment() -> None:
    commitments, _ = engagements.read_engagements(
        rows(
            Engagement.sheet,
            "Code | Engagement | Indicateur | Sens de la cible\nE1 | E | I | ≥",
        )
    )
    known = rows(
        Resultat.sheet,
        "Code | Du | Au\ne1 | 01/01/2026 | 30/06/2026\nE9 | 01/01/2026 | 30/06/2026\n"
        "E1 | 30/06/2026 | 01/01/2026\nE1 | 01/01/2026 | 30/06/2026",
    )
    typed = list_lines(with_cells(known, valeur=[76.0, 1.0, 1.0, "?"]))
    tallied = type_lines(Resultat.sheet, typed, known.origins)
    results, problems = engagements.read_resultats(tallied, commitments)
    assert [(r.code, r.valeur) for r in list_results(results)] == [("E1", Fraction(19, 25))]
    assert [problem.code for problem in problems] == [
        "engagement-inconnu",
        "fin-avant-debut",
        "valeur-fausse",
    ]
