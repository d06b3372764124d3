"""The control workbook: every figure, problem, date and source of a run (page 3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.delais import delais
from clu_batch.documents.controle import chiffres, execution, reunion
from clu_batch.documents.controle.execution import LigneDocument
from clu_batch.feuilles import Feuille
from clu_batch.model import Bilan, Registre
from clu_batch.tables import Table


def feuilles(
    registre: Registre, bilan: Bilan, tables: Mapping[str, Table], a_corriger: Feuille, documents: Sequence[LigneDocument]
) -> list[Feuille]:
    """The sheets of a control workbook, in their order; the report of the problems comes first."""
    return [
        a_corriger,
        chiffres.indicateurs(bilan),
        chiffres.repartitions(bilan),
        chiffres.reclamations(bilan),
        reunion.suppleances(bilan),
        reunion.reponses_attendues(registre, bilan),
        reunion.composition(bilan),
        reunion.pourquoi(bilan),
        reunion.dates_cles(bilan),
        reunion.conformite(registre, bilan),
        execution.documents(documents),
        execution.sources(tables, registre.parametres, delais(registre.parametres)),
        chiffres.historique(bilan),
    ]
