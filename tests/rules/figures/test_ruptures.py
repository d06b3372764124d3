"""A changed scale, délai or target: the figures before stand apart, those that the workbooks give
again all follow the present rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pandas as pd
import pytest

from clu_batch.documents import file_names
from clu_batch.documents.control import chiffres
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import tendances
from clu_batch.kernel.content import PrintedTable
from clu_batch.kernel.declared_sheet import Column
from clu_batch.kernel.problems import Problem
from clu_batch.records.engagements import IndicateurLocal, UniteDeResultat
from clu_batch.records.equivalences import Historique
from clu_batch.records.parametres import Unite
from clu_batch.records.question import Compte
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Reponse
from clu_batch.records.reunion import Statut
from clu_batch.rules.figures import bilan_de_seance, regles, ruptures
from clu_batch.rules.links.engagements import read_locaux
from clu_batch.rules.model import (
    Bilan,
    Comite,
    Engagement,
    Modalite,
    Parametres,
    Periode,
    Question,
    Registre,
    Resultat,
    Reunion,
)
from clu_batch.rules.seances import build_seance
from tests.support.control_sheets import valeurs
from tests.support.history import read_history
from tests.support.meeting import dit, indicateur, simple, taux
from tests.support.registers import registre
from tests.support.results import make_results
from tests.support.text_tables import frame, rows, type_lines

J, JUIN, DECEMBRE = dt.date(2026, 11, 23), dt.date(2026, 6, 11), dt.date(2026, 12, 10)
TAUX, GLOBALE, DELAI = (
    "satisfaction.taux.Q1",
    "satisfaction.taux.global",
    "reclamations.taux_dans_delai",
)
REUNIONS = (Reunion(JUIN, statut=Statut.TENUE), Reunion(DECEMBRE))
ECHELLE = tuple(
    Modalite("", texte, Decimal(rang), Compte(compte))
    for rang, (texte, compte) in enumerate(
        [("Très satisfait", "satisfait"), ("Satisfait", "satisfait"), ("Déçu", "insatisfait")]
    )
)
NEUTRE = (ECHELLE[0], replace(ECHELLE[1], compte=Compte.NEUTRE), ECHELLE[2])
QUESTION = Question(
    "Q1", "L’accueil", "Accueil", modalites=ECHELLE, theme="Accès", globale=True
)
AUTRE_QUESTION = Question("Q2", "L’attente", "Accueil", modalites=ECHELLE, theme="Accès")


def complet() -> Registre:
    """Twelve months of answers and complaints before each meeting: 7 satisfied out of 10, 3 replies
    in time out of 4.
    """
    dits = ["Très satisfait"] * 3 + ["Satisfait"] * 4 + ["Déçu"] * 3
    jours = ("05/01/2025", "05/06/2025", "05/01/2026", "05/09/2026")
    reponses = "\n".join(f"{jour} | {texte} | {texte}" for jour, texte in product(jours, dits))
    repondues = ("06", "07", "20", "30")
    plaintes = "\n".join(
        f"{n}{jour} | {jour} | {n}{jour[2:]}" for jour, n in product(jours, repondues)
    )
    return replace(
        registre(),
        parametres=Parametres(
            delai_reponse=15, unite_reponse=Unite.CALENDAIRES, cible_satisfaction=Fraction(4, 5)
        ),
        comite=Comite(reunions=REUNIONS),
        questions=(QUESTION, AUTRE_QUESTION),
        reponses=frame(
            Reponse.sheet, f"Date | Q1 | Q2\n{reponses}", columns=[Column("Q1"), Column("Q2")]
        ),
        reclamations=frame(
            Reclamation.sheet, f"N° | Reçue le | Réponse envoyée le\n{plaintes}"
        ),
        engagements=(
            Engagement("E1", "Répondre", "Taux", "≥", cible=Fraction(9, 10), source=DELAI),
        ),
        indicateurs_locaux=read_locaux(
            rows(
                IndicateurLocal.sheet,
                "Code | Libellé | Feuille | Compter\nL1 | Très satisfaits | Réponses | Q1 = Très"
                " satisfait",
            )
        ),
    )


def calcule(de: Registre, reunion: Reunion = REUNIONS[1]) -> tuple[Bilan, list[Problem]]:
    ((found, problems),) = bilan_de_seance.compute(de, [build_seance(reunion, J)])
    return found, [p for p in problems if p.code.startswith("historique")]


def collee(bilan: Bilan, *, regle: bool = True, **textes: object) -> Mapping[str, list[object]]:
    """The sheet « Historique » of a control workbook, as it is pasted; `textes`: columns that say
    something else.
    """
    feuille = chiffres.build_historique_sheet(bilan)
    titres = [champ.titre for champ in feuille.colonnes]
    colonnes = {
        titre: [ligne[rang] for ligne in valeurs(feuille)] for rang, titre in enumerate(titres)
    }
    nombre = len(valeurs(feuille))
    if not regle:
        colonnes["Règle"] = [None] * nombre
    return {
        "Exemple": [None] * nombre,
        **colonnes,
        **{titre: [dit] * nombre for titre, dit in textes.items()},
    }


def avec(de: Registre, colonnes: Mapping[str, list[object]]) -> Registre:
    """The register with that sheet; exact values, as the cells hold all their digits."""
    lues = {
        **colonnes,
        "Valeur": [float(v) if isinstance(v, Fraction) else v for v in colonnes["Valeur"]],
    }
    lignes = [dict(zip(lues, ligne, strict=True)) for ligne in zip(*lues.values(), strict=True)]
    return replace(de, historique=type_lines(Historique.sheet, lignes))


def rompues(bilan: Bilan) -> set[str]:
    """The codes whose series breaks between June and this meeting."""
    return set(bilan.regles_modifiees)


# -- the rule of each figure -----------------------------------------------------------------------


def change(de: Registre, quoi: str) -> Registre:
    """A register of which one setting has changed."""
    parametres, questions, (engagement,) = de.parametres, de.questions, de.engagements
    neutres = tuple(replace(q, modalites=NEUTRE) for q in questions)
    local = (
        "Code | Libellé | Feuille | Compter\nL1 | Très satisfaits | Réponses | Q1 = Satisfait"
    )
    changes: dict[str, Registre] = {
        "échelle": replace(de, questions=neutres),
        "délai": replace(de, parametres=replace(parametres, delai_reponse=1)),
        "unité": replace(de, parametres=replace(parametres, unite_reponse=Unite.OUVRES)),
        "sans délai": replace(de, parametres=replace(parametres, delai_reponse=None)),
        "cible": replace(
            de, parametres=replace(parametres, cible_satisfaction=Fraction(9, 10))
        ),
        "cible d’un engagement": replace(
            de, engagements=(replace(engagement, cible=Fraction(1, 2)),)
        ),
        "tolérance": replace(de, engagements=(replace(engagement, tolerance=Fraction(1, 20)),)),
        "source": replace(de, engagements=(replace(engagement, source=TAUX),)),
        "question globale": replace(
            de,
            questions=(
                replace(questions[0], globale=False),
                replace(questions[1], globale=True),
            ),
        ),
        "thème": replace(de, questions=(questions[0], replace(questions[1], theme="Accueil"))),
        "filtre": replace(
            de, indicateurs_locaux=read_locaux(rows(IndicateurLocal.sheet, local))
        ),
        "ordre": replace(
            de, questions=tuple(replace(q, modalites=ECHELLE[::-1]) for q in questions)
        ),
        "autre façon de saisir": replace(
            de,
            questions=tuple(
                replace(q, modalites=tuple(replace(m, abrege="9") for m in ECHELLE))
                for q in questions
            ),
        ),
        "minimum": replace(
            de,
            parametres=replace(
                parametres, minimum_reponses=99, seuil_regroupement=2, delai_suppleance=4
            ),
        ),
    }
    return changes[quoi]


DU_DELAI = {
    f"reclamations.{nom}"
    for nom in ("taux_dans_delai", "dans_delai", "hors_delai", "en_cours", "en_retard")
}
DE_LA_CIBLE = {TAUX, "satisfaction.taux.Q2", GLOBALE}
PAR_QUESTION = {
    f"satisfaction.{nom}.{q}" for nom, q in product(("solde", "exclus"), ("Q1", "Q2"))
}
DE_L_ECHELLE = DE_LA_CIBLE | PAR_QUESTION | {"satisfaction.theme.Accès"}


@pytest.mark.parametrize(
    ("quoi", "codes"),
    [
        ("échelle", DE_L_ECHELLE),
        ("délai", {*DU_DELAI, "engagements.E1"}),
        ("sans délai", {*DU_DELAI, "engagements.E1"}),
        (
            "unité",
            {
                *DU_DELAI,
                "engagements.E1",
                *(f"reclamations.delai_{nom}" for nom in ("median", "p90", "max", "moyen")),
            },
        ),
        ("cible", DE_LA_CIBLE),
        ("cible d’un engagement", {"engagements.E1"}),
        ("tolérance", {"engagements.E1"}),
        ("source", {"engagements.E1"}),
        ("question globale", {GLOBALE, "satisfaction.theme.Accès"}),
        ("filtre", {"L1"}),
        ("ordre", set()),
        ("autre façon de saisir", set()),
        ("minimum", set()),
    ],
)
def test_a_setting_breaks_the_figures_that_it_bends_and_no_other(
    quoi: str, codes: set[str]
) -> None:
    """The history of June, pasted from its control workbook, beside December counted once a setting
    has changed.
    """
    avant, _ = calcule(complet())
    assert rompues(avant) == set()
    apres, problems = calcule(avec(change(complet(), quoi), collee(avant)))
    assert (rompues(apres), problems) == (codes, [])
    marquees = {
        h.indicateur.code
        for h in read_history(apres.historique)
        if h.regle.endswith(f"; {ruptures.AUTRE}")
    }
    assert marquees == {code for code in codes if "delai_" not in code}


@pytest.mark.parametrize("quoi", ["échelle", "délai", "cible", "filtre", "source"])
def test_figures_that_are_all_counted_again_follow_one_rule(quoi: str) -> None:
    apres, problems = calcule(change(complet(), quoi))
    assert (rompues(apres), problems) == (set(), [])
    assert set(apres.historique["reunion"]) == {JUIN}


def test_the_words_of_a_rule() -> None:
    bilan, _ = calcule(complet())
    dites = {
        code: simple(regle)
        for code, regle in regles.describe_regles(
            complet(), bilan.indicateurs, bilan.engagements
        ).items()
    }
    assert {
        code: dites[code]
        for code in (GLOBALE, DELAI, "reclamations.taux_ar_dans_delai", "engagements.E1", "L1")
        if code in dites
    } == {
        GLOBALE: (
            "question Q1 ; satisfait = Satisfait, Très satisfait ; insatisfait = Déçu ; cible ≥"
            " 80 %"
        ),
        DELAI: "délai de réponse : 15 jours calendaires",
        "engagements.E1": (
            f"source {DELAI} ; délai de réponse : 15 jours calendaires ; cible ≥ 90 %"
        ),
        "L1": (
            "Réponses datées dans la période : lignes où Q1 = Très satisfait, rapportées à toutes"
            " les lignes"
        ),
    }
    assert {code for code, regle in dites.items() if not regle} >= {
        "reclamations.recues",
        "satisfaction.reponses",
        "comite.sieges",
    }


@pytest.mark.parametrize(
    ("unite", "tolerance", "dite"),
    [
        (UniteDeResultat.POURCENT, Fraction(1, 20), "tolérance 5 points ; cible ≥ 90 %"),
        (UniteDeResultat.POURCENT, Fraction(1, 100), "tolérance 1 point ; cible ≥ 90 %"),
        (UniteDeResultat.NOMBRE, Fraction(2), "tolérance 2 ; cible ≥ 0,9"),
    ],
)
def test_the_tolerance_of_a_rate_is_told_in_points(
    unite: UniteDeResultat, tolerance: Fraction, dite: str
) -> None:
    cible = Fraction(9, 10)
    engagement = Engagement(
        "E2", "Répondre", "Taux", "≥", unite=unite, cible=cible, tolerance=tolerance
    )
    de = replace(complet(), engagements=(engagement,))
    bilan, _ = calcule(de)
    dites = regles.describe_regles(de, bilan.indicateurs, bilan.engagements)
    assert simple(dites["engagements.E2"]) == dite


def test_the_words_of_the_acknowledgement_and_of_a_note() -> None:
    ar, note = "reclamations.taux_ar_dans_delai", "satisfaction.taux.Q3"
    figures = {code: indicateur(code, taux(1, 2)) for code in (ar, note)}
    de = replace(complet(), questions=(Question("Q3", "Une note", "note 0-10"),))
    autres = replace(
        de,
        parametres=Parametres(
            delai_ar_papier=None, canaux_electroniques="mél", autres_canaux="lettre ; fax"
        ),
    )
    assert [simple(regle) for regle in regles.describe_regles(de, figures, ()).values()] == [
        "accusé de réception : 7 jours par voie électronique, 14 jours par une autre",
        "notes de 8 à 10",
    ]
    assert simple(regles.describe_regles(autres, figures, ())[ar]).startswith(
        "accusé de réception : 7 jours par voie électronique, sans délai par une autre ; voie"
        " électronique : mél ; autres : fax, lettre"
    )


def test_a_result_typed_by_a_service_is_held_against_nothing() -> None:
    """Another value in Résultats is a correction: no délai, no scale and no target gave it."""
    periode = Periode(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    saisi = Engagement("E2", "Répondre", "Taux", "≥", cible=Fraction(9, 10))
    de = replace(
        complet(),
        engagements=(saisi,),
        resultats=make_results([Resultat("E2", periode.du, periode.au, Fraction(1, 2))]),
    )
    avant, _ = calcule(de)
    corrige = replace(
        de, resultats=make_results([Resultat("E2", periode.du, periode.au, Fraction(3, 4))])
    )
    apres, problems = calcule(avec(corrige, collee(avant, regle=False)))
    assert (rompues(apres), problems) == (set(), [])


# -- a history that tells no rule ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quoi", "codes"),
    [
        (
            "échelle",
            {
                TAUX,
                "satisfaction.taux.Q2",
                GLOBALE,
                "satisfaction.solde.Q1",
                "satisfaction.solde.Q2",
                "satisfaction.theme.Accès",
            },
        ),
        (
            "délai",
            {DELAI, "reclamations.dans_delai", "reclamations.hors_delai", "engagements.E1"},
        ),
        ("filtre", {"L1"}),
        ("cible", set()),  # the figures are the same: nothing tells
        # the rate is not measured any more: nothing to compare it with
        ("sans délai", {"reclamations.dans_delai", "reclamations.hors_delai"}),
        ("minimum", set()),
    ],
)
def test_without_its_rule_a_figure_is_held_against_the_same_data(
    quoi: str, codes: set[str]
) -> None:
    avant, _ = calcule(complet())
    apres, problems = calcule(avec(change(complet(), quoi), collee(avant, regle=False)))
    assert rompues(apres) == codes
    assert {
        h.indicateur.code for h in read_history(apres.historique) if h.regle == ruptures.AUTRE
    } == codes
    assert [(p.code, p.gravite.libelle) for p in problems] == [
        ("historique-d-une-autre-regle", "à vérifier")
    ] * bool(codes)


def test_it_is_told_with_both_values_and_not_again_once_the_sheet_says_so() -> None:
    avant, _ = calcule(complet())
    apres, [problem] = calcule(avec(change(complet(), "délai"), collee(avant, regle=False)))
    assert simple(problem.trouve).startswith(
        "réunion du 11/06/2026 : les classeurs donnent aujourd’hui, avec les mêmes données, une"
        " autre"
    )
    assert (
        "pour 4 chiffres (reclamations.taux_dans_delai : 75,0 % ici, 25,0 % recalculé)"
        in simple(problem.trouve)
    )
    recollee, problems = calcule(avec(change(complet(), "délai"), collee(apres)))
    assert (rompues(recollee), problems) == (rompues(apres), [])
    # June is no row of Réunions any more
    sans_donnees = replace(change(complet(), "délai"), comite=Comite(reunions=REUNIONS[1:]))
    assert DELAI in rompues(calcule(avec(sans_donnees, collee(apres)))[0])


@pytest.mark.parametrize(
    ("texte", "rompue"),
    [
        ({}, True),
        ({"Période du": None, "Période au": None, "Arrêté au": None}, True),
        ({"Période du": dt.date(2020, 1, 1)}, False),  # another period: other figures
        ({"Période au": dt.date(2020, 1, 1)}, False),
        ({"Période au": dt.date(2030, 1, 1)}, False),
        ({"Arrêté au": dt.date(2026, 6, 1)}, False),  # other days were known
        ({"Unité": "nombre"}, True),  # another unit breaks by itself
        ({"Numérateur": None, "Dénominateur": None}, True),
    ],
)
def test_the_same_meeting_is_compared(texte: dict[str, object], rompue: bool) -> None:
    avant, _ = calcule(complet())
    apres, _ = calcule(avec(change(complet(), "délai"), collee(avant, regle=False, **texte)))
    assert (DELAI in rompues(apres)) is rompue


def test_days_counted_otherwise_are_told_by_the_unit_of_the_median() -> None:
    """Of a meeting that is no row of Réunions any more, by a sheet that tells no rule: nothing can
    be counted again (docs/rules/history.md#changed-rule).
    """
    colonnes = collee(calcule(complet())[0], regle=False)

    def find_rompues(quoi: str) -> set[str]:
        de = replace(change(complet(), quoi), comite=Comite(reunions=REUNIONS[1:]))
        return rompues(calcule(avec(de, colonnes))[0])

    moyennes = {f"reclamations.delai_{nom}" for nom in ("median", "p90", "max", "moyen")}
    assert find_rompues("unité") == DU_DELAI | moyennes
    assert find_rompues("délai") == set()


@pytest.mark.parametrize(
    "parties",
    [range(8), [4], range(16)],
    ids=["last year is gone", "one row was removed", "all is gone"],
)
def test_data_that_changed_or_are_gone_prove_nothing(parties: Sequence[int]) -> None:
    avant, _ = calcule(complet())
    autre = change(complet(), "délai")
    rows = autre.reclamations.frame
    gone = pd.Series([row in parties for row in range(len(rows))], rows.index)
    reste = replace(autre, reclamations=autre.reclamations.leave_out(gone))
    apres, problems = calcule(avec(reste, collee(avant, regle=False)))
    assert (DELAI in rompues(apres), problems) == (False, [])


@pytest.mark.parametrize(("du", "rompue"), [("05/01/2025", True), ("05/09/2025", False)])
def test_one_figure_alone_is_compared_when_the_register_begins_before_its_period(
    du: str, rompue: bool
) -> None:
    avant, _ = calcule(complet())
    colonnes = collee(avant, regle=False)
    rang = colonnes["Code"].index(DELAI)
    seule = {titre: [cellules[rang]] for titre, cellules in colonnes.items()}
    autre = change(complet(), "délai")
    debut = dt.date(int(du[6:]), int(du[3:5]), int(du[:2]))
    gone = autre.reclamations.frame["recue_le"] < pd.Timestamp(debut)
    apres, _ = calcule(
        avec(replace(autre, reclamations=autre.reclamations.leave_out(gone)), seule)
    )
    assert (DELAI in rompues(apres)) is rompue


def test_an_unknown_rule_between_two_is_with_the_one_before() -> None:
    assert ruptures.is_different("", "R", "R") is False
    assert ruptures.is_different(ruptures.AUTRE, "R", "R") is True
    assert ruptures.is_different("R", ruptures.AUTRE, "R") is True
    # two rules of which none is in force: they may be one
    assert ruptures.is_different(ruptures.AUTRE, "S", "R") is False
    assert ruptures.is_different("S", "R", "R") is True
    assert ruptures.is_different("Règle", "REGLE", "x") is False


@pytest.mark.parametrize(
    ("cellule", "lue"),
    [
        (None, ""),
        ("délai de réponse : 15 jours", "délai de réponse : 15 jours"),
        (
            "délai de réponse : 15 jours\u202f; règle modifiée depuis",
            "délai de réponse : 15 jours",
        ),
        ("Règle modifiée depuis", ruptures.AUTRE),
        (12.0, ""),
    ],
)
def test_what_the_column_says(cellule: object, lue: str) -> None:
    assert ruptures.read_regle(cellule) == lue


def test_a_figure_given_twice_stands_once_and_is_told() -> None:
    avant, _ = calcule(complet())
    colonnes = collee(avant)
    deux = {titre: [*cellules, *cellules] for titre, cellules in colonnes.items()}
    apres, problems = calcule(avec(complet(), deux))
    codes = [h.indicateur.code for h in read_history(apres.historique)]
    assert len(codes) == len(set(codes)) == len(colonnes["Code"])
    assert {p.code for p in problems} == {"historique-repete"}
    assert len(problems) == len(codes)


# -- the pack --------------------------------------------------------------------------------------


def test_the_figures_before_stand_apart_in_the_trend() -> None:
    """The pasted rate of June and of two meetings before it, 70,0 %, and that of December once «
    Satisfait » is neutral, 30,0 %.
    """
    avant, _ = calcule(complet())
    colonnes = collee(avant, regle=False)
    rang = colonnes["Code"].index(GLOBALE)
    anciennes = {
        titre: [cellules[rang]] * 2 + list(cellules) for titre, cellules in colonnes.items()
    }
    anciennes["Réunion"][:2] = [dt.date(2025, 6, 12), dt.date(2025, 12, 11)]
    apres, _ = calcule(avec(change(complet(), "échelle"), anciennes))
    elements = tendances.build_tendance(
        MeetingContext(registre(), apres), GLOBALE, "Satisfaction globale"
    )
    tableaux = [
        ligne.split(" | ") for ligne in dit(elements) if " sur " in ligne and "|" in ligne
    ]
    assert [(ligne[0], ligne[2]) for ligne in tableaux] == [
        ("10 décembre 2026", "30,0 % (6 sur 20)"),
        ("12 juin 2025", "70,0 % (14 sur 20)"),
        ("11 décembre 2025", "70,0 % (14 sur 20)"),
        ("11 juin 2026", "70,0 % (14 sur 20)"),
    ]
    assert [e.legende for e in elements if isinstance(e, PrintedTable)] == [
        "Satisfaction globale, de réunion en réunion",
        (
            "Satisfaction globale, de réunion en réunion – règle modifiée après la réunion du 11"
            " juin 2026"
        ),
    ]
    assert dit(elements)[-1].startswith("Règle modifiée à la réunion du 10 décembre 2026")


def test_a_pack_that_printed_another_figure_is_told() -> None:
    """All is counted again by the present rule: nothing breaks, but who kept the pack of June read
    another rate.
    """
    envoyee = replace(REUNIONS[0], dossier_envoye_le=dt.date(2026, 6, 4))
    de = replace(change(complet(), "échelle"), comite=Comite(reunions=(envoyee, REUNIONS[1])))
    chemin = file_names.name_dossier_de_seance(JUIN, de.parametres.sigle)
    bilan, _ = calcule(de)
    dits = {chemin: {GLOBALE: "70,0 % (14 sur 20)"}}
    assert (
        simple(
            tendances.say_recomputed(
                MeetingContext(de, replace(bilan, deja_dits=dits)), GLOBALE
            )
        )
        == "Chiffres recalculés avec les règles et les données d’aujourd’hui ; le dossier envoyé"
        " indiquait 70,0 % (14 sur 20) à la réunion du 11 juin 2026."
    )
    assert tendances.say_recomputed(MeetingContext(de, bilan), GLOBALE) == ""
    pas_envoyee = replace(de, comite=Comite(reunions=REUNIONS))
    assert (
        tendances.say_recomputed(
            MeetingContext(pas_envoyee, replace(bilan, deja_dits=dits)), GLOBALE
        )
        == ""
    )
