"""The program as a library: the same files as the command, its figures as a frame, its host left
alone (docs/library.md).
"""

from __future__ import annotations

import datetime as dt
import gc
import locale
import math
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import clu_batch
from clu_batch.app import cli
from clu_batch.kernel.problems import CluError
from tests.support.folders import ROOT

JOUR = dt.date(2026, 11, 23)
READ_BACK = {
    "code": "Code",
    "libelle": "Libellé",
    "periode_du": "Période du",
    "periode_au": "Période au",
    "valeur": "Valeur",
    "numerateur": "Numérateur",
    "denominateur": "Dénominateur",
    "unite": "Unité",
    "intervalle_bas": "Intervalle bas",
    "intervalle_haut": "Intervalle haut",
    "precedente": "Période précédente",
    "ecart": "Écart",
    "evolution": "Évolution",
    "cible": "Cible",
    "etat": "État",
}
"""The columns of the frame that the sheet Indicateurs shows as they are."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bibliotheque")


@pytest.fixture(scope="module")
def made(base: Path) -> clu_batch.Run:
    return clu_batch.run(
        clu_batch.Options(
            au=JOUR, classeurs=ROOT / "workbooks", modeles=base / "modeles", sortie=base / "out"
        )
    )


def list_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_library_writes_the_bytes_of_the_command(
    base: Path, made: clu_batch.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLU_SANS_PAUSE", "1")
    folders = ["--classeurs", str(ROOT / "workbooks"), "--modeles", str(base / "modeles")]
    words = ["--au", f"{JOUR:%d/%m/%Y}", *folders, "--sortie", str(base / "command")]
    code = cli.main(words, cli.Setting(base, None))
    assert (code, list_files(base / "command")) == (made.code, list_files(base / "out"))


def test_the_documents_are_those_of_the_folder(base: Path, made: clu_batch.Run) -> None:
    on_the_disk = {path: path.read_bytes() for path in (base / "out").rglob("*.*")}
    visible = {
        path: data for path, data in on_the_disk.items() if not path.name.startswith(".")
    }
    assert {document.path: document.data for document in made.documents} == visible
    assert {document.state for document in made.documents} == {"produit", "envoyé non refait"}


def list_cells(value: object) -> object:
    """A cell as Excel gives it back: a date is a moment, a fraction the nearest binary number."""
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, Fraction):
        return float(value)
    return (
        value.replace("\u202f", " ").replace("\u00a0", " ") if isinstance(value, str) else value
    )


def read_indicateurs(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path)["Indicateurs"]
    headers, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headers), map(list_cells, row), strict=True)) for row in rows]


def test_the_figures_are_the_sheets_of_both_control_workbooks(
    base: Path, made: clu_batch.Run
) -> None:
    figures = made.figures
    dates = list(dict.fromkeys(figures["Réunion"]))
    assert dates == [dt.date(2026, 12, 10), dt.date(2026, 6, 11)]
    for date in dates:
        (path,) = (base / "out" / f"{date}_CLU").glob("*_Controle.xlsx")
        rows = figures[figures["Réunion"] == date].to_dict("records")
        shown = [
            {title: list_cells(row[field]) or None for field, title in READ_BACK.items()}
            for row in rows
        ]
        read = [
            {title: row[title] or None for title in READ_BACK.values()}
            for row in read_indicateurs(path)
        ]
        assert shown == read


def test_the_cells_of_the_figures_are_exact_and_none_is_nan(made: clu_batch.Run) -> None:
    cells = made.figures.to_numpy().ravel()
    plain = (str, int, float, Fraction, dt.date, type(None))  # a state is a StrEnum: a text
    assert {type(value) for value in cells if not isinstance(value, plain)} == set()
    assert {value for value in cells if type(value).__module__ == "numpy"} == set()
    assert {dtype.kind for dtype in made.figures.dtypes} == {"O"}
    floats = {c for c in made.figures if any(type(v) is float for v in made.figures[c])}
    assert floats <= {"intervalle_bas", "intervalle_haut"}
    assert [value for value in cells if isinstance(value, float) and math.isnan(value)] == []


def test_without_a_meeting_the_figures_are_those_of_the_run(base: Path, tmp_path: Path) -> None:
    (tmp_path / "vides").mkdir()
    options = clu_batch.Options(
        classeurs=tmp_path / "vides", modeles=base / "modeles", sortie=tmp_path / "out"
    )
    found = clu_batch.run(options)
    assert set(found.figures["Réunion"]) <= {None}
    assert [document.path.name for document in found.documents] == ["CLU_Controle.xlsx"]


def look_at_the_host() -> tuple[object, ...]:
    stream = os.fstat(2)
    return (
        (stream.st_dev, stream.st_ino),
        gc.isenabled(),
        gc.get_freeze_count(),
        Path.cwd(),
        locale.setlocale(locale.LC_ALL),
        list(warnings.filters),
        os.environ.copy(),
    )


def test_the_host_is_left_alone(base: Path, tmp_path: Path) -> None:
    before, during = look_at_the_host(), []

    def announce(_number: int, _total: int, _text: str) -> None:
        during.append(look_at_the_host())

    options = clu_batch.Options(
        au=JOUR,
        classeurs=ROOT / "workbooks",
        modeles=base / "modeles",
        sortie=tmp_path / "out",
        verifier_seulement=True,
    )
    clu_batch.run(options, announce)
    assert len(during) > 3
    assert [seen for seen in [*during, look_at_the_host()] if seen != before] == []


def test_the_folders_that_a_run_would_spoil_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CluError, match="dossier des classeurs"):
        clu_batch.run(clu_batch.Options(classeurs=tmp_path, sortie=tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_the_package_is_imported_without_its_libraries() -> None:
    """`run.py` imports it before they are installed."""
    code = "import sys, clu_batch; print(clu_batch.__version__, *sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert {"pandas", "clu_batch.api", "clu_batch.session"} & set(run.stdout.split()) == set()


def list_examples() -> Iterator[str]:
    page = (ROOT / "docs" / "library.md").read_text("utf-8")
    yield from re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_the_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = list_examples()
    names: dict[str, Any] = {}
    exec(compile(example, "docs/library.md", "exec"), names)  # noqa: S102 (our own page)
    rates, written = names["rates"], names["written"]
    assert list(rates.columns) == [dt.date(2026, 6, 11), dt.date(2026, 12, 10)]
    assert "2026-12-10_CLU_Dossier-de-seance.docx" in written
    assert (tmp_path / "essai" / "2026-12-10_CLU").is_dir()
