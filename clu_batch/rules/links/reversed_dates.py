"""Report two dates, or two hours, of a row that stand in the wrong order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from clu_batch.kernel import french
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.problems import Problem
from clu_batch.messages import links

LIGNE_LAISSEE = "la ligne est laissée de côté"


def check_order(row: Record, first: str, last: str, effet: str) -> Sequence[Problem]:
    """Report the date or the hour of the field `last` when it comes before that of `first`."""
    debut, fin = getattr(row, first), getattr(row, last)
    if debut is None or fin is None or fin >= debut:
        return ()
    facts = {"debut": _format_moment(debut), "fin": _format_moment(fin)}
    effet = f"en attendant, {effet}"
    return (row.report(links.FIN_AVANT_DEBUT, last, **facts, effet=effet),)


def _format_moment(moment: dt.date | dt.time) -> str:
    if isinstance(moment, dt.time):
        return french.format_hour(moment)
    return french.format_short_date(moment)
