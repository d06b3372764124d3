"""Replace the names typed in a text that is published by the function and the body of the person
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from clu_batch.documents.mots_courants import COURANTS, OUTILS, VOIES
from clu_batch.documents.noms_inconnus import BLANC, hide_unknown
from clu_batch.kernel import politesse
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.parse import fold_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RETIRE = "[nom retiré]"
"""What stands for an unknown name, and for one that more people than this bear."""
CIVILITE = (
    r"(?:MM?\.?|M(?:me|lle|r)s?\.?|Messieurs|Monsieur|Mesdames|Madame|Mesdemoiselles"
    r"|Mademoiselle)"
)
MAJUSCULE = r"(?-i:[A-ZÀ-ÖØ-Þ][\w’'.-]*)"
_DU = rf"(?:(?:du|des|de{BLANC}la){BLANC}|de{BLANC}l['’])"
_INITIALE = r"(?-i:[A-ZÀ-ÖØ-Þ])\."
_ARTICLE = rf"(?:(?:l[ea]s?|une?|du|des|aux?|ce(?:t|tte|s)?|sa|ses|son){BLANC}|l['’])"
_ORDINAIRE = re.compile(
    rf"[-‐‑](?-i:[a-zà-ÿ])"
    rf"|{BLANC}(?:(?:d[ue]s?|à|aux?){BLANC}(?:la{BLANC}|l['’]|(?!la\b|l['’]))|d['’])"
    rf"(?-i:[a-zà-ÿ])|{BLANC}\d",
    re.IGNORECASE,
)
"""What follows a word that names nobody: « Garde des sceaux », « Mars 2026 »."""
_EN_CAPITALE = re.compile(rf"{BLANC}{MAJUSCULE}")


LETTRES = 3
"""Letters of a part of a compound name, at least, to be one where it stands alone."""


@frozen
class Nom:
    """A name that must not be published, the first name that goes with it, and what stands in its
    place. `partiel`: one half of a compound name, which where it stands alone is a name unless it
    is a word, too short, or in small letters.
    """

    nom: str
    prenom: str | None
    remplacant: str
    partiel: bool = False


@dataclass(slots=True)
class Masque:
    """Replaces the known names in any value of a document, and any name after a civility.

    `ordinaires`: folded words that are names after a civility or a first name only. `trouves`: the
    texts in which a name was found, each with its replacement.
    """

    noms: Sequence[Nom]
    ordinaires: frozenset[str] = frozenset()
    # the text, the name as it stood there, what replaced it
    trouves: list[tuple[str, str, str]] = field(default_factory=list)
    _motif: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look for the longest names first: « Martin Durand » before « Martin »."""
        self.noms = sorted(self.noms, key=lambda n: -len(n.nom))
        known = {form for n in self.noms for form in _list_first_names(n.prenom)}
        prenoms = sorted(map(_build_pattern, known), key=lambda p: (-len(p), p))
        prenom = "|".join([*prenoms, _INITIALE])
        voies = "|".join(map(_build_pattern, sorted(VOIES)))
        lieu = rf"(?P<voie>(?:{voies}){BLANC}(?:{_DU}{MAJUSCULE}{BLANC})?)??"
        civilite = (
            rf"(?P<civilite>{CIVILITE}(?:{BLANC}|(?<=\.))(?:{MAJUSCULE}{BLANC}){{0,2}}?)?"
        )
        avant = rf"(?P<titre>{civilite}(?:(?:{prenom})(?:{BLANC}|-|(?<=\.)))*)"
        names = [rf"(?P<n{rang}>{_build_pattern(n.nom)})" for rang, n in enumerate(self.noms)]
        nom = "|".join(names) or "(?!)"  # without a name nothing is found
        suite = rf"{BLANC}{_INITIALE}(?![\w-])"
        if prenoms:
            first = "|".join(prenoms)
            suite += rf"|,?{BLANC}(?:{first})(?!\w|{BLANC}{MAJUSCULE})|{BLANC}\((?:{first})\)"
        self._motif = re.compile(
            rf"(?<!\w)(?<!\w[-‐‑]){lieu}(?P<article>{_ARTICLE})??{avant}(?:{nom})(?:[-‐‑]\w+)*"
            rf"(?!\w)(?:{suite})?",
            re.IGNORECASE,
        )

    def copy(self) -> Masque:
        """Return the same one, which has found nothing yet."""
        return Masque(self.noms, self.ordinaires)

    def mask_text(self, text: str) -> str:
        """Return the text without any known name, nor any name after a civility."""
        known = self._motif.sub(lambda match: self._replace_match(text, match), text)
        return hide_unknown(known, lambda written: self._keep(text, written, RETIRE))

    def mask_value(self, value: object) -> object:
        """Return a copy of the value whose texts hold no known name, however deep they stand."""
        match value:
            case str():
                return self.mask_text(value)
            case Mapping():
                return {key: self.mask_value(item) for key, item in value.items()}
            case tuple() | list():
                return type(value)(self.mask_value(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, (Place, type)):
            return self._mask_fields(value)
        return value

    def _mask_fields(self, value: DataclassInstance) -> object:
        """Mask the fields of a part of a document. The address of a link is kept, its text is
        masked.
        """
        names = [f.name for f in dataclasses.fields(value) if f.name not in _SANS_TEXTE]
        return dataclasses.replace(
            value, **{name: self.mask_value(getattr(value, name)) for name in names}
        )

    def _replace_match(self, text: str, match: re.Match[str]) -> str:
        group = str(match.lastgroup)  # of the name: no group comes after it
        nom = self.noms[int(group.removeprefix("n"))]
        if self._is_ordinary(nom, match[group], match, text[match.end(group) :]):
            return match[0]
        before = (match["voie"] or "") + (match["article"] or "")
        return before + self._keep(text, match[0].removeprefix(before), nom.remplacant)

    def _keep(self, text: str, written: str, remplacant: str) -> str:
        self.trouves.append((text, written, remplacant))
        return remplacant

    def _is_ordinary(self, nom: Nom, written: str, match: re.Match[str], suite: str) -> bool:
        """Whether what was found names nobody: a street, a word in its ordinary meaning."""
        if match["titre"] or match["voie"]:
            return bool(match["voie"]) and not match["civilite"]
        known = fold_text(nom.nom)
        if known in OUTILS | self.ordinaires:
            return True
        if nom.partiel:
            return written.islower() or _is_no_half(known, suite)
        ordinary = written.islower() or bool(match["article"]) or _is_common(known, suite)
        return ordinary and _has_another_meaning(known)


def _is_no_half(known: str, suite: str) -> bool:
    """Whether the half of a compound name is too short to be one alone, a word, or the half of
    another one: « Maison Lune-Mars ».
    """
    return len(known) < LETTRES or _has_another_meaning(known) or suite[:1] in _TRAITS


_TRAITS = frozenset("-‐‑")


def _has_another_meaning(known: str) -> bool:
    """Whether a name is a common word, or that of a function or a body: « Bureau », « Maire »."""
    return known in COURANTS or (" " not in known and politesse.is_known_fonction(known))


def _is_common(known: str, suite: str) -> bool:
    """Whether what follows a common word with a capital tells that it names nobody: « Garde des
    sceaux », « Bureau Accueil ».
    """
    body = politesse.is_organisme(known) and _EN_CAPITALE.match(suite)
    return bool(body or _ORDINAIRE.match(suite))


_SANS_TEXTE = frozenset({"style", "code", "cible"})
"""Fields that hold no words of a document."""


# -- how a name is found ---------------------------------------------------------------------------


def _list_first_names(prenom: str | None) -> Iterator[str]:
    """Give « Anne-Marie », « Anne », « Marie » and « AM »."""
    if not prenom:
        return
    yield prenom
    parts = re.split(r"[\s‐‑-]+", prenom)
    if len(parts) > 1:
        yield from (part for part in parts if len(part) > 1)
        yield "".join(part[:1] for part in parts)


def _build_pattern(name: str) -> str:
    """Build a pattern that finds a name whatever its accents, its hyphens and its apostrophes."""
    return "".join(
        _build_letter_pattern(char)
        for char in " ".join(unicodedata.normalize("NFC", name).split())
    )


@cache
def _build_letter_pattern(char: str) -> str:
    if char in " -‐‑–\u00a0\u202f":
        return r"(?:[\s\u00a0\u202f]+|[-‐‑–])"
    if char in "'’‘ʼ":
        return "['’‘ʼ]\\s?"
    if char.lower() in _LIGATURES:
        return f"(?:{char}|{_LIGATURES[char.lower()]})"
    base = unicodedata.normalize("NFD", char)[0].lower()
    accented = _list_accented().get(base)
    if accented:
        return f"[{base}{accented}]"
    return re.escape(char)


_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


@cache
def _list_accented() -> Mapping[str, str]:
    """Index the accented Latin letters by the plain letter under them."""
    found: dict[str, str] = {}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))
        if len(base) > 1 and base[0].isascii():
            letter = base[0].lower()
            found[letter] = found.get(letter, "") + chr(code)
    return found
