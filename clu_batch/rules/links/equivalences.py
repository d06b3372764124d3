"""Turn `Équivalences` into the lines that translate raw sheets.

The names of the sheets that they aim at are checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Equivalence, Table
from clu_batch.messages import equivalences
from clu_batch.parse import find_closest, squeeze_text
from clu_batch.rules.links.ligne import TableRow, list_rows


def read_equivalences(
    table: Table, cibles: Sequence[Sheet]
) -> tuple[list[Equivalence], list[Problem]]:
    """Return the lines that can be applied; `cibles` holds the sheets that another one may stand
    for.
    """
    names: dict[str, str] = {}
    for sheet in cibles:
        names |= {squeeze_text(name): sheet.name for name in (*sheet.synonyms, sheet.name)}
    kept: list[Equivalence] = []
    problems: list[Problem] = []
    for ligne in list_rows(table):
        colonne, valeur = ligne.read_text("Colonne"), ligne.read_text("Valeur")
        devient = ligne.read_text("Devient") or ""
        if colonne is not None:
            kept.append(_make_equivalence(ligne, colonne, valeur, devient))
        elif valeur is not None:
            problems.append(ligne.report(equivalences.VALEUR_SANS_COLONNE, "Colonne", valeur))
        elif squeeze_text(devient) in names:
            kept.append(_make_equivalence(ligne, None, None, names[squeeze_text(devient)]))
        else:
            problems.append(
                ligne.report(
                    equivalences.CIBLE_INCONNUE,
                    "Devient",
                    devient,
                    suggestion=find_closest(devient, [sheet.name for sheet in cibles]),
                )
            )
    return kept, problems


def _make_equivalence(
    ligne: TableRow, colonne: str | None, valeur: str | None, devient: str
) -> Equivalence:
    places = {
        header: ligne.locate(header) for header in ("Feuille", "Colonne", "Valeur", "Devient")
    }
    return Equivalence(ligne.read_text("Feuille") or "", colonne, valeur, devient, places)
