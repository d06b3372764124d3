"""A stretch of time between two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Periode:
    """A period, both ends included."""

    du: dt.date
    au: dt.date

    def holds(self, day: dt.date) -> bool:
        """Return whether a day is in the period."""
        return self.du <= day <= self.au
