"""The nouns that travel between stages: frozen, without behaviour beyond what follows from their
own fields.
"""

from __future__ import annotations

from clu_batch.kernel.periode import Periode
from clu_batch.records.document_type import DocumentType
from clu_batch.records.engagements import Donnees, Engagement, IndicateurLocal, Resultat, Sens
from clu_batch.records.enquete import Enquete
from clu_batch.records.membre import Membre
from clu_batch.records.modalite_appui import ModaliteAppui
from clu_batch.records.parametres import Parametres
from clu_batch.records.participants import Invite, Presence, Suppleance
from clu_batch.records.point import Point
from clu_batch.records.proposition import Proposition
from clu_batch.records.question import Modalite, Question
from clu_batch.records.reunion import Reunion
from clu_batch.rules.model.bilan import (
    ActionDAmelioration,
    Assiduite,
    Atteinte,
    Bilan,
    BilanEngagement,
    BilanGeneral,
    Calcul,
    DateCle,
    Etape,
    EtatDAccuse,
    EtatDeReclamation,
    Evolution,
    ExamenSuppleance,
    Indicateur,
    JourExplique,
    LigneReclamation,
    Mesure,
    Recueil,
    Repartition,
    Seance,
    SeanceDue,
    Siege,
    Valeur,
)
from clu_batch.rules.model.comite import Comite
from clu_batch.rules.model.registre import (
    ABSENTE,
    PEUT_ETRE_ILLISIBLE,
    Registre,
    doubt_absent_sheets,
)

__all__ = [
    "ABSENTE",
    "PEUT_ETRE_ILLISIBLE",
    "ActionDAmelioration",
    "Assiduite",
    "Atteinte",
    "Bilan",
    "BilanEngagement",
    "BilanGeneral",
    "Calcul",
    "Comite",
    "DateCle",
    "DocumentType",
    "Donnees",
    "Engagement",
    "Enquete",
    "Etape",
    "EtatDAccuse",
    "EtatDeReclamation",
    "Evolution",
    "ExamenSuppleance",
    "Indicateur",
    "IndicateurLocal",
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
    "Recueil",
    "Registre",
    "Repartition",
    "Resultat",
    "Reunion",
    "Seance",
    "SeanceDue",
    "Sens",
    "Siege",
    "Suppleance",
    "Valeur",
    "doubt_absent_sheets",
]
