"""Make the workbooks of a committee with as many answers and complaints as asked, invented.

python benchmarks/make_workbooks.py FOLDER [--answers 2000] [--complaints 300] [--seed 1]

The same seed gives the same workbooks. Their rows spread over the two years before the meeting of
10 December 2026. Texts are shared strings, as Excel saves them: hence XlsxWriter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import xlsxwriter

Row = Sequence[object]
Sheet = tuple[Sequence[str], Iterable[Row]]
"""Headers, then rows."""

MEETING = dt.date(2026, 12, 10)
FIRST_DAY = dt.date(2024, 11, 1)
LAST_DAY = dt.date(2026, 11, 20)
SITES = ("Privas", "Annonay", "Tournon")
CHANNELS = ("guichet", "courriel", "courrier", "téléphone", "formulaire en ligne")
SERVICES = ("Accueil", "Titres de séjour", "Permis de conduire", "Associations", "Élections")
REASONS = ("Attente", "Accueil", "Information", "Téléphone", "Rendez-vous", "Réponse")
QUALIFICATIONS = ("fondée", "partiellement fondée", "non fondée", "hors périmètre")
COUNTED_AS = {
    "Très satisfait": "satisfait",
    "Satisfait": "satisfait",
    "Peu satisfait": "insatisfait",
    "Pas du tout satisfait": "insatisfait",
    "Sans opinion": "exclu",
}
MARKS = tuple(COUNTED_AS)
FREQUENCIES = (36, 41, 13, 5, 5)
QUESTIONS = (
    "Horaires",
    "Signalétique",
    "Amabilité",
    "Délai d’attente",
    "Confort de l’attente",
    "Clarté des informations",
    "Compétence",
    "Accueil téléphonique",
    "Site internet",
    "Aide aux démarches",
    "Confidentialité",
    "Satisfaction globale",
)
CODES = tuple(f"Q{number}" for number in range(1, len(QUESTIONS) + 1))
SERVICE, INSTITUTION, USERS = (
    "Services de la préfecture",
    "Institutions",
    "Représentants des usagers",
)
MEMBERS = (
    ("SG", SERVICE, "Le secrétaire général", "Préfecture de l’Ardèche"),
    ("DCL", SERVICE, "La directrice de la citoyenneté", "Préfecture de l’Ardèche"),
    ("MIG", SERVICE, "Le chef du bureau des migrations", "Préfecture de l’Ardèche"),
    ("COM", SERVICE, "La chargée de communication", "Préfecture de l’Ardèche"),
    ("SGC", SERVICE, "Le directeur du secrétariat général commun", "SGCD"),
    ("ACC", SERVICE, "La cheffe du bureau de l’accueil", "SGCD"),
    ("RQ", SERVICE, "Le responsable qualité", "SGCD"),
    ("DDD", INSTITUTION, "La déléguée", "Défenseur des droits"),
    ("AM", INSTITUTION, "Le représentant de l’association", "Association des maires"),
    ("HAN", USERS, "La représentante de l’association", "Association A"),
    ("CON", USERS, "Le représentant de l’association", "Association B"),
    ("NUM", USERS, "La représentante de l’association", "Association C"),
    ("AUT", USERS, "Le représentant de l’organisation", "Association D"),
)
AGENDA = (
    ("Résultats des engagements de service", "engagements", "RQ"),
    ("Enquête de satisfaction", "satisfaction", "RQ"),
    ("Bilan des réclamations", "réclamations", "ACC"),
    ("Courriers et formulaires types", "documents types", "DCL"),
    ("Modalités d’appui aux usagers", "modalités d’appui", "MIG"),
)
WORDS = (
    "accueil",
    "agent courtois",
    "attente longue",
    "délai dépassé",
    "guichet",
    "horaires",
    "merci",
    "parking",
    "réponse rapide",
    "site difficile",
    "téléphone",
)


def make_all(folder: Path, answers: int, complaints: int, seed: int) -> None:
    """Write the five workbooks in the folder."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / "parametres.xlsx", describe_settings())
    write_workbook(folder / "comite.xlsx", describe_committee())
    write_workbook(folder / "satisfaction.xlsx", describe_survey(draw, answers))
    write_workbook(folder / "reclamations.xlsx", describe_complaints(draw, complaints))
    write_workbook(folder / "engagements.xlsx", describe_commitments())


def describe_settings() -> Mapping[str, Sheet]:
    """Describe the settings and the days of closing."""
    settings = {
        "Préfecture": "Préfecture de l’Ardèche",
        "Ville": "Privas",
        "Service": "SGCD",
        "Adresse": "1 rue de l’Exemple, 07000 Privas",
        "Délai de réponse": 15,
        "Unité du délai de réponse": "jours ouvrés",
        "Affaire suivie par": "Le responsable qualité",
        "Courriel du secrétariat": "clu@example.org",
        "Téléphone du secrétariat": "04 00 00 00 00",
        "Signataire": "Le secrétaire général",
        "Délégué à la protection des données": "dpo@example.org",
        "Cible de satisfaction": 0.8,
    }
    closed = [(dt.date(2026, 5, 15), None, "pont")]
    return {
        "Paramètres": (("Paramètre", "Valeur"), settings.items()),
        "Jours de fermeture": (("Date", "Jusqu'au", "Motif"), closed),
    }


def describe_committee() -> Mapping[str, Sheet]:
    """Describe the members, the meeting and its papers."""
    members = [
        (*member, "oui" if member[1] == SERVICE else "non", f"{member[0].lower()}@example.org")
        for member in MEMBERS
    ]
    meeting = (MEETING, dt.time(14, 30), "Salle du conseil", "SG", "prévue")
    agenda = [(MEETING, number, *point, 20) for number, point in enumerate(AGENDA, 1)]
    substitution = (MEETING, "CON", "Suppléant A", "Trésorier", dt.date(2026, 11, 18))
    letter = (MEETING, "Accusé de réception d’une demande", "courrier", "DCL")
    support = ("Point d’accueil numérique", "Tout public", "Privas", 5120, 4870)
    return {
        "Composition": (
            ("Code", "Collège", "Fonction", "Organisme", "Ou son représentant", "Courriel"),
            members,
        ),
        "Réunions": (("Date", "Heure", "Lieu", "Présidence", "Statut"), [meeting]),
        "Ordre du jour": (
            ("Réunion", "N°", "Point", "Rubrique", "Présenté par", "Durée"),
            agenda,
        ),
        "Suppléances": (
            ("Réunion", "Membre", "Nom", "Fonction", "Secrétariat informé le"),
            [substitution],
        ),
        "Documents types": (("Réunion", "Intitulé", "Nature", "Service"), [letter]),
        "Modalités d'appui": (
            ("Modalité", "Public visé", "Lieu", "Usagers accompagnés", "Période précédente"),
            [support],
        ),
    }


def describe_survey(draw: random.Random, answers: int) -> Mapping[str, Sheet]:
    """Describe the questions, their scale and the answers."""
    questions: list[Row] = []
    for code, label in zip(CODES, QUESTIONS, strict=True):
        overall = "oui" if code == CODES[-1] else None
        questions.append((code, label, "Accueil", "Satisfaction", overall, 0.8))
    questions.append(("R", "Remarques", None, "texte", None, None))
    scale = [
        ("Satisfaction", mark, order, counted)
        for order, (mark, counted) in enumerate(COUNTED_AS.items(), 1)
    ]
    return {
        "Questions": (
            ("Code", "Libellé", "Thème", "Échelle", "Question globale", "Cible"),
            questions,
        ),
        "Échelles": (("Échelle", "Réponse possible", "Ordre", "Compte comme"), scale),
        "Réponses": (
            ("Date", "Canal", "Site", "Service", *CODES, "R"),
            (draw_answer(draw) for _ in range(answers)),
        ),
    }


def describe_complaints(draw: random.Random, complaints: int) -> Mapping[str, Sheet]:
    """Describe the register of complaints."""
    headers = (
        "N°",
        "Reçue le",
        "Nature",
        "Canal",
        "Site",
        "Service",
        "Motif",
        "Accusé de réception le",
        "Délai suspendu du",
        "Délai suspendu au",
        "Réponse envoyée le",
        "Qualification",
        "Nom du réclamant",
        "Courriel du réclamant",
    )
    rows = (draw_complaint(draw, number) for number in range(1, complaints + 1))
    return {"Réclamations": (headers, rows)}


def describe_commitments() -> Mapping[str, Sheet]:
    """Describe the commitments of service, and one result that was typed."""
    headers = (
        "Code",
        "Thème",
        "Engagement",
        "Indicateur",
        "Unité",
        "Sens de la cible",
        "Cible",
        "Source",
    )
    computed = "reclamations.taux_dans_delai"
    commitments = [
        (
            "E1",
            "Réclamations",
            "Répondre à temps",
            "Réponses à temps",
            "%",
            "≥",
            0.85,
            computed,
        ),
        ("E2", "Accueil", "Être aimable", "Amabilité", "%", "≥", 0.85, "satisfaction.taux.Q3"),
        (
            "E3",
            "Téléphone",
            "Répondre au téléphone",
            "Taux de décroché",
            "%",
            "≥",
            0.8,
            "saisie",
        ),
    ]
    result = ("E3", dt.date(2026, 1, 1), dt.date(2026, 6, 30), 0.76, 4210)
    return {
        "Engagements": (headers, commitments),
        "Résultats": (("Code", "Du", "Au", "Valeur", "Nombre de cas"), [result]),
    }


def draw_answer(draw: random.Random) -> Row:
    """Draw one answer; one mark in twenty-five is missing, a fifth of the answers have a remark."""
    marks: list[str | None] = list(draw.choices(MARKS, FREQUENCIES, k=len(CODES)))
    for number in range(len(CODES)):
        if draw.random() < 0.04:
            marks[number] = None
    remark = None
    if draw.random() < 0.2:
        remark = " ".join(draw.choices(WORDS, k=draw.randint(3, 14)))
    place = (draw.choice(CHANNELS), draw.choice(SITES), draw.choice(SERVICES))
    return (draw_day(draw), *place, *marks, remark)


def draw_complaint(draw: random.Random, number: int) -> Row:
    """Draw one complaint: acknowledged and answered nine times in ten, suspended once in ten."""
    received = draw_day(draw)
    acknowledged = draw_later(draw, received, (0, 1, 2, 4, 6, 9, 16))
    answered = draw_later(draw, received, (2, 5, 9, 14, 18, 22, 30, 45))
    since = until = None
    if draw.random() < 0.1:
        since = received + dt.timedelta(1)
        until = received + dt.timedelta(draw.randint(2, 6))
    return (
        f"R{number:06d}",
        received,
        "réclamation" if draw.random() < 0.9 else "suggestion",
        draw.choice(CHANNELS),
        draw.choice(SITES),
        draw.choice(SERVICES),
        draw.choice(REASONS),
        acknowledged,
        since,
        until,
        answered,
        draw.choice(QUALIFICATIONS) if answered else None,
        f"Personne {number}",
        f"personne{number}@example.org",
    )


def draw_day(draw: random.Random) -> dt.date:
    """Draw a day of the two years."""
    return FIRST_DAY + dt.timedelta(draw.randint(0, (LAST_DAY - FIRST_DAY).days))


def draw_later(draw: random.Random, start: dt.date, delays: Sequence[int]) -> dt.date | None:
    """Draw a day of the week after `start`; None once in ten, or when it has not come yet."""
    if draw.random() < 0.1:
        return None
    day = start + dt.timedelta(draw.choice(delays))
    while day.weekday() > 4:
        day += dt.timedelta(1)
    return day if day <= LAST_DAY else None


def write_workbook(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Write one workbook; empty cells stay empty."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        hour = book.add_format({"num_format": "hh:mm"})
        for name, (headers, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(with_headers(headers, rows)):
                for column, value in enumerate(row):
                    if isinstance(value, dt.time):
                        sheet.write_datetime(number, column, value, hour)
                    elif value is not None:
                        sheet.write(number, column, value)


def with_headers(headers: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Give the headers, then the rows."""
    yield headers
    yield from rows


def main() -> None:
    """Make the workbooks that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--complaints", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    make_all(asked.folder, asked.answers, asked.complaints, asked.seed)


if __name__ == "__main__":
    main()
