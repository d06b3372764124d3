"""`Équivalences` becomes the lines that translate raw sheets; the names of sheets that they aim at
are checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import equivalences as defauts
from clu_batch.defauts import liens
from clu_batch.problems import Problem
from clu_batch.saisie import proche, serrer
from clu_batch.schema import Sheet
from clu_batch.tables import Equivalence, Table


def equivalences(table: Table, cibles: Sequence[Sheet]) -> tuple[list[Equivalence], list[Problem]]:
    """The lines that can be applied; `cibles`: the sheets that another one may stand for."""
    names = {serrer(name): sheet.name for sheet in cibles for name in (*sheet.synonyms, sheet.name)}
    kept: list[Equivalence] = []
    problems: list[Problem] = []
    for ligne in lignes(table):
        colonne, valeur, devient = (
            ligne.texte("Colonne"),
            ligne.texte("Valeur"),
            ligne.texte("Devient") or "",
        )
        if colonne is None and valeur is not None:
            problems.append(
                defauts.VALEUR_SANS_COLONNE.at(ligne.place("Colonne"), "Colonne", valeur)
            )
        elif colonne is None and serrer(devient) not in names:
            conseil = liens.suggestion(proche(devient, [sheet.name for sheet in cibles]))
            problems.append(
                defauts.CIBLE_INCONNUE.at(
                    ligne.place("Devient"), "Devient", devient, suggestion=conseil
                )
            )
        else:
            kept.append(
                _equivalence(ligne, colonne, valeur, devient if colonne else names[serrer(devient)])
            )
    return kept, problems


def _equivalence(
    ligne: Ligne, colonne: str | None, valeur: str | None, devient: str
) -> Equivalence:
    places = {header: ligne.place(header) for header in ("Feuille", "Colonne", "Valeur", "Devient")}
    return Equivalence(ligne.texte("Feuille") or "", colonne, valeur, devient, places)
