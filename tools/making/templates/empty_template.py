"""The parts of an empty template, as Word stores them: page, header, footer, settings,
properties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clu_batch.kernel import french
from tools.making.templates import word_styles
from tools.making.templates.content_controls import W14
from tools.making.templates.word_styles import W

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"

A4 = (11906, 16838)  # twentieths of a point
MARGE = 1134  # 2 cm


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a template, in twentieths of a point."""

    paysage: bool = False
    marge: int = MARGE

    @property
    def taille(self) -> tuple[int, int]:
        """Width and height."""
        return (A4[1], A4[0]) if self.paysage else A4

    @property
    def utile(self) -> int:
        """The width between the margins."""
        return self.taille[0] - 2 * self.marge


def write_field(instruction: str, valeur: str) -> str:
    """A complex field with its cached value."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f" {instruction} </w:instrText></w:r><w:r><w:fldChar"
        f' w:fldCharType="separate"/></w:r><w:r><w:t>{valeur}</w:t></w:r><w:r><w:fldChar'
        ' w:fldCharType="end"/></w:r>'
    )


_BALISE = re.compile(r"(\{%.*?%\}|\{\{.*?\}\})")
_JETON = "\ue001"  # stands for a tag while the words around it receive their French spaces


def typeset_text(texte: str) -> str:
    """The French spaces of the text of a template, its tags left alone."""
    morceaux = [
        piece if _BALISE.fullmatch(piece) else french.typeset(piece)
        for piece in _BALISE.split(texte)
    ]
    balises = iter(_BALISE.findall(texte))
    return re.sub(
        _JETON, lambda _: next(balises), french.typeset(_BALISE.sub(_JETON, "".join(morceaux)))
    )


def write_run(texte: str) -> str:
    """A run of text, in French typography."""
    echappe = (
        typeset_text(texte).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return f'<w:r><w:t xml:space="preserve">{echappe}</w:t></w:r>'


def _write_header() -> str:
    tags = (
        "{{ sigle }} – {{ reunion.date | date }}{% if exemple %} – EXEMPLE, données inventées{%"
        " endif %}"
    )
    return (
        f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle'
        f' w:val="Header"/></w:pPr>{write_run(tags)}</w:p></w:hdr>'
    )


def _write_footer(texte: str, page: Page) -> str:
    debut = write_run("page ") + write_field("PAGE", "1")
    numero = debut + write_run(" sur ") + write_field("NUMPAGES", "1")
    fer = (
        f'<w:tabs><w:tab w:val="right" w:pos="{page.utile}"/></w:tabs>'
        if texte
        else '<w:jc w:val="right"/>'
    )
    ligne = f"{write_run(texte)}<w:r><w:tab/></w:r>" if texte else ""
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle'
        f' w:val="Footer"/>{fer}</w:pPr>{ligne}{numero}</w:p></w:ftr>'
    )


ENTETE = 430
"""Twentieths of a point: the line of the page header, and some room under it."""


def _write_body(page: Page) -> str:
    largeur, hauteur = page.taille
    sens = ' w:orient="landscape"' if page.paysage else ""
    entete = min(567, page.marge - ENTETE)
    marges = " ".join(f'w:{cote}="{page.marge}"' for cote in ("top", "right", "bottom", "left"))
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{_R}" xmlns:w14="{W14}" xmlns:mc="{_MC}"'
        ' mc:Ignorable="w14"><w:body><w:sectPr><w:headerReference'
        ' w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz'
        f' w:w="{largeur}" w:h="{hauteur}"{sens}/><w:pgMar {marges} w:header="{entete}"'
        ' w:footer="454" w:gutter="0"/><w:cols w:space="708"/></w:sectPr></w:body></w:document>'
    )


_REGLAGES = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop'
    ' w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    + "".join(
        f'<w:compatSetting w:name="{nom}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{valeur}"/>'
        for nom, valeur in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator'
    ' w:val=";"/></w:settings>'
)

_PARTIES = {
    "document": f"{_WML}.document.main+xml",
    "styles": f"{_WML}.styles+xml",
    "settings": f"{_WML}.settings+xml",
    "numbering": f"{_WML}.numbering+xml",
    "header1": f"{_WML}.header+xml",
    "footer1": f"{_WML}.footer+xml",
    "fontTable": f"{_WML}.fontTable+xml",
    "theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
}


def _write_types() -> str:
    parties = "".join(
        f'<Override PartName="/word/{nom}.xml" ContentType="{genre}"/>'
        for nom, genre in _PARTIES.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
        ' Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
        f' Extension="xml" ContentType="application/xml"/>{parties}<Override'
        ' PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _write_relations(*cibles: tuple[str, str]) -> str:
    liens = "".join(
        f'<Relationship Id="rId{rang}" Type="{genre}" Target="{cible}"/>'
        for rang, (genre, cible) in enumerate(cibles, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{liens}</Relationships>'


def _write_properties(titre_du_modele: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Modèle :'
        f" {titre_du_modele}</dc:title><dc:language>fr-FR</dc:language></cp:coreProperties>"
    )


def build_package(
    titre_du_modele: str, page: Page, pied: str, *, serre: bool
) -> dict[str, str]:
    """The parts by name, as text."""
    return {
        "[Content_Types].xml": _write_types(),
        "_rels/.rels": _write_relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (
                f"{_PACKAGE}/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _write_properties(titre_du_modele),
        "word/_rels/document.xml.rels": _write_relations(
            (f"{_R}/styles", "styles.xml"),
            (f"{_R}/settings", "settings.xml"),
            (f"{_R}/numbering", "numbering.xml"),
            (f"{_R}/header", "header1.xml"),
            (f"{_R}/footer", "footer1.xml"),
            (f"{_R}/fontTable", "fontTable.xml"),
            (f"{_R}/theme", "theme/theme1.xml"),
        ),
        "word/document.xml": _write_body(page),
        "word/styles.xml": word_styles.write_styles(serre=serre),
        "word/settings.xml": _REGLAGES,
        "word/numbering.xml": word_styles.write_numbering(),
        "word/header1.xml": _write_header(),
        "word/footer1.xml": _write_footer(pied, page),
        "word/fontTable.xml": word_styles.write_fonts(),
        "word/theme/theme1.xml": word_styles.write_theme(),
    }
