"""Compare each service commitment with its target (docs/rules/commitments.md#result)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frames import SHEET_LEVELS, CheckedSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import find_closest, fold_header
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.records.parametres import Unite
from clu_batch.rules.figures.dated_rows import is_during, report_future_dates
from clu_batch.rules.figures.definitions import TAUX
from clu_batch.rules.figures.mesures import (
    NOMBRE,
    NOTE,
    compute_ecart,
    judge_mesure,
    tell_apart,
)
from clu_batch.rules.figures.prevus import list_fiches
from clu_batch.rules.model import (
    BilanEngagement,
    Calcul,
    Engagement,
    Indicateur,
    Mesure,
    Periode,
    Registre,
    Seance,
    Sens,
)


@frozen
class BilanEngagements:
    """What the commitments give for one meeting, in the order of the sheet."""

    calcul: Calcul
    bilans: Sequence[BilanEngagement] = ()


def compute(
    registre: Registre, seance: Seance, indicateurs: Mapping[str, Indicateur]
) -> BilanEngagements:
    """Return the state of every commitment at the cut-off of the meeting.

    `indicateurs` holds, by code, the indicators that the column Source may name.
    """
    typed = registre.resultats
    problems = _check_future_dates(typed, seance)
    results = _find_results(typed.frame, seance)
    names = list_source_names(registre, indicateurs)
    figures: list[Indicateur] = []
    bilans: list[BilanEngagement] = []
    for engagement in registre.engagements:
        if engagement.source is None:
            bilan, found = _read_saisie(engagement, results, seance)
        else:
            bilan, found = _read_indicateur(registre, engagement, names, seance)
            found += _check_unused(engagement, typed)
        problems += found
        bilans.append(bilan)
        figures.append(_build_indicateur(bilan, seance))
    return BilanEngagements(Calcul(figures, (), problems), bilans)


def _judge(
    engagement: Engagement,
    mesure: Mesure,
    precedente: Mesure | None,
    periode: Periode | None,
    source: Indicateur | None = None,
) -> BilanEngagement:
    """Hold a result against its target, and against that of the comparison period."""
    precedente = precedente or Mesure()
    target = engagement.cible, engagement.sens, engagement.tolerance
    return BilanEngagement(
        engagement=engagement,
        mesure=tell_apart(mesure, engagement.unite, *target),
        periode=periode,
        precedente=precedente,
        ecart=compute_ecart(mesure, precedente, engagement.unite),
        etat=judge_mesure(mesure, *target),
        source=source,
    )


def name_code(engagement: Engagement) -> str:
    """Return the code of the figure of a commitment."""
    return f"engagements.{engagement.code}"


def _build_indicateur(bilan: BilanEngagement, seance: Seance) -> Indicateur:
    engagement = bilan.engagement
    source = (
        f"indicateur « {engagement.source} »"
        if engagement.source
        else "résultat saisi par le service"
    )
    return Indicateur(
        code=name_code(engagement),
        libelle=engagement.engagement or engagement.code,
        unite=engagement.unite,
        mesure=bilan.mesure,
        periode=bilan.periode or seance.periode,
        precedente=bilan.precedente,
        ecart=bilan.ecart,
        cible=engagement.cible,
        sens=engagement.sens or Sens.AU_MOINS,
        etat=bilan.etat,
        definition=f"{engagement.indicateur or 'Indicateur non renseigné'} ({source}).",
        reserve=bilan.reserve,
    )


# -- results typed by the services -----------------------------------------------------------------


@frozen
class _Results:
    """The rows of Résultats of a meeting, by code of their commitment: the one of its period, that
    of the comparison period, and the last day that any of those known at A covers.
    """

    latest: Mapping[str, Any]
    before: Mapping[str, Any]
    last_days: Mapping[str, pd.Timestamp]


def _find_results(typed: pd.DataFrame, seance: Seance) -> _Results:
    """The latest result of each commitment that ends in a period: the latest Au, then the latest
    Du, then the last row. One that ends after A does not exist yet.
    """
    if not len(typed):
        return _Results({}, {}, {})
    ordered = typed.sort_values(["au", "du"])
    known = ordered[ordered["au"] <= pd.Timestamp(seance.a)]
    latest = known[is_during(known["au"], seance.comptee)]
    before = known[is_during(known["au"], seance.precedente)]
    last_days = dict(zip(known["code"], known["au"], strict=True))
    return _Results(_index_by_code(latest), _index_by_code(before), last_days)


def _index_by_code(rows: pd.DataFrame) -> dict[str, Any]:
    """The last row of each code."""
    return dict(zip(rows["code"], rows.itertuples(), strict=True))


def _read_saisie(
    engagement: Engagement, results: _Results, seance: Seance
) -> tuple[BilanEngagement, list[Problem]]:
    """The result that a service typed for a meeting."""
    code = engagement.code
    result, before = results.latest.get(code), results.before.get(code)
    precedente = None if before is None else _build_mesure(before)
    if result is not None:
        propre = _find_own_periode(Periode(result.du.date(), result.au.date()), seance)
        bilan = _judge(engagement, _build_mesure(result), precedente, propre)
        return replace(bilan, commentaire=result.commentaire), []
    problems = []
    if code in results.last_days:
        problems.append(_report_out_of_periode(engagement, results.last_days[code], seance))
    return _judge(engagement, Mesure(), precedente, None), problems


def _find_own_periode(periode: Periode | None, seance: Seance) -> Periode | None:
    """The period of a result, when it is not that of the meeting."""
    return None if periode in {seance.periode, seance.comptee} else periode


def _build_mesure(row: Any) -> Mesure:
    cases = row.nombre_de_cas
    return Mesure(row.valeur, None, None if pd.isna(cases) else int(cases))


def _report_out_of_periode(engagement: Engagement, last: dt.date, seance: Seance) -> Problem:
    periode = french.format_period(seance.periode.du, seance.periode.au)
    facts = {"periode": periode, "dernier": last}
    return engagement.report(
        counted_rows.RESULTAT_HORS_PERIODE, "code", engagement.code, **facts
    )


def _check_unused(engagement: Engagement, typed: CheckedSheet) -> list[Problem]:
    """The results typed for a commitment whose source is elsewhere, told at the first of them."""
    rows = typed.frame["code"] == engagement.code
    if not rows.any():
        return []
    kind, facts = counted_rows.RESULTATS_INUTILISES, {"source": engagement.source}
    return [typed.report(kind, rows.idxmax(), "valeur", engagement.code, **facts)]


def _check_future_dates(typed: CheckedSheet, seance: Seance) -> list[Problem]:
    """One line per sheet that holds results ending after the day of the run
    (docs/rules/periods.md#after-the-run).
    """
    late = typed.frame[typed.frame["au"] > pd.Timestamp(seance.j)]
    return [
        report_future_dates(typed.locate(rows.index[0], "valeur"), "", len(rows), seance.j)
        for _, rows in late.groupby(level=SHEET_LEVELS, sort=False)
    ]


# -- results computed elsewhere --------------------------------------------------------------------


def list_source_names(
    registre: Registre, indicateurs: Mapping[str, Indicateur]
) -> Mapping[str, Indicateur | None]:
    """Return every name that a Source may use, folded, with the indicator that it names.

    Codes come first, then wordings. None stands for an indicator that this meeting does not
    measure.
    """
    names: dict[str, Indicateur | None] = {fold_header(i.code): i for i in indicateurs.values()}
    for indicateur in indicateurs.values():
        names.setdefault(fold_header(indicateur.libelle), indicateur)
    for fiche in list_fiches(registre):
        for name in (fiche.code, fiche.libelle):
            names.setdefault(fold_header(name), None)
    for question in registre.questions:  # a question stands for its rate
        rate = indicateurs.get(TAUX.of(question))
        for name in (question.code, question.libelle) if rate else ():
            names.setdefault(fold_header(name), rate)
    return names


def _read_indicateur(
    registre: Registre,
    engagement: Engagement,
    names: Mapping[str, Indicateur | None],
    seance: Seance,
) -> tuple[BilanEngagement, list[Problem]]:
    """The result of the indicator that a commitment rests on."""
    source = fold_header(engagement.source or "")
    indicateur = names.get(source)
    if indicateur is None:
        unknown = [] if source in names else [_report_unknown(registre, engagement, names)]
        return _judge(engagement, Mesure(), None, None), unknown
    if not _has_same_unite(engagement.unite, indicateur.unite):
        kind = counted_rows.SOURCE_D_UNE_AUTRE_UNITE
        facts = {"source": indicateur.unite, "unite": engagement.unite, "code": engagement.code}
        other = [engagement.report(kind, "source", engagement.source, **facts)]
        return _judge(engagement, Mesure(), None, None, indicateur), other
    propre = _find_own_periode(indicateur.periode, seance)
    bilan = _judge(engagement, indicateur.mesure, indicateur.precedente, propre, indicateur)
    return replace(bilan, reserve=indicateur.reserve), []


def _report_unknown(
    registre: Registre, engagement: Engagement, names: Mapping[str, Indicateur | None]
) -> Problem:
    candidates = {"saisie"}
    for indicateur in filter(None, names.values()):
        candidates |= {indicateur.code, indicateur.libelle}
    for fiche in list_fiches(registre):
        candidates |= {fiche.code, fiche.libelle}
    conseil = find_closest(engagement.source or "", sorted(candidates))
    kind, facts = counted_rows.SOURCE_INCONNUE, {"suggestion": conseil, "code": engagement.code}
    return engagement.report(kind, "source", engagement.source, **facts)


def _has_same_unite(engagement: str, indicateur: str) -> bool:
    """A commitment in « jours » may rest on any kind of days; one in « nombre » on a number or a
    note; no other mix makes sense.
    """
    if engagement == UniteDeResultat.JOURS:
        return indicateur in {UniteDeResultat.JOURS, *Unite}
    if engagement == UniteDeResultat.NOMBRE:
        return indicateur in {NOMBRE, NOTE}
    return indicateur == engagement
