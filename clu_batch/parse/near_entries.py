"""The values of a free list that look like one value typed twice (docs/rules/workbooks.md#groups).

More is asked than of a suggestion: both values stand in the register, and each may be right.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from clu_batch.kernel.folding import fold_singular, fold_text
from clu_batch.kernel.frozen import frozen
from clu_batch.parse.near_words import COLLES, ECART, is_opposite

MEME_MOT = 0.8
"""How alike two words are when one may be the other mistyped: one letter in five."""

LONGUEUR = 80
"""Signs beyond which a value is a sentence, and no entry of a list."""

_ELIDE = re.compile(r"\b(?:e-|[cdjlmnst]['’ʼ])", re.IGNORECASE)
"""What is no word of its own: « d'attente », « l'accueil », « e-mail »."""

_REPERE = re.compile(r"\d+|\b(?:[^\W\d_]|[ivx]+)\b")
"""What tells one place from another, in a folded text: « Guichet 2 », « Hall B », « Pôle III »."""

_VOYELLES = "aeiouy"
_COUPE = 3
"""The letters that an abbreviation keeps at least: « tél » for « téléphone »."""


@frozen
class _Entry:
    """A value and what is compared of it."""

    text: str
    mots: Sequence[str]
    reperes: Sequence[str]

    @property
    def colle(self) -> str:
        return "".join(self.mots)


@lru_cache(maxsize=32)  # the same lists are looked at for each meeting
def pair_near_entries(entries: tuple[str, ...], known: tuple[str, ...]) -> Mapping[str, str]:
    """Return the values that look like another one, with the closest of those before them, or the
    one that this closest leads to: a line of Équivalences is applied once.

    `entries`: distinct values, the surest first. `known`: those that the program itself proposes,
    of which none is a way to type another.
    """
    proposed = set(map(fold_singular, known))
    # what the program proposes is surer than what is typed
    ordered = sorted(entries, key=lambda entry: fold_singular(entry) not in proposed)
    before: list[_Entry] = []
    pairs: dict[str, str] = {}
    for text in ordered:
        if len(text) > LONGUEUR:
            continue
        entry = _prepare(text)
        if fold_singular(text) not in proposed:
            closest = _find_closest(entry, before)
            if closest:
                first = pairs.get(closest, closest)
                pairs[text] = first if _may_be(entry, _prepare(first)) else closest
        before.append(entry)
    return pairs


def _find_closest(entry: _Entry, before: Sequence[_Entry]) -> str | None:
    """Return the value before it that a value is closest to; None when it is as close to what says
    the contrary, for nobody knows which was meant.
    """
    nearness = {other.text: _compute_nearness(entry, other) for other in before}
    near = [text for text, value in nearness.items() if value]
    if not near:
        return None
    closest = max(near, key=nearness.__getitem__)
    for other in near:
        if nearness[closest] - nearness[other] < ECART and is_opposite(closest, other):
            return None
    return closest


def _prepare(text: str) -> _Entry:
    folded = fold_text(_ELIDE.sub("", text))
    mots = [fold_singular(mot) for mot in folded.split()]
    return _Entry(text, mots, sorted(_REPERE.findall(folded)))


def _compute_nearness(one: _Entry, other: _Entry) -> float:
    """How alike two values are, 0 when each says something of its own."""
    if one.reperes != other.reperes or not _has_same_words(one, other):
        return 0
    if not _may_be(one, other):
        return 0
    return difflib.SequenceMatcher(None, one.colle, other.colle).ratio()


def _may_be(one: _Entry, other: _Entry) -> bool:
    """Whether nothing tells two values apart: a digit, a letter alone, the contrary."""
    return one.reperes == other.reperes and not is_opposite(one.text, other.text)


def _has_same_words(one: _Entry, other: _Entry) -> bool:
    """Whether two values have the same words, some mistyped or cut short, or almost the same
    letters.
    """
    if len(one.mots) != len(other.mots):
        return _is_alike(one.colle, other.colle, COLLES)
    pairs = zip(one.mots, other.mots, strict=True)
    return all(_is_alike(un, autre, MEME_MOT) or _is_cut(un, autre) for un, autre in pairs)


def _is_alike(un: str, autre: str, seuil: float) -> bool:
    """Whether two texts are as alike as that; the first letter is seldom mistyped."""
    if un == autre:
        return True
    matcher = difflib.SequenceMatcher(None, un, autre)
    quick = un[:1] == autre[:1] and matcher.real_quick_ratio() >= seuil
    return quick and matcher.quick_ratio() >= seuil and matcher.ratio() >= seuil


def _is_cut(un: str, autre: str) -> bool:
    """Whether one of two words is the other cut before a vowel, as French abbreviations are."""
    court, long = sorted((un.rstrip("."), autre.rstrip(".")), key=len)
    if len(court) < _COUPE or not long.startswith(court) or court[-1] in _VOYELLES:
        return False
    return long[len(court) :][:1] in _VOYELLES
