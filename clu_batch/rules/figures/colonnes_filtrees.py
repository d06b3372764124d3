"""What the filters of « Indicateurs locaux » look at: the rows that may be counted, and the columns
that a filter names (docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.declared_sheet import ILLISIBLE, Column, Kind, Sheet
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import (
    ChoiceList,
    Parsed,
    find_closest,
    fold_header,
    fold_singular,
    fold_text,
    is_silence,
    parse_date,
    parse_yes_no,
)
from clu_batch.records.reclamations import Qualification
from clu_batch.rules.figures.filtres import Condition, is_met
from clu_batch.rules.figures.questions import name_options, split_cell
from clu_batch.rules.model import Donnees, Question, Registre, Seance

_LECTEURS: Mapping[Kind, Callable[[object], Parsed[Any]]] = {
    Kind.DATE: parse_date,
    Kind.OUI_NON: parse_yes_no,
}


@frozen
class ColonneFiltree:
    """A column that a filter names: its cells, as objects, empty where they tell of a fact after A;
    what is typed there, each value once; the question that it answers to.
    """

    declared: Column
    cells: pd.Series
    typed: Sequence[object]
    question: Question | None

    @property
    def illisibles(self) -> pd.Series:
        """The rows whose answer to a question cannot be read."""
        return self.cells.isin([ILLISIBLE])

    def select_matching(self, condition: Condition) -> pd.Series:
        """The rows that answer to a condition; the column may say what an empty cell means (Nature:
        réclamation).
        """
        met = {cell: is_met(condition, self._fold_values(cell)) for cell in self.typed}
        implied = self.declared.implied
        when_empty = is_met(condition, [self._fold(implied)] if implied else [])
        return self.cells.map(met).mask(self.cells.isna(), when_empty).astype(bool)

    def read_condition(self, condition: Condition) -> Condition:
        """A condition whose value is folded, and read as the cells of its column were: « Satisfaite
        », « 4 », « 2 mars 2026 ».
        """
        if condition.valeur is None or is_silence(condition.valeur, self.declared.silences):
            return replace(condition, valeur=None)
        lu: object = None
        if self.declared.kind is Kind.CHOIX:
            lu = self._choix.parse(condition.valeur).valeur
        elif self.declared.kind in _LECTEURS:
            lu = _LECTEURS[self.declared.kind](condition.valeur).valeur
        textes = self._fold_values(condition.valeur if lu is None else lu)
        return replace(condition, valeur=textes[0] if textes else self._fold(condition.valeur))

    def find_closest(self, valeur: str) -> str | None:
        """The value that was probably meant; of the answers to a question, one that counts alike.

        A message does not quote the values typed in a confidential column.
        """
        if self.declared.kind is Kind.CHOIX:
            faits = self._choix.parse(valeur).faits
            return str(faits["proche"]) if "proche" in faits else None
        known = self._list_allowed() if self.declared.confidentiel else self.list_known()
        return find_closest(valeur, known.values())

    def list_known(self) -> dict[str, str]:
        """The values that the column may hold or holds: folded, and as they are written."""
        known = self._list_allowed()
        for cell in self.typed:
            if cell is not ILLISIBLE:
                known |= {self._fold(texte): texte for texte in self._read_texts(cell)}
        return known

    def _list_allowed(self) -> dict[str, str]:
        """The values that the column may hold."""
        prevues = [*self.declared.choices, self.declared.implied or ""]
        if self.question is not None:
            prevues += [modalite.texte for modalite in self.question.modalites]
        if self.declared.kind is Kind.OUI_NON:
            prevues += ["oui", "non"]
        return {self._fold(texte): texte for texte in prevues if texte}

    @property
    def _choix(self) -> ChoiceList:
        return ChoiceList(self.declared.choices, self.declared.short, self.declared.sens)

    def _fold_values(self, cellule: object) -> list[str]:
        return [self._fold(texte) for texte in self._read_texts(cellule)]

    def _fold(self, texte: str) -> str:
        """A value to compare: one group of a free list is one value
        (docs/rules/workbooks.md#groups), an answer is that of its scale.
        """
        return fold_singular(texte) if self.question is None else fold_text(texte)

    def _read_texts(self, cellule: object) -> list[str]:
        """What a cell holds: one text, or each of the boxes ticked."""
        if cellule is ILLISIBLE:
            return [ILLISIBLE.value]
        texte, question = _format_cell(cellule), self.question
        if question is None or not question.is_choix:
            if fold_text(texte):
                return [texte.strip()]
            return []
        names = name_options(question)
        return [names.get(fold_text(part), part) for part in split_cell(question, texte, names)]


@frozen
class SourceFiltree:
    """The rows that an indicator counts: their dates, those that count, and the cells that say
    nothing yet at A.
    """

    sheet: Sheet
    frame: pd.DataFrame
    dates: pd.Series
    retenues: pd.Series
    # header -> rows whose cell is of a fact after A
    tues: Mapping[str, pd.Series] = field(default_factory=dict)
    # header -> the question of that column
    questions: Mapping[str, Question] = field(default_factory=dict)

    def name_columns(self) -> dict[str, str]:
        """Every name that a column goes by, folded: its header, or the wording of its question."""
        noms = {fold_header(q.libelle): code for code, q in self.questions.items()}
        for column in self.sheet.columns:
            noms |= {fold_header(name): column.header for name in column.names}
        return noms

    def find_column(self, condition: Condition) -> ColonneFiltree:
        """The column that a condition names."""
        header = condition.colonne
        declared = self.sheet.find_column(header)
        cells = self.frame[declared.field].astype(object)
        typed = cells.dropna().unique().tolist()
        if header in self.tues:
            cells = cells.mask(self.tues[header])
        return ColonneFiltree(declared, cells, typed, self.questions.get(header))


def _format_cell(cellule: object) -> str:
    """A cell as a filter names it: 12/03/2026, oui, 15."""
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, dt.date):
        return french.format_short_date(cellule)
    return str(cellule)


def build_sources(
    registre: Registre, seance: Seance, rows: pd.DataFrame
) -> Mapping[Donnees, SourceFiltree]:
    """The two sheets that may be counted, as they stand at A
    (docs/rules/periods.md#after-the-cut-off).
    """
    reponses, reclamations = registre.reponses, registre.reclamations
    answers = reponses.frame.reset_index(drop=True)
    received = reclamations.frame.reset_index(drop=True)
    asked = {q.code: q for q in registre.questions if q.code in answers}
    dates = answers["date"]
    cut = pd.Timestamp(seance.a)
    apres_repondre = ~(rows["repondue_le"] <= cut)
    within = rows["qualification"] != Qualification.HORS_PERIMETRE
    tues = {
        "Accusé de réception le": rows["accusee_le"] > cut,
        "Réponse envoyée le": rows["repondue_le"] > cut,
        # it counts once the reply exists; « hors périmètre » as typed
        "Qualification": apres_repondre & within,
    }
    return {
        Donnees.REPONSES: SourceFiltree(
            reponses.sheet, answers, dates, dates.notna(), questions=asked
        ),
        Donnees.RECLAMATIONS: SourceFiltree(
            reclamations.sheet, received, rows["recue_le"], ~rows["ecartee"], tues
        ),
    }
