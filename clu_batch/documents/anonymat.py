"""Replace the names typed in a text that is published by the function and the body of the person
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from clu_batch.documents.mots_courants import COURANTS, OUTILS
from clu_batch.kernel import french, politesse
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Invite, Membre, Presence, Registre

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_BLANC = r"[\s\u00a0\u202f]+"
ANONYME = "personne non nommée"
RETIRE, CANDIDATS = "nom retiré", 2
"""What stands for a name that more people than this bear."""
_CIVILITE = (
    r"(?:MM?\.?|M(?:me|lle|r)s?\.?|Messieurs|Monsieur|Mesdames|Madame|Mesdemoiselles"
    r"|Mademoiselle)"
)
_MAJUSCULE = r"(?-i:[A-ZÀ-ÖØ-Þ][\w’'.-]*)"


@frozen
class Nom:
    """A name that must not be published, the first name that goes with it, and what stands in its
    place. `partiel`: one half of a compound name, which is a name after a civility or a first name
    only.
    """

    nom: str
    prenom: str | None
    remplacant: str
    partiel: bool = False


@dataclass(slots=True)
class Masque:
    """Replaces the known names in any value of a document.

    `trouves`: the texts in which a name was found, each with its replacement.
    """

    noms: Sequence[Nom]
    # the text, the name as it stood there, what replaced it
    trouves: list[tuple[str, str, str]] = field(default_factory=list)
    _motif: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look for the longest names first: « Martin Durand » before « Martin »."""
        self.noms = sorted(self.noms, key=lambda n: -len(n.nom))
        prenoms = sorted(
            {_build_pattern(n.prenom) for n in self.noms if n.prenom},
            key=lambda p: (-len(p), p),
        )
        prenom = "|".join([*prenoms, r"(?-i:[A-ZÀ-ÖØ-Þ])\."])
        civilite = rf"(?:{_CIVILITE}{_BLANC}(?:{_MAJUSCULE}{_BLANC}){{0,2}}?)?"
        avant = rf"(?P<titre>{civilite}(?:(?:{prenom})(?:{_BLANC}|-))*)"
        names = [rf"(?P<n{rang}>{_build_pattern(n.nom)})" for rang, n in enumerate(self.noms)]
        nom = "|".join(names) or "(?!)"  # without a name nothing is found
        apres = rf"(?:{_BLANC}(?:{'|'.join(prenoms)})(?!\w))?" if prenoms else ""
        self._motif = re.compile(
            rf"(?<!\w)(?<!\w[-‐‑]){avant}(?:{nom})(?:[-‐‑]\w+)*(?!\w){apres}", re.IGNORECASE
        )

    def mask_text(self, text: str) -> str:
        """Return the text without any known name."""
        return self._motif.sub(lambda match: self._replace_match(text, match), text)

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
        nom, written = self.noms[int(group.removeprefix("n"))], match[group]
        known = fold_text(nom.nom)
        ordinary = known in COURANTS and written == written.lower()
        if not match["titre"] and (known in OUTILS or ordinary or nom.partiel):
            return match[0]
        self.trouves.append((text, match[0], nom.remplacant))
        return nom.remplacant


_SANS_TEXTE = frozenset({"style", "code", "cible"})
"""Fields that hold no words of a document."""


# -- the names known -------------------------------------------------------------------------------


def collect_noms(registre: Registre) -> list[Nom]:
    """Return every name of Composition, Invités, Suppléances and Présences, alone and with the
    words that come before it.
    """
    par_nom: dict[str, list[Nom]] = {}
    for known in _list_names(registre):
        par_nom.setdefault(fold_text(known.nom), []).append(known)
    uniques = [_merge(same) for same in par_nom.values()]
    masque = Masque(uniques)
    return [
        dataclasses.replace(nom, remplacant=_hide_names(masque, nom.remplacant))
        for nom in uniques
    ]


def _merge(same: Sequence[Nom]) -> Nom:
    """Make one name of those of people called alike. The replacement says both of two, for nothing
    tells which is meant; of more, that a name was taken out.
    """
    places = list(dict.fromkeys(nom.remplacant[1:-1] for nom in same))
    candidates = " ou ".join(places) if len(places) <= CANDIDATS else RETIRE
    return Nom(
        same[0].nom,
        next((nom.prenom for nom in same if nom.prenom), None),
        f"[{candidates}]",
        all(nom.partiel for nom in same),
    )


def _hide_names(masque: Masque, remplacant: str) -> str:
    """Keep of a replacement the parts (function, body) that name nobody."""
    kept = [part for part in remplacant[1:-1].split(", ") if masque.mask_text(part) == part]
    return f"[{', '.join(kept) or ANONYME}]"


def _list_names(registre: Registre) -> Iterator[Nom]:
    """Give every name, row by row, with the words of its row that replace it."""
    comite = registre.comite
    named: list[Membre | Invite] = [*comite.membres, *comite.invites]
    for one in named:
        yield from list_variants(one.nom, one.prenom, one.fonction, one.organisme)
    members = {membre.code: membre for membre in comite.membres}
    announced: dict[tuple[dt.date, str], str | None] = {}
    for s in comite.suppleances:
        announced[s.reunion, s.membre] = s.fonction
        body = members[s.membre].organisme if s.membre in members else None
        yield from list_variants(s.nom, s.prenom, s.fonction, body)
    for p in comite.presences:
        code = p.membre or ""
        own, body = _find_capacity(p, members.get(code))
        fonction = p.fonction or announced.get((p.reunion, code)) or own
        yield from list_variants(p.nom, None, fonction, body)


def _find_capacity(presence: Presence, member: Membre | None) -> tuple[str | None, str | None]:
    """Return the function and the body that the other sheets give to the person who came."""
    if member is not None:
        came = presence.statut == StatutDePresence.PRESENT
        return member.fonction if came else None, member.organisme
    if presence.invite is not None:
        return presence.invite.fonction, presence.invite.organisme
    return None, presence.designation


def list_variants(
    nom: str | None, prenom: str | None, fonction: str | None, organisme: str | None
) -> Iterator[Nom]:
    """Give the ways of writing a name: as typed, without its civility, and the family name alone
    when the cell holds the first name too.
    """
    if not nom or (not prenom and politesse.is_fonction_for_a_name(nom)):
        return
    remplacant = _write_replacement(fonction, organisme)
    bare = re.sub(rf"^{_CIVILITE}{_BLANC}", "", nom, flags=re.IGNORECASE)
    words = _drop_function(bare.split())
    for variant in dict.fromkeys((" ".join(words), *_list_family_names(words))):
        if len(fold_text(variant)) < 2:
            continue
        family_name_alone = not variant.startswith(words[0])
        first = words[0] if prenom is None and family_name_alone else prenom
        yield Nom(variant, first, remplacant)
    for half in _split_double_name(words):
        yield Nom(half, prenom, remplacant, partiel=True)


def _write_replacement(fonction: str | None, organisme: str | None) -> str:
    """Write what stands for a name: « [le directeur, PIMMS Nîmes] »."""
    parts = dict.fromkeys(" ".join(part.split()) for part in (fonction, organisme) if part)
    return french.typeset(f"[{', '.join(parts) or ANONYME}]")


def _split_double_name(words: Sequence[str]) -> Sequence[str]:
    """Return both halves of a family name with a hyphen; nothing for another."""
    halves = re.split(r"[-‐‑]", words[-1]) if words else []
    if len(halves) > 1:
        return halves
    return ()


def _drop_function(words: Sequence[str]) -> Sequence[str]:
    """Return « Claire Mars » of « Claire Mars du bureau »: a small word after « du » belongs to no
    name, unless the whole name was typed in small letters.
    """
    capitals = [word for word in words if word[:1].isupper()]
    for rang in range(1, len(words) - 1 if capitals else 0):
        if fold_text(words[rang]) in _PARTICULES and words[rang + 1][:1].islower():
            suite = words[rang + 1 :]
            if not any(word[:1].isupper() for word in suite[:2]):
                return words[:rang]
    return words


def _list_family_names(words: Sequence[str]) -> list[str]:
    """Return what may be the family name in « Claire de Mars », « Claire MARS » or « Claire Anne
    Mars »; nothing for a single word.
    """
    capitals = [word for word in words if len(word) > 1 and word == word.upper()]
    if len(words) < 2 or fold_text(words[0]) in _PARTICULES:
        return []
    if 0 < len(capitals) < len(words):
        return [" ".join(capitals)]
    particle = next(
        (rang for rang, word in enumerate(words) if fold_text(word) in _PARTICULES), None
    )
    if particle:
        return [" ".join(words[particle:])]
    return [" ".join(words[1:]), words[-1]]


_PARTICULES = frozenset(
    {"de", "du", "des", "d", "le", "la", "von", "van", "di", "da", "del", "ben", "el", "al"}
)


# -- how a name is found ---------------------------------------------------------------------------


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
