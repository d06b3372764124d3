"""Find which letter each recipient is to receive: the first one, or one that replaces a letter that
was sent and no longer holds (docs/rules/meetings.md#replaced-letters).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import PurePosixPath

from clu_batch.documents import ajouts, context, file_names
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.typed_texts import write_in_line
from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_numero, fold_text
from clu_batch.rules.model import Reunion

MARQUE = "_annule-et-remplace"
_FIN = 4  # letters kept at the end of a name that is cut
REMPLACE = "remplace"  # the day the letter that this one replaces was sent, in ISO
_DITS = {
    "date": "la date",
    "heure": "l’heure",
    "lieu": "le lieu",
    "ordre du jour": "l’ordre du jour",
}
"""What a convocation makes known and that cannot change in silence
(docs/rules/meetings.md#replaced-letters), and how a message names it.
"""

ET_LIEN = " – "  # between the room and the link
VISIO = "visioconférence"
Dits = Mapping[str, str]


@frozen
class Lettre:
    """A letter to one recipient. `remplace`: the day the letter that it replaces was sent;
    `envoyee_le`: the day it was sent itself, None while it waits.

    `avant`: what the letter that it replaces said, empty when that is unknown. `ajoutee`: the day
    the others were sent, while this one waits for a recipient added since. `archives`: declared
    sent, and made again without anything being known of what was sent.
    """

    chemin: str
    envoyee_le: dt.date | None = None
    remplace: dt.date | None = None
    avant: Dits = field(default_factory=dict)
    ajoutee: dt.date | None = None
    archives: bool = False


SANS_LETTRE = Lettre("")
"""What a recipient receives who has no letter of one's own."""


@once
def build_dits(meeting: MeetingContext) -> Dits:
    """Return the facts that the letters of the meeting announce: date, time, place, agenda. The N°
    finds the meeting again at another date.
    """
    reunion = meeting.reunion
    places = map(write_in_line, (reunion.lieu, reunion.visioconference))
    agenda = (f"{p.numero} {p.point}" for p in context.build_ordre_du_jour(meeting))
    return {
        "date": meeting.date.isoformat(),
        "heure": f"{reunion.heure:%H:%M}" if reunion.heure else "",
        "lieu": ET_LIEN.join(filter(None, places)),
        VISIO: write_in_line(reunion.visioconference) or "",
        "ordre du jour": " ; ".join(agenda),
        "n°": fold_numero(reunion.numero or ""),
    }


def build_faits(
    meeting: MeetingContext, lettre: Lettre, depuis: dt.date | None = None
) -> dict[str, str]:
    """Return what is remembered of a letter once it is made. `depuis`: since when its recipient is
    a member.
    """
    faits = dict(build_dits(meeting))
    if lettre.remplace:
        faits[REMPLACE] = lettre.remplace.isoformat()
    elif ajouts.is_lettre(lettre.chemin):
        faits |= _mark(meeting, lettre, depuis)
    return faits


def _mark(meeting: MeetingContext, lettre: Lettre, depuis: dt.date | None) -> Dits:
    """Return for whom and when a first letter was made, and whether the others had been sent by
    then.

    This is kept from run to run as long as the recipient is the same.
    """
    known = meeting.recall(lettre.chemin)
    holder = depuis.isoformat() if depuis else ""
    same = known.get(ajouts.TITULAIRE, "") == holder
    made = known.get(ajouts.FAITE) if same else None
    marks = {ajouts.FAITE: made or meeting.seance.j.isoformat(), ajouts.TITULAIRE: holder}
    if meeting.envoyees is None:
        return marks
    added = lettre.ajoutee.isoformat() if lettre.ajoutee else known.get(ajouts.AJOUT)
    if added:
        marks[ajouts.AJOUT] = added
    if lettre.archives:
        marks[ajouts.ARCHIVES] = meeting.envoyees.isoformat()
    return marks


def list_lettres(
    meeting: MeetingContext, chemin: str, depuis: dt.date | None = None
) -> list[Lettre]:
    """Return the letters of one recipient, in the order of sending; the last one holds today.

    `chemin`: the path of the first one. `depuis`: since when the recipient is a member, None for a
    guest.
    """
    origine = _find_origine(meeting)
    made = meeting.recall(chemin)
    before = None if made or origine is None else _recall_origine(meeting, origine, chemin)
    if origine and before:
        first = Lettre(chemin, origine.convocations_envoyees_le)
        return list(_follow(meeting, first, before))[1:]
    return list(_follow(meeting, _make_first(meeting, chemin, depuis), made))


def _make_first(meeting: MeetingContext, chemin: str, depuis: dt.date | None) -> Lettre:
    """Return the first letter to a recipient who was not convened for another date."""
    sent = meeting.envoyees
    if sent is None:
        return Lettre(chemin)
    following = name_replacement(chemin, 1)
    if not ajouts.is_lettre(chemin):
        return Lettre(chemin, _find_day_if_replaced(meeting, following) or sent)
    letters = ajouts.recall_lettres(meeting)
    added = None if following in letters else letters.find_addition_day(chemin, depuis, sent)
    if added is not None:
        return Lettre(chemin, ajoutee=added)
    day = letters.find_sending_day(chemin, sent, _find_replaced_day(meeting, following))
    return Lettre(chemin, day, archives=letters.is_for_archives(chemin, sent))


def drop_compared(deja_dits: Mapping[str, Dits]) -> dict[str, Dits]:
    """Return what earlier runs said, without the facts that a letter is compared by.

    It serves when a broken sheet keeps today's facts from being known.
    """
    kept: dict[str, Dits] = {}
    for chemin, dits in deja_dits.items():
        kept[chemin] = {cle: dit for cle, dit in dits.items() if cle not in _DITS}
    return kept


def find_changes(avant: Dits, actuels: Dits) -> list[str]:
    """Return the facts of a sent letter that no longer hold; a mere change of case or accents does
    not count.
    """
    return [
        cle
        for cle in _DITS
        if cle in avant and fold_text(avant[cle]) != fold_text(actuels[cle])
    ]


def say_changes(avant: Dits, actuels: Dits) -> str:
    """Write what has changed: « la date (10/12/2026 auparavant) et l’ordre du jour »."""
    changes = []
    for cle in find_changes(avant, actuels):
        if cle == "ordre du jour":
            changes.append(_DITS[cle])
        else:
            changes.append(f"{_DITS[cle]} ({write_value(cle, avant[cle])} auparavant)")
    return french.join_words(changes)


def write_value(cle: str, dite: str) -> str:
    """Write a fact of a letter as a person writes it."""
    if dite and cle == "date":
        return french.format_short_date(dt.date.fromisoformat(dite))
    if dite and cle == "heure":
        return french.format_hour(dt.time.fromisoformat(dite))
    return dite or "non renseigné"


def count_replacements(chemin: str) -> int:
    """Return how many letters were sent before the one at `chemin`."""
    _, found, number = PurePosixPath(chemin).stem.partition(MARQUE)
    if found:
        return int(number.removeprefix("-") or 1)
    return 0


def find_first_date(meeting: MeetingContext) -> dt.date:
    """Return the date for which the meeting was first convened: it names the meeting in a calendar,
    whatever its date becomes.
    """
    origine = _find_origine(meeting)
    return origine.date if origine else meeting.date


# -- the chain of letters --------------------------------------------------------------------------


def _follow(meeting: MeetingContext, first: Lettre, avant: Dits) -> Iterator[Lettre]:
    """Give the letter that was sent, those sent in its place, then one more when the last one no
    longer holds.
    """
    yield first
    last, sent = first, meeting.envoyees
    following = name_replacement(first.chemin, 1)
    replaced = _find_day_if_replaced(meeting, following)
    while replaced is not None:
        chemin = following
        following = name_replacement(first.chemin, count_replacements(chemin) + 1)
        replaced_in_turn = _find_day_if_replaced(meeting, following)
        last = Lettre(chemin, replaced_in_turn or sent, replaced, avant)
        avant = meeting.recall(chemin)
        yield last
        replaced = replaced_in_turn
    if last.envoyee_le and find_changes(avant, build_dits(meeting)):
        # sent already, and to be made again
        late = sent is not None and sent > last.envoyee_le and not meeting.recall(following)
        yield Lettre(following, sent if late else None, last.envoyee_le, avant)


def name_replacement(chemin: str, fois: int) -> str:
    """Return the path of the letter that replaces for the n-th time. A long name is cut before the
    part that tells it from others.
    """
    if not fois:
        return chemin
    suffixe = MARQUE if fois == 1 else f"{MARQUE}-{fois}"
    entier, place = PurePosixPath(chemin), file_names.PLACE - len(suffixe)
    stem = entier.stem
    if len(stem) > place:
        stem = stem[: place - _FIN] + stem[-_FIN:]
    return str(entier.with_stem(f"{stem}{suffixe}"))


def _find_replaced_day(meeting: MeetingContext, chemin: str) -> dt.date | None:
    """Return the day on which the letter that the one at `chemin` replaces was sent; None when
    there is no such letter.
    """
    day = meeting.recall(chemin).get(REMPLACE)
    return dt.date.fromisoformat(day) if day else None


def _find_day_if_replaced(meeting: MeetingContext, chemin: str) -> dt.date | None:
    """Return the same day once the letter at `chemin` was sent in its place; None until then."""
    day, sent = _find_replaced_day(meeting, chemin), meeting.envoyees
    return day if day is not None and sent is not None and sent > day else None


# -- a meeting whose date has changed --------------------------------------------------------------


def _recall_origine(meeting: MeetingContext, origine: Reunion, chemin: str) -> Dits | None:
    """Return what the last letter to a recipient said for the first date; None when the recipient
    was not convened for it. Everybody was, when nothing is remembered of it.
    """
    moved = chemin.replace(meeting.date.isoformat(), origine.date.isoformat())
    dits = meeting.bilan.deja_dits
    folder = file_names.name_meeting_folder(origine.date, meeting.sigle)
    said: Dits = {}
    for n in range(len(dits) + 1):
        said = dits.get(f"{folder}/{name_replacement(moved, n)}") or said
    letters = f"{folder}/{PurePosixPath(chemin).parent}/"
    if not said and any(path.startswith(letters) for path in dits):
        return None
    return {"date": origine.date.isoformat(), **said}


def recall_former_date(meeting: MeetingContext, chemin: str) -> Dits:
    """Return what the letter said for the first date of a meeting put off; empty for another."""
    origine = _find_origine(meeting)
    return (origine and _recall_origine(meeting, origine, chemin)) or {}


@once
def _find_origine(meeting: MeetingContext) -> Reunion | None:
    """Return the meeting that was put off to this one once its convocations were sent, or the same
    row under its former date.
    """
    put_off = {reunion.reportee_au: reunion for reunion in reversed(meeting.comite.reunions)}
    date = meeting.date
    while date in put_off:
        report = put_off.pop(date)
        if report.convocations_envoyees_le:
            return report
        date = report.date
    return _find_corrected_date(meeting)


def _find_corrected_date(meeting: MeetingContext) -> Reunion | None:
    """Return the meeting under its former date: one that is no longer in Réunions, and for which
    letters of the same N° were made and sent.
    """
    sent = meeting.envoyees
    if sent is None:
        return None
    wanted = build_dits(meeting)["n°"]
    known = {r.date for r in meeting.comite.reunions}
    candidates = []
    for dit in meeting.bilan.deja_dits.values():
        if "ordre du jour" in dit and dit["n°"] == wanted:
            date = dt.date.fromisoformat(dit["date"])
            if date > sent and date not in known:
                candidates.append(date)
    if candidates:
        return replace(meeting.reunion, date=max(candidates))
    return None
