"""The checks of headings, paragraphs, runs and links: each yields the elements at fault."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from clu_batch.kernel import french
from clu_batch.kernel.long_texts import PUCE, RANG
from clu_batch.render.accessibility.document_reading import DocumentReading, ShownParagraph
from clu_batch.render.accessibility.resolved_style import ShownRun, read_fill
from clu_batch.render.contents_list import LONGUEUR_D_UN_TITRE
from clu_batch.render.locate import read_text
from clu_batch.render.word_xml import (
    TABLE,
    XmlElement,
    find_above,
    find_child,
    name_tag,
    read_attribute,
    read_value,
)

Found = Iterator[XmlElement]

FAUX_TITRE = 90  # signs, of a paragraph taken for a heading (A09)
CORPS_MINIMAL = 20  # half-points (A25)
TITRES_SANS_SOMMAIRE = 5  # headings that need no contents list (A26)
CONTRASTE = 4.5
SIGLES = ("CLU", "RGPD", "CNIL", "DPO")
"""Acronyms that the program prints; those of the workbooks are the secretary's."""

_BLANCS = re.compile(r"[ \u00a0\u202f\u2009]{3,}|\n\s*\n")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MUETS = {"", "ici", "lien", "cliquez ici", "cliquer ici", "lien ici", "ce lien"}


def find_without_headings(lu: DocumentReading) -> Found:
    """Yield the document without a heading (docs/rules/accessibility.md#a05)."""
    if not any(para.written for para in lu.titres):
        yield lu.body


def find_skipped_levels(lu: DocumentReading) -> Found:
    """Yield the headings that skip a level (docs/rules/accessibility.md#a06)."""
    before = 0
    for para in lu.titres:
        if para.niveau > before + 1:
            yield para.element
        before = para.niveau


def find_bad_headings(lu: DocumentReading) -> Found:
    """Yield the empty or too long headings (docs/rules/accessibility.md#a07)."""
    for para in lu.titres:
        if para.vide or len(para.texte.strip()) > LONGUEUR_D_UN_TITRE:
            yield para.element


def find_empty_paragraphs(lu: DocumentReading) -> Found:
    """Yield the empty paragraphs that Word does not need (docs/rules/accessibility.md#a08)."""
    for para in lu.paragraphes:
        if para.vide and not para.niveau and not _is_needed(para):
            yield para.element


def _is_needed(para: ShownParagraph) -> bool:
    """Return whether Word wants an empty paragraph: alone in its cell or its part, or last after a
    table.
    """
    if para.cellule is not None and not read_text(para.cellule).strip():
        return True
    after = para.element.getnext()
    if after is not None and after.tag != name_tag("sectPr"):
        return False
    before = para.element.getprevious()
    if before is not None and before.tag == TABLE:
        return True
    return not read_text(para.partie.root).strip()


def find_false_headings(lu: DocumentReading) -> Found:
    """Yield the bold paragraphs that look like headings (docs/rules/accessibility.md#a09)."""
    for para in lu.corps:
        if para.niveau or para.cellule is not None or _is_titled(para):
            continue
        text = para.texte.strip()
        short = 0 < len(text) <= FAUX_TITRE and not text.endswith((".", ";", ":", ","))
        bold = {passage.aspect.gras for passage in para.passages if passage.texte.strip()}
        if short and bold == {True}:
            yield para.element


def _is_titled(para: ShownParagraph) -> bool:
    """Return whether the style of a paragraph says that it is a heading, a title or a caption."""
    name = para.aspect.nom
    return name.startswith(("title", "subtitle", "caption")) or "heading" in name


def find_false_lists(lu: DocumentReading) -> Found:
    """Yield the list items made by a typed mark (docs/rules/accessibility.md#a10)."""
    for para in lu.paragraphes:
        if para.niveau or para.aspect.nom.startswith("toc "):
            continue
        text = para.texte.lstrip()
        marked = PUCE.match(text) or RANG.match(text)
        if marked and not _is_numbered(para):
            yield para.element


def _is_numbered(para: ShownParagraph) -> bool:
    """Return whether Word numbers a paragraph, by its own properties or by its style."""
    numbering = para.find_own("numPr")
    num = None if numbering is None else find_child(numbering, "numId")
    if num is None:
        return para.aspect.numerote
    return read_value(num) != "0"


def find_repeated_spaces(lu: DocumentReading) -> Found:
    """Yield the texts laid out by repeated spaces (docs/rules/accessibility.md#a11)."""
    for para in lu.paragraphes:
        has_stops = para.aspect.taquets or para.find_own("tabs") is not None
        tabs = 0 if has_stops else para.texte.count("\t")
        if tabs > 1 or _BLANCS.search(para.texte):
            yield para.element


def find_justified(lu: DocumentReading) -> Found:
    """Yield the justified paragraphs (docs/rules/accessibility.md#a12)."""
    for para in lu.paragraphes:
        own = para.find_own("jc")
        side = para.aspect.cote if own is None else read_value(own)
        if side in ("both", "distribute") and para.written:
            yield para.element


def find_low_contrast(lu: DocumentReading) -> Found:
    """Yield the runs that stand out too little (docs/rules/accessibility.md#a21)."""
    for para in lu.paragraphes:
        cell = "" if para.cellule is None else read_fill(find_child(para.cellule, "tcPr/shd"))
        behind = read_fill(para.find_own("shd")) or cell
        for passage in para.passages:
            if passage.texte.strip() and _is_faint(passage, behind, cell):
                yield passage.element


def _is_faint(passage: ShownRun, behind: str, cell: str) -> bool:
    """Return whether a run stands out too little from what is behind it.

    A run without a colour of its own is too faint in a dark cell: some readers then write in black.
    """
    shade = passage.fond or behind or "FFFFFF"
    if find_contrast(passage.aspect.couleur or "000000", shade) < CONTRASTE:
        return True
    if passage.colore or passage.fond or not cell:
        return False
    return find_contrast("000000", cell) < find_contrast("FFFFFF", cell)


@functools.lru_cache(maxsize=512)
def find_contrast(une: str, autre: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.1, 1.4.3)."""
    dark, light = sorted((_find_luminance(une), _find_luminance(autre)))
    return (light + 0.05) / (dark + 0.05)


def _find_luminance(colour: str) -> float:
    red, green, blue = (_linearise(level / 255) for level in bytes.fromhex(colour[:6]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linearise(channel: float) -> float:
    if channel <= 0.03928:
        return channel / 12.92
    return math.pow((channel + 0.055) / 1.055, 2.4)


def find_silent_links(lu: DocumentReading) -> Found:
    """Yield the links whose words say nothing (docs/rules/accessibility.md#a23)."""
    for link in lu.list_all("hyperlink"):
        words = read_text(link).strip()
        if words.lower() in _MUETS or _URL.fullmatch(words):
            yield link


def find_bare_addresses(lu: DocumentReading) -> Found:
    """Yield the addresses typed outside of a link (docs/rules/accessibility.md#a24)."""
    for words in lu.list_all("t"):
        if _URL.search(words.text or "") and find_above(words, "hyperlink") is None:
            yield words


def find_small_or_capitals(lu: DocumentReading) -> Found:
    """Yield the runs too small or in capitals (docs/rules/accessibility.md#a25)."""
    for passage in lu.list_runs():
        if passage.aspect.taille < CORPS_MINIMAL or passage.aspect.capitales:
            yield passage.element


def find_missing_contents(lu: DocumentReading) -> Found:
    """Yield the long document without contents list (docs/rules/accessibility.md#a26)."""
    if len(lu.titres) <= TITRES_SANS_SOMMAIRE:
        return
    fields = [(words.text or "").split()[:1] for words in lu.list_all("instrText")]
    anchors = [read_attribute(link, "anchor") for link in lu.list_all("hyperlink")]
    filled = any(anchor.startswith("_Toc") for anchor in anchors)
    if ["TOC"] not in fields or not filled:
        yield lu.body


def find_revisions(lu: DocumentReading) -> Found:
    """Yield the revisions, comments and hidden texts (docs/rules/accessibility.md#a28)."""
    yield from lu.list_all(*_REVISIONS)
    for passage in lu.list_runs():
        if passage.aspect.cache:
            yield passage.element


_REVISIONS = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "commentReference",
    "commentRangeStart",
)
"""What Word writes of a tracked change or of a comment."""


def find_undated(lu: DocumentReading) -> Found:
    """Yield the document whose body does not say the date of the meeting: Word tags neither header
    nor footer in a PDF.
    """
    said = _plain(read_text(lu.body))
    forms = (
        french.format_date(lu.date),
        french.format_long_date(lu.date),
        french.format_short_date(lu.date),
        french.format_date(lu.date).replace("1er", "1"),
    )
    if not any(_plain(form) in said for form in forms):
        yield lu.body


def _plain(texte: str) -> str:
    """Return a text with one ordinary space between its words."""
    return " ".join(texte.split())


def find_unexplained_acronyms(lu: DocumentReading) -> Found:
    """Yield the acronyms that are not spelled out at their first use."""
    awaited = set(SIGLES)
    for para in lu.corps:
        for word in list(awaited):
            if word not in para.texte:
                continue
            found = re.search(rf"(\(?)(?<![\w-]){word}(?![\w@-])(\)?)", para.texte)
            if found is None:
                continue
            awaited.discard(word)
            if not (found[1] or found[2]):
                yield para.element
