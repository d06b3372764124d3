"""Compute the secretary's own indicators: the rows counted over the rows of a base.

Filters typed in « Indicateurs locaux » define both (docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.declaration import ILLISIBLE, Column, Kind, Sheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import (
    ChoiceList,
    Parsed,
    find_closest,
    fold_header,
    fold_text,
    parse_date,
    parse_yes_no,
)
from clu_batch.records.engagements import SENS
from clu_batch.records.reclamations import Qualification
from clu_batch.rules.figures.dated_rows import clip_periode, is_during
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


@dataclass(frozen=True, slots=True)
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

    @property
    def colonnes(self) -> dict[str, str]:
        """Every name that a column goes by, folded: its header, or the wording of its question."""
        noms = {fold_header(q.libelle): code for code, q in self.questions.items()}
        for column in self.sheet.columns:
            noms |= {fold_header(name): column.header for name in column.names}
        return noms

    def select_rows(self, periode: Periode) -> pd.Series:
        """The rows dated in a period."""
        return self.retenues & is_during(self.dates, periode)

    def read_cells(self, colonne: str) -> pd.Series:
        """The cells of a column, as objects."""
        return self.frame[self.sheet.find_column(colonne).field].astype(object)

    def select_matching(self, condition: Condition) -> pd.Series:
        """The rows that answer to a condition."""
        cells = self.read_cells(condition.colonne)
        met = {}
        for cell in cells.dropna().unique():
            met[cell] = is_met(condition, self._fold_values(condition.colonne, cell))
        silent = cells.isna()
        if condition.colonne in self.tues:
            silent = silent | self.tues[condition.colonne]
        when_empty = self._is_met_when_empty(condition)
        return cells.map(met).mask(silent, when_empty).astype(bool)

    def select_illisibles(self, colonne: str) -> pd.Series:
        """The rows whose answer to a question cannot be read."""
        return self.read_cells(colonne).isin([ILLISIBLE])

    def select_doubtful(self, condition: Condition) -> pd.Series:
        """The rows of which nobody knows whether they answer to a condition.

        What cannot be read is not empty all the same.
        """
        if condition.valeur is None or condition.colonne not in self.questions:
            return pd.Series(data=False, index=self.frame.index)
        return self.select_illisibles(condition.colonne)

    def count_excess_illisibles(self, colonne: str, lignes: pd.Series) -> int:
        """How many of these rows hold an answer that cannot be read; 0 when they are few."""
        illisibles = int((self.select_illisibles(colonne) & lignes).sum())
        if not illisibles:
            return 0
        remplies = self.read_cells(colonne).notna()
        lues = int((remplies & lignes).sum()) - illisibles
        return illisibles if has_too_many_illisibles(illisibles, lues) else 0

    def _is_met_when_empty(self, condition: Condition) -> bool:
        """Whether an empty cell answers to a condition; the column may say what an empty cell means
        (Nature: réclamation).
        """
        sous_entendu = self.sheet.find_column(condition.colonne).implied
        return is_met(condition, [fold_text(sous_entendu)] if sous_entendu else [])

    def _fold_values(self, colonne: str, cellule: object) -> Sequence[str]:
        return [fold_text(texte) for texte in self._read_texts(colonne, cellule)]

    def _read_texts(self, colonne: str, cellule: object) -> list[str]:
        """What a cell holds: one text, or each of the boxes ticked."""
        if cellule is ILLISIBLE:
            return [ILLISIBLE.value]
        texte, question = _format_cell(cellule), self.questions.get(colonne)
        if question is None or not question.is_choix:
            return [texte.strip()] if fold_text(texte) else []
        names = name_options(question)
        return [names.get(fold_text(part), part) for part in split_cell(question, texte, names)]

    def read_condition(self, condition: Condition) -> Condition:
        """A condition whose value is folded, and read as the cells of its column were: « Satisfaite
        », « 4 », « 2 mars 2026 ».
        """
        if condition.valeur is None:
            return condition
        column = self.sheet.find_column(condition.colonne)
        lu: object = None
        if column.kind is Kind.CHOIX:
            lu = self._build_choix(column).parse(condition.valeur).valeur
        elif column.kind in _LECTEURS:
            lu = _LECTEURS[column.kind](condition.valeur).valeur
        textes = self._fold_values(condition.colonne, condition.valeur if lu is None else lu)
        return replace(condition, valeur=textes[0] if textes else fold_text(condition.valeur))

    def find_closest(self, condition: Condition) -> str | None:
        """The value that was probably meant; of the answers to a question, one that counts
        alike.
        """
        column, valeur = self.sheet.find_column(condition.colonne), condition.valeur or ""
        if column.kind is Kind.CHOIX:
            faits = self._build_choix(column).parse(valeur).faits
            return str(faits["proche"]) if "proche" in faits else None
        return find_closest(valeur, self.list_quotable(condition.colonne).values())

    @staticmethod
    def _build_choix(column: Column) -> ChoiceList:
        return ChoiceList(column.choices, column.short, column.sens)

    def list_allowed(self, colonne: str) -> Mapping[str, str]:
        """The values that the column may hold: folded, and as they are written."""
        column, question = self.sheet.find_column(colonne), self.questions.get(colonne)
        prevues = [*column.choices, column.implied or ""]
        if question is not None:
            prevues += [modalite.texte for modalite in question.modalites]
        if column.kind is Kind.OUI_NON:
            prevues += ["oui", "non"]
        return {fold_text(texte): texte for texte in prevues if texte}

    def list_known(self, colonne: str) -> Mapping[str, str]:
        """The values that the column may hold or holds."""
        uniques = self.read_cells(colonne).dropna().unique()
        lues = [unique for unique in uniques if unique is not ILLISIBLE]
        connues = dict(self.list_allowed(colonne))
        for lue in lues:
            connues.update({fold_text(texte): texte for texte in self._read_texts(colonne, lue)})
        return connues

    def list_quotable(self, colonne: str) -> Mapping[str, str]:
        """The values that a message may quote: those typed in a confidential column are not."""
        return (
            self.list_allowed(colonne)
            if self.sheet.find_column(colonne).confidentiel
            else self.list_known(colonne)
        )


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
            problems.append(local.report(counted_rows.INDICATEUR_LOCAL_REPETE, "code", local.code))
            continue
        known.add(fold_text(local.code))
        source = sources[Donnees(local.feuille)]
        sur, found = _read_conditions(local, "sur", source)
        compter, more = _read_conditions(local, "compter", source)
        problems += found + more
        if sur is not None and compter is not None:
            figures.append(_build_indicateur(local, source, _Filters(sur, compter), seance))
    return Calcul(figures, (), problems)


@dataclass(frozen=True, slots=True)
class _Filters:
    sur: Sequence[Condition]
    compter: Sequence[Condition]


def _read_conditions(
    local: IndicateurLocal, field: str, source: _Source
) -> tuple[Sequence[Condition] | None, list[Problem]]:
    """A filter of an indicator, None when it cannot be read; a value that no row holds is used, and
    told.
    """
    texte = getattr(local, field)
    if texte is None:
        return (), []
    lu = read_filter(texte, source.colonnes)
    if isinstance(lu, UnreadableFilter):
        return None, [_report_unreadable(local, field, lu, source)]
    conditions = [source.read_condition(condition) for condition in lu]
    problems = []
    for typed, condition in zip(lu, conditions, strict=True):
        absent = condition.valeur is not None and len(source.frame)
        if absent and condition.valeur not in source.list_known(condition.colonne):
            kind, proche = counted_rows.VALEUR_DE_FILTRE_ABSENTE, source.find_closest(condition)
            facts = {"suggestion": proche, "autre": condition.colonne}
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
        suggestion=find_closest(inconnue.colonne, sorted(source.colonnes.values())),
        code=local.code,
        feuille=source.sheet.name,
    )


def _build_indicateur(
    local: IndicateurLocal, source: _Source, filtres: _Filters, seance: Seance
) -> Indicateur:
    now = _compute_mesure(source, filtres, seance.comptee)
    before = _compute_mesure(source, filtres, clip_periode(seance.precedente, seance.a))
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


def _compute_mesure(source: _Source, filtres: _Filters, periode: Periode) -> Mesure:
    """The share of the rows of the base that are counted; a row in doubt is apart.

    A row is in doubt when nobody can read the answer that a filter looks at. The share rests on
    each question that a filter names: when too many answers to one cannot be read, none is told.
    """
    lignes = source.select_rows(periode)
    base, peut_etre_base = _select_matching(source, filtres.sur)
    counted, peut_etre_counted = _select_matching(source, filtres.compter)
    surs = lignes & base & (counted | ~peut_etre_counted)
    douteux = lignes & peut_etre_base & ~surs
    k, n, doubts = (int(mask.sum()) for mask in (surs & counted, surs, douteux))
    for colonne in _list_questions(source, filtres):
        unread = source.count_excess_illisibles(colonne, lignes)
        if unread:
            return withhold(compute_taux(k, n), unread)
    return add_illisibles(compute_taux(k, n), doubts, n, (k, k + doubts))


def _select_matching(
    source: _Source, conditions: Sequence[Condition]
) -> tuple[pd.Series, pd.Series]:
    """The rows that answer to all of the conditions, and those that may, once all could be read."""
    oui = peut_etre = pd.Series(data=True, index=source.frame.index)
    for condition in conditions:
        repond, doute = source.select_matching(condition), source.select_doubtful(condition)
        oui = oui & repond & ~doute
        peut_etre = peut_etre & (repond | doute)
    return oui, peut_etre


def _list_questions(source: _Source, filtres: _Filters) -> list[str]:
    """The questions whose answers the filters look at."""
    named = [c.colonne for c in (*filtres.sur, *filtres.compter) if c.valeur is not None]
    return [colonne for colonne in dict.fromkeys(named) if colonne in source.questions]
