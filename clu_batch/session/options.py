"""What is asked of a run, with its day: the only input beside the workbooks and the templates."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from clu_batch.kernel.frozen import frozen

ROOT = Path(__file__).absolute().parents[2]
"""The folder that holds the package, and usually the workbooks, the templates and the documents."""


@frozen
class Options:
    """The options of one run; the folders are those beside the package unless others are given.

    `reunion`: a date as typed, or a N°; the meetings that are due when it is None. `au`: the day to
    count at, when it is not today. `aujourd_hui`: the day on the secretary's calendar; None: the
    caller of the session reads the clock.
    """

    reunion: str | None = None
    au: dt.date | None = None
    aujourd_hui: dt.date | None = None
    classeurs: Path = ROOT / "workbooks"
    modeles: Path = ROOT / "templates"
    sortie: Path = ROOT / "output"
    verifier_seulement: bool = False

    @property
    def today(self) -> dt.date:
        """The day on the secretary's calendar; ValueError when nobody has read the clock."""
        if self.aujourd_hui is None:
            raise ValueError("aujourd_hui is not known")
        return self.aujourd_hui
