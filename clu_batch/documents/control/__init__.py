"""The control workbook: every figure, problem, date and source of a run
(docs/rules/control-workbook.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from clu_batch.documents.control import chiffres, conformite, execution, reunion
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import Cellule, Feuille
from clu_batch.kernel.tables import Table
from clu_batch.rules.delais import delais
from clu_batch.rules.model import Bilan, Registre


def feuilles(
    registre: Registre,
    bilan: Bilan,
    tables: Mapping[str, Table],
    a_corriger: Feuille,
    documents: Sequence[LigneDocument],
) -> list[Feuille]:
    """The sheets of a control workbook, in their order; the report of the problems comes first."""
    composees = [
        a_corriger,
        chiffres.indicateurs(bilan),
        chiffres.repartitions(bilan),
        chiffres.reclamations(bilan),
        reunion.suppleances(bilan),
        reunion.reponses_attendues(bilan),
        reunion.composition(bilan),
        reunion.pourquoi(bilan),
        reunion.dates_cles(bilan),
        conformite.conformite(registre, bilan),
        execution.documents(documents),
        execution.sources(tables, registre.parametres, delais(registre.parametres)),
        chiffres.historique(bilan),
    ]
    return [_write_in_french(feuille) for feuille in composees]


def _write_in_french(feuille: Feuille) -> Feuille:
    """The sheet with the no-break spaces of French, but in the columns shown as they are typed."""
    typographie = cache(french.typographie)  # the same words come back on thousands of rows

    def compose(valeur: object, exact: bool) -> object:
        if isinstance(valeur, Cellule):
            return replace(valeur, valeur=compose(valeur.valeur, exact))
        return typographie(valeur) if isinstance(valeur, str) and not exact else valeur

    exacts = [champ.exact for champ in feuille.colonnes]
    return replace(
        feuille,
        lignes=[
            [compose(v, exact) for v, exact in zip(ligne, exacts, strict=True)]
            for ligne in feuille.lignes
        ],
    )
