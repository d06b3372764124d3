"""Report the values of a free list that look like one value typed twice
(docs/rules/workbooks.md#groups).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import pandas as pd

from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.messages.equivalences import say_line
from clu_batch.parse import fold_text, pair_near_entries
from clu_batch.rules.figures.groups import NON_RENSEIGNE, list_spellings

COMPARES = 200
"""The most frequent values of a list, which are compared two by two: a column of free text has a
value a row.
"""


def check_close_values(
    tables: Sequence[CheckedSheet], field: str
) -> Iterator[Sequence[Problem]]:
    """Report each value of a field that is close to a more frequent one: a problem per cell of it,
    all of the same words.

    `tables`: those whose cells of that field make the same groups.
    """
    cells = pd.concat([table.frame[field] for table in tables], ignore_index=True)
    spellings = list_spellings(cells)
    sizes = spellings.groupby("groupe", sort=False)["nombre"].sum()
    sizes = sizes.drop(NON_RENSEIGNE, errors="ignore").sort_values(
        ascending=False, kind="stable"
    )
    most, proposed = sizes.index[:COMPARES], tables[0].sheet.find_field(field).choices
    for name, close in pair_near_entries(tuple(most), tuple(proposed)).items():
        typed = spellings.index[spellings["groupe"] == name].to_series()
        yield _report_pair(tables, field, typed, (name, close))


def _report_pair(
    tables: Sequence[CheckedSheet], field: str, typed: pd.Series, pair: tuple[str, str]
) -> Sequence[Problem]:
    """The problem of each cell of a group, whose values are `typed`, that may be another one."""
    name, close = pair
    found = [(table, _find_labels(table.frame[field], typed)) for table in tables]
    names = chain.from_iterable(labels.unique("feuille") for _, labels in found)
    sheets = " ; ".join(dict.fromkeys(names))
    header = tables[0].sheet.find_field(field).header
    # Équivalences knows the case and the accents, not the plural
    values = typed[~typed.map(fold_text).duplicated()]
    lines = [say_line(sheets, header, value, close) for value in values]
    facts = {"proche": close, "lignes": " ; puis ".join(lines)}
    kind = counted_rows.VALEUR_PROCHE
    problems: list[Problem] = []
    for table, labels in found:
        problems += table.report_all(kind, labels, field, name, **facts)
    return problems


def _find_labels(cells: pd.Series, typed: pd.Series) -> pd.Index:
    """Return the lines of a table whose cell is typed so."""
    return cells.index[cells.isin(typed)]
