"""The sound folder in which the cases are planted, and the report that a run makes of it."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from clu_batch.session.load import LoadedWorkbooks
from tests.support.prefecture import CLASSEURS, Lignes, lire
from tests.support.workbooks_from_rows import livre

SAINS: Mapping[str, Mapping[str, Lignes]] = {
    **CLASSEURS,
    "parametres.xlsx": {
        name: [row for row in rows if row[0] != "Téléphone du secrétariat"]
        for name, rows in CLASSEURS["parametres.xlsx"].items()
    },
    "pourcentage.xlsx": {
        "Engagements": (
            ("Code", "Engagement", "Indicateur", "Sens de la cible", "Unité", "Cible"),
            ("E2", "Répondre à tous", "Part des appels pris", "au moins", "%", 0.9),
        ),
        "Résultats": (
            ("Code", "Du", "Au", "Valeur"),
            ("E2", dt.date(2026, 1, 1), dt.date(2026, 6, 30), 0.91),
        ),
    },
    "appui.xlsx": {
        "Modalités d'appui": (
            ("Modalité", "Usagers accompagnés"),
            ("Point d’accueil numérique", 40),
        )
    },
}
"""The sound prefecture, with a commitment in percent and a workbook that may be missing; the cases
give the telephone number.
"""


@dataclass(slots=True)
class Dossier:
    """A folder of workbooks on the disk; only what changes between two uses is written again."""

    chemin: Path
    ecrits: dict[str, bytes] = field(default_factory=dict)

    def poser(self, fichiers: Mapping[str, bytes]) -> None:
        """Make the folder hold exactly these files."""
        self.chemin.mkdir(exist_ok=True)
        for name in self.ecrits.keys() - fichiers.keys():
            (self.chemin / name).unlink()
            del self.ecrits[name]
        for name, content in fichiers.items():
            if self.ecrits.get(name) != content:
                (self.chemin / name).write_bytes(content)
                self.ecrits[name] = content

    def charger(
        self, monkeypatch: pytest.MonkeyPatch, refus: Mapping[str, int] = MappingProxyType({})
    ) -> tuple[LoadedWorkbooks, list[str]]:
        """What the folder says, and its lines « gravity | place | code », the cells as ranges;
        `refus`: file -> errno of its opening.
        """
        charge, groups = lire(self.chemin, monkeypatch, refus)
        places = [(group, replace(group.problem.place, cell=group.ranges)) for group in groups]
        return charge, sorted(
            f"{group.problem.gravite.libelle} | {place} | {group.problem.code}"
            for group, place in places
        )


def classeur(
    sheets: Mapping[str, Lignes], *retouches: Callable[[openpyxl.Workbook], object]
) -> bytes:
    """A workbook of these sheets, then touched up, as bytes."""
    book = livre(sheets)
    for retouche in retouches:
        retouche(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@functools.cache
def saine() -> Mapping[str, bytes]:
    """The sound workbooks, as bytes."""
    return {name: classeur(sheets) for name, sheets in SAINS.items()}
