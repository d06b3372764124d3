"""The marks by which survey tools, and hands, write that nothing was answered
(docs/rules/satisfaction.md#marks-of-no-answer).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from clu_batch.kernel.folding import clean_text, fold_stems

_AUTOUR = " ()[]<>{}«»“”\"'.;,:!…"
_TRAITS = re.compile(r"[-‐‑‒–—−_ ]+|/")
_TRAIT = "-"


_PROGRAMMES = frozenset({"null", "Null", "NULL", "None", "NaN", "nan", "undefined"})
"""What programs write for a value that is not there, as they write it: « Nulle » and « Nan » are
words.
"""
_RIEN = "∅"


def fold_silence(text: str) -> str:
    """Return a text as marks of no answer are compared: « (Non renseigné·e) » and « non renseignée
    » are one, as are « N/A », « n. a. » and « NA », or dashes, however many.
    """
    text = clean_text(text)
    if text.strip("()[]<>") in _PROGRAMMES:
        return _RIEN
    if _TRAITS.fullmatch(text):
        return _TRAIT
    return re.sub(r"[\W_]", "", fold_stems(text.strip(_AUTOUR)))


SILENCES = frozenset(
    map(
        fold_silence,
        (
            "-",
            "N/A",
            "N/R",
            "Sans réponse",
            "Non-réponse",
            "No answer",
            "(vide)",
            "(blank)",
            "Non répondu",
            "Non renseigné",
            "Non précisé",
            "Non indiqué",
            "Non rempli",
            "Non saisi",
            "null",
        ),
    )
)
"""The marks of no answer, as they are compared; what could be an answer is none of them."""

_MARQUES = [mark.lower() for mark in SILENCES | _PROGRAMMES]
_DEBUTS = {mark[:1] for mark in _MARQUES} | {mark[:2] for mark in _MARQUES}
"""Their first letter, and the first two: most texts begin otherwise, and folding one is dear."""


def list_silences(declared: Iterable[str]) -> frozenset[str]:
    """Return the marks that say nothing beside these possible answers, which win over them.

    Among answers made of signs (« ++ », « -- »), a dash may be one that is mistyped.
    """
    own = set(map(fold_silence, declared))
    of_signs = {_TRAIT} if not all(own) or _TRAIT in own else set()
    return SILENCES - own - of_signs


def is_silence(value: object, silences: frozenset[str]) -> bool:
    """Whether a cell holds one of these marks."""
    if not silences or not isinstance(value, str) or _begins_otherwise(value):
        return False
    return fold_silence(value) in silences


def _begins_otherwise(text: str) -> bool:
    """Whether a text begins with one or two plain letters or digits that begin no mark."""
    debut = text.lstrip(_AUTOUR)[:2].lower()
    plain = [start for start in (debut[:1], debut) if start.isascii() and start.isalnum()]
    return not _DEBUTS.issuperset(plain)
