"""« Vouliez-vous dire … ? » never says the contrary of what was typed: a reader in a hurry would
take it (docs/rules/workbooks.md#suggestions).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from clu_batch import parse
from clu_batch.parse import ChoiceList
from clu_batch.records.engagements import Engagement
from clu_batch.records.participants import Presence, Suppleance
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.seances import build_without_reunion
from tests.check.test_exports import J, charge
from tests.conftest import write_workbook

SENS = {
    "Très satisfait": "satisfait",
    "Plutôt satisfait": "satisfait",
    "Plutôt insatisfait": "insatisfait",
    "Très insatisfait": "insatisfait",
    "Sans opinion": "exclu",
}
ACCORD = {
    "Tout à fait d’accord": "satisfait",
    "Plutôt d’accord": "satisfait",
    "Plutôt pas d’accord": "insatisfait",
    "Pas du tout d’accord": "insatisfait",
}


def suggere(typed: str, sens: dict[str, str]) -> object:
    lu = ChoiceList(list(sens), {}, sens).parse(typed)
    assert lu.valeur is None, lu
    return lu.faits.get("proche")


@pytest.mark.parametrize(
    ("typed", "sens", "proche"),
    [
        ("Trés satifait", SENS, "Très satisfait"),
        ("Plutot insatifait", SENS, "Plutôt insatisfait"),
        ("Sans opinon", SENS, "Sans opinion"),
        ("Tout a fait daccord", ACCORD, "Tout à fait d’accord"),
        ("Plutot pas d'acord", ACCORD, "Plutôt pas d’accord"),
        ("Pas du tout satisfait(e)", SENS, None),
        ("Ps du tout satisfait", SENS, None),
        ("Peu satisfait", SENS, None),
        ("Plutôt pas satisfait", SENS, None),
        ("Plutôt mécontent", SENS, None),
        ("Moyennement satisfait", SENS, None),
        ("Guère satisfait", SENS, None),
        ("Rarement satisfait", SENS, None),
        ("Satisfait", SENS, None),  # nobody knows whether « très » or « plutôt » was meant
        ("Insatisfait", SENS, None),
        ("Plutôt en désaccord", ACCORD, None),
        ("Plutôt dacord pas", ACCORD, None),
        ("Sans", SENS, None),
        ("Unsatisfait", {"Satisfait": "satisfait", "Pas satisfait": "insatisfait"}, None),
        (
            "Imsatisfait",
            {"Satisfait": "satisfait", "Insatisfait": "insatisfait"},
            "Insatisfait",
        ),
        ("Desagréable", {"Agréable": "satisfait", "Pénible": "insatisfait"}, None),
    ],
)
def test_an_answer_is_suggested_only_if_it_is_misspelt(
    typed: str, sens: dict[str, str], proche: str | None
) -> None:
    assert suggere(typed, sens) == proche


@pytest.mark.parametrize(
    ("typed", "choices", "short", "coded"),
    [
        ("A1", SENS, {}, True),
        ("AO02", SENS, {}, True),
        ("ao_3", SENS, {}, True),
        ("A 4", SENS, {}, True),
        ("3", SENS, {}, True),
        (3.0, SENS, {}, True),
        ("A1.", SENS, {}, False),
        ("Bof", SENS, {}, False),
        ("SQ0001", SENS, {}, False),
        ("2026", SENS, {}, False),
        ("06 12 34 56 78", SENS, {}, False),
        (
            "B2",
            SENS,
            {"A1": "Très satisfait"},
            False,
        ),  # the codes are declared, and not this one
        ("7", {"5": "satisfait", "1": "insatisfait"}, {}, False),
    ],
)
def test_an_answer_that_is_a_code_is_told_as_one(
    typed: object, choices: dict[str, str], short: dict[str, str], *, coded: bool
) -> None:
    lu = ChoiceList(list(choices), short, choices).parse(typed)
    assert lu.valeur is None
    assert lu.defaut is not None
    assert (lu.defaut.code == "reponse-codee") is coded
    assert lu.defaut.mutilates


CANAUX = ("courriel", "formulaire en ligne", "courrier", "guichet", "téléphone")


@pytest.mark.parametrize(
    ("typed", "proche"),
    [
        ("courier", "courrier"),
        ("Courriers.", "courrier"),
        ("courir", "courrier"),
        ("coursier", "courrier"),
        ("couriel", "courriel"),
        ("courrielle", "courriel"),
        ("Courril", "courriel"),
        ("corriel", "courriel"),
        ("Courrierl", None),  # as near to the one as to the other
        ("courrie", None),
        ("Courrie.", None),
        ("courrieel", "courriel"),
        ("courrierr", "courrier"),
    ],
)
def test_a_canal_is_suggested_only_if_it_is_not_as_near_to_another(
    typed: str, proche: str | None
) -> None:
    assert parse.find_closest(typed, CANAUX) == proche
    lu = ChoiceList(CANAUX).parse(typed)
    assert (lu.valeur or lu.faits.get("proche")) == proche


def test_nothing_is_suggested_between_answers_that_do_not_count_alike() -> None:
    assert suggere("Conten", {"Content": "satisfait", "Contenu": "insatisfait"}) is None
    assert suggere("Conten", {"Content": "satisfait", "Contenu": "satisfait"}) is not None


@pytest.mark.parametrize("typed", ["11", "100", "8,5", "1O", "-1"])
def test_no_note_is_a_misspelling_of_another(typed: str) -> None:
    notes = {str(note): str(note) for note in range(11)}
    assert suggere(typed, notes) is None


@pytest.mark.parametrize(
    ("choices", "typed"),
    [
        (Suppleance.sheet.find_column("Décision").choices, "pas admise"),
        (Suppleance.sheet.find_column("Décision").choices, "inadmise"),
        (Suppleance.sheet.find_column("Décision").choices, "nonadmise"),
        (Reclamation.sheet.find_column("Qualification").choices, "infondée"),
        (Reclamation.sheet.find_column("Qualification").choices, "pas fondée"),
        (Reclamation.sheet.find_column("Qualification").choices, "peu fondée"),
        (Presence.sheet.find_column("Statut").choices, "non excusé"),
        (Presence.sheet.find_column("Statut").choices, "pas présent"),
        (Engagement.sheet.find_column("Sens de la cible").choices, "au pire"),
        (Engagement.sheet.find_column("Sens de la cible").choices, ">"),
        (("à étudier", "retenue", "en cours", "réalisée", "non retenue"), "pas retenue"),
        (("Oui", "Non"), "Nui"),
    ],
)
def test_no_list_suggests_the_contrary(choices: Sequence[str], typed: str) -> None:
    assert ChoiceList(choices).parse(typed).faits.get("proche") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("satisfait", "pas satisfait"),
            ("satisfaite", "insatisfait"),
            ("content", "mécontent"),
            ("agréable", "Désagréable"),
        ),
        *(
            ("lisible", "illisible"),
            ("poli", "impoli"),
            ("régulier", "irrégulier"),
            ("adroit", "maladroit"),
            ("fondée", "non fondée"),
        ),
        *(
            ("délai trop long", "délai trop court"),
            ("au plus", "au moins"),
            ("Délai suspendu du", "Délai suspendu au"),
        ),
        *(
            ("ouverture", "fermeture"),
            ("avec rendez-vous", "sans rendez-vous"),
            ("toujours clair", "jamais clair"),
            ("insatifait", "satisfait"),
        ),
    ],
)
def test_two_texts_say_the_contrary(one: str, other: str) -> None:
    assert parse.is_opposite(one, other)
    assert parse.is_opposite(other, one)
    assert parse.find_closest(one, [other], 0.3) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("présant", "présent"),
        ("Inntitulé", "Intitulé"),
        ("Reclamation", "Réclamations"),
        ("non fondé", "non-fondée"),
        ("sans objets", "Sans objet"),
    ],
)
def test_a_misspelling_says_no_contrary(one: str, other: str) -> None:
    assert not parse.is_opposite(one, other)


REPONSES = "Date;QG\n12/03/2026;{}\n"


@pytest.mark.parametrize(
    ("typed", "debut"),
    [
        ("Pas du tout satisfait(e)", "Si cette réponse"),
        ("Plutot satifait", "Vouliez-vous dire « Plutôt satisfait » ? Si cette réponse"),
    ],
)
def test_the_message_names_the_two_ways(tmp_path: Path, typed: str, debut: str) -> None:
    (tmp_path / "export.csv").write_text(REPONSES.format(typed), "utf-8")
    problems = charge(tmp_path, ["export", None, None, "Réponses"], satisfaction=True).problems
    (problem,) = [p for p in problems if p.code in {"reponse-hors-echelle", "reponse-proche"}]
    assert problem.que_faire.startswith(debut)
    assert "feuille Échelles" in problem.que_faire
    assert "Équivalences" in problem.que_faire
    assert "n’entre dans aucun taux" in problem.que_faire  # true too of a row that is left out


def test_a_filter_is_not_told_the_contrary_either(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(REPONSES.format("Plutôt satisfait"), "utf-8")
    locaux = [
        ["Code", "Libellé", "Feuille", "Compter"],
        ["L1", "Insatisfaits", "Réponses", "QG = Plutôt insatisfait"],
        ["L2", "Satisfaits", "Réponses", "QG = Plutot satifait"],
    ]
    write_workbook(tmp_path / "engagements.xlsx", {"Indicateurs locaux": locaux})
    charged = charge(tmp_path, ["export", None, None, "Réponses"], satisfaction=True)
    _, problems = bilan_de_seance.compute_general(charged.registre, build_without_reunion(J))
    conseils = {
        p.place.cell: p.attendu for p in problems if p.code == "valeur-de-filtre-absente"
    }
    assert conseils == {
        "D2": "une valeur que la colonne contient",
        "D3": "une valeur que la colonne contient ; vouliez-vous dire « Plutôt satisfait » ?",
    }


@pytest.mark.parametrize(
    "typed",
    [
        "e" * 32767,
        "e" * 32766 + "z",
        "a/" * 16000,
        "satisfait " * 3200,
        "<a " * 10000,
        "&amp;" * 6000,
    ],
)
def test_nothing_waits_for_a_cell_that_is_full(typed: str) -> None:
    """32 767 signs, the most that a cell holds: a pattern that tried each of their pairs would take
    minutes.
    """
    assert suggere(typed, SENS) is None
