"""Read the answers of the surveys as arrays, and count them over a period, tallies of paper forms
included (docs/rules/satisfaction.md#forms).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from clu_batch.kernel import declaration
from clu_batch.kernel.tables import Table
from clu_batch.parse import fold_text
from clu_batch.rules.figures.long_columns import (
    Masque,
    count_codes,
    number_values,
    read_dates,
    select_within,
)
from clu_batch.rules.figures.mesures import has_too_many_illisibles
from clu_batch.rules.jours import Dates, Nombres
from clu_batch.rules.model import Modalite, Periode, Question, Registre

NOTE_0_10, CHOIX_UNIQUE, CHOIX_MULTIPLE, TEXTE, OUI_NON = (
    "note 0-10",
    "choix unique",
    "choix multiple",
    "texte",
    "oui/non",
)
AUTRE_REPONSE = "autre réponse"
SATISFAIT, INSATISFAIT, NEUTRE, EXCLU = "satisfait", "insatisfait", "neutre", "exclu"
RANG_VIDE, RANG_ILLISIBLE = -1, -2
"""What stands for the rank of an answer: the cell is empty, or holds what the scale does not know.
"""
BONNE_NOTE = 8
"""A note of 8 or more out of 10 counts as satisfied (docs/rules/satisfaction.md#built-in-scales).
"""

_NOTES = tuple(
    Modalite(NOTE_0_10, str(n), Decimal(n), SATISFAIT if n >= BONNE_NOTE else NEUTRE)
    for n in range(11)
)


def has_taux(question: Question) -> bool:
    """Tell whether a question has a rate.

    It has one with a scale of `Échelles`, oui/non or a note; a list of choices has a distribution
    only.
    """
    return question.echelle not in {CHOIX_UNIQUE, CHOIX_MULTIPLE, TEXTE}


def list_options(question: Question) -> tuple[Modalite, ...]:
    """Return the possible answers to a question, in order.

    The answers that a list of choices does not declare are pooled at its end, and never printed
    (docs/rules/satisfaction.md#built-in-scales).
    """
    if question.echelle == NOTE_0_10:
        return _NOTES
    if question.echelle in {CHOIX_UNIQUE, CHOIX_MULTIPLE}:
        return (
            *question.modalites,
            Modalite(question.echelle, AUTRE_REPONSE, Decimal(len(question.modalites)), NEUTRE),
        )
    return question.modalites


@dataclass(frozen=True, slots=True)
class Depouillee:
    """One usable line of `Dépouillement`: `nombre` answers to a question; `index` is its row.

    `option` is the rank of the answer, or RANG_ILLISIBLE.
    """

    question: str
    option: int
    nombre: int
    periode: Periode
    index: int


@dataclass(frozen=True, slots=True)
class Reponses:
    """Every answer of the workbooks, one array element per row of `Réponses`.

    It depends on no meeting: one reading serves several.

    - `choix`: by code of question, the rank of the answer among its options, RANG_VIDE or
      RANG_ILLISIBLE. For a « choix multiple », the rank of the text in `cellules`, which gives
      the options ticked there.
    - `posees`: by code of question, whether the sheet of the row asks the question.
    - `formulaires`: the rows that hold one known answer at least, a free text apart.
    - `recues`: the rows that hold an answer, even one that nobody can read.
    """

    jours: Dates
    choix: Mapping[str, Nombres]
    posees: Mapping[str, Masque]
    cellules: Mapping[str, Sequence[frozenset[int]]]
    formulaires: Masque
    recues: Masque
    depouillees: Sequence[Depouillee]


@dataclass(frozen=True, slots=True)
class Compte:
    """The answers to one question over one period: `effectifs` in the order of `options`.

    `repondants` counts the persons who answered (one person gives several answers to a « choix
    multiple »), `non_reponses` the forms that leave the question empty, `illisibles` the answers
    that the scale does not know, on whatever row they stand.
    """

    options: Sequence[Modalite]
    effectifs: Sequence[int]
    repondants: int
    non_reponses: int
    illisibles: int = 0

    def count_as(self, *comptes: str) -> int:
        """Return how many answers count as one of `comptes`."""
        return sum(
            n
            for option, n in zip(self.options, self.effectifs, strict=True)
            if option.compte in comptes
        )

    @property
    def exprimees(self) -> int:
        """How many answers count as satisfait, neutre or insatisfait."""
        return self.count_as(SATISFAIT, NEUTRE, INSATISFAIT)

    @property
    def lues(self) -> int:
        """How many answers could be read, expressed or excluded."""
        return sum(self.effectifs)

    @property
    def retenue(self) -> bool:
        """Whether so many answers are unreadable that no rate can be told."""
        return has_too_many_illisibles(self.illisibles, self.lues)


def read_reponses(registre: Registre) -> Reponses:
    """Return the answers of the workbooks, whatever their date: 0.2 s for 100 000 forms of 12
    questions.
    """
    table = registre.reponses
    choix: dict[str, Nombres] = {}
    cellules: dict[str, Sequence[frozenset[int]]] = {}
    connue = np.zeros(len(table), dtype=np.bool_)
    recue = np.zeros(len(table), dtype=np.bool_)
    for question in registre.questions:
        code = question.code
        if question.echelle == TEXTE or code not in table.columns:
            continue
        codes, uniques = number_values(table.columns[code])
        lues = [_read_cell(question, value) for value in uniques]
        if question.echelle == CHOIX_MULTIPLE:
            cellules[code] = lues
        known = [*_rank_cells(question, lues), RANG_VIDE]  # the last one answers to code -1
        choix[code] = np.array(known, dtype=np.int64)[codes]
        connue |= choix[code] >= 0
        recue |= choix[code] != RANG_VIDE
    return Reponses(
        jours=read_dates(table, "Date"),
        choix=choix,
        posees={code: _select_asked(table, code) for code in choix},
        cellules=cellules,
        formulaires=connue,
        recues=recue,
        depouillees=_read_depouillees(registre),
    )


def _rank_cells(question: Question, lues: Sequence[frozenset[int]]) -> list[int]:
    """The rank that stands for each distinct cell: of its option, or, when several may be ticked,
    of the cell itself.
    """
    if question.echelle == CHOIX_MULTIPLE:
        return [rang if lue else RANG_VIDE for rang, lue in enumerate(lues)]
    return [min(lue, default=_rank_unknown(question)) for lue in lues]


def _rank_unknown(question: Question) -> int:
    """What an answer is that is not possible; a list of choices has an option for it."""
    return RANG_ILLISIBLE if has_taux(question) else RANG_VIDE


def _read_cell(question: Question, value: object) -> frozenset[int]:
    """The indices, among the options of a question, of the answers that one cell holds; none when
    the scale does not know it.
    """
    if value is declaration.ILLISIBLE:
        return frozenset()
    text = str(int(value)) if isinstance(value, int | float | Decimal) else str(value)
    connues = rank_options(question)
    if question.echelle in {CHOIX_UNIQUE, CHOIX_MULTIPLE}:
        parts = split_ticked(text, connues) if question.echelle == CHOIX_MULTIPLE else [text]
        return frozenset(
            connues.get(fold_text(part), len(list_options(question)) - 1)
            for part in parts
            if fold_text(part)
        )
    rang = _rank_exact_options(question).get(text, connues.get(fold_text(text)))
    return frozenset() if rang is None else frozenset({rang})


def _rank_exact_options(question: Question) -> Mapping[str, int]:
    """The possible answers as they are written, and the rank of each: « -- » folds as « - »."""
    return {modalite.texte: rang for rang, modalite in enumerate(list_options(question))}


def rank_options(question: Question) -> Mapping[str, int]:
    """Return the rank of each possible answer to a question by its folded name, short entries
    included.
    """
    # the first of two options of one name is meant
    rangees = list(enumerate(list_options(question)))[::-1]
    connues = {fold_text(modalite.abrege): rang for rang, modalite in rangees if modalite.abrege}
    return connues | {fold_text(modalite.texte): rang for rang, modalite in rangees}


def split_ticked(text: str, connues: Container[str]) -> list[str]:
    """Return the boxes that one cell of a « choix multiple » says are ticked.

    `connues` holds the options, folded. The boxes are separated by « ; »
    (docs/rules/satisfaction.md#built-in-scales), by a line break, or by a comma, as some form sites
    do, when each part is then an option.
    """
    parts: list[str] = []
    for part in re.split(r"[;\n]", text):
        pieces = part.split(",")
        is_list = all(fold_text(piece) in connues for piece in pieces)
        if is_list and fold_text(part) not in connues:
            parts += pieces
        else:
            parts.append(part)
    return [part.strip() for part in parts if fold_text(part)]


def _select_asked(table: Table, code: str) -> Masque:
    posee = np.zeros(len(table), dtype=np.bool_)
    for origin in table.origins:
        posee[origin.rows] = code in origin.letters
    return posee


def has_no_effect(question: Question) -> bool:
    """Tell whether a tally of this question cannot be used.

    It does not say how many persons ticked, or what they wrote.
    """
    return question.echelle in {CHOIX_MULTIPLE, TEXTE}


def _read_depouillees(registre: Registre) -> list[Depouillee]:
    columns = registre.depouillement.columns
    questions = {q.code: q for q in registre.questions if not has_no_effect(q)}
    kept: list[Depouillee] = []
    for index in range(len(registre.depouillement)):
        question = questions.get(str(columns["Question"][index]))
        answer, nombre = columns["Réponse"][index], columns["Nombre"][index]
        du, au = columns["Du"][index], columns["Au"][index]
        if question is None or answer is None or not isinstance(nombre, int):
            continue
        rang = min(_read_cell(question, answer), default=_rank_unknown(question))
        if rang != RANG_VIDE and isinstance(du, dt.date) and isinstance(au, dt.date):
            kept.append(Depouillee(question.code, rang, nombre, Periode(du, au), index))
    return kept


def select_depouillees(
    reponses: Reponses, question: Question, periode: Periode
) -> list[Depouillee]:
    """Return the tallies of a question whose end is in a period
    (docs/rules/satisfaction.md#tallies).
    """
    of_question = [t for t in reponses.depouillees if t.question == question.code]
    return [t for t in of_question if periode.holds(t.periode.au)]


def count_reponses(reponses: Reponses, question: Question, periode: Periode) -> Compte:
    """Count the answers to a question dated in a period.

    A tally counts wholly when its end is in the period (docs/rules/satisfaction.md#tallies).
    """
    formes = _count_in_formulaires(reponses, question, periode)
    counts = list(formes.effectifs)
    answered, unread = formes.repondants, formes.illisibles
    for tally in select_depouillees(reponses, question, periode):
        if tally.option == RANG_ILLISIBLE:
            unread += tally.nombre
        else:
            counts[tally.option] += tally.nombre
            answered += tally.nombre
    return Compte(formes.options, counts, answered, formes.non_reponses, unread)


def _count_in_formulaires(reponses: Reponses, question: Question, periode: Periode) -> Compte:
    """The answers of the forms alone, without the tallies."""
    possibles = list_options(question)
    rangs = reponses.choix.get(question.code)
    if rangs is None:
        return Compte(possibles, [0] * len(possibles), 0, 0)
    dates_dedans = select_within(reponses.jours, periode)
    dedans = reponses.formulaires & dates_dedans
    choisis = rangs[dedans]
    vides = (choisis == RANG_VIDE) & reponses.posees[question.code][dedans]
    cellules = reponses.cellules.get(question.code)
    return Compte(
        possibles,
        _count_ticked(choisis, cellules, len(possibles)),
        repondants=int(np.count_nonzero(choisis >= 0)),
        non_reponses=int(np.count_nonzero(vides)),
        illisibles=int(np.count_nonzero(rangs[dates_dedans] == RANG_ILLISIBLE)),
    )


def _count_ticked(
    choisis: Nombres, cellules: Sequence[frozenset[int]] | None, taille: int
) -> list[int]:
    """How many respondents ticked each option, each at most once; `cellules`: the options of each
    cell, when it may hold several.
    """
    if cellules is None:
        return count_codes(choisis, taille)
    counts = [0] * taille
    for ticked, n in zip(cellules, count_codes(choisis, len(cellules)), strict=True):
        for option in ticked:
            counts[option] += n
    return counts


def count_illisibles(reponses: Reponses, periode: Periode) -> int:
    """Count the rows dated in a period that hold answers of which none can be read.

    They were received, and are no forms.
    """
    vaines = reponses.recues & ~reponses.formulaires
    return int(np.count_nonzero(vaines & select_within(reponses.jours, periode)))


def count_formulaires(reponses: Reponses, periode: Periode) -> int:
    """Count the forms dated in a period; tallies add answers, not forms."""
    return int(np.count_nonzero(reponses.formulaires & select_within(reponses.jours, periode)))
