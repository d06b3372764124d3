"""Put in the order of the page what the sections give: the tables that repeat a chart go to an
annex, a note is said once (docs/rules/documents.md#charts).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clu_batch.kernel.content import Chart, Element, InnerLink, Paragraph, PrintedTable
from clu_batch.kernel.french import INSECABLE

ANNEXE = "A"
"""The letter of the tables of figures of the charts: « Tableau A3 »."""
BREF = 60
"""Signs of a note that each table says again: looking for it would cost more than reading it."""

PERIODES = "Période"
"""How the notes on the dates begin: they are short, but the same for all the document."""

LIGNE = 110
"""Signs of a note that one line holds."""


def say_notes_once(contents: Iterable[Sequence[Element]]) -> list[list[Element]]:
    """Return the contents of a document, in their order, without the notes already said."""
    said: set[str] = set()
    return [[_drop_notes(element, said) for element in elements] for elements in contents]


def _drop_notes(element: Element, said: set[str]) -> Element:
    """Return a table, or a chart with its table, without the notes already said."""
    if isinstance(element, Chart) and element.donnees:
        return replace(element, donnees=_drop_said(element.donnees, said))
    if isinstance(element, PrintedTable):
        return _drop_said(element, said)
    return element


def _drop_said(element: PrintedTable, said: set[str]) -> PrintedTable:
    notes = tuple(note for note in element.notes if _is_brief(note) or note not in said)
    said.update(element.notes)
    return replace(element, notes=_join_short(notes))


def _is_brief(note: str) -> bool:
    return len(note) <= BREF and not note.startswith(PERIODES)


def _join_short(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the notes, those that one line holds together on one line."""
    joined: list[str] = []
    for note in notes:
        if joined and len(joined[-1]) + len(note) < LIGNE:
            joined[-1] += f" {note}"
        else:
            joined.append(note)
    return tuple(joined)


def add_sentence(elements: Sequence[Element], rang: int, phrase: str) -> list[Element]:
    """Return the elements and a sentence, at the end of the paragraph of that rank; after them all
    when it is no paragraph.
    """
    changed = list(elements)
    element = changed[rang] if changed else None
    if isinstance(element, Paragraph) and isinstance(element.texte, str):
        changed[rang] = replace(element, texte=f"{element.texte} {phrase}")
        return changed
    return [*changed, Paragraph(phrase)]


def take_data_out(
    contents: Iterable[Sequence[Element]],
) -> tuple[list[list[Element]], list[Element]]:
    """Return the contents, a link after each chart in place of the table that repeats it, and these
    tables, each with a link back.
    """
    charts: list[Chart] = []
    kept = [list(_number_charts(elements, charts)) for elements in contents]
    tables: list[Element] = []
    for chart in charts:
        if chart.donnees:
            tables.append(replace(chart.donnees, numero=chart.numero))
            retour = f"Retour au graphique du tableau{INSECABLE}{chart.numero}"
            tables.append(InnerLink(retour, chart.numero, vers_le_graphique=True))
    return kept, tables


def _number_charts(elements: Iterable[Element], charts: list[Chart]) -> Iterator[Element]:
    """Give the elements; `charts` receives those whose table leaves, under its number."""
    for element in elements:
        if not isinstance(element, Chart) or element.donnees is None:
            yield element
            continue
        numero = f"{ANNEXE}{len(charts) + 1}"
        charts.append(replace(element, numero=numero))
        yield replace(element, numero=numero, donnees=None)
        yield InnerLink(f"Données : tableau{INSECABLE}{numero}", numero)
