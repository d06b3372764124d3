"""The control workbook, sheet by sheet, held against docs/rules/control-workbook.md and the
procedure.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from clu_batch import check, read
from clu_batch.documents import control
from clu_batch.documents.control import chiffres, execution
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.excel.xlsx_writer import PIXELS_PER_CHARACTER
from clu_batch.kernel.problems import Place, ProblemKind, Severity, group_problems
from clu_batch.kernel.sheet_content import (
    DATE,
    DECIMAL,
    NOMBRE,
    POURCENT,
    ControlCell,
    ControlSheet,
)
from clu_batch.records.equivalences import Historique
from clu_batch.rules.delais import list_delais
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import (
    Bilan,
    BilanGeneral,
    LigneReclamation,
    Mesure,
    Parametres,
    Registre,
)
from clu_batch.rules.seances import build_without_reunion
from clu_batch.write import workbook_file
from clu_batch.write.typed_rows import compute_column_width
from tests.support.control_sheets import formats, valeurs
from tests.support.history import Passe, make_history
from tests.support.meeting import (
    DECEMBRE,
    INDICATEURS,
    JUIN,
    PERIODE,
    J,
    bilan,
    indicateur,
    nombre,
    registre,
    taux,
)
from tests.support.registers import registre as registre_vide


def feuilles(
    registre: Registre, bilan: BilanGeneral, documents: Sequence[LigneDocument] = ()
) -> dict[str, ControlSheet]:
    report = execution.build_a_corriger_sheet([], "../../workbooks")
    shown = MeetingContext(registre, bilan) if isinstance(bilan, Bilan) else bilan
    return {f.nom: f for f in control.build_sheets(registre, shown, {}, [report], documents)}


# -- the sheets and their columns ------------------------------------------------------------------

PAGE_3_5 = """
À corriger | Gravité · Classeur · Feuille · Cellule · Colonne · Valeur · Attendu · Que faire · \
Plage · Occurrences · Constat
Indicateurs | Code · Libellé · Période du · Période au · Valeur · Numérateur · Dénominateur · \
Unité · Intervalle bas · Intervalle haut · Période précédente · \
Écart · Évolution · Cible · État · Définition
Répartitions | Code · Axe · Modalité · Valeur · Numérateur · Dénominateur
Réclamations | N° · Reçue le · Service · Canal · Échéance · Délai · État · Jours restants · \
AR échéance · AR état
Suppléances | Membre · Suppléant · Secrétariat informé le · Moyen · Limite jours pleins · \
Limite J-2 · Limite imprimée · État · Motif · Décision
Réponses attendues | Membre · Nom · Réponse · Reçue le · À relancer
Composition | Membre · Collège · Titulaire · Vacant · Fin de mandat · Réunions · Présences · \
Représentations · Suppléances · Excusés · Absences · Dernière présence
Pourquoi ces dates | Objet · Jour · Compté · Rang · Raison
Dates clés | Étape · Date · Jours restants · Fait le · État
Conformité | Disposition · Constat · Preuve · État
Documents | Fichier · Modèle · État · Remarque
Balises | Balise · Ce qu’elle dit · Valeur à cette réunion
Sources | Classeur · Feuille · Empreinte · Lignes lues · Retenues · Écartées
Historique | Réunion · Période du · Période au · Arrêté au · Code · Libellé · Valeur · \
Numérateur · Dénominateur · Unité · Règle
"""


def test_sheets_and_columns_are_those_of_the_contract() -> None:
    drawn = [
        f"{nom} | {' · '.join(c.titre for c in f.colonnes)}"
        for nom, f in feuilles(registre(), bilan()).items()
    ]
    assert drawn == PAGE_3_5.strip().splitlines()


def test_a_run_without_meeting_awaits_nothing() -> None:
    complet = bilan()
    general = BilanGeneral(
        seance=build_without_reunion(J),
        indicateurs=complet.indicateurs,
        repartitions=complet.repartitions,
        reclamations=complet.reclamations,
        sieges=complet.sieges,
        assiduite=complet.assiduite,
        pourquoi=complet.pourquoi,
        historique=complet.historique,
    )
    seule = feuilles(registre(), general)
    empty = [
        "À corriger",
        "Réclamations",
        "Suppléances",
        "Réponses attendues",
        "Composition",
        "Pourquoi ces dates",
        "Dates clés",
    ]
    assert [nom for nom, feuille in seule.items() if not feuille.lignes] == [
        *empty,
        "Conformité",
        "Documents",
        "Balises",
        "Historique",
    ]


def test_texts_receive_the_spaces_of_french_but_for_what_is_shown_as_typed() -> None:
    inhabituel = replace(
        indicateur("code ?", nombre(1), "nombre"),
        libelle="Question ?",
        definition="Valeur : 50 %",
    )
    lignes = feuilles(
        registre(),
        bilan(indicateurs={"code ?": inhabituel}),
        [LigneDocument("a : b.docx", "m.docx", "produit", "« oui »")],
    )
    assert lignes["Indicateurs"].lignes[0][:2] == ["code ?", "Question\u202f?"]
    assert lignes["Indicateurs"].lignes[0][-1] == "Valeur\u00a0: 50\u202f%"
    assert list(lignes["Documents"].lignes[0]) == [
        "a : b.docx",
        "m.docx",
        "produit",
        "«\u00a0oui\u00a0»",
    ]


# -- figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unite", "valeur", "ecart"),
    [
        ("%", POURCENT, DECIMAL),  # a rate changes by points
        ("nombre", NOMBRE, NOMBRE),
        ("date", DATE, DATE),
        ("note", DECIMAL, DECIMAL),
        ("jours ouvrés", DECIMAL, DECIMAL),
        ("minutes", DECIMAL, DECIMAL),
    ],
)
def test_the_unit_of_an_indicator_gives_its_formats(
    unite: str, valeur: str, ecart: str
) -> None:
    feuille = chiffres.build_indicateurs_sheet(
        bilan(indicateurs={"x": indicateur("x", Mesure(), unite)})
    )
    assert [formats(feuille, titre) for titre in ("Valeur", "Période précédente", "Cible")] == [
        [valeur]
    ] * 3
    assert formats(feuille, "Écart") == [ecart]


def test_a_rate_is_unrounded_and_its_change_in_points() -> None:
    tiers = replace(
        indicateur("x", taux(1, 3)),
        precedente=taux(1, 6),
        ecart=Fraction(50, 3),
        intervalle=(0.1, 0.7),
        cible=Fraction(4, 5),
    )
    (ligne,) = valeurs(chiffres.build_indicateurs_sheet(bilan(indicateurs={"x": tiers})))
    assert ligne[4:14] == (
        Fraction(1, 3),
        1,
        3,
        "%",
        0.1,
        0.7,
        Fraction(1, 6),
        Fraction(50, 3),
        "sans objet",
        Fraction(4, 5),
    )


def test_every_row_but_two_has_its_period() -> None:
    feuille = chiffres.build_indicateurs_sheet(bilan())
    assert len(feuille.lignes) == len(INDICATEURS)
    sans = [ligne[0] for ligne in valeurs(feuille) if ligne[2] is None or ligne[3] is None]
    assert sans == ["reclamations.stock", "reclamations.plus_ancienne"]
    assert {ligne[2:4] for ligne in valeurs(feuille) if ligne[0] not in sans} == {
        (PERIODE.du, PERIODE.au)
    }


def test_a_breakdown_holds_rates_counts_what_is_apart_and_small_months() -> None:
    feuille = chiffres.build_repartitions_sheet(bilan())
    lignes = {
        ligne[:3]: (*ligne[3:], format_lu)
        for ligne, format_lu in zip(valeurs(feuille), formats(feuille, "Valeur"), strict=True)
    }
    assert lignes["satisfaction.taux.Q1", "Réponse", "Très satisfait"] == (
        Fraction(200, 651),
        200,
        651,
        POURCENT,
    )
    # out of the base: a number, no rate
    assert lignes["satisfaction.taux.Q1", "Réponse", "sans réponse"] == (None, 1, None, NOMBRE)
    # too small: its base alone
    assert lignes["satisfaction.taux.global", "Mois", "décembre 2025"] == (
        None,
        None,
        3,
        POURCENT,
    )
    assert lignes["reclamations.recues", "Canal", "courriel"] == (60, None, None, NOMBRE)


def test_complaints_stand_in_the_order_given() -> None:
    ligne = LigneReclamation(
        "7",
        JUIN,
        "Accueil",
        "courriel",
        DECEMBRE,
        None,
        "en cours",
        17,
        JUIN,
        "dans le délai",
        0,
    )
    (ecrite,) = valeurs(chiffres.build_reclamations_sheet(bilan(reclamations=[ligne])))
    assert ecrite == (
        "7",
        JUIN,
        "Accueil",
        "courriel",
        DECEMBRE,
        None,
        "en cours",
        17,
        JUIN,
        "dans le délai",
    )


@pytest.mark.parametrize(
    ("etats", "phrase"),
    [
        ([], None),
        ([("en cours", 8)], None),
        (
            [("sans réponse, délai dépassé", -3)],
            "1 réclamation en retard, 0 à échéance sous 7 jours",
        ),
        (
            [("sans réponse, délai dépassé", -3)] * 2 + [("en cours", 7), ("en cours", None)],
            "2 réclamations en retard, 1 à échéance sous 7 jours",
        ),
    ],
)
def test_the_sentence_of_the_screen(
    etats: Sequence[tuple[str, int | None]], phrase: str | None
) -> None:
    lignes = [
        LigneReclamation("1", JUIN, None, None, None, None, etat, jours, None, "non suivi", 0)
        for etat, jours in etats
    ]
    assert chiffres.write_reclamations_sentence(bilan(reclamations=lignes)) == phrase


def test_the_sentence_of_the_screen_tells_apart_what_the_pack_does_not_count() -> None:
    late = "sans réponse, délai dépassé"
    lignes = [
        LigneReclamation("1", day, None, None, None, None, late, -3, None, "non suivi", 0)
        for day in (JUIN, JUIN.replace(year=2024), JUIN.replace(year=2023))
    ]
    assert chiffres.write_reclamations_sentence(bilan(reclamations=lignes)) == (
        "1 réclamation en retard (et 2 autres, reçues hors de la période du dossier), 0 à échéance"
        " sous 7 jours"
    )


# -- the run ---------------------------------------------------------------------------------------

INCONNU = ProblemKind(
    Severity.ERREUR,
    "inconnu",
    "« {valeur} » n’existe pas",
    "un nom connu",
    "Corrigez la cellule.",
)


@pytest.mark.parametrize(
    ("place", "vers", "lien"),
    [
        (
            Place("comite.xlsx", "Présences", "B7"),
            "../../workbooks",
            "../../workbooks/comite.xlsx#'Présences'!B7",
        ),
        (
            Place("à l'été 100 %.ods", "Réponses d'Alès", "AB12"),
            "..",
            "../%C3%A0%20l%27%C3%A9t%C3%A9%20100%20%25.ods#'Réponses d''Alès'!AB12",
        ),
        (
            Place("comite.xlsx", "Présences", "B7"),
            None,
            "",
        ),  # the workbooks stand on another drive
        (Place("reponses.csv", "reponses", "B7"), "..", ""),  # a text file has no cell
        (Place("comite.xlsx", "Présences"), "..", ""),
        (Place("convocation.docx"), "..", ""),
    ],
)
def test_a_problem_leads_to_its_cell(place: Place, vers: str | None, lien: str) -> None:
    (ligne,) = execution.build_a_corriger_sheet(
        group_problems([INCONNU.report(place, "Membre", "X")]), vers
    ).lignes
    assert ligne[3] == ControlCell(place.cell, lien=lien)


ECRAN, TRAIN = 1366, 66
"""Pixels of a laptop's screen, and of what stands beside the cells: row numbers, scroll bar."""


def test_what_to_do_is_in_view_on_a_laptop() -> None:
    columns = execution.build_a_corriger_sheet([], None).colonnes
    widths = {c.titre: compute_column_width(c) * PIXELS_PER_CHARACTER for c in columns}
    shown = list(itertools.accumulate(widths.values()))[list(widths).index("Que faire")]
    assert shown <= ECRAN - TRAIN, f"{shown} pixels up to « Que faire »"


def test_the_same_problem_is_one_row() -> None:
    problems = [
        INCONNU.report(Place("comite.xlsx", "Présences", f"B{n}"), "Membre", "x" * 100)
        for n in (9, 4, 5, 12)
    ]
    groups = [replace(group, constat="BCDFGHJK") for group in group_problems(problems)]
    (ligne,) = valeurs(execution.build_a_corriger_sheet(groups, None))
    valeur = f"« {'x' * 79}… » n’existe pas"
    assert ligne == (
        "erreur",
        "comite.xlsx",
        "Présences",
        "B4",
        "Membre",
        valeur,
        "un nom connu",
        "Corrigez la cellule.",
        "B4:B5; B9; B12",
        4,
        "BCDFGHJK",
    )


def test_sources_list_sheets_settings_time_limits_and_version() -> None:
    origine = SheetOrigin("comite.xlsx", "Présences 2026", {}, 4, 3, "0123456789abcdef")
    parametres = Parametres(
        delai_reponse=1, cible_satisfaction=Fraction(4, 5), date_du_jour=J, delai_ar_papier=None
    )
    lignes = valeurs(
        execution.build_sources_sheet([origine], parametres, list_delais(parametres))
    )
    assert lignes[0] == ("comite.xlsx", "Présences 2026", "0123456789ab", 4, 3, 1)
    en_vigueur = {ligne[1]: ligne[2] for ligne in lignes if ligne[0] == "Paramètre en vigueur"}
    noms = (
        "Préfecture",
        "Délai de réponse",
        "Cible de satisfaction",
        "Compte rendu aux excusés",
        "Date du jour",
    )
    assert [en_vigueur[nom] for nom in noms] == [
        "non renseigné",
        "1",
        "80,0 %",
        "oui",
        "23/11/2026",
    ]
    durees = {
        str(ligne[1]): str(ligne[2]) for ligne in lignes if ligne[0] == "Délai en vigueur"
    }
    assert durees["Délai de suppléance"].startswith(
        "2 jours ouvrables ; point de départ : la réunion"
    )
    assert "source : procédure du comité" in durees["Délai de suppléance"]
    assert durees["Délai de réponse aux réclamations"].startswith("1 jour ouvré ;")
    assert durees["Délai d’accusé de réception papier"].startswith(
        "non mesuré ; source : programme Services Publics +"
    )
    assert lignes[-1][0] == "Programme"
    assert str(lignes[-1][2]).startswith("version ")


# -- the history, pasted back ----------------------------------------------------------------------

PASSES = (
    indicateur("satisfaction.taux.global", taux(13, 16)),
    indicateur("satisfaction.solde.Q1", taux(-1, 3)),
    indicateur("reclamations.recues", nombre(1234), "nombre"),
    indicateur("reclamations.delai_median", Mesure(Fraction(17, 2)), "jours ouvrés"),
    indicateur("reclamations.plus_ancienne", Mesure(dt.date(2025, 10, 30)), "date"),
    indicateur("engagements.E1", Mesure(), "%"),
)


def ecrits(bilan: BilanGeneral) -> list[tuple[object, ...]]:
    return [
        tuple(float(v) if isinstance(v, Fraction) else v for v in ligne)
        for ligne in valeurs(chiffres.build_historique_sheet(bilan))
    ]


def test_the_history_can_be_pasted_back(tmp_path: Path) -> None:
    """Written by Excel's rules, read as any workbook, the sheet gives the same figures."""
    passes = [Passe(JUIN, PERIODE, JUIN, passe) for passe in PASSES]
    before = bilan(historique=make_history(passes))
    (tmp_path / "historique.xlsx").write_bytes(
        workbook_file.write_workbook(
            [chiffres.build_historique_sheet(before)], titre="", createur="", date=J
        )
    )
    lecture = read.read_folder(tmp_path)
    lue = check.check_frame(Historique.sheet, lecture.sheets, j=J, exemple=False)
    assert [*lecture.problems, *lue.problems] == []
    after, _ = bilan_de_seance.compute_general(
        replace(registre_vide(), historique=lue), build_without_reunion(J)
    )
    assert ecrits(after) == ecrits(before)
    assert [type(valeur) for valeur in after.historique["valeur"]] == [
        type(passe.mesure.valeur) for passe in PASSES
    ]
