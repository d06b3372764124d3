"""What the secretary types: one declaration per sheet. A workbook is a module, `comite.xlsx` and
`satisfaction.xlsx` a module for each subject. Add a sheet here, and nowhere else.
"""

from __future__ import annotations

from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.records import (
    document_type,
    engagements,
    enquete,
    equivalences,
    membre,
    modalite_appui,
    parametres,
    participants,
    point,
    proposition,
    question,
    reclamations,
    reponse,
    reunion,
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
    enquete.Enquete.sheet,
    question.Question.sheet,
    question.Modalite.sheet,
    reponse.Reponse.sheet,
    reponse.Depouillement.sheet,
    reclamations.Reclamation.sheet,
    engagements.Engagement.sheet,
    engagements.Resultat.sheet,
    engagements.IndicateurLocal.sheet,
    equivalences.LigneEquivalence.sheet,
    equivalences.Historique.sheet,
)

IGNORED = ("Lisez-moi", "Listes", "Repères")
"""Sheets that the program ships for the reader's comfort, and counts nothing of."""
