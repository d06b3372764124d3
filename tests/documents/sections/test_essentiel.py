"""The page « L'essentiel »: what is missed and by how much, best and worst, late, changed, asked
(docs/rules/documents.md#lessentiel).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import essentiel
from clu_batch.kernel.content import ItemList, Missing
from clu_batch.kernel.french import typeset
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.rules.figures.mesures import judge_mesure
from clu_batch.rules.model import (
    BilanEngagement,
    Engagement,
    EtatDeReclamation,
    Evolution,
    LigneReclamation,
    Mesure,
    Point,
    Question,
)
from tests.support.meeting import (
    DECEMBRE,
    ECHELLE,
    INDICATEURS,
    J,
    bilan,
    dit,
    indicateur,
    nombre,
    registre,
    simple,
    taux,
)


def lines(meeting: MeetingContext) -> list[str]:
    return dit(essentiel.build_section(meeting).elements)


# -- commitments that are missed -------------------------------------------------------------------


def tenu(
    code: str,
    mesure: Mesure,
    cible: str,
    sens: str = "≥",
    unite: str = "%",
    tolerance: str = "",
) -> BilanEngagement:
    marge = Fraction(tolerance) if tolerance else None
    engagement = Engagement(
        code,
        "Nous tenons",
        "Ce qui est mesuré",
        sens,
        unite=UniteDeResultat(unite),
        cible=Fraction(cible),
        tolerance=marge,
    )
    etat = judge_mesure(mesure, Fraction(cible), sens, marge)
    return BilanEngagement(engagement, mesure, None, Mesure(), None, etat)


@pytest.mark.parametrize(
    ("bilan_engagement", "attendu"),
    [
        (
            tenu("E1", taux(799, 1000), "0.85"),
            "79,9 %, à 5,1 points de la cible (non atteint).",
        ),
        (
            tenu("E1", taux(83, 100), "0.85", tolerance="0.05"),
            "83,0 %, à 2,0 points de la cible (partiellement atteint).",
        ),
        (
            tenu("E1", taux(60, 100), "0.5", "≤"),
            "60,0 %, à 10,0 points de la cible (non atteint).",
        ),
        (
            tenu("E1", nombre(24), "20", "≤", "minutes"),
            "24 minutes, à 4 minutes de la cible (non atteint).",
        ),
        (
            tenu("E1", nombre(10), "12", "≥", "nombre"),
            "10, à 2 de la cible (non atteint).",
        ),
        (tenu("E1", taux(9, 10), "0.8"), None),
        (tenu("E1", Mesure(), "0.8"), None),
    ],
)
def test_a_missed_commitment_says_by_how_much(
    bilan_engagement: BilanEngagement, attendu: str | None
) -> None:
    said = lines(MeetingContext(registre(), bilan(engagements=(bilan_engagement,))))
    found = [line for line in said if line.startswith("• E1, ce qui est mesuré")]
    assert found == ([] if attendu is None else [f"• E1, ce qui est mesuré : {attendu}"])


@pytest.mark.parametrize(
    ("combien", "reste"), [(1, ""), (5, ""), (6, "deux"), (9, "cinq"), (25, "21")]
)
def test_the_commitments_missed_come_first_and_are_cut(combien: int, reste: str) -> None:
    partiel = tenu("P0", taux(83, 100), "0.85", tolerance="0.05")
    manques = [tenu(f"E{n}", taux(1, 2), "0.9") for n in range(1, combien)]
    said = lines(MeetingContext(registre(), bilan(engagements=(partiel, *manques))))
    shown = [line[2:4] for line in said if "de la cible" in line]
    whole = [*(f"E{n}" for n in range(1, combien)), "P0"]
    assert shown == (whole[:4] if reste else whole)
    assert (f"• Plus loin : {reste} autres engagements manqués." in said) == bool(reste)


# -- the questions ---------------------------------------------------------------------------------

CODES = ("Q1", "Q2", "Q3", "Q4")


def ask(**figures: Mesure | tuple[Mesure, float]) -> list[str]:
    """The lines about the questions that have these rates and, if any, significant changes."""
    questions = [
        Question(c, f"La question {c}", "Satisfaction", modalites=ECHELLE) for c in CODES
    ]
    found = dict(INDICATEURS)
    for code in CODES:
        found.pop(f"satisfaction.taux.{code}", None)
    for code, figure in figures.items():
        mesure, ecart = figure if isinstance(figure, tuple) else (figure, None)
        found[f"satisfaction.taux.{code}"] = indicateur(
            f"satisfaction.taux.{code}",
            mesure,
            precedente=taux(1, 2),
            ecart=None if ecart is None else Fraction(str(ecart)),
            evolution=Evolution.NON_SIGNIFICATIVE if ecart is None else Evolution.SIGNIFICATIVE,
        )
    known = replace(registre(), questions=tuple(q for q in questions if q.code in figures))
    said = lines(MeetingContext(known, bilan(indicateurs=found)))
    about = [line[2:] for line in said if "« La question" in line]
    return [line.replace("« La question ", "").replace(" »", "") for line in about]


@pytest.mark.parametrize(
    ("figures", "attendu"),
    [
        (
            {"Q1": taux(90, 100), "Q2": taux(50, 100)},
            [
                "Le taux le plus élevé : Q1, 90,0 % (90 sur 100).",
                "Le taux le plus bas : Q2, 50,0 % (50 sur 100).",
            ],
        ),
        # of equals, the first
        (
            {
                "Q1": taux(80, 100),
                "Q2": taux(90, 100),
                "Q3": taux(90, 100),
                "Q4": taux(80, 100),
            },
            [
                "Le taux le plus élevé : Q2, 90,0 % (90 sur 100).",
                "Le taux le plus bas : Q1, 80,0 % (80 sur 100).",
            ],
        ),
        # too few answers: neither the best nor the worst
        (
            {"Q1": taux(9, 10), "Q2": taux(80, 100), "Q3": taux(60, 100)},
            [
                "Le taux le plus élevé : Q2, 80,0 % (80 sur 100).",
                "Le taux le plus bas : Q3, 60,0 % (60 sur 100).",
            ],
        ),
        ({"Q1": taux(80, 100)}, []),
        ({"Q1": taux(80, 100), "Q2": taux(80, 100)}, []),
        (
            {"Q1": (taux(80, 100), -12.5), "Q2": (taux(85, 100), 5), "Q3": taux(60, 100)},
            [
                "Le taux le plus élevé : Q2, 85,0 % (85 sur 100).",
                "Le taux le plus bas : Q3, 60,0 % (60 sur 100).",
                "La plus forte évolution (−12,5 points) : Q1, 80,0 % (80 sur 100).",
            ],
        ),
        # each question once
        (
            {"Q1": (taux(90, 100), 12), "Q2": taux(60, 100)},
            [
                "Le taux le plus élevé et la plus forte évolution (+12,0 points) : Q1, 90,0 % (90"
                " sur 100).",
                "Le taux le plus bas : Q2, 60,0 % (60 sur 100).",
            ],
        ),
    ],
)
def test_the_best_the_worst_and_the_largest_change(
    figures: dict[str, Mesure | tuple[Mesure, float]], attendu: list[str]
) -> None:
    assert ask(**figures) == attendu


def test_what_is_remarkable_in_the_question_globale_follows_its_rate() -> None:
    known = registre()
    globale, *autres = known.questions
    found = dict(INDICATEURS)
    for question, rate in ((globale, taux(40, 100)), (autres[0], taux(90, 100))):
        code = f"satisfaction.taux.{question.code}"
        found[code] = indicateur(code, rate)
    said = lines(MeetingContext(known, bilan(indicateurs=found)))
    (sentence,) = [line for line in said if globale.libelle in line]
    assert sentence.endswith(" C’est le taux le plus bas.")


# -- late complaints -------------------------------------------------------------------------------


def plainte(etat: EtatDeReclamation) -> LigneReclamation:
    return LigneReclamation("1", J, None, None, None, None, etat, None, None, "", None)


@pytest.mark.parametrize(("late", "dit_a"), [(0, []), (1, ["1"]), (3, ["3"])])
def test_the_late_complaints_are_counted_whatever_their_date(
    late: int, dit_a: list[str]
) -> None:
    lignes = [plainte(EtatDeReclamation.DEPASSE)] * late
    lignes += [plainte(EtatDeReclamation.EN_COURS), plainte(EtatDeReclamation.HORS_DELAI)]
    said = lines(MeetingContext(registre(), bilan(reclamations=lignes)))
    debut = "• Réclamations en retard au 23 novembre 2026 : "
    assert [line[len(debut) : -1] for line in said if line.startswith(debut)] == dit_a


# -- the opinions asked for ------------------------------------------------------------------------

RUBRIQUES = (
    "engagements",
    "satisfaction",
    "réclamations",
    "documents types",
    "modalités d’appui",
    "autre",
)


def avis(*demandes: bool | None) -> list[str]:
    """What the page asks for, when the points of these rubriques say so."""
    points = tuple(
        Point(DECEMBRE, str(n), f"Le point {n}", rubrique, avis_demande=demande)
        for n, (rubrique, demande) in enumerate(zip(RUBRIQUES, demandes, strict=True), 1)
    )
    liste = essentiel.list_questions(MeetingContext(registre(ordre_du_jour=points), bilan()))
    return [simple(texte) for texte in liste if isinstance(texte, str)]


RESULTATS, APPUI = (
    "Les engagements et les résultats présentés",
    "Les modalités d’appui aux usagers dans leurs démarches",
)
LETTRE = "Lettre de rappel (courrier). Est-elle claire ?"


@pytest.mark.parametrize(
    ("demandes", "attendu"),
    [
        ([None] * 6, [RESULTATS, LETTRE, APPUI]),
        ([None] * 5 + [True], ["Le point 6 (point 6)", RESULTATS, LETTRE, APPUI]),
        ([True] + [None] * 5, ["Le point 1 (point 1)", LETTRE, APPUI]),
        ([None, False, None, None, None, None], [LETTRE, APPUI]),
        ([None, None, None, False, None, None], [RESULTATS, APPUI]),
        (
            [None, None, None, True, None, None],
            ["Le point 4 (point 4)", RESULTATS, LETTRE, APPUI],
        ),
        ([None, None, None, None, True, None], ["Le point 5 (point 5)", RESULTATS, LETTRE]),
        ([None, None, None, None, False, None], [RESULTATS, LETTRE]),
        ([False] * 6, []),
        ([True] * 6, [*(f"Le point {n} (point {n})" for n in range(1, 7)), LETTRE]),
    ],
)
def test_every_point_that_asks_for_an_opinion_stands_there(
    demandes: list[bool | None], attendu: list[str]
) -> None:
    assert avis(*demandes) == attendu


def test_no_point_that_asks_for_an_opinion_is_cut() -> None:
    points = tuple(
        Point(DECEMBRE, str(n), f"Le point {n}", avis_demande=True) for n in range(1, 12)
    )
    said = lines(MeetingContext(registre(ordre_du_jour=points), bilan()))
    assert [line for line in said if line.startswith("• Le point")] == [
        f"• Le point {n} (point {n})" for n in range(1, 12)
    ]


@pytest.mark.parametrize("prefecture", ["exemple", "nue", "pleine"])
def test_no_line_says_its_subject_twice(prefecture: str) -> None:
    """« Réclamations : 90 réclamations … »: a label, then the same words."""
    from tests.session.test_golden import TEXTES  # noqa: PLC0415 (it is slow to import)

    for path in (TEXTES / prefecture).glob("*_dossier.txt"):
        page = path.read_text("utf-8").split("[Heading1] L’essentiel\n")[-1]
        for line in page.split("[Heading1]")[0].splitlines():
            label, colon, suite = line.removeprefix("[ListBullet] ").partition(" : ")
            if colon and len(label) < 30:
                assert label.lower() not in suite.lower(), line
                assert not label[:1].isdigit(), line


def test_what_cannot_be_read_is_to_complete_in_the_list() -> None:
    figures = {**INDICATEURS}
    figures["satisfaction.taux.global"] = replace(
        figures["satisfaction.taux.global"], mesure=Mesure(None, None, 39, 112, retenue=True)
    )
    section = essentiel.build_section(MeetingContext(registre(), bilan(indicateurs=figures)))
    (liste, *_) = [e for e in section.elements if isinstance(e, ItemList)]
    assert [m.quoi for m in liste.elements if isinstance(m, Missing)] == [
        typeset("112 réponses illisibles à cette question")
    ]


# -- the opinions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engagements", "chiffres", "attendu"),
    [
        (True, True, ["• Les engagements et les résultats présentés"]),
        (True, False, ["• Les engagements présentés"]),
        (False, True, ["• Les résultats présentés"]),
        (False, False, []),
    ],
)
def test_an_opinion_is_asked_only_on_what_is_presented(
    engagements: bool, chiffres: bool, attendu: list[str]
) -> None:
    tenus = (tenu("E1", taux(9, 10), "0.8"),) if engagements else ()
    found = bilan(engagements=tenus, indicateurs=INDICATEURS if chiffres else {})
    known = registre() if chiffres else replace(registre(), questions=())
    said = lines(MeetingContext(known, found))
    assert [line for line in said if line.endswith(" présentés")] == attendu
