"""A file of a meeting on its way to the disk, and what the control workbook says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from clu_batch.kernel import french
from clu_batch.write.deposit import Version

DEFAUT = "défaut du programme, décrit dans journal.txt"
MODELE_FAUTIF = "le modèle comporte une erreur : voir À corriger"


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the meeting: its content, or what prevents it. With neither, it was sent and stays
    as it is.
    """

    chemin: str
    modele: str = ""
    envoye_le: dt.date | None = None
    version: Version | None = None
    obstacle: str = ""
    remarque: str = ""
    changes: int = 0  # figures, or breakdowns, that no longer say what was sent


def say_unreadable(feuilles: Sequence[str]) -> str:
    """Write « la feuille « Invités » ne peut pas être lue entièrement »."""
    names = french.join_words([f"« {feuille} »" for feuille in feuilles])
    if len(feuilles) == 1:
        return f"la feuille {names} ne peut pas être lue entièrement"
    return f"les feuilles {names} ne peuvent pas être lues entièrement"


def say_sending(fichier: OutputFile) -> str:
    """Write what the control workbook says of a document that was sent."""
    if fichier.remarque:
        return french.typeset(fichier.remarque)
    dit = (
        f"envoyé le {french.format_short_date(fichier.envoye_le)}, non refait"
        if fichier.envoye_le
        else ""
    )
    if not fichier.changes:
        return dit
    changes = french.format_count(fichier.changes, "chiffre a changé", "chiffres ont changé")
    return f"{dit} ; {changes} depuis : voir À corriger"
