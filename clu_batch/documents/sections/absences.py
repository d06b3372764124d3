"""Tell what an absent sheet leaves to complete, so that nobody reads it as « none »."""

from __future__ import annotations

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.content import Missing
from clu_batch.kernel.problems import Place

ELEMENTS = "éléments présentés"
REMPLIR = (
    "Remplissez la feuille, après l’avoir ajoutée si elle manque, puis relancez ; ou complétez le"
    " document à la main."
)


def find_missing_sheet(
    meeting: MeetingContext, feuille: str, quoi: str = ELEMENTS
) -> Missing | None:
    """Return « éléments présentés (feuille Réclamations absente) »; None when the sheet
    is there.
    """
    etat = meeting.registre.feuilles_absentes.get(feuille)
    if etat is None:
        return None
    nommee = feuille.replace("'", "’")
    return Missing(f"{quoi} (feuille {nommee} {etat})", Place(sheet=feuille), que_faire=REMPLIR)
