"""The calendar entry of a meeting (RFC 5545), at the hours of Paris, summer time included."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clu_batch import french
from clu_batch.documents import commun, noms, remplacement
from clu_batch.documents.remplacement import Lettre
from clu_batch.model import Bilan, Etape, Parametres, Registre, Reunion

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
    """A calendar entry: its place under the meeting's folder, its bytes, what it says that binds,
    the day it was sent.
    """

    chemin: str
    data: bytes
    faits: Mapping[str, str]
    envoyee_le: dt.date | None


def chemin(registre: Registre, bilan: Bilan, reunion: Reunion) -> str:
    """Where the entry that holds today stands: beside the one that was sent, once it is
    replaced.
    """
    return _lettres(registre, bilan, reunion)[-1].chemin


def preparer(registre: Registre, bilan: Bilan) -> Sequence[EntreeAgenda]:
    """The calendar entry of a meeting to come, and those that replace it once it was sent."""
    reunion = bilan.seance.reunion
    if reunion is None or bilan.seance.etape is not Etape.A_VENIR:
        return ()
    return [
        _entree(registre, bilan, reunion, lettre) for lettre in _lettres(registre, bilan, reunion)
    ]


def _lettres(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[Lettre]:
    """The entries in the order of sending; the first one of a meeting keeps the ordinary name,
    though it replace that of another date.
    """
    entree = f"{noms.dossier(reunion.date, registre.parametres.sigle)}.ics"
    first, *others = remplacement.lettres(registre, bilan, reunion, entree)
    return [replace(first, chemin=entree, remplace=None), *others]


def _entree(registre: Registre, bilan: Bilan, reunion: Reunion, lettre: Lettre) -> EntreeAgenda:
    faits = remplacement.faits(registre, bilan, reunion, lettre)
    return EntreeAgenda(
        lettre.chemin, _octets(registre, bilan, reunion, lettre), faits, lettre.envoyee_le
    )


def _octets(registre: Registre, bilan: Bilan, reunion: Reunion, lettre: Lettre) -> bytes:
    """The entry; its DTSTAMP is the meeting's date, not the clock. One that replaces has the UID of
    the first and a higher SEQUENCE.
    """
    p, premiere = registre.parametres, remplacement.premiere_date(registre, bilan, reunion)
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Comité local des usagers//Documents de réunion//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_HEURE_DE_PARIS,
        "BEGIN:VEVENT",
        f"UID:{_identifiant(p, premiere)}",
        f"SEQUENCE:{remplacement.fois(lettre.chemin) + (premiere != reunion.date)}",
        f"DTSTAMP:{reunion.date:%Y%m%d}T000000Z",
        *_moment(registre, reunion),
        (
            f"SUMMARY:{_echappe(f'Réunion du {french.minuscule_initiale(french.typographie(p.comite))} ({p.sigle})')}"
        ),
        *_facultatif("LOCATION", commun.ecrit(reunion.lieu)),
        f"DESCRIPTION:{_description(registre, bilan, reunion)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{plie}\r\n" for ligne in lignes for plie in _plis(ligne)).encode()


def _identifiant(p: Parametres, date: dt.date) -> str:
    qui = hashlib.sha256(f"{p.prefecture}|{p.comite}".encode()).hexdigest()[:12]
    return f"{date.isoformat()}-{noms.simple(p.sigle)}-{qui}"


def _moment(registre: Registre, reunion: Reunion) -> list[str]:
    """Beginning and end; without an hour the whole day, without an end the beginning alone: neither
    is made up.
    """
    if reunion.heure is None:
        return [f"DTSTART;VALUE=DATE:{reunion.date:%Y%m%d}"]
    debut = dt.datetime.combine(reunion.date, reunion.heure)
    fin = (
        dt.datetime.combine(reunion.date, reunion.heure_fin)
        if reunion.heure_fin
        else _fin_prevue(registre, reunion, debut)
    )
    bornes = [f"DTSTART;TZID=Europe/Paris:{debut:%Y%m%dT%H%M%S}"]
    return (
        [*bornes, f"DTEND;TZID=Europe/Paris:{fin:%Y%m%dT%H%M%S}"] if fin and fin > debut else bornes
    )


def _fin_prevue(registre: Registre, reunion: Reunion, debut: dt.datetime) -> dt.datetime | None:
    """The end by the durations of the agenda, when every point has one."""
    durees = [point.duree for point in commun.points(registre, reunion.date)]
    connues = [duree for duree in durees if duree is not None and duree > 0]
    return (
        debut + dt.timedelta(minutes=float(sum(connues)))
        if connues and len(connues) == len(durees)
        else None
    )


def _description(registre: Registre, bilan: Bilan, reunion: Reunion) -> str:
    points = commun.ordre_du_jour(registre, reunion)
    lignes = (
        [
            "Ordre du jour :",
            *(f"{point.numero}. {point.point}" for point in points if isinstance(point.point, str)),
        ]
        if points
        else []
    )
    if commun.ecrit(reunion.acces):
        lignes.append(f"Accès et accessibilité : {commun.ecrit(reunion.acces)}")
    if commun.ecrit(reunion.visioconference):
        lignes.append(f"Visioconférence : {commun.ecrit(reunion.visioconference)}")
    if bilan.limite_suppleance:
        lignes.append(
            "Dernier jour pour annoncer un suppléant :"
            f" {french.date_longue(bilan.limite_suppleance)}"
        )
    return "\\n".join(_echappe(french.typographie(ligne)) for ligne in lignes)


def _facultatif(nom: str, texte: str | None) -> Sequence[str]:
    return (f"{nom}:{_echappe(texte)}",) if texte else ()


def _echappe(texte: str) -> str:
    return _SPECIAUX.sub(r"\\\g<0>", " ".join(texte.split("\n")))


def _plis(ligne: str) -> list[str]:
    """The line in pieces of 75 octets at most, no character cut, each following one beginning with
    a space.
    """
    pieces, courante = [], ""
    for signe in ligne:
        if len((courante + signe).encode()) > LONGUEUR:
            pieces.append(courante)
            courante = " "
        courante += signe
    return [*pieces, courante]
