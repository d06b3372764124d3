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
    parametres.PARAMETRES,
    parametres.JOURS_DE_FERMETURE,
    comite.COMPOSITION,
    comite.REUNIONS,
    comite.ORDRE_DU_JOUR,
    comite.INVITES,
    comite.SUPPLEANCES,
    comite.PRESENCES,
    comite.PROPOSITIONS,
    comite.DOCUMENTS_TYPES,
    comite.MODALITES_D_APPUI,
    satisfaction.ENQUETES,
    satisfaction.QUESTIONS,
    satisfaction.ECHELLES,
    satisfaction.REPONSES,
    satisfaction.DEPOUILLEMENT,
    reclamations.RECLAMATIONS,
    engagements.ENGAGEMENTS,
    engagements.RESULTATS,
    engagements.INDICATEURS_LOCAUX,
    equivalences.EQUIVALENCES,
    equivalences.HISTORIQUE,
)

IGNORED = ("Lisez-moi", "Listes", "Repères")
"""Sheets that the program ships for the reader's comfort and never reads."""
