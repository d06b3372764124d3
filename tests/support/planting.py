"""A prefecture whose every text cell holds a string of `tests.support.supplices`.

It is made from the declarations: a column added is planted too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.declared_sheet import Kind
from clu_batch.records import SHEETS
from clu_batch.records.parametres import REGLAGES
from tests.support.supplices import JETON, SUPPLICES

JUIN, DECEMBRE, J = dt.date(2026, 6, 11), dt.date(2026, 12, 10), dt.date(2026, 11, 23)
TEXTES = frozenset({Kind.TEXTE, Kind.NUMERO, Kind.MEMBRE, Kind.REUNION, Kind.BRUT})
"""The kinds of columns where words may be typed."""

# -- what is planted -------------------------------------------------------------------------------

Cle = tuple[str, str, int]
"""Sheet, column, row (from 0)."""


class Plantation:
    """The strings planted cell by cell; `depart`: the first of them, the next cell taking the next
    one.
    """

    def __init__(self, depart: int) -> None:
        self.depart = depart
        self.textes: dict[Cle, str] = {}

    def __call__(self, feuille: str, colonne: str, rang: int = 0) -> str:
        """The string of a cell, the same each time it is asked for."""
        cle = (feuille, colonne, rang)
        if cle not in self.textes:
            numero = len(self.textes)
            supplice = SUPPLICES[(self.depart + numero) % len(SUPPLICES)]
            self.textes[cle] = supplice.replace(JETON, f"Zq{numero:03}x")
        return self.textes[cle]

    def jeton(self, feuille: str, colonne: str, rang: int) -> str:
        """The mark of the string of a cell, as `serre` writes it."""
        return f"zq{list(self.textes).index((feuille, colonne, rang)):03}x"


Ligne = Mapping[str, object]


def _comite(t: Plantation) -> dict[str, list[Ligne]]:
    """The committee: five seats, a meeting held and one to come, each with a point per rubrique and
    one of its own.
    """
    codes = [t("Composition", "Code", rang) for rang in range(5)]
    invite = t("Invités", "Organisme", 0)
    rubriques = (
        "engagements",
        "satisfaction",
        "réclamations",
        "documents types",
        "modalités d'appui",
        "suites données",
    )
    points = [
        {"Réunion": d, "Rubrique": r, "Durée": 10} for d in (DECEMBRE, JUIN) for r in rubriques
    ]
    statuts = ("présent", "suppléé", "représenté", "excusé")
    return {
        "Composition": [
            {"Ou son représentant": "oui"},
            {"Civilité": None, "Prénom": None, "Nom": None, "Courriel": None},
            {"Courriel": "canari@exemple.fr"},
            {"Vacant": None},
            {"Vacant": "oui"},
        ],
        "Réunions": [
            {
                "Date": JUIN,
                "Heure": dt.time(14, 30),
                "Heure de fin": dt.time(16),
                "Statut": "tenue",
            },
            {"Date": DECEMBRE, "Heure": dt.time(14, 30), "Statut": None},
        ],
        "Ordre du jour": [
            *points,
            {"Réunion": DECEMBRE, "Durée": 5},
            {"Réunion": JUIN, "Durée": 5},
        ],
        "Invités": [
            {"Réunion": DECEMBRE, "Point": t("Ordre du jour", "N°", 0)},
            {"Réunion": JUIN, "Organisme": invite, "Point": None},
            {"Réunion": DECEMBRE, "Organisme": None, "Point": None},
        ],
        "Suppléances": [
            {
                "Réunion": DECEMBRE,
                "Membre": codes[2],
                "Secrétariat informé le": dt.date(2026, 11, 20),
                "Décision": None,
            },
            {
                "Réunion": JUIN,
                "Membre": codes[1],
                "Secrétariat informé le": dt.date(2026, 6, 1),
                "Décision": None,
            },
        ],
        "Présences": [
            *(
                {"Réunion": JUIN, "Membre": code, "Statut": statut}
                for code, statut in zip(codes, statuts, strict=False)
            ),
            {"Réunion": JUIN, "Membre": invite, "Statut": "présent"},
            {"Réunion": JUIN, "Statut": "présent", "Départ": dt.time(15)},
            {"Réunion": DECEMBRE, "Membre": codes[0], "Réponse": "représenté", "Statut": None},
        ],
        "Propositions": [
            {"Réunion": JUIN, "Membre": codes[2], "Nature": "souhait", "État": "en cours"},
            {
                "Réunion": JUIN,
                "Membre": codes[3],
                "Nature": "avis",
                "État": "réalisée",
                "Clôturée le": dt.date(2026, 9, 1),
            },
            {"Réunion": JUIN, "Nature": "suggestion", "État": "réalisée"},
        ],
        "Documents types": [
            {"Réunion": DECEMBRE, "Nature": "courrier", "Fichier": None},
            {"Réunion": JUIN, "Nature": "imprimé"},
        ],
        "Modalités d'appui": [
            {"Réunion": None, "Usagers accompagnés": 120, "Période précédente": 100},
            {"Réunion": None, "Usagers accompagnés": 80, "Période précédente": 90},
        ],
    }


def _enquetes(t: Plantation) -> dict[str, list[Ligne]]:
    """The survey: one scale, two questions of it, answers whose groups are planted and plain in
    turn.
    """
    echelle, reponses = (
        t("Échelles", "Échelle"),
        [t("Échelles", "Réponse possible", rang) for rang in range(2)],
    )
    codes = [t("Questions", "Code", rang) for rang in range(2)]
    plus, moins = (
        {"Échelle": echelle, "Ordre": n, "Compte comme": mot}
        for n, mot in ((1, "satisfait"), (2, "insatisfait"))
    )
    ordinaire = {
        "Mode de recueil": "papier",
        "Canal": "courriel",
        "Site": "Nîmes",
        "Service": "Titres",
    }
    groupes = {colonne: t("Réponses", colonne) for colonne in ordinaire}
    jours = [dt.date(2026, 3, 2) + dt.timedelta(days=n) for n in range(28)]
    return {
        "Enquêtes": [
            {
                "Du": dt.date(2026, 2, 2),
                "Au": dt.date(2026, 3, 27),
                "Questionnaires distribués": 200,
            }
        ],
        "Questions": [
            {"Échelle": echelle, "Question globale": "oui", "Engagement": None},
            {"Échelle": echelle, "Engagement": t("Engagements", "Code")},
        ],
        "Échelles": [plus, moins],
        "Réponses": [
            {
                "Date": jour,
                **(groupes if n % 2 else ordinaire),
                codes[0]: reponses[n % 3 == 0],
                codes[1]: reponses[n % 5 == 0],
            }
            for n, jour in enumerate(jours)
        ],
        "Dépouillement": [
            {
                "Question": codes[0],
                "Réponse": reponses[0],
                "Nombre": 12,
                "Du": dt.date(2026, 2, 2),
                "Au": dt.date(2026, 2, 27),
            }
        ],
    }


def _registres(t: Plantation) -> dict[str, list[Ligne]]:
    """Complaints, commitments, the secretary's own indicators, exports and history."""
    ordinaire = {"Canal": "courrier", "Service": "Titres", "Motif": "Délai", "Site": "Nîmes"}
    groupes = {colonne: t("Réclamations", colonne) for colonne in ordinaire}
    recues = [dt.date(2026, 3, 2) + dt.timedelta(days=n) for n in range(12)]
    return {
        "Jours de fermeture": [{"Date": dt.date(2026, 12, 7)}],
        "Réclamations": [
            {
                "Reçue le": jour,
                **(groupes if n % 2 else ordinaire),
                "Réponse envoyée le": jour + dt.timedelta(days=8) if n % 3 else None,
            }
            for n, jour in enumerate(recues)
        ],
        "Engagements": [
            {
                "Sens de la cible": "≥",
                "Unité": "%",
                "Cible": 0.9,
                "Tolérance": None,
                "Source": "saisie",
            },
            {"Sens de la cible": "≥", "Unité": "nombre", "Cible": 9, "Tolérance": None},
        ],
        "Résultats": [
            {
                "Code": t("Engagements", "Code"),
                "Du": dt.date(2026, 1, 1),
                "Au": dt.date(2026, 5, 31),
                "Valeur": 0.5,
            }
        ],
        "Indicateurs locaux": [
            {"Feuille": "Réclamations", "Sur": None, "Compter": "Canal = courrier"},
            {"Feuille": "Réponses", "Cible": None},
        ],
        "Équivalences": [{}],
        "Points vus": [{}],
        "Historique": [
            {"Réunion": dt.date(2025, 6, 12), "Valeur": 0.5, "Numérateur": 1, "Dénominateur": 2}
        ],
    }


NUS = frozenset({"Territoire", "Réunion à produire"})
"""Settings that say one of a list, or a meeting: a string there is wrong, and merely told."""


TOUT = (
    ("Compte rendu pour publication", "oui"),
    ("Brouillons de courriel", "oui"),
    ("Tableaux dans le compte rendu", "complets"),
)
"""What is made only if it is asked for."""


def _parametres(t: Plantation) -> list[Sequence[object]]:
    libres = [r.header for r in REGLAGES if r.kind is Kind.TEXTE and r.header not in NUS]
    return [
        ("Paramètre", "Valeur"),
        *((nom, t("Paramètres", nom)) for nom in libres),
        ("Délai de réponse", 15),
        *TOUT,
    ]


def planter(dossier: Path, depart: int) -> Plantation:
    """Write the workbooks of the tortured prefecture: the cells that are not said above hold a
    string each.
    """
    t = Plantation(depart)
    lignes = _comite(t) | _enquetes(t) | _registres(t)
    livres: dict[str, openpyxl.Workbook] = {}
    for feuille in SHEETS:
        livre = livres.setdefault(feuille.workbook or "historique.xlsx", openpyxl.Workbook())
        onglet = livre.create_sheet(feuille.name)
        if feuille.name == "Paramètres":
            for rang, reglage in enumerate(_parametres(t), start=1):
                _ranger(onglet, rang, reglage)
            continue
        entetes = [c.header for c in feuille.columns if c.header != "Exemple"]
        entetes += [nom for nom in lignes[feuille.name][0] if nom not in entetes]
        _ranger(onglet, 1, entetes)
        libres = {c.header for c in feuille.columns if c.kind in TEXTES}
        for rang, ligne in enumerate(lignes[feuille.name]):
            plein = {
                nom: (
                    ligne[nom]
                    if nom in ligne
                    else t(feuille.name, nom, rang)
                    if nom in libres
                    else None
                )
                for nom in entetes
            }
            _ranger(onglet, rang + 2, list(plein.values()))
    dossier.mkdir(parents=True)
    for nom, livre in livres.items():
        livre.remove(livre.worksheets[0])
        livre.save(dossier / nom)
    return t


def _ranger(onglet: Worksheet, rang: int, valeurs: Sequence[object]) -> None:
    for colonne, valeur in enumerate(valeurs, start=1):
        cellule = onglet.cell(rang, colonne)
        cellule.value = valeur  # type: ignore[assignment]  # any value that openpyxl writes
        if isinstance(valeur, str):
            cellule.data_type = "s"  # « =cmd » is typed as a text
