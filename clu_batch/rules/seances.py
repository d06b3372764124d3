"""Which meetings are due, and the dates that govern each (docs/rules/periods.md#two-dates,
docs/rules/periods.md#period, docs/rules/meetings.md#which-meeting).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import links
from clu_batch.parse import fold_numero, list_numeros
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import Etape, Reunion, Seance, SeanceDue
from clu_batch.rules.periodes import find_douze_mois, find_precedente

SANS_SUITE = {Statut.ANNULEE, Statut.REPORTEE}
_UN_MOIS = pd.DateOffset(months=1)


@frozen
class SeancesDues:
    """The meetings to produce; `sans_documents`: the one asked for was cancelled or postponed;
    `inconnue`: it does not exist.
    """

    seances: Sequence[SeanceDue]
    sans_documents: Reunion | None = None
    inconnue: bool = False


def choose_seances(
    reunions: Sequence[Reunion], j: dt.date, demandee: dt.date | str | None
) -> SeancesDues:
    """The meeting asked for by date or N°; else the earliest to come and the latest held whose
    minutes were not sent (docs/rules/meetings.md#which-meeting).
    """
    if demandee is not None:
        return _find_demandee(reunions, j, demandee)
    a_venir = [r for r in reunions if r.date >= j and r.statut in {None, Statut.PREVUE}]
    tenues = [r for r in reunions if is_tenue(r, j) and r.compte_rendu_envoye_le is None]
    dues = [
        *sorted(a_venir, key=lambda r: r.date)[:1],
        *sorted(tenues, key=lambda r: r.date)[-1:],
    ]
    return SeancesDues([build_seance(r, j) for r in dues])


def _find_demandee(
    reunions: Sequence[Reunion], j: dt.date, demandee: dt.date | str
) -> SeancesDues:
    named = [r for r in reunions if _is_named(demandee, r)]
    # a postponed meeting keeps its N°
    found = next((r for r in named if r.statut not in SANS_SUITE), named[0] if named else None)
    if found is None:
        return SeancesDues((), inconnue=True)
    if found.statut in SANS_SUITE:
        return SeancesDues((), sans_documents=found)
    return SeancesDues([build_seance(found, j)])


def _is_named(demandee: dt.date | str, reunion: Reunion) -> bool:
    if reunion.date == demandee:
        return True
    wanted = (
        list_numeros(demandee) if isinstance(demandee, dt.date) else (fold_numero(demandee),)
    )
    return reunion.numero is not None and fold_numero(reunion.numero) in wanted


def is_tenue(reunion: Reunion, j: dt.date) -> bool:
    """Held: its Statut says so, or its date is past and it was neither cancelled nor postponed."""
    return reunion.statut == Statut.TENUE or (
        reunion.date < j and reunion.statut not in SANS_SUITE
    )


def build_seance(reunion: Reunion, j: dt.date) -> SeanceDue:
    """The meeting with its cut-off A, its period and its comparison period."""
    a = min(_find_arret(reunion), j)
    etape = Etape.TENUE if is_tenue(reunion, j) else Etape.A_VENIR
    periode = reunion.periode
    if periode is None or periode.du > a:
        periode = find_douze_mois(a)
    comptee = replace(periode, au=min(periode.au, a))
    return SeanceDue(j, a, periode, comptee, find_precedente(comptee), reunion, etape)


def _find_arret(reunion: Reunion) -> dt.date:
    """Return the cut-off of the figures of a meeting, whatever the day of the run."""
    return reunion.chiffres_arretes_au or reunion.dossier_envoye_le or reunion.date


def check_periodes(reunions: Iterable[Reunion], dues: Iterable[SeanceDue]) -> Iterator[Problem]:
    """Report the periods that start after the cut-off of their figures, or end long after it.

    The A of a meeting that is not due is not known yet: what its own row says stands for it
    (docs/rules/periods.md#period).
    """
    known = {due.reunion.date: due.a for due in dues}
    for reunion in reunions:
        periode = reunion.periode
        if periode is None or reunion.statut in SANS_SUITE:
            continue
        a = known.get(reunion.date, _find_arret(reunion))
        limite = french.format_short_date(a)
        if periode.du > a:
            debut = french.format_short_date(periode.du)
            yield reunion.report(links.PERIODE_A_VENIR, "periode_du", debut, limite=limite)
        elif pd.Timestamp(periode.au) > pd.Timestamp(a) + _UN_MOIS:
            fin = french.format_short_date(periode.au)
            yield reunion.report(links.PERIODE_TROP_LONGUE, "periode_au", fin, limite=limite)


def build_without_reunion(j: dt.date) -> Seance:
    """When no meeting is due: the last 12 complete months, for the control workbook alone."""
    periode = find_douze_mois(j)
    return Seance(j, j, periode, periode, find_precedente(periode))
