"""Say what may be answered to a question, and which questions a figure rests on
(docs/rules/satisfaction.md#built-in-scales).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal

from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.parse import fold_text
from clu_batch.records.question import Compte, Echelle
from clu_batch.rules.model import Modalite, Question

AUTRE_REPONSE = "autre réponse"
MEILLEURE_NOTE = 10
BONNE_NOTE = 8
"""A note of 8 or more out of 10 counts as satisfied (docs/rules/satisfaction.md#built-in-scales).
"""


def _make_note(note: int) -> Modalite:
    compte = Compte.SATISFAIT if note >= BONNE_NOTE else Compte.NEUTRE
    return Modalite(Echelle.NOTE, str(note), Decimal(note), compte)


_NOTES = tuple(_make_note(note) for note in range(MEILLEURE_NOTE + 1))
_AUTRE = Modalite("", AUTRE_REPONSE, Decimal(0), Compte.NEUTRE)


def list_options(question: Question) -> tuple[Modalite, ...]:
    """Return the possible answers to a question, in order, each once.

    The answers that a list of choices does not declare are pooled at its end, and never printed
    (docs/rules/satisfaction.md#built-in-scales).
    """
    if question.echelle == Echelle.NOTE:
        return _NOTES
    declares_autre = any(m.texte == AUTRE_REPONSE for m in question.modalites)
    if not question.is_choix or declares_autre:
        return question.modalites
    return (*question.modalites, _AUTRE)


def name_options(question: Question) -> Mapping[str, str]:
    """Return the text of each possible answer by its folded name, short entries included; the first
    of two options of one name is meant.
    """
    options = list_options(question)
    names: dict[str, str] = {}
    for option in options:
        names.setdefault(fold_text(option.texte), option.texte)
    for option in options:
        if option.abrege:
            names.setdefault(fold_text(option.abrege), option.texte)
    return names


def read_answers(question: Question, cells: Sequence[object]) -> dict[object, list[str]]:
    """Return the options that each of these distinct cells holds: several for a « choix multiple »,
    none when its scale does not know it.
    """
    names = name_options(question)
    exact = {option.texte for option in list_options(question)}
    found: dict[object, list[str]] = {}
    for cell in cells:
        text = str(cell)
        if cell is ILLISIBLE:
            found[cell] = []
        elif question.is_choix:
            parts = split_cell(question, text, names)
            ticked = [names.get(fold_text(part), AUTRE_REPONSE) for part in parts]
            found[cell] = list(dict.fromkeys(ticked))
        else:
            # « -- » folds as « - »: the exact answer wins
            known = text if text in exact else names.get(fold_text(text))
            found[cell] = [] if known is None else [known]
    return found


def split_cell(question: Question, text: str, names: Container[str]) -> list[str]:
    """Return what one cell of a list of choices says: the boxes ticked, or one option."""
    if question.echelle == Echelle.CHOIX_MULTIPLE:
        return split_ticked(text, names)
    if fold_text(text):
        return [text]
    return []


def split_ticked(text: str, names: Container[str]) -> list[str]:
    """Return the boxes that one cell of a « choix multiple » says are ticked.

    `names` holds the options, folded. The boxes are separated by « ; »
    (docs/rules/satisfaction.md#built-in-scales), by a line break, or by a comma, as some form sites
    do, when each part is then an option.
    """
    parts: list[str] = []
    for part in re.split(r"[;\n]", text):
        pieces = part.split(",")
        is_list = all(fold_text(piece) in names for piece in pieces)
        if is_list and fold_text(part) not in names:
            parts += pieces
        else:
            parts.append(part)
    return [part.strip() for part in parts if fold_text(part)]


def has_no_effect(question: Question) -> bool:
    """Tell whether a tally of this question cannot be used.

    It does not say how many persons ticked, or what they wrote.
    """
    return question.echelle in {Echelle.CHOIX_MULTIPLE, Echelle.TEXTE}


def find_globale(questions: Sequence[Question]) -> Question | None:
    """Return the Question globale: the first question that is marked so and has a rate."""
    return next((q for q in questions if q.globale and q.has_taux), None)


def group_themes(questions: Sequence[Question]) -> list[list[Question]]:
    """Return the questions of each theme whose scale stands in `Échelles`, the global one excluded
    (docs/rules/satisfaction.md#themes).
    """
    globale = find_globale(questions)
    builtin = set(Echelle)
    themes: dict[str, list[Question]] = {}
    for question in questions:
        if question.theme and question is not globale and question.echelle not in builtin:
            themes.setdefault(fold_text(question.theme), []).append(question)
    return list(themes.values())
