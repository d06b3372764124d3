"""What was asked on the command line, with the day of the run: the only input of a session beside
the workbooks and the templates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run.

    `reunion`: as typed, a date or a N°. `aujourd_hui`: the computer's day; `au`: the day to count
    at, when it is another.
    """

    reunion: str | None
    au: dt.date | None
    aujourd_hui: dt.date
    classeurs: Path
    modeles: Path
    sortie: Path
    verifier_seulement: bool
