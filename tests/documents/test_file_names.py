"""The names of the files (docs/rules/documents.md#names)."""

from __future__ import annotations

import datetime as dt

import pytest

from clu_batch.documents import file_names

LE_10 = dt.date(2026, 12, 10)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("SG", "SG"),
        ("Cœur d’été", "Coeur-d-ete"),
        ("UFC – Que choisir / Nîmes", "UFC-Que-choisir-Nimes"),
        ("France   handicap (Gard)", "France-handicap-Gard"),
        ("a\u0300 vérifier", "a-verifier"),  # an accent apart, as a Mac writes it
        ("con", "con-x"),
        ("COM1", "COM1-x"),
        ("console", "console"),
        ("…", "sans-nom"),
        ("", "sans-nom"),
        ("版本", "sans-nom"),
        (". nom .", "nom"),
    ],
)
def test_a_text_becomes_a_part_of_a_name(texte: str, attendu: str) -> None:
    assert file_names.simplify(texte) == attendu


@pytest.mark.parametrize(
    ("quoi", "suffixe", "attendu"),
    [
        ("Convocation", "SG", "2026-12-10_CLU_Convocation_SG"),
        ("Compte-rendu_publication", "", "2026-12-10_CLU_Compte-rendu_publication"),
        ("Invitation", "Élus & Cie", "2026-12-10_CLU_Invitation_Elus-Cie"),
    ],
)
def test_a_document_is_named_by_its_meeting(quoi: str, suffixe: str, attendu: str) -> None:
    assert file_names.name_document(LE_10, "CLU", quoi, suffixe) == attendu


def test_the_folder_of_a_meeting_bears_its_date_and_sigle() -> None:
    assert file_names.name_meeting_folder(LE_10, "CLUAC") == "2026-12-10_CLUAC"


def test_a_name_never_passes_80_characters_even_with_nouveau() -> None:
    longest = file_names.name_document(
        LE_10, "Comité local des usagers", "Invitation", "Association " * 20
    )
    assert len(f"{longest} (nouveau).docx") <= 80
    assert len(f"Annexe-12_{file_names.simplify('mot ' * 50)}.pdf") <= 80


def test_names_that_windows_takes_for_one_are_numbered() -> None:
    assert file_names.make_unique(["a/X.docx", "a/x.docx", "b/X.docx", "a/X.docx"]) == [
        "a/X.docx",
        "a/x-2.docx",
        "b/X.docx",
        "a/X-3.docx",
    ]
