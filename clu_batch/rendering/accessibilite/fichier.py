"""The checks of the file as a whole: its properties, its language, its protection. Each yields the
elements at fault.
"""

from __future__ import annotations

from lxml import etree

from clu_batch.rendering.accessibilite.lecture import Lecture
from clu_batch.rendering.accessibilite.textes import Trouves
from clu_batch.rendering.package import parsed
from clu_batch.rendering.proprietes import CORE_PART
from clu_batch.rendering.word_xml import W

FRANCAIS = "fr-FR"
GENERIQUES = {
    "document",
    "document1",
    "document word",
    "microsoft word",
    "word document",
    "sans titre",
    "titre",
    "untitled",
}
BIBLIOTHEQUES = ("python-docx", "docxtpl", "openpyxl", "apache poi", "aspose")
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def titre(lu: Lecture) -> Trouves:
    """Yield the document without a title of its own (docs/rules/accessibility.md#a01)."""
    said = _dit(lu, f"{_DC}title").casefold()
    if not said or said.removesuffix(".docx") in GENERIQUES:
        yield lu.parties[0].root


def proprietes(lu: Lecture) -> Trouves:
    """Yield the document whose properties are not ours (docs/rules/accessibility.md#a30)."""
    named = f"{_dit(lu, f'{_DC}creator')} {_dit(lu, f'{_DC}description')}".casefold()
    dates = {_dit(lu, f"{_TERMS}{name}")[:10] for name in ("created", "modified")}
    if any(library in named for library in BIBLIOTHEQUES) or dates != {lu.date.isoformat()}:
        yield lu.parties[0].root


def _dit(lu: Lecture, balise: str) -> str:
    data = lu.paquet.parts.get(CORE_PART)
    found = None if data is None else parsed(data).find(balise)
    return "" if found is None else (found.text or "").strip()


def langue(lu: Lecture) -> Trouves:
    """Yield the document not in French by default (docs/rules/accessibility.md#a02)."""
    root = lu.aspects.root
    found = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if found is None or found.get(f"{W}val") != FRANCAIS:
        yield lu.parties[0].root


def langue_d_un_passage(lu: Lecture) -> Trouves:
    """Yield the passages and styles not in French (docs/rules/accessibility.md#a03)."""
    styles = () if lu.aspects.root is None else lu.aspects.root.iterfind(f"{W}style//{W}lang")
    yield from (
        lang for lang in (*lu.tous("lang"), *styles) if lang.get(f"{W}val", FRANCAIS) != FRANCAIS
    )


def langue_du_theme(lu: Lecture) -> Trouves:
    """Yield the document whose theme is not in French (docs/rules/accessibility.md#a04)."""
    found = _reglage(lu, "themeFontLang")
    if found is None or found.get(f"{W}val") != FRANCAIS:
        yield lu.parties[0].root


def protection(lu: Lecture) -> Trouves:
    """Yield the document that is protected (docs/rules/accessibility.md#a27)."""
    if (
        _reglage(lu, "documentProtection") is not None
        or _reglage(lu, "writeProtection") is not None
    ):
        yield lu.parties[0].root


def _reglage(lu: Lecture, nom: str) -> etree._Element | None:
    root = lu.racine("settings")
    return None if root is None else root.find(W + nom)


def colonnes(lu: Lecture) -> Trouves:
    """Yield the sections in several columns (docs/rules/accessibility.md#a29)."""
    return (cols for cols in lu.tous("cols") if int(cols.get(f"{W}num", "1")) > 1)
