"""Read again the archives that the libraries write, before they are made without clock nor system
(`clu_batch.kernel.zip_archive`).
"""

from __future__ import annotations

import io
import zipfile


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as lue:
        return {nom: lue.read(nom) for nom in lue.namelist()}
