"""All that the workbooks say: settings, surveys, commitments, and the register that holds them
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.tables import Table
from clu_batch.records.engagements import Engagement, IndicateurLocal
from clu_batch.records.parametres import Parametres
from clu_batch.records.satisfaction import Enquete, Question
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.model.comite import Comite


@dataclass(frozen=True, slots=True)
class Registre:
    """All that the workbooks say, typed and linked: what the rules and the documents work on.

    `reponses`, `depouillement` and `reclamations` stay tables (many rows); their columns are those
    of their declaration, the columns of `reponses` being completed by one column per question,
    headed by its code. `feuilles_absentes`: a sheet that says nothing -> « absente » when no
    workbook has it, « vide » when nobody typed anything in it.
    """

    parametres: Parametres
    calendrier: Calendrier
    comite: Comite
    enquetes: Sequence[Enquete]
    questions: Sequence[Question]
    reponses: Table
    depouillement: Table
    reclamations: Table
    engagements: Sequence[Engagement]
    resultats: CheckedSheet
    indicateurs_locaux: Sequence[IndicateurLocal]
    historique: CheckedSheet
    feuilles_absentes: Mapping[str, str] = field(default_factory=dict)
