"""What the sheet Équivalences asks of a foreign sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

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


TOUTE_VALEUR = "*"
"""Typed in « Valeur », it means any value of the column."""


@frozen
class Outil:
    """A tool whose exports are known (docs/rules/workbooks.md#known-tools).

    `nom`: as people call it. `fichier`: the name under which its lines stand ready. `marques`: sets
    of headers, each of which tells its exports from any other when all of it is there. `colonnes`:
    what its headers become, by the sheet that the export is read as, the usual one first.
    `valeurs`: what values of its columns become, by header.
    """

    nom: str
    fichier: str
    marques: Sequence[frozenset[str]]
    colonnes: Mapping[str, Mapping[str, str]]
    valeurs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def cible(self) -> str:
        """The name of the sheet that its exports are usually read as."""
        return next(iter(self.colonnes))

    def list_lines(self) -> Iterator[ProposedLine]:
        """Give the lines that have an export of this name read."""
        yield ProposedLine(self.fichier, devient=self.cible)
        for header, column in self.colonnes[self.cible].items():
            yield ProposedLine(self.fichier, header, devient=column)
            for value, meant in self.valeurs.get(header, {}).items():
                yield ProposedLine(self.fichier, header, value, meant)
