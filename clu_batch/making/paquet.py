"""A workbook as bytes that depend on nothing but its content: no clock, no order of chance."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

from openpyxl import Workbook

DATE = dt.datetime(2026, 1, 1)  # noqa: DTZ001  # openpyxl writes naive dates, as UTC
_HORODATAGE = (2026, 1, 1, 0, 0, 0)
_MODIFIE = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def octets(book: Workbook, titre: str) -> bytes:
    """The bytes of `book`, with neutral French properties; the same ones at every call."""
    book.properties.creator = "Secrétariat du comité local des usagers"
    book.properties.title = titre
    book.properties.language = "fr-FR"
    book.properties.created = DATE
    raw = io.BytesIO()
    book.save(raw)
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIE.sub(rb"\g<1>" + DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            elif name.startswith("xl/worksheets/"):
                data = data.replace(b' customHeight="1"', b"")  # Excel goes on fitting the height when she types more
            info = zipfile.ZipInfo(name, _HORODATAGE)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return fixed.getvalue()
