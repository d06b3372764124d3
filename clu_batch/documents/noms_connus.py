"""Collect the names of the people that the workbooks know, as they may be written in a text
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from clu_batch.documents.anonymat import CIVILITE, MAJUSCULE, RETIRE, Masque, Nom
from clu_batch.documents.noms_inconnus import BLANC
from clu_batch.documents.typed_texts import join_fonction_organisme, write_in_line
from clu_batch.kernel import french, politesse
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Comite, Invite, Membre, Presence, Registre

ANONYME, PRESIDENCE = "personne non nommée", "la présidence de la séance"
CANDIDATS = 2
"""More people than this who bear one name are not listed in its place."""


def build_masque(registre: Registre) -> Masque:
    """Return what hides the names of the register; its town and its prefecture name nobody."""
    parametres = registre.parametres
    departement = fold_text(parametres.prefecture or "").rpartition(" ")[2]
    ville = fold_text(parametres.ville or "")
    return Masque(collect_noms(registre), frozenset({departement, ville}))


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
    candidates = f"[{' ou '.join(places)}]" if len(places) <= CANDIDATS else RETIRE
    return Nom(
        same[0].nom,
        next((nom.prenom for nom in same if nom.prenom), None),
        candidates,
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
        code = getattr(one, "code", None)
        yield from list_variants(one.nom, one.prenom, one.fonction, one.organisme, code)
    yield from _list_presidents(comite)
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


def _list_presidents(comite: Comite) -> Iterator[Nom]:
    """Give the names typed as who presides: « M. Paul LUNE, secrétaire général »."""
    for reunion in comite.reunions:
        qui, *_ = (reunion.presidence or "").split(",")
        if _PRENOM_NOM.fullmatch(qui.strip()):
            yield from list_variants(qui.strip(), None, PRESIDENCE, None)


def _find_capacity(presence: Presence, member: Membre | None) -> tuple[str | None, str | None]:
    """Return the function and the body that the other sheets give to the person who came."""
    if member is not None:
        came = presence.statut == StatutDePresence.PRESENT
        return member.fonction if came else None, member.organisme
    if presence.invite is not None:
        return presence.invite.fonction, presence.invite.organisme
    return None, presence.designation


def list_variants(
    nom: str | None,
    prenom: str | None,
    fonction: str | None,
    organisme: str | None,
    code: str | None = None,
) -> Iterator[Nom]:
    """Give the ways of writing a name: as typed, without its civility, the family name alone when
    the cell holds the first name too, and the names of before and after a marriage.
    """
    if not nom or (not prenom and politesse.is_fonction_for_a_name(nom)):
        return
    remplacant = _write_replacement(fonction, organisme)
    bodies = fold_text(" ".join(filter(None, (organisme, code)))).split()
    for words in _list_names_of_one(nom):
        for variant in dict.fromkeys((" ".join(words), *_list_family_names(words, bodies))):
            first = prenom or _find_others(words, variant)
            yield Nom(variant, first, remplacant, partiel=len(fold_text(variant)) < 2)
        for part in _split_double_name(words if prenom else words[-1:]):
            yield Nom(part, prenom, remplacant, partiel=True)


def _list_names_of_one(nom: str) -> Iterator[Sequence[str]]:
    """Give the words of a name without its civility, then those of each of the names that one
    person has: « LUNE épouse MARS ».
    """
    bare = re.sub(rf"^{CIVILITE}{BLANC}", "", nom, flags=re.IGNORECASE)
    for name in dict.fromkeys((bare, *_AUTRE_NOM.split(bare))):
        if name.strip(" ()"):
            yield _drop_function(name.strip(" ()").split())


def _find_others(words: Sequence[str], variant: str) -> str | None:
    """Return the first name that stands beside a family name; None when nothing does."""
    return " ".join(word for word in words if word not in variant.split()) or None


_AUTRE_NOM = re.compile(r"\s*\(?\b(?:épouse|ép\.|veuve|née?|dite?)\s+|\s*\(.*", re.IGNORECASE)
"""Between two names of one person; other words in parentheses are no name."""


def _write_replacement(fonction: str | None, organisme: str | None) -> str:
    """Write what stands for a name: « [le directeur, PIMMS Nîmes] »."""
    qui = join_fonction_organisme(write_in_line(fonction), write_in_line(organisme))
    return french.typeset(f"[{qui or ANONYME}]")


def _split_double_name(words: Sequence[str]) -> Sequence[str]:
    """Return the parts of a family name of several words, its particles left out; nothing for
    another.
    """
    parts = re.split(r"[-‐‑ ]", " ".join(words))
    if len(parts) < 2:
        return ()
    return [part for part in parts if fold_text(part) not in _PARTICULES]


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


def _list_family_names(words: Sequence[str], bodies: Sequence[str]) -> list[str]:
    """Return what may be the family name in « Claire de Mars », « Claire MARS » or « Claire Anne
    Mars »; nothing for a single word, nor for a title.
    """
    if len(words) < 2 or fold_text(words[0]) in _PARTICULES or _is_title(words, bodies):
        return []
    capitals = list(filter(_is_in_capitals, words))
    if 0 < len(capitals) < len(words):
        return [" ".join(capitals)]
    particle = next((word for word in words if fold_text(word) in _PARTICULES), None)
    if particle:
        return [" ".join(words[words.index(particle) :])]
    return [" ".join(words[1:]), words[-1]]


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word == word.upper()


def _is_title(words: Sequence[str], bodies: Sequence[str]) -> bool:
    """Whether a function and a body were typed where a name is: « Présidente AMF »."""
    return politesse.is_known_fonction(words[0]) and fold_text(words[-1]) in bodies


_PRENOM_NOM = re.compile(rf"(?:{CIVILITE}{BLANC})?{MAJUSCULE}(?:{BLANC}{MAJUSCULE})+")
"""A person typed where a function may be: « M. Paul LUNE », « Paul Lune »."""
_PARTICULES = frozenset(
    {"de", "du", "des", "d", "le", "la", "von", "van", "di", "da", "del", "ben", "el", "al"}
)
