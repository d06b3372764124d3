"""Tell the recipient of a letter what has changed since the one that it replaces: « 10 h au lieu de
14 h 30 » (docs/rules/meetings.md#replaced-letters).
"""

from __future__ import annotations

import datetime as dt
import re

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.remplacement import (
    ET_LIEN,
    VISIO,
    Dits,
    Lettre,
    build_dits,
    find_changes,
    write_value,
)
from clu_batch.kernel import fonctions, french
from clu_batch.parse import fold_text

A_PRECISER = "« à préciser »"
_ENTRE_LIGNES = ", "  # between the lines of a place
_LIEN = re.compile(r"(?:https?://|www\.)\S+$|[\w-]+(?:\.[\w-]+)+/\S+$", re.IGNORECASE)


def tell_changes(meeting: MeetingContext, lettre: Lettre) -> str:
    """Write for its recipient what has changed since the letter that this one replaces: « 10 h au
    lieu de 14 h 30 »; "" when nothing is known of that letter.
    """
    actuels = (lettre.envoyee_le and meeting.recall(lettre.chemin)) or build_dits(meeting)
    changes = find_changes(lettre.avant, actuels)
    told = (_TELL[cle](lettre.avant, actuels) for cle in changes)
    return french.typeset(" ; ".join(told))


def _tell_date(avant: Dits, actuels: Dits) -> str:
    before, now = (dt.date.fromisoformat(dits["date"]) for dits in (avant, actuels))
    return f"le {french.format_long_date(now)} au lieu du {french.format_long_date(before)}"


def _tell_hour(avant: Dits, actuels: Dits) -> str:
    now = write_value("heure", actuels["heure"]) if actuels["heure"] else "heure à préciser"
    before = write_value("heure", avant["heure"]) if avant["heure"] else A_PRECISER
    return f"{now} au lieu {fonctions.add_de_to_name(before)}"


def tell_place(avant: Dits, actuels: Dits) -> str:
    """Write the room that changes, then what becomes of the link, without repeating what stays."""
    before, now = _split_place(avant), _split_place(actuels)
    said = _tell_link(before, now)
    if fold_text(before[0]) != fold_text(now[0]):
        came, went = _drop_common(now[0], before[0]), _drop_common(before[0], now[0])
        room = came or _name_room(now, "en visioconférence", "lieu à préciser")
        former = went or _name_room(before, "la visioconférence", A_PRECISER)
        changed = f"{room} au lieu {fonctions.add_de_to_name(former)}"
        said = ", ".join(filter(None, (changed, said)))
    return said


def _drop_common(salle: str, autre: str) -> str:
    """Return a place without what both have, the room or the street; whole when one of them has
    nothing else.
    """
    own, others = salle.split(_ENTRE_LIGNES), autre.split(_ENTRE_LIGNES)
    kept = [part for part in own if part not in others]
    if kept and set(others) - set(own):
        return _ENTRE_LIGNES.join(kept)
    return salle


def _name_room(place: tuple[str, str], linked: str, unknown: str) -> str:
    """Return the room, or the words that stand for it when there is a link alone, or nothing."""
    salle, lien = place
    return salle or (linked if lien else unknown)


def _tell_link(before: tuple[str, str], now: tuple[str, str]) -> str:
    """Write what becomes of the link; "" when the words of the room say it."""
    (old, old_link), (new, new_link) = before, now
    if old_link and new_link:
        return "" if old_link == new_link else "nouvelle adresse de visioconférence"
    if old and old_link:
        return "sans visioconférence"
    if new and new_link:
        return "visioconférence possible"
    return ""


def _split_place(dits: Dits) -> tuple[str, str]:
    """Return the room and what was typed of the visioconférence. A letter made before both were
    remembered tells an address alone.
    """
    dite, known = dits["lieu"], dits.get(VISIO)
    if known is not None:
        return (dite.removesuffix(known).removesuffix(ET_LIEN), known)
    salle, _, lien = dite.rpartition(ET_LIEN)
    return (salle, lien) if _LIEN.match(lien) else (dite, "")


def tell_agenda(avant: Dits, actuels: Dits) -> str:
    """Write which points came and which went."""
    before, now = (_split_agenda(dits["ordre du jour"]) for dits in (avant, actuels))
    parts = []
    for mot, kept, others in (("ajout", now, before), ("retrait", before, now)):
        found = [f"« {titre} »" for plie, titre in kept.items() if plie not in others]
        if found:
            parts.append(f"{mot} de {french.join_words(found)}")
    return f"ordre du jour : {', '.join(parts) or 'points dans un autre ordre'}"


def _split_agenda(agenda: str) -> dict[str, str]:
    """Return the titles of the points, by what is compared of each."""
    titres = [point.partition(" ")[2] for point in agenda.split(" ; ") if point]
    return {fold_text(titre): titre for titre in titres}


_TELL = {
    "date": _tell_date,
    "heure": _tell_hour,
    "lieu": tell_place,
    "ordre du jour": tell_agenda,
}
"""How a letter tells its recipient each fact that changed."""
