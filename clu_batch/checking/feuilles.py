"""Which sheet is which: recognised by its name, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clu_batch import saisie
from clu_batch.defauts import classeurs
from clu_batch.problems import Place, Problem
from clu_batch.schema import Sheet
from clu_batch.tables import RawSheet

_SUITE = re.compile(r"[\s_\-‐‑–—(\[{.,:]")
"""After one of these a name may go on: « Réponses papier », « RÉCLAMATIONS_Alès », « reponses (2) »."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The raw sheets of each declared name, in the order they were read, and the sheets that nobody knows."""

    by_name: Mapping[str, Sequence[RawSheet]]
    problems: Sequence[Problem]


def recognise(raws: Sequence[RawSheet], sheets: Sequence[Sheet], ignored: Sequence[str]) -> Recognised:
    """Sort the raw sheets by declared name; an unknown one is reported with the closest name, unless it is empty or in `ignored`."""
    known: dict[str, Sheet | None] = {saisie.serrer(name): None for name in ignored}
    for sheet in sheets:
        known |= {saisie.serrer(name): sheet for name in (sheet.name, *sheet.synonyms)}
    by_name: dict[str, list[RawSheet]] = {}
    problems = []
    for raw in raws:
        match = next((known[start] for start in _starts(raw.name) if start in known), _UNKNOWN)
        if isinstance(match, Sheet):
            by_name.setdefault(match.name, []).append(raw)
        elif match is _UNKNOWN and any(not saisie.vide(cell) for row in raw.rows for cell in row):
            problems.append(_unknown(raw, [sheet.name for sheet in sheets]))
    return Recognised(by_name, tuple(problems))


_UNKNOWN = object()


def _starts(name: str) -> Iterator[str]:
    """The folded name, then its beginnings, the longest first."""
    name = saisie.nettoyer(name)
    yield saisie.serrer(name)
    for end in reversed([match.start() for match in _SUITE.finditer(name)]):
        if end:
            yield saisie.serrer(name[:end])


def _unknown(raw: RawSheet, names: Sequence[str]) -> Problem:
    place = Place(raw.workbook, raw.name)
    close = saisie.proche(raw.name, names)
    if close is None:
        return classeurs.FEUILLE_INCONNUE.at(place, valeur=raw.name)
    return classeurs.FEUILLE_PROCHE.at(place, valeur=raw.name, proche=close)
