"""Yes or no, and the entries of a closed list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from clu_batch.kernel.folding import clean_text, fold_text
from clu_batch.messages import cells
from clu_batch.parse.near_words import find_misspelled
from clu_batch.parse.numbers import parse_number
from clu_batch.parse.outcome import Parsed
from clu_batch.parse.texts import is_empty, parse_text
from clu_batch.parse.word_stems import FIN, stem_words, strip_punctuation

OUI = frozenset({"oui", "o", "x", "vrai", "true", "1", "yes", "y", "✓", "✔", "☑", "☒"})
NON = frozenset({"non", "n", "faux", "false", "0", "no", "☐"})
"""The ways in which a person ticks a box, or leaves it, folded."""


def parse_yes_no(value: object) -> Parsed[bool]:
    """Yes or no, in any of the ways a person ticks a box; an empty cell is None, its column says
    what that means.
    """
    if is_empty(value):
        return Parsed()
    if isinstance(value, bool):
        return Parsed(value)
    word = fold_text(parse_text(value).valeur or "").rstrip(FIN)
    if word in OUI:
        return Parsed(True)
    return Parsed(False) if word in NON else Parsed(None, cells.OUI_NON_ATTENDU)


_CODE = re.compile(r"[a-z]{0,3}[ _-]?\d{1,3}")
"""What a survey tool writes for an answer, when asked for codes: « A1 », « AO02 », « 3 »."""


class ChoiceList:
    """A closed list, ready to recognise what is typed: spellings, and abbreviations of some of
    them.

    `sens`: what each entry counts as, for the possible answers to a question: what is suggested
    counts alike.
    """

    def __init__(
        self,
        choices: Sequence[str],
        short: Mapping[str, str] | None = None,
        sens: Mapping[str, str] | None = None,
    ) -> None:
        self.choices = tuple(choices)
        self._sens = sens or {}
        self._nombres = all(choice.isdecimal() for choice in self.choices)
        own = (*self.choices, *(short or {}))
        self._coded = bool(self._sens) and not any(_CODE.fullmatch(fold_text(o)) for o in own)
        by_fold = [_group_by_fold(fold, self.choices, short or {}) for fold in _LECTURES]
        self._lectures = list(zip(_LECTURES, by_fold, strict=True))

    def parse(self, value: object) -> Parsed[str]:
        """The canonical spelling of a typed choice; case, accents, feminine and plural do not
        matter.
        """
        if is_empty(value):
            return Parsed()
        liste = {"choix": ", ".join(self.choices)}
        if isinstance(value, dt.date):
            return Parsed(None, cells.CHOIX_DEVENU_DATE, liste)
        text = parse_text(value).valeur or ""
        found = self._recognise(text)
        if found:
            return Parsed(found)
        inconnu, presque = _DEFAUTS[bool(self._sens)]
        if self._coded and _CODE.fullmatch(fold_text(text)):
            inconnu = cells.REPONSE_CODEE
        close = None if self._nombres else find_misspelled(text, self.choices, self._sens)
        return (
            Parsed(None, presque, {**liste, "proche": close})
            if close
            else Parsed(None, inconnu, liste)
        )

    def _recognise(self, text: str) -> str | None:
        """The entry that the strictest reading knows; what designates two designates none."""
        # folding would take a sign away
        lectures = self._lectures[:1] if _NEGATIF.match(text) else self._lectures
        for fold, known in lectures:
            same = known.get(fold(text), ())
            if same:
                return same[0] if len(same) == 1 else None
        return None


def _strip_form(text: str) -> str:
    """A number without its needless decimals, initials without what parts them: « 4,0 » -> « 4 », «
    s.o » -> « so ».
    """
    folded = strip_punctuation(text)
    number = parse_number(folded).valeur
    if number is not None:
        return f"{number:.0f}" if number == number.to_integral_value() else folded
    letters = re.split(r"[./ ]+", folded)
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else folded


_LECTURES: Sequence[Callable[[str], str]] = (
    clean_text,
    fold_text,
    strip_punctuation,
    stem_words,
    _strip_form,
)
"""How a typed text is compared with the entries of a list, from the strictest on."""

_DEFAUTS = {
    False: (cells.CHOIX_INCONNU, cells.CHOIX_PROCHE),
    True: (cells.REPONSE_HORS_ECHELLE, cells.REPONSE_PROCHE),
}
"""What is told of an unknown entry, and of one that is misspelt; True: of an answer to a question.
"""


_NEGATIF = re.compile(r"[-‐‑–—−]\s*\d")


def _group_by_fold(
    fold: Callable[[str], str],
    choices: Sequence[str],
    short: Mapping[str, str],
) -> dict[str, list[str]]:
    """What each folded text designates; an abbreviated entry never takes the place of an entry."""
    entries: dict[str, list[str]] = {}
    for choice in choices:
        _add_entry(entries, fold(choice), choice)
    taken = set(entries)
    for typed, choice in short.items():
        if fold(typed) not in taken:
            _add_entry(entries, fold(typed), choice)
    return entries


def _add_entry(entries: dict[str, list[str]], key: str, choice: str) -> None:
    same = entries.setdefault(key, []) if key else []
    if choice not in same:
        same.append(choice)


def parse_choice(
    value: object, choices: Sequence[str], short: Mapping[str, str] | None = None
) -> Parsed[str]:
    """The canonical spelling of a choice typed alone (for a whole column, keep a `ChoiceList`)."""
    return ChoiceList(choices, short).parse(value)
