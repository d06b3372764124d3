"""Compare each service commitment with its target (docs/rules/commitments.md#result)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import find_closest, fold_header, fold_text
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.rules.figures.dated_rows import report_future_dates
from clu_batch.rules.figures.mesures import NOMBRE, NOTE, compute_ecart, judge_mesure
from clu_batch.rules.figures.prevus import list_fiches
from clu_batch.rules.jours import Unite
from clu_batch.rules.model import (
    BilanEngagement,
    Calcul,
    Engagement,
    Indicateur,
    Mesure,
    Periode,
    Registre,
    Resultat,
    Seance,
    Sens,
)


@dataclass(frozen=True, slots=True)
class BilanEngagements:
    """What the commitments give for one meeting, in the order of the sheet."""

    calcul: Calcul
    bilans: Sequence[BilanEngagement] = ()


@dataclass(frozen=True, slots=True)
class _Figure:
    """The result of a commitment, that of the comparison period, the period of the result when it
    is its own, and what is wrong.

    `commentaire`: what the service says of the result. `reserve`: what limits the count of the
    comparison period.
    """

    mesure: Mesure = field(default_factory=Mesure)
    precedente: Mesure = field(default_factory=Mesure)
    periode: Periode | None = None
    commentaire: str | None = None
    problems: Sequence[Problem] = ()
    reserve: str = ""
    source: Indicateur | None = None


def compute(
    registre: Registre, seance: Seance, indicateurs: Mapping[str, Indicateur]
) -> BilanEngagements:
    """Return the state of every commitment at the cut-off of the meeting.

    `indicateurs` holds, by code, the indicators that the column Source may name.
    """
    problems = _check_future_dates(registre.resultats, seance)
    names = list_source_names(registre, indicateurs)
    figures: list[Indicateur] = []
    bilans: list[BilanEngagement] = []
    for engagement in registre.engagements:
        typed = [r for r in registre.resultats if fold_text(r.code) == fold_text(engagement.code)]
        found = (
            _read_saisie(engagement, typed, seance)
            if engagement.source is None
            else _read_indicateur(registre, engagement, names, seance)
        )
        problems += found.problems
        if engagement.source is not None and typed:
            place = typed[0].place
            problems.append(
                counted_rows.RESULTATS_INUTILISES.report(
                    place, "Valeur", engagement.code, source=engagement.source
                )
            )
        bilans.append(_build_bilan(engagement, found))
        figures.append(_build_indicateur(bilans[-1], seance))
    return BilanEngagements(Calcul(figures, (), problems), bilans)


def _build_bilan(engagement: Engagement, found: _Figure) -> BilanEngagement:
    return BilanEngagement(
        engagement=engagement,
        mesure=found.mesure,
        periode=found.periode,
        precedente=found.precedente,
        ecart=compute_ecart(found.mesure, found.precedente, engagement.unite),
        etat=judge_mesure(found.mesure, engagement.cible, engagement.sens, engagement.tolerance),
        commentaire=found.commentaire,
        reserve=found.reserve,
        source=found.source,
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


def _read_saisie(engagement: Engagement, typed: Sequence[Resultat], seance: Seance) -> _Figure:
    """The latest result that ends in the period; one that ends after A does not exist yet."""
    known = [r for r in typed if r.periode.au <= seance.a]
    result, before = _find_latest(known, seance.comptee), _find_latest(known, seance.precedente)
    precedente = _build_mesure(before) if before else Mesure()
    if result:
        return _Figure(
            _build_mesure(result),
            precedente,
            _find_own_periode(result.periode, seance),
            result.commentaire,
        )
    return _Figure(
        precedente=precedente,
        problems=[_report_out_of_periode(engagement, known, seance)] if known else (),
    )


def _find_own_periode(periode: Periode | None, seance: Seance) -> Periode | None:
    """The period of a result, when it is not that of the meeting."""
    return None if periode in {seance.periode, seance.comptee} else periode


def _find_latest(results: Sequence[Resultat], periode: Periode) -> Resultat | None:
    """The result with the latest Au in the period; tie: latest Du, then last row."""
    inside = [r for r in results if periode.holds(r.periode.au)]
    return max(inside, key=lambda r: (r.periode.au, r.periode.du, r.rang), default=None)


def _build_mesure(result: Resultat) -> Mesure:
    return Mesure(result.valeur, None, result.nombre_de_cas)


def _report_out_of_periode(
    engagement: Engagement, known: Sequence[Resultat], seance: Seance
) -> Problem:
    last = max(r.periode.au for r in known)
    periode = french.format_period(seance.periode.du, seance.periode.au)
    facts = {"periode": periode, "dernier": french.format_short_date(last)}
    return counted_rows.RESULTAT_HORS_PERIODE.report(
        engagement.place, "Code", engagement.code, **facts
    )


def _check_future_dates(results: Sequence[Resultat], seance: Seance) -> list[Problem]:
    """One line per sheet that holds results ending after the day of the run
    (docs/rules/periods.md#after-the-run).
    """
    by_sheet: dict[tuple[str, str], list[Resultat]] = {}
    for result in results:
        if result.periode.au > seance.j:
            by_sheet.setdefault((result.place.workbook, result.place.sheet), []).append(result)
    return [
        report_future_dates(late[0].place, "", len(late), seance.j) for late in by_sheet.values()
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
        rate = indicateurs.get(f"satisfaction.taux.{question.code}")
        for name in (question.code, question.libelle) if rate else ():
            names.setdefault(fold_header(name), rate)
    return names


def _read_indicateur(
    registre: Registre,
    engagement: Engagement,
    names: Mapping[str, Indicateur | None],
    seance: Seance,
) -> _Figure:
    source = engagement.source or ""
    if fold_header(source) not in names:
        return _Figure(problems=[_report_unknown(registre, engagement, names)])
    indicateur = names[fold_header(source)]
    if indicateur is None:
        return _Figure()
    if not _has_same_unite(engagement.unite, indicateur.unite):
        facts = {"source": indicateur.unite, "unite": engagement.unite, "code": engagement.code}
        return _Figure(
            problems=[
                engagement.report(counted_rows.SOURCE_D_UNE_AUTRE_UNITE, "source", source, **facts)
            ],
            source=indicateur,
        )
    propre = _find_own_periode(indicateur.periode, seance)
    precedente = indicateur.precedente or Mesure()
    return _Figure(
        indicateur.mesure, precedente, propre, reserve=indicateur.reserve, source=indicateur
    )


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
