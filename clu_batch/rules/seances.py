"""Which meetings are due, and the dates that govern each (docs/rules/periods.md#two-dates,
docs/rules/periods.md#period, docs/rules/meetings.md#which-meeting).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_numero, list_numeros
from clu_batch.records.comite import Statut
from clu_batch.rules.model import Etape, Periode, Reunion, Seance, SeanceDue
from clu_batch.rules.periodes import find_douze_mois, find_precedente

SANS_SUITE = {Statut.ANNULEE, Statut.REPORTEE}


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
    a = min(reunion.chiffres_arretes_au or reunion.dossier_envoye_le or reunion.date, j)
    etape = Etape.TENUE if is_tenue(reunion, j) else Etape.A_VENIR
    du, au = reunion.periode_du, reunion.periode_au
    periode = Periode(du, au) if du and au and du <= au else find_douze_mois(a)
    comptee = replace(periode, au=min(periode.au, a))
    return SeanceDue(j, a, periode, comptee, find_precedente(comptee), reunion, etape)


def build_without_reunion(j: dt.date) -> Seance:
    """When no meeting is due: the last 12 complete months, for the control workbook alone."""
    periode = find_douze_mois(j)
    return Seance(j, j, periode, periode, find_precedente(periode))
