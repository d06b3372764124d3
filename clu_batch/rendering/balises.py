"""The tags of a template as they were typed: cut out of the paragraphs of each part, with where
they stand and what breaks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clu_batch.rendering.situation import SIGNES, Partie
from clu_batch.rendering.word_xml import W

_P, _R, _TC, _TR, _TBL = (f"{W}{tag}" for tag in ("p", "r", "tc", "tr", "tbl"))
_REVISIONS = tuple(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))
_EFFACES = (f"{W}delText",)
_DELIMITEURS = re.compile(r"\{\{|\{%|\}\}|%\}")
_ECARTES = re.compile(r"\{\s+[{%]|[}%]\s+\}")
_PREFIXE = re.compile(r"(p|tr|tc|r)(?=[\s\u00a0])", re.IGNORECASE)
_CHAINES = re.compile(r"('[^']*'|\"[^\"]*\")|([^'\"]+)")
_GUILLEMETS = str.maketrans("“”‘’", "\"\"''")
FERMETURES = {"{{": "}}", "{%": "%}"}


@dataclass(frozen=True, slots=True, eq=False)
class Balise:
    """A tag: `texte` as typed, `prefixe` (p, tr, tc, r or none), `corps` between its braces, names
    in lower case as they are meant.

    `passage`: its first run. `coupee`: a tracked change or a link goes through it.
    """

    partie: Partie
    paragraphe: etree._Element
    passage: etree._Element
    texte: str
    ouverture: str
    prefixe: str
    corps: str
    coupee: bool

    @property
    def mot(self) -> str:
        """The first word of an instruction, empty for a value."""
        return (self.corps.split() or [""])[0] if self.ouverture == "{%" else ""

    @property
    def nue(self) -> str:
        """What is shown of it in a message: neither its braces nor its prefix."""
        return self.corps or self.texte

    @property
    def jinja(self) -> str:
        """The tag as Jinja reads it."""
        return f"{self.ouverture} {self.corps} {FERMETURES[self.ouverture]}"

    @property
    def ou(self) -> str:
        """Where it stands, in words."""
        return self.partie.situer(self.paragraphe)

    @property
    def porteur(self) -> etree._Element | None:
        """What its prefix replaces: the paragraph, the row, the cell, the run; None when it stands
        in none.
        """
        holder = {"": _P, "p": _P, "tr": _TR, "tc": _TC, "r": _R}[self.prefixe]
        if holder == _P:
            return self.paragraphe
        return self.passage if holder == _R else next(self.paragraphe.iterancestors(holder), None)

    @property
    def support(self) -> etree._Element | None:
        """What must hold the closing tag too: the table of a row, the row of a cell, else what the
        paragraph stands in, or a link.
        """
        if (
            self.prefixe == ""
            and (parent := self.passage.getparent()) is not None
            and parent is not self.paragraphe
        ):
            return parent
        return None if self.porteur is None else self.porteur.getparent()


@dataclass(frozen=True, slots=True)
class Rupture:
    """Braces that make no tag: `texte` as typed, `ecriture` what was meant."""

    partie: Partie
    paragraphe: etree._Element
    texte: str
    ecriture: str

    @property
    def ou(self) -> str:
        """Where it stands, in words."""
        return self.partie.situer(self.paragraphe)


@dataclass(frozen=True, slots=True)
class _Signe:
    """A character typed in a paragraph: its run, the tracked change or the link that holds it;
    `efface`: shown as deleted.
    """

    signe: str
    passage: etree._Element
    tenu: etree._Element | None
    efface: bool


def lire(partie: Partie) -> Iterator[Balise | Rupture]:
    """The tags and the broken ones of a part, in order."""
    for paragraph in partie.root.iter(_P):
        signs = list(_signes(paragraph))
        if any(sign.signe in "{}" for sign in signs):
            yield from _decouper(partie, paragraph, signs)


def _signes(paragraph: etree._Element) -> Iterator[_Signe]:
    for element in paragraph.iter(f"{W}t", *_EFFACES, *SIGNES):
        run = next(element.iterancestors(_R), None)
        if run is None or next(element.iterancestors(_P), None) is not paragraph:
            continue
        parent = run.getparent()
        held = None if parent is paragraph else parent
        deleted = (
            element.tag in _EFFACES
            or next(run.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None
        )
        for sign in SIGNES.get(str(element.tag)) or element.text or "":
            yield _Signe(sign, run, held, deleted)


def _decouper(
    partie: Partie, paragraph: etree._Element, signs: list[_Signe]
) -> Iterator[Balise | Rupture]:
    places = [place for place, sign in enumerate(signs) if not sign.efface]
    text = "".join(signs[place].signe for place in places)
    opened: re.Match[str] | None = None
    for found in _DELIMITEURS.finditer(text):
        if found[0] in FERMETURES:
            if opened:
                yield _rupture(partie, paragraph, text[opened.start() : found.start()])
            opened = found
        elif opened and FERMETURES[opened[0]] == found[0]:
            yield _balise(
                partie, paragraph, signs[places[opened.start()] : places[found.end() - 1] + 1]
            )
            opened = None
        else:
            yield _rupture(
                partie,
                paragraph,
                text[opened.start() if opened else _debut(text, found.start()) : found.end()],
            )
            opened = None
    if opened:
        yield _rupture(partie, paragraph, text[opened.start() :])
    for apart in _ECARTES.finditer(text):
        yield _rupture(partie, paragraph, text[apart.start() :])


def _debut(text: str, end: int) -> int:
    """Where a tag that has lost its opening braces may begin: at a lone brace, else at its last
    word.
    """
    brace = text.rfind("{", 0, end)
    return (
        brace if brace >= 0 and "}" not in text[brace:end] else text.rstrip().rfind(" ", 0, end) + 1
    )


_LONGUEUR = 40  # signs shown of a broken tag


def _rupture(partie: Partie, paragraph: etree._Element, texte: str) -> Rupture:
    shown = " ".join(texte.split())[:_LONGUEUR]
    opening = (
        "{%" if "%" in shown[:3] or (shown.endswith("%}") and not shown.startswith("{{")) else "{{"
    )
    content = re.split(r"[}%]", shown.lstrip("{% "))[0].strip() or "…"
    return Rupture(partie, paragraph, shown, f"{opening} {content} {FERMETURES[opening]}")


def _balise(partie: Partie, paragraph: etree._Element, signs: list[_Signe]) -> Balise:
    text = "".join(sign.signe for sign in signs if not sign.efface)
    body = text[2:-2].strip("-\u00a0 \t\n")
    prefix = _PREFIXE.match(text[2:])
    if prefix:
        body = body[prefix.end() :].strip()
    straight = " ".join(body.translate(_GUILLEMETS).split())
    meant = _CHAINES.sub(lambda m: m[1] or m[2].lower(), straight)
    held = {sign.tenu for sign in signs}
    cut = len(held) > 1 or any(sign.efface for sign in signs)
    return Balise(
        partie,
        paragraph,
        signs[0].passage,
        text,
        text[:2],
        prefix[1].lower() if prefix else "",
        meant,
        cut,
    )
