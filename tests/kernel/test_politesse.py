"""How people are addressed: the civility as it is typed, the article of a function typed without
one, the sentences that do without it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clu_batch.documents import context, emargement
from clu_batch.documents.destinataires import list_participants
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import presences
from clu_batch.kernel import politesse
from clu_batch.kernel.appel import compose_appel
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Bilan, Etape, Membre, Presence, Reunion, Suppleance
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.conftest import write_workbook
from tests.support.meeting import DECEMBRE, J, bilan, dit, registre, siege, simple
from tests.support.prefecture import USAGERS, Lignes, feuilles

# -- civilities ------------------------------------------------------------------------------------


def _chaired_by(typed: str | None) -> Bilan:
    """The figures of a meeting whose « Présidence » is typed so."""
    known = bilan()
    return replace(
        known, seance=replace(known.seance, reunion=Reunion(DECEMBRE, presidence=typed))
    )


@pytest.mark.parametrize(
    ("typed", "lue", "code"),
    [
        ("Monsieur", "Monsieur", ""),
        ("M.", "Monsieur", ""),
        ("M", "Monsieur", ""),
        ("Mr", "Monsieur", ""),
        ("mr.", "Monsieur", ""),
        ("MONSIEUR", "Monsieur", ""),
        ("Madame", "Madame", ""),
        ("Mme", "Madame", ""),
        ("mme.", "Madame", ""),
        ("Mᵐᵉ", "Madame", ""),
        ("\u00a0Mme ", "Madame", ""),
        ("Mlle", "Madame", ""),
        ("Mademoiselle", "Madame", ""),
        ("Me", "Maître", ""),
        ("Maître", "Maître", ""),
        ("Dr", "Docteur", ""),
        ("Docteure", "Docteur", ""),
        ("Professeur", "Professeur", "civilite-inconnue"),
        ("Mrs", "Mrs", "civilite-inconnue"),
        ("Mesdames", "Mesdames", "civilite-inconnue"),
        ("Madame la présidente", "Madame", "civilite-inconnue"),
        ("M. le préfet", "Monsieur", "civilite-inconnue"),
        ("M. ou Mme", "M. ou Mme", "civilite-double"),
        ("Madame, Monsieur", "Madame, Monsieur", "civilite-double"),
    ],
)
@pytest.mark.parametrize("feuille", ["Composition", "Invités", "Suppléances"])
def test_a_civility_is_read_in_full(
    feuille: str, typed: str, lue: str, code: str, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "tout.xlsx", avec_civilite(feuille, typed))
    charge = load(Options(None, None, J, tmp_path, tmp_path, tmp_path, verifier_seulement=True))
    comite = charge.registre.comite
    lues = {
        "Composition": comite.membres[0].civilite,
        "Invités": comite.invites[0].civilite,
        "Suppléances": comite.suppleances[0].civilite,
    }
    assert lues[feuille] == lue
    found = [p for p in charge.problems if p.code.startswith("civilite")]
    assert [(p.code, p.gravite.libelle, p.place.sheet, p.colonne) for p in found] == (
        [(code, "à vérifier", feuille, "Civilité")] if code else []
    )


def avec_civilite(feuille: str, typed: str) -> dict[str, Lignes]:
    """The sound folder's sheets, this civility being typed in the first row of one of them."""
    toutes = feuilles()
    rows = [list(row) for row in toutes[feuille]]
    if "Civilité" not in rows[0]:
        rows[0].append("Civilité")
    place = rows[0].index("Civilité")
    rows[1] += [None] * (place + 1 - len(rows[1]))
    rows[1][place] = typed
    return {**toutes, feuille: rows}


@pytest.mark.parametrize(
    ("fonction", "civilite", "appel"),
    [
        ("Le directeur", "Monsieur", "Monsieur le Directeur"),
        ("La directrice", "Madame", "Madame la Directrice"),
        ("Le directeur", "Madame", "Madame la Directrice"),
        ("Directrice des sécurités", "Madame", "Madame la Directrice"),
        ("Responsable qualité", "Madame", "Madame la Responsable qualité"),
        ("Responsable qualité", None, "Madame, Monsieur"),
        ("L’adjointe au chef de bureau", "Madame", "Madame l’Adjointe"),
        ("Le bâtonnier", "Maître", "Maître"),
        ("Le bâtonnier", "Madame", "Madame"),  # a feminine that is not known
        ("La directrice", "Monsieur", "Monsieur le Directeur"),
        ("Le secrétaire général", "Madame", "Madame la Secrétaire générale"),
        ("Le sous-préfet d’Alès", "Madame", "Madame la Sous-préfète"),
        ("Le vice-président délégué", "Madame", "Madame la Vice-présidente déléguée"),
        ("Le directeur technique", "Madame", "Madame la Directrice technique"),
        ("Le directeur exécutif", "Madame", "Madame"),
        ("Madame le préfet", "Madame", "Madame le Préfet"),
        ("Le responsable qualité (SGCD)", "Madame", "Madame la Responsable qualité"),
        ("Le représentant de l’association", "Madame", "Madame"),
        ("Le chef du bureau Accueil Standard (SGCD)", "Madame", "Madame la Cheffe de bureau"),
        ("Le directeur de la citoyenneté (DCLC)", None, "Monsieur le Directeur"),
        ("Le délégué pour Nîmes", None, "Monsieur le Délégué"),
        ("Le chef de l’unité", None, "Monsieur le Chef d’unité"),
        ("Le chef du SIDPC", None, "Monsieur"),
        ("Le chargé de mission", None, "Monsieur"),
        ("Le représentant de l’association", None, "Madame, Monsieur"),
        ("La représentante de l’association", None, "Madame"),
        ("Le référent accueil", None, "Madame, Monsieur"),
        ("Le membre du bureau", None, "Madame, Monsieur"),
        ("Le responsable qualité", None, "Madame, Monsieur"),
        ("L’adjoint au maire", None, "Madame, Monsieur"),
        ("Adjoint au maire", "Madame", "Madame l’Adjointe au maire"),
        ("Les maires", "Madame", "Madame"),
        (None, None, "Madame, Monsieur"),
        (None, "Docteur", "Docteur"),
        (None, "Professeur", "Madame, Monsieur"),  # no civility: it was reported
        ("Le doyen", "Professeur", "Monsieur le Doyen"),
        (None, "M. ou Mme", "Madame, Monsieur"),
        ("M. le sous-préfet d’Alès", None, "Monsieur le Sous-préfet"),
        ("M. le sous-préfet d’Alès", "Monsieur", "Monsieur le Sous-préfet"),
    ],
)
def test_the_words_that_open_a_letter(
    fonction: str | None, civilite: str | None, appel: str
) -> None:
    assert compose_appel(fonction, civilite) == appel


@pytest.mark.parametrize(
    ("texte", "fonction"),
    [
        ("responsable qualité", True),
        ("Directeur·rice", True),
        ("Préfète", True),
        ("Jean Exemple", False),
        ("M. Exemple", False),
        ("", False),
    ],
)
def test_what_is_a_function(texte: str, fonction: bool) -> None:
    assert politesse.is_known_fonction(texte) is fonction


# -- where an article stands -----------------------------------------------------------------------

CHEF = Membre("CHF", USAGERS, "Secrétaire général de la préfecture", "Préfecture")


@pytest.mark.parametrize(
    ("fonction", "civilite", "nom", "preside", "de"),
    [
        (
            "Secrétaire général de la préfecture",
            None,
            None,
            "le secrétaire général de la préfecture",
            "du secrétaire général de la préfecture",
        ),
        ("Le secrétaire général", None, None, "le secrétaire général", "du secrétaire général"),
        (
            "Directrice des sécurités",
            None,
            None,
            "la directrice des sécurités",
            "de la directrice des sécurités",
        ),
        (
            "M. le sous-préfet d’Alès",
            None,
            None,
            "M. le sous-préfet d’Alès",
            "de M. le sous-préfet d’Alès",
        ),
        (
            "Responsable qualité",
            "Madame",
            None,
            "la responsable qualité",
            "de la responsable qualité",
        ),
        # « Présidence : responsable qualité »
        ("Responsable qualité", None, None, "responsable qualité", None),
        ("responsable qualité", None, None, "responsable qualité", None),
        ("Webmestre", None, None, "webmestre", None),  # a word that nobody declared
        (
            "Directrice des sécurités",
            "Madame",
            "EXEMPLE",
            "Mme\u00a0EXEMPLE, directrice des sécurités",
            "de Mme\u00a0EXEMPLE, directrice des sécurités",
        ),
        ("DDTM", None, None, "DDTM", "de DDTM"),
    ],
)
def test_who_presides_by_code(
    fonction: str, civilite: str | None, nom: str | None, preside: str, de: str | None
) -> None:
    known = registre(membres=(replace(CHEF, fonction=fonction, civilite=civilite, nom=nom),))
    assert context.find_presidence(MeetingContext(known, _chaired_by("CHF"))) == (
        preside,
        de,
    )


@pytest.mark.parametrize(
    ("typed", "preside", "de"),
    [
        (
            "secrétaire général de la préfecture",
            "le secrétaire général de la préfecture",
            "du secrétaire général de la préfecture",
        ),
        ("Mme la préfète", "Mme la préfète", "de Mme la préfète"),
        ("Le préfet", "le préfet", "du préfet"),
        ("responsable qualité", "responsable qualité", None),
        ("Responsable qualité", "responsable qualité", None),
        ("Anne EXEMPLE", "Anne EXEMPLE", "d’Anne EXEMPLE"),
        ("Jean EXEMPLE", "Jean EXEMPLE", "de Jean EXEMPLE"),
    ],
)
def test_who_presides_as_typed(typed: str, preside: str, de: str | None) -> None:
    assert context.find_presidence(MeetingContext(registre(), _chaired_by(typed))) == (
        preside,
        de,
    )


def test_nobody_presides_yet() -> None:
    assert context.find_presidence(MeetingContext(registre(), _chaired_by(None))) == (
        None,
        None,
    )


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
