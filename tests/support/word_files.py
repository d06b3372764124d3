"""Small templates of Word for the tests, and what a document says, paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from clu_batch.kernel.zip_archive import build_archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = ("CLU Note", "CLU Exemple", "TOC Heading", "toc 1", "toc 2")


def modele(
    *paragraphes: str | tuple[str, int], tableau: Sequence[Sequence[str]] = (), entete: str = ""
) -> bytes:
    """A template: its paragraphs (a tuple is a heading and its level), then a table of tags, and
    what its header says.
    """
    document = docx.Document()
    for nom in _STYLES:
        if nom not in document.styles:
            document.styles.add_style(nom, WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    document.styles.add_style("CLU Tableau", WD_STYLE_TYPE.TABLE)
    for paragraphe in paragraphes:
        if isinstance(paragraphe, str):
            document.add_paragraph(paragraphe)
        else:
            document.add_heading(*paragraphe)
    if tableau:
        table = document.add_table(rows=len(tableau), cols=len(tableau[0]))
        for row, ligne in zip(table.rows, tableau, strict=True):
            for cell, texte in zip(row.cells, ligne, strict=True):
                cell.text = texte
    if entete:
        document.sections[0].header.paragraphs[0].text = entete
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def partie(data: bytes | None, nom: str = "word/document.xml") -> etree._Element:
    """The root of a part of a document."""
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(nom))


def parties(data: bytes | None) -> dict[str, bytes]:
    """Every part of a document."""
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def avec_parties(data: bytes, changees: Mapping[str, bytes]) -> bytes:
    """The same document, these parts put in the place of its own."""
    return build_archive({**parties(data), **changees})


def lignes(data: bytes | None, nom: str = "word/document.xml") -> list[str]:
    """The words of each paragraph, cells included, in order."""
    return [
        "".join(t.text or "" for t in p.iter(f"{W}t")) for p in partie(data, nom).iter(f"{W}p")
    ]


def mots(element: etree._Element | None) -> str:
    """All the words of an element."""
    assert element is not None
    return "".join(str(text) for text in element.itertext())


def val(element: etree._Element | None, nom: str = f"{W}val") -> str:
    """An attribute that must be there."""
    assert element is not None
    return str(element.attrib[nom])
