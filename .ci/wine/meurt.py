"""Die with the libraries in hand, as a DLL that was cut makes a process die."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from clu_batch.setup import bootstrap, library_folder

need = bootstrap.program(Path.cwd())
with bootstrap.at_work([library_folder.cache() / library_folder.folder_name(need)]):
    os._exit(1)
