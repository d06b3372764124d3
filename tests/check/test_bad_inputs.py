"""The 86 bad inputs of real workbooks: each planted alone, then all together, gives exactly the
lines of its outcome (some of them together: tests/campaigns/test_bad_inputs_together.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.check.bad_inputs import dates, feuilles, fichiers, nombres, personnes, textes
from tests.check.bad_inputs.dossier import Dossier, saine
from tests.check.bad_inputs.outils import Plantee, nommees

ABSENTS = {
    60: "the number of answers is counted, never typed beside them",
    67: "nothing says which of two words is the name",
    76: "no column holds a post code alone: the address is one text",
}
"""Cases that the sheets of this program cannot hold."""
AILLEURS = {16: "the folder itself: test_the_preview_of_an_archive"}

CAS = nommees(
    cas
    for module in (fichiers, feuilles, dates, nombres, personnes, textes)
    for cas in module.CAS
)
ENSEMBLE = [plantee for plantee in CAS if not plantee.cas.seul]


def charger(
    chosen: Sequence[Plantee], dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plant these cases in the sound folder: the report is their lines, and what each holds is read
    as it is meant.
    """
    retires = {name for plantee in chosen for name in plantee.plant.retires}
    files = {name: content for name, content in saine().items() if name not in retires}
    for plantee in chosen:
        files |= plantee.fichiers
    dossier.poser(files)
    refus = {name: number for plantee in chosen for name, number in plantee.refus.items()}
    charge, lines = dossier.charger(monkeypatch, refus)
    assert lines == sorted(line for plantee in chosen for line in plantee.lignes)
    read = {plantee.cas.titre: plantee.lu(charge) for plantee in chosen if plantee.cas.lu}
    assert read == {
        plantee.cas.titre: plantee.cas.valeur for plantee in chosen if plantee.cas.lu
    }


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return Dossier(tmp_path_factory.mktemp("catalogue") / "classeurs")


def test_every_case_of_the_catalogue_is_here() -> None:
    assert {plantee.cas.numero for plantee in CAS} | set(ABSENTS) | set(AILLEURS) == set(
        range(1, 87)
    )
    assert len({plantee.cas.titre for plantee in CAS}) == len(CAS)
    assert len(CAS) - len(ENSEMBLE) == 3


def test_the_sound_folder_has_no_problem(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    charger([], dossier, monkeypatch)


@pytest.mark.parametrize("plantee", CAS, ids=lambda plantee: plantee.cas.titre)
def test_planted_alone(
    plantee: Plantee, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    charger([plantee], dossier, monkeypatch)


@pytest.mark.parametrize(
    "folder", ["Temp1_clu.zip", "clu.zip.a3f", "7zO4F2A1B3C", "Rar$EXa0.123"]
)
def test_the_preview_of_an_archive(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir()
    dossier = Dossier(tmp_path / folder / "classeurs")
    dossier.poser(saine())
    assert dossier.charger(monkeypatch)[1] == ["à vérifier | classeurs | dossier-temporaire"]


def test_all_planted_together(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    charger(ENSEMBLE, dossier, monkeypatch)
