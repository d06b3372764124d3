"""What two ways of writing a word have in common, whatever its gender, number and dot at the end.

The entries of a closed list are recognised by it; what two of them have in common designates
neither.
"""

from __future__ import annotations

import re

from clu_batch.kernel.folding import decode_entities, fold_text

FIN = " .;,:!…"
"""What a person may put after a word of a list."""

_GUILLEMETS = '«»“”„"'
_BALISE = re.compile(r"</?[A-Za-z][^<>]*>")
_INCLUSIF = re.compile(
    r"(?<=[^\W\d_])"
    r"(?:\s?[(\[][-·.]?|[/·•∙⋅‧.\-‐‑–]+)"  # « satisfait (e) », « satisfait·e », « satisfait-e »
    r"(?:e|es|s|le|les|ne|nes|te|tes|ve|ves)[)\]]*"
    r"(?:[·•∙⋅‧.\-‐‑]?s\b[)\]]*)?"
    r"(?!\w)",
    re.IGNORECASE,
)
_DEUX_GENRES = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\s*/\s*([^\W\d_]+)")
_MARQUES = re.compile(r"(?<=\w{3})[esx]+$")
_DOUBLE = re.compile(r"(?<=\w\w)([lnt])\1$")


def strip_punctuation(text: str) -> str:
    """A folded text without the quotes around it nor the dot after it."""
    return fold_text(text).strip(_GUILLEMETS + " ").rstrip(FIN)


def stem_words(text: str) -> str:
    """A folded text whose words have lost the marks of feminine, of plural and of inclusive
    writing.

    « Très satisfait(e) », « très satisfait·e·s », « TRÈS  SATISFAITES. » and « très
    satisfait/satisfaite » are one; « insatisfait » is another.
    """
    text = _BALISE.sub(" ", decode_entities(text))
    text = _DEUX_GENRES.sub(_keep_one_gender, _INCLUSIF.sub("", text))
    return " ".join(split_words(strip_punctuation(text)))


def split_words(text: str) -> list[str]:
    """The words of a text, each without its marks."""
    return [stem_word(mot) for mot in fold_text(text).split()]


def stem_word(mot: str) -> str:
    """A folded word without its marks: « bonne » and « bon », « réactive » and « réactif » are
    one.
    """
    if not COURT < len(mot) <= LONG:
        return mot
    nu = _DOUBLE.sub(r"\1", _MARQUES.sub("", mot))
    return f"{nu[:-1]}f" if nu.endswith("v") else nu


COURT = 3
"""Letters of a word that is left as it is: « pas », « bon », « nul »."""

LONG = 40
"""Letters beyond which it is no word: a cell may hold 32 767 of them, and nothing waits for it."""


def _keep_one_gender(match: re.Match[str]) -> str:
    un, autre = match.groups()
    if split_words(un) == split_words(autre):
        return un
    return match[0]
