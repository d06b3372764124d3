"""The word that was probably meant: never the contrary, for a reader in a hurry would take it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from clu_batch.kernel.folding import fold_text, squeeze_text
from clu_batch.parse.word_stems import split_words, stem_word, stem_words

SEUIL = 0.7
"""How alike two names are when one may be a misspelling of the other; 1 for the same."""

COLLES = 0.9
"""How alike two entries are when only the spaces between their words differ."""

ECART = 0.05
"""By how much a text is nearer to a name than to its contrary, to be a misspelling of it."""

_EXAMINES = 8
"""The closest names that are looked at: the closest of all may say the contrary."""

_NEGATIONS = frozenset(
    stem_word(mot)
    for mot in (
        "non",
        "pas",
        "peu",
        "mal",
        "sans",
        "ni",
        "ne",
        "aucun",
        "aucunement",
        "jamais",
        "guere",
        "nullement",
        "rien",
        "nul",
        "moins",
        "faiblement",
        "insuffisamment",
        "rarement",
        "trop",
        "contre",
        "sauf",
        "hors",
    )
)
"""Words that only one of two texts holds when it denies what the other says."""

_PREFIXES = ("in", "im", "il", "ir", "me", "mes", "de", "des", "dis", "non", "mal", "anti")
"""What makes the contrary of a word: insatisfait, impoli, illisible, mécontent, maladroit."""

_CONTRAIRES = """
accepte / refuse
accepte / rejete
arrivee / depart
avant / apres
avec / sans
beaucoup / peu
bien / mal
bon / mauvais
clair / confus
content / decu
courrier / courriel
debut / fin
depuis / jusqu
du / au
entrant / sortant
facile / difficile
haut / bas
inferieur / superieur
long / court
min / max
mini / maxi
minimum / maximum
oui / non
ouvert / ferme
ouverture / fermeture
plus / moins
positif / negatif
premier / dernier
present / absent
rapide / lent
satisfait / decu
satisfait / mecontent
toujours / jamais
tout / rien
vrai / faux
"""
"""Words that say the contrary of each other, or name two canals, a pair a line."""

_PAIRES = frozenset(
    frozenset(map(stem_word, line.split(" / "))) for line in _CONTRAIRES.split("\n") if line
)


def find_closest(name: str, candidates: Iterable[str], seuil: float = SEUIL) -> str | None:
    """The candidate that looks most like `name`, or None when nothing is close.

    `seuil`: how alike, 1 for the same. A candidate that says the contrary is none: « Pas du tout
    satisfait » is no way to type « Plutôt satisfait ».
    """
    known = {squeeze_text(candidate): candidate for candidate in candidates}
    typed = squeeze_text(name)
    found = difflib.get_close_matches(typed, known, n=_EXAMINES, cutoff=seuil)
    close = [known[key] for key in found if not is_opposite(name, known[key])]
    if len(close) > 1 and _is_between(typed, close[0], close[1]):
        return None
    return next(iter(close), None)


def _is_between(typed: str, one: str, other: str) -> bool:
    """Whether a text is as near to each of two names, one of which says the contrary of the other:
    « courrierl » may be « courrier » or « courriel ».
    """
    likeness = [_compute_likeness(typed, squeeze_text(name)) for name in (one, other)]
    return abs(likeness[0] - likeness[1]) < ECART and is_opposite(one, other)


def find_misspelled(typed: str, choices: Sequence[str], sens: Mapping[str, str]) -> str | None:
    """The entry of a closed list of which `typed` is a misspelling, word for word; no guess.

    `sens`: what each entry counts as (satisfait, insatisfait, neutre, exclu). When what is close
    does not count alike, nothing is said.
    """
    if len(typed) > 2 * max(map(len, choices), default=0):
        return None  # a comment is no misspelling, and its words are many to compare
    misspelt = [choice for choice in choices if _has_same_words(typed, choice)]
    close = [choice for choice in misspelt if not is_opposite(typed, choice)]
    if sens and len({sens[choice] for choice in close}) > 1:
        return None
    return find_closest(typed, close)


def is_opposite(one: str, other: str) -> bool:
    """Whether one of two texts says the contrary of the other.

    It has a negation, an opposite or a prefix that the other has not.
    """
    ici, la = set(split_words(stem_words(one))), set(split_words(stem_words(other)))
    propres, autres = ici - la, la - ici
    if (propres | autres) & _NEGATIONS:
        return True
    return any(_is_opposite_word(un, autre) for un, autre in product(propres, autres))


def _is_opposite_word(un: str, autre: str) -> bool:
    if frozenset({un, autre}) in _PAIRES:
        return True
    court, long = sorted((un, autre), key=len)
    seuil = max(_compute_likeness(court, long), SEUIL)
    restes = [long.removeprefix(prefixe) for prefixe in _PREFIXES if long.startswith(prefixe)]
    return any(_compute_likeness(court, reste) > seuil for reste in restes)


def _has_same_words(typed: str, choice: str) -> bool:
    """Whether two texts have the same words, some misspelt: another word makes another answer.

    The first letter of a word is seldom mistyped: « unsatisfait » is no way to type « satisfait ».
    """
    ici, la = fold_text(typed).split(), fold_text(choice).split()
    if len(ici) != len(la):
        return _is_mistyped(squeeze_text(typed), squeeze_text(choice), COLLES)
    return all(_is_mistyped(un, autre, SEUIL) for un, autre in zip(ici, la, strict=True))


def _is_mistyped(un: str, autre: str, seuil: float) -> bool:
    return un[:1] == autre[:1] and _is_alike(un, autre, seuil)


def _is_alike(un: str, autre: str, seuil: float) -> bool:
    """Whether two texts are as alike as that; their lengths alone may tell that they are not."""
    matcher = difflib.SequenceMatcher(None, un, autre)
    return matcher.real_quick_ratio() >= seuil and matcher.ratio() >= seuil


def _compute_likeness(un: str, autre: str) -> float:
    return difflib.SequenceMatcher(None, un, autre).ratio()
