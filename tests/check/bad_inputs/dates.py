"""Cases 37 to 53: dates and hours."""

from __future__ import annotations

import datetime as dt

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from clu_batch.rules.suppleances import compute_limites, examine_suppleances
from clu_batch.session.load import LoadedWorkbooks
from tests.check.bad_inputs.outils import MARS_2, MARS_12, Cas, colonne, mardi, reunions, tape

RECUE = colonne("Réclamations", "Reçue le")
REPONDUE = colonne("Réclamations", "Réponse envoyée le")

DECEMBRE_20 = dt.date(2023, 12, 20)


def recue(numero: int, nom: str, typed: object, attendu: str = "", lu: object = MARS_2) -> Cas:
    """The date that makes a complaint; `attendu`: gravity and code. Wrong, its row is left out."""
    gravite, _, code = attendu.partition(" | ")
    lines = [f"{gravite} | Réclamations!B2 | {code}"] if attendu else []
    return Cas(
        numero,
        nom,
        tape("Réclamations", {"Reçue le": typed}),
        lines,
        RECUE,
        [] if gravite == "erreur" else [lu],
    )


def repondue(numero: int, nom: str, typed: object, code: str) -> Cas:
    """A date that may be empty: wrong, it is read so, its row is kept."""
    return Cas(
        numero,
        nom,
        tape("Réclamations", {"Réponse envoyée le": typed}),
        [f"erreur | Réclamations!F2 | {code}"],
        REPONDUE,
        [None],
    )


def heure(typed: object, n: int) -> Cas:
    return Cas(
        46,
        str(typed),
        tape("Réunions", {"Date": mardi(n), "Heure": typed}),
        (),
        reunions("heure"),
        [dt.time(14, 30)],
    )


def calendrier_de_1904(book: Workbook) -> None:
    """The workbook counts its days from 1904, as old Macs did."""
    book.epoch = CALENDAR_MAC_1904


def etats(charge: LoadedWorkbooks, own: frozenset[str]) -> list[object]:
    """The states of the substitutions of the case."""
    known = charge.registre
    found = [s for s in known.comite.suppleances if s.place.workbook in own]
    days = [r.date for r in known.comite.reunions if r.date in {s.reunion for s in found}]
    limits = [compute_limites(day, known.parametres, known.calendrier) for day in days]
    return [
        e.etat
        for limites in limits
        for e in examine_suppleances(known, limites)
        if e.suppleance in found
    ]


CAS = (
    recue(37, "date en texte", "02/03/2026"),
    recue(37, "date en texte, ISO d’un export", "2026-03-02"),
    recue(38, "points, deux chiffres", "02.03.26", "à vérifier | annee-sur-deux-chiffres"),
    recue(38, "barres, deux chiffres", "2/3/26", "à vérifier | annee-sur-deux-chiffres"),
    recue(38, "tirets", "2-3-2026"),
    recue(39, "en toutes lettres", "2 mars 2026"),
    recue(39, "en toutes lettres, avec le jour", "lundi 2 mars 2026"),
    recue(39, "premier du mois", "1er mars 2026", lu=dt.date(2026, 3, 1)),
    recue(
        39, "un autre jour de la semaine", "jeudi 2 mars 2026", "à vérifier | jour-de-semaine"
    ),
    recue(39, "sans année", "jeudi 12 mars", "erreur | date-sans-annee"),
    Cas(
        40,
        "ordre américain",
        tape(
            "Réclamations",
            *(
                {"Reçue le": typed, "Réponse envoyée le": None}
                for typed in ("03/02/2026", "04/02/2026", "03/25/2026", MARS_12)
            ),
        ),
        [
            "erreur | Réclamations!B2:B3 | date-ambigue",
            "erreur | Réclamations!B4 | date-mois-en-premier",
        ],
        RECUE,
        [MARS_12],
    ),
    recue(
        40, "jour d’abord, sans rien qui dise l’inverse", "03/02/2026", lu=dt.date(2026, 2, 3)
    ),
    recue(41, "31/02", "31/02/2026", "erreur | date-impossible"),
    recue(41, "29/02/2025", "29/02/2025", "erreur | date-impossible"),
    recue(42, "2062", dt.date(2062, 3, 2), "erreur | date-trop-lointaine"),
    recue(42, "1926", dt.date(1926, 3, 2), "erreur | date-trop-ancienne"),
    Cas(
        42,
        "moins d’un an trop loin",
        tape("Réclamations", {"Reçue le": dt.date(2027, 3, 2), "Réponse envoyée le": None}),
        ["à vérifier | Réclamations!B2 | dates-futures"],
        RECUE,
        [dt.date(2027, 3, 2)],
    ),
    Cas(
        42,
        "questionnaire moins d’un an trop loin",
        tape("Réponses", {"Date": dt.date(2027, 3, 4)}),
        ["à vérifier | Réponses!A2 | dates-futures"],
        colonne("Réponses", "Date"),
        [dt.date(2027, 3, 4)],
    ),
    recue(43, "nombre sans format", 46083, "à vérifier | date-sans-format"),
    recue(44, "sans jour", "mars 2026", "erreur | date-sans-jour"),
    recue(44, "sans jour, en chiffres", "03/2026", "erreur | date-sans-jour"),
    recue(45, "avec une heure", dt.datetime.combine(MARS_2, dt.time(14, 30))),
    recue(45, "avec une heure, en texte", "02/03/2026 14:30"),
    Cas(
        45,
        "avec une heure, pour un suppléant",
        tape(
            "Suppléances",
            {
                "Réunion": mardi(0),
                "Secrétariat informé le": dt.datetime.combine(DECEMBRE_20, dt.time(23, 50)),
            },
            avec={"Réunions": ({"Date": mardi(0)},)},
        ),
        (),
        colonne("Suppléances", "Secrétariat informé le"),
        [DECEMBRE_20],
    ),
    *map(heure, ("14h30", "14:30", "14 h 30", "14H30", dt.time(14, 30)), range(1, 6)),
    Cas(
        46,
        "14 h",
        tape("Réunions", {"Date": mardi(6), "Heure": "14 h"}),
        (),
        reunions("heure"),
        [dt.time(14)],
    ),
    Cas(
        47,
        "fin avant le début",
        tape("Réunions", {"Date": mardi(7), "Heure de fin": dt.time(9)}),
        ["erreur | Réunions!F2 | fin-avant-debut"],
        reunions("heure_fin"),
        [None],
    ),
    Cas(
        48,
        "réponse avant réception",
        tape("Réclamations", {"Réponse envoyée le": dt.date(2026, 2, 27)}),
        ["erreur | Réclamations!F2 | reponse-avant-reception"],
    ),
    Cas(
        49,
        "suppléant annoncé après le jour du traitement",
        tape(
            "Suppléances",
            {
                "Réunion": dt.date(2026, 12, 10),
                "Membre": "DCL",
                "Secrétariat informé le": dt.date(2026, 11, 27),
            },
        ),
        ["à vérifier | Suppléances!E2 | suppleance-future"],
        etats,
        ["dans le délai"],
    ),
    Cas(
        49,
        "réponse à venir",
        tape("Réclamations", {"Réponse envoyée le": dt.date(2026, 12, 1)}),
        ["à vérifier | Réclamations!F2 | dates-futures"],
        REPONDUE,
        [dt.date(2026, 12, 1)],
    ),
    *(repondue(50, word, word, "date-illisible") for word in ("en cours", "?", "néant", "NC")),
    recue(50, "? dans une date nécessaire", "?", "erreur | date-illisible"),
    Cas(
        51,
        "réunion un dimanche",
        tape(
            "Réunions",
            {"Date": dt.date(2026, 12, 13), "Statut": "prévue", "Compte rendu envoyé le": None},
        ),
        ["à vérifier | Réunions!A2 | reunion-jour-chome"],
        reunions("date"),
        [dt.date(2026, 12, 13)],
    ),
    Cas(
        51,
        "réunion un jour férié",
        tape(
            "Réunions",
            {"Date": dt.date(2026, 12, 25), "Statut": None, "Compte rendu envoyé le": None},
        ),
        ["à vérifier | Réunions!A2 | reunion-jour-chome"],
        reunions("date"),
        [dt.date(2026, 12, 25)],
    ),
    Cas(
        52,
        "convocation tardive",
        tape("Réunions", {"Date": mardi(8), "Convocations envoyées le": mardi(7)}),
        ["à vérifier | Réunions!F2 | convocation-tardive"],
        reunions("convocations_envoyees_le"),
        [mardi(7)],
    ),
    Cas(
        53,
        "calendrier 1904",
        tape("Réclamations", retouche=calendrier_de_1904),
        (),
        RECUE,
        [MARS_2],
    ),
)
