"""Content controls of her templates: rows and cells that stand in them are kept, and what they are
bound to does not hide a tag's value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import pytest
from lxml import etree

from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.content import Block, Paragraph
from clu_batch.render import RenderedDocument, Template
from clu_batch.render.table_content import list_cells, list_rows
from tests.documents.test_tags import contextes
from tests.support.word_files import W, avec_parties, lignes, modele, partie, parties

DOCUMENT = "word/document.xml"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)


def rempli(
    corps: str, autres: Mapping[str, bytes] | None = None, base: bytes | None = None
) -> RenderedDocument:
    """The document of a template whose body holds this XML under a heading."""
    base = base or modele(("Essai", 1), "ICI")
    xml = parties(base)[DOCUMENT].decode()
    made = re.sub(r"<w:p><w:r><w:t>ICI</w:t></w:r></w:p>", lambda _: corps, xml)
    made = made.replace(
        "<w:document ",
        '<w:document xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" ',
        1,
    )
    pret, problems = Template.load(
        "reunion_x.docx",
        avec_parties(base, {DOCUMENT: made.encode(), **(autres or {})}),
        build_filters(),
    )
    assert pret is not None, problems
    rendu = pret.render(
        contextes()["trame_de_notes"][0],
        titre="Essai",
        createur="Préfecture",
        date=dt.date(2026, 12, 10),
    )
    assert rendu.data is not None, rendu.problems
    return rendu


def controle(contenu: str, proprietes: str = "") -> str:
    return (
        f"<w:sdt><w:sdtPr>{proprietes}</w:sdtPr><w:sdtContent>{contenu}</w:sdtContent></w:sdt>"
    )


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def tc(words: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{p(words)}</w:tc>'


def tr(*words: str) -> str:
    return f"<w:tr>{''.join(map(tc, words))}</w:tr>"


def tbl(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


BLOC = Block((Paragraph("Premier"), Paragraph("Second")))
REPETE, ITEM = "<w15:repeatingSection/>", "<w15:repeatingSectionItem/>"
DEBUT, FIN = tr("{%tr for m in membres %}", ""), tr("{%tr endfor %}", "")
MEMBRE = tr("{{ m.code }}", "{{ m.college }}")
ENTETE = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("Nom") + tc("Collège") + "</w:tr>"
AUCUN = tr("{%tr for m in membres if m.code == 'aucun' %}", "")
M = [["SG", "Services de la préfecture"], ["UFC", "Associations"]]
TABLES: dict[str, tuple[str, list[list[str]]]] = {
    "all rows, without a tag": (
        tbl(controle(tr("Fixe", "f")), controle(tr("Lieu", "Salle"))),
        [["Fixe", "f"], ["Lieu", "Salle"]],
    ),
    "all rows, a tag in one": (
        tbl(controle(tr("a", "b")), controle(tr("Lieu", "{{ comite }}"))),
        [["a", "b"], ["Lieu", "COMITE"]],
    ),
    "two rows in one control": (
        tbl(controle(tr("a", "b") + tr("c", "d"))),
        [["a", "b"], ["c", "d"]],
    ),
    "some rows": (
        tbl(tr("a", "b"), controle(tr("c", "{{ comite }}"))),
        [["a", "b"], ["c", "COMITE"]],
    ),
    "controls in controls": (
        tbl(controle(controle(controle(tr("a", "{{ comite }}"))))),
        [["a", "COMITE"]],
    ),
    "a repeating section": (
        tbl(controle(controle(tr("a", "b"), ITEM) + controle(tr("c", "d"), ITEM), REPETE)),
        [["a", "b"], ["c", "d"]],
    ),
    "custom XML": (
        tbl('<w:customXml w:element="x">' + tr("a", "{{ comite }}") + "</w:customXml>"),
        [["a", "COMITE"]],
    ),
    "an insertion": (
        tbl('<w:ins w:id="7" w:author="a">' + tr("a", "b") + "</w:ins>"),
        [["a", "b"]],
    ),
    "cells in controls": (
        tbl(f"<w:tr>{controle(tc('a'))}{controle(tc('{{ comite }}'))}</w:tr>"),
        [["a", "COMITE"]],
    ),
    "a cell in custom XML": (
        tbl(f'<w:tr>{tc("a")}<w:customXml w:element="x">{tc("b")}</w:customXml></w:tr>'),
        [["a", "b"]],
    ),
    "a header row in a control, nothing under it": (
        tbl(controle(ENTETE), AUCUN, MEMBRE, FIN),
        [["Nom", "Collège"], ["Néant", "—"]],
    ),
    "a loop around a control": (tbl(DEBUT, controle(MEMBRE, '<w:id w:val="127"/>'), FIN), M),
    "a loop in a control": (tbl(controle(DEBUT + MEMBRE + FIN)), M),
    "the tags of a loop each in a control": (
        tbl(controle(DEBUT), controle(MEMBRE), controle(FIN)),
        M,
    ),
    "a loop in a repeating section": (
        tbl(
            controle(
                controle(DEBUT, ITEM) + controle(MEMBRE, ITEM) + controle(FIN, ITEM), REPETE
            )
        ),
        M,
    ),
    "a loop that prints nothing, in a control": (
        tbl(tr("a", "b"), controle(AUCUN + MEMBRE + FIN)),
        [["a", "b"]],
    ),
    "a table in a control": (controle(tbl(tr("a", "{{ comite }}"))), [["a", "COMITE"]]),
    "repeated cells in controls": (
        tbl(
            f"<w:tr>{tc('{%tc for m in membres %}')}{controle(tc('{{ m.code }}'))}"
            f"{tc('{%tc endfor %}')}</w:tr>"
        ),
        [["SG", "UFC"]],
    ),
}


@pytest.fixture(autouse=True)
def deux_membres(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two members, and a short name for the committee."""
    whole = contextes()["trame_de_notes"][0]
    members = [{"code": code, "college": college} for code, college in M]
    monkeypatch.setattr(
        "tests.render.test_content_controls.contextes",
        lambda: {
            "trame_de_notes": [{**whole, "membres": members, "comite": "COMITE", "bloc": BLOC}]
        },
    )


def lu(table: etree._Element) -> list[list[str]]:
    return [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in list_cells(row)]
        for row in list_rows(table)
    ]


@pytest.mark.parametrize("cas", TABLES)
def test_nothing_of_a_table_is_lost_whatever_holds_its_rows(cas: str) -> None:
    corps, attendu = TABLES[cas]
    data = rempli(corps + p("après")).data
    (table,) = partie(data).iter(f"{W}tbl")
    assert lu(table) == attendu
    assert lignes(data)[-1] == "après"
    assert [
        control for control in partie(data).iter(f"{W}sdtContent") if len(control) == 0
    ] == []
    ids = [mark.get(f"{W}val") for mark in partie(data).iterfind(f".//{W}sdtPr/{W}id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("nom", ["header", "footer"])
def test_the_table_of_a_header_is_kept_too(nom: str) -> None:
    base = modele(("Essai", 1), "ICI", entete="EN-TÊTE")
    (part,) = [name for name in parties(base) if re.fullmatch(r"word/header\d*\.xml", name)]
    text = parties(base)[part].decode()
    text = re.sub(
        r"(<w:hdr [^>]*>).*(</w:hdr>)",
        lambda m: m[1] + tbl(controle(tr("a", "{{ comite }}"))) + p("") + m[2],
        text,
        flags=re.DOTALL,
    )
    autres = {part: text.encode()}
    if nom == "footer":
        autres = {part: text.replace("w:hdr", "w:ftr").encode()}
        for other in ("[Content_Types].xml", "word/_rels/document.xml.rels", DOCUMENT):
            changed = (
                parties(base)[other]
                .decode()
                .replace("header+xml", "footer+xml")
                .replace('/header"', '/footer"')
            )
            autres[other] = changed.replace("w:headerReference", "w:footerReference").encode()
        base = avec_parties(base, autres)
        autres = {}
    data = rempli("", autres, base).data
    (table,) = partie(data, part).iter(f"{W}tbl")
    assert lu(table) == [["a", "COMITE"]]


def constats(rendu: RenderedDocument) -> set[str]:
    return {constat.controle.code for constat in rendu.constats}


def test_the_checks_of_accessibility_see_the_rows_and_cells_of_controls() -> None:
    direct, wrapped = tbl(ENTETE, tr("a", "b")), tbl(controle(ENTETE), controle(tr("a", "b")))
    assert constats(rempli(direct)) == constats(rempli(wrapped))
    assert {"A15", "A17"}.isdisjoint(constats(rempli(wrapped)))
    assert "A17" in constats(rempli(tbl(controle(ENTETE), controle(tr("a")))))
    assert "A15" in constats(rempli(tbl(controle(tr("a", "b")))))
    assert "A17" not in constats(
        rempli(tbl(f"<w:tr>{controle(tc('a'))}{controle(tc('b'))}</w:tr>"))
    )


def test_repeated_cells_give_the_grid_its_columns_those_of_controls_included() -> None:
    debut, fin = tc("{%tc for m in membres + membres %}"), tc("{%tc endfor %}")
    row = f"<w:tr>{debut}{controle(tc('{{ m.code }}'))}{fin}</w:tr>"
    grid = partie(rempli(tbl(row)).data).iterfind(f".//{W}gridCol")
    assert [column.get(f"{W}w") for column in grid] == ["2000"] * 4


@pytest.mark.parametrize(
    ("cellule", "attendu"),
    [
        (controle(p("{{ comite }}")), ["COMITE"]),
        (controle(p("{% if not comite %}x{% endif %}")), ["—"]),
        (controle(controle(p("{{ comite }}")) + p("suite")), ["COMITE", "suite"]),
    ],
)
def test_a_cell_may_end_with_a_control(cellule: str, attendu: list[str]) -> None:
    data = rempli(tbl(f"<w:tr><w:tc>{cellule}</w:tc></w:tr>")).data
    assert lignes(data)[1:] == attendu


def test_a_block_whose_tag_stands_in_a_control_of_a_line_comes_after_its_paragraph() -> None:
    data = rempli(
        f"<w:p>{controle('<w:r><w:t>avant {{ bloc }}</w:t></w:r>')}</w:p>{p('après')}"
    ).data
    assert lignes(data)[1:] == ["avant ", "Premier", "Second", "après"]
    assert list(partie(data).iterfind(f".//{W}p//{W}p")) == []


# -- bindings --------------------------------------------------------------------------------------

TITRE = (
    "<w:dataBinding"
    " w:prefixMappings=\"xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/"
    "core-properties'\""
    ' w:xpath="/ns1:coreProperties[1]/ns0:title[1]"'
    ' w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
)
SOCIETE = (
    "<w:dataBinding"
    " w:prefixMappings=\"xmlns:ns0='http://schemas.openxmlformats.org/officeDocument/2006/"
    "extended-properties'\""
    ' w:xpath="/ns0:Properties[1]/ns0:Company[1]"'
    ' w:storeItemID="{6668398D-A668-4E3E-A5EB-62B293D839F1}"/>'
)
PARTIE_XML = (
    '<w:dataBinding w:xpath="/a[1]/b[1]"'
    ' w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>'
)
PARTIE_XML_2012 = (
    '<w15:dataBinding w:xpath="/a[1]/b[1]"'
    ' w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>'
)
R = "<w:r><w:t>{{ comite }}</w:t></w:r>"
GRIS = '<w:r><w:rPr><w:rStyle w:val="Gris"/></w:rPr><w:t>{{ comite }}</w:t></w:r>'
ATTENTE = "<w:showingPlcHdr/>"
ZONE = (
    "<w:p><w:r><w:pict><v:shape"
    ' xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent>'
    "</v:textbox>"
    "</v:shape></w:pict></w:r></w:p>"
)
CALENDRIER = '<w:date w:fullDate="2020-01-01T00:00:00Z"><w:dateFormat w:val="d"/></w:date>'
MORCEAUX = "<w:r><w:t>{</w:t></w:r><w:r><w:t>{ comite }</w:t></w:r><w:r><w:t>}</w:t></w:r>"
LIES: dict[str, str] = {
    "a title, in a line": f"<w:p>{controle(R, TITRE + '<w:text/>')}</w:p>",
    "a company": f"<w:p>{controle(R, SOCIETE)}</w:p>",
    "a part of XML": f"<w:p>{controle(R, PARTIE_XML)}</w:p>",
    "a part of XML, as Word 2013 writes it": f"<w:p>{controle(R, PARTIE_XML_2012)}</w:p>",
    "both": f"<w:p>{controle(R, TITRE + PARTIE_XML_2012)}</w:p>",
    "a whole paragraph": controle(f"<w:p>{R}</w:p>", TITRE),
    "a cell": tbl(f"<w:tr>{controle(tc('{{ comite }}'), TITRE)}</w:tr>"),
    "a row": tbl(controle(tr("{{ comite }}"), PARTIE_XML)),
    "a repeating section": tbl(
        controle(controle(tr("{{ comite }}"), ITEM), PARTIE_XML_2012 + REPETE)
    ),
    "a control in a control": controle(f"<w:p>{controle(R, TITRE)}</w:p>", PARTIE_XML),
    "a text box": ZONE.format(controle(f"<w:p>{R}</w:p>", TITRE)),
    "a placeholder": f"<w:p>{controle(GRIS, TITRE + ATTENTE)}</w:p>",
    "a placeholder that is bound to nothing": f"<w:p>{controle(GRIS, ATTENTE)}</w:p>",
    "a date": f"<w:p>{controle(R, TITRE + CALENDRIER)}</w:p>",
    "a tag in several runs": f"<w:p>{controle(MORCEAUX, TITRE)}</w:p>",
    "a loop": f"{p('{%p for m in membres %}')}<w:p>{controle(R, TITRE)}</w:p>{p('{%p endfor %}')}",
}


def avec_gris() -> bytes:
    base = modele(("Essai", 1), "ICI")
    gris = (
        '<w:style w:type="character" w:styleId="Gris"><w:name w:val="Placeholder'
        ' Text"/></w:style></w:styles>'
    )
    return avec_parties(
        base,
        {
            "word/styles.xml": (
                parties(base)["word/styles.xml"].decode().replace("</w:styles>", gris).encode()
            )
        },
    )


@pytest.mark.parametrize("cas", LIES)
def test_a_control_prints_the_value_of_its_tag_not_what_it_is_bound_to(cas: str) -> None:
    data = rempli(LIES[cas], base=avec_gris()).data
    root = partie(data)
    assert {line for line in lignes(data)[1:] if line} == {"COMITE"}
    assert [
        el
        for el in root.iter()
        if etree.QName(el).localname in ("dataBinding", "showingPlcHdr")
    ] == []
    assert [el for el in root.iter(f"{W}rStyle") if el.get(f"{W}val") == "Gris"] == []
    assert next(root.iter(f"{W}sdt"), None) is not None, "the control itself stays"
    assert b"fullDate" not in parties(data)[DOCUMENT]


@pytest.mark.parametrize("genre", ["header", "footnotes"])
def test_the_controls_of_the_other_parts_too(genre: str) -> None:
    base = modele(("Essai", 1), "ICI", entete="EN-TÊTE")
    (part,) = [name for name in parties(base) if re.fullmatch(r"word/header\d*\.xml", name)]
    text = (
        parties(base)[part]
        .decode()
        .replace("<w:r><w:t>EN-TÊTE</w:t></w:r>", controle(R, TITRE) + controle(R, SOCIETE))
    )
    changed = {part: text.encode()}
    if genre == "footnotes":
        changed[part] = (
            text.replace("w:hdr", "w:footnotes")
            .replace("<w:p>", '<w:footnote w:id="1"><w:p>')
            .replace("</w:p>", "</w:p></w:footnote>")
            .encode()
        )
        for other in ("[Content_Types].xml", "word/_rels/document.xml.rels", DOCUMENT):
            changed[other] = re.sub(
                "<w:headerReference[^>]*>",
                "",
                parties(base)[other]
                .decode()
                .replace("header+xml", "footnotes+xml")
                .replace('/header"', '/footnotes"'),
            ).encode()
    data = rempli("", base=avec_parties(base, changed)).data
    assert b"dataBinding" not in parties(data)[part]
    assert "COMITECOMITE" in lignes(data, part)


def test_a_control_without_a_tag_keeps_its_binding_unless_the_program_writes_the_property() -> (
    None
):
    fixe = "<w:r><w:t>Note</w:t></w:r>"
    data = rempli(
        f"<w:p>{controle(fixe, PARTIE_XML + ATTENTE)}</w:p><w:p>{controle(fixe, TITRE)}</w:p>"
        f"<w:p>{controle(fixe, SOCIETE)}</w:p>"
    ).data
    properties = [
        [etree.QName(mark).localname for mark in mark_of]
        for mark_of in partie(data).iter(f"{W}sdtPr")
    ]
    assert properties == [["dataBinding", "showingPlcHdr"], [], []]
    assert lignes(data)[1:] == ["Note"] * 3
