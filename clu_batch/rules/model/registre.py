"""All that the workbooks say: settings, surveys, commitments, and the register that holds them
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.records.engagements import Engagement, IndicateurLocal
from clu_batch.records.enquete import Enquete
from clu_batch.records.parametres import Parametres
from clu_batch.records.question import Question
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.model.comite import Comite

ABSENTE, PEUT_ETRE_ILLISIBLE = "absente", "peut-être dans un classeur illisible"
"""What is said of a sheet that no workbook has: the second, while a workbook cannot be read."""


@frozen
class Registre:
    """All that the workbooks say, typed and linked: what the rules and the documents work on.

    The sheets of many rows stay typed frames; their columns are the fields of their declaration,
    those of `reponses` being completed by one column per question, named by its code.
    `feuilles_absentes`: a sheet that says nothing -> « absente » when no workbook has it, « vide »
    when nobody typed anything in it, `PEUT_ETRE_ILLISIBLE` when nobody knows.
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


def doubt_absent_sheets(registre: Registre) -> Registre:
    """Return the register while a workbook cannot be read: a sheet that none has may be in it."""
    states = {
        name: PEUT_ETRE_ILLISIBLE if state == ABSENTE else state
        for name, state in registre.feuilles_absentes.items()
    }
    return replace(registre, feuilles_absentes=states)
