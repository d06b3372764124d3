"""What the sheet Équivalences asks of a foreign sheet."""

from __future__ import annotations

from clu_batch.kernel.declaration import Record
from clu_batch.kernel.frozen import frozen


@frozen
class Equivalence:
    """How a foreign sheet is read: the sheet itself (no `colonne`), one of its columns (no
    `valeur`), or a value of that column.

    `feuille`: the name of the sheet or of its file. `row`: where all this was typed.
    """

    feuille: str
    colonne: str | None
    valeur: str | None
    devient: str
    row: Record
