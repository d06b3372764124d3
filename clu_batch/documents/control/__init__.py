"""Build the control workbook: every figure, problem, date and source of a run
(docs/rules/control-workbook.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from clu_batch.documents.control import balises, chiffres, conformite, execution, reunion
from clu_batch.documents.control.execution import LigneDocument
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.sheet_content import ControlCell, ControlSheet
from clu_batch.rules.delais import list_delais
from clu_batch.rules.model import BilanGeneral, Registre


def build_sheets(
    registre: Registre,
    shown: MeetingContext | BilanGeneral,
    sources: Iterable[SheetOrigin],
    a_corriger: Sequence[ControlSheet],
    documents: Sequence[LigneDocument],
) -> list[ControlSheet]:
    """Return the sheets of a control workbook, in their order; what is to be corrected or pasted
    comes first. `shown`: the meeting of its documents, or what is known without one.
    """
    meeting = shown if isinstance(shown, MeetingContext) else None
    bilan = shown.bilan if isinstance(shown, MeetingContext) else shown
    delais = list_delais(registre.parametres)
    composees = [
        *a_corriger,
        chiffres.build_indicateurs_sheet(bilan),
        chiffres.build_repartitions_sheet(bilan),
        chiffres.build_reclamations_sheet(bilan),
        reunion.build_suppleances_sheet(bilan),
        reunion.build_reponses_attendues_sheet(meeting),
        reunion.build_composition_sheet(bilan),
        reunion.build_pourquoi_sheet(bilan),
        reunion.build_dates_cles_sheet(bilan),
        conformite.build_conformite_sheet(meeting),
        execution.build_documents_sheet(documents),
        balises.build_balises_sheet(meeting),
        execution.build_sources_sheet(sources, registre.parametres, delais),
        chiffres.build_historique_sheet(bilan),
    ]
    return [_write_in_french(feuille) for feuille in composees]


def _write_in_french(feuille: ControlSheet) -> ControlSheet:
    """Return the sheet with the no-break spaces of French, but in the columns shown as they are
    typed.
    """
    typographie = cache(french.typeset)  # the same words come back on thousands of rows

    def compose(valeur: object, exact: bool) -> object:
        if isinstance(valeur, ControlCell):
            return replace(valeur, valeur=compose(valeur.valeur, exact))
        if isinstance(valeur, str) and not exact:
            return typographie(valeur)
        return valeur

    exacts = [champ.exact for champ in feuille.colonnes]
    return replace(
        feuille,
        lignes=[
            [compose(v, exact) for v, exact in zip(ligne, exacts, strict=True)]
            for ligne in feuille.lignes
        ],
    )
