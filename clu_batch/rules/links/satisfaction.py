"""Turn `Questions`, `Échelles` and `Enquêtes` into questions with their scale.

Each question becomes a column of `Réponses`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declared_sheet import ILLISIBLE, Column, Kind
from clu_batch.kernel.problems import Problem
from clu_batch.messages import survey
from clu_batch.parse import (
    NON,
    OUI,
    find_closest,
    fold_header,
    fold_stems,
    fold_text,
    list_silences,
    squeeze_text,
)
from clu_batch.records.question import Compte, Echelle
from clu_batch.records.reponse import Reponse
from clu_batch.rules.links.record_rows import build_records
from clu_batch.rules.links.reversed_dates import LIGNE_LAISSEE, check_order
from clu_batch.rules.model import Enquete, Modalite, Question

OUI_NON = (
    Modalite(Echelle.OUI_NON, "Oui", Decimal(1), Compte.SATISFAIT),
    Modalite(Echelle.OUI_NON, "Non", Decimal(2), Compte.INSATISFAIT),
)
"""The answers of the built-in scale « oui/non » (docs/rules/satisfaction.md#built-in-scales)."""


def read_echelles(
    checked: CheckedRows,
) -> tuple[dict[str, tuple[Modalite, ...]], list[Problem]]:
    """Return the scales by folded name, their answers in order.

    An answer or a short entry stands once in a scale.
    """
    scales: dict[str, list[Modalite]] = {}
    problems: list[Problem] = []
    for row in build_records(Modalite, checked):
        answers = scales.setdefault(squeeze_text(row.echelle), [])
        if _fold_answer(row.texte) in [_fold_answer(other.texte) for other in answers]:
            problems.append(_report_repeated(row, "texte", row.texte, LIGNE_LAISSEE))
            continue
        abrege = row.abrege
        if abrege and fold_text(abrege) in [
            fold_text(other.abrege) for other in answers if other.abrege
        ]:
            effet = "la première réponse garde cette saisie abrégée"
            problems.append(_report_repeated(row, "abrege", abrege, effet))
            abrege = None
        answers.append(replace(row, abrege=abrege))
    ordered = {name: tuple(sorted(own, key=_get_order)) for name, own in scales.items()}
    return ordered, problems


def _get_order(modalite: Modalite) -> Decimal:
    return modalite.ordre


def _fold_answer(texte: str) -> str:
    """An answer as two of one scale are compared.

    Signs that open it (« -- », « -1 », « :( ») are what tells it from another.
    """
    return fold_text(texte) if texte[:1].isalnum() else texte


def _report_repeated(row: Modalite, field: str, typed: str, effet: str) -> Problem:
    return row.report(survey.MODALITE_REPETEE, field, typed, echelle=row.echelle, effet=effet)


def read_questions(
    checked: CheckedRows, scales: Mapping[str, tuple[Modalite, ...]]
) -> tuple[list[Question], list[Problem]]:
    """Return the questions whose scale is known; `scales`: their answers, by folded name."""
    noms = [answers[0].echelle for answers in scales.values()]
    kept: dict[str, Question] = {}
    taken: set[str] = set()  # the codes and the wordings of those that are kept
    problems: list[Problem] = []
    for row in build_records(Question, checked):
        problem = _check_name(row, kept, taken)
        echelle = _find_scale(row.echelle, scales)
        if problem is not None:
            problems.append(problem)
        elif echelle is None:
            close = find_closest(row.echelle, [*noms, *Echelle])
            kind = survey.ECHELLE_INCONNUE
            problems.append(row.report(kind, "echelle", row.echelle, suggestion=close))
        else:
            libelle = row.libelle or row.code
            question = replace(row, libelle=libelle, echelle=echelle)
            modalites = _find_modalites(question, scales)
            if question.is_choix and not modalites:
                kind = survey.CHOIX_SANS_OPTION
                problems.append(row.report(kind, "echelle", row.code, echelle=echelle))
            kept[fold_header(row.code)] = replace(question, modalites=modalites)
            taken |= {fold_header(row.code), fold_header(libelle)}
    return list(kept.values()), problems


def _check_name(row: Question, kept: Collection[str], taken: Collection[str]) -> Problem | None:
    """Report a question whose code or wording names something else already."""
    libelle = row.libelle or row.code
    if fold_header(row.code) in kept:
        return row.report(survey.QUESTION_REPETEE, "code", row.code)
    for field, text in (("code", row.code), ("libelle", libelle)):
        if fold_header(text) in _AUTRES_COLONNES:
            return row.report(survey.NOM_RESERVE, field, text)
    if fold_header(libelle) in taken:
        return row.report(survey.LIBELLE_REPETE, "libelle", libelle)
    return None


def _find_scale(typed: str, scales: Collection[str]) -> str | None:
    """Return the scale that a question names: one of `Échelles`, as typed, or a built-in one."""
    own = set(scales).difference(map(squeeze_text, Echelle))
    if squeeze_text(typed) in own:
        return typed
    builtin = {_fold_scale(name): name for name in Echelle}
    return builtin.get(_fold_scale(typed))


def _fold_scale(echelle: str) -> str:
    """The name of a built-in scale as it is compared: « Oui / Non », « note (0–10) » and « choix
    multiples » are understood.
    """
    return re.sub(r"\W", "", fold_stems(echelle))


_NOMS = chain.from_iterable(column.names for column in Reponse.sheet.columns)
_AUTRES_COLONNES = frozenset(map(fold_header, _NOMS))
"""Headers of `Réponses` that are no question, folded."""


def _find_modalites(
    question: Question, scales: Mapping[str, tuple[Modalite, ...]]
) -> tuple[Modalite, ...]:
    """The possible answers: those of the scale, or, for a choice, those that `Échelles` gives under
    the question's own code or wording.
    """
    if question.echelle == Echelle.OUI_NON:
        return OUI_NON
    if not question.is_choix:
        return scales.get(squeeze_text(question.echelle), ())
    for name in (question.code, question.libelle):
        own = scales.get(squeeze_text(name))
        if own:
            return own
    return ()


def make_columns(asked: Sequence[Question]) -> tuple[Column, ...]:
    """Return the columns that the questions add to `Réponses`.

    Each is headed by the code, by the wording, or by both, as survey tools do.
    """
    return tuple(make_column(question) for question in asked)


def make_column(question: Question) -> Column:
    """Return the column that a question adds to `Réponses`."""
    # spaces and hyphens are not compared
    both = [f"{question.code}{between}{question.libelle}" for between in ("", ".", ":", ")")]
    names = (question.libelle, *both)
    cut = [name[:LONGUEUR_D_UN_ENTETE] for name in names if len(name) > LONGUEUR_D_UN_ENTETE]
    free = not question.has_taux
    declared = [answer.texte for answer in question.modalites]
    declared += [answer.abrege for answer in question.modalites if answer.abrege]
    column = Column(
        question.code,
        synonyms=(*names, *cut),
        confidentiel=free,
        silences=list_silences(declared),
    )
    if free:
        return column
    return _add_scale(column, question)


def _add_scale(column: Column, question: Question) -> Column:
    """The column of a question whose possible answers are known; another one is no empty cell."""
    column = replace(column, kind=Kind.CHOIX, illisible=ILLISIBLE)
    if question.echelle == Echelle.NOTE:
        return _add_notes(column)
    choices = tuple(m.texte for m in question.modalites)
    sens = {m.texte: m.compte for m in question.modalites}
    if question.echelle == Echelle.OUI_NON:
        return replace(column, choices=choices, short=_OUI_NON_ABREGE, sens=sens)
    short = {m.abrege: m.texte for m in question.modalites if m.abrege}
    return replace(column, choices=choices, short=short, sens=sens)


def _add_notes(column: Column) -> Column:
    """The column of a question that is answered by a note out of ten."""
    notes = tuple(str(note) for note in range(11))
    over_ten = {form.format(note): note for note in notes for form in _NOTES_SUR_DIX}
    return replace(column, choices=notes, short=over_ten, sens={note: note for note in notes})


_NOTES_SUR_DIX = ("{}/10", "{} /10", "{}/ 10", "{} / 10", "{} sur 10")
"""How a tool, or a person, writes that a note is out of ten."""

_OUI_NON_ABREGE = {**dict.fromkeys(OUI, "Oui"), **dict.fromkeys(NON, "Non")}

LONGUEUR_D_UN_ENTETE = 255
"""Characters that the header of an Excel table keeps at most."""


def read_enquetes(checked: CheckedRows) -> tuple[list[Enquete], list[Problem]]:
    """Return how the surveys were carried out."""
    problems: list[Problem] = []
    kept = []
    for row in build_records(Enquete, checked):
        reversed_dates = check_order(row, "du", "au", LIGNE_LAISSEE)
        problems += reversed_dates
        if not reversed_dates:
            kept.append(row)
    return kept, problems
