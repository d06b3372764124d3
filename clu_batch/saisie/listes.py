"""Yes or no, and the entries of a closed list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from clu_batch.defauts import cellules
from clu_batch.saisie.lu import Lu
from clu_batch.saisie.nombres import lire_nombre
from clu_batch.saisie.textes import lire_texte, plier, proche, racine, vide

OUI = frozenset({"oui", "o", "x", "vrai", "true", "1", "yes", "y", "✓", "✔", "☑", "☒"})
NON = frozenset({"non", "n", "faux", "false", "0", "no", "☐"})
"""The ways in which a person ticks a box, or leaves it, folded."""

_FIN = " .;,:!"
"""What a person may put after a word of a list."""


def lire_oui_non(value: object) -> Lu[bool]:
    """Yes or no, in any of the ways a person ticks a box; an empty cell is None, its column says what that means."""
    if vide(value):
        return Lu()
    if isinstance(value, bool):
        return Lu(value)
    word = plier(lire_texte(value).valeur or "").rstrip(_FIN)
    if word in OUI:
        return Lu(True)
    return Lu(False) if word in NON else Lu(None, cellules.OUI_NON_ATTENDU)


class Choix:
    """A closed list, ready to recognise what is typed: canonical spellings, and abbreviated entries of some of them."""

    def __init__(self, choices: Sequence[str], short: Mapping[str, str] | None = None) -> None:
        self.choices = tuple(choices)
        self._exact = {plier(choice): choice for choice in self.choices}
        self._exact |= {plier(typed): choice for typed, choice in (short or {}).items() if plier(typed) not in self._exact}
        roots: dict[str, list[str]] = {}
        for choice in self.choices:
            roots.setdefault(racine(choice), []).append(choice)
        self._roots = {root: same[0] for root, same in roots.items() if len(same) == 1}

    def lire(self, value: object) -> Lu[str]:
        """The canonical spelling of a typed choice; case, accents, feminine and plural do not matter."""
        if vide(value):
            return Lu()
        liste = {"choix": ", ".join(self.choices)}
        if isinstance(value, dt.date):
            return Lu(None, cellules.CHOIX_DEVENU_DATE, liste)
        text = lire_texte(value).valeur or ""
        folded = plier(text).rstrip(_FIN)
        found = self._exact.get(plier(text)) or self._exact.get(folded) or self._roots.get(racine(text)) or self._roots.get(folded)
        found = found or self._exact.get(_sans_forme(folded))
        if found:
            return Lu(found)
        close = proche(text, self.choices)
        return Lu(None, cellules.CHOIX_PROCHE, {**liste, "proche": close}) if close else Lu(None, cellules.CHOIX_INCONNU, liste)


def _sans_forme(folded: str) -> str:
    """A number without its needless decimals, initials without what parts them: « 4,0 » -> « 4 », « s.o » -> « so »."""
    number = lire_nombre(folded).valeur
    if number is not None:
        return f"{number:.0f}" if number == number.to_integral_value() else folded
    letters = re.split(r"[./ ]+", folded)
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else folded


def lire_choix(value: object, choices: Sequence[str], short: Mapping[str, str] | None = None) -> Lu[str]:
    """The canonical spelling of a choice typed alone (for a whole column, keep a `Choix`)."""
    return Choix(choices, short).lire(value)
