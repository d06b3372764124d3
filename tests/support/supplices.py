"""200 strings that break careless programs, and what a document must say of each.

A string holds the mark `JETON` twice at least, so that what a document prints of it can be told
from anything else, whole or cut.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from clu_batch.kernel.folding import clean_text

JETON = "¤"
LONG = 32_767  # what a cell of Excel holds

ATOMES = (
    "&",
    "<",
    ">",
    "]]>",
    "&amp;",
    "&#0;",
    "<w:p/>",
    "<!-- x",
    "\"'",
    "{{ 7*7 }}",
    "{% x %}",
    "{%tr for a in b %}",
    "{{p bloc }}",
    "{# x #}",
    "}}",
    "${7*7}",
    "%s %(a)d {0}",
    "_x0000_",
    "_x0007_",
    "_x000B_",
    "_xD800_",
    "_xDFFF_",
    "_x0041_",
    "_x005F_x0041_",
    "\x85",
    "\u2028",
    "\u200b",
    "\ufeff",
    "\ufdd0",
    "\ufdd2",
    "\ue000",
    "\u202e",
    "مرحبا بكم",
    "שלום",
    "👩🏽‍🦽",
    "🇫🇷",
    "e\u0301\u0323\u0302",
    "ﬁ ½ № ⅷ",
    "- ",
    "– ",
    "• ",
    "1. ",
    "a) ",
    "o ",
    "=cmd|' /C calc'!A0",
    "+33 4 66",
    "@SUM(A1)",
    "-1",
    "https://exemple.fr/a?b=1&c=<d>",
    "12:30 50% !? : ;",
)
"""What hurts: markup, tags of templates, characters that XML forbids, other writings, marks of
lists, formulas, addresses.
"""

FORMES = (
    "{a} ¤ du texte {a} et la fin ¤ {a}",
    "{a}¤{a}¤{a}",
    (
        "¤ première ligne\n\n\n{a} deuxième ligne\n   \n\t{a}\ttroisième    ligne\r\n- quatrième"
        " ligne\n{a} ¤"
    ),
    "{a} ¤ {long} {a} ¤",
)
"""Where it stands: around words, against them, at the head of lines among blank ones, at both ends
of the longest cell.
"""
PHRASE = "Une phrase ordinaire, qui se répète pour remplir la cellule. "
LONGUES = 5
"""One string in so many fills the cell to its 32 767 signs, the others to a few phrases: the whole
campaign would take hours.
"""


def _long(atome: str, forme: str) -> str:
    vide = forme.format(a=atome, long="")
    # the marks are longer than one sign
    reste = LONG - len(vide) - 40 if ATOMES.index(atome) % LONGUES == 0 else 300
    return forme.format(a=atome, long=(PHRASE * (reste // len(PHRASE))).strip())


SUPPLICES: tuple[str, ...] = tuple(
    _long(atome, forme) if "{long}" in forme else forme.format(a=atome)
    for forme, atome in itertools.product(FORMES, ATOMES)
)
_ADRESSE = re.compile(r"https://([^/\s]+)[^\s<>«»]*[^\s<>«».,;:!?)\]]")
_MARQUE = re.compile(r"(?:[-–—•·*▪o]|\d{1,3}[.)°]|[A-Za-z]\))\s+(?=\S)")
_BLANCS = re.compile(r"\s+")
_INVISIBLES = re.compile("[\ue000\ufdd0-\ufdef]")  # signs that no font draws
_REMPLISSAGE = re.compile(f"(?:{_BLANCS.sub('', PHRASE)})+", re.IGNORECASE)
_ECHAPPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def serre(texte: str) -> str:
    """A text without any space nor capital (documents put those of sentences), phrases of filling
    counted: what is compared.
    """
    court = _REMPLISSAGE.sub(lambda trouve: f"‹{len(trouve[0])}›", _BLANCS.sub("", texte))
    return _INVISIBLES.sub("", unicodedata.normalize("NFC", court.casefold()))


def attendu(texte: str) -> re.Pattern[str]:
    """What a document may print of a typed text: each line in turn, as a paragraph or after a sign,
    its mark of list or not.

    A last full stop or bracket may be lost: a sentence of the document puts its own, a number is
    printed without.
    """
    lignes = [ligne for ligne in map(_ligne, imprimable(texte).splitlines()) if ligne]
    return re.compile(r"[\n,;]*".join(lignes).removesuffix(r"\.").removesuffix(r"\)"))


def imprimable(texte: str) -> str:
    """The typed text as Excel and the cleaning of cells give it, without what a document cannot
    hold.
    """
    saisi = _ECHAPPE.sub(
        lambda code: code[0] if 0xD800 <= int(code[1], 16) < 0xE000 else chr(int(code[1], 16)),
        texte,
    )
    return "".join(
        c
        for c in clean_text(saisi)
        if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co")
    )


def _ligne(ligne: str) -> str:
    marque = _MARQUE.match(ligne.strip())
    debut, reste = (marque[0], ligne.strip()[marque.end() :]) if marque else ("", ligne)
    motif = "".join(
        (
            f"(?:{re.escape(serre(adresse[0]))}|site{re.escape(adresse[1])})"
            if adresse
            else re.escape(serre(mots))
        )
        for mots, adresse in _morceaux(reste)
    )
    if not debut.strip():
        return motif
    return f"(?:{re.escape(serre(debut))}|{re.escape(serre(debut)[:-1])}–|){motif}"


def _morceaux(ligne: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    fin = 0
    for adresse in _ADRESSE.finditer(ligne):
        yield ligne[fin : adresse.start()], None
        yield "", adresse
        fin = adresse.end()
    yield ligne[fin:], None
