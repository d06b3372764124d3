"""Find the cell of a problem: a document knows the sheet, the tables know the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.parse import fold_text
from clu_batch.records.parametres import LigneParametre


@dataclass(frozen=True, slots=True)
class CellLocator:
    """Finds cells in the tables of a run, given by the name of their sheet."""

    tables: Mapping[str, Table]

    def locate(self, problem: Problem) -> Problem:
        """Return the same problem at its workbook, and at the cell of its column when its row is
        known.
        """
        place = self.find_cell(problem.place)
        return replace(
            problem, place=self.move_under(place, problem.colonne) if place.cell else place
        )

    def find_cell(self, place: Place, quoi: str = "") -> Place:
        """Return the place in its workbook; a setting is found by its name."""
        if not place.sheet or place.workbook:
            return place
        table = self.tables[place.sheet]
        if quoi and place.sheet == LigneParametre.sheet.name:
            for row, values in table.iterate_rows():
                if fold_text(str(values["Paramètre"])) == fold_text(quoi):
                    return table.locate_cell(row, "Valeur")
        if not table.origins:
            return place
        return Place(table.origins[0].workbook, table.origins[0].sheet)

    def move_under(self, place: Place, header: str) -> Place:
        """Return the cell of the same row under a header; the given cell when the sheet has no such
        column.
        """
        if not header:
            return place
        for table in self.tables.values():
            for origin in table.origins:
                same_sheet = (origin.workbook, origin.sheet) == (place.workbook, place.sheet)
                if same_sheet and header in origin.letters:
                    return replace(place, cell=f"{origin.letters[header]}{place.row}")
        return place
