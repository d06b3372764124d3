"""The answer of a reader: a value, or what prevents one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Generic, TypeVar

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import ProblemKind

T = TypeVar("T")


@frozen
class Parsed(Generic[T]):
    """What was understood: `valeur` (None: nothing), and the `defaut` to report with its `faits`
    (the typed value is one of none).
    """

    valeur: T | None = None
    defaut: ProblemKind | None = None
    faits: Mapping[str, object] = field(default_factory=dict)
