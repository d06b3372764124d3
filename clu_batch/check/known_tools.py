"""Recognise the exports of known tools by the headers that theirs alone hold
(docs/rules/workbooks.md#known-tools). Nothing is read by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.check.headers import PREMIERES, list_texts
from clu_batch.kernel.equivalence import Outil
from clu_batch.kernel.frames import RawSheet
from clu_batch.parse.foreign_headers import list_forms


def find_tool(raw: RawSheet, tools: Sequence[Outil]) -> Outil | None:
    """Return the tool that a sheet was exported from, one of its first rows holding its headers."""
    for cells in raw.list_rows(PREMIERES):
        held = _fold_headers(list_texts(cells))
        for tool in tools:
            if any(_hold(held, marks) for marks in tool.marques):
                return tool
    return None


def _fold_headers(headers: Sequence[str]) -> set[str]:
    """All the texts under which these headers are compared."""
    forms: set[str] = set()
    for header in headers:
        forms.update(list_forms(header))
    return forms


def _hold(held: set[str], marks: frozenset[str]) -> bool:
    return all(list_forms(mark)[0] in held for mark in marks)


def add_known_columns(
    tool: Outil, target: str, headers: Sequence[str], found: Mapping[str, str]
) -> dict[str, str]:
    """Return what each column stands under in the file, `found` being completed, and corrected, by
    what is known of a tool.
    """
    own = tool.colonnes.get(target, {})
    known = {
        column: header
        for name, column in own.items()
        for header in headers
        if list_forms(name)[0] in list_forms(header)
    }
    others = {
        column: header for column, header in found.items() if header not in known.values()
    }
    return others | known


def find_ready_values(tool: Outil | None, header: str) -> Mapping[str, str]:
    """Return what values of a column of the file become, as far as it is known of its tool."""
    if tool is None:
        return {}
    forms = list_forms(header)
    for name, values in tool.valeurs.items():
        if list_forms(name)[0] in forms:
            return values
    return {}
