"""Make the folder of another committee, or of another year: `python run.py nouveau`
(docs/rules/delivery.md#new-folder).
"""

from __future__ import annotations

from clu_batch.session.new_folder.make_folder import (
    Made,
    Wanted,
    make_example,
    make_folder,
)

__all__ = ["Made", "Wanted", "make_example", "make_folder"]
