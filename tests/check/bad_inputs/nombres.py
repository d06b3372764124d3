"""Cases 54 to 65: numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.session.load import LoadedWorkbooks
from tests.check.bad_inputs.dossier import classeur
from tests.check.bad_inputs.fichiers import ancien
from tests.check.bad_inputs.outils import (
    Cas,
    Plant,
    colonne,
    questions,
    resultats,
    tableau,
    tape,
)
from tests.support.prefecture import ERREUR_N_A, remplacer_dans

POUR_CENT_85 = Fraction(85, 100)
NOMBRE = colonne("Dépouillement", "Nombre")
DISTRIBUES = colonne("Enquêtes", "Questionnaires distribués")
MAI_4 = dt.date(2026, 5, 4)
MAI_31, AVRIL_30, MARS_31 = dt.date(2026, 5, 31), dt.date(2026, 4, 30), dt.date(2026, 3, 31)


def cibles(charge: LoadedWorkbooks, own: frozenset[str]) -> list[object]:
    return [q.cible for q in charge.registre.questions if q.place.workbook in own]


def cible(numero: int, nom: str, typed: object, attendu: str, lu: object) -> Cas:
    """A percent; `attendu`: gravity and code."""
    gravite, _, code = attendu.partition(" | ")
    return Cas(
        numero,
        nom,
        questions({"Cible": typed}),
        [f"{gravite} | Questions!D2 | {code}"] if attendu else [],
        cibles,
        [lu],
    )


def resultat(
    numero: int,
    nom: str,
    code: str,
    typed: object,
    attendu: str = "",
    lu: Fraction | None = None,
) -> Cas:
    """A result of E1 (jours) or of E2 (%); wrong, its row is left out."""
    lines = [attendu.replace(" | ", " | Résultats!D2 | ", 1)] if attendu else []
    return Cas(
        numero,
        nom,
        tape("Résultats", {"Code": code, "Valeur": typed}),
        lines,
        resultats("valeur"),
        [] if lu is None else [lu],
    )


def depouille(
    numero: int, nom: str, typed: object, attendu: str = "", lu: int | None = None
) -> Cas:
    lines = [attendu.replace(" | ", " | Dépouillement!C2 | ", 1)] if attendu else []
    return Cas(
        numero,
        nom,
        tape("Dépouillement", {"Nombre": typed}),
        lines,
        NOMBRE,
        [] if lu is None else [lu],
    )


def note(numero: int, nom: str, typed: object, code: str) -> Cas:
    """An answer to Q2, whose scale is « note 0-10 »."""
    return Cas(
        numero,
        nom,
        tape("Réponses", {"Q2": typed}),
        [f"erreur | Réponses!C2 | {code}"],
        colonne("Réponses", "Q2"),
        [ILLISIBLE],
    )


def lien_vers_un_classeur_absent(cle: str) -> Plant:
    """Excel keeps the formula, and shows what it could not find."""
    content = classeur(
        {"Enquêtes": tableau("Enquêtes", cle, [{"Questionnaires distribués": "=[1]Bilan!B2"}])}
    )
    return Plant(
        {
            "*.xlsx": remplacer_dans(
                content,
                "sheet1.xml",
                b'"D2"><f>[1]Bilan!B2</f><v></v>',
                b'"D2" t="e"><f>[1]Bilan!B2</f><v>#REF!</v>',
            )
        }
    )


CAS = (
    cible(54, "« 85 % » en texte", "85 %", "", POUR_CENT_85),
    cible(54, "« 0,85 » en texte", "0,85", "", POUR_CENT_85),
    cible(54, "un seul « 1 »", 1, "à vérifier | pourcentage-un", Fraction(1)),
    Cas(
        54,
        "« 85 % », 85 et 0,85 dans une colonne",
        questions(*({"Cible": typed} for typed in ("85 %", 85, 0.85))),
        ["à vérifier | Questions!D3 | pourcentages-melanges"],
        cibles,
        [POUR_CENT_85] * 3,
    ),
    Cas(
        54,
        "85 et 0,85 parmi les résultats",
        tape(
            "Résultats",
            {"Code": "E2", "Au": MARS_31, "Valeur": 0.85},
            {"Code": "E2", "Au": AVRIL_30, "Valeur": 85},
            {"Code": "E2", "Au": MAI_31, "Valeur": "85 %"},
        ),
        ["à vérifier | Résultats!D3 | pourcentages-melanges"],
        resultats("valeur"),
        [POUR_CENT_85] * 3,
    ),
    resultat(
        54,
        "un seul « 1 » parmi les résultats",
        "E2",
        1,
        "à vérifier | pourcentage-un",
        Fraction(1),
    ),
    resultat(55, "point décimal", "E1", "12.5", lu=Fraction(25, 2)),
    Cas(
        56,
        "espace insécable",
        tape("Enquêtes", {"Questionnaires distribués": "1\u00a0234"}),
        (),
        DISTRIBUES,
        [1234],
    ),
    Cas(
        56,
        "espace fine insécable",
        tape("Enquêtes", {"Questionnaires distribués": "1\u202f234"}),
        (),
        DISTRIBUES,
        [1234],
    ),
    note(57, "4/5", "4/5", "reponse-hors-echelle"),
    note(57, "4/5 devenu une date", MAI_4, "choix-devenu-date"),
    resultat(57, "4/5 parmi les résultats", "E1", "4/5", "erreur | valeur-fausse"),
    resultat(
        57,
        "4/5 devenu une date parmi les résultats",
        "E1",
        MAI_4,
        "erreur | valeur-devenue-date",
    ),
    depouille(57, "4/5 devenu une date au dépouillement", MAI_4, "erreur | nombre-devenu-date"),
    cible(58, "négatif", -5, "erreur | pourcentage-hors-bornes", None),
    cible(58, "plus de 100 %", 120, "erreur | pourcentage-hors-bornes", None),
    cible(58, "plus de 100 % en texte", "120 %", "erreur | pourcentage-hors-bornes", None),
    resultat(58, "résultat de plus de 100 %", "E2", 120, "erreur | valeur-fausse"),
    resultat(58, "résultat négatif", "E2", "-5 %", "erreur | valeur-fausse"),
    depouille(58, "dépouillement négatif", -3, "erreur | entier-negatif"),
    Cas(
        58,
        "durée négative",
        tape("Ordre du jour", {"Durée": -10}),
        ["erreur | Ordre du jour!D2 | nombre-negatif"],
        colonne("Ordre du jour", "Durée"),
        [None],
    ),
    depouille(59, "12 rép.", "12 rép.", "erreur | nombre-illisible"),
    Cas(
        59,
        "200 env.",
        tape("Enquêtes", {"Questionnaires distribués": "200 env."}),
        ["erreur | Enquêtes!D2 | nombre-illisible"],
        DISTRIBUES,
        [None],
    ),
    *(
        Cas(
            61,
            text,
            tape("Ordre du jour", {"Durée": text}),
            ["erreur | Ordre du jour!D2 | cellule-en-erreur"],
            colonne("Ordre du jour", "Durée"),
            [None],
        )
        for text in ("#REF!", "#DIV/0!", "#N/A")
    ),
    Cas(
        61,
        "#N/A dans une date nécessaire",
        tape("Réclamations", {"Reçue le": "#N/A"}),
        ["erreur | Réclamations!B2 | cellule-en-erreur"],
        colonne("Réclamations", "Reçue le"),
        [],
    ),
    Cas(
        61,
        "#N/A dans un .xls",
        lambda cle: Plant({"*.xls": ancien(cle, ERREUR_N_A)}),
        ["erreur | Réclamations!B2 | cellule-en-erreur"],
        colonne("Réclamations", "Reçue le"),
        [],
    ),
    Cas(
        62,
        "formule jamais calculée",
        tape("Ordre du jour", {"Durée": "=10+5"}),
        ["erreur | Ordre du jour!D2 | formule-non-calculee"],
        colonne("Ordre du jour", "Durée"),
        [None],
    ),
    Cas(
        63,
        "lien vers un classeur disparu",
        tape("Enquêtes", {"Questionnaires distribués": "='[ancien.xlsx]Bilan'!B2"}),
        ["erreur | Enquêtes!D2 | formule-non-calculee"],
        DISTRIBUES,
        [None],
    ),
    Cas(
        63,
        "lien qui affiche #REF!",
        lien_vers_un_classeur_absent,
        ["erreur | Enquêtes!D2 | cellule-en-erreur"],
        DISTRIBUES,
        [None],
    ),
    Cas(
        64,
        "une note de 0, et pas de note",
        tape("Réponses", {"Q2": 0}, {"Q2": None}),
        (),
        colonne("Réponses", "Q2"),
        ["0", None],
    ),
    Cas(
        64,
        "0 usager, et nombre inconnu",
        tape("Modalités d'appui", {"Usagers accompagnés": 0}, {"Usagers accompagnés": None}),
        (),
        colonne("Modalités d'appui", "Usagers accompagnés"),
        [Decimal(0), None],
    ),
    depouille(64, "dépouillement de 0", 0, lu=0),
    resultat(64, "un résultat de 0", "E1", 0, lu=Fraction(0)),
    depouille(65, "nombre en texte", "12", lu=12),
    resultat(65, "pourcentage en texte", "E2", "0,85", lu=POUR_CENT_85),
)
