"""Compute the secretary's own indicators: the rows counted over the rows of a base.

Filters typed in « Indicateurs locaux » define both (docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import find_closest, fold_text
from clu_batch.records.engagements import SENS
from clu_batch.rules.figures.colonnes_filtrees import SourceFiltree, build_sources
from clu_batch.rules.figures.dated_rows import is_during
from clu_batch.rules.figures.filtres import Condition, UnreadableFilter, read_filter
from clu_batch.rules.figures.mesures import (
    POURCENT,
    add_illisibles,
    compute_ecart,
    compute_taux,
    has_too_many_illisibles,
    judge_mesure,
    withhold,
)
from clu_batch.rules.model import (
    Calcul,
    Indicateur,
    IndicateurLocal,
    Mesure,
    Periode,
    Registre,
    Seance,
    Sens,
)


def compute(
    registre: Registre, seance: Seance, rows: pd.DataFrame, pris: Collection[str]
) -> Calcul:
    """Return the indicators that the secretary defines, in the order of the sheet.

    `pris` holds the codes of the other indicators, which none of hers may take.
    """
    if not registre.indicateurs_locaux:
        return Calcul()
    sources, known = build_sources(registre, seance, rows), {fold_text(code) for code in pris}
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
    local: IndicateurLocal, field: str, source: SourceFiltree
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
    local: IndicateurLocal, field: str, inconnue: UnreadableFilter, source: SourceFiltree
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
    source: SourceFiltree, sur: Sequence[Condition], compter: Sequence[Condition]
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
    source: SourceFiltree, conditions: Sequence[Condition]
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
