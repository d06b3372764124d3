"""The tables of a document: widths by what the cells say, one header row that repeats, lines of a
cell as real paragraphs and lists.

Sources of the forms: docs/rules/accessibility.md#a15.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from string import digits
from xml.sax.saxutils import quoteattr

from clu_batch.kernel.content import (
    Alignment,
    ItemList,
    Missing,
    Paragraph,
    PrintedColumn,
    PrintedTable,
    Texte,
)
from clu_batch.kernel.long_texts import PUCE, shape_long_text
from clu_batch.render import column_widths
from clu_batch.render.legible_text import NEANT, VIDE, make_legible
from clu_batch.render.paragraphs import KEEP_NEXT, ParagraphWriter
from clu_batch.render.table_content import COURT

STYLE = "CLU Tableau"
PETIT = 4
"""Rows of a table that is kept whole on a page, its cells being short: a taller one would leave a
page half empty.
"""
MARGIN = 100  # of a cell, left and right, in twentieths of a point
MENE = "mene"  # attribute of the paragraphs that lead to the heading of the same words
FIRST_ROW = '<w:cnfStyle w:val="100000000000"/>'
"""What tells the readers that do not count the rows which one has the look of the first."""
DATA_MARK = "donnees_"  # the bookmark of the table of the figures of a chart
CORPS = 11  # points, the letters of the style « CLU Tableau »


def write_table(ecriture: ParagraphWriter, tableau: PrintedTable) -> str:
    """Return the caption, the table and its notes; one sentence when it has no row. ValueError for
    a row that has not one cell for each column.
    """
    legende = make_legible(tableau.legende).strip()
    if not tableau.lignes:
        return ecriture.write_paragraph(
            ecriture.write_run(f"{legende}\u00a0: {NEANT.lower()}.")
        )
    _check_rows(tableau)
    widths = _find_widths(ecriture, tableau)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        [_write_header(ecriture, tableau, widths), *_write_rows(ecriture, tableau, widths)]
    )
    notes = "".join(_write_notes(ecriture, tableau))
    # Word joins two tables that touch: a paragraph always stands between them (a caption or what
    # follows).
    repere = f"{DATA_MARK}{tableau.numero}" if tableau.numero else ""
    serie = tableau.numero.rstrip(digits)
    caption = ecriture.write_caption("Tableau", tableau.legende, serie=serie, repere=repere)
    properties = _write_properties(ecriture, widths, legende)
    return f"{caption}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{notes}"


def _write_notes(ecriture: ParagraphWriter, tableau: PrintedTable) -> Iterator[str]:
    """Give the notes under a table, which stay together, and with the link to its chart."""
    last = len(tableau.notes) - 1
    for rang, note in enumerate(tableau.notes):
        kept = KEEP_NEXT if rang < last or tableau.numero else ""
        yield ecriture.write_paragraph(ecriture.write_run(note), "CLU Note", kept)


def _check_rows(tableau: PrintedTable) -> None:
    columns = len(tableau.colonnes)
    for number, ligne in enumerate(tableau.lignes):
        if len(ligne) != columns:
            raise ValueError(
                f"row {number} of {tableau.legende!r} has {len(ligne)} cells for {columns} columns"
            )


def _write_header(
    ecriture: ParagraphWriter, tableau: PrintedTable, widths: Sequence[int]
) -> str:
    """Return the header row, in bold when the template has no style of tables that makes it so."""
    bold = "" if ecriture.styles.id(STYLE) else "<w:b/>"
    cells = []
    for colonne in tableau.colonnes:
        run = ecriture.write_run(colonne.titre, bold) or ecriture.write_run(VIDE)
        properties = KEEP_NEXT + _write_side(colonne)
        cells.append(ecriture.write_paragraph(run, properties=properties))
    return _write_row(cells, widths, header=True)


def _write_rows(
    ecriture: ParagraphWriter, tableau: PrintedTable, widths: Sequence[int]
) -> Iterator[str]:
    """Give the rows below the header.

    Those of a small table are kept with the next one. No row of a longer table is: LibreOffice
    would take all of it, and what follows, to the next page.
    """
    sides = [_write_side(colonne) for colonne in tableau.colonnes]
    small = _is_small(tableau)
    for rang, ligne in enumerate(tableau.lignes, start=1):
        last = rang == len(tableau.lignes)
        kept = KEEP_NEXT if (tableau.notes if last else small) else ""
        cells = [
            _write_cell(ecriture, texte, kept + side, mene=colonne.mene)
            for texte, side, colonne in zip(ligne, sides, tableau.colonnes, strict=True)
        ]
        yield _write_row(cells, widths)


def _is_small(tableau: PrintedTable) -> bool:
    """Return whether a table has few rows, all on one line."""
    if len(tableau.lignes) > PETIT:
        return False
    return all(
        len(_read_words(texte)) <= COURT for texte in chain.from_iterable(tableau.lignes)
    )


def _find_widths(ecriture: ParagraphWriter, tableau: PrintedTable) -> list[int]:
    """Return the widths of the columns: as they ask, but no word is cut, and long cells take room
    from short ones.
    """
    textes = [
        list(map(_read_words, cellules)) for cellules in zip(*tableau.lignes, strict=True)
    ]
    parts = [colonne.part for colonne in tableau.colonnes]
    ample = _find_minimums(tableau, textes, ample=True)
    asked = column_widths.share_width(parts, ample, ecriture.largeur)
    least = _find_minimums(tableau, textes, ample=False)
    return column_widths.balance_widths(asked, least, textes, CORPS, 2 * MARGIN)


def _find_minimums(
    tableau: PrintedTable, textes: Sequence[Sequence[str]], *, ample: bool
) -> list[int]:
    """Return the widths under which a word would be cut, with the margins of a cell."""
    return [
        2 * MARGIN + column_widths.find_minimum(colonne.titre, cellules, CORPS, ample=ample)
        for colonne, cellules in zip(tableau.colonnes, textes, strict=True)
    ]


def _read_words(texte: Texte) -> str:
    if isinstance(texte, Missing):
        return texte.quoi
    return texte


def _write_properties(ecriture: ParagraphWriter, widths: Sequence[int], legende: str) -> str:
    named = ecriture.name_style("tblStyle", STYLE)
    return (
        f'<w:tblPr>{named}<w:tblW w:w="{sum(widths)}"'
        f' w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout'
        f' w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar><w:tblLook w:val="0020"'
        ' w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="0"/><w:tblCaption w:val={quoteattr(legende)}/></w:tblPr>'
    )


_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = f'<w:left w:w="{MARGIN}" w:type="dxa"/><w:right w:w="{MARGIN}" w:type="dxa"/>'


def _write_side(colonne: PrintedColumn) -> str:
    """Return the property that aligns the cells of a column, "" for the left."""
    if colonne.alignement is Alignment.GAUCHE:
        return ""
    return f'<w:jc w:val="{colonne.alignement.value}"/>'


def _write_cell(ecriture: ParagraphWriter, texte: Texte, properties: str, *, mene: bool) -> str:
    """Return the paragraphs of a cell: one per line typed, real items for the lines that a mark
    opens (docs/rules/documents.md#shaping). `mene`: they lead to the heading of the same words.
    """
    if mene:
        paragraph = ecriture.write_paragraph(ecriture.write_run(texte), properties=properties)
        return paragraph.replace("<w:p ", f'<w:p {MENE}="1" ', 1)
    if isinstance(texte, Missing) or not ("\n" in texte or PUCE.match(texte)):
        run = ecriture.write_run(texte) or ecriture.write_run(VIDE)
        return ecriture.write_paragraph(run, properties=properties)
    written = ""
    for element in shape_long_text(texte):
        match element:
            case Paragraph():
                run = ecriture.write_run(element.texte)
                written += ecriture.write_paragraph(run, properties=properties)
            case ItemList():
                written += ecriture.write_list(element, in_a_cell=True)
    return written or ecriture.write_paragraph(ecriture.write_run(VIDE), properties=properties)


def _write_row(cells: Sequence[str], widths: Sequence[int], *, header: bool = False) -> str:
    """Return a row that does not break over two pages."""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    properties = "<w:cantSplit/>"
    if header:
        properties = f"{FIRST_ROW}{properties}<w:tblHeader/>"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"
