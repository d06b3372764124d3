"""Each document of the program has a golden text, whoever adds it
(tests/session/test_golden.py holds what they say).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from clu_batch.documents import PRODUCTIONS, Production
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.content import DocumentRequest
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import Bilan, Registre
from clu_batch.rules.seances import choose_seances
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.session.test_golden import PREFECTURES, TEXTES, nommer
from tests.support.folders import ROOT
from tests.support.full_and_bare import J, ecrire, nue, pleine

TO_WRITE = "python -m tests.session.test_golden"


def find_workbooks(prefecture: str, folder: Path) -> Path:
    """The workbooks of one of the prefectures."""
    if prefecture == "exemple":
        return ROOT / "workbooks"
    return ecrire(pleine() if prefecture == "pleine" else nue(), folder / prefecture)


def read_bilans(workbooks: Path) -> tuple[Registre, list[Bilan]]:
    """The register of a prefecture, and the figures of its meetings."""
    unused = workbooks / "unused"
    registre = load(Options(None, J, J, workbooks, unused, unused, True)).registre
    due = choose_seances(registre.comite.reunions, J, None).seances
    return registre, [bilan for bilan, _ in bilan_de_seance.compute(registre, due)]


Asked = dict[str, list[tuple[Production, DocumentRequest]]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """What each production asks for, by prefecture."""
    found: Asked = {}
    for prefecture in PREFECTURES:
        folder = tmp_path_factory.mktemp("workbooks")
        registre, bilans = read_bilans(find_workbooks(prefecture, folder))
        found[prefecture] = list(_list_requests(registre, bilans))
    return found


def _list_requests(
    registre: Registre, bilans: list[Bilan]
) -> Iterator[tuple[Production, DocumentRequest]]:
    for bilan in bilans:
        for production in PRODUCTIONS:
            if bilan.seance.etape in production.etapes:
                for demande in production.prepare(MeetingContext(registre, bilan)).requests:
                    yield production, demande


@pytest.mark.parametrize("production", PRODUCTIONS, ids=lambda production: production.annonce)
def test_a_document_has_a_golden_text(production: Production, asked: Asked) -> None:
    made: set[str] = set()
    held: set[str] = set()
    for prefecture, requests in asked.items():
        for by, demande in requests:
            if by.annonce != production.annonce:
                continue
            made.add(demande.modele)
            nom = nommer(Path(demande.chemin))
            if nom is not None and (TEXTES / prefecture / nom).exists():
                held.add(demande.modele)
    assert made, f"« {production.annonce} » makes no document in any prefecture of the tests"
    assert made == held, (
        f"no golden text of {sorted(made - held)}: run {TO_WRITE}, then read it; if that writes"
        " none, a run withholds the document, and its sheet À corriger says why"
    )


def test_a_golden_text_is_named_after_its_document() -> None:
    day = dt.date(2026, 12, 10)
    assert nommer(Path(f"{day}_CLU_Fiche-envoi.docx")) == f"{day}_fiche_envoi.txt"
    assert nommer(Path(f"{day}_CLU_Etiquettes.docx")) == f"{day}_etiquettes.txt"
    assert nommer(Path(f"convocations/{day}_CLU_Convocation_AMF.docx")) is None
