"""How the shipped workbooks look: one sober palette, number formats, and the text of the notes."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from clu_batch.kernel.declared_sheet import Column, Kind, Requirement

BLEU = "FF1F3A68"  # white on it: contrast 11.2 to 1
GRIS = "FFE3E8F1"  # dark blue on it: contrast 9.2 to 1
_TRAIT = Side("thin", color="FFB7C1D3")

TITRE = Font(name="Calibri", size=18, bold=True, color=BLEU)
SOUS_TITRE = Font(name="Calibri", size=13, bold=True, color=BLEU)
GRAS = Font(name="Calibri", size=11, bold=True)
LIEN = Font(name="Calibri", size=11, underline="single", color="FF0B4A9E")

EN_TETE_OBLIGATOIRE = PatternFill("solid", fgColor=BLEU)
EN_TETE_FACULTATIF = PatternFill("solid", fgColor=GRIS)
POLICE_OBLIGATOIRE = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
POLICE_FACULTATIVE = Font(name="Calibri", size=11, bold=True, color=BLEU)
POLICE_CALCULEE = Font(name="Calibri", size=11, italic=True, color="FF44546A")
CADRE = Border(left=_TRAIT, right=_TRAIT, top=_TRAIT, bottom=_TRAIT)

EN_TETE = Alignment(vertical="center", wrap_text=True)
CORPS = Alignment(horizontal="left", vertical="top", wrap_text=True)
CORPS_NOMBRE = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)

DATE = "dd/mm/yyyy"
FORMATS = {
    Kind.DATE: DATE,
    Kind.REUNION: DATE,
    Kind.HEURE: "hh:mm",
    Kind.POURCENTAGE: "0.0\\ %",
    Kind.ENTIER: "0",
}


NOMBRES = frozenset({Kind.NOMBRE, Kind.DUREE, Kind.ENTIER, Kind.POURCENTAGE})

_ATTENDU = {
    Kind.TEXTE: "Un texte.",
    Kind.NUMERO: "Un texte.",
    Kind.DATE: "Une date, par exemple 12/03/2026.",
    Kind.HEURE: "Une heure, par exemple 14:30.",
    Kind.NOMBRE: "Un nombre.",
    Kind.DUREE: "Un nombre.",
    Kind.ENTIER: "Un nombre entier.",
    Kind.POURCENTAGE: "Un pourcentage, par exemple 85 %.",
    Kind.OUI_NON: "oui ou non.",
    Kind.CHOIX: "Une valeur de la liste.",
    Kind.REUNION: "La date d’une réunion, ou son numéro.",
    Kind.MEMBRE: "Le code d’un membre (feuille Composition).",
    Kind.BRUT: "Un nombre, une date ou un texte, selon la ligne.",
}


def find_format(column: Column) -> str:
    """The Excel number format of a column, in the code that files hold whatever the language of
    Excel.
    """
    if column.kind is Kind.NUMERO or column.as_typed:
        return "@"
    return FORMATS.get(column.kind, "General")


def find_alignment(column: Column) -> Alignment:
    """Numbers to the right, all the rest to the left, everything at the top of the row."""
    return CORPS_NOMBRE if column.kind in NOMBRES else CORPS


def describe_expected(column: Column) -> str:
    """What a cell of the column may hold, in one sentence."""
    return _ATTENDU[column.kind]


def write_note(column: Column) -> str:
    """What the note on a header says: obligation (« * »), what to type, allowed values, what an
    empty cell means.
    """
    lines = [
        f"* {column.header} : obligatoire"
        if column.need is Requirement.REQUIRED
        else column.header
    ]
    if column.need is Requirement.HEADER:
        lines.append("Gardez cette colonne ; la valeur peut rester vide.")
    if not (column.note and column.kind in {Kind.TEXTE, Kind.NUMERO, Kind.BRUT}):
        lines.append(describe_expected(column))
    if column.note:
        lines.append(column.note)
    if column.choices:
        lines.append(
            ("Valeurs : " if column.kind is Kind.CHOIX else "Par exemple : ")
            + ", ".join(column.choices)
            + "."
        )
    if column.implied:
        lines.append(f"Vide : « {column.implied} ».")
    return "\n".join(lines)
