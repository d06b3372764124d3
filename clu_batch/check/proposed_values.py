"""Propose what the values of a column of a foreign sheet become
(docs/rules/control-workbook.md#equivalences-proposees).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from clu_batch import parse
from clu_batch.check.columns import rank_cells
from clu_batch.kernel.declared_sheet import Column, Kind
from clu_batch.kernel.equivalence import A_CHOISIR, TOUTE_VALEUR, ProposedLine
from clu_batch.kernel.frames import Cell
from clu_batch.messages import equivalences

REPETEE, LONGUEUR = 3, 40
"""From how many cells, and up to how many signs, an unknown value may be written."""

_JAMAIS_ECRITE = re.compile(r"[\d@]")
"""What a value that may name or number a person holds."""


def add_values(
    lines: list[ProposedLine],
    line: ProposedLine,
    column: Column,
    cells: Sequence[Cell],
    ready: Mapping[str, str],
) -> list[ProposedLine]:
    """Return the lines of a column, then those of its values when it has a list of them.

    `line`: that of the column. `ready`: what is known of some values, or of any.
    """
    if TOUTE_VALEUR in ready:
        return [*lines, replace(line, valeur=TOUTE_VALEUR, devient=ready[TOUTE_VALEUR])]
    if not column.choices:
        return lines
    written, others = _sort_values(column, cells, ready)
    choose = equivalences.say_choices(column.choices, of_scale=bool(column.sens))
    for value, meant in written.items():
        remarque = "" if meant else choose
        devient = meant or A_CHOISIR
        lines.append(replace(line, valeur=value, devient=devient, remarque=remarque))
    if others and lines:
        last = lines[-1]
        said = equivalences.say_other_values(others)
        remarque = f"{last.remarque} ; {said}" if last.remarque else said
        lines[-1] = replace(last, remarque=remarque)
    return lines


def _count_unread(column: Column, cells: Sequence[Cell], known: _KnownValues) -> dict[str, int]:
    """Return how many times each value stands that the column does not read."""
    ranks, distinct = rank_cells(pd.Series(cells, dtype=object))
    counts = pd.Series(ranks).value_counts()
    times: dict[str, int] = {}
    texts: dict[str, str] = {}
    for rank, cell in enumerate(distinct):
        if (
            parse.is_empty(cell)
            or known.is_read(cell)
            or parse.is_silence(cell, column.silences)
        ):
            continue
        text = parse.clean_text(parse.format_value(cell))
        key = texts.setdefault(parse.squeeze_text(text), text)
        times[key] = times.get(key, 0) + int(counts[rank])
    return times


def _sort_values(
    column: Column, cells: Sequence[Cell], ready: Mapping[str, str]
) -> tuple[dict[str, str | None], int]:
    """Return the values of a column that a line may write, with what each means (None when only a
    person knows), and how many others there are. Those that are read as they stand need no line.
    """
    known = _KnownValues(column)
    times = _count_unread(column, cells, known)
    written: dict[str, str | None] = {}
    told = {parse.squeeze_text(value): meant for value, meant in ready.items()}
    for text, number in times.items():
        meant = told.get(parse.squeeze_text(text)) or known.find_same(text)
        if meant or (number >= REPETEE and _may_be_written(text)):
            written[text] = meant or known.find_close(text)
    return written, len(times) - len(written)


def _may_be_written(text: str) -> bool:
    return len(text) <= LONGUEUR and not _JAMAIS_ECRITE.search(text)


class _KnownValues:
    """The values that a column knows, by what they fold to."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._list = parse.ChoiceList(column.choices, column.short, column.sens)
        self._closed = column.kind is Kind.CHOIX

    def is_read(self, cell: Cell) -> bool:
        """Whether the column understands a cell as it stands."""
        if self._closed:
            return self._list.parse(cell).valeur is not None
        folded = parse.squeeze_text(parse.format_value(cell))
        return folded in map(parse.squeeze_text, self._column.choices)

    def find_same(self, text: str) -> str | None:
        """Return the value that a text is in another form, or behind the number of its rank: « 4 –
        Satisfait ».
        """
        bare = re.sub(r"^\W*\d{1,2}\W+(?=[^\W\d])", "", text)
        return self._list.parse(text).valeur or self._list.parse(bare).valeur

    def find_close(self, text: str) -> str | None:
        """Return the value of which a text is a misspelling, or a word of the kind."""
        close = self._list.parse(text).faits.get("proche")
        if close:
            return str(close)
        return None
