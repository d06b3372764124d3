"""What is too large for one page: a chart of many categories is drawn in several, a text too long
for a cell stands under its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from clu_batch.contenu import Element, Genre, Graphique, Manquant, Paragraphe, Tableau, Texte
from clu_batch.contenu_texte import debut, texte_long

CATEGORIES = 20
"""Horizontal bars that one page shows with labels that can be read."""
SIGNES, ABREGE = 600, 200
"""Signs of a cell that a column still shows well; of its beginning, when it does not."""
CODE = " – "
"""Between the code of a thing and its name."""
SOUS_LE_TABLEAU = "(texte entier sous le tableau)"


def suite(elements: Sequence[Element]) -> list[Element]:
    """The elements as pages hold them: a chart of many bars in several, each with its lines of the
    table that follows it (B02).
    """
    faits: list[Element] = []
    for element in elements:
        dernier = faits[-1] if faits else None
        couples = (
            _parties(dernier, element)
            if isinstance(dernier, Graphique) and isinstance(element, Tableau)
            else ()
        )
        faits[-1:] = chain.from_iterable(couples) if couples else (*faits[-1:], element)
    return faits


def _parties(graphique: Graphique, tableau: Tableau) -> Sequence[tuple[Graphique, Tableau]]:
    """The chart and its table a page of bars at a time, as even as can be; nothing when they fit,
    or when the table has other lines.
    """
    total = -(-len(graphique.categories) // CATEGORIES)
    if total < 2 or graphique.genre in (Genre.COLONNES, Genre.COURBE):
        return ()
    lignes = _lignes(tableau, graphique.categories)
    if len(lignes) < len(graphique.categories):
        return ()
    bornes = [len(graphique.categories) * n // total for n in range(total + 1)]
    coupes = [0, *(lignes[borne] for borne in bornes[1:-1]), len(tableau.lignes)]
    parties: list[tuple[Graphique, Tableau]] = []
    for n, ((du, au), (de, a)) in enumerate(
        zip(pairwise(bornes), pairwise(coupes), strict=True), start=1
    ):
        rang = f"({n} sur {total})"
        dessin = replace(
            graphique,
            legende=f"{graphique.legende} {rang}",
            categories=graphique.categories[du:au],
            series=[replace(serie, valeurs=serie.valeurs[du:au]) for serie in graphique.series],
            message=f"{graphique.message} Partie {n} sur {total}.",
        )
        notes = tableau.notes if n == total else ()
        parties.append(
            (
                dessin,
                replace(
                    tableau,
                    legende=f"{tableau.legende} {rang}",
                    lignes=tableau.lignes[de:a],
                    notes=notes,
                ),
            )
        )
    return parties


def _lignes(tableau: Tableau, categories: Sequence[str]) -> list[int]:
    """The line of each bar, in order, up to the first bar that has none after those of the others:
    two may bear the same name.
    """
    rangs: list[int] = []
    for categorie in categories:
        depart = rangs[-1] + 1 if rangs else 0
        rang = next(
            (
                n
                for n, ligne in enumerate(tableau.lignes[depart:], start=depart)
                if _nomme(ligne, categorie)
            ),
            None,
        )
        if rang is None:
            break
        rangs.append(rang)
    return rangs


def _nomme(ligne: Sequence[Texte], categorie: str) -> bool:
    """Whether a line holds the figures of a bar: a cell has its name, or its code (« E1 – … »)."""
    code = categorie.split(CODE, maxsplit=1)[0] + CODE
    return categorie in ligne or (
        CODE in categorie
        and any(isinstance(texte, str) and texte.startswith(code) for texte in ligne)
    )


def tableau(tableau: Tableau) -> tuple[Tableau, Sequence[Element]]:
    """The table with the beginning of each cell that is too long, and what stands under it: those
    texts in full.
    """
    if not any(_longue(texte) for ligne in tableau.lignes for texte in ligne):
        return tableau, ()
    sous: list[Element] = []
    for ligne in tableau.lignes:
        for colonne, texte in zip(tableau.colonnes, ligne, strict=False):
            if _longue(texte):
                sous += [
                    Paragraphe(f"{_nom(ligne[0])}, {colonne.titre.lower()}\u00a0:"),
                    *texte_long(str(texte)),
                ]
    return (
        replace(tableau, lignes=[[_abregee(texte) for texte in ligne] for ligne in tableau.lignes]),
        sous,
    )


def _longue(texte: Texte) -> bool:
    return isinstance(texte, str) and len(texte) > SIGNES


def _nom(texte: Texte) -> str:
    """What the line is called: its first cell."""
    return debut(texte.quoi if isinstance(texte, Manquant) else texte, ABREGE)


def _abregee(texte: Texte) -> Texte:
    return f"{debut(str(texte), ABREGE)}\n{SOUS_LE_TABLEAU}" if _longue(texte) else texte
