"""Templates as Word, LibreOffice and people make them: each habit, in a template of its own, does
what docs/rules/templates.md says of it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from clu_batch.documents import tags
from clu_batch.documents.context import BaliseMembre
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.problems import Problem, Severity
from clu_batch.render import RenderedDocument, Template
from clu_batch.render.word_xml import NAMESPACES
from tests.documents.test_tags import contextes
from tests.support.word_files import W, avec_parties, lignes, modele, partie, parties

DOCUMENT, RELS, TYPES = (
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
VOCABULAIRE = tags.build_vocabulary("reunion_…", ())
PREFIXES = ("w", "r", "wp", "a", "pic", "v", "o", "mc", "wps", "m")
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Essai:
    """A template: the XML of its body, its links (identifier: kind, target, outside or not), parts
    that it has besides, with their type.
    """

    corps: str
    liens: Mapping[str, tuple[str, str, bool]] = field(default_factory=dict)
    autres: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)

    def write(self) -> bytes:
        base = modele(("Essai", 1), "ICI")
        found = parties(base)
        xml = found[DOCUMENT].decode()
        head = xml.split("<w:body>", maxsplit=1)[0]
        declared = [
            f'xmlns:{p}="{NAMESPACES[p]}"' for p in PREFIXES if f"xmlns:{p}=" not in head
        ]
        xml = xml.replace("<w:document ", f"<w:document {' '.join(declared)} ", 1)
        xml = xml.replace("<w:p><w:r><w:t>ICI</w:t></w:r></w:p>", self.corps)
        rels, types = found[RELS].decode(), found[TYPES].decode()
        for rid, (kind, target, outside) in self.liens.items():
            mode = ' TargetMode="External"' if outside else ""
            link = f'<Relationship Id="{rid}" Type="{REL}/{kind}" Target="{target}"{mode}/>'
            rels = rels.replace("</Relationships>", f"{link}</Relationships>")
        for name, (_, kind) in self.autres.items():
            part = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
            types = types.replace("</Types>", part)
        changed = {DOCUMENT: xml.encode(), RELS: rels.encode(), TYPES: types.encode()}
        return avec_parties(
            base, {**changed, **{n: data for n, (data, _) in self.autres.items()}}
        )


def charge(data: bytes) -> tuple[Template | None, list[Problem]]:
    pret, problems = Template.load("reunion_x.docx", data, build_filters(), VOCABULAIRE)
    return pret, list(problems)


def rempli(data: bytes) -> tuple[RenderedDocument, list[Problem]]:
    pret, problems = charge(data)
    assert pret is not None, problems
    rendu = pret.render(
        contextes()["trame_de_notes"][0],
        titre="Essai",
        createur="Préfecture",
        date=dt.date(2026, 12, 10),
    )
    assert rendu.data is not None, rendu.problems
    return rendu, problems


def membres() -> Sequence[BaliseMembre]:
    """The members of the example."""
    found = contextes()["trame_de_notes"][0]["membres"]
    assert isinstance(found, tuple)
    return found


def p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def tr(*cells: str) -> str:
    made = "".join(f'<w:tc><w:tcPr><w:tcW w:w="4000"/></w:tcPr>{cell}</w:tc>' for cell in cells)
    return f"<w:tr>{made}</w:tr>"


def tbl(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def champ(instruction: str, shown: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    middle = len(instruction) // 2
    code = "".join(
        f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in (instruction[:middle], instruction[middle:])
    )
    return char("begin") + code + char("separate") + shown + char("end")


def image(rid: str, link: str = "r:embed") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="i"'
        ' descr="La préfecture, vue de la place"/><a:graphic><a:graphicData uri="x"><pic:pic>'
        f'<pic:blipFill><a:blip {link}="{rid}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


ZONE = "<v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"


def vml(inside: str, ident: str = "s1") -> str:
    return (
        '<v:shapetype id="_x0000_t75" coordsize="2,2"/>'
        f'<v:shape id="{ident}" o:spid="_x0000_s1026" type="#_x0000_t75">{inside}</v:shape>'
    )


IMAGEDATA = '<v:imagedata r:id="rId77"/>'
PNG = {"word/media/i.png": (b"\x89PNG", "image/png")}
DEDANS = {"rId77": ("image", "media/i.png", False)}
DEHORS = {"rId77": ("image", "file:///C:/Users/x/Mes%20images/logo.png", True)}
SI, FIN = p(r("{%p if exemple %}")), p(r("{%p endif %}"))


# -- what shares the place of a tag ----------------------------------------------------------------

SECTION = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
PARTAGES: dict[str, tuple[Essai, str]] = {
    "a section": (
        Essai(p(r("{%p if exemple %}"), SECTION) + p(r("a")) + FIN),
        "saut de section",
    ),
    "a section at the end": (
        Essai(SI + p(r("a")) + p(r("{%p endif %}"), SECTION)),
        "saut de section",
    ),
    "a page": (
        Essai(p(r("{%p if exemple %}") + '<w:r><w:br w:type="page"/></w:r>') + FIN),
        "saut de page",
    ),
    "a page before": (
        Essai(p('<w:r><w:br w:type="page"/></w:r>' + r("{%p if exemple %}")) + FIN),
        "saut de page",
    ),
    "a column": (
        Essai(p(r("{%p if exemple %}") + '<w:r><w:br w:type="column"/></w:r>') + FIN),
        "colonne",
    ),
    "a page by the paragraph": (
        Essai(p(r("{%p if exemple %}"), "<w:pageBreakBefore/>") + FIN),
        "saut de page",
    ),
    "a picture": (
        Essai(p(r("{%p if exemple %}") + image("rId77")) + FIN, DEDANS, PNG),
        "une image",
    ),
    "a picture of VML": (
        Essai(p(r("{%p if exemple %}") + f"<w:r><w:pict>{vml('')}</w:pict></w:r>") + FIN),
        "une image",
    ),
    "a picture in the row of a loop": (
        Essai(
            tbl(
                tr(p(r("{%tr for m in membres %}")), p(image("rId77"))),
                tr(p(r("{{ m.code }}")), p(r("{{ m.college }}"))),
                tr(p(r("{%tr endfor %}")), p("")),
            ),
            DEDANS,
            PNG,
        ),
        "une image",
    ),
    "a table in the row of a loop": (
        Essai(
            tbl(
                tr(p(r("{%tr for m in membres %}")), tbl(tr(p(""), p(""))) + p("")),
                tr(p(r("{{ m.code }}")), p("")),
                tr(p(r("{%tr endfor %}")), p("")),
            )
        ),
        "un autre tableau",
    ),
    "a table before the tag of a row": (
        Essai(
            tbl(
                tr(tbl(tr(p(""), p(""))) + p(""), p(r("{%tr for m in membres %}"))),
                tr(p(r("{{ m.code }}")), p("")),
                tr(p(r("{%tr endfor %}")), p("")),
            )
        ),
        "un autre tableau",
    ),
    "a field": (Essai(p(r("{%p if exemple %}") + champ(" PAGE ", "")) + FIN), "un champ"),
    "a simple field": (
        Essai(p(r("{%p if exemple %}") + '<w:fldSimple w:instr="PAGE"/>') + FIN),
        "un champ",
    ),
    "a symbol": (
        Essai(
            p(r("{%p if exemple %}") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>')
            + FIN
        ),
        "un symbole",
    ),
    "a value with a picture": (
        Essai(p(r("{{p comite }}") + image("rId77")), DEDANS, PNG),
        "une image",
    ),
}


@pytest.mark.parametrize("cas", PARTAGES)
def test_what_shares_the_place_of_a_tag_is_told(cas: str) -> None:
    essai, words = PARTAGES[cas]
    pret, problems = charge(essai.write())
    assert pret is None
    assert [problem.code for problem in problems] == ["modele-balise-pas-seule"]
    assert f"{words}" in problems[0].trouve
    assert "sous le titre «\u00a0Essai\u00a0»" in problems[0].trouve


@pytest.mark.parametrize(
    "beside",
    [
        "<w:r><w:br/></w:r>",
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>',
    ],
)
def test_what_shows_nothing_may_share_it(beside: str) -> None:
    pret, problems = charge(Essai(p(r("{%p if exemple %}") + beside) + p(r("a")) + FIN).write())
    assert (pret is not None, problems) == (True, [])


def test_a_nested_table_may_be_repeated_with_its_row() -> None:
    inner = tbl(tr(p(r("{{ m.code }}")), p(r("fixe")))) + p("")
    rendu, _ = rempli(
        Essai(
            tbl(
                tr(p(r("{%tr for m in membres %}")), p("")),
                tr(inner, p(r("{{ m.college }}"))),
                tr(p(r("{%tr endfor %}")), p("")),
            )
        ).write()
    )
    assert lignes(rendu.data).count("fixe") == len(membres())


MARQUES_DE_SIGNET = ('<w:bookmarkStart w:id="1" w:name="debut"/>', '<w:bookmarkEnd w:id="1"/>')


@pytest.mark.parametrize(
    "corps",
    [
        p("{0}" + r("{{%p if comite %}}")) + p(r("a")) + p(r("{{%p endif %}}") + "{1}"),
        p("{0}" + r("{{%p if not comite %}}")) + p(r("a")) + p(r("{{%p endif %}}") + "{1}"),
        p("{0}" + r("{{%p if comite %}}") + "{1}") + p(r("a")) + p(r("{{%p endif %}}")),
        p("{0}" + r("{{%p for m in membres %}}")) + p(r("a") + "{1}") + p(r("{{%p endfor %}}")),
        p(r("{{%p for m in membres %}}")) + p("{0}" + r("a")) + p(r("{{%p endfor %}}") + "{1}"),
        tbl(
            tr(p("{0}" + r("{{%tr for m in membres %}}") + "{1}"), p("")),
            tr(p(r("{{{{ m.code }}}}")), p("")),
            tr(p(r("{{%tr endfor %}}")), p("")),
        ),
    ],
)
def test_a_bookmark_of_a_tag_is_kept(corps: str) -> None:
    rendu, _ = rempli(Essai(corps.format(*MARQUES_DE_SIGNET)).write())
    root = partie(rendu.data)
    starts, ends = (
        [mark.attrib[f"{W}id"] for mark in root.iter(f"{W}{kind}")]
        for kind in ("bookmarkStart", "bookmarkEnd")
    )
    assert sorted(starts) == sorted(ends)
    assert len(starts) == 1


# -- addresses, alternative texts, instructions ----------------------------------------------------


def lien(rid: str) -> str:
    return f'<w:hyperlink r:id="{rid}">{r("écrire au secrétariat")}</w:hyperlink>'


CIBLES = [
    ("mailto:{{ courriel_secretariat }}", ["mailto:clu@prefecture.example"]),
    ("mailto:%7b%7b%20courriel_secretariat%20%7d%7d", ["mailto:clu@prefecture.example"]),
    (
        "mailto:%7B%7Bcourriel_secretariat%7D%7D?subject=CLU",
        ["mailto:clu@prefecture.example?subject=CLU"],
    ),
    ("{{ courriel_secretariat }}", ["mailto:clu@prefecture.example"]),
    ("https://exemple.fr/{{ sigle }}", ["https://exemple.fr/CLU"]),
    (
        "https://exemple.fr/?q={{ comite }}",
        ["https://exemple.fr/?q=Comit%C3%A9%20local%20des%20usagers"],
    ),
    ("https://exemple.fr/{% if sigle %}a{% else %}b{% endif %}", ["https://exemple.fr/a"]),
    (
        "{{ Reunion.Heure_fin | default(&quot;https://exemple.fr&quot;) }}",
        ["https://exemple.fr"],
    ),
    ("mailto:{{ reunion.heure_fin }}", []),
]


@pytest.mark.parametrize(("cible", "attendu"), CIBLES)
def test_the_tags_of_an_address_are_filled(cible: str, attendu: list[str]) -> None:
    essai = Essai(p(r("Vous pouvez ") + lien("rId77")), {"rId77": ("hyperlink", cible, True)})
    rendu, _ = rempli(essai.write())
    said = parties(rendu.data)[RELS].decode()
    assert re.findall(r'Target="([^"]*)" TargetMode', said) == attendu
    assert "Vous pouvez écrire au secrétariat" in lignes(rendu.data)


def test_the_address_of_a_loop_is_that_of_each_turn() -> None:
    corps = p(r("{%p for m in membres %}")) + p(lien("rId77")) + p(r("{%p endfor %}"))
    cible = "https://exemple.fr/{{ m.code }}"
    rendu, _ = rempli(Essai(corps, {"rId77": ("hyperlink", cible, True)}).write())
    found = re.findall(
        r'Target="https://exemple.fr/([^"]*)"', parties(rendu.data)[RELS].decode()
    )
    assert found == [m.code for m in membres()]


def test_the_address_of_a_header_is_filled_too() -> None:
    base = modele("Objet", entete="ICI")
    (name,) = [part for part in parties(base) if re.fullmatch(r"word/header\d+\.xml", part)]
    xml = parties(base)[name].decode()
    said = xml.replace("<w:r><w:t>ICI</w:t></w:r>", lien("rId1"))
    assert said != xml
    target = "mailto:%7B%7B%20courriel_secretariat%20%7D%7D"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/hyperlink" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    )
    source = name.replace("word/", "word/_rels/") + ".rels"
    rendu, _ = rempli(avec_parties(base, {name: said.encode(), source: rels.encode()}))
    made = parties(rendu.data)[source].decode()
    assert re.findall(r'Target="([^"]*)"', made) == ["mailto:clu@prefecture.example"]


CACHES = {
    "an address": Essai(
        p(lien("rId77")), {"rId77": ("hyperlink", "mailto:{{ courriel }}", True)}
    ),
    "an address, escaped": Essai(
        p(lien("rId77")), {"rId77": ("hyperlink", "mailto:%7b%7bcourriel%7d%7d", True)}
    ),
    "the address of a picture": Essai(
        p(
            image("rId77").replace(
                '"/><a:graphic>', '"><a:hlinkClick r:id="rId78"/></wp:docPr><a:graphic>'
            )
        ),
        {**DEDANS, "rId78": ("hyperlink", "https://exemple.fr/{{ courriel }}", True)},
        PNG,
    ),
    "an alternative text": Essai(
        p(image("rId77").replace("La préfecture", "{{ courriel }}")), DEDANS, PNG
    ),
    "a field": Essai(p(champ(' HYPERLINK "mailto:{{ courriel }}" ', r("écrire")))),
    "a text box": Essai(
        p(f"<w:r><w:pict>{vml(ZONE.format(p(r('{{ courriel }}'))))}</w:pict></w:r>")
    ),
}


@pytest.mark.parametrize("cas", CACHES)
def test_an_unknown_name_is_told_wherever_it_is_hidden(cas: str) -> None:
    pret, problems = charge(CACHES[cas].write())
    assert pret is None
    assert [problem.code for problem in problems] == ["modele-nom-inconnu"]
    assert "«\u00a0courriel\u00a0»" in problems[0].trouve
    assert "courriel_secretariat" in problems[0].attendu


def instructions(rendu: RenderedDocument) -> str:
    """What the fields of a document ask for."""
    return "".join(t.text or "" for t in partie(rendu.data).iter(f"{W}instrText"))


def test_a_field_may_hold_a_tag() -> None:
    essai = Essai(p(champ(' HYPERLINK "mailto:{{ Courriel_secretariat }}" ', r("écrire"))))
    rendu, _ = rempli(essai.write())
    assert instructions(rendu).strip() == 'HYPERLINK "mailto:clu@prefecture.example"'


C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SANS_EFFET: dict[str, tuple[str, str, str, str]] = {
    "a chart": (
        "chart",
        "charts/chart9.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        f'<c:chartSpace xmlns:c="{C_NS}" xmlns:a="a"><a:t>Le {{{{ comite }}}}</a:t></c:chartSpace>',
    ),
    "a comment": (
        "comments",
        "comments.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        f'<w:comments xmlns:w="{NAMESPACES["w"]}"><w:comment w:id="1" w:author="a">'
        "<w:p><w:r><w:t>Le {{ com</w:t></w:r><w:r><w:t>ite }}</w:t></w:r></w:p></w:comment>"
        "</w:comments>",
    ),
}


@pytest.mark.parametrize("cas", SANS_EFFET)
def test_a_tag_that_nothing_fills_is_told(cas: str) -> None:
    kind, name, genre, xml = SANS_EFFET[cas]
    essai = Essai(
        p(r("a")), {"rId77": (kind, name, False)}, {f"word/{name}": (xml.encode(), genre)}
    )
    _, problems = charge(essai.write())
    assert [problem.code for problem in problems] == ["modele-balise-hors-texte"]
    assert "{{ comite }}" in problems[0].trouve


# -- what is fetched elsewhere ---------------------------------------------------------------------

OBJET = (
    '<w:r><w:object w:dxaOrig="1" w:dyaOrig="1">{0}<o:OLEObject'
    ' Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s1" r:id="rId78"/></w:object></w:r>'
)
CLASSEUR = {"word/embeddings/c.xlsx": (b"PK", "application/vnd.ms-excel")}
VERS_CLASSEUR = {"rId78": ("package", "embeddings/c.xlsx", False)}
OLE = "un objet d’un autre programme"
AILLEURS: dict[str, tuple[Essai, str, str]] = {
    # what is said, what stays in the document, what is no longer in it
    "a linked picture": (
        Essai(p(r("a") + image("rId77", "r:link")), DEHORS),
        "«\u00a0logo.png\u00a0»",
        "<w:drawing",
    ),
    "a linked picture, as embedded": (
        Essai(p(r("a") + image("rId77")), DEHORS),
        "«\u00a0logo.png\u00a0»",
        "<w:drawing",
    ),
    "a linked picture of VML": (
        Essai(p(r("a") + f"<w:r><w:pict>{vml(IMAGEDATA)}</w:pict></w:r>"), DEHORS),
        "«\u00a0logo.png\u00a0»",
        "<w:pict",
    ),
    "two ways to show it": (
        Essai(
            p(
                r("a")
                + '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
                + image("rId77", "r:link").removeprefix("<w:r>").removesuffix("</w:r>")
                + f"</mc:Choice><mc:Fallback><w:pict>{vml(IMAGEDATA)}</w:pict>"
                + "</mc:Fallback></mc:AlternateContent></w:r>"
            ),
            DEHORS,
        ),
        "«\u00a0logo.png\u00a0»",
        "AlternateContent",
    ),
    "an object": (
        Essai(
            p(r("a") + OBJET.format(vml(IMAGEDATA))),
            {**DEDANS, **VERS_CLASSEUR},
            {**PNG, **CLASSEUR},
        ),
        OLE,
        "OLEObject",
    ),
    "an object without a picture": (
        Essai(p(r("a") + OBJET.format("")), VERS_CLASSEUR, CLASSEUR),
        OLE,
        "<w:object",
    ),
    "a linked object": (
        Essai(
            p(r("a") + OBJET.format("")), {"rId78": ("oleObject", "file:///C:/a.xlsx", True)}
        ),
        OLE,
        "OLEObject",
    ),
    "a document inserted": (
        Essai(
            p(r("a")) + '<w:altChunk r:id="rId78"/>',
            {"rId78": ("aFChunk", "a.html", False)},
            {"word/a.html": (b"x", "text/html")},
        ),
        OLE,
        "altChunk",
    ),
    **{
        f"a field {word}": (
            Essai(p(r("a") + champ(f' {word} "C:\\\\a.docx" \\* MERGEFORMAT ', r("montré")))),
            f"un champ {word}",
            word,
        )
        for word in (
            "DDEAUTO",
            "DDE",
            "INCLUDETEXT",
            "INCLUDEPICTURE",
            "LINK",
            "EMBED",
            "RD",
            "DATABASE",
            "ASK",
        )
    },
    "a simple field": (
        Essai(
            p(r("a") + f'<w:fldSimple w:instr=" IncludeText x ">{r("montré")}</w:fldSimple>')
        ),
        "un champ INCLUDETEXT",
        "fldSimple",
    ),
    "a field in a field": (
        Essai(p(r("a") + champ(" IF 1 = 1 ", champ(" DDEAUTO excel a b ", r("montré"))))),
        "un champ DDEAUTO",
        "DDEAUTO",
    ),
    "a field in the instruction of another": (
        Essai(
            p(
                r("a")
                + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                + "<w:r><w:instrText> INCLUDETEXT </w:instrText></w:r>"
                + champ(" DOCPROPERTY x ", r("chemin"))
                + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + r("montré")
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        ),
        "un champ INCLUDETEXT",
        "chemin",
    ),
}


@pytest.mark.parametrize("cas", AILLEURS)
def test_what_is_fetched_elsewhere_is_told_and_taken_out(cas: str) -> None:
    essai, words, gone = AILLEURS[cas]
    rendu, problems = rempli(essai.write())
    assert [(x.code, x.gravite) for x in problems] == [
        ("modele-contenu-d-ailleurs", Severity.A_VERIFIER)
    ]
    assert words in problems[0].trouve
    assert "C:" not in problems[0].trouve
    made = parties(rendu.data)
    assert gone not in made[DOCUMENT].decode()
    assert "TargetMode" not in made[RELS].decode()
    assert "word/embeddings/c.xlsx" not in made
    assert [line for line in lignes(rendu.data) if line.startswith("a")]
    if "montré" in essai.corps:
        assert "amontré" in lignes(rendu.data)


def test_a_picture_that_was_recorded_as_well_is_kept() -> None:
    both = image("rId77").replace('r:embed="rId77"', 'r:embed="rId77" r:link="rId78"')
    essai = Essai(p(both), {**DEDANS, "rId78": DEHORS["rId77"]}, PNG)
    rendu, problems = rempli(essai.write())
    assert [x.code for x in problems] == ["modele-contenu-d-ailleurs"]
    assert 'r:embed="rId77"' in parties(rendu.data)[DOCUMENT].decode()
    assert "r:link" not in parties(rendu.data)[DOCUMENT].decode()


@pytest.mark.parametrize(
    ("corps", "said"),
    [
        (
            champ(" MERGEFIELD Nom_du_membre \\* MERGEFORMAT ", r("«Nom_du_membre»")),
            "Nom_du_membre",
        ),
        (champ(' MERGEFIELD "Nom du membre" ', r("«Nom»")), "Nom du membre"),
        (f'<w:fldSimple w:instr=" MERGEFIELD Ville ">{r("«Ville»")}</w:fldSimple>', "Ville"),
        (champ(" NEXT ", r("«Suivant»")), "NEXT"),
        (champ(" ADDRESSBLOCK \\f x ", r("«Adresse»")), "\\f"),
    ],
)
def test_a_field_of_a_mail_merge_is_told(corps: str, said: str) -> None:
    rendu, problems = rempli(Essai(p(r("Pour ") + corps)).write())
    assert [x.code for x in problems] == ["modele-champ-de-fusion"]
    assert f"«\u00a0{said}\u00a0»" in problems[0].trouve
    assert any(line.startswith("Pour «") for line in lignes(rendu.data))


@pytest.mark.parametrize(
    "instruction",
    [
        " PAGE ",
        " NUMPAGES ",
        ' DATE \\@ "dd" ',
        " SEQ Tableau ",
        " REF a \\h ",
        ' HYPERLINK "https://a.fr" ',
    ],
)
def test_the_other_fields_are_kept(instruction: str) -> None:
    rendu, problems = rempli(Essai(p(r("a") + champ(instruction, r("montré")))).write())
    assert problems == []
    assert instructions(rendu) == instruction


# -- what loops repeat -----------------------------------------------------------------------------

BOITE = p(
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
    '<wp:extent cx="1" cy="1"/><wp:docPr id="3" name="Zone" descr="Le nom du membre"/><a:graphic>'
    '<a:graphicData uri="x"><wps:wsp><wps:txbx>'
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    + vml(ZONE)
    + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_the_shapes_and_controls_of_a_loop_have_each_their_own_identifier() -> None:
    inside = f"<w:sdtContent>{p(r('{{ m.code }}'))}</w:sdtContent>"
    control = f'<w:sdt><w:sdtPr><w:id w:val="127"/></w:sdtPr>{inside}</w:sdt>'
    turn = BOITE.replace("{0}", p(r("{{ m.college }}"))) + control
    corps = p(r("{%p for m in membres %}")) + turn + p(r("{%p endfor %}"))
    rendu, _ = rempli(Essai(corps).write())
    xml = parties(rendu.data)[DOCUMENT].decode()
    turns = len(membres())
    for found in (
        r'<v:shape id="([^"]*)"',
        r'o:spid="([^"]*)"',
        r'<wp:docPr id="([^"]*)"',
        r'<w:id w:val="([^"]*)"',
    ):
        idents = re.findall(found, xml)
        assert len(idents) == len(set(idents)) == turns, found
    assert len(re.findall("<v:shapetype ", xml)) == 1


# -- LibreOffice -----------------------------------------------------------------------------------

HABITUDES = [
    ('<w:b w:val="true"/>', "<w:b/>"),
    ('<w:b w:val="on"/>', "<w:b/>"),
    ('<w:b w:val="false"/>', '<w:b w:val="0"/>'),
    ('<w:b/><w:b w:val="true"/>', "<w:b/>"),
    ('<w:b w:val="true"/><w:b w:val="true"/>', "<w:b/>"),
    ('<w:b/><w:b w:val="false"/>', '<w:b w:val="0"/>'),
    ('<w:i w:val="true"/><w:sz w:val="22"/><w:sz w:val="24"/>', '<w:i/><w:sz w:val="24"/>'),
    ("<w:b/><w:i/>", "<w:b/><w:i/>"),
    ('<w:b w:val="1"/>', '<w:b w:val="1"/>'),
]


@pytest.mark.parametrize(("written", "attendu"), HABITUDES)
def test_the_properties_of_libreoffice_are_written_as_word_does(
    written: str, attendu: str
) -> None:
    run = f"<w:r><w:rPr>{written}</w:rPr><w:t>{{{{ comite }}}}</w:t></w:r>"
    rendu, _ = rempli(Essai(p(run)).write())
    assert f"<w:rPr>{attendu}</w:rPr>" in parties(rendu.data)[DOCUMENT].decode()


@pytest.mark.parametrize("valeur", ["true", "1", "on", "false", "0"])
def test_a_header_row_of_libreoffice_is_one_when_it_says_so(valeur: str) -> None:
    head = tr(p(r("Nom")), p(r("Collège"))).replace(
        "<w:tr>", f'<w:tr><w:trPr><w:tblHeader w:val="{valeur}"/></w:trPr>'
    )
    loop = tr(p(r("{%tr for m in membres if m.code == 'aucun' %}")), p(""))
    turn = tr(p(r("{{ m.code }}")), p(r("{{ m.college }}")))
    rendu, _ = rempli(Essai(tbl(head, loop, turn, tr(p(r("{%tr endfor %}")), p("")))).write())
    assert ("Néant" in lignes(rendu.data)) == (valeur not in ("false", "0"))


# -- renamed ---------------------------------------------------------------------------------------

CORPS_DE_WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
GENRES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "(.docm)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "(.dotx)",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "(.dotm)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "Excel",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "Excel",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "(.pptx)",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": "(.pptx)",
    "application/vnd.ms-visio.drawing.main+xml": "Visio",
}
SIGNATURES = {
    b"{\\rtf1 bonjour}": ".rtf",
    b"%PDF-1.7": "PDF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc",
    b"\xef\xbb\xbf<html>": "Web",
    b"<?xml version='1.0'?><w:wordDocument/>": "XML",
}


@pytest.mark.parametrize("genre", GENRES)
def test_a_file_renamed_docx_is_called_what_it_is(genre: str) -> None:
    base = modele("Le {{ comite }}")
    types = parties(base)[TYPES].decode().replace(CORPS_DE_WORD, genre)
    _check_kind(avec_parties(base, {TYPES: types.encode()}), GENRES[genre])


@pytest.mark.parametrize("data", SIGNATURES)
def test_a_file_that_is_no_package_is_called_what_it_is(data: bytes) -> None:
    _check_kind(data, SIGNATURES[data])


def test_the_documents_of_libreoffice_and_the_strict_ones_too() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    _check_kind(buffer.getvalue(), ".odt")
    base = modele("Le {{ comite }}")
    rels = parties(base)["_rels/.rels"].decode()
    strict = rels.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    )
    _check_kind(avec_parties(base, {"_rels/.rels": strict.encode()}), "Strict")


def _check_kind(data: bytes, words: str) -> None:
    pret, problems = charge(data)
    assert pret is None
    assert [(x.code, x.gravite) for x in problems] == [
        ("modele-autre-genre", Severity.BLOQUANT)
    ]
    assert words in problems[0].trouve


# -- nothing of the program ------------------------------------------------------------------------

SIGNES_DU_PROGRAMME = re.compile(
    r"object at|BaliseMembre|<class|__|\{'|mappingproxy|Fraction\(|function"
)
FUITES = [
    "{{ membres | join(', ', '__class__') }}",
    "{{ membres | join(', ', attribute='__doc__') }}",
    "{{ membres | map(attribute='__class__') | join }}",
    "{{ membres | map(attribute='nom.__class__') | join }}",
    "{{ membres | sum(attribute='__sizeof__') }}",
    "{{ membres | sort(attribute='__class__') | length }}",
    "{{ membres | groupby('__class__') | length }}",
    "{{ (membres | first)['__class__'] }}",
    "{{ (membres | first).__class__ }}",
    "{{ (membres | first)['__init__'].__globals__ }}",
    "{{ reunion.keys }}",
    "{{ reunion['items'] }}",
    "{{ membres | first }}",
    "{{ membres }}",
    "{{ reunion }}",
    "{{ [reunion] | join }}",
    "{{ membres | map(attribute='code') }}",
    "{{ membres | length | pluriel(reunion) }}",
    "{{ 1 | pluriel(membres) }}",
    "{{ 1 | nombre(membres) }}",
    "{{ membres | first | de }}",
    "{{ membres | first | minuscule }}",
    "{{ membres | first | upper }}",
    "{{ 'a' ~ reunion }}",
    "{{ comite | replace('C', membres) }}",
    "{{ comite | default(membres) ~ membres }}",
    "{{ range }}",
    "{{ {'a': 1} }}",
    "{{ {'a': 1} | items | list | join }}",
    "{{ (1, 2) }}",
    "{{ membres | batch(2) | list | join }}",
    "{{ reunion | dictsort | join }}",
    "{{ self }}",
    "{% for m in membres %}{{ loop }}{% endfor %}",
    "{% for m in membres %}{{ loop.cycle }}{% endfor %}",
    "{% set x = membres %}{{ x }}",
    "{{ namespace }}",
    "{{ comite.upper }}",
    "{{ comite is string }}",
    "{{ reunion.date.isoformat }}",
]


@pytest.mark.parametrize("balise", FUITES)
@pytest.mark.parametrize("vocabulaire", [VOCABULAIRE, None])
def test_nothing_of_the_program_is_printed(
    balise: str, vocabulaire: Mapping[str, object] | None
) -> None:
    data = modele(("Essai", 1), f"DEBUT {balise}")
    pret, problems = Template.load("reunion_x.docx", data, build_filters(), vocabulaire)
    if pret is None:
        assert all(problem.gravite is Severity.BLOQUANT for problem in problems)
        return
    rendu = pret.render(
        contextes()["trame_de_notes"][0], titre="E", createur="P", date=dt.date(2026, 12, 10)
    )
    assert (rendu.data is None) == bool(rendu.problems)
    for line in lignes(rendu.data) if rendu.data else ():
        assert not SIGNES_DU_PROGRAMME.search(line), line
