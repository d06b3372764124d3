"""A stretch of time between two days."""

from __future__ import annotations

import datetime as dt

from clu_batch.kernel.frozen import frozen


@frozen
class Periode:
    """A period, both ends included."""

    du: dt.date
    au: dt.date

    def holds(self, day: dt.date) -> bool:
        """Return whether a day is in the period."""
        return self.du <= day <= self.au
