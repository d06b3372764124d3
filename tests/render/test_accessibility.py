"""The accessibility checks: a sound document has nothing against it, each planted defect is seen by
its check.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import pytest

from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.content import (
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    ContentsList,
    Element,
    Heading,
    ItemList,
    NamedLink,
    Paragraph,
    PrintedColumn,
    PrintedTable,
)
from clu_batch.render import Template
from clu_batch.render.accessibility import CONTROLES, check_document
from clu_batch.render.docx_package import Package
from tools.making.templates import writing

JEUDI = dt.date(2026, 12, 10)
DOCUMENT, STYLES, REGLAGES, CORE = (
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "docProps/core.xml",
)
GRAPHIQUE = "word/charts/chart1.xml"


@cache
def sain() -> Package:
    """A document with all that the program writes: headings, lists, a table, a chart and its
    figures, a link, a contents list.
    """
    doc = writing.make_template("essai")
    writing.add_paragraph(doc, "Bilan", "Title")
    writing.add_bloc(doc, "bloc")
    chiffres = PrintedTable(
        "Taux par site",
        [PrintedColumn("Site"), PrintedColumn("Taux")],
        [["Privas", "81 %"], ["Annonay", "75 %"]],
    )
    titres = [Heading(f"Point {rang}", 1) for rang in range(1, 6)]
    elements: tuple[Element, ...] = (
        ContentsList(1),
        Heading("Bilan de l’année", 1),
        Heading("Détail", 2),
        Paragraph("Le comité local des usagers (CLU) se réunit le jeudi 10 décembre 2026."),
        ItemList(["un", "deux"]),
        NamedLink("Site de la préfecture", "https://www.exemple.fr"),
        Chart(
            "Taux",
            ChartKind.BARRES,
            ["Privas", "Annonay"],
            [ChartSeries("Taux", [0.81, 0.75])],
            "Privas dépasse Annonay de six points.",
        ),
        chiffres,
        *titres,
        Paragraph("Fin."),
    )
    contexte = {
        "bloc": Block(elements),
        "sigle": "CLU",
        "exemple": False,
        "prefecture": "Préfecture",
        "reunion": {"date": JEUDI},
    }
    modele, problems = Template.load("essai.docx", writing.save_template(doc), build_filters())
    assert modele is not None, problems
    rendu = modele.render(contexte, titre="Bilan du comité", createur="Préfecture", date=JEUDI)
    assert rendu.data is not None
    return Package.read(rendu.data)


def codes(paquet: Package) -> list[str]:
    return [constat.controle.code for constat in check_document(paquet, JEUDI)]


def test_the_sound_document_has_nothing_against_it() -> None:
    assert codes(sain()) == []


P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
AVANT_LA_FIN = r"(<w:sectPr\b)"
PREMIER_TITRE = r'(<w:pStyle w:val="Heading)1("/></w:pPr>.{{0,200}}?{})'
DESSIN = r'(<wp:docPr id="1" name="Graphique 1" descr=)"[^"]*"'
CELLULE = (
    r"(<w:tc><w:tcPr><w:tcW [^>]*/>)(</w:tcPr><w:p\b(?:(?!</w:p>).)*<w:t[^>]*>)81[^<]*(</w:t>)"
)


def ajout(xml: str) -> tuple[str, str, str]:
    """Something more at the end of the body."""
    return DOCUMENT, AVANT_LA_FIN, xml.replace("\\", r"\\") + r"\1"


DEFAUTS = [
    ("A01", (CORE, "<dc:title>[^<]*", "<dc:title>Document1")),
    ("A01", (CORE, "<dc:title>[^<]*", "<dc:title>")),
    ("A02", (STYLES, r'(<w:rPrDefault>.*?<w:lang w:val=)"fr-FR"', r'\1"en-US"')),
    (
        "A03",
        ajout('<w:p><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>Fin.</w:t></w:r></w:p>'),
    ),
    ("A03", (STYLES, r'(w:styleId="CLUNote">.*?<w:rPr>)', r'\1<w:lang w:val="en-GB"/>')),
    ("A04", (REGLAGES, r'<w:themeFontLang w:val="fr-FR"/>', "")),
    ("A05", (DOCUMENT, r'<w:pStyle w:val="Heading\d"/>', "")),
    ("A06", (DOCUMENT, r'w:val="Heading2"', 'w:val="Heading3"')),
    ("A06", (DOCUMENT, r'w:val="Heading1"', 'w:val="Heading2"')),
    ("A07", ajout('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>')),
    (
        "A07",
        ajout(
            "<w:p><w:pPr><w:pStyle"
            f' w:val="Heading1"/></w:pPr><w:r><w:t>{"mot " * 40}</w:t></w:r></w:p>'
        ),
    ),
    ("A08", ajout("<w:p/>" + P.format("Fin."))),
    (
        "A08",
        ajout(
            '<w:p><w:r><w:t xml:space="preserve"> \u00a0</w:t></w:r></w:p>' + P.format("Fin.")
        ),
    ),
    ("A09", ajout("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Résultats</w:t></w:r></w:p>")),
    (
        "A09",
        ajout(
            '<w:p><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Résultats</w:t></w:r></w:p>'
        ),
    ),
    *[
        ("A10", ajout(P.format(f"{signe} point")))
        for signe in ("-", "–", "—", "•", "·", "*", "▪", "o", "1.", "1)", "1°", "a)")
    ],
    ("A11", ajout(P.format("un   deux"))),
    ("A11", ajout(P.format("un\u00a0\u00a0\u00a0deux"))),
    ("A11", ajout("<w:p><w:r><w:t>un</w:t><w:tab/><w:tab/><w:t>deux</w:t></w:r></w:p>")),
    (
        "A11",
        ajout("<w:p><w:r><w:t>un</w:t><w:br/></w:r><w:r><w:br/><w:t>deux</w:t></w:r></w:p>"),
    ),
    ("A12", ajout('<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>Fin.</w:t></w:r></w:p>')),
    (
        "A12",
        (STYLES, r'(<w:name w:val="Normal"/>)', r'\1<w:pPr><w:jc w:val="distribute"/></w:pPr>'),
    ),
    ("A13", (DOCUMENT, DESSIN, r"\1" + '""')),
    ("A13", (DOCUMENT, DESSIN, r"\1" + '"logo.png"')),
    ("A13", (DOCUMENT, DESSIN, r"\1" + '"logo_prefecture.png"')),
    ("A13", (DOCUMENT, DESSIN, r"\1" + '"Image de la préfecture"')),
    ("A14", (DOCUMENT, r"<wp:inline\b(.*?)</wp:inline>", r"<wp:anchor\1</wp:anchor>")),
    (
        "A14",
        ajout('<w:p><w:pPr><w:framePr w:w="100"/></w:pPr><w:r><w:t>Fin.</w:t></w:r></w:p>'),
    ),
    (
        "A14",
        ajout(
            "<w:p><w:r><w:pict><v:textbox"
            ' xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r></w:p>'
        ),
    ),
    ("A15", (DOCUMENT, "<w:tblHeader/>", "")),
    ("A15", (DOCUMENT, "<w:tblHeader/>", '<w:tblHeader w:val="0"/>')),
    ("A16", (DOCUMENT, "<w:tblLook [^>]*/>", '<w:tblLook w:val="0400" w:firstRow="0"/>')),
    ("A17", (DOCUMENT, r"(<w:tc><w:tcPr><w:tcW [^>]*/>)", r'\1<w:gridSpan w:val="2"/>')),
    ("A17", (DOCUMENT, r"(<w:tc><w:tcPr><w:tcW [^>]*/>)", r"\1<w:vMerge/>")),
    ("A17", (DOCUMENT, "<w:gridCol [^>]*/>", "")),
    ("A18", (DOCUMENT, r">81[^<]*<", "><")),
    (
        "A19",
        (
            DOCUMENT,
            r"<w:cantSplit/>((?:(?!</w:tr>).)*)81",
            rf"\1{'mot ' * 10}81",
        ),
    ),
    ("A20", (DOCUMENT, r"(<w:instrText[^>]*>) SEQ Tableau[^<]*", r"\1 PAGE ")),
    ("A20", (DOCUMENT, r"(<w:tbl>)", P.format("Voici le tableau.") + r"\1")),
    (
        "A21",
        ajout('<w:p><w:r><w:rPr><w:color w:val="999999"/></w:rPr><w:t>Fin.</w:t></w:r></w:p>'),
    ),
    ("A21", (STYLES, r'(<w:rPrDefault>.*?<w:color w:val=)"1A1A1A"', r'\1"A0A0A0"')),
    ("A21", (DOCUMENT, CELLULE, r'\1<w:shd w:val="clear" w:fill="1F3864"/>\g<2>81\3')),
    ("A22", (DOCUMENT, CELLULE, r'\1<w:shd w:val="clear" w:fill="FFE94D"/>\2\3')),
    *[
        ("A23", (DOCUMENT, "Site de la préfecture", texte))
        for texte in ("https://www.exemple.fr", "ici", "Lien", "")
    ],
    ("A24", ajout(P.format("Voir www.exemple.fr pour plus."))),
    ("A25", ajout('<w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>Fin.</w:t></w:r></w:p>')),
    ("A25", ajout("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Fin.</w:t></w:r></w:p>")),
    ("A26", (DOCUMENT, r'w:anchor="_Toc\d+"', 'w:anchor="ailleurs"')),
    ("A26", (DOCUMENT, r" TOC ", " PAGE ")),
    ("A27", (REGLAGES, "(<w:zoom [^>]*/>)", r'\1<w:documentProtection w:edit="forms"/>')),
    ("A27", (REGLAGES, "(<w:zoom [^>]*/>)", r'<w:writeProtection w:recommended="1"/>\1')),
    (
        "A28",
        ajout('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>Fin.</w:t></w:r></w:ins></w:p>'),
    ),
    (
        "A28",
        ajout(
            '<w:p><w:r><w:t>Fin.</w:t></w:r><w:del w:id="1"'
            ' w:author="x"><w:r><w:delText>y</w:delText></w:r></w:del></w:p>'
        ),
    ),
    (
        "A28",
        ajout('<w:p><w:r><w:t>Fin.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'),
    ),
    ("A28", ajout("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Fin.</w:t></w:r></w:p>")),
    ("A29", (DOCUMENT, "<w:cols ", '<w:cols w:num="2" ')),
    ("A30", (CORE, "<dc:creator>[^<]*", "<dc:creator>python-docx")),
    ("A30", (CORE, "2026-12-10T", "2013-12-23T")),
    (
        "B01",
        (
            DOCUMENT,
            r"<w:tblStyle [^>]*/>(<w:tblW [^>]*/>)<w:tblBorders>.*?</w:tblBorders>",
            r"\1",
        ),
    ),
    ("B02", (DOCUMENT, r"<w:tbl>.*</w:tbl>", "")),
    ("B03", (GRAPHIQUE, r'sz="1000"', 'sz="800"')),
    ("B03", (GRAPHIQUE, r"1F3864|262626", "F0F0F0")),
    ("B04", (DOCUMENT, r"10\sdécembre\s2026", "mois prochain")),
    ("B05", (DOCUMENT, r"usagers \(CLU\)", "CLU")),
    ("B06", (DOCUMENT, r'<w:fldChar w:fldCharType="end"/>', "")),
    ("B06", (DOCUMENT, r"</w:p></w:tc>", "</w:p><w:bookmarkEnd w:id='9'/></w:tc>")),
]
ISOLES = {"A22": {"A18"}, "A23": {"A08"}}
"""What comes with a defect that cannot be planted alone."""


def plante(nom: str, motif: str, remplacement: str) -> Package:
    """The sound document with that replacement everywhere in one part."""
    paquet = sain().copy()
    texte, fois = re.subn(motif, remplacement, paquet.parts[nom].decode(), flags=re.DOTALL)
    assert fois, "no place to plant it"
    paquet.parts[nom] = texte.encode()
    return paquet


@pytest.mark.parametrize(
    ("code", "defaut"),
    DEFAUTS,
    ids=[f"{rang}-{code}" for rang, (code, _) in enumerate(DEFAUTS)],
)
def test_each_planted_defect_is_seen_by_its_check_alone(
    code: str, defaut: tuple[str, str, str]
) -> None:
    assert set(codes(plante(*defaut))) - ISOLES.get(code, set()) == {code}


def test_every_check_has_its_planted_defect() -> None:
    assert {code for code, _ in DEFAUTS} == {controle.code for controle in CONTROLES}
    assert [controle.code for controle in CONTROLES][:30] == [
        f"A{rang:02}" for rang in range(1, 31)
    ]
