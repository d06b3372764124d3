"""Make zip archives whose bytes depend on their content only: no clock, no file mode, no system in
them. The libraries that write Word and Excel files leave no choice of these.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

EPOQUE = dt.date(1980, 1, 1)
"""The earliest date of an entry: what is written without a date of its own."""

_DOS = 0  # as Windows writes it; elsewhere Python would write 3, and other bytes
_DROITS = 0o600 << 16  # what Python gives an entry by default, said here so that it stays


def build_archive(parties: Mapping[str, bytes | str], date: dt.date = EPOQUE) -> bytes:
    """Return the archive of the parts, in their order, each dated `date` (1980 to 2107: ValueError
    beyond). A text is written in UTF-8.
    """
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as ecrite:
        for nom, data in parties.items():
            entree = zipfile.ZipInfo(nom, (date.year, date.month, date.day, 0, 0, 0))
            entree.compress_type = zipfile.ZIP_DEFLATED
            entree.create_system = _DOS
            entree.external_attr = _DROITS
            ecrite.writestr(entree, data)
    return tampon.getvalue()
