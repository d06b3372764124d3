"""Cases 17 to 36: sheets and headers."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.check.bad_inputs.dossier import classeur
from tests.check.bad_inputs.outils import (
    MARS_2,
    MARS_12,
    Cas,
    Plant,
    Retouche,
    colonne,
    feuilles,
    page,
    resultats,
    tableau,
    tape,
)
from tests.support.prefecture import CLASSEURS

RECUE = colonne("Réclamations", "Reçue le")


def titre(name: str) -> Retouche:
    return lambda book: setattr(page(book), "title", name)


def inserer(*, lignes: int = 0, colonne_vide: int = 0, avant: int = 1) -> Retouche:
    def retouche(book: Workbook) -> None:
        if lignes:
            page(book).insert_rows(avant, lignes)
        if colonne_vide:
            page(book).insert_cols(colonne_vide)

    return retouche


def titre_au_dessus(book: Workbook) -> None:
    page(book).insert_rows(1, 3)
    page(book)["A1"] = "Registre tenu par le secrétariat"


def filtrer(book: Workbook) -> None:
    page(book).auto_filter.ref = "A1:F3"
    page(book).auto_filter.add_filter_column(2, ["courriel"])
    page(book).row_dimensions[3].hidden = True


def masquer(book: Workbook) -> None:
    page(book).row_dimensions[3].hidden = True


def cacher(book: Workbook) -> None:
    book.create_sheet("Lisez-moi")  # a workbook keeps one visible sheet
    page(book).sheet_state = "hidden"


def taper(**cells: str | int) -> Retouche:
    def retouche(book: Workbook) -> None:
        for cell, value in cells.items():
            page(book)[cell] = value

    return retouche


def deplacer_la_premiere_colonne(book: Workbook) -> None:
    for row in (1, 2):
        page(book).cell(row, 7).value = page(book).cell(row, 1).value
    page(book).delete_cols(1)


def sans_composition(_: str) -> Plant:
    sheets = CLASSEURS["comite.xlsx"]
    return Plant(
        {
            "comite.xlsx": classeur(
                {
                    "Feuil1" if name == "Composition" else name: rows
                    for name, rows in sheets.items()
                }
            )
        }
    )


DEUX: tuple[dict[str, object], dict[str, object]] = (
    {},
    {"Reçue le": MARS_12, "Réponse envoyée le": dt.date(2026, 3, 20)},
)
DEUX_LUES = [MARS_2, MARS_12]

CAS = (
    Cas(
        17,
        "Réclamations 2025",
        tape("Réclamations", *DEUX, retouche=titre("Réclamations 2025")),
        (),
        RECUE,
        DEUX_LUES,
    ),
    Cas(
        17,
        "Feuil1",
        tape("Réclamations", retouche=titre("Feuil1")),
        ["à vérifier | Feuil1 | feuille-a-lire"],
        RECUE,
        [],
    ),
    Cas(
        17,
        "Feuil1 pour une feuille indispensable",
        sans_composition,
        [
            "bloquant | comite.xlsx, Composition | feuille-absente",
            "à vérifier | Feuil1 | feuille-a-lire",
        ],
        seul="no document can be made: nothing else of the committee can be told",
    ),
    Cas(
        18,
        "espace final",
        tape("Réclamations", retouche=titre("Réclamations ")),
        (),
        RECUE,
        [MARS_2],
    ),
    Cas(
        19,
        "deux feuilles possibles",
        lambda cle: Plant(
            {
                "*.xlsx": classeur(
                    {
                        "Réponses papier": [["Date", "Q1"], [MARS_2, "Satisfait"]],
                        "Réponses en ligne": [["Date", "Q1"], [MARS_12, "Insatisfait"]],
                    }
                )
            }
        ),
        (),
        colonne("Réponses", "Q1"),
        ["Satisfait", "Insatisfait"],
    ),
    Cas(
        20,
        "feuille masquée",
        tape("Réclamations", retouche=cacher),
        ["information | Réclamations | feuille-masquee"],
        RECUE,
        [MARS_2],
    ),
    Cas(
        21,
        "titre au-dessus",
        tape("Réclamations", *DEUX, retouche=titre_au_dessus),
        (),
        RECUE,
        DEUX_LUES,
    ),
    Cas(
        22,
        "en-tête au pluriel",
        tape("Réclamations", retouche=taper(E1="Motifs")),
        ["bloquant | Réclamations!E1 | entete-manquant-proche"],
        RECUE,
        [],
    ),
    Cas(
        22,
        "en-tête mal écrit",
        tape("Résultats", retouche=taper(D1="Valuer")),
        ["bloquant | Résultats!D1 | entete-manquant-proche"],
        resultats("valeur"),
        [],
    ),
    Cas(
        22,
        "autre casse, autre accent",
        tape("Réclamations", retouche=taper(B1="RECUE LE", E1="Môtif")),
        (),
        RECUE,
        [MARS_2],
    ),
    Cas(
        22,
        "en-tête facultatif mal écrit",
        tape("Réclamations", {"Action d'amelioratoin": "Affiche"}),
        ["à vérifier | Réclamations!G1 | entete-presque"],
        colonne("Réclamations", "Action d'amélioration"),
        [None],
    ),
    Cas(
        23,
        "retour à la ligne dans l’en-tête",
        tape("Réclamations", retouche=taper(F1="Réponse\nenvoyée le")),
        (),
        colonne("Réclamations", "Réponse envoyée le"),
        [MARS_12],
    ),
    Cas(
        23,
        "espace insécable dans l’en-tête",
        tape("Réclamations", retouche=taper(B1="Reçue\u00a0le\u202f")),
        (),
        RECUE,
        [MARS_2],
    ),
    Cas(
        24,
        "en-tête deux fois",
        tape("Réclamations", retouche=taper(G1="Motif", G2="Accueil")),
        ["erreur | Réclamations!G1 | entete-repete"],
        colonne("Réclamations", "Motif"),
        ["Délai"],
    ),
    Cas(
        25,
        "colonne obligatoire absente",
        tape("Réclamations", retouche=lambda book: page(book).delete_cols(4)),
        ["bloquant | Réclamations!A1 | entete-manquant"],
        RECUE,
        [],
    ),
    Cas(
        25,
        "colonne facultative absente",
        tape("Réclamations", retouche=lambda book: page(book).delete_cols(6)),
        (),
        colonne("Réclamations", "Réponse envoyée le"),
        [None],
    ),
    Cas(
        26,
        "colonne déplacée",
        tape("Réclamations", retouche=deplacer_la_premiere_colonne),
        (),
        RECUE,
        [MARS_2],
    ),
    Cas(
        27,
        "colonne ajoutée",
        tape("Réclamations", {"Vu par": "le chef de bureau"}),
        (),
        RECUE,
        [MARS_2],
    ),
    Cas(
        28,
        "colonne vide au milieu",
        tape("Réclamations", retouche=inserer(colonne_vide=3)),
        (),
        colonne("Réclamations", "Canal"),
        ["courriel"],
    ),
    Cas(
        29,
        "en-tête fusionné",
        tape("Réclamations", retouche=lambda book: page(book).merge_cells("F1:G1")),
        ["à vérifier | Réclamations | cellules-fusionnees"],
        colonne("Réclamations", "Réponse envoyée le"),
        [MARS_12],
    ),
    Cas(
        30,
        "filtre posé",
        tape("Réclamations", *DEUX, retouche=filtrer),
        ["information | Réclamations | lignes-filtrees"],
        RECUE,
        DEUX_LUES,
    ),
    Cas(
        31,
        "ligne masquée à la main",
        tape("Réclamations", *DEUX, retouche=masquer),
        ["information | Réclamations | lignes-masquees"],
        RECUE,
        DEUX_LUES,
    ),
    Cas(
        32,
        "ligne TOTAL",
        tape(
            "Dépouillement",
            {"Nombre": 3},
            {"Question": "TOTAL", "Réponse": None, "Nombre": 3, "Du": None, "Au": None},
        ),
        ["à vérifier | Dépouillement!A3 | ligne-total"],
        colonne("Dépouillement", "Nombre"),
        [3],
    ),
    Cas(
        32,
        "Total général, plus à droite",
        tape(
            "Dépouillement",
            {"Nombre": 3},
            {
                "Question": None,
                "Réponse": "Total général :",
                "Nombre": 3,
                "Du": None,
                "Au": None,
            },
        ),
        ["à vérifier | Dépouillement!B3 | ligne-total"],
        colonne("Dépouillement", "Nombre"),
        [3],
    ),
    Cas(
        33,
        "lignes vides",
        tape("Réclamations", *DEUX, retouche=inserer(lignes=2, avant=3)),
        (),
        RECUE,
        DEUX_LUES,
    ),
    Cas(
        34,
        "second tableau à droite",
        tape("Réclamations", *DEUX, retouche=taper(I1="Canal du mois", I2="courriel", J3=12)),
        (),
        RECUE,
        DEUX_LUES,
    ),
    Cas(
        34,
        "second tableau dessous",
        feuilles(
            {
                "Résultats": [
                    *tableau("Résultats", "", [{}]),
                    [],
                    ["Délai moyen en 2025", None, None, 14],
                ]
            }
        ),
        ["erreur | Résultats!B4 | cle-manquante", "erreur | Résultats!C4 | cle-manquante"],
        resultats("valeur"),
        [Fraction(12)],
    ),
    Cas(
        34,
        "le même tableau, répété dessous",
        feuilles(
            {"Résultats": [*tableau("Résultats", "", [{}]), [], ["Code", "Du", "Au", "Valeur"]]}
        ),
        ["erreur | Résultats!A4 | entetes-repetes"],
        resultats("valeur"),
        [Fraction(12)],
    ),
    Cas(
        35,
        "mise en forme jusqu’en bas",
        tape(
            "Réclamations",
            retouche=lambda book: setattr(page(book)["A1048576"], "font", Font(bold=True)),
        ),
        (),
        RECUE,
        [MARS_2],
    ),
    Cas(
        36,
        "note dans la marge",
        tape("Réclamations", retouche=taper(I2="à revoir avec le service")),
        (),
        RECUE,
        [MARS_2],
    ),
)
"""Sheets of the register and of the results, for these can be broken without hiding what is wrong
in the others.
"""
