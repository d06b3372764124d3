"""What is said of the complaints that are still open (docs/rules/documents.md#blocks)."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.figure_wording import say_value
from clu_batch.kernel import french
from clu_batch.rules.figures import reclamations_fiches as fiches
from clu_batch.rules.figures.mesures import DATE
from clu_batch.rules.model import EtatDeReclamation, LigneReclamation, Seance


def say_open(meeting: MeetingContext) -> str:
    """Write how many are open, the oldest, and how many the period does not show; empty when
    nobody counts them.
    """
    if fiches.STOCK not in meeting.indicateurs:
        return ""
    stock, au = meeting.count(fiches.STOCK), french.format_date(meeting.seance.a)
    if not stock:
        return f"Aucune réclamation n’est ouverte au {au}."
    nombre = french.write_count(
        stock, "réclamation est ouverte", "réclamations sont ouvertes", feminin=True
    )
    dits = [f"Au {au}, {nombre}, {_split_open(meeting)}."]
    plus_ancienne = meeting.measure(fiches.PLUS_ANCIENNE).valeur
    if plus_ancienne is not None:
        laquelle = "Elle" if stock == 1 else "La plus ancienne"
        dits.append(f"{laquelle} a été reçue le {say_value(plus_ancienne, DATE)}.")
    anciennes = meeting.count(fiches.ANCIENNES_OUVERTES)
    if anciennes:
        celles = "Celle qui a été reçue" if anciennes == 1 else "Celles qui ont été reçues"
        entrent = "n’entre pas" if anciennes == 1 else "n’entrent pas"
        dits.append(f"{celles} avant la période {entrent} dans le taux.")
    return " ".join(dits)


_RECEPTIONS = ("sur la période", "depuis la fin de la période", "avant la période")


def _split_open(meeting: MeetingContext) -> str:
    """Write « toutes dates de réception confondues : 3 reçues sur la période et en retard ; 9
    reçues depuis la fin de la période… », which add up to the open complaints; « toutes reçues sur
    la période et en retard » when there is one part.
    """
    ouvertes = [ligne for ligne in meeting.bilan.reclamations if ligne.delai is None]
    parts = []
    for rang, quand in enumerate(_RECEPTIONS):
        les_leurs = [o for o in ouvertes if _find_reception(meeting.seance, o) == rang]
        if les_leurs:
            parts.append((len(les_leurs), f"{quand}{_qualify_open(meeting.seance, les_leurs)}"))
    if len(parts) == 1:
        [(nombre, dit)] = parts
        return f"toutes reçues {dit}" if nombre > 1 else f"reçue {dit}"
    dits = [f"{french.format_count(n, 'reçue', 'reçues')} {dit}" for n, dit in parts]
    confondues = "toutes dates de réception confondues"
    return " : ".join(filter(None, (confondues, " ; ".join(dits))))


def _find_reception(seance: Seance, ligne: LigneReclamation) -> int:
    """Return whether a complaint was received in the period (0), since (1) or before (2)."""
    if ligne.recue_le > seance.comptee.au:
        return 1
    return 2 if ligne.recue_le < seance.comptee.du else 0


def _qualify_open(seance: Seance, ouvertes: Sequence[LigneReclamation]) -> str:
    """Write « et en retard » when all of them are, « , dont 2 en retard » when some are; those
    whose délai is suspended likewise.
    """
    tardives = sum(o.etat == EtatDeReclamation.DEPASSE for o in ouvertes)
    suspendues = sum(_is_suspended(seance, o) for o in ouvertes)
    dits = ""
    for n, mots in ((tardives, ("en retard",) * 2), (suspendues, ("suspendue", "suspendues"))):
        if n == len(ouvertes):
            dits += f" et {mots[n > 1]}"
        elif n:
            dits += f", dont {french.format_count(n, *mots)}"
    return dits


def _is_suspended(seance: Seance, ligne: LigneReclamation) -> bool:
    """Whether the délai of an open complaint is suspended at A, and not over before."""
    du, au = ligne.suspendue_du, ligne.suspendue_au
    if ligne.etat == EtatDeReclamation.DEPASSE or du is None:
        return False
    return du <= seance.a and (au is None or au > seance.a)
