"""The styles and the numbering of every template, as Word stores them.

Body text stands in the document defaults and not in « Normal », so that the table style may tighten
the text of the cells. Contrast on white is at least 7 everywhere; no size is under 10 points;
nothing is justified, no small capitals (RGAA 13.3, DINUM's guide).
"""

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ACCENT = "1F3864"  # dark blue of our own: the State's brand colours belong to its own templates
TEXTE = "1A1A1A"
GRIS = "595959"  # 7 to 1 on white: a word under what is written by hand
FILET = "8A94A6"
FOND = "E4EAF4"

PUCES, NUMEROS = 1, 2
"""The `w:numId` of the bulleted and of the numbered list (a list that restarts needs a `w:num` of
its own over `w:abstractNum` 2).
"""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; `p` and `r` are its `w:pPr` and `w:rPr`, in the order of the schema."""

    ident: str
    nom: str
    p: str = ""
    r: str = ""
    base: str = "Normal"
    suivant: str = "Normal"


def _write_spacing(avant: int, apres: int, ligne: int = 259) -> str:
    """Spacing in twentieths of a point; `ligne` in 240ths of a line."""
    return (
        f'<w:spacing w:before="{avant}" w:after="{apres}" w:line="{ligne}" w:lineRule="auto"/>'
    )


def _write_size(demi_points: int) -> str:
    return f'<w:sz w:val="{demi_points}"/><w:szCs w:val="{demi_points}"/>'


_GRAS = "<w:b/><w:bCs/>"
_COULEUR = f'<w:color w:val="{ACCENT}"/>'
_SOLIDAIRE = "<w:keepNext/><w:keepLines/>"


def _make_heading(niveau: int, taille: int, avant: int, apres: int) -> _Style:
    return _Style(
        f"Heading{niveau}",
        f"heading {niveau}",
        f'{_SOLIDAIRE}{_write_spacing(avant, apres, 240)}<w:outlineLvl w:val="{niveau - 1}"/>',
        _GRAS + _COULEUR + _write_size(taille),
    )


def _make_toc(niveau: int) -> _Style:
    retrait = (niveau - 1) * 340
    tabulation = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
    return _Style(
        f"TOC{niveau}",
        f"toc {niveau}",
        f'{tabulation}{_write_spacing(0, 60)}<w:ind w:left="{retrait}"/>',
    )


def _list_fitted_styles(serre: bool) -> tuple[_Style, ...]:
    """The styles whose spacing a letter tightens, so that it holds on its page."""
    avant = (180, 120, 120, 120) if serre else (320, 260, 200, 160)
    marge = 12 if serre else 40
    titres = ((1, 32, 120), (2, 28, 100), (3, 24, 80), (4, 24, 60))
    return (
        *(
            _make_heading(niveau, taille, avant[niveau - 1], apres // 2 if serre else apres)
            for niveau, taille, apres in titres
        ),
        _Style(
            "CLUCellule",
            "CLU Cellule",
            _write_spacing(marge, marge, 240),
            _write_size(22),
            suivant="CLUCellule",
        ),
    )


_LOIN_DU_BORD = '<w:ind w:left="340" w:right="340"/><w:jc w:val="center"/>'
"""The text of a plate, 6 mm away from the cut."""

_PARAGRAPHES = (
    _Style(
        "Title",
        "Title",
        _SOLIDAIRE + _write_spacing(240, 120, 240),
        _GRAS + _COULEUR + _write_size(40),
    ),
    _Style(
        "Subtitle",
        "Subtitle",
        _SOLIDAIRE + _write_spacing(0, 200, 240),
        _COULEUR + _write_size(28),
    ),
    _Style(
        "Caption",
        "caption",
        _SOLIDAIRE + _write_spacing(160, 80, 240),
        _GRAS + _COULEUR + _write_size(22),
    ),
    _Style(
        "ListBullet",
        "List Bullet",
        f'<w:numPr><w:numId w:val="{PUCES}"/></w:numPr>{_write_spacing(0, 60)}'
        "<w:contextualSpacing/>",
        suivant="ListBullet",
    ),
    _Style(
        "ListNumber",
        "List Number",
        f'<w:numPr><w:numId w:val="{NUMEROS}"/></w:numPr>{_write_spacing(0, 60)}'
        "<w:contextualSpacing/>",
        suivant="ListNumber",
    ),
    _make_toc(1),
    _make_toc(2),
    _make_toc(3),
    _Style(
        "TOCHeading",
        "TOC Heading",
        _SOLIDAIRE + _write_spacing(240, 120, 240),
        _GRAS + _COULEUR + _write_size(28),
    ),
    _Style("Header", "header", _write_spacing(0, 0, 240), _write_size(20), suivant="Header"),
    _Style("Footer", "footer", _write_spacing(0, 0, 240), _write_size(20), suivant="Footer"),
    _Style(
        "CLUEmetteur",
        "CLU Emetteur",
        _write_spacing(0, 0, 240),
        _write_size(22),
        suivant="CLUEmetteur",
    ),
    _Style(
        "CLUAutorite",
        "CLU Autorite",
        _write_spacing(0, 0, 252),
        _write_size(30),
        "CLUEmetteur",
        "CLUEmetteur",
    ),
    _Style(
        "CLUPiece", "CLU Piece", _write_spacing(0, 60, 240), _write_size(22), suivant="CLUPiece"
    ),
    _Style(
        "CLUDestinataire",
        "CLU Destinataire",
        _write_spacing(0, 0, 252) + '<w:ind w:left="4820"/>',
        suivant="CLUDestinataire",
    ),
    _Style(
        "CLUDate",
        "CLU Date",
        _write_spacing(100, 80, 252) + '<w:ind w:left="4820"/>',
        suivant="CLUDestinataire",
    ),
    _Style(
        "CLUSignature",
        "CLU Signature",
        _SOLIDAIRE + _write_spacing(0, 0, 252) + '<w:ind w:left="4820"/>',
        suivant="CLUSignature",
    ),
    _Style(
        "CLUNomsignataire",
        "CLU Nom signataire",
        _write_spacing(1160, 40, 240) + '<w:ind w:left="4820"/>',
    ),
    _Style(
        "CLUExemple",
        "CLU Exemple",
        '<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="8A4B00"/></w:pBdr>'
        + _write_spacing(60, 120, 240),
        f'<w:color w:val="6B3A00"/>{_write_size(22)}',
    ),
    _Style(
        "CLUNote", "CLU Note", _write_spacing(40, 60, 240), _write_size(20), suivant="CLUNote"
    ),
    _Style(
        "CLUCitation",
        "CLU Citation",
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8"'
        f' w:color="{ACCENT}"/></w:pBdr>{_write_spacing(80, 80, 252)}<w:ind'
        ' w:left="284"/><w:contextualSpacing/>',
        _write_size(22),
    ),
    _Style("CLUAremplir", "CLU A remplir", _write_spacing(0, 100, 252), suivant="CLUAremplir"),
    _Style(
        "CLUCertification",
        "CLU Certification",
        _write_spacing(200, 680, 240),
        suivant="CLUCertification",
    ),
    _Style(
        "CLUAsigner",
        "CLU A signer",
        _write_spacing(12, 12, 240),
        f'<w:color w:val="{GRIS}"/>{_write_size(20)}',
        suivant="CLUAsigner",
    ),
    _Style("CLUNotes", "CLU Notes", _write_spacing(0, 1900), suivant="CLUNotes"),
    _Style(
        "CLUChevalet",
        "CLU Chevalet",
        _write_spacing(0, 120, 240) + _LOIN_DU_BORD,
        _write_size(52),
        suivant="CLUChevalet",
    ),
    _Style(
        "CLUChevaletdetail",
        "CLU Chevalet detail",
        _write_spacing(0, 80, 240) + _LOIN_DU_BORD,
        _write_size(30),
        suivant="CLUChevaletdetail",
    ),
)


def _write_style(style: _Style) -> str:
    propre = ' w:customStyle="1"' if style.nom.startswith("CLU ") else ""
    return (
        f'<w:style w:type="paragraph"{propre} w:styleId="{style.ident}"><w:name'
        f' w:val="{style.nom}"/><w:basedOn w:val="{style.base}"/>'
        f'<w:next w:val="{style.suivant}"/><w:qFormat/>'
        f"<w:pPr>{style.p}</w:pPr><w:rPr>{style.r}</w:rPr></w:style>"
    )


_BORDURES = "".join(
    f'<w:{cote} w:val="single" w:sz="4" w:space="0" w:color="{FILET}"/>'
    for cote in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLEAU = f"""
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name
w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top
w:w="0" w:type="dxa"/>
<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108"
w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="CLUTableau"><w:name
w:val="CLU Tableau"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:pPr>{_write_spacing(40, 40, 240)}</w:pPr><w:rPr>{_write_size(22)}</w:rPr>
<w:tblPr><w:tblBorders>{_BORDURES}</w:tblBorders><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="100" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="100"
w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="{ACCENT}"/></w:rPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{FOND}"/><w:vAlign
w:val="center"/></w:tcPr></w:tblStylePr></w:style>
"""

_CARACTERES = """
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name
w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn
w:val="DefaultParagraphFont"/>
<w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:basedOn
w:val="DefaultParagraphFont"/><w:qFormat/>
<w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="PlaceholderText"><w:name
w:val="Placeholder Text"/><w:basedOn w:val="DefaultParagraphFont"/>
<w:rPr><w:color w:val="595959"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="CLUAcompleter"><w:name
w:val="CLU A completer"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>
<w:rPr><w:b/><w:bCs/><w:color w:val="1A1A1A"/><w:shd w:val="clear" w:color="auto"
w:fill="FFE94D"/></w:rPr></w:style>
"""

_SANS_LISTE = (
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No'
    ' List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def write_styles(*, serre: bool = False) -> str:
    """`word/styles.xml`; `serre`: single-spaced, so that a letter holds on its page."""
    espace = _write_spacing(0, 60, 240) if serre else _write_spacing(0, 120)
    police = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    paragraphes = "".join(
        _write_style(style) for style in (*_list_fitted_styles(serre), *_PARAGRAPHES)
    )
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{police}<w:color'
        f' w:val="{TEXTE}"/>{_write_size(24)}'
        '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{espace}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name'
        ' w:val="Normal"/><w:qFormat/></w:style>'
        f"{paragraphes}{_CARACTERES}{_TABLEAU}{_SANS_LISTE}</w:styles>"
    )


def _write_level(rang: int, forme: str, texte: str, style: str) -> str:
    lien = f'<w:pStyle w:val="{style}"/>' if rang == 0 else ""
    gauche = 425 * (rang + 1)
    return (
        f'<w:lvl w:ilvl="{rang}"><w:start w:val="1"/><w:numFmt w:val="{forme}"/>{lien}<w:lvlText'
        f' w:val="{texte}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{gauche}"'
        ' w:hanging="425"/></w:pPr></w:lvl>'
    )


def write_numbering() -> str:
    """`word/numbering.xml`: the two lists, three levels each."""
    puces = "".join(
        _write_level(rang, "bullet", signe, "ListBullet") for rang, signe in enumerate("•–▪")
    )
    formes = (("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%3)"))
    numeros = "".join(
        _write_level(rang, forme, texte, "ListNumber")
        for rang, (forme, texte) in enumerate(formes)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:multiLevelType'
        f' w:val="hybridMultilevel"/>{puces}</w:abstractNum><w:abstractNum'
        ' w:abstractNumId="2"><w:multiLevelType'
        f' w:val="hybridMultilevel"/>{numeros}</w:abstractNum><w:num'
        f' w:numId="{PUCES}"><w:abstractNumId w:val="1"/></w:num><w:num'
        f' w:numId="{NUMEROS}"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )


def write_fonts() -> str:
    """`word/fontTable.xml`: the fonts that the template names; none is embedded."""
    arial = (
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family'
        ' w:val="swiss"/><w:pitch w:val="variable"/>'
    )
    return f'<w:fonts xmlns:w="{W}"><w:font w:name="Arial">{arial}</w:font></w:fonts>'


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TEINTES = {
    "dk2": ACCENT,
    "lt2": FOND,
    "accent1": ACCENT,
    "accent2": "8A4B00",
    "accent3": "3D6B35",
    "accent4": "6B3A6E",
    "accent5": "1C6470",
    "accent6": GRIS,
    "hlink": "0B3D91",
    "folHlink": "6B3A6E",
}


def write_theme() -> str:
    """`word/theme/theme1.xml`: Arial and sober colours, for what the secretary inserts herself."""
    teintes = "".join(
        f'<a:{role}><a:srgbClr val="{teinte}"/></a:{role}>' for role, teinte in _TEINTES.items()
    )
    police = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    uni = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    trait = f'<a:ln w="9525">{uni}</a:ln>'
    effet = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_A}" name="CLU"><a:themeElements><a:clrScheme name="CLU">'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        '<a:lt1><a:sysClr val="window"'
        f' lastClr="FFFFFF"/></a:lt1>{teintes}</a:clrScheme><a:fontScheme name="CLU">'
        f"<a:majorFont>{police}</a:majorFont><a:minorFont>{police}</a:minorFont>"
        '</a:fontScheme><a:fmtScheme name="CLU">'
        f"<a:fillStyleLst>{uni * 3}</a:fillStyleLst><a:lnStyleLst>{trait * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effet * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{uni * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
