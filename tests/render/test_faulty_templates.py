"""Templates that cannot be filled: each withholds its own document alone, in one French sentence
that names it (code 2).
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from clu_batch import render
from clu_batch.documents import tags
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.exit_codes import Code
from clu_batch.render import RenderedDocument, Template
from clu_batch.render.rendering import Rendering
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from tests.campaigns.workbook_damages import zipped
from tests.documents.test_tags import contextes
from tests.render.test_edited_templates import REUNION, TRAME, remarques
from tests.support.folders import ROOT
from tests.support.on_windows import make_link
from tests.support.word_files import avec_parties, modele, parties

DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"


def corps(*paragraphes: str) -> bytes:
    """A template of these paragraphs, typed as they are."""
    base = modele(("Essai", 1), "ICI")
    xml = parties(base)[DOCUMENT].decode()
    made = "".join(f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>" for words in paragraphes)
    return avec_parties(
        base,
        {
            DOCUMENT: re.sub(
                r"<w:p><w:r><w:t>ICI</w:t></w:r></w:p>", lambda _: made, xml
            ).encode()
        },
    )


def essai(data: bytes) -> tuple[set[str], RenderedDocument | None]:
    """What is said of a template, by its code, whether it is read or filled; the document when
    there is one.
    """
    vocabulaire = tags.build_vocabulary("reunion_…", ())
    pret, problems = Template.load("reunion_x.docx", data, build_filters(), vocabulaire)
    if pret is None:
        return {problem.code for problem in problems}, None
    contexte = contextes()["trame_de_notes"][0]
    rendu = pret.render(
        contexte, titre="Essai", createur="Préfecture", date=dt.date(2026, 12, 10)
    )
    return {problem.code for problem in rendu.problems}, rendu


# -- expressions -----------------------------------------------------------------------------------

BOUCLE = ("{%p for m in membres %}",)
FIN_DE_BOUCLE = ("{%p endfor %}",)
EXPRESSIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "a power": (("{{ 2 ** 100000 }}",), "modele-operation"),
    "a power of a name": (("{{ reunion.numero ** 9 ** 9 }}",), "modele-operation"),
    "a text repeated": (("{{ 'a' * 300000000 }}",), "modele-operation"),
    "a text repeated, the number first": (("{{ 300000000 * 'a' }}",), "modele-operation"),
    "a list repeated": (("{{ ([1] * 300000000) | length }}",), "modele-operation"),
    "a name repeated": (("{{ reunion.lieu * 300000000 }}",), "modele-balise-sans-fin"),
    "a text repeated in a filter": (
        ("{{ reunion.lieu | replace('a', 'b' * 99999999) }}",),
        "modele-operation",
    ),
    "a text that replaces nothing": (
        ("{% set t = 'aaaaaaaaaa' %}", *["{% set t = t | replace('', t) %}"] * 9, "{{ t }}"),
        "modele-balise-sans-fin",
    ),
    "a text doubled": (
        ("{% set t = 'aaaaaaaaaa' %}", *["{% set t = t + t %}"] * 40, "{{ t }}"),
        "modele-balise-sans-fin",
    ),
    "a text doubled with ~": (
        ("{% set t = 'aaaaaaaaaa' %}", *["{% set t = t ~ t %}"] * 40, "{{ t }}"),
        "modele-balise-sans-fin",
    ),
    "a list doubled": (
        ("{% set t = [1, 2] %}", *["{% set t = t + t %}"] * 40, "{{ t | length }}"),
        "modele-balise-sans-fin",
    ),
    "a list of lists summed": (
        ("{{ [[1], [2]] | sum(start=[]) | length }}",),
        "modele-balise-sans-resultat",
    ),
    "a number squared again and again": (
        ("{% set n = 99 %}", *["{% set n = n * n %}"] * 40, "{{ n }}"),
        "modele-balise-sans-fin",
    ),
    "the Python way to format": (("{{ '%999999999d' % 1 }}",), "modele-balise-sans-fin"),
    "a thousand million decimals": (
        ("{{ 1.5 | nombre(999999999) }}",),
        "modele-balise-sans-fin",
    ),
    "rounded far away": (("{{ 1.5 | round(999999999, 'floor') }}",), "modele-balise-sans-fin"),
    "columns without end": (
        ("{{ [1] | batch(999999999, 0) | list | length }}",),
        "modele-balise-sans-fin",
    ),
    "slices without end": (
        ("{{ [1] | slice(999999999) | list | length }}",),
        "modele-balise-sans-fin",
    ),
    "loops in loops": ((*BOUCLE * 10, "x", *FIN_DE_BOUCLE * 10), "modele-balise-sans-fin"),
    "a huge range": (
        ("{% for i in range(999999999) %}x{% endfor %}",),
        "modele-balise-de-code",
    ),
    "recursion": (
        ("{% for m in membres recursive %}{{ loop(membres) }}{% endfor %}",),
        "modele-balise-de-code",
    ),
    "a value in the place of a run": (("{{r reunion.lieu }}",), "modele-balise-sans-place"),
    "a value in the place of a row, out of a table": (
        ("{{tr reunion.lieu }}",),
        "modele-balise-sans-place",
    ),
    "a division by zero": (("{{ 1 / 0 }}",), "modele-balise-sans-resultat"),
    "a number beyond floats": (("{{ (1e308 * 10) | nombre }}",), "modele-balise-sans-resultat"),
    "150 ifs": (
        (*["{%p if exemple %}"] * 150, "x", *["{%p endif %}"] * 150),
        "modele-balises-imbriquees",
    ),
    "150 ifs in one paragraph": (
        ("{% if exemple %}" * 150 + "x" + "{% endif %}" * 150,),
        "modele-balises-imbriquees",
    ),
    "40 loops": ((*BOUCLE * 40, "x", *FIN_DE_BOUCLE * 40), "modele-balises-imbriquees"),
    "3 000 brackets": (
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",),
        "modele-balise-compliquee",
    ),
    "400 brackets": (
        ("{{ " + "(" * 400 + "1" + ")" * 400 + " }}",),
        "modele-balise-compliquee",
    ),
    "3 000 brackets that nothing closes": (
        ("{{ " + "[" * 3000 + " }}",),
        "modele-balise-compliquee",
    ),
    "a chain of 3 000 names": (
        ("{{ reunion" + ".lieu" * 3000 + " }}",),
        "modele-balise-compliquee",
    ),
    "a chain of 300 filters": (
        ("{{ reunion.lieu" + " | upper" * 300 + " }}",),
        "modele-balise-compliquee",
    ),
    "400 minus signs": (("{{ " + "-" * 400 + " 1 }}",), ""),
    "200 times not": (("{{ " + "not " * 200 + "exemple }}",), ""),
    "a number of 900 digits": (("{{ " + "9" * 900 + " + 1 }}",), ""),
    "a sum that ends": (("{{ 2 * 3 + 4 }}",), ""),
    "a text that ends": (("{{ 'a' + reunion.lieu | replace('a', 'b') }}",), ""),
    "a loop that ends": (
        (*BOUCLE, "{{ m.nom }} {{ loop.index }}/{{ loop.length }}", *FIN_DE_BOUCLE),
        "",
    ),
}


@pytest.mark.parametrize("cas", EXPRESSIONS)
def test_an_expression_without_end_is_refused_where_it_stands(cas: str) -> None:
    paragraphes, code = EXPRESSIONS[cas]
    said, rendu = essai(corps(*paragraphes))
    if code:
        assert (code in said, rendu is None or rendu.data is None) == (True, True), said
        assert "modele-defaillant" not in said
    else:  # it is filled, or refused in a sentence: never an exception
        assert rendu is None or rendu.panne is None


# -- files -----------------------------------------------------------------------------------------


def saine() -> bytes:
    return corps("{{ reunion.lieu }}")


def un_membre_abime(data: bytes) -> bytes:
    """The compressed bytes of the main part, damaged in their middle: zlib says so while it
    reads.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(DOCUMENT)
    start = info.header_offset + 30 + len(DOCUMENT) + 10
    return data[:start] + b"\xff" * 40 + data[start + 40 :]


def sans(data: bytes, *names: str) -> bytes:
    kept = {name: part for name, part in parties(data).items() if name not in names}
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for name, part in kept.items():
            archive.writestr(name, part)
    return tampon.getvalue()


def change(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    def damage(data: bytes) -> bytes:
        text = parties(data)[part].decode()
        assert old in text
        return avec_parties(data, {part: text.replace(old, new, 1).encode()})

    return damage


def deux_fois(data: bytes) -> bytes:
    tampon = io.BytesIO(data)
    with zipfile.ZipFile(tampon, "a") as archive:
        archive.writestr("word/Document.xml", b"<x/>")
    return tampon.getvalue()


def avec_des_barres_inverses(data: bytes) -> bytes:
    return zipped([(name.replace("/", "\\"), part) for name, part in parties(data).items()])


BLIP = '<a:blip xmlns:a="a" r:embed="rId99"/>'
IMAGE = f"<w:p><w:r><w:drawing>{BLIP}</w:drawing></w:r></w:p><w:sectPr"
PROFOND = "<w:p>" * 300 + "</w:p>" * 300 + "<w:sectPr"
RESTE = '<Relationship Id="rId98" Type="http://x/image" Target="NULL"/></Relationships>'
ENTITES = '<!DOCTYPE a [<!ENTITY z "zzz">]><w:document'
FICHIERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a damaged member": (un_membre_abime, "modele-illisible"),
    "cut in the middle": (lambda data: data[: len(data) // 2], "modele-illisible"),
    "no zip": (lambda _: b"salut", "modele-illisible"),
    "an old Word document": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "modele-autre-genre",
    ),
    "no content types": (lambda data: sans(data, "[Content_Types].xml"), "modele-illisible"),
    "no main part": (lambda data: sans(data, DOCUMENT), "modele-illisible"),
    "no links": (lambda data: sans(data, "_rels/.rels"), "modele-illisible"),
    "two parts of one name": (deux_fois, "modele-illisible"),
    "a workbook": (
        lambda _: (ROOT / "workbooks" / "comite.xlsx").read_bytes(),
        "modele-autre-genre",
    ),
    "XML that is none": (change(DOCUMENT, "</w:p>", ""), "modele-abime"),
    "a part that is no XML": (
        change("word/theme/theme1.xml", "<a:theme", "<a:"),
        "modele-abime",
    ),
    "styles that are settings": (
        change("word/styles.xml", "<w:styles", "<w:settings"),
        "modele-abime",
    ),
    "no styles": (lambda data: sans(data, "word/styles.xml"), "modele-abime"),
    "a part of no kind": (
        change("[Content_Types].xml", 'Extension="xml"', 'Extension="autre"'),
        "modele-abime",
    ),
    "styles of another kind": (
        change(TYPES, "wordprocessingml.styles+xml", "wordprocessingml.x+xml"),
        "modele-abime",
    ),
    "a kind that is none": (
        change(TYPES, "application/vnd.openxmlformats-officedocument.theme+xml", "theme"),
        "modele-abime",
    ),
    "a main part of no kind": (
        change(TYPES, "wordprocessingml.document.main+xml", "x.main+xml"),
        "modele-abime",
    ),
    "a kind of nothing": (
        change(TYPES, 'PartName="/word/styles.xml"', 'PartName=""'),
        "modele-illisible",
    ),
    "a link without its name": (change(RELS, 'Id="rId3"', 'Id="3 3"'), "modele-abime"),
    "two links of one name": (change(RELS, 'Id="rId3"', 'Id="rId4"'), "modele-illisible"),
    "styles that nothing leads to": (
        change(RELS, 'relationships/styles"', 'relationships/autre"'),
        "modele-abime",
    ),
    "an image without its file": (change(DOCUMENT, "<w:sectPr", IMAGE), "modele-abime"),
    "entities": (change(DOCUMENT, "<w:document", ENTITES), "modele-abime"),
    "paragraphs in one another": (change(DOCUMENT, "<w:sectPr", PROFOND), "modele-abime"),
    "a note of the zip program": (lambda data: avec_parties(data, {".DS_Store": b"x"}), ""),
    "names with backslashes": (avec_des_barres_inverses, ""),
    "a link that nothing uses": (change(RELS, "</Relationships>", RESTE), ""),
    "links of no kind": (change(TYPES, 'Extension="rels"', 'Extension="autre"'), ""),
    "a comment in a tag": (change(DOCUMENT, "reunion.lieu", "reunion<!-- ! -->.lieu"), ""),
}


@pytest.mark.parametrize("cas", FICHIERS)
def test_a_file_that_is_not_whole_is_refused(cas: str) -> None:
    damage, code = FICHIERS[cas]
    said, rendu = essai(damage(saine()))
    assert (said, rendu is None) == ({code} if code else set(), bool(code))


# -- a run -----------------------------------------------------------------------------------------


@pytest.fixture
def modeles(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "templates", tmp_path / "modeles"))


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


def documents(sortie: Path) -> Mapping[str, bytes]:
    """Every file of the meeting but its control workbook."""
    folder = sortie / REUNION
    paths = [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("Controle.xlsx")
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def temoins(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The documents that the example makes with sound templates."""
    modeles = Path(
        shutil.copytree(ROOT / "templates", tmp_path_factory.mktemp("sain") / "modeles")
    )
    sortie = tmp_path_factory.mktemp("sain") / "out"
    run(modeles, sortie)
    return documents(sortie)


POSES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    # what is laid in the folder: under which name, how, what is said
    "an absurd expression": (
        "trame_de_notes.docx",
        lambda p: p.write_bytes(corps("{{ 2 ** 100000 }}")),
        "une puissance (**)",
    ),
    "a text without end": (
        "trame_de_notes.docx",
        lambda p: p.write_bytes(corps("{{ 'a' * 300000000 }}")),
        "multipliés (*)",
    ),
    "150 ifs": (
        "trame_de_notes.docx",
        lambda p: p.write_bytes(corps(*["{%p if exemple %}"] * 150, *["{%p endif %}"] * 150)),
        "15 autres sont déjà ouvertes",
    ),
    "3 000 brackets": (
        "trame_de_notes.docx",
        lambda p: p.write_bytes(corps("{{ " + "(" * 3000 + ")" * 3000 + " }}")),
        "parenthèses",
    ),
    "a damaged template": (
        "trame_de_notes.docx",
        lambda p: p.write_bytes(un_membre_abime(p.read_bytes())),
        "n’est pas un document Word",
    ),
    "hers, damaged": (
        "reunion_x.docx",
        lambda p: p.write_bytes(un_membre_abime(saine())),
        "n’est pas un document Word",
    ),
    "hers, without end": (
        "membre_x.docx",
        lambda p: p.write_bytes(corps("{{ membre.nom ~ 'a' * 300000000 }}")),
        "multipliés (*)",
    ),
    "hers, empty": ("reunion_x.docx", lambda p: p.write_bytes(b""), "vide"),
    "hers, a folder": (
        "reunion_x.docx",
        lambda p: p.mkdir(),
        "un autre dossier ou fichier occupe sa place",
    ),
    "hers, a link that leads to itself": (
        "reunion_x.docx",
        lambda p: make_link(p, p),
        "n’a pas pu être lu",
    ),
    "hers, a link that leads nowhere": (
        "reunion_x.docx",
        lambda p: make_link(p, p.with_name("absent")),
        "n’a pas pu être lu",
    ),
}


@pytest.mark.parametrize("cas", POSES)
def test_a_faulty_template_withholds_its_document_alone(
    cas: str, modeles: Path, tmp_path: Path, temoins: Mapping[str, bytes]
) -> None:
    nom, poser, dit = POSES[cas]
    poser(modeles / nom)
    resultat = run(modeles, tmp_path / "out")
    assert (resultat.code, list(resultat.defects)) == (Code.BLOCKED, [])
    assert documents(tmp_path / "out") == {
        name: data
        for name, data in temoins.items()
        if nom != "trame_de_notes.docx" or name != TRAME
    }
    ((gravite, fait),) = remarques(tmp_path / "out", nom)
    assert gravite == "bloquant"
    assert dit in fait.replace("\u00a0", " ")


@pytest.mark.skipif(os.name != "posix", reason="a pipe of the system")
def test_what_could_be_read_without_end_is_no_template(
    modeles: Path, tmp_path: Path, temoins: Mapping[str, bytes]
) -> None:
    (modeles / "trame_de_notes.docx").unlink()
    for nom in ("trame_de_notes.docx", "reunion_x.docx"):
        os.mkfifo(modeles / nom)
    assert run(modeles, tmp_path / "out").code == Code.BLOCKED
    assert documents(tmp_path / "out") == temoins  # the program's own template is used
    assert [gravite for gravite, _ in remarques(tmp_path / "out", "trame_de_notes.docx")] == [
        "à vérifier"
    ]
    assert [gravite for gravite, _ in remarques(tmp_path / "out", "reunion_x.docx")] == [
        "bloquant"
    ]


def test_a_folder_of_templates_that_cannot_be_read_takes_no_document_away(
    modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (modeles / "reunion_x.docx").write_bytes(saine())
    run(modeles, tmp_path / "out")
    before = documents(tmp_path / "out")
    assert f"{REUNION}_x.docx" in before
    look = Path.iterdir

    def refused(folder: Path) -> object:
        if folder == modeles:
            raise PermissionError(13, "refused")
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    resultat = run(modeles, tmp_path / "out")
    monkeypatch.undo()
    assert (resultat.code, documents(tmp_path / "out")) == (Code.BLOCKED, before)
    assert [gravite for gravite, _ in remarques(tmp_path / "out", "modeles")] == ["bloquant"]


# -- whose fault it is -----------------------------------------------------------------------------


def failing(where: str) -> Callable[..., object]:
    """A rendering that fails in a way that nobody foresaw, when the text of its part says so."""
    finish = Rendering._finish  # the very place where a part is put right

    def fail(travail: Rendering, root: object, name: str, releve: object) -> None:
        if where in "".join(root.itertext()):  # type: ignore[attr-defined]  # an element
            raise RuntimeError
        finish(travail, root, name, releve)  # type: ignore[arg-type]  # handed on as they came

    return fail


def test_what_fails_in_her_template_alone_is_a_fault_of_it(
    modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temoins: Mapping[str, bytes]
) -> None:
    monkeypatch.setattr(Rendering, "_finish", failing("de travers"))
    (modeles / "trame_de_notes.docx").write_bytes(corps("de travers"))
    resultat = run(modeles, tmp_path / "out")
    assert (resultat.code, list(resultat.defects)) == (Code.BLOCKED, [])
    assert documents(tmp_path / "out") == {
        name: data for name, data in temoins.items() if name != TRAME
    }
    ((gravite, fait),) = remarques(tmp_path / "out", "trame_de_notes.docx")
    assert (gravite, "ne peut pas être rempli" in fait) == ("bloquant", True)


def test_what_fails_in_the_template_of_the_program_too_is_a_defect_of_the_program(
    modeles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temoins: Mapping[str, bytes]
) -> None:
    monkeypatch.setattr(Rendering, "_finish", failing("Trame de notes"))
    resultat = run(modeles, tmp_path / "out")
    assert resultat.code == Code.DEFECT
    assert [type(panne) for panne in resultat.defects] == [RuntimeError]
    assert documents(tmp_path / "out") == {
        name: data for name, data in temoins.items() if name != TRAME
    }
    assert render.Template is Template
