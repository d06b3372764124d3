"""Remember what the lines of `Équivalences` did: the sheets to check, and how a problem found in
them is told of the file as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from clu_batch import parse
from clu_batch.check.headers import fold_cell, map_headers
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.equivalence import Equivalence
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import equivalences


@frozen
class Change:
    """A sheet before and after; `row`: that of its headers in Excel."""

    before: RawSheet
    after: RawSheet
    row: int

    def restore_problem(self, problem: Problem) -> Problem:
        """Return the same problem with the header and the value that the cell holds in its file."""
        before, after = self.before.frame, self.after.frame
        match = re.fullmatch(r"([A-Z]+)(\d+)", problem.place.cell)
        if match is None or match[1] not in before.columns:
            return problem
        letter, line = match[1], int(match[2])
        if fold_cell(problem.colonne) == fold_cell(after.at[self.row, letter]):
            problem = self._restore_headers(problem, letter)
        if not self.row < line <= len(before):
            return problem
        held: Cell = before.at[line, letter]
        now: Cell = after.at[line, letter]
        if held == now:
            return problem
        return replace(
            problem, trouve=equivalences.say_replaced(problem.trouve, parse.format_value(held))
        )

    def _restore_headers(self, problem: Problem, letter: str) -> Problem:
        """Return the same problem with the headers of the file: its own wherever it is cited, those
        of the other columns in what is to be done.
        """
        header = self._read_header(self.before, letter)
        trouve, remedy = problem.trouve, problem.que_faire
        trouve = trouve.replace(f"« {problem.colonne} »", f"« {header} »")
        for other in self.before.frame.columns:
            now, own = (self._read_header(raw, other) for raw in (self.after, self.before))
            if now != own:
                remedy = remedy.replace(f"« {now} »", f"« {own} »")
        return replace(problem, colonne=header, trouve=trouve, que_faire=remedy)

    def _read_header(self, raw: RawSheet, letter: str) -> str:
        return parse.clean_text(parse.format_value(raw.frame.at[self.row, letter]))


@frozen
class Translated:
    """The raw sheets as they are to be checked, and the lines that had no effect; `changed`: place
    of a sheet -> what it was, and is.

    `renamed`: the lines that gave a column its name, with the sheet whose column it should be.
    """

    sheets: Sequence[RawSheet]
    problems: Sequence[Problem] = ()
    changed: Mapping[Place, Change] = field(default_factory=dict)
    renamed: Sequence[tuple[Equivalence, Sheet]] = ()

    def restore_problem(self, problem: Problem) -> Problem:
        """Return the same problem with the header and the value that the cell holds in its file."""
        if not self.changed:
            return problem
        change = self.changed.get(replace(problem.place, cell=""))
        if change:
            return change.restore_problem(problem)
        return problem

    def report_unknown_columns(self, complete: Sheet) -> list[Problem]:
        """Report the names given to columns of `complete` that are none of its columns.

        It is called once all the columns of `complete` are declared.
        """
        known = map_headers(complete)
        names: list[str] = []
        for column in complete.columns:
            names += column.names
        problems: dict[Problem, None] = {}  # a line may name several sheets
        for line, sheet in self.renamed:
            if sheet.name != complete.name or fold_cell(line.devient) in known:
                continue
            problem = line.row.report(
                equivalences.COLONNE_INCONNUE,
                "devient",
                line.devient,
                suggestion=parse.find_closest(line.devient, names),
                feuille=sheet.name,
            )
            problems[problem] = None
        return list(problems)
