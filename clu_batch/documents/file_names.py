"""Name the files: plain letters, never a reserved name, never too long, never twice the same
(docs/rules/documents.md#names).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

LONGUEUR = 80  # of a whole name, « (nouveau) » and extension included
_RESERVE = len(" (nouveau).docx")
PLACE = LONGUEUR - _RESERVE  # of a name without extension
_PARTIE = 60  # of the free part of a name: « Annexe-12_….docx » stays under 80

DOSSIER_DE_SEANCE = "Dossier-de-seance"

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_AUTRES = re.compile(r"[^A-Za-z0-9]+")
# Windows keeps these names for its devices
_INTERDITS = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def simplify(texte: str) -> str:
    """Return the text as a part of a file name: ASCII letters, digits and single hyphens;
    « sans-nom » when nothing is left.
    """
    lettres = unicodedata.normalize("NFKD", texte.translate(_LIGATURES))
    lettres = "".join(signe for signe in lettres if not unicodedata.combining(signe))
    nu = _AUTRES.sub("-", lettres).strip("-")[:_PARTIE].strip("-")
    if not nu:
        return "sans-nom"
    if _INTERDITS.fullmatch(nu):
        return f"{nu}-x"
    return nu


def name_document(reunion: dt.date, sigle: str, quoi: str, suffixe: str = "") -> str:
    """Return the name, without extension, of a document of a meeting:
    `2026-12-10_CLU_Convocation_SG`.

    `quoi` is used as given, `suffixe` is simplified.
    """
    parties = [
        reunion.isoformat(),
        simplify(sigle)[:20],
        quoi,
        simplify(suffixe) if suffixe else "",
    ]
    return "_".join(filter(None, parties))[:PLACE].rstrip("-_")


def name_meeting_folder(reunion: dt.date, sigle: str) -> str:
    """Return the name of the folder of a meeting under output/: `2026-12-10_CLU`."""
    return name_document(reunion, sigle, "")


def name_dossier_de_seance(reunion: dt.date, sigle: str) -> str:
    """Return the path of the dossier of a meeting, under output/."""
    name = name_document(reunion, sigle, DOSSIER_DE_SEANCE)
    return f"{name_meeting_folder(reunion, sigle)}/{name}.docx"


def make_unique(chemins: Iterable[str]) -> list[str]:
    """Return the same paths, made different where Windows would take two for one: the second ends
    in -2, the third in -3.
    """
    pris: set[str] = set()
    gardes = []
    for chemin in chemins:
        libre, rang = chemin, 1
        while libre.casefold() in pris:
            rang += 1
            entier = PurePosixPath(chemin)
            libre = str(entier.with_stem(f"{entier.stem}-{rang}"))
        pris.add(libre.casefold())
        gardes.append(libre)
    return gardes
