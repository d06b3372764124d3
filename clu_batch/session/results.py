"""What the stages of a run have given, and the problems that they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.session.compute import ChosenMeetings, ComputedFigures
from clu_batch.session.produce.delivery import Delivery
from clu_batch.session.produce.plan import RunPlan
from clu_batch.session.produce.template_set import TemplateSet
from clu_batch.session.workplace import Workplace


@frozen
class RunResults:
    """What the stages of a run have given, in their order."""

    workplace: Workplace
    chosen: ChosenMeetings
    computed: ComputedFigures
    plan: RunPlan
    templates: TemplateSet
    deliveries: Sequence[Delivery]

    @property
    def defects(self) -> Sequence[Exception]:
        """The defects of the program that were met; the rest was made."""
        defects = [*self.computed.defects]
        for delivery in self.deliveries:
            defects += [file.defect for file in delivery.files if file.defect is not None]
        return defects

    @property
    def problems(self) -> Sequence[Problem]:
        """Every problem that stands by itself."""
        return self.workplace.drop_consequences(list(self._list_problems()))

    def _list_problems(self) -> Iterator[Problem]:
        yield from self.workplace.loaded.problems
        yield from self.chosen.problems
        yield from self.computed.problems
        yield from self.plan.sans_suite
        yield from self.plan.waiting
        yield from self.templates.problems
        yield from self._list_reading_faults()
        for delivery in self.deliveries:
            yield from delivery.problems

    def _list_reading_faults(self) -> Iterator[Problem]:
        """List what keeps documents from being read by all, once for all those of a template."""
        told = set[object]()
        for delivery in self.deliveries:
            by_file = [file.faults for file in delivery.files]
            for fault in chain.from_iterable(by_file):
                if fault.key not in told:
                    told.add(fault.key)
                    yield fault.problem
