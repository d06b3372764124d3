"""What the secretary types: one declaration per sheet, one module per default workbook. Add a sheet
here, and nowhere else.
"""

from __future__ import annotations

from clu_batch.kernel.declaration import Sheet
from clu_batch.records import (
    comite,
    engagements,
    equivalences,
    parametres,
    reclamations,
    satisfaction,
)

SHEETS: tuple[Sheet, ...] = (
    parametres.LigneParametre.sheet,
    parametres.Fermeture.sheet,
    parametres.PointVu.sheet,
    comite.Membre.sheet,
    comite.Reunion.sheet,
    comite.Point.sheet,
    comite.Invite.sheet,
    comite.Suppleance.sheet,
    comite.Presence.sheet,
    comite.Proposition.sheet,
    comite.DocumentType.sheet,
    comite.ModaliteAppui.sheet,
    satisfaction.Enquete.sheet,
    satisfaction.Question.sheet,
    satisfaction.Modalite.sheet,
    satisfaction.Reponse.sheet,
    satisfaction.Depouillement.sheet,
    reclamations.Reclamation.sheet,
    engagements.Engagement.sheet,
    engagements.Resultat.sheet,
    engagements.IndicateurLocal.sheet,
    equivalences.LigneEquivalence.sheet,
    equivalences.Historique.sheet,
)

IGNORED = ("Lisez-moi", "Listes", "Repères")
"""Sheets that the program ships for the reader's comfort and never reads."""
