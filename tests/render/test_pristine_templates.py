"""The base of the templates: what Word and its accessibility checker want stands in it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator

from clu_batch.data import FOLDER, TAG_LIST, TEMPLATES, read_template
from clu_batch.kernel.french import FINE, INSECABLE
from tests.support.folders import ROOT
from tools.making.templates import MAKERS, empty_template, word_styles, writing

W = f"{{{word_styles.W}}}"


def parties(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {nom: etree.fromstring(archive.read(nom)) for nom in archive.namelist()}


def mots(element: etree._Element, *balises: str) -> str:
    return "".join(
        str(texte) for texte in element.itertext(*(f"{W}{balise}" for balise in balises))
    )


def luminance(hexa: str) -> float:
    canaux = [int(hexa[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, v, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * r + 0.7152 * v + 0.0722 * b


def contraste(texte: str, fond: str) -> float:
    clair, sombre = sorted((luminance(texte), luminance(fond)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


@pytest.fixture(params=sorted(TEMPLATES))
def modele(request: pytest.FixtureRequest) -> bytes:
    return MAKERS[request.param]()


@pytest.mark.parametrize("nom", sorted(MAKERS))
def test_the_template_shipped_is_the_one_that_the_code_makes(nom: str) -> None:
    made = MAKERS[nom]()
    assert (ROOT / "templates" / f"{nom}.docx").read_bytes() == made, "python -m tools.making"
    assert read_template(nom) == made, "python -m tools.making"


def test_the_package_holds_the_templates_that_the_code_makes_and_no_other() -> None:
    assert {*TEMPLATES, TAG_LIST} == MAKERS.keys()
    assert {path.stem for path in (FOLDER / "templates").iterdir()} == MAKERS.keys()


def test_the_same_template_gives_the_same_bytes(
    modele: bytes, request: pytest.FixtureRequest
) -> None:
    assert request.node.callspec.params["modele"] in MAKERS
    assert MAKERS[request.node.callspec.params["modele"]]() == modele


def test_the_package_is_valid_and_holds_nothing_superfluous(
    modele: bytes, tmp_path: Path
) -> None:
    chemin = tmp_path / "modele.docx"
    chemin.write_bytes(modele)
    resultat = OpenXmlValidator().validate(str(chemin))
    assert resultat.is_valid, [error.description for error in resultat.errors]
    assert not [
        nom
        for nom in parties(modele)
        if re.search(r"thumbnail|stylesWithEffects|customXml|media|comments", nom)
    ]


def test_everything_is_in_french(modele: bytes) -> None:
    parts = parties(modele)
    langues = {lang.get(f"{W}val") for part in parts.values() for lang in part.iter(f"{W}lang")}
    assert langues == {"fr-FR"}
    theme = parts["word/settings.xml"].find(f"{W}themeFontLang")
    assert theme is not None
    assert theme.get(f"{W}val") == "fr-FR"


def test_text_is_large_left_aligned_and_contrasted(modele: bytes) -> None:
    parts = parties(modele)
    tailles = [
        int(sz.get(f"{W}val", "0")) for part in parts.values() for sz in part.iter(f"{W}sz")
    ]
    alignements = {jc.get(f"{W}val") for part in parts.values() for jc in part.iter(f"{W}jc")}
    couleurs = {
        color.get(f"{W}val", "") for color in parts["word/styles.xml"].iter(f"{W}color")
    }
    assert min(tailles) >= 20
    assert not alignements & {"both", "distribute"}
    assert not list(parts["word/styles.xml"].iter(f"{W}caps", f"{W}smallCaps"))
    assert (
        min(
            contraste(couleur, fond)
            for couleur in couleurs
            for fond in ("FFFFFF", word_styles.FOND)
        )
        >= 4.5
    )


def test_tables_have_one_repeated_header_whole_rows_and_a_caption(modele: bytes) -> None:
    corps = parties(modele)["word/document.xml"]
    for tableau in corps.iter(f"{W}tbl"):
        premiere, *suite = tableau.findall(f"{W}tr")
        assert premiere.find(f"{W}trPr/{W}tblHeader") is not None
        assert not any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in suite)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (premiere, *suite))
        legende = tableau.getprevious()
        assert legende is not None
        style = legende.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        assert style.get(f"{W}val") == "Caption"
        assert " SEQ Tableau" in mots(legende, "instrText")


def test_the_page_says_which_meeting_and_where_one_is() -> None:
    parts = parties(MAKERS["trame_de_notes"]())
    assert "{{ reunion.date | date }}" in mots(parts["word/header1.xml"])
    assert "{% if exemple %}" in mots(parts["word/header1.xml"])
    pied = mots(parts["word/footer1.xml"])
    assert re.sub(r"\s+", " ", pied).endswith("page PAGE 1 sur NUMPAGES 1")


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("Lieu : {{ reunion.lieu }}", f"Lieu{INSECABLE}: {{{{ reunion.lieu }}}}"),
        ("{{ taux }} %", "{{ taux }} %"),
        ("« {{ point }} » ; oui", f"«{INSECABLE}{{{{ point }}}}{INSECABLE}»{FINE}; oui"),
        ("{% if n == 1 %}Une ?{% endif %}", f"{{% if n == 1 %}}Une{FINE}?{{% endif %}}"),
    ],
)
def test_french_spaces_are_put_around_the_tags_not_in_them(ecrit: str, attendu: str) -> None:
    assert empty_template.typeset_text(ecrit) == attendu


def test_the_builders_write_what_docxtpl_reads() -> None:
    doc = writing.make_template("essai")
    with writing.keep_if(doc, "exemple"):
        writing.add_paragraph(doc, "Du **gras**, puis non")
    with writing.repeat_for(doc, "ligne in lignes"):
        writing.add_paragraph(doc, "{{ ligne }}", "List Bullet")
    writing.add_bloc(doc, "engagements")
    lu = Document(io.BytesIO(writing.save_template(doc)))
    assert [p.text for p in lu.paragraphs] == [
        "{%p if exemple %}",
        "Du gras, puis non",
        "{%p endif %}",
        "{%p for ligne in lignes %}",
        "{{ ligne }}",
        "{%p endfor %}",
        "{{p engagements }}",
    ]
    assert [
        run.text
        for run in lu.paragraphs[1].runs
        if run.style is not None and run.style.name == "Strong"
    ] == ["gras"]
