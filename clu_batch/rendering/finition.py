"""What is put right in the XML of a part once its tags are printed, and the contents list, written
last.

The order matters: blocks first, then what is missing, then the shape of cells and tables, then
headings and contents.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from clu_batch.contenu import Bloc
from clu_batch.contenu_texte import PUCE, RANG
from clu_batch.rendering.controles import oter_les_vides
from clu_batch.rendering.elements import BALISEE, HIGHLIGHT, NAMESPACES
from clu_batch.rendering.package import parsed
from clu_batch.rendering.rangees import (
    blocs,
    cellules,
    finit_par_un_paragraphe,
    oter,
    porte_des_blocs,
    porteur,
    rangees,
)
from clu_batch.rendering.styles import Styles, W
from clu_batch.rendering.texte import FIN, MANQUE, NEANT, VIDE, lisible

_HOLDERS = [
    f"{W}{tag}"
    for tag in ("body", "tc", "hdr", "ftr", "footnote", "endnote", "sdtContent", "txbxContent")
]
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
ADRESSE = re.compile(r"((?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?)\]’'\"])")
_MANQUANT = re.compile(f"{MANQUE}([^{FIN}]*){FIN}")
# What makes a paragraph worth keeping without a word (A08).
_HOLDS = tuple(
    f"{W}{tag}"
    for tag in (
        "drawing",
        "pict",
        "object",
        "br",
        "sectPr",
        "fldChar",
        "fldSimple",
        "sym",
        "footnoteReference",
        "endnoteReference",
        "bookmarkStart",
    )
)


def inserer_blocs(
    root: etree._Element, blocs: Sequence[Bloc], xml: Callable[[Bloc], Iterable[etree._Element]]
) -> None:
    """Puts each block in the place of its tag; after the paragraph when the tag stands inside
    one.
    """
    last: dict[etree._Element, etree._Element] = {}
    for mark in list(root.iter("bloc")):
        elements = list(xml(blocs[int(mark.get("n", "0"))]))
        parent = mark.getparent()
        if parent is None:
            continue
        if porte_des_blocs(parent):
            for element in elements:
                mark.addprevious(element)
        else:
            paragraph = _support(mark)
            for element in elements:
                last.get(paragraph, paragraph).addnext(element)
                last[paragraph] = element
        oter(mark)


def _support(mark: etree._Element) -> etree._Element:
    """The paragraph or table that holds `mark`, itself directly in a body or a cell."""
    element = mark
    for ancestor in mark.iterancestors():
        if porte_des_blocs(ancestor):
            return element
        element = ancestor
    return element


def recueillir_textes_nus(root: etree._Element) -> None:
    """Gives a paragraph to the text that a `{{p … }}` tag printed outside any paragraph."""
    for holder in filter(porte_des_blocs, root.iter(*_HOLDERS)):
        if holder.text and holder.text.strip():
            holder.insert(0, _paragraphe(holder.text.strip()))
            holder.text = None
        for child in list(holder):
            if child.tail and child.tail.strip():
                child.addnext(_paragraphe(child.tail.strip()))
                following = child.getnext()
                child.tail = None
                if following is not None:
                    following.tail = None


def _paragraphe(text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    run = etree.SubElement(paragraph, f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set(_XML_SPACE, "preserve")
    return paragraph


def marquer_textes(root: etree._Element, lien: Callable[[str], etree._Element]) -> None:
    """Highlights what is missing, in black so that it reads on any cell, and makes named links of
    the addresses (A24).
    """
    for words in list(root.iter(f"{W}t")):
        if not words.text:
            continue
        if MANQUE in words.text:
            _decouper(words, _MANQUANT, lambda run, text: _morceau(run, text, missing=True))
        elif (
            ADRESSE.search(words.text) and next(words.iterancestors(f"{W}hyperlink"), None) is None
        ):
            _decouper(words, ADRESSE, lambda _, text: lien(text))


def surligner(root: etree._Element, textes: Sequence[str]) -> None:
    """Highlights every place where one of these texts is printed."""
    wanted = sorted({lisible(texte).strip() for texte in textes} - {""}, key=len, reverse=True)
    pattern = re.compile(f"({'|'.join(map(re.escape, wanted))})")
    for words in list(root.iter(f"{W}t")) if wanted else ():
        if words.text and pattern.search(words.text):
            _decouper(words, pattern, lambda run, text: _morceau(run, text, missing=True))


def _decouper(
    words: etree._Element,
    pattern: re.Pattern[str],
    fabrique: Callable[[etree._Element, str], etree._Element],
) -> None:
    """Splits the run that holds `words`: what `pattern` captures is made by `fabrique`, the rest
    keeps the look of the run.
    """
    run = words.getparent()
    if run is None or run.tag != f"{W}r" or not words.text:
        return
    before, after = list(run)[: run.index(words)], list(run)[run.index(words) + 1 :]
    pieces = enumerate(pattern.split(words.text))
    made = [
        fabrique(run, piece) if number % 2 else _morceau(run, piece)
        for number, piece in pieces
        if piece
    ]
    if after:
        made.append(_morceau(run, ""))
        made[-1].extend(after)
    for new in made:
        run.addprevious(new)
    if all(child.tag == f"{W}rPr" for child in before):
        oter(run)
    else:
        run.remove(words)
        made[0].addprevious(run)


def _morceau(run: etree._Element, text: str, *, missing: bool = False) -> etree._Element:
    """A run that looks like `run` and says `text`."""
    piece = etree.Element(
        f"{W}r", attrib={str(name): str(value) for name, value in run.attrib.items()}
    )
    look = run.find(f"{W}rPr")
    properties = copy.deepcopy(look) if look is not None else etree.Element(f"{W}rPr")
    if missing:
        for tag in ("color", "highlight", "shd"):
            for old in properties.findall(f"{W}{tag}"):
                properties.remove(old)
        _en_ordre(properties, list(parsed(f"<x {NAMESPACES}>{HIGHLIGHT}</x>".encode())))
    if len(properties):
        piece.append(properties)
    if text:
        words = etree.SubElement(piece, f"{W}t")
        words.text = text
        words.set(_XML_SPACE, "preserve")
    return piece


# The order that the schema wants in w:rPr, cut at the places where colour and highlight go.
_AVANT_COULEUR = {
    f"{W}{tag}"
    for tag in (
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
    )
}
_AVANT_SURLIGNAGE = _AVANT_COULEUR | {
    f"{W}{tag}" for tag in ("color", "spacing", "w", "kern", "position", "sz", "szCs")
}


def _en_ordre(properties: etree._Element, added: Sequence[etree._Element]) -> None:
    for element in added:
        before = _AVANT_COULEUR if element.tag == f"{W}color" else _AVANT_SURLIGNAGE
        properties.insert(sum(1 for child in properties if child.tag in before), element)


def fermer_cellules(root: etree._Element) -> None:
    """Removes tables left without rows, gives « Néant » to those left with their header only and a
    paragraph to each cell (Word's rule).
    """
    for table in list(root.iter(f"{W}tbl")):
        rows = rangees(table)
        if not rows:
            oter(table)
        elif all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows):
            table.append(_ligne_neant(rows[-1]))
    for cell in root.iter(f"{W}tc"):
        if not finit_par_un_paragraphe(cell):
            cell.append(etree.Element(f"{W}p") if blocs(cell) else _paragraphe(VIDE))


def _ligne_neant(header: etree._Element) -> etree._Element:
    row = copy.deepcopy(header)
    for repeated in row.findall(f"{W}trPr/{W}tblHeader"):
        oter(repeated)
    for number, cell in enumerate(cellules(row)):
        for child in list(cell):
            if child.tag != f"{W}tcPr":
                cell.remove(child)
        for shading in cell.findall(f"{W}tcPr/{W}shd"):
            oter(shading)
        cell.append(_paragraphe(VIDE if number else NEANT))
    return row


def lister_marqueurs(root: etree._Element, styles: Styles, puces: Callable[[], str]) -> None:
    """Makes list items of the printed paragraphs that start with a typed marker (A10); a number
    that was typed stays.
    """
    kept = {
        sid
        for name, sid in styles.ids.items()
        if name.startswith(("heading", "toc", "title", "caption", "list"))
    }
    for paragraph in root.iter(f"{W}p"):
        if paragraph.get(BALISEE) is None:
            continue
        words = [t for t in paragraph.iter(f"{W}t") if t.text]
        start = "".join(t.text or "" for t in words[:3]).lstrip()
        bullet = PUCE.match(start)
        if not bullet and not RANG.match(start):
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if paragraph.find(f"{W}pPr/{W}numPr") is not None or (
            style is not None and style.get(f"{W}val") in kept
        ):
            continue
        if bullet and words[0].text and (match := PUCE.match(words[0].text.lstrip() + " ·")):
            words[0].text = words[0].text.lstrip()[match.end() :]
        _numeroter(paragraph, puces())


_AVANT_NUMEROTATION = {
    f"{W}{tag}"
    for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


def _numeroter(paragraph: etree._Element, num: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    numbering = parsed(
        f'<w:numPr {NAMESPACES}><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'.encode()
    )
    properties.insert(sum(1 for child in properties if child.tag in _AVANT_NUMEROTATION), numbering)


def oter_paragraphes_vides(root: etree._Element) -> None:
    """Removes the paragraphs that a tag leaves empty (A08); the last one of a cell says « — »
    (A18). The template's own are left alone.
    """
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.get(BALISEE) is None:
            continue
        del paragraph.attrib[BALISEE]
        if not _vide(paragraph):
            continue
        holder = porteur(paragraph)
        if holder is None:
            continue
        if holder.tag != f"{W}tc" or len(blocs(holder)) > 1:
            oter(paragraph)
        else:
            paragraph.extend(list(_paragraphe(VIDE)))
    oter_les_vides(root)
    for cell in root.iter(f"{W}tc"):  # a cell must still end with a paragraph
        if not finit_par_un_paragraphe(cell):
            cell.append(etree.Element(f"{W}p"))


def _vide(paragraph: etree._Element) -> bool:
    if any(words.text and words.text.strip() for words in paragraph.iter(f"{W}t")):
        return False
    return next(paragraph.iter(*_HOLDS), None) is None


def uniques(root: etree._Element, prises: set[str]) -> None:
    """Gives every drawing its own id and keeps one bookmark per name: loops of the template repeat
    both.
    """
    for number, drawing in enumerate(root.iter(_DOCPR), start=1 + len(prises)):
        drawing.set("id", str(number))
        prises.add(str(number))
    names: set[str] = set()
    kept = 0
    ids: dict[str, str] = {}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = mark.get(f"{W}id", "")
        if mark.tag == f"{W}bookmarkEnd":
            new = ids.pop(old, None)
            oter(mark) if new is None else mark.set(f"{W}id", new)
            continue
        name = mark.get(f"{W}name", "")
        if name in names:
            oter(mark)
            continue
        names.add(name)
        ids[old] = str(kept)
        mark.set(f"{W}id", str(kept))
        kept += 1
