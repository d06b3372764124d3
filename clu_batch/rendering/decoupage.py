"""What is too large for one page: a chart of many categories is drawn in several, a text too long for a cell stands under its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from clu_batch.contenu import Element, Genre, Graphique, Manquant, Paragraphe, Tableau, Texte
from clu_batch.contenu_texte import debut, texte_long

CATEGORIES = 20
"""Horizontal bars that one page shows with labels that can be read."""
SIGNES, ABREGE = 600, 200
"""Signs of a cell that a column still shows well; of its beginning, when it does not."""
SOUS_LE_TABLEAU = "(texte entier sous le tableau)"


def graphiques(graphique: Graphique) -> Sequence[Graphique]:
    """The chart, or the charts of its categories a page at a time, as even as can be."""
    total = -(-len(graphique.categories) // CATEGORIES)
    if total < 2 or graphique.genre in (Genre.COLONNES, Genre.COURBE):
        return (graphique,)
    bornes = [len(graphique.categories) * n // total for n in range(total + 1)]
    return [
        replace(
            graphique,
            legende=f"{graphique.legende} ({n} sur {total})",
            categories=graphique.categories[du:au],
            series=[replace(serie, valeurs=serie.valeurs[du:au]) for serie in graphique.series],
            message=f"{graphique.message} Partie {n} sur {total}.",
        )
        for n, (du, au) in enumerate(pairwise(bornes), start=1)
    ]


def tableau(tableau: Tableau) -> tuple[Tableau, Sequence[Element]]:
    """The table with the beginning of each cell that is too long, and what stands under it: those texts in full."""
    if not any(_longue(texte) for ligne in tableau.lignes for texte in ligne):
        return tableau, ()
    sous: list[Element] = []
    for ligne in tableau.lignes:
        for colonne, texte in zip(tableau.colonnes, ligne, strict=False):
            if _longue(texte):
                sous += [Paragraphe(f"{_nom(ligne[0])}, {colonne.titre.lower()}\u00a0:"), *texte_long(str(texte))]
    return replace(tableau, lignes=[[_abregee(texte) for texte in ligne] for ligne in tableau.lignes]), sous


def _longue(texte: Texte) -> bool:
    return isinstance(texte, str) and len(texte) > SIGNES


def _nom(texte: Texte) -> str:
    """What the line is called: its first cell."""
    return debut(texte.quoi if isinstance(texte, Manquant) else texte, ABREGE)


def _abregee(texte: Texte) -> Texte:
    return f"{debut(str(texte), ABREGE)}\n{SOUS_LE_TABLEAU}" if _longue(texte) else texte
