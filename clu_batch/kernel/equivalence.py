"""What the sheet Équivalences asks of a foreign sheet."""

from __future__ import annotations

from clu_batch.kernel.declaration import Record
from clu_batch.kernel.frozen import frozen


@frozen
class Equivalence:
    """How a foreign sheet is read: the sheet itself (no `colonne`), one of its columns (no
    `valeur`), or a value of that column.

    `feuille`: the name of the sheet or of its file. `devient`: "" for a value that is read as an
    empty cell. `row`: where all this was typed. `exemple`: it ships with the program.
    """

    feuille: str
    colonne: str | None
    valeur: str | None
    devient: str
    row: Record
    exemple: bool = False


A_CHOISIR = "à choisir"
"""What a proposed line becomes when only a person knows it; such a line is left out."""


@frozen
class ProposedLine:
    """A line of Équivalences, to paste: "" where its cell is empty; `remarque`: what is said of
    it, and not pasted.
    """

    feuille: str
    colonne: str = ""
    valeur: str = ""
    devient: str = ""
    remarque: str = ""
