"""The content controls of a form: what is ticked or typed at the keyboard, and read aloud by its
title ([MS-DOCX] 2.5.1.13; ECMA-376, part 1, 17.5.2).
"""

from __future__ import annotations

import re
import zlib
from xml.sax.saxutils import quoteattr

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_ATTENTE = '<w:rStyle w:val="PlaceholderText"/>'
CONTROLE = re.compile(r"\[(case|texte):([^\]|]+)\|?([^\]]*)\]")
"""How a control is written in the text of a template: `[case:Je viendrai]`, `[texte:Nom|à
remplir]`.
"""


def write_control(trouve: re.Match[str]) -> str:
    """The control that a text asks for."""
    genre, titre, attente = trouve.groups()
    return write_check_box(titre) if genre == "case" else write_text_control(titre, attente)


def write_check_box(titre: str) -> str:
    """A box to tick, by pen too."""
    police = (
        '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
        ' w:hint="eastAsia"/>'
    )
    etats = "".join(
        f'<w14:{etat} w14:val="{signe}" w14:font="MS Gothic"/>'
        for etat, signe in (("checkedState", "2612"), ("uncheckedState", "2610"))
    )
    case = f'<w14:checkbox><w14:checked w14:val="0"/>{etats}</w14:checkbox>'
    return _write(titre, case, f"<w:r><w:rPr>{police}</w:rPr><w:t>\u2610</w:t></w:r>")


def write_text_control(titre: str, attente: str) -> str:
    """A text to type in place of `attente`, which a screen reader and a pen both find."""
    run = f'<w:r><w:rPr>{_ATTENTE}</w:rPr><w:t xml:space="preserve">{attente}</w:t></w:r>'
    return _write(titre, "<w:text/>", run, "<w:showingPlcHdr/>")


def _write(titre: str, genre: str, run: str, attente: str = "") -> str:
    nom = quoteattr(titre)
    ident = zlib.crc32(titre.encode()) & 0x7FFFFFFF
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val={nom}/><w:tag w:val={nom}/><w:id w:val="{ident}"/>'
        f"{attente}{genre}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    )
