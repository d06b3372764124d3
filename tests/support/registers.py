"""An empty register, for tests that fill one part of it."""

from __future__ import annotations

from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.frames import CheckedSheet, make_empty_frame
from clu_batch.records.equivalences import Historique
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Depouillement, Reponse
from clu_batch.rules.jours import build_calendrier
from clu_batch.rules.model import Comite, Parametres, Registre
from tests.support.results import make_results


def vide(sheet: Sheet) -> CheckedSheet:
    """A sheet of many rows that no workbook has."""
    return CheckedSheet(sheet, frame=make_empty_frame(sheet))


def registre() -> Registre:
    """A register in which nothing is said."""
    return Registre(
        parametres=Parametres(),
        calendrier=build_calendrier("Métropole", range(2024, 2028)),
        comite=Comite(),
        enquetes=(),
        questions=(),
        reponses=vide(Reponse.sheet),
        depouillement=vide(Depouillement.sheet),
        reclamations=vide(Reclamation.sheet),
        engagements=(),
        resultats=make_results(()),
        indicateurs_locaux=(),
        historique=vide(Historique.sheet),
    )
