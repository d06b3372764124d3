"""A question of choice whose possible answers nobody declared: nothing false is printed, and it is
told once (docs/rules/satisfaction.md#built-in-scales).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

import clu_batch
from tests.support.meeting import simple
from tests.support.prefecture import J, Prefecture
from tests.support.word_files import lignes

DECLARED = [("Q3", "guichet", 1, "neutre"), ("Q3", "mail", 2, "neutre")]
ASKED = "À COMPLÉTER : répartition des réponses à la question « Venu par ? »"


@pytest.mark.parametrize(
    ("echelle", "answers", "options", "code"),
    [
        ("choix unique", ["guichet", "mail", "mail"], [], "a-completer"),
        ("choix unique", ["guichet", None, "-"], [], "a-completer"),
        ("choix multiple", ["guichet; mail", "mail", None], [], "a-completer"),
        ("choix multiple", ["guichet, mail", "autre réponse", None], [], "a-completer"),
        (
            "choix multiple",
            ["1", "2", "3"],
            [("Satisfait", "guichet", 1, "neutre")],
            "a-completer",
        ),
        ("choix unique", [None, None, None], [], "choix-sans-option"),
        ("choix unique", ["N/A", "-", "Sans réponse"], [], "choix-sans-option"),
        ("choix unique", ["guichet", "mail", "mail"], DECLARED, ""),
        ("choix multiple", ["guichet; mail", "ailleurs", None], DECLARED, ""),
        (
            "choix unique",
            ["guichet", "mail", "fax"],
            [("Venu par ?", "fax", 1, "neutre")],
            "",
        ),
        ("texte", ["guichet", "mail", "mail"], [], ""),
        ("oui/non", ["oui", "non", "oui"], [], ""),
    ],
)
def test_nothing_false_is_printed_of_a_choice_without_option(
    tmp_path: Path,
    echelle: str,
    answers: Sequence[str | None],
    options: Sequence[Sequence[object]],
    code: str,
) -> None:
    prefecture = Prefecture()
    prefecture.feuille("Questions").append(["Q3", "Venu par ?", echelle])
    for option in options:
        prefecture.feuille("Échelles").append(list(option))
    for row, answer in enumerate(["Q3", *answers], 1):
        prefecture.feuille("Réponses").cell(row, 5, answer)
    (tmp_path / "workbooks").mkdir()
    prefecture.ecrire(tmp_path / "workbooks")
    run = clu_batch.run(
        clu_batch.Options(
            au=J,
            aujourd_hui=dt.date(2026, 11, 23),
            classeurs=tmp_path / "workbooks",
            modeles=tmp_path / "templates",
            sortie=tmp_path / "output",
        )
    )
    (pack,) = (d for d in run.documents if "Dossier-de-seance" in d.path.name)
    said = [simple(line) for line in lignes(pack.data)]
    assert any(line.startswith(ASKED) for line in said) == (code == "a-completer")
    assert code == "" or "autre réponse" not in said
    about = [p for p in run.problems if p.place.sheet == "Questions" and p.place.cell == "C4"]
    assert [p.code for p in about] == ([code] if code else [])
    assert all("« Q3 » dans la colonne Échelle" in p.que_faire for p in about)
