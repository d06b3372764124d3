"""A package whose parts are named as some tools do, with plain names, for calamine to find them."""

from __future__ import annotations

import io
import zipfile


def rename_parts(content: bytes) -> bytes:
    """The same package, its parts named as the format wants; the very same bytes when they are, as
    nearly always.
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
