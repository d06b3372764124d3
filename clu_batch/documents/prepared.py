"""What a step of the run is to make for a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.content import DocumentRequest
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem


@frozen
class Prepared:
    """The documents that a step asks for, each with all that it says, and the problems found on the
    way.
    """

    requests: Sequence[DocumentRequest] = ()
    problems: Sequence[Problem] = ()
