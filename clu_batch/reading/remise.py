"""What is handed to calamine of a large sheet: its workbook with that sheet alone, and the very bytes that were looked at."""

from __future__ import annotations

import io
import re
import zipfile

LOURDE = 4 * 2**20
"""Bytes of XML from which a sheet is handed over alone: under it, opening the workbook once more would cost more than it saves."""

_SANS_FUSION = b"<mergeCells/>"
"""Put before the cells: calamine goes through a sheet once more for its merged cells (a third of its time), until it finds that element."""


def alone(content: bytes, part: str, xml: bytes) -> io.BytesIO:
    """The package with this XML for one sheet, not packed again, and the other sheets empty."""
    found = re.search(rb"<(?:[A-Za-z_][\w.-]*:)?sheetData\b", xml)
    start = found.start() if found else 0
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in dict.fromkeys(source.namelist()):
            if name != part:
                target.writestr(name, b"" if "worksheets/" in name else source.read(name))
                continue
            with target.open(name, "w") as sheet:
                sheet.write(memoryview(xml)[:start])
                sheet.write(_SANS_FUSION if start else b"")
                sheet.write(memoryview(xml)[start:])
    stream.seek(0)
    return stream
