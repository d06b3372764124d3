"""Write the calendar entry of a meeting (RFC 5545) in the time of Paris, summer time included.

No library: icalendar, which reads them in the tests, would bring two more (python-dateutil, tzdata)
to write thirty lines of text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clu_batch.documents import context, file_names, remplacement
from clu_batch.documents.remplacement import Lettre
from clu_batch.documents.typed_texts import write_in_line
from clu_batch.kernel import french
from clu_batch.rules.model import Bilan, Etape, Parametres, Registre, Reunion

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


@dataclass(frozen=True, slots=True)
class EntreeAgenda:
    """A calendar entry: its path under the folder of the meeting, its bytes, the facts it states
    (held against later runs), and the day it was sent.
    """

    chemin: str
    data: bytes
    faits: Mapping[str, str]
    envoyee_le: dt.date | None


def find_path(registre: Registre, bilan: Bilan) -> str:
    """Return the path of the entry that holds today: that of the replacement once the first entry
    was sent and replaced.
    """
    return _list_lettres(registre, bilan)[-1].chemin


def prepare(registre: Registre, bilan: Bilan) -> Sequence[EntreeAgenda]:
    """Prepare the calendar entry of a meeting to come, and those that replace it once
    it was sent.
    """
    if bilan.seance.etape is not Etape.A_VENIR:
        return ()
    return [_make_entree(registre, bilan, lettre) for lettre in _list_lettres(registre, bilan)]


def _list_lettres(registre: Registre, bilan: Bilan) -> list[Lettre]:
    """Return the entries in the order of sending. The first entry of a meeting keeps the ordinary
    name, even when it replaces that of another date.
    """
    folder = file_names.name_meeting_folder(bilan.reunion.date, registre.parametres.sigle)
    entree = f"{folder}.ics"
    first, *others = remplacement.list_lettres(registre, bilan, entree)
    return [replace(first, chemin=entree, remplace=None), *others]


def _make_entree(registre: Registre, bilan: Bilan, lettre: Lettre) -> EntreeAgenda:
    faits = remplacement.build_faits(registre, bilan, lettre)
    data = _write_entry(registre, bilan, lettre)
    return EntreeAgenda(lettre.chemin, data, faits, lettre.envoyee_le)


def _write_entry(registre: Registre, bilan: Bilan, lettre: Lettre) -> bytes:
    """Write the entry as bytes. Its DTSTAMP is the date of the meeting, not the clock. An entry
    that replaces another has the UID of the first and a higher SEQUENCE.
    """
    p, reunion = registre.parametres, bilan.reunion
    premiere = remplacement.find_first_date(registre, bilan)
    comite = french.lower_first(french.typeset(p.comite))
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
        *_write_moment(registre, reunion),
        f"SUMMARY:{_escape(f'Réunion du {comite} ({p.sigle})')}",
        *_write_optional("LOCATION", write_in_line(reunion.lieu)),
        f"DESCRIPTION:{_describe(registre, bilan)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(map(_fold, lignes)).encode()


def _name_meeting(p: Parametres, date: dt.date) -> str:
    qui = hashlib.sha256(f"{p.prefecture}|{p.comite}".encode()).hexdigest()[:12]
    return f"{date.isoformat()}-{file_names.simplify(p.sigle)}-{qui}"


def _write_moment(registre: Registre, reunion: Reunion) -> list[str]:
    """Write the beginning and the end. Without an hour the entry takes the whole day, without an
    end it has a beginning only: neither is invented.
    """
    if reunion.heure is None:
        return [f"DTSTART;VALUE=DATE:{reunion.date:%Y%m%d}"]
    debut = dt.datetime.combine(reunion.date, reunion.heure)
    fin = _compute_end(registre, reunion, debut)
    bornes = [f"DTSTART;TZID=Europe/Paris:{debut:%Y%m%dT%H%M%S}"]
    if fin is not None and fin > debut:
        bornes.append(f"DTEND;TZID=Europe/Paris:{fin:%Y%m%dT%H%M%S}")
    return bornes


def _compute_end(registre: Registre, reunion: Reunion, debut: dt.datetime) -> dt.datetime | None:
    """Return the end as typed, else as the durations of the agenda give it when every point has
    one.
    """
    if reunion.heure_fin is not None:
        return dt.datetime.combine(reunion.date, reunion.heure_fin)
    points = context.list_points(registre, reunion.date)
    connues = [point.duree for point in points if point.duree is not None and point.duree > 0]
    if not connues or len(connues) < len(points):
        return None
    return debut + dt.timedelta(minutes=float(sum(connues)))


def _describe(registre: Registre, bilan: Bilan) -> str:
    reunion = bilan.reunion
    points = context.build_ordre_du_jour(registre, reunion)
    lignes = []
    if points:
        lignes.append("Ordre du jour :")
    lignes += [f"{p.numero}. {p.point}" for p in points if isinstance(p.point, str)]
    acces = write_in_line(reunion.acces)
    if acces:
        lignes.append(f"Accès et accessibilité : {acces}")
    visioconference = write_in_line(reunion.visioconference)
    if visioconference:
        lignes.append(f"Visioconférence : {visioconference}")
    if bilan.limite_suppleance:
        lignes.append(
            "Dernier jour pour annoncer un suppléant :"
            f" {french.format_long_date(bilan.limite_suppleance)}"
        )
    return "\\n".join(_escape(french.typeset(ligne)) for ligne in lignes)


def _write_optional(nom: str, texte: str | None) -> Sequence[str]:
    return (f"{nom}:{_escape(texte)}",) if texte else ()


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
