"""Make the program's and the tests' private libraries available to the scripts of this folder, and
to what they start.

PYTHONPATH=$(python .ci/bibliotheques.py) python -m mypy
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clu_batch.setup import bootstrap


def activate() -> list[Path]:
    """Install the libraries when they are missing, put them first, and return their folders."""
    libraries = bootstrap.provide_libraries(bootstrap.build_program_need(ROOT), _tell)
    folders = [
        libraries,
        bootstrap.provide_libraries(bootstrap.build_development_need(ROOT, libraries), _tell),
    ]
    bootstrap.activate(folders)
    return folders


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.stdout.write(os.pathsep.join(map(str, activate())) + "\n")
