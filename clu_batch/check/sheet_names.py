"""Recognise each sheet by its name, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from clu_batch import parse
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import whole_sheets

_SUITE = re.compile(r"[\s_\-‐‑–—(\[{.,:]")
"""After one of these a name may go on: « Réponses papier », « RÉCLAMATIONS_Alès », « reponses (2)
».
"""


@frozen
class Recognised:
    """The raw sheets of each declared name, in the order they were read, and the sheets that nobody
    knows, in which something is typed.
    """

    by_name: Mapping[str, Sequence[RawSheet]]
    unknown: Sequence[RawSheet] = ()

    def report_unknown(
        self, sheets: Sequence[Sheet], proposed: Mapping[Place, str] | None = None
    ) -> list[Problem]:
        """Report the sheets that nobody knows; `proposed`: those for which lines are proposed, each
        with the name of the tool that it was exported from, "" when it is not known.
        """
        names = [sheet.name for sheet in sheets]
        known = proposed or {}
        return [_report_unknown(raw, names, known.get(raw.place)) for raw in self.unknown]


def recognise(
    raws: Sequence[RawSheet], sheets: Sequence[Sheet], ignored: Sequence[str]
) -> Recognised:
    """Sort the raw sheets by declared name; those that are empty or in `ignored` are no matter."""
    known = KnownSheets(sheets, ignored)
    by_name: dict[str, list[RawSheet]] = {}
    unknown = []
    for raw in raws:
        sheet = known.find_sheet(raw)
        if sheet:
            by_name.setdefault(sheet.name, []).append(raw)
        elif not known.is_ignored(raw) and has_content(raw):
            unknown.append(raw)
    return Recognised(by_name, tuple(unknown))


class KnownSheets:
    """The names by which a sheet is known: those of the declared sheets, and those of sheets that
    are never read.
    """

    def __init__(self, sheets: Sequence[Sheet], ignored: Sequence[str]) -> None:
        meant: dict[str, Sheet | None] = dict.fromkeys(ignored)
        for sheet in sheets:
            meant |= dict.fromkeys((sheet.name, *sheet.synonyms), sheet)
        self._names = {parse.squeeze_text(name): sheet for name, sheet in meant.items()}
        self._singular = {parse.fold_singular(name): sheet for name, sheet in meant.items()}

    def find_sheet(self, raw: RawSheet) -> Sheet | None:
        """Return the declared sheet that a raw sheet is, None when it is unknown or ignored."""
        return next(self._find_meant(raw.read_as or raw.name), None)

    def is_sheet_name(self, name: str) -> bool:
        """Tell whether a declared sheet goes by that name."""
        return next(self._find_meant(name), None) is not None

    def is_ignored(self, raw: RawSheet) -> bool:
        """Tell whether a raw sheet has the name of one that is never read."""
        return next(self._find_meant(raw.read_as or raw.name), raw) is None

    def _find_meant(self, name: str) -> Iterator[Sheet | None]:
        """Give what a name may mean, the most precise first.

        A singular stands for a plural when it is the whole name, as « Réunion » is.
        """
        for start in list_beginnings(name):
            if start in self._names:
                yield self._names[start]
        singular = parse.fold_singular(name)
        if singular in self._singular:
            yield self._singular[singular]


def has_content(raw: RawSheet) -> bool:
    """Tell whether something is typed somewhere in the sheet."""
    return not all(map(parse.is_empty, raw.frame.to_numpy().flat))


def list_beginnings(name: str) -> Iterator[str]:
    """Give the folded name, then its beginnings, the longest first."""
    name = parse.clean_text(name)
    yield parse.squeeze_text(name)
    for end in reversed([match.start() for match in _SUITE.finditer(name)]):
        if end:
            yield parse.squeeze_text(name[:end])


def _report_unknown(raw: RawSheet, names: Sequence[str], tool: str | None) -> Problem:
    """Report a sheet that nobody knows; `tool`: None when no line is proposed for it."""
    is_text = PurePath(raw.workbook).suffix.lower() == ".csv"
    shown = raw.workbook if is_text else raw.name
    facts = whole_sheets.say_unknown_sheet(
        shown, names, is_text=is_text, proposed=tool is not None, outil=tool or ""
    )
    if tool is not None:
        return whole_sheets.FEUILLE_A_LIRE.report(raw.place, **facts)
    close = parse.find_closest(raw.name, names)
    if close is None:
        return whole_sheets.FEUILLE_INCONNUE.report(raw.place, **facts)
    return whole_sheets.FEUILLE_PROCHE.report(raw.place, proche=close, **facts)
