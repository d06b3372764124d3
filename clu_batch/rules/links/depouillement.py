"""Link the answers and the tallies of the survey to its questions."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from clu_batch.kernel.declared_sheet import ILLISIBLE, Unreadable
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows, survey, whole_sheets
from clu_batch.parse import (
    ChoiceList,
    find_closest,
    fold_header,
    fold_text,
    is_silence,
    names_a_total,
    seems_a_total,
)
from clu_batch.parse.foreign_headers import find_close_wordings
from clu_batch.records.question import Echelle
from clu_batch.records.reponse import Depouillement
from clu_batch.rules.figures.questions import has_no_effect
from clu_batch.rules.links.record_rows import build_records
from clu_batch.rules.links.reversed_dates import LIGNE_LAISSEE, check_order
from clu_batch.rules.links.satisfaction import make_column
from clu_batch.rules.model import Engagement, Question


def check_questions(
    asked: Sequence[Question],
    engagements: Sequence[Engagement],
    answers: CheckedSheet,
    depouillement: CheckedSheet,
) -> list[Problem]:
    """Report a question that no sheet of answers carries, or that cites an unknown commitment."""
    tallied = {fold_header(str(value)) for value in depouillement.frame["question"].unique()}
    codes = [engagement.code for engagement in engagements]
    problems = []
    for question in asked:
        if len(answers) and not _is_asked(question, answers, tallied):
            problems.append(_report_not_asked(question, answers))
        cited = question.engagement
        if codes and cited and fold_text(cited) not in map(fold_text, codes):
            close = find_closest(cited, codes)
            kind = survey.ENGAGEMENT_D_UNE_QUESTION
            problems.append(question.report(kind, "engagement", cited, suggestion=close))
    return problems


def _report_not_asked(question: Question, answers: CheckedSheet) -> Problem:
    """Report a question that has no column, with the headers that may be meant by it."""
    column = make_column(question)
    for origin in answers.origins:
        close = find_close_wordings(column, origin.unknown)
        if close:
            return question.report(
                survey.QUESTION_SANS_COLONNE_PROCHE,
                "code",
                question.code,
                proches=whole_sheets.say_close_headers(close),
                lignes=whole_sheets.say_line(
                    origin.place.name_in_lines, question.code, close[0]
                ),
            )
    return question.report(survey.QUESTION_SANS_COLONNE, "code", question.code)


def _is_asked(question: Question, answers: CheckedSheet, tallied: Collection[str]) -> bool:
    """Whether a sheet holds answers to a question; a free text needs none."""
    if question.echelle == Echelle.TEXTE or answers.has_column(question.code):
        return True
    return fold_header(question.code) in tallied or fold_header(question.libelle) in tallied


def read_depouillement(
    checked: CheckedSheet, asked: Sequence[Question]
) -> tuple[CheckedSheet, list[Problem]]:
    """Return the tallies with the code of their question and the canonical answer.

    A row that names no question, or one that cannot be tallied, does not count: it is told among
    those left out. A mark of no answer becomes None; an answer that the scale does not know stays
    in its row as it is, for its number is counted apart.
    """
    by_name = _index_by_name(asked)
    checked, problems = _leave_out_totals(checked, by_name)
    codes: list[object] = []
    out: list[bool] = []
    answers: list[object] = []
    for row in build_records(Depouillement, checked):
        named = by_name.get(fold_header(row.question))
        answer, wrong = _read_tallied(named, row) if named else _refuse(row, asked)
        reversed_dates, useless = _find_useless(row, named)
        codes.append(None if named is None or reversed_dates else named.code)
        out.append(named is None or bool(useless))
        answers.append(answer)
        problems += [*wrong, *useless]
    index = checked.frame.index
    linked = checked.frame.assign(
        question=pd.Series(codes, index, dtype=object),
        reponse=pd.Series(answers, index, dtype=object),
    )
    kept = checked.leave_out(pd.Series(out, index, dtype=bool))
    return replace(checked, frame=linked, origins=kept.origins), problems


def _find_useless(row: Depouillement, named: Question | None) -> tuple[bool, Sequence[Problem]]:
    """Tell whether the dates of a tally are reversed, and why it does not count."""
    reversed_dates = check_order(row, "du", "au", LIGNE_LAISSEE)
    if named is None or not has_no_effect(named):
        return bool(reversed_dates), reversed_dates
    kind = counted_rows.DEPOUILLEMENT_SANS_EFFET
    useless = [row.report(kind, "question", named.libelle, echelle=named.echelle)]
    return bool(reversed_dates), useless


def _refuse(row: Depouillement, asked: Sequence[Question]) -> tuple[object, Sequence[Problem]]:
    """Report a tally that names no question; its answer stays as it was typed."""
    names = [q.code for q in asked] + [q.libelle for q in asked]
    close, kind = find_closest(row.question, names), survey.QUESTION_INCONNUE
    return row.reponse, [row.report(kind, "question", row.question, suggestion=close)]


def _leave_out_totals(
    checked: CheckedSheet, by_name: Mapping[str, Question]
) -> tuple[CheckedSheet, list[Problem]]:
    """Return the tallies without those that sum the others of their question up, which are told:
    they are no rows, as in any sheet (docs/rules/workbooks.md#rows).
    """
    rows = list(build_records(Depouillement, checked))
    totals = [_is_a_total(by_name.get(fold_header(row.question)), row.reponse) for row in rows]
    if not any(totals):
        return checked, []
    kept = checked.leave_out(pd.Series(totals, checked.frame.index, dtype=bool))
    origins = [
        replace(origin, read=origin.read - before.kept + origin.kept)
        for before, origin in zip(checked.origins, kept.origins, strict=True)
    ]
    told = itertools.compress(rows, totals)
    kind = whole_sheets.LIGNE_TOTAL
    problems = [row.report(kind, "reponse", row.reponse) for row in told]
    return replace(kept, origins=tuple(origins)), problems


def _is_a_total(question: Question | None, answer: object) -> bool:
    """Whether an answer is the label of a total, which the options of the question do not know."""
    if question is None:
        return False
    options = {fold_text(option.texte) for option in question.modalites}
    suits = seems_a_total if question.has_taux else names_a_total
    return suits(answer) and fold_text(str(answer)) not in options


def _read_tallied(question: Question, row: Depouillement) -> tuple[object, Sequence[Problem]]:
    """Return the canonical answer of a tally: what the column of the question would read, None for
    a mark of no answer.
    """
    typed = row.reponse
    if isinstance(typed, Unreadable):
        return ILLISIBLE, ()  # a cell in error was told already
    column = make_column(question)
    if is_silence(typed, column.silences):
        return None, ()
    if not question.has_taux:
        return typed, ()
    lu = ChoiceList(column.choices, column.short, column.sens).parse(typed)
    if lu.valeur is not None:
        return lu.valeur, ()
    kind, close = survey.REPONSE_INCONNUE, lu.faits.get("proche")
    return ILLISIBLE, [row.report(kind, "reponse", typed, suggestion=close)]


def _index_by_name(asked: Sequence[Question]) -> Mapping[str, Question]:
    """The questions by their code and their wording, folded."""
    by_name: dict[str, Question] = {}
    for question in asked:
        names = map(fold_header, (question.libelle, question.code))
        by_name |= dict.fromkeys(names, question)
    return by_name
