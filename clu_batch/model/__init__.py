"""The nouns that travel between stages: frozen, without behaviour beyond what follows from their
own fields.
"""

from __future__ import annotations

from clu_batch.model.chiffres import (
    Assiduite,
    Bilan,
    BilanEngagement,
    Calcul,
    DateCle,
    Etape,
    ExamenSuppleance,
    Indicateur,
    JourExplique,
    LigneReclamation,
    Mesure,
    Repartition,
    ResultatHistorique,
    Seance,
    Siege,
    Valeur,
)
from clu_batch.model.comite import Comite, DocumentType, Invite, Membre, ModaliteAppui, Point, Presence, Proposition, Reunion, Suppleance
from clu_batch.model.registre import Engagement, Enquete, Modalite, Parametres, Periode, Question, Registre, Resultat

__all__ = [
    "Assiduite",
    "Bilan",
    "BilanEngagement",
    "Calcul",
    "Comite",
    "DateCle",
    "DocumentType",
    "Engagement",
    "Enquete",
    "Etape",
    "ExamenSuppleance",
    "Indicateur",
    "Invite",
    "JourExplique",
    "LigneReclamation",
    "Membre",
    "Mesure",
    "Modalite",
    "ModaliteAppui",
    "Parametres",
    "Periode",
    "Point",
    "Presence",
    "Proposition",
    "Question",
    "Registre",
    "Repartition",
    "Resultat",
    "ResultatHistorique",
    "Reunion",
    "Seance",
    "Siege",
    "Suppleance",
    "Valeur",
]
