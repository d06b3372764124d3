"""Her own indicators (docs/rules/commitments.md#local-indicators): the filters, what they count,
what is said of those that cannot be read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from clu_batch.check import check_rows
from clu_batch.kernel.declared_sheet import Column
from clu_batch.records.engagements import IndicateurLocal
from clu_batch.records.question import Compte
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Reponse
from clu_batch.rules.figures import locaux, reclamations_etats
from clu_batch.rules.figures.filtres import Condition, UnreadableFilter, read_filter
from clu_batch.rules.links.engagements import read_locaux
from clu_batch.rules.model import Calcul, Modalite, Question
from tests.support.figures import base, codes, indicateur, seance
from tests.support.raw_sheets import raw_sheet
from tests.support.registers import registre
from tests.support.text_tables import frame, rows

COLONNES = {"site": "Site", "motif": "Motif", "qualiteetdelai": "QD", "nature": "Nature"}

J = dt.date(2026, 12, 31)
RECUES = """
N°|Reçue le|Canal|Motif|Nature|Réponse envoyée le|Qualification|Accusé de réception le
1 | 05/01/2026 | courriel | Attente        |            | 08/01/2026 | fondée | 06/01/2026
2 | 05/02/2026 | Courriel | Accueil et tri |            |            |        |
3 | 05/03/2026 | courrier | Attente        | suggestion |            |        |
4 | 05/06/2026 | guichet  |                |            | 12/07/2026 | fondée |
5 | 05/06/2025 | courriel | Attente        |            | 08/06/2025 |        |
6 | 05/06/2026 | courriel | Attente        |            | 01/06/2026 |        |
"""
REPONDUES = """
Date       | Site  | Q1        | Q2
05/01/2026 | Nîmes | Très bien | Carte grise; Permis
05/02/2026 | nimes | Bien      | Permis
05/03/2026 |       |           | Carte grise
05/03/2027 | Nîmes | Bien      | Permis
"""
QUESTIONS = (
    Question(
        "Q1",
        "L’accueil",
        "Qualité",
        modalites=(
            Modalite("", "Très bien", Decimal(1), Compte.SATISFAIT),
            Modalite("", "Bien", Decimal(2), Compte.SATISFAIT),
        ),
    ),
    Question(
        "Q2",
        "Vos démarches",
        "choix multiple",
        modalites=(Modalite("", "Permis", Decimal(1), Compte.NEUTRE, "PC"),),
    ),
)


def calcule(
    feuille: str,
    sur: str,
    compter: str,
    a: str = "31/12/2026",
    cible: str = "",
    code: str = "local",
    sens: str = "",
) -> Calcul:
    entetes = "Code | Libellé | Feuille | Sur | Compter | Cible | Sens de la cible"
    lignes = f"{entetes}\n{code} | Le mien | {feuille} | {sur} | {compter} | {cible} | {sens}"
    dossier = dataclasses.replace(
        registre(),
        questions=QUESTIONS,
        reponses=frame(
            Reponse.sheet, REPONDUES, columns=[Column("Q1"), Column("Q2", confidentiel=True)]
        ),
        reclamations=frame(Reclamation.sheet, RECUES),
        indicateurs_locaux=read_locaux(rows(IndicateurLocal.sheet, lignes)),
    )
    return locaux.compute(
        dossier,
        seance(a=a),
        reclamations_etats.prepare(dossier),
        ["satisfaction.reponses"],
    )


@pytest.mark.parametrize(
    ("filtre", "attendu"),
    [
        ("Site = Nîmes", (Condition("Site", True, "Nîmes"),)),
        ("site≠Nîmes", (Condition("Site", False, "Nîmes"),)),
        ("Site <> Nîmes", (Condition("Site", False, "Nîmes"),)),
        ("Site != Nîmes", (Condition("Site", False, "Nîmes"),)),
        ("Site = VIDE", (Condition("Site", True, None),)),
        ("« Site » = “Nîmes”", (Condition("Site", True, "Nîmes"),)),
        (
            "Site = Nîmes ET Motif ≠ Attente",
            (Condition("Site", True, "Nîmes"), Condition("Motif", False, "Attente")),
        ),
        (
            "Site = Nîmes\net Motif = vide",
            (Condition("Site", True, "Nîmes"), Condition("Motif", True, None)),
        ),
        (
            "Motif = Accueil et tri et Site = Alès",
            (Condition("Motif", True, "Accueil et tri"), Condition("Site", True, "Alès")),
        ),
        (
            "Site = a et Motif = b et Nature = c",
            (
                Condition("Site", True, "a"),
                Condition("Motif", True, "b"),
                Condition("Nature", True, "c"),
            ),
        ),
        (
            "Site = Alès et Qualité et délai = bon",
            (Condition("Site", True, "Alès"), Condition("QD", True, "bon")),
        ),
        ("Sites = Nîmes", UnreadableFilter("Sites")),
        ("Site = Nîmes et Motifs = Attente", UnreadableFilter("Motifs")),
        ("Motif = Accueil et tri et Sites = Alès", UnreadableFilter("Sites")),
        ("Site Nîmes", UnreadableFilter()),
        ("Site =", UnreadableFilter()),
        ("Site == Nîmes", UnreadableFilter()),
        ("Site = et Motif = Attente", UnreadableFilter()),
        ("Site = a = b", UnreadableFilter()),
        ("Site = a ou Site = b", UnreadableFilter()),
    ],
)
def test_a_filter(filtre: str, attendu: tuple[Condition, ...] | UnreadableFilter) -> None:
    assert read_filter(filtre, COLONNES) == attendu


@pytest.mark.parametrize(
    ("feuille", "sur", "compter", "attendu"),
    [
        # 5 is of the year before, 6 is left out: its dates contradict each other
        ("Réclamations", "", "Canal = courriel", (2, 4)),
        # an empty Nature is a réclamation
        ("Réclamations", "Nature = réclamation", "Canal = courriel", (2, 3)),
        ("Réclamations", "Nature = réclamation", "Canal ≠ courriel", (1, 3)),
        # a value is read as the cells of its column
        ("Réclamations", "Nature = Réclamations", "Reçue le = 5 janvier 2026", (1, 3)),
        # one group of a free list is one value
        ("Réclamations", "", "Canal = COURRIELS", (2, 4)),
        ("Réclamations", "", "Motif ≠ Attentes", (2, 4)),
        ("Réponses", "", "Site = NIME", (2, 3)),
        ("Réclamations", "", "Motif = vide", (1, 4)),
        ("Réclamations", "Motif ≠ vide", "Motif = Accueil et tri", (1, 3)),
        ("Réclamations", "Canal = guichet et Motif ≠ vide", "Nature = réclamation", (0, 0)),
        ("Réponses", "", "Site = Nîmes", (2, 3)),
        ("Réponses", "Q1 ≠ vide", "L’accueil = Très bien", (1, 2)),
        ("Réponses", "", "Q2 = Permis", (2, 3)),  # one of several boxes is enough
        ("Réponses", "", "Q2 = PC", (2, 3)),  # an answer goes by its short form too
        ("Réponses", "", "Date = 05/01/2026", (1, 3)),
    ],
)
def test_rows_counted_over_the_rows_of_the_base(
    feuille: str, sur: str, compter: str, attendu: tuple[int, int]
) -> None:
    assert base(indicateur(calcule(feuille, sur, compter), "local").mesure) == attendu


@pytest.mark.parametrize(
    ("compter", "attendu"),
    [
        ("Réponse envoyée le = vide", (3, 4)),
        ("Qualification = fondée", (1, 4)),
        ("Accusé de réception le ≠ vide", (1, 4)),
    ],
)
def test_a_fact_after_the_cut_off_does_not_exist_yet(
    compter: str, attendu: tuple[int, int]
) -> None:
    assert (
        base(indicateur(calcule("Réclamations", "", compter, a="30/06/2026"), "local").mesure)
        == attendu
    )


@pytest.mark.parametrize(
    ("compter", "jour"),
    [
        ("Accusé de réception le ≠ vide", "06/01/2026"),
        ("Réponse envoyée le ≠ vide", "08/01/2026"),
    ],
)
def test_a_fact_of_the_day_of_the_cut_off_exists(compter: str, jour: str) -> None:
    found = indicateur(calcule("Réclamations", "", compter, a=jour), "local")
    assert base(found.mesure) == (1, 1)


@pytest.mark.parametrize(("a", "fondees"), [("07/01/2026", 0), ("08/01/2026", 1)])
def test_a_qualification_counts_from_the_day_of_the_reply(a: str, fondees: int) -> None:
    assert (
        indicateur(
            calcule("Réclamations", "", "Qualification = fondée", a=a), "local"
        ).mesure.numerateur
        == fondees
    )


def test_target_and_comparison() -> None:
    found = indicateur(calcule("Réclamations", "", "Canal = courriel", cible="60 %"), "local")
    assert (found.mesure.valeur, found.cible, found.sens, found.etat) == (
        Fraction(1, 2),
        Fraction(3, 5),
        "≥",
        "non atteint",
    )
    assert found.precedente is not None
    assert (base(found.precedente), found.ecart) == ((1, 1), Fraction(-50))


@pytest.mark.parametrize(
    ("sens", "etat"),
    [
        ("", "non atteint"),
        ("au moins", "non atteint"),
        ("≤", "atteint"),
        ("illisible", "sans cible"),
    ],
)
def test_a_direction_that_cannot_be_read_gives_no_state(sens: str, etat: str) -> None:
    assert (
        indicateur(
            calcule("Réclamations", "", "Canal = courriel", cible="60 %", sens=sens), "local"
        ).etat
        == etat
    )


@pytest.mark.parametrize(
    ("tape", "etat"), [("", "non atteint"), ("=<", "atteint"), ("plutôt bas", "sans cible")]
)
def test_a_direction_as_it_is_typed(tape: str, etat: str) -> None:
    """The same from the sheet on: what cannot be read is not taken for what is left empty."""
    entetes = ["Code", "Libellé", "Feuille", "Compter", "Cible", "Sens de la cible"]
    lue = check_rows(
        IndicateurLocal.sheet,
        [
            raw_sheet(
                "e.xlsx",
                "I",
                [entetes, ["L", "Le mien", "Réclamations", "Canal = courriel", 0.6, tape]],
            )
        ],
        j=J,
        exemple=True,
    )
    dossier = dataclasses.replace(
        registre(),
        reclamations=frame(Reclamation.sheet, RECUES),
        indicateurs_locaux=read_locaux(lue),
    )
    assert (
        indicateur(
            locaux.compute(dossier, seance(), reclamations_etats.prepare(dossier), []),
            "L",
        ).etat
        == etat
    )


def test_a_base_of_nothing_is_not_measured() -> None:
    assert (
        indicateur(calcule("Réponses", "Site = Le Vigan", "Q1 = Bien"), "local").mesure.valeur
        is None
    )


@pytest.mark.parametrize(
    ("sur", "compter", "code", "attendus", "calcule_quand_meme"),
    [
        ("", "Sites = Nîmes", "local", ["colonne-de-filtre-inconnue"], False),
        ("n’importe quoi", "Site = Nîmes", "local", ["filtre-illisible"], False),
        ("", "Site = Nimse", "local", ["valeur-de-filtre-absente"], True),
        ("", "Q1 = Moyen", "local", ["valeur-de-filtre-absente"], True),
        ("", "Site = oui", "local", ["valeur-de-filtre-absente"], True),
        ("", "Site = Nîmes", "Satisfaction.Réponses", ["indicateur-local-repete"], False),
        ("", "Site = vide", "local", [], True),
    ],
)
def test_what_is_said_of_a_filter(
    sur: str, compter: str, code: str, attendus: list[str], calcule_quand_meme: bool
) -> None:
    found = calcule("Réponses", sur, compter, code=code)
    assert codes(found) == attendus
    assert len(found.indicateurs) == calcule_quand_meme


def test_the_closest_column_and_value_are_named() -> None:
    (colonne,), (valeur,) = (
        calcule("Réponses", "", "Sites = Nîmes").problems,
        calcule("Réponses", "", "Site = Nimse").problems,
    )
    assert "vouliez-vous dire « Site »" in colonne.attendu
    assert "vouliez-vous dire « nimes »" in valeur.attendu
    assert (colonne.place.cell, colonne.colonne) == ("E2", "Compter")


@pytest.mark.parametrize(
    ("filtre", "conseil"),
    [("Q2 = Permi", " ; vouliez-vous dire « Permis » ?"), ("Q2 = Carte gris", "")],
)
def test_only_the_declared_options_of_a_confidential_column_are_named(
    filtre: str, conseil: str
) -> None:
    [found] = calcule("Réponses", "", filtre).problems
    assert found.attendu == f"une valeur que la colonne contient{conseil}"
