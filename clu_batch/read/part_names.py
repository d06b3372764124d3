"""Name the parts of a package as their archive does, and rename those that some tools name
otherwise, for calamine to find them.
"""

from __future__ import annotations

import io
import zipfile


def list_parts(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the parts of an archive, by the very names that it gives them."""
    return [(_read_name(entry), entry) for entry in archive.infolist()]


def _read_name(entry: zipfile.ZipInfo) -> str:
    """On Windows, Python shows a slash in the place of each backslash."""
    if "\\" not in entry.orig_filename:
        return entry.filename
    return entry.orig_filename.partition("\0")[0]


def fold_part_name(name: str) -> str:
    """The name of a part as the others cite it: its capitals do not count, and some tools part its
    folders with backslashes.
    """
    return _name_plainly(name).lower()


def rename_parts(content: bytes) -> bytes:
    """Return the same package, its parts named as the format wants.

    The very same bytes come back when they are already, as nearly always.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = dict(list_parts(source))
        if all(name == _name_plainly(name) for name in parts):
            return content
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name, entry in parts.items():
                target.writestr(_name_plainly(name), source.read(entry))
    return stream.getvalue()


def _name_plainly(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def add_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the same package with this part, the very same bytes when it has one of this name."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        if name in package.namelist():
            return content
        package.writestr(name, part)
    return stream.getvalue()
