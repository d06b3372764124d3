"""`Équivalences` becomes the lines that translate raw sheets; the names of sheets that they aim at
are checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Equivalence, Table
from clu_batch.messages import equivalences as defauts
from clu_batch.messages import links
from clu_batch.parse import proche, serrer
from clu_batch.rules.links.ligne import Ligne, lignes


def equivalences(table: Table, cibles: Sequence[Sheet]) -> tuple[list[Equivalence], list[Problem]]:
    """The lines that can be applied; `cibles`: the sheets that another one may stand for."""
    names: dict[str, str] = {}
    for sheet in cibles:
        names |= {serrer(name): sheet.name for name in (*sheet.synonyms, sheet.name)}
    kept: list[Equivalence] = []
    problems: list[Problem] = []
    for ligne in lignes(table):
        colonne, valeur = ligne.texte("Colonne"), ligne.texte("Valeur")
        devient = ligne.texte("Devient") or ""
        if colonne is not None:
            kept.append(_make_equivalence(ligne, colonne, valeur, devient))
        elif valeur is not None:
            place = ligne.place("Colonne")
            problems.append(defauts.VALEUR_SANS_COLONNE.at(place, "Colonne", valeur))
        elif serrer(devient) in names:
            kept.append(_make_equivalence(ligne, None, None, names[serrer(devient)]))
        else:
            conseil = links.suggestion(proche(devient, [sheet.name for sheet in cibles]))
            place = ligne.place("Devient")
            problem = defauts.CIBLE_INCONNUE.at(place, "Devient", devient, suggestion=conseil)
            problems.append(problem)
    return kept, problems


def _make_equivalence(
    ligne: Ligne, colonne: str | None, valeur: str | None, devient: str
) -> Equivalence:
    places = {header: ligne.place(header) for header in ("Feuille", "Colonne", "Valeur", "Devient")}
    return Equivalence(ligne.texte("Feuille") or "", colonne, valeur, devient, places)
