"""Die with the libraries in hand, as a DLL that was cut makes a process die."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from clu_batch.setup import bootstrap, library_folder

need = bootstrap.build_program_need(Path.cwd())
with bootstrap.mark_at_work([library_folder.find_cache() / library_folder.name_folder(need)]):
    os._exit(1)
