"""The calendar entry of a meeting (RFC 5545), at the hours of Paris, summer time included."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

from clu_batch import french
from clu_batch.documents import commun, noms
from clu_batch.model import Bilan, Parametres, Registre, Reunion

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


def preparer_ics(registre: Registre, bilan: Bilan) -> tuple[str, bytes]:
    """The place under the meeting's folder and the bytes of the calendar entry; its DTSTAMP is the meeting's date, not the clock."""
    reunion = bilan.seance.reunion
    if reunion is None:
        raise ValueError("no meeting: no calendar entry")
    p = registre.parametres
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Comité local des usagers//Documents de réunion//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_HEURE_DE_PARIS,
        "BEGIN:VEVENT",
        f"UID:{_identifiant(p, reunion)}",
        f"DTSTAMP:{reunion.date:%Y%m%d}T000000Z",
        *_moment(registre, reunion),
        f"SUMMARY:{_echappe(f'Réunion du {french.minuscule_initiale(french.typographie(p.comite))} ({p.sigle})')}",
        *_facultatif("LOCATION", commun.ecrit(reunion.lieu)),
        f"DESCRIPTION:{_description(registre, bilan, reunion)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    chemin = f"{noms.dossier(reunion.date, p.sigle)}.ics"
    return chemin, "".join(f"{plie}\r\n" for ligne in lignes for plie in _plis(ligne)).encode()


def _identifiant(p: Parametres, reunion: Reunion) -> str:
    qui = hashlib.sha256(f"{p.prefecture}|{p.comite}".encode()).hexdigest()[:12]
    return f"{reunion.date.isoformat()}-{noms.simple(p.sigle)}-{qui}"


def _moment(registre: Registre, reunion: Reunion) -> list[str]:
    """Beginning and end; without an hour the whole day, without an end the beginning alone: neither is made up."""
    if reunion.heure is None:
        return [f"DTSTART;VALUE=DATE:{reunion.date:%Y%m%d}"]
    debut = dt.datetime.combine(reunion.date, reunion.heure)
    fin = dt.datetime.combine(reunion.date, reunion.heure_fin) if reunion.heure_fin else _fin_prevue(registre, reunion, debut)
    bornes = [f"DTSTART;TZID=Europe/Paris:{debut:%Y%m%dT%H%M%S}"]
    return [*bornes, f"DTEND;TZID=Europe/Paris:{fin:%Y%m%dT%H%M%S}"] if fin and fin > debut else bornes


def _fin_prevue(registre: Registre, reunion: Reunion, debut: dt.datetime) -> dt.datetime | None:
    """The end by the durations of the agenda, when every point has one."""
    durees = [point.duree for point in commun.points(registre, reunion.date)]
    connues = [duree for duree in durees if duree is not None and duree > 0]
    return debut + dt.timedelta(minutes=float(sum(connues))) if connues and len(connues) == len(durees) else None


def _description(registre: Registre, bilan: Bilan, reunion: Reunion) -> str:
    points = commun.ordre_du_jour(registre, reunion)
    lignes = ["Ordre du jour :", *(f"{point.numero}. {point.point}" for point in points if isinstance(point.point, str))] if points else []
    if commun.ecrit(reunion.acces):
        lignes.append(f"Accès et accessibilité : {commun.ecrit(reunion.acces)}")
    if commun.ecrit(reunion.visioconference):
        lignes.append(f"Visioconférence : {commun.ecrit(reunion.visioconference)}")
    if bilan.limite_suppleance:
        lignes.append(f"Dernier jour pour annoncer un suppléant : {french.date_longue(bilan.limite_suppleance)}")
    return "\\n".join(_echappe(french.typographie(ligne)) for ligne in lignes)


def _facultatif(nom: str, texte: str | None) -> Sequence[str]:
    return (f"{nom}:{_echappe(texte)}",) if texte else ()


def _echappe(texte: str) -> str:
    return _SPECIAUX.sub(r"\\\g<0>", " ".join(texte.split("\n")))


def _plis(ligne: str) -> list[str]:
    """The line in pieces of 75 octets at most, no character cut, each following one beginning with a space."""
    pieces, courante = [], ""
    for signe in ligne:
        if len((courante + signe).encode()) > LONGUEUR:
            pieces.append(courante)
            courante = " "
        courante += signe
    return [*pieces, courante]
