"""The checks of headings, paragraphs, runs and links: each yields the elements at fault."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from lxml import etree

from clu_batch import french
from clu_batch.contenu_texte import PUCE, RANG
from clu_batch.rendering.accessibilite.aspect import rempli
from clu_batch.rendering.accessibilite.lecture import Lecture, Para
from clu_batch.rendering.situation import texte_de
from clu_batch.rendering.sommaire import LONGUEUR_D_UN_TITRE
from clu_batch.rendering.word_xml import W

Trouves = Iterator[etree._Element]

FAUX_TITRE = 90  # signs, of a paragraph taken for a heading (A09)
CORPS_MINIMAL = 20  # half-points (A25)
TITRES_SANS_SOMMAIRE = 5  # headings that need no contents list (A26)
CONTRASTE = 4.5
SIGLES = ("CLU", "RGPD", "CNIL", "DPO")
"""Acronyms that the program prints; those of the workbooks are the secretary's."""

_BLANCS = re.compile(r"[ \u00a0\u202f\u2009]{3,}|\n\s*\n")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MUETS = {"", "ici", "lien", "cliquez ici", "cliquer ici", "lien ici", "ce lien"}


def sans_titres(lu: Lecture) -> Trouves:
    """Yield the document without a heading (docs/rules/accessibility.md#a05)."""
    if not any(para.texte.strip() for para in lu.titres):
        yield lu.parties[0].root


def niveaux(lu: Lecture) -> Trouves:
    """Yield the headings that skip a level (docs/rules/accessibility.md#a06)."""
    before = 0
    for para in lu.titres:
        if para.niveau > before + 1:
            yield para.element
        before = para.niveau


def titre_vide_ou_long(lu: Lecture) -> Trouves:
    """Yield the empty or too long headings (docs/rules/accessibility.md#a07)."""
    return (
        para.element
        for para in lu.titres
        if para.vide or len(para.texte.strip()) > LONGUEUR_D_UN_TITRE
    )


def paragraphe_vide(lu: Lecture) -> Trouves:
    """Yield the empty paragraphs that Word does not need (docs/rules/accessibility.md#a08)."""
    for para in lu.paragraphes:
        if para.vide and not para.niveau and not _oblige(para):
            yield para.element


def _oblige(para: Para) -> bool:
    before, after = para.element.getprevious(), para.element.getnext()
    if para.cellule is not None and not texte_de(para.cellule).strip():
        return True
    last = after is None or after.tag == f"{W}sectPr"
    return last and (
        (before is not None and before.tag == f"{W}tbl") or not texte_de(para.partie.root).strip()
    )


def faux_titre(lu: Lecture) -> Trouves:
    """Yield the bold paragraphs that look like headings (docs/rules/accessibility.md#a09)."""
    for para in lu.corps:
        text = para.texte.strip()
        if (
            not text
            or len(text) > FAUX_TITRE
            or text.endswith((".", ";", ":", ","))
            or para.cellule is not None
            or para.niveau
        ):
            continue
        if (
            para.aspect.nom.startswith(("title", "subtitle", "caption"))
            or "heading" in para.aspect.nom
        ):
            continue
        written = [passage for passage in para.passages if passage.texte.strip()]
        if written and all(passage.aspect.gras for passage in written):
            yield para.element


def fausse_liste(lu: Lecture) -> Trouves:
    """Yield the list items made by a typed mark (docs/rules/accessibility.md#a10)."""
    for para in lu.paragraphes:
        text = para.texte.lstrip()
        if (
            para.niveau
            or para.aspect.nom.startswith("toc ")
            or not (PUCE.match(text) or RANG.match(text))
        ):
            continue
        numbering = para.propre("numPr")
        num = None if numbering is None else numbering.find(f"{W}numId")
        if not (para.aspect.numerote if num is None else num.get(f"{W}val") != "0"):
            yield para.element


def espaces(lu: Lecture) -> Trouves:
    """Yield the texts laid out by repeated spaces (docs/rules/accessibility.md#a11)."""
    for para in lu.paragraphes:
        stops = para.aspect.taquets or para.propre("tabs") is not None
        if _BLANCS.search(para.texte) or (not stops and para.texte.count("\t") > 1):
            yield para.element


def justifie(lu: Lecture) -> Trouves:
    """Yield the justified paragraphs (docs/rules/accessibility.md#a12)."""
    for para in lu.paragraphes:
        own = para.propre("jc")
        if (para.aspect.cote if own is None else own.get(f"{W}val")) in (
            "both",
            "distribute",
        ) and para.texte.strip():
            yield para.element


def contraste(lu: Lecture) -> Trouves:
    """Yield the runs that stand out too little (docs/rules/accessibility.md#a21)."""
    for para in lu.paragraphes:
        cell = "" if para.cellule is None else rempli(para.cellule.find(f"{W}tcPr/{W}shd"))
        behind = rempli(para.propre("shd")) or cell
        for passage in para.passages:
            if not passage.texte.strip():
                continue
            fond = passage.fond or behind or "FFFFFF"
            dark = cell and not passage.fond and rapport("000000", cell) < rapport("FFFFFF", cell)
            if rapport(passage.aspect.couleur or "000000", fond) < CONTRASTE or (
                dark and not passage.colore
            ):
                yield passage.element


@functools.lru_cache(maxsize=512)
def rapport(une: str, autre: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.1, 1.4.3)."""
    clair, sombre = sorted((_luminance(une), _luminance(autre)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def _luminance(hexa: str) -> float:
    canaux = [int(hexa[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, v, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * r + 0.7152 * v + 0.0722 * b


def lien(lu: Lecture) -> Trouves:
    """Yield the links whose words say nothing (docs/rules/accessibility.md#a23)."""
    for link in lu.tous("hyperlink"):
        words = texte_de(link).strip()
        if words.lower() in _MUETS or _URL.fullmatch(words):
            yield link


def adresse_nue(lu: Lecture) -> Trouves:
    """Yield the addresses typed outside of a link (docs/rules/accessibility.md#a24)."""
    for words in lu.tous("t"):
        if (
            words.text
            and _URL.search(words.text)
            and next(words.iterancestors(f"{W}hyperlink"), None) is None
        ):
            yield words


def petit_ou_capitales(lu: Lecture) -> Trouves:
    """Yield the runs too small or in capitals (docs/rules/accessibility.md#a25)."""
    for para in lu.paragraphes:
        for passage in para.passages:
            if passage.texte.strip() and (
                passage.aspect.taille < CORPS_MINIMAL or passage.aspect.capitales
            ):
                yield passage.element


def sommaire(lu: Lecture) -> Trouves:
    """Yield the long document without contents list (docs/rules/accessibility.md#a26)."""
    if len(lu.titres) <= TITRES_SANS_SOMMAIRE:
        return
    field = any((words.text or "").split()[:1] == ["TOC"] for words in lu.tous("instrText"))
    filled = any(link.get(f"{W}anchor", "").startswith("_Toc") for link in lu.tous("hyperlink"))
    if not (field and filled):
        yield lu.parties[0].root


def revisions(lu: Lecture) -> Trouves:
    """Yield the revisions, comments and hidden texts (docs/rules/accessibility.md#a28)."""
    yield from lu.tous(
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
    for para in lu.paragraphes:
        yield from (
            passage.element
            for passage in para.passages
            if passage.aspect.cache and passage.texte.strip()
        )


def sans_date(lu: Lecture) -> Trouves:
    """The date of the meeting stands in the body: Word tags neither header nor footer in a PDF."""
    said = " ".join(texte_de(lu.parties[0].root).split())
    forms = (
        french.date(lu.date),
        french.date_longue(lu.date),
        french.date_courte(lu.date),
        french.date(lu.date).replace("1er", "1"),
    )
    if not any(" ".join(form.split()) in said for form in forms):
        yield lu.parties[0].root


def sigle(lu: Lecture) -> Trouves:
    """Acronyms spelled out at their first use."""
    awaited = set(SIGLES)
    for para in lu.corps:
        for word in [word for word in awaited if word in para.texte]:
            found = re.search(rf"(\(?)(?<![\w-]){word}(?![\w@-])(\)?)", para.texte)
            if found is None:
                continue
            awaited.discard(word)
            if not (found[1] or found[2]):
                yield para.element
