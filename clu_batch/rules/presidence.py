"""Find the seat whose holder presides a meeting (docs/rules/committee.md#who-presides)."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel import fonctions
from clu_batch.parse import fold_text
from clu_batch.rules.model import Reunion, Siege


def find_president(sieges: Sequence[Siege], reunion: Reunion) -> Siege | None:
    """Return the seat in force whose Code, or whose function in the same words, is typed in
    « Présidence »; None for another text, or when the seat has no holder.
    """
    typed = reunion.presidence
    if not typed:
        return None
    code, fonction = fold_text(typed), _fold_fonction(typed)
    for siege in sieges:
        membre = siege.membre
        known = fold_text(membre.code) == code or _fold_fonction(membre.fonction) == fonction
        if known and not siege.vacant:
            return siege
    return None


def _fold_fonction(fonction: str | None) -> str:
    return fold_text(fonctions.drop_article(fonction or ""))
