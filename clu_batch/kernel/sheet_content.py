"""The content of the control workbook, before it is an Excel file: sheets of typed cells."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.frozen import frozen

DATE = "dd/mm/yyyy"
JOUR_ET_DATE = "[$-40C]ddd\\ dd/mm/yyyy"
"""« jeu. 10/12/2026 », in French on any machine."""
POURCENT = "0.0\\ %"
NOMBRE = "#,##0"
DECIMAL = "#,##0.0"
TEXTE = "General"


@frozen
class ControlCell:
    """A cell with its own number format (empty: that of its column) and a link (empty: none)."""

    valeur: object
    format: str = ""
    lien: str = ""


@frozen
class ControlColumn:
    """A column: its header, its number format, its width in characters.

    `exact`: its texts are codes, or names of files or sheets, shown as they are typed; the others
    receive the no-break spaces of French.
    """

    titre: str
    format: str = TEXTE
    largeur: int = 16
    exact: bool = False


@frozen
class ControlSheet:
    """A sheet: its name, its columns, its rows; cells are plain values or `ControlCell`s.

    `repliees`: ranks of the rows that are folded under the last one before them that is not.
    """

    nom: str
    colonnes: Sequence[ControlColumn]
    lignes: Sequence[Sequence[object]]
    repliees: frozenset[int] = frozenset()
