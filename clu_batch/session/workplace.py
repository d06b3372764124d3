"""Where a run works: what was asked, what the workbooks say, the folder of the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.rules.links.consequences import drop_consequences
from clu_batch.rules.model import Registre
from clu_batch.session.load import LoadedWorkbooks
from clu_batch.session.options import Options
from clu_batch.write.deposit import OutputFolder


@frozen
class Workplace:
    """Where a run works. The output folder alone changes: it is the disk."""

    options: Options
    loaded: LoadedWorkbooks
    output: OutputFolder

    @property
    def registre(self) -> Registre:
        """What the workbooks say."""
        return self.loaded.registre

    @property
    def checks_only(self) -> bool:
        """Whether the control workbook is all that is written (docs/rules/delivery.md#checking)."""
        return self.options.verifier_seulement

    @property
    def letters_withheld(self) -> bool:
        """Whether a broken sheet withholds the letters."""
        return Famille.CONVOCATION in self.loaded.withheld

    def locate(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return the problems that a document found, in the workbooks that have their sheets."""
        complete = self.loaded.complete_place
        return [replace(problem, place=complete(problem.place)) for problem in problems]

    def drop_consequences(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return the problems that stand by themselves, whatever sheet is broken."""
        return drop_consequences(problems, self.loaded.broken_sheets)
