"""A small sound prefecture folder, built anew for each test, and the ways in which a person spoils
it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.problems import Group, Problem, group_problems
from clu_batch.read import folder as lecture
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.links.consequences import drop_consequences
from clu_batch.rules.seances import choose_seances
from clu_batch.session.load import LoadedWorkbooks, load
from clu_batch.session.options import Options
from tests.support.workbooks_from_rows import livre

J = dt.date(2026, 11, 23)
JUIN, DECEMBRE = dt.date(2026, 6, 11), dt.date(2026, 12, 10)
USAGERS, SERVICES = "Représentants des usagers", "Services de la préfecture"
COURRIEL = "canari@exemple.fr"

Lignes = Sequence[Sequence[object]]

CLASSEURS: Mapping[str, Mapping[str, Lignes]] = {
    "parametres.xlsx": {
        "Paramètres": (
            ("Paramètre", "Valeur"),
            ("Préfecture", "Préfecture du Gard"),
            ("Ville", "Nîmes"),
            ("Téléphone du secrétariat", "04 66 00 00 00"),
            ("Délai de réponse", 15),
        ),
        "Jours de fermeture": (
            ("Date", "Jusqu'au", "Motif"),
            (dt.date(2026, 5, 15), None, "Pont"),
        ),
    },
    "comite.xlsx": {
        "Composition": (
            (
                "Code",
                "Collège",
                "Fonction",
                "Organisme",
                "Ou son représentant",
                "Courriel",
                "Adresse",
                "Jusqu'au",
                "Civilité",
                "Prénom",
                "Nom",
            ),
            ("SG", SERVICES, "Le secrétaire général", "Préfecture du Gard", "oui", COURRIEL),
            ("DCL", SERVICES, "La directrice", "Direction de la citoyenneté", "oui", COURRIEL),
            ("UFC", USAGERS, "Le président", "Union de consommateurs", None, COURRIEL),
            ("APF", USAGERS, "La déléguée", "APF France handicap", None, COURRIEL),
        ),
        "Réunions": (
            (
                "Date",
                "Heure",
                "Lieu",
                "Heure de fin",
                "Statut",
                "Convocations envoyées le",
                "Compte rendu envoyé le",
            ),
            (
                JUIN,
                dt.time(14, 30),
                "Salle Érignac",
                dt.time(16),
                "tenue",
                dt.date(2026, 5, 18),
                dt.date(2026, 6, 22),
            ),
            (DECEMBRE, dt.time(14, 30), "Salle Érignac"),
        ),
        "Ordre du jour": (
            ("Réunion", "N°", "Point", "Durée"),
            (DECEMBRE, "1", "Résultats de satisfaction", 20),
            (DECEMBRE, "2", "Questions diverses", 10),
        ),
        "Invités": (
            ("Réunion", "Collège", "Organisme", "Nom", "Point"),
            (DECEMBRE, USAGERS, "Association locale", None, "2"),
        ),
        "Suppléances": (
            ("Réunion", "Membre", "Nom", "Fonction", "Secrétariat informé le"),
            (DECEMBRE, "UFC", "EXEMPLE", "La vice-présidente", dt.date(2026, 11, 20)),
        ),
        "Présences": (
            ("Réunion", "Membre", "Statut", "Nom", "Réponse reçue le"),
            (JUIN, "SG", "présent"),
            (JUIN, "DCL", "présent"),
            (JUIN, "UFC", "présent"),
            (JUIN, "APF", "excusé"),
        ),
        "Propositions": (
            ("N°", "Réunion", "Membre", "Nature", "Texte"),
            ("1", JUIN, "UFC", "souhait", "Ouvrir l’accueil le samedi matin."),
        ),
    },
    "satisfaction.xlsx": {
        "Questions": (
            ("Code", "Libellé", "Échelle", "Cible"),
            ("Q1", "L’accueil", "Accueil", 0.85),
            ("Q2", "La note", "note 0-10", None),
        ),
        "Échelles": (
            ("Échelle", "Réponse possible", "Ordre", "Compte comme"),
            ("Accueil", "Satisfait", 1, "satisfait"),
            ("Accueil", "Insatisfait", 2, "insatisfait"),
        ),
        "Réponses": (
            ("Date", "Site", "Q1", "Q2"),
            (dt.date(2026, 3, 2), "Nîmes", "Satisfait", 8),
            (dt.date(2026, 3, 3), "Nîmes", "Insatisfait", 4),
            (dt.date(2026, 3, 4), "Alès", "Satisfait", 9),
        ),
        "Dépouillement": (
            ("Question", "Réponse", "Nombre", "Du", "Au"),
            ("Q1", "Satisfait", 12, dt.date(2026, 2, 2), dt.date(2026, 2, 27)),
        ),
        "Enquêtes": (
            ("Enquête", "Du", "Au", "Questionnaires distribués"),
            ("Accueil 2026", dt.date(2026, 2, 2), dt.date(2026, 3, 27), 200),
        ),
    },
    "reclamations.xlsx": {
        "Réclamations": (
            (
                "N°",
                "Reçue le",
                "Canal",
                "Service",
                "Motif",
                "Réponse envoyée le",
                "Action d'amélioration",
            ),
            (
                "R-1",
                dt.date(2026, 3, 2),
                "courriel",
                "Titres",
                "Délai",
                dt.date(2026, 3, 12),
                "Affiche à l’accueil",
            ),
            ("R-2", dt.date(2026, 3, 3), "courrier", "Titres", "Délai", dt.date(2026, 3, 13)),
            ("R-3", dt.date(2026, 3, 4), "courrier", "Étrangers", "Accueil", None),
            (
                "R-4",
                dt.date(2026, 3, 5),
                "courriel",
                "Étrangers",
                "Accueil",
                dt.date(2026, 3, 16),
            ),
            ("R-5", dt.date(2026, 3, 6), "courriel", "Titres", "Délai", dt.date(2026, 3, 16)),
            (
                "R-6",
                dt.date(2026, 3, 9),
                "courrier",
                "Étrangers",
                "Accueil",
                dt.date(2026, 3, 16),
            ),
        ),
    },
    "engagements.xlsx": {
        "Engagements": (
            ("Code", "Engagement", "Indicateur", "Sens de la cible", "Unité", "Cible"),
            ("E1", "Répondre vite", "Délai moyen", "au plus", "jours", 15),
        ),
        "Résultats": (
            ("Code", "Du", "Au", "Valeur"),
            ("E1", dt.date(2026, 1, 1), dt.date(2026, 6, 30), 12),
        ),
    },
}


def feuilles() -> dict[str, Lignes]:
    """The sheets of the sound folder, whatever their workbook."""
    found: dict[str, Lignes] = {}
    for sheets in CLASSEURS.values():
        found |= sheets
    return found


@dataclass(slots=True)
class Prefecture:
    """The folder before it is written: workbooks to spoil, then what is done to the files
    (`apres`), and what cannot be opened.
    """

    livres: dict[str, openpyxl.Workbook] = field(
        default_factory=lambda: {name: livre(sheets) for name, sheets in CLASSEURS.items()}
    )
    apres: list[Callable[[Path], object]] = field(default_factory=list)
    refus: dict[str, int] = field(default_factory=dict)  # file -> errno of its opening

    def feuille(self, name: str) -> Worksheet:
        """The sheet of this name, in whichever workbook."""
        return next(book[name] for book in self.livres.values() if name in book.sheetnames)

    def livre(self, sheet: str) -> openpyxl.Workbook:
        """The workbook that holds this sheet."""
        return next(book for book in self.livres.values() if sheet in book.sheetnames)

    def taper(self, place: str, value: object, form: str | None = None) -> None:
        """Type a value at `sheet!cell`; a text is never a formula unless it starts with « = »."""
        cell = self.cellule(place)
        cell.value = value  # type: ignore[assignment]  # any value that openpyxl writes
        if form is not None:
            cell.number_format = form

    def cellule(self, place: str) -> Cell:
        """The cell at `sheet!cell`."""
        sheet, _, ref = place.partition("!")
        found = self.feuille(sheet)[ref]
        assert isinstance(found, Cell), place
        return found

    def ecrire(self, folder: Path) -> None:
        """Write the workbooks, then do to the files what was planted."""
        for name, book in self.livres.items():
            book.save(folder / name)
        for action in self.apres:
            action(folder)

    def charger(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> tuple[LoadedWorkbooks, list[str]]:
        """What the folder says, and the lines of the report: « gravity | place | code », the
        figures computed as a run does.
        """
        folder.mkdir(exist_ok=True)
        self.ecrire(folder)
        charge, groups = lire(folder, monkeypatch, self.refus)
        return charge, report(groups)


def lire(
    folder: Path, monkeypatch: pytest.MonkeyPatch, refus: Mapping[str, int]
) -> tuple[LoadedWorkbooks, list[Group]]:
    """What a folder says, and the groups of its report, the figures computed as a run does;
    `refus`: file -> errno of its opening.
    """
    options = Options(None, None, J, folder, folder, folder, True)
    with monkeypatch.context() as patch:
        _refuser(patch, refus)
        charge = load(options)
    problems = list(charge.problems)
    if not charge.essential_broken:
        due = choose_seances(charge.registre.comite.reunions, J, None).seances
        problems += [
            problem
            for _, found in bilan_de_seance.compute(charge.registre, due)
            for problem in found
        ]
    groups = group_problems(drop_consequences(problems, charge.broken_sheets))
    return charge, [part for group in groups for part in split_group(group)]


def split_group(group: Group) -> list[Group]:
    """The parts of a line of the report, one per sheet, column and value: what each cell says."""
    parts: dict[tuple[str, ...], list[Problem]] = {}
    for problem in group.problems:
        told = (problem.colonne, problem.trouve, problem.attendu, problem.que_faire)
        parts.setdefault((problem.place.sheet, *told), []).append(problem)
    return [Group(same[0], same) for same in parts.values()]


def report(groups: Sequence[Group]) -> list[str]:
    """One line per group of the report, sorted: « gravity | place in the workbook | code »."""
    lines = []
    for group in groups:
        problem, place = group.problem, group.problem.place
        where = f"{place.sheet}!{group.ranges}" if group.places else group.sheets
        lines.append(f"{problem.gravite.libelle} | {where or place.workbook} | {problem.code}")
    return sorted(lines)


def _refuser(patch: pytest.MonkeyPatch, refus: Mapping[str, int]) -> None:
    """Make these files impossible to open; one that OneDrive keeps on its server says so by its
    attributes (errno 22).
    """
    opened, seen = Path.open, Path.stat

    class Nuage:
        st_file_attributes = 0x400000
        st_mode = 0o100644

    def ouvrir(path: Path, *words: Any, **named: Any) -> object:
        if path.name in refus:
            raise OSError(refus[path.name], "refused")
        return opened(path, *words, **named)

    def etat(path: Path, **named: Any) -> object:
        if refus.get(path.name) == 22:
            return Nuage()
        return seen(path, **named)

    if refus:
        patch.setattr(lecture, "PATIENCE", 0.0)
        patch.setattr(Path, "open", ouvrir)
        patch.setattr(Path, "stat", etat)


# -- files -----------------------------------------------------------------------------------------


def remplacer_dans(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A package where `old` became `new` in the parts whose name matches `part`; `new` alone is a
    part of that name when there was none.
    """
    out, done = io.BytesIO(), False
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            if re.search(part, info.filename):
                data, done = data.replace(old, new), True
            target.writestr(info.filename, data)
        if not done:
            target.writestr(part, new)
    return out.getvalue()


ERREUR_N_A = object()
"""A cell in error, in the rows given to `xls`."""


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an old workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def xls(
    sheet: str,
    rows: Sequence[Sequence[object]],
    records: bytes = b"",
    of_the_book: bytes = b"",
    version: int = 0x0600,
) -> bytes:
    """An old workbook (BIFF8 in an OLE file) whose only sheet holds these texts and numbers, and
    further records.
    """

    def texte(value: str, lead: str) -> bytes:
        return struct.pack(lead, len(value)) + b"\x01" + value.encode("utf-16-le")

    def cellule(row: int, column: int, value: object) -> bytes:
        at = struct.pack("<HHH", row, column, 0)
        if value is ERREUR_N_A:
            return record(0x0205, at + b"\x2a\x01")
        if isinstance(value, int | float):
            return record(0x0203, at + struct.pack("<d", value))
        return record(0x0204, at + texte(str(value), "<H"))

    def debut(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))

    name = texte(sheet, "<B")
    head = debut(5)
    head += of_the_book
    start = len(head) + 4 + 6 + len(name) + 4
    book = (
        head
        + record(0x0085, struct.pack("<IBB", start, 0, 0) + name)
        + record(0x0A, b"")
        + debut(0x10)
    )
    book += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    book += b"".join(
        cellule(r, c, value)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    )
    return _ole(book + records + record(0x0A))


def _ole(stream: bytes) -> bytes:
    """An OLE file whose only stream is « Workbook »: header, allocation table, directory,
    stream.
    """
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    header += (
        struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
        + struct.pack("<I", 0xFFFFFFFF) * 108
    )

    def entree(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        raw = name.encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack(
                "<HBBIII", len(raw) + 2 if name else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child
            )
            + bytes(36)
            + struct.pack("<IQ", start, length)
        )

    directory = (
        entree("Root Entry", 5, 1, 0xFFFFFFFE, 0)
        + entree("Workbook", 2, 0xFFFFFFFF, 2, size)
        + entree("", 0, 0xFFFFFFFF, 0, 0) * 2
    )
    return (
        header + struct.pack("<128I", *table) + directory + stream.ljust(sectors * 512, b"\0")
    )
