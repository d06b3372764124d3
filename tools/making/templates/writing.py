"""The base of every Word template: an ordinary, accessible .docx, and small functions to write
readable tags in it.

How a template is made:

    doc = make_template("Convocation")                 # paysage=True: the page lies on its side
    add_paragraph(doc, "{{ prefecture }}", "CLU Emetteur")
    add_heading(doc, "Objet : {{ comite }}", 1)        # real heading, levels 1 to 4
    with keep_if(doc, "exemple"):                      # {%p if … %} … {%p endif %}
        add_paragraph(doc, "Données d’exemple", "CLU Exemple")
    with repeat_for(doc, "point in ordre_du_jour"):    # {%p for … %} … {%p endfor %}
        add_paragraph(doc, "{{ point.point }}", "List Bullet")
    add_bloc(doc, "engagements")                       # {{p engagements }}: a content.Block
    modele = ("{{ point.numero }}", "{{ point.point }}")
    add_table(doc, "Points", ("N°", "Point"), modele, "point in ordre_du_jour", parts=(1, 9))
    data = save_template(doc)                          # bytes; the same bytes each time

A paragraph between `**` is written in bold (style « Strong »):
`add_paragraph(doc, "Au plus tard **{{ limite_suppleance }}**")`. A table is preceded by its caption
with a SEQ field, has one header row that repeats, rows that never split, and one row « Néant » when
its loop is empty.

Styles, by name: Normal, heading 1–4, Title, Subtitle, caption, List Bullet, List Number, toc 1–3,
TOC Heading, header, footer; CLU Emetteur (issuer, top left), CLU Autorite (its first lines, large),
CLU Date, CLU Destinataire, CLU Piece, CLU Signature, CLU Certification, CLU A signer (grey, in a
box to sign), CLU Exemple, CLU Note (10 points), CLU Citation (quoted text), CLU A remplir, CLU
Notes (room to write), CLU Chevalet, CLU Chevalet detail, CLU Cellule (in tables); characters:
Hyperlink, Strong, CLU A completer (highlighted); table: CLU Tableau. `word_styles.PUCES` and
`NUMEROS` are the numId of the lists. The page header carries sigle, date of the meeting and the
« EXEMPLE » mention; the footer `pied` and « page X sur Y ».
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from clu_batch.kernel.zip_archive import build_archive
from clu_batch.render.kept_together import keep_rows
from clu_batch.render.table_xml import FIRST_ROW
from tools.making.archive_parts import read_parts
from tools.making.templates.content_controls import CONTROLE, W14, write_control
from tools.making.templates.empty_template import (
    MARGE,
    Page,
    build_package,
    typeset_text,
    write_field,
    write_run,
)

EMU = 635  # python-docx's unit, in one twentieth of a point


def make_template(
    titre_du_modele: str,
    *,
    paysage: bool = False,
    pied: str = "{{ prefecture }}",
    marge: int = MARGE,
    serre: bool = False,
) -> Docx:
    """An empty template, A4, with its styles, its page header and footer; `marge` in twentieths of
    a point; `serre`: a letter's spacing.
    """
    entete_xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    textes = build_package(titre_du_modele, Page(paysage, marge), pied, serre=serre)
    return Document(
        io.BytesIO(build_archive({nom: entete_xml + xml for nom, xml in textes.items()}))
    )


def save_template(doc: Docx) -> bytes:
    """The template as bytes, parts in a fixed order and without any clock."""
    tampon = io.BytesIO()
    doc.save(tampon)
    ecrites = read_parts(tampon.getvalue())
    return build_archive(
        {
            nom: ecrites[nom]
            for nom in sorted(ecrites, key=lambda nom: (nom != "[Content_Types].xml", nom))
        }
    )


def add_text(paragraph: Paragraph, texte: str) -> None:
    """`texte` in the paragraph, what stands between `**` in bold, its controls in their place."""
    racine = f'<w:p {nsdecls("w")} xmlns:w14="{W14}">{_write_runs(texte)}</w:p>'
    for piece in parse_xml(racine):
        paragraph._p.append(piece)  # python-docx has no public way to write a control


def add_link(paragraph: Paragraph, texte: str, adresse: str) -> None:
    """A link in the paragraph; a tag may stand in its address as in its text."""
    rid = paragraph.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    style = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t'
    run = write_run(texte).replace("<w:t", style, 1)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{rid}" w:history="1">{run}</w:hyperlink>'
    paragraph._p.append(parse_xml(link))  # python-docx has no public way to write a link


def add_paragraph(
    doc: Docx,
    texte: str,
    style: str = "Normal",
    *,
    saut_de_page: bool = False,
    solidaire: bool = False,
) -> Paragraph:
    """A paragraph of the named style; `saut_de_page`: it begins a page; `solidaire`: it stays with
    the next one.
    """
    paragraph = doc.add_paragraph(style=style)
    add_text(paragraph, texte)
    if saut_de_page:
        paragraph.paragraph_format.page_break_before = True
    if solidaire:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_heading(doc: Docx, texte: str, niveau: int, *, saut_de_page: bool = False) -> Paragraph:
    """A real heading, of level 1 to 4."""
    return add_paragraph(doc, texte, f"Heading {niveau}", saut_de_page=saut_de_page)


def add_bloc(doc: Docx, nom: str) -> None:
    """The place of a `kernel.content.Block`."""
    add_paragraph(doc, f"{{{{p {nom} }}}}")


@contextmanager
def keep_if(doc: Docx, condition: str) -> Iterator[None]:
    """What is written inside is kept only if `condition`."""
    add_paragraph(doc, f"{{%p if {condition} %}}")
    yield
    add_paragraph(doc, "{%p endif %}")


@contextmanager
def repeat_for(doc: Docx, boucle: str) -> Iterator[None]:
    """What is written inside is repeated: `boucle` is « point in ordre_du_jour »."""
    add_paragraph(doc, f"{{%p for {boucle} %}}")
    yield
    add_paragraph(doc, "{%p endfor %}")


def add_caption(doc: Docx, texte: str) -> Paragraph:
    """The caption of the table that follows, numbered by a field; its documents write the number
    anew.
    """
    deja = sum(1 for p in doc.paragraphs if p.style is not None and p.style.name == "Caption")
    paragraph = doc.add_paragraph(style="Caption")
    paragraph.add_run("Tableau ")
    numerote = write_field(r"SEQ Tableau \* ARABIC", str(deja + 1))
    for run in parse_xml(f"<w:p {nsdecls('w')}>{numerote}</w:p>"):
        paragraph._p.append(run)  # python-docx has no public way to write a field
    paragraph.add_run(typeset_text(f" – {texte}"))
    return paragraph


Cellule = str | Sequence[tuple[str, str]]
"""The text of a cell (`**bold**` allowed), or its paragraphs, each with the name of its style."""


@dataclass(frozen=True, slots=True)
class RowLayout:
    """How the rows of a table look: `hauteur` in twentieths of a point (0: as the text needs),
    `exacte` or at least; `sens`: the direction of the text of each cell, which is then in its
    middle (« tbRl », from top to bottom; « btLr », from bottom to top); `solidaires`: all the rows
    on one page, with what follows the table.
    """

    hauteur: int = 0
    exacte: bool = False
    sens: Sequence[str] = ()
    solidaires: bool = False


def _write_cell(contenu: Cellule, largeur: int, rangees: RowLayout, rang: int) -> str:
    paragraphes = [(contenu, "CLU Cellule")] if isinstance(contenu, str) else contenu
    suite = "<w:keepNext/>" if rangees.solidaires else ""
    corps = "".join(
        "<w:p><w:pPr><w:pStyle"
        f' w:val="{style.replace(" ", "")}"/>{suite}</w:pPr>{_write_runs(texte)}</w:p>'
        for texte, style in paragraphes
    )
    place = ""
    if rangees.sens:
        place = f'<w:textDirection w:val="{rangees.sens[rang]}"/><w:vAlign w:val="center"/>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{largeur}" w:type="dxa"/>{place}</w:tcPr>{corps}</w:tc>'


def _write_runs(texte: str) -> str:
    written, place = [], 0
    for control in CONTROLE.finditer(texte):
        written += [write_words(texte[place : control.start()]), write_control(control)]
        place = control.end()
    return "".join((*written, write_words(texte[place:])))


def write_words(texte: str) -> str:
    """The runs of a text, what stands between `**` in bold."""
    parts = typeset_text(texte).split("**")
    gras = '<w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t'
    return "".join(
        write_run(part).replace("<w:t", gras, 1) if rang % 2 else write_run(part)
        for rang, part in enumerate(parts)
        if part
    )


def _write_row(
    cellules: Sequence[Cellule],
    largeurs: Sequence[int],
    rangees: RowLayout,
    *,
    entete: bool = False,
) -> str:
    regle = "exact" if rangees.exacte else "atLeast"
    hauteur = (
        f'<w:trHeight w:val="{rangees.hauteur}" w:hRule="{regle}"/>'
        if rangees.hauteur and not entete
        else ""
    )
    premiere = FIRST_ROW if entete else ""
    repetee = "<w:tblHeader/>" if entete else ""
    corps = "".join(
        _write_cell(c, largeur, RowLayout() if entete else rangees, rang)
        for rang, (c, largeur) in enumerate(zip(cellules, largeurs, strict=True))
    )
    proprietes = f"{premiere}<w:cantSplit/>{hauteur}{repetee}"
    return f"<w:tr><w:trPr>{proprietes}</w:trPr>{corps}</w:tr>"


def _compute_widths(doc: Docx, parts: Sequence[int]) -> list[int]:
    section = doc.sections[0]
    utile = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return [utile // EMU * part // sum(parts) for part in parts]


def add_table(  # noqa: PLR0913 (a table is described by all of these, most of them optional)
    doc: Docx,
    intitule: str,
    entetes: Sequence[str],
    ligne_modele: Sequence[Cellule],
    boucle: str,
    *,
    parts: Sequence[int] = (),
    vide: str = "Néant",
    lignes_fixes: Sequence[Sequence[Cellule]] = (),
    rangees: RowLayout = RowLayout(),
) -> None:
    """A table under its caption: one header row, `ligne_modele` repeated by `boucle`, then
    `lignes_fixes`.

    `parts`: shares of the width (equal by default). `vide`: the first cell of the one row written
    when the loop is empty (« » : no row).
    """
    add_caption(doc, intitule)
    largeurs = _compute_widths(doc, parts or [1] * len(entetes))
    suite = [""] * (len(entetes) - 1)
    lignes: list[tuple[Sequence[Cellule], bool]] = [
        (entetes, True),
        ([f"{{%tr for {boucle} %}}", *suite], False),
        (ligne_modele, False),
    ]
    if vide:
        lignes += [(["{%tr else %}", *suite], False), ([vide, *["—"] * len(suite)], False)]
    lignes += [(["{%tr endfor %}", *suite], False), *[(fixe, False) for fixe in lignes_fixes]]
    _place_table(doc, largeurs, lignes, rangees)


def add_fixed_table(  # noqa: PLR0913 (as add_table)
    doc: Docx,
    intitule: str,
    entetes: Sequence[str],
    lignes: Sequence[Sequence[Cellule]],
    parts: Sequence[int],
    *,
    rangees: RowLayout = RowLayout(),
) -> None:
    """A table under its caption, its rows being known: none is alone on a page."""
    add_caption(doc, intitule)
    _place_table(
        doc,
        _compute_widths(doc, parts),
        [(entetes, True), *((ligne, False) for ligne in lignes)],
        rangees,
    )
    keep_rows(doc.tables[-1]._tbl)  # python-docx has no public way to the element of a table


def _place_table(
    doc: Docx,
    largeurs: Sequence[int],
    lignes: Sequence[tuple[Sequence[Cellule], bool]],
    rangees: RowLayout,
) -> None:
    grille = "".join(f'<w:gridCol w:w="{largeur}"/>' for largeur in largeurs)
    corps = "".join(
        _write_row(cellules, largeurs, rangees, entete=entete) for cellules, entete in lignes
    )
    xml = (
        f'<w:tbl {nsdecls("w")} xmlns:w14="{W14}"><w:tblPr><w:tblStyle w:val="CLUTableau"/><w:tblW'
        f' w:w="{sum(largeurs)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"'
        ' w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/></w:tblPr><w:tblGrid>{grille}</w:tblGrid>{corps}</w:tbl>'
    )
    doc.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
