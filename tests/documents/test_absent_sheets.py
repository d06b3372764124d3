"""An absent sheet says nothing, not even « none »: what the agenda has of it is to complete, what
it has not is not printed (docs/rules/documents.md#absent-sheets).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clu_batch.documents import compte_rendu, dossier
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import essentiel, propositions, reclamations, satisfaction
from clu_batch.kernel.exit_codes import Code
from clu_batch.rules.model import Bilan, Engagement, Etape, Point, Registre
from clu_batch.session import pipeline
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.conftest import write_workbook
from tests.support.meeting import (
    ENGAGEMENTS,
    INDICATEURS,
    JUIN,
    QUESTIONS,
    bilan,
    dit,
    indicateur,
    nombre,
    par_code,
    registre,
    simple,
)
from tests.support.prefecture import DECEMBRE, J, Lignes, feuilles
from tests.support.word_files import lignes

RIEN = bilan(
    indicateurs={},
    repartitions=(),
    engagements=(),
    engagements_precedents={},
    extraits=(),
    actions_reclamations=(),
)
BLOCS = ("engagements", "satisfaction", "réclamations", "documents types", "modalités d'appui")
FEUILLES = {
    "engagements": ("Engagements", "Résultats"),
    "satisfaction": ("Enquêtes", "Questions", "Échelles", "Réponses", "Dépouillement"),
    "réclamations": ("Réclamations",),
    "documents types": ("Documents types",),
    "modalités d'appui": ("Modalités d'appui",),
}
NOMMEES = {
    "engagements": "Engagements",
    "satisfaction": "Réponses",
    "réclamations": "Réclamations",
    "documents types": "Documents types",
    "modalités d'appui": "Modalités d’appui",
}


def sans(*feuilles: str, etat: str = "absente", **champs: object) -> Registre:
    """A register where these sheets are absent, and where nothing was expressed nor submitted."""
    vide = {"documents_types": (), "modalites_d_appui": (), "propositions": (), **champs}
    return replace(registre(**vide), feuilles_absentes=dict.fromkeys(feuilles, etat))


def points(*rubriques: str) -> tuple[Point, ...]:
    return tuple(
        Point(DECEMBRE, str(n), f"Le point {n}", rubrique)
        for n, rubrique in enumerate(rubriques, 1)
    )


def sections(quoi: str, known: Registre, due: Bilan) -> dict[str, list[str]]:
    """What stands under each heading of level 1 of the pack or of the minutes."""
    balises = (
        dossier.build_tags(MeetingContext(known, due))
        if quoi == "dossier"
        else compte_rendu.build_tags(MeetingContext(known, due))
    )
    found = balises["points"]
    assert isinstance(found, list)
    return {
        f"{section['numero']} {section['titre']}".strip(): dit(section["contenu"].elements)
        for section in found
    }


@pytest.mark.parametrize("quoi", ["dossier", "compte rendu"])
@pytest.mark.parametrize("bloc", BLOCS)
def test_on_the_agenda_an_absent_sheet_is_to_complete(quoi: str, bloc: str) -> None:
    found = sections(
        quoi,
        sans(*FEUILLES[bloc], ordre_du_jour=points(bloc, "autre")),
        replace(RIEN, seance=bilan(Etape.TENUE).seance),
    )
    manque = f"À COMPLÉTER : éléments présentés (feuille {NOMMEES[bloc]} absente)"
    releve = ["## Relevé des échanges", "À COMPLÉTER : relevé des échanges du point 1"]
    assert found["1 Le point 1"] == (
        [manque] if quoi == "dossier" else ["## Éléments présentés", manque, *releve]
    )


@pytest.mark.parametrize("quoi", ["dossier", "compte rendu"])
@pytest.mark.parametrize("bloc", BLOCS)
def test_off_the_agenda_an_absent_sheet_is_nothing_at_all(quoi: str, bloc: str) -> None:
    known = sans(*FEUILLES[bloc], ordre_du_jour=points("autre"))
    # the point, and the four other blocks, whose sheets are there
    assert len(sections(quoi, known, RIEN)) == 1 + 4
    said = " ".join(chain.from_iterable(sections(quoi, known, RIEN).values()))
    assert NOMMEES[bloc] not in said
    assert "éléments présentés" not in said
    assert not any(
        NOMMEES[bloc] in line
        for line in dit(essentiel.build_section(MeetingContext(known, RIEN)).elements)
    )
    with_figures = BLOCS[:3]  # the summary says nothing of the two others
    assert len(dit(essentiel.build_section(MeetingContext(known, RIEN)).elements)) == len(
        [other for other in with_figures if other != bloc]
    )


def test_the_default_agenda_has_the_five_blocks_and_a_record_for_each() -> None:
    absentes = list(chain.from_iterable(FEUILLES.values()))
    found = sections("compte rendu", sans(*absentes, ordre_du_jour=()), RIEN)
    assert list(found.values()) == [
        [
            "## Éléments présentés",
            f"À COMPLÉTER : éléments présentés (feuille {NOMMEES[bloc]} absente)",
            "## Relevé des échanges",
            f"À COMPLÉTER : relevé des échanges du point {n}",
        ]
        for n, bloc in enumerate(BLOCS, 1)
    ]
    assert dit(
        essentiel.build_section(
            MeetingContext(sans(*absentes, ordre_du_jour=()), RIEN)
        ).elements
    ) == [
        f"• À COMPLÉTER : éléments présentés (feuille {NOMMEES[bloc]} absente)"
        for bloc in BLOCS
    ]


def test_the_record_of_the_five_points_is_kept_when_the_sheets_are_there() -> None:
    found = sections("compte rendu", registre(ordre_du_jour=()), bilan(Etape.TENUE))
    assert [
        any("Relevé des échanges" in line for line in lines) for lines in found.values()
    ] == [True] * 5 + [False]


def test_off_the_agenda_with_nothing_anywhere_the_summary_says_neant() -> None:
    absentes = list(chain.from_iterable(FEUILLES.values()))
    assert dit(
        essentiel.build_section(
            MeetingContext(sans(*absentes, ordre_du_jour=points("autre")), RIEN)
        ).elements
    ) == ["Néant"]


@pytest.mark.parametrize(
    ("absentes", "champs", "engagements", "attendu"),
    [
        (["Engagements", "Résultats"], {}, (), "feuille Engagements absente"),
        (["Engagements"], {}, (), "feuille Engagements absente"),
        # the block follows
        (["Résultats"], {"source": None}, ENGAGEMENTS, "feuille Résultats absente"),
        # nothing is typed there
        (["Résultats"], {"source": "satisfaction.taux.global"}, ENGAGEMENTS, ""),
        ([], {"source": None}, ENGAGEMENTS, ""),
    ],
)
def test_the_sheet_of_results_is_needed_by_a_typed_commitment(
    absentes: Sequence[str],
    champs: Mapping[str, Any],
    engagements: Sequence[Any],
    attendu: str,
) -> None:
    engagement = Engagement("E1", "Nous répondons", "Délai", "≤")
    declared = [replace(engagement, **champs)] if champs else []
    known = replace(sans(*absentes, ordre_du_jour=points("engagements")), engagements=declared)
    bilan = replace(RIEN, engagements=engagements)
    lines = sections("dossier", known, bilan)["1 Le point 1"]
    assert (
        lines[0] == f"À COMPLÉTER : éléments présentés ({attendu})"
        if attendu
        else "À COMPLÉTER" not in lines[0]
    )
    assert any("engagements de service mesurés" in line for line in lines) is bool(engagements)


@pytest.mark.parametrize(
    ("absentes", "questions", "feuille"),
    [
        (["Réponses", "Dépouillement"], QUESTIONS, "Réponses"),
        (["Questions"], (), "Questions"),
        (["Échelles"], (), "Échelles"),  # no question could be read without it
        (["Réponses"], QUESTIONS, ""),  # tallies alone are enough
        (["Dépouillement", "Enquêtes", "Échelles"], QUESTIONS, ""),
    ],
)
def test_the_sheets_without_which_a_survey_says_nothing(
    absentes: Sequence[str], questions: Sequence[Any], feuille: str
) -> None:
    known = replace(sans(*absentes), questions=questions)
    found = satisfaction.find_missing(MeetingContext(known, RIEN))
    assert (found.quoi if found else "") == (
        f"éléments présentés (feuille {feuille} absente)" if feuille else ""
    )


ZERO = indicateur(reclamations.RECUES, nombre(0), "nombre")
OUVERTE = indicateur("reclamations.stock", nombre(1), "nombre")


@pytest.mark.parametrize(
    ("indicateurs", "ecartees", "attendu"),
    [
        ({}, 0, ["Aucune réclamation n’a été reçue sur la période."]),
        (par_code([ZERO]), 0, ["Aucune réclamation n’a été reçue sur la période."]),
        (
            par_code([ZERO]),
            2,
            [
                "Aucune réclamation n’est comptée sur la période.",
                (
                    "Deux lignes du registre des réclamations, incomplètes ou en erreur, n’entrent"
                    " pas dans ces chiffres."
                ),
            ],
        ),
    ],
)
def test_no_complaint_in_the_period_is_said_as_it_is(
    indicateurs: Mapping[str, Any], ecartees: int, attendu: list[str]
) -> None:
    compte = replace(
        RIEN,
        indicateurs=indicateurs,
        reclamations_ecartees=ecartees,
    )
    found = reclamations.build_section(MeetingContext(sans(), compte))
    assert dit(found.elements) == attendu


def test_an_older_complaint_may_still_be_open() -> None:
    lines = dit(
        reclamations.build_section(
            MeetingContext(sans(), replace(RIEN, indicateurs=par_code([ZERO, OUVERTE])))
        ).elements
    )
    assert lines[0] == "Aucune réclamation n’a été reçue sur la période."
    assert any("Au 23 novembre 2026, une réclamation est ouverte" in line for line in lines)


@pytest.mark.parametrize(
    ("formes", "vains", "depouillees", "illisibles", "attendu"),
    [
        (0, 0, 12, 0, "Sur la période, 12 réponses ont été dépouillées à la main."),
        (0, 0, 1, 0, "Sur la période, 1 réponse a été dépouillée à la main."),
        (
            0, 0, 12, 2,
            "Sur la période, 12 réponses ont été dépouillées à la main ; 2 réponses illisibles sont"
            " comptées à part.",
        ),
        (0, 0, 0, 3, "Sur la période, 3 réponses dépouillées sont illisibles."),
        (0, 0, 0, 1, "Sur la période, 1 réponse dépouillée est illisible."),
        (
            0, 1, 12, 1,
            "Sur la période, 1 questionnaire recueilli ne porte que des réponses illisibles ;"
            " dépouillement à la main : 12 réponses ; 1 réponse illisible est comptée à part.",
        ),
        (
            1, 0, 12, 0,
            "Sur la période, 1 questionnaire a été recueilli ; dépouillement à la main :"
            " 12 réponses.",
        ),
        (2, 0, 0, 0, "Sur la période, 2 questionnaires ont été recueillis."),
    ],
)  # fmt: skip
def test_tallies_alone_are_results(
    formes: int, vains: int, depouillees: int, illisibles: int, attendu: str
) -> None:
    numbers = {
        "satisfaction.reponses": formes,
        "satisfaction.questionnaires_illisibles": vains,
        "satisfaction.depouillees": depouillees,
        "satisfaction.illisibles.Q2": illisibles,
    }
    counted = [indicateur(code, nombre(n), "nombre") for code, n in numbers.items()]
    tallied = replace(
        RIEN, indicateurs=par_code([*counted, INDICATEURS["satisfaction.taux.Q2"]])
    )
    said = satisfaction.write_sentence(MeetingContext(registre(), tallied))
    assert simple(said) == attendu


def test_nothing_at_all_is_no_zero() -> None:
    assert (
        satisfaction.write_sentence(MeetingContext(registre(), RIEN))
        == "Aucun questionnaire exploitable n’a été recueilli sur la période."
    )


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [
        (
            "absente",
            (
                "À COMPLÉTER : avis, souhaits, propositions et suggestions (feuille Propositions"
                " absente)"
            ),
        ),
        (
            "vide",
            "À COMPLÉTER : avis, souhaits, propositions et suggestions (feuille Propositions vide)",
        ),
        ("", "Néant"),
    ],
)
def test_without_the_sheet_of_propositions_the_minutes_do_not_say_none(
    etat: str, attendu: str
) -> None:
    known = sans("Propositions", etat=etat) if etat else sans()
    assert dit(
        propositions.build_section(MeetingContext(known, bilan(Etape.TENUE))).elements
    ) == [attendu]


def test_what_was_asked_before_is_to_complete_too() -> None:
    """« Suites données » on the agenda: an absent sheet does not say that nothing is waiting,
    unless no meeting came before.
    """
    known = sans("Propositions", ordre_du_jour=points("suites données"))
    assert sections("dossier", known, RIEN)["1 Le point 1"] == [
        "À COMPLÉTER : éléments présentés (feuille Propositions absente)"
    ]
    premiere = replace(
        known,
        comite=replace(
            known.comite, reunions=[r for r in known.comite.reunions if r.date != JUIN]
        ),
    )
    assert sections("dossier", premiere, RIEN)["1 Le point 1"] == [
        "Aucune suite des réunions précédentes n’est attendue."
    ]


# -- from the workbooks ----------------------------------------------------------------------------


def gardees(*absentes: str) -> dict[str, Lignes]:
    """The sound folder's sheets, some left out, the minutes of June being due."""
    toutes = {name: rows for name, rows in feuilles().items() if name not in absentes}
    reunions = [list(row) for row in toutes["Réunions"]]
    reunions[1][-1] = None
    return {**toutes, "Réunions": reunions}


PROPOSITIONS = gardees()["Propositions"]


@pytest.mark.parametrize(
    ("nom", "rows", "etat"),
    [
        ("Propositions", PROPOSITIONS, None),
        (
            "Propositions",
            PROPOSITIONS[:1],
            None,
        ),  # its header stands: nobody expressed anything
        ("propositions 2026", PROPOSITIONS, None),
        ("Propositions", [], "vide"),
        ("Propositions", [["", None]], "vide"),
        ("Suites", PROPOSITIONS, "absente"),  # a name that the program does not know
    ],
)
def test_the_sheets_that_nobody_filled_in(
    nom: str, rows: Lignes, etat: str | None, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "tout.xlsx", {**gardees("Propositions"), nom: rows})
    charge = load(Options(None, None, J, tmp_path, tmp_path, tmp_path, verifier_seulement=True))
    absentes = charge.registre.feuilles_absentes
    assert absentes.get("Propositions") == etat
    assert absentes["Documents types"] == "absente"  # the sound folder has none
    assert "Réclamations" not in absentes


def test_a_run_prints_what_is_to_complete_and_lists_it_once(tmp_path: Path) -> None:
    (tmp_path / "workbooks").mkdir()
    write_workbook(
        tmp_path / "workbooks" / "tout.xlsx", gardees("Réclamations", "Propositions")
    )
    options = Options(
        None,
        J,
        J,
        tmp_path / "workbooks",
        tmp_path / "templates",
        tmp_path / "output",
        verifier_seulement=False,
    )
    assert pipeline.run_session(options, lambda *_: None).code is Code.TO_CORRECT
    manque = "À COMPLÉTER : éléments présentés (feuille Réclamations absente)"
    juin = tmp_path / "output" / f"{dt.date(2026, 6, 11)}_CLU"
    for end in ("Dossier-de-seance", "Compte-rendu"):
        [path] = juin.glob(f"*_{end}.docx")
        said = simple("\n".join(lignes(path.read_bytes())))
        assert (manque in said, "n’est à présenter" in said) == (True, False)
    assert "suggestions (feuille Propositions absente)" in said
    assert said.count("Relevé des échanges") >= 5
    report = openpyxl.load_workbook(juin / f"{dt.date(2026, 6, 11)}_CLU_Controle.xlsx")[
        "À corriger"
    ]
    lines = [row for row in report.iter_rows(values_only=True) if manque in simple(str(row[5]))]
    assert [(line[0], line[2]) for line in lines] == [("à vérifier", "Réclamations")]
    assert "Remplissez la feuille" in str(lines[0][7])
