"""What is too large for one page: a chart of many categories is drawn in several, a text too long
for a cell stands under its table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from clu_batch.kernel.content import (
    Chart,
    ChartKind,
    Element,
    InnerLink,
    Missing,
    Paragraph,
    PrintedTable,
    Texte,
)
from clu_batch.kernel.long_texts import shape_long_text, shorten_text
from clu_batch.render.chart_frame import frame_bars

SIGNES, ABREGE = 600, 200
"""Signs of a cell that a column still shows well; of its beginning, when it does not."""
CODE = " – "
"""Between the code of a thing and its name."""
SOUS_LE_TABLEAU = "(texte entier sous le tableau)"


def split_charts(elements: Sequence[Element], largeur: int) -> list[Element]:
    """Return the elements as pages hold them, for a width of the text in EMU: a chart of many bars
    in several, each with its lines of the table that follows it, or with the link to its figures.
    """
    done: list[Element] = []
    for element in elements:
        last = done[-1] if done else None
        if isinstance(last, Chart) and isinstance(element, InnerLink):
            done.pop()
            for part in _cut_by_page(last, largeur):
                done += [part, element]
        elif isinstance(last, Chart) and isinstance(element, PrintedTable):
            done.pop()
            done += _split_chart(last, element, largeur)
        else:
            done.append(element)
    return done


def _split_chart(graphique: Chart, tableau: PrintedTable, largeur: int) -> Iterator[Element]:
    """Give the chart and its table a part of the bars at a time, as even as can be; as they are
    when the bars fit, or when the table has other lines.
    """
    starts = _list_starts(graphique, largeur)
    rows = _find_rows(tableau, graphique.categories)
    total = len(starts) - 1
    if total < 2 or len(rows) < len(graphique.categories):
        yield from (graphique, tableau)
        return
    cuts = [0, *(rows[start] for start in starts[1:-1]), len(tableau.lignes)]
    pages = zip(_cut_by_page(graphique, largeur), pairwise(cuts), strict=True)
    for number, (part, lines) in enumerate(pages, start=1):
        yield part
        notes = tableau.notes if number == total else ()
        legende = f"{tableau.legende} ({number} sur {total})"
        yield replace(
            tableau, legende=legende, lignes=tableau.lignes[slice(*lines)], notes=notes
        )


def _list_starts(graphique: Chart, largeur: int) -> list[int]:
    """Return where the bars of each part begin, and how many there are, as even as can be."""
    bars = len(graphique.categories)
    total = _count_parts(graphique, largeur)
    return [bars * n // total for n in range(total + 1)]


def _count_parts(graphique: Chart, largeur: int) -> int:
    if graphique.genre in (ChartKind.COLONNES, ChartKind.COURBE):
        return 1
    series = len(graphique.series) + (graphique.cible is not None)
    by_category = 1 if graphique.genre is ChartKind.BARRES_EMPILEES else series
    frame = frame_bars(graphique.categories, by_category, largeur, legend=series > 1)
    return frame.count_parts(len(graphique.categories))


def _cut_by_page(graphique: Chart, largeur: int) -> list[Chart]:
    """Return the chart, or its parts when it is too high."""
    starts = _list_starts(graphique, largeur)
    total = len(starts) - 1
    if total < 2:
        return [graphique]
    return [
        _cut_chart(graphique, slice(*shown), f"{number} sur {total}")
        for number, shown in enumerate(pairwise(starts), start=1)
    ]


def _cut_chart(graphique: Chart, shown: slice, rang: str) -> Chart:
    """Return the bars of one part, which says its rank; all parts have the same scale."""
    return replace(
        graphique,
        plafond=graphique.plafond or _find_ceiling(graphique),
        legende=f"{graphique.legende} ({rang})",
        categories=graphique.categories[shown],
        series=[replace(serie, valeurs=serie.valeurs[shown]) for serie in graphique.series],
        message=f"{graphique.message} Partie {rang}.",
    )


def _find_ceiling(graphique: Chart) -> float | None:
    """Return where the scale of the parts of a chart of numbers ends: above the highest, at a round
    number.
    """
    figures = chain.from_iterable(serie.valeurs for serie in graphique.series)
    highest = max((figure for figure in figures if figure is not None), default=0.0)
    if graphique.pourcent or highest <= 0:
        return None
    step = 10.0 ** math.floor(math.log10(highest)) / 2
    return (math.floor(highest / step) + 1) * step


def _find_rows(tableau: PrintedTable, categories: Sequence[str]) -> list[int]:
    """Return the line of each bar, in order, up to the first bar that has none after those of the
    others: two may bear the same name.
    """
    found: list[int] = []
    for number, ligne in enumerate(tableau.lignes):
        if len(found) < len(categories) and _names(ligne, categories[len(found)]):
            found.append(number)
    return found


def _names(ligne: Sequence[Texte], categorie: str) -> bool:
    """Return whether a line holds the figures of a bar: a cell has its name, or its code (« E1 –
    … »).
    """
    if categorie in ligne:
        return True
    code, found, _ = categorie.partition(CODE)
    if not found:
        return False
    return any(isinstance(texte, str) and texte.startswith(code + CODE) for texte in ligne)


def shorten_table(tableau: PrintedTable) -> tuple[PrintedTable, Sequence[Element]]:
    """Return the table with the beginning of each cell that is too long, and what stands under it:
    those texts in full.
    """
    below: list[Element] = []
    for ligne in tableau.lignes:
        for colonne, texte in zip(tableau.colonnes, ligne, strict=False):
            if _is_long(texte):
                name = f"{_name_row(ligne)}, {colonne.titre.lower()}\u00a0:"
                below += [Paragraph(name, gras=True), *shape_long_text(str(texte))]
    if not below:
        return tableau, ()
    short = [list(map(_shorten, ligne)) for ligne in tableau.lignes]
    return replace(tableau, lignes=short), below


def _is_long(texte: Texte) -> bool:
    return isinstance(texte, str) and len(texte) > SIGNES


def _name_row(ligne: Sequence[Texte]) -> str:
    """Return what a line is called: its first cell."""
    first = ligne[0]
    return shorten_text(first.quoi if isinstance(first, Missing) else first, ABREGE)


def _shorten(texte: Texte) -> Texte:
    if not _is_long(texte):
        return texte
    return f"{shorten_text(str(texte), ABREGE)}\n{SOUS_LE_TABLEAU}"
