"""The templates as a secretary edits them: what is produced all the same, what she is told, what is
left as it was.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from clu_batch.data import TEMPLATES
from clu_batch.documents import tags
from clu_batch.documents.modeles_libres import DEBUTS, find_template_kind
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import Severity
from clu_batch.render import Template
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from clu_batch.write.template_folder import list_own_templates, report_foreign_files
from tests.documents.test_tags import contextes
from tests.support.folders import ROOT, SAMPLES
from tests.support.word_files import avec_parties, lignes, parties
from tools.making.templates import writing

REUNION, TRAME = "2026-12-10_CLU", "2026-12-10_CLU_Trame-de-notes.docx"
DOCUMENT = "word/document.xml"
FAUX_TITRE = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Pour mémoire</w:t></w:r></w:p><w:sectPr>"


def run(modeles: Path, sortie: Path) -> RunOutcome:
    options = Options(
        "10/12/2026",
        None,
        dt.date(2026, 11, 23),
        ROOT / "workbooks",
        modeles,
        sortie,
        verifier_seulement=False,
    )
    return pipeline.run_session(options, lambda *_: None)


def remarques(sortie: Path, modele: str) -> list[tuple[str, str]]:
    """Gravity and fact of what À corriger says of a template."""
    book = openpyxl.load_workbook(sortie / REUNION / f"{REUNION}_Controle.xlsx", read_only=True)
    rows = list(book["À corriger"].iter_rows(min_row=2, values_only=True))
    book.close()
    return [
        (str(row[0]), str(row[5])) for row in rows if row[0] != "Néant" and row[1] == modele
    ]


# -- each habit of Word, on one template -----------------------------------------------------------

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
LOGO = (
    f'<w:p><w:r><w:drawing><wp:anchor xmlns:wp="{WP}"><wp:extent cx="9" cy="9"/><wp:docPr id="1"'
    f' name="Image 1" descr="logo.png"/><a:graphic xmlns:a="{A}"><a:graphicData'
    f' uri="{A}"/></a:graphic></wp:anchor></w:drawing></w:r></w:p>'
)
ZONE = (
    "<w:p><w:r><w:pict><v:shape"
    ' xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>{{'
    " prefecture }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
REVISION = (
    '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>{{ sigle }}</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="a"><w:r><w:delText>{{ ancien }}</w:delText></w:r></w:del></w:p>'
)
COMMENTAIRE = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Vu.</w:t></w:r><w:r><w:commentReference'
    ' w:id="0"/></w:r></w:p>'
)
PAPIER_A_EN_TETE = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol'
    ' w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>'
    + f"<w:tc>{P.format('PRÉFET')}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
MARIANNE = (
    '<w:p><w:r><w:rPr><w:rFonts w:ascii="Marianne"/><w:sz'
    ' w:val="16"/></w:rPr><w:t>Vu.</w:t></w:r></w:p>'
)
SECTION = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"'
    ' w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
)
STYLES, REGLAGES = "word/styles.xml", "word/settings.xml"
DEBUT, FIN = "<w:body>", "<w:sectPr>"

HABITUDES: dict[str, tuple[str, str, str, set[str]]] = {
    # habit: part, what stands there, what is put in its place, the checks that speak of it
    "nothing": (DOCUMENT, DEBUT, DEBUT, set()),
    "a letterhead in a text box": (DOCUMENT, DEBUT, DEBUT + ZONE, {"A14"}),
    "a letterhead in a table": (
        DOCUMENT,
        DEBUT,
        DEBUT + PAPIER_A_EN_TETE,
        {"A15", "A16", "A18", "A20", "B01"},
    ),
    "empty paragraphs": (DOCUMENT, DEBUT, f"{DEBUT}<w:p/><w:p/>", {"A08"}),
    "a floating logo without text": (DOCUMENT, DEBUT, DEBUT + LOGO, {"A13", "A14"}),
    "tracked changes": (DOCUMENT, FIN, REVISION + FIN, {"A28"}),
    "a comment": (DOCUMENT, FIN, COMMENTAIRE + FIN, {"A28"}),
    "a section of its own": (DOCUMENT, FIN, f"{SECTION}{P.format('Suite.')}{FIN}", set()),
    "another font, small": (DOCUMENT, FIN, MARIANNE + FIN, {"A25"}),
    "a text in capitals": (
        DOCUMENT,
        FIN,
        f"<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Vu.</w:t></w:r></w:p>{FIN}",
        {"A25"},
    ),
    "a text justified": (
        STYLES,
        '<w:name w:val="Normal"/>',
        '<w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr>',
        {"A12"},
    ),
    "a list typed by hand": (DOCUMENT, FIN, P.format("- premier point") + FIN, {"A10"}),
    "a heading made with bold": (DOCUMENT, FIN, FAUX_TITRE, {"A09"}),
    "proofing in English": (STYLES, '<w:lang w:val="fr-FR"', '<w:lang w:val="en-US"', {"A02"}),
    "a protected document": (
        REGLAGES,
        "<w:zoom",
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom',
        {"A27"},
    ),
    "two columns": (DOCUMENT, "<w:cols ", '<w:cols w:num="2" ', {"A29"}),
}


def codes(data: bytes) -> set[str]:
    """The checks that speak of the document that this template gives; it must give one."""
    pret, problems = Template.load(
        "trame_de_notes.docx",
        data,
        build_filters(),
        tags.build_vocabulary("trame_de_notes", ()),
    )
    assert pret is not None, problems
    contexte = contextes()["trame_de_notes"][0]
    rendu = pret.render(
        contexte, titre="Trame de notes", createur="Préfecture", date=dt.date(2026, 12, 10)
    )
    assert rendu.data is not None, rendu.problems
    return {constat.controle.code for constat in rendu.constats}


@pytest.mark.parametrize("habitude", HABITUDES)
def test_a_habit_of_word_gives_its_document_and_a_remark(habitude: str) -> None:
    part, avant, apres, attendus = HABITUDES[habitude]
    data = (ROOT / "templates" / "trame_de_notes.docx").read_bytes()
    text = parties(data)[part].decode()
    assert avant in text
    assert codes(avec_parties(data, {part: text.replace(avant, apres, 1).encode()})) == attendus


def test_french_word_gives_its_styles_other_identifiers() -> None:
    data = (ROOT / "templates" / "trame_de_notes.docx").read_bytes()
    french = {
        "Heading1": "Titre1",
        "Heading2": "Titre2",
        "TOC1": "TM1",
        "TOCHeading": "En-ttedetabledesmatires",
        "ListBullet": "Listepuces",
    }
    changed = {}
    for part in (DOCUMENT, STYLES, "word/numbering.xml"):
        text = parties(data)[part].decode()
        for old, new in french.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        changed[part] = text.encode()
    assert codes(avec_parties(data, changed)) == set()


def test_a_style_that_she_deleted_is_told() -> None:
    data = (ROOT / "templates" / "trame_de_notes.docx").read_bytes()
    sans = re.sub(
        r'<w:style [^>]*w:styleId="(?:TOC1|CLUNote)">.*?</w:style>',
        "",
        parties(data)[STYLES].decode(),
        flags=re.DOTALL,
    )
    assert codes(avec_parties(data, {STYLES: sans.encode()})) == set()


def test_a_template_saved_by_libreoffice_is_like_the_first() -> None:
    data = (SAMPLES / "templates" / "trame_libreoffice.docx").read_bytes()
    assert codes(data) == set()


# -- the folder of the templates -------------------------------------------------------------------


@pytest.fixture
def modeles(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "templates", tmp_path / "modeles"))


def test_what_she_adds_to_a_template_is_told_and_the_document_is_written(
    modeles: Path, tmp_path: Path
) -> None:
    trame = modeles / "trame_de_notes.docx"
    ajoute = parties(trame.read_bytes())[DOCUMENT].replace(b"<w:sectPr>", FAUX_TITRE.encode())
    edited = avec_parties(trame.read_bytes(), {DOCUMENT: ajoute})
    trame.write_bytes(edited)
    resultat = run(modeles, tmp_path / "out")
    assert resultat.code == Code.TO_CORRECT
    assert lignes((tmp_path / "out" / REUNION / TRAME).read_bytes())[-1] == "Pour mémoire"
    (remarque,) = remarques(tmp_path / "out", "trame_de_notes.docx")
    assert remarque[0] == "à vérifier"
    assert "tout en gras" in remarque[1]
    assert "Pour mémoire" in remarque[1]
    assert trame.read_bytes() == edited


SPOILT: dict[str, tuple[tuple[str, ...], str, str]] = {
    # paragraphs of a template that a contributor writes, what is told, what to do
    "a title that is none": (
        ("Réunion du {{ reunion.date }}", "**Pour mémoire**"),
        "ressemble à un titre sans en être un (",
        "Donnez-lui le style de titre",
    ),
    "no date": (
        ("Notes à prendre en séance",),
        "la date de la réunion n’est pas dans le corps du document",
        "Ajoutez la balise de la date de la réunion dans le texte du modèle.",
    ),
}


@pytest.mark.parametrize("cas", SPOILT)
def test_what_the_program_spoils_is_told_and_withholds_that_document_alone(
    cas: str, modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphes, dit, remede = SPOILT[cas]
    doc = writing.make_template("trame de notes")
    writing.add_heading(doc, "Notes", 1)
    for paragraphe in paragraphes:
        writing.add_paragraph(doc, paragraphe)
    spoilt = shutil.copytree(ROOT / "clu_batch" / "data", tmp_path / "data")
    (spoilt / "templates" / "trame_de_notes.docx").write_bytes(writing.save_template(doc))
    monkeypatch.setattr("clu_batch.data.FOLDER", spoilt)
    (modeles / "trame_de_notes.docx").unlink()
    resultat = run(modeles, tmp_path / "out")
    assert (resultat.code, list(resultat.defects)) == (Code.BLOCKED, [])
    made = {path.name for path in (tmp_path / "out" / REUNION).glob("*.docx")}
    assert TRAME not in made
    assert len(made) == 4
    ((gravite, fait),) = remarques(tmp_path / "out", "trame_de_notes.docx")
    assert gravite == "bloquant"
    assert dit in fait
    assert any(remede in ligne for ligne in resultat.lines)


@pytest.mark.parametrize(
    ("fichier", "contenu", "modele", "dit"),
    [
        (
            "trame_de_notes.docx",
            b"",
            "trame_de_notes.docx",
            ("à vérifier", "le fichier est vide"),
        ),
        (
            "~$ame_de_notes.docx",
            b"x",
            "trame_de_notes.docx",
            ("information", "ouvert dans Word"),
        ),
        ("~$ossier.docx", b"x", "dossier.docx", ("information", "ouvert dans Word")),
        ("convocation.docm", b"x", "convocation.docm", ("à vérifier", "pas au format .docx")),
    ],
)
def test_a_file_of_the_folder_never_stops_a_document(
    fichier: str,
    contenu: bytes,
    modele: str,
    dit: tuple[str, str],
    modeles: Path,
    tmp_path: Path,
) -> None:
    (modeles / fichier).write_bytes(contenu)
    run(modeles, tmp_path / "out")
    ((gravite, fait),) = remarques(tmp_path / "out", modele)
    assert gravite == dit[0]
    assert dit[1] in fait
    assert (tmp_path / "out" / REUNION / TRAME).exists()
    assert (modeles / fichier).read_bytes() == contenu


COPIES = [
    "membre_Etiquette - Copie",
    "membre_Etiquette - Copie (2)",
    "membre_Etiquette – Copie",
    "membre_Etiquette - Copy",
    "membre_Etiquette copie",
    "membre_Etiquette copie 2",
    "membre_Etiquette (1)",
    "membre_Etiquette (copie en conflit de PC-12 2026-11-23)",
    "membre_Etiquette (conflicted copy 2026-11-23)",
    "Copie de membre_Etiquette",
    "dossier - Copie",
    "convocation (2)",
]
NOMS = [
    "membre_Photocopie",
    "reunion_Copie conforme",
    "membre_Etiquette 2",
    "reunion_Affiche (salle B)",
    "participant_copies",
]


@pytest.mark.parametrize("nom", COPIES)
def test_a_copy_is_not_used_and_told(nom: str, tmp_path: Path) -> None:
    (tmp_path / f"{nom}.docx").write_bytes(b"x")
    assert list_own_templates(tmp_path, find_template_kind) == []
    (problem,) = report_foreign_files(tmp_path, TEMPLATES, DEBUTS)
    assert (problem.code, problem.gravite) == ("modele-copie", Severity.A_VERIFIER)


@pytest.mark.parametrize("nom", NOMS)
def test_a_name_that_merely_looks_like_it_is_used(nom: str, tmp_path: Path) -> None:
    (tmp_path / f"{nom}.docx").write_bytes(b"x")
    assert list_own_templates(tmp_path, find_template_kind) == [nom]
    assert report_foreign_files(tmp_path, (*TEMPLATES, nom), DEBUTS) == []


def test_what_is_missing_is_restored_and_said(modeles: Path, tmp_path: Path) -> None:
    for nom in ("dossier.docx", "Balises.docx"):
        (modeles / nom).unlink()
    resultat = run(modeles, tmp_path / "out")
    assert "Modèles remis en place\u00a0: dossier.docx et Balises.docx." in resultat.lines
    for nom in ("dossier.docx", "Balises.docx"):
        assert (modeles / nom).read_bytes() == (ROOT / "templates" / nom).read_bytes()
