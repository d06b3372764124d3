"""Damaged workbooks, as bad luck or bad will makes them: each must be read, or refused with its own
sentence.

Bytes changed (20 %), files cut (20 %), parts of the package or the package itself edited (60 %),
all drawn from a seed. The ordinary tests try some in their own process; `.ci/run` tries 2 000, and
by hand any number, each in a process of its own:

    python -m tests.campaigns.damaged_workbooks 20000 [SEED]

names every mutant that ends its process, raises, takes too long or too much memory, or loses a
filled cell without a word. Its number is enough to make it again:

    python -m tests.campaigns.damaged_workbooks 1 NUMBER
"""

from __future__ import annotations

import datetime as dt
import io
import operator
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl

from clu_batch.read import read_folder
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.campaigns.workbook_damages import bytes_changed, cut, edited
from tests.read.test_containers import ods
from tests.read.test_folder import xlsx
from tests.support.folders import ROOT, SAMPLES
from tests.support.isolation import Verdict, verdicts
from tests.support.witness import losses

CLASSEURS = SAMPLES / "workbooks"
EXEMPLE = ROOT / "workbooks"
SECONDES = operator.attrgetter("seconds")
MEGAOCTETS = operator.attrgetter("megabytes")
JOUR = dt.date(2026, 11, 23)


def seeds() -> list[tuple[str, bytes]]:
    """Sound workbooks of every kind: small ones that hold a little of everything, the example's,
    and these re-saved by LibreOffice.
    """
    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    sheet = book.worksheets[0]
    sheet.append(["C", "=1+1", True, "é<&"])
    sheet.merge_cells("A5:B6")
    sheet.row_dimensions[2].hidden = True
    sheet["B3"].number_format = "dd/mm/yyyy"
    book.create_sheet("Réunions").append(["Date", "Heure", "Lieu"])
    stream = io.BytesIO()
    book.save(stream)
    text = (
        'Date;Site;Extrait à publier\n12/03/2026;Alès, « gare »;"deux ""mots"",\nune'
        ' ligne"\n\n13/03/2026;Nîmes;\n'
    )
    shipped = [(path.name, path.read_bytes()) for path in sorted(EXEMPLE.glob("*.xlsx"))]
    resaved = [(path.name, path.read_bytes()) for path in sorted(CLASSEURS.iterdir())]
    return [
        ("a.xlsx", stream.getvalue()),
        ("a.xlsm", xlsx()),
        ("a.ods", ods()),
        ("reponses.csv", text.encode("cp1252")),
        ("reponses.csv", text.encode("utf-8-sig")),
        ("reponses.csv", text.encode("utf-16")),
        *shipped,
        *resaved,
    ]


def mutant(workbooks: Sequence[tuple[str, bytes]], seed: int) -> tuple[str, bytes]:
    """The mutant of this number: a file name and its bytes."""
    chance = random.Random(seed)
    name, content = chance.choice(workbooks)
    kind = chance.random()
    if kind < 0.2 or (kind >= 0.4 and not content.startswith(b"PK")):
        return name, bytes_changed(chance, content)
    return name, cut(chance, content) if kind < 0.4 else edited(chance, content)


def tried(folder: Path, workbooks: Sequence[tuple[str, bytes]], seed: int) -> Callable[[], str]:
    """The work on a mutant, alone in a folder: it is read, then checked and assembled; gives what
    was lost without a word.
    """
    name, content = mutant(workbooks, seed)
    place = folder / str(seed)
    place.mkdir()
    (place / name).write_bytes(content)

    def work() -> str:
        charge = load(Options(None, None, JOUR, place, place, place, True))
        return "\n".join(losses(name, content, read_folder(place), charge))

    return work


def campaign(count: int, first: int) -> int:
    """Try that many mutants from this number on; the number of those that went wrong, each of them
    told.
    """
    wrong: list[Verdict[int]] = []
    slowest = largest = Verdict(first, "", "", 0.0, 0.0)
    with tempfile.TemporaryDirectory() as name:
        folder, workbooks = Path(name), seeds()
        warm(folder, workbooks)
        for verdict in verdicts(
            range(first, first + count), lambda seed: tried(folder, workbooks, seed)
        ):
            shutil.rmtree(folder / str(verdict.item), ignore_errors=True)
            slowest, largest = (
                max(slowest, verdict, key=SECONDES),
                max(largest, verdict, key=MEGAOCTETS),
            )
            if verdict.fault or verdict.said:
                wrong.append(verdict)
                sys.stdout.write(
                    f"mutant {verdict.item} ({mutant(workbooks, verdict.item)[0]}):"
                    f" {verdict.fault or verdict.said}\n"
                )
    sys.stdout.write(
        f"{count} mutants from {first} on, {len(wrong)} wrong; the slowest: {slowest.item},"
        f" {slowest.seconds:.2f} s of processor; the largest: {largest.item},"
        f" {largest.megabytes:.0f} MB more\n"
    )
    return len(wrong)


def warm(folder: Path, workbooks: Sequence[tuple[str, bytes]]) -> None:
    """Read sound workbooks once: what the libraries load late is not the doing of a mutant."""
    for name, content in workbooks:
        (folder / name).write_bytes(content)
    read_folder(folder)
    load(Options(None, None, JOUR, folder, folder, folder, True))
    for name, _ in workbooks:
        (folder / name).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(min(1, campaign(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
