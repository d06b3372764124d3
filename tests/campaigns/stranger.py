"""A stranger: the committee of another prefecture, its survey and its register as they are, and
what its secretary does with the messages.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import clu_batch
from clu_batch.kernel.equivalence import A_CHOISIR
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import Severity
from clu_batch.records.document_type import DocumentType
from clu_batch.records.engagements import Engagement
from clu_batch.records.modalite_appui import ModaliteAppui
from tests.conftest import write_workbook
from tests.support.folders import SAMPLES

J = dt.date(2026, 11, 23)
EXPORTS = SAMPLES / "stranger"
SURVEY, REGISTER = "survey-export.csv", "complaints-register.xlsx"

RUNS, LINES = 5, 25
"""Runs to a pack that can be sent, then to exit 0; lines of « À corriger » at the first run, and at
the first that reads her files.
"""
PERIODE = dt.date(2025, 11, 1), dt.date(2026, 10, 31)
FERIES = {
    dt.date(2026, month, day) for month, day in ((4, 6), (5, 1), (5, 8), (5, 14), (5, 25))
}
FERIES |= {dt.date(2026, month, day) for month, day in ((7, 14), (8, 15), (11, 1), (11, 11))}
MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre")

SCALE = (
    ("Très satisfait", "satisfait"),
    ("Satisfait", "satisfait"),
    ("Peu satisfait", "insatisfait"),
    ("Pas du tout satisfait", "insatisfait"),
)
ASKED = {
    "Comment jugez-vous les horaires d’ouverture ?": "Accueil",
    "Comment jugez-vous le délai d’attente avant d’être reçu(e) ?": "Accueil",
    "Comment jugez-vous l’amabilité des agents ?": "Accueil",
    "Les informations données étaient-elles claires ?": "Accueil",
    "Avez-vous obtenu une réponse à votre demande ?": "oui/non",
    "Quelle note donnez-vous à la simplicité de la démarche (0 à 10) ?": "note 0-10",
    "Globalement, êtes-vous satisfait(e) de l’accueil ?": "Accueil",
}
CODES = [f"Q{rank}" for rank in range(1, len(ASKED) + 1)]

COMMITTEE: Mapping[str, Mapping[str, Sequence[Sequence[Any]]]] = {
    "parametres.xlsx": {
        "Paramètres": (
            ("Paramètre", "Valeur"),
            ("Préfecture", "Préfecture de la Drôme"),
            ("Ville", "Valence"),
            ("Adresse", "3 boulevard Vauban\n26000 Valence"),
            ("Délai de réponse", 30),
            ("Unité du délai de réponse", "jours calendaires"),
            ("Service", "Bureau de l’accueil"),
            ("Affaire suivie par", "Le secrétariat du comité"),
            ("Téléphone du secrétariat", "04 75 00 00 00"),
            ("Courriel du secrétariat", "clu@drome.gouv.fr"),
            ("Signataire", "Le secrétaire général"),
            ("Durée de conservation", "deux ans"),
            ("Délégué à la protection des données", "dpd@drome.gouv.fr"),
            ("Référence de la procédure", "Procédure du 2 janvier 2026"),
        )
    },
    "comite.xlsx": {
        "Composition": (
            ("Code", "Collège", "Fonction", "Organisme"),
            ("SG", "Services de la préfecture", "Le secrétaire général", "Préfecture"),
            ("UDAF", "Représentants des usagers", "Le président", "UDAF de la Drôme"),
        ),
        "Réunions": (
            ("Date", "Heure", "Lieu", "Accès et accessibilité"),
            (dt.date(2026, 12, 10), dt.time(14, 30), "Salle Vauban", "De plain-pied"),
        ),
        **{
            sheet.name: ([column.header for column in sheet.columns],)
            for sheet in (DocumentType.sheet, ModaliteAppui.sheet)
        },
    },
    "engagements.xlsx": {
        Engagement.sheet.name: ([column.header for column in Engagement.sheet.columns],)
    },
    "satisfaction.xlsx": {
        "Questions": (
            ("Code", "Libellé", "Échelle", "Question globale"),
            *(
                (code, text, scale, "oui" if code == CODES[-1] else "non")
                for code, (text, scale) in zip(CODES, ASKED.items(), strict=True)
            ),
        ),
        "Échelles": (
            ("Échelle", "Réponse possible", "Ordre", "Compte comme"),
            *(("Accueil", text, rank, sens) for rank, (text, sens) in enumerate(SCALE, 1)),
        ),
    },
}


@dataclass
class Stranger:
    """Her folder, and what her runs gave."""

    folder: Path
    pasted: list[tuple[object, ...]] = field(default_factory=list)

    def lay(self) -> None:
        """Lay her committee, her survey and her register."""
        workbooks = self.folder / "workbooks"
        workbooks.mkdir()
        for name, sheets in COMMITTEE.items():
            write_workbook(workbooks / name, sheets)
        self.lay_exports()

    def lay_exports(self) -> None:
        """Lay her survey and her register, as their tools give them."""
        for path in EXPORTS.iterdir():
            shutil.copy(path, self.folder / "workbooks" / path.name)

    def run(self) -> clu_batch.Run:
        """Run the program, a day before the meeting is called."""
        return clu_batch.run(
            clu_batch.Options(
                au=J,
                aujourd_hui=J,
                classeurs=self.folder / "workbooks",
                modeles=self.folder / "templates",
                sortie=self.folder / "output",
            )
        )

    def read_control(self, sheet: str) -> list[tuple[object, ...]]:
        """The rows of a sheet of the control workbook; none when it is not there."""
        (path,) = (self.folder / "output").rglob("*_CLU_Controle.xlsx")
        book = openpyxl.load_workbook(path)
        if sheet not in book.sheetnames:
            return []
        return list(book[sheet].iter_rows(min_row=2, values_only=True))

    def paste_proposals(self) -> int:
        """Paste the lines that the control workbook proposes; « à choisir » becomes empty, for what
        says nothing.
        """
        lines = [row[:4] for row in self.read_control("Équivalences proposées")]
        for feuille, colonne, valeur, devient in lines:
            self.pasted.append(
                (feuille, colonne, valeur, None if devient == A_CHOISIR else devient)
            )
        header = ("Feuille", "Colonne", "Valeur", "Devient")
        path = self.folder / "workbooks" / "equivalences.xlsx"
        write_workbook(path, {"Équivalences": [header, *self.pasted]})
        return len(lines)

    def correct_cells(self, found: clu_batch.Run) -> None:
        """Correct the cells of the register that the messages name, as they say to."""
        path = self.folder / "workbooks" / REGISTER
        book = _open_unmerged(path)
        for problem in found.problems:
            place = problem.place
            wrong = problem.gravite is Severity.ERREUR or problem.code in {
                "ligne-total",
                FUTURE,
            }
            if place.workbook != REGISTER or not wrong:
                continue
            sheet = book[place.sheet]
            if problem.code == "ligne-total":
                for cell in sheet[place.row]:
                    cell.value = None
            else:
                sheet[place.cell] = _retype(sheet, place.cell, problem.colonne)
        book.save(path)

    def tell_seen(self) -> None:
        """Paste in « Points vus » the Constat of all that is only to be looked at."""
        path = self.folder / "workbooks" / "parametres.xlsx"
        book = openpyxl.load_workbook(path)
        if "Points vus" not in book.sheetnames:
            book.create_sheet("Points vus").append(["Constat", "Motif"])
        for row in self.read_control("À corriger"):
            if row[0] == Severity.A_VERIFIER.libelle:
                book["Points vus"].append([row[10], "vu avec le service"])
        book.save(path)

    def read_register(self) -> list[tuple[object, ...]]:
        """The rows of her register, as they stand: those that have a N°."""
        book = _open_unmerged(self.folder / "workbooks" / REGISTER)
        rows = [row for sheet in book for row in sheet.iter_rows(min_row=4, values_only=True)]
        return [row for row in rows if row[0] and row[0] != "TOTAL"]


FUTURE = "dates-futures"


def _open_unmerged(path: Path) -> openpyxl.Workbook:
    """Open a workbook, the value of merged cells typed in each of them."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for merged in list(sheet.merged_cells.ranges):
            value = sheet.cell(merged.min_row, merged.min_col).value
            sheet.unmerge_cells(str(merged))
            for row, column in merged.cells:
                sheet.cell(row, column, value)
    return book


def _retype(sheet: Worksheet, cell: str, column: str) -> dt.datetime | str | None:
    """What she types instead: the day of the row above for a reception, « réclamation », a text;
    nothing where a date is not known.
    """
    if column == "Date de réception":
        line = int(cell[1:])
        above = (sheet.cell(number, 2).value for number in range(line - 1, 3, -1))
        below = (sheet.cell(number, 2).value for number in range(line + 1, line + 9))
        return next(day for day in (*above, *below) if isinstance(day, dt.datetime))
    if column.startswith("Date"):
        return None
    return "réclamation" if column == "Nature" else "Accueil"


def read_day(cell: object) -> dt.date | None:
    """The day that a cell of the register says, None when it says none."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, int):
        return dt.date(1899, 12, 30) + dt.timedelta(cell)
    text = str(cell or "").removeprefix("le ").replace("1er", "1")
    parts = re.split(r"[ ./-]", text)
    if len(parts) != 3:
        return None
    day, month, year = parts if len(parts[0]) < 3 else reversed(parts)
    month = str(MOIS.index(month) + 1) if month in MOIS else month
    try:
        found = dt.date(int(year) + 2000 * (len(year) == 2), int(month), int(day))
    except ValueError:
        return None
    return found if found.year < 2028 else None


def count_complaints(rows: Sequence[Sequence[object]]) -> dict[str, int]:
    """What becomes of the réclamations of the period, 30 days after the reception or the next open
    day, counted one by one.
    """
    counts = Counter[str]()
    for row in rows:
        recue, accusee, repondue = (read_day(row[index]) for index in (1, 8, 9))
        if recue is None or any(day and day < recue for day in (accusee, repondue)):
            continue
        if str(row[6]).casefold() in {"suggestion", "remerciements"}:
            continue
        if not PERIODE[0] <= recue <= PERIODE[1]:
            continue
        echeance = recue + dt.timedelta(30)
        while echeance.weekday() > 4 or echeance in FERIES:
            echeance += dt.timedelta(1)
        if repondue is not None and repondue > J:
            repondue = None
        counts["recues"] += 1
        if repondue is not None:
            counts["dans_delai" if repondue <= echeance else "hors_delai"] += 1
        else:
            counts["en_retard" if echeance < J else "en_cours"] += 1
    return dict(counts)


def is_sendable(run: clu_batch.Run) -> bool:
    """Whether the pack is made, from both exports, without anything that prevents or mutilates
    it.
    """
    made = any("Dossier-de-seance" in document.path.name for document in run.documents)
    told = [p for p in run.problems if p.mutilates or p.code == "feuille-a-lire"]
    return made and not told and all(p.gravite is not Severity.BLOQUANT for p in run.problems)


def count_plainly(question: str) -> tuple[int, int]:
    """The satisfied answers to a question, and all of them, as the file holds them."""
    with (EXPORTS / SURVEY).open(encoding="utf-8-sig", newline="") as file:
        answers = [row[question] for row in csv.DictReader(file) if row["Date de soumission"]]
    if ASKED[question] == "note 0-10":
        notes = [int(answer) for answer in answers if answer.strip().isdecimal()]
        return sum(note >= 8 for note in notes), len(notes)
    counts = Counter(answer.strip().removesuffix("(e)").casefold() for answer in answers)
    if ASKED[question] == "oui/non":
        return counts["oui"], counts["oui"] + counts["non"]
    sens = {text.casefold(): meaning for text, meaning in SCALE}
    satisfied = sum(counts[text] for text, meaning in sens.items() if meaning == "satisfait")
    return satisfied, sum(counts[text] for text in sens)


def check_figures(stranger: Stranger, found: clu_batch.Run) -> None:
    """Every rate that is printed is the plain count of the files."""
    figures = found.figures.set_index("code")
    for code, question in zip(CODES, ASKED, strict=True):
        name = "global" if code == CODES[-1] else code
        figure = figures.loc[f"satisfaction.taux.{name}"]
        satisfied, everybody = count_plainly(question)
        assert (figure.numerateur, figure.denominateur) == (satisfied, everybody), code
        assert figure.valeur == Fraction(satisfied, everybody), code
    counted = count_complaints(stranger.read_register())
    codes = ("recues", "dans_delai", "hors_delai", "en_cours", "en_retard")
    told = {code: figures.at[f"reclamations.{code}", "valeur"] for code in codes}
    assert told == {code: counted.get(code, 0) for code in codes}
    base = counted["dans_delai"] + counted["hors_delai"] + counted["en_retard"]
    rate = figures.loc["reclamations.taux_dans_delai"]
    assert (rate.numerateur, rate.denominateur) == (counted["dans_delai"], base)


def reach_pack(stranger: Stranger, found: clu_batch.Run) -> tuple[clu_batch.Run, int]:
    """Paste what is proposed until the pack can be sent; the last run, and how many it took."""
    runs = 0
    assert len(stranger.read_control("À corriger")) <= LINES
    while not is_sendable(found) and runs < RUNS:
        assert stranger.paste_proposals(), list_mutilated(found)
        found = stranger.run()
        assert len(stranger.read_control("À corriger")) <= LINES
        runs += 1
    assert is_sendable(found), list_mutilated(found)
    check_figures(stranger, found)
    return found, runs


def reach_silence(stranger: Stranger, found: clu_batch.Run) -> int:
    """Correct and look at what is told until nothing is; how many runs it took."""
    runs = 0
    while found.code and runs < RUNS:
        stranger.correct_cells(found)
        stranger.tell_seen()
        found = stranger.run()
        runs += 1
    assert found.code is Code.DONE, stranger.read_control("À corriger")
    check_figures(stranger, found)
    return runs


def list_mutilated(run: clu_batch.Run) -> list[str]:
    return [str(problem) for problem in run.problems if problem.mutilates]
