"""Print what was typed, on one line or on several, in French typography, or say what is missing in
its place.
"""

from __future__ import annotations

import re

from clu_batch.kernel import fonctions, french, politesse
from clu_batch.kernel.content import Missing, Texte
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.declared_sheet import Column
from clu_batch.kernel.long_texts import join_lines
from clu_batch.kernel.problems import Place
from clu_batch.parse import fold_text
from clu_batch.rules.model import Invite, Membre, Parametres, Suppleance

_BLANCS = re.compile(r"[ \t]+")
_PUCE = re.compile(r"^[-–—•·*▪]\s+")


def split_lines(texte: str | None) -> tuple[str, ...]:
    """Return the lines of a typed text in French typography, without the blank ones."""
    return tuple(
        french.typeset(_BLANCS.sub(" ", ligne.strip()))
        for ligne in (texte or "").splitlines()
        if ligne.strip()
    )


def write_in_line(texte: str | None) -> str | None:
    """Return a typed text on one line, its lines joined by commas, in French typography; None when
    nothing was typed.
    """
    ecrites = split_lines(texte)
    if len(ecrites) < 2:
        return next(iter(ecrites), None)
    return join_lines((_PUCE.sub("", ligne) for ligne in ecrites), ", ")


def ask(record: Record, field: str) -> Missing:
    """Return what an empty cell leaves to complete, in the words of its column, and where to type
    it.
    """
    column = record.sheet.find_field(field)
    quoi = column.missing.format_map(vars(record))
    if isinstance(record, Parametres):
        return Missing(quoi, record.locate(field))
    place = record.locate(field) if field in record.where.letters else record.place
    if not record.where.line:  # a row that nobody typed
        place = Place(sheet=record.sheet.name)
    return Missing(quoi, place, "" if field in record.named_by else column.header)


def write_or_ask(record: Record, field: str) -> Texte:
    """Return the text of a cell on one line, or what is missing."""
    return write_in_line(getattr(record, field)) or ask(record, field)


def print_columns(record: Record) -> dict[str, object]:
    """Return the tags of the columns of a row, texts on one line; a cell that a document asks for
    and is empty is to complete.
    """
    return {
        column.field: _print_cell(record, column)
        for column in record.sheet.columns
        if column.tag
    }


def _print_cell(record: Record, column: Column) -> object:
    value = getattr(record, column.field)
    if isinstance(value, str):
        return write_in_line(value)
    if value is None and column.missing:
        return ask(record, column.field)
    return value


def split_or_ask(record: Record, field: str) -> tuple[Texte, ...]:
    """Return the lines of the text of a cell, or one line that says what is missing."""
    return split_lines(getattr(record, field)) or (ask(record, field),)


def compose_nom_complet(qui: Membre | Invite | Suppleance) -> str | None:
    """Return « Madame Prénom NOM » with what is known; None without a name."""
    parts = (qui.civilite, qui.prenom, qui.nom)
    if qui.nom:
        return " ".join(filter(None, parts))
    return None


def compose_nom(qui: Membre | Invite | Suppleance) -> str | None:
    """Return « Mme Prénom NOM », as a list names a person; None without a name."""
    entier, civilite = compose_nom_complet(qui), qui.civilite
    if entier is None or not civilite:
        return entier
    return entier.replace(f"{civilite} ", politesse.abbreviate_civilite(civilite), 1)


def join_known(*parts: str | None) -> str:
    """Join what is known of someone or something by commas; "" when nothing is."""
    return ", ".join(filter(None, parts))


def append_fonction(mot: str, fonction: str, civilite: str | None = None) -> str:
    """Return « arrivée du président », or « arrivée : responsable qualité » when nothing tells the
    article.
    """
    if (
        politesse.is_known_fonction(fonction)
        and fonctions.add_article(fonction, civilite) is None
    ):
        return f"{mot}{french.INSECABLE}: {french.lower_first(fonction)}"
    return f"{mot} {fonctions.add_de(fonction, civilite)}"


_MOT = re.compile(r"\w{3,}")
_NOM_COURT = re.compile(r"\b(?:[A-ZÀ-Ý]|\d)[A-ZÀ-Ý\d]?\b(?!['’])")
_SIGLE = re.compile(r"\((\w{2,})\)\s*$")
_NOM_COMMUN = re.compile(
    r"\b(association|organisation|organisme|institution|structure|fédération|union|syndicat)\s*$",
    re.IGNORECASE,
)


RACINE = 5
"""Letters that « directeur » and « direction », « délégué » and « délégation » have in common."""


def has_organisme(fonction: str, organisme: str) -> bool:
    """Whether a function says its body already, by its acronym or by its words; « directeur » says
    « direction », but « association » does not say « Association A ».
    """
    sigle = _SIGLE.search(organisme)
    if sigle and f"({sigle[1]})" in fonction:
        return True
    if not set(_NOM_COURT.findall(organisme)) <= set(_NOM_COURT.findall(fonction)):
        return False
    mots, dits = set(_MOT.findall(fold_text(organisme))), set(_MOT.findall(fold_text(fonction)))
    tus = list(mots - dits)
    if not tus:
        return True
    racine = tus[0][:RACINE]
    almost_all = len(tus) == 1 and len(mots) > 2 and len(racine) == RACINE
    return almost_all and any(dit.startswith(racine) for dit in dits)


def join_fonction_organisme(fonction: str | None, organisme: str | None) -> str | None:
    """Return « Le directeur, PIMMS Nîmes », without saying anything twice.

    « Le représentant de l’association » of the « Association des maires » is « Le représentant de
    l’Association des maires »; of « UFC », « Le représentant de l’association UFC ».
    """
    if not fonction or not organisme:
        return fonction or organisme
    if has_organisme(fonction, organisme):
        return fonction
    commun = _NOM_COMMUN.search(fonction)
    if commun is None:
        return f"{fonction}, {organisme}"
    if repeats_organisme(fonction, organisme):
        return f"{fonction[: commun.start()]}{organisme}"
    return f"{fonction} {organisme}"


def names_a_common_body(fonction: str) -> bool:
    """Whether a function ends with the kind of its body alone: « Le représentant de
    l’association ».
    """
    return _NOM_COMMUN.search(fonction) is not None


def repeats_organisme(fonction: str, organisme: str) -> bool:
    """Whether a function ends with the noun by which its body begins: « Le représentant de
    l’association », « Association des maires ».
    """
    commun = _NOM_COMMUN.search(fonction)
    return commun is not None and fold_text(organisme).startswith(f"{fold_text(commun[1])} ")
