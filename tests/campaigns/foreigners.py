"""Four more strangers, of other prefectures, years and tools, and what their secretaries do with
the messages. Their files are made here, by arithmetic; the counts are plain.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

import clu_batch
from clu_batch.kernel.equivalence import A_CHOISIR
from clu_batch.records.document_type import DocumentType
from clu_batch.records.engagements import Engagement
from clu_batch.records.modalite_appui import ModaliteAppui
from tests.campaigns.recount.jours import MOIS, feries
from tests.campaigns.stranger import Stranger
from tests.conftest import write_workbook

DELAI = 30
JOUR = dt.timedelta(1)
Cells = Sequence[Any]


@dataclass(frozen=True)
class Answer:
    """What somebody answered to each question, and the day."""

    day: dt.date
    given: Sequence[str]


@dataclass(frozen=True)
class Complaint:
    """The days of a réclamation; `counts`: it is no suggestion nor remerciement."""

    received: dt.date
    replied: dt.date | None
    counts: bool = True


@dataclass(frozen=True)
class Land:
    """A prefecture: its day, its scale, what its tools give, and what its secretary types.

    `means`: what a value that only she knows becomes. `by_hand`: what she corrects, as the messages
    say to.
    """

    name: str
    ville: str
    j: dt.date
    scale: Mapping[str, str]
    questions: Sequence[tuple[str, str]]
    lay: Callable[[Land, Path], None]
    by_hand: Callable[[Path], None]
    means: Mapping[str, str] = field(default_factory=dict)
    says_nothing: frozenset[str] = frozenset()
    short: Mapping[str, str] = field(default_factory=dict)

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """The twelve months before the month of the run."""
        first = self.j.replace(day=1)
        return first.replace(year=first.year - 1), first - JOUR

    def list_days(self, count: int) -> list[dt.date]:
        """Days of the thirteen months before the run, in their order."""
        start = self.j - 395 * JOUR
        return [start + JOUR * (rank * 390 // count) for rank in range(count)]

    def list_answers(self, count: int) -> list[Answer]:
        """Answers that go round the scale, and what says nothing, at their own pace."""
        texts = [*self.scale, *self.scale, *sorted(self.says_nothing), ""]
        return [
            Answer(day, [texts[(rank * (3 + q) + q) % len(texts)] for q in range(4)])
            for rank, day in enumerate(self.list_days(count))
        ]

    def list_complaints(self, count: int) -> list[Complaint]:
        """Complaints, of which one in six is not replied to; one in seven is no réclamation."""
        found = []
        for rank, day in enumerate(self.list_days(count)):
            reply = day + JOUR * (5 + rank * 11 % 40) if rank % 6 else None
            if reply is not None and reply >= self.j:
                reply = None
            found.append(Complaint(day, reply, rank % 7 != 3))
        return found

    def count_answers(self, answers: Sequence[Answer], question: int) -> tuple[int, int]:
        """Those that are satisfied, and those that say something."""
        du, au = self.period
        counts = Counter(
            self.scale.get(answer.given[question])
            for answer in answers
            if du <= answer.day <= au
        )
        said = counts["satisfait"] + counts["neutre"] + counts["insatisfait"]
        return counts["satisfait"], said

    def count_states(self, complaints: Sequence[Complaint]) -> dict[str, int]:
        """What becomes of those of the period, due thirty days later or the next open day."""
        du, au = self.period
        counts = Counter(
            dict.fromkeys(("dans_delai", "hors_delai", "en_cours", "en_retard"), 0)
        )
        for complaint in complaints:
            if not (complaint.counts and du <= complaint.received <= au):
                continue
            due = complaint.received + DELAI * JOUR
            while due.weekday() > 4 or due in feries(due.year, "Métropole"):
                due += JOUR
            if complaint.replied is not None:
                counts["dans_delai" if complaint.replied <= due else "hors_delai"] += 1
            else:
                counts["en_retard" if due < self.j else "en_cours"] += 1
        return dict(counts)


class Foreigner(Stranger):
    """The secretary of a land."""

    def __init__(self, folder: Path, land: Land) -> None:
        super().__init__(folder)
        self.land = land

    def lay(self) -> None:
        """Lay her committee, then what her tools give."""
        workbooks = self.folder / "workbooks"
        workbooks.mkdir()
        for name, sheets in list_workbooks(self.land).items():
            write_workbook(workbooks / name, sheets)
        self.land.lay(self.land, workbooks)

    def run(self) -> clu_batch.Run:
        """Run the program on her day."""
        folder, day = self.folder, self.land.j
        return clu_batch.run(
            clu_batch.Options(
                au=day,
                aujourd_hui=day,
                classeurs=folder / "workbooks",
                modeles=folder / "templates",
                sortie=folder / "output",
            )
        )

    def paste_proposals(self) -> int:
        """Paste the lines as they are proposed; of « à choisir », she types what she knows."""
        lines = [row[:4] for row in self.read_control("Équivalences proposées")]
        for feuille, colonne, valeur, devient in lines:
            meant = devient if devient != A_CHOISIR else self.land.means.get(str(valeur))
            self.pasted.append((feuille, colonne, valeur, meant))
        header = ("Feuille", "Colonne", "Valeur", "Devient")
        path = self.folder / "workbooks" / "equivalences.xlsx"
        write_workbook(path, {"Équivalences": [header, *self.pasted]})
        return len(lines)

    def correct_by_hand(self) -> None:
        """Do what the messages ask for, in her files."""
        self.land.by_hand(self.folder / "workbooks")


def list_workbooks(land: Land) -> Mapping[str, Mapping[str, Sequence[Cells]]]:
    """The workbooks of a committee, as its secretary fills them."""
    settings: Sequence[Cells] = (
        ("Paramètre", "Valeur"),
        ("Préfecture", land.name),
        ("Ville", land.ville),
        ("Adresse", f"1 place de la Préfecture\n00000 {land.ville}"),
        ("Délai de réponse", DELAI),
        ("Unité du délai de réponse", "jours calendaires"),
        ("Signataire", "Le secrétaire général"),
        ("Courriel du secrétariat", "clu@prefecture.gouv.fr"),
        ("Durée de conservation", "deux ans"),
        ("Délégué à la protection des données", "dpd@prefecture.gouv.fr"),
        ("Référence de la procédure", "Procédure du comité"),
        ("Téléphone du secrétariat", "05 00 00 00 00"),
        ("Service", "Bureau de l’accueil"),
        ("Affaire suivie par", "Le secrétariat du comité"),
    )
    none = (DocumentType.sheet, ModaliteAppui.sheet, Engagement.sheet)
    empty = {sheet.name: ([column.header for column in sheet.columns],) for sheet in none}
    last = len(land.questions) - 1
    return {
        "parametres.xlsx": {"Paramètres": settings},
        "comite.xlsx": {
            "Composition": (
                ("Code", "Collège", "Fonction", "Organisme"),
                ("SG", "Services", "Le secrétaire général", "Préfecture"),
                ("UFC", "Représentants des usagers", "La présidente", "Union locale"),
            ),
            "Réunions": (
                ("Date", "Heure", "Lieu", "Accès et accessibilité"),
                (land.j + 18 * JOUR, dt.time(14, 30), "Salle des fêtes", "De plain-pied"),
            ),
            **empty,
        },
        "satisfaction.xlsx": {
            "Questions": (
                ("Code", "Libellé", "Échelle", "Question globale"),
                *(
                    (code, text, "E", "oui" if rank == last else "non")
                    for rank, (code, text) in enumerate(land.questions)
                ),
            ),
            "Échelles": (
                ("Échelle", "Réponse possible", "Ordre", "Compte comme"),
                *(
                    ("E", text, rank, sens)
                    for rank, (text, sens) in enumerate(land.scale.items())
                ),
            ),
        },
    }


def write_text(path: Path, rows: Sequence[Cells], encoding: str, separator: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)


def edit(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def delete_totals(book: openpyxl.Workbook) -> None:
    """Delete the rows whose first filled cell speaks of a total, as the messages ask."""
    for sheet in book:
        for line in range(sheet.max_row, 1, -1):
            filled = [str(cell.value) for cell in sheet[line] if cell.value is not None]
            if filled and "total" in filled[0].casefold():
                sheet.delete_rows(line)


# -- LimeSurvey with codes for answers, and a démarche of three sheets -----------------------------

CODES = {"AO01": "Très bien", "AO02": "Assez bien", "AO03": "Assez mal", "AO04": "Très mal"}


def lay_codes(land: Land, folder: Path) -> None:
    """A grid of questions, headers with codes; a démarche whose file begins as its sheet."""
    codes = {text: code for code, text in CODES.items()}
    heads = ["id. ID de la réponse", "submitdate. Date de soumission"]
    heads.append("lastpage. Dernière page")
    grid = "ACC[SQ{}]. Pour chacun de ces points, votre avis : [{}]"
    heads += [grid.format(rank, text) for rank, (_, text) in enumerate(land.questions[:3])]
    heads.append(f"GLOB. {land.questions[3][1]}")
    rows = [
        [number, f"{a.day} 10:12:00", "3", *(codes.get(text, text) for text in a.given)]
        for number, a in enumerate(land.list_answers(120), start=1)
    ]
    write_text(folder / "results-survey771903.csv", [heads, *rows], "utf-8-sig", ",")
    heads = ["ID", "État du dossier", "Déposé le", "Passé en instruction le", "Traité le"]
    heads += ["À archiver", "Groupe instructeur", "Motif de la réclamation"]
    tail = "non", "Titres", "Délai"
    dossiers: list[Cells] = [
        [20_000 + 37 * n, "Accepté", c.received, c.received, c.replied, *tail]
        for n, c in enumerate(land.list_complaints(60))
        if c.counts
    ]
    others: list[Cells] = [["Dossier ID", "Champ"], [20_000, "-"]]
    sheets = {"Etablissements": others, "Dossiers": [heads, *dossiers], "Avis": others}
    write_workbook(folder / "dossiers_2027-05-22.xlsx", sheets)


def type_codes(folder: Path) -> None:
    """Type the codes in « Saisie abrégée »."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Échelles"]
        sheet["E1"] = "Saisie abrégée"
        for line, code in enumerate(CODES, start=2):
            sheet[f"E{line}"] = code

    edit(folder / "satisfaction.xlsx", change)


# -- Google Forms, and a register by quarter under two rows of headers -----------------------------


def write_day(day: dt.date | None, rank: int) -> object:
    """A day as people type it, each time otherwise."""
    if day is None:
        return None
    forms = (
        f"{day.day} {MOIS[day.month - 1]} {day:%Y}",
        f"{day:%d.%m.%Y}",
        dt.datetime(day.year, day.month, day.day),
        f"{day.day} {MOIS[day.month - 1][:3] if day.month not in (6, 7) else MOIS[day.month - 1]}"
        f" {day:%y}",
        f"le {day:%d/%m/%Y}",
    )
    return forms[rank % len(forms)]


def lay_quarters(land: Land, folder: Path) -> None:
    """A survey, and a register of a sheet a quarter."""
    heads = ["Horodateur", "Adresse e-mail", "Sur quel site ?", *(t for _, t in land.questions)]
    sites = "Vannes", "VANNES", "Lorient"
    rows = [
        [f"{a.day:%Y/%m/%d} 2:22:05 PM UTC+1", "-", sites[n % 3], *a.given]
        for n, a in enumerate(land.list_answers(110))
    ]
    write_text(folder / "Enquête (réponses).csv", [heads, *rows], "utf-8", ",")
    sheets: dict[str, list[Cells]] = {}
    for n, c in enumerate(land.list_complaints(56)):
        sheet = sheets.setdefault(f"T{1 + n // 14}", list(QUARTER))
        sheet.append(
            [*write_words(n, c), write_day(c.received, n), write_day(c.replied, n + 1)]
        )
        if n % 5 == 4:
            sheet.append([])
    for sheet in sheets.values():
        sheet.append(["TOTAL", None, None, None, None, 14])
    write_workbook(folder / "Suivi 27-28.xlsx", sheets)


HEADS = "N° d'ordre", "Voie d'arrivée", "Service concerné", "Objet", "Type", "Arrivée le"
QUARTER: Sequence[Cells] = (
    ["SUIVI DES RÉCLAMATIONS"],
    [],
    ["Demande", None, None, None, None, "Dates"],
    [*HEADS, "Réponse faite le"],
)
"""A title, then two rows of headers."""


def write_words(rank: int, complaint: Complaint) -> Cells:
    """A N°, then words that fold together or are misspelt."""
    canal = ("mail", "courier", "Guichet", "tel.")[rank % 4]
    service, motif = ("Étrangers", "délai") if rank % 2 else ("etrangers", "Délais")
    nature = ("réclamation", "Plainte", None)[rank % 3] if complaint.counts else "remerciements"
    return [f"{rank + 1}", canal, service, motif, nature]


def delete_totals_of_quarters(folder: Path) -> None:
    edit(folder / "Suivi 27-28.xlsx", delete_totals)


# -- Sphinx, and a register without N° -------------------------------------------------------------


def lay_without_number(land: Land, folder: Path) -> None:
    """Names of variables; a register with a title, no N°, a total that is a sentence."""
    heads = ["CLE", "DATE_SAISIE", "DATE_ENREG", "ORIGINE_SAISIE"]
    heads += [code for code, _ in land.questions]
    rows = [
        [f"K{n}", a.day, a.day, "Web", *(text or None for text in a.given)]
        for n, a in enumerate(land.list_answers(90))
    ]
    write_workbook(folder / "Export_2030.xlsx", {"Données": [heads, *rows]})
    heads = ["Date de réception", "Origine", "Direction", "Thématique", "Date d'envoi", "État"]
    canaux = "Courrier", "Mail", "Sur place"
    register: list[Cells] = [
        [c.received, canaux[n % 3], "DCL", "Attente", c.replied, "clos"]
        for n, c in enumerate(land.list_complaints(50))
        if c.counts
    ]
    total = [f"Total : {len(register)} réclamations"]
    sheet: list[Cells] = [["Tableau de bord"], [], heads, *register, [], total]
    write_workbook(folder / "tableau.xlsx", {"Courriers reçus": sheet})


def number_rows(folder: Path) -> None:
    """Add the column that the message asks for, and delete the total."""

    def change(book: openpyxl.Workbook) -> None:
        delete_totals(book)
        sheet = book["Courriers reçus"]
        sheet.insert_cols(1)
        sheet["A3"] = "N°"
        for line in range(4, sheet.max_row + 1):
            if sheet.cell(line, 2).value is not None:
                sheet.cell(line, 1, line - 3)

    edit(folder / "tableau.xlsx", change)


# -- Je donne mon avis, and a sheet a month --------------------------------------------------------


def lay_months(land: Land, folder: Path) -> None:
    """A canal that is as near to two; letters for the natures; one date month first."""
    heads = ["Review ID", "Form ID", "Review Created At", *(text for _, text in land.questions)]
    rows = [
        [f"r{n:05x}", "f", f"{a.day:%d/%m/%Y} 10:12", *a.given]
        for n, a in enumerate(land.list_answers(130))
    ]
    write_text(folder / "Avis_Prise de RDV.csv", [heads, *rows], "utf-8", ";")
    heads = ["Réf.", "Reçu le", "Mode d'arrivée", "Bureau", "Sujet", "Nature", "Répondu le"]
    sheets: dict[str, list[Cells]] = {}
    for n, c in enumerate(land.list_complaints(48)):
        sheet = sheets.setdefault(
            f"{MOIS[c.received.month - 1].upper()} {c.received:%y}", [heads]
        )
        canal = ("Mèl", "Courrier", "Courrierl", "SP+")[n % 4]
        received = f"{c.received:%m/%d/%Y}" if n == MONTH_FIRST else f"{c.received:%d/%m/%Y}"
        sheet.append([f"J-{n:03}", received, canal, "BMI", "Attente", "R" if c.counts else "S"])
        sheet[-1] = [*sheet[-1], f"{c.replied:%d/%m/%Y}" if c.replied else None]
    write_workbook(folder / "Réclas.xlsx", sheets)


MONTH_FIRST = 31


def retype_date(folder: Path) -> None:
    """Type the date day first."""

    def change(book: openpyxl.Workbook) -> None:
        rows = itertools.chain.from_iterable(sheet.iter_rows() for sheet in book)
        for row in rows:
            if row[0].value == f"J-{MONTH_FIRST:03}":
                row[1].value = JURA.list_complaints(48)[MONTH_FIRST].received

    edit(folder / "Réclas.xlsx", change)


ARDECHE = Land(
    "Préfecture de l’Ardèche",
    "Privas",
    dt.date(2027, 5, 24),
    dict(
        zip(
            CODES.values(),
            ("satisfait", "satisfait", "insatisfait", "insatisfait"),
            strict=True,
        )
    ),
    (
        ("SIG", "La signalétique dans le hall"),
        ("COU", "La courtoisie du personnel"),
        ("TPS", "Le temps passé à attendre"),
        ("GLOB", "Dans l'ensemble, comment s'est passée votre visite ?"),
    ),
    lay_codes,
    type_codes,
)
MORBIHAN = Land(
    "Préfecture du Morbihan",
    "Vannes",
    dt.date(2028, 5, 2),
    {
        "Tout à fait": "satisfait",
        "Plutôt oui": "satisfait",
        "Plutôt non": "insatisfait",
        "Pas du tout": "insatisfait",
    },
    (
        ("A", "Avez-vous trouvé facilement le bon guichet ?"),
        ("B", "L'agent a-t-il été à votre écoute ?"),
        ("C", "Le délai vous a-t-il paru raisonnable ?"),
        ("G", "Au total, êtes-vous satisfait de votre accueil ?"),
    ),
    lay_quarters,
    delete_totals_of_quarters,
    {"Plainte": "réclamation"},
    frozenset({"NSP", "ne se prononce pas", "N/A"}),
)
LANDES = Land(
    "Préfecture des Landes",
    "Mont-de-Marsan",
    dt.date(2030, 4, 15),
    {
        "Très bonne": "satisfait",
        "Bonne": "satisfait",
        "Passable": "neutre",
        "Mauvaise": "insatisfait",
    },
    (
        ("Q1_Orientation", "L'orientation dans les locaux"),
        ("Q2_Amabilite", "L'amabilité"),
        ("Q3_Attente", "La durée d'attente"),
        ("Q9_Globale", "L'impression générale"),
    ),
    lay_without_number,
    number_rows,
    {},
    frozenset({"null", "nan", "None", "Non réponse"}),
)
JURA = Land(
    "Préfecture du Jura",
    "Lons-le-Saunier",
    dt.date(2026, 10, 5),
    {"Très bien": "satisfait", "Moyen": "neutre", "Pas bien": "insatisfait"},
    (
        ("JC", "Les informations étaient-elles claires ?"),
        ("JA", "Avez-vous été aidé ?"),
        ("JD", "Le délai vous convient-il ?"),
        ("JG", "De façon générale, comment ça s’est passé ?"),
    ),
    lay_months,
    retype_date,
    {"Courrierl": "courrier", "R": "réclamation", "S": "suggestion"},
)
LANDS = {"codes": ARDECHE, "quarters": MORBIHAN, "without N°": LANDES, "months": JURA}
SIZES = {"codes": (120, 60), "quarters": (110, 56), "without N°": (90, 50), "months": (130, 48)}
"""The answers and the complaints of each."""
