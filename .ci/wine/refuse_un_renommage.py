"""Run the program where an antivirus refuses the first renaming of a folder that was just
filled.
"""

from __future__ import annotations

import errno
import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from clu_batch.setup import installation

renaming = Path.rename
refused: list[Path] = []


def rename(path: Path, target: Path) -> Path:
    """Refuse once, as Windows says it, then rename."""
    if path.name == "lib" and not refused:
        refused.append(path)
        raise PermissionError(errno.EACCES, "held", str(path), 5)
    return renaming(path, target)


Path.rename = rename  # type: ignore[assignment,method-assign]  # the same, refused once
sys.argv = ["run.py", *sys.argv[1:]]
# under Wine, processes that work together may wait for one another for ever
installation._compile = lambda target: None
try:
    runpy.run_path("run.py", run_name="__main__")
finally:
    sys.stdout.write(f"renamings refused: {len(refused)}\n")
