"""All that the workbooks say: settings, surveys, commitments, and the register that holds them
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.records.engagements import Engagement, IndicateurLocal
from clu_batch.records.parametres import Parametres
from clu_batch.records.satisfaction import Enquete, Question
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.model.comite import Comite


@frozen
class Registre:
    """All that the workbooks say, typed and linked: what the rules and the documents work on.

    The sheets of many rows stay typed frames; their columns are the fields of their declaration,
    those of `reponses` being completed by one column per question, named by its code.
    `feuilles_absentes`: a sheet that says nothing -> « absente » when no workbook has it, « vide »
    when nobody typed anything in it.
    """

    parametres: Parametres
    calendrier: Calendrier
    comite: Comite
    enquetes: Sequence[Enquete]
    questions: Sequence[Question]
    reponses: CheckedSheet
    depouillement: CheckedSheet
    reclamations: CheckedSheet
    engagements: Sequence[Engagement]
    resultats: CheckedSheet
    indicateurs_locaux: Sequence[IndicateurLocal]
    historique: CheckedSheet
    feuilles_absentes: Mapping[str, str] = field(default_factory=dict)
