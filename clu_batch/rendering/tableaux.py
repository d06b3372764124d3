"""The tables of a document: widths by what the cells say, one header row that repeats, lines of a
cell as real paragraphs and lists.

Sources of the forms: docs/rules/accessibility.md#a15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from clu_batch.contenu import Alignement, Colonne, Liste, Manquant, Paragraphe, Tableau, Texte
from clu_batch.contenu_texte import PUCE, texte_long
from clu_batch.rendering import largeurs
from clu_batch.rendering.texte import NEANT, VIDE, lisible

if TYPE_CHECKING:
    from clu_batch.rendering.elements import Ecriture

STYLE = "CLU Tableau"
PETIT, COURT = 4, 30
"""Rows of a table that is kept whole on a page, and signs of its cells: a taller one would leave a
page half empty.
"""
MARGIN = 100  # of a cell, left and right, in twentieths of a point
CORPS = 11  # points, the letters of the style « CLU Tableau »


def xml(ecriture: Ecriture, tableau: Tableau) -> str:
    """The caption, the table and its notes; one sentence when it has no row."""
    legende = lisible(tableau.legende).strip()
    if not tableau.lignes:
        return ecriture.paragraphe(ecriture.run(f"{legende}\u00a0: {NEANT.lower()}."))
    for number, ligne in enumerate(tableau.lignes):
        if len(ligne) != len(tableau.colonnes):
            raise ValueError(
                f"row {number} of {tableau.legende!r} has {len(ligne)} cells for"
                f" {len(tableau.colonnes)} columns"
            )
    ecriture.tableaux += 1
    widths = _largeurs(ecriture, tableau)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    bold = (
        "" if ecriture.styles.id(STYLE) else "<w:b/>"
    )  # else the style of the table makes its first row bold
    header = [
        ecriture.run(colonne.titre, bold) or ecriture.run(VIDE) for colonne in tableau.colonnes
    ]
    cotes = [_cote(colonne) for colonne in tableau.colonnes]
    # No other row of a longer table is kept with the next: LibreOffice would take all of it, and
    # what follows, to the next page.
    kept = [
        ecriture.paragraphe(run, properties=f"<w:keepNext/>{cote}")
        for run, cote in zip(header, cotes, strict=True)
    ]
    rows = [_ligne(kept, widths, header=True)]
    petit = len(tableau.lignes) <= PETIT and all(
        len(_mots(texte)) <= COURT for ligne in tableau.lignes for texte in ligne
    )
    for rang, ligne in enumerate(tableau.lignes, start=1):
        tenu = "<w:keepNext/>" if petit and rang < len(tableau.lignes) else ""
        rows.append(
            _ligne(
                [
                    _cellule(ecriture, texte, f"{tenu}{cote}")
                    for texte, cote in zip(ligne, cotes, strict=True)
                ],
                widths,
            )
        )
    notes = "".join(ecriture.paragraphe(ecriture.run(note), "CLU Note") for note in tableau.notes)
    # Word joins two tables that touch: a paragraph always stands between them (a caption or what
    # follows).
    caption = ecriture.legende("Tableau", ecriture.tableaux, tableau.legende)
    return f"{caption}<w:tbl>{_tblpr(ecriture, widths, legende)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{notes}"


def _largeurs(ecriture: Ecriture, tableau: Tableau) -> list[int]:
    """The widths of the columns: as they ask, but no word is cut, and long cells take room from
    short ones.
    """
    colonnes = range(len(tableau.colonnes))
    textes = [[_mots(ligne[rang]) for ligne in tableau.lignes] for rang in colonnes]
    minimums = [
        2 * MARGIN + largeurs.minimum(tableau.colonnes[rang].titre, textes[rang], CORPS)
        for rang in colonnes
    ]
    asked = largeurs.repartir(
        [colonne.part for colonne in tableau.colonnes], minimums, ecriture.largeur
    )
    return largeurs.equilibrer(asked, minimums, textes, CORPS, 2 * MARGIN)


def _mots(texte: Texte) -> str:
    return texte.quoi if isinstance(texte, Manquant) else texte


def _tblpr(ecriture: Ecriture, widths: Sequence[int], legende: str) -> str:
    sid = ecriture.styles.id(STYLE)
    if sid is None:
        ecriture.styles_absents.add(STYLE)
    named = f"<w:tblStyle w:val={quoteattr(sid)}/>" if sid else ""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = f'<w:left w:w="{MARGIN}" w:type="dxa"/><w:right w:w="{MARGIN}" w:type="dxa"/>'
    return (
        f'<w:tblPr>{named}<w:tblW w:w="{sum(widths)}"'
        f' w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout'
        f' w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="0020"'
        ' w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="0"/><w:tblCaption w:val={quoteattr(legende)}/></w:tblPr>'
    )


def _cote(colonne: Colonne) -> str:
    return (
        ""
        if colonne.alignement is Alignement.GAUCHE
        else f'<w:jc w:val="{colonne.alignement.value}"/>'
    )


def _cellule(ecriture: Ecriture, texte: Texte, cote: str) -> str:
    """The paragraphs of a cell: one per line typed, real items for the lines that a mark opens
    (docs/rules/documents.md#shaping).
    """
    if isinstance(texte, Manquant) or not ("\n" in texte or PUCE.match(texte)):
        return ecriture.paragraphe(ecriture.run(texte) or ecriture.run(VIDE), properties=cote)
    written = []
    for element in texte_long(texte):
        match element:
            case Paragraphe():
                written.append(ecriture.paragraphe(ecriture.run(element.texte), properties=cote))
            case Liste():
                written.append(ecriture.liste(element))
    return "".join(written) or ecriture.paragraphe(ecriture.run(VIDE), properties=cote)


def _ligne(cells: Sequence[str], widths: Sequence[int], *, header: bool = False) -> str:
    """A row that does not break over two pages."""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{written}</w:tr>"
    )
