"""The nouns that travel between stages: frozen, without behaviour beyond what follows from their
own fields.
"""

from __future__ import annotations

from clu_batch.kernel.periode import Periode
from clu_batch.records.comite import (
    DocumentType,
    Invite,
    Membre,
    ModaliteAppui,
    Point,
    Presence,
    Proposition,
    Reunion,
    Suppleance,
)
from clu_batch.records.engagements import Engagement, Resultat
from clu_batch.records.parametres import Parametres
from clu_batch.records.satisfaction import Enquete, Modalite, Question
from clu_batch.rules.model.bilan import (
    Assiduite,
    Bilan,
    BilanEngagement,
    BilanGeneral,
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
    SeanceDue,
    Siege,
    Valeur,
)
from clu_batch.rules.model.comite import Comite
from clu_batch.rules.model.registre import Registre

__all__ = [
    "Assiduite",
    "Bilan",
    "BilanEngagement",
    "BilanGeneral",
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
    "SeanceDue",
    "Siege",
    "Suppleance",
    "Valeur",
]
