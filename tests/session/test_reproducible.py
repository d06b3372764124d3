"""The same workbooks give the same bytes wherever and whenever they are read; a run over again
writes nothing (docs/rules/documents.md#determinism, docs/rules/delivery.md#nothing-changes).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import WORKBOOKS

RACINE = WORKBOOKS.parent
# docs/rules/documents.md#determinism
HORS_PROMESSE = frozenset({"journal.txt", ".manifeste.json", ".verrou"})


@dataclass(frozen=True)
class Poste:
    """A computer: its folder, zone, language, hash seed, the age of the files, and the order in
    which the meetings are asked for.
    """

    dossier: str
    zone: str
    langue: str
    graine: str
    age: int  # seconds since 1970
    reunions: Sequence[str]


POSTES = (
    Poste("ici", "Europe/Paris", "fr_FR.UTF-8", "1", 1_600_000_000, ("2026-1", "2026-2")),
    Poste(
        "un autre dossier, très loin",
        "Pacific/Noumea",
        "C",
        "2",
        1_700_000_000,
        ("2026-2", "2026-1"),
    ),
)


LANCER = """
import datetime as dt, sys
from pathlib import Path
from clu_batch.app import arguments
from clu_batch.session import pipeline
words = ["--classeurs", "workbooks", "--modeles", "templates", "--sortie", "output", *sys.argv[1:]]
asked = arguments.build_options(arguments.parse(words), Path.cwd(), dt.date.today())
sys.exit(len(pipeline.run_session(asked, lambda *_: None).defects))
"""


def lancer(poste: Poste, base: Path, *mots: str) -> None:
    """A run in its own process, from a working folder of its own."""
    subprocess.run(  # our own interpreter
        [sys.executable, "-c", LANCER, *mots],
        cwd=base,
        env={
            "TZ": poste.zone,
            "LC_ALL": poste.langue,
            "PYTHONHASHSEED": poste.graine,
            "PYTHONPATH": os.pathsep.join([str(RACINE), *sys.path]),
        },
        check=True,
        capture_output=True,
    )


def installer(poste: Poste, base: Path) -> Path:
    """The same workbooks and templates, copied in another order with files of another age."""
    ici = base / poste.dossier
    for nom in ("workbooks", "templates"):
        fichiers = sorted((RACINE / nom).rglob("*.*"), reverse=poste.graine == "2")
        for fichier in fichiers:
            copie = ici / nom / fichier.relative_to(RACINE / nom)
            copie.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(fichier, copie)
            os.utime(copie, (poste.age, poste.age))
    return ici


def promis(ici: Path) -> Mapping[str, str]:
    """The digest of each file that is promised the same."""
    sortie = ici / "output"
    return {
        path.relative_to(sortie).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(sortie.rglob("*"))
        if path.is_file() and path.name not in HORS_PROMESSE
    }


def etats(ici: Path) -> Mapping[str, tuple[int, int]]:
    """What tells that a file was written again: its time and its place on the disk."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in (ici / "output").rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def postes(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    base = tmp_path_factory.mktemp("postes")
    dossiers = []
    for poste in POSTES:
        dossiers.append(installer(poste, base))
        for reunion in poste.reunions:
            lancer(poste, dossiers[-1], "--reunion", reunion)
    return dossiers


def test_the_same_bytes_on_two_computers(postes: Sequence[Path]) -> None:
    un, autre = map(promis, postes)
    assert [nom for nom in un if nom.endswith("Controle.xlsx")]
    assert len(un) > 20
    assert un == autre


def test_a_run_over_again_writes_nothing(postes: Sequence[Path]) -> None:
    ici, avant = postes[0], etats(postes[0])
    lancer(POSTES[1], ici, "--reunion", POSTES[0].reunions[-1])
    assert {
        nom
        for nom, etat in etats(ici).items()
        if etat != avant.get(nom) and not nom.endswith(".verrou")
    } == set()
