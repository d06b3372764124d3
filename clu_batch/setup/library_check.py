"""Try the libraries of a folder, in a program of its own: a library that kills its process kills no
run.

`installation` starts it in a child, without the machine's own libraries. Its input, in JSON: the
file that pins the libraries, the folders to import from, and whether the first of them is also
compared with what was published. It fails when the libraries do not work. Standard library only,
and nothing of the program.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib
import importlib.metadata
import json
import marshal
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

HEADER = 16
"""Bytes before the code in a compiled file."""


def main(asked: str) -> None:
    """Raise, or die, when the libraries do not work."""
    order = json.loads(asked)
    folders = [Path(folder) for folder in order["folders"]]
    if order["fully"]:
        damaged = [*list_changed_files(folders[0]), *list_unreadable_code(folders[0])]
        if damaged:
            raise RuntimeError("damaged: " + ", ".join(damaged))
    sys.path[:0] = [str(folder) for folder in folders]
    for line in Path(order["requirements"]).read_text("utf-8").splitlines():
        import_packages(line)


def import_packages(line: str) -> None:
    """Import each package of the distribution that a line pins."""
    name = re.match(r"[A-Za-z0-9._-]+(?===)", line)
    if name is None:
        return
    try:
        files = importlib.metadata.distribution(name[0]).files
    except importlib.metadata.PackageNotFoundError:
        if ";" in line:
            return  # for another system
        raise
    if files is None:
        raise RuntimeError(f"{name[0]}: the list of its files is missing")
    inits = [file for file in files if file.name == "__init__.py" and len(file.parts) == 2]
    for package in sorted({file.parts[0] for file in inits}):
        importlib.import_module(package)


def list_changed_files(folder: Path) -> Iterator[str]:
    """Give the files that are no longer as they were published: each distribution lists its own,
    with their digests (PEP 376).
    """
    published: dict[str, set[str]] = {}
    for record in folder.glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as lines:
            for name, digest, _ in csv.reader(lines):
                if digest and ".." not in name.split("/"):
                    published.setdefault(name, set()).add(digest)
    for name, digests in published.items():
        if not any(is_same(folder / name, digest) for digest in digests):
            yield name


def is_same(file: Path, digest: str) -> bool:
    """Whether a file has that digest, written `sha256=…`."""
    kind, _, expected = digest.partition("=")
    try:
        found = hashlib.new(kind, file.read_bytes()).digest()
    except OSError:
        return False
    return base64.urlsafe_b64encode(found).decode("ascii").rstrip("=") == expected


def list_unreadable_code(folder: Path) -> Iterator[str]:
    """Give the compiled files that hold no code any more: Python would not look at their source."""
    for compiled in folder.rglob("*.pyc"):
        try:
            # it is to be imported next
            code = marshal.loads(compiled.read_bytes()[HEADER:])  # noqa: S302
            whole = isinstance(code, CodeType)
        except (OSError, EOFError, ValueError, TypeError):
            whole = False
        if not whole:
            yield compiled.name


if __name__ == "__main__":
    main(sys.argv[1])
