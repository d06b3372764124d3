"""The marks of no answer, and what is none of them
(docs/rules/satisfaction.md#marks-of-no-answer).
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from clu_batch.parse import SILENCES, is_silence, list_silences

MARKS = (
    *("N/A", "n/a", "NA", "na", "N.A.", "n. a.", "N A", "N-A", " N/A\u00a0", "<NA>"),
    *("N/R", "NR", "n.r.", "(NR)", "« N/R »"),
    *("Sans réponse", "SANS REPONSE", "sans_réponse", "(Sans réponse)", "sans réponses."),
    *("Non-réponse", "non réponse", "No answer", "[No answer]", "Sans&nbsp;r&eacute;ponse"),
    *("(vide)", "vide", "Vides", "[vide]", "(blank)", "Non répondu"),
    *(
        "Non renseigné",
        "non renseigne",
        "NON RENSEIGNÉE",
        "Non renseigné(e)",
        "non renseigné·e",
    ),
    *("Non précisé", "non indiquée", "Non rempli", "non saisi"),
    *("null", "NULL", "Null", "(null)", "[null]", "<null>", "None", "NaN", "nan", " nan "),
    *("undefined", "#N/A", "[None]"),
    *("-", "--", "---", "–", "—", "−", "- -", "_", "/"),
)
ANSWERS = (
    *("", " ", "0", "1", "-1", "- 1", "n", "N", "non", "Nan", "no", "a", "Nul", "Nulle", "RAS"),
    *("SO", "S.O.", "NSP", "Ne sait pas", "Sans opinion", "Sans objet", "Non concerné"),
    *("Non applicable", "Aucune réponse", "Pas de réponse", "Réponse", "Sans", "Vidé de sens"),
    *(
        "?",
        "…",
        "//",
        "+",
        "++",
        ":-)",
        ":-(",
        "(-)",
        "Narbonne",
        "NA-Titres",
        "N/A ou presque",
        "NRA",
        "none",
        "NONE",
        "nulle",
        "NAN",
        "Nannan",
        "Null part",
        "indéfini",
    ),
)


@pytest.mark.parametrize("typed", MARKS)
def test_a_mark_is_known_however_it_is_typed(typed: str) -> None:
    assert is_silence(typed, SILENCES)


@pytest.mark.parametrize("typed", [*ANSWERS, None, 0.0, False])
def test_what_could_be_an_answer_is_no_mark(typed: object) -> None:
    assert not is_silence(typed, SILENCES)


@pytest.mark.parametrize(
    ("declared", "typed", "silent"),
    [
        (["Satisfait", "N/A"], "N/A", False),
        (["Satisfait", "N/A"], "n.a.", False),
        (["Satisfait", "N/A"], "NR", True),
        (["Satisfait", "(vide)"], "vide", False),
        (["Satisfait", "Non renseigné(e)"], "non renseignée", False),
        (["Satisfait", "Non renseigné(e)"], "Sans réponse", True),
        (["Satisfait", "Insatisfait"], "-", True),
        (["+", "-"], "-", False),
        (["++", "+", "0"], "--", False),  # a dash may be one of these signs, mistyped
        ([":)", ":("], "-", False),
        (["++", "+"], "N/A", True),
        (["Bonne", "Nulle"], "null", True),
        (["Oui", "None"], "None", False),
        (["Oui", "None"], "N/A", True),
        ([], "-", True),
    ],
)
def test_what_is_declared_wins(declared: Sequence[str], typed: str, *, silent: bool) -> None:
    assert is_silence(typed, list_silences(declared)) is silent
