"""Make the paragraphs, lists and tables of the blocks, in French typography. A table is declared
field by field, and a field that nobody filled disappears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from clu_batch.kernel.content import (
    Alignment,
    Block,
    Chart,
    Element,
    Heading,
    ItemList,
    Missing,
    Paragraph,
    PrintedColumn,
    PrintedTable,
    Texte,
)
from clu_batch.kernel.french import NON_MESURE, typeset
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.long_texts import PUCE, RANG, join_lines

T = TypeVar("T")

Part = Texte | Element | Sequence[Element] | None
"""A part of a page: a text makes a paragraph, and what is empty makes nothing."""

SOUS_TITRE = 2
"""Level of the headings under a point."""

SANS_VALEUR = "—"
"""What an empty cell of a table says: no cell of an accessible table is blank."""


@dataclass(frozen=True)  # no slots: with them, `Champ[Siege](…)` fails under Python 3.11
class Champ(Generic[T]):
    """A column of a table: its heading, its share of the width, and the function that gives its
    text for a row (None: nothing to say). `mene`: it leads to the heading of the same words.
    """

    titre: str
    part: int
    dit: Callable[[T], Texte | None]
    nombre: bool = False
    mene: bool = False


def write_line(texte: Texte) -> Texte:
    """Return the text on one line, in French typography, without a typed bullet that would make a
    false list (check A10). What is missing stays so.
    """
    if isinstance(texte, Missing):
        return texte
    uni = join_lines((_drop_bullet(ligne.strip()) for ligne in texte.splitlines()), " ; ")
    rang = RANG.match(uni)
    if rang is None:
        return typeset(uni)
    return typeset(f"{rang[0].strip()[:-1]} – {uni[rang.end() :]}")


def _drop_bullet(ligne: str) -> str:
    puce = PUCE.match(ligne)
    if puce:
        return ligne[puce.end() :]
    return ligne


@frozen
class Partie:
    """A part of a block that a template may print alone: its name, what it shows, whether it is
    drawn as well.
    """

    nom: str
    sens: str
    graphique: bool = False


def make_paragraph(texte: Texte) -> Paragraph:
    """Make a paragraph in French typography."""
    return Paragraph(write_line(texte))


def make_heading(texte: str) -> Heading:
    """Make a heading in French typography."""
    return Heading(typeset(texte), SOUS_TITRE)


def make_list(elements: Iterable[Texte]) -> ItemList:
    """Make a list in French typography."""
    return ItemList(tuple(map(write_line, elements)))


def make_table(
    legende: str,
    lignes: Sequence[T],
    champs: Sequence[Champ[T]],
    notes: Iterable[str] = (),
    *,
    essentiel: bool = False,
) -> PrintedTable:
    """Make a table of one row per item. The first field always stands; another one stands when it
    says something of one row at least, and more than « non mesuré ». `essentiel`: the minutes keep
    it.
    """
    gardes: list[Champ[T]] = []
    colonnes: list[list[Texte]] = []
    for rang, champ in enumerate(champs):
        dits = [champ.dit(ligne) for ligne in lignes]
        if rang == 0 or any(dit not in {None, NON_MESURE} for dit in dits):
            gardes.append(champ)
            colonnes.append([_fill_cell(dit) for dit in dits])
    return PrintedTable(
        typeset(legende),
        tuple(_make_column(champ) for champ in gardes),
        tuple(zip(*colonnes, strict=True)),
        tuple(typeset(note) for note in notes if note),
        essentiel=essentiel,
    )


def lay_out(*parts: Part) -> list[Element]:
    """Return the elements of a page, in their order; a table without a row and a list without an
    item are left out.
    """
    elements: list[Element] = []
    for part in parts:
        if not part or _is_empty(part):
            continue
        if isinstance(part, str | Missing):
            elements.append(make_paragraph(part))
        elif isinstance(part, Element):
            elements.append(part)
        else:
            elements += part
    return elements


def _is_empty(part: Part) -> bool:
    if isinstance(part, PrintedTable):
        return not part.lignes
    return isinstance(part, ItemList) and not part.elements


def make_block(*parts: Part) -> Block:
    """Make a block of its parts, in their order."""
    return Block(tuple(lay_out(*parts)))


def name_parts(nom: str, *parts: Part) -> list[Element]:
    """Return the elements of a page, their tables and charts bearing the name by which a template
    may ask for them alone (docs/rules/templates.md#parts-of-a-block).
    """
    return [
        replace(element, nom=nom) if isinstance(element, PrintedTable | Chart) else element
        for element in lay_out(*parts)
    ]


def put_under(titre: str, *parts: Part) -> list[Element]:
    """Return the parts under a heading; nothing when there are none."""
    elements = lay_out(*parts)
    if elements:
        return [make_heading(titre), *elements]
    return []


def list_under(titre: str, lignes: Sequence[Texte]) -> list[Element]:
    """Return a list under a heading; nothing when it would be empty."""
    return put_under(titre, make_list(lignes))


def typeset_chart(chart: Chart) -> Chart:
    """Return the chart in French typography; its table is already."""
    return replace(
        chart,
        legende=typeset(chart.legende),
        categories=[typeset(categorie) for categorie in chart.categories],
        message=typeset(chart.message),
    )


def fit_in_minutes(elements: Iterable[Element]) -> list[Element]:
    """Return all the elements of a block for the minutes: the table of its figures in place of each
    chart, and each heading one level lower, under « Éléments présentés ».
    """
    kept: list[Element] = []
    for element in elements:
        if isinstance(element, Heading):
            kept.append(replace(element, niveau=element.niveau + 1))
        elif not isinstance(element, Chart):
            kept.append(element)
        elif element.donnees:
            kept.append(element.donnees)
    return kept


def keep_sentences(elements: Iterable[Element], *, essentiels: bool) -> list[Element]:
    """Return what the block says before its first heading, without its tables: its reading
    sentences. `essentiels`: with the tables of the whole block that the minutes keep.
    """
    kept: list[Element] = []
    begun = True
    for element in elements:
        begun = begun and not isinstance(element, Heading)
        if isinstance(element, PrintedTable):
            if essentiels and element.essentiel:
                kept.append(element)
        elif begun and not isinstance(element, Chart):
            kept.append(element)
    return kept


def _make_column(champ: Champ[T]) -> PrintedColumn:
    alignement = Alignment.DROITE if champ.nombre else Alignment.GAUCHE
    return PrintedColumn(typeset(champ.titre), champ.part, alignement, champ.mene)


def _fill_cell(dit: Texte | None) -> Texte:
    """Return what a cell says. Its typed lines are kept: they become its paragraphs and the items
    of its lists (docs/rules/documents.md#shaping).
    """
    if dit is None or dit == "":
        return SANS_VALEUR
    if isinstance(dit, Missing):
        return write_line(dit)
    lignes = [ligne.strip() for ligne in dit.splitlines() if ligne.strip()]
    if len(lignes) > 1 or (lignes and PUCE.match(lignes[0])):
        return "\n".join(typeset(ligne) for ligne in lignes)
    return write_line(dit)
