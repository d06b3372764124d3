"""The checks of tables and drawings: each yields the elements at fault."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from clu_batch.rendering.accessibilite.aspect import rempli, vrai, vrai_attribut
from clu_batch.rendering.accessibilite.lecture import Lecture
from clu_batch.rendering.accessibilite.textes import Trouves, rapport
from clu_batch.rendering.package import parsed
from clu_batch.rendering.rangees import (
    SDT,
    bloc_precedent,
    cellules,
    finit_par_un_paragraphe,
    rangees,
)
from clu_batch.rendering.situation import texte_de
from clu_batch.rendering.word_xml import W

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
V = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DECORATIF = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

TEXTE_MINIMAL = 10  # signs of an alternative text (A13)
ETIQUETTE = 900  # hundredths of a point: labels of charts
CONTRASTE_D_UN_DESSIN = 3.0  # WCAG 2.1, 1.4.11
_MUET = re.compile(
    r"\S+\.(?:png|jpe?g|gif|bmp|svg|emf|wmf|tiff?)$|image d(?:e\b|[’'])", re.IGNORECASE
)


def image(lu: Lecture) -> Trouves:
    """Yield the images without a useful text (docs/rules/accessibility.md#a13)."""
    for drawing in lu.tous(f"{WP}docPr"):
        if not _decoratif(drawing) and not utile(drawing.get("descr", "")):
            yield drawing
    for shape in lu.tous(f"{V}shape"):
        if shape.find(f"{V}imagedata") is not None and not utile(shape.get("alt", "")):
            yield shape


def _decoratif(drawing: etree._Element) -> bool:
    return any(mark.get("val") in ("1", "true") for mark in drawing.iter(DECORATIF))


def utile(texte: str) -> bool:
    """Whether an alternative text says something: long enough, not a file name, not « image de…
    ».
    """
    words = texte.strip()
    return len(words) >= TEXTE_MINIMAL and not _MUET.match(words)


def flottant(lu: Lecture) -> Trouves:
    """Yield the floating objects and text boxes (docs/rules/accessibility.md#a14)."""
    return lu.tous(f"{WP}anchor", f"{V}textbox", f"{WPS}txbx", "txbxContent", "framePr")


def entete(lu: Lecture) -> Trouves:
    """Yield the tables without a header row (docs/rules/accessibility.md#a15)."""
    for table in lu.tous("tbl"):
        first = next(iter(rangees(table)), None)
        if first is None or not vrai(first.find(f"{W}trPr/{W}tblHeader")):
            yield table


def option_d_entete(lu: Lecture) -> Trouves:
    """Yield the tables without the header option (docs/rules/accessibility.md#a16)."""
    for table in lu.tous("tbl"):
        look = table.find(f"{W}tblPr/{W}tblLook")
        if look is None or not (
            vrai_attribut(look, "firstRow") or int(look.get(f"{W}val", "0"), 16) & 0x20
        ):
            yield table


def fusion(lu: Lecture) -> Trouves:
    """Yield the merged, nested or uneven cells (docs/rules/accessibility.md#a17)."""
    yield from (span for span in lu.tous("gridSpan") if span.get(f"{W}val") != "1")
    yield from lu.tous("vMerge", "hMerge")
    for table in lu.tous("tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        nested = next(table.iterancestors(f"{W}tbl"), None) is not None
        if nested or any(len(cellules(row)) != columns for row in rangees(table)):
            yield table


def cellule_vide(lu: Lecture) -> Trouves:
    """Yield the empty cells (docs/rules/accessibility.md#a18)."""
    return (cell for cell in lu.tous("tc") if _muette(cell))


def _muette(cell: etree._Element) -> bool:
    return not texte_de(cell).strip() and next(cell.iter(f"{W}drawing", f"{W}pict"), None) is None


def ligne_coupee(lu: Lecture) -> Trouves:
    """Yield the rows that two pages may share (docs/rules/accessibility.md#a19)."""
    return (row for row in lu.tous("tr") if not vrai(row.find(f"{W}trPr/{W}cantSplit")))


def legende(lu: Lecture) -> Trouves:
    """Yield the tables without a caption before them (docs/rules/accessibility.md#a20)."""
    captions = {para.element for para in lu.paragraphes if para.aspect.nom == "caption"}
    for table in lu.tous("tbl"):
        before = bloc_precedent(table)
        fields = (
            ""
            if before is None
            else "".join(words.text or "" for words in before.iter(f"{W}instrText"))
        )
        simple = (
            []
            if before is None
            else [field.get(f"{W}instr", "") for field in before.iter(f"{W}fldSimple")]
        )
        if before not in captions or not any("SEQ" in field for field in (fields, *simple)):
            yield table


def couleur_seule(lu: Lecture) -> Trouves:
    """Yield the shaded cells without a word (docs/rules/accessibility.md#a22)."""
    return (
        cell
        for cell in lu.tous("tc")
        if rempli(cell.find(f"{W}tcPr/{W}shd")) not in ("", "FFFFFF") and _muette(cell)
    )


def bordures(lu: Lecture) -> Trouves:
    """Recent Word exports a table without borders as a layout."""
    for table in lu.tous("tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle")
        named = lu.aspects.styles.get("" if style is None else style.get(f"{W}val", ""))
        own = table.find(f"{W}tblPr/{W}tblBorders")
        drawn = (
            any(edge.get(f"{W}val") not in ("nil", "none") for edge in own)
            if own is not None
            else named is not None and named.bordures
        )
        if not drawn:
            yield table


def graphique_seul(lu: Lecture) -> Trouves:
    """Each chart is followed by its data table, before another chart."""
    for chart in lu.tous(f"{C}chart"):
        paragraph = next(chart.iterancestors(f"{W}p"), None)
        following = () if paragraph is None else paragraph.itersiblings()
        for block in following:
            if block.tag == f"{W}tbl" or (
                block.tag == SDT and next(block.iter(f"{W}tbl"), None) is not None
            ):
                break
            if next(block.iter(f"{C}chart"), None) is not None:
                yield chart
                break
        else:
            yield chart


def graphique_illisible(lu: Lecture) -> Trouves:
    """Labels of 9 points, bars that stand out of the page by their fill or by their outline."""
    for name, data in lu.paquet.parts.items():
        if not name.startswith("word/charts/chart"):
            continue
        root = parsed(data)
        small = any(
            int(text.get("sz", ETIQUETTE)) < ETIQUETTE
            for text in root.iter(f"{A}defRPr", f"{A}rPr", f"{A}endParaRPr")
        )
        if small or any(not _visible(serie) for serie in root.iter(f"{C}ser")):
            yield lu.parties[0].root


def _visible(serie: etree._Element) -> bool:
    shape = serie.find(f"{C}spPr")
    colours = (
        []
        if shape is None
        else [str(colour.get("val", "")) for colour in shape.iter(f"{A}srgbClr")]
    )
    return not colours or any(
        rapport(colour, "FFFFFF") >= CONTRASTE_D_UN_DESSIN for colour in colours
    )


def construction(lu: Lecture) -> Trouves:
    """Drawings with an id of their own, fields that end, cells that end with a paragraph."""
    ids = Counter(drawing.get("id") for drawing in lu.tous(f"{WP}docPr"))
    yield from (drawing for drawing in lu.tous(f"{WP}docPr") if ids[drawing.get("id")] > 1)
    yield from (cell for cell in lu.tous("tc") if not finit_par_un_paragraphe(cell))
    for partie in lu.parties:
        kinds = Counter(char.get(f"{W}fldCharType") for char in partie.root.iter(f"{W}fldChar"))
        if kinds["begin"] != kinds["end"] or kinds["separate"] > kinds["begin"]:
            yield partie.root
