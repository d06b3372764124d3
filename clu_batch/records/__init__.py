"""What the secretary types: one declaration per sheet. A workbook of several sheets is a module,
`comite.xlsx` a module for each subject. Add a sheet here, and nowhere else.
"""

from __future__ import annotations

from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.records import (
    document_type,
    engagements,
    equivalences,
    membre,
    modalite_appui,
    parametres,
    participants,
    point,
    proposition,
    reclamations,
    reunion,
    satisfaction,
)

SHEETS: tuple[Sheet, ...] = (
    parametres.LigneParametre.sheet,
    parametres.Fermeture.sheet,
    parametres.PointVu.sheet,
    membre.Membre.sheet,
    reunion.Reunion.sheet,
    point.Point.sheet,
    participants.Invite.sheet,
    participants.Suppleance.sheet,
    participants.Presence.sheet,
    proposition.Proposition.sheet,
    document_type.DocumentType.sheet,
    modalite_appui.ModaliteAppui.sheet,
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
"""Sheets that the program ships for the reader's comfort, and counts nothing of."""
