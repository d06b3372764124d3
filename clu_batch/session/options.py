"""What was asked on the command line, with the day of the run: the only input of the pipeline
beside the workbooks and the templates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """One run: `reunion` as typed (a date or a N°); `au` the day to count at, when it is not
    `aujourd_hui`, the computer's day.
    """

    reunion: str | None
    au: dt.date | None
    aujourd_hui: dt.date
    classeurs: Path
    modeles: Path
    sortie: Path
    verifier_seulement: bool
