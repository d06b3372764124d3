"""The drop-down lists of a workbook: values on its sheet `Listes`, or a column of another of its
sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declared_sheet import Column, Kind, Sheet
from tools.making import cell_styles

PLACE = 200  # rows that a list may grow to

_PAR_NATURE = {Kind.REUNION: ("Réunions", "date"), Kind.MEMBRE: ("Composition", "code")}

Lignes = Sequence[Mapping[str, object]]


def _write_range(sheet: str, column: str) -> str:
    """The filled cells of a column under its header, as many as there are when the list is
    opened.
    """
    cells = f"'{sheet}'!${column}$2:${column}${PLACE + 1}"
    return f"OFFSET('{sheet}'!${column}$2,0,0,MAX(1,COUNTA({cells})),1)"


@dataclass(slots=True)
class DropDownLists:
    """The lists of one workbook, gathered while its sheets are drawn; `positions`: (sheet, field)
    -> letter, of all its sheets.
    """

    positions: Mapping[tuple[str, str], str]
    libres: Mapping[str, Sequence[str]]
    colonnes: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def find_source(self, column: Column) -> str | None:
        """The source of the drop-down list of a column; None when it has none."""
        place = column.among or _PAR_NATURE.get(column.kind)
        if place in self.positions and place is not None:
            return _write_range(place[0], self.positions[place])
        if column.kind is Kind.OUI_NON:
            return self.add_values("oui ou non", ("oui", "non"))
        if column.choices:
            return self.add_values(column.header, column.choices)
        if column.repeats:
            used = self.libres.get(column.header, ())
            return self.add_values(column.header, (*used, *column.offers))
        return None

    def add_values(self, titre: str, values: tuple[str, ...]) -> str:
        """The source of a list of `values`, written once however many columns use it."""
        column = self.colonnes.setdefault((titre, values), name_column(len(self.colonnes) + 1))
        return _write_range("Listes", column)

    def draw(self, ws: Worksheet) -> None:
        """Draw the sheet `Listes`: one list per column, its title above."""
        for index, (titre, values) in enumerate(self.colonnes, start=1):
            head = ws.cell(1, index, titre)
            head.font, head.fill, head.alignment = (
                cell_styles.POLICE_FACULTATIVE,
                cell_styles.EN_TETE_FACULTATIF,
                cell_styles.EN_TETE,
            )
            for row, value in enumerate(values, start=2):
                ws.cell(row, index, value).data_type = "s"
            ws.column_dimensions[name_column(index)].width = max(
                14, *(len(v) + 3 for v in (titre, *values))
            )
            ws.column_dimensions[name_column(index)].number_format = "@"
        ws.freeze_panes = "A2"


def find_free_values(
    sheets: Sequence[Sheet], contenus: Mapping[str, Lignes]
) -> dict[str, list[str]]:
    """Return the distinct values of the free columns that repeat, by header, in order of first
    appearance.
    """
    found: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        for column in sheet.columns:
            if _is_free(column):
                values = found.setdefault(column.header, {})
                for row in contenus.get(sheet.name, ()):
                    if row.get(column.header):
                        values[str(row[column.header])] = None
    return {header: list(values) for header, values in found.items()}


def _is_free(column: Column) -> bool:
    """Whether the list of a column offers the values already used, and these alone."""
    return column.repeats and not column.offers
