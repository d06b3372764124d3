"""The one guard around what may fail alone: a document, a template, the figures.

A defect of the program there must not keep the rest from being made. It becomes a value, which the
caller tells; everywhere else it goes up to the door, `app.cli`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import CluError

Result = TypeVar("Result")


@frozen
class Failure:
    """What kept a work from being done."""

    error: Exception


def attempt(work: Callable[[], Result], *passing: type[Exception]) -> Result | Failure:
    """Return what `work` gives, or the failure that it met.

    An obstacle that stops the run, `CluError`, goes on its way; so do the exceptions `passing`.
    """
    try:
        return work()
    except CluError:
        raise
    except passing:
        raise
    except Exception as error:  # whatever it is, it stops this work alone
        return Failure(error)
