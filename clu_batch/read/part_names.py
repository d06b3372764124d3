"""Rename the parts of a package that some tools name otherwise, for calamine to find them."""

from __future__ import annotations

import io
import zipfile


def rename_parts(content: bytes) -> bytes:
    """Return the same package, its parts named as the format wants.

    The very same bytes come back when they are already, as nearly always.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        names = {name: name.replace("\\", "/").lstrip("/") for name in source.namelist()}
        if all(name == plain for name, plain in names.items()):
            return content
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name, plain in names.items():
                target.writestr(plain, source.read(name))
    return stream.getvalue()
