"""Recognise the label of a total, which stands in a table without being a fact."""

from __future__ import annotations

import re

from clu_batch.kernel.folding import fold_text

_TOTAL = re.compile(r"(?:sous )?tota(?:l|ux)(?: general| generaux| annuel)?(?: \d{4})?(?: ?:)?")
_DE_TOTAL = re.compile(r"(?:(?:grand|sous|ss|s|nombre|nb|montant) )*tota(?:l|ux)\b.*")
_SOMME = re.compile(
    r"(?:sommes?|cumuls?|ensemble|moyennes?|recap|recapitulatif)(?: (?:d|de|des|du|par)\b.*)?"
    r"|(?:nombre|nb) de\b.*"
)
_ESPACE = re.compile(r"\w(?: \w)+")
"""A word written with a blank between its letters."""
_LONGUEUR = 60

_PEUT_ETRE = re.compile(r"t[\W_]*[oôöòó][\W_]*t[\W_]*[aàâä]", re.IGNORECASE)
"""What any total has, as it is typed: most cells have it not, and need not be folded."""


def is_total(value: object) -> bool:
    """Whether a cell is the label of a total, and can hardly be anything else."""
    if not isinstance(value, str) or "ota" not in value.lower():
        return False
    return _TOTAL.fullmatch(fold_text(value)) is not None


def names_a_total(value: object) -> bool:
    """Whether a cell names a total of something: « Total mars », « Nombre total »."""
    if not isinstance(value, str) or not _PEUT_ETRE.search(value):
        return False
    return _DE_TOTAL.fullmatch(_fold_label(value)) is not None


def seems_a_total(value: object) -> bool:
    """Whether a cell may be the label of a total, were it not the name of a fact: « Somme »."""
    return names_a_total(value) or _SOMME.fullmatch(_fold_label(value)) is not None


def _fold_label(value: object) -> str:
    """A short text, without the signs that part or end a label."""
    if not isinstance(value, str) or len(value) > _LONGUEUR:
        return ""
    folded = re.sub(r"[/.:=]+", " ", fold_text(value))
    words = " ".join(folded.split())
    return words.replace(" ", "") if _ESPACE.fullmatch(words) else words
