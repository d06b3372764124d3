"""The columns of an improvement action, which two sheets have."""

from __future__ import annotations

from typing import Any

from clu_batch.kernel.declaration import column
from clu_batch.kernel.declared_sheet import TEN_YEARS


def declare_pilote() -> Any:
    """Declare who conducts the action."""
    return column(
        "Pilote",
        width=26,
        rare=True,
        note="Le service qui conduit l'action d'amélioration.",
        scanned=True,
        repeats=True,
    )


def declare_echeance() -> Any:
    """Declare until when."""
    return column(
        "Échéance de l'action",
        width=14,
        rare=True,
        horizon=TEN_YEARS,
        note="Le jour prévu pour l'action d'amélioration. Imprimée à côté d'elle.",
    )
