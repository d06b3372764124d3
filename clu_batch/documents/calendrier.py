"""Write the calendar entry of a meeting (RFC 5545) in the time of Paris, summer time included.

No library: icalendar, which reads them in the tests, would bring two more (python-dateutil, tzdata)
to write thirty lines of text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clu_batch.documents import changements, context, file_names, remplacement
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.remplacement import Lettre
from clu_batch.documents.typed_texts import write_in_line
from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.model import Parametres

_HEURE_DE_PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE""".splitlines()  # directive 2000/84/CE: last Sundays of March and October

LONGUEUR = 75  # octets of a line (RFC 5545, 3.1)
_SPECIAUX = re.compile(r"[\\;,]")


@frozen
class EntreeAgenda:
    """A calendar entry: its path under the folder of the meeting, its bytes, the facts it states
    (held against later runs), and the day it was sent.
    """

    chemin: str
    data: bytes
    faits: Mapping[str, str]
    envoyee_le: dt.date | None


def prepare(meeting: MeetingContext) -> Sequence[EntreeAgenda]:
    """Prepare the calendar entry of a meeting to come, and those that replace it once
    it was sent.
    """
    if meeting.tenue:
        return ()
    return [
        EntreeAgenda(
            lettre.chemin,
            _write_entry(meeting, lettre),
            remplacement.build_faits(meeting, lettre),
            lettre.envoyee_le,
        )
        for lettre in list_entrees(meeting)
    ]


@once
def list_entrees(meeting: MeetingContext) -> Sequence[Lettre]:
    """Return the entries in the order of sending; the last one holds today. The first entry of a
    meeting keeps the ordinary name, even when it replaces that of another date.
    """
    entree = f"{meeting.folder}.ics"
    first, *others = remplacement.list_lettres(meeting, entree)
    avant = first.avant or remplacement.recall_former_date(meeting, entree)
    return [replace(first, chemin=entree, remplace=None, avant=avant), *others]


def _write_entry(meeting: MeetingContext, lettre: Lettre) -> bytes:
    """Write the entry as bytes. Its DTSTAMP is the date of the meeting, not the clock. An entry
    that replaces another has the UID of the first and a higher SEQUENCE.
    """
    p, reunion = meeting.parametres, meeting.reunion
    premiere = remplacement.find_first_date(meeting)
    comite = french.lower_first(french.typeset(p.comite))
    lieu = write_in_line(reunion.lieu)
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Comité local des usagers//Documents de réunion//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_HEURE_DE_PARIS,
        "BEGIN:VEVENT",
        f"UID:{_name_meeting(p, premiere)}",
        f"SEQUENCE:{remplacement.count_replacements(lettre.chemin) + (premiere != reunion.date)}",
        f"DTSTAMP:{reunion.date:%Y%m%d}T000000Z",
        *_write_moment(meeting),
        f"SUMMARY:{_escape(f'Réunion du {comite} ({p.sigle})')}",
        *([f"LOCATION:{_escape(lieu)}"] if lieu else ()),
        f"DESCRIPTION:{_describe(meeting, lettre)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(map(_fold, lignes)).encode()


def _name_meeting(p: Parametres, date: dt.date) -> str:
    qui = hashlib.sha256(f"{p.prefecture}|{p.comite}".encode()).hexdigest()[:12]
    return f"{date.isoformat()}-{file_names.simplify(p.sigle)}-{qui}"


def _write_moment(meeting: MeetingContext) -> list[str]:
    """Write the beginning and the end. Without an hour the entry takes the whole day, without an
    end it has a beginning only: neither is invented.
    """
    if meeting.reunion.heure is None:
        return [f"DTSTART;VALUE=DATE:{meeting.date:%Y%m%d}"]
    debut = dt.datetime.combine(meeting.date, meeting.reunion.heure)
    fin = _compute_end(meeting, debut)
    bornes = [f"DTSTART;TZID=Europe/Paris:{debut:%Y%m%dT%H%M%S}"]
    if fin is not None and fin > debut:
        bornes.append(f"DTEND;TZID=Europe/Paris:{fin:%Y%m%dT%H%M%S}")
    return bornes


def _compute_end(meeting: MeetingContext, debut: dt.datetime) -> dt.datetime | None:
    """Return the end as typed, else as the durations of the agenda give it when every point has
    one.
    """
    if meeting.reunion.heure_fin is not None:
        return dt.datetime.combine(meeting.date, meeting.reunion.heure_fin)
    durees = context.list_durees(meeting)
    if durees:
        return debut + dt.timedelta(minutes=float(sum(durees)))
    return None


def _describe(meeting: MeetingContext, lettre: Lettre) -> str:
    """Write what changed since the entry that this one replaces, then the agenda and the access."""
    reunion = meeting.reunion
    points = context.build_ordre_du_jour(meeting)
    changes = changements.tell_changes(meeting, lettre)
    lignes = [f"Annule et remplace : {changes}."] if changes else []
    lignes += ["Ordre du jour :", *(f"{point.numero}. {point.point}" for point in points)]
    for nom, typed in (
        ("Accès et accessibilité", reunion.acces),
        ("Visioconférence", reunion.visioconference),
    ):
        dit = write_in_line(typed)
        if dit:
            lignes.append(f"{nom} : {dit}")
    limite = french.format_long_date(meeting.bilan.limite_suppleance)
    lignes.append(f"Dernier jour pour annoncer un suppléant : {limite}")
    return "\\n".join(_escape(french.typeset(ligne)) for ligne in lignes)


def _escape(texte: str) -> str:
    return _SPECIAUX.sub(r"\\\g<0>", " ".join(texte.split("\n")))


def _fold(ligne: str) -> str:
    """Cut a line into pieces of 75 octets at most, between characters; each piece after the first
    begins with a space (RFC 5545, 3.1).
    """
    pieces, courante = [], ""
    for signe in ligne:
        if len((courante + signe).encode()) > LONGUEUR:
            pieces.append(courante)
            courante = " "
        courante += signe
    return "".join(f"{piece}\r\n" for piece in (*pieces, courante))
