"""Compute the secretary's own indicators: the rows counted over the rows of a base.

Filters typed in « Indicateurs locaux » define both (docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.declared_sheet import ILLISIBLE, Column, Kind, Sheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
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
from clu_batch.records.engagements import SENS
from clu_batch.records.reclamations import Qualification
from clu_batch.rules.figures.dated_rows import is_during
from clu_batch.rules.figures.filtres import Condition, UnreadableFilter, is_met, read_filter
from clu_batch.rules.figures.mesures import (
    POURCENT,
    add_illisibles,
    compute_ecart,
    compute_taux,
    has_too_many_illisibles,
    judge_mesure,
    withhold,
)
from clu_batch.rules.figures.questions import name_options, split_cell
from clu_batch.rules.model import (
    Calcul,
    Donnees,
    Indicateur,
    IndicateurLocal,
    Mesure,
    Periode,
    Question,
    Registre,
    Seance,
    Sens,
)

_LECTEURS: Mapping[Kind, Callable[[object], Parsed[Any]]] = {
    Kind.DATE: parse_date,
    Kind.OUI_NON: parse_yes_no,
}


@frozen
class _Colonne:
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
class _Source:
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

    def find_column(self, condition: Condition) -> _Colonne:
        """The column that a condition names."""
        header = condition.colonne
        declared = self.sheet.find_column(header)
        cells = self.frame[declared.field].astype(object)
        typed = cells.dropna().unique().tolist()
        if header in self.tues:
            cells = cells.mask(self.tues[header])
        return _Colonne(declared, cells, typed, self.questions.get(header))


def _format_cell(cellule: object) -> str:
    """A cell as a filter names it: 12/03/2026, oui, 15."""
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, dt.date):
        return french.format_short_date(cellule)
    return str(cellule)


def _build_sources(
    registre: Registre, seance: Seance, rows: pd.DataFrame
) -> Mapping[Donnees, _Source]:
    """The two sheets that may be counted, as they stand at A
    (docs/rules/periods.md#after-the-cut-off).
    """
    reponses, reclamations = registre.reponses, registre.reclamations
    answers = reponses.frame.reset_index(drop=True)
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
        Donnees.REPONSES: _Source(
            reponses.sheet,
            answers,
            answers["date"],
            answers["date"].notna(),
            questions={q.code: q for q in registre.questions if q.code in answers},
        ),
        Donnees.RECLAMATIONS: _Source(
            reclamations.sheet,
            reclamations.frame.reset_index(drop=True),
            rows["recue_le"],
            ~rows["ecartee"],
            tues,
        ),
    }


def compute(
    registre: Registre, seance: Seance, rows: pd.DataFrame, pris: Collection[str]
) -> Calcul:
    """Return the indicators that the secretary defines, in the order of the sheet.

    `pris` holds the codes of the other indicators, which none of hers may take.
    """
    if not registre.indicateurs_locaux:
        return Calcul()
    sources, known = _build_sources(registre, seance, rows), {fold_text(code) for code in pris}
    figures: list[Indicateur] = []
    problems: list[Problem] = []
    for local in registre.indicateurs_locaux:
        if fold_text(local.code) in known:
            problems.append(
                local.report(counted_rows.INDICATEUR_LOCAL_REPETE, "code", local.code)
            )
            continue
        known.add(fold_text(local.code))
        source = sources[local.feuille]
        sur, found = _read_conditions(local, "sur", source)
        compter, more = _read_conditions(local, "compter", source)
        problems += found + more
        if sur is not None and compter is not None:
            figures.append(_build_indicateur(local, _mark_rows(source, sur, compter), seance))
    return Calcul(figures, (), problems)


def _read_conditions(
    local: IndicateurLocal, field: str, source: _Source
) -> tuple[Sequence[Condition] | None, list[Problem]]:
    """A filter of an indicator, None when it cannot be read; a value that no row holds is used, and
    told.
    """
    texte = getattr(local, field)
    if texte is None:
        return (), []
    lu = read_filter(texte, source.name_columns())
    if isinstance(lu, UnreadableFilter):
        return None, [_report_unreadable(local, field, lu, source)]
    conditions: list[Condition] = []
    problems: list[Problem] = []
    for typed in lu:
        colonne = source.find_column(typed)
        condition = colonne.read_condition(typed)
        conditions.append(condition)
        valeur = condition.valeur
        if valeur is not None and len(source.frame) and valeur not in colonne.list_known():
            facts = {"suggestion": colonne.find_closest(valeur), "autre": typed.colonne}
            kind = counted_rows.VALEUR_DE_FILTRE_ABSENTE
            problems.append(local.report(kind, field, typed.valeur, **facts))
    return conditions, problems


def _report_unreadable(
    local: IndicateurLocal, field: str, inconnue: UnreadableFilter, source: _Source
) -> Problem:
    if not inconnue.colonne:
        kind, texte = counted_rows.FILTRE_ILLISIBLE, getattr(local, field)
        return local.report(kind, field, texte, code=local.code)
    return local.report(
        counted_rows.COLONNE_DE_FILTRE_INCONNUE,
        field,
        inconnue.colonne,
        suggestion=find_closest(inconnue.colonne, sorted(source.name_columns().values())),
        code=local.code,
        feuille=source.sheet.name,
    )


def _build_indicateur(
    local: IndicateurLocal, marks: pd.DataFrame, seance: Seance
) -> Indicateur:
    now, before = (_compute_mesure(marks, p) for p in (seance.comptee, seance.precedente))
    sens = SENS.get(local.sens)
    base = f"lignes où {local.sur}" if local.sur else "toutes les lignes"
    return Indicateur(
        code=local.code,
        libelle=local.libelle,
        unite=POURCENT,
        mesure=now,
        periode=seance.periode,
        precedente=before,
        ecart=compute_ecart(now, before, POURCENT),
        cible=local.cible,
        sens=sens or Sens.AU_MOINS,
        etat=judge_mesure(now, local.cible, sens),
        definition=french.typeset(
            f"{local.feuille} datées dans la période : lignes où {local.compter}, rapportées à"
            f" {base}."
        ),
    )


class _Mark(enum.Enum):
    """What is known of each row beside the answers: no code of a question is a member."""

    DATE = "date"
    BASE = "de la base"
    COMPTEE = "comptée"
    DOUTE = "en doute"


def _mark_rows(
    source: _Source, sur: Sequence[Condition], compter: Sequence[Condition]
) -> pd.DataFrame:
    """The rows that may count, with their date: which are those of the base, which are counted, of
    which nobody can tell, for an answer that a filter looks at cannot be read; then the answers to
    each question that a filter names.
    """
    base, peut_etre_base = _select_matching(source, sur)
    counted, peut_etre_counted = _select_matching(source, compter)
    surs = base & (counted | ~peut_etre_counted)
    marks = pd.DataFrame(
        {
            _Mark.DATE: source.dates,
            _Mark.BASE: surs,
            _Mark.COMPTEE: surs & counted,
            _Mark.DOUTE: peut_etre_base & ~surs,
        }
    )
    for condition in (*sur, *compter):
        if condition.valeur is not None and condition.colonne in source.questions:
            marks[condition.colonne] = source.find_column(condition).cells
    return marks[source.retenues]


def _select_matching(
    source: _Source, conditions: Sequence[Condition]
) -> tuple[pd.Series, pd.Series]:
    """The rows that answer to all of the conditions, and those that may, once all could be read:
    what cannot be read is not empty all the same.
    """
    oui = peut_etre = pd.Series(data=True, index=source.frame.index)
    for condition in conditions:
        colonne = source.find_column(condition)
        repond = colonne.select_matching(condition)
        doute = colonne.illisibles & (condition.valeur is not None)
        oui = oui & repond & ~doute
        peut_etre = peut_etre & (repond | doute)
    return oui, peut_etre


def _compute_mesure(marks: pd.DataFrame, periode: Periode) -> Mesure:
    """The share of the rows of the base that are counted; a row in doubt is apart.

    The share rests on each question that a filter names: when too many answers to one cannot be
    read, none is told.
    """
    rows = marks[is_during(marks[_Mark.DATE], periode)]
    k, n, doubts = (int(rows[mark].sum()) for mark in (_Mark.COMPTEE, _Mark.BASE, _Mark.DOUTE))
    for question in rows.columns.drop(list(_Mark)):
        answers = rows[question]
        illisibles = int(answers.isin([ILLISIBLE]).sum())
        lues = int(answers.count()) - illisibles
        if has_too_many_illisibles(illisibles, lues):
            return withhold(compute_taux(k, n), illisibles)
    return add_illisibles(compute_taux(k, n), doubts, n, (k, k + doubts))
