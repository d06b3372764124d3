"""Turn `Jours de fermeture` into the calendar of the prefecture."""

from __future__ import annotations

import datetime as dt

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.problems import Problem
from clu_batch.messages import settings
from clu_batch.records.parametres import Fermeture, NatureDeJour
from clu_batch.rules.jours import Calendrier, build_calendrier
from clu_batch.rules.links.record_rows import build_records
from clu_batch.rules.links.reversed_dates import LIGNE_LAISSEE, check_order

DIMANCHE = 6


def assemble_calendrier(
    territoire: str, annees: range, fermetures: CheckedRows
) -> tuple[Calendrier, list[Problem]]:
    """Return the calendar of the prefecture over `annees`.

    It knows the public holidays, the closing days, and the holidays that are worked.
    """
    closed: dict[dt.date, str] = {}
    opened: dict[dt.date, str] = {}
    problems: list[Problem] = []
    for row in build_records(Fermeture, fermetures):
        reversed_dates = check_order(row, "date", "jusqu_au", LIGNE_LAISSEE)
        if reversed_dates:
            problems += reversed_dates
            continue
        days = _list_days(row)
        motifs = dict.fromkeys(days, row.motif or "")
        if row.nature == NatureDeJour.FERMETURE:
            closed |= motifs
            continue
        opened |= motifs
        sundays = [french.format_long_date(day) for day in days if day.weekday() == DIMANCHE]
        kind = settings.OUVERTURE_DU_DIMANCHE
        problems += [row.report(kind, "date", jour=sunday) for sunday in sundays]
    return build_calendrier(territoire, annees, closed, opened), problems


def _list_days(row: Fermeture) -> list[dt.date]:
    """The days of a line, both ends included."""
    last = row.jusqu_au or row.date
    return [row.date + dt.timedelta(offset) for offset in range((last - row.date).days + 1)]
