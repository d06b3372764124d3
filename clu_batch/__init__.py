"""From the workbooks of a comité local des usagers to the documents of its meetings.

`run(Options(...))` does what the command does, for a program or a notebook (docs/library.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clu_batch.api import DeliveredDocument, Options, Run, run

__version__ = "0.1.0"
__all__ = ["DeliveredDocument", "Options", "Run", "__version__", "run"]


def __getattr__(name: str) -> object:
    """Give the names of the library when they are asked for: `run.py` imports this package before
    its libraries exist.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from clu_batch import api  # noqa: PLC0415 (the libraries are wanted only now)

    return getattr(api, name)
