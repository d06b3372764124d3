"""The sentences of the minutes, in the past tense; what was typed is left as it is."""

from __future__ import annotations

import re

import pytest

from clu_batch.documents.sections.past_tense import put_in_past
from clu_batch.kernel.french import typeset
from tests.session.test_golden import TEXTES


@pytest.mark.parametrize(
    ("present", "passe"),
    [
        ("Deux documents types sont soumis.", "Deux documents types ont été soumis."),
        ("Un document type est soumis.", "Un document type a été soumis."),
        ("Aucun document type n’est soumis.", "Aucun document type n’a été soumis."),
        ("Aucune modalité n’est présentée.", "Aucune modalité n’a été présentée."),
        ("Aucun engagement n’est présenté.", "Aucun engagement n’a été présenté."),
        ("4 sont là, 2 ne sont pas là.", "4 étaient là, 2 n’étaient pas là."),
        ("1 est atteint et 1 n’est pas atteint.", "1 était atteint et 1 n’était pas atteint."),
        ("9 ont un objectif.", "9 avaient un objectif."),
        ("La part est de 82,9 %.", "La part était de 82,9 %."),
        ("90 réclamations ont été reçues.", "90 réclamations ont été reçues."),
        ("À « Est-il bon ? », elle est de 2.", "À « Est-il bon ? », elle était de 2."),
        ("Une suite ; 3 restent à suivre.", "Une suite ; 3 restaient à suivre."),
        ("2 autres ne peuvent pas être appréciés.", "2 autres ne pouvaient pas être appréciés."),
    ],
)  # fmt: skip
def test_a_sentence_is_told_in_the_past(present: str, passe: str) -> None:
    assert put_in_past(typeset(present)) == typeset(passe)


PRESENT = re.compile(r"\b(?:est|sont|n’est|ont un objectif|peut|peuvent|restent?)\b")


@pytest.mark.parametrize("prefecture", ["exemple", "nue", "pleine"])
def test_no_fact_presented_in_the_minutes_is_in_the_present(prefecture: str) -> None:
    """Whatever the block: what stands first under « Éléments présentés », tables and lists apart.
    What follows may be a text typed in a cell, too long for it.
    """
    minutes = (TEXTES / prefecture / "2026-06-11_compte_rendu.txt").read_text("utf-8")
    presented = re.findall(r"\[Heading2\] Éléments présentés\n(.*)", minutes)
    sentences = [
        line for line in presented if not line.startswith(("[", "À COMPLÉTER", "Pièce"))
    ]
    assert sentences or prefecture == "nue"
    for sentence in sentences:
        ours = re.sub(r"«[^»]*»|Les (?:autres )?tableaux figurent.*", "", sentence)
        assert not PRESENT.search(ours), sentence
